use sp_arithmetic::ArithmeticError;

use crate::{Clearing, Margin, MicroUnits, MilliWattHours};

/// All that one meter has in a slot's book.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Order {
    /// mWh wanted, paid at retail in advance.
    pub demand: MilliWattHours,
    /// The tick of the highest price to buy at.
    pub bid: u8,
    /// mWh for sale.
    pub supply: MilliWattHours,
    /// The tick of the lowest price to sell at.
    pub ask: u8,
    /// mWh of export that is not for sale.
    pub bank_only: MilliWattHours,
}

/// What an order comes to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Fill {
    /// mWh bought.
    pub bought: MilliWattHours,
    /// mWh sold.
    pub sold: MilliWattHours,
    /// mWh that the bank owes for what was not sold.
    pub owed: MilliWattHours,
    /// What the buyer gets back, in millionths of the currency's smallest unit.
    pub refund: MicroUnits,
    /// What the seller earns, in millionths of the currency's smallest unit.
    pub proceeds: MicroUnits,
}

/// What the result means for a single position. A limit that is no tick trades nothing.
impl Clearing {
    /// What an order of this slot's book comes to. Its export must fit [`MilliWattHours`], as that
    /// of a whole book does.
    pub fn fill(&self, order: Order) -> Result<Fill, ArithmeticError> {
        let Order { demand, bid, supply, ask, bank_only } = order;
        let (bought, sold) = (self.bought(bid, demand), self.sold(ask, supply));
        let unsold = self.unsold_of(ask, supply).checked_add(bank_only);
        Ok(Fill {
            bought,
            sold,
            owed: self.owed(unsold.ok_or(ArithmeticError::Overflow)?),
            refund: self.refund(bought),
            proceeds: self.proceeds(sold),
        })
    }

    /// The mWh that `q` mWh offered at the tick `ask` sold: all below the marginal tick, `⌊q·n/d⌋`
    /// at it.
    pub fn sold(&self, ask: u8, q: MilliWattHours) -> MilliWattHours {
        self.filled_supply(ask).of(q, Rounding::Down)
    }

    /// The mWh that `q` mWh offered at the tick `ask` left unsold, `q − ⌈q·n/d⌉` at the marginal
    /// tick: rounded against the seller both here and in [`sold`](Self::sold), so no mWh is both
    /// sold and banked.
    pub fn unsold_of(&self, ask: u8, q: MilliWattHours) -> MilliWattHours {
        q.saturating_sub(self.filled_supply(ask).of(q, Rounding::Up))
    }

    /// The mWh that `q` mWh wanted at the tick `bid` bought: all above the marginal tick, `⌊q·n/d⌋`
    /// at it.
    pub fn bought(&self, bid: u8, q: MilliWattHours) -> MilliWattHours {
        self.filled_demand(bid).of(q, Rounding::Down)
    }

    /// The mWh that the bank owes for `unsold` mWh, `⌊u·B/U⌋`: what was unsold of a position, or
    /// was bank-only.
    pub fn owed(&self, unsold: MilliWattHours) -> MilliWattHours {
        Filled::Part(self.banked, self.unsold).of(unsold, Rounding::Down)
    }

    /// What a buyer who paid retail in advance gets back for `bought` mWh, in millionths of the
    /// currency's smallest unit: they cost the price and the network charge.
    pub fn refund(&self, bought: MilliWattHours) -> MicroUnits {
        let below_retail = self.tariff.ceiling().saturating_sub(self.price);
        MicroUnits::from(bought).saturating_mul(below_retail.into())
    }

    /// The network charge for `bought` mWh, in millionths of the currency's smallest unit. The
    /// buyer's advance holds it, and it stays with the operator.
    pub fn network(&self, bought: MilliWattHours) -> MicroUnits {
        MicroUnits::from(bought).saturating_mul(self.tariff.network_charge.into())
    }

    /// What a seller earns for `sold` mWh, in millionths of the currency's smallest unit.
    pub fn proceeds(&self, sold: MilliWattHours) -> MicroUnits {
        MicroUnits::from(sold).saturating_mul(self.price.into())
    }

    fn filled_supply(&self, ask: u8) -> Filled {
        match (self.tariff.canonical(ask), self.supply) {
            (Some(ask), Some(margin)) if ask < margin.tick => Filled::All,
            (Some(ask), Some(margin)) if ask == margin.tick => margin.into(),
            _ => Filled::Nothing,
        }
    }

    fn filled_demand(&self, bid: u8) -> Filled {
        match (self.tariff.canonical(bid), self.demand) {
            (Some(bid), Some(margin)) if bid > margin.tick => Filled::All,
            (Some(bid), Some(margin)) if bid == margin.tick => margin.into(),
            _ => Filled::Nothing,
        }
    }
}

/// How much of a position is filled.
enum Filled {
    All,
    /// `n` of every `d`.
    Part(MilliWattHours, MilliWattHours),
    Nothing,
}

enum Rounding {
    Down,
    Up,
}

impl From<Margin> for Filled {
    fn from(margin: Margin) -> Self {
        Filled::Part(margin.filled, margin.offered)
    }
}

impl Filled {
    /// The filled part of `q`, at most `q`.
    fn of(self, q: MilliWattHours, rounding: Rounding) -> MilliWattHours {
        match self {
            Filled::All => q,
            Filled::Nothing | Filled::Part(_, 0) => 0,
            Filled::Part(n, d) => {
                // The product of two u64 fits into u128.
                let (product, d) = (u128::from(q).saturating_mul(n.into()), u128::from(d));
                let part = match rounding {
                    Rounding::Down => product.checked_div(d).unwrap_or(0),
                    Rounding::Up => product.div_ceil(d),
                };
                u64::try_from(part).unwrap_or(q).min(q)
            }
        }
    }
}
