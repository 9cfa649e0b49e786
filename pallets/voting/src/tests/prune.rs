use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::Pays};
use Vote::*;

const TRACK: Track = Track::Treasury;

#[test]
fn prune_should_remove_the_ballots_of_a_poll_that_is_over_for_free() {
    ExtBuilder::default().build_and_execute(|| {
        let (poll, other) = (open(TRACK), open(TRACK));
        for n in 0..5 {
            vote(n, poll, Aye);
            vote(n, other, Nay);
        }
        cancel(poll);
        let done = Voting::prune(signed(STRANGER), poll).expect("pruned");
        assert_eq!(done.pays_fee, Pays::No);
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::prune(5)));
        has_event(Event::Pruned { poll, ballots: 5 });
        assert_eq!(ballot(poll, 0), None);
        assert_eq!(tally(other), (0, 5, 0));
        assert_eq!(ballot(other, 0), Some((Nay, None)));
    });
}

#[test]
fn prune_should_remove_so_many_at_a_time() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        let ballot = Ballot { vote: Aye, by: None, helper: None };
        cancel(poll);
        for member in 0..MAX_PRUNED + 3 {
            Ballots::<Test>::insert(poll, member, ballot);
        }
        for left in [3, 0] {
            assert_ok!(Voting::prune(signed(0), poll));
            assert_eq!(Ballots::<Test>::iter_key_prefix(poll).count(), left);
        }
    });
}

#[test]
fn prune_should_fail_when_the_poll_goes_on() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_noop!(bare(Voting::prune(signed(0), poll)), Error::<Test>::PollOngoing);
    });
}

#[test]
fn prune_should_fail_when_nothing_is_left() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        cancel(poll);
        for none in [poll, poll + 1, u32::MAX] {
            assert_noop!(bare(Voting::prune(signed(0), none)), Error::<Test>::NothingToPrune);
        }
    });
}
