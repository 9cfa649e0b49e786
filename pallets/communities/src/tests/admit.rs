use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn admit_should_start_the_seven_days() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        let ripe = now() + 7 * DAY;
        assert_eq!(request(id).stage, Stage::Waiting { ripe });
        assert_eq!(request(id).clerk, Some(member(CLERK)));
        assert_eq!(request(id).until, ripe + 30 * DAY);
        assert!(!is_member(STRANGER));
        has_event(Event::Admitted { request: id, clerk: member(CLERK), ripe });
        assert_eq!(Communities::community(APIA).unwrap().admissions_left, 1);
    });
}

#[test]
fn admit_should_be_possible_twice_in_thirty_days_in_a_small_village() {
    ExtBuilder::default().build_and_execute(|| {
        admit(STRANGER, APIA, &[1, 2, 3]);
        admit(STRANGER + 1, APIA, &[4, 5, 6]);
        let id = bring(CLERK, STRANGER + 2, APIA);
        vouch(id, &[7, 8, 9]);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::TooManyAdmissions);
        // The whole day of the first admission counts.
        wait(30);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::TooManyAdmissions);
        wait(1);
        assert_ok!(Communities::admit(signed(CLERK), id));
    });
}

#[test]
fn admit_should_be_possible_for_a_twentieth_in_a_large_village() {
    ExtBuilder::default().founders(&[79]).build_and_execute(|| {
        assert_eq!(Communities::community(APIA).unwrap().admissions_left, 3);
        join(STRANGER, APIA, &[1, 2, 3]);
        assert_eq!(Communities::community(APIA).unwrap().admissions_left, 3);
        for n in 1..4 {
            admit(STRANGER + n, APIA, &[3 * n + 1, 3 * n + 2, 3 * n + 3]);
        }
        let id = bring(CLERK, STRANGER + 4, APIA);
        vouch(id, &[20, 21, 22]);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::TooManyAdmissions);
    });
}

#[test]
fn admit_should_fail_when_the_request_is_unknown_or_of_another_kind() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::admit(signed(CLERK), 0), Error::<Test>::UnknownRequest);
        let id = replace(5, STRANGER, &[1]);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::NotAdmission);
    });
}

#[test]
fn admit_should_fail_when_it_expired_or_was_admitted() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::NotOpen);
        let id = bring(CLERK, STRANGER + 1, APIA);
        vouch(id, &[4, 5, 6]);
        wait(90);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::RequestExpired);
    });
}

#[test]
fn admit_should_fail_when_not_by_a_clerk_of_the_community() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[1, 2, 3]);
        assert_noop!(Communities::admit(signed(STRANGER), id), Error::<Test>::NotMember);
        for other in [4, CLERK_OF_ALOFI] {
            assert_noop!(Communities::admit(signed(other), id), Error::<Test>::NotClerk);
        }
    });
}

#[test]
fn admit_should_fail_when_the_clerk_is_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        assert_ok!(Communities::freeze(signed(9), member(CLERK)));
        let id = bring(9, STRANGER, APIA);
        vouch(id, &[1, 2, 3]);
        assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::Frozen);
        assert_ok!(Communities::admit(signed(9), id));
    });
}

#[test]
fn admit_should_fail_when_vouches_are_missing_or_count_no_more() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[1, 2]);
        let fails = || {
            assert_noop!(Communities::admit(signed(CLERK), id), Error::<Test>::TooFewVouches);
        };
        fails();
        vouch(id, &[3]);
        // One is suspended, becomes a clerk, or leaves.
        assert_ok!(Communities::suspend(appeals(), member(3)));
        fails();
        vouch(id, &[4]);
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(4)));
        fails();
        vouch(id, &[5]);
        assert_ok!(Communities::leave(signed(5)));
        fails();
        vouch(id, &[6]);
        assert_ok!(Communities::admit(signed(CLERK), id));
    });
}
