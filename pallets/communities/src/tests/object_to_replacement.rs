use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn object_to_replacement_should_send_it_to_appeals() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait_almost(30);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_eq!(request(id).stage, Stage::Appealed);
        let until = now() + 180 * DAY;
        has_event(Event::Objected { request: id, member: member(5) });
        has_event(Event::SentToAppeals { request: id, until });
        wait(30);
        assert_noop!(
            Communities::confirm_replacement(signed(STRANGER), id),
            Error::<Test>::NotWaiting
        );
    });
}

#[test]
fn object_to_replacement_should_be_possible_when_suspended_or_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
        let id = replace(6, STRANGER + 1, &[4, 7, 8]);
        assert_ok!(Communities::object_to_replacement(signed(6), id));
    });
}

#[test]
fn object_to_replacement_should_fail_before_the_last_vouch() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2]);
        assert_noop!(Communities::object_to_replacement(signed(5), id), Error::<Test>::NotWaiting);
        vouch(id, &[3]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
    });
}

#[test]
fn object_to_replacement_should_fail_when_it_is_unknown_or_of_another_kind() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::object_to_replacement(signed(5), 0),
            Error::<Test>::UnknownRequest
        );
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_noop!(
            Communities::object_to_replacement(signed(5), id),
            Error::<Test>::NotReplacement
        );
    });
}

#[test]
fn object_to_replacement_should_fail_when_not_by_the_old_key() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        for other in [4, STRANGER] {
            assert_noop!(
                Communities::object_to_replacement(signed(other), id),
                Error::<Test>::NotYourAccount
            );
        }
    });
}

#[test]
fn object_to_replacement_should_fail_when_the_thirty_days_are_over() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        assert_noop!(Communities::object_to_replacement(signed(5), id), Error::<Test>::PeriodOver);
        wait(30);
        assert_noop!(
            Communities::object_to_replacement(signed(5), id),
            Error::<Test>::RequestExpired
        );
    });
}

#[test]
fn object_to_replacement_should_fail_when_appeals_have_it() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_ok!(Communities::object_to_replacement(signed(5), id));
        assert_noop!(Communities::object_to_replacement(signed(5), id), Error::<Test>::Appealed);
    });
}
