//! The clock with the real scheduler, referenda and petitions: what it means for a vote.

use super::{nation::*, *};
use codec::Encode;
use frame_support::traits::Hooks;
use pallet_petitions::{Fate, Stage};
use pallet_voting::{PollIndex, Track, Vote};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{Digest, DigestItem};

/// A short day, so that a test can make each of its blocks.
const DAY: BlockNumber = 600;

/// As far as blocks are apart while authors hold back.
const LAGGING: u64 = 61;

/// A network that has had its first block.
fn nation_by_the_clock(test: impl FnOnce(&mut Chain)) {
    nation(|| {
        pallet_clock::SlotsPerDay::<Runtime>::put(DAY);
        let mut chain = Chain { slot: 1_000_000 };
        chain.block(1);
        test(&mut chain);
    });
}

struct Chain {
    slot: u64,
}

impl Chain {
    /// The next block, so many slots after the last one.
    fn block(&mut self, after: u64) {
        self.slot += after;
        let number = System::block_number() + 1;
        let slot = DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(self.slot).encode());
        System::reset_events();
        System::initialize(&number, &Default::default(), &Digest { logs: vec![slot] });
        // In the order of the runtime, whose other hooks have nothing to do here.
        Clock::on_initialize(number);
        Scheduler::on_initialize(number);
    }

    /// Blocks until a petition's call was made; what the clock shows then.
    fn until_done(&mut self, petition: pallet_petitions::PetitionId, after: u64) -> BlockNumber {
        for _ in 0..60 * u64::from(DAY) / after {
            self.block(after);
            if let Stage::Done { .. } = stage(petition) {
                return Clock::now();
            }
        }
        panic!("it passed, and is {:?}", stage(petition));
    }
}

/// A poll of the parameters track that all are for.
fn poll() -> (pallet_petitions::PetitionId, PollIndex) {
    let (petition, poll) = ask(Track::Parameters, remark(), &founders(1));
    for who in (0..4).flat_map(founders) {
        vote(&who, poll, Vote::Aye);
    }
    (petition, poll)
}

#[test]
fn hooks_should_run_in_the_order_of_declaration() {
    use frame_support::traits::PalletsInfoAccess;
    let infos = AllPalletsWithSystem::infos();
    let place = |name| infos.iter().position(|info| info.name == name).expect("a pallet");
    assert!(place("Clock") < place("Scheduler"));
    assert!(place("Scheduler") < place("Communities"));
}

#[test]
fn poll_should_end_on_its_day_when_every_block_is_61_slots_late() {
    let mut took = Vec::new();
    for after in [1, LAGGING] {
        nation_by_the_clock(|chain| {
            let began = Clock::now();
            let (petition, _) = poll();
            took.push(chain.until_done(petition, after) - began);
        });
    }
    let (usual, lagging) = (took[0], took[1]);
    assert!(usual > 2 * DAY, "a poll takes days: {usual} slots");
    // Each of its steps is made in the first block after its time.
    assert!((usual..=usual + 5 * LAGGING as u32).contains(&lagging), "{lagging}, not {usual}");
}

#[test]
fn outage_of_a_week_should_cost_nobody_a_vote() {
    nation_by_the_clock(|chain| {
        let (petition, poll) = ask(Track::Parameters, remark(), &founders(1));
        let fate = || Petitions::petition(petition).and_then(|shown| shown.fate);
        for _ in 0..2 * DAY {
            chain.block(1);
        }
        let before = Clock::now();
        assert_eq!(fate(), Some(Fate::Ongoing));
        chain.block(7 * 24 * 600);
        assert_eq!(Clock::now(), before + 64);
        assert_eq!(fate(), Some(Fate::Ongoing));
        for who in (0..4).flat_map(founders) {
            vote(&who, poll, Vote::Aye);
        }
        chain.until_done(petition, 1);
    });
}

#[test]
fn open_should_stand_still_in_a_halt_that_the_clock_ends() {
    nation_by_the_clock(|chain| {
        let (began, open) = (Clock::now(), Clock::open());
        let guardians = pallet_collective::RawOrigin::Members(2, 3);
        frame_support::assert_ok!(SafeMode::force_enter(guardians.into()));
        // Two days in blocks would be 61 times as long.
        while SafeMode::is_entered() {
            chain.block(LAGGING);
            Guardians::on_initialize(System::block_number());
            SafeMode::on_initialize(System::block_number());
            assert!(Clock::now() <= began + 2 * DAY + LAGGING as u32);
            assert_eq!(Clock::open(), open);
        }
        assert!(Clock::now() > began + 2 * DAY);
        chain.block(1);
        assert_eq!(Clock::open(), open + 1);
    });
}
