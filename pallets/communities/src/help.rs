//! Helpers: a member names another, who then votes and endorses for them.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;
use vaka_primitives::{Assisted, NoHelp};

impl<T: Config> Pallet<T> {
    /// Names a member's helper, or ends the help.
    pub(crate) fn do_set_helper(who: T::AccountId, helper: Option<MemberId>) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let (member, person) = Self::member_of(&who)?;
        let before = Helpers::<T>::get(member);
        let Some(helper) = helper else {
            ensure!(before.is_some(), Error::<T>::NoHelper);
            Self::end_help(member);
            return Ok(());
        };
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(helper != member, Error::<T>::OwnHelper);
        let named = Members::<T>::get(helper).ok_or(Error::<T>::UnknownMember)?;
        ensure!(!named.suspended, Error::<T>::HelperSuspended);
        // A helper who is named again goes on helping.
        let again = before.filter(|help| help.helper == helper);
        if again.is_none() {
            Self::end_help(member);
        }
        let accepted = again.is_some_and(|help| help.accepted);
        Helpers::<T>::insert(member, Help { helper, named: calendar.now, accepted });
        let until = Self::help_until(&calendar, calendar.now);
        Self::deposit_event(Event::HelperNamed { member, helper, until });
        Ok(())
    }

    pub(crate) fn do_accept_helping(who: T::AccountId, member: MemberId) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let (helper, person) = Self::member_of(&who)?;
        let help = Helpers::<T>::get(member)
            .filter(|help| help.helper == helper)
            .ok_or(Error::<T>::NotNamed)?;
        ensure!(!help.accepted, Error::<T>::AlreadyHelps);
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(calendar.now < Self::help_until(&calendar, help.named), Error::<T>::HelpOver);
        // The member trusted the person whose key it was. A thief by replacement gets no votes of
        // people who named the victim.
        ensure!(person.account_since <= help.named, Error::<T>::NamedBefore);
        Helped::<T>::try_mutate(helper, |helped| {
            ensure!((helped.len() as u32) < rules.helped, Error::<T>::HelpsEnough);
            helped.try_push(member).map_err(|_| Error::<T>::HelpsEnough)
        })?;
        Helpers::<T>::insert(member, Help { accepted: true, ..help });
        Self::deposit_event(Event::HelpAccepted { member, helper });
        Ok(())
    }

    pub(crate) fn do_resign_helping(who: T::AccountId, member: MemberId) -> DispatchResult {
        let helper = MemberOf::<T>::get(&who).ok_or(Error::<T>::NotMember)?;
        let named = Helpers::<T>::get(member).is_some_and(|help| help.helper == helper);
        ensure!(named, Error::<T>::NotNamed);
        Self::end_help(member);
        Ok(())
    }

    /// Ends all help for a member, and by them: they leave, or have another key. What was agreed was
    /// agreed between keys, and one of these may have been a thief's.
    pub(crate) fn end_all_help(one: MemberId) {
        Self::end_help(one);
        for member in Helped::<T>::take(one) {
            Helpers::<T>::remove(member);
            Self::deposit_event(Event::HelpEnded { member, helper: one });
        }
    }

    /// Removes a member's helper, if they have one, and their place with that helper.
    fn end_help(member: MemberId) {
        let Some(Help { helper, accepted, .. }) = Helpers::<T>::take(member) else {
            return;
        };
        if accepted {
            Helped::<T>::mutate_exists(helper, |helped| {
                *helped = helped.take().and_then(|mut helped| {
                    helped.retain(|one| *one != member);
                    (!helped.is_empty()).then_some(helped)
                });
            });
        }
        Self::deposit_event(Event::HelpEnded { member, helper });
    }

    /// The slot in which help is over, unless the member names the helper again.
    pub(crate) fn help_until(calendar: &Calendar, named: BlockNumber) -> BlockNumber {
        named.saturating_add(calendar.slots(Self::figures().help))
    }

    /// A member for whom an account may act, as their helper.
    pub(crate) fn assisted_by(
        calendar: &Calendar,
        who: &T::AccountId,
        member: MemberId,
    ) -> Result<Assisted, NoHelp> {
        let helper = MemberOf::<T>::get(who).ok_or(NoHelp::NotHelper)?;
        let help = Helpers::<T>::get(member)
            .filter(|help| help.helper == helper && help.accepted)
            .ok_or(NoHelp::NotHelper)?;
        if calendar.now >= Self::help_until(calendar, help.named) {
            return Err(NoHelp::HelpOver);
        }
        let by = Members::<T>::get(helper).ok_or(NoHelp::NotHelper)?;
        if by.suspended {
            return Err(NoHelp::HelperSuspended);
        }
        let person = Members::<T>::get(member).ok_or(NoHelp::NotHelper)?;
        let membership = Self::membership_from(calendar.now, member, &person);
        Ok(Assisted { membership, helper })
    }
}
