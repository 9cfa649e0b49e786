//! An award in the chain's storage: what `verify` asks a node, read value by value, so that a proof of
//! these values is enough.
//!
//! The types repeat those of the pallet `Credentials` in its storage version. A chain of another
//! version is not read: what it means is not known here.

use std::collections::BTreeSet;

use codec::{Decode, DecodeAll};
use credential_award::{Mark, Marks, Place};
use vaka_proofs::storage_key::{of, twox64_concat};

use crate::envelope::Envelope;
use crate::standing::Standing;

const PALLET: &str = "Credentials";
/// The version of the pallet's storage that these types are of.
const VERSION: u16 = 1;
/// The issuers in a line: one that the people accredited, and three below it.
const MAX_LINE: usize = 4;

/// Why an award cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable<E> {
    /// The storage itself.
    #[error(transparent)]
    Storage(#[from] E),
    /// A value that is not as this program knows it.
    #[error("the chain's {0} are not as this program knows them: a newer program may")]
    Unknown(&'static str),
    /// Another chain.
    #[error("the award is on another chain")]
    OtherChain,
}

type Account = [u8; 32];
type Slot = u32;
/// The account that left a deposit, and how much.
type Deposit = Option<(Account, u128)>;

/// A batch of awards.
#[derive(Clone, Debug, Decode, Eq, PartialEq)]
#[cfg_attr(test, derive(codec::Encode))]
pub struct Batch {
    /// What was awarded.
    pub schema: u32,
    /// The root over all awards.
    pub root: [u8; 32],
    /// How many they are.
    pub count: u32,
    /// The unix second from which they are not valid any longer.
    pub valid_until: Option<u64>,
    /// The slot of issue.
    pub issued: Slot,
    /// The issuer's key then, by its number.
    pub key: u32,
    pub(crate) deposit: Deposit,
}

/// What an award says that somebody can do.
#[derive(Clone, Debug, Decode, Eq, PartialEq)]
#[cfg_attr(test, derive(codec::Encode))]
pub struct Schema {
    pub(crate) owner: Account,
    pub(crate) issuer: Option<u32>,
    /// The hash of the text that defines it.
    pub definition: [u8; 32],
    pub(crate) title: Vec<u8>,
    /// How much it asks: 0 is what anybody may attest, 10 the highest.
    pub level: u8,
    /// The hours of learning.
    pub credit_hours: u16,
    pub(crate) valid_for: Option<u32>,
    /// The schema that took its place.
    pub superseded_by: Option<u32>,
    pub(crate) generation: u8,
    pub(crate) deposit: Deposit,
}

impl Schema {
    /// Its title. People chose the bytes, so some may not be text.
    pub fn title(&self) -> String {
        String::from_utf8_lossy(&self.title).into_owned()
    }
}

/// The schemas that an issuer may award.
#[derive(Clone, Debug, Decode, Eq, PartialEq)]
#[cfg_attr(test, derive(codec::Encode))]
pub(crate) enum ScopeOf {
    All,
    Only(BTreeSet<u32>),
}

/// An issuer, as far as its line is of interest.
#[derive(Clone, Debug, Decode, Eq, PartialEq)]
#[cfg_attr(test, derive(codec::Encode))]
pub struct Issuer {
    pub(crate) account: Account,
    pub(crate) parent: Option<u32>,
    pub(crate) scope: (u8, ScopeOf),
    pub(crate) until: Slot,
    pub(crate) quota: Option<u32>,
    pub(crate) used: u32,
    pub(crate) undelegated: bool,
    pub(crate) withdrawn: bool,
    /// From which slot to which one batches ended.
    pub(crate) withdrawals: Vec<(Slot, Slot)>,
    pub(crate) next: u32,
    pub(crate) keys: u32,
    /// Its awards.
    pub awards: u32,
    /// Those that were revoked.
    pub revoked: u32,
    /// The challenges of them that the people upheld.
    pub upheld: u32,
    pub(crate) challenged: u32,
    pub(crate) deposit: Deposit,
}

#[derive(Decode)]
#[cfg_attr(test, derive(codec::Encode))]
pub(crate) struct IssuerKey {
    pub(crate) key: [u8; 32],
    pub(crate) _since: Slot,
    pub(crate) _deposit: Deposit,
}

/// The marks of a batch, as a node tells them.
#[derive(Debug, Decode)]
pub struct StatusList {
    _schema: u32,
    pub(crate) count: u32,
    _valid_until: Option<u64>,
    pub(crate) withdrawn_since: Option<Slot>,
    pub(crate) chunks: Vec<(u8, Marks)>,
}

/// What a block's storage says about an award.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// The time of the block, in unix seconds.
    pub at: u64,
    /// The award, if there is its batch.
    pub award: Option<Award>,
}

/// What there is of an award.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Award {
    /// Its batch.
    pub batch: Batch,
    /// What was awarded.
    pub schema: Schema,
    /// Its issuer.
    pub issuer: Issuer,
    /// The key that signed it.
    pub key: [u8; 32],
    /// Whether it was revoked or suspended.
    pub mark: Mark,
    /// The earliest slot from which a withdrawal of the issuer, or of one above it, ended it.
    pub withdrawn_since: Option<Slot>,
}

