//! Grids without a link to the chain, and meters that come before their neighbours.

use super::*;
use std::collections::BTreeMap;

/// Price, mWh traded, banked and curtailed, by grid and slot.
type Results = BTreeMap<(GridId, Slot), (Price, u64, u64, u64)>;

/// Takes what cleared out of the events.
fn collect(results: &mut Results) {
    for event in events() {
        if let Event::SlotCleared { grid, slot, price, volume, banked, curtailed } = event {
            let first = results.insert((grid, slot), (price, volume, banked, curtailed));
            assert_eq!(first, None, "a slot clears once");
        }
    }
    System::reset_events();
}

/// What a meter imports and exports in a slot: some sun, some evening, never twice the same.
fn household(id: MeterId, slot: Slot) -> (WattHours, WattHours) {
    let noise = u64::from(slot.wrapping_mul(2_654_435_761).wrapping_add(id * 7_919) >> 23);
    let sun = u64::from(slot % 96 > 24 && slot % 96 < 72);
    (noise / 2, noise * sun)
}

/// Readings of slots in a row, from where the meter stands.
fn readings_up_to(id: MeterId, slots: core::ops::Range<Slot>) -> Vec<SignedReading> {
    let Meter { mut import_wh, mut export_wh, .. } = meter(id);
    slots
        .map(|slot| {
            let (import, export) = household(id, slot);
            import_wh += import;
            export_wh += export;
            reading_since(id, slot - 1, slot, import_wh, export_wh)
        })
        .collect()
}

const FIVE_WEEKS: Slot = 35 * 96;
/// The meters of grid 0, which may be cut off.
const REMOTE: [MeterId; 3] = [0, 2, 4];
/// The meters of grid 1.
const CONNECTED: [MeterId; 2] = [1, 3];

/// Plays five weeks of both grids. Returns the results, the meters and the floats at their end.
fn five_weeks(cut_off: bool) -> (Results, Vec<Meter<AccountId>>, [MicroUnits; 2]) {
    let grids = [(CENTS, 100_000_000, 10_000), (NATIVE, 100_000_000, 10_000)];
    ExtBuilder::default().grids(&grids).meters(5).credit(1_000_000).build_and_execute(|| {
        limit(2, Some(25), Some(50));
        limit(4, None, Some(20));
        let mut results = Results::new();
        let end = START + FIVE_WEEKS;
        for slot in START..end {
            go_to(slot + 1);
            let remote = REMOTE.iter().filter(|_| !cut_off);
            let readings = CONNECTED.iter().chain(remote);
            submit_ok(readings.flat_map(|id| readings_up_to(*id, slot..slot + 1)).collect());
            collect(&mut results);
        }
        let mut next = START;
        while cut_off && next < end {
            // The boat is there. It brings sixty slots of all meters at a time.
            let upto = (next + 60).min(end);
            submit_ok(REMOTE.iter().flat_map(|id| readings_up_to(*id, next..upto)).collect());
            // A slot in which nothing flowed leaves no position.
            let flowing = (next..upto).filter(|slot| household(0, *slot) != (0, 0)).count();
            assert_eq!(meter(0).positions.len(), flowing);
            go_to_time(now() + GRACE);
            collect(&mut results);
            next = upto;
        }
        go_to_time(now() + GRACE);
        collect(&mut results);
        settle(&[0, 1, 2, 3, 4]);
        let mut meters: Vec<_> = (0..5).map(meter).collect();
        assert!(meters.iter().all(|meter| meter.positions.is_empty()));
        // Only the slot of the last reading may differ.
        meters.iter_mut().for_each(|meter| meter.slot = 0);
        (results, meters, [0, 1].map(|id| grid(id).float))
    })
}

#[test]
fn grid_should_keep_its_market_when_cut_off_for_five_weeks_while_others_trade() {
    let (on_time, meters, floats) = five_weeks(false);
    let (cut_off, meters_cut_off, floats_cut_off) = five_weeks(true);
    // A slot in which nothing flowed has no market.
    let flowed = |ids: &[MeterId]| {
        let slots = START..START + FIVE_WEEKS;
        slots.filter(|slot| ids.iter().any(|id| household(*id, *slot) != (0, 0))).count()
    };
    assert_eq!(on_time.len(), flowed(&REMOTE) + flowed(&CONNECTED));
    assert!(on_time.len() > 2 * FIVE_WEEKS as usize - 50);
    let (traded, prices) = on_time
        .iter()
        .filter(|((grid, _), (_, volume, ..))| *grid == 0 && *volume > 0)
        .fold((0u64, std::collections::BTreeSet::new()), |(sum, mut prices), (_, result)| {
            prices.insert(result.0);
            (sum + result.1, prices)
        });
    assert!(traded > 50_000_000 && prices.len() > 1, "{traded} mWh at {prices:?}");
    assert!(on_time == cut_off, "every price and volume is the same");
    assert_eq!(meters, meters_cut_off);
    assert_eq!(floats, floats_cut_off);
}

