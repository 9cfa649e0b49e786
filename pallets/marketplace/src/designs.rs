//! Designs: things are made after them, and their payees get a share.

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::pallet_prelude::*;
use marketplace_escrow::{Royalties, MAX_PAYEES};
use sp_core::H256;
use sp_runtime::Saturating as _;
use vaka_primitives::{slots_of, take_number, Balance};

impl<AccountId, Ticket> Design<AccountId, Ticket> {
    /// What it earned in a currency.
    fn earnings_in(&mut self, currency: &CurrencyId) -> Option<&mut Earnings> {
        self.earnings.iter_mut().find(|earnings| earnings.currency == *currency)
    }

    /// Whether it can earn in one more currency. One place is kept for VAKA: nobody can fill all of
    /// them with vouchers of their own.
    fn has_place_for(&self, currency: &CurrencyId) -> bool {
        let earns_vaka = self.earnings.iter().any(|it| it.currency == CurrencyId::Native);
        let kept = usize::from(*currency != CurrencyId::Native && !earns_vaka);
        self.earnings.len().saturating_add(kept) < rules::MAX_CURRENCIES as usize
    }

    /// Whether what lies in it stands in somebody's way: it takes the last place for a currency, or
    /// keeps the deposit of a design that is over.
    fn is_in_the_way(&self) -> bool {
        self.retired || self.struck || !self.has_place_for(&CurrencyId::WithId(0))
    }

    /// Each payee's share.
    pub(crate) fn royalties(&self) -> Royalties {
        // They were royalties when it was registered.
        Royalties::new(self.payees.iter().map(|payee| payee.share)).unwrap_or_default()
    }
}

