//! How readings are batched and ordered, and when in its time a book gets them, makes no
//! difference.

use super::{watch::sorted, worlds::*};
use crate::{mock::*, *};
use proptest::{collection, prelude::*};
use std::collections::BTreeMap;

/// What flows through the meters of some grids in a few slots, and two ways to bring the readings.
#[derive(Clone, Debug)]
struct Deliveries {
    world: World,
    /// By meter, then by slot.
    flows: Vec<Vec<(WattHours, WattHours)>>,
    /// Whether the readings come together, five weeks later. Otherwise they come when the slots
    /// have just ended.
    late: bool,
    ways: [Way; 2],
}

/// Each entry of `order` stands for the next reading of its meter. So many readings make a batch,
/// then so many seconds pass.
#[derive(Clone, Debug)]
struct Way {
    order: Vec<MeterId>,
    batches: Vec<(usize, Seconds)>,
}

fn ways(order: Vec<MeterId>) -> impl Strategy<Value = Way> {
    let batches = collection::vec((1..9usize, 0..9u64), 1..6);
    (Just(order).prop_shuffle(), batches).prop_map(|(order, batches)| Way { order, batches })
}

fn deliveries() -> impl Strategy<Value = Deliveries> {
    let grids = collection::vec(grid_seeds(), 1..=2);
    let meters = collection::vec(meter_seeds(), 2..10);
    (grids, meters, any::<bool>()).prop_flat_map(|(grids, meters, late)| {
        // On time no more than two slots can be read together.
        let slots = if late { 1..12usize } else { 1..3usize };
        let world = World { timing: Settings::default(), grids, meters };
        (Just(world), slots, Just(late)).prop_flat_map(|(world, slots, late)| {
            let meters = world.meters.len();
            let order = (0..meters as MeterId).flat_map(|id| vec![id; slots]).collect::<Vec<_>>();
            let flows = collection::vec(collection::vec(any_flow(), slots), meters);
            (Just(world), flows, Just(late), ways(order.clone()), ways(order)).prop_map(
                |(world, flows, late, one, other)| Deliveries {
                    world,
                    flows,
                    late,
                    ways: [one, other],
                },
            )
        })
    })
}

/// All that is left of a delivery once its slots have cleared and are settled, and the results.
#[derive(Debug, Eq, PartialEq)]
struct End {
    results: BTreeMap<(GridId, Slot), Clearing>,
    meters: Vec<Vec<u8>>,
    grids: Vec<Vec<u8>>,
}

