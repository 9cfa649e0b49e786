//! The auction a second time, as its definition reads: every single bid and ask is looked at for
//! every candidate price, the fills are dealt out by sorting, prices are compared as prices, and
//! all is computed in `u128`.
//!
//! It uses nothing of the crate but the fields of [`Tariff`], so that no mistake is made twice. The
//! pallet's tests include this file as well (`#[path]`).

// Not every test that includes this file reads the whole outcome.
#![allow(dead_code)]

use energy_clearing::Tariff;

/// What one meter brings to a slot's book: mWh, and the ticks of its owner's limits.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Party {
    pub export: u64,
    /// The tick it asks; `None` leaves the export to the bank.
    pub ask: Option<u8>,
    pub import: u64,
    /// The tick it bids; `None` buys from the operator at retail.
    pub bid: Option<u8>,
}

/// What one meter gets out of it: energy in mWh, money in millionths of the currency's smallest
/// unit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Share {
    pub sold: u128,
    pub bought: u128,
    /// Exported and certainly not sold. The bank's energy is shared in proportion to this.
    pub unsold: u128,
    pub owed: u128,
    /// The money for what was sold.
    pub earned: u128,
    /// The money for all import. What was bought is paid at the slot's price and the network charge,
    /// the rest at retail.
    pub paid: u128,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outcome {
    /// `None` if nothing can be traded at any price.
    pub price: Option<u128>,
    pub volume: u128,
    /// `V₀`, the volume that determines the price.
    pub largest: u128,
    /// `V₀` less the trimmed share.
    pub need: u128,
    pub unsold: u128,
    pub banked: u128,
    /// One for each party, in their order.
    pub shares: Vec<Share>,
}

/// An ask or a bid.
#[derive(Clone, Copy)]
struct Order {
    party: usize,
    price: u128,
    q: u128,
}

/// The price of a tick, straight from its definition.
pub fn price(tariff: &Tariff, tick: u8) -> u128 {
    let [feed_in, retail, network] =
        [tariff.feed_in, tariff.retail, tariff.network_charge].map(u128::from);
    feed_in + (retail - network - feed_in) * u128::from(tick) / 63
}

/// Clears one book whose bank has `room` mWh.
pub fn auction(tariff: &Tariff, parties: &[Party], room: u64) -> Outcome {
    let ppm = |part: u32, of: u128| of * u128::from(part) / 1_000_000;
    let order =
        |party: usize, tick: u8, q: u64| Order { party, price: price(tariff, tick), q: q.into() };
    let mut asks: Vec<Order> = Vec::new();
    let mut bids: Vec<Order> = Vec::new();
    for (i, party) in parties.iter().enumerate() {
        asks.extend(party.ask.map(|tick| order(i, tick, party.export)));
        bids.extend(party.bid.map(|tick| order(i, tick, party.import)));
    }
    let supply = |p: u128| asks.iter().filter(|ask| ask.price <= p).map(|ask| ask.q).sum::<u128>();
    let demand = |p: u128| bids.iter().filter(|bid| bid.price >= p).map(|bid| bid.q).sum::<u128>();

    let candidates: Vec<u128> = (0..64).map(|tick| price(tariff, tick)).collect();
    let largest = candidates.iter().map(|p| supply(*p).min(demand(*p))).max().unwrap();
    let need = largest - ppm(tariff.trim.deconstruct(), largest);
    let mut shares = vec![Share::default(); parties.len()];
    let (mut clearing_price, mut volume) = (None, 0);
    if largest > 0 {
        let a = *candidates.iter().filter(|p| supply(**p) >= need).min().unwrap();
        let b = *candidates.iter().filter(|p| demand(**p) >= need).max().unwrap();
        let p = a + ppm(tariff.k.deconstruct(), b - a);
        clearing_price = Some(p);
        volume = supply(p).min(demand(p));
    }

    asks.sort_by_key(|ask| ask.price);
    bids.sort_by_key(|bid| core::cmp::Reverse(bid.price));
    for (ask, (at_least, at_most)) in asks.iter().zip(fills(&asks, volume)) {
        shares[ask.party].sold = at_least;
        shares[ask.party].unsold = ask.q - at_most;
    }
    for (bid, (at_least, _)) in bids.iter().zip(fills(&bids, volume)) {
        shares[bid.party].bought = at_least;
    }

    let exported: u128 = parties.iter().map(|party| u128::from(party.export)).sum();
    let unsold = exported - volume;
    let banked = unsold.min(room.into());
    for (party, share) in parties.iter().zip(&mut shares) {
        if party.ask.is_none() {
            share.unsold = party.export.into();
        }
        // If nothing is unsold, nobody is owed energy.
        share.owed = (share.unsold * banked).checked_div(unsold).unwrap_or(0);
        let p = clearing_price.unwrap_or(0);
        share.earned = share.sold * p;
        let with_network = p + u128::from(tariff.network_charge);
        share.paid = share.bought * with_network
            + (u128::from(party.import) - share.bought) * u128::from(tariff.retail);
    }
    Outcome { price: clearing_price, volume, largest, need, unsold, banked, shares }
}

/// Deals `volume` out to orders in their sequence. Orders of one price are treated alike. Returns
/// the mWh of each, rounded down and rounded up.
fn fills(orders: &[Order], volume: u128) -> Vec<(u128, u128)> {
    let mut left = volume;
    let mut filled = Vec::new();
    for alike in orders.chunk_by(|one, next| one.price == next.price) {
        let offered: u128 = alike.iter().map(|order| order.q).sum();
        let n = left.min(offered);
        for order in alike {
            filled.push(match offered {
                0 => (0, 0),
                d => (order.q * n / d, (order.q * n).div_ceil(d)),
            });
        }
        left -= n;
    }
    filled
}
