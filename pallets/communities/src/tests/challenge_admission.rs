use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn challenge_admission_should_send_it_to_appeals_when_it_is_the_third() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 5]);
        assert!(matches!(request(id).stage, Stage::Waiting { .. }));
        challenge(id, &[6]);
        assert_eq!(request(id).stage, Stage::Appealed);
        assert_eq!(request(id).until, now() + 180 * DAY);
        has_event(Event::Challenged { request: id, member: member(6) });
        has_event(Event::SentToAppeals { request: id, until: now() + 180 * DAY });
        wait(7);
        assert_noop!(
            Communities::confirm_admission(signed(STRANGER), id),
            Error::<Test>::NotWaiting
        );
    });
}

#[test]
fn challenge_admission_should_be_possible_for_a_replacement_when_the_old_key_is_silent() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait_almost(30);
        challenge(id, &[4, 6, 7]);
        assert_eq!(request(id).stage, Stage::Appealed);
    });
}

#[test]
fn challenge_admission_should_be_possible_for_a_frozen_member() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_ok!(Communities::freeze(signed(CLERK), member(4)));
        challenge(id, &[4]);
    });
}

#[test]
fn challenge_admission_should_fail_when_nothing_waits() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::challenge_admission(signed(4), 0), Error::<Test>::UnknownRequest);
        let id = bring(CLERK, STRANGER, APIA);
        assert_noop!(Communities::challenge_admission(signed(4), id), Error::<Test>::NotWaiting);
        vouch(id, &[1, 2, 3]);
        assert_ok!(Communities::admit(signed(CLERK), id));
        challenge(id, &[4, 5, 6]);
        assert_noop!(Communities::challenge_admission(signed(7), id), Error::<Test>::NotWaiting);
    });
}

#[test]
fn challenge_admission_should_fail_when_the_seven_days_are_over() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        wait_almost(7);
        challenge(id, &[4]);
        System::set_block_number(now() + 1);
        assert_noop!(Communities::challenge_admission(signed(5), id), Error::<Test>::PeriodOver);
    });
}

#[test]
fn challenge_admission_should_fail_when_not_by_a_member_of_the_community() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_noop!(
            Communities::challenge_admission(signed(STRANGER), id),
            Error::<Test>::NotMember
        );
        assert_noop!(
            Communities::challenge_admission(signed(101), id),
            Error::<Test>::NotOfCommunity
        );
        assert_ok!(Communities::suspend(appeals(), member(4)));
        assert_noop!(Communities::challenge_admission(signed(4), id), Error::<Test>::Suspended);
    });
}

#[test]
fn challenge_admission_should_fail_when_the_member_challenged_it_already() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4]);
        assert_noop!(
            Communities::challenge_admission(signed(4), id),
            Error::<Test>::AlreadyChallenged
        );
    });
}

#[test]
fn challenge_admission_should_fail_when_the_member_is_not_of_standing() {
    ExtBuilder::default().build_and_execute(|| {
        join(STRANGER, APIA, &[1, 2, 3]);
        let joined = now();
        let id = admit(STRANGER + 1, APIA, &[4, 5, 6]);
        let refused = Communities::challenge_admission(signed(STRANGER), id);
        assert_noop!(refused, Error::<Test>::NotOfStanding);
        System::set_block_number(joined + 90 * DAY);
        let id = replace(5, STRANGER + 2, &[1, 2, 3]);
        challenge(id, &[STRANGER]);
    });
}

#[test]
fn challenge_admission_should_fail_when_the_member_challenges_another_request() {
    ExtBuilder::default().build_and_execute(|| {
        let one = admit(STRANGER, APIA, &[1, 2, 3]);
        let other = admit(STRANGER + 1, APIA, &[4, 5, 6]);
        challenge(one, &[7]);
        assert_eq!(Communities::member(member(7)).unwrap().challenging, Some(one));
        let again = |n| Communities::challenge_admission(signed(n), other);
        assert_noop!(again(7), Error::<Test>::ChallengesAnother);
        // Nobody else challenged, and the admission is carried out.
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), one));
        assert_eq!(person(7).challenging, None);
        wait(23);
        let third = replace(8, STRANGER + 2, &[1, 2, 3]);
        challenge(third, &[7]);
    });
}

#[test]
fn challenge_admission_should_be_possible_again_when_the_request_is_decided_or_pruned() {
    ExtBuilder::default().build_and_execute(|| {
        let one = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(one, &[7, 8, 9]);
        assert_ok!(Communities::decide_request(appeals(), one, Verdict::Refuse));
        let other = admit(STRANGER + 1, APIA, &[4, 5, 6]);
        challenge(other, &[7, 8, 9]);
        // Appeals keep silent, and the deadline passes.
        wait(180);
        assert_ok!(Communities::prune_request(signed(1), other));
        let third = replace(8, STRANGER + 2, &[1, 2, 3]);
        challenge(third, &[7]);
        assert_ok!(Communities::leave(signed(9)));
    });
}

#[test]
fn challenge_admission_should_fail_when_appeals_overruled_the_member_within_a_year() {
    ExtBuilder::default().build_and_execute(|| {
        let one = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(one, &[7, 8, 9]);
        assert_ok!(Communities::decide_request(appeals(), one, Verdict::Grant));
        let until = now() + 365 * DAY;
        has_event(Event::ChallengeOverruled { member: member(7), until });
        assert_eq!(Communities::member(member(7)).unwrap().challenges_from, until);
        let other = admit(STRANGER + 1, APIA, &[4, 5, 6]);
        for n in [7, 8, 9] {
            let refused = Communities::challenge_admission(signed(n), other);
            assert_noop!(refused, Error::<Test>::ChallengingBanned);
        }
        // The other members may.
        challenge(other, &[1, 2, 3]);
        System::set_block_number(until);
        let third = replace(8, STRANGER + 2, &[1, 2, 3]);
        challenge(third, &[7]);
    });
}

#[test]
fn challenge_admission_should_send_it_to_appeals_when_nobody_else_could_challenge() {
    for (founders, challengers) in [(5, vec![4]), (6, vec![4, 5]), (7, vec![4, 5, 6])] {
        ExtBuilder::default().founders(&[founders, 7]).build_and_execute(|| {
            // All others answer for the request.
            let id = admit(STRANGER, APIA, &[1, 2, 3]);
            let (last, others) = challengers.split_last().unwrap();
            challenge(id, others);
            assert!(matches!(request(id).stage, Stage::Waiting { .. }));
            challenge(id, &[*last]);
            assert_eq!(request(id).stage, Stage::Appealed);
        });
    }
}

#[test]
fn challenge_admission_should_count_on_nobody_who_challenges_another_or_lost_their_phone() {
    ExtBuilder::default().founders(&[8, 7]).build_and_execute(|| {
        let one = admit(STRANGER, APIA, &[1, 2, 3]);
        // Four are left. One challenges another request, and one waits for another phone.
        let other = replace(1, STRANGER + 1, &[4, 5, 6]);
        challenge(other, &[7]);
        replace(6, STRANGER + 2, &[]);
        challenge(one, &[4]);
        assert!(matches!(request(one).stage, Stage::Waiting { .. }));
        challenge(one, &[5]);
        assert_eq!(request(one).stage, Stage::Appealed);
    });
}
