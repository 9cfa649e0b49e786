use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn add_validator_should_bring_it_into_the_set_of_the_second_session_after() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        assert_ok!(Validators::add_validator(track(), 5, 5));
        has_event(Event::ValidatorAdded { who: 5, community: 5 });
        assert_eq!(roster(), vec![1, 2, 3, 4, 5]);
        next_session();
        assert_eq!((active().len(), queued()), (4, vec![1, 2, 3, 4, 5]));
        has_event(Event::SetPlanned {
            session: 2,
            validators: 5,
            without_keys: 0,
            offenders_left_out: 0,
        });
        next_session();
        assert_eq!(active(), vec![1, 2, 3, 4, 5]);
    });
}

#[test]
fn add_validator_should_let_go_who_waits() {
    ExtBuilder::default().build_and_execute(|| {
        leave(2);
        leave(1);
        assert_eq!(roster().len(), 4);
        add(5, 5);
        // The one that asked first goes first; of those that asked in one block, the one that was
        // admitted first.
        has_event(Event::ValidatorLeft { who: 1 });
        assert_eq!((roster(), leavers()), (vec![2, 3, 4, 5], vec![1]));
        add(6, 6);
        assert_eq!((roster(), leavers()), (vec![3, 4, 5, 6], vec![1, 2]));
        sessions(2);
        assert_eq!(active(), vec![3, 4, 5, 6]);
    });
}

#[test]
fn add_validator_should_take_a_successor_of_the_same_community() {
    ExtBuilder::default().build_and_execute(|| {
        // A community may have one of four.
        set_keys(5, 5);
        assert_noop!(Validators::add_validator(track(), 5, 1), Error::<Test>::AboveCap);
        leave(1);
        assert_ok!(Validators::add_validator(track(), 5, 1));
        assert_eq!(roster(), vec![2, 3, 4, 5]);
    });
}

#[test]
fn add_validator_should_take_back_who_has_just_left_as_the_offender_they_were() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        offend(1);
        leave(1);
        assert_ok!(Validators::add_validator(track(), 1, 7));
        assert_eq!((roster(), leavers()), (vec![2, 3, 4, 5, 6, 1], vec![]));
        assert!(shown(1).offence.is_some());
        assert_eq!((shown(1).community, shown(1).since), (7, clock()));
        sessions(3);
        assert!(is_registered(1));
        assert_eq!(active(), vec![2, 3, 4, 5, 6]);
    });
}

#[test]
fn add_validator_should_fail_when_not_called_by_the_track() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        for origin in [signed(5), RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(Validators::add_validator(origin, 5, 5), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn add_validator_should_fail_when_there_is_no_such_community() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        assert_noop!(Validators::add_validator(track(), 5, 20), Error::<Test>::UnknownCommunity);
    });
}

#[test]
fn add_validator_should_fail_when_the_account_has_no_keys() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Validators::add_validator(track(), 5, 5), Error::<Test>::NoKeys);
        // Nobody can register keys that are not theirs.
        let (keys, _) = keys(5, 5);
        let (_, proof) = crate::mock::keys(6, 5);
        assert_noop!(
            Session::set_keys(signed(5), keys, proof),
            pallet_session::Error::<Test>::InvalidProof
        );
    });
}

#[test]
fn add_validator_should_fail_when_it_is_one_already() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Validators::add_validator(track(), 1, 5), Error::<Test>::AlreadyValidator);
    });
}

#[test]
fn add_validator_should_fail_when_there_are_as_many_as_there_may_be() {
    ExtBuilder::default().validators(12).build_and_execute(|| {
        set_keys(13, 13);
        assert_noop!(Validators::add_validator(track(), 13, 13), Error::<Test>::TooManyValidators);
        remove(1);
        assert_ok!(Validators::add_validator(track(), 13, 13));
    });
}

#[test]
fn add_validator_should_fail_when_the_community_would_hold_a_third() {
    ExtBuilder::default().build_and_execute(|| {
        // The cap is one of 5 and of 6, and two of 7.
        add(5, 5);
        set_keys(60, 60);
        assert_noop!(Validators::add_validator(track(), 60, 1), Error::<Test>::AboveCap);
        add(6, 6);
        add(60, 1);
        // It is two of 8.
        set_keys(61, 61);
        assert_noop!(Validators::add_validator(track(), 61, 1), Error::<Test>::AboveCap);
        assert_ok!(Validators::add_validator(track(), 61, 2));
    });
}

#[test]
fn add_validator_should_be_free_of_the_cap_when_the_set_is_small() {
    ExtBuilder::default().of(&[(1, 1)]).minimum(1).build_and_execute(|| {
        add(2, 1);
        add(3, 1);
        // A set of four has a cap: the village with three of them has no room, but another does.
        set_keys(4, 4);
        assert_noop!(Validators::add_validator(track(), 4, 1), Error::<Test>::AboveCap);
        assert_ok!(Validators::add_validator(track(), 4, 2));
        assert!(Validators::shares()[0].above_cap);
    });
}

#[test]
fn add_validator_should_not_be_hindered_by_another_community_above_the_cap() {
    ExtBuilder::default().minimum(1).validators(6).build_and_execute(|| {
        add(11, 1);
        // Others leave, so community 1 has two of five.
        leave(5);
        leave(6);
        assert!(Validators::shares()[0].above_cap);
        set_keys(12, 12);
        assert_noop!(Validators::add_validator(track(), 12, 1), Error::<Test>::AboveCap);
        assert_ok!(Validators::add_validator(track(), 12, 5));
    });
}

#[test]
fn add_validator_should_count_those_who_are_left_out_of_the_set() {
    ExtBuilder::default().validators(7).build_and_execute(|| {
        // Six of seven are in the set. With the newcomer it has seven, and a village may have two
        // of them. The offender could be pardoned, so it counts.
        offend(1);
        add(11, 1);
        set_keys(12, 12);
        assert_noop!(Validators::add_validator(track(), 12, 1), Error::<Test>::AboveCap);
        // Its place is free once the offender is removed.
        remove(1);
        assert_ok!(Validators::add_validator(track(), 12, 1));
    });
}
