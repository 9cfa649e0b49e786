//! Clerks freeze members for some days. Appeals suspend them until reinstatement.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_freeze(who: T::AccountId, member: MemberId) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        let mut community =
            Communities::<T>::get(person.community).ok_or(Error::<T>::UnknownCommunity)?;
        let by = Self::serving_clerk(&calendar, &who, &community)?;
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(calendar.now >= person.freezable_from, Error::<T>::FrozenLately);
        let clerk = community
            .clerks
            .iter_mut()
            .find(|clerk| clerk.member == by)
            .ok_or(Error::<T>::NotClerk)?;
        ensure!(calendar.now >= clerk.freezes_from, Error::<T>::FreezesAnother);

        let until = calendar.after(rules.freeze);
        clerk.freezes_from = until;
        person.frozen_until = until;
        person.freezable_from = until.saturating_add(calendar.slots(rules.freeze_pause));
        Communities::<T>::insert(person.community, community);
        Members::<T>::insert(member, person);
        Self::deposit_event(Event::Frozen { member, clerk: by, until });
        Ok(())
    }

    /// Suspends a member whom a petition names. These suspensions are bounded.
    pub(crate) fn do_suspend(member: MemberId) -> DispatchResult {
        let (rules, today) = (Self::figures(), Calendar::read::<T>().today());
        let electorate = Electorate::<T>::get();
        Self::suspend_beside_bound(member)?;
        let counted = Suspensions::<T>::mutate(|suspensions| {
            suspensions.take(1, today, electorate, &rules.suspensions)
        });
        ensure!(counted, Error::<T>::TooManySuspensions);
        Ok(())
    }

    pub(crate) fn suspend_beside_bound(member: MemberId) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let mut person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        ensure!(!person.suspended, Error::<T>::Suspended);
        let community = person.community;
        if person.is_counted() {
            Self::count_out(&calendar, member, &person);
        }
        person.suspended = true;
        Members::<T>::insert(member, person);
        Self::end_office(community, member);
        Self::deposit_event(Event::Suspended { member });
        Ok(())
    }

    pub(crate) fn do_reinstate(member: MemberId) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let mut person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        ensure!(person.suspended, Error::<T>::NotSuspended);
        person.suspended = false;
        person.active_since = calendar.now;
        person.seasoned_from = Self::seasoned_from(&calendar);
        // While suspended there was little that they could do. A member who slept before sleeps on.
        person.last_active = calendar.now;
        if person.is_counted() {
            Self::count_in(&calendar, member, &person);
        }
        Members::<T>::insert(member, person);
        Self::deposit_event(Event::Reinstated { member });
        Ok(())
    }
}
