//! What an account wants to be told of.

use serde::{Deserialize, Serialize};

use super::words::is_language;

/// The most meters of which somebody is told.
pub const MAX_METERS: usize = 16;

/// What an account wants to be told of. Numbers of money are texts, because many who read JSON count in
/// floating point.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Rules {
    /// The language of messages.
    pub language: String,
    /// The meters that are watched.
    pub meters: Vec<u32>,
    /// Tell when a meter has less credit than this, in the currency's smallest unit. Null: never.
    pub credit_low: Option<String>,
    /// Tell when a meter owes money.
    pub arrears: bool,
    /// Tell a day before a vote ends in which the member may take part and did not yet.
    pub vote_ends: bool,
    /// Tell when an order is to be picked up.
    pub pickup: bool,
}

impl Rules {
    /// What is wrong with them.
    pub fn wrong(&self) -> Option<&'static str> {
        if !is_language(&self.language) {
            Some("there are no messages in that language")
        } else if self.meters.len() > MAX_METERS {
            Some("too many meters")
        } else if self.credit_low.is_some() && self.least_credit().is_none() {
            Some("creditLow is no number of digits")
        } else {
            None
        }
    }

    /// The credit below which a meter's owner is told, in millionths of the currency's smallest unit.
    pub fn least_credit(&self) -> Option<u128> {
        let digits = self.credit_low.as_deref()?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<u128>().ok()?.checked_mul(1_000_000)).flatten()
    }
}
