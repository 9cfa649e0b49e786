//! Grids: prices in time, the bank's capacity, the operator's float.

use crate::{calendar::*, ledger::*, money::*, *};
use alloc::format;
use frame_support::{
    pallet_prelude::*,
    traits::fungibles::{metadata::Mutate as _, Create as _, Inspect as _},
};
use sp_runtime::traits::Convert;
use vaka_primitives::take_number;

/// A tariff takes effect this many slots after the one in which it is set.
const TARIFF_AHEAD: Slot = 2;

impl<AccountId> Grid<AccountId> {
    /// The prices in force in a slot. `None` if the slot is older than the versions that are kept.
    pub fn tariff_at(&self, slot: Slot) -> Option<Tariff> {
        self.tariffs.iter().rev().find(|version| version.from <= slot).map(|version| version.tariff)
    }

    /// The highest retail price in force from the slot `first` to the slot `last`. If the prices of
    /// some of these slots are no longer known, the highest known price that has been in force up
    /// to now.
    pub(crate) fn highest_retail(&self, calendar: &Calendar, first: Slot, last: Slot) -> Price {
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
            .map(|(version, _)| version.tariff.retail)
            .max()
            .unwrap_or_default()
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register_grid(
        calendar: &Calendar,
        operator: T::AccountId,
        currency: CurrencyId,
        capacity_wh: WattHours,
        tariff: Tariff,
    ) -> DispatchResult {
        ensure!(T::Currency::asset_exists(currency.clone()), Error::<T>::UnknownCurrency);
        Self::check_tariff(&currency, &tariff)?;
        let capacity = capacity_wh.checked_mul(MILLI).ok_or(Error::<T>::Overflow)?;
        let id = take_number::<NextGrid<T>>().ok_or(Error::<T>::Overflow)?;

        let pool = Self::pool(id);
        // Some currencies give no reference of their own. The pool needs one to hold them.
        frame_system::Pallet::<T>::inc_providers(&pool);
        let token = T::TokenId::convert(id);
        T::Tokens::create(token, pool.clone(), true, 1)?;
        let (name, symbol) = (format!("Vaka energy, grid {id} (Wh)"), format!("WH{id}"));
        T::Tokens::set(token, &pool, name.into_bytes(), symbol.into_bytes(), 0)?;

        let mut grid = Grid {
            operator: operator.clone(),
            currency: currency.clone(),
            capacity,
            owed: 0,
            float: 0,
            meters: 0,
            heard: Default::default(),
            tariffs: Default::default(),
            days: Default::default(),
        };
        let first = TariffVersion { from: 0, tariff };
        grid.tariffs.try_push(first).map_err(|_| Error::<T>::TooManyTariffs)?;
        grid.roll(calendar.today(), 0);
        Grids::<T>::insert(id, grid);
        Currencies::<T>::insert(&currency, ());
        Self::deposit_event(Event::GridRegistered { grid: id, operator, currency });
        Ok(())
    }

    /// Whether a grid of that currency may set these prices.
    fn check_tariff(currency: &CurrencyId, tariff: &Tariff) -> DispatchResult {
        tariff.validate().map_err(|_| Error::<T>::InvalidTariff)?;
        let capped = PriceCaps::<T>::get(currency).is_none_or(|cap| tariff.retail <= cap);
        ensure!(capped, Error::<T>::AbovePriceCap);
        Ok(())
    }

    /// The grid, if the caller is its operator.
    pub(crate) fn operated<'a>(
        ledger: &'a mut Ledger<T>,
        id: GridId,
        who: &T::AccountId,
    ) -> Result<&'a GridOf<T>, DispatchError> {
        let grid = ledger.grid(id).ok_or(Error::<T>::UnknownGrid)?;
        ensure!(grid.operator == *who, Error::<T>::NotOperator);
        Ok(grid)
    }

    pub(crate) fn do_set_tariff(who: T::AccountId, id: GridId, tariff: Tariff) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = Self::operated(&mut ledger, id, &who)?.clone();
        Self::check_tariff(&grid.currency, &tariff)?;

        let from = ledger.calendar.slot().saturating_add(TARIFF_AHEAD);
        grid.tariffs.retain(|version| version.from != from);
        // A version has run out if the next one governs every slot of the patience.
        let oldest = ledger.calendar.slot().saturating_sub(ledger.calendar.timing.patience_slots);
        let run_out = grid.tariffs.iter().skip(1).filter(|next| next.from <= oldest).count();
        let kept = grid.tariffs.iter().skip(run_out).copied().collect();
        grid.tariffs = BoundedVec::truncate_from(kept);
        grid.tariffs
            .try_push(TariffVersion { from, tariff })
            .map_err(|_| Error::<T>::TooManyTariffs)?;

        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::TariffSet { grid: id, from, tariff });
        Ok(())
    }

    pub(crate) fn do_set_capacity(
        who: T::AccountId,
        id: GridId,
        capacity_wh: WattHours,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = Self::operated(&mut ledger, id, &who)?.clone();
        let capacity = capacity_wh.checked_mul(MILLI).ok_or(Error::<T>::Overflow)?;
        grid.capacity = capacity;
        // A higher capacity adds no room to the part of today that is over. A lower one takes room
        // away.
        grid.note(Self::outstanding(id, &grid));
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::CapacitySet { grid: id, capacity });
        Ok(())
    }

    pub(crate) fn do_fund_float(who: T::AccountId, id: GridId, amount: Balance) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = ledger.grid(id).ok_or(Error::<T>::UnknownGrid)?.clone();
        let paid = Self::pay_in(id, &grid.currency, &who, amount)?;
        add(&mut grid.float, paid).map_err(|_| Error::<T>::Overflow)?;
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::FloatFunded { grid: id, who, amount });
        Ok(())
    }

    pub(crate) fn do_withdraw_float(
        who: T::AccountId,
        id: GridId,
        amount: Balance,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = Self::operated(&mut ledger, id, &who)?.clone();
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let reserve = Self::feed_in_value(&ledger.calendar, &grid, Self::outstanding(id, &grid));
        let rest = amount.checked_mul(MICRO).and_then(|amount| grid.float.checked_sub(amount));
        grid.float = rest.filter(|rest| *rest >= reserve).ok_or(Error::<T>::FloatTooLow)?;
        Self::pay_out(id, &grid.currency, &who, amount)?;
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::FloatWithdrawn { grid: id, amount });
        Ok(())
    }

    /// What energy in mWh is worth at the present feed-in price, in millionths of the currency's
    /// smallest unit. The product of two u64 fits into u128.
    pub(crate) fn feed_in_value(
        calendar: &Calendar,
        grid: &GridOf<T>,
        energy: MilliWattHours,
    ) -> MicroUnits {
        let feed_in = grid.tariff_at(calendar.slot()).map_or(0, |tariff| tariff.feed_in);
        MicroUnits::from(energy).saturating_mul(feed_in.into())
    }
}
