//! Waiting wins nothing: export that comes late gets no more of the bank than it would have got on
//! time.

use super::*;

fn small_bank(meters: u32) -> ExtBuilder {
    let banked = mock::limits(None, Some(63));
    ExtBuilder::default().grids(&[(CENTS, 1_000, 10_000)]).meters(meters).limits(banked)
}

/// The meter spends owed energy on import, which makes room in the bank.
fn make_room(id: MeterId, wh: WattHours) {
    Meters::<Test>::mutate(id, |record| record.as_mut().expect("one").limits.owed_first = true);
    let Meter { import_wh, export_wh, .. } = meter(id);
    submit_ok(vec![reading(id, slot_now() - 1, import_wh + wh, export_wh)]);
}

/// The meter brings its export of the time from `START` to a slot, late.
fn bring_late(id: MeterId, slot: Slot, wh: WattHours) {
    let Meter { import_wh, export_wh, .. } = meter(id);
    submit_ok(vec![reading(id, slot, import_wh, export_wh + wh)]);
}

#[test]
fn late_export_should_not_win_over_export_on_time_when_the_bank_was_full_that_day() {
    small_bank(3).build_and_execute(|| {
        go_to(START + 1);
        // On time, each of three would have got a third of the bank. Meter 2 waits for better
        // times.
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 0, 1_000)]);
        go_to(START + 4);
        make_room(0, 500);
        assert_eq!((meter(0).owed, outstanding(0)), (0, 500_000));

        bring_late(2, START, 1_000);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 1_000_000 });
        assert_eq!(meter(2).positions.to_vec(), vec![]);
        go_to(START + 8);
        settle(&[0, 1, 2]);
        assert_eq!([0, 1, 2].map(|id| meter(id).owed), [0, 500_000, 0]);
    });
}

#[test]
fn late_export_should_get_the_least_room_of_its_day_once_when_brought_in_parts() {
    small_bank(3).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 600)]);
        go_to(START + 4);
        make_room(0, 600);
        // The bank is empty, but it had room for 400 Wh when it was fullest.
        assert_eq!(outstanding(0), 0);
        bring_late(1, START, 300);
        bring_late(1, START + 2, 300);
        bring_late(2, START + 1, 300);
        assert_eq!(meter(1).positions[0].bank_only, 400_000);
        assert_eq!(meter(2).positions.to_vec(), vec![]);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 200_000 });
        has_event(Event::LateExportCurtailed { grid: 0, energy: 300_000 });
        go_to(START + 8);
        settle(&[1]);
        assert_eq!((meter(1).owed, outstanding(0)), (400_000, 400_000));
    });
}

#[test]
fn late_export_should_not_be_sold_when_a_neighbour_would_buy_it() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        play_as_twin(START, &[(0, 0, 0), (1, 1_000, 0)]);
        // The late export lands in the book of a slot in which meter 1 buys and meter 0 sells.
        go_to(START + 4);
        submit_ok(
            (1..=2)
                .flat_map(|n| {
                    [0, 1]
                        .map(|id| reading_since(id, START + n - 1, START + n, id as u64 * 1_000, 0))
                })
                .collect(),
        );
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 2_000, 0)]);
        bring_late(2, START, 5_000);
        go_to(START + 6);
        settle(&[0, 1, 2]);
        let result = Energy::clearing(0, START + 3).expect("cleared").clearing;
        assert_eq!((result.price, result.volume, result.banked), (41, 1_000_000, 5_000_000));
        assert_eq!(meter(0).credit, units(1_041));
        assert_eq!(meter(1).credit, units(1_000 - 73 - 41 - 73));
        assert_eq!((meter(2).credit, meter(2).owed), (units(1_000), 5_000_000));
    });
}

#[test]
fn late_export_should_be_curtailed_when_its_days_are_forgotten() {
    small_bank(2).build_and_execute(|| {
        // The bank was never used. Meter 0 was silent for eight days and meter 1 for seven. Both
        // come in today's slot.
        let days = |n: u32| n * 96;
        go_to(START + days(8));
        bring_late(0, START + days(8) - 1, 500);
        assert_eq!(meter(0).positions.to_vec(), vec![]);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 500_000 });
        begin_after(1, START + days(1) - 1);
        bring_late(1, START + days(8) - 1, 500);
        assert_eq!(meter(1).positions[0].bank_only, 500_000);
    });
}

#[test]
fn late_export_should_not_win_when_the_capacity_was_raised_since() {
    small_bank(3).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 0, 1_000)]);
        go_to(START + 4);
        // The bank was full when its slot cleared. The room that was added since is for those who
        // export now.
        assert_ok!(Energy::set_capacity(signed(operator()), 0, 10_000));
        bring_late(2, START, 1_000);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 1_000_000 });
        assert_eq!(meter(2).positions.to_vec(), vec![]);
    });
}

#[test]
fn late_export_should_get_no_more_than_the_bank_had_room_for_when_it_was_smaller() {
    small_bank(1).build_and_execute(|| {
        go_to(START + 1);
        lower_capacity(0, 300);
        assert_ok!(Energy::set_capacity(signed(operator()), 0, 5_000));
        go_to(START + 4);
        bring_late(0, START + 1, 1_000);
        assert_eq!(meter(0).positions[0].bank_only, 300_000);
    });
}

#[test]
fn late_export_should_not_win_when_its_slot_cleared_after_midnight() {
    small_bank(3).build_and_execute(|| {
        // The last slot of the day clears half an hour into the next one, and fills the bank.
        let last = START + 95;
        go_to(last);
        (0..3).for_each(|id| begin_after(id, last - 1));
        go_to(last + 1);
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 0, 1_000)]);
        go_to(last + 4);
        make_room(0, 500);
        assert_eq!(outstanding(0), 500_000);
        bring_late(2, last, 1_000);
        assert_eq!(meter(2).positions.to_vec(), vec![]);
        has_event(Event::LateExportCurtailed { grid: 0, energy: 1_000_000 });
    });
}

#[test]
fn late_export_should_not_win_when_its_slot_was_gathered_days_later() {
    small_bank(3).build_and_execute(|| {
        // The cable is mended after three days; the neighbours' readings of that slot fill the bank
        // then.
        go_to(START + 3 * 96);
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 0, 1_000)]);
        go_to(START + 3 * 96 + 2);
        assert_eq!(outstanding(0), 1_000_000);
        settle(&[0, 1]);
        make_room(0, 500);
        bring_late(2, START, 1_000);
        assert_eq!(meter(2).positions.to_vec(), vec![]);
    });
}

#[test]
fn late_import_should_pay_retail_when_neighbours_bought_for_less() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        play_as_twin(START, &[(0, 0, 3_000), (1, 1_000, 0)]);
        assert_eq!(meter(1).credit, units(1_000 - 41));
        submit_ok(vec![flow(2, 1_000, 0)]);
        go_to(START + 8);
        settle(&[2]);
        assert_eq!(meter(2).credit, units(1_000 - 73));
        assert_eq!(grid(0).float, units(10_073));
    });
}
