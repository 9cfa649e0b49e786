use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn withdraw_keys_should_free_a_candidate_who_was_not_admitted() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(5, 5);
        assert_eq!(Balances::free_balance(5), 1_000 - KEY_DEPOSIT);
        assert_ok!(Validators::withdraw_keys(signed(5)));
        has_event(Event::KeysPurged { who: 5 });
        assert!(!is_registered(5));
        assert_eq!((Balances::free_balance(5), System::consumers(&5)), (1_000, 0));
        // Another account may have the key now.
        set_keys(6, 5);
    });
}

#[test]
fn withdraw_keys_should_fail_when_they_are_in_use() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        add(7, 7);
        leave(1);
        // A validator, one that is in no set yet, and one that serves out its planned sessions.
        for who in [2, 7, 1] {
            assert_noop!(Validators::withdraw_keys(signed(who)), Error::<Test>::KeysInUse);
        }
        next_session();
        assert_noop!(Validators::withdraw_keys(signed(1)), Error::<Test>::KeysInUse);
    });
}

#[test]
fn withdraw_keys_should_fail_when_there_are_none() {
    ExtBuilder::default().build_and_execute(|| {
        for who in [5, STRANGER] {
            assert_noop!(Validators::withdraw_keys(signed(who)), Error::<Test>::NoKeys);
        }
    });
}
