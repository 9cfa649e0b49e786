//! Vouches.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;

impl<T: Config> Pallet<T> {
    /// Whether a member's vouch counts in a community now.
    pub(crate) fn counts(
        calendar: &Calendar,
        member: MemberId,
        id: CommunityId,
        community: &Community,
    ) -> bool {
        Members::<T>::get(member)
            .is_some_and(|person| Self::counts_as_voucher(calendar, member, &person, id, community))
    }

    pub(crate) fn counts_as_voucher(
        calendar: &Calendar,
        member: MemberId,
        person: &Person<T::AccountId>,
        id: CommunityId,
        community: &Community,
    ) -> bool {
        person.community == id
            && !person.suspended
            && calendar.now >= person.standing_from
            && calendar.now >= person.banned_until
            && !community.has_clerk(member)
    }

    /// Drops the vouches that no longer count: their members left, moved, were suspended or banned,
    /// or became clerks.
    pub(crate) fn retain_valid(
        calendar: &Calendar,
        request: &mut Request<T::AccountId>,
        community: &Community,
    ) {
        let id = request.community;
        request.vouches.retain(|vouch| Self::counts(calendar, vouch.member, id, community));
    }

    pub(crate) fn do_vouch(who: T::AccountId, id: RequestId) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut request = Self::live_request(&calendar, id)?;
        ensure!(request.stage == Stage::Open, Error::<T>::NotOpen);
        let community =
            Communities::<T>::get(request.community).ok_or(Error::<T>::UnknownCommunity)?;
        let (member, person) = Self::member_of(&who)?;
        ensure!(person.community == request.community, Error::<T>::NotOfCommunity);
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!person.is_frozen(calendar.now), Error::<T>::Frozen);
        ensure!(calendar.now >= person.standing_from, Error::<T>::NotOfStanding);
        let asked = request.clerk == Some(member);
        ensure!(!asked && !community.has_clerk(member), Error::<T>::ClerkMayNotVouch);
        ensure!(calendar.now >= person.banned_until, Error::<T>::VouchingBanned);
        ensure!(request.kind != Kind::Replace(member), Error::<T>::OwnRequest);
        let vouched = request.vouches.iter().any(|vouch| vouch.member == member);
        ensure!(!vouched, Error::<T>::AlreadyVouched);
        ensure!(calendar.now >= person.vouches_from, Error::<T>::VouchedLately);
        Self::retain_valid(&calendar, &mut request, &community);
        ensure!((request.vouches.len() as u32) < rules.vouches, Error::<T>::EnoughVouches);

        let vouch = Vouch { member, at: calendar.now };
        request.vouches.try_push(vouch).map_err(|_| Error::<T>::EnoughVouches)?;
        Members::<T>::mutate_extant(member, |person| {
            person.vouches_from = calendar.after(rules.vouch_interval);
        });
        Self::deposit_event(Event::Vouched { request: id, member });
        if let Kind::Replace(member) = request.kind {
            if request.vouches.len() as u32 >= rules.vouches {
                Self::begin_replacement_period(&calendar, id, member, &mut request);
            }
        }
        Requests::<T>::insert(id, request);
        Ok(())
    }

    /// Begins the time in which the old key may object.
    pub(crate) fn begin_replacement_period(
        calendar: &Calendar,
        id: RequestId,
        member: MemberId,
        request: &mut Request<T::AccountId>,
    ) {
        let rules = Self::figures();
        let ripe = calendar.after(rules.replacement_period);
        request.stage = Stage::Waiting { ripe };
        request.until = ripe.saturating_add(calendar.slots(rules.confirm_life));
        Self::begin_answering(request);
        Self::deposit_event(Event::ReplacementVouched { request: id, member, ripe });
    }

    pub(crate) fn do_withdraw_vouch(who: T::AccountId, id: RequestId) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(request.stage == Stage::Open, Error::<T>::NotOpen);
        let (member, _) = Self::member_of(&who)?;
        let vouch = request
            .vouches
            .iter()
            .find(|vouch| vouch.member == member)
            .copied()
            .ok_or(Error::<T>::NotVouched)?;
        request.vouches.retain(|vouch| vouch.member != member);
        Requests::<T>::insert(id, request);
        Members::<T>::mutate_extant(member, |person| {
            // Only a member's last vouch is given back. They may have made another one since, and
            // may vouch only once in 30 days.
            let interval = calendar.slots(rules.vouch_interval);
            if person.vouches_from == vouch.at.saturating_add(interval) {
                person.vouches_from = vouch.at;
            }
        });
        Self::deposit_event(Event::VouchWithdrawn { request: id, member });
        Ok(())
    }
}
