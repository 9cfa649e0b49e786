use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use Vote::*;

const TRACK: Track = Track::Parameters;

#[test]
fn vote_should_be_counted_once_for_each_member() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        assert_ok!(Voting::vote(signed(0), poll, Aye));
        has_event(Event::Voted { poll, member: 0, vote: Aye, ballots: 1, helper: None });
        vote(1, poll, Aye);
        vote(2, poll, Nay);
        vote(3, poll, Abstain);
        assert_eq!(tally(poll), (2, 1, 1));
        assert_eq!(ballot(poll, 2), Some((Nay, None)));
        assert_eq!(ballot(poll, 4), None);
    });
}

#[test]
fn vote_should_replace_what_the_member_said_before() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for said in [Aye, Nay, Abstain, Aye, Aye] {
            vote(0, poll, said);
            let once = |vote| u32::from(said == vote);
            assert_eq!(tally(poll), (once(Aye), once(Nay), once(Abstain)));
        }
    });
}

#[test]
fn vote_should_touch_no_other_poll() {
    ExtBuilder::default().build_and_execute(|| {
        let (one, other) = (open(TRACK), open(TRACK));
        vote(0, one, Aye);
        vote(0, other, Nay);
        assert_eq!((tally(one), tally(other)), ((1, 0, 0), (0, 1, 0)));
    });
}

#[test]
fn vote_should_write_a_ballot_for_everybody_in_the_subtree() {
    ExtBuilder::default().build_and_execute(|| {
        // 2 and 3 are below 1, 4 is below 3, 1 is below 0.
        for (below, above) in [(1, 0), (2, 1), (3, 1), (4, 3)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        assert_ok!(Voting::vote(signed(1), poll, Nay));
        has_event(Event::Voted { poll, member: 1, vote: Nay, ballots: 4, helper: None });
        assert_eq!(tally(poll), (0, 4, 0));
        assert_eq!(ballot(poll, 0), None);
        for below in [2, 3, 4] {
            assert_eq!(ballot(poll, below), Some((Nay, Some(1))));
        }
    });
}

#[test]
fn vote_should_not_reach_who_voted_nor_those_below_them() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 2)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        vote(1, poll, Nay);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 3, 0));
        assert_eq!(ballot(poll, 3), Some((Nay, Some(1))));
        // This holds also while those below have no ballot yet.
        delegate(4, TRACK, 1);
        vote(0, poll, Abstain);
        assert_eq!(ballot(poll, 4), None);
    });
}

#[test]
fn vote_should_replace_a_delegates_when_the_member_votes() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        vote(0, poll, Aye);
        vote(1, poll, Nay);
        assert_eq!(tally(poll), (1, 2, 0));
        assert_eq!(ballot(poll, 2), Some((Nay, Some(1))));
    });
}

#[test]
fn vote_should_reach_nobody_through_delegations_on_another_track() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, Track::Treasury, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn vote_should_reach_who_delegated_after_the_poll_opened_but_none_who_stopped() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        vote(0, poll, Aye);
        assert_ok!(Voting::undelegate(signed(1), TRACK));
        delegate(2, TRACK, 0);
        assert_eq!(tally(poll), (2, 0, 0));
        vote(0, poll, Nay);
        // 1 keeps the ballot that was cast for them.
        assert_eq!(tally(poll), (1, 2, 0));
        assert_eq!(ballot(poll, 1), Some((Aye, Some(0))));
    });
}

#[test]
fn vote_should_pass_below_who_is_too_new_for_the_poll() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        let new = admit(50, APIA);
        delegate(50, TRACK, 0);
        delegate(1, TRACK, new);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (2, 0, 0));
        assert_eq!(ballot(poll, new), None);
        assert_eq!(ballot(poll, 1), Some((Aye, Some(0))));
    });
}

#[test]
fn vote_should_not_pass_through_who_was_suspended_or_left() {
    ExtBuilder::default().build_and_execute(|| {
        for (below, above) in [(1, 0), (2, 1), (3, 0), (4, 3)] {
            delegate(below, TRACK, above);
        }
        let poll = open(TRACK);
        Nation::suspend(1);
        Nation::leave(3);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
    });
}

#[test]
fn vote_should_cover_a_full_tree() {
    let builder = ExtBuilder::default().members([MAX_TREE, 0]);
    builder.build_and_execute(|| {
        for n in 1..MAX_TREE {
            delegate(n, TRACK, n.min(MAX_DEPTH) - 1);
        }
        let poll = open(TRACK);
        let done = Voting::vote(signed(0), poll, Aye).expect("voted");
        assert_eq!(done.actual_weight, Some(<() as WeightInfo>::vote(MAX_TREE)));
        assert_eq!(tally(poll), (MAX_TREE, 0, 0));
        vote(0, poll, Nay);
        assert_eq!(tally(poll), (0, MAX_TREE, 0));
    });
}

