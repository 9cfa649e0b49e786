//! A grid's prices in time: which were in force, and when new ones take effect.

use crate::{calendar::*, ledger::*, *};
use frame_support::pallet_prelude::*;

/// What nobody has to be told days before takes effect this many slots after the one in which it is
/// set.
const SOON: Slot = 2;

impl TariffVersion {
    /// A version that takes the place of no other.
    pub(crate) fn new(from: Slot, tariff: TariffSchedule) -> Self {
        let billed = tariff.highest(|band| band.retail);
        Self { from, tariff, billed }
    }
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
    /// The tariff in force in a slot. `None` if the slot is older than the versions that are kept.
    pub fn schedule_at(&self, slot: Slot) -> Option<&TariffSchedule> {
        let version = self.tariffs.iter().rev().find(|version| version.from <= slot);
        version.map(|version| &version.tariff)
    }

    /// The prices in force in a slot, those of its band. `None` if the slot is older than the
    /// versions that are kept.
    pub fn tariff_at(&self, slot: Slot) -> Option<Tariff> {
        self.schedule_at(slot)?.at(slot)
    }

    /// The highest of a price in force from the slot `first` to the slot `last`, in the bands of
    /// these slots. If the prices of some of them are no longer known, the highest known price, of
    /// all bands, that has been in force up to now.
    pub(crate) fn highest(
        &self,
        calendar: &Calendar,
        first: Slot,
        last: Slot,
        price: impl Fn(&Band) -> Price,
    ) -> Price {
        let known = self.tariffs.first().is_some_and(|version| version.from <= first);
        let ends = self.tariffs.iter().skip(1).map(|next| next.from.saturating_sub(1));
        self.tariffs
            .iter()
            .zip(ends.chain([Slot::MAX]))
            .filter_map(|(TariffVersion { from, tariff, .. }, end)| {
                if !known {
                    return (*from <= calendar.slot()).then(|| tariff.highest(&price));
                }
                let (first, last) = (first.max(*from), last.min(end));
                (first <= last).then(|| tariff.in_force(first, last).map(&price).max())?
            })
            .max()
            .unwrap_or_default()
    }

    /// The highest retail price of these slots, as in [`Self::highest`].
    pub(crate) fn highest_retail(&self, calendar: &Calendar, first: Slot, last: Slot) -> Price {
        self.highest(calendar, first, last, |band| band.retail)
    }

    /// The highest retail price at which anything was billed in the slots whose prices are kept.
    pub(crate) fn highest_billed(&self, calendar: &Calendar) -> Price {
        let begun = self.tariffs.iter().filter(|version| version.from <= calendar.slot());
        begun.map(|version| version.billed).max().unwrap_or_default()
    }

    /// The highest feed-in price in force from a slot up to now, as in [`Self::highest`], but also of
    /// versions that are no longer kept.
    pub(crate) fn highest_feed_in(&self, calendar: &Calendar, first: Slot) -> Price {
        let kept = self.highest(calendar, first, calendar.slot(), |band| band.feed_in);
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
            let feed_in = self.tariffs.remove(0).tariff.highest(|band| band.feed_in);
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
    fn holds_from(&self, calendar: &Calendar, new: &TariffSchedule) -> Slot {
        let soon = calendar.slot().saturating_add(SOON);
        if self.schedule_at(soon).is_none_or(|old| new.is_no_worse(old)) {
            return soon;
        }
        let mended = self.tariffs.iter().find(|version| {
            let announced = version.from > soon && calendar.may_mend(version.from);
            announced && new.is_no_worse(&version.tariff)
        });
        mended.map_or(calendar.announced(), |version| version.from)
    }

    /// Makes a place for a version that holds from a slot on, and forgets those from that slot on.
    /// Returns whether there is one.
    ///
    /// The last place is for what is worse for nobody. It is taken only by a version that is no
    /// worse than the one before it. So if all places are taken, there are two that can become one:
    /// a correction always finds a place.
    fn make_place(&mut self, calendar: &Calendar, from: Slot) -> bool {
        self.tariffs.retain(|version| version.from < from);
        // A version has run out if the next one governs every slot of the patience.
        let oldest = calendar.slot().saturating_sub(calendar.timing.patience_slots);
        self.forget_versions(calendar, oldest);
        let is_worse = from > calendar.slot().saturating_add(SOON);
        let places = MAX_TARIFFS.saturating_sub(is_worse.into()) as usize;
        while self.tariffs.len() >= places && self.unite(calendar) {}
        let has_begun = |version: &TariffVersion| version.from <= calendar.slot();
        if self.tariffs.len() >= places && !self.tariffs.last().is_some_and(has_begun) {
            // What was announced and did not begin yet can be replaced in any case.
            self.tariffs.pop();
        }
        self.tariffs.len() < places
    }

    /// Makes one of two versions that follow each other, if one of them is no worse than the other:
    /// that one holds in the slots of both from now on. Only readings that were not brought yet
    /// notice it, and nobody for the worse. Returns whether there were such two.
    fn unite(&mut self, calendar: &Calendar) -> bool {
        let begun = self.tariffs.iter().filter(|version| version.from <= calendar.slot());
        let pairs = self.tariffs.iter().zip(begun.skip(1));
        let found = pairs.enumerate().find_map(|(at, (one, next))| {
            let is_better = next.tariff.is_no_worse(&one.tariff);
            (is_better || one.tariff.is_no_worse(&next.tariff)).then_some((at, is_better))
        });
        let Some((at, is_better)) = found else {
            return false;
        };
        let next = self.tariffs.remove(at.saturating_add(1));
        if let Some(one) = self.tariffs.get_mut(at) {
            one.billed = one.billed.max(next.billed);
            if is_better {
                one.tariff = next.tariff;
            }
        }
        true
    }
}

impl<T: Config> Pallet<T> {
    /// Whether a grid of that currency may set these prices.
    pub(crate) fn check_tariff(currency: &CurrencyId, tariff: &TariffSchedule) -> DispatchResult {
        ensure!(tariff.has_valid_day(), Error::<T>::InvalidBands);
        ensure!(tariff.has_valid_prices(), Error::<T>::InvalidTariff);
        let cap = PriceCaps::<T>::get(currency).ok_or(Error::<T>::NoPriceCap)?;
        // A day costs no more than the dearest kWh might.
        let dearest = tariff.highest(|band| band.retail).max(tariff.standing_charge);
        ensure!(dearest <= cap, Error::<T>::AbovePriceCap);
        Ok(())
    }

    pub(crate) fn do_set_tariff(
        who: T::AccountId,
        id: GridId,
        tariff: TariffSchedule,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = ledger.operated(id, &who)?.clone();
        ensure!(grid.ending.is_none(), Error::<T>::GridCloses);
        Self::check_tariff(&grid.currency, &tariff)?;

        let from = grid.holds_from(&ledger.calendar, &tariff);
        // What was announced for later is replaced, too.
        let calendar = ledger.calendar;
        ensure!(grid.make_place(&calendar, from), Error::<T>::TooManyTariffs);
        grid.tariffs
            .try_push(TariffVersion::new(from, tariff.clone()))
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
