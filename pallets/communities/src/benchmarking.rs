//! Benchmarks of every call and of the extension, each in its dearest case.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::{rules::Calendar, *};
use alloc::{boxed::Box, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    dispatch::RawOrigin,
    traits::{Consideration, EnsureOrigin, UnfilteredDispatchable},
    BoundedVec,
};
use sp_runtime::traits::BlockNumberProvider as _;
use vaka_primitives::{Follows as _, Members as _};

/// What benchmarks need beyond the pallet's own traits.
pub trait BenchmarkHelper<AccountId, Signature> {
    /// An account that can sign, by its number.
    fn signer(n: u32) -> AccountId;
    /// Its signature.
    fn sign(signer: &AccountId, message: &[u8]) -> Signature;
}

/// The present block, far from zero: everybody is of standing, and every pause is over.
const NOW: BlockNumber = 100_000_000;

/// The village, and the one that people move from.
const HERE: CommunityId = 0;
const ELSEWHERE: CommunityId = 1;

fn named<T: Config>(n: u32) -> T::AccountId {
    account("person", n, 0)
}

/// Adds a member of long standing.
fn add_member<T: Config>(n: u32, community: CommunityId) -> MemberId {
    Pallet::<T>::insert_member(&named::<T>(n), community)
}

/// Two villages with as many clerks and days of admissions as they can have. The clerks are the
/// people from 0, person 0 last in the list. The vouchers are the people from 10, the challengers
/// those from 20.
fn nation<T: Config>() -> Result<(), BenchmarkError> {
    T::Clock::set_block_number(NOW);
    for (community, first) in [(HERE, 0), (ELSEWHERE, 100)] {
        let clerks = (first..first + MAX_CLERKS).map(|n| add_member::<T>(n, community));
        let clerks = clerks.collect::<Vec<_>>();
        for n in first + 10..first + 30 {
            add_member::<T>(n, community);
        }
        Communities::<T>::mutate(community, |record| {
            let Some(record) = record else { return };
            record.name = BoundedVec::truncate_from([b'x'; MAX_NAME as usize].to_vec());
            let clerks = clerks.into_iter().rev().map(|member| Clerk { member, freezes_from: 0 });
            record.clerks = BoundedVec::truncate_from(clerks.collect());
            record.admissions = full_window::<T>();
            record.dormancies = full_window::<T>();
            record.electorate = 1_000_000;
        });
    }
    crowd::<T>();
    Ok(())
}

/// The nation is large: nearly everything may happen. The lists that count by days are full.
fn crowd<T: Config>() {
    let today = Calendar::read::<T>().today();
    Electorate::<T>::put(1_000_000);
    let ahead = (1..MAX_SEASONING_DAYS).map(|day| DayCount { day: today + day, count: 1 });
    Unseasoned::<T>::put(BoundedVec::truncate_from(ahead.collect()));
    Foundings::<T>::put(full_window::<T>());
    Suspensions::<T>::put(full_window::<T>());
    Dormancies::<T>::put(full_window::<T>());
}

/// Something happened on every day but today.
fn full_window<T: Config>() -> Window {
    let today = Calendar::read::<T>().today();
    let past = (1..MAX_WINDOW_DAYS).rev().map(|ago| DayCount { day: today - ago, count: 1 });
    Window { days: BoundedVec::truncate_from(past.collect()), bound: 1_000 }
}

/// Gives a member as much help as there can be: a helper, who helps others too, and as many members
/// whom they help themselves.
fn help_fully<T: Config>(member: MemberId) {
    let helpers = 3_000..3_000 + MAX_HELPED;
    let helped = helpers.map(|n| add_member::<T>(n, HERE)).collect::<Vec<_>>();
    for one in &helped {
        Pallet::<T>::insert_helper(member, *one);
    }
    let helper = add_member::<T>(4_000, HERE);
    for one in [member, add_member::<T>(4_001, HERE)] {
        Pallet::<T>::insert_helper(helper, one);
    }
}

/// Makes the village as large as one may be whose members are all looked at, and none of them is
/// able to do what a request needs, except for this many from person 10 on.
fn shrink<T: Config>(able: u32) -> Result<(), BenchmarkError> {
    for n in 200..200 + SMALL_VILLAGE {
        if Electors::<T>::iter_key_prefix(HERE).count() < SMALL_VILLAGE as usize {
            add_member::<T>(n, HERE);
        }
    }
    let mut able_ones = Vec::new();
    for n in 10..10 + able {
        able_ones.push(id_of::<T>(n)?);
    }
    for member in Electors::<T>::iter_key_prefix(HERE) {
        Members::<T>::mutate_extant(member, |person| {
            if !able_ones.contains(&member) {
                person.standing_from = BlockNumber::MAX;
            }
        });
    }
    Communities::<T>::mutate_extant(HERE, |record| record.electorate = SMALL_VILLAGE);
    Ok(())
}

fn id_of<T: Config>(n: u32) -> Result<MemberId, BenchmarkError> {
    Ok(MemberOf::<T>::get(named::<T>(n)).ok_or("a member")?)
}

