//! The world of the benchmarks: a nation whose villages and lists are full.

use crate::{rules::Calendar, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Consideration, BoundedVec};
use sp_runtime::traits::BlockNumberProvider as _;
use vaka_primitives::Members as _;

/// What benchmarks need beyond the pallet's own traits.
pub trait BenchmarkHelper<AccountId, Signature> {
    /// An account that can sign, by its number.
    fn signer(n: u32) -> AccountId;
    /// Its signature.
    fn sign(signer: &AccountId, message: &[u8]) -> Signature;
}

/// The present block, far from zero: everybody is of standing, and every pause is over.
pub(super) const NOW: BlockNumber = 100_000_000;

/// The village, and the one that people move from.
pub(super) const HERE: CommunityId = 0;
pub(super) const ELSEWHERE: CommunityId = 1;

pub(super) fn named<T: Config>(n: u32) -> T::AccountId {
    account("person", n, 0)
}

/// Adds a member of long standing.
fn add_member<T: Config>(n: u32, community: CommunityId) -> MemberId {
    Pallet::<T>::insert_member(&named::<T>(n), community)
}

/// Two villages with as many clerks and days of admissions as they can have. The clerks are the
/// people from 0, person 0 last in the list. The vouchers are the people from 10, the challengers
/// those from 20.
pub(super) fn nation<T: Config>() -> Result<(), BenchmarkError> {
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
pub(super) fn crowd<T: Config>() {
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
pub(super) fn help_fully<T: Config>(member: MemberId) {
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
pub(super) fn shrink<T: Config>(able: u32) -> Result<(), BenchmarkError> {
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

pub(super) fn id_of<T: Config>(n: u32) -> Result<MemberId, BenchmarkError> {
    Ok(MemberOf::<T>::get(named::<T>(n)).ok_or("a member")?)
}

/// Fills the places of a helper but one.
pub(super) fn help_all_but_one<T: Config>(helper: MemberId) -> Result<(), BenchmarkError> {
    for n in 22..21 + Pallet::<T>::figures().helped {
        Pallet::<T>::insert_helper(helper, id_of::<T>(n)?);
    }
    Ok(())
}

/// An account's signed consent.
pub(super) fn word<T: Config>(purpose: Purpose) -> ConsentOf<T> {
    word_of::<T>(0, purpose)
}

pub(super) fn word_of<T: Config>(n: u32, purpose: Purpose) -> ConsentOf<T> {
    let signer = T::BenchmarkHelper::signer(n);
    let until = Calendar::read::<T>().after(1);
    let payload = Pallet::<T>::payload(purpose, &signer, until);
    // Wrapped as wallets do, so that the signature is verified twice.
    let wrapped = vaka_primitives::as_wallets_sign(&payload);
    Consent { signature: T::BenchmarkHelper::sign(&signer, &wrapped), account: signer, until }
}

/// An outsider's request of their own, with a deposit.
pub(super) fn ask<T: Config>() -> Result<RequestId, BenchmarkError> {
    let id = NextRequest::<T>::get();
    let who = named::<T>(1_000);
    T::RequestConsideration::ensure_successful(&who, Pallet::<T>::footprint());
    Pallet::<T>::do_request_membership(who, HERE, None)?;
    Ok(id)
}

/// Person 110, of elsewhere, wants to move here.
pub(super) fn ask_to_move<T: Config>() -> Result<RequestId, BenchmarkError> {
    let id = NextRequest::<T>::get();
    Pallet::<T>::do_move_community(named::<T>(110), HERE)?;
    Ok(id)
}

/// A clerk asks for another account for person 29.
pub(super) fn ask_to_replace<T: Config>() -> Result<RequestId, BenchmarkError> {
    let (id, lost) = (NextRequest::<T>::get(), id_of::<T>(29)?);
    Pallet::<T>::do_replace_account(named::<T>(0), lost, word::<T>(Purpose::Replace(lost)))?;
    Ok(id)
}

pub(super) fn needed<T: Config>() -> u32 {
    Pallet::<T>::figures().vouches
}

/// Gives the needed vouches, except for this many.
pub(super) fn vouch_but<T: Config>(id: RequestId, missing: u32) -> Result<(), BenchmarkError> {
    for n in 10..10 + needed::<T>() - missing {
        Pallet::<T>::do_vouch(named::<T>(n), id)?;
    }
    Ok(())
}

pub(super) fn admit_it<T: Config>(id: RequestId) -> Result<(), BenchmarkError> {
    vouch_but::<T>(id, 0)?;
    Pallet::<T>::do_admit(named::<T>(0), id)?;
    Ok(())
}

pub(super) fn challenge_but<T: Config>(id: RequestId, missing: u32) -> Result<(), BenchmarkError> {
    for n in 20..20 + Pallet::<T>::figures().challenges - missing {
        Pallet::<T>::do_challenge_admission(named::<T>(n), id)?;
    }
    Ok(())
}

/// Lets days pass.
pub(super) fn wait<T: Config>(days: Days) {
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
pub(super) fn add_sleeping_clerk<T: Config>(community: CommunityId) -> MemberId {
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
pub(super) fn sleeper<T: Config>() -> Result<(T::AccountId, MemberId), BenchmarkError> {
    nation::<T>()?;
    let member = add_sleeper::<T>(10_000, HERE);
    Pallet::<T>::do_declare_dormant([member].to_vec())?;
    let calendar = Calendar::read::<T>();
    let latest = calendar.first_slot_of(calendar.today() + MAX_SEASONING_DAYS - 1);
    Members::<T>::mutate_extant(member, |person| person.seasoned_from = latest);
    Ok((named::<T>(10_000), member))
}

pub(super) fn stage_of<T: Config>(id: RequestId) -> Result<Stage, BenchmarkError> {
    Ok(Requests::<T>::get(id).ok_or("a request")?.stage)
}
