//! Admission, leaving, removal, and the keys of accounts that are no longer validators.

use crate::{
    rules::{Fitness, Seat, Seats, CAPPED_FROM},
    *,
};
use alloc::vec::Vec;
use frame_support::{
    defensive,
    dispatch::{DispatchResult, RawOrigin},
    ensure,
    traits::{DefensiveTruncateFrom, Get},
    BoundedVec,
};
use sp_runtime::{traits::BlockNumberProvider, DispatchError, SaturatedConversion};
use vaka_primitives::Communities;

impl<T: Config> Pallet<T> {
    /// All validators, each with whether it has keys.
    pub(crate) fn seats() -> Seats<T::AccountId> {
        let seat = |validator: Validator<T::AccountId>| Seat {
            has_keys: Self::has_keys(&validator.account),
            validator,
        };
        Seats {
            seats: Roster::<T>::get().into_iter().map(seat).collect(),
            minimum: Minimum::<T>::get(),
        }
    }

    pub(crate) fn store(seats: Seats<T::AccountId>) {
        let seats = seats.seats.into_iter().map(|seat| seat.validator);
        Roster::<T>::put(BoundedVec::defensive_truncate_from(seats.collect()));
    }

    pub(crate) fn has_keys(who: &T::AccountId) -> bool {
        pallet_session::NextKeys::<T>::contains_key(who)
    }

    /// The block.
    pub(crate) fn block() -> BlockNumber {
        frame_system::Pallet::<T>::block_number().saturated_into()
    }

    pub(crate) fn do_add_validator(who: T::AccountId, community: CommunityId) -> DispatchResult {
        Self::admit(Self::seats(), who, community).map(|_| ())
    }

    pub(crate) fn do_replace_validator(who: T::AccountId, by: T::AccountId) -> DispatchResult {
        let mut seats = Self::seats();
        // A validator that replaced itself would shed its offence.
        ensure!(seats.get(&by).is_none(), Error::<T>::AlreadyValidator);
        let goes = seats.get(&who).ok_or(Error::<T>::NotValidator)?.fitness();
        let is_needed = !seats.may_go(goes);
        let gone = seats.remove(&who).ok_or(Error::<T>::NotValidator)?;
        let comes = Self::admit(seats, by, gone.community)?;
        ensure!(!is_needed || comes >= goes, Error::<T>::BelowMinimum);
        Self::deposit_event(Event::ValidatorRemoved { who });
        Self::depart(gone);
        Ok(())
    }

    /// Admits an account besides those in the seats, and lets a validator go that waited for it.
    /// Returns the fitness of the newcomer.
    fn admit(
        mut seats: Seats<T::AccountId>,
        who: T::AccountId,
        community: CommunityId,
    ) -> Result<Fitness, DispatchError> {
        ensure!(community < T::Communities::count(), Error::<T>::UnknownCommunity);
        ensure!(Self::has_keys(&who), Error::<T>::NoKeys);
        ensure!(seats.get(&who).is_none(), Error::<T>::AlreadyValidator);
        ensure!(seats.len() < T::MaxValidators::get(), Error::<T>::TooManyValidators);
        let before = Leavers::<T>::get().into_iter().find(|leaver| leaver.account == who);
        let validator = Validator {
            account: who.clone(),
            community,
            since: T::Clock::current_block_number(),
            leaving: None,
            // If the account left only lately and offended, the vote that admits it may have been
            // cast before that was known.
            offence: before.as_ref().and_then(|leaver| leaver.offence),
            pardoned: before.as_ref().map_or(0, |leaver| leaver.pardoned),
        };
        let seat = Seat { validator, has_keys: true };
        let fitness = seat.fitness();
        seats.seats.push(seat);
        let gone = seats.release();
        ensure!(seats.is_within_cap(community), Error::<T>::AboveCap);

        Self::store(seats);
        if before.is_some() {
            Leavers::<T>::mutate(|leavers| leavers.retain(|leaver| leaver.account != who));
        } else {
            Authorship::<T>::insert(&who, Authored::default());
        }
        Self::deposit_event(Event::ValidatorAdded { who, community });
        gone.into_iter().for_each(Self::let_go);
        Ok(fitness)
    }

    pub(crate) fn do_remove_validator(who: T::AccountId) -> DispatchResult {
        let mut seats = Self::seats();
        let seat = seats.get(&who).ok_or(Error::<T>::NotValidator)?;
        ensure!(seats.may_go(seat.fitness()), Error::<T>::BelowMinimum);
        let gone = seats.remove(&who).ok_or(Error::<T>::NotValidator)?;
        Self::store(seats);
        Self::deposit_event(Event::ValidatorRemoved { who });
        Self::depart(gone);
        Ok(())
    }

