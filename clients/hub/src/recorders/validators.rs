//! What happens to validators and to their set.

use super::{steps, Recorder};
use crate::facts::Fact;

/// Events of the pallet.
pub const RECORDER: Recorder = Recorder {
    pallet: "Validators",
    events: &[
        "ValidatorAdded",
        "ValidatorRemoved",
        "ValidatorLeft",
        "LeaveWaits",
        "LeaveWithdrawn",
        "Offended",
        "Pardoned",
        "MinimumSet",
        "KeysPurged",
        "RestorationBegun",
        "SetPlanned",
    ],
    read: |event| steps::read(event, None).map(Fact::Validators),
};
