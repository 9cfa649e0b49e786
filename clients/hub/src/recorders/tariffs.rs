//! Grids and their prices.

use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::metadata::Metadata;
use subxt::utils::AccountId32;

use super::Recorder;
use crate::chain::Entry;
use crate::facts::{Band, Fact, Grid, Tariff};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
enum Currency {
    Native,
    WithId(u32),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Registered {
    grid: u32,
    operator: AccountId32,
    currency: Currency,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct OperatorSet {
    grid: u32,
    operator: AccountId32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Prices {
    bands: Vec<Priced>,
    offset: i8,
    network_charge: u64,
    standing_charge: u64,
    k: u32,
    trim: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Priced {
    from: u32,
    feed_in: u64,
    retail: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct TariffSet {
    grid: u32,
    from: u32,
    tariff: Prices,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Version {
    from: u32,
    tariff: Prices,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Stored {
    operator: AccountId32,
    currency: Currency,
    tariffs: Vec<Version>,
}

impl Currency {
    fn voucher(&self) -> Option<u32> {
        match self {
            Self::Native => None,
            Self::WithId(voucher) => Some(*voucher),
        }
    }
}

impl Prices {
    fn of(self, grid: u32, from: u32) -> Fact {
        let Self { bands, offset, network_charge, standing_charge, k, trim } = self;
        let band = |Priced { from, feed_in, retail }| Band { from, feed_in, retail };
        let bands = bands.into_iter().map(band).collect();
        let tariff = Tariff { grid, from, bands, offset, network_charge, standing_charge, k, trim };
        Fact::TariffSet(tariff)
    }
}

/// The map in storage that tells what events told before the hub was there.
pub const STORED: (&str, &str) = ("Energy", "Grids");

/// What an entry of that map tells: the grid, and the prices that it still has.
pub fn stored(entry: &Entry, metadata: &Metadata) -> Result<Vec<Fact>, scale_decode::Error> {
    let (pallet, map) = STORED;
    let none = || scale_decode::Error::custom_str("the runtime has no such map");
    let storage = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.storage());
    let ty = storage.and_then(|storage| storage.entry_by_name(map)).ok_or_else(none)?.value_ty();
    let bytes = &mut entry.value.as_slice();
    let Stored { operator, currency, tariffs } =
        Stored::decode_as_type(bytes, ty, metadata.types())?;
    // The key is hashed by Twox64Concat: it stands at the end as it is.
    let grid = entry.name.last_chunk().copied().map(u32::from_le_bytes).ok_or_else(none)?;
    let (operator, voucher) = (operator.to_string(), currency.voucher());
    let mut facts = vec![Fact::GridRegistered(Grid { grid, operator, voucher })];
    facts.extend(tariffs.into_iter().map(|Version { from, tariff }| tariff.of(grid, from)));
    Ok(facts)
}

/// Grids that were founded.
pub const FOUNDED: Recorder = Recorder {
    pallet: "Energy",
    events: &["GridRegistered"],
    read: |event| {
        let Registered { grid, operator, currency } = event.decode_fields_unchecked_as()?;
        let voucher = currency.voucher();
        Ok(Fact::GridRegistered(Grid { grid, operator: operator.to_string(), voucher }))
    },
};

/// Grids that changed hands.
pub const OPERATORS: Recorder = Recorder {
    pallet: "Energy",
    events: &["OperatorSet"],
    read: |event| {
        let OperatorSet { grid, operator } = event.decode_fields_unchecked_as()?;
        Ok(Fact::OperatorSet { grid, operator: operator.to_string() })
    },
};

/// Prices that operators set.
pub const PRICES: Recorder = Recorder {
    pallet: "Energy",
    events: &["TariffSet"],
    read: |event| {
        let TariffSet { grid, from, tariff } = event.decode_fields_unchecked_as()?;
        Ok(tariff.of(grid, from))
    },
};
