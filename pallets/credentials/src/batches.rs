//! Batches: awards that are issued together, as the root of a tree.

use crate::*;
use credential_award::{Hash, MAX_AWARDS};
use frame_support::pallet_prelude::*;
use vaka_primitives::{IssuerId, SchemaId};

/// The seconds of a day.
const DAY: Seconds = 86_400;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_issue_batch(
        who: T::AccountId,
        issuer: IssuerId,
        sequence: Sequence,
        schema: SchemaId,
        root: Hash,
        count: u32,
        valid_until: Option<Seconds>,
    ) -> DispatchResult {
        let mut line = Self::own_line(&who, issuer)?;
        let own = line.first().map(|(_, own)| own).ok_or(Error::<T>::UnknownIssuer)?;
        ensure!(sequence == own.next, Error::<T>::WrongSequence);
        ensure!((1..=MAX_AWARDS).contains(&count), Error::<T>::WrongCount);
        let key = own.keys.checked_sub(1).ok_or(Error::<T>::NoKey)?;
        let record = Self::schema_of(schema)?;
        ensure!(record.superseded_by.is_none(), Error::<T>::Superseded);
        Self::ensure_may_award(&line, schema, record.level)?;
        Self::ensure_validity(&record, valid_until)?;
        for (n, (id, issuer)) in line.iter_mut().enumerate() {
            let used = issuer.used.checked_add(count).ok_or(Error::<T>::NumbersExhausted)?;
            ensure!(issuer.quota.is_none_or(|most| used <= most), Error::<T>::QuotaExceeded);
            issuer.used = used;
            if n == 0 {
                let next = issuer.next.checked_add(1);
                issuer.next = next.ok_or(Error::<T>::NumbersExhausted)?;
                issuer.awards = issuer.awards.saturating_add(count);
            }
            Issuers::<T>::insert(*id, issuer);
        }
        let deposit = Some(Self::deposit::<BatchOf<T>>(&who)?);
        let issued = Self::now();
        let batch = Batch { schema, root, count, valid_until, issued, key, deposit };
        Batches::<T>::insert(issuer, sequence, batch);
        Self::deposit_event(Event::BatchIssued { issuer, sequence, schema, count });
        Ok(())
    }

    /// Checks that awards are valid for some time, and for no longer than their schema allows.
    fn ensure_validity(schema: &SchemaOf<T>, valid_until: Option<Seconds>) -> DispatchResult {
        let now = Self::seconds();
        ensure!(valid_until.is_none_or(|until| now < until), Error::<T>::AlreadyExpired);
        if let Some(days) = schema.valid_for {
            let last = now.saturating_add(Seconds::from(days).saturating_mul(DAY));
            let within = valid_until.is_some_and(|until| until <= last);
            ensure!(within, Error::<T>::ValidTooLong);
        }
        Ok(())
    }
}