fn deliver(deliveries: &Deliveries, way: &Way) -> End {
    deliveries.world.run(|| {
        let slots = deliveries.flows[0].len() as Slot;
        let (weeks, due) = if deliveries.late { (5, GATHERING + GRACE) } else { (0, GRACE) };
        go_to_time(Seconds::from(START + slots) * SLOT + weeks * 7 * DAY);
        let mut left = way.order.iter().copied();
        let mut next = BTreeMap::<MeterId, usize>::new();
        let arrived = now();
        for (size, seconds) in way.batches.iter().cycle() {
            let batch = left.by_ref().take(*size);
            let mut signed_now = BTreeMap::<MeterId, (WattHours, WattHours)>::new();
            let readings = batch.map(|id| {
                let nth = next.entry(id).or_default();
                let record = meter(id);
                let sums = signed_now.entry(id).or_insert((record.import_wh, record.export_wh));
                let (import, export) = deliveries.flows[id as usize][*nth];
                *sums = (sums.0 + import, sums.1 + export);
                let slot = START + *nth as Slot;
                *nth += 1;
                reading_since(id, slot - 1, slot, sums.0, sums.1)
            });
            let readings = readings.collect::<Vec<_>>();
            if readings.is_empty() {
                break;
            }
            submit_ok(readings);
            go_to_time(now() + seconds);
        }
        assert!(now() < arrived + 899, "the ways differ while the books are open");
        go_to_time(arrived + due);
        assert_eq!(Books::<Test>::iter_keys().count(), 0, "all have cleared");
        settle_all();
        End {
            results: Cleared::<Test>::iter()
                .map(|(grid, slot, cleared)| ((grid, slot), cleared.clearing))
                .collect(),
            meters: sorted(Meters::<Test>::iter().collect()),
            grids: sorted(Grids::<Test>::iter().collect()),
        }
    })
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn results_should_be_equal_when_readings_are_batched_and_ordered_differently(
        deliveries in deliveries()
    ) {
        let [one, other] = &deliveries.ways;
        prop_assert_eq!(deliver(&deliveries, one), deliver(&deliveries, other));
    }

    #[test]
    fn households_should_fare_no_worse_than_without_a_market_when_they_trade(
        grid in grid_seeds(),
        households in collection::vec((any_limits(Just(false)), any_flow(), amounts()), 2..12),
    ) {
        let seeds = households.iter().map(|(limits, _, credit)| {
            MeterSeed { limits: *limits, credit: *credit }
        });
        let tariff = prices_of(&grid.tariff, START);
        let standing = standing_of(&grid.tariff, START) as i128;
        World::of_one_grid(grid, seeds.collect()).run(|| {
            let before = (0..).zip(&households).map(|(id, _)| net_worth(id)).collect::<Vec<_>>();
            let flows = (0..).zip(&households).map(|(id, (_, flow, _))| (id, flow.0, flow.1));
            play(START, &flows.collect::<Vec<_>>());
            settle_all();
            // A slot in which nothing flows has no book.
            let Some(ClearedSlot { clearing, .. }) = Energy::clearing(0, START) else {
                assert!(households.iter().all(|(_, flow, _)| *flow == (0, 0)));
                let charged = before.into_iter().map(|before| before - standing);
                assert!(charged.eq((0..).take(households.len()).map(net_worth)));
                return;
            };
            for ((id, (limits, flow, _)), before) in (0..).zip(&households).zip(before) {
                let (import, export) = (flow.0 * MILLI, flow.1 * MILLI);
                let sold = limits.ask.map_or(0, |ask| clearing.sold(ask, export));
                let at_feed_in = i128::from(sold) * i128::from(tariff.feed_in);
                let at_retail = i128::from(import) * i128::from(tariff.retail);
                let least = before + at_feed_in - at_retail - standing;
                assert!(net_worth(id) >= least, "meter {id}");
                let banked = meter(id).owed;
                assert!(sold + banked <= export, "no mWh is both sold and banked");
            }
        });
    }
}

/// What a meter has, or owes.
fn net_worth(id: MeterId) -> i128 {
    let record = meter(id);
    record.credit as i128 - record.arrears as i128
}

#[test]
fn delivery_should_trade_when_its_readings_are_shuffled() {
    // The first property above would hold of markets in which nothing happens. In this one
    // something does.
    let tariff = tariff().into();
    let grid = GridSeed { currency: NATIVE, capacity_wh: 1, tariff, float: 0 };
    let seed = |ask, bid| MeterSeed { limits: limits(ask, bid), credit: 50 };
    let meters = vec![seed(Some(0), None), seed(None, Some(63)), seed(Some(9), Some(50))];
    let flows = vec![vec![(0, 900); 2], vec![(300, 0); 2], vec![(9_000, 40); 2]];
    let way = |order: &[MeterId]| Way { order: order.to_vec(), batches: vec![(2, 1)] };
    let ways = [way(&[0, 0, 1, 1, 2, 2]), way(&[2, 1, 0, 2, 0, 1])];
    for late in [false, true] {
        let world = World::of_one_grid(grid.clone(), meters.clone());
        let deliveries = Deliveries { world, flows: flows.clone(), late, ways: ways.clone() };
        let end = deliver(&deliveries, &ways[0]);
        assert_eq!(end, deliver(&deliveries, &ways[1]));
        // Credit is short: the second time the third meter buys nothing, and the bank takes a Wh.
        let results = end.results.values();
        let results = results.map(|result| (result.volume, result.unsold, result.banked));
        let expected = vec![(940_000, 0, 0), (300_000, 640_000, 1_000)];
        assert_eq!(results.collect::<Vec<_>>(), expected);
    }
}
