//! What calls weigh that do more for some orders than for others: the benchmarks' figures put
//! together. A call is charged for all that may come, and gives back what did not.

use crate::{rules::*, *};
use frame_support::{dispatch::PostDispatchInfo, weights::Weight};
use vaka_primitives::{MAX_JUDGES, MAX_ROUNDS};

/// What a call did beside what its own benchmark tells. That one is of members with free places, who
/// trade in VAKA, and of listings that go on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Work {
    /// The payments in other currencies than VAKA, and those for what was not delivered.
    pub vouchers: u32,
    /// The payments that came with what was due before, or that are due now.
    pub dues: u32,
    /// How often a design was used, or left.
    pub designs: u32,
    /// How often an award was looked for that an order requires.
    pub awards: u32,
    /// The awards that answer for an order no longer.
    pub releases: u32,
    /// The deposits that were left, or given back.
    pub deposits: u32,
    /// The listings that were forgotten.
    pub listings: u32,
    /// The disputes that ended.
    pub disputes: u32,
}

impl Work {
    const NOTHING: Self = Self {
        vouchers: 0,
        dues: 0,
        designs: 0,
        awards: 0,
        releases: 0,
        deposits: 0,
        listings: 0,
        disputes: 0,
    };

    /// The most that the end of an order does: three are paid, the order's lot goes and the listing
    /// with it, and an order is forgotten that ended before. Its own deposit goes back only if
    /// it was never accepted. Then the buyer alone is paid.
    const END: Self = Self {
        vouchers: 3,
        dues: 3,
        designs: 2,
        releases: 1,
        deposits: 2,
        listings: 1,
        ..Self::NOTHING
    };

    /// The most that the placing of an order does.
    const PLACED: Self = Self { vouchers: 1, designs: 1, awards: 1, deposits: 1, ..Self::NOTHING };

    /// The most that a delivery does that ends no order: the buyer gets back what was not brought.
    const REFUND: Self = Self { vouchers: 1, dues: 1, ..Self::NOTHING };

    /// What it does beside to look for an award.
    const AWARD: Self = Self { awards: 1, ..Self::NOTHING };

    /// What it does beside to end a dispute, without what a ruling adds.
    const DISPUTE: Self = Self { disputes: 1, ..Self::NOTHING };

    /// Both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            vouchers: self.vouchers.saturating_add(other.vouchers),
            dues: self.dues.saturating_add(other.dues),
            designs: self.designs.saturating_add(other.designs),
            awards: self.awards.saturating_add(other.awards),
            releases: self.releases.saturating_add(other.releases),
            deposits: self.deposits.saturating_add(other.deposits),
            listings: self.listings.saturating_add(other.listings),
            disputes: self.disputes.saturating_add(other.disputes),
        }
    }

    fn weight<W: WeightInfo>(self) -> Weight {
        // The payments of VAKA, and everything else that each order costs, are in the call's own.
        [
            (W::voucher_paid(), self.vouchers),
            (W::due_changed(), self.dues),
            (W::design_used(), self.designs),
            (W::award_found(), self.awards),
            (W::award_released(), self.releases),
            (W::deposit_moved(), self.deposits),
            (W::listing_forgotten(), self.listings),
            (W::dispute_closed(), self.disputes),
        ]
        .into_iter()
        .fold(Weight::zero(), |sum, (each, count)| {
            sum.saturating_add(each.saturating_mul(count.into()))
        })
    }

    /// What a call weighed whose own benchmark says so much.
    pub(crate) fn beside<W: WeightInfo>(self, call: Weight) -> PostDispatchInfo {
        Some(call.saturating_add(self.weight::<W>())).into()
    }
}

/// What a call that settles orders did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Settled {
    /// Beside what its own benchmark tells.
    pub work: Work,
    /// The rulings that it carried out.
    pub rulings: u32,
    /// Those who were paid for them.
    pub judges: u32,
    /// The orders that it could not settle.
    pub left: u32,
}

impl Settled {
    fn weight<W: WeightInfo>(self, orders: u32) -> Weight {
        let left = W::nothing_settled().saturating_mul(self.left.into());
        W::settle(orders)
            .saturating_add(self.work.weight::<W>())
            .saturating_add(rulings::<W>(self.rulings, self.judges))
            .saturating_add(left)
    }

    /// What a call weighed that named so many orders.
    pub(crate) fn of<W: WeightInfo>(self, orders: u32) -> PostDispatchInfo {
        Some(self.weight::<W>(orders)).into()
    }
}

/// What rulings add for which so many judges are paid.
fn rulings<W: WeightInfo>(rulings: u32, judges: u32) -> Weight {
    let each_judge = W::carry_out(1).saturating_sub(W::carry_out(0));
    let of_judges = each_judge.saturating_mul(judges.into());
    W::carry_out(0).saturating_mul(rulings.into()).saturating_add(of_judges)
}

/// The most that so many rulings add.
fn most_rulings<W: WeightInfo>(count: u32) -> Weight {
    rulings::<W>(count, count.saturating_mul(MAX_JUDGES.saturating_mul(MAX_ROUNDS)))
}

/// The most that so many orders add that do so much each.
fn each<W: WeightInfo>(work: Work, orders: u32) -> Weight {
    work.weight::<W>().saturating_mul(orders.into())
}

