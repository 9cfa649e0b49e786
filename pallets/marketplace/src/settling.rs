//! What anyone may carry out: what is due to happen to an order.

use crate::*;
use frame_support::{pallet_prelude::*, storage::with_storage_layer};
use marketplace_escrow::Event as Happening;
use vaka_primitives::{Arbitration as _, Outcome};

/// What was done to an order that somebody settles.
enum Done {
    /// What nobody judged.
    Unjudged,
    /// What judges ruled.
    Ruled,
    /// Nothing: it is a ruling, and the call carries out no more of these.
    Left,
}

impl<T: Config> Pallet<T> {
    /// Each order is judged by itself: one that cannot be settled changes nothing of the others.
    /// Returns the number of rulings that were carried out.
    pub(crate) fn do_settle(orders: OrderIds) -> Result<u32, DispatchError> {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        let mut rulings = 0u32;
        for order in orders {
            let more = rulings < rules::MAX_RULINGS;
            let why = match with_storage_layer(|| Self::settle_one(order, more)) {
                Ok(Done::Unjudged) => continue,
                Ok(Done::Ruled) => {
                    rulings = rulings.saturating_add(1);
                    continue;
                }
                Ok(Done::Left) => Unsettled::TooManyRulings,
                Err(error) if error == Error::<T>::UnknownOrder.into() => Unsettled::Unknown,
                Err(_) => Unsettled::NotDue,
            };
            // An end, or a commitment, does this itself.
            [Wait::Commitments, Wait::Reveals].into_iter().for_each(Self::forget_oldest);
            Self::forget_half_years(1);
            Self::deposit_event(Event::NotSettled { order, why });
        }
        Ok(rulings)
    }

    fn settle_one(id: OrderId, rulings: bool) -> Result<Done, DispatchError> {
        let deal = Deal::<T>::open(id)?;
        if !deal.is_disputed() {
            let recalled = deal.is_refundable()?;
            deal.happens(if recalled { Happening::Recall } else { Happening::TimePassed })?;
            return Ok(Done::Unjudged);
        }
        // Judges are asked before anybody looks at the deadline, so a ruling that was made in time
        // counts whenever somebody carries it out.
        let outcome = deal.order.case.map_or(Outcome::Unjudged, T::Arbitration::outcome);
        let Outcome::Ruled(ruling) = outcome else {
            deal.happens(Happening::TimePassed)?;
            return Ok(Done::Unjudged);
        };
        if !rulings {
            return Ok(Done::Left);
        }
        let to_seller = ruling.to_seller;
        let judged = Judged::ruled(ruling);
        deal.happens_judged(Happening::Ruled { to_seller, rounds: judged.rounds() }, &judged)?;
        Ok(Done::Ruled)
    }
}