    /// Sets the least number of validators. It leaves communities their cap, and asks for no more
    /// than there are, so that it never needs an offender or a validator without keys.
    pub(crate) fn do_set_minimum(minimum: u32) -> DispatchResult {
        let mut seats = Self::seats();
        ensure!(minimum >= seats.minimum.min(CAPPED_FROM), Error::<T>::MinimumTooLow);
        ensure!(minimum <= seats.count(Fitness::Fit), Error::<T>::MinimumTooHigh);
        Minimum::<T>::put(minimum);
        seats.minimum = minimum;
        let gone = seats.release();
        Self::store(seats);
        Self::deposit_event(Event::MinimumSet { minimum });
        gone.into_iter().for_each(Self::let_go);
        Ok(())
    }

    pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
        let mut seats = Self::seats();
        let seat = seats.get(&who).ok_or(Error::<T>::NotValidator)?;
        ensure!(seat.validator.leaving.is_none(), Error::<T>::AlreadyLeaving);
        if seats.may_go(seat.fitness()) {
            let gone = seats.remove(&who).ok_or(Error::<T>::NotValidator)?;
            Self::store(seats);
            Self::let_go(gone);
        } else {
            if let Some(validator) = seats.get_mut(&who) {
                validator.leaving = Some(T::Clock::current_block_number());
            }
            Self::store(seats);
            Self::deposit_event(Event::LeaveWaits { who });
        }
        Ok(())
    }

    pub(crate) fn do_stay(who: T::AccountId) -> DispatchResult {
        Roster::<T>::try_mutate(|roster| {
            let mut records = roster.iter_mut();
            let validator = records.find(|validator| validator.account == who);
            let validator = validator.ok_or(Error::<T>::NotValidator)?;
            ensure!(validator.leaving.take().is_some(), Error::<T>::NotLeaving);
            Self::deposit_event(Event::LeaveWithdrawn { who });
            Ok(())
        })
    }

    pub(crate) fn do_pardon(who: T::AccountId) -> DispatchResult {
        let mut seats = Self::seats();
        let validator = seats.get_mut(&who).ok_or(Error::<T>::NotValidator)?;
        ensure!(validator.offence.take().is_some(), Error::<T>::NotOffender);
        validator.pardoned = Sessions::<T>::current_index();
        let gone = seats.release();
        Self::store(seats);
        Self::deposit_event(Event::Pardoned { who: who.clone() });
        gone.into_iter().for_each(Self::let_go);
        // This comes last. The validator that goes by this may be the very offender that can now be
        // disabled, and it serves on among the leavers.
        Self::enable(&who);
        Ok(())
    }

    pub(crate) fn do_withdraw_keys(who: T::AccountId) -> DispatchResult {
        let is_any = |those: &[Validator<T::AccountId>]| those.iter().any(|one| one.account == who);
        ensure!(
            !is_any(&Roster::<T>::get())
                && !is_any(&Leavers::<T>::get())
                && !Self::serving().contains(&who),
            Error::<T>::KeysInUse
        );
        ensure!(Self::has_keys(&who), Error::<T>::NoKeys);
        Self::purge_keys(who)
    }

    /// The accounts in the active and in the queued set.
    pub(crate) fn serving() -> Vec<T::AccountId> {
        let queued = Sessions::<T>::queued_keys().into_iter().map(|(who, _)| who);
        Sessions::<T>::validators().into_iter().chain(queued).collect()
    }

    /// Lets a validator go that wanted to leave.
    pub(crate) fn let_go(validator: Validator<T::AccountId>) {
        Self::deposit_event(Event::ValidatorLeft { who: validator.account.clone() });
        Self::depart(validator);
    }

    /// Handles an account that is no longer a validator. Its keys are needed as long as a set has
    /// them.
    fn depart(validator: Validator<T::AccountId>) {
        if !Self::serving().contains(&validator.account) {
            return Self::forget(validator.account);
        }
        let kept = Leavers::<T>::mutate(|leavers| leavers.try_push(validator));
        if kept.is_err() {
            defensive!(
                "who leaves is in one of two sets, neither of which is larger than the bound"
            );
        }
    }

    /// Forgets the leavers that are in no set any longer, and purges their keys. It is called when
    /// a session begins. Its set is then the only one: the next set is yet to be planned, and
    /// without them.
    pub(crate) fn forget_leavers() {
        let leavers = Leavers::<T>::get();
        if leavers.is_empty() {
            return;
        }
        let active = Sessions::<T>::validators();
        let (stay, gone) =
            leavers.into_iter().partition::<Vec<_>, _>(|leaver| active.contains(&leaver.account));
        Leavers::<T>::put(BoundedVec::defensive_truncate_from(stay));
        for leaver in gone {
            Self::forget(leaver.account);
        }
    }

    fn forget(who: T::AccountId) {
        Authorship::<T>::remove(&who);
        // A validator that was left out for want of keys has none to purge.
        if Self::has_keys(&who) && Self::purge_keys(who).is_err() {
            defensive!("keys that there are can be purged");
        }
    }

    /// Does what `session.purge_keys` would do, if it were not closed: the deposit returns, and the
    /// account's reference ends.
    fn purge_keys(who: T::AccountId) -> DispatchResult {
        Sessions::<T>::purge_keys(RawOrigin::Signed(who.clone()).into())?;
        Self::deposit_event(Event::KeysPurged { who });
        Ok(())
    }
}
