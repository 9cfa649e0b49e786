//! Records in the state after a block, of what its events name. Events say that something changed, and
//! often not to what.

use std::collections::BTreeSet;

use sp_arithmetic::Permill;
use sp_crypto_hashing::{twox_128, twox_64};
use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::metadata::{Metadata, StorageHasher};
use subxt::utils::{AccountId32, H256};

use super::{market, members, tariffs};
use crate::facts::{BatchId, Fact, Limits, Meter, Root};

/// A record that a block changed, by its place in storage.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Record {
    /// A grid.
    Grid(u32),
    /// A meter.
    Meter(u32),
    /// The result of a slot.
    Cleared {
        /// The grid.
        grid: u32,
        /// The slot.
        slot: u32,
    },
    /// A batch of awards.
    Batch {
        /// The issuer.
        issuer: u32,
        /// The number of its batch.
        sequence: u32,
    },
    /// What somebody offers.
    Listing(u32),
    /// A design.
    Design(u32),
    /// A member of a community.
    Member(u32),
}

/// The records that facts name.
pub fn named(facts: &[Fact]) -> BTreeSet<Record> {
    let named = |fact: &Fact| match fact {
        // No event tells a grid's first prices.
        Fact::GridRegistered(grid) => Some(Record::Grid(grid.grid)),
        Fact::TariffSet(tariff) => Some(Record::Grid(tariff.grid)),
        Fact::Read(registers) => Some(Record::Meter(registers.meter)),
        Fact::MeterChanged { meter } => Some(Record::Meter(*meter)),
        Fact::MemberChanged { member } => Some(Record::Member(*member)),
        Fact::Cleared(clearing) => {
            Some(Record::Cleared { grid: clearing.grid, slot: clearing.slot })
        }
        Fact::Issued(batch) => {
            Some(Record::Batch { issuer: batch.of.issuer, sequence: batch.of.sequence })
        }
        Fact::Listing(step) => step.of.and_then(|of| of.try_into().ok()).map(Record::Listing),
        _ => None,
    };
    facts.iter().filter_map(named).collect()
}

impl Record {
    /// The pallet and the map, and the keys in it.
    fn place(&self) -> (&'static str, &'static str, Vec<u32>) {
        match self {
            Self::Grid(grid) => ("Energy", "Grids", vec![*grid]),
            Self::Meter(meter) => ("Energy", "Meters", vec![*meter]),
            Self::Cleared { grid, slot } => ("Energy", "Cleared", vec![*grid, *slot]),
            Self::Batch { issuer, sequence } => {
                ("Credentials", "Batches", vec![*issuer, *sequence])
            }
            Self::Listing(listing) => ("Marketplace", "Listings", vec![*listing]),
            Self::Design(design) => ("Marketplace", "Designs", vec![*design]),
            Self::Member(member) => ("Communities", "Members", vec![*member]),
        }
    }

    /// Its whole name in storage.
    pub fn name(&self) -> Vec<u8> {
        let (pallet, map, keys) = self.place();
        let mut name = [twox_128(pallet.as_bytes()), twox_128(map.as_bytes())].concat();
        for key in keys.into_iter().map(u32::to_le_bytes) {
            name.extend(twox_64(&key));
            name.extend(key);
        }
        name
    }

    /// What its value tells, or that there is none.
    pub fn read(
        &self,
        value: Option<&[u8]>,
        metadata: &Metadata,
    ) -> Result<Vec<Fact>, scale_decode::Error> {
        let (pallet, map, _) = self.place();
        let ty = value_type(pallet, map, metadata)?;
        Ok(match (*self, value) {
            (Self::Grid(grid), Some(value)) => {
                let tariffs = tariffs::of_record(grid, value, ty, metadata)?;
                vec![Fact::TariffsKept { grid, tariffs }]
            }
            (Self::Meter(meter), Some(value)) => vec![meter_of(meter, value, ty, metadata)?],
            (Self::Meter(meter), None) => vec![Fact::MeterRemoved { meter }],
            (Self::Cleared { grid, slot }, Some(value)) => {
                let clearing = decode::<ClearedSlot>(value, ty, metadata)?.clearing.into();
                vec![Fact::Result { grid, slot, clearing }]
            }
            (Self::Batch { issuer, sequence }, Some(value)) => {
                let Batch { root, valid_until } = decode(value, ty, metadata)?;
                let of = BatchId { issuer, sequence };
                vec![Fact::Root(Root { of, root: hex::encode(root), valid_until })]
            }
            (Self::Listing(listing), Some(value)) => {
                vec![decode::<market::Stored>(value, ty, metadata)?.of(listing)]
            }
            (Self::Design(design), Some(value)) => {
                decode::<market::StoredDesign>(value, ty, metadata)?.of(design)
            }
            (Self::Member(member), Some(value)) => {
                vec![decode::<members::Person>(value, ty, metadata)?.of(member)]
            }
            (Self::Member(member), None) => vec![Fact::MemberLeft { member }],
            // What was removed in the same block has nothing to tell.
            (_, None) => Vec::new(),
        })
    }
}

