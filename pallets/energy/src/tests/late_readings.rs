use crate::{mock::*, *};

#[test]
fn late_reading_should_pay_the_highest_retail_of_the_slots_it_spans() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        announced(0, START + 2, Tariff { retail: 90, ..tariff() });
        go_to(START + 5);
        announced(0, START + 7, Tariff { retail: 99, ..tariff() });
        submit_ok(vec![reading(0, START + 3, 2_000, 0)]);
        assert_eq!(meter(0).credit, (1_000 - 180) * MICRO);
        assert_eq!(grid(0).float, 10_180 * MICRO);
        assert!(meter(0).positions.is_empty());
        assert_eq!(meter(0).slot, START + 3);
    });
}

#[test]
fn late_reading_should_bank_export_with_the_last_slot_that_has_ended() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 5);
        submit_ok(vec![reading(0, START + 2, 0, 3_000)]);
        let position = meter(0).positions[0];
        assert_eq!((position.slot, position.bank_only, position.supply), (START + 4, 3_000_000, 0));
        let book = Energy::book(0, START + 4).unwrap();
        assert_eq!((book.readings, book.open, book.bank_only), (0, 1, 3_000_000));

        // The reading of that slot itself joins the position.
        go_to(START + 5);
        submit_ok(catch_up(0, &[(0, 100), (100, 200)]));
        let position = *meter(0).positions.last().unwrap();
        assert_eq!(position.slot, START + 4);
        assert_eq!(
            (position.bank_only, position.supply, position.demand),
            (3_000_000, 200_000, 100_000)
        );
        assert_eq!(Energy::book(0, START + 4).unwrap().open, 1);
        go_to(START + 7);
        settle(&[0]);
        assert_eq!(outstanding(0), meter(0).owed);
    });
}

#[test]
fn late_reading_should_be_what_comes_after_its_book_was_due_even_if_it_is_not_cleared() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 100)]);
        // A second before it is due.
        set_time(Seconds::from(START + 3) * SLOT - 1);
        assert_eq!(Energy::book(0, START).unwrap().due, now() + 1);
        set_time(now() + 1);
        submit_ok(vec![flow(1, 0, 100)]);
        assert_eq!(Energy::book(0, START).unwrap().readings, 1);
        assert_eq!(meter(1).positions[0].slot, START + 2);
    });
}

#[test]
fn late_reading_should_be_what_comes_after_its_slot_has_closed() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 100)]);
        assert!(Energy::clearing(0, START).is_some());
        submit_ok(vec![flow(1, 0, 100)]);
        assert_eq!(Energy::book(0, START), None);
        assert_eq!(meter(1).positions[0].slot, START + 2);
    });
}

#[test]
fn late_reading_should_be_what_is_as_old_as_the_patience() {
    for (age, late) in [(PATIENCE - 1, false), (PATIENCE, true)] {
        ExtBuilder::default().meters(1).build_and_execute(|| {
            go_to(START + age);
            submit_ok(vec![flow(0, 10, 0)]);
            assert_eq!(Energy::book(0, START).is_none(), late);
        });
    }
}

#[test]
fn late_book_should_wait_for_half_of_the_meters_and_a_grace() {
    ExtBuilder::default().meters(5).build_and_execute(|| {
        go_to(START + 50);
        let opened = now();
        submit_ok(vec![flow(0, 0, 100)]);
        assert_eq!(Energy::book(0, START).unwrap().due, opened + GATHERING);
        go_to_time(opened + 7_200);
        assert!(Energy::book(0, START).is_some());
        submit_ok(vec![flow(1, 0, 100)]);
        assert_eq!(Energy::book(0, START).unwrap().due, opened + GATHERING);
        submit_ok(vec![flow(2, 100, 0)]);
        let due = opened + 7_200 + GRACE;
        assert_eq!(Energy::book(0, START).unwrap().due, due);
        check();
        go_to_time(due - 1);
        submit_ok(vec![flow(3, 100, 0)]);
        assert_eq!(Energy::book(0, START).unwrap().due, due);
        go_to_time(due);
        assert_eq!(Energy::clearing(0, START).unwrap().clearing.volume, 200_000);
    });
}

#[test]
fn late_book_should_close_three_days_after_it_opened_at_most() {
    ExtBuilder::default().meters(5).build_and_execute(|| {
        go_to(START + 50);
        let opened = now();
        submit_ok(vec![flow(0, 0, 100)]);
        go_to_time(opened + GATHERING - 60);
        submit_ok(vec![flow(1, 0, 100), flow(2, 0, 100)]);
        assert_eq!(Energy::book(0, START).unwrap().due, opened + GATHERING);
        go_to_time(opened + GATHERING);
        assert_eq!(Energy::book(0, START), None);
    });
}

#[test]
fn late_export_should_be_curtailed_to_the_room_of_the_fullest_moment() {
    let bank = limits(None, None);
    ExtBuilder::default().grids(&[(CENTS, 10, 0)]).meters(3).limits(bank).build_and_execute(|| {
        // Meter 0 fills 6 of 10 Wh, and spends them again.
        play(START, &[(0, 0, 6)]);
        settle(&[0]);
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().limits.owed_first = true);
        submit_ok(vec![flow(0, 6, 0)]);
        assert_eq!(outstanding(0), 0);

        // The bank had room for 4 Wh when it was fullest on that day. Export that is admitted is
        // taken off that.
        go_to(START + 6);
        submit_ok(vec![reading(1, START + 3, 0, 3)]);
        assert_eq!(grid(0).days.last().unwrap().least, 1_000);
        submit_ok(vec![reading(2, START + 3, 0, 3)]);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 2_000 });
        assert_eq!(meter(2).positions[0].bank_only, 1_000);
        submit_ok(vec![reading(0, START + 4, 6, 9)]);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 3_000 });
    });
}

#[test]
fn late_export_should_be_curtailed_when_a_day_is_not_kept() {
    let bank = limits(None, None);
    ExtBuilder::default().meters(2).limits(bank).build_and_execute(|| {
        // Nine days later, the first of them is forgotten.
        go_to(START + 9 * 96);
        submit_ok(vec![reading(0, START + 200, 0, 100)]);
        assert!(meter(0).positions.is_empty());
        has_event(Event::LateExportCurtailed { grid: 0, energy: 100_000 });
        // The days that are kept have room.
        submit_ok(vec![reading(0, START + 9 * 96 - 1, 0, 200)]);
        assert_eq!(meter(0).positions[0].bank_only, 100_000);
        assert_eq!(grid(0).days.len(), 8);
    });
}

#[test]
fn late_reading_should_synchronise_a_meter_of_genesis() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        read_up_to(0, 0);
        go_to(START + 1);
        submit_ok(vec![reading_since(0, 0, START, 0, 0)]);
        assert_eq!((meter(0).slot, meter(0).credit), (START, 1_000 * MICRO));
        assert_eq!(Energy::book(0, START), None);
    });
}
