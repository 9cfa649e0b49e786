//! Books to try the auction with.

use proptest::{collection, option, prelude::*};
use sp_arithmetic::{ArithmeticError, Permill};

use crate::{naive::Party, Clearing, Order, Tariff, Totals, TICKS};

/// The tariff of the worked examples: tick `i` costs `10 + i`, `k` a half, `trim` a quarter.
pub const TARIFF: Tariff = Tariff {
    feed_in: 10,
    retail: 73,
    network_charge: 0,
    k: Permill::from_percent(50),
    trim: Permill::from_percent(25),
};

pub fn config() -> ProptestConfig {
    ProptestConfig::with_cases(1_000)
}

/// Any tariff that a grid may have. Odd ones come often: ticks of equal price, one price, the ends
/// of the type.
pub fn tariffs() -> impl Strategy<Value = Tariff> {
    let prices = prop_oneof![
        4 => (0..500_000u64, 1..1_000_000u64).prop_map(|(f, spread)| (f, f + spread)),
        3 => (0..100u64, 0..70u64).prop_map(|(f, spread)| (f, (f + spread).max(1))),
        1 => (1..=u64::MAX).prop_map(|price| (price, price)),
        1 => (any::<u64>(), 1..=u64::MAX).prop_map(|(x, y)| (x.min(y), x.max(y))),
        1 => Just((0, u64::MAX)),
    ];
    let k = prop_oneof![Just(500_000u32), Just(0), Just(1_000_000), 0..=1_000_000u32];
    let trim = prop_oneof![Just(250_000u32), Just(0), Just(500_000), 0..=500_000u32];
    // The share of the spread that the network charge takes, in thousandths.
    let network = prop_oneof![Just(0u64), Just(500), 0..=500u64];
    (prices, network, k, trim).prop_map(|((feed_in, retail), network, k, trim)| Tariff {
        feed_in,
        retail,
        network_charge: part(retail - feed_in, network),
        k: Permill::from_parts(k),
        trim: Permill::from_parts(trim),
    })
}

/// So many thousandths of a price.
fn part(price: u64, thousandths: u64) -> u64 {
    (u128::from(price) * u128::from(thousandths) / 1_000) as u64
}

/// A household's quantities are of the book's order of magnitude: a few mWh, where rounding shows;
/// kWh; the type's end.
fn quantities(parties: u64) -> impl Strategy<Value = BoxedStrategy<u64>> {
    let largest = u64::MAX / parties;
    prop_oneof![
        4 => Just((0..12u64).boxed()),
        4 => Just((0..5_000_000u64).boxed()),
        1 => Just(prop_oneof![0..3u64, largest - 3..=largest].boxed()),
        1 => Just((0..=largest).boxed()),
    ]
}

const PARTIES: usize = 24;

/// The households of a slot's book. Their quantities together fit it.
pub fn parties() -> impl Strategy<Value = Vec<Party>> {
    let ticks = prop_oneof![0..TICKS, 0..4u8, Just(0), Just(63)].boxed();
    quantities(PARTIES as u64).prop_flat_map(move |quantity| {
        let (asks, bids) =
            (option::weighted(0.8, ticks.clone()), option::weighted(0.8, ticks.clone()));
        let party =
            (prop_oneof![quantity.clone(), Just(0)], asks, prop_oneof![quantity, Just(0)], bids)
                .prop_map(|(export, ask, import, bid)| Party { export, ask, import, bid });
        collection::vec(party, 0..=PARTIES)
    })
}

/// The bank's room: none, little, some, endless.
pub fn rooms() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..50u64, 0..20_000_000u64, any::<u64>(), Just(u64::MAX)]
}

/// The book that these households fill.
pub fn book(parties: &[Party]) -> Totals {
    try_book(parties).unwrap()
}

/// The book that these households fill, or an error if their quantities do not fit.
pub fn try_book(parties: &[Party]) -> Result<Totals, ArithmeticError> {
    let mut totals = Totals::default();
    for party in parties {
        match party.ask {
            Some(ask) => totals.add_supply(ask, party.export)?,
            None => totals.add_bank_only(party.export)?,
        }
        if let Some(bid) = party.bid {
            totals.add_demand(bid, party.import)?;
        }
    }
    Ok(totals)
}

/// What a household has in the book.
pub fn order(party: &Party) -> Order {
    let (supply, bank_only) = party.ask.map_or((0, party.export), |_| (party.export, 0));
    Order {
        demand: party.bid.map_or(0, |_| party.import),
        bid: party.bid.unwrap_or_default(),
        supply,
        ask: party.ask.unwrap_or_default(),
        bank_only,
    }
}

pub fn sold(result: &Clearing, party: &Party) -> u64 {
    party.ask.map_or(0, |ask| result.sold(ask, party.export))
}

pub fn bought(result: &Clearing, party: &Party) -> u64 {
    party.bid.map_or(0, |bid| result.bought(bid, party.import))
}

/// The mWh that count when the bank's energy is shared: unsold or bank-only export.
pub fn unsold(result: &Clearing, party: &Party) -> u64 {
    party.ask.map_or(party.export, |ask| result.unsold_of(ask, party.export))
}
