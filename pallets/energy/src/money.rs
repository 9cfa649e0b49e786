//! A grid's money: one pool account, all of it on hold.
//!
//! What is on hold at the pool is exactly the grid's credits, pots and float, in whole units.
//! Donations to the pool account are free balance and change nothing.
//!
//! The pool account needs a provider reference, because holds of the native token ask for one. It
//! gets the reference when the grid is registered. It needs no balance of its own, and no account
//! in its currency. pallet-assets keeps what is on hold apart from the account's balance: the
//! issuer's `burn`, `force_transfer`, `block` and `freeze` act on the latter, `start_destroy`
//! refuses while anything is on hold, and what is on hold can be paid in and out whatever the state
//! of the pool's asset account. So strangers who stuff the pool with vouchers of their own, until
//! it can have no further asset account, change nothing.

use crate::*;
use frame_support::{
    pallet_prelude::*,
    traits::{
        fungibles::{
            hold::{Inspect as _, Mutate as _, Unbalanced as _},
            Unbalanced as _,
        },
        tokens::{Fortitude, Precision, Preservation, Restriction},
    },
};
use sp_runtime::{
    traits::{AccountIdConversion, CheckedAdd, CheckedSub},
    ArithmeticError,
};

impl<T: Config> Pallet<T> {
    /// The account that holds a grid's money and owns its energy token.
    pub fn pool(grid: GridId) -> T::AccountId {
        T::PalletId::get().into_sub_account_truncating(grid)
    }

    /// Whether some grid settles in this currency, or did before it was destroyed. Nobody may
    /// create an asset that would be taken for that currency.
    pub fn settles_in(currency: &CurrencyId) -> bool {
        Currencies::<T>::contains_key(currency)
    }

    /// What is on hold in a grid's pool, in the currency's smallest unit.
    pub fn held(grid: GridId, currency: CurrencyId) -> Balance {
        T::Currency::balance_on_hold(currency, &HoldReason::Pool.into(), &Self::pool(grid))
    }

    /// Moves money into the pool. Returns the amount in millionths of the currency's smallest unit.
    ///
    /// Not by `transfer_and_hold`: that asks whether the pool's own balance could grow. It cannot
    /// if strangers filled the pool with vouchers, if the issuer blocked it, or if the amount is
    /// below the existential deposit.
    pub(crate) fn pay_in(
        grid: GridId,
        currency: &CurrencyId,
        from: &T::AccountId,
        amount: Balance,
    ) -> Result<MicroUnits, DispatchError> {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let paid = T::Currency::decrease_balance(
            currency.clone(),
            from,
            amount,
            Precision::Exact,
            // What an account gives is what arrives: no dust is lost or taken on the way.
            Preservation::Preserve,
            Fortitude::Polite,
        )?;
        T::Currency::increase_balance_on_hold(
            currency.clone(),
            &HoldReason::Pool.into(),
            &Self::pool(grid),
            paid,
            Precision::Exact,
        )?;
        // If all of the pool's money fits the type, so does every sum of its parts.
        Self::held(grid, currency.clone()).checked_mul(MICRO).ok_or(Error::<T>::Overflow)?;
        paid.checked_mul(MICRO).ok_or(Error::<T>::Overflow.into())
    }

    /// Moves money out of the pool. Fails if the payee cannot be credited now.
    pub(crate) fn pay_out(
        grid: GridId,
        currency: &CurrencyId,
        to: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        T::Currency::transfer_on_hold(
            currency.clone(),
            &HoldReason::Pool.into(),
            &Self::pool(grid),
            to,
            amount,
            Precision::Exact,
            Restriction::Free,
            Fortitude::Polite,
        )?;
        Ok(())
    }
}

/// Adds, or fails if the sum does not fit.
pub(crate) fn add<N: CheckedAdd>(to: &mut N, what: N) -> Result<(), ArithmeticError> {
    *to = to.checked_add(&what).ok_or(ArithmeticError::Overflow)?;
    Ok(())
}

/// Subtracts what is known to be there.
pub(crate) fn sub<N: CheckedSub>(from: &mut N, what: N) -> Result<(), ArithmeticError> {
    let Some(rest) = from.checked_sub(&what) else {
        frame_support::defensive!("an account of the market would fall below zero");
        return Err(ArithmeticError::Underflow);
    };
    *from = rest;
    Ok(())
}

/// Gives income to a meter. It pays the arrears to the operator first, and the rest is credit.
pub(crate) fn receive<A>(
    meter: &mut Meter<A>,
    grid: &mut Grid<A>,
    income: MicroUnits,
) -> Result<(), ArithmeticError> {
    let arrears = income.min(meter.arrears);
    sub(&mut meter.arrears, arrears)?;
    add(&mut grid.float, arrears)?;
    add(&mut meter.credit, income.saturating_sub(arrears))
}
