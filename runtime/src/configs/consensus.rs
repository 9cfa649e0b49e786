//! Authoring (Aura), finality (GRANDPA), and the consequences for a validator that votes twice.

use super::time::{SlotsPerDay, SLOT_DURATION};
use crate::{AccountId, Aura, Historical, Offences, Runtime, RuntimeEvent, Session, Validators};
use frame_support::{
    parameter_types,
    traits::{ConstBool, ConstU32, ConstU64, Get},
};
use pallet_grandpa::AuthorityId as GrandpaId;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::crypto::KeyTypeId;
use sp_staking::SessionIndex;
use vaka_primitives::BlockNumber;

/// The least blocks of a session, so that a change of set becomes final before the next one is
/// planned.
const SHORTEST_SESSION: BlockNumber = 5;

/// The most blocks that nodes have to learn of a forced change of set before they make it.
const LONGEST_RESTORATION: BlockNumber = 50;

/// The most validators there may be.
pub const MAX_AUTHORITIES: u32 = 128;

parameter_types! {
    /// An hour, unless a day has too few blocks. New keys and new validators take part from the
    /// second session after.
    pub SessionPeriod: BlockNumber = (SlotsPerDay::get() / 24).max(SHORTEST_SESSION);
    pub const SessionOffset: BlockNumber = 0;
    /// The sessions for which an equivocation can still be proven: those of 28 days.
    pub const ProvableSessions: SessionIndex = 28 * 24;
    /// Five minutes, or five hours while authors hold back because nothing is final. It is long
    /// enough, because Aura's branches have only a few blocks where machines can reach one another.
    /// It is short enough for a change to be over before the next session begins.
    pub RestorationDelay: BlockNumber = (SessionPeriod::get() / 2).min(LONGEST_RESTORATION);
    pub const SetIdSessionEntries: u64 = 28 * 24;
    /// The blocks for which a node offers an equivocation report to the pool before it gives up: as
    /// long as it can be proven.
    pub ReportLongevity: u64 = u64::from(SessionPeriod::get()) * u64::from(ProvableSessions::get());
}

impl pallet_aura::Config for Runtime {
    type AuthorityId = AuraId;
    type DisabledValidators = Session;
    type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
    type AllowMultipleBlocksPerSlot = ConstBool<false>;
    type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl pallet_authorship::Config for Runtime {
    type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
    type EventHandler = Validators;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = SetIdSessionEntries;
    type KeyOwnerProof = sp_session::MembershipProof;
    type EquivocationReportSystem =
        pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_offences::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
    type OnOffenceHandler = Validators;
}

/// The key by which GRANDPA's reports name an offender.
pub fn grandpa_key(authority: GrandpaId) -> (KeyTypeId, GrandpaId) {
    (sp_consensus_grandpa::KEY_TYPE, authority)
}

/// A validator is the account to which its session keys belong.
pub type ValidatorId = AccountId;
