//! Becoming a member, moving, leaving. Accounts and their references change only here.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;
use vaka_primitives::take_number;

/// The slots from which a new member has what others earn by time.
pub(crate) struct Earned {
    /// The slot from which they are of standing in their community.
    pub standing_from: BlockNumber,
    /// The slot from which they vote on the constitution.
    pub seasoned_from: BlockNumber,
}

impl<T: Config> Pallet<T> {
    /// The member for whom an account speaks.
    pub(crate) fn member_of(
        who: &T::AccountId,
    ) -> Result<(MemberId, Person<T::AccountId>), DispatchError> {
        let id = MemberOf::<T>::get(who).ok_or(Error::<T>::NotMember)?;
        let person = Members::<T>::get(id).ok_or(Error::<T>::NotMember)?;
        Ok((id, person))
    }

    /// Makes an account a member.
    pub(crate) fn enrol(
        calendar: &Calendar,
        account: T::AccountId,
        community: CommunityId,
        earned: Earned,
    ) -> Result<MemberId, DispatchError> {
        ensure!(!MemberOf::<T>::contains_key(&account), Error::<T>::AlreadyMember);
        let member = take_number::<NextMember<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        let person = Person {
            account: account.clone(),
            community,
            active_since: calendar.now,
            seasoned_from: earned.seasoned_from,
            village_since: calendar.now,
            account_since: calendar.now,
            standing_from: earned.standing_from,
            moves_from: calendar.now,
            suspended: false,
            frozen_until: 0,
            freezable_from: 0,
            vouches_from: 0,
            banned_until: 0,
            sponsored: 0,
            answers_for: 0,
            replacement: None,
            challenging: None,
            challenges_from: 0,
            last_active: calendar.now,
            dormancy: None,
        };
        Self::count_in(calendar, member, &person);
        Members::<T>::insert(member, person);
        MemberOf::<T>::insert(&account, member);
        Self::hold_account(&account);
        Self::deposit_event(Event::Joined { member, community, account });
        Ok(member)
    }

    /// Holds a member's account, which needs no balance: one reference keeps it and its nonce, and one
    /// lets it receive vouchers that ask for a balance elsewhere.
    pub(crate) fn hold_account(account: &T::AccountId) {
        frame_system::Pallet::<T>::inc_sufficients(account);
        frame_system::Pallet::<T>::inc_providers(account);
    }

    /// Lets go of an account that is no member's any longer. One that holds vouchers, and no balance,
    /// stays as it is: anybody may give somebody a voucher, and must not keep them from leaving.
    pub(crate) fn let_account_go(account: &T::AccountId) {
        let _ = frame_system::Pallet::<T>::dec_providers(account);
        frame_system::Pallet::<T>::dec_sufficients(account);
    }

    pub(crate) fn do_move_community(who: T::AccountId, to: CommunityId) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let (member, person) = Self::member_of(&who)?;
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!person.is_frozen(calendar.now), Error::<T>::Frozen);
        ensure!(calendar.now >= person.moves_from, Error::<T>::MovedLately);
        ensure!(Communities::<T>::contains_key(to), Error::<T>::UnknownCommunity);
        ensure!(person.community != to, Error::<T>::AlreadyOfCommunity);
        Self::open_request(&calendar, who, to, Kind::Move(member), None)?;
        Ok(())
    }

    /// Moves a member to the community that admitted them.
    pub(crate) fn relocate(
        calendar: &Calendar,
        member: MemberId,
        to: CommunityId,
    ) -> DispatchResult {
        let rules = Self::figures();
        let person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!person.is_frozen(calendar.now), Error::<T>::Frozen);
        Self::close_own_replacement(&person)?;

        let from = person.community;
        Self::end_office(from, member);
        if person.is_counted() {
            Self::count_out_of_village(from, member);
            Self::count_in_village(to, member);
        }
        Members::<T>::mutate(member, |person| {
            if let Some(person) = person {
                person.community = to;
                person.village_since = calendar.now;
                person.standing_from = calendar.after(rules.standing);
                person.moves_from = calendar.after(rules.move_interval);
            }
        });
        Self::deposit_event(Event::Moved { member, from, to });
        Ok(())
    }

    pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let (member, person) = Self::member_of(&who)?;
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!person.is_frozen(calendar.now), Error::<T>::Frozen);
        Self::ensure_answered(calendar.now, &person)?;
        Self::close_own_replacement(&person)?;
        if let Some(id) = RequestOf::<T>::get(&who) {
            let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
            // A member who leaves must not save those who answer for the move from a verdict.
            match request.stage {
                Stage::Open => {}
                Stage::Waiting { .. } => return Err(Error::<T>::RequestPending.into()),
                Stage::Appealed => return Err(Error::<T>::Appealed.into()),
            }
            Self::close_request(id, &request)?;
            Self::deposit_event(Event::RequestWithdrawn { request: id });
        }

        let community = person.community;
        Self::end_office(community, member);
        if person.is_counted() {
            Self::count_out(&calendar, member, &person);
        }
        Members::<T>::remove(member);
        MemberOf::<T>::remove(&who);
        FreeCalls::<T>::remove(member);
        Self::end_all_help(member);
        Self::deposit_event(Event::Left { member, community });
        Self::let_account_go(&who);
        Ok(())
    }

    /// Ends the replacement of a member who moves or leaves, if it lacks vouches. If it has them,
    /// or is before appeals, the call is refused: it may be the thief who wants to go.
    fn close_own_replacement(person: &Person<T::AccountId>) -> DispatchResult {
        let Some(id) = person.replacement else {
            return Ok(());
        };
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(request.stage == Stage::Open, Error::<T>::ReplacementPending);
        Self::close_request(id, &request)?;
        Self::deposit_event(Event::RequestWithdrawn { request: id });
        Ok(())
    }
}
