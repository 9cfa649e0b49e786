//! The work at the beginning of a session, and the planning of sets: pallet-session's manager.
//!
//! When session `s` begins, pallet-session activates the set that was queued and calls
//! `start_session`. Then it asks for the set of `s + 1`, and queues it. All weight is charged: a
//! change of session takes a whole block (`pallet_session` returns the maximum). A test checks that
//! [`WeightInfo::plan_session`] fits in a block.

use crate::{rules::Fitness, *};
use alloc::vec::Vec;
use frame_support::traits::Get;
use sp_staking::SessionIndex;

impl<T: Config> Pallet<T> {
    /// The set for a session. None if it is the same as before, with the same keys.
    ///
    /// The answer must be `Some` when keys have changed: with `None` the history keeps the root of
    /// the old keys, and an equivocation with the new ones could not be proven. Otherwise it must
    /// be `None`: each `Some` is a set to which GRANDPA has to hand over, and a network that
    /// finalises nothing for weeks would gather a thousand of them.
    fn plan(session: SessionIndex) -> Option<Vec<T::AccountId>> {
        let mut seats = Self::seats();
        // If others got their keys back, validators that wait may go.
        let gone = core::iter::from_fn(|| seats.release()).collect::<Vec<_>>();
        if !gone.is_empty() {
            Self::store(seats.clone());
            gone.into_iter().for_each(Self::let_go);
        }
        let planned = seats.planned();
        // An empty set would end the chain.
        if planned.is_empty() || !Self::is_change(&planned) {
            return None;
        }
        let (all, with_keys) = (seats.len(), seats.count(Fitness::Offender));
        let validators = planned.len() as u32;
        Self::deposit_event(Event::SetPlanned {
            session,
            validators,
            without_keys: all.saturating_sub(with_keys),
            offenders_left_out: with_keys.saturating_sub(validators),
        });
        Some(planned)
    }

    /// Whether these validators, with the keys that they have now, are another set than the queued
    /// one.
    pub(crate) fn is_change(planned: &[T::AccountId]) -> bool {
        let queued = Sessions::<T>::queued_keys();
        let same = |((old, keys), new): ((T::AccountId, T::Keys), &T::AccountId)| {
            old == *new && Sessions::<T>::load_keys(new).as_ref() == Some(&keys)
        };
        queued.len() != planned.len() || !queued.into_iter().zip(planned).all(same)
    }

    /// The set of genesis. If keys are missing, the chain specification is wrong, and this stops
    /// its build. Only here are both the validators and their keys known.
    fn plan_genesis() -> Option<Vec<T::AccountId>> {
        let roster = Roster::<T>::get();
        for validator in &roster {
            assert!(
                Self::has_keys(&validator.account),
                "validator {:?} of genesis has no keys in the genesis of session",
                validator.account
            );
        }
        assert!(
            !roster.is_empty() || pallet_session::NextKeys::<T>::iter_keys().next().is_none(),
            "there are keys in the genesis of session, but no validators; their pallet must come \
            before session's"
        );
        let planned = roster.into_iter().map(|validator| validator.account);
        Some(planned.collect::<Vec<_>>()).filter(|planned| !planned.is_empty())
    }

    fn start(session: SessionIndex) {
        Self::note_grandpa_set();
        if let Some(oldest) = session.checked_sub(T::ProvableSessions::get()) {
            History::<T>::prune_up_to(oldest);
        }
        Self::forget_leavers();
        Self::disable_offenders();
    }
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
    fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
        Self::plan(index)
    }

    fn new_session_genesis(_: SessionIndex) -> Option<Vec<T::AccountId>> {
        Self::plan_genesis()
    }

    fn start_session(index: SessionIndex) {
        Self::start(index)
    }

    fn end_session(_: SessionIndex) {}
}

impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, ()> for Pallet<T> {
    fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
        Self::plan(index).map(identify)
    }

    fn new_session_genesis(_: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
        Self::plan_genesis().map(identify)
    }

    fn start_session(index: SessionIndex) {
        Self::start(index)
    }

    fn end_session(_: SessionIndex) {}
}

/// The account is all that identifies a validator, because nobody stakes behind it.
fn identify<AccountId>(validators: Vec<AccountId>) -> Vec<(AccountId, ())> {
    validators.into_iter().map(|who| (who, ())).collect()
}
