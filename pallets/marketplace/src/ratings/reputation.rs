//! What people say of each other, in half-years. A pair counts once in each: its newest rating.

use crate::*;
use frame_support::pallet_prelude::*;
use marketplace_escrow::Side;
use vaka_primitives::BlockNumber;

/// The most ratings, or people's reputations, of past half-years that a commitment forgets. It adds
/// one of each at most.
const FORGOTTEN: u32 = 2;

impl<T: Config> Pallet<T> {
    /// The slots of a half-year; never 0.
    pub(super) fn half_year_slots() -> BlockNumber {
        Self::now().day.saturating_mul(Self::figures().half_year.into()).max(1)
    }

    /// The half-year in which a slot of the clock's `open` reading lies.
    pub(crate) fn half_year_of(open: BlockNumber) -> HalfYear {
        open.checked_div(Self::half_year_slots()).unwrap_or_default()
    }

    /// The oldest half-year that is shown: the last one.
    pub(crate) fn shown_since() -> HalfYear {
        Self::half_year_of(Self::now().open).saturating_sub(1)
    }

    pub(super) fn rating_key(order: &EndedOrderOf<T>, by: Side) -> RatingKey<T> {
        let rated_as = by.other();
        let rated = Payee::from(order.trader(rated_as).clone());
        let rater = Payee::from(order.trader(by).clone());
        (Self::half_year_of(order.ended), (rated, rated_as), rater)
    }

    /// Makes room for what one party says of the other, unless there is some from another order.
    /// The committer leaves the deposit.
    pub(crate) fn open_rating(
        who: &T::AccountId,
        order: &EndedOrderOf<T>,
        by: Side,
    ) -> DispatchResult {
        Self::forget_half_years(FORGOTTEN);
        let key = Self::rating_key(order, by);
        if Ratings::<T>::contains_key(&key) {
            return Ok(());
        }
        // The recorded account may be an old key.
        let rater = Trader { account: who.clone(), member: order.trader(by).member };
        // With it comes a reputation, if it is the first of the person rated.
        let ticket = Self::take_space::<(RatingOf<T>, Reputation)>(&rater, Space::Rating)?;
        let deposit = ticket.map(|ticket| Deposit { depositor: who.clone(), ticket });
        let (half_year, ..) = key;
        let oldest = OldestHalfYear::<T>::get().unwrap_or(half_year);
        OldestHalfYear::<T>::put(oldest.min(half_year));
        Ratings::<T>::insert(key, Rating { counted: None, deposit });
        Ok(())
    }

    /// Counts a rating, in place of what the rater said of an order that ended before.
    ///
    /// A rater who is an active member now counts as one. Once the half-year is forgotten, nothing
    /// is counted.
    pub(crate) fn count_rating(id: OrderId, order: &EndedOrderOf<T>, by: Side, verdict: Verdict) {
        let key = Self::rating_key(order, by);
        let Some(mut rating) = Ratings::<T>::get(&key) else {
            return;
        };
        let before = rating.counted;
        if before.is_some_and(|it| (it.ended, it.order) > (order.ended, id)) {
            return;
        }
        let by_member = order.trader(by).member.is_some_and(Self::is_active);
        let (half_year, (rated, rated_as), _) = &key;
        Reputations::<T>::mutate(half_year, rated, |reputation| {
            let tallies = reputation.of(*rated_as);
            if let Some(before) = before {
                tallies.of(before.by_member).remove(before.verdict);
            }
            tallies.of(by_member).add(verdict);
        });
        rating.counted = Some(Counted { ended: order.ended, order: id, verdict, by_member });
        Ratings::<T>::insert(key, rating);
    }

    /// Forgets up to so many ratings and reputations of half-years that are not shown any longer.
    pub(crate) fn forget_half_years(most: u32) {
        let Some(before) = OldestHalfYear::<T>::get() else {
            return;
        };
        let (mut oldest, mut left, shown) = (before, most, Self::shown_since());
        while oldest < shown && left > 0 {
            for ((_, rater), rating) in Ratings::<T>::drain_prefix((oldest,)).take(left as usize) {
                left = left.saturating_sub(1);
                match (rating.deposit, rater) {
                    (Some(it), _) => Self::give_back(&it.depositor, it.ticket),
                    (None, Payee::Member(member)) => Self::leave_free(member, Space::Rating),
                    (None, Payee::Account(_)) => {
                        frame_support::defensive!("an outsider left no deposit");
                    }
                }
            }
            let reputations = Reputations::<T>::drain_prefix(oldest).take(left as usize);
            left = left.saturating_sub(u32::try_from(reputations.count()).unwrap_or(left));
            if left > 0 {
                // A look at a half-year costs something, too.
                left = left.saturating_sub(1);
                oldest = oldest.saturating_add(1);
            }
        }
        if oldest != before {
            OldestHalfYear::<T>::put(oldest);
        }
    }
}
