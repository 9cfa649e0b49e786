//! Lots: what is sold, how much of it, and when.

use crate::*;
use frame_support::pallet_prelude::*;
use marketplace_escrow::{
    Dates, How, Moment, Order as EscrowedOrder, Price, Quantity, State, MAX_DAYS_AHEAD,
};

const SECONDS_PER_DAY: Moment = 86_400;

impl<T: Config> Pallet<T> {
    /// Returns what became of the listing's other lots, if it had to make room.
    pub(crate) fn do_add_lot(
        who: T::AccountId,
        id: ListingId,
        terms: LotTerms,
    ) -> Result<Option<Pruned>, DispatchError> {
        let mut listing = Self::own_listing(&who, id)?;
        ensure!(listing.standing == Standing::Open, Error::<T>::ListingClosed);
        ensure!(terms.quantity > 0, Error::<T>::NoQuantity);
        Self::check_dates(&terms)?;
        let full = listing.lots >= rules::MAX_OPEN_LOTS;
        let pruned = full.then(|| Self::prune_lots(id, listing.standing));
        if let Some(Pruned { left, .. }) = pruned {
            listing.lots = left.all;
            let room = left.open < rules::MAX_OPEN_LOTS && left.all < rules::MAX_LOTS;
            ensure!(room, Error::<T>::TooManyLots);
        }
        let deposit = match listing.deposit {
            Some(_) => {
                let ticket = Self::deposit::<LotOf<T>>(&who)?;
                Some(Deposit { depositor: who, ticket })
            }
            None => None,
        };
        let lot = listing.next_lot;
        listing.next_lot = lot.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
        listing.lots = listing.lots.saturating_add(1);
        Listings::<T>::insert(id, listing);
        let record = Lot {
            terms,
            available: terms.quantity,
            reserved: 0,
            delivered: 0,
            written_off: 0,
            orders: 0,
            recalled: false,
            deposit,
        };
        Lots::<T>::insert(id, lot, record);
        Self::deposit_event(Event::LotAdded { listing: id, lot, terms });
        Ok(pruned)
    }

    fn check_dates(terms: &LotTerms) -> Result<(), Error<T>> {
        let Dates { closes, due, best_before } = terms.dates;
        let now = Self::now().unix;
        let ends = [closes, due, best_before];
        ensure!(ends.iter().flatten().all(|date| *date > now), Error::<T>::DateInPast);
        let farthest = now.saturating_add(MAX_DAYS_AHEAD.saturating_mul(SECONDS_PER_DAY));
        let all = [terms.opens, closes, due, best_before];
        ensure!(all.iter().flatten().all(|date| *date <= farthest), Error::<T>::DateTooFar);
        // What is not said is no matter.
        let mut before = None;
        for date in all.into_iter().flatten() {
            ensure!(before.is_none_or(|before| before <= date), Error::<T>::DatesOutOfOrder);
            before = Some(date);
        }
        let ordering_ends = closes.or(due);
        let never = terms.opens.zip(ordering_ends).is_some_and(|(opens, ends)| opens >= ends);
        ensure!(!never, Error::<T>::DatesOutOfOrder);
        Ok(())
    }

    pub(crate) fn do_write_off(
        who: T::AccountId,
        id: ListingId,
        number: LotNumber,
        quantity: Quantity,
    ) -> DispatchResult {
        let listing = Self::own_listing(&who, id)?;
        let mut lot = Self::lot_of(id, number)?;
        ensure!(quantity > 0, Error::<T>::NoQuantity);
        let left = lot.available.checked_sub(quantity);
        lot.available = left.ok_or(Error::<T>::NotEnoughLeft)?;
        lot.written_off = lot.written_off.saturating_add(quantity);
        Self::put_lot(id, listing, number, lot);
        Self::deposit_event(Event::WrittenOff { listing: id, lot: number, quantity });
        Ok(())
    }

    pub(crate) fn do_recall_lot(
        who: T::AccountId,
        id: ListingId,
        number: LotNumber,
    ) -> DispatchResult {
        let listing = Self::own_listing(&who, id)?;
        let mut lot = Self::lot_of(id, number)?;
        ensure!(!lot.recalled, Error::<T>::LotRecalled);
        lot.recalled = true;
        lot.written_off = lot.written_off.saturating_add(lot.available);
        lot.available = 0;
        Self::put_lot(id, listing, number, lot);
        Self::deposit_event(Event::LotRecalled { listing: id, lot: number });
        Ok(())
    }

    pub(crate) fn lot_of(id: ListingId, number: LotNumber) -> Result<LotOf<T>, Error<T>> {
        Lots::<T>::get(id, number).ok_or(Error::<T>::UnknownLot)
    }
}

impl<AccountId, Ticket> Lot<AccountId, Ticket> {
    /// Takes what an order wants.
    pub(crate) fn reserve(&mut self, quantity: Quantity) -> Option<()> {
        self.available = self.available.checked_sub(quantity)?;
        self.reserved = self.reserved.saturating_add(quantity);
        self.orders = self.orders.saturating_add(1);
        Some(())
    }

    /// Moves what an order reserved to where it went. What nobody made or brought can be ordered
    /// again, if it still takes orders.
    pub(crate) fn follow(
        &mut self,
        before: &EscrowedOrder,
        after: &EscrowedOrder,
        takes_orders: bool,
    ) {
        let reserved = reserved(before);
        if reserved == 0 || self::reserved(after) > 0 {
            return;
        }
        let delivered = delivered(after);
        let rest = reserved.saturating_sub(delivered);
        self.reserved = self.reserved.saturating_sub(reserved);
        self.delivered = self.delivered.saturating_add(delivered);
        if takes_orders && is_untouched(before) && is_untouched(after) {
            self.available = self.available.saturating_add(rest);
        } else {
            self.written_off = self.written_off.saturating_add(rest);
        }
    }
}

/// How much an order has reserved: what is ordered, until it is delivered or the order ends; a
/// thing in steps until its last step.
pub(crate) fn reserved(order: &EscrowedOrder) -> Quantity {
    let price = &order.terms().price;
    match (order.state(), price) {
        (State::Ended { .. }, _) => 0,
        (State::Delivered { .. } | State::Disputed { .. }, Price::Units { .. }) => 0,
        _ => price.ordered(),
    }
}

/// How much of an order was delivered. A thing in steps is with its last one.
pub(crate) fn delivered(order: &EscrowedOrder) -> Quantity {
    match &order.terms().price {
        Price::Units { .. } => order.delivered(),
        Price::Steps(steps) if usize::from(order.step()).saturating_add(1) == steps.len() => {
            order.delivered()
        }
        Price::Steps(_) => 0,
    }
}

/// Whether nothing was made or brought for an order. A seller who gets a share by agreement gets it
/// for something that was begun.
fn is_untouched(order: &EscrowedOrder) -> bool {
    let begun = match order.state() {
        State::Started { .. } => true,
        State::Ended { how: How::Split(to_seller), .. } => !to_seller.is_zero(),
        _ => false,
    };
    !begun && order.step() == 0 && order.delivered() == 0
}
