use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Permill;

use crate::{Price, TICKS};

/// The number of steps between the first tick (feed-in) and the last (retail less the network
/// charge).
const STEPS: u64 = 63;

/// The prices between which a grid's neighbours trade, and how its auction sets the price.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Tariff {
    /// `F`: what the operator pays for a kWh, in the currency's smallest unit; the price of the
    /// first tick.
    #[codec(compact)]
    pub feed_in: Price,
    /// `R`: what the operator charges for a kWh, in the currency's smallest unit. Nobody pays more.
    #[codec(compact)]
    pub retail: Price,
    /// `n`: what the operator charges for a kWh that a neighbour sold, in the currency's smallest
    /// unit. The buyer pays it on top of the price, so the price of the last tick is `R − n`.
    #[codec(compact)]
    pub network_charge: Price,
    /// Where the price lies between the marginal ask (0%) and the marginal bid (100%).
    #[codec(compact)]
    pub k: Permill,
    /// The share of the trade, at the margin of each side, that has no say in the price.
    #[codec(compact)]
    pub trim: Permill,
}

/// Why a [`Tariff`] cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum InvalidTariff {
    /// The feed-in price is higher than the retail price.
    FeedInAboveRetail,
    /// The retail price is zero: credit could not bound what a meter draws.
    RetailZero,
    /// The network charge is more than half of what lies between feed-in and retail: neighbours
    /// would share less than the operator takes.
    NetworkChargeAboveHalf,
    /// `k` is more than 100%.
    KAboveOne,
    /// `trim` is more than 50%.
    TrimAboveHalf,
}

// This is counted by hand, here and in `clear.rs`, because the derive counts compact fields at
// their fixed width, which is less than they can take.
impl MaxEncodedLen for Tariff {
    fn max_encoded_len() -> usize {
        type Prices = [Compact<Price>; 3];
        type Fractions = [Compact<u32>; 2];
        <(Prices, Fractions)>::max_encoded_len()
    }
}

impl Tariff {
    /// Whether `F ≤ R`, `R > 0`, `n ≤ (R − F) / 2`, `k ≤ 100%` and `trim ≤ 50%`.
    ///
    /// The other functions of this crate do not panic on an invalid tariff, but promise nothing
    /// about their results.
    pub fn validate(&self) -> Result<(), InvalidTariff> {
        if self.retail == 0 {
            return Err(InvalidTariff::RetailZero);
        }
        if self.feed_in > self.retail {
            return Err(InvalidTariff::FeedInAboveRetail);
        }
        if self.network_charge > self.retail.saturating_sub(self.feed_in) / 2 {
            return Err(InvalidTariff::NetworkChargeAboveHalf);
        }
        if self.k > Permill::one() {
            return Err(InvalidTariff::KAboveOne);
        }
        if self.trim > Permill::from_percent(50) {
            return Err(InvalidTariff::TrimAboveHalf);
        }
        Ok(())
    }

    /// The highest price at which neighbours trade, `R − n`: that of the last tick.
    pub fn ceiling(&self) -> Price {
        self.retail.saturating_sub(self.network_charge)
    }

    /// The price of a tick, `F + ⌊(R − n − F)·tick / 63⌋`, in the currency's smallest unit per kWh.
    /// `None` if there is no such tick.
    pub fn price_of(&self, tick: u8) -> Option<Price> {
        if tick >= TICKS {
            return None;
        }
        let (tick, spread) = (u64::from(tick), self.spread());
        // ⌊spread·tick / 63⌋ is computed in two parts. Neither can pass u64.
        let whole = spread.checked_div(STEPS)?.checked_mul(tick)?;
        let rest = spread.checked_rem(STEPS)?.checked_mul(tick)?.checked_div(STEPS)?;
        self.feed_in.checked_add(whole)?.checked_add(rest)
    }

    /// The lowest tick of the same price: ticks of equal price are one. `None` if there is no such
    /// tick.
    pub fn canonical(&self, tick: u8) -> Option<u8> {
        if tick >= TICKS {
            return None;
        }
        let spread = self.spread();
        if spread >= STEPS {
            return Some(tick);
        }
        if spread == 0 {
            return Some(0);
        }
        let above_feed_in = self.price_of(tick)?.checked_sub(self.feed_in)?;
        let lowest = above_feed_in.checked_mul(STEPS)?.div_ceil(spread);
        u8::try_from(lowest).ok()
    }

    /// `R − n − F`.
    fn spread(&self) -> Price {
        self.ceiling().saturating_sub(self.feed_in)
    }
}
