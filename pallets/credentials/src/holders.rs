//! Holders: the people who bound awards. What they bound follows them to another account.

use crate::*;
use vaka_primitives::{take_number, Follows, HolderId};

impl<T: Config> Pallet<T> {
    /// The holder that an account speaks for.
    pub(crate) fn holder(who: &T::AccountId) -> Result<HolderId, Error<T>> {
        HolderOf::<T>::get(who).ok_or(Error::<T>::NotBound)
    }

    /// The holder that an account speaks for; a new one if there is none.
    pub(crate) fn holder_or_new(
        who: &T::AccountId,
    ) -> Result<(HolderId, Holder<T::AccountId>), Error<T>> {
        if let Some(id) = HolderOf::<T>::get(who) {
            return Ok((id, Holders::<T>::get(id).ok_or(Error::<T>::NotBound)?));
        }
        let id = take_number::<NextHolder<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        HolderOf::<T>::insert(who, id);
        Ok((id, Holder { account: who.clone(), bound: 0, free: 0 }))
    }

    /// Stores a holder, or forgets one who has bound nothing any longer.
    pub(crate) fn put_holder(id: HolderId, holder: Holder<T::AccountId>) {
        if holder.bound == 0 {
            HolderOf::<T>::remove(&holder.account);
            Holders::<T>::remove(id);
        } else {
            Holders::<T>::insert(id, holder);
        }
    }
}

/// A member who lost a key gets another account. What they bound goes with them, and the old key has
/// it no longer. A member who leaves keeps it at the last account.
impl<T: Config> Follows<T::AccountId> for Pallet<T> {
    fn may_take(account: &T::AccountId) -> bool {
        !HolderOf::<T>::contains_key(account)
    }

    fn moved(old: &T::AccountId, new: &T::AccountId) {
        let Some(id) = HolderOf::<T>::take(old) else {
            return;
        };
        HolderOf::<T>::insert(new, id);
        Holders::<T>::mutate_extant(id, |holder| holder.account = new.clone());
        Self::deposit_event(Event::HolderMoved { old: old.clone(), new: new.clone() });
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn burden(account: &T::AccountId) {
        if let Ok((id, mut holder)) = Self::holder_or_new(account) {
            holder.bound = 1;
            Self::put_holder(id, holder);
        }
    }
}