/// Reads an award. `get` looks a value up by its name.
pub fn read<E>(
    place: &Place,
    mut get: impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, E>,
) -> Result<Record, Unreadable<E>> {
    let genesis = value(&mut get, twox64_concat(of("System", "BlockHash"), 0_u32), "blocks")?;
    if genesis != Some(place.genesis) {
        return Err(Unreadable::OtherChain);
    }
    let millis: u64 = needed(&mut get, of("Timestamp", "Now"), "times")?;
    let version: u16 = needed(&mut get, of(PALLET, ":__STORAGE_VERSION__:"), "credentials")?;
    if version != VERSION {
        return Err(Unreadable::Unknown("credentials"));
    }
    let record = |award| Record { at: millis.div_euclid(1_000), award };

    let Place { issuer, sequence, index, .. } = *place;
    let name = twox64_concat(twox64_concat(of(PALLET, "Batches"), issuer), sequence);
    let Some(batch) = value::<Batch, E>(&mut get, name, "batches")? else {
        return Ok(record(None));
    };
    let (first, withdrawn_since) = line(&mut get, issuer, batch.issued)?;
    let name = twox64_concat(twox64_concat(of(PALLET, "Keys"), issuer), batch.key);
    let key: IssuerKey = needed(&mut get, name, "keys")?;
    let name = twox64_concat(of(PALLET, "Schemas"), batch.schema);
    let schema = needed(&mut get, name, "schemas")?;
    // An index beyond all chunks is beyond the batch, too; it is in none.
    let chunk = u8::try_from(credential_award::chunk(index)).unwrap_or(u8::MAX);
    let marked = [issuer, sequence].into_iter().fold(of(PALLET, "Marked"), twox64_concat);
    let marks: Option<Marks> = value(&mut get, twox64_concat(marked, chunk), "marks")?;
    Ok(record(Some(Award {
        mark: marks.unwrap_or_default().get(index),
        batch,
        schema,
        issuer: first,
        key: key.key,
        withdrawn_since,
    })))
}

/// Reads the key that is in force for an issuer.
pub fn last_key<E>(
    issuer: u32,
    mut get: impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, E>,
) -> Result<[u8; 32], Unreadable<E>> {
    let record: Issuer = needed(&mut get, twox64_concat(of(PALLET, "Issuers"), issuer), "issuers")?;
    let last = record.keys.checked_sub(1).ok_or(Unreadable::Unknown("keys"))?;
    let name = twox64_concat(twox64_concat(of(PALLET, "Keys"), issuer), last);
    Ok(needed::<IssuerKey, E>(&mut get, name, "keys")?.key)
}

/// An issuer, and the earliest slot from which a withdrawal in its line ended what it issued then.
fn line<E>(
    get: &mut impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, E>,
    issuer: u32,
    issued: Slot,
) -> Result<(Issuer, Option<Slot>), Unreadable<E>> {
    let mut line = Vec::<Issuer>::new();
    let mut next = Some(issuer);
    while let Some(id) = next {
        if line.len() >= MAX_LINE {
            return Err(Unreadable::Unknown("issuers"));
        }
        let name = twox64_concat(of(PALLET, "Issuers"), id);
        let issuer: Issuer = needed(get, name, "issuers")?;
        next = issuer.parent;
        line.push(issuer);
    }
    let withdrawn = line.iter().flat_map(|issuer| &issuer.withdrawals);
    let ended = withdrawn.filter(|(since, at)| (*since..=*at).contains(&issued));
    let since = ended.map(|(since, _)| *since).min();
    let first = line.into_iter().next().ok_or(Unreadable::Unknown("issuers"))?;
    Ok((first, since))
}

fn value<T: Decode, E>(
    get: &mut impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, E>,
    name: Vec<u8>,
    kind: &'static str,
) -> Result<Option<T>, Unreadable<E>> {
    let bytes = get(&name)?;
    bytes
        .map(|bytes| T::decode_all(&mut bytes.as_slice()))
        .transpose()
        .map_err(|_| Unreadable::Unknown(kind))
}

fn needed<T: Decode, E>(
    get: &mut impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, E>,
    name: Vec<u8>,
    kind: &'static str,
) -> Result<T, Unreadable<E>> {
    value(get, name, kind)?.ok_or(Unreadable::Unknown(kind))
}

impl Record {
    /// What the award in this envelope is worth at a time. The order is the chain's own.
    pub fn standing(&self, envelope: &Envelope, signed_by: &[u8; 32], now: u64) -> Standing {
        let Some(award) = &self.award else { return Standing::NotInBatch };
        let Award { batch, key, mark, withdrawn_since, .. } = award;
        let (index, proof) = (envelope.place().index, envelope.proof());
        if !credential_award::verify(&batch.root, batch.count, index, &envelope.leaf(), &proof) {
            return Standing::NotInBatch;
        }
        if key != signed_by {
            return Standing::NotIssuersKey;
        }
        if mark.revoked {
            return Standing::Revoked;
        }
        if let Some(since) = *withdrawn_since {
            return Standing::IssuerWithdrawn { since: since.into() };
        }
        if mark.suspended {
            return Standing::Suspended;
        }
        if batch.valid_until.is_some_and(|end| now >= end) {
            return Standing::Expired;
        }
        Standing::Valid
    }
}

#[cfg(test)]
#[path = "tests/chain.rs"]
mod tests;
