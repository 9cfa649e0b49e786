//! What each day costs a meter, whatever flows.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn charged(standing_charge: Price) -> TariffSchedule {
    TariffSchedule { standing_charge, ..tariff().into() }
}

/// A grid that charges 5 cents a day, and meters that were fitted in the first slot of a day.
fn with_charge(meters: u32, test: impl FnOnce()) {
    let world = ExtBuilder::default().tariff(charged(5)).meters(meters);
    world.build_and_execute(|| {
        (0..meters).for_each(|id| read_up_to(id, START));
        test()
    })
}

/// A reading of a slot without any flow.
fn idle(id: MeterId, slot: Slot) -> SignedReading {
    let record = meter(id);
    reading(id, slot, record.import_wh, record.export_wh)
}

fn worth(id: MeterId) -> (Balance, Balance) {
    let Meter { credit, arrears, .. } = meter(id);
    (credit / MICRO, arrears / MICRO)
}

#[test]
fn standing_charge_should_be_due_with_the_first_reading_of_each_day() {
    with_charge(1, || {
        let float = grid(0).float;
        go_to(START + 2 * 96);
        // The day on which the meter was fitted is free.
        submit_ok(vec![idle(0, START + 95)]);
        assert_eq!(worth(0), (1_000, 0));
        submit_ok(vec![idle(0, START + 96)]);
        assert_eq!(worth(0), (995, 0));
        assert_eq!(grid(0).float, float + 5 * MICRO);
        submit_ok(vec![idle(0, START + 2 * 96 - 1)]);
        assert_eq!(worth(0), (995, 0));
    });
}

#[test]
fn standing_charge_should_be_due_for_every_day_since_the_last_when_readings_are_missing() {
    with_charge(2, || {
        go_to(START + 20 * 96);
        // A reading that spans days, and one after others that were lost.
        submit_ok(vec![idle(0, START + 10 * 96)]);
        submit_ok(vec![reading_since(1, START + 9 * 96, START + 10 * 96, 0, 0)]);
        assert_eq!((worth(0), worth(1)), ((950, 0), (950, 0)));
    });
}

#[test]
fn standing_charge_should_be_due_for_forty_days_at_most() {
    with_charge(1, || {
        go_to(START + 100 * 96 + 1);
        submit_ok(vec![idle(0, START + 100 * 96)]);
        assert_eq!(worth(0), (800, 0));
        go_to(START + 101 * 96 + 1);
        submit_ok(vec![idle(0, START + 101 * 96)]);
        assert_eq!(worth(0), (795, 0));
    });
}

#[test]
fn standing_charge_should_be_that_of_the_day_when_it_has_changed_since() {
    with_charge(1, || {
        // Dearer from noon of the third day on: the fourth is the first that costs more.
        announced(0, START + 2 * 96 + 48, charged(50));
        go_to(START + 10 * 96);
        submit_ok(vec![idle(0, START + 5 * 96)]);
        assert_eq!(worth(0), (1_000 - 2 * 5 - 3 * 50, 0));
    });
}

#[test]
fn standing_charge_should_be_free_for_days_whose_prices_are_forgotten() {
    with_charge(1, || {
        go_to(START + 60 * 96);
        announced(0, START + 60 * 96, charged(50));
        go_to(START + 101 * 96);
        assert_ok!(Energy::set_tariff(signed(operator()), 0, charged(50)));
        assert_eq!(grid(0).tariffs[0].from, START + 60 * 96);
        submit_ok(vec![idle(0, START + 61 * 96)]);
        // Of the forty days before, two began after the present prices.
        assert_eq!(worth(0), (900, 0));
    });
}

#[test]
fn standing_charge_should_follow_the_grids_own_midnight() {
    with_charge(1, || {
        // 12:45 ahead: the day begins at a quarter past eleven in the morning.
        announced(0, START + 1, TariffSchedule { offset: 51, ..charged(5) });
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().charged = (START + 44) / 96);
        go_to(START + 96);
        submit_ok(vec![idle(0, START + 44)]);
        assert_eq!(worth(0), (1_000, 0));
        submit_ok(vec![idle(0, START + 45)]);
        assert_eq!(worth(0), (995, 0));
    });
}

