//! What the pallet stores and what its views speak in.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::stored;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_staking::SessionIndex;

pub use sp_consensus_grandpa::SetId;
pub use vaka_primitives::{BlockNumber, CommunityId};

/// What a validator was found guilty of. The milder comes first in order.
#[stored]
#[derive(Copy, Ord, PartialOrd)]
pub struct Offence {
    /// How often it was reported. Who offends in one round with others is told anew of with each of
    /// them.
    #[codec(compact)]
    pub reports: u32,
    /// The last session in which it happened.
    #[codec(compact)]
    pub session: SessionIndex,
}

/// A validator.
#[stored(no_skip_type_params)]
pub struct Validator<AccountId> {
    /// The account that its session keys belong to.
    pub account: AccountId,
    /// The community that it was admitted for; never another.
    #[codec(compact)]
    pub community: CommunityId,
    /// When it was admitted, by the clock.
    pub since: BlockNumber,
    /// Since when it waits to leave, by the clock.
    pub leaving: Option<BlockNumber>,
    /// What makes it an offender. It belongs to the account: other keys change nothing.
    pub offence: Option<Offence>,
    /// Offences of sessions before this one are pardoned.
    #[codec(compact)]
    pub pardoned: SessionIndex,
}

/// A GRANDPA set, and where it begins.
#[stored]
#[derive(Copy)]
pub struct GrandpaSet {
    /// Its number.
    pub id: SetId,
    /// The block that changes to it once it is final. After a restoration, that of the set before:
    /// nodes have the new one whatever block of the old one is final for them.
    pub since: BlockNumber,
}

/// The blocks that a validator authored lately.
#[stored]
#[derive(Copy, Default)]
pub struct Authored {
    /// The session of its last block.
    #[codec(compact)]
    pub session: SessionIndex,
    /// Its blocks in that session.
    #[codec(compact)]
    pub blocks: u32,
    /// Its blocks in the session before.
    #[codec(compact)]
    pub before: u32,
    /// Its last block.
    pub last: Option<BlockNumber>,
}

impl Authored {
    /// The same, as seen from a session that is not earlier.
    pub fn seen_from(self, session: SessionIndex) -> Self {
        if session == self.session {
            return self;
        }
        let follows = self.session.checked_add(1) == Some(session);
        Self { session, blocks: 0, before: if follows { self.blocks } else { 0 }, last: self.last }
    }

    /// With one block more.
    pub fn with_block(self, session: SessionIndex, block: BlockNumber) -> Self {
        let seen = self.seen_from(session);
        Self { blocks: seen.blocks.saturating_add(1), last: Some(block), ..seen }
    }
}

// Views

/// A validator, as views show it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct ValidatorView<AccountId> {
    /// The account.
    pub account: AccountId,
    /// The community that it was admitted for.
    pub community: CommunityId,
    /// The block of its admission.
    pub since: BlockNumber,
    /// It left or was removed, and serves out what is planned.
    pub has_left: bool,
    /// Since when it waits to leave.
    pub leaving: Option<BlockNumber>,
    /// What makes it an offender.
    pub offence: Option<Offence>,
    /// It has session keys.
    pub has_keys: bool,
    /// It is in the set of this session.
    pub active: bool,
    /// It is in the set of the next session.
    pub queued: bool,
    /// It would be in the set that is planned next, if the session ended now.
    pub planned: bool,
    /// It may not author until the set changes, or it is pardoned.
    pub disabled: bool,
    /// Blocks that it authored in this session.
    pub blocks: u32,
    /// Blocks that it authored in the session before.
    pub blocks_before: u32,
    /// The last block that it authored.
    pub last_block: Option<BlockNumber>,
}

/// A community's share of the set.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Share {
    /// Which community.
    pub community: CommunityId,
    /// Its validators, those that are left out among them.
    pub validators: u32,
    /// Those of them who would be in the set that is planned next.
    pub planned: u32,
    /// It has more than the cap, as others left: none of it is admitted.
    pub above_cap: bool,
}

/// The set that would be planned if the session ended now.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct NextSet<AccountId> {
    /// The session that it would begin with.
    pub session: SessionIndex,
    /// Who would be in it.
    pub validators: Vec<AccountId>,
    /// It differs from the set before, in validators or in keys: only then it is planned at all.
    pub changed: bool,
    /// Validators that a community may have of it; no bound while there are fewer than four.
    pub cap: Option<u32>,
    /// Validators that there must be.
    pub minimum: u32,
    /// Validators that there may be.
    pub maximum: u32,
}

// Genesis

/// A validator from the first block on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisValidator<AccountId> {
    /// Its account.
    pub account: AccountId,
    /// Its community.
    pub community: CommunityId,
}