impl<T: Config> Pallet<T> {
    /// The most that placing so many orders weighs.
    pub(crate) fn most_placing(orders: u32) -> Weight {
        T::WeightInfo::place_orders(orders)
            .saturating_add(each::<T::WeightInfo>(Work::PLACED, orders))
    }

    /// The most that rejecting so many orders weighs.
    pub(crate) fn most_rejecting(orders: u32) -> Weight {
        T::WeightInfo::reject(orders).saturating_add(each::<T::WeightInfo>(Work::END, orders))
    }

    /// What accepting orders weighed, some of which were refunded instead.
    pub(crate) fn accepting(orders: u32, refunded: u32, work: Work) -> PostDispatchInfo {
        let accepted = T::WeightInfo::accept(orders);
        let call = match refunded {
            0 => accepted,
            _ => accepted.saturating_add(T::WeightInfo::reject(refunded)),
        };
        work.beside::<T::WeightInfo>(call)
    }

    /// The most that accepting so many orders weighs.
    pub(crate) fn most_accepting(orders: u32) -> Weight {
        T::WeightInfo::accept(orders)
            .saturating_add(each::<T::WeightInfo>(Work::AWARD, orders))
            .saturating_add(Self::most_rejecting(orders))
    }

    /// The most that starting to work on an order weighs.
    pub(crate) fn most_starting() -> Weight {
        T::WeightInfo::start()
            .saturating_add(each::<T::WeightInfo>(Work::AWARD, 1))
            .saturating_add(Self::most_rejecting(1))
    }

    /// What delivering orders weighs in itself, some of them by codes.
    pub(crate) fn delivering(deliveries: &Deliveries) -> Weight {
        let by_code = Self::by_code(deliveries);
        let others = (deliveries.len() as u32).saturating_sub(by_code);
        let weigh = |weight: Weight, count| if count == 0 { Weight::zero() } else { weight };
        weigh(T::WeightInfo::deliver(others), others)
            .saturating_add(weigh(T::WeightInfo::deliver_by_code(by_code), by_code))
    }

    /// The most that delivering orders weighs.
    pub(crate) fn most_delivering(deliveries: &Deliveries) -> Weight {
        let by_code = Self::by_code(deliveries);
        let others = (deliveries.len() as u32).saturating_sub(by_code);
        Self::delivering(deliveries)
            .saturating_add(each::<T::WeightInfo>(Work::REFUND, others))
            .saturating_add(each::<T::WeightInfo>(Work::END, by_code))
    }

    fn by_code(deliveries: &Deliveries) -> u32 {
        let by_code = deliveries.iter().filter(|delivery| delivery.code.is_some());
        u32::try_from(by_code.count()).unwrap_or(u32::MAX)
    }

    /// The most that a call weighs which may end an order without a dispute.
    pub(crate) fn most_ending(call: Weight) -> Weight {
        call.saturating_add(each::<T::WeightInfo>(Work::END, 1))
    }

    /// The most that a call weighs which takes money of one order.
    pub(crate) fn most_taking(call: Weight) -> Weight {
        call.saturating_add(each::<T::WeightInfo>(Work::PLACED, 1))
    }

    /// What an accepted split weighed, for which so many judges are paid.
    pub(crate) fn splitting(rulings: u32, judges: u32, work: Work) -> PostDispatchInfo {
        let costs = self::rulings::<T::WeightInfo>(rulings, judges);
        work.beside::<T::WeightInfo>(T::WeightInfo::accept_split().saturating_add(costs))
    }

    /// The most that an accepted split weighs.
    pub(crate) fn most_splitting() -> Weight {
        T::WeightInfo::accept_split()
            .saturating_add(each::<T::WeightInfo>(Work::END.and(Work::DISPUTE), 1))
            .saturating_add(most_rulings::<T::WeightInfo>(1))
    }

    /// The most that settling so many orders weighs.
    pub(crate) fn most_settling(orders: u32) -> Weight {
        let ended = each::<T::WeightInfo>(Work::END, 1);
        let of_each = ended.max(T::WeightInfo::nothing_settled());
        let disputes = orders.min(MAX_DISPUTES);
        T::WeightInfo::settle(orders)
            .saturating_add(of_each.saturating_mul(orders.into()))
            .saturating_add(each::<T::WeightInfo>(Work::DISPUTE, disputes))
            .saturating_add(most_rulings::<T::WeightInfo>(disputes))
    }

    /// What writing off royalties of so many payees weighs. The treasury is paid besides.
    pub(crate) fn weight_of_write_off(payees: u32) -> Weight {
        T::WeightInfo::write_off_royalties(payees).saturating_add(T::WeightInfo::claim())
    }

    /// What a call weighed that looked at a listing's lots, if it did.
    pub(crate) fn pruning(call: Weight, pruned: Option<Pruned>) -> PostDispatchInfo {
        let pruned = pruned.map(|pruned| Self::pruning_weight(pruned.left.all, pruned.gone));
        Some(call.saturating_add(pruned.unwrap_or_default())).into()
    }

    /// The most that a call weighs which looks at a listing's lots.
    pub(crate) fn most_pruning(call: Weight) -> Weight {
        let most = Self::pruning_weight(MAX_LOTS, 0).max(Self::pruning_weight(0, MAX_LOTS));
        call.saturating_add(most)
    }

    fn pruning_weight(left: u8, gone: u8) -> Weight {
        T::WeightInfo::lots_left(left.into())
            .saturating_add(T::WeightInfo::lots_forgotten(gone.into()))
    }
}
