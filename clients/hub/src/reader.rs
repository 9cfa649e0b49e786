//! Decodes blocks by the runtime that executed them.
//!
//! Asked for a block, subxt would take the runtime of the state *after* it: that is gone where a node
//! prunes, and is the next runtime where the block is an upgrade. So it is told which one to take, and
//! asks nobody.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use subxt::config::substrate::SpecVersionForRange;
use subxt::config::SubstrateConfig;
use subxt::error::{EventsError, ExtrinsicDecodeErrorAt, OfflineClientAtBlockError};
use subxt::events::Phase;
use subxt::ext::scale_decode;
use subxt::ext::scale_decode::visitor::decode_with_visitor;
use subxt::metadata::Metadata;
use subxt::OfflineClient;

use crate::calls::{Action, Call, CallVisitor, Reading};
use crate::chain::{Block, Entry, Height, Runtime};
use crate::facts::{Fact, Facts, Registers};
use crate::recorders::{self, marks, meters, petitions, tariffs, Event};
use crate::trace::{self, Made};

/// Why a block could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The runtime's metadata is none that this hub knows.
    #[error("the metadata of runtime {spec} is of no known form: {error}")]
    Metadata {
        /// The version.
        spec: u32,
        /// What is wrong with it.
        error: codec::Error,
    },
    /// The runtime lacks an event that the hub would remember: a newer hub knows what became of it.
    #[error(
        "runtime {spec} has no event {pallet}.{event}: this hub is too old for it, or too new"
    )]
    Unknown {
        /// The version.
        spec: u32,
        /// The pallet.
        pallet: &'static str,
        /// The event.
        event: &'static str,
    },
    /// The block has no time.
    #[error("block {0} tells no time")]
    NoTime(Height),
    /// Its events are not those of the runtime.
    #[error("the events of block {height} cannot be decoded: {error}")]
    Events {
        /// The block.
        height: Height,
        /// What is wrong with them.
        error: Box<EventsError>,
    },
    /// Its extrinsics are not those of the runtime.
    #[error("the extrinsics of block {height} cannot be decoded: {error}")]
    Extrinsics {
        /// The block.
        height: Height,
        /// What is wrong with them.
        error: Box<ExtrinsicDecodeErrorAt>,
    },
    /// A call is not one of the runtime.
    #[error("a call of block {height} cannot be decoded: {error}")]
    Call {
        /// The block.
        height: Height,
        /// What is wrong with it.
        error: Box<scale_decode::Error>,
    },
    /// What the state has is not of the runtime.
    #[error("the state before block {height} cannot be decoded: {error}")]
    State {
        /// The block.
        height: Height,
        /// What is wrong with it.
        error: Box<scale_decode::Error>,
    },
    /// The runtime cannot be used.
    #[error(transparent)]
    Runtime(#[from] Box<OfflineClientAtBlockError>),
}

/// Reads the blocks of one runtime.
pub struct Reader {
    spec: u32,
    client: OfflineClient<SubstrateConfig>,
    metadata: Arc<Metadata>,
}

impl Reader {
    /// A reader of what this runtime executed. It must have all that the hub remembers: otherwise
    /// history would get lost in silence.
    pub fn new(runtime: &Runtime) -> Result<Self, Unreadable> {
        let Runtime { spec, transaction, metadata } = runtime;
        let spec = *spec;
        let metadata = Metadata::decode_from(metadata)
            .map(Arc::new)
            .map_err(|error| Unreadable::Metadata { spec, error })?;
        if let Some((pallet, event)) = recorders::unknown(&metadata) {
            return Err(Unreadable::Unknown { spec, pallet, event });
        }
        let range = SpecVersionForRange {
            block_range: 0..u64::MAX,
            spec_version: spec,
            transaction_version: *transaction,
        };
        let config = SubstrateConfig::builder()
            .set_spec_version_for_block_ranges([range])
            .set_metadata_for_spec_versions([(spec, Arc::clone(&metadata))])
            .build();
        Ok(Self { spec, client: OfflineClient::new_with_config(config), metadata })
    }

    /// The version of the runtime.
    pub fn spec(&self) -> u32 {
        self.spec
    }

