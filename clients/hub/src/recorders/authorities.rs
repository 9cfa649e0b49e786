//! The sets of validators that vote on finality.

use subxt::ext::scale_decode::{self, DecodeAsType};

use super::Recorder;
use crate::facts::Fact;

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct NewAuthorities {
    authority_set: Vec<([u8; 32], u64)>,
}

/// Sets that took over.
pub const RECORDER: Recorder = Recorder {
    pallet: "Grandpa",
    events: &["NewAuthorities"],
    read: |event| {
        let NewAuthorities { authority_set } = event.decode_fields_unchecked_as()?;
        let authorities = authority_set.iter().map(|(key, _)| hex::encode(key)).collect();
        Ok(Fact::AuthoritiesChanged { authorities })
    },
};
