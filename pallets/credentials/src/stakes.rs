//! Stakes: money behind an issuer's awards, or behind somebody's practice.

use crate::*;
use frame_support::{
    pallet_prelude::*,
    traits::{
        fungible::hold::Mutate as _,
        tokens::{Fortitude, Precision, Restriction},
    },
};
use sp_runtime::Permill;
use vaka_primitives::Balance;

impl<AccountId> Stake<AccountId> {
    /// What is on its way out.
    pub(crate) fn leaving(&self) -> Balance {
        self.leaving.map_or(0, |leaving| leaving.amount)
    }

    /// What is not on its way out.
    pub(crate) fn staying(&self) -> Balance {
        self.amount.saturating_sub(self.leaving())
    }
}

impl<T: Config> Pallet<T> {
    /// The stake that an account may put up or take back.
    fn stake_key(who: &T::AccountId, purpose: Purpose) -> Result<StakeKey, Error<T>> {
        match purpose {
            Purpose::Issuer(issuer) => {
                Self::own_issuer(who, issuer)?;
                Ok(StakeKey::Issuer(issuer))
            }
            Purpose::Practice(schema) => {
                let holder = Self::holder(who)?;
                let bound = Bindings::<T>::contains_key(holder, schema);
                ensure!(bound, Error::<T>::NotBound);
                Ok(StakeKey::Practice(holder, schema))
            }
        }
    }

    pub(crate) fn do_stake(who: T::AccountId, purpose: Purpose, amount: Balance) -> DispatchResult {
        let key = Self::stake_key(&who, purpose)?;
        let reason = HoldReason::Stake.into();
        let stake = match Stakes::<T>::get(key) {
            Some(stake) => {
                ensure!(amount > 0, Error::<T>::StakeTooSmall);
                if stake.held_at != who {
                    // One account holds all of it, so that a slash finds it.
                    T::Currency::transfer_on_hold(
                        &reason,
                        &stake.held_at,
                        &who,
                        stake.amount,
                        Precision::Exact,
                        Restriction::OnHold,
                        Fortitude::Force,
                    )?;
                }
                let total = stake.amount.checked_add(amount).ok_or(Error::<T>::NumbersExhausted)?;
                Stake { held_at: who.clone(), amount: total, ..stake }
            }
            None => {
                let least = Self::figures().least_stake;
                ensure!(amount >= least, Error::<T>::StakeTooSmall);
                Stake { held_at: who.clone(), amount, leaving: None }
            }
        };
        T::Currency::hold(&reason, &who, amount)?;
        Stakes::<T>::insert(key, stake);
        Self::deposit_event(Event::Staked { who, purpose, amount });
        Ok(())
    }

    pub(crate) fn do_request_unstake(
        who: T::AccountId,
        purpose: Purpose,
        amount: Balance,
    ) -> DispatchResult {
        let key = Self::stake_key(&who, purpose)?;
        let mut stake = Stakes::<T>::get(key).ok_or(Error::<T>::NoStake)?;
        ensure!(amount > 0, Error::<T>::StakeTooSmall);
        let rest = stake.staying().checked_sub(amount).ok_or(Error::<T>::NotSoMuchStaked)?;
        let rules = Self::figures();
        ensure!(rest == 0 || rest >= rules.least_stake, Error::<T>::StakeTooSmall);
        let from = Self::after(rules.unstaking);
        let leaving = stake.leaving().saturating_add(amount);
        stake.leaving = Some(Leaving { amount: leaving, from });
        Stakes::<T>::insert(key, stake);
        Self::deposit_event(Event::UnstakeRequested { who, purpose, from });
        Ok(())
    }

    pub(crate) fn do_withdraw_stake(who: T::AccountId, purpose: Purpose) -> DispatchResult {
        let key = Self::stake_key(&who, purpose)?;
        let mut stake = Stakes::<T>::get(key).ok_or(Error::<T>::NoStake)?;
        let leaving = stake.leaving.take().ok_or(Error::<T>::NothingLeaving)?;
        ensure!(Self::now() >= leaving.from, Error::<T>::TooEarly);
        Self::ensure_free(key)?;
        let amount = leaving.amount;
        Self::pay_held(&HoldReason::Stake, &stake.held_at, &who, amount, Precision::Exact)?;
        stake.amount = stake.amount.saturating_sub(amount);
        Self::put_stake(key, stake);
        Self::deposit_event(Event::StakeWithdrawn { who, purpose, amount });
        Ok(())
    }

    /// Checks that nothing answers with this stake.
    fn ensure_free(key: StakeKey) -> DispatchResult {
        match key {
            StakeKey::Issuer(issuer) => {
                let record = Issuers::<T>::get(issuer).ok_or(Error::<T>::UnknownIssuer)?;
                ensure!(record.challenged == 0, Error::<T>::StakeChallenged);
            }
            StakeKey::Practice(holder, schema) => {
                let binding = Bindings::<T>::get(holder, schema).ok_or(Error::<T>::NotBound)?;
                ensure!(binding.engaged == 0, Error::<T>::Engaged);
                let challenged = Challenged::<T>::contains_key(binding.award);
                ensure!(!challenged, Error::<T>::StakeChallenged);
            }
        }
        Ok(())
    }

    fn put_stake(key: StakeKey, stake: Stake<T::AccountId>) {
        if stake.amount == 0 {
            Stakes::<T>::remove(key);
        } else {
            Stakes::<T>::insert(key, stake);
        }
    }

    /// Takes as much of a stake as `cut` says of all that there is, what is on its way out included.
    /// Pays the part `reward` of it to one account, and the rest to the treasury. Returns what was
    /// taken.
    pub(crate) fn slash_stake(
        key: StakeKey,
        cut: impl FnOnce(Balance) -> Balance,
        reward: Permill,
        to: &T::AccountId,
    ) -> Balance {
        let Some(mut stake) = Stakes::<T>::get(key) else {
            return 0;
        };
        let cut = cut(stake.amount).min(stake.amount);
        let from = &stake.held_at;
        let paid = Self::pay(&HoldReason::Stake, from, to, reward.mul_floor(cut));
        let rest = cut.saturating_sub(paid);
        let rest = Self::pay(&HoldReason::Stake, from, &T::Treasury::get(), rest);
        let taken = paid.saturating_add(rest);
        stake.amount = stake.amount.saturating_sub(taken);
        let amount = stake.leaving().min(stake.amount);
        stake.leaving = stake.leaving.map(|leaving| Leaving { amount, ..leaving });
        stake.leaving = stake.leaving.filter(|leaving| leaving.amount > 0);
        Self::put_stake(key, stake);
        Self::deposit_event(Event::Slashed { stake: key, amount: taken });
        taken
    }

    /// Pays money that is on hold. An account that cannot take it gets nothing. Returns what was
    /// paid.
    pub(crate) fn pay(
        reason: &HoldReason,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Balance,
    ) -> Balance {
        Self::pay_held(reason, from, to, amount, Precision::BestEffort).unwrap_or_default()
    }

    /// Pays money that is on hold in one account to another one, or to the same. Returns what was
    /// paid.
    fn pay_held(
        reason: &HoldReason,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Balance,
        precision: Precision,
    ) -> Result<Balance, DispatchError> {
        let reason = (*reason).into();
        if from == to {
            return T::Currency::release(&reason, from, amount, precision);
        }
        T::Currency::transfer_on_hold(
            &reason,
            from,
            to,
            amount,
            precision,
            Restriction::Free,
            Fortitude::Force,
        )
    }
}
