//! Orders that ended after they were accepted, for as long as they can be rated. Two queues tell
//! which of them is over next. The end of an order, a commitment and `settle` look at their
//! beginnings, so nothing waits for somebody to clean up.

use crate::*;
use marketplace_escrow::Side;
use vaka_primitives::BlockNumber;

impl<T: Config> Pallet<T> {
    /// The slots that an ended order waits.
    fn waits(wait: Wait) -> BlockNumber {
        let each = u32::from(Self::figures().rating_days);
        let days = match wait {
            Wait::Commitments => each,
            Wait::Reveals => each.saturating_mul(2),
        };
        Self::now().day.saturating_mul(days)
    }

    /// What a rating of an ended order waits for.
    pub(super) fn rating_stage(order: &EndedOrderOf<T>) -> RatingStage {
        let until = |wait| order.ended.saturating_add(Self::waits(wait));
        let (committing, until, open) =
            (until(Wait::Commitments), until(Wait::Reveals), Self::now().open);
        if open >= until {
            RatingStage::Over
        } else if order.by_both() || open >= committing {
            RatingStage::Revealing { until }
        } else {
            RatingStage::Committing { until: committing }
        }
    }

    /// An order has ended: whatever it took is free, and the parties may rate each other if it was
    /// accepted and there is a place for it. Returns how many deposits it gave back.
    pub(crate) fn end_order(
        id: OrderId,
        order: &OrderOf<T>,
        seller: &TraderOf<T>,
        rated: bool,
    ) -> u32 {
        let of_oldest = Self::forget_oldest(Wait::Commitments);
        let (buyer, deposit) = (&order.buyer, order.deposit.clone());
        if !rated {
            let own = u32::from(deposit.is_some());
            Self::leave_space(buyer, Space::Order, deposit);
            return of_oldest.saturating_add(own);
        }
        let place = match deposit {
            Some(ticket) => Some(Place::Deposit(ticket)),
            None => {
                Self::leave_space(buyer, Space::Order, None);
                Self::free_place(buyer, seller)
            }
        };
        if let Some(place) = place {
            let ended = Self::now().open;
            let (buyer, seller) = (buyer.clone(), seller.clone());
            let (by_buyer, by_seller) = Default::default();
            let order = EndedOrder { buyer, seller, ended, by_buyer, by_seller, place };
            EndedOrders::<T>::insert(id, order);
            Self::queue(Wait::Commitments, id);
        }
        of_oldest
    }

    /// The seller's places are for buyers who filled theirs, perhaps so that nobody rates them.
    fn free_place(buyer: &TraderOf<T>, seller: &TraderOf<T>) -> Option<Place<T::Consideration>> {
        let takes = |trader: &TraderOf<T>| {
            trader.member.is_some_and(|member| Self::take_free(member, Space::Ended))
        };
        if takes(buyer) {
            return Some(Place::Free(Side::Buyer));
        }
        takes(seller).then_some(Place::Free(Side::Seller))
    }

    pub(crate) fn queue(wait: Wait, id: OrderId) {
        RatingSpans::<T>::mutate(|spans| {
            let span = spans.of(wait);
            let (part, _) = place_in_queue(span.next);
            let queued = RatingQueue::<T>::try_append(wait, part, id);
            frame_support::defensive_assert!(queued.is_ok(), "a part of a queue has room");
            span.next = span.next.saturating_add(1);
        });
    }

    /// Takes the oldest order out of a queue, if it waited long enough. An order that ends comes into
    /// one queue, and one that is rated into the other one. So neither grows if an end does this to
    /// the first one, and a commitment to the second. Returns how many deposits it gave back.
    pub(crate) fn forget_oldest(wait: Wait) -> u32 {
        let mut spans = RatingSpans::<T>::get();
        let span = spans.of(wait);
        if span.is_empty() {
            return 0;
        }
        let (part, at) = place_in_queue(span.first);
        let ids = RatingQueue::<T>::get(wait, part);
        let found = ids.get(at).copied();
        let Some((id, order)) = found.and_then(|id| Some((id, EndedOrders::<T>::get(id)?))) else {
            frame_support::defensive!("an ended order waits in a queue");
            return 0;
        };
        if Self::now().open < order.ended.saturating_add(Self::waits(wait)) {
            return 0;
        }
        span.first = span.first.saturating_add(1);
        if span.is_empty() || place_in_queue(span.first).0 > part {
            RatingQueue::<T>::remove(wait, part);
        }
        if span.is_empty() {
            *span = Span::default();
        }
        if spans == Spans::default() {
            RatingSpans::<T>::kill();
        } else {
            RatingSpans::<T>::put(spans);
        }
        match wait {
            Wait::Commitments if order.is_sealed() => {
                Self::queue(Wait::Reveals, id);
                0
            }
            Wait::Commitments | Wait::Reveals => Self::forget_ended_order(id, order),
        }
    }

    /// Returns how many deposits it gave back.
    fn forget_ended_order(id: OrderId, order: EndedOrderOf<T>) -> u32 {
        EndedOrders::<T>::remove(id);
        for by in [Side::Buyer, Side::Seller] {
            if let Given::Sealed(_) = order.given(by) {
                Self::count_rating(id, &order, by, Verdict::Withheld);
                Self::deposit_event(Event::RatingWithheld { order: id, by });
            }
        }
        match order.place {
            Place::Deposit(ticket) => {
                Self::give_back(&order.buyer.account, ticket);
                1
            }
            Place::Free(party) => {
                if let Some(member) = order.trader(party).member {
                    Self::leave_free(member, Space::Ended);
                }
                0
            }
        }
    }
}

/// The record of a queue in which a number lies, and the place in it.
pub(super) fn place_in_queue(number: u64) -> (u64, usize) {
    let most = u64::from(MAX_QUEUE_PART);
    (number / most, (number % most) as usize)
}
