//! A grid's end: the notice, and who gets what of the float afterwards.

use crate::{calendar::*, ledger::*, money::*, *};
use frame_support::{
    pallet_prelude::*,
    traits::{
        fungibles::Mutate as _,
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, traits::Convert, Rounding};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_close_grid(who: Option<T::AccountId>, id: GridId) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        if let Some(who) = who {
            ledger.operated(id, &who)?;
        }
        let mut grid = ledger.grid(id).ok_or(Error::<T>::UnknownGrid)?.clone();
        ensure!(grid.ending.is_none(), Error::<T>::GridCloses);
        let calendar = ledger.calendar;
        // Prices stand from now on. What was announced for later does not come.
        grid.tariffs.retain(|version| version.from <= calendar.slot());
        grid.lowering = None;
        let first = calendar.slot_before(calendar.rules.closing_price_days);
        let feed_in = grid.highest_feed_in(&calendar, first);
        let ends = calendar.slot().saturating_add(calendar.slots_of(calendar.rules.closing_days));
        grid.ending = Some(Ending { ends, feed_in });
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::GridCloses { grid: id, ends });
        Ok(())
    }

    pub(crate) fn do_redeem_tokens(who: T::AccountId, id: GridId, wh: WattHours) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut grid = ledger.grid(id).ok_or(Error::<T>::UnknownGrid)?.clone();
        ensure!(grid.has_ended(&ledger.calendar), Error::<T>::GridOpen);
        ensure!(wh > 0, Error::<T>::ZeroAmount);
        let energy = wh.checked_mul(MILLI).ok_or(Error::<T>::Overflow)?;
        let value = Self::redeemed_for(&ledger.calendar, id, &grid, energy);
        T::Tokens::burn_from(
            T::TokenId::convert(id),
            &who,
            wh.into(),
            Preservation::Expendable,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        // What is less than a unit stays with the others.
        let amount = value.checked_div(MICRO).unwrap_or_default();
        if amount > 0 {
            sub(&mut grid.float, amount.saturating_mul(MICRO)).map_err(|_| Error::<T>::Overflow)?;
            Self::pay_out(id, &grid.currency, &who, amount)?;
        }
        ledger.set_grid(id, grid);
        ledger.commit();
        Self::deposit_event(Event::Redeemed { grid: id });
        Ok(())
    }

    /// What energy in mWh is redeemed for, in millionths of the currency's smallest unit: the
    /// present feed-in price. Once the grid has ended, the price of its end; and if the float cannot
    /// pay all that is outstanding, each gets their share of it.
    pub(crate) fn redeemed_for(
        calendar: &Calendar,
        id: GridId,
        grid: &GridOf<T>,
        energy: MilliWattHours,
    ) -> MicroUnits {
        // The product of two u64 fits into u128.
        let at = |price: Price, energy| MicroUnits::from(energy).saturating_mul(price.into());
        let Some(ending) = grid.ending.filter(|_| grid.has_ended(calendar)) else {
            let feed_in = grid.tariff_at(calendar.slot()).map_or(0, |tariff| tariff.feed_in);
            return at(feed_in, energy);
        };
        let outstanding = Self::outstanding(id, grid);
        if at(ending.feed_in, outstanding) <= grid.float {
            return at(ending.feed_in, energy);
        }
        multiply_by_rational_with_rounding(
            grid.float,
            energy.into(),
            MicroUnits::from(outstanding).max(1),
            Rounding::Down,
        )
        .unwrap_or_default()
    }
}
