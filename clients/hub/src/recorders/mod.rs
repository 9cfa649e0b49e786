//! Reads our pallets' events: a module for each subject.

pub mod authorities;
pub mod clearings;
pub mod credentials;
pub mod market;
pub mod marks;
pub mod members;
pub mod meters;
pub mod petitions;
pub mod records;
pub mod steps;
pub mod tariffs;
pub mod validators;
pub mod votes;

use subxt::config::SubstrateConfig;
use subxt::error::EventsError;
use subxt::metadata::Metadata;

use crate::facts::Fact;

/// An event of a block.
pub type Event<'a> = subxt::events::Event<'a, SubstrateConfig>;

/// Reads events of a pallet.
pub struct Recorder {
    /// The pallet.
    pub pallet: &'static str,
    /// The events.
    pub events: &'static [&'static str],
    /// What one of them tells.
    pub read: fn(&Event) -> Result<Fact, Box<EventsError>>,
}

/// All that the hub remembers of events.
const RECORDERS: &[Recorder] = &[
    authorities::RECORDER,
    clearings::RECORDER,
    credentials::ISSUED,
    credentials::MARKED,
    credentials::ISSUERS,
    market::PLACED,
    market::ORDERS,
    market::LISTINGS,
    market::DESIGNED,
    market::STRUCK,
    market::KEPT,
    market::CLAIMED,
    members::CHANGED,
    meters::CHANGED,
    petitions::OPENED,
    petitions::ENDORSED,
    petitions::COURSE,
    petitions::REFERENDA,
    tariffs::FOUNDED,
    tariffs::OPERATORS,
    tariffs::PRICES,
    validators::RECORDER,
    votes::CAST,
    votes::RETRACTED,
];

/// Returns whether an event is this one.
pub fn is(event: &Event, pallet: &str, name: &str) -> bool {
    event.pallet_name() == pallet && event.event_name() == name
}

/// What an event tells. None if the hub does not remember it.
pub fn read(event: &Event) -> Result<Option<Fact>, Box<EventsError>> {
    let (pallet, name) = (event.pallet_name(), event.event_name());
    let mut of_pallet = RECORDERS.iter().filter(|recorder| recorder.pallet == pallet);
    let recorder = of_pallet.find(|recorder| recorder.events.contains(&name));
    recorder.map(|recorder| (recorder.read)(event)).transpose()
}

/// An event that the hub would remember and a runtime does not have.
pub fn unknown(metadata: &Metadata) -> Option<(&'static str, &'static str)> {
    let recorded = RECORDERS.iter().map(|recorder| (recorder.pallet, recorder.events));
    let read = [marks::EVENTS, meters::EVENTS].into_iter().flatten().copied();
    recorded.chain(read).find_map(|(pallet, events)| {
        let known = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.event_variants());
        let known = known.unwrap_or_default();
        let missing =
            events.iter().find(|event| known.iter().all(|variant| variant.name != **event));
        missing.map(|event| (pallet, *event))
    })
}