#[test]
fn vote_should_weigh_what_it_looked_at() {
    ExtBuilder::default().build_and_execute(|| {
        delegate(1, TRACK, 0);
        let poll = open(TRACK);
        let weight = |n| {
            let done = Voting::vote(signed(n), poll, Aye).expect("voted");
            done.actual_weight
        };
        assert_eq!(weight(0), Some(<() as WeightInfo>::vote(2)));
        assert_eq!(weight(1), Some(<() as WeightInfo>::vote(1)));
    });
}

#[test]
fn refusal_should_not_take_the_weight_of_a_full_tree() {
    type Weights = ();
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        let refused = [
            (Voting::vote(signed(STRANGER), poll, Aye), Weights::vote(1)),
            (Voting::retract(signed(0), poll), Weights::retract(1)),
            (Voting::prune(signed(0), poll), Weights::prune(1)),
        ];
        for (done, weight) in refused {
            let failed = done.expect_err("refused");
            assert_eq!(failed.post_info.actual_weight, Some(weight));
        }
    });
}

#[test]
fn vote_should_count_in_the_village_when_the_poll_is_its_own() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(Track::Village(ALOFI));
        vote(10, poll, Aye);
        assert_eq!(tally(poll), (1, 0, 0));
        assert_eq!(Voting::poll(poll).expect("a poll").electorate, 7);
        assert_noop!(bare(Voting::vote(signed(0), poll, Nay)), Error::<Test>::NotOfVillage);
    });
}

#[test]
fn vote_should_fail_when_the_poll_is_over_or_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        for unknown in [poll + 1, u32::MAX] {
            assert_noop!(
                bare(Voting::vote(signed(0), unknown, Aye)),
                Error::<Test>::PollNotOngoing
            );
        }
        cancel(poll);
        assert_noop!(bare(Voting::vote(signed(0), poll, Aye)), Error::<Test>::PollNotOngoing);
    });
}

#[test]
fn vote_should_fail_when_the_account_is_no_members() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        assert_noop!(bare(Voting::vote(signed(STRANGER), poll, Aye)), Error::<Test>::NotMember);
        assert_noop!(
            bare(Voting::vote(RuntimeOrigin::root(), poll, Aye)),
            sp_runtime::DispatchError::BadOrigin
        );
    });
}

#[test]
fn vote_should_fail_when_the_member_is_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        Nation::suspend(0);
        assert_noop!(bare(Voting::vote(signed(0), poll, Aye)), Error::<Test>::Suspended);
    });
}

#[test]
fn vote_should_fail_when_the_member_joined_in_the_polls_block_or_later() {
    ExtBuilder::default().build_and_execute(|| {
        admit(50, APIA);
        let poll = open(TRACK);
        admit(51, APIA);
        for n in [50, 51] {
            assert_noop!(bare(Voting::vote(signed(n), poll, Aye)), Error::<Test>::JoinedLater);
        }
        // A member who was admitted in the block before may vote.
        let next = open(TRACK);
        vote(50, next, Aye);
    });
}

#[test]
fn vote_should_fail_when_the_member_moved_to_the_village_later() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(Track::Village(ALOFI));
        Nation::move_to(0, ALOFI);
        assert_noop!(bare(Voting::vote(signed(0), poll, Aye)), Error::<Test>::MovedLater);
        // The member's nation is the same.
        let national = open(TRACK);
        Nation::move_to(0, APIA);
        vote(0, national, Aye);
    });
}

#[test]
fn vote_should_fail_when_a_newer_key_would_change_a_ballot() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(TRACK);
        vote(0, poll, Aye);
        Nation::replace(0, nth_account(0, 1));
        let new = RuntimeOrigin::signed(nth_account(0, 1));
        assert_noop!(bare(Voting::vote(new.clone(), poll, Nay)), Error::<Test>::AccountTooNew);
        assert_noop!(bare(Voting::vote(signed(0), poll, Nay)), Error::<Test>::NotMember);
        // A ballot that was not cast yet may be cast.
        Nation::replace(1, nth_account(1, 1));
        assert_ok!(Voting::vote(RuntimeOrigin::signed(nth_account(1, 1)), poll, Nay));
        assert_eq!(tally(poll), (1, 1, 0));
        // In a later poll the key is as good as any.
        wait(1);
        let later = open(TRACK);
        assert_ok!(Voting::vote(new.clone(), later, Aye));
        assert_ok!(Voting::vote(new, later, Nay));
    });
}
