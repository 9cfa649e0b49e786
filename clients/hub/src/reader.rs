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
use crate::metadata;
use crate::recorders::records::{self, Record};
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
    /// The runtime has a map elsewhere, or with other keys, that the hub would read.
    #[error("runtime {spec} has no {pallet}.{map} as this hub knows it: it is too old for it, or too new")]
    Elsewhere {
        /// The version.
        spec: u32,
        /// The pallet.
        pallet: &'static str,
        /// The map.
        map: &'static str,
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

/// What of a block was not understood. Nobody may stop all hubs by a transaction that they cannot read, so
/// it is told with the block, and the hub goes on.
#[derive(Debug, thiserror::Error)]
enum Misread {
    #[error("its events: {0}")]
    Events(#[from] Box<EventsError>),
    #[error("the extrinsic: {0}")]
    Extrinsic(#[from] Box<ExtrinsicDecodeErrorAt>),
    #[error("its call: {0}")]
    Call(#[from] Box<scale_decode::Error>),
    #[error("its calls and its events do not fit together")]
    Unfit,
    #[error("its events tell of {told} accepted readings, its calls of {carried}")]
    OtherReadings { told: u64, carried: u64 },
    #[error("no extrinsic carries readings that were accepted")]
    ReadingsOfNone,
    #[error("a record in its state: {0}")]
    Record(Box<scale_decode::Error>),
    #[error("the block tells no time")]
    NoTime,
}

/// The longest reason that is kept.
const LONGEST: usize = 300;

impl Misread {
    fn of(self, extrinsic: Option<u32>) -> Fact {
        Fact::Doubt { extrinsic, why: self.to_string().chars().take(LONGEST).collect() }
    }
}

/// What stands in the state where nothing is known of the blocks before.
#[derive(Debug, Default)]
pub struct Earlier {
    /// The grids.
    pub grids: Vec<Entry>,
    /// The meters.
    pub meters: Vec<Entry>,
    /// The members.
    pub members: Vec<Entry>,
    /// What is offered.
    pub listings: Vec<Entry>,
    /// The designs.
    pub designs: Vec<Entry>,
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
        let metadata = metadata::decode(metadata)
            .map(Arc::new)
            .map_err(|error| Unreadable::Metadata { spec, error })?;
        if let Some((pallet, event)) = recorders::unknown(&metadata) {
            return Err(Unreadable::Unknown { spec, pallet, event });
        }
        if let Some((pallet, map)) = records::hashed_otherwise(&metadata) {
            return Err(Unreadable::Elsewhere { spec, pallet, map });
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

    /// Reads a block. What it does not understand of it is a [`Fact::Doubt`].
    pub async fn read(&self, block: &Block) -> Result<Facts, Unreadable> {
        let at = self.client.at_block(block.height).map_err(Box::new)?;
        let mut found = Found::default();
        let events = at.events().from_bytes(block.events.clone());
        let events = events.iter().collect::<Result<Vec<_>, _>>();
        let events = events.unwrap_or_else(|error| {
            found.tell(0, Misread::from(Box::new(error)).of(None));
            Vec::new()
        });

        let of_extrinsics = by_extrinsic(&events);
        let extrinsics = at.extrinsics().from_bytes(block.body.clone()).await;
        for (index, extrinsic) in (0_u32..).zip(extrinsics.iter()) {
            let range = of_extrinsics.get(&index).cloned().unwrap_or(0..0);
            let call = extrinsic.map_err(|error| Box::new(error).into());
            let call = call.and_then(|extrinsic| {
                let bare = [extrinsic.pallet_index(), extrinsic.call_index()];
                self.call(match extrinsic.call_data_bytes() {
                    // What subxt 0.51.1 has for a call without arguments.
                    [] => bare.as_slice(),
                    bytes => bytes,
                })
            });
            found.note(call, index, &events, range);
        }
        found.compare(&events);

        let Found { time, mut facts, titles, .. } = found;
        for (place, event) in events.iter().enumerate() {
            match recorders::read(event) {
                Ok(Some(mut fact)) => {
                    if let Fact::Opened(opened) = &mut fact {
                        opened.title = titles.get(&opened.petition).cloned();
                    }
                    facts.push((place, fact));
                }
                Ok(None) => {}
                Err(error) => facts.push((place, Misread::from(error).of(None))),
            }
        }
        if time.is_none() {
            facts.push((0, Misread::NoTime.of(None)));
        }
        // What calls tell stands where their events do: a reading may come before or after the clearing of
        // its slot.
        facts.sort_by_key(|(place, _)| *place);
        let facts = facts.into_iter().map(|(_, fact)| fact).collect();
        let Block { height, hash, parent, .. } = *block;
        Ok(Facts { height, hash, parent, time, spec: self.spec, facts })
    }

    /// Adds what the state after a block has of what its events name.
    pub fn add_records(&self, facts: &mut Facts, named: &[Record], values: &[Option<Vec<u8>>]) {
        for (record, value) in named.iter().zip(values) {
            match record.read(value.as_deref(), &self.metadata) {
                // Bills want the result of a slot where it was cleared.
                Ok(told) => match told.first() {
                    Some(Fact::Result { grid, slot, .. }) => {
                        let (grid, slot) = (*grid, *slot);
                        let cleared = |fact: &Fact| matches!(fact, Fact::Cleared(of) if (of.grid, of.slot) == (grid, slot));
                        let at = facts.facts.iter().position(cleared);
                        let at = at.map_or(facts.facts.len(), |at| at.saturating_add(1));
                        facts.facts.splice(at..at, told);
                    }
                    _ => facts.facts.extend(told),
                },
                Err(error) => facts.facts.push(Misread::Record(Box::new(error)).of(None)),
            }
        }
    }

    /// What the state after the block before a height tells, of what was told before that.
    pub fn read_state(&self, earlier: &Earlier, height: Height) -> Result<Vec<Fact>, Unreadable> {
        let grids = earlier.grids.iter().map(|entry| tariffs::stored(entry, &self.metadata));
        let of = |entry: &Entry, record: fn(u32) -> Record| match records::number_of(&entry.name) {
            Some(number) => record(number).read(Some(&entry.value), &self.metadata),
            None => Ok(Vec::new()),
        };
        let meters = earlier.meters.iter().map(|entry| of(entry, Record::Meter));
        let members = earlier.members.iter().map(|entry| of(entry, Record::Member));
        let listings = earlier.listings.iter().map(|entry| of(entry, Record::Listing));
        let designs = earlier.designs.iter().map(|entry| of(entry, Record::Design));
        let facts = grids.chain(meters).chain(members).chain(listings).chain(designs);
        let facts = facts.collect::<Result<Vec<_>, _>>();
        let facts = facts.map_err(|error| Unreadable::State { height, error: Box::new(error) })?;
        Ok(facts.into_iter().flatten().collect())
    }

    fn call(&self, mut bytes: &[u8]) -> Result<Call, Misread> {
        let ty = self.metadata.outer_enums().call_enum_ty();
        let call = decode_with_visitor(&mut bytes, ty, self.metadata.types(), CallVisitor::new());
        Ok(call.map_err(Box::new)?)
    }
}

/// What the calls of a block tell.
#[derive(Default)]
struct Found {
    time: Option<u64>,
    /// What they tell, and the places of the events behind which it stands.
    facts: Vec<(usize, Fact)>,
    /// The titles of the petitions that it opened.
    titles: BTreeMap<u32, String>,
    /// The accepted readings that were looked for in calls, found or not.
    sought: u64,
}

impl Found {
    /// Notes the calls that were made in an extrinsic.
    fn note(
        &mut self,
        call: Result<Call, Misread>,
        extrinsic: u32,
        events: &[Event],
        range: Range<usize>,
    ) {
        let its = events.get(range.clone()).unwrap_or_default();
        let end = range.end;
        if let Err(misread) = self.note_call(call, extrinsic, events, range) {
            self.tell(end, misread.of(Some(extrinsic)));
            // What else is wrong with it need not be said.
            self.sought = self.sought.saturating_add(accepted_of(its));
        }
    }

    fn note_call(
        &mut self,
        call: Result<Call, Misread>,
        extrinsic: u32,
        events: &[Event],
        range: Range<usize>,
    ) -> Result<(), Misread> {
        let call = call?;
        let its = || range.clone().zip(events.get(range.clone()).unwrap_or_default());
        let failed = its().any(|(_, event)| recorders::is(event, "System", "ExtrinsicFailed"));
        if failed || !call.matters() {
            return Ok(());
        }
        let mut marks = Vec::new();
        for (at, event) in its() {
            marks.extend(marks::read(event)?.map(|mark| (at, mark)));
        }
        let made = trace::trace(&call, &marks, range.clone()).ok_or(Misread::Unfit)?;
        for Made { action, events: range } in made {
            let its = events.get(range.clone()).unwrap_or_default();
            match action {
                Action::Other => {}
                Action::SetTime(time) => self.time = Some(*time),
                Action::SubmitReadings(readings) => {
                    self.read(readings, extrinsic, its, range.end)?;
                }
                Action::OpenPetition(title) => {
                    if let Some(petition) = petitions::opened(its)? {
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
        end: usize,
    ) -> Result<(), Misread> {
        let judged = meters::judged(events)?;
        let accepted = (0..).zip(readings).filter(|(index, _)| !judged.rejected.contains(index));
        let accepted = accepted.map(|(_, reading)| {
            let Reading { meter, slot, import_wh, export_wh } = *reading;
            Fact::Read(Registers { meter, slot, import_wh, export_wh })
        });
        let accepted = accepted.collect::<Vec<_>>();
        let (told, carried) = (judged.accepted, u64::try_from(accepted.len()).unwrap_or(u64::MAX));
        self.sought = self.sought.saturating_add(told);
        if told == carried {
            self.facts.extend(accepted.into_iter().map(|fact| (end, fact)));
        } else {
            self.tell(end, Misread::OtherReadings { told, carried }.of(Some(extrinsic)));
        }
        Ok(())
    }

    /// Compares the readings that were looked for with those that the block tells of. The chain's own
    /// enactments, for one, carry calls that stand in no extrinsic.
    fn compare(&mut self, events: &[Event]) {
        if accepted_of(events) > self.sought {
            self.tell(events.len(), Misread::ReadingsOfNone.of(None));
        }
    }

    fn tell(&mut self, place: usize, fact: Fact) {
        self.facts.push((place, fact));
    }
}

/// The number of readings that events tell of.
fn accepted_of(events: &[Event]) -> u64 {
    meters::judged(events).map(|judged| judged.accepted).unwrap_or_default()
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

#[cfg(test)]
#[path = "tests/reader_records.rs"]
mod record_tests;
