use energy_clearing::{clear, Margin, Tariff, Totals};
use proptest::prelude::*;
use sp_arithmetic::Permill;

use super::*;

const TRADING: Limits = Limits { ask: Some(0), bid: Some(63), owed_first: true };

fn tariff(network_charge: u64) -> Tariff {
    let (k, trim) = (Permill::from_percent(50), Permill::from_percent(25));
    Tariff { feed_in: 10, retail: 73, network_charge, k, trim }
}

/// The second example of the crate's own documentation, a thousand times as large.
#[test]
fn a_line_should_say_what_the_market_made_of_a_reading() {
    let mut book = Totals::default();
    book.add_supply(0, 5_000).unwrap();
    book.add_supply(0, 2_000).unwrap();
    book.add_bank_only(3_000).unwrap();
    book.add_demand(63, 4_000).unwrap();
    let clearing = clear(&tariff(0), &book, 4_000);
    assert_eq!((clearing.price, clearing.volume), (41, 4_000));
    assert_eq!(clearing.supply, Some(Margin { tick: 0, filled: 4_000, offered: 7_000 }));

    let ana = line(&clearing, TRADING, 0, 5).unwrap();
    // 5 of 7 parts of 4,000 mWh are sold, rounded down; the bank takes 4 of 6 of the rest.
    assert_eq!((ana.sold, ana.owed, ana.curtailed), (2_857, 1_428, 715));
    assert_eq!((ana.received, ana.paid), (2_857 * 41, 0));
    assert_eq!(ana.saved, 2_857 * (41 - 10));
    let mele = line(&clearing, TRADING, 4, 0).unwrap();
    assert_eq!((mele.bought, mele.paid, mele.saved), (4_000, 4_000 * 41, 4_000 * (73 - 41)));
    // Without limits, import is paid at retail, and export goes to the bank.
    let lupe = line(&clearing, Limits { ask: None, bid: None, owed_first: false }, 1, 3).unwrap();
    assert_eq!((lupe.bought, lupe.paid, lupe.sold, lupe.owed), (0, 73_000, 0, 2_000));
    assert_eq!((lupe.received, lupe.saved), (0, 0));
    assert_eq!(line(&clearing, TRADING, u64::MAX, 0), None);
}

#[test]
fn a_line_should_show_the_network_charge_as_a_part_of_what_was_paid() {
    let mut book = Totals::default();
    book.add_supply(0, 3_000).unwrap();
    book.add_demand(63, 3_000).unwrap();
    let clearing = clear(&tariff(21), &book, 0);
    let buyer = line(&clearing, TRADING, 3, 0).unwrap();
    assert_eq!((buyer.paid, buyer.network_charge), (3_000 * (31 + 21), 3_000 * 21));
}

proptest! {
    /// Nobody pays more than retail or earns less than feed-in, and no mWh is lost or counted twice.
    #[test]
    fn a_market_should_be_worse_for_nobody(
        readings in proptest::collection::vec((0..9_u64, 0..9_u64, 0..64_u8, 0..64_u8), 1..8),
        room in 0..20_000_u64,
        charge in 0..=31_u64,
    ) {
        let tariff = tariff(charge);
        let mut book = Totals::default();
        for (import, export, bid, ask) in &readings {
            book.add_demand(*bid, import * 1_000).unwrap();
            book.add_supply(*ask, export * 1_000).unwrap();
        }
        let clearing = clear(&tariff, &book, room);
        for (import, export, bid, ask) in readings {
            let limits = Limits { ask: Some(ask), bid: Some(bid), owed_first: false };
            let line = line(&clearing, limits, import, export).unwrap();
            let (import, export) = (import * 1_000, export * 1_000);
            prop_assert!(line.bought <= import);
            prop_assert_eq!(line.sold + line.owed + line.curtailed, export);
            prop_assert!(line.paid <= u128::from(import) * 73);
            prop_assert!(line.received >= u128::from(line.sold) * 10);
            let without = u128::from(import) * 73 - line.paid + line.received;
            prop_assert_eq!(line.saved, without - u128::from(line.sold) * 10);
        }
    }
}
