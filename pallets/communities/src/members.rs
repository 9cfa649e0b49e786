//! What other pallets ask: the traits of communities, members and free calls; and an origin for
//! members.

use crate::{rules::Calendar, *};
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, OriginTrait};
use frame_system::pallet_prelude::OriginFor;
#[cfg(feature = "runtime-benchmarks")]
use sp_runtime::traits::BlockNumberProvider as _;
use vaka_primitives::{Assisted, Membership, NoHelp, Track};

impl<T: Config> Pallet<T> {
    pub(crate) fn membership_from(
        now: BlockNumber,
        member: MemberId,
        person: &Person<T::AccountId>,
    ) -> Membership {
        Membership {
            member,
            community: person.community,
            active_since: person.active_since,
            seasoned_from: person.seasoned_from,
            village_since: person.village_since,
            account_since: person.account_since,
            suspended: person.suspended,
            frozen: person.is_frozen(now),
            dormancy: person.dormancy,
        }
    }

    /// The free calls that were made today by a member and for them.
    fn used_today(calendar: &Calendar, member: MemberId) -> FreeCallsUsed {
        let used = FreeCalls::<T>::get(member);
        let today = calendar.today();
        if used.day == today {
            used
        } else {
            FreeCallsUsed { day: today, ..Default::default() }
        }
    }

    /// The number of calls that a member may still make today without a fee.
    pub(crate) fn allowance(calendar: &Calendar, member: MemberId) -> u32 {
        Self::figures().free_calls.saturating_sub(Self::used_today(calendar, member).used)
    }

    /// The number of calls that a member's helper may still make for them today without a fee: of
    /// the member's own, and so that some are left to the member.
    pub(crate) fn helper_allowance(calendar: &Calendar, member: MemberId) -> u32 {
        let used = Self::used_today(calendar, member);
        let rules = Self::figures();
        let of_helper = rules.helper_calls.saturating_sub(used.by_helper);
        of_helper.min(rules.free_calls.saturating_sub(used.used))
    }

    /// Whether a call of this many bytes may be made without a fee today, by a member or by their
    /// helper.
    pub(crate) fn may_call_free(member: MemberId, by_helper: bool, bytes: usize) -> bool {
        Self::counted_free_call(member, by_helper, bytes).is_some()
    }

    /// Counts a call of this many bytes without a fee, by a member or by their helper. Returns false
    /// if today's allowance does not suffice.
    pub(crate) fn use_free_call(member: MemberId, by_helper: bool, bytes: usize) -> bool {
        let counted = Self::counted_free_call(member, by_helper, bytes);
        if let Some(used) = counted {
            FreeCalls::<T>::insert(member, used);
        }
        counted.is_some()
    }

    /// The part of today's allowance that is used up, this call included.
    fn counted_free_call(member: MemberId, by_helper: bool, bytes: usize) -> Option<FreeCallsUsed> {
        let calendar = Calendar::read::<T>();
        let calls = Self::figures().calls_of(bytes);
        let left = if by_helper {
            Self::helper_allowance(&calendar, member)
        } else {
            Self::allowance(&calendar, member)
        };
        left.checked_sub(calls)?;
        let mut used = Self::used_today(&calendar, member);
        used.used = used.used.saturating_add(calls);
        if by_helper {
            used.by_helper = used.by_helper.saturating_add(calls);
        }
        Some(used)
    }

    /// Whether a call is free for its sender: a member who is not suspended and has calls left
    /// today.
    pub(crate) fn is_free(origin: &OriginFor<T>) -> bool {
        <Self as vaka_primitives::FreeCalls<_>>::is_free(origin.as_signer())
    }

    /// Whether an objection is free for its sender. It may be a suspended member, whose account can
    /// be stolen, too.
    pub(crate) fn may_object_free(origin: &OriginFor<T>) -> bool {
        let calendar = Calendar::read::<T>();
        origin
            .as_signer()
            .and_then(MemberOf::<T>::get)
            .is_some_and(|member| Self::allowance(&calendar, member) > 0)
    }
}

