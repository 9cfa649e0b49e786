//! Sessions and their history. The set is the one of genesis until the governed validator set lands.

use super::consensus::{ProvableSessions, SessionOffset, SessionPeriod, ValidatorId};
use crate::{Balances, Historical, Runtime, RuntimeEvent, Session, SessionKeys};
use alloc::vec::Vec;
use frame_support::traits::ConstU128;
use sp_runtime::traits::{Convert, ConvertInto, OpaqueKeys};
use sp_staking::SessionIndex;

impl pallet_session::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = ValidatorId;
    type ValidatorIdOf = ConvertInto;
    type ShouldEndSession = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
    type NextSessionRotation = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
    type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, GenesisValidators>;
    type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
    type Keys = SessionKeys;
    type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
    type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    type KeyDeposit = ConstU128<0>;
}

impl pallet_session::historical::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = NothingMore;
}

/// A validator's account says all there is to know of them: nobody stakes behind it.
pub struct NothingMore;

impl Convert<ValidatorId, Option<()>> for NothingMore {
    fn convert(_: ValidatorId) -> Option<()> {
        Some(())
    }
}

/// The validators of genesis, for ever: none can take its keys away (see [`KeysStay`](super::system::KeysStay)).
///
/// Answers `Some` when the keys of one have changed: under `None` the history keeps the root of the keys before, and an
/// equivocation with the new ones could not be proven. Otherwise `None`: each `Some` is a new set for GRANDPA to hand over
/// to, of which a network that finalises nothing for weeks would gather a thousand.
pub struct GenesisValidators;

impl pallet_session::SessionManager<ValidatorId> for GenesisValidators {
    fn new_session(_: SessionIndex) -> Option<Vec<ValidatorId>> {
        let queued = pallet_session::QueuedKeys::<Runtime>::get();
        let has_changed = |(who, keys): &(ValidatorId, SessionKeys)| {
            Session::load_keys(who).as_ref() != Some(keys)
        };
        queued
            .iter()
            .any(has_changed)
            .then(|| queued.into_iter().map(|(who, _)| who).collect())
    }

    fn new_session_genesis(_: SessionIndex) -> Option<Vec<ValidatorId>> {
        // At genesis only the keys are known yet.
        Some(pallet_session::NextKeys::<Runtime>::iter_keys().collect())
    }

    fn start_session(start: SessionIndex) {
        Historical::prune_up_to(start.saturating_sub(ProvableSessions::get()));
    }

    fn end_session(_: SessionIndex) {}
}

impl pallet_session::historical::SessionManager<ValidatorId, ()> for GenesisValidators {
    fn new_session(index: SessionIndex) -> Option<Vec<(ValidatorId, ())>> {
        <Self as pallet_session::SessionManager<_>>::new_session(index).map(identify)
    }

    fn new_session_genesis(index: SessionIndex) -> Option<Vec<(ValidatorId, ())>> {
        <Self as pallet_session::SessionManager<_>>::new_session_genesis(index).map(identify)
    }

    fn start_session(index: SessionIndex) {
        <Self as pallet_session::SessionManager<_>>::start_session(index)
    }

    fn end_session(index: SessionIndex) {
        <Self as pallet_session::SessionManager<_>>::end_session(index)
    }
}

fn identify(validators: Vec<ValidatorId>) -> Vec<(ValidatorId, ())> {
    validators
        .into_iter()
        .map(|validator| (validator, ()))
        .collect()
}
