//! Delegation: an issuer lets another one award, never more than it may itself.

use crate::*;
use frame_support::pallet_prelude::*;
use vaka_primitives::{BlockNumber, IssuerId};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_delegate_issuing(
        who: T::AccountId,
        issuer: IssuerId,
        to: T::AccountId,
        scope: Scope,
        until: BlockNumber,
        quota: Option<u32>,
    ) -> DispatchResult {
        let line = Self::own_line(&who, issuer)?;
        Self::ensure_accredited(&line)?;
        ensure!(Self::now() < until, Error::<T>::EndsInPast);
        Self::ensure_scope(&scope)?;
        // The people may have narrowed an issuer above since: the whole line counts.
        let within = line.iter().all(|(_, above)| {
            let enough = above.quota.is_none_or(|most| quota.is_some_and(|quota| quota <= most));
            scope.is_within(&above.scope) && until <= above.until && enough
        });
        ensure!(within, Error::<T>::WiderThanParent);
        ensure!(line.len() <= rules::MAX_DEPTH as usize, Error::<T>::TooDeep);
        let deposit = Self::deposit::<IssuerOf<T>>(&who)?;
        let child = Self::insert_issuer(Issuer {
            parent: Some(issuer),
            quota,
            deposit: Some(deposit),
            ..Self::accredited(to.clone(), scope, until)
        })?;
        Self::deposit_event(Event::IssuingDelegated { issuer, child, account: to, until });
        Ok(())
    }

    pub(crate) fn do_undelegate(who: T::AccountId, child: IssuerId) -> DispatchResult {
        let line = Self::line(child)?;
        let above = line.iter().skip(1).any(|(_, above)| above.account == who);
        ensure!(above, Error::<T>::NotAbove);
        Issuers::<T>::try_mutate(child, |record| {
            let record = record.as_mut().ok_or(Error::<T>::UnknownIssuer)?;
            ensure!(!record.undelegated, Error::<T>::AlreadyUndelegated);
            record.undelegated = true;
            Ok::<_, DispatchError>(())
        })?;
        Self::deposit_event(Event::IssuingUndelegated { child });
        Ok(())
    }
}
