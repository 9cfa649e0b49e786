//! What runtime APIs answer, as far as it is shown. Fields are found by their names, so that a
//! runtime may add others.

// The derive imports more than it uses.
#![allow(unused_imports)]

use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::ext::scale_decode::DecodeAsType;
use vaka_connect::subxt::utils::{AccountId32, H256};

macro_rules! answers {
    ($($(#[$doc:meta])* pub struct $name:ident { $(pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, DecodeAsType)]
        #[decode_as_type(crate_path = "vaka_connect::subxt::ext::scale_decode")]
        pub struct $name { $(pub $field: $type,)* }
    )*};
}

answers! {
    pub struct MemberView {
        pub membership: Membership,
        pub account: AccountId32,
        pub is_clerk: bool,
        pub vouches_from: u32,
        pub frozen_until: u32,
        pub banned_until: u32,
        pub replacement: Option<u32>,
        pub free_calls: u32,
    }

    pub struct Membership {
        pub member: u32,
        pub community: u32,
        pub seasoned_from: u32,
    }

    pub struct CommunityView {
        pub name: Vec<u8>,
        pub electorate: u32,
        pub clerks: Vec<u32>,
        pub admissions_left: u32,
    }

    pub struct RequestView {
        pub id: u32,
        pub request: Request,
        pub valid_vouches: u32,
    }

    pub struct Request {
        pub account: AccountId32,
        pub community: u32,
        pub kind: Value,
        pub clerk: Option<u32>,
        pub challenges: Vec<u32>,
        pub stage: Value,
        pub until: u32,
    }

    pub struct ConsentPayload {
        pub bytes: Vec<u8>,
    }

    pub struct PetitionView {
        pub id: u32,
        pub opener: u32,
        pub track: Value,
        pub title: Vec<u8>,
        pub text: H256,
        pub endorsements: u32,
        pub threshold: u32,
        pub stage: Value,
        pub fate: Option<Value>,
        pub call: Option<CallBytes>,
        pub weight: Value,
    }

    pub struct CallBytes {
        pub bytes: Vec<u8>,
    }

    pub struct CallCheck {
        pub verdict: Value,
    }

    pub struct PollView {
        pub electorate: u32,
        pub ayes: u32,
        pub nays: u32,
        pub abstentions: u32,
        pub ayes_needed: u32,
    }

    pub struct ValidatorView {
        pub account: AccountId32,
        pub community: u32,
        pub has_left: bool,
        pub leaving: Option<u32>,
        pub active: bool,
        pub queued: bool,
        pub planned: bool,
        pub disabled: bool,
        pub blocks: u32,
        pub blocks_before: u32,
        pub last_block: Option<u32>,
    }

    pub struct Share {
        pub community: u32,
        pub validators: u32,
        pub planned: u32,
        pub above_cap: bool,
    }

    /// The keys of a validator, as session keeps them.
    pub struct SessionKeys {
        pub aura: [u8; 32],
        pub grandpa: [u8; 32],
    }
}
