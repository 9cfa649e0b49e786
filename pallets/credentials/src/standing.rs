//! What the chain says about an award.

use crate::*;
use credential_award::Hash;
use vaka_primitives::{BlockNumber, IssuerId};

impl<T: Config> Pallet<T> {
    /// The batch of an award.
    pub(crate) fn batch_of(award: &Award) -> Option<BatchOf<T>> {
        Batches::<T>::get(award.issuer, award.sequence)
    }

    /// Whether an award of a batch that exists is valid.
    pub(crate) fn is_valid(award: &Award) -> bool {
        let batch = Self::batch_of(award);
        batch.is_some_and(|batch| Self::standing(award, &batch) == Standing::Valid)
    }

    /// The standing of an award that is in the batch: the first reason why it is not valid.
    pub(crate) fn standing(award: &Award, batch: &BatchOf<T>) -> Standing {
        let mark = Self::mark(award);
        if mark.revoked {
            return Standing::Revoked;
        }
        if let Some(since) = Self::withdrawn_since(award.issuer, batch.issued) {
            return Standing::IssuerWithdrawn { since };
        }
        if mark.suspended {
            return Standing::Suspended;
        }
        if batch.valid_until.is_some_and(|until| until <= Self::seconds()) {
            return Standing::Expired;
        }
        Standing::Valid
    }

    /// The earliest slot from which a withdrawal of the issuer, or of one above it, ended the award.
    pub(crate) fn withdrawn_since(issuer: IssuerId, issued: BlockNumber) -> Option<BlockNumber> {
        let line = Self::line(issuer).ok()?;
        line.iter().filter_map(|(_, issuer)| issuer.withdrawn_since(issued)).min()
    }

    /// The standing of an award whose leaf and proof somebody shows.
    pub(crate) fn verdict(award: &Award, leaf: &Hash, proof: &[Hash]) -> Verdict {
        let Some(batch) = Self::batch_of(award).filter(|batch| is_in(batch, award, leaf, proof))
        else {
            return Verdict { standing: Standing::NotInBatch, schema: None, issued: None };
        };
        Verdict {
            standing: Self::standing(award, &batch),
            schema: Some(batch.schema),
            issued: Some(batch.issued),
        }
    }
}

/// Whether the proof shows that the leaf is in the batch, at the award's place.
pub(crate) fn is_in<AccountId, Ticket>(
    batch: &Batch<AccountId, Ticket>,
    award: &Award,
    leaf: &Hash,
    proof: &[Hash],
) -> bool {
    credential_award::verify(&batch.root, batch.count, award.index, leaf, proof)
}
