//! Members' votes. They are public.

use subxt::ext::scale_decode::{self, DecodeAsType};

use super::Recorder;
use crate::facts::{self, Fact};

const PALLET: &str = "Voting";

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
enum Vote {
    Aye,
    Nay,
    Abstain,
}

impl Vote {
    fn name(&self) -> &'static str {
        match self {
            Self::Aye => "Aye",
            Self::Nay => "Nay",
            Self::Abstain => "Abstain",
        }
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Voted {
    poll: u32,
    member: u32,
    vote: Vote,
    ballots: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Retracted {
    poll: u32,
    member: u32,
    ballots: u32,
}

/// Votes that were cast.
pub const CAST: Recorder = Recorder {
    pallet: PALLET,
    events: &["Voted"],
    read: |event| {
        let Voted { poll: referendum, member, vote, ballots } =
            event.decode_fields_unchecked_as()?;
        let vote = Some(vote.name().to_owned());
        Ok(Fact::Voted(facts::Vote { referendum, member, vote, ballots }))
    },
};

/// Votes that were taken back.
pub const RETRACTED: Recorder = Recorder {
    pallet: PALLET,
    events: &["Retracted"],
    read: |event| {
        let Retracted { poll: referendum, member, ballots } = event.decode_fields_unchecked_as()?;
        Ok(Fact::Voted(facts::Vote { referendum, member, vote: None, ballots }))
    },
};
