//! What is over takes no space.

use crate::*;
use alloc::vec::Vec;
use marketplace_escrow::Moment;

/// How many lots of a listing there are.
#[derive(Default)]
pub(crate) struct Left {
    /// All of them.
    pub all: u8,
    /// Those that take orders, now or later, as far as their dates are asked.
    pub open: u8,
}

impl<AccountId, Ticket> Lot<AccountId, Ticket> {
    /// Whether orders of it can be placed now or later, as far as it alone is asked.
    pub(crate) fn takes_orders(&self, unix: Moment) -> bool {
        let dates = self.terms.dates;
        let closed = dates.closes.or(dates.due).is_some_and(|date| unix >= date);
        let spoiled = dates.best_before.is_some_and(|date| unix > date);
        !self.recalled && !closed && !spoiled
    }

    /// Whether nothing can happen to it any more.
    fn is_over(&self, standing: Standing, unix: Moment) -> bool {
        let sold_out = self.available == 0;
        let ended = sold_out || standing != Standing::Open || !self.takes_orders(unix);
        self.orders == 0 && ended
    }
}

impl<T: Config> Pallet<T> {
    /// Stores a lot, or forgets one that is over. Returns whether it was forgotten: then the
    /// listing has one less.
    fn settle_lot(
        listing: ListingId,
        number: LotNumber,
        lot: LotOf<T>,
        standing: Standing,
        unix: Moment,
    ) -> bool {
        if !lot.is_over(standing, unix) {
            Lots::<T>::insert(listing, number, lot);
            return false;
        }
        Lots::<T>::remove(listing, number);
        if let Some(Deposit { depositor, ticket }) = lot.deposit {
            Self::give_back(&depositor, ticket);
        }
        true
    }

    /// Stores a lot, or forgets it, and a closed listing with its last lot.
    pub(crate) fn put_lot(id: ListingId, listing: ListingOf<T>, number: LotNumber, lot: LotOf<T>) {
        let unix = Self::now().unix;
        if Self::settle_lot(id, number, lot, listing.standing, unix) {
            let lots = listing.lots.saturating_sub(1);
            Self::put_listing(id, ListingOf::<T> { lots, ..listing });
        }
    }

    /// Forgets the lots of a listing that are over. Returns what is left.
    pub(crate) fn prune_lots(id: ListingId, standing: Standing) -> Left {
        let unix = Self::now().unix;
        let mut left = Left::default();
        // At most 128.
        for (number, lot) in Lots::<T>::iter_prefix(id).collect::<Vec<_>>() {
            let open = lot.takes_orders(unix);
            if !Self::settle_lot(id, number, lot, standing, unix) {
                left.all = left.all.saturating_add(1);
                left.open = left.open.saturating_add(u8::from(open));
            }
        }
        left
    }

    /// Stores a listing, or forgets one that takes no orders and has no lot.
    pub(crate) fn put_listing(id: ListingId, listing: ListingOf<T>) {
        if listing.standing == Standing::Open || listing.lots > 0 {
            Listings::<T>::insert(id, listing);
            return;
        }
        Listings::<T>::remove(id);
        let Terms { currency, design, .. } = &listing.terms;
        if let Some(design) = design {
            Self::leave_design(*design, currency);
        }
        Self::leave_currency(currency);
        Self::leave_space(&listing.seller, Space::Listing, listing.deposit);
    }
}
