//! What anyone may carry out: what is due to happen to an order.

use crate::*;
use frame_support::{pallet_prelude::*, storage::with_storage_layer};
use marketplace_escrow::Event as Happening;
use vaka_primitives::{Arbitration as _, Outcome};

impl<T: Config> Pallet<T> {
    /// Each order is judged by itself: one that cannot be settled changes nothing of the others.
    pub(crate) fn do_settle(orders: OrderIds) -> DispatchResult {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        for order in orders {
            let settled = with_storage_layer(|| Self::settle_one(order));
            if let Err(error) = settled {
                // An order that ends does this itself.
                Self::forget_ended(1);
                Self::forget_half_years(1);
                let unknown = error == Error::<T>::UnknownOrder.into();
                let why = if unknown { Unsettled::Unknown } else { Unsettled::NotDue };
                Self::deposit_event(Event::NotSettled { order, why });
            }
        }
        Ok(())
    }

    fn settle_one(id: OrderId) -> DispatchResult {
        let deal = Deal::<T>::open(id)?;
        let due = if deal.is_disputed() {
            ruling::<T>(&deal).unwrap_or(Happening::TimePassed)
        } else if deal.is_refundable()? {
            Happening::Recall
        } else {
            Happening::TimePassed
        };
        deal.happens(due)
    }
}

/// What judges ruled. They are asked before anybody looks at the deadline, so a ruling that was
/// made in time counts whenever somebody carries it out.
fn ruling<T: Config>(deal: &Deal<T>) -> Option<Happening> {
    match T::Arbitration::outcome(deal.order.case?) {
        // Judges serve without a fee so far.
        Outcome::Ruled(ruling) => Some(Happening::Ruled { to_seller: ruling.to_seller, rounds: 0 }),
        Outcome::Pending { .. } | Outcome::Unjudged => None,
    }
}
