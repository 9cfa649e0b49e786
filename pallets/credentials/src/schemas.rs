//! Schemas: what awards say that somebody can do.

use crate::*;
use credential_award::Hash;
use frame_support::{
    pallet_prelude::*,
    traits::{Consideration as _, Footprint},
};
use vaka_primitives::{take_number, Days, IssuerId, SchemaId};

impl<T: Config> Pallet<T> {
    /// A schema by its number.
    pub(crate) fn schema_of(schema: SchemaId) -> Result<SchemaOf<T>, Error<T>> {
        Schemas::<T>::get(schema).ok_or(Error::<T>::UnknownSchema)
    }

    pub(crate) fn do_register_schema(
        owner: T::AccountId,
        issuer: Option<IssuerId>,
        definition: Hash,
        title: Title,
        level: Level,
        credit_hours: u16,
        valid_for: Option<Days>,
    ) -> DispatchResult {
        ensure!(!title.is_empty(), Error::<T>::EmptyTitle);
        ensure!(level <= rules::MAX_LEVEL, Error::<T>::LevelTooHigh);
        ensure!(valid_for != Some(0), Error::<T>::NoValidity);
        match issuer {
            // Which schemas are in its scope does not matter: this one has no number yet.
            Some(issuer) => {
                let line = Self::own_line(&owner, issuer)?;
                Self::ensure_accredited(&line)?;
                let reaches = line.iter().all(|(_, issuer)| level <= issuer.scope.level);
                ensure!(reaches, Error::<T>::OutOfScope);
            }
            None => ensure!(level == 0, Error::<T>::NotAccredited),
        }
        let deposit = Self::deposit::<SchemaOf<T>>(&owner)?;
        Self::insert_schema(Schema {
            owner,
            issuer,
            definition,
            title,
            level,
            credit_hours,
            valid_for,
            superseded_by: None,
            generation: 0,
            deposit: Some(deposit),
        })
    }

    /// Gives a schema its number.
    pub(crate) fn insert_schema(record: SchemaOf<T>) -> DispatchResult {
        let schema = take_number::<NextSchema<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        Self::deposit_event(Event::SchemaRegistered { schema, owner: record.owner.clone() });
        Schemas::<T>::insert(schema, record);
        Ok(())
    }

    pub(crate) fn do_supersede_schema(
        who: T::AccountId,
        old: SchemaId,
        new: SchemaId,
    ) -> DispatchResult {
        let (mut before, mut after) = (Self::schema_of(old)?, Self::schema_of(new)?);
        ensure!(before.owner == who && after.owner == who, Error::<T>::NotSchemaOwner);
        ensure!(old != new, Error::<T>::SameSchema);
        // What takes another's place is in force, so no chain bites its own tail.
        let superseded = before.superseded_by.or(after.superseded_by);
        ensure!(superseded.is_none(), Error::<T>::Superseded);
        // Otherwise an owner of a level 0 could make nurses of those who hold it.
        ensure!(before.level <= after.level, Error::<T>::LevelTooLow);
        let issuer = after.issuer.ok_or(Error::<T>::NotAccredited)?;
        let line = Self::own_line(&who, issuer)?;
        Self::ensure_may_award(&line, new, after.level)?;
        let generation = before.generation.saturating_add(1).max(after.generation);
        ensure!(generation <= rules::MAX_SUPERSEDED, Error::<T>::ChainTooLong);
        before.superseded_by = Some(new);
        after.generation = generation;
        Schemas::<T>::insert(old, before);
        Schemas::<T>::insert(new, after);
        Self::deposit_event(Event::SchemaSuperseded { old, new });
        Ok(())
    }

    /// The schemas that meet what asks for this one: itself, and those that supersede it one after
    /// the other.
    pub(crate) fn successors(schema: SchemaId) -> impl Iterator<Item = SchemaId> {
        let next = |schema: &SchemaId| Schemas::<T>::get(schema)?.superseded_by;
        core::iter::successors(Some(schema), next).take(usize::from(rules::MAX_SUPERSEDED) + 1)
    }

    /// A deposit for a record of this kind.
    pub(crate) fn deposit<Record: MaxEncodedLen>(
        who: &T::AccountId,
    ) -> Result<DepositOf<T>, DispatchError> {
        let ticket = T::Consideration::new(who, Footprint::from_mel::<Record>())?;
        Ok(Deposit { depositor: who.clone(), ticket })
    }
}
