use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, weights::Weight};

/// Makes the hook do nothing.
fn stop_the_hook() {
    ClosingWeight::set(Weight::zero());
}

#[test]
fn close_slot_should_clear_when_the_hook_lags() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        stop_the_hook();
        play(START, &[(0, 0, 2_000), (1, 1_000, 0)]);
        assert_eq!(Energy::clearing(0, START), None);
        assert_ok!(Energy::close_slot(signed(relayer()), 0, START));
        let cleared = Energy::clearing(0, START).unwrap();
        assert_eq!((cleared.clearing.volume, cleared.open), (1_000_000, 2));
        assert_eq!((cleared.pot, cleared.ungranted), (73 * MICRO, 1_000_000));
        assert_eq!(cleared.expires, now() + 7 * DAY);
    });
}

#[test]
fn close_slot_should_fail_when_the_slot_is_not_due() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        stop_the_hook();
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 100)]);
        set_time(Seconds::from(START + 3) * SLOT - 1);
        for slot in [START, START + 1] {
            assert_noop!(Energy::close_slot(signed(relayer()), 0, slot), Error::<Test>::NotDue);
        }
        set_time(now() + 1);
        assert_ok!(Energy::close_slot(signed(relayer()), 0, START));
        assert_noop!(Energy::close_slot(signed(relayer()), 0, START), Error::<Test>::NotDue);
    });
}

#[test]
fn close_slot_should_fail_when_an_older_slot_of_the_grid_is_due() {
    let grids = [(CENTS, 1, 0), (NATIVE, 1, 0)];
    ExtBuilder::default().grids(&grids).meters(2).build_and_execute(|| {
        stop_the_hook();
        go_to(START + 2);
        submit_ok(vec![flow(0, 0, 100), flow(1, 0, 100)]);
        submit_ok(vec![flow(0, 0, 100), flow(1, 0, 100)]);
        go_to(START + 4);
        assert_noop!(
            Energy::close_slot(signed(relayer()), 1, START + 1),
            Error::<Test>::OlderSlotDue
        );
        assert_ok!(Energy::close_slot(signed(relayer()), 1, START));
        assert_ok!(Energy::close_slot(signed(relayer()), 1, START + 1));
        assert_ok!(Energy::close_slot(signed(relayer()), 0, START));
    });
}

#[test]
fn close_slot_should_sort_first_when_very_many_books_became_due() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        stop_the_hook();
        go_to(START + 80);
        for _ in 0..80 {
            submit_ok(vec![flow(0, 0, 10)]);
        }
        go_to_time(now() + GRACE);
        for _ in 0..2 {
            assert_ok!(Energy::close_slot(signed(relayer()), 0, START));
            assert_eq!(Energy::clearing(0, START), None);
        }
        assert_eq!(due(), 64);
        assert_ok!(Energy::close_slot(signed(relayer()), 0, START));
        assert!(Energy::clearing(0, START).is_some());
    });
}
