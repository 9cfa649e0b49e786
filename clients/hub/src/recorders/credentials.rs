//! Awards of credentials: batches, the marks of their awards, and who issues them.

use subxt::ext::scale_decode::{self, DecodeAsType};

use super::{steps, Recorder};
use crate::facts::{Batch, BatchId, Fact, Marked};

const PALLET: &str = "Credentials";

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct BatchIssued {
    issuer: u32,
    sequence: u32,
    schema: u32,
    count: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct WereMarked {
    issuer: u32,
    sequence: u32,
    indexes: Vec<u32>,
}

/// Batches that were issued.
pub const ISSUED: Recorder = Recorder {
    pallet: PALLET,
    events: &["BatchIssued"],
    read: |event| {
        let BatchIssued { issuer, sequence, schema, count } = event.decode_fields_unchecked_as()?;
        Ok(Fact::Issued(Batch { of: BatchId { issuer, sequence }, schema, count }))
    },
};

/// Awards that were revoked, suspended or reinstated.
pub const MARKED: Recorder = Recorder {
    pallet: PALLET,
    events: &["Revoked", "Suspended", "Reinstated"],
    read: |event| {
        let WereMarked { issuer, sequence, indexes } = event.decode_fields_unchecked_as()?;
        let mark = event.event_name().to_owned();
        Ok(Fact::Marked(Marked { of: BatchId { issuer, sequence }, indexes, mark }))
    },
};

/// What happens to issuers: a withdrawal ends awards, too.
pub const ISSUERS: Recorder = Recorder {
    pallet: PALLET,
    events: &["IssuerAccredited", "AccreditationWithdrawn", "IssuerKeySet", "IssuerAccountSet"],
    read: |event| steps::read(event, Some("issuer")).map(Fact::Issuer),
};
