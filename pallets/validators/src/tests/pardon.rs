use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn pardon_should_let_the_offender_take_part_again() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(2);
        sessions(2);
        assert_eq!(active(), vec![1, 3, 4, 5]);
        assert_ok!(Validators::pardon(track(), 2));
        has_event(Event::Pardoned { who: 2 });
        sessions(2);
        assert_eq!((active(), disabled()), (vec![1, 2, 3, 4, 5], vec![]));
    });
}

#[test]
fn pardon_should_enable_at_once_who_is_in_the_set() {
    ExtBuilder::default().build_and_execute(|| {
        offend(2);
        assert_eq!(disabled(), vec![2]);
        assert_ok!(Validators::pardon(track(), 2));
        assert!(disabled().is_empty());
        sessions(2);
        assert_eq!((active(), disabled()), (vec![1, 2, 3, 4], vec![]));
    });
}

#[test]
fn pardon_should_let_go_who_waits() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(1);
        leave(2);
        assert_eq!(roster().len(), 5);
        assert_ok!(Validators::pardon(track(), 1));
        assert_eq!((roster(), leavers()), (vec![1, 3, 4, 5], vec![2]));
    });
}

#[test]
fn pardon_should_make_room_for_an_offender_who_goes_by_it() {
    // Two of seven can be disabled.
    ExtBuilder::default().validators(7).minimum(5).build_and_execute(|| {
        (1..=2).for_each(offend);
        // Validator 3 has to wait, because too few fit ones would remain. As an offender it may go,
        // but nothing has released it yet.
        leave(3);
        offend(3);
        assert_eq!((roster().len(), disabled()), (7, vec![1, 2]));
        assert_ok!(Validators::pardon(track(), 1));
        assert_eq!((roster(), leavers()), (vec![1, 2, 4, 5, 6, 7], vec![3]));
        // It serves until the set changes.
        assert_eq!(disabled(), vec![2, 3]);
        assert!(shown(3).has_left && shown(3).disabled);
        next_session();
        assert_eq!(disabled(), vec![2, 3]);
    });
}

#[test]
fn pardon_should_hold_for_what_is_reported_later() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(2);
        sessions(3);
        assert_ok!(Validators::pardon(track(), 2));
        // A machine that ran twice voted twice in many rounds.
        assert_ok!(report_at(2, 0, 1));
        assert_ok!(report_at(2, session() - 1, 1));
        assert_eq!(shown(2).offence, None);
        // Offences from now on count.
        assert_ok!(report_at(2, session(), 1));
        assert!(shown(2).offence.is_some());
    });
}

#[test]
fn pardon_should_not_come_of_other_keys() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(2);
        set_keys(2, 22);
        sessions(4);
        assert!(shown(2).offence.is_some());
        assert_eq!(active(), vec![1, 3, 4, 5]);
    });
}

#[test]
fn pardon_should_fail_when_not_called_by_the_track() {
    ExtBuilder::default().build_and_execute(|| {
        offend(2);
        for origin in [signed(2), RuntimeOrigin::root()] {
            assert_noop!(Validators::pardon(origin, 2), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn pardon_should_fail_when_it_is_no_validator() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(2);
        leave(2);
        for who in [2, STRANGER] {
            assert_noop!(Validators::pardon(track(), who), Error::<Test>::NotValidator);
        }
    });
}

#[test]
fn pardon_should_fail_when_there_is_nothing_to_pardon() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Validators::pardon(track(), 2), Error::<Test>::NotOffender);
    });
}
