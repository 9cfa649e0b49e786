//! The figures that bound what anybody can do, in one place.

use crate::*;
use frame_support::{
    stored,
    traits::{Get, UnixTime as _},
};
use marketplace_escrow::Now;
use sp_runtime::{traits::BlockNumberProvider as _, Permill};
use vaka_primitives::{Balance, Days};

/// The most bytes of a listing's title.
pub const MAX_TITLE: u32 = 64;

/// The most orders that a call accepts, rejects, delivers or settles.
pub const MAX_BATCH: u32 = 64;

/// The most orders that a call places.
pub const MAX_ORDERS: u32 = 8;

/// The most lots of a listing that take orders, now or later.
pub const MAX_OPEN_LOTS: u8 = 32;

/// The most lots that a listing has, with those that wait for their orders to end. A weekly cycle
/// whose orders take three months to end still has room.
pub const MAX_LOTS: u8 = 128;

/// The most designs on which a design is based.
pub const MAX_PARENTS: u32 = 2;

/// The most currencies in which a design earns.
pub const MAX_CURRENCIES: u32 = 8;

/// The most disputes that a call ends. A ruling pays up to fourteen people in two currencies, and a
/// jury that let its time pass is dismissed.
pub const MAX_DISPUTES: u32 = 4;

/// The most disputes of a member in a period that can be free.
pub const MAX_FREE_DISPUTES: u32 = 8;

/// The fewest and the most days that a community gives its buyers to dispute a delivery.
pub const CONFIRMATION: core::ops::RangeInclusive<u8> = 3..=40;

/// The figures. The crate's documentation computes what they bound.
#[stored]
#[derive(Copy)]
pub struct MarketRules {
    /// The listings that a member has without a deposit.
    pub free_listings: u32,
    /// The orders that a member has open without a deposit.
    pub free_orders: u32,
    /// The designs that a member has without a deposit.
    pub free_designs: u32,
    /// The days that buyers have to dispute a delivery where no community says otherwise.
    pub confirmation: u8,
    /// The ended orders that a member has without a deposit while they can be rated.
    pub free_ended: u32,
    /// The people of whom a member says something without a deposit; each half-year that is
    /// remembered counts apart.
    pub free_ratings: u32,
    /// The days after an order's end to commit a rating, and as many more to reveal it.
    pub rating_days: u8,
    /// The days of a half-year.
    pub half_year: u16,
    /// How many people must have rated somebody before it is shown.
    pub shown_from: u32,
    /// What it costs to open a dispute, in the smallest unit of VAKA.
    pub dispute_floor: Balance,
    /// The disputes of a member in a period that are free.
    pub free_disputes: u32,
    /// The days of that period.
    pub free_disputes_days: Days,
    /// Damages are at most so many times the price of what was delivered.
    pub damages_prices: u32,
    /// Damages are at most this share of the stake.
    pub damages_stake: Permill,
    /// The days for which royalties wait for payees who cannot take them, once nothing is sold in
    /// their currency any longer. Then they can be written off.
    pub unclaimed_days: Days,
}

impl MarketRules {
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.free_listings > 0, "a member without a coin must be able to sell"),
            (self.free_orders > 0, "a member without a coin must be able to buy"),
            (self.free_designs > 0, "a member without a coin must be able to design"),
            (
                CONFIRMATION.contains(&self.confirmation),
                "buyers must have 3 to 40 days to dispute a delivery",
            ),
            (self.free_ended > 0, "a member without a coin must be rated"),
            (self.free_ratings > 0, "a member without a coin must be able to rate"),
            (self.rating_days > 0, "the parties must have a day to rate each other"),
            (
                u32::from(self.half_year) >= u32::from(self.rating_days).saturating_mul(2),
                "a rating must be revealed in the half-year after the order's end or before",
            ),
            (self.shown_from > 0, "a reputation must be of somebody's ratings"),
            (self.dispute_floor > 0, "keeping judges busy must cost something"),
            (
                (1..=MAX_FREE_DISPUTES).contains(&self.free_disputes),
                "a member without a coin must be able to dispute, a few times",
            ),
            (self.free_disputes_days > 0, "free disputes must be counted over some days"),
            (
                self.damages_stake < Permill::one(),
                "damages must leave a part of the stake to pay judges",
            ),
            (self.unclaimed_days > 0, "payees must have some days to claim royalties"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}

impl<T: Config> Pallet<T> {
    /// The figures.
    pub(crate) fn figures() -> MarketRules {
        T::Rules::get()
    }

    /// The readings of both clocks.
    pub(crate) fn now() -> Now {
        Now {
            open: T::Clock::current_block_number(),
            unix: T::Time::now().as_secs(),
            day: T::SlotsPerDay::get(),
        }
    }
}