/// A map whose keys are not hashed as [`Record::name`] does it, if a runtime has one. What stands there
/// would be taken for removed.
pub fn hashed_otherwise(metadata: &Metadata) -> Option<(&'static str, &'static str)> {
    let records = [
        Record::Grid(0),
        Record::Meter(0),
        Record::Cleared { grid: 0, slot: 0 },
        Record::Batch { issuer: 0, sequence: 0 },
        Record::Listing(0),
        Record::Design(0),
        Record::Member(0),
    ];
    records.iter().map(Record::place).find_map(|(pallet, map, keys)| {
        let storage = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.storage());
        let entry = storage.and_then(|storage| storage.entry_by_name(map));
        let as_expected = entry.is_some_and(|entry| {
            let mut hashers = entry.keys().map(|key| key.hasher);
            entry.keys().len() == keys.len()
                && hashers.all(|hasher| hasher == StorageHasher::Twox64Concat)
        });
        (!as_expected).then_some((pallet, map))
    })
}

/// The number of a meter, by the name of its record: the key is hashed by Twox64Concat, and stands at the
/// end as it is.
pub fn number_of(name: &[u8]) -> Option<u32> {
    name.last_chunk().copied().map(u32::from_le_bytes)
}

/// The type of the values of a map.
pub(super) fn value_type(
    pallet: &str,
    map: &str,
    metadata: &Metadata,
) -> Result<u32, scale_decode::Error> {
    let none = || scale_decode::Error::custom_str("the runtime has no such map");
    let storage = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.storage());
    Ok(storage.and_then(|storage| storage.entry_by_name(map)).ok_or_else(none)?.value_ty())
}

pub(super) fn decode<T: DecodeAsType>(
    mut value: &[u8],
    ty: u32,
    metadata: &Metadata,
) -> Result<T, scale_decode::Error> {
    T::decode_as_type(&mut value, ty, metadata.types())
}

#[derive(Clone, Copy, DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct StoredLimits {
    ask: Option<u8>,
    bid: Option<u8>,
    owed_first: bool,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct NextLimits {
    from: u32,
    limits: StoredLimits,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct StoredMeter {
    grid: u32,
    owner: AccountId32,
    slot: u32,
    import_wh: u64,
    export_wh: u64,
    limits: StoredLimits,
    next: Option<NextLimits>,
    credit: u128,
    arrears: u128,
    owed: u64,
    retired: bool,
}

impl From<StoredLimits> for Limits {
    fn from(stored: StoredLimits) -> Self {
        let StoredLimits { ask, bid, owed_first } = stored;
        Self { ask, bid, owed_first }
    }
}

fn meter_of(
    meter: u32,
    value: &[u8],
    ty: u32,
    metadata: &Metadata,
) -> Result<Fact, scale_decode::Error> {
    let stored: StoredMeter = decode(value, ty, metadata)?;
    Ok(Fact::Meter(Meter {
        meter,
        grid: stored.grid,
        owner: stored.owner.to_string(),
        slot: stored.slot,
        import_wh: stored.import_wh,
        export_wh: stored.export_wh,
        limits: stored.limits.into(),
        next: stored.next.map(|next| (next.from, next.limits.into())),
        credit: stored.credit,
        arrears: stored.arrears,
        owed: stored.owed,
        retired: stored.retired,
    }))
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct ClearedSlot {
    clearing: Clearing,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Clearing {
    tariff: Prices,
    price: u64,
    volume: u64,
    supply: Option<Margin>,
    demand: Option<Margin>,
    unsold: u64,
    banked: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Prices {
    feed_in: u64,
    retail: u64,
    network_charge: u64,
    k: u32,
    trim: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Margin {
    tick: u8,
    filled: u64,
    offered: u64,
}

impl From<Margin> for energy_clearing::Margin {
    fn from(margin: Margin) -> Self {
        let Margin { tick, filled, offered } = margin;
        Self { tick, filled, offered }
    }
}

impl From<Clearing> for energy_clearing::Clearing {
    fn from(of: Clearing) -> Self {
        let Prices { feed_in, retail, network_charge, k, trim } = of.tariff;
        let (k, trim) = (Permill::from_parts(k), Permill::from_parts(trim));
        Self {
            tariff: energy_clearing::Tariff { feed_in, retail, network_charge, k, trim },
            price: of.price,
            volume: of.volume,
            supply: of.supply.map(Into::into),
            demand: of.demand.map(Into::into),
            unsold: of.unsold,
            banked: of.banked,
        }
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Batch {
    root: H256,
    valid_until: Option<u64>,
}
