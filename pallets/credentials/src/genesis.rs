//! The chain's first issuers and schemas.

use crate::*;
use frame_support::traits::Get as _;
use vaka_primitives::slots_of;

/// Builds the genesis state. A mistake in the chain specification stops the build here.
#[allow(clippy::expect_used)]
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    for issuer in &config.issuers {
        assert!(issuer.days > 0, "an issuer of genesis must be valid for a day at least");
        let scope = Scope { level: issuer.level, schemas: ScopeOf::All };
        let until = slots_of(issuer.days, T::SlotsPerDay::get());
        Pallet::<T>::do_accredit_issuer(None, issuer.account.clone(), scope, until)
            .expect("an issuer of genesis must be valid");
    }
    for schema in &config.schemas {
        let issuer = Issuers::<T>::get(schema.issuer).expect("a schema of genesis has an issuer");
        let title = schema.title.as_bytes().to_vec();
        let title = Title::try_from(title).expect("a schema's title must be short");
        assert!(!title.is_empty(), "a schema needs a title");
        assert!(schema.valid_for != Some(0), "awards must be valid for a day at least");
        assert!(schema.level <= issuer.scope.level, "a schema's issuer must reach its level");
        Pallet::<T>::insert_schema(Schema {
            owner: issuer.account,
            issuer: Some(schema.issuer),
            definition: schema.definition.into(),
            title,
            level: schema.level,
            credit_hours: schema.credit_hours,
            valid_for: schema.valid_for,
            superseded_by: None,
            generation: 0,
            deposit: None,
        })
        .expect("a schema of genesis must be valid");
    }
}
