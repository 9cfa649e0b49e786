//! The arithmetic of the interval market: pure functions, no storage.
//!
//! # The story of a slot
//!
//! For each grid and each metering interval ("slot") the neighbours' readings fill one book. What a
//! household exported is *supply* at the tick of its lowest price (its **ask**), what it imported
//! is *demand* at the tick of its highest price (its **bid**), and export without an ask is
//! *bank-only*. The book keeps nothing but [`Totals`] per tick, so its size does not depend on how
//! many households filled it.
//!
//! When the slot closes, [`clear()`] walks the [`TICKS`] ticks once and finds one price for all:
//!
//! 1. `V₀` is the greatest volume that any tick's price could trade: `max over p of min(S(≤p),
//!    D(≥p))`.
//! 2. `a` is the lowest price at which the cheapest sellers offer all but the share `trim` of `V₀`,
//!    `b` the highest at which the keenest buyers want as much. Sellers (or buyers) who hold less
//!    than that share of the trade cannot move `a` (or `b`) outside the others' asks (or bids).
//! 3. The price is `p = a + k·(b − a)` and may lie between ticks; with `k` a half, neighbours split
//!    the gain.
//! 4. `V = min(S(≤p), D(≥p))` changes hands in price priority; the last tick that trades on each
//!    side, its [`Margin`], is filled pro rata. `V` lies between `V₀ − trim·V₀` and `V₀`.
//!    Buyers pay the price and the network charge, sellers get the price: the ticks go from feed-in
//!    to retail less that charge, so that nobody pays more than retail.
//! 5. What was exported and not sold goes to the battery bank while it has room; the rest is
//!    curtailed.
//!
//! The [`Clearing`] that comes out says in constant time what every single position gets
//! ([`Clearing::fill`]): [`Clearing::sold`], [`Clearing::bought`], [`Clearing::unsold_of`],
//! [`Clearing::owed`], and in money [`Clearing::proceeds`] and [`Clearing::refund`]. Every division
//! rounds so that the book never gives more than it has.
//!
//! # Units
//!
//! Energy is in mWh, prices in the currency's smallest unit per kWh, money in millionths of that
//! unit: thus mWh × price is money, exactly. Nothing here panics, wraps or uses floats; what would
//! pass a type's end is refused ([`ArithmeticError`](sp_arithmetic::ArithmeticError)).
//!
//! # Worked examples
//!
//! All with a feed-in price of 10 cents and a retail price of 73 cents per kWh, so that tick `i` is
//! `10 + i` cents; `k` is a half and `trim` a quarter. The last example alone has a network charge.
//!
//! **1. Noon.** Ana exports 4 kWh and asks 15 cents (tick 5), Sione 2 kWh at 30 cents (tick 20).
//! Mele imports 3 kWh and bids 50 cents (tick 40), Tevita 1 kWh at 40 cents (tick 30). From 15 to
//! 40 cents, 4 kWh could trade: `V₀` = 4 kWh. All but a quarter of it is 3 kWh. Ana alone offers as
//! much (`a` = 15), and Mele alone wants as much (`b` = 50), so the price is 15 + ⌊35 / 2⌋ = 32
//! cents. Sione would sell at that price too, but Ana is cheaper and has the 4 kWh.
//!
//! ```
//! use energy_clearing::{clear, Tariff, Totals};
//! use sp_arithmetic::Permill;
//!
//! # fn main() -> Result<(), sp_arithmetic::ArithmeticError> {
//! let tariff = Tariff {
//!     feed_in: 10,
//!     retail: 73,
//!     network_charge: 0,
//!     k: Permill::from_percent(50),
//!     trim: Permill::from_percent(25),
//! };
//! let mut book = Totals::default();
//! book.add_supply(5, 4_000_000)?; // Ana
//! book.add_supply(20, 2_000_000)?; // Sione
//! book.add_demand(40, 3_000_000)?; // Mele
//! book.add_demand(30, 1_000_000)?; // Tevita
//!
//! let result = clear(&tariff, &book, 10_000_000);
//! assert_eq!((result.price, result.volume), (32, 4_000_000));
//!
//! // Ana gets 4 kWh × 32 cents = 128 cents, where feed-in would have been 40. Sione's 2 kWh go to
//! // the bank.
//! assert_eq!(result.proceeds(result.sold(5, 4_000_000)), 128_000_000);
//! assert_eq!(result.sold(20, 2_000_000), 0);
//! assert_eq!(result.owed(result.unsold_of(20, 2_000_000)), 2_000_000);
//!
//! // Mele had prepaid 3 kWh at retail, 219 cents. She gets back 3 × (73 − 32) = 123, and paid 96.
//! // Tevita gets 41 back.
//! assert_eq!(result.refund(result.bought(40, 3_000_000)), 123_000_000);
//! assert_eq!(result.refund(result.bought(30, 1_000_000)), 41_000_000);
//!
//! // Both had prepaid 4 × 73 = 292 cents, which is what went out: 128 + 123 + 41.
//! # Ok(())
//! # }
//! ```
//!
//! **2. Sharing the margin and the bank, to the mWh.** Ana exports 5 mWh and Sione 2 mWh, both at
//! tick 0; Lupe exports 3 mWh without an ask. Mele imports 4 mWh at any price (tick 63). `V₀` = 4
//! mWh, and 4 − ⌊4 / 4⌋ = 3 mWh are needed. So `a` = 10, `b` = 73, and the price is 10 + ⌊63 / 2⌋ =
//! 41. Tick 0 sells 4 of its 7 mWh. The bank has room for 4 of the other 7 + 3 − 4 = 6.
//!
//! ```
//! # use energy_clearing::{clear, Margin, Tariff, Totals};
//! # use sp_arithmetic::Permill;
//! # fn main() -> Result<(), sp_arithmetic::ArithmeticError> {
//! # let tariff = Tariff {
//! #     feed_in: 10,
//! #     retail: 73,
//! #     network_charge: 0,
//! #     k: Permill::from_percent(50),
//! #     trim: Permill::from_percent(25),
//! # };
//! let mut book = Totals::default();
//! book.add_supply(0, 5)?; // Ana
//! book.add_supply(0, 2)?; // Sione
//! book.add_bank_only(3)?; // Lupe
//! book.add_demand(63, 4)?; // Mele
//!
//! let result = clear(&tariff, &book, 4);
//! assert_eq!((result.price, result.volume), (41, 4));
//! assert_eq!(result.supply, Some(Margin { tick: 0, filled: 4, offered: 7 }));
//! assert_eq!((result.unsold, result.banked), (6, 4));
//!
//! // Ana: 5 · 4/7 = 2.86 sells 2 (rounded down) and leaves 5 − 3 unsold (rounded up); of that the
//! // bank owes 2 · 4/6 = 1.33.
//! assert_eq!((result.sold(0, 5), result.unsold_of(0, 5), result.owed(2)), (2, 2, 1));
//! // Sione: 2 · 4/7 = 1.14 sells 1 and leaves 2 − 2.
//! assert_eq!((result.sold(0, 2), result.unsold_of(0, 2)), (1, 0));
//! // Lupe: 3 · 4/6 = 2.
//! assert_eq!(result.owed(3), 2);
//! # Ok(())
//! # }
//! ```
//!
//! **3. The second meter.** Somebody exports 10 kWh at tick 0 and 1 Wh more from a second meter
//! that asks retail (tick 63); the neighbours import 12 kWh at any price. `V₀` is 10.001 kWh.
//! Without `trim` that last Wh is needed, so `a` is 73 and with it the price of all 10 kWh. With a
//! quarter trimmed, 7,500.75 Wh are needed, which tick 0 has: `a` = 10, the price is 41, and the Wh
//! stays unsold.
//!
//! ```
//! # use energy_clearing::{clear, Tariff, Totals};
//! # use sp_arithmetic::Permill;
//! # fn main() -> Result<(), sp_arithmetic::ArithmeticError> {
//! # let tariff = Tariff {
//! #     feed_in: 10,
//! #     retail: 73,
//! #     network_charge: 0,
//! #     k: Permill::from_percent(50),
//! #     trim: Permill::from_percent(25),
//! # };
//! let mut book = Totals::default();
//! book.add_supply(0, 10_000_000)?;
//! book.add_supply(63, 1_000)?;
//! book.add_demand(63, 12_000_000)?;
//!
//! let untrimmed = clear(&Tariff { trim: Permill::zero(), ..tariff }, &book, 0);
//! assert_eq!((untrimmed.price, untrimmed.volume), (73, 10_001_000));
//!
//! let trimmed = clear(&tariff, &book, 0);
//! assert_eq!((trimmed.price, trimmed.volume), (41, 10_000_000));
//! assert_eq!(trimmed.sold(63, 1_000), 0);
//! # Ok(())
//! # }
//! ```
//!
//! **4. What `trim` costs.** Of 4 kWh for sale, 3 are asked at 10 cents (tick 0) and 1 at 50 (tick
//! 40); all 4 kWh are wanted at 55 (tick 45). `V₀` = 4 kWh, but 3 kWh are enough to set `a` = 10;
//! `b` = 55, and at 10 + ⌊45 / 2⌋ = 32 cents the dear kWh is not for sale. Such a loss is never
//! more than the trimmed share.
//!
//! ```
//! # use energy_clearing::{clear, Tariff, Totals};
//! # use sp_arithmetic::Permill;
//! # fn main() -> Result<(), sp_arithmetic::ArithmeticError> {
//! # let tariff = Tariff {
//! #     feed_in: 10,
//! #     retail: 73,
//! #     network_charge: 0,
//! #     k: Permill::from_percent(50),
//! #     trim: Permill::from_percent(25),
//! # };
//! let mut book = Totals::default();
//! book.add_supply(0, 3_000_000)?;
//! book.add_supply(40, 1_000_000)?;
//! book.add_demand(45, 4_000_000)?;
//!
//! let result = clear(&tariff, &book, 0);
//! assert_eq!((result.price, result.volume), (32, 3_000_000));
//! assert_eq!(result.bought(45, 4_000_000), 3_000_000);
//! # Ok(())
//! # }
//! ```
//!
//! **5. The network charge.** The operator takes 21 cents for each kWh that neighbours trade. The
//! ticks go from 10 to 52 cents. 3 kWh are asked at 10 cents and wanted at 52: the price is 31 cents.
//! The buyer pays 31 + 21, the seller earns 31, and the operator has its 21.
//!
//! ```
//! # use energy_clearing::{clear, Tariff, Totals};
//! # use sp_arithmetic::Permill;
//! # fn main() -> Result<(), sp_arithmetic::ArithmeticError> {
//! # let tariff = Tariff {
//! #     feed_in: 10,
//! #     retail: 73,
//! #     network_charge: 0,
//! #     k: Permill::from_percent(50),
//! #     trim: Permill::from_percent(25),
//! # };
//! let mut book = Totals::default();
//! book.add_supply(0, 3_000_000)?;
//! book.add_demand(63, 3_000_000)?;
//!
//! let result = clear(&Tariff { network_charge: 21, ..tariff }, &book, 0);
//! assert_eq!((result.price, result.volume), (31, 3_000_000));
//! assert_eq!(result.proceeds(3_000_000), 93_000_000);
//! assert_eq!(result.network(3_000_000), 63_000_000);
//! // Of the 219 cents that were paid at retail in advance, 63 come back.
//! assert_eq!(result.refund(3_000_000), 63_000_000);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(not(any(feature = "std", test)), no_std)]
#![cfg_attr(not(test), deny(missing_docs, clippy::arithmetic_side_effects, clippy::expect_used))]

// `naive.rs` names this crate from outside, so that the pallet's tests can include the same file.
#[cfg(test)]
extern crate self as energy_clearing;

mod clear;
mod fills;
mod tariff;
mod totals;

#[cfg(test)]
mod naive;
#[cfg(test)]
mod tests;

pub use clear::{clear, Clearing, Margin};
pub use fills::{Fill, Order};
pub use tariff::{InvalidTariff, Tariff};
pub use totals::Totals;

/// The number of price levels that a household may choose its limits from.
pub const TICKS: u8 = 64;

/// A price in the currency's smallest unit per kWh.
pub type Price = u64;

/// An amount of energy in mWh.
pub type MilliWattHours = u64;

/// An amount of money in millionths of the currency's smallest unit: mWh × [`Price`].
pub type MicroUnits = u128;
