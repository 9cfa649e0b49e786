//! Identities: people show theirs by a signature, and then by a token.
//!
//! What is signed says for itself what it is for, and the one who signs makes all of it: a hub that
//! could choose a byte of it could have something else signed.

pub mod login;
pub mod session;

/// An account: its public key.
pub type Account = [u8; 32];

/// An account as it is written.
pub fn address(account: Account) -> String {
    subxt::utils::AccountId32(account).to_string()
}
