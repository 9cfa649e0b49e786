//! A grid that was cut off keeps its market. The same readings, on time and weeks later, make the
//! same prices and bills.

use super::worlds::*;
use crate::{mock::*, *};
use proptest::{collection, prelude::*};
use std::collections::BTreeMap;

/// Readings of a meter that are brought together.
const TOGETHER: usize = 100;

/// When the boat comes.
const WEEKS: Seconds = 5 * 7 * DAY;

/// A grid, what flows in it, and what its people do in the middle of it.
#[derive(Clone, Debug)]
struct Season {
    tariff: TariffSchedule,
    /// Each meter's limits, and the number of slots for which it is read before it falls silent.
    meters: Vec<(Limits, usize)>,
    /// By slot, then by meter.
    flows: Vec<Vec<(WattHours, WattHours)>>,
    /// Prices and limits that are set while one of the slots goes on.
    changes: (usize, TariffSchedule, Vec<Option<Limits>>),
}

fn seasons(slots: std::ops::Range<usize>) -> impl Strategy<Value = Season> {
    (slots, 3..6usize).prop_flat_map(|(slots, meters)| {
        let limits = || any_limits(Just(false));
        let read = prop_oneof![4 => Just(slots), 1 => 0..=slots];
        let flows = collection::vec(collection::vec(any_flow(), meters), slots);
        let new_limits = collection::vec(proptest::option::of(limits()), meters);
        let changes = (0..slots, schedules(), new_limits);
        (schedules(), collection::vec((limits(), read), meters), flows, changes)
            .prop_map(|(tariff, meters, flows, changes)| Season { tariff, meters, flows, changes })
    })
}

/// How the readings come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Delivery {
    OnTime,
    /// All of them together, weeks later.
    Late,
    /// The same, but one meter comes this many seconds before its neighbours.
    LateAndFirst(MeterId, Seconds),
}

/// What came of it.
#[derive(Debug, Eq, PartialEq)]
struct End {
    results: BTreeMap<Slot, Clearing>,
    /// Credit and owed energy of each meter.
    purses: Vec<(MicroUnits, MilliWattHours)>,
    float: MicroUnits,
    outstanding: MilliWattHours,
}

impl Season {
    fn world(&self) -> World {
        let tariff = self.tariff.clone();
        let grid = GridSeed { currency: CENTS, capacity_wh: 1_000_000_000, tariff, float: 0 };
        let meters = self.meters.iter();
        let seeds = meters.map(|(limits, _)| MeterSeed { limits: *limits, credit: 900_000_000 });
        World::of_one_grid(grid, seeds.collect())
    }

    /// The reading of a meter's slot.
    fn reading(&self, id: MeterId, nth: usize) -> SignedReading {
        let flows = self.flows[..=nth].iter().map(|flows| flows[id as usize]);
        let (import, export) = flows.fold((0, 0), |sum, flow| (sum.0 + flow.0, sum.1 + flow.1));
        let slot = START + nth as Slot;
        reading_since(id, slot - 1, slot, import, export)
    }

    fn is_read(&self, id: MeterId, nth: usize) -> bool {
        nth < self.meters[id as usize].1
    }

    fn ids(&self) -> std::ops::Range<MeterId> {
        0..self.meters.len() as MeterId
    }

    /// The readings of some slots, of those meters that `bring` them.
    fn readings(
        &self,
        slots: std::ops::Range<usize>,
        bring: impl Fn(MeterId) -> bool,
    ) -> Vec<SignedReading> {
        let bringing = |id: &MeterId| bring(*id);
        slots
            .flat_map(|nth| self.ids().filter(bringing).map(move |id| (id, nth)))
            .filter(|(id, nth)| self.is_read(*id, *nth))
            .map(|(id, nth)| self.reading(id, nth))
            .collect()
    }

    /// Operator and owners have a phone, even if their grid is cut off.
    fn change(&self) {
        let (_, tariff, limits) = &self.changes;
        announced(0, slot_now() + 2, tariff.clone());
        for (id, limits) in (0..).zip(limits) {
            if let Some(limits) = *limits {
                Energy::set_limits(signed(owner(id)), id, limits).expect("the first change");
            }
        }
    }

    fn play(&self, delivery: Delivery) -> End {
        self.world().run(|| {
            let mut results = BTreeMap::new();
            let slots = self.flows.len();
            for nth in 0..slots {
                go_to(START + nth as Slot);
                note(&mut results);
                if nth == self.changes.0 {
                    self.change();
                }
                if delivery == Delivery::OnTime && nth > 0 {
                    submit_ok(self.readings(nth - 1..nth, |_| true));
                }
            }
            if delivery == Delivery::OnTime {
                go_to(START + slots as Slot);
                submit_ok(self.readings(slots - 1..slots, |_| true));
                wait(&mut results, GRACE);
            } else {
                go_to_time(Seconds::from(START) * SLOT + WEEKS);
                for round in (0..slots).step_by(TOGETHER) {
                    let round = round..slots.min(round + TOGETHER);
                    self.deliver(delivery, round, &mut results);
                }
            }
            assert_eq!(Books::<Test>::iter_keys().count(), 0, "all have cleared");
            settle_all();
            self.end(results)
        })
    }

