//! Grids and their prices.

use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::metadata::Metadata;
use subxt::utils::AccountId32;

use super::{records, Recorder};
use crate::chain::Entry;
use crate::facts::{Band, Fact, Grid, Tariff};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
pub(super) enum Currency {
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
    /// The voucher; VAKA if none.
    pub(super) fn voucher(&self) -> Option<u32> {
        match self {
            Self::Native => None,
            Self::WithId(voucher) => Some(*voucher),
        }
    }
}

impl Prices {
    fn of(self, grid: u32, from: u32) -> Tariff {
        let Self { bands, offset, network_charge, standing_charge, k, trim } = self;
        let band = |Priced { from, feed_in, retail }| Band { from, feed_in, retail };
        let bands = bands.into_iter().map(band).collect();
        Tariff { grid, from, bands, offset, network_charge, standing_charge, k, trim }
    }
}

/// The map in storage that tells what events told before the hub was there.
pub const STORED: (&str, &str) = ("Energy", "Grids");

/// What an entry of that map tells: the grid, and the prices that it still has.
pub fn stored(entry: &Entry, metadata: &Metadata) -> Result<Vec<Fact>, scale_decode::Error> {
    let (pallet, map) = STORED;
    let ty = records::value_type(pallet, map, metadata)?;
    let none = || scale_decode::Error::custom_str("a name without a number");
    let grid = records::number_of(&entry.name).ok_or_else(none)?;
    let Stored { operator, currency, .. } = records::decode(&entry.value, ty, metadata)?;
    let (operator, voucher) = (operator.to_string(), currency.voucher());
    let tariffs = of_record(grid, &entry.value, ty, metadata)?;
    let registered = Fact::GridRegistered(Grid { grid, operator, voucher });
    Ok(vec![registered, Fact::TariffsKept { grid, tariffs }])
}

/// The prices that a grid's record has, the oldest first.
pub(super) fn of_record(
    grid: u32,
    value: &[u8],
    ty: u32,
    metadata: &Metadata,
) -> Result<Vec<Tariff>, scale_decode::Error> {
    let Stored { tariffs, .. } = records::decode(value, ty, metadata)?;
    Ok(tariffs.into_iter().map(|Version { from, tariff }| tariff.of(grid, from)).collect())
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
        Ok(Fact::TariffSet(tariff.of(grid, from)))
    },
};
