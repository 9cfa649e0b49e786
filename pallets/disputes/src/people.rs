//! The people who may judge, and those who are parties.

use crate::*;
use frame_support::ensure;
use vaka_primitives::{CommunityId, MemberId, Members as _, Membership, Side};

impl<T: Config> Pallet<T> {
    /// The membership of a member who may act as a judge.
    pub(crate) fn judge(who: &T::AccountId) -> Result<Membership, Error<T>> {
        let membership = T::Members::membership(who).ok_or(Error::<T>::NotMember)?;
        ensure!(!membership.suspended, Error::<T>::Suspended);
        Ok(membership)
    }

    /// The community of a member who may judge a case, if they may: on a list, a member and in their
    /// community since before it opened, not dormant then, on the list when it closed for the draw,
    /// not suspended, and no party.
    pub(crate) fn community_of_judge(
        case: &CaseOf<T>,
        lists: &Lists,
        member: MemberId,
        tenure: &Tenure,
    ) -> Option<CommunityId> {
        let membership = T::Members::membership_of(member)?;
        let Membership { active_since, village_since, suspended, community, .. } = membership;
        // As it was when the case opened: afterwards anyone may declare a member dormant, and would
        // choose among the drawn by it.
        let awake = membership.was_awake(case.people_of);
        let latest = tenure.since.max(active_since).max(village_since);
        let there = latest < case.people_of && tenure.outlasts(lists);
        let able = there && awake && !suspended && !case.is_party(member);
        able.then_some(community)
    }

    /// The side on which an account acts in a case: that of the member whose account it is today, or
    /// the recorded one of a party that is no member, or is none any longer.
    pub(crate) fn side_of(case: &CaseOf<T>, who: &T::AccountId) -> Option<Side> {
        let acts = |side| {
            let Party { account, member, .. } = case.party(side);
            let today = member.and_then(T::Members::account_of);
            today.as_ref().unwrap_or(account) == who
        };
        [Side::Buyer, Side::Seller].into_iter().find(|side| acts(*side))
    }
}