    /// Brings one round of readings, and waits until their books have cleared.
    fn deliver(
        &self,
        delivery: Delivery,
        round: std::ops::Range<usize>,
        results: &mut BTreeMap<Slot, Clearing>,
    ) {
        let is_first = |id| matches!(delivery, Delivery::LateAndFirst(first, _) if first == id);
        if let Delivery::LateAndFirst(_, before) = delivery {
            bring(self.readings(round.clone(), is_first));
            wait(results, before);
        }
        let slots_of_round = round.clone();
        bring(self.readings(round, |id| !is_first(id)));
        let together = self.comes_together(slots_of_round);
        wait(results, GRACE);
        if together {
            assert_eq!(Books::<Test>::iter_keys().count(), 0, "half of the meters were there");
        } else {
            // If many meters fell silent, or had no flow before the book was open, too few are left
            // to close the books earlier.
            wait(results, GATHERING);
        }
    }

    /// Whether half of the meters count in each of these slots' books, in whatever order they come.
    fn comes_together(&self, mut slots: std::ops::Range<usize>) -> bool {
        let all_read = self.meters.iter().all(|(_, read)| *read == self.flows.len());
        all_read
            && slots.all(|nth| {
                let flowing = self.flows[nth].iter().filter(|flow| **flow != (0, 0)).count();
                flowing == 0 || flowing * 2 >= self.meters.len()
            })
    }

    fn end(&self, results: BTreeMap<Slot, Clearing>) -> End {
        let purse = |id| {
            let record = meter(id);
            assert_eq!(record.arrears, 0, "credit suffices");
            (record.credit, record.owed)
        };
        End {
            results,
            purses: self.ids().map(purse).collect(),
            float: grid(0).float,
            outstanding: outstanding(0),
        }
    }
}

fn wait(results: &mut BTreeMap<Slot, Clearing>, time: Seconds) {
    go_to_time(now() + time);
    note(results);
}

/// Notes what has cleared, before it is forgotten.
fn note(results: &mut BTreeMap<Slot, Clearing>) {
    results.extend(Cleared::<Test>::iter().map(|(_, slot, cleared)| (slot, cleared.clearing)));
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn cut_off_grid_should_get_the_same_bills_when_its_readings_come_five_weeks_later(
        season in seasons(1..24),
        first in any::<MeterId>(),
        before in prop_oneof![Just(2 * 3_600u64), 0..DAY - 3_600],
    ) {
        let on_time = season.play(Delivery::OnTime);
        prop_assert_eq!(&on_time, &season.play(Delivery::Late));
        let first = first % season.meters.len() as MeterId;
        prop_assert_eq!(&on_time, &season.play(Delivery::LateAndFirst(first, before)));
    }
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn cut_off_grid_should_get_the_same_bills_when_it_catches_up_in_several_rounds(
        season in seasons(101..230),
        first in any::<MeterId>(),
    ) {
        let on_time = season.play(Delivery::OnTime);
        prop_assert_eq!(&on_time, &season.play(Delivery::Late));
        let first = first % season.meters.len() as MeterId;
        prop_assert_eq!(&on_time, &season.play(Delivery::LateAndFirst(first, 7_200)));
    }
}

#[test]
fn cut_off_grid_should_trade_and_bank_when_its_readings_come_together() {
    // A sunny day of four households shows that the properties above compare something.
    let slots = TOGETHER;
    let limits = [(Some(5), None), (Some(20), Some(50)), (None, Some(40)), (None, None)];
    let flows = [(0, 4_000), (100, 1_500), (3_000, 0), (500, 250)];
    let season = Season {
        tariff: tariff().into(),
        meters: limits.map(|(ask, bid)| (crate::mock::limits(ask, bid), slots)).to_vec(),
        flows: vec![flows.to_vec(); slots],
        changes: (slots / 2, Tariff { retail: 100, ..tariff() }.into(), vec![None; 4]),
    };
    let on_time = season.play(Delivery::OnTime);
    assert_eq!(on_time, season.play(Delivery::Late));
    assert_eq!(on_time, season.play(Delivery::LateAndFirst(2, 2 * 3_600)));

    assert_eq!(on_time.results.len(), slots);
    assert!(on_time.results.values().all(|result| result.volume > 0 && result.banked > 0));
    let prices = on_time.results.values().map(|result| result.price);
    let mut prices = prices.collect::<Vec<_>>();
    prices.dedup();
    assert_eq!(prices.len(), 2, "old and new tariff: {prices:?}");
    assert!(on_time.purses.iter().filter(|(_, owed)| *owed > 0).count() >= 3);
}
