//! Tokens: the hub keeps none of them, so that nobody can fill it with them.

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use blake2b_simd::Params;

use super::Account;

/// How long a token is good, in seconds.
pub const LIFE: u64 = 12 * 3_600;
const DOMAIN: &[u8] = b"vaka/hub-session/1";
const BODY: usize = 40;

/// Makes tokens, and knows its own.
#[derive(Clone)]
pub struct Tokens {
    key: [u8; 32],
}

impl Tokens {
    /// Makes tokens by a key that nobody else has.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// A token for an account, good until a time in unix seconds.
    pub fn make(&self, account: &Account, until: u64) -> String {
        let body = [account.as_slice(), &until.to_le_bytes()].concat();
        let tag = self.tag(&body);
        URL_SAFE_NO_PAD.encode([body.as_slice(), tag.as_bytes()].concat())
    }

    /// Whose token it is. None if this hub did not make it, or it is too old.
    pub fn account(&self, token: &str, now: u64) -> Option<Account> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, tag) = bytes.split_at_checked(BODY)?;
        // It takes as long however many bytes are right.
        if self.tag(body) != *tag {
            return None;
        }
        let (account, until) = body.split_first_chunk()?;
        let until = u64::from_le_bytes(until.try_into().ok()?);
        (now < until).then_some(*account)
    }

    fn tag(&self, body: &[u8]) -> blake2b_simd::Hash {
        let mut state = Params::new().hash_length(32).key(&self.key).to_state();
        state.update(DOMAIN).update(body).finalize()
    }
}

#[cfg(test)]
#[path = "../tests/session.rs"]
mod tests;
