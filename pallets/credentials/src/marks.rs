//! Marks: awards that are revoked, for ever, or suspended.

use crate::*;
use credential_award::{Mark, Marks, CHUNK};
use frame_support::pallet_prelude::*;
use vaka_primitives::IssuerId;

impl<T: Config> Pallet<T> {
    /// The mark of an award.
    pub(crate) fn mark(award: &Award) -> Mark {
        let (chunk, at) = place(award.index);
        Marked::<T>::get((award.issuer, award.sequence, chunk)).get(at)
    }

    pub(crate) fn do_revoke(
        who: Option<T::AccountId>,
        issuer: IssuerId,
        sequence: Sequence,
        indexes: Indexes,
    ) -> DispatchResult {
        Self::ensure_may_mark(who.as_ref(), issuer)?;
        Self::revoke_all(issuer, sequence, indexes)
    }

    /// Revokes awards. Their suspension goes with it, because it says nothing any longer.
    pub(crate) fn revoke_all(
        issuer: IssuerId,
        sequence: Sequence,
        indexes: Indexes,
    ) -> DispatchResult {
        Self::change(issuer, sequence, &indexes, |_| Ok(Mark { revoked: true, suspended: false }))?;
        Issuers::<T>::mutate_extant(issuer, |issuer| {
            issuer.revoked = issuer.revoked.saturating_add(indexes.len() as u32);
        });
        Self::deposit_event(Event::Revoked { issuer, sequence, indexes });
        Ok(())
    }

    pub(crate) fn do_suspend(
        who: Option<T::AccountId>,
        issuer: IssuerId,
        sequence: Sequence,
        indexes: Indexes,
    ) -> DispatchResult {
        Self::ensure_may_mark(who.as_ref(), issuer)?;
        Self::change(issuer, sequence, &indexes, |mark| {
            ensure!(!mark.suspended, Error::<T>::AlreadySuspended);
            Ok(Mark { suspended: true, ..mark })
        })?;
        Self::deposit_event(Event::Suspended { issuer, sequence, indexes });
        Ok(())
    }

    pub(crate) fn do_reinstate(
        who: Option<T::AccountId>,
        issuer: IssuerId,
        sequence: Sequence,
        indexes: Indexes,
    ) -> DispatchResult {
        Self::ensure_may_mark(who.as_ref(), issuer)?;
        Self::change(issuer, sequence, &indexes, |mark| {
            ensure!(mark.suspended, Error::<T>::NotSuspended);
            Ok(Mark { suspended: false, ..mark })
        })?;
        Self::deposit_event(Event::Reinstated { issuer, sequence, indexes });
        Ok(())
    }

    /// Changes the marks of awards that are not revoked, all or none.
    fn change(
        issuer: IssuerId,
        sequence: Sequence,
        indexes: &Indexes,
        change: impl Fn(Mark) -> Result<Mark, Error<T>>,
    ) -> DispatchResult {
        let batch = Batches::<T>::get(issuer, sequence).ok_or(Error::<T>::UnknownBatch)?;
        ensure!(!indexes.is_empty(), Error::<T>::NothingToMark);
        for index in indexes {
            ensure!(*index < batch.count, Error::<T>::UnknownAward);
            let (chunk, at) = place(*index);
            Marked::<T>::try_mutate_exists((issuer, sequence, chunk), |marks| {
                let mut changed = marks.take().unwrap_or_default();
                let mark = changed.get(at);
                ensure!(!mark.revoked, Error::<T>::Revoked);
                changed.set(at, change(mark)?);
                *marks = Some(changed).filter(|marks: &Marks| !marks.is_empty());
                Ok::<_, Error<T>>(())
            })?;
        }
        Ok(())
    }
}

/// The chunk of an award, and its place in it.
fn place(index: u32) -> (u8, u32) {
    let (chunk, at) = (index / CHUNK, index % CHUNK);
    // A batch has 8 chunks at most.
    (u8::try_from(chunk).unwrap_or(u8::MAX), at)
}
