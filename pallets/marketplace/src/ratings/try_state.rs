//! The invariants of ratings, each checked on its own.

use super::ended::place_in_queue;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::ensure;
use marketplace_escrow::Side;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
    pub(crate) fn try_ratings() -> Result<(), DispatchError> {
        Self::try_ended_orders()?;
        Self::try_queues()?;
        Self::try_counted()?;
        Self::try_reputations()
    }

    /// **Ended orders**: none is open. There is room for what was committed of each, unless its
    /// half-year is over.
    fn try_ended_orders() -> Result<(), DispatchError> {
        for (id, order) in EndedOrders::<T>::iter() {
            ensure!(id < NextOrder::<T>::get(), "an ended order's number was assigned");
            ensure!(!Orders::<T>::contains_key(id), "an ended order is not open");
            ensure!(order.ended <= Self::now().open, "an ended order has ended");
            for by in [Side::Buyer, Side::Seller] {
                let (half_year, rated, rater) = Self::rating_key(&order, by);
                let room = Ratings::<T>::get((half_year, rated, rater));
                let shown = half_year >= Self::shown_since();
                match order.given(by) {
                    Given::Nothing => {}
                    Given::Sealed(_) => ensure!(room.is_some() || !shown, "a rating has room"),
                    Given::Revealed { stars, .. } => {
                        let counted = room.and_then(|rating| rating.counted);
                        let newest = counted.is_some_and(|it| it.ended >= order.ended);
                        ensure!(newest || !shown, "what was revealed counts, or a newer one");
                        ensure!((1..=MAX_STARS).contains(stars), "a rating is 1 to 5 stars");
                    }
                }
            }
        }
        Ok(())
    }

    /// **Queues**: each ended order waits in one, in the order in which they ended. An order that
    /// waits for reveals is sealed, or was.
    fn try_queues() -> Result<(), DispatchError> {
        let mut spans = RatingSpans::<T>::get();
        let mut queued = BTreeSet::new();
        for wait in [Wait::Commitments, Wait::Reveals] {
            let span = *spans.of(wait);
            ensure!(!span.is_empty() || span == Span::default(), "an empty queue begins at 0");
            let mut before = 0;
            for place in span.first..span.next {
                let (part, at) = place_in_queue(place);
                let ids = RatingQueue::<T>::get(wait, part);
                let id = *ids.get(at).ok_or("a queue has no gap")?;
                let order = EndedOrders::<T>::get(id).ok_or("what is queued has ended")?;
                ensure!(before <= order.ended, "a queue is in order");
                before = order.ended;
                let committed = [order.by_buyer, order.by_seller] != [Given::Nothing; 2];
                ensure!(wait == Wait::Commitments || committed, "a rating is waited for");
                ensure!(queued.insert(id), "an ended order is queued once");
            }
            let stored = RatingQueue::<T>::iter_prefix_values(wait).map(|part| part.len());
            // Those of the first record that were taken out lie there until it is empty.
            let (_, taken) = place_in_queue(span.first);
            let count = span.next.saturating_sub(span.first).saturating_add(taken as u64);
            ensure!(stored.sum::<usize>() as u64 == count, "nothing lies beside the queues");
        }
        ensure!(queued.len() == EndedOrders::<T>::iter().count(), "each ended order is queued");
        ensure!(
            !RatingSpans::<T>::exists() || spans != Spans::default(),
            "empty queues are forgotten"
        );
        Ok(())
    }

    /// **Ratings**: each is of an order of its own and a side. So there are at most two for each
    /// order that ended. An outsider leaves a deposit.
    fn try_counted() -> Result<(), DispatchError> {
        let oldest = OldestHalfYear::<T>::get();
        let mut counted = BTreeSet::new();
        for ((half_year, (rated, rated_as), rater), rating) in Ratings::<T>::iter() {
            ensure!(oldest.is_some_and(|oldest| oldest <= half_year), "a rating can be forgotten");
            ensure!(rated != rater, "nobody rates themselves");
            let member = matches!(rater, Payee::Member(_));
            ensure!(member || rating.deposit.is_some(), "an outsider leaves a deposit");
            let Some(Counted { ended, order, by_member, .. }) = rating.counted else {
                continue;
            };
            ensure!(order < NextOrder::<T>::get(), "a rating is of an order");
            ensure!(Self::half_year_of(ended) == half_year, "a rating is of its half-year");
            ensure!(member || !by_member, "an outsider does not count as a member");
            let once = counted.insert((order, rated_as.encode()));
            ensure!(once, "a party rates an order once");
        }
        Ok(())
    }

    /// **Reputations**: each is what the ratings add up to.
    fn try_reputations() -> Result<(), DispatchError> {
        let mut sums = BTreeMap::<(HalfYear, alloc::vec::Vec<u8>), Reputation>::new();
        let shown = |half_year: HalfYear| half_year >= Self::shown_since();
        for ((half_year, (rated, rated_as), _), rating) in Ratings::<T>::iter() {
            if let Some(it) = rating.counted.filter(|_| shown(half_year)) {
                let sum = sums.entry((half_year, rated.encode())).or_default();
                sum.of(rated_as).of(it.by_member).add(it.verdict);
            }
        }
        for (half_year, rated, reputation) in Reputations::<T>::iter() {
            let sum = sums.remove(&(half_year, rated.encode()));
            ensure!(
                !shown(half_year) || sum == Some(reputation),
                "a reputation is what ratings add up to"
            );
        }
        ensure!(sums.is_empty(), "a rating that counts is in a reputation");
        Ok(())
    }
}
