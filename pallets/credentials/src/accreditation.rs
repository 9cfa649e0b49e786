//! Accreditation: the people say who awards.

use crate::*;
use frame_support::pallet_prelude::*;
use vaka_primitives::{take_number, BlockNumber, IssuerId};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_accredit_issuer(
        issuer: Option<IssuerId>,
        account: T::AccountId,
        scope: Scope,
        until: BlockNumber,
    ) -> DispatchResult {
        ensure!(Self::now() < until, Error::<T>::EndsInPast);
        Self::ensure_scope(&scope)?;
        let issuer = match issuer {
            Some(issuer) => {
                Self::renew(issuer, account.clone(), scope, until)?;
                issuer
            }
            None => Self::insert_issuer(Self::accredited(account.clone(), scope, until))?,
        };
        Self::deposit_event(Event::IssuerAccredited { issuer, account, until });
        Ok(())
    }

    /// An issuer that the people accredit.
    pub(crate) fn accredited(
        account: T::AccountId,
        scope: Scope,
        until: BlockNumber,
    ) -> IssuerOf<T> {
        Issuer {
            account,
            parent: None,
            scope,
            until,
            quota: None,
            used: 0,
            undelegated: false,
            withdrawn: false,
            withdrawals: BoundedVec::new(),
            next: 0,
            keys: 0,
            awards: 0,
            revoked: 0,
            upheld: 0,
            challenged: 0,
            deposit: None,
        }
    }

    /// Gives an issuer its number.
    pub(crate) fn insert_issuer(record: IssuerOf<T>) -> Result<IssuerId, Error<T>> {
        let issuer = take_number::<NextIssuer<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        Issuers::<T>::insert(issuer, record);
        Ok(issuer)
    }

    fn renew(
        issuer: IssuerId,
        account: T::AccountId,
        scope: Scope,
        until: BlockNumber,
    ) -> DispatchResult {
        Issuers::<T>::try_mutate(issuer, |record| {
            let record = record.as_mut().ok_or(Error::<T>::UnknownIssuer)?;
            ensure!(record.parent.is_none(), Error::<T>::IsDelegate);
            // The next withdrawal must find room: nothing may stand in the way of that.
            let room = !record.withdrawals.is_full();
            ensure!(room || !record.withdrawn, Error::<T>::TooManyWithdrawals);
            *record = Issuer { account, scope, until, withdrawn: false, ..record.clone() };
            Ok(())
        })
    }

    pub(crate) fn do_withdraw_accreditation(
        issuer: IssuerId,
        since: BlockNumber,
    ) -> DispatchResult {
        let at = Self::now();
        ensure!(since <= at, Error::<T>::SinceInFuture);
        Issuers::<T>::try_mutate(issuer, |record| -> DispatchResult {
            let record = record.as_mut().ok_or(Error::<T>::UnknownIssuer)?;
            match record.withdrawals.last_mut().filter(|_| record.withdrawn) {
                // Nothing that a withdrawal ended becomes valid again.
                Some(last) => {
                    ensure!(since < last.since, Error::<T>::AlreadyWithdrawn);
                    last.since = since;
                }
                None => {
                    let withdrawal = Withdrawal { since, at };
                    let added = record.withdrawals.try_push(withdrawal);
                    added.map_err(|_| Error::<T>::TooManyWithdrawals)?;
                    record.withdrawn = true;
                }
            }
            Ok(())
        })?;
        Self::deposit_event(Event::AccreditationWithdrawn { issuer, since });
        Ok(())
    }

    pub(crate) fn do_set_issuer_account(
        who: Option<T::AccountId>,
        issuer: IssuerId,
        account: T::AccountId,
    ) -> DispatchResult {
        Issuers::<T>::try_mutate(issuer, |record| {
            let record = record.as_mut().ok_or(Error::<T>::UnknownIssuer)?;
            let may = who.is_none_or(|who| who == record.account);
            ensure!(may, Error::<T>::NotIssuerAccount);
            record.account = account.clone();
            Ok::<_, DispatchError>(())
        })?;
        Self::deposit_event(Event::IssuerAccountSet { issuer, account });
        Ok(())
    }
}