#[test]
fn standing_charge_should_be_taken_once_a_day_however_often_the_clock_is_turned() {
    with_charge(1, || {
        let turned = |offset| TariffSchedule { offset, ..charged(5) };
        announced(0, START + 96, turned(MAX_OFFSET));
        announced(0, START + 2 * 96, turned(-MAX_OFFSET));
        announced(0, START + 3 * 96, turned(MAX_OFFSET));
        announced(0, START + 4 * 96, turned(0));
        go_to(START + 12 * 96);
        for slot in (START + 1..START + 10 * 96).step_by(7) {
            submit_ok(vec![idle(0, slot)]);
        }
        // The turns bring some days forward, and put some off. Nine were begun.
        assert_eq!(worth(0), (1_000 - 9 * 5, 0));
    });
}

#[test]
fn standing_charge_should_come_after_the_import_and_become_arrears_without_a_disconnection() {
    with_charge(2, || {
        for id in [0, 1] {
            Meters::<Test>::mutate(id, |meter| meter.as_mut().unwrap().credit = 75 * MICRO);
        }
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().float += 2 * 925 * MICRO);
        go_to(START + 97);
        System::reset_events();
        let read = |id, wh| reading(id, START + 96, wh, 0);
        submit_ok(vec![read(0, 1_000), read(1, 2_000)]);
        // 73 of 75 cents went for the import. Two are left for the day, three are owed.
        assert_eq!(worth(0), (0, 3));
        // Only the other one used more than it could pay.
        assert_eq!(meter(1).credit, 0);
        let alarms = events().into_iter().filter(|event| matches!(event, Event::InArrears { .. }));
        assert_eq!(alarms.collect::<Vec<_>>(), vec![Event::InArrears { meter: 1 }]);
        // A payment pays the arrears first.
        let float = grid(0).float;
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 10));
        assert_eq!((worth(0), grid(0).float), ((7, 0), float + 3 * MICRO));
    });
}

#[test]
fn standing_charge_should_not_disconnect_who_lives_from_the_bank() {
    with_charge(1, || {
        Meters::<Test>::mutate(0, |meter| {
            let meter = meter.as_mut().unwrap();
            (meter.credit, meter.owed) = (0, 5_000_000);
            meter.limits = Limits { owed_first: true, ..limits(None, None) };
        });
        Grids::<Test>::mutate(0, |grid| {
            let grid = grid.as_mut().unwrap();
            (grid.float, grid.owed) = (grid.float + 1_000 * MICRO, 5_000_000);
        });
        go_to(START + 3 * 96 + 1);
        System::reset_events();
        submit_ok(vec![reading(0, START + 3 * 96, 1_000, 0)]);
        assert_eq!((worth(0), meter(0).owed), ((0, 15), 4_000_000));
        assert!(!events().contains(&Event::InArrears { meter: 0 }));
        // But what the bank owes pays what is due, before it can be drawn.
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 1), Error::<Test>::InArrears);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 2_000_000));
        assert_eq!(worth(0), (5, 0));
        has_event(Event::Reconnected { meter: 0 });
    });
}

#[test]
fn standing_charge_should_begin_with_the_first_reading_when_a_meter_is_of_genesis() {
    with_charge(1, || {
        read_up_to(0, 0);
        assert_eq!(meter(0).charged, 0);
        go_to(START + 96);
        submit_ok(vec![idle(0, START + 1)]);
        assert_eq!((worth(0), meter(0).charged), ((1_000, 0), START / 96));
        submit_ok(vec![idle(0, START + 95)]);
        assert_eq!(worth(0), (1_000, 0));
        go_to(START + 97);
        submit_ok(vec![idle(0, START + 96)]);
        assert_eq!(worth(0), (995, 0));
    });
}

#[test]
fn standing_charge_should_begin_on_the_day_after_a_meter_was_fitted() {
    with_charge(0, || {
        go_to(START + 10);
        let id = register(0, owner(1));
        assert_ok!(Energy::top_up(signed(owner(1)), id, 100));
        go_to(START + 100);
        submit_ok(vec![idle(id, START + 95)]);
        assert_eq!(worth(id), (100, 0));
        submit_ok(vec![idle(id, START + 99)]);
        assert_eq!(worth(id), (95, 0));
    });
}

