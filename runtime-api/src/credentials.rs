//! What wallets, verifiers and issuers ask about credentials.

use alloc::vec::Vec;
use codec::Codec;
use pallet_credentials::{
    BindingView, Ed25519Key, IssuerView, SchemaView, Sequence, StatusList, Verdict,
};
use vaka_primitives::{IssuerId, Requirement, SchemaId};

/// A 32-byte hash.
pub type Hash = [u8; 32];

sp_api::decl_runtime_apis! {
    /// Credentials: what the chain says about awards, their holders and their issuers.
    pub trait CredentialsApi<AccountId> where AccountId: Codec {
        /// Returns what the chain says about an award, given the leaf and its proof. Compute the leaf
        /// from the same issuer, sequence and index.
        fn verify(
            issuer: IssuerId,
            sequence: Sequence,
            index: u32,
            leaf: Hash,
            proof: Vec<Hash>,
        ) -> Verdict;

        /// Returns whether an account meets a requirement now.
        fn meets(who: AccountId, requirement: Requirement) -> bool;

        /// Returns the awards that an account has bound, and the stakes behind them.
        fn bindings(who: AccountId) -> Vec<BindingView>;

        /// Returns a schema.
        fn schema(schema: SchemaId) -> Option<SchemaView<AccountId>>;

        /// Returns an issuer: the scope in force, those above it, its keys, its stake, and counts of
        /// what it did.
        fn issuer(issuer: IssuerId) -> Option<IssuerView<AccountId>>;

        /// Returns the marks of a batch.
        fn status_list(issuer: IssuerId, sequence: Sequence) -> Option<StatusList>;

        /// Returns the bytes that the subject key of an award signs, so that the account can bind
        /// it.
        fn bind_payload(
            issuer: IssuerId,
            sequence: Sequence,
            index: u32,
            who: AccountId,
        ) -> Vec<u8>;

        /// Returns the bytes that an issuer's new key signs.
        fn key_payload(issuer: IssuerId, key: Ed25519Key) -> Vec<u8>;
    }
}
