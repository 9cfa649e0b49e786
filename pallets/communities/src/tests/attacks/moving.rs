use super::ballots::Poll;
use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn member_should_not_vote_in_two_villages_by_moving() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        wait(6);
        let (mut here, mut there, mut all) = (
            Poll::open(Track::Village(APIA)),
            Poll::open(Track::Village(ALOFI)),
            Poll::open(Track::Constitution),
        );
        assert!(here.vote(5, true) && !there.vote(5, true) && all.vote(5, true));
        wait(1);
        assert_ok!(Communities::confirm_admission(signed(1), id));
        // What was cast stays; in the other village's poll, which is older, there is no vote.
        assert!(!here.vote(5, false) && !there.vote(5, true));
        assert_eq!((here.tally(), there.tally()), ((1, 0), (0, 0)));
        // In all of the nation it is one vote as before.
        assert!(all.vote(5, false));
        assert_eq!(all.tally(), (0, 1));
        let mut there = Poll::open(Track::Village(ALOFI));
        assert!(there.vote(5, true));
    });
}

#[test]
fn member_should_not_carry_standing_to_another_village() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), id));
        let id = bring(CLERK_OF_ALOFI, STRANGER, ALOFI);
        assert_noop!(Communities::vouch(signed(5), id), Error::<Test>::NotOfStanding);
    });
}

#[test]
fn movers_should_count_as_admissions_of_a_village() {
    ExtBuilder::default().build_and_execute(|| {
        // Nobody floods a village from another one.
        move_to(5, ALOFI, &[101, 102, 103]);
        move_to(6, ALOFI, &[104, 105, 106]);
        assert_eq!(Communities::community(ALOFI).unwrap().admissions_left, 0);
    });
}
