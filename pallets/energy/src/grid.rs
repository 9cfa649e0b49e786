//! Grids: their founding, the bank's capacity, and the operator's float.

use crate::{calendar::*, ledger::*, money::*, *};
use alloc::format;
use frame_support::{
    pallet_prelude::*,
    traits::fungibles::{metadata::Mutate as _, Create as _, Inspect as _},
};
use sp_runtime::traits::Convert;
use vaka_primitives::take_number;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register_grid(
        calendar: &Calendar,
        operator: T::AccountId,
        currency: CurrencyId,
        capacity_wh: WattHours,
        tariff: TariffSchedule,
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
            lowering: None,
            owed: 0,
            float: 0,
            meters: 0,
            heard: Default::default(),
            tariffs: Default::default(),
            days: Default::default(),
            past: Default::default(),
            ending: None,
        };
        grid.tariffs
            .try_push(TariffVersion::new(0, tariff))
            .map_err(|_| Error::<T>::TooManyTariffs)?;
        grid.roll(calendar.today(), 0);
        Grids::<T>::insert(id, grid);
        Currencies::<T>::insert(&currency, ());
        Self::deposit_event(Event::GridRegistered { grid: id, operator, currency });
        Ok(())
    }

    pub(crate) fn do_set_capacity(
        who: T::AccountId,
        id: GridId,
        capacity_wh: WattHours,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = ledger.operated(id, &who)?.clone();
        ensure!(grid.ending.is_none(), Error::<T>::GridCloses);
        let capacity = capacity_wh.checked_mul(MILLI).ok_or(Error::<T>::Overflow)?;
        let calendar = ledger.calendar;
        let from = if capacity >= grid.capacity {
            grid.capacity = capacity;
            grid.lowering = None;
            calendar.slot()
        } else {
            // As with prices: a lesser lowering takes the place of one that was just announced.
            let mended = grid.lowering.filter(|lowering| {
                lowering.capacity <= capacity && calendar.may_mend(lowering.from)
            });
            let from = mended.map_or(calendar.announced(), |lowering| lowering.from);
            grid.lowering = Some(Lowering { from, capacity });
            from
        };
        // A higher capacity adds no room to the part of today that is over.
        grid.note(Self::outstanding(id, &grid));
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::CapacitySet { grid: id, from, capacity });
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
        let mut grid = ledger.operated(id, &who)?.clone();
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let closes = grid.ending.is_some() && !grid.has_ended(&ledger.calendar);
        ensure!(!closes, Error::<T>::GridCloses);
        let reserve = Self::float_reserve(&ledger.calendar, id, &grid);
        let rest = amount.checked_mul(MICRO).and_then(|amount| grid.float.checked_sub(amount));
        grid.float = rest.filter(|rest| *rest >= reserve).ok_or(Error::<T>::FloatTooLow)?;
        Self::pay_out(id, &grid.currency, &who, amount)?;
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::FloatWithdrawn { grid: id, amount });
        Ok(())
    }

    /// The float that must stay: what it costs to redeem all outstanding energy, at the highest
    /// feed-in price of the last days, or at the price of the grid's end. So nobody lowers the price
    /// to draw the float out.
    pub(crate) fn float_reserve(calendar: &Calendar, id: GridId, grid: &GridOf<T>) -> MicroUnits {
        let first = calendar.slot_before(calendar.rules.float_days);
        let feed_in = match grid.ending {
            Some(ending) => ending.feed_in,
            None => grid.highest_feed_in(calendar, first),
        };
        // The product of two u64 fits into u128.
        MicroUnits::from(Self::outstanding(id, grid)).saturating_mul(feed_in.into())
    }
}
