//! The ledger: what is in the pools, and what is due to whom.
//!
//! What is on hold in a currency's pool is exactly what is in escrow, due and earned by designs in
//! it, and in that of VAKA what buyers paid to open disputes. pallet-assets keeps what is on hold apart from an account's balance: the issuer's `burn`,
//! `force_transfer`, `block` and `freeze` act on the latter, `start_destroy` refuses while anything
//! is on hold, and what is on hold can be paid out whatever the state of the pool's asset account.

use crate::*;
use frame_support::{
    pallet_prelude::*,
    storage::with_storage_layer,
    traits::{
        fungibles::{
            hold::{Inspect as _, Mutate as _, Unbalanced as _},
            Inspect as _, Unbalanced as _,
        },
        tokens::{Fortitude, Precision, Preservation, Restriction},
    },
};
use vaka_primitives::{Balance, Members as _};

impl<T: Config> Pallet<T> {
    /// What is on hold in the pool of a currency.
    pub fn held(currency: &CurrencyId) -> Balance {
        let reason = HoldReason::Escrow.into();
        T::Currency::balance_on_hold(currency.clone(), &reason, &Self::pool(currency))
    }

    /// Moves money into the pool.
    ///
    /// Not by `transfer_and_hold`: that asks whether the pool's own balance could grow, and so
    /// fails if the amount is below an asset's minimum, if the issuer blocked the pool, or if
    /// strangers filled it with vouchers. What is on hold lies beside that balance.
    pub(crate) fn take(
        currency: &CurrencyId,
        from: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        // Somebody may spend the last voucher, but stays an account that VAKA keeps.
        let all = T::Currency::balance(currency.clone(), from) == amount;
        let preservation = match currency {
            CurrencyId::WithId(_) if all => Preservation::Expendable,
            _ => Preservation::Preserve,
        };
        Self::put_on_hold(currency, from, amount, preservation)
    }

    /// Moves money of an account onto the hold in the pool.
    pub(crate) fn put_on_hold(
        currency: &CurrencyId,
        from: &T::AccountId,
        amount: Balance,
        preservation: Preservation,
    ) -> DispatchResult {
        let taken = T::Currency::decrease_balance(
            currency.clone(),
            from,
            amount,
            Precision::Exact,
            preservation,
            Fortitude::Polite,
        )?;
        T::Currency::increase_balance_on_hold(
            currency.clone(),
            &HoldReason::Escrow.into(),
            &Self::pool(currency),
            taken,
            Precision::Exact,
        )?;
        Ok(())
    }

    /// Pays somebody out of the pool, with what was due before. What cannot be paid now is due.
    pub(crate) fn credit(trader: &TraderOf<T>, currency: &CurrencyId, amount: Balance) -> Work {
        if amount == 0 {
            return Work::default();
        }
        let work = Work { vouchers: (*currency != CurrencyId::Native).into(), ..Work::default() };
        let Due { amount, account } = match Self::pay_with_due(trader, currency, amount) {
            Ok(before) => return Work { dues: (before > 0).into(), ..work },
            Err(due) => due,
        };
        let payee = Payee::from(trader.clone());
        if !Dues::<T>::contains_key(&payee, currency) {
            Self::use_currency(currency);
        }
        Dues::<T>::insert(&payee, currency, Due { amount, account });
        Self::deposit_event(Event::PaymentKept { payee, currency: currency.clone(), due: amount });
        Work { dues: 1, ..work }
    }

    /// Pays somebody out of the pool, with what was due before, which it returns. If it cannot be paid
    /// now, nothing changes, and it returns what would be due.
    pub(crate) fn pay_with_due(
        trader: &TraderOf<T>,
        currency: &CurrencyId,
        amount: Balance,
    ) -> Result<Balance, Due<T::AccountId>> {
        let payee = Payee::from(trader.clone());
        let known = Dues::<T>::get(&payee, currency);
        let before = known.as_ref().map_or(0, |due| due.amount);
        let (account, amount) = (Self::payable(trader, known), before.saturating_add(amount));
        if Self::pay(&account, currency, amount).is_err() {
            return Err(Due { amount, account });
        }
        if before > 0 {
            Self::forget_due(&payee, currency);
            let currency = currency.clone();
            Self::deposit_event(Event::Claimed { payee, currency, amount: before });
        }
        Ok(before)
    }

    /// The account that is paid: the member's of the day. Of somebody who left it is the recorded
    /// one of what is due already: the one that signed may be an old key, which somebody stole.
    fn payable(trader: &TraderOf<T>, due: Option<Due<T::AccountId>>) -> T::AccountId {
        let of_the_day = trader.member.and_then(T::Members::account_of);
        let recorded = || due.map_or_else(|| trader.account.clone(), |due| due.account);
        of_the_day.unwrap_or_else(recorded)
    }

    pub(crate) fn do_claim(payee: Payee<T::AccountId>, currency: CurrencyId) -> DispatchResult {
        let due = Dues::<T>::get(&payee, &currency).ok_or(Error::<T>::NothingDue)?;
        let Due { amount, account } = due;
        let of_member = match &payee {
            Payee::Member(member) => T::Members::account_of(*member),
            Payee::Account(_) => None,
        };
        let account = of_member.unwrap_or(account);
        Self::pay(&account, &currency, amount).map_err(|_| Error::<T>::CannotPay)?;
        Self::forget_due(&payee, &currency);
        Self::deposit_event(Event::Claimed { payee, currency, amount });
        Ok(())
    }

    /// Pays an account out of the pool, or changes nothing.
    fn pay(to: &T::AccountId, currency: &CurrencyId, amount: Balance) -> DispatchResult {
        with_storage_layer(|| {
            T::Currency::transfer_on_hold(
                currency.clone(),
                &HoldReason::Escrow.into(),
                &Self::pool(currency),
                to,
                amount,
                Precision::Exact,
                Restriction::Free,
                Fortitude::Polite,
            )
            .map(|_| ())
        })
    }

    pub(crate) fn forget_due(payee: &Payee<T::AccountId>, currency: &CurrencyId) {
        Dues::<T>::remove(payee, currency);
        Self::leave_currency(currency);
    }
}

impl<AccountId> From<Trader<AccountId>> for Payee<AccountId> {
    fn from(trader: Trader<AccountId>) -> Self {
        match trader.member {
            Some(member) => Self::Member(member),
            None => Self::Account(trader.account),
        }
    }
}
