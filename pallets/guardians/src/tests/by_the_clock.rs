//! Blocks that are slots apart: halts and motions end when the clock says so.

use crate::{
    mock::{Guardians, *},
    *,
};
use frame_support::weights::Weight;
use frame_support::{assert_noop, assert_ok};
use pallet_collective::Error;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// Proposes a halt at two thirds of five. Returns the hash and index of the motion.
fn propose() -> (sp_core::H256, u32) {
    let index = pallet_collective::ProposalCount::<Test, TheSeats>::get();
    assert_ok!(Council::propose(signed(1), 4, Box::new(enter()), 1_000));
    (BlakeTwo256::hash_of(&enter()), index)
}

fn aye(who: AccountId, (hash, index): (sp_core::H256, u32)) -> sp_runtime::DispatchResult {
    Council::vote(signed(who), hash, index, true).map(|_| ()).map_err(|error| error.error)
}

#[test]
fn halt_should_end_by_the_clock_when_blocks_are_slow() {
    build_and_execute(|| {
        assert_eq!(motion(4, enter()), Some(Ok(())));
        let until = now() + 2 * DAY;
        run_slowly(5, 4);
        assert_eq!(now(), until);
        assert!(is_halted());
        check();
        run_slowly(1, 4);
        assert!(!is_halted());
        assert_eq!(LastEnded::<Test>::get(), Some(until + 4));
        assert_ok!(send(signed(1), transfer()));
    });
}

#[test]
fn rest_should_be_counted_by_the_clock_when_blocks_are_slow() {
    build_and_execute(|| {
        assert_eq!(motion(4, enter()), Some(Ok(())));
        run_slowly(3, 10);
        let ended = LastEnded::<Test>::get().expect("ended");
        run_slowly(13, 10);
        assert!(motion(5, enter()).expect("closed").is_err());
        run_slowly(1, 10);
        assert_eq!(now(), ended + 14 * DAY);
        assert_eq!(motion(5, enter()), Some(Ok(())));
    });
}

#[test]
fn motion_should_count_for_nothing_once_its_time_is_over() {
    build_and_execute(|| {
        let motion = propose();
        for who in 1..=3 {
            assert_ok!(aye(who, motion));
        }
        // The motion is seen in the next block, and is open for two days from then on.
        run_slowly(6, 4);
        assert_ok!(aye(5, motion));
        assert_ok!(Council::vote(signed(5), motion.0, motion.1, false));
        check();
        run_slowly(1, 4);
        assert_noop!(aye(5, motion), Error::<Test, TheSeats>::ProposalMissing);
        assert!(!is_halted());
        assert!(MotionsSeen::<Test>::get().is_empty());
    });
}

#[test]
fn motion_should_have_its_whole_time_when_it_is_proposed_anew() {
    build_and_execute(|| {
        propose();
        run_slowly(1, 4);
        // The motion is ended and proposed again in one block.
        let (hash, _) = propose_again();
        run_slowly(6, 4);
        assert!(pallet_collective::Proposals::<Test, TheSeats>::get().contains(&hash));
        run_slowly(1, 4);
        assert!(pallet_collective::Proposals::<Test, TheSeats>::get().is_empty());
        // A motion that passes in time halts the chain.
        let motion = propose();
        for who in 1..=4 {
            assert_ok!(aye(who, motion));
        }
        assert_ok!(Council::close(signed(9), motion.0, motion.1, Weight::MAX, 1_000));
        assert!(is_halted());
        run(1);
        assert_eq!(Guardians::halt().until, Some(now() - 1 + 2 * DAY));
    });
}

fn propose_again() -> (sp_core::H256, u32) {
    let hash = BlakeTwo256::hash_of(&enter());
    assert_ok!(Council::disapprove_proposal(RuntimeOrigin::root(), hash));
    propose()
}
