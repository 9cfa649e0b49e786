//! What anyone may carry out: what is due to happen to an order.

use crate::*;
use frame_support::{pallet_prelude::*, storage::with_storage_layer};
use marketplace_escrow::Event as Happening;
use vaka_primitives::{Arbitration as _, Outcome};

/// What was done to an order that somebody settles.
enum Done {
    /// What nobody judged.
    Unjudged(Work),
    /// What judges ruled, so many of whom are paid.
    Ruled(Work, u32),
    /// Nothing: it is in dispute, and the call ends no more of these.
    Left,
}

impl<T: Config> Pallet<T> {
    /// Each order is judged by itself: one that cannot be settled changes nothing of the others.
    /// Returns what it did.
    pub(crate) fn do_settle(orders: OrderIds) -> Result<Settled, DispatchError> {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        let mut settled = Settled::default();
        for order in orders {
            let more = settled.work.disputes < rules::MAX_DISPUTES;
            let why = match with_storage_layer(|| Self::settle_one(order, more)) {
                Ok(Done::Unjudged(work)) => {
                    settled.work = settled.work.and(work);
                    continue;
                }
                Ok(Done::Ruled(work, judges)) => {
                    settled.work = settled.work.and(work);
                    settled.rulings = settled.rulings.saturating_add(1);
                    settled.judges = settled.judges.saturating_add(judges);
                    continue;
                }
                Ok(Done::Left) => Unsettled::TooManyDisputes,
                Err(error) if error == Error::<T>::UnknownOrder.into() => Unsettled::Unknown,
                Err(_) => Unsettled::NotDue,
            };
            settled.left = settled.left.saturating_add(1);
            Self::forget_instead();
            Self::deposit_event(Event::NotSettled { order, why });
        }
        Ok(settled)
    }

    /// Forgets what is over when nothing else was done. An end, or a commitment, does this itself.
    pub(crate) fn forget_instead() {
        for wait in [Wait::Commitments, Wait::Reveals] {
            Self::forget_oldest(wait);
        }
        Self::forget_half_years(1);
    }

    fn settle_one(id: OrderId, disputes: bool) -> Result<Done, DispatchError> {
        let deal = Deal::<T>::open(id)?;
        if !deal.is_disputed() {
            let recalled = deal.is_refundable()?;
            let due = if recalled { Happening::Recall } else { Happening::TimePassed };
            return Ok(Done::Unjudged(deal.happens(due)?));
        }
        if !disputes {
            return Ok(Done::Left);
        }
        // Judges are asked before anybody looks at the deadline, so a ruling that was made in time
        // counts whenever somebody carries it out.
        let outcome = deal.order.case.map_or(Outcome::Unjudged, T::Arbitration::outcome);
        let Outcome::Ruled(ruling) = outcome else {
            return Ok(Done::Unjudged(deal.happens(Happening::TimePassed)?));
        };
        let to_seller = ruling.to_seller;
        let judged = Judged::ruled(ruling);
        let ruled = Happening::Ruled { to_seller, rounds: judged.rounds() };
        Ok(Done::Ruled(deal.happens_judged(ruled, &judged)?, judged.people()))
    }
}
