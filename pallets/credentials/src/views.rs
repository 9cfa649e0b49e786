//! Awards, bindings, schemas and issuers as clients see them.

use crate::*;
use alloc::vec::Vec;
use credential_award::CHUNK;
use vaka_primitives::{IssuerId, SchemaId};

/// The most keys of an issuer that a view shows.
const MAX_KEYS: u32 = 16;

pub(crate) fn bindings<T: Config>(who: &T::AccountId) -> Vec<BindingView> {
    let Some(holder) = HolderOf::<T>::get(who) else {
        return Vec::new();
    };
    let shown = Bindings::<T>::iter_prefix(holder).filter_map(|(schema, binding)| {
        let Binding { award, since, engaged, .. } = binding;
        let batch = Pallet::<T>::batch_of(&award)?;
        let stake = Stakes::<T>::get(StakeKey::Practice(holder, schema));
        Some(BindingView {
            schema,
            award,
            standing: Pallet::<T>::standing(&award, &batch),
            since,
            stake: stake.as_ref().map_or(0, Stake::staying),
            leaving: stake.and_then(|stake| stake.leaving),
            engaged,
            challenges: Challenged::<T>::get(award).open,
        })
    });
    shown.collect()
}

pub(crate) fn schema<T: Config>(schema: SchemaId) -> Option<SchemaView<T::AccountId>> {
    let schema = Schemas::<T>::get(schema)?;
    Some(SchemaView {
        owner: schema.owner,
        issuer: schema.issuer,
        definition: schema.definition,
        title: schema.title,
        level: schema.level,
        credit_hours: schema.credit_hours,
        valid_for: schema.valid_for,
        superseded_by: schema.superseded_by,
    })
}

pub(crate) fn issuer<T: Config>(id: IssuerId) -> Option<IssuerView<T::AccountId>> {
    let line = Pallet::<T>::line(id).ok()?;
    let accredited = Pallet::<T>::ensure_accredited(&line).is_ok();
    let above = line.iter().skip(1).map(|(id, _)| *id).collect();
    let until = line.iter().map(|(_, issuer)| issuer.until).min()?;
    let scopes = line.iter().map(|(_, issuer)| issuer.scope.clone());
    let scope = scopes.reduce(|one, other| one.intersection(&other))?;
    let (_, issuer) = line.into_iter().next()?;
    let first = issuer.keys.saturating_sub(MAX_KEYS);
    let keys = (first..issuer.keys).filter_map(|n| Keys::<T>::get(id, n));
    Some(IssuerView {
        account: issuer.account,
        above,
        accredited,
        scope,
        until,
        quota: issuer.quota,
        used: issuer.used,
        withdrawals: issuer.withdrawals.into_inner(),
        next: issuer.next,
        keys: issuer.keys,
        latest_keys: keys.map(|key| KeyView { key: key.key, since: key.since }).collect(),
        stake: Stakes::<T>::get(StakeKey::Issuer(id)).as_ref().map_or(0, Stake::staying),
        awards: issuer.awards,
        revoked: issuer.revoked,
        upheld: issuer.upheld,
        challenged: issuer.challenged,
    })
}

pub(crate) fn status_list<T: Config>(issuer: IssuerId, sequence: Sequence) -> Option<StatusList> {
    let batch = Batches::<T>::get(issuer, sequence)?;
    let chunks = batch.count.div_ceil(CHUNK);
    let marked = (0..u8::try_from(chunks).ok()?).filter_map(|chunk| {
        let marks = Marked::<T>::try_get((issuer, sequence, chunk)).ok()?;
        Some((chunk, marks))
    });
    Some(StatusList {
        schema: batch.schema,
        count: batch.count,
        valid_until: batch.valid_until,
        withdrawn_since: Pallet::<T>::withdrawn_since(issuer, batch.issued),
        chunks: marked.collect(),
    })
}
