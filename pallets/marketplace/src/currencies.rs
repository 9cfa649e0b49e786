//! The currencies in use, and the pool account of each.

use crate::*;
use codec::{Decode, Encode};
use sp_runtime::{traits::AccountIdConversion, TypeId};

/// What names a pool account.
#[derive(Decode, Encode)]
struct Pool(CurrencyId);

impl TypeId for Pool {
    const TYPE_ID: [u8; 4] = *b"mkt/";
}

impl<T: Config> Pallet<T> {
    /// The account that holds all money of a currency which the marketplace has.
    pub fn pool(currency: &CurrencyId) -> T::AccountId {
        Pool(currency.clone()).into_account_truncating()
    }

    /// Whether something is priced in a currency, or due in it. Nobody may create an asset that
    /// would be taken for that currency.
    pub fn in_use(currency: &CurrencyId) -> bool {
        Currencies::<T>::contains_key(currency)
    }

    /// Counts one thing more that names a currency.
    ///
    /// The first one gives the pool a provider reference, which holds of VAKA ask for. Holds of
    /// assets need nothing of the pool, not even an account in the asset ([`Self::take`]).
    pub(crate) fn use_currency(currency: &CurrencyId) {
        Currencies::<T>::mutate(currency, |uses| {
            if *uses == 0 {
                frame_system::Pallet::<T>::inc_providers(&Self::pool(currency));
            }
            *uses = uses.saturating_add(1);
        });
    }

    /// Lets a currency be in use while something is done with it.
    pub(crate) fn while_in_use<R>(currency: &CurrencyId, f: impl FnOnce() -> R) -> R {
        Self::use_currency(currency);
        let result = f();
        Self::leave_currency(currency);
        result
    }

    /// Counts one thing less that names a currency.
    pub(crate) fn leave_currency(currency: &CurrencyId) {
        let uses = Currencies::<T>::get(currency);
        frame_support::defensive_assert!(uses > 0, "a currency that is left was in use");
        let uses = uses.saturating_sub(1);
        if uses > 0 {
            Currencies::<T>::insert(currency, uses);
            return;
        }
        Currencies::<T>::remove(currency);
        // It fails while somebody's vouchers lie in the pool account. Then the reference stays.
        let _ = frame_system::Pallet::<T>::dec_providers(&Self::pool(currency));
    }
}
