//! Benchmarks of every call, each in its dearest case: a full panel, a list on which others stand,
//! cases that wait in three sessions, and a draw that has to look at every seat.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::{rules::*, *};
use alloc::vec::Vec;
use core::ops::Range;
use frame_benchmarking::v2::*;
use frame_support::{dispatch::RawOrigin, traits::EnsureOrigin};
use sp_runtime::{traits::BlockNumberProvider as _, Permill};
use vaka_primitives::{
    Arbitration, BlockNumber, CaseId, CommunityId, Disputant, Hash, MemberId, Members as _,
    NewCase, Requirement, Served, MAX_JUDGES,
};

/// What benchmarks need beyond the pallet's own traits.
pub trait BenchmarkHelper<AccountId> {
    /// Ends sessions with seeds, until each case that waits has one. The session that goes on then
    /// is later than that of each seed.
    fn make_seed();

    /// Lets an account meet a requirement, in the dearest way. Returns the requirement.
    fn qualify(who: &AccountId) -> Requirement;
}

/// The slot in which people became what they are, and the present one.
const THEN: BlockNumber = 1;
const NOW: BlockNumber = 100_000_000;

/// The communities of the buyer and of the seller, and the first of the others.
const BUYERS: CommunityId = 0;
const SELLERS: CommunityId = 1;
const OTHERS: CommunityId = 2;

/// A buyer and a seller.
type Parties<T> = (<T as frame_system::Config>::AccountId, <T as frame_system::Config>::AccountId);

fn begin<T: Config>(now: BlockNumber) {
    T::Clock::set_block_number(now);
    T::Members::set_now(now);
}

/// A member of a community, since long ago.
fn person<T: Config>(name: &'static str, n: u32, community: CommunityId) -> T::AccountId {
    let who = account::<T::AccountId>(name, n, 0);
    T::Members::insert_member(&who, community);
    who
}

fn number<T: Config>(who: &T::AccountId) -> MemberId {
    T::Members::membership(who).unwrap().member
}

/// Members on the panel, the last one named "arbiter".
fn panel<T: Config>(count: u32) -> Vec<T::AccountId> {
    let all = (0..count).map(|n| person::<T>("arbiter", n, OTHERS + n % 4)).collect::<Vec<_>>();
    for who in &all {
        let tenure = Tenure { since: THEN, left: None };
        Panel::<T>::mutate(|panel| panel.try_insert(number::<T>(who), Some(tenure))).unwrap();
    }
    all
}

fn seat<T: Config>(member: MemberId) {
    let seat = SeatCount::<T>::get();
    Seats::<T>::insert(seat, member);
    SeatCount::<T>::put(seat + 1);
    let tenure = Tenure { since: THEN, left: None };
    let juror = Juror { seat: Some(seat), tenure, ..Juror::default() };
    Jurors::<T>::insert(member, juror);
}

/// A jury of people who are on the list, for a case of another pallet's benchmarks.
pub(crate) fn jury<T: Config>(case: CaseId) -> Served {
    let jurors = (0..MAX_JUDGES).map(|n| {
        let who = person::<T>("appeal", case * MAX_JUDGES + n, OTHERS);
        seat::<T>(number::<T>(&who));
        Pallet::<T>::begin_serving(number::<T>(&who));
        number::<T>(&who)
    });
    Served::truncate_from(jurors.collect())
}

/// Members on the list of jurors: of the parties' communities in turn, so that a draw that looks for
/// others looks at all of them.
fn jurors<T: Config>(count: u32) -> Vec<T::AccountId> {
    let all = (0..count).map(|n| person::<T>("juror", n, n % 2)).collect::<Vec<_>>();
    all.iter().for_each(|who| seat::<T>(number::<T>(who)));
    all
}

/// Seats of people who have left.
fn dead_seats<T: Config>(numbers: Range<u32>) {
    numbers.for_each(|n| seat::<T>(MemberId::MAX - n));
}

fn parties<T: Config>() -> Parties<T> {
    (person::<T>("buyer", 0, BUYERS), person::<T>("seller", 0, SELLERS))
}

/// A case that waits for a seed.
fn open<T: Config>((buyer, seller): &Parties<T>, requirement: Option<Requirement>) -> CaseId {
    let party =
        |who: &T::AccountId| Disputant { account: who.clone(), member: Some(number::<T>(who)) };
    let evidence = Hash::default();
    let case = NewCase { buyer: party(buyer), seller: party(seller), requirement, evidence };
    <Pallet<T> as Arbitration<_>>::open(case).unwrap().0
}

