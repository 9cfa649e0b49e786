use crate::{mock::*, *};

/// A reading that a meter signed after one of the slot `since`, which the chain may not know.
fn after(since: Slot, import: WattHours, export: WattHours) -> SignedReading {
    reading_since(0, since, since + 1, import, export)
}

fn lost() -> Vec<(u32, Rejection)> {
    vec![(0, Rejection::OutOfOrder)]
}

#[test]
fn reading_should_stand_for_a_missing_one_when_the_book_of_its_slot_has_cleared() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 2);
        // The reading of START is lost. A neighbour opened its book, which takes readings.
        submit_ok(vec![flow(1, 0, 2_000)]);
        let later = after(START, 3_000, 500);
        assert_eq!(submit(vec![later.clone()]), lost());
        go_to_time(Seconds::from(START + 3) * SLOT - 1);
        assert_eq!(submit(vec![later.clone()]), lost());
        go_to(START + 3);
        submit_ok(vec![later]);
        // 3 kWh of both slots at retail, though the neighbour would have sold for 41.
        assert_eq!(meter(0).credit, (1_000 - 219) * MICRO);
        assert_eq!(grid(0).float, 10_219 * MICRO);
        let late = Position { slot: START + 2, bank_only: 500_000, ..Default::default() };
        assert_eq!(meter(0).positions.to_vec(), vec![late]);
        assert_eq!((meter(0).slot, meter(0).import_wh), (START + 1, 3_000));
        // The meter goes on as before.
        submit_ok(vec![flow(0, 100, 0)]);
        assert_eq!(meter(0).positions.len(), 1);
        assert_eq!(Energy::book(0, START + 2).unwrap().readings, 1);
    });
}

#[test]
fn reading_should_stand_for_missing_ones_three_days_later_when_no_book_was_opened() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let newest = START + 4;
        let later = after(newest, 3_000, 0);
        let over = Seconds::from(newest + 1) * SLOT + 3 * DAY;
        go_to_time(over - 1);
        assert_eq!(submit(vec![later.clone()]), lost());
        go_to_time(over);
        submit_ok(vec![later]);
        assert_eq!((meter(0).slot, meter(0).credit), (newest + 1, (1_000 - 219) * MICRO));
    });
}

#[test]
fn reading_should_wait_for_a_late_book_when_one_was_opened_for_a_missing_slot() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 10 * 96);
        submit_ok(vec![flow(1, 0, 2_000)]);
        let later = after(START, 3_000, 0);
        assert_eq!(submit(vec![later.clone()]), lost());
        go_to_time(now() + GATHERING - 1);
        assert_eq!(submit(vec![later.clone()]), lost());
        // The lost one turns up: nothing is missing, and it is on time.
        submit_ok(vec![reading(0, START, 1_000, 0), later]);
        assert_eq!(Energy::book(0, START).unwrap().readings, 2);
    });
}

#[test]
fn reading_should_stand_for_what_is_older_than_the_patience_at_once() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        // Nobody read the grid for longer than the patience. Its oldest slots never open again.
        go_to(START + PATIENCE + 10);
        submit_ok(vec![after(START + 10, 3_000, 0)]);
        assert_eq!(meter(0).credit, (1_000 - 219) * MICRO);
        // A meter of genesis, which somebody read all the time without a network.
        read_up_to(1, 0);
        let newest = slot_now() - 3 * 96 - 2;
        submit_ok(vec![reading_since(1, newest, newest + 1, 3_000, 0)]);
        assert_eq!(meter(1).slot, newest + 1);
    });
}

#[test]
fn reading_should_be_refused_when_it_names_no_slot_between_the_last_one_and_its_own() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 9 * 96);
        for since in [0, START - 2, START + 5, START + 6, Slot::MAX] {
            assert_eq!(submit(vec![reading_since(0, since, START + 5, 10, 0)]), lost());
        }
        // What is signed by another key stays refused, missing readings or not.
        let forged = signed_by(&key(9), 0, START, START + 1, 10, 0);
        assert_eq!(submit(vec![forged]), vec![(0, Rejection::BadSignature)]);
    });
}

#[test]
fn missing_reading_should_be_refused_as_duplicate_when_it_turns_up_afterwards() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(1, 0, 2_000)]);
        submit_ok(vec![after(START, 3_000, 0)]);
        let before = meter(0);
        assert_eq!(
            submit(vec![reading_since(0, START - 1, START, 1_000, 0)]),
            vec![(0, Rejection::Duplicate)]
        );
        assert_eq!(meter(0), before);
    });
}

#[test]
fn reading_should_be_refused_when_it_stands_for_more_than_the_breaker_lets_through() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(1, 0, 2_000)]);
        // 25 kWh in each of two slots.
        let refused = submit(vec![after(START, 50_001, 0)]);
        assert_eq!(refused, vec![(0, Rejection::AboveBreaker)]);
        submit_ok(vec![after(START, 0, 50_000)]);
    });
}
