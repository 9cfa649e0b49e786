#![doc = include_str!("../README.md")]
#![cfg_attr(not(any(feature = "std", test)), no_std)]
#![cfg_attr(not(test), deny(missing_docs, clippy::arithmetic_side_effects, clippy::expect_used))]

mod clock;
mod event;
mod order;
mod payouts;
mod royalties;
mod terms;
mod transitions;

#[cfg(test)]
mod tests;

pub use clock::{Moment, Now, OpenSlot, SLOT_SECONDS};
pub use event::{Event, Mover, Refused};
pub use order::{How, Order, State};
pub use payouts::{each_round, Money, Payouts, Side, MAX_ROUNDS};
pub use royalties::{InvalidRoyalties, Royalties, MAX_PAYEES, MAX_ROYALTIES};
pub use terms::{
    Dates, InvalidTerms, Price, Quantity, Step, Steps, Terms, MAX_DAYS_AHEAD, MAX_FEE,
    MAX_START_SHARE, MAX_STEPS,
};
pub use transitions::{FUNDING_DAYS, MAX_DISPUTE_DAYS};

/// An amount of money in the smallest unit of the order's currency.
pub type Balance = u128;