/// People since long ago, and the present.
fn world<T: Config>(arbiters: u32) -> (Vec<T::AccountId>, Parties<T>) {
    begin::<T>(THEN);
    let people = (panel::<T>(arbiters), parties::<T>());
    begin::<T>(NOW);
    people
}

/// The account of the arbiter who has a case.
fn arbiter_of<T: Config>(case: CaseId) -> T::AccountId {
    let Stage::Arbiter { member, .. } = Cases::<T>::get(case).unwrap().stage else {
        panic!("an arbiter")
    };
    T::Members::account_of(member).unwrap()
}

/// A case whose requirement all arbiters of a full panel meet, and that one of them has. Another
/// case waits since a session ago.
fn with_arbiter<T: Config>() -> (CaseId, Parties<T>) {
    let (arbiters, parties) = world::<T>(MAX_PANEL);
    let met = arbiters.iter().map(T::BenchmarkHelper::qualify).last();
    let case = open::<T>(&parties, met);
    T::BenchmarkHelper::make_seed();
    Pallet::<T>::do_advance(case).unwrap();
    open::<T>(&parties, None);
    T::BenchmarkHelper::make_seed();
    (case, parties)
}

/// A case that waits for its first draw, which a jury gets: there is no panel.
fn waits_for_jury<T: Config>(jury: u32) -> (CaseId, Vec<T::AccountId>) {
    begin::<T>(THEN);
    let (parties, jurors) = (parties::<T>(), jurors::<T>(jury));
    begin::<T>(NOW);
    (open::<T>(&parties, None), jurors)
}

/// A case in which a jury votes, and one of its jurors.
fn with_jury<T: Config>() -> (CaseId, T::AccountId) {
    let (case, _) = waits_for_jury::<T>(32);
    T::BenchmarkHelper::make_seed();
    Pallet::<T>::do_advance(case).unwrap();
    let juror = Cases::<T>::get(case).unwrap().jury.last().unwrap().juror;
    (case, T::Members::account_of(juror).unwrap())
}

