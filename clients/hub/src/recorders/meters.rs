//! What became of the readings of a batch. The registers themselves are in its call.

use std::collections::BTreeSet;

use subxt::error::EventsError;
use subxt::ext::scale_decode::{self, DecodeAsType};

use super::{is, Event, Recorder};
use crate::facts::Fact;

/// The events that this needs.
pub const EVENTS: &[(&str, &[&str])] = &[("Energy", &["ReadingRejected", "ReadingsAccepted"])];

/// What became of the readings of a batch.
#[derive(Default)]
pub struct Judged {
    /// The places of those that were rejected.
    pub rejected: BTreeSet<u32>,
    /// The number of the others.
    pub accepted: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Rejected {
    index: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Accepted {
    count: u32,
}

/// Reads the events of a batch.
pub fn judged(events: &[Event]) -> Result<Judged, Box<EventsError>> {
    let mut judged = Judged::default();
    for event in events {
        if is(event, "Energy", "ReadingRejected") {
            judged.rejected.insert(event.decode_fields_unchecked_as::<Rejected>()?.index);
        } else if is(event, "Energy", "ReadingsAccepted") {
            let Accepted { count } = event.decode_fields_unchecked_as()?;
            judged.accepted = judged.accepted.saturating_add(count.into());
        }
    }
    Ok(judged)
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct OfMeter {
    meter: u32,
}

/// Changes of a meter's record. What it has now is in the state.
pub const CHANGED: Recorder = Recorder {
    pallet: "Energy",
    events: &[
        "MeterRegistered",
        "MeterKeyRotated",
        "MeterCorrected",
        "MeterRetired",
        "WrittenOff",
        "MeterRemoved",
        "MeterTransferred",
        "LimitsSet",
        "ToppedUp",
        "CreditWithdrawn",
        "Reconnected",
        "InArrears",
    ],
    read: |event| {
        let OfMeter { meter } = event.decode_fields_unchecked_as()?;
        Ok(Fact::MeterChanged { meter })
    },
};

/// The map in storage that tells of the meters that are there.
pub const STORED: (&str, &str) = ("Energy", "Meters");
