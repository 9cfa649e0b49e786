use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{MilliWattHours, Price, Tariff, Totals, TICKS};

/// The last tick of one side that trades. It is filled pro rata: of `q` mWh at this tick, `q ·
/// filled / offered`.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Margin {
    /// Asks below it (bids above it) are filled whole, asks above it (bids below it) not at all.
    pub tick: u8,
    /// `n`: the mWh that trade at this tick, at least 1.
    #[codec(compact)]
    pub filled: MilliWattHours,
    /// `d`: the mWh that the book held at this tick, at least `filled`.
    #[codec(compact)]
    pub offered: MilliWattHours,
}

/// The result of a slot's auction: enough to settle any position of its book in constant time.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Clearing {
    /// The tariff of the slot's readings and of its clearing.
    pub tariff: Tariff,
    /// `p`: the one price of all that was traded, from feed-in to retail less the network charge,
    /// which buyers pay on top. Feed-in if nothing was.
    #[codec(compact)]
    pub price: Price,
    /// `V`: the mWh that changed hands.
    #[codec(compact)]
    pub volume: MilliWattHours,
    /// The dearest tick that sells; `None` if nothing was traded.
    pub supply: Option<Margin>,
    /// The lowest tick that buys; `None` if nothing was traded.
    pub demand: Option<Margin>,
    /// `U`: the mWh that were exported and not sold, bank-only export included.
    #[codec(compact)]
    pub unsold: MilliWattHours,
    /// `B`: the mWh of `unsold` that the bank took; the rest was curtailed.
    #[codec(compact)]
    pub banked: MilliWattHours,
}

impl MaxEncodedLen for Margin {
    fn max_encoded_len() -> usize {
        <(u8, [Compact<MilliWattHours>; 2])>::max_encoded_len()
    }
}

impl MaxEncodedLen for Clearing {
    fn max_encoded_len() -> usize {
        type Quantities = [Compact<MilliWattHours>; 3];
        <(Tariff, Compact<Price>, [Option<Margin>; 2], Quantities)>::max_encoded_len()
    }
}

/// Clears a slot's book in O([`TICKS`]), however many positions filled it. `room` is the mWh that
/// the bank can still take: its capacity less what it holds, or zero.
pub fn clear(tariff: &Tariff, totals: &Totals, room: MilliWattHours) -> Clearing {
    let supply = by_price(tariff, totals.supply());
    let demand = by_price(tariff, totals.demand());
    let trade = auction(tariff, &supply, &demand);

    let volume = trade.map_or(0, |trade| trade.volume);
    let unsold = totals.exported().saturating_sub(volume);
    Clearing {
        tariff: *tariff,
        price: trade.map_or(tariff.feed_in, |trade| trade.price),
        volume,
        supply: trade.map(|trade| trade.supply),
        demand: trade.map(|trade| trade.demand),
        unsold,
        banked: unsold.min(room),
    }
}

/// The mWh of each price, at the lowest tick of that price; the other ticks of the same price are
/// empty. So the filled ticks are in the order of their prices.
type ByPrice = [MilliWattHours; TICKS as usize];

fn by_price(tariff: &Tariff, ticks: impl Iterator<Item = (u8, MilliWattHours)>) -> ByPrice {
    let mut by_price: ByPrice = [0; TICKS as usize];
    for (tick, q) in ticks {
        let lowest = tariff.canonical(tick).unwrap_or(tick);
        if let Some(total) = by_price.get_mut(usize::from(lowest)) {
            *total = total.saturating_add(q);
        }
    }
    by_price
}

#[derive(Clone, Copy)]
struct Trade {
    price: Price,
    volume: MilliWattHours,
    supply: Margin,
    demand: Margin,
}

/// The price and volume, or `None` if no price trades anything.
fn auction(tariff: &Tariff, supply: &ByPrice, demand: &ByPrice) -> Option<Trade> {
    let asks = || (0..TICKS).zip(supply.iter().copied());
    let bids = || (0..TICKS).zip(demand.iter().copied()).rev();

    let largest = largest_volume(supply, demand);
    if largest == 0 {
        return None;
    }
    let need = largest.saturating_sub(tariff.trim.mul_floor(largest));
    let a = tariff.price_of(reach(asks(), need)?.tick)?;
    let b = tariff.price_of(reach(bids(), need)?.tick)?;
    // The price that gives `largest` is an upper bound of `a` and a lower bound of `b`.
    let price = a.checked_add(tariff.k.mul_floor(b.checked_sub(a)?))?;

    let sum = |side: &ByPrice, trades: &dyn Fn(Price) -> bool| {
        (0..TICKS)
            .zip(side.iter())
            .filter(|(tick, _)| tariff.price_of(*tick).is_some_and(trades))
            .fold(0, |sum: MilliWattHours, (_, q)| sum.saturating_add(*q))
    };
    // Not `largest`: at this price less may be for sale, or wanted.
    let volume = sum(supply, &|ask| ask <= price).min(sum(demand, &|bid| bid >= price));
    Some(Trade { price, volume, supply: reach(asks(), volume)?, demand: reach(bids(), volume)? })
}

/// `V₀`: the greatest `min(S(≤p), D(≥p))` of all ticks' prices.
fn largest_volume(supply: &ByPrice, demand: &ByPrice) -> MilliWattHours {
    let mut offered: MilliWattHours = 0;
    let mut wanted = demand.iter().fold(0, |sum: MilliWattHours, q| sum.saturating_add(*q));
    let mut largest = 0;
    for (ask, bid) in supply.iter().zip(demand.iter()) {
        offered = offered.saturating_add(*ask);
        largest = offered.min(wanted).max(largest);
        wanted = wanted.saturating_sub(*bid);
    }
    largest
}

/// Walks a side in its merit order until the mWh of its ticks reach `quantity`. Returns the last
/// tick, and how much of it that takes.
fn reach(
    merit_order: impl Iterator<Item = (u8, MilliWattHours)>,
    quantity: MilliWattHours,
) -> Option<Margin> {
    let mut left = quantity;
    for (tick, offered) in merit_order.filter(|(_, offered)| *offered > 0) {
        match left.checked_sub(offered) {
            Some(rest) if rest > 0 => left = rest,
            _ => return Some(Margin { tick, filled: left, offered }),
        }
    }
    None
}
