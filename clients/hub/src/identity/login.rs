//! A login: what an account signs, and how that is checked.

use std::str::FromStr;

use ed25519_zebra::{Signature, VerificationKey};
use serde::Deserialize;
use subxt::utils::AccountId32;
use subxt_signer::sr25519;

use super::Account;
use crate::chain::Hash;

/// What every login begins with.
pub const DOMAIN: &str = "vaka/hub-login/1";
/// How far a login's time may be from the hub's, in seconds.
pub const WINDOW: u64 = 120;

/// The kind of an account's key.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// What the people's page makes.
    Ed25519,
    /// What wallets make.
    Sr25519,
}

/// What somebody sends who logs in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The account's address.
    pub account: String,
    /// The kind of its key.
    pub scheme: Scheme,
    /// The origin that is logged in to.
    pub origin: String,
    /// 16 random bytes, in hexadecimal digits.
    pub nonce: String,
    /// Now, in unix seconds.
    pub time: u64,
    /// The signature, in hexadecimal digits.
    pub signature: String,
}

/// A login that was signed by its account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Login {
    /// The account.
    pub account: Account,
    /// What makes it another one than the last.
    pub nonce: [u8; 16],
    /// Its time, in unix seconds.
    pub time: u64,
}

/// Why somebody is not logged in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// The form is none.
    #[error("{0} is not what it should be")]
    Form(&'static str),
    /// It is for another hub.
    #[error("it was signed for another hub")]
    OtherHub,
    /// The clocks differ.
    #[error("it was signed at another time; it is {now} here")]
    OtherTime {
        /// The hub's time, in unix seconds.
        now: u64,
    },
    /// The account did not sign it.
    #[error("the account did not sign this")]
    Signature,
}

impl Refused {
    /// Its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Form(_) => "badLogin",
            Self::OtherHub => "otherHub",
            Self::OtherTime { .. } => "otherTime",
            Self::Signature => "badSignature",
        }
    }
}

/// The text that is signed: six lines. Each field has one form, so that a login has one text.
pub fn message(
    origin: &str,
    genesis: &Hash,
    account: &Account,
    nonce: &[u8; 16],
    time: u64,
) -> String {
    let (genesis, account, nonce) =
        (hex::encode(genesis), hex::encode(account), hex::encode(nonce));
    format!("{DOMAIN}\n{origin}\n{genesis}\n{account}\n{nonce}\n{time}")
}

impl Form {
    /// Checks a login to a hub with these origins. Whether it was used before is not looked at.
    pub fn check(&self, origins: &[String], genesis: &Hash, now: u64) -> Result<Login, Refused> {
        let account = AccountId32::from_str(&self.account).map_err(|_| Refused::Form("account"))?.0;
        let mut nonce = [0; 16];
        hex::decode_to_slice(&self.nonce, &mut nonce).map_err(|_| Refused::Form("nonce"))?;
        let mut signature = [0; 64];
        hex::decode_to_slice(&self.signature, &mut signature)
            .map_err(|_| Refused::Form("signature"))?;
        if !origins.contains(&self.origin) {
            return Err(Refused::OtherHub);
        }
        let time = self.time;
        if time.abs_diff(now) > WINDOW {
            return Err(Refused::OtherTime { now });
        }
        let text = message(&self.origin, genesis, &account, &nonce, time);
        // Wallets wrap what is no transaction.
        let wrapped = format!("<Bytes>{text}</Bytes>");
        let signed = [text, wrapped]
            .iter()
            .any(|text| is_signed(self.scheme, &account, text.as_bytes(), &signature));
        signed.then_some(Login { account, nonce, time }).ok_or(Refused::Signature)
    }
}

fn is_signed(scheme: Scheme, account: &Account, text: &[u8], signature: &[u8; 64]) -> bool {
    match scheme {
        Scheme::Ed25519 => VerificationKey::try_from(*account)
            .is_ok_and(|key| key.verify(&Signature::from(*signature), text).is_ok()),
        Scheme::Sr25519 => {
            sr25519::verify(&sr25519::Signature(*signature), text, &sr25519::PublicKey(*account))
        }
    }
}

/// Whether a text is an origin as browsers write it: a scheme, a host in lower case, and a port if it
/// is not the scheme's.
pub fn is_origin(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let usual = match scheme {
        "http" => 80,
        "https" => 443,
        _ => return false,
    };
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.[]:".contains(&byte);
    let port_fits = port.is_none_or(|text| {
        text.parse::<u16>().is_ok_and(|port| port != usual && port.to_string() == text)
    });
    !host.is_empty() && host.bytes().all(plain) && port_fits
}

#[cfg(test)]
#[path = "../tests/login.rs"]
mod tests;