impl Earnings {
    /// Whether nothing pays into it, and nothing is in it.
    fn is_idle(&self) -> bool {
        self.users == 0 && self.due.iter().all(|due| *due == 0)
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register_design(
        who: T::AccountId,
        content: H256,
        shares: Shares<T::AccountId>,
        parents: Parents,
    ) -> DispatchResult {
        ensure!(!StruckContents::<T>::contains_key(content), Error::<T>::DesignStruck);
        ensure!(!DesignByContent::<T>::contains_key(content), Error::<T>::DesignExists);
        let payees = Self::flatten(shares, &parents)?;
        Royalties::new(payees.iter().map(|payee| payee.share)).map_err(Error::<T>::from)?;
        let design = take_number::<NextDesign<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        let owner = Self::trader(&who);
        let deposit = Self::take_space::<DesignOf<T>>(&owner, Space::Design)?;
        let earnings = BoundedVec::new();
        let (retired, struck) = (false, false);
        let record = Design { content, owner, payees, retired, struck, earnings, deposit };
        Designs::<T>::insert(design, record);
        DesignByContent::<T>::insert(content, design);
        Self::deposit_event(Event::DesignRegistered { design, content, owner: who });
        Ok(())
    }

    /// The payees that a design names, and those of the designs on which it is based. Each person
    /// is one payee.
    fn flatten(
        shares: Shares<T::AccountId>,
        parents: &Parents,
    ) -> Result<Payees<T::AccountId>, Error<T>> {
        let mut named = Vec::new();
        for (who, share) in shares {
            ensure!(!share.is_zero(), Error::<T>::NoShare);
            named.push(Royalty { who: Self::trader(&who), share });
        }
        let mut seen = Vec::new();
        for parent in parents {
            ensure!(!seen.contains(&parent), Error::<T>::SameParent);
            seen.push(parent);
            ensure!(!StruckContents::<T>::contains_key(parent), Error::<T>::DesignStruck);
            let parent = DesignByContent::<T>::get(parent).ok_or(Error::<T>::UnknownDesign)?;
            named.extend(Self::design_of(parent)?.payees);
        }
        let mut payees = Payees::<T::AccountId>::default();
        for payee in named {
            match payees.iter_mut().find(|other| other.who.is(&payee.who)) {
                Some(other) => other.share = other.share.saturating_add(payee.share),
                None => payees.try_push(payee).map_err(|_| Error::<T>::TooManyPayees)?,
            }
        }
        Ok(payees)
    }

    pub(crate) fn do_retire_design(who: T::AccountId, id: DesignId) -> DispatchResult {
        let mut design = Self::design_of(id)?;
        ensure!(Self::speaks_for(&who, &design.owner), Error::<T>::NotDesignOwner);
        ensure!(!design.retired, Error::<T>::DesignRetired);
        design.retired = true;
        Self::put_design(id, design);
        Self::deposit_event(Event::DesignRetired { design: id });
        Ok(())
    }

    pub(crate) fn do_strike_design(id: DesignId) -> DispatchResult {
        let mut design = Self::design_of(id)?;
        ensure!(!design.struck, Error::<T>::DesignStruck);
        design.struck = true;
        StruckContents::<T>::insert(design.content, ());
        Self::put_design(id, design);
        Self::deposit_event(Event::DesignStruck { design: id });
        Ok(())
    }

    /// Returns to how many payees something was due.
    pub(crate) fn do_claim_royalties(
        id: DesignId,
        currency: CurrencyId,
    ) -> Result<u32, DispatchError> {
        let mut design = Self::design_of(id)?;
        let payees = design.payees.clone();
        let earnings = design.earnings_in(&currency).ok_or(Error::<T>::NothingDue)?;
        let owed = earnings.owed();
        ensure!(owed > 0, Error::<T>::NothingDue);
        let mut amount: Balance = 0;
        for (payee, due) in payees.iter().zip(earnings.due.iter_mut()) {
            // What cannot be paid now stops nobody. It stays here, where the owner's deposit pays
            // for its space: a payee need not be an account that there ever was.
            if *due > 0 && Self::pay_with_due(&payee.who, &currency, *due).is_ok() {
                amount = amount.saturating_add(core::mem::take(due));
            }
        }
        ensure!(amount > 0, Error::<T>::CannotPay);
        Self::drop_idle(&mut design);
        Self::put_design(id, design);
        Self::deposit_event(Event::RoyaltiesClaimed { design: id, currency, amount });
        Ok(owed)
    }

    /// An issuer who blocks a design's payees would else hold a place among its currencies for ever,
    /// and its owner's deposit. What goes, goes to the treasury: nobody else may win by blocking
    /// them. Returns to how many payees something was due.
    pub(crate) fn do_write_off_royalties(
        id: DesignId,
        currency: CurrencyId,
    ) -> Result<u32, DispatchError> {
        let mut design = Self::design_of(id)?;
        let in_the_way = design.is_in_the_way();
        let payees = design.payees.clone();
        let earnings = design.earnings_in(&currency).ok_or(Error::<T>::NothingDue)?;
        let owed = earnings.owed();
        ensure!(owed > 0, Error::<T>::NothingDue);
        let now = Self::now();
        let days = slots_of(Self::figures().unclaimed_days, now.day);
        let waited = earnings.left.is_some_and(|left| now.open >= left.saturating_add(days));
        ensure!(in_the_way && waited, Error::<T>::StillClaimable);
        let mut amount: Balance = 0;
        for (payee, due) in payees.iter().zip(earnings.due.iter_mut()) {
            let due = core::mem::take(due);
            if due > 0 && Self::pay_with_due(&payee.who, &currency, due).is_err() {
                amount = amount.saturating_add(due);
            }
        }
        let treasury = Trader { account: T::Treasury::get(), member: None };
        Self::credit(&treasury, &currency, amount);
        Self::drop_idle(&mut design);
        Self::put_design(id, design);
        Self::deposit_event(Event::RoyaltiesWrittenOff { design: id, currency, amount });
        Ok(owed)
    }

    pub(crate) fn design_of(id: DesignId) -> Result<DesignOf<T>, Error<T>> {
        Designs::<T>::get(id).ok_or(Error::<T>::UnknownDesign)
    }

    /// The design that a new listing names.
    pub(crate) fn ensure_usable(id: DesignId) -> Result<(), Error<T>> {
        let design = Self::design_of(id)?;
        ensure!(!design.struck, Error::<T>::DesignStruck);
        ensure!(!design.retired, Error::<T>::DesignRetired);
        Ok(())
    }

    /// Counts a listing or an order more that pays a design. Its place among the currencies in
    /// which the design earns is taken from now on, so that an order's end always finds it.
    pub(crate) fn use_design(id: DesignId, currency: &CurrencyId) -> Result<(), Error<T>> {
        let mut design = Self::design_of(id)?;
        match design.earnings_in(currency) {
            Some(earnings) => {
                earnings.users = earnings.users.saturating_add(1);
                earnings.left = None;
            }
            None => {
                let due = vec![0; design.payees.len()];
                let earnings = Earnings {
                    currency: currency.clone(),
                    users: 1,
                    left: None,
                    due: BoundedVec::truncate_from(due),
                };
                ensure!(design.has_place_for(currency), Error::<T>::TooManyCurrencies);
                let pushed = design.earnings.try_push(earnings);
                pushed.map_err(|_| Error::<T>::TooManyCurrencies)?;
                Self::use_currency(currency);
            }
        }
        Designs::<T>::insert(id, design);
        Ok(())
    }

    /// Counts a listing or an order less that pays a design.
    pub(crate) fn leave_design(id: DesignId, currency: &CurrencyId) {
        let Some(mut design) = Designs::<T>::get(id) else {
            frame_support::defensive!("a design in use exists");
            return;
        };
        if let Some(earnings) = design.earnings_in(currency) {
            earnings.users = earnings.users.saturating_sub(1);
            earnings.left = (earnings.users == 0).then(|| Self::now().open);
        }
        Self::drop_idle(&mut design);
        Self::put_design(id, design);
    }

    /// Adds an order's royalties.
    pub(crate) fn earn(
        id: DesignId,
        currency: &CurrencyId,
        royalties: &[Balance; MAX_PAYEES as usize],
    ) {
        if royalties.iter().all(|royalty| *royalty == 0) {
            return;
        }
        Designs::<T>::mutate(id, |design| {
            let earnings = design.as_mut().and_then(|design| design.earnings_in(currency));
            let Some(earnings) = earnings else {
                frame_support::defensive!("a design in use has earnings");
                return;
            };
            for (due, royalty) in earnings.due.iter_mut().zip(royalties) {
                *due = due.saturating_add(*royalty);
            }
        });
    }

    /// Each payee's share of what the seller of an order gets.
    pub(crate) fn royalties_of(design: Option<DesignId>) -> Royalties {
        let design = design.and_then(Designs::<T>::get);
        design.map(|design| design.royalties()).unwrap_or_default()
    }

    fn drop_idle(design: &mut DesignOf<T>) {
        design.earnings.retain(|earnings| {
            let idle = earnings.is_idle();
            if idle {
                Self::leave_currency(&earnings.currency);
            }
            !idle
        });
    }

    /// Stores a design, or forgets one that is over. The content of one that was struck stays
    /// known, so that nobody registers it again.
    fn put_design(id: DesignId, design: DesignOf<T>) {
        let over = (design.retired || design.struck) && design.earnings.is_empty();
        if !over {
            Designs::<T>::insert(id, design);
            return;
        }
        Designs::<T>::remove(id);
        DesignByContent::<T>::remove(design.content);
        Self::leave_space(&design.owner, Space::Design, design.deposit);
    }
}

/// What all payees get together.
pub(crate) fn sum(amounts: &[Balance]) -> Balance {
    amounts.iter().fold(0, |sum: Balance, amount| sum.saturating_add(*amount))
}
