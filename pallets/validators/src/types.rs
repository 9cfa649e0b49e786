//! The types of the pallet's storage and views.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::stored;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_staking::SessionIndex;

pub use sp_consensus_grandpa::SetId;
pub use vaka_primitives::{BlockNumber, CommunityId};

/// The offences of a validator. The order puts the milder first.
#[stored]
#[derive(Copy, Ord, PartialOrd)]
pub struct Offence {
    /// The number of reports. If several validators offend in one round, the report of each counts
    /// again for those that were reported before.
    #[codec(compact)]
    pub reports: u32,
    /// The last session in which one happened.
    #[codec(compact)]
    pub session: SessionIndex,
}

/// A validator.
#[stored(no_skip_type_params)]
pub struct Validator<AccountId> {
    /// The account to which its session keys belong.
    pub account: AccountId,
    /// The community for which it was admitted. It never changes.
    #[codec(compact)]
    pub community: CommunityId,
    /// When it was admitted, by the clock.
    pub since: BlockNumber,
    /// The time since which it waits to leave, by the clock.
    pub leaving: Option<BlockNumber>,
    /// The offences that make it an offender. They belong to the account, so other keys change
    /// nothing.
    pub offence: Option<Offence>,
    /// The session of its pardon. Offences in sessions before this one are pardoned.
    #[codec(compact)]
    pub pardoned: SessionIndex,
}

/// A GRANDPA set, and the block in which it begins.
#[stored]
#[derive(Copy)]
pub struct GrandpaSet {
    /// Its number.
    pub id: SetId,
    /// The block that makes nodes change to the set, once the block is final. After a restoration
    /// it is the first block of the set before: nodes have the new set, whichever block of the old
    /// one is final for them.
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
    /// The same record as seen from this session, or from a later one.
    pub fn seen_from(self, session: SessionIndex) -> Self {
        if session == self.session {
            return self;
        }
        let follows = self.session.checked_add(1) == Some(session);
        Self { session, blocks: 0, before: if follows { self.blocks } else { 0 }, last: self.last }
    }

    /// The record with one block more.
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
    /// The community for which it was admitted.
    pub community: CommunityId,
    /// The block of its admission.
    pub since: BlockNumber,
    /// Whether it left or was removed, and serves out the planned sessions.
    pub has_left: bool,
    /// The block since which it waits to leave.
    pub leaving: Option<BlockNumber>,
    /// The offences that make it an offender.
    pub offence: Option<Offence>,
    /// Whether it has session keys.
    pub has_keys: bool,
    /// Whether it is in the set of this session.
    pub active: bool,
    /// Whether it is in the set of the next session.
    pub queued: bool,
    /// Whether it would be in the set that is planned next, if the session ended now.
    pub planned: bool,
    /// Whether it may not author until the set changes or it is pardoned.
    pub disabled: bool,
    /// The number of blocks that it authored in this session.
    pub blocks: u32,
    /// The number of blocks that it authored in the session before.
    pub blocks_before: u32,
    /// The last block that it authored.
    pub last_block: Option<BlockNumber>,
}

/// A community's share of the set.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Share {
    /// The community.
    pub community: CommunityId,
    /// The number of its validators, with those that are left out of the set.
    pub validators: u32,
    /// The number of them that would be in the set that is planned next.
    pub planned: u32,
    /// Whether it has more than the cap, because others left. Then it can have no other validator
    /// admitted.
    pub above_cap: bool,
}

/// The set that would be planned if the session ended now.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct NextSet<AccountId> {
    /// The session in which the set would begin.
    pub session: SessionIndex,
    /// The validators that would be in it.
    pub validators: Vec<AccountId>,
    /// Whether it differs from the set before in validators or keys. Only then is it planned at
    /// all.
    pub changed: bool,
    /// The most validators that a community may have in it. No bound while there are fewer than
    /// four.
    pub cap: Option<u32>,
    /// The least number of validators.
    pub minimum: u32,
    /// The most validators that there may be.
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
