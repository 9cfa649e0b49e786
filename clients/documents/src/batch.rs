//! A batch of awards: all documents, and the tree over their leaves. The same seed, list and definition make the same bytes, so a lost folder is made again.

use credential_award::{Opening, Place, Tree, MAX_AWARDS};
use serde_json::{Map, Value};

use crate::canonical::NotCanonical;
use crate::credential::{halves, Award, Random, CONCEALABLE, CONTEXTS};
use crate::definition::{Definition, Person};
use crate::envelope::{Batch, Chain, Envelope};
use crate::guard::{self, Refused};
use crate::keys::{Issuer, Seed};
use crate::proof::{self, Signer};
use crate::sd_jwt::{self, Claims};
use crate::status::Entry;
use crate::time::BadDate;

/// Why a batch was not made. Nothing of it is signed then.
#[derive(Debug, thiserror::Error)]
pub enum NotIssued {
    /// No awards, or too many.
    #[error("a batch has 1 to {MAX_AWARDS} awards, with decoys; and decoys only fill it up")]
    Count,
    /// One of the documents.
    #[error("the award of {name}: {flaw}")]
    Refused {
        /// Whose.
        name: String,
        /// Why.
        flaw: Refused,
    },
    /// The proofs.
    #[error(transparent)]
    Proof(#[from] proof::Flaw),
    /// The SD-JWT.
    #[error(transparent)]
    SdJwt(#[from] sd_jwt::Flaw),
    /// A date.
    #[error(transparent)]
    Date(#[from] BadDate),
    /// No canonical JSON.
    #[error(transparent)]
    Json(#[from] NotCanonical),
}

/// What a batch is made of.
pub struct Order<'a> {
    /// The issuer's secret.
    pub seed: &'a Seed,
    /// The issuer as documents name it.
    pub issuer: &'a Issuer,
    /// What all have in common.
    pub definition: &'a Definition,
    /// The person who gets it.
    pub people: &'a [Person],
    /// Which batch it will be.
    pub chain: Chain,
    /// The chain's number of what is awarded.
    pub schema: u32,
    /// Decoys fill the batch up to this many awards.
    pub pad: u32,
}

/// A batch that was made.
pub struct Issued {
    /// As the chain will have it.
    pub batch: Batch,
    /// The awards, in the order of the list of people.
    pub awards: Vec<IssuedAward>,
}

/// An award that was made.
pub struct IssuedAward {
    /// Its number in the batch.
    pub index: u32,
    /// Its credential, with proofs.
    pub credential: Map<String, Value>,
    /// Its SD-JWT, with all disclosures.
    pub sd_jwt: String,
    /// What travels beside both.
    pub envelope: Envelope,
}

impl Order<'_> {
    /// Makes the batch.
    pub fn issue(&self) -> Result<Issued, NotIssued> {
        let count = u32::try_from(self.people.len()).map_err(|_| NotIssued::Count)?;
        let total = if self.pad == 0 { count } else { self.pad };
        if count == 0 || total < count || total > MAX_AWARDS {
            return Err(NotIssued::Count);
        }
        let created = self.definition.begins()?;
        let signer = Signer::new(self.issuer, &CONTEXTS, created)?;
        let until = self.definition.ends()?;

        let mut leaves = vec![[0; 32]; total as usize];
        let mut made = Vec::with_capacity(self.people.len());
        let places = self.places(total);
        for (place, leaf) in (0..).zip(&mut leaves) {
            match places.get(place as usize).and_then(|at| self.people.get(*at)) {
                Some(person) => {
                    let (opening, credential, sd_jwt) = self.documents(person, place, &signer)?;
                    *leaf = opening.leaf(&self.place(place));
                    made.push((place, opening, credential, sd_jwt));
                }
                // Like a leaf, it is a hash that tells nothing.
                None => *leaf = self.derive("decoy leaf", &place.to_le_bytes()),
            }
        }

        let tree = Tree::new(&leaves).ok_or(NotIssued::Count)?;
        let batch = Batch::new(self.chain, self.schema, tree.root(), total, until);
        let mut awards = Vec::with_capacity(made.len());
        for (index, opening, credential, sd_jwt) in made {
            let proof = tree.proof(index).ok_or(NotIssued::Count)?;
            let envelope = Envelope::new(self.place(index), opening, proof);
            awards.push(IssuedAward { index, credential, sd_jwt, envelope });
        }
        awards.sort_unstable_by_key(|award| {
            places.get(award.index as usize).copied().unwrap_or(usize::MAX)
        });
        Ok(Issued { batch, awards })
    }

    /// The person at each place, by number; decoys have the numbers beyond the people's. The order is
    /// that of words which only the seed gives, so it tells nothing of the list's order.
    fn places(&self, total: u32) -> Vec<usize> {
        let mut places: Vec<([u8; 32], usize)> = (0..total as usize)
            .map(|at| match self.people.get(at) {
                Some(person) => (self.derive("place", &person.key.raw()), at),
                None => (self.derive("decoy place", &(at as u64).to_le_bytes()), at),
            })
            .collect();
        places.sort_unstable();
        places.into_iter().map(|(_, at)| at).collect()
    }

    fn documents(
        &self,
        person: &Person,
        index: u32,
        signer: &Signer<'_>,
    ) -> Result<(Opening, Map<String, Value>, String), NotIssued> {
        let subject = person.key.raw();
        let [id, _] = halves(self.derive("id", &subject));
        let [vc, sd_jwt] = halves(self.derive("mark", &subject));
        let award = Award {
            definition: self.definition,
            person,
            issuer: self.issuer.did(),
            entry: Entry::of(self.chain.sequence, index),
            random: Random { id, vc, sd_jwt },
        };
        let guarded = guard::guard(award.credential())
            .map_err(|flaw| NotIssued::Refused { name: person.name.clone(), flaw })?;
        let vc = proof::digest(&guarded)?;
        let credential = signer.sign(guarded)?;

        let claims = Claims { all: award.claims()?, concealable: &CONCEALABLE };
        let salt = |name: &str| {
            let [salt, _] = halves(self.derive_two("disclosure", &subject, name.as_bytes()));
            salt
        };
        let token = sd_jwt::issue(claims, self.issuer, &person.key, salt)?;
        let (jwt, _) = token.split_once('~').unwrap_or_default();
        let opening = Opening {
            subject,
            salt: self.derive("leaf", &subject),
            vc,
            sd_jwt: sd_jwt::digest(jwt),
        };
        Ok((opening, credential, token))
    }

    fn place(&self, index: u32) -> Place {
        let Chain { genesis, issuer, sequence } = self.chain;
        Place { genesis, issuer, sequence, index }
    }

    fn derive(&self, purpose: &str, of: &[u8]) -> [u8; 32] {
        self.derive_two(purpose, of, &[])
    }

    fn derive_two(&self, purpose: &str, of: &[u8], name: &[u8]) -> [u8; 32] {
        let Chain { genesis, issuer, sequence } = self.chain;
        let (issuer, sequence) = (issuer.to_le_bytes(), sequence.to_le_bytes());
        self.seed.derive(purpose, &[&genesis, &issuer, &sequence, of, name])
    }
}

#[cfg(test)]
#[path = "tests/batch.rs"]
mod tests;
