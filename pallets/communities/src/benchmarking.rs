//! Benchmarks of every call and of the extension, each in its dearest case.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod world;

pub use world::BenchmarkHelper;

use crate::*;
use alloc::{boxed::Box, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    dispatch::RawOrigin,
    traits::{EnsureOrigin, UnfilteredDispatchable},
    BoundedVec,
};
use sp_runtime::traits::BlockNumberProvider as _;
use vaka_primitives::{Follows as _, Members as _};
use world::*;

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn found_community(f: Linear<13, MAX_FOUNDERS>) -> Result<(), BenchmarkError> {
        T::Clock::set_block_number(NOW);
        crowd::<T>();
        let accounts = (0..f).map(T::BenchmarkHelper::signer).collect::<Vec<_>>();
        let clerks = accounts.iter().take(MAX_CLERKS as usize).cloned().collect::<Vec<_>>();
        let name = Name::truncate_from([b'x'; MAX_NAME as usize].to_vec());
        let founding = Pallet::<T>::founding_of(&name, &accounts, &clerks);
        let founders =
            (0..f).map(|n| word_of::<T>(n, Purpose::Found(founding))).collect::<Vec<_>>();
        let id = NextCommunity::<T>::get();
        let origin = T::FoundingOrigin::try_successful_origin().map_err(|()| "an origin")?;
        #[extrinsic_call]
        _(
            origin as T::RuntimeOrigin,
            name,
            BoundedVec::truncate_from(founders),
            BoundedVec::truncate_from(clerks),
        );
        let made = Communities::<T>::get(id).ok_or("a community")?;
        assert_eq!((made.electorate, made.clerks.len()), (f, MAX_CLERKS as usize));
        Ok(())
    }

    #[benchmark]
    fn appoint_clerk() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let member = id_of::<T>(20)?;
        Pallet::<T>::end_office(HERE, id_of::<T>(1)?);
        let origin = T::ClerkOrigin::try_successful_origin().map_err(|()| "an origin")?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, HERE, member);
        assert!(Communities::<T>::get(HERE).is_some_and(|record| record.has_clerk(member)));
        Ok(())
    }

    #[benchmark]
    fn dismiss_clerk() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let member = id_of::<T>(0)?;
        let origin = T::ClerkOrigin::try_successful_origin().map_err(|()| "an origin")?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, HERE, member);
        assert!(Communities::<T>::get(HERE).is_some_and(|record| !record.has_clerk(member)));
        Ok(())
    }

    #[benchmark]
    fn request_membership() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let consent = word::<T>(Purpose::Join(HERE));
        let (who, id) = (consent.account.clone(), NextRequest::<T>::get());
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), HERE, Some(consent));
        assert_eq!(RequestOf::<T>::get(who), Some(id));
        Ok(())
    }

    #[benchmark]
    fn withdraw_request() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        vouch_but::<T>(id, 0)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1_000)), id);
        assert!(!Requests::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn vouch() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask_to_replace::<T>()?;
        vouch_but::<T>(id, 1)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(19)), id);
        assert!(matches!(stage_of::<T>(id)?, Stage::Waiting { .. }));
        Ok(())
    }

    #[benchmark]
    fn withdraw_vouch() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        vouch_but::<T>(id, 0)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(10)), id);
        let left = Requests::<T>::get(id).map(|request| request.vouches.len() as u32);
        assert_eq!(left, Some(needed::<T>() - 1));
        Ok(())
    }

    #[benchmark]
    fn admit() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        vouch_but::<T>(id, 0)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), id);
        assert!(matches!(stage_of::<T>(id)?, Stage::Waiting { .. }));
        Ok(())
    }

    #[benchmark]
    fn challenge_admission() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        admit_it::<T>(id)?;
        shrink::<T>(4)?;
        // Person 13 is the last one who can challenge, and all others are looked at.
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(13)), id);
        assert_eq!(stage_of::<T>(id)?, Stage::Appealed);
        Ok(())
    }

    /// The member who moves was a clerk there, and a replacement that nobody vouched for ends with
    /// the move.
    #[benchmark]
    fn confirm_admission() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask_to_move::<T>()?;
        admit_it::<T>(id)?;
        let mover = id_of::<T>(110)?;
        Pallet::<T>::end_office(ELSEWHERE, id_of::<T>(101)?);
        Pallet::<T>::do_appoint_clerk(ELSEWHERE, mover)?;
        let consent = word::<T>(Purpose::Replace(mover));
        Pallet::<T>::do_replace_account(named::<T>(100), mover, consent)?;
        wait::<T>(Pallet::<T>::figures().challenge_period);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1_000)), id);
        let community = Members::<T>::get(mover).map(|person| person.community);
        assert_eq!(community, Some(HERE));
        Ok(())
    }

    #[benchmark]
    fn freeze() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let member = id_of::<T>(20)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), member);
        assert!(Members::<T>::get(member).is_some_and(|person| person.is_frozen(NOW)));
        Ok(())
    }

    #[benchmark]
    fn suspend() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let member = id_of::<T>(0)?;
        let origin = T::AppealsOrigin::try_successful_origin().map_err(|()| "an origin")?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, member);
        assert!(Members::<T>::get(member).is_some_and(|person| person.suspended));
        Ok(())
    }

    #[benchmark]
    fn reinstate() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let member = id_of::<T>(0)?;
        Pallet::<T>::suspend_beside_bound(member)?;
        let origin = T::AppealsOrigin::try_successful_origin().map_err(|()| "an origin")?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, member);
        assert!(Members::<T>::get(member).is_some_and(|person| !person.suspended));
        Ok(())
    }

    /// A fake: its vouchers are banned, its clerk is suspended. It costs as much as a move that is
    /// granted.
    #[benchmark]
    fn decide_request() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        admit_it::<T>(id)?;
        challenge_but::<T>(id, 0)?;
        let origin = T::AppealsOrigin::try_successful_origin().map_err(|()| "an origin")?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id, Verdict::Fake);
        assert!(Members::<T>::get(id_of::<T>(0)?).is_some_and(|person| person.suspended));
        Ok(())
    }

    /// A person joins a village in which too few can vouch, and all are looked at to see that.
    #[benchmark]
    fn grant_without_vouches() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        vouch_but::<T>(id, 1)?;
        shrink::<T>(needed::<T>() - 1)?;
        let origin = T::AppealsOrigin::try_successful_origin().map_err(|()| "an origin")?;
        let call = Call::<T>::decide_request { request: id, verdict: Verdict::Grant };
        let done;
        #[block]
        {
            done = call.dispatch_bypass_filter(origin);
        }
        assert!(done.is_ok());
        assert!(MemberOf::<T>::contains_key(named::<T>(1_000)));
        Ok(())
    }

    /// A key that objected is replaced all the same, and all help ends.
    #[benchmark]
    fn grant_replacement() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let (id, lost) = (ask_to_replace::<T>()?, id_of::<T>(29)?);
        vouch_but::<T>(id, 0)?;
        Pallet::<T>::do_move_community(named::<T>(29), ELSEWHERE)?;
        challenge_but::<T>(id, 1)?;
        Pallet::<T>::do_object(named::<T>(29), id)?;
        T::Belongings::burden(&named::<T>(29));
        help_fully::<T>(lost);
        let origin = T::AppealsOrigin::try_successful_origin().map_err(|()| "an origin")?;
        let call = Call::<T>::decide_request { request: id, verdict: Verdict::Grant };
        let done;
        #[block]
        {
            done = call.dispatch_bypass_filter(origin);
        }
        assert!(done.is_ok());
        assert_eq!(MemberOf::<T>::get(T::BenchmarkHelper::signer(0)), Some(lost));
        Ok(())
    }

    #[benchmark]
    fn move_community() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(110)), HERE);
        assert!(RequestOf::<T>::contains_key(named::<T>(110)));
        Ok(())
    }

    #[benchmark]
    fn replace_account() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let lost = id_of::<T>(29)?;
        let consent = word::<T>(Purpose::Replace(lost));
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), lost, consent);
        assert!(Members::<T>::get(lost).is_some_and(|person| person.replacement.is_some()));
        Ok(())
    }

    #[benchmark]
    fn object_to_replacement() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask_to_replace::<T>()?;
        vouch_but::<T>(id, 0)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(29)), id);
        assert_eq!(stage_of::<T>(id)?, Stage::Appealed);
        Ok(())
    }

    /// A move that the old account asked for goes on with the new one.
    #[benchmark]
    fn confirm_replacement() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let (id, lost) = (ask_to_replace::<T>()?, id_of::<T>(29)?);
        vouch_but::<T>(id, 0)?;
        Pallet::<T>::do_move_community(named::<T>(29), ELSEWHERE)?;
        wait::<T>(Pallet::<T>::figures().replacement_period);
        T::Belongings::burden(&named::<T>(29));
        help_fully::<T>(lost);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1_000)), id);
        assert_eq!(MemberOf::<T>::get(T::BenchmarkHelper::signer(0)), Some(lost));
        Ok(())
    }

    /// A clerk leaves who wanted to move, and whose account was to be replaced. Neither request has
    /// its vouches: otherwise the call would be refused.
    #[benchmark]
    fn leave() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let (who, member) = (named::<T>(0), id_of::<T>(0)?);
        Pallet::<T>::do_move_community(who.clone(), ELSEWHERE)?;
        let consent = word::<T>(Purpose::Replace(member));
        Pallet::<T>::do_replace_account(named::<T>(1), member, consent)?;
        help_fully::<T>(member);
        Pallet::<T>::use_free_call(member, false, 150);
        #[extrinsic_call]
        _(RawOrigin::Signed(who));
        assert!(!Members::<T>::contains_key(member));
        Ok(())
    }

    #[benchmark]
    fn prune_request() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let id = ask::<T>()?;
        admit_it::<T>(id)?;
        challenge_but::<T>(id, 0)?;
        wait::<T>(Pallet::<T>::figures().appeal_life);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(20)), id);
        assert!(!Requests::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn act_as_community() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let origin = T::ActOrigin::try_successful_origin().map_err(|_| "an origin")?;
        let community = T::ActOrigin::ensure_origin(origin.clone()).map_err(|_| "of one")?;
        assert!(Communities::<T>::contains_key(community));
        let remark = frame_system::Call::<T>::remark { remark: Vec::new() };
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Box::new(remark.into()));
        Ok(())
    }

    /// A helper who accepted is replaced by another.
    #[benchmark]
    fn set_helper() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let (before, after, member) = (id_of::<T>(21)?, id_of::<T>(22)?, id_of::<T>(20)?);
        Pallet::<T>::insert_helper(before, member);
        Pallet::<T>::insert_helper(before, id_of::<T>(23)?);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(20)), Some(after));
        assert!(Helpers::<T>::get(member).is_some_and(|help| help.helper == after));
        assert_eq!(Helped::<T>::get(before).len(), 1);
        Ok(())
    }

    #[benchmark]
    fn accept_helping() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let (helper, member) = (id_of::<T>(21)?, id_of::<T>(20)?);
        help_all_but_one::<T>(helper)?;
        Pallet::<T>::do_set_helper(named::<T>(20), Some(helper))?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(21)), member);
        assert!(Helpers::<T>::get(member).is_some_and(|help| help.accepted));
        Ok(())
    }

    /// Members of as many villages, each of them a clerk.
    #[benchmark]
    fn declare_dormant(n: Linear<1, MAX_DECLARED>) -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let clerks = (0..n).map(|n| add_sleeping_clerk::<T>(2 + n)).collect::<Vec<_>>();
        crowd::<T>();
        let members = BoundedVec::truncate_from(clerks.clone());
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1_000)), members);
        for clerk in clerks {
            assert!(Members::<T>::get(clerk).is_some_and(|person| person.is_dormant()));
        }
        Ok(())
    }

    #[benchmark]
    fn resign_helping() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let (helper, member) = (id_of::<T>(21)?, id_of::<T>(20)?);
        help_all_but_one::<T>(helper)?;
        Pallet::<T>::insert_helper(helper, member);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(21)), member);
        assert!(!Helpers::<T>::contains_key(member));
        Ok(())
    }

    #[benchmark]
    fn here() -> Result<(), BenchmarkError> {
        let (who, member) = sleeper::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(who));
        assert!(Members::<T>::get(member).is_some_and(|person| person.is_counted()));
        Ok(())
    }

    /// What the extension does: it asks whether the call is free, and counts it. It costs most for a
    /// call that a helper makes for a member.
    #[benchmark]
    fn free_call() -> Result<(), BenchmarkError> {
        use vaka_primitives::FreeCalls as _;

        nation::<T>()?;
        let (who, helper, member) = (named::<T>(21), id_of::<T>(21)?, id_of::<T>(20)?);
        Pallet::<T>::insert_helper(helper, member);
        let free;
        #[block]
        {
            free = Pallet::<T>::is_free_for(Some(&who), member)
                && Pallet::<T>::may_call_free(member, true, 150)
                && Pallet::<T>::use_free_call(member, true, 150);
        }
        assert!(free);
        assert_eq!(FreeCalls::<T>::get(member).by_helper, 1);
        Ok(())
    }

    /// What the extension does besides: it notes that a member acted, for the first time in 30 days.
    #[benchmark]
    fn note_activity() -> Result<(), BenchmarkError> {
        nation::<T>()?;
        let who = named::<T>(20);
        wait::<T>(Pallet::<T>::figures().activity_interval);
        let noted;
        #[block]
        {
            noted = Pallet::<T>::note_signer(&who);
        }
        assert_eq!(noted, Noted::Active);
        Ok(())
    }

    /// The same for a member who was dormant.
    #[benchmark]
    fn wake() -> Result<(), BenchmarkError> {
        let (who, member) = sleeper::<T>()?;
        let noted;
        #[block]
        {
            noted = Pallet::<T>::note_signer(&who);
        }
        assert_eq!(noted, Noted::Woken);
        assert!(Members::<T>::get(member).is_some_and(|person| person.is_counted()));
        Ok(())
    }

    impl_benchmark_test_suite!(
        Pallet,
        crate::mock::ExtBuilder::default().founders(&[]).build(),
        crate::mock::Test
    );
}
