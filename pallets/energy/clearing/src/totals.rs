use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::ArithmeticError::{self, Overflow};

use crate::{MilliWattHours, TICKS};

/// One side of the book: the mWh at each tick, compact because most are zero.
type Side = [Compact<MilliWattHours>; TICKS as usize];

/// What the chain keeps of a slot's book until it clears: the mWh of each tick and side. The order
/// in which they were added, and in how many parts, leaves no trace.
///
/// All supply and bank-only export together fit [`MilliWattHours`], and so does all demand.
#[derive(
    Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Totals {
    supply: Side,
    demand: Side,
    bank_only: Compact<MilliWattHours>,
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            supply: [Compact(0); TICKS as usize],
            demand: [Compact(0); TICKS as usize],
            bank_only: Compact(0),
        }
    }
}

/// A quantity that would pass the end of the totals, or that is at no tick, is refused as an
/// overflow and changes nothing.
impl Totals {
    /// Adds `q` mWh for sale at the tick's price or more.
    pub fn add_supply(&mut self, tick: u8, q: MilliWattHours) -> Result<(), ArithmeticError> {
        self.exported().checked_add(q).ok_or(Overflow)?;
        add(&mut self.supply, tick, q)
    }

    /// Adds `q` mWh wanted at the tick's price or less.
    pub fn add_demand(&mut self, tick: u8, q: MilliWattHours) -> Result<(), ArithmeticError> {
        sum(&self.demand).checked_add(q).ok_or(Overflow)?;
        add(&mut self.demand, tick, q)
    }

    /// Adds `q` mWh of export that is not for sale.
    pub fn add_bank_only(&mut self, q: MilliWattHours) -> Result<(), ArithmeticError> {
        self.exported().checked_add(q).ok_or(Overflow)?;
        self.bank_only.0 = self.bank_only.0.checked_add(q).ok_or(Overflow)?;
        Ok(())
    }

    /// The ticks of the supply side and their mWh, cheapest first.
    pub fn supply(&self) -> impl DoubleEndedIterator<Item = (u8, MilliWattHours)> + '_ {
        ticks(&self.supply)
    }

    /// The ticks of the demand side and their mWh, cheapest first.
    pub fn demand(&self) -> impl DoubleEndedIterator<Item = (u8, MilliWattHours)> + '_ {
        ticks(&self.demand)
    }

    /// The mWh of export that is not for sale.
    pub fn bank_only(&self) -> MilliWattHours {
        self.bank_only.0
    }

    /// All mWh that were exported, for sale or not.
    pub fn exported(&self) -> MilliWattHours {
        sum(&self.supply).saturating_add(self.bank_only.0)
    }
}

fn add(side: &mut Side, tick: u8, q: MilliWattHours) -> Result<(), ArithmeticError> {
    let total = side.get_mut(usize::from(tick)).ok_or(Overflow)?;
    total.0 = total.0.checked_add(q).ok_or(Overflow)?;
    Ok(())
}

fn sum(side: &Side) -> MilliWattHours {
    side.iter().fold(0, |sum, total| sum.saturating_add(total.0))
}

fn ticks(side: &Side) -> impl DoubleEndedIterator<Item = (u8, MilliWattHours)> + '_ {
    (0..TICKS).zip(side.iter().map(|total| total.0))
}