impl<T: Config> vaka_primitives::Communities for Pallet<T> {
    fn count() -> u32 {
        NextCommunity::<T>::get()
    }

    fn electorate(track: Track) -> u32 {
        match track {
            Track::Constitution => Self::seasoned(&Calendar::read::<T>()),
            _ => Self::electorate(track.village()),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_community(community: CommunityId) {
        while NextCommunity::<T>::get() <= community {
            let id = NextCommunity::<T>::mutate(|next| core::mem::replace(next, *next + 1));
            let record = Community {
                name: Name::truncate_from(b"Benchmark".to_vec()),
                electorate: 0,
                clerks: Default::default(),
                admissions: Default::default(),
                dormancies: Default::default(),
            };
            Communities::<T>::insert(id, record);
        }
    }
}

impl<T: Config> vaka_primitives::Members<T::AccountId> for Pallet<T> {
    fn membership(who: &T::AccountId) -> Option<Membership> {
        Self::membership_of(MemberOf::<T>::get(who)?)
    }

    fn membership_of(member: MemberId) -> Option<Membership> {
        let person = Members::<T>::get(member)?;
        Some(Self::membership_from(Self::now(), member, &person))
    }

    fn account_of(member: MemberId) -> Option<T::AccountId> {
        Some(Members::<T>::get(member)?.account)
    }

    fn community_of_account(who: &T::AccountId) -> Option<CommunityId> {
        Self::community_whose_account(who)
    }

    fn assisted(helper: &T::AccountId, member: MemberId) -> Result<Assisted, NoHelp> {
        Self::assisted_by(&Calendar::read::<T>(), helper, member)
    }

    fn now() -> BlockNumber {
        Calendar::read::<T>().now
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &T::AccountId, community: CommunityId) -> MemberId {
        <Self as vaka_primitives::Communities>::insert_community(community);
        let calendar = Calendar::read::<T>();
        let earned = crate::membership::Earned { standing_from: 0, seasoned_from: 0 };
        Self::enrol(&calendar, who.clone(), community, earned).expect("no member yet")
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_helper(helper: MemberId, member: MemberId) {
        let named = Calendar::read::<T>().now;
        Helpers::<T>::insert(member, Help { helper, named, accepted: true });
        Helped::<T>::mutate(helper, |helped| helped.try_push(member).expect("few are helped"));
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn set_now(now: BlockNumber) {
        T::Clock::set_block_number(now);
    }
}

impl<T: Config> vaka_primitives::FreeCalls<T::AccountId> for Pallet<T> {
    fn free_calls(who: &T::AccountId) -> u32 {
        let calendar = Calendar::read::<T>();
        match Self::member_of(who) {
            Ok((member, person)) if !person.suspended => Self::allowance(&calendar, member),
            _ => 0,
        }
    }

    fn free_calls_for(helper: &T::AccountId, member: MemberId) -> u32 {
        let calendar = Calendar::read::<T>();
        match Self::assisted_by(&calendar, helper, member) {
            Ok(assisted) if !assisted.membership.suspended => {
                Self::helper_allowance(&calendar, member)
            }
            _ => 0,
        }
    }
}

/// An origin that is signed by a member who is not suspended. A frozen member passes, because
/// freezing touches no votes.
pub struct EnsureMember<T>(PhantomData<T>);

impl<T: Config> EnsureOrigin<T::RuntimeOrigin> for EnsureMember<T> {
    type Success = (T::AccountId, Membership);

    fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
        let member = origin.as_signer().and_then(|who| {
            let membership = <Pallet<T> as vaka_primitives::Members<_>>::membership(who)?;
            (!membership.suspended).then(|| (who.clone(), membership))
        });
        member.ok_or(origin)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
        let who: T::AccountId = frame_benchmarking::account("member", 0, 0);
        if !MemberOf::<T>::contains_key(&who) {
            <Pallet<T> as vaka_primitives::Members<_>>::insert_member(&who, 0);
        }
        Ok(frame_system::RawOrigin::Signed(who).into())
    }
}
