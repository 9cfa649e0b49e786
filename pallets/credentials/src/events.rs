//! The pallet's events.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A schema was registered.
        SchemaRegistered { schema: SchemaId, owner: T::AccountId },
        /// A schema took another one's place. Nothing is awarded under the old one any longer.
        SchemaSuperseded { old: SchemaId, new: SchemaId },
        /// The people accredited an issuer, or renewed its accreditation, before the slot `until`.
        IssuerAccredited { issuer: IssuerId, account: T::AccountId, until: BlockNumber },
        /// The people withdrew an accreditation. Batches from the slot `since` on are not valid.
        AccreditationWithdrawn { issuer: IssuerId, since: BlockNumber },
        /// Another account acts for an issuer.
        IssuerAccountSet { issuer: IssuerId, account: T::AccountId },
        /// An issuer signs documents with another key from now on.
        IssuerKeySet { issuer: IssuerId, key: Ed25519Key },
        /// An issuer lets another one award, before the slot `until`.
        IssuingDelegated {
            issuer: IssuerId,
            child: IssuerId,
            account: T::AccountId,
            until: BlockNumber,
        },
        /// A delegation ended. What was awarded under it stays as it is.
        IssuingUndelegated { child: IssuerId },
        /// An issuer made awards.
        BatchIssued { issuer: IssuerId, sequence: Sequence, schema: SchemaId, count: u32 },
        /// Awards were revoked, for ever.
        Revoked { issuer: IssuerId, sequence: Sequence, indexes: Indexes },
        /// Awards were suspended.
        Suspended { issuer: IssuerId, sequence: Sequence, indexes: Indexes },
        /// Awards were reinstated.
        Reinstated { issuer: IssuerId, sequence: Sequence, indexes: Indexes },
        /// A person bound an award to their account.
        Bound { who: T::AccountId, schema: SchemaId, award: Award },
        /// A person unbound their award of a schema.
        Unbound { who: T::AccountId, schema: SchemaId },
        /// A person who bound awards has another account.
        HolderMoved { old: T::AccountId, new: T::AccountId },
        /// Money was staked.
        Staked { who: T::AccountId, purpose: Purpose, amount: Balance },
        /// Staked money is on its way out, and may be withdrawn from the slot `from` on.
        UnstakeRequested { who: T::AccountId, purpose: Purpose, from: BlockNumber },
        /// Staked money was withdrawn.
        StakeWithdrawn { who: T::AccountId, purpose: Purpose, amount: Balance },
        /// A part of a stake was taken.
        Slashed { stake: StakeKey, amount: Balance },
        /// An award was challenged.
        ChallengeOpened { challenge: ChallengeId, award: Award },
        /// Appeals ruled on a challenge.
        ChallengeRuled { challenge: ChallengeId, award: Award, upheld: bool },
        /// A challenge ended unheard. Its bond went to the treasury, or came back if another challenge
        /// of the same award was upheld.
        ChallengeClosed { challenge: ChallengeId, award: Award },
    }
}
