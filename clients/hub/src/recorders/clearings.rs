//! The results of slots.

use subxt::ext::scale_decode::{self, DecodeAsType};

use super::Recorder;
use crate::facts::{Clearing, Fact};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct SlotCleared {
    grid: u32,
    slot: u32,
    price: u64,
    volume: u64,
    banked: u64,
    curtailed: u64,
}

/// The results of slots.
pub const RECORDER: Recorder = Recorder {
    pallet: "Energy",
    events: &["SlotCleared"],
    read: |event| {
        let SlotCleared { grid, slot, price, volume, banked, curtailed } =
            event.decode_fields_unchecked_as()?;
        Ok(Fact::Cleared(Clearing { grid, slot, price, volume, banked, curtailed }))
    },
};
