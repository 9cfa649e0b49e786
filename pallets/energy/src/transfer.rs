//! A meter's change of owner: the old one offers it, the new one takes it.

use crate::{ledger::*, money::*, *};
use frame_support::{pallet_prelude::*, traits::fungibles::Mutate as _};
use sp_runtime::traits::Convert;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_transfer_meter(
        who: T::AccountId,
        id: MeterId,
        to: Option<T::AccountId>,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let meter = Self::owned(&mut ledger, id, &who)?;
        ensure!(!meter.retired, Error::<T>::Retired);
        Offers::<T>::set(id, to.clone());
        Self::deposit_event(Event::MeterOffered { meter: id, to });
        Ok(())
    }

    pub(crate) fn do_accept_meter(who: T::AccountId, id: MeterId) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        ensure!(Offers::<T>::take(id).as_ref() == Some(&who), Error::<T>::NotOffered);
        let Draft { meter, grid, .. } = &mut draft;
        // What flowed before is the old owner's to pay.
        let read = meter.slot.saturating_add(1) >= ledger.calendar.slot();
        ensure!(read, Error::<T>::NotReadUpToDate);
        ensure!(meter.arrears == 0, Error::<T>::InArrears);
        ensure!(meter.positions.is_empty(), Error::<T>::PositionsOpen);
        let old = core::mem::replace(&mut meter.owner, who.clone());

        let wh = meter.owed.checked_div(MILLI).unwrap_or_default();
        if wh > 0 {
            let energy = wh.saturating_mul(MILLI);
            // As with a claim: a change of owner is no way to draw more.
            let out = Self::tokens_out(meter.grid).saturating_add(energy);
            ensure!(out <= grid.capacity / 2, Error::<T>::TokensExhausted);
            sub(&mut meter.owed, energy).map_err(|_| Error::<T>::Overflow)?;
            sub(&mut grid.owed, energy).map_err(|_| Error::<T>::Overflow)?;
            T::Tokens::mint_into(T::TokenId::convert(meter.grid), &old, wh.into())?;
        }
        let amount = meter.credit.checked_div(MICRO).unwrap_or_default();
        if amount > 0 {
            sub(&mut meter.credit, amount.saturating_mul(MICRO))
                .map_err(|_| Error::<T>::Overflow)?;
            Self::pay_out(meter.grid, &grid.currency, &old, amount)?;
        }
        ledger.put(draft);
        ledger.commit();
        Self::deposit_event(Event::MeterTransferred { meter: id, owner: who });
        Ok(())
    }
}
