//! Another account for a member who lost theirs.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;
use vaka_primitives::Follows as _;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_replace_account(
        who: T::AccountId,
        member: MemberId,
        consent: ConsentOf<T>,
    ) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        let community =
            Communities::<T>::get(person.community).ok_or(Error::<T>::UnknownCommunity)?;
        let clerk = Self::serving_clerk(&calendar, &who, &community)?;
        ensure!(person.replacement.is_none(), Error::<T>::ReplacementPending);
        Self::ensure_no_member(&consent.account)?;
        Self::ensure_may_take(&consent.account)?;
        Self::sponsor(clerk, true)?;
        Self::ensure_consent(&calendar, &consent, Purpose::Replace(member))?;
        let id = Self::open_request(
            &calendar,
            consent.account,
            person.community,
            Kind::Replace(member),
            Some(clerk),
        )?;
        Members::<T>::mutate_extant(member, |person| person.replacement = Some(id));
        Ok(())
    }

    pub(crate) fn do_object(who: T::AccountId, id: RequestId) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let mut request = Self::live_request(&calendar, id)?;
        let Kind::Replace(member) = request.kind else {
            return Err(Error::<T>::NotReplacement.into());
        };
        ensure!(MemberOf::<T>::get(&who) == Some(member), Error::<T>::NotYourAccount);
        match request.stage {
            // Appeals could not grant what nobody vouched for, and a thief would stop every
            // replacement before it begins.
            Stage::Open => return Err(Error::<T>::NotWaiting.into()),
            Stage::Waiting { ripe } => ensure!(calendar.now < ripe, Error::<T>::PeriodOver),
            Stage::Appealed => return Err(Error::<T>::Appealed.into()),
        }
        Self::deposit_event(Event::Objected { request: id, member });
        Self::send_to_appeals(&calendar, id, &mut request);
        Requests::<T>::insert(id, request);
        Ok(())
    }

    /// Checks that what the person has elsewhere can follow to that account. Only the account itself
    /// can stand in the way, because nobody binds anything to another's.
    fn ensure_may_take(account: &T::AccountId) -> DispatchResult {
        ensure!(T::Belongings::may_take(account), Error::<T>::AccountInUse);
        Ok(())
    }

    /// Gives a member another account. Everything that is keyed by the member stays: standing,
    /// suspension, ballots. Only `account_since` tells that the key is new. All help ends.
    pub(crate) fn rekey(
        calendar: &Calendar,
        member: MemberId,
        new: T::AccountId,
    ) -> DispatchResult {
        Self::ensure_no_member(&new)?;
        Self::ensure_may_take(&new)?;
        let mut person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        let old = core::mem::replace(&mut person.account, new.clone());
        person.account_since = calendar.now;
        // The new key signed a consent. If the member is dormant, its first call wakes them.
        person.last_active = calendar.now;
        Members::<T>::insert(member, person);
        MemberOf::<T>::remove(&old);
        MemberOf::<T>::insert(&new, member);
        // A move that the old account asked for goes on with the new one.
        if let Some(own) = RequestOf::<T>::take(&old) {
            Requests::<T>::mutate_extant(own, |request| request.account = new.clone());
            RequestOf::<T>::insert(&new, own);
        }
        T::Belongings::moved(&old, &new);
        Self::end_all_help(member);
        Self::hold_account(&new);
        Self::let_account_go(&old);
        Self::deposit_event(Event::AccountReplaced { member, old, new });
        Ok(())
    }
}
