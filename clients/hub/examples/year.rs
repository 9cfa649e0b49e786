//! Fills a database as a year of a village's meters does, for the benchmark:
//!
//! ```sh
//! cargo run --release --example year -- --database FILE --genesis HEX --owner ADDRESS --meters 500 --days 365
//! ```
//!
//! Each meter is read every quarter of an hour and each slot is cleared, so that days, bills and prices are
//! there, too. The chain's own blocks are not in it: a block here is a day.

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Parser;
use energy_clearing::{clear, Tariff, Totals};
use sp_arithmetic::Permill;
use vaka_hub::facts::{
    Band, Clearing, Fact, Facts, Grid, Limits, Meter, Registers, Tariff as Prices,
};
use vaka_hub::store::{Settings, Store};

const SLOT: u64 = 900;
const SLOTS: u32 = 96;

#[derive(Parser)]
struct Year {
    /// The database to make.
    #[arg(long)]
    database: PathBuf,
    /// The first block's hash, in hexadecimal digits.
    #[arg(long)]
    genesis: String,
    /// The account that owns all meters.
    #[arg(long)]
    owner: String,
    #[arg(long, default_value_t = 500)]
    meters: u32,
    #[arg(long, default_value_t = 365)]
    days: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Year { database, genesis, owner, meters, days } = Year::parse();
    let mut hash = [0; 32];
    hex::decode_to_slice(genesis.trim_start_matches("0x"), &mut hash)?;
    let settings =
        Settings { genesis: hash, slot_seconds: u32::try_from(SLOT)?, utc_offset_minutes: 0 };
    let mut store = Store::open(&database, settings)?;

    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let last = u32::try_from(now.as_secs() / SLOT)?;
    let first = last.saturating_sub(days.saturating_mul(SLOTS));
    let result = result()?;
    let (mut parent, mut import_wh, mut export_wh) =
        (hash, vec![0_u64; usize::try_from(meters)?], vec![0_u64; usize::try_from(meters)?]);
    for day in 0..days {
        let begins = first.saturating_add(day.saturating_mul(SLOTS));
        let mut facts = Vec::new();
        if day == 0 {
            facts.extend(founded(begins, &owner, meters));
        }
        for slot in begins..begins.saturating_add(SLOTS) {
            for (meter, (import_wh, export_wh)) in
                (0..).zip(import_wh.iter_mut().zip(export_wh.iter_mut()))
            {
                // No two quarter hours are alike, as in life.
                let some = u64::from(slot.wrapping_add(meter).wrapping_mul(2_654_435_761) >> 24);
                *import_wh = import_wh.saturating_add(some);
                *export_wh = export_wh.saturating_add(some / 2);
                let (import_wh, export_wh) = (*import_wh, *export_wh);
                facts.push(Fact::Read(Registers { meter, slot, import_wh, export_wh }));
            }
            let (price, volume, banked, curtailed) = (25, 10_000_000, 500_000, 0);
            let clearing = Clearing { grid: 0, slot, price, volume, banked, curtailed };
            facts.push(Fact::Cleared(clearing));
            facts.push(Fact::Result { grid: 0, slot, clearing: result });
        }
        let height = u64::from(day).saturating_add(1);
        let mut hash = parent;
        if let Some(bytes) = hash.first_chunk_mut() {
            *bytes = height.to_le_bytes();
        }
        let ends = u64::from(begins.saturating_add(SLOTS)).saturating_mul(SLOT);
        let time = u64::try_from(Duration::from_secs(ends).as_millis())?;
        store.apply(&[Facts { height, hash, parent, time: Some(time), spec: 1, facts }])?;
        parent = hash;
    }
    Ok(())
}

/// A grid with its prices, and its meters.
fn founded(slot: u32, owner: &str, meters: u32) -> Vec<Fact> {
    let grid = Grid { grid: 0, operator: owner.into(), voucher: Some(1) };
    let prices = Prices {
        grid: 0,
        from: slot,
        bands: vec![Band { from: 0, feed_in: 10, retail: 73 }],
        offset: 0,
        network_charge: 2,
        standing_charge: 70,
        k: 500_000,
        trim: 250_000,
    };
    let meter = |meter| {
        Fact::Meter(Meter {
            meter,
            grid: 0,
            owner: owner.into(),
            slot: slot.saturating_sub(1),
            import_wh: 0,
            export_wh: 0,
            limits: Limits { ask: Some(0), bid: Some(63), owed_first: true },
            next: None,
            credit: 1_000_000_000,
            arrears: 0,
            owed: 0,
            retired: false,
        })
    };
    let mut facts = vec![Fact::GridRegistered(grid), Fact::TariffSet(prices)];
    facts.extend((0..meters).map(meter));
    facts
}

/// What each slot cleared at.
fn result() -> Result<energy_clearing::Clearing, Box<dyn Error>> {
    let (k, trim) = (Permill::from_percent(50), Permill::from_percent(25));
    let tariff = Tariff { feed_in: 10, retail: 73, network_charge: 2, k, trim };
    let mut book = Totals::default();
    book.add_supply(0, 30_000).map_err(|error| format!("{error:?}"))?;
    book.add_demand(63, 20_000).map_err(|error| format!("{error:?}"))?;
    Ok(clear(&tariff, &book, 3_000))
}
