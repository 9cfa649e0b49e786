//! A grid's change of operator.

use crate::{ledger::*, *};
use frame_support::{pallet_prelude::*, storage::with_storage_layer};

impl<T: Config> Pallet<T> {
    /// The account that asks as the operator, or none if the people decide.
    pub(crate) fn operator_or_people(
        origin: T::RuntimeOrigin,
    ) -> Result<Option<T::AccountId>, DispatchError> {
        match T::GridOrigin::try_origin(origin) {
            Ok(_) => Ok(None),
            Err(origin) => Ok(Some(frame_system::ensure_signed(origin)?)),
        }
    }

    /// Offers the grid to a new operator, if its present one asks. The people need no acceptance.
    pub(crate) fn do_set_operator(
        who: Option<T::AccountId>,
        id: GridId,
        new: T::AccountId,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        match who {
            Some(who) => {
                ledger.operated(id, &who)?;
                NextOperators::<T>::insert(id, new.clone());
                Self::deposit_event(Event::GridOffered { grid: id, to: new });
                Ok(())
            }
            None => Self::change_operator(ledger, id, new, false),
        }
    }

    pub(crate) fn do_accept_grid(who: T::AccountId, id: GridId) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        ledger.grid(id).ok_or(Error::<T>::UnknownGrid)?;
        let offered = NextOperators::<T>::get(id).as_ref() == Some(&who);
        ensure!(offered, Error::<T>::NotOffered);
        Self::change_operator(ledger, id, who, true)
    }

    /// Makes somebody the operator. The old one takes the float beyond what must stay, unless the
    /// grid closes. If that cannot
    /// be paid, the change fails if it `must_pay`; otherwise it stays in the float.
    fn change_operator(
        mut ledger: Ledger<T>,
        id: GridId,
        new: T::AccountId,
        must_pay: bool,
    ) -> DispatchResult {
        let mut grid = ledger.grid(id).ok_or(Error::<T>::UnknownGrid)?.clone();
        let reserve = Self::float_reserve(&ledger.calendar, id, &grid);
        let free = grid.float.saturating_sub(reserve).checked_div(MICRO).unwrap_or_default();
        // No float leaves a grid that closes.
        let amount = if grid.ending.is_none() { free } else { 0 };
        if amount > 0 {
            let paid =
                with_storage_layer(|| Self::pay_out(id, &grid.currency, &grid.operator, amount));
            match paid {
                Ok(()) => grid.float = grid.float.saturating_sub(amount.saturating_mul(MICRO)),
                Err(error) if must_pay => return Err(error),
                Err(_) => (),
            }
        }
        grid.operator = new.clone();
        ledger.set_grid(id, grid);
        ledger.commit();
        NextOperators::<T>::remove(id);
        Self::deposit_event(Event::OperatorSet { grid: id, operator: new });
        Ok(())
    }
}