/// A grid of four meters. The readings of eight slots come late, and meter 0 brings its own two
/// hours before the others.
fn early_bird(neighbours: impl FnOnce()) {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 20);
        let alone = readings_up_to(0, START + 2..START + 2);
        assert!(alone.is_empty());
        submit_ok(
            (0..8)
                .map(|n| reading_since(0, START + n - 1, START + n, 0, 1_000 * (u64::from(n) + 1)))
                .collect(),
        );
        for slot in START..START + 8 {
            let book = Energy::book(0, slot).expect("open");
            assert_eq!((book.due, book.readings), (now() + GATHERING, 1));
        }
        neighbours()
    });
}

#[test]
fn meter_should_not_close_its_neighbours_slots_when_it_comes_two_hours_before_them() {
    early_bird(|| {
        // Two hours later nothing has closed, whatever the first one and its friends tried.
        go_to_time(now() + 7_200);
        assert_eq!(Cleared::<Test>::iter().count(), 0);
        assert_noop!(Energy::close_slot(signed(owner(0)), 0, START), Error::<Test>::NotDue);
        let buyers = |id: MeterId| {
            (0..8).map(move |n| {
                reading_since(id, START + n - 1, START + n, 400 * (u64::from(n) + 1), 0)
            })
        };
        // One neighbour makes half of the grid: from now on there is one grace for the others.
        submit_ok(buyers(1).collect());
        for slot in START..START + 8 {
            assert_eq!(Energy::book(0, slot).map(|book| book.due), Some(now() + GRACE));
        }
        go_to_time(now() + GRACE - 1);
        assert_eq!(Cleared::<Test>::iter().count(), 0);
        submit_ok(buyers(2).chain(buyers(3)).collect());
        go_to_time(now() + 1);
        assert_eq!(Cleared::<Test>::iter().count(), 8);

        settle(&[0, 1, 2, 3]);
        // Each slot: 1,000 Wh for 1,200 wanted, at 41; each buyer got 333,333 mWh of 400,000.
        for slot in START..START + 8 {
            let clearing = Energy::clearing(0, slot).expect("cleared").clearing;
            assert_eq!((clearing.price, clearing.volume), (41, 1_000_000));
        }
        assert_eq!(meter(0).credit, units(1_000 + 8 * 41));
        for id in 1..4 {
            let a_slot = 333_333 * 41 + (400_000 - 333_333) * 73;
            assert_eq!(meter(id).credit, units(1_000) - 8 * a_slot);
        }
    });
}

#[test]
fn book_should_close_after_three_days_when_the_neighbours_never_come() {
    early_bird(|| {
        let opened = now();
        go_to_time(opened + GATHERING - 1);
        assert_eq!(Cleared::<Test>::iter().count(), 0);
        go_to_time(opened + GATHERING);
        assert_eq!(Cleared::<Test>::iter().count(), 8);
        // A reading that comes now is late. It pays retail, although nobody ever bought from meter
        // 0.
        submit_ok(vec![flow(1, 1_000, 0)]);
        assert_eq!(meter(1).credit, units(927));
        settle(&[0]);
        assert_eq!(meter(0).owed, 8_000_000);
        assert_eq!(meter(0).credit, units(1_000));
    });
}

#[test]
fn book_should_not_wait_longer_than_three_days_when_half_of_the_grid_comes_at_its_end() {
    early_bird(|| {
        let opened = now();
        go_to_time(opened + GATHERING - 60);
        submit_ok(vec![flow(1, 1_000, 0)]);
        assert_eq!(Energy::book(0, START).map(|book| book.due), Some(opened + GATHERING));
        go_to_time(opened + GATHERING);
        settle(&[0, 1]);
        assert_eq!((meter(0).credit, meter(1).credit), (units(1_041), units(959)));
    });
}

