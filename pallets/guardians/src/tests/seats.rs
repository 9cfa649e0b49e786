//! A guardian's account needs no balance, and their calls no fee.

use crate::mock::*;

/// Somebody without money.
const POOR: AccountId = 77;

fn sufficients(who: AccountId) -> u32 {
    System::sufficients(&who)
}

#[test]
fn guardians_should_be_held_by_a_reference_while_they_are_seated() {
    build_and_execute(|| {
        assert_eq!(sufficients(1), 0);
        run(1);
        for who in 1..=5 {
            assert_eq!(sufficients(who), 1);
        }
        appoint(&[1, 2, 3, POOR], None);
        assert!(!System::account_exists(&POOR));
        run(1);
        assert!(System::account_exists(&POOR));
        assert_eq!((sufficients(POOR), sufficients(5), sufficients(1)), (1, 0, 1));
        // Nothing changes while the seats do not.
        run(5);
        assert_eq!((sufficients(POOR), sufficients(1)), (1, 1));
        appoint(&[1, 2, 3], None);
        run(1);
        assert!(!System::account_exists(&POOR));
    });
}

#[test]
fn seat_should_have_twenty_free_calls_a_day() {
    build_and_execute(|| {
        run(1);
        assert_eq!(Guardians::free_calls_left(1), 20);
        assert_eq!(Guardians::free_calls_left(POOR), 0);
        assert!(!Guardians::use_free_calls(&POOR, 1));
        for left in (0..20).rev() {
            assert!(Guardians::use_free_calls(&1, 1));
            assert_eq!(Guardians::free_calls_left(1), left);
        }
        assert!(!Guardians::use_free_calls(&1, 1));
        // Each seat has its own.
        assert!(!Guardians::use_free_calls(&2, 21) && Guardians::use_free_calls(&2, 20));
        run(DAY);
        assert_eq!((Guardians::free_calls_left(1), Guardians::free_calls_left(2)), (20, 20));
        assert!(Guardians::use_free_calls(&2, 1));
        assert_eq!((Guardians::free_calls_left(1), Guardians::free_calls_left(2)), (20, 19));
    });
}

#[test]
fn seat_should_win_no_calls_when_guardians_change_again_and_again() {
    build_and_execute(|| {
        run(1);
        assert!(Guardians::use_free_calls(&1, 20));
        // All of it within a day.
        for new in 100..107 {
            appoint(&[1, 2, new], None);
            run(1);
            assert!(Guardians::use_free_calls(&new, 20));
            assert_eq!(Guardians::free_calls_left(1), 0);
        }
        // A former guardian has none.
        assert_eq!(Guardians::free_calls_left(5), 0);
    });
}
