//! What appeals decide about requests.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_decide_request(id: RequestId, verdict: Verdict) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let request = Self::live_request(&calendar, id)?;
        Self::deposit_event(Event::Decided { request: id, verdict });
        match verdict {
            Verdict::Grant => {
                if request.stage == Stage::Open {
                    return Self::grant_open(&calendar, id, request);
                }
                // The same vote, made twice, must not take a key before its owner can object.
                if request.granted {
                    ensure!(request.stage == Stage::Appealed, Error::<T>::PeriodNotOver);
                }
                Self::overrule(&calendar, &request);
                Self::complete(&calendar, id, request)
            }
            Verdict::Refuse => Self::close_request(id, &request),
            Verdict::Fake => {
                Self::close_request(id, &request)?;
                Self::punish(&calendar, &request)
            }
        }
    }

    /// Grants an open request. Appeals stand in for a silent clerk. They stand in for those who know
    /// the person only where these are too few. Such grants are bounded as what other votes do to
    /// memberships. Otherwise the few people who pass an appeal would make members, or take their
    /// keys, in a village that they emptied before.
    fn grant_open(
        calendar: &Calendar,
        id: RequestId,
        mut request: Request<T::AccountId>,
    ) -> DispatchResult {
        let community =
            Communities::<T>::get(request.community).ok_or(Error::<T>::UnknownCommunity)?;
        Self::retain_valid(calendar, &mut request, &community);
        let rules = Self::figures();
        if request.vouches.len() as u32 >= rules.vouches {
            return Self::complete(calendar, id, request);
        }
        let lacks = !Self::could_be_vouched(calendar, &request, &community);
        ensure!(lacks, Error::<T>::TooFewVouches);
        let (today, electorate) = (calendar.today(), Electorate::<T>::get());
        let Kind::Replace(member) = request.kind else {
            let counted =
                Foundings::<T>::mutate(|made| made.take(1, today, electorate, &rules.foundings));
            ensure!(counted, Error::<T>::TooManyGranted);
            return Self::complete(calendar, id, request);
        };
        let counted =
            Suspensions::<T>::mutate(|taken| taken.take(1, today, electorate, &rules.suspensions));
        ensure!(counted, Error::<T>::TooManyGranted);
        // The old key may object, as if neighbours had vouched.
        request.granted = true;
        Self::begin_replacement_period(calendar, id, member, &mut request);
        Requests::<T>::insert(id, request);
        Ok(())
    }

    /// The members who challenged what appeals grant may not challenge for a year.
    fn overrule(calendar: &Calendar, request: &Request<T::AccountId>) {
        let until = calendar.after(Self::figures().challenge_ban);
        for member in &request.challenges {
            Members::<T>::mutate_extant(*member, |person| {
                person.challenges_from = until;
                Self::deposit_event(Event::ChallengeOverruled { member: *member, until });
            });
        }
    }

    /// Punishes a fake: the members who vouched may neither vouch nor leave for a year, and the
    /// clerk is suspended. If the request was past the open stage, none of them has left.
    fn punish(calendar: &Calendar, request: &Request<T::AccountId>) -> DispatchResult {
        let until = calendar.after(Self::figures().vouch_ban);
        for Vouch { member, .. } in &request.vouches {
            Members::<T>::mutate_extant(*member, |person| {
                person.banned_until = person.banned_until.max(until);
                Self::deposit_event(Event::VouchingBanned { member: *member, until });
            });
        }
        let Some(clerk) = request.clerk else {
            return Ok(());
        };
        match Members::<T>::get(clerk) {
            Some(person) if !person.suspended => Self::suspend_beside_bound(clerk),
            _ => Ok(()),
        }
    }
}
