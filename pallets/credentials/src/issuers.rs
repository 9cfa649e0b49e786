//! What an issuer may do now: the issuer and those above it.

use crate::*;
use alloc::vec::Vec;
use frame_support::{pallet_prelude::*, traits::EnsureOrigin};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use vaka_primitives::{BlockNumber, IssuerId, SchemaId};

/// An issuer and those above it, up to the one that the people accredited.
pub(crate) type Line<T> = Vec<(IssuerId, IssuerOf<T>)>;

impl Scope {
    /// The number of schemas that it names.
    pub(crate) fn len(&self) -> u32 {
        match &self.schemas {
            ScopeOf::All => 0,
            ScopeOf::Only(schemas) => schemas.len() as u32,
        }
    }

    /// Whether a schema of a level is in it.
    pub(crate) fn covers(&self, schema: SchemaId, level: Level) -> bool {
        let named = match &self.schemas {
            ScopeOf::All => true,
            ScopeOf::Only(schemas) => schemas.contains(&schema),
        };
        named && level <= self.level
    }

    /// Whether all that is in it is in the other, too.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let named = match (&self.schemas, &other.schemas) {
            (_, ScopeOf::All) => true,
            (ScopeOf::All, ScopeOf::Only(_)) => false,
            (ScopeOf::Only(mine), ScopeOf::Only(others)) => mine.is_subset(others),
        };
        named && self.level <= other.level
    }

    /// What is in both.
    pub(crate) fn intersection(&self, other: &Self) -> Self {
        let schemas = match (&self.schemas, &other.schemas) {
            (ScopeOf::All, schemas) | (schemas, ScopeOf::All) => schemas.clone(),
            (ScopeOf::Only(mine), ScopeOf::Only(others)) => {
                let mut both = BoundedBTreeSet::new();
                for schema in mine.intersection(others) {
                    // No more than in either.
                    let _ = both.try_insert(*schema);
                }
                ScopeOf::Only(both)
            }
        };
        Self { level: self.level.min(other.level), schemas }
    }
}

impl<AccountId, Ticket> Issuer<AccountId, Ticket> {
    /// Whether it may award at that time, as far as it alone is asked.
    pub(crate) fn is_in_force(&self, now: BlockNumber) -> bool {
        now < self.until && !self.withdrawn && !self.undelegated
    }

    /// The earliest slot from which a withdrawal ended what it issued in that slot, if one did.
    pub(crate) fn withdrawn_since(&self, issued: BlockNumber) -> Option<BlockNumber> {
        let ended = |withdrawal: &&Withdrawal| (withdrawal.since..=withdrawal.at).contains(&issued);
        self.withdrawals.iter().filter(ended).map(|withdrawal| withdrawal.since).min()
    }
}

impl<T: Config> Pallet<T> {
    /// The line of an issuer, itself first.
    pub(crate) fn line(issuer: IssuerId) -> Result<Line<T>, Error<T>> {
        let mut line = Line::<T>::new();
        let mut next = Some(issuer);
        while let Some(id) = next {
            // `try_state` checks that no line is longer.
            ensure!(line.len() <= rules::MAX_DEPTH as usize, Error::<T>::TooDeep);
            let record = Issuers::<T>::get(id).ok_or(Error::<T>::UnknownIssuer)?;
            next = record.parent;
            line.push((id, record));
        }
        Ok(line)
    }

    /// The line of an issuer for which the account acts.
    pub(crate) fn own_line(who: &T::AccountId, issuer: IssuerId) -> Result<Line<T>, Error<T>> {
        let line = Self::line(issuer)?;
        let own = line.first().is_some_and(|(_, issuer)| issuer.account == *who);
        ensure!(own, Error::<T>::NotIssuerAccount);
        Ok(line)
    }

    /// An issuer for which the account acts.
    pub(crate) fn own_issuer(
        who: &T::AccountId,
        issuer: IssuerId,
    ) -> Result<IssuerOf<T>, Error<T>> {
        let record = Issuers::<T>::get(issuer).ok_or(Error::<T>::UnknownIssuer)?;
        ensure!(record.account == *who, Error::<T>::NotIssuerAccount);
        Ok(record)
    }

    /// Checks that an issuer, and all above it, are accredited now.
    pub(crate) fn ensure_accredited(line: &Line<T>) -> Result<(), Error<T>> {
        let now = Self::now();
        let accredited = line.iter().all(|(_, issuer)| issuer.is_in_force(now));
        ensure!(accredited, Error::<T>::NotAccredited);
        Ok(())
    }

    /// Checks that an issuer, and all above it, may award a schema now.
    pub(crate) fn ensure_may_award(
        line: &Line<T>,
        schema: SchemaId,
        level: Level,
    ) -> Result<(), Error<T>> {
        Self::ensure_accredited(line)?;
        let covered = line.iter().all(|(_, issuer)| issuer.scope.covers(schema, level));
        ensure!(covered, Error::<T>::OutOfScope);
        Ok(())
    }

    /// Checks that a scope names schemas that there are, and a level that there is.
    pub(crate) fn ensure_scope(scope: &Scope) -> Result<(), Error<T>> {
        ensure!(scope.level <= rules::MAX_LEVEL, Error::<T>::LevelTooHigh);
        if let ScopeOf::Only(schemas) = &scope.schemas {
            let known = schemas.iter().all(Schemas::<T>::contains_key);
            ensure!(known, Error::<T>::UnknownSchema);
        }
        Ok(())
    }

    /// The signer, or none for the origin that accredits.
    pub(crate) fn ensure_accreditation_or_signed(
        origin: OriginFor<T>,
    ) -> Result<Option<T::AccountId>, DispatchError> {
        match T::AccreditationOrigin::try_origin(origin) {
            Ok(_) => Ok(None),
            Err(origin) => Ok(Some(ensure_signed(origin)?)),
        }
    }

    /// Checks that somebody may mark an issuer's awards: its account, one above it, or the origin that
    /// accredits. Whether the accreditation is in force does not matter, because what is wrong must be
    /// revocable for ever.
    pub(crate) fn ensure_may_mark(
        who: Option<&T::AccountId>,
        issuer: IssuerId,
    ) -> Result<(), Error<T>> {
        let line = Self::line(issuer)?;
        let may = who.is_none_or(|who| line.iter().any(|(_, issuer)| issuer.account == *who));
        ensure!(may, Error::<T>::NotAbove);
        Ok(())
    }
}
