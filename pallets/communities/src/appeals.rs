//! What appeals decide about requests.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_decide_request(id: RequestId, verdict: Verdict) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let mut request = Self::live_request(&calendar, id)?;
        Self::deposit_event(Event::Decided { request: id, verdict });
        match verdict {
            Verdict::Grant => {
                // Appeals stand in for a silent clerk, never for those who know the person. A
                // request past the open stage has its vouches already.
                if request.stage == Stage::Open {
                    let community = Communities::<T>::get(request.community)
                        .ok_or(Error::<T>::UnknownCommunity)?;
                    Self::ensure_vouched(&calendar, &mut request, &community)?;
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