fn by_people<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::PanelOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn appoint_arbiter() -> Result<(), BenchmarkError> {
        world::<T>(MAX_PANEL - 1);
        let member = number::<T>(&person::<T>("new", 0, OTHERS));
        let origin = by_people::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, member);

        assert_eq!(Panel::<T>::get().len() as u32, MAX_PANEL);
        Ok(())
    }

    #[benchmark]
    fn dismiss_arbiter() -> Result<(), BenchmarkError> {
        let (arbiters, _) = world::<T>(MAX_PANEL);
        let member = number::<T>(&arbiters[0]);
        let origin = by_people::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, member);

        assert!(!Panel::<T>::get().contains_key(&member));
        Ok(())
    }

    #[benchmark]
    fn join_panel() {
        let (arbiters, parties) = world::<T>(MAX_PANEL);
        let member = number::<T>(&arbiters[0]);
        let left = Tenure { since: THEN, left: Some(0) };
        Panel::<T>::mutate(|panel| *panel.get_mut(&member).unwrap() = Some(left));
        open::<T>(&parties, None);

        #[extrinsic_call]
        _(RawOrigin::Signed(arbiters[0].clone()));

        let joined = Tenure { since: NOW, left: None };
        assert_eq!(Panel::<T>::get().get(&member), Some(&Some(joined)));
    }

    #[benchmark]
    fn leave_panel() {
        let (arbiters, parties) = world::<T>(MAX_PANEL);
        let member = number::<T>(&arbiters[0]);
        open::<T>(&parties, None);

        #[extrinsic_call]
        _(RawOrigin::Signed(arbiters[0].clone()));

        assert!(Panel::<T>::get()[&member].is_some_and(|tenure| !tenure.goes_on()));
    }

    #[benchmark]
    fn join_jury() {
        waits_for_jury::<T>(10);
        begin::<T>(THEN);
        let who = person::<T>("new", 0, OTHERS);
        begin::<T>(NOW);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert_eq!(Jurors::<T>::get(number::<T>(&who)).unwrap().seat, Some(10));
    }

    #[benchmark]
    fn leave_jury() {
        let (_, jurors) = waits_for_jury::<T>(10);

        #[extrinsic_call]
        _(RawOrigin::Signed(jurors[0].clone()));

        assert_eq!(SeatCount::<T>::get(), 9);
        assert_eq!(Seats::<T>::get(0), Some(number::<T>(&jurors[9])));
    }

    #[benchmark]
    fn submit_evidence() {
        let (_, parties) = world::<T>(0);
        let case = open::<T>(&parties, None);
        let (buyer, seller) = parties;
        for n in 1..MAX_EVIDENCE * 2 - 1 {
            let who = if n < MAX_EVIDENCE { &buyer } else { &seller };
            Pallet::<T>::do_submit_evidence(who.clone(), case, Hash::default()).unwrap();
        }

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), case, Hash::default());

        assert_eq!(Evidence::<T>::get(case).len() as u32, MAX_EVIDENCE * 2);
    }

    #[benchmark]
    fn recuse() {
        let (case, (_, seller)) = with_arbiter::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), case);

        assert!(Cases::<T>::get(case).unwrap().seller.recused);
    }

    /// The first arbiter names damages, so that the case waits again.
    #[benchmark]
    fn rule() {
        let (case, _) = with_arbiter::<T>();
        let who = arbiter_of::<T>(case);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), case, Permill::one(), 1);

        assert!(Cases::<T>::get(case).unwrap().waits_after().is_some());
    }

    #[benchmark]
    fn commit_vote() {
        let (case, juror) = with_jury::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(juror), case, Hash::repeat_byte(1));

        let vote = *Cases::<T>::get(case).unwrap().jury.last().unwrap();
        assert_eq!(vote.commitment, Some(Hash::repeat_byte(1)));
    }

    #[benchmark]
    fn reveal_vote() {
        let (case, juror) = with_jury::<T>();
        let (member, share, salt) = (number::<T>(&juror), Permill::one(), [1; 32]);
        let hash = Pallet::<T>::commitment(case, member, share, &salt);
        Pallet::<T>::do_commit_vote(juror.clone(), case, hash).unwrap();
        begin::<T>(NOW + Pallet::<T>::periods().commit);

        #[extrinsic_call]
        _(RawOrigin::Signed(juror), case, member, share, salt);

        assert_eq!(Cases::<T>::get(case).unwrap().jury.last().unwrap().share, Some(share));
    }

    /// A jury's time is over, and none of it revealed.
    #[benchmark]
    fn advance() {
        let (case, juror) = with_jury::<T>();
        begin::<T>(NOW + Pallet::<T>::periods().voting);
        let caller = juror.clone();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), case);

        assert_eq!(Cases::<T>::get(case).unwrap().stage, Stage::Ended);
        assert!(Jurors::<T>::get(number::<T>(&juror)).unwrap().barred_until.is_some());
    }

    /// All of the panel meet what the case requires.
    #[benchmark]
    fn draw_arbiter(p: Linear<3, MAX_PANEL>) {
        let (arbiters, parties) = world::<T>(p);
        let met = arbiters.iter().map(T::BenchmarkHelper::qualify).last();
        let case = open::<T>(&parties, met);
        T::BenchmarkHelper::make_seed();

        #[extrinsic_call]
        advance(RawOrigin::Signed(arbiters[0].clone()), case);

        assert!(arbiters.contains(&arbiter_of::<T>(case)));
    }

    /// So many seats are looked at.
    #[benchmark]
    fn draw_jury(t: Linear<9, MAX_TRIES>) {
        let (case, jurors) = waits_for_jury::<T>(t);
        T::BenchmarkHelper::make_seed();

        #[extrinsic_call]
        advance(RawOrigin::Signed(jurors[0].clone()), case);

        assert!(matches!(Cases::<T>::get(case).unwrap().stage, Stage::Voting { .. }));
    }

    /// It looks at a seat eight times, and frees it so often: people who have left have it, and the
    /// last ones.
    #[benchmark]
    fn sweep(c: Linear<0, MAX_SWEPT>) {
        let first = c.min(1);
        dead_seats::<T>(0..first);
        waits_for_jury::<T>(32);
        dead_seats::<T>(first..c);
        let freed;

        #[block]
        {
            freed = Pallet::<T>::sweep();
        }

        assert_eq!((freed, SeatCount::<T>::get()), (Some(c), 32));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
