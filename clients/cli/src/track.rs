//! Tracks, petitions' stages and times, in words.

use std::str::FromStr;

use serde_json::Value as Json;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::State;

use crate::failure::Failure;
use crate::value::plain;

/// The seconds of a slot of the chain's clock.
const SLOT: u64 = 6;

/// What a poll may decide, and who votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    Constitution,
    Validators,
    Appeals,
    Treasury,
    Parameters,
    Village(u32),
}

impl FromStr for Track {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "constitution" => Ok(Self::Constitution),
            "validators" => Ok(Self::Validators),
            "appeals" => Ok(Self::Appeals),
            "treasury" => Ok(Self::Treasury),
            "parameters" => Ok(Self::Parameters),
            other => other
                .strip_prefix("village:")
                .and_then(|number| number.parse().ok())
                .map(Self::Village)
                .ok_or_else(|| {
                    "one of constitution, validators, appeals, treasury, parameters, village:NUMBER"
                        .into()
                }),
        }
    }
}

impl Track {
    /// As the chain takes it.
    pub fn value(self) -> Value {
        match self {
            Self::Village(number) => {
                Value::unnamed_variant("Village", [Value::u128(number.into())])
            }
            other => Value::unnamed_variant(format!("{other:?}"), []),
        }
    }
}

/// A track that the chain names.
pub fn track_words(track: &Value) -> String {
    match plain(track) {
        Json::String(name) => name.to_ascii_lowercase(),
        Json::Object(one) => one
            .iter()
            .map(|(name, number)| format!("{}:{number}", name.to_ascii_lowercase()))
            .collect(),
        other => other.to_string(),
    }
}

/// What time it is for votes and deadlines.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub now: u32,
    pub day: u32,
}

impl Clock {
    pub async fn read(state: &State) -> Result<Self, Failure> {
        let now = state.api("ClockApi", "now", ()).await?;
        Ok(Self { now, day: state.api("ClockApi", "slots_per_day", ()).await? })
    }

    /// A slot, and when it comes if blocks keep coming.
    pub fn when(&self, slot: u32) -> String {
        if slot <= self.now {
            return format!("slot {slot}, which is past");
        }
        let minutes = u64::from(slot.saturating_sub(self.now)).saturating_mul(SLOT) / 60;
        let (hours, days) = (minutes / 60, minutes / (24 * 60));
        let span = match (days, hours) {
            (0, 0) => format!("{minutes} minutes"),
            (0, _) => format!("{hours} hours"),
            _ => format!("{days} days"),
        };
        format!("slot {slot}, in {span}")
    }
}
