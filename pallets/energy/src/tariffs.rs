//! A grid's prices in time: which were in force, and when new ones take effect.

use crate::{calendar::*, ledger::*, *};
use frame_support::pallet_prelude::*;

/// What nobody has to be told days before takes effect this many slots after the one in which it is
/// set.
const SOON: Slot = 2;

/// Whether nobody pays more, or is paid less, by the one tariff than by the other.
fn is_no_worse(new: &Tariff, old: &Tariff) -> bool {
    new.retail <= old.retail && new.feed_in >= old.feed_in
}

impl Calendar {
    /// The slot from which on a worsening holds that is announced now.
    pub(crate) fn announced(&self) -> Slot {
        self.slot().saturating_add(self.slots_of(self.rules.notice_days).max(SOON))
    }

    /// Whether what holds from a slot on was announced so lately that it may be mended.
    pub(crate) fn may_mend(&self, from: Slot) -> bool {
        from >= self.announced().saturating_sub(self.slots_of(self.rules.mending_days))
    }
}

impl<AccountId> Grid<AccountId> {
    /// The prices in force in a slot. `None` if the slot is older than the versions that are kept.
    pub fn tariff_at(&self, slot: Slot) -> Option<Tariff> {
        self.tariffs.iter().rev().find(|version| version.from <= slot).map(|version| version.tariff)
    }

    /// The highest of a price in force from the slot `first` to the slot `last`. If the prices of
    /// some of these slots are no longer known, the highest known price that has been in force up
    /// to now.
    pub(crate) fn highest(
        &self,
        calendar: &Calendar,
        first: Slot,
        last: Slot,
        price: impl Fn(&Tariff) -> Price,
    ) -> Price {
        let known = self.tariffs.first().is_some_and(|version| version.from <= first);
        let ends = self.tariffs.iter().skip(1).map(|next| next.from).chain([Slot::MAX]);
        self.tariffs
            .iter()
            .zip(ends)
            .filter(|(version, end)| {
                if known {
                    version.from <= last && *end > first
                } else {
                    version.from <= calendar.slot()
                }
            })
            .map(|(version, _)| price(&version.tariff))
            .max()
            .unwrap_or_default()
    }

    /// The highest retail price of these slots, as in [`Self::highest`].
    pub(crate) fn highest_retail(&self, calendar: &Calendar, first: Slot, last: Slot) -> Price {
        self.highest(calendar, first, last, |tariff| tariff.retail)
    }

    /// The highest feed-in price in force from a slot up to now, as in [`Self::highest`], but also of
    /// versions that are no longer kept.
    pub(crate) fn highest_feed_in(&self, calendar: &Calendar, first: Slot) -> Price {
        let kept = self.highest(calendar, first, calendar.slot(), |tariff| tariff.feed_in);
        let past = self.past.iter().filter(|past| past.until > first).map(|past| past.feed_in);
        past.max().unwrap_or_default().max(kept)
    }

    /// Forgets the versions that govern no slot from `oldest` on, but for their feed-in prices, as
    /// long as a closing may count with them.
    fn forget_versions(&mut self, calendar: &Calendar, oldest: Slot) {
        while let Some(until) = self.tariffs.get(1).map(|next| next.from) {
            if until > oldest {
                break;
            }
            let feed_in = self.tariffs.remove(0).tariff.feed_in;
            // What ended before and was not higher is never the highest again.
            let first = calendar.slot_before(calendar.rules.closing_price_days);
            self.past.retain(|past| past.until > first && past.feed_in > feed_in);
            if self.past.is_full() {
                // The highest stands for the next one, too: for the owners' good.
                let highest = self.past.remove(0);
                if let Some(next) = self.past.get_mut(0) {
                    next.feed_in = highest.feed_in;
                }
            }
            let pushed = self.past.try_push(PastPrice { until, feed_in });
            frame_support::defensive_assert!(pushed.is_ok(), "a place was made for the price");
        }
    }

    /// Whether it takes no readings any more.
    pub(crate) fn has_ended(&self, calendar: &Calendar) -> bool {
        self.ending.is_some_and(|ending| ending.ends <= calendar.slot())
    }

    /// The slot from which on a tariff holds that is set now. One that is worse for somebody than
    /// that in force holds after the notice. If such a one was announced within the last day, a
    /// better one takes its place.
    fn holds_from(&self, calendar: &Calendar, new: &Tariff) -> Slot {
        let soon = calendar.slot().saturating_add(SOON);
        if self.tariff_at(soon).is_none_or(|old| is_no_worse(new, &old)) {
            return soon;
        }
        let mended = self.tariffs.iter().find(|version| {
            let announced = version.from > soon && calendar.may_mend(version.from);
            announced && is_no_worse(new, &version.tariff)
        });
        mended.map_or(calendar.announced(), |version| version.from)
    }
}

impl<T: Config> Pallet<T> {
    /// Whether a grid of that currency may set these prices.
    pub(crate) fn check_tariff(currency: &CurrencyId, tariff: &Tariff) -> DispatchResult {
        tariff.validate().map_err(|_| Error::<T>::InvalidTariff)?;
        let cap = PriceCaps::<T>::get(currency).ok_or(Error::<T>::NoPriceCap)?;
        ensure!(tariff.retail <= cap, Error::<T>::AbovePriceCap);
        Ok(())
    }

    pub(crate) fn do_set_tariff(who: T::AccountId, id: GridId, tariff: Tariff) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = ledger.operated(id, &who)?.clone();
        ensure!(grid.ending.is_none(), Error::<T>::GridCloses);
        Self::check_tariff(&grid.currency, &tariff)?;

        let from = grid.holds_from(&ledger.calendar, &tariff);
        // What was announced for later is replaced, too.
        grid.tariffs.retain(|version| version.from < from);
        // A version has run out if the next one governs every slot of the patience.
        let calendar = ledger.calendar;
        let oldest = calendar.slot().saturating_sub(calendar.timing.patience_slots);
        grid.forget_versions(&calendar, oldest);
        grid.tariffs
            .try_push(TariffVersion { from, tariff })
            .map_err(|_| Error::<T>::TooManyTariffs)?;

        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::TariffSet { grid: id, from, tariff });
        Ok(())
    }

    pub(crate) fn do_set_price_cap(currency: CurrencyId, cap: Option<Price>) -> DispatchResult {
        // Or the operators of its grids could ask anything.
        ensure!(cap.is_some() || !Self::settles_in(&currency), Error::<T>::CurrencyInUse);
        PriceCaps::<T>::set(&currency, cap);
        Self::deposit_event(Event::PriceCapSet { currency, cap });
        Ok(())
    }
}
