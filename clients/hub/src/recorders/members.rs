//! Members and their accounts.

use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::utils::AccountId32;

use super::Recorder;
use crate::facts::{Fact, Member};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct OfMember {
    member: u32,
}

/// Changes of a member's record. What it has now is in the state.
pub const CHANGED: Recorder = Recorder {
    pallet: "Communities",
    events: &["Joined", "Moved", "AccountReplaced", "Left"],
    read: |event| {
        let OfMember { member } = event.decode_fields_unchecked_as()?;
        Ok(Fact::MemberChanged { member })
    },
};

/// The map in storage that tells of the members that are there.
pub const STORED: (&str, &str) = ("Communities", "Members");

/// A member as the state has one.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
pub(super) struct Person {
    account: AccountId32,
    community: u32,
}

impl Person {
    pub(super) fn of(self, member: u32) -> Fact {
        let Self { account, community } = self;
        Fact::Member(Member { member, account: account.to_string(), community })
    }
}
