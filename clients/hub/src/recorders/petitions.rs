//! Petitions and their course, up to the vote and beyond.

use subxt::error::EventsError;
use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::utils::H256;

use super::{is, steps, Event, Recorder};
use crate::facts::{Endorsement, Fact, Opened};

const PALLET: &str = "Petitions";

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
enum Track {
    Constitution,
    Validators,
    Appeals,
    Treasury,
    Parameters,
    Village(u32),
}

impl Track {
    /// Its name, and the village whose it is.
    fn split(&self) -> (&'static str, Option<u32>) {
        match self {
            Self::Constitution => ("Constitution", None),
            Self::Validators => ("Validators", None),
            Self::Appeals => ("Appeals", None),
            Self::Treasury => ("Treasury", None),
            Self::Parameters => ("Parameters", None),
            Self::Village(village) => ("Village", Some(*village)),
        }
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct WasOpened {
    petition: u32,
    opener: u32,
    track: Track,
    text: H256,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct ByMember {
    petition: u32,
    member: u32,
}

/// Petitions that were opened.
pub const OPENED: Recorder = Recorder {
    pallet: PALLET,
    events: &["Opened"],
    read: |event| {
        let WasOpened { petition, opener, track, text } = event.decode_fields_unchecked_as()?;
        let (track, village) = track.split();
        Ok(Fact::Opened(Opened {
            petition,
            opener,
            track: track.into(),
            village,
            title: None,
            text: hex::encode(text),
        }))
    },
};

/// Endorsements.
pub const ENDORSED: Recorder = Recorder {
    pallet: PALLET,
    events: &["Endorsed", "EndorsementWithdrawn", "EndorsementStruck"],
    read: |event| {
        let ByMember { petition, member } = event.decode_fields_unchecked_as()?;
        let stands = event.event_name() == "Endorsed";
        Ok(Fact::Endorsed(Endorsement { petition, member, stands }))
    },
};

/// What else happens to a petition.
pub const COURSE: Recorder = Recorder {
    pallet: PALLET,
    events: &[
        "Withdrawn",
        "Waits",
        "Submitted",
        "MergeBegun",
        "Merged",
        "Executed",
        "ExecutionFailed",
        "Ended",
        "Removed",
    ],
    read: |event| {
        let number = if event.event_name().starts_with("Merge") { "from" } else { "petition" };
        steps::read(event, Some(number)).map(Fact::Course)
    },
};

/// What happens to a referendum.
pub const REFERENDA: Recorder = Recorder {
    pallet: "Referenda",
    events: &[
        "DecisionStarted",
        "ConfirmStarted",
        "ConfirmAborted",
        "Confirmed",
        "Approved",
        "Rejected",
        "TimedOut",
        "Cancelled",
        "Killed",
    ],
    read: |event| steps::read(event, Some("index")).map(Fact::Referendum),
};

/// The petition that a call opened, by its events.
pub fn opened(events: &[Event]) -> Result<Option<u32>, Box<EventsError>> {
    let opened = events.iter().find(|event| is(event, PALLET, "Opened"));
    let Some(opened) = opened else { return Ok(None) };
    let WasOpened { petition, .. } = opened.decode_fields_unchecked_as()?;
    Ok(Some(petition))
}
