//! Owed energy: drawn as tokens, paid back, redeemed for money.

use crate::{ledger::*, money::*, *};
use frame_support::{
    pallet_prelude::*,
    traits::{
        fungibles::Mutate as _,
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::traits::Convert;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_claim_tokens(who: T::AccountId, id: MeterId, wh: WattHours) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        Self::owned(&mut ledger, id, &who)?;
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        let Draft { meter, grid, .. } = &mut draft;
        ensure!(wh > 0, Error::<T>::ZeroAmount);
        ensure!(meter.arrears == 0, Error::<T>::InArrears);
        let energy = wh.checked_mul(MILLI).ok_or(Error::<T>::Overflow)?;
        ensure!(energy <= meter.owed, Error::<T>::OwedTooLow);
        let reserve = Self::reserve(&ledger.calendar, meter, grid);
        ensure!(meter.credit >= reserve, Error::<T>::CreditTooLow);
        // A retired meter has no other use for its energy: it must not be stuck because others hold
        // tokens.
        let out = Self::tokens_out(meter.grid).saturating_add(energy);
        ensure!(meter.retired || out <= grid.capacity / 2, Error::<T>::TokensExhausted);

        sub(&mut meter.owed, energy).map_err(|_| Error::<T>::OwedTooLow)?;
        sub(&mut grid.owed, energy).map_err(|_| Error::<T>::OwedTooLow)?;
        let grid_id = meter.grid;
        T::Tokens::mint_into(T::TokenId::convert(grid_id), &who, wh.into())?;
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Self::deposit_event(Event::TokensClaimed { grid: grid_id });
        Ok(())
    }

    pub(crate) fn do_deposit_tokens(
        who: T::AccountId,
        id: MeterId,
        wh: WattHours,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        let Draft { meter, grid, .. } = &mut draft;
        ensure!(!meter.retired, Error::<T>::Retired);
        ensure!(wh > 0, Error::<T>::ZeroAmount);
        let energy = wh.checked_mul(MILLI).ok_or(Error::<T>::Overflow)?;
        T::Tokens::burn_from(
            T::TokenId::convert(meter.grid),
            &who,
            wh.into(),
            Preservation::Expendable,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        add(&mut meter.owed, energy).map_err(|_| Error::<T>::Overflow)?;
        add(&mut grid.owed, energy).map_err(|_| Error::<T>::Overflow)?;
        let grid_id = meter.grid;
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Self::deposit_event(Event::TokensDeposited { grid: grid_id });
        Ok(())
    }

    pub(crate) fn do_redeem(
        who: T::AccountId,
        id: MeterId,
        energy: MilliWattHours,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        Self::owned(&mut ledger, id, &who)?;
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        let Draft { meter, grid, .. } = &mut draft;
        ensure!(energy > 0, Error::<T>::ZeroAmount);
        ensure!(energy <= meter.owed, Error::<T>::OwedTooLow);
        let value = Self::redeemed_for(&ledger.calendar, meter.grid, grid, energy);
        grid.float = grid.float.checked_sub(value).ok_or(Error::<T>::FloatEmpty)?;
        sub(&mut meter.owed, energy).map_err(|_| Error::<T>::OwedTooLow)?;
        sub(&mut grid.owed, energy).map_err(|_| Error::<T>::OwedTooLow)?;
        receive(meter, grid, value).map_err(|_| Error::<T>::Overflow)?;
        let grid_id = meter.grid;
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Self::deposit_event(Event::Redeemed { grid: grid_id });
        Ok(())
    }
}
