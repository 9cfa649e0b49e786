//! What the result of a slot makes of a reading: a line of a bill, as `energyApi.bill` computes it, for a
//! meter whose credit suffices and which spends no owed energy.

use energy_clearing::{Clearing, Fill, MicroUnits, MilliWattHours, Order};

use crate::facts::Limits;

/// mWh of a Wh.
const MILLI: MilliWattHours = 1_000;

/// A line of a bill. Energy is in mWh, money in millionths of the currency's smallest unit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Line {
    /// What was bought from neighbours; the rest of the import came from the operator.
    pub bought: MilliWattHours,
    /// What was sold to neighbours.
    pub sold: MilliWattHours,
    /// What the bank owes for what was not sold.
    pub owed: MilliWattHours,
    /// What nobody took.
    pub curtailed: MilliWattHours,
    /// What the import cost.
    pub paid: MicroUnits,
    /// The network charge for what was bought; a part of `paid`.
    pub network_charge: MicroUnits,
    /// What the export earned.
    pub received: MicroUnits,
    /// What the market was worth: without it all import costs retail, and all that is sold earns feed-in.
    pub saved: MicroUnits,
}

/// What a clearing makes of what flowed in its slot. None if that is more than the chain counts.
pub fn line(clearing: &Clearing, limits: Limits, import_wh: u64, export_wh: u64) -> Option<Line> {
    let (import, export) = (import_wh.checked_mul(MILLI)?, export_wh.checked_mul(MILLI)?);
    let Fill { bought, sold, owed, refund, proceeds } =
        clearing.fill(order(clearing, limits, import, export)).ok()?;
    let retail = MicroUnits::from(import).checked_mul(clearing.tariff.retail.into())?;
    let feed_in = MicroUnits::from(sold).checked_mul(clearing.tariff.feed_in.into())?;
    Some(Line {
        bought,
        sold,
        owed,
        curtailed: export.checked_sub(sold)?.checked_sub(owed)?,
        paid: retail.checked_sub(refund)?,
        network_charge: clearing.network(bought),
        received: proceeds,
        saved: refund.checked_add(proceeds.checked_sub(feed_in)?)?,
    })
}

/// What a household with these limits had in the book.
fn order(
    clearing: &Clearing,
    limits: Limits,
    import: MilliWattHours,
    export: MilliWattHours,
) -> Order {
    let tick = |limit: Option<u8>| limit.and_then(|tick| clearing.tariff.canonical(tick));
    let mut order = Order::default();
    if let Some(bid) = tick(limits.bid) {
        (order.demand, order.bid) = (import, bid);
    }
    match tick(limits.ask) {
        Some(ask) => (order.supply, order.ask) = (export, ask),
        None => order.bank_only = export,
    }
    order
}

#[cfg(test)]
#[path = "tests/bill.rs"]
mod tests;
