//! What is over takes no space.

use crate::*;
use alloc::vec::Vec;
use marketplace_escrow::Moment;

/// What became of a listing's lots.
#[derive(Clone, Copy, Default)]
pub(crate) struct Pruned {
    /// Those that are left.
    pub left: Left,
    /// How many were forgotten.
    pub gone: u8,
}

/// How many lots of a listing there are.
#[derive(Clone, Copy, Default)]
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
    /// Forgets a lot that is over. Returns how many deposits it gave back.
    fn forget_lot(listing: ListingId, number: LotNumber, lot: LotOf<T>) -> u32 {
        Lots::<T>::remove(listing, number);
        let Some(Deposit { depositor, ticket }) = lot.deposit else {
            return 0;
        };
        Self::give_back(&depositor, ticket);
        1
    }

    /// Stores a lot, or forgets it, and a closed listing with its last lot.
    pub(crate) fn put_lot(
        id: ListingId,
        listing: ListingOf<T>,
        number: LotNumber,
        lot: LotOf<T>,
    ) -> Work {
        if !lot.is_over(listing.standing, Self::now().unix) {
            Lots::<T>::insert(id, number, lot);
            return Work::default();
        }
        let deposits = Self::forget_lot(id, number, lot);
        let lots = listing.lots.saturating_sub(1);
        let work = Self::put_listing(id, ListingOf::<T> { lots, ..listing });
        Work { deposits, ..work }
    }

    /// Forgets the lots of a listing that are over. Returns what it did.
    pub(crate) fn prune_lots(id: ListingId, standing: Standing) -> Pruned {
        let unix = Self::now().unix;
        let Pruned { mut left, mut gone } = Pruned::default();
        // At most 128.
        for (number, lot) in Lots::<T>::iter_prefix(id).collect::<Vec<_>>() {
            if lot.is_over(standing, unix) {
                Self::forget_lot(id, number, lot);
                gone = gone.saturating_add(1);
            } else {
                left.all = left.all.saturating_add(1);
                left.open = left.open.saturating_add(u8::from(lot.takes_orders(unix)));
            }
        }
        Pruned { left, gone }
    }

    /// Stores a listing, or forgets one that takes no orders and has no lot.
    pub(crate) fn put_listing(id: ListingId, listing: ListingOf<T>) -> Work {
        if listing.standing == Standing::Open || listing.lots > 0 {
            Listings::<T>::insert(id, listing);
            return Work::default();
        }
        Listings::<T>::remove(id);
        let Terms { currency, design, .. } = &listing.terms;
        if let Some(design) = design {
            Self::leave_design(*design, currency);
        }
        Self::leave_currency(currency);
        let designs = design.is_some().into();
        Self::leave_space(&listing.seller, Space::Listing, listing.deposit);
        Work { listings: 1, designs, ..Work::default() }
    }
}