#[test]
fn standing_charge_should_be_the_old_owners_up_to_the_day_of_the_transfer() {
    with_charge(1, || {
        assert_ok!(Energy::transfer_meter(signed(owner(0)), 0, Some(owner(1))));
        go_to(START + 4 * 96);
        // What was not read cannot be handed over, nor what was not paid.
        assert_noop!(Energy::accept_meter(signed(owner(1)), 0), Error::<Test>::NotReadUpToDate);
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().credit = 10 * MICRO);
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().float += 990 * MICRO);
        submit_ok(vec![idle(0, START + 4 * 96 - 1)]);
        assert_eq!(worth(0), (0, 5));
        assert_noop!(Energy::accept_meter(signed(owner(1)), 0), Error::<Test>::InArrears);
        assert_ok!(Energy::top_up(signed(owner(0)), 0, 5));
        assert_ok!(Energy::accept_meter(signed(owner(1)), 0));
        // The fourth day is the new owner's.
        assert_ok!(Energy::top_up(signed(owner(1)), 0, 20));
        go_to(START + 4 * 96 + 1);
        submit_ok(vec![idle(0, START + 4 * 96)]);
        assert_eq!(worth(0), (15, 0));
    });
}

#[test]
fn standing_charge_should_not_be_due_while_nobody_brings_readings() {
    with_charge(1, || {
        // Dead for two weeks, then retired by its owner. What it must keep knows nothing of days.
        go_to(START + 15 * 96);
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        assert_eq!(worth(0), (1_000, 0));
        // A reading that it had signed is billed, and so are its days.
        submit_ok(vec![idle(0, START + 3 * 96)]);
        assert_eq!(worth(0), (985, 0));
        go_to(START + 46 * 96);
        assert_eq!(submit(vec![idle(0, START + 16 * 96)]), vec![(0, Rejection::Retired)]);
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 985));
        assert_eq!(Meters::<Test>::get(0), None);
    });
}

#[test]
fn standing_charge_should_not_be_due_when_the_grid_has_ended() {
    with_charge(1, || {
        assert_ok!(Energy::close_grid(signed(operator()), 0));
        go_to(START + 90 * 96 - 1);
        // While the grid closes, prices and charges stand.
        submit_ok(vec![idle(0, START + 90 * 96 - 2)]);
        assert_eq!(worth(0), (800, 0));
        go_to(START + 95 * 96);
        assert_eq!(submit(vec![idle(0, START + 94 * 96)]), vec![(0, Rejection::GridClosed)]);
        assert_eq!(worth(0), (800, 0));
    });
}

#[test]
fn standing_charge_should_be_announced_a_week_ahead_when_it_rises() {
    with_charge(1, || {
        let set = |standing_charge| {
            assert_ok!(Energy::set_tariff(signed(operator()), 0, charged(standing_charge)));
            let last = grid(0).tariffs.last().unwrap().clone();
            (last.from, last.tariff.standing_charge)
        };
        assert_eq!(set(7), (START + 7 * 96, 7));
        // A mending only lowers it.
        assert_eq!(set(6), (START + 7 * 96, 6));
        go_to(START + 10);
        assert_eq!(set(8), (START + 10 + 7 * 96, 8));
        assert_eq!(set(0), (START + 12, 0));
    });
}

#[test]
fn bill_should_show_the_standing_charge_of_each_day() {
    with_charge(1, || {
        read_up_to(0, START + 94);
        let lines = [START + 95, START + 96, START + 97].map(|slot| {
            play(slot, &[(0, 100, 0)]);
            BillReading { slot, import_wh: 100, export_wh: 0, limits: meter(0).limits }
        });
        let charges = |lines: &[BillReading]| {
            let bill = Energy::bill(0, lines.to_vec()).into_iter();
            bill.map(|line| line.map(|line| line.standing_charge / MICRO)).collect::<Vec<_>>()
        };
        assert_eq!(charges(&lines), vec![Some(0), Some(5), Some(0)]);
        // Without the slot in which the day began, its charge stands in the next line.
        assert_eq!(charges(&[lines[0], lines[2]]), vec![Some(0), Some(5)]);
        // A slot without a result has no line, and no order charges a day twice.
        let unknown = BillReading { slot: START + 300, ..lines[0] };
        assert_eq!(charges(&[unknown, lines[1]]), vec![None, Some(5)]);
        assert_eq!(charges(&[lines[1], lines[0], lines[2]]), vec![Some(5), Some(0), Some(0)]);
        settle(&[0]);
        assert_eq!(meter(0).credit, 1_000 * MICRO - 3 * 100_000 * 73 - 5 * MICRO);
    });
}
