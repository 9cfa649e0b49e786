//! Members who made no call for two years are dormant: they count in no electorate that is frozen
//! from then on, until they wake. Otherwise the dead and those who went away would be counted for
//! ever, and what a vote needs, a share of the electorate, would be more and more of the living.
//!
//! What a member does is noted by the extension that all signed transactions pass
//! ([`FreeForMembers`]), and at most once in 30 days. So a member's daily calls write nothing. A member
//! who did something right after it was noted must not be dormant too early, so these days are
//! added to the two years.

use crate::{rules::Calendar, *};
use alloc::vec::Vec;
use frame_support::pallet_prelude::*;

impl<T: Config> Pallet<T> {
    /// The slot from which a member may be declared dormant.
    pub(crate) fn dormant_from(calendar: &Calendar, person: &Person<T::AccountId>) -> BlockNumber {
        let rules = Self::figures();
        let days = rules.dormant_after.saturating_add(rules.activity_interval);
        person.last_active.saturating_add(calendar.slots(days))
    }

    /// Notes that a member acts now, and wakes them if they are dormant. For calls that the member
    /// signed, and for what somebody does in their name and by their will.
    ///
    /// The weight is [`WeightInfo::wake`], or less ([`Self::weight_of`]).
    pub fn note_activity(member: MemberId) -> Noted {
        let calendar = Calendar::read::<T>();
        let Some(mut person) = Members::<T>::get(member) else {
            return Noted::Nothing;
        };
        if !person.is_dormant() {
            let interval = calendar.slots(Self::figures().activity_interval);
            if calendar.now < person.last_active.saturating_add(interval) {
                return Noted::Nothing;
            }
            person.last_active = calendar.now;
            Members::<T>::insert(member, person);
            return Noted::Active;
        }
        person.last_active = calendar.now;
        if let Some(dormancy) = person.dormancy.as_mut() {
            dormancy.until = Some(calendar.now);
        }
        if person.is_counted() {
            Self::count_in(&calendar, member, &person);
        }
        Members::<T>::insert(member, person);
        Self::deposit_event(Event::Woke { member });
        Noted::Woken
    }

    /// Notes that a transaction came from this account.
    pub(crate) fn note_signer(who: &T::AccountId) -> Noted {
        MemberOf::<T>::get(who).map_or(Noted::Nothing, Self::note_activity)
    }

    /// Notes that a transaction came from this account for that member. It is the member's act, if
    /// the account is their helper's: they named the helper, so that they need not sign themselves.
    pub(crate) fn note_help(who: &T::AccountId, member: MemberId) -> Noted {
        match Self::assisted_by(&Calendar::read::<T>(), who, member) {
            Ok(_) => Self::note_activity(member),
            Err(_) => Noted::Nothing,
        }
    }

    /// What it weighs to note that somebody acted.
    pub fn weight_of(noted: Noted) -> Weight {
        match noted {
            Noted::Nothing => {
                let written = T::DbWeight::get().writes(1);
                T::WeightInfo::note_activity().saturating_sub(written)
            }
            Noted::Active => T::WeightInfo::note_activity(),
            Noted::Woken => T::WeightInfo::wake().max(T::WeightInfo::note_activity()),
        }
    }

    pub(crate) fn do_declare_dormant(members: Vec<MemberId>) -> DispatchResult {
        ensure!(!members.is_empty(), Error::<T>::NobodyNamed);
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let (electorate, number) = (Electorate::<T>::get(), members.len() as u32);
        for member in members {
            Self::send_to_sleep(&calendar, member)?;
        }
        let counted = Dormancies::<T>::mutate(|declared| {
            declared.take(number, calendar.today(), electorate, &rules.dormancies)
        });
        ensure!(counted, Error::<T>::TooManyDormant);
        Ok(())
    }

    fn send_to_sleep(calendar: &Calendar, member: MemberId) -> DispatchResult {
        let mut person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        // A suspended member counts in no electorate, and can do little to stay awake.
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!person.is_dormant(), Error::<T>::Dormant);
        ensure!(calendar.now >= Self::dormant_from(calendar, &person), Error::<T>::NotDormant);
        let community = person.community;
        let counted = Communities::<T>::mutate(community, |record| {
            record.as_mut().is_some_and(|Community { dormancies, electorate, .. }| {
                let quota = Self::figures().village_dormancies;
                dormancies.take(1, calendar.today(), *electorate, &quota)
            })
        });
        ensure!(counted, Error::<T>::TooManyDormant);
        Self::count_out(calendar, member, &person);
        person.dormancy = Some(Dormancy { since: calendar.now, until: None });
        Members::<T>::insert(member, person);
        // Clerks who do nothing for two years serve nobody, and nobody shall find their old key.
        Self::end_office(community, member);
        Self::deposit_event(Event::DeclaredDormant { member });
        Ok(())
    }

    pub(crate) fn do_here(who: T::AccountId) -> DispatchResult {
        let (member, person) = Self::member_of(&who)?;
        ensure!(!person.suspended, Error::<T>::Suspended);
        Self::note_activity(member);
        Ok(())
    }
}
