//! The pallet against the auction's naive implementation: whole slots of a grid with random meters,
//! prices and banks.

use super::{
    naive::{self, Party},
    worlds::*,
};
use crate::{mock::*, *};
use proptest::{collection, prelude::*};

/// A grid's meters and what flows through each in a few slots.
#[derive(Clone, Debug)]
struct Days {
    grid: GridSeed,
    limits: Vec<Limits>,
    /// By slot, then by meter.
    flows: Vec<Vec<(WattHours, WattHours)>>,
}

fn days() -> impl Strategy<Value = Days> {
    (2..14usize, 1..4usize).prop_flat_map(|(meters, slots)| {
        let limits = collection::vec(any_limits(Just(false)), meters);
        let flows = collection::vec(collection::vec(any_flow(), meters), slots);
        (grid_seeds(), limits, flows).prop_map(|(grid, limits, flows)| Days { grid, limits, flows })
    })
}

/// More than any of these slots can cost.
const PLENTY: Balance = 200_000_000;

/// What a meter has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Purse {
    credit: MicroUnits,
    owed: u128,
}

fn purse(id: MeterId) -> Purse {
    let record = meter(id);
    assert_eq!(record.arrears, 0);
    Purse { credit: record.credit, owed: record.owed.into() }
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn bills_should_equal_the_naive_auction_when_credit_suffices(days in days()) {
        let meters = days.limits.iter().map(|limits| MeterSeed { limits: *limits, credit: PLENTY });
        World::of_one_grid(days.grid.clone(), meters.collect()).run(|| {
            for (slot, flows) in (START..).zip(&days.flows) {
                compare_slot(&days, slot, flows);
            }
        });
    }
}

/// Plays a slot on both, and compares.
fn compare_slot(days: &Days, slot: Slot, flows: &[(WattHours, WattHours)]) {
    let schedule = &days.grid.tariff;
    let tariff = prices_of(schedule, slot);
    let standing = standing_of(schedule, slot);
    let capacity = days.grid.capacity_wh * MILLI;
    let room = capacity.saturating_sub(outstanding(0));
    let ids = 0..flows.len() as MeterId;
    let before = ids.clone().map(purse).collect::<Vec<_>>();
    let (float, bank) = (grid(0).float, outstanding(0));

    let slot_end = Seconds::from(slot + 1) * SLOT;
    go_to_time(slot_end.max(now()));
    submit_ok(
        ids.clone().zip(flows).map(|(id, (wh_in, wh_out))| flow(id, *wh_in, *wh_out)).collect(),
    );
    go_to_time(slot_end + GRACE);
    settle_all();

    let parties = days.limits.iter().zip(flows).map(|(limits, (import, export))| Party {
        export: export * MILLI,
        ask: limits.ask,
        import: import * MILLI,
        bid: limits.bid,
    });
    let naive = naive::auction(&tariff, &parties.collect::<Vec<_>>(), room);
    // A slot in which nothing flows has no book, and changes nothing. But a day has its charge.
    if flows.iter().all(|flow| *flow == (0, 0)) {
        assert!(Energy::clearing(0, slot).is_none());
        let charged = |purse: Purse| Purse { credit: purse.credit - standing, ..purse };
        assert!(ids.map(purse).eq(before.into_iter().map(charged)));
        return;
    }
    let clearing = Energy::clearing(0, slot).expect("cleared").clearing;
    let result = (clearing.volume.into(), clearing.unsold.into(), clearing.banked.into());
    assert_eq!(result, (naive.volume, naive.unsold, naive.banked));
    assert!(naive.price.is_none_or(|price| price == clearing.price.into()));

    let lines = days.limits.iter().zip(flows).map(|(limits, flow)| BillReading {
        slot,
        import_wh: flow.0,
        export_wh: flow.1,
        limits: *limits,
    });
    let bill = Energy::bill(0, lines.collect());
    let (mut paid, mut earned, mut owed) = (0, 0, 0);
    for (index, id) in ids.enumerate() {
        let (share, before) = (naive.shares[index], before[index]);
        let expected = Purse {
            credit: before.credit + share.earned - share.paid - standing,
            owed: before.owed + share.owed,
        };
        assert_eq!(purse(id), expected, "meter {id}");

        let (import, export) = (flows[index].0 * MILLI, flows[index].1 * MILLI);
        let [feed_in, retail] = [tariff.feed_in, tariff.retail].map(u128::from);
        assert!(share.paid <= u128::from(import) * retail, "import costs at most retail");
        assert!(share.earned >= share.sold * feed_in, "what is sold earns at least feed-in");

        let line = bill[index].expect("the result is kept");
        let traded = (u128::from(line.sold), u128::from(line.bought), u128::from(line.owed));
        assert_eq!(traded, (share.sold, share.bought, share.owed));
        assert_eq!((line.received, line.paid), (share.earned, share.paid));
        let network = share.bought * u128::from(tariff.network_charge);
        // These are the lines of several meters. The chain takes them for one, whose day is on the
        // bill once.
        let of_day = if index == 0 { standing } else { 0 };
        assert_eq!((line.network_charge, line.standing_charge), (network, of_day));
        assert_eq!(line.curtailed, export - line.sold - line.owed);
        paid += share.paid + standing;
        earned += share.earned;
        owed += share.owed;
    }
    assert_eq!(grid(0).float, float + paid - earned, "the operator gets what neighbours do not");
    assert_eq!(
        u128::from(outstanding(0)),
        u128::from(bank) + owed,
        "the bank owes what it granted"
    );
}

#[test]
fn naive_auction_should_trade_bank_and_curtail_when_it_is_compared() {
    // The comparison above shows nothing about slots in which nothing happens. In these slots
    // everything happens.
    let tariff = tariff().into();
    let grid = GridSeed { currency: CENTS, capacity_wh: 2_000, tariff, float: 0 };
    let limits = [(Some(5), None), (Some(20), None), (None, Some(40)), (Some(63), Some(30))];
    let days = Days {
        grid: grid.clone(),
        limits: limits.map(|(ask, bid)| crate::mock::limits(ask, bid)).to_vec(),
        flows: vec![vec![(0, 4_000), (0, 2_000), (3_000, 0), (1_000, 3_333)]; 2],
    };
    let meters = days.limits.iter().map(|limits| MeterSeed { limits: *limits, credit: PLENTY });
    World::of_one_grid(grid, meters.collect()).run(|| {
        for (slot, flows) in (START..).zip(&days.flows) {
            compare_slot(&days, slot, flows);
        }
        let results = [START, START + 1].map(|slot| {
            let clearing = Energy::clearing(0, slot).expect("cleared").clearing;
            (clearing.price, clearing.volume, clearing.unsold, clearing.banked)
        });
        assert_eq!(results[0], (32, 4_000_000, 5_333_000, 2_000_000));
        assert_eq!((results[1].0, results[1].1, results[1].2), (32, 4_000_000, 5_333_000));
        // The bank is full, except for what the last slot's rounding left.
        assert!(results[1].3 < 4);
    });
}