    /// Reads a block.
    pub async fn read(&self, block: &Block) -> Result<Facts, Unreadable> {
        let height = block.height;
        let bad_events = |error| Unreadable::Events { height, error };
        let at = self.client.at_block(height).map_err(Box::new)?;
        let events = at.events().from_bytes(block.events.clone());
        let events = events.iter().map(|event| event.map_err(Box::new));
        let events = events.collect::<Result<Vec<_>, _>>().map_err(bad_events)?;

        let mut found = Found::default();
        let of_extrinsics = by_extrinsic(&events);
        for extrinsic in at.extrinsics().from_bytes(block.body.clone()).await.iter() {
            let extrinsic = extrinsic
                .map_err(|error| Unreadable::Extrinsics { height, error: Box::new(error) })?;
            let bare = [extrinsic.pallet_index(), extrinsic.call_index()];
            let bytes = match extrinsic.call_data_bytes() {
                // What subxt 0.51.1 has for a call without arguments.
                [] => bare.as_slice(),
                bytes => bytes,
            };
            let call = self.call(bytes, height)?;
            if !call.matters() {
                continue;
            }
            let index = u32::try_from(extrinsic.index()).unwrap_or(u32::MAX);
            let range = of_extrinsics.get(&index).cloned().unwrap_or(0..0);
            found.note(&call, index, &events, range).map_err(bad_events)?;
        }

        let Found { time, mut facts, titles } = found;
        for event in &events {
            let Some(mut fact) = recorders::read(event).map_err(bad_events)? else { continue };
            if let Fact::Opened(opened) = &mut fact {
                opened.title = titles.get(&opened.petition).cloned();
            }
            facts.push(fact);
        }
        let time = time.ok_or(Unreadable::NoTime(height))?;
        let Block { hash, parent, .. } = *block;
        Ok(Facts { height, hash, parent, time, spec: self.spec, facts })
    }

    /// What the state after the block before a height tells, of what was told before that.
    pub fn read_state(&self, grids: &[Entry], height: Height) -> Result<Vec<Fact>, Unreadable> {
        let read = |entry| tariffs::stored(entry, &self.metadata);
        let facts = grids.iter().map(read).collect::<Result<Vec<_>, _>>();
        let facts = facts.map_err(|error| Unreadable::State { height, error: Box::new(error) })?;
        Ok(facts.into_iter().flatten().collect())
    }

    fn call(&self, mut bytes: &[u8], height: Height) -> Result<Call, Unreadable> {
        let ty = self.metadata.outer_enums().call_enum_ty();
        decode_with_visitor(&mut bytes, ty, self.metadata.types(), CallVisitor::new())
            .map_err(|error| Unreadable::Call { height, error: Box::new(error) })
    }
}

/// What the calls of a block tell.
#[derive(Default)]
struct Found {
    time: Option<u64>,
    facts: Vec<Fact>,
    /// The titles of the petitions that it opened.
    titles: BTreeMap<u32, String>,
}

impl Found {
    /// Notes the calls that were made in an extrinsic.
    fn note(
        &mut self,
        call: &Call,
        extrinsic: u32,
        events: &[Event],
        range: Range<usize>,
    ) -> Result<(), Box<EventsError>> {
        let its = || range.clone().zip(events.get(range.clone()).unwrap_or_default());
        if its().any(|(_, event)| recorders::is(event, "System", "ExtrinsicFailed")) {
            return Ok(());
        }
        let mut found = Vec::new();
        for (at, event) in its() {
            found.extend(marks::read(event)?.map(|mark| (at, mark)));
        }
        let Some(made) = trace::trace(call, &found, range.clone()) else {
            self.facts.push(Fact::Doubt { extrinsic });
            return Ok(());
        };
        for Made { action, events: range } in made {
            let events = events.get(range).unwrap_or_default();
            match action {
                Action::Other => {}
                Action::SetTime(time) => self.time = Some(*time),
                Action::SubmitReadings(readings) => self.read(readings, extrinsic, events)?,
                Action::OpenPetition(title) => {
                    if let Some(petition) = petitions::opened(events)? {
                        let title = String::from_utf8_lossy(title).into_owned();
                        self.titles.insert(petition, title);
                    }
                }
            }
        }
        Ok(())
    }

    /// Notes the readings of a batch that were accepted. Their number is in the events, too: if it is
    /// another one, these were not the readings.
    fn read(
        &mut self,
        readings: &[Reading],
        extrinsic: u32,
        events: &[Event],
    ) -> Result<(), Box<EventsError>> {
        let judged = meters::judged(events)?;
        let accepted = (0..).zip(readings).filter(|(index, _)| !judged.rejected.contains(index));
        let accepted = accepted.map(|(_, reading)| {
            let Reading { meter, slot, import_wh, export_wh } = *reading;
            Fact::Read(Registers { meter, slot, import_wh, export_wh })
        });
        let accepted = accepted.collect::<Vec<_>>();
        if u64::try_from(accepted.len()) == Ok(judged.accepted) {
            self.facts.extend(accepted);
        } else {
            self.facts.push(Fact::Doubt { extrinsic });
        }
        Ok(())
    }
}

/// The places of the events of each extrinsic. They follow each other.
fn by_extrinsic(events: &[Event]) -> BTreeMap<u32, Range<usize>> {
    let mut ranges = BTreeMap::<u32, Range<usize>>::new();
    for (at, event) in events.iter().enumerate() {
        if let Phase::ApplyExtrinsic(extrinsic) = event.phase() {
            let range = ranges.entry(extrinsic).or_insert(at..at);
            range.end = at.saturating_add(1);
        }
    }
    ranges
}

#[cfg(test)]
#[path = "tests/reader.rs"]
mod tests;