#[test]
fn slot_should_not_open_again_when_its_readings_come_after_it_closed() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 1_000)]);
        settle(&[0]);
        let result = Energy::clearing(0, START);
        // In an hour, and after the result was forgotten, until the patience is over.
        for time in [START + 8, START + 8 * 96, START + PATIENCE - 1] {
            go_to(time);
            assert_eq!(Energy::clearing(0, START).is_some(), time == START + 8);
            assert_eq!(Closed::<Test>::get(0).has(START), Some(true));
        }
        submit_ok(vec![flow(1, 1_000, 0)]);
        assert_eq!(Energy::book(0, START), None);
        assert_eq!(meter(1).credit, units(927));
        assert_eq!(result.expect("cleared").clearing.volume, 0);
    });
}

/// Eight slots of a meter whose readings come late, with these flows in each of them.
fn eight_slots(id: MeterId, (import, export): (WattHours, WattHours)) -> Vec<SignedReading> {
    (0..8u32)
        .map(|n| {
            let (since, times) = (START + n - 1, u64::from(n) + 1);
            reading_since(id, since, since + 1, import * times, export * times)
        })
        .collect()
}

#[test]
fn meter_without_flow_should_open_no_slot_of_its_neighbours_when_it_comes_first() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 20);
        // The shed of the first neighbour uses nothing. It would have opened all slots, and a day
        // later closed them before the others' boat came.
        submit_ok(eight_slots(0, (0, 0)));
        assert_eq!(Books::<Test>::iter().count(), 0);
        assert_eq!(meter(0).slot, START + 7);
        go_to_time(now() + 10 * DAY);
        submit_ok([eight_slots(1, (0, 600)), eight_slots(2, (300, 0))].concat());
        for slot in START..START + 8 {
            // Two of four are half: there is one grace for the last.
            let book = Energy::book(0, slot).expect("open");
            assert_eq!((book.due, book.readings), (now() + GRACE, 2));
        }
        submit_ok(eight_slots(3, (300, 0)));
        go_to_time(now() + GRACE);
        settle(&[1, 2, 3]);
        let all = 8 * 600_000 * 41;
        assert_eq!(meter(1).credit, units(1_000) + all);
        assert_eq!(meter(2).credit, units(1_000) - all / 2);
    });
}

#[test]
fn meter_without_flow_should_count_in_a_late_book_when_a_neighbour_has_opened_it() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 20);
        submit_ok(vec![flow(1, 0, 600)]);
        assert_eq!(Energy::book(0, START).map(|book| book.due), Some(now() + GATHERING));
        submit_ok(vec![flow(0, 0, 0)]);
        let book = Energy::book(0, START).expect("open");
        assert_eq!((book.due, book.readings, book.open), (now() + GRACE, 2, 1));
    });
}

/// Three meters of seven are alive. The others were last read more than a patience ago.
fn after_the_cyclone(test: impl FnOnce(Slot)) {
    ExtBuilder::default().meters(7).credit(1_000_000).build_and_execute(|| {
        let cut = START + PATIENCE + 96;
        go_to(cut);
        (0..3).for_each(|id| begin_after(id, cut - 1));
        test(cut);
    });
}

#[test]
fn late_book_should_not_wait_for_meters_that_are_dead() {
    after_the_cyclone(|cut| {
        go_to(cut + 200);
        submit_ok(vec![flow(0, 0, 600)]);
        assert_eq!(Energy::book(0, cut).map(|book| book.due), Some(now() + GATHERING));
        // Two of the three that are left are half, though they are not half of seven.
        submit_ok(vec![flow(1, 600, 0)]);
        assert_eq!(Energy::book(0, cut).map(|book| book.due), Some(now() + GRACE));
    });
}

#[test]
fn three_weeks_of_backlog_should_be_cleared_within_a_day_when_the_living_bring_them() {
    after_the_cyclone(|cut| {
        let end = cut + 21 * 96;
        go_to(end);
        let began = now();
        let mut next = cut;
        while next < end {
            let upto = (next + 60).min(end);
            submit_ok((0..3).flat_map(|id| readings_up_to(id, next..upto)).collect());
            go_to_time(now() + GRACE);
            next = upto;
        }
        assert!(now() - began < DAY, "{} s", now() - began);
        assert_eq!(Books::<Test>::iter().count(), 0);
        let cleared = events().into_iter().filter(
            |event| matches!(event, Event::SlotCleared { slot, .. } if (cut..end).contains(slot)),
        );
        assert!(cleared.count() > 2_000);
    });
}
