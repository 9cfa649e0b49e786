//! What an award is worth now, by what the verifier has at hand. "Unknown" is an answer of its own:
//! nothing that is missing, out of date or forged makes an award valid, or revoked.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::envelope::{Batch, Bytes32, Envelope, FORMAT};
use crate::keys::PublicKey;
use crate::proof;
use crate::shown::Shown;
use crate::status::{self, Entry, Purpose};

/// What an award is worth. The chain's own order: the first that is true.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", tag = "standing")]
pub enum Standing {
    /// The chain has no such award.
    NotInBatch,
    /// Taken back for ever.
    Revoked,
    /// The people withdrew the issuer's accreditation, from a time before the award.
    IssuerWithdrawn {
        /// In slots of the chain's clock.
        since: u64,
    },
    /// Not valid for now.
    Suspended,
    /// Out of date.
    Expired,
    /// Not valid yet.
    NotYetValid,
    /// The key that signed is none of the issuer's.
    NotIssuersKey,
    /// Good.
    Valid,
    /// It cannot be told.
    Unknown {
        /// Why.
        why: String,
    },
}

impl Standing {
    pub(crate) fn unknown(why: impl ToString) -> Self {
        Self::Unknown { why: why.to_string() }
    }
}

/// Where a verifier learns what an award is worth: a copy of the batch and status lists, a chain's
/// answer; a node, or a bundle with proofs, answers in the same way.
pub trait Source {
    /// What the award in this envelope, which is of this document, is worth at this time.
    fn standing(&self, shown: &Shown, envelope: &Envelope, now: u64) -> Standing;

    /// What this source cannot tell.
    fn does_not_tell(&self) -> Vec<&'static str>;

    /// What it knows beside the standing.
    fn evidence(&self) -> Option<Value> {
        None
    }
}

/// Asks a source, unless the document itself says enough.
pub fn standing(shown: &Shown, envelope: &Envelope, source: &dyn Source, now: u64) -> Standing {
    if !shown.is_of(&envelope.opening()) {
        return Standing::unknown("the envelope is not of this document");
    }
    match source.standing(shown, envelope, now) {
        // What the chain says comes first: a revoked award is revoked, expired or not.
        Standing::Valid | Standing::Unknown { .. } if now < shown.begins => Standing::NotYetValid,
        Standing::Valid | Standing::Unknown { .. } if shown.ends.is_some_and(|end| now >= end) => {
            Standing::Expired
        }
        standing => standing,
    }
}

/// A copy of the batch, and the issuer's status lists.
#[derive(Default)]
pub struct Offline {
    /// The batch, read from a node that one trusts.
    pub batch: Option<Batch>,
    /// Status lists, from wherever.
    pub lists: Vec<Map<String, Value>>,
}

impl Offline {
    /// The bit of an award in the issuer's list for one purpose.
    fn bit(
        &self,
        purpose: Purpose,
        shown: &Shown,
        batch: &Batch,
        entry: Entry,
        now: u64,
    ) -> Result<bool, Standing> {
        let address = referenced(shown, purpose, entry)
            .ok_or_else(|| Standing::unknown("the document names no status list"))?;
        let missing =
            || Standing::unknown(format!("the status list for {} is not here", purpose.name()));
        let list = self.lists.iter().find(|list| list.get("id") == Some(&address.into()));
        let list = proof::verify(list.ok_or_else(missing)?.clone()).map_err(Standing::unknown)?;
        if !is_issuers(&list, shown, batch) {
            return Err(Standing::unknown("the status list is not signed by the issuer's key"));
        }
        let (_, bits) =
            status::read(list.document.document(), purpose, now).map_err(Standing::unknown)?;
        bits.get(entry.at).ok_or_else(|| Standing::unknown(status::NoList::Bits))
    }

    fn try_standing(
        &self,
        shown: &Shown,
        envelope: &Envelope,
        now: u64,
    ) -> Result<Standing, Standing> {
        let batch = self.batch.as_ref().ok_or_else(|| {
            Standing::unknown("no copy of the batch: only the chain tells whether it was awarded")
        })?;
        if !envelope.is_in(batch) {
            return Err(Standing::NotInBatch);
        }
        if !batch.keys.is_empty() && !batch.keys.contains(&Bytes32(shown.key.raw())) {
            return Err(Standing::NotIssuersKey);
        }
        if batch.keys.is_empty() && shown.issuer != shown.key.did() {
            return Err(Standing::unknown(
                "the issuer is named by a web site: its key is not known",
            ));
        }
        let place = envelope.place();
        let entry = Entry::of(place.sequence, place.index);
        if self.bit(Purpose::Revocation, shown, batch, entry, now)? {
            return Err(Standing::Revoked);
        }
        if self.bit(Purpose::Suspension, shown, batch, entry, now)? {
            return Err(Standing::Suspended);
        }
        if batch.valid_until.is_some_and(|end| now >= end) {
            return Err(Standing::Expired);
        }
        Ok(Standing::Valid)
    }
}

impl Source for Offline {
    fn standing(&self, shown: &Shown, envelope: &Envelope, now: u64) -> Standing {
        match self.try_standing(shown, envelope, now) {
            Ok(standing) | Err(standing) => standing,
        }
    }

    fn does_not_tell(&self) -> Vec<&'static str> {
        vec![
            "whether the issuer's accreditation was withdrawn",
            "whether the issuer's key was stolen, and the lists with it",
        ]
    }
}

/// The address of the list of this purpose, if the document names the entry of its place in it.
fn referenced(shown: &Shown, purpose: Purpose, entry: Entry) -> Option<&str> {
    let at = entry.at.to_string();
    let references = shown.status.as_ref()?.as_array()?;
    let text = |reference: &Value, member: &str, value: &str| {
        reference.get(member).and_then(Value::as_str) == Some(value)
    };
    let reference = references.iter().find(|reference| {
        text(reference, "statusPurpose", purpose.name()) && text(reference, "statusListIndex", &at)
    })?;
    reference.get("statusListCredential")?.as_str()
}

/// Returns whether a list is by the issuer of this document. Of the keys that the chain has, it must
/// be the last: an older one may have been stolen. Without them, a document that the chain has says
/// by its did:key which key the issuer had.
fn is_issuers(list: &proof::Verified, shown: &Shown, batch: &Batch) -> bool {
    match batch.keys.last() {
        Some(last) => PublicKey::new(last.0) == Ok(list.key),
        None => list.issuer == shown.issuer && list.key.did() == shown.issuer,
    }
}

/// What a node of the chain answered to `verify`, as somebody wrote it down.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answer {
    format: String,
    genesis: Bytes32,
    leaf: Bytes32,
    /// The time of the block, in unix seconds.
    at: u64,
    verdict: Standing,
    /// How many seconds ago that may be.
    #[serde(skip)]
    pub max_age: u64,
}

impl Source for Answer {
    fn standing(&self, _: &Shown, envelope: &Envelope, now: u64) -> Standing {
        // The leaf has the award's place in it.
        if self.format != FORMAT
            || self.genesis.0 != envelope.place().genesis
            || self.leaf.0 != envelope.leaf()
        {
            return Standing::unknown("the answer is about another award");
        }
        if self.at > now || now > self.at.saturating_add(self.max_age) {
            return Standing::unknown("the answer is too old, or from the future");
        }
        self.verdict.clone()
    }

    fn does_not_tell(&self) -> Vec<&'static str> {
        vec!["whether the node told the truth: nothing proves this answer"]
    }
}

#[cfg(test)]
#[path = "tests/standing.rs"]
mod tests;
