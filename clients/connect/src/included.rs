//! What became of a transaction that is in a block.

use subxt::dynamic::Value;
use subxt::error::DispatchError;
use subxt::events::{Events, Phase};
use subxt::ext::scale_value::{At, Composite};
use subxt::metadata::ArcMetadata;
use subxt::utils::H256;

use crate::client::within;
use crate::error::Failure;
use crate::watch::{Place, Signed};
use crate::{Client, Error, Vaka};

/// The key of a block's events.
const EVENTS: [u8; 32] = [
    0x26, 0xaa, 0x39, 0x4e, 0xea, 0x56, 0x30, 0xe0, 0x7c, 0x48, 0xae, 0x0c, 0x95, 0x58, 0xce, 0xf7,
    0x80, 0xd4, 0x1e, 0x5e, 0x16, 0x05, 0x67, 0x65, 0xbc, 0x84, 0x61, 0x85, 0x10, 0x72, 0xc9, 0xd7,
];

/// A transaction that is in a block, and whose call succeeded.
#[derive(Clone, Debug)]
pub struct Included {
    /// The transaction's hash.
    pub hash: H256,
    /// The block's number.
    pub block: u64,
    /// The block's hash.
    pub block_hash: H256,
    /// Whether the block is final.
    pub is_final: bool,
    /// The transaction's events.
    pub events: Vec<Event>,
}

/// An event of a transaction.
#[derive(Clone, Debug)]
pub struct Event {
    /// The pallet.
    pub pallet: String,
    /// The event's name.
    pub name: String,
    /// The event's fields.
    pub fields: Composite<()>,
}

impl Included {
    /// The first event of that name.
    pub fn event(&self, pallet: &str, name: &str) -> Option<&Event> {
        self.events.iter().find(|it| it.pallet == pallet && it.name == name)
    }
}

impl Event {
    /// A field that is a number.
    pub fn number(&self, field: &str) -> Option<u64> {
        self.fields.at(field).and_then(Value::as_u128).and_then(|it| it.try_into().ok())
    }
}

/// The events of a transaction that a block has.
pub(crate) async fn outcome(
    client: &Client,
    signed: &Signed,
    place: Place,
) -> Result<Included, Error> {
    let Place { number, hash, parent, index, is_final } = place;
    let gone = || Error::NoOutcome { block: number };
    // What executed the block is the runtime in the state before it. The state after it may have
    // the next runtime already.
    let before = client.at(parent).await.map_err(|_| gone())?;
    let stored = within(client.rpc().state_get_storage(&EVENTS, Some(hash))).await;
    let bytes = stored.ok().flatten().ok_or_else(gone)?;
    let all = before.0.events().from_bytes(bytes);
    let events = of_transaction(&all, index)?;
    if let Some(failed) =
        events.iter().find(|it| it.pallet == "System" && it.name == "ExtrinsicFailed")
    {
        let failure = failure_of(&all, index, before.0.metadata()).unwrap_or_else(|| Failure {
            pallet: None,
            name: "Unknown".into(),
            words: failed.fields.to_string(),
        });
        return Err(Error::Failed { block: number, failure });
    }
    Ok(Included { hash: signed.hash, block: number, block_hash: hash, is_final, events })
}

fn is_of(phase: Phase, index: usize) -> bool {
    matches!(phase, Phase::ApplyExtrinsic(of) if usize::try_from(of) == Ok(index))
}

fn of_transaction(all: &Events<Vaka>, index: usize) -> Result<Vec<Event>, Error> {
    let mismatch = |error: subxt::error::EventsError| Error::Mismatch(error.to_string());
    let mut events = Vec::new();
    for event in all.iter() {
        let event = event.map_err(mismatch)?;
        if is_of(event.phase(), index) {
            events.push(Event {
                pallet: event.pallet_name().into(),
                name: event.event_name().into(),
                fields: event.decode_fields_unchecked_as().map_err(mismatch)?,
            });
        }
    }
    Ok(events)
}

fn failure_of(all: &Events<Vaka>, index: usize, metadata: ArcMetadata) -> Option<Failure> {
    let failed = all
        .iter()
        .filter_map(Result::ok)
        .find(|event| is_of(event.phase(), index) && event.event_name() == "ExtrinsicFailed")?;
    // The error comes first, what it cost after it.
    Some(failure(failed.field_bytes(), metadata))
}

/// A dispatch error in words: of a pallet's error, those of its documentation.
pub fn failure(bytes: &[u8], metadata: ArcMetadata) -> Failure {
    let general =
        |name: &str, words: &str| Failure { pallet: None, name: name.into(), words: words.into() };
    // A pallet's error has five bytes behind the kind of error; subxt would take all that follows.
    let bytes = match bytes {
        [3, ..] => bytes.get(..6).unwrap_or(bytes),
        _ => bytes,
    };
    match DispatchError::decode_from(bytes, metadata) {
        Ok(DispatchError::Module(error)) => match error.details() {
            Ok(details) => Failure {
                pallet: Some(details.pallet.name().into()),
                name: details.variant.name.clone(),
                words: sentence(&details.variant.docs.join(" ")),
            },
            Err(_) => general("Module", &error.details_string()),
        },
        Ok(DispatchError::BadOrigin) => general("BadOrigin", "this account may not make this call"),
        Ok(DispatchError::Token(error)) => general("Token", &sentence(&error.to_string())),
        Ok(error) => general(kind(&error), &sentence(&error.to_string())),
        Err(error) => general("Unknown", &error.to_string()),
    }
}

fn kind(error: &DispatchError) -> &'static str {
    match error {
        DispatchError::CannotLookup => "CannotLookup",
        DispatchError::ConsumerRemaining => "ConsumerRemaining",
        DispatchError::NoProviders => "NoProviders",
        DispatchError::TooManyConsumers => "TooManyConsumers",
        DispatchError::Arithmetic(_) => "Arithmetic",
        DispatchError::Transactional(_) => "Transactional",
        DispatchError::Exhausted => "Exhausted",
        DispatchError::Corruption => "Corruption",
        DispatchError::Unavailable => "Unavailable",
        DispatchError::RootNotAllowed => "RootNotAllowed",
        _ => "Other",
    }
}

/// A sentence without its full stop and spaces, to stand in another one.
fn sentence(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').into()
}