/// Fills the places of a helper but one.
fn help_all_but_one<T: Config>(helper: MemberId) -> Result<(), BenchmarkError> {
    for n in 22..21 + Pallet::<T>::figures().helped {
        Pallet::<T>::insert_helper(helper, id_of::<T>(n)?);
    }
    Ok(())
}

/// An account's signed consent.
fn word<T: Config>(purpose: Purpose) -> ConsentOf<T> {
    word_of::<T>(0, purpose)
}

fn word_of<T: Config>(n: u32, purpose: Purpose) -> ConsentOf<T> {
    let signer = T::BenchmarkHelper::signer(n);
    let until = Calendar::read::<T>().after(1);
    let payload = Pallet::<T>::payload(purpose, &signer, until);
    // Wrapped as wallets do, so that the signature is verified twice.
    let wrapped = vaka_primitives::as_wallets_sign(&payload);
    Consent { signature: T::BenchmarkHelper::sign(&signer, &wrapped), account: signer, until }
}

/// An outsider's request of their own, with a deposit.
fn ask<T: Config>() -> Result<RequestId, BenchmarkError> {
    let id = NextRequest::<T>::get();
    let who = named::<T>(1_000);
    T::RequestConsideration::ensure_successful(&who, Pallet::<T>::footprint());
    Pallet::<T>::do_request_membership(who, HERE, None)?;
    Ok(id)
}

/// Person 110, of elsewhere, wants to move here.
fn ask_to_move<T: Config>() -> Result<RequestId, BenchmarkError> {
    let id = NextRequest::<T>::get();
    Pallet::<T>::do_move_community(named::<T>(110), HERE)?;
    Ok(id)
}

/// A clerk asks for another account for person 29.
fn ask_to_replace<T: Config>() -> Result<RequestId, BenchmarkError> {
    let (id, lost) = (NextRequest::<T>::get(), id_of::<T>(29)?);
    Pallet::<T>::do_replace_account(named::<T>(0), lost, word::<T>(Purpose::Replace(lost)))?;
    Ok(id)
}

fn needed<T: Config>() -> u32 {
    Pallet::<T>::figures().vouches
}

/// Gives the needed vouches, except for this many.
fn vouch_but<T: Config>(id: RequestId, missing: u32) -> Result<(), BenchmarkError> {
    for n in 10..10 + needed::<T>() - missing {
        Pallet::<T>::do_vouch(named::<T>(n), id)?;
    }
    Ok(())
}

fn admit_it<T: Config>(id: RequestId) -> Result<(), BenchmarkError> {
    vouch_but::<T>(id, 0)?;
    Pallet::<T>::do_admit(named::<T>(0), id)?;
    Ok(())
}

fn challenge_but<T: Config>(id: RequestId, missing: u32) -> Result<(), BenchmarkError> {
    for n in 20..20 + Pallet::<T>::figures().challenges - missing {
        Pallet::<T>::do_challenge_admission(named::<T>(n), id)?;
    }
    Ok(())
}

/// Lets days pass.
fn wait<T: Config>(days: Days) {
    let then = Calendar::read::<T>().after(days);
    T::Clock::set_block_number(then);
}

/// A member who did nothing for years.
fn add_sleeper<T: Config>(n: u32, community: CommunityId) -> MemberId {
    let member = add_member::<T>(n, community);
    Members::<T>::mutate_extant(member, |person| person.last_active = 0);
    member
}

/// One who is the last of all the clerks that a village can have.
fn add_sleeping_clerk<T: Config>(community: CommunityId) -> MemberId {
    let member = add_sleeper::<T>(10_000 + community, community);
    Communities::<T>::mutate_extant(community, |record| {
        record.name = BoundedVec::truncate_from([b'x'; MAX_NAME as usize].to_vec());
        let others = (1..MAX_CLERKS).map(|n| MemberId::MAX - n);
        let clerks = others.chain([member]).map(|member| Clerk { member, freezes_from: 0 });
        record.clerks = BoundedVec::truncate_from(clerks.collect());
        record.admissions = full_window::<T>();
        record.dormancies = full_window::<T>();
        record.electorate = 1_000_000;
    });
    member
}

/// A dormant member of a village, who does not vote on the constitution for some days yet.
fn sleeper<T: Config>() -> Result<(T::AccountId, MemberId), BenchmarkError> {
    nation::<T>()?;
    let member = add_sleeper::<T>(10_000, HERE);
    Pallet::<T>::do_declare_dormant([member].to_vec())?;
    let calendar = Calendar::read::<T>();
    let latest = calendar.first_slot_of(calendar.today() + MAX_SEASONING_DAYS - 1);
    Members::<T>::mutate_extant(member, |person| person.seasoned_from = latest);
    Ok((named::<T>(10_000), member))
}

fn stage_of<T: Config>(id: RequestId) -> Result<Stage, BenchmarkError> {
    Ok(Requests::<T>::get(id).ok_or("a request")?.stage)
}

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
