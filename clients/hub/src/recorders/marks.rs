//! What batches, proxies, multisigs and heirs say of the calls that they carried.

use subxt::error::EventsError;
use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::ext::scale_value::{At, Composite, ValueDef};

use super::Event;
use crate::calls::Carrier;
use crate::trace::Mark;

/// The events that this needs.
pub const EVENTS: &[(&str, &[&str])] = &[
    (
        "Utility",
        &[
            "BatchCompleted",
            "BatchCompletedWithErrors",
            "BatchInterrupted",
            "IfElseFallbackCalled",
            "IfElseMainSuccess",
            "ItemCompleted",
            "ItemFailed",
        ],
    ),
    ("Proxy", &["ProxyExecuted"]),
    ("Multisig", &["MultisigExecuted"]),
    ("Recovery", &["RecoveredAccountControlled"]),
    ("System", &["ExtrinsicFailed"]),
];

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Interrupted {
    index: u32,
}

/// What an event says of a call that was carried. None if it is another event.
pub fn read(event: &Event) -> Result<Option<Mark>, Box<EventsError>> {
    Ok(Some(match (event.pallet_name(), event.event_name()) {
        ("Utility", "ItemCompleted") => Mark::Item,
        ("Utility", "ItemFailed") => Mark::ItemFailed,
        ("Utility", "BatchInterrupted") => {
            Mark::Interrupted(event.decode_fields_unchecked_as::<Interrupted>()?.index)
        }
        ("Utility", "BatchCompleted") => Mark::Batch,
        ("Utility", "BatchCompletedWithErrors") => Mark::BatchWithErrors,
        ("Utility", "IfElseMainSuccess") => Mark::Main,
        ("Utility", "IfElseFallbackCalled") => Mark::Fallback,
        ("Proxy", "ProxyExecuted") => carried(event, Carrier::Proxy, "result")?,
        ("Multisig", "MultisigExecuted") => carried(event, Carrier::Multisig, "result")?,
        ("Recovery", "RecoveredAccountControlled") => {
            carried(event, Carrier::Recovery, "call_result")?
        }
        _ => return Ok(None),
    }))
}

fn carried(event: &Event, carrier: Carrier, result: &str) -> Result<Mark, Box<EventsError>> {
    let fields = event.decode_fields_unchecked_as::<Composite<()>>()?;
    let result = fields.at(result).map(|result| &result.value);
    let ok = matches!(result, Some(ValueDef::Variant(variant)) if variant.name == "Ok");
    Ok(Mark::Carried(carrier, ok))
}
