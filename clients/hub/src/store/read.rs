//! What the database tells. Each answer is read in one transaction, so that it is of one block.

pub mod credentials;
pub mod household;
pub mod market;

use std::path::Path;

use rusqlite::types::Type;
use rusqlite::{params, Connection, OpenFlags, OptionalExtension, Row};
use serde::Serialize;

use super::{Settings, StoreError, BUSY};
use crate::chain::{Head, Height};
use crate::facts::Band;

/// The most gaps that an answer names, and the most blocks in doubt: the newest.
const GAPS: u32 = 16;

/// Opens a database for reading alone.
pub fn open(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(BUSY)?;
    Ok(db)
}

/// What a database is about.
pub fn settings(db: &Connection) -> Result<Settings, StoreError> {
    let sql = "SELECT genesis, slot_seconds, utc_offset_minutes FROM settings";
    Ok(db.query_row(sql, [], |row| {
        Ok(Settings {
            genesis: row.get(0)?,
            slot_seconds: row.get(1)?,
            utc_offset_minutes: row.get(2)?,
        })
    })?)
}

/// The block up to which a database tells, and what it does not tell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AsOf {
    /// The last block that was taken.
    pub head: Head,
    /// The time of the last block of which anything is known, in unix milliseconds.
    pub time: Option<u64>,
    /// The newest gaps.
    pub gaps: Vec<Gap>,
    /// How many times something of a block was not understood.
    pub doubts: u64,
    /// The newest blocks of which something was not understood.
    pub doubtful: Vec<Height>,
}

/// Blocks that nothing is known of.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Gap {
    /// The first one.
    pub first: Height,
    /// The last one.
    pub last: Height,
}

/// The block up to which a database tells.
pub fn as_of(db: &Connection) -> Result<AsOf, StoreError> {
    let sql = "SELECT height, hash, time FROM head";
    let (head, time) = db
        .prepare_cached(sql)?
        .query_row([], |row| Ok((Head { height: row.get(0)?, hash: row.get(1)? }, row.get(2)?)))?;
    let sql = "SELECT first, last FROM gaps ORDER BY first DESC LIMIT ?";
    let gaps =
        rows(db, sql, params![GAPS], |row| Ok(Gap { first: row.get(0)?, last: row.get(1)? }))?;
    let doubts = db.prepare_cached("SELECT count(*) FROM doubts")?.query_row([], |r| r.get(0))?;
    let sql = "SELECT DISTINCT height FROM doubts ORDER BY height DESC LIMIT ?";
    let doubtful = rows(db, sql, params![GAPS], |row| row.get(0))?;
    Ok(AsOf { head, time, gaps, doubts, doubtful })
}

/// How many of the blocks after one are in doubt as a whole.
pub fn not_understood_since(db: &Connection, height: Height) -> Result<u64, StoreError> {
    let sql = "SELECT count(DISTINCT height) FROM doubts WHERE height > ? AND extrinsic IS NULL";
    Ok(db.prepare_cached(sql)?.query_row([height], |row| row.get(0))?)
}

/// What of a block was not understood.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DoubtRow {
    /// The block.
    pub height: Height,
    /// The place of the extrinsic in the block, if it is about one.
    pub extrinsic: Option<u32>,
    /// What was not understood.
    pub why: String,
}

/// What was not understood in blocks before one, the newest first.
pub fn doubts(
    db: &Connection,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<DoubtRow>, StoreError> {
    let sql = "SELECT height, extrinsic, why FROM doubts WHERE height < ?
        ORDER BY height DESC, place DESC LIMIT ?";
    rows(db, sql, params![before.map_or(i64::MAX, i64::from), limit], |row| {
        Ok(DoubtRow { height: row.get(0)?, extrinsic: row.get(1)?, why: row.get(2)? })
    })
}

/// Registers of a meter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RegisterRow {
    /// The day in the village, counted from 1970.
    pub day: i64,
    /// The slot at whose end they were read.
    pub slot: u32,
    /// All Wh imported so far.
    pub import_wh: u64,
    /// All Wh exported so far.
    pub export_wh: u64,
}

/// The registers of a meter at the end of each slot, or of each day, the oldest first.
pub fn registers(db: &Connection, meter: u32, days: bool) -> Result<Vec<RegisterRow>, StoreError> {
    let table = if days { "days" } else { "registers" };
    let sql = format!(
        "SELECT day, slot, import_wh, export_wh FROM {table} WHERE meter = ? ORDER BY day, slot"
    );
    rows(db, &sql, params![meter], |row| {
        Ok(RegisterRow {
            day: row.get(0)?,
            slot: row.get(1)?,
            import_wh: row.get(2)?,
            export_wh: row.get(3)?,
        })
    })
}

/// The result of a slot.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClearingRow {
    /// The slot.
    pub slot: u32,
    /// The price per kWh, in the currency's smallest unit.
    pub price: u64,
    /// What neighbours traded, in mWh.
    pub volume: u64,
    /// What the bank took, in mWh.
    pub banked: u64,
    /// What nobody took, in mWh.
    pub curtailed: u64,
    /// The block that cleared it.
    pub height: Height,
}

/// The results of a grid's slots before one, the newest first.
pub fn clearings(
    db: &Connection,
    grid: u32,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<ClearingRow>, StoreError> {
    let sql = "SELECT slot, price, volume, banked, curtailed, height FROM clearings
        WHERE grid = ? AND slot < ? ORDER BY slot DESC LIMIT ?";
    rows(db, sql, params![grid, before.map_or(i64::MAX, i64::from), limit], |row| {
        Ok(ClearingRow {
            slot: row.get(0)?,
            price: row.get(1)?,
            volume: row.get(2)?,
            banked: row.get(3)?,
            curtailed: row.get(4)?,
            height: row.get(5)?,
        })
    })
}

/// Prices of a grid, by the time of the day.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TariffRow {
    /// The first slot that they govern.
    pub from_slot: u32,
    /// The bands of the day, in order. The last one holds until the first begins on the next day.
    pub bands: Vec<Band>,
    /// The slots by which the grid's own time is ahead of UTC; negative if it is behind.
    pub offset: i8,
    /// What the operator charges for a kWh that a neighbour sold, in the currency's smallest unit.
    pub network_charge: u64,
    /// What the operator charges each meter for each day, in the currency's smallest unit.
    pub standing_charge: u64,
    /// Where the price lies between the marginal ask and the marginal bid, in millionths.
    pub k: u32,
    /// The share of the trade that has no say in the price, in millionths.
    pub trim: u32,
    /// The block in which they were set.
    pub height: Height,
}

/// The prices of a grid from slots before one, the newest first.
pub fn tariffs(
    db: &Connection,
    grid: u32,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<TariffRow>, StoreError> {
    let sql = format!("{TARIFF} WHERE grid = ? AND from_slot < ? ORDER BY from_slot DESC LIMIT ?");
    rows(db, &sql, params![grid, before.map_or(i64::MAX, i64::from), limit], tariff_row)
}

/// The prices of a grid up to those that govern a slot, the newest first.
fn tariffs_until(db: &Connection, grid: u32, slot: u32) -> Result<Vec<TariffRow>, StoreError> {
    let sql = format!("{TARIFF} WHERE grid = ? AND from_slot <= ? ORDER BY from_slot DESC");
    rows(db, &sql, params![grid, slot], tariff_row)
}

/// The prices of a grid that govern a slot.
pub fn tariff(db: &Connection, grid: u32, slot: u32) -> Result<Option<TariffRow>, StoreError> {
    let sql = format!("{TARIFF} WHERE grid = ? AND from_slot <= ? ORDER BY from_slot DESC LIMIT 1");
    Ok(db.prepare_cached(&sql)?.query_row(params![grid, slot], tariff_row).optional()?)
}

const TARIFF: &str =
    "SELECT from_slot, bands, utc_offset, network_charge, standing_charge, k, trim, height
    FROM tariffs";

fn tariff_row(row: &Row) -> rusqlite::Result<TariffRow> {
    Ok(TariffRow {
        from_slot: row.get(0)?,
        bands: bands(row, 1)?,
        offset: row.get(2)?,
        network_charge: row.get(3)?,
        standing_charge: row.get(4)?,
        k: row.get(5)?,
        trim: row.get(6)?,
        height: row.get(7)?,
    })
}

impl TariffRow {
    /// The band that governs a slot. Before the first band of a day, the last one of the day before goes on.
    pub fn band(&self, slot: u32) -> Option<Band> {
        let place = i64::from(slot).saturating_add(self.offset.into()).rem_euclid(96);
        let begun = |band: &&Band| i64::from(band.from) <= place;
        self.bands.iter().rev().find(begun).or(self.bands.last()).copied()
    }
}

fn bands(row: &Row, column: usize) -> rusqlite::Result<Vec<Band>> {
    let bands: String = row.get(column)?;
    serde_json::from_str(&bands).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
    })
}

/// A petition.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PetitionRow {
    /// Its number.
    pub petition: u32,
    /// The member who opened it.
    pub opener: u32,
    /// The track on which it is voted.
    pub track: String,
    /// The village, if the track is one's.
    pub village: Option<u32>,
    /// What it wants, in a line. Null if the hub could not tell it.
    pub title: Option<String>,
    /// The hash of the text that explains it, in hexadecimal digits.
    pub text: String,
    /// Its referendum, if it came to one.
    pub referendum: Option<u32>,
    /// The number of members who endorse it.
    pub endorsements: u32,
    /// The last thing that happened to it; null while it collects endorsements.
    pub last: Option<String>,
    /// The block in which it was opened.
    pub height: Height,
    /// The time of that block, in unix milliseconds.
    pub time: u64,
}

const PETITION: &str = "SELECT petition, opener, track, village, title, text, referendum,
    (SELECT count(*) FROM endorsements WHERE endorsements.petition = petitions.petition),
    (SELECT kind FROM steps WHERE subject = 'petition' AND number = petitions.petition
        ORDER BY height DESC, place DESC LIMIT 1),
    height, time FROM petitions";

fn petition_row(row: &Row) -> rusqlite::Result<PetitionRow> {
    Ok(PetitionRow {
        petition: row.get(0)?,
        opener: row.get(1)?,
        track: row.get(2)?,
        village: row.get(3)?,
        title: row.get(4)?,
        text: row.get(5)?,
        referendum: row.get(6)?,
        endorsements: row.get(7)?,
        last: row.get(8)?,
        height: row.get(9)?,
        time: row.get(10)?,
    })
}

/// The petitions with numbers below one, the newest first.
pub fn petitions(
    db: &Connection,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<PetitionRow>, StoreError> {
    let sql = format!("{PETITION} WHERE petition < ? ORDER BY petition DESC LIMIT ?");
    rows(db, &sql, params![before.map_or(i64::MAX, i64::from), limit], petition_row)
}

/// A petition.
pub fn petition(db: &Connection, petition: u32) -> Result<Option<PetitionRow>, StoreError> {
    let sql = format!("{PETITION} WHERE petition = ?");
    Ok(db.prepare_cached(&sql)?.query_row([petition], petition_row).optional()?)
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRow {
    /// The block.
    pub height: Height,
    /// The time of the block, in unix milliseconds.
    pub time: u64,
    /// The name of the event.
    pub kind: String,
    /// The other fields of the event.
    pub detail: serde_json::Value,
}

/// What happened last to a petition, a referendum or the validators, the newest first.
pub fn steps(
    db: &Connection,
    subject: &str,
    number: u64,
    limit: u32,
) -> Result<Vec<StepRow>, StoreError> {
    let sql = "SELECT height, time, kind, detail FROM steps WHERE subject = ? AND number = ?
        ORDER BY height DESC, place DESC LIMIT ?";
    rows(db, sql, params![subject, number, limit], |row| {
        let detail: String = row.get(3)?;
        Ok(StepRow {
            height: row.get(0)?,
            time: row.get(1)?,
            kind: row.get(2)?,
            detail: serde_json::from_str(&detail).unwrap_or(serde_json::Value::String(detail)),
        })
    })
}

/// A member's last vote in a referendum.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VoteRow {
    /// The referendum.
    pub referendum: u32,
    /// The member.
    pub member: u32,
    /// `Aye`, `Nay` or `Abstain`; null if it was taken back.
    pub vote: Option<String>,
    /// The ballots that changed by it, with those of members who delegate.
    pub ballots: u32,
    /// The block in which it was cast.
    pub height: Height,
}

fn vote_row(row: &Row) -> rusqlite::Result<VoteRow> {
    Ok(VoteRow {
        referendum: row.get(0)?,
        member: row.get(1)?,
        vote: row.get(2)?,
        ballots: row.get(3)?,
        height: row.get(4)?,
    })
}

/// The votes of a member in referenda below one, the newest first.
pub fn votes(
    db: &Connection,
    member: u32,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<VoteRow>, StoreError> {
    let sql = "SELECT referendum, member, vote, ballots, height FROM votes
        WHERE member = ? AND referendum < ? ORDER BY referendum DESC LIMIT ?";
    let before = before.map_or(i64::MAX, i64::from);
    rows(db, sql, params![member, before, limit], vote_row)
}

/// The member whose account it is.
pub fn member_of(db: &Connection, account: &str) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT member FROM members WHERE account = ? LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([account], |row| row.get(0)).optional()?)
}

/// The referenda that are being decided, with their petitions, the newest first.
pub fn deciding(db: &Connection, limit: u32) -> Result<Vec<(u32, u32)>, StoreError> {
    let sql = "SELECT referendum, petition FROM petitions WHERE referendum IS NOT NULL AND
        (SELECT kind FROM steps WHERE subject = 'referendum' AND number = referendum
            ORDER BY height DESC, place DESC LIMIT 1)
        IN ('DecisionStarted', 'ConfirmStarted', 'ConfirmAborted')
        ORDER BY petition DESC LIMIT ?";
    rows(db, sql, params![limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The set that votes on finality.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorities {
    /// The block in which it was announced.
    pub height: Height,
    /// Its keys, in hexadecimal digits.
    pub keys: Vec<String>,
}

/// The last change of the set that votes on finality, if there was one.
pub fn authorities(db: &Connection) -> Result<Option<Authorities>, StoreError> {
    let sql = "SELECT height, keys FROM authorities ORDER BY height DESC LIMIT 1";
    let found = db.prepare_cached(sql)?.query_row([], |row| {
        let keys: String = row.get(1)?;
        let keys = keys.split_whitespace().map(str::to_owned).collect();
        Ok(Authorities { height: row.get(0)?, keys })
    });
    Ok(found.optional()?)
}

/// A runtime, from the first block that it executed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Upgrade {
    /// That block.
    pub height: Height,
    /// The version of its specification.
    pub spec_version: u32,
}

/// The last runtimes, the newest first.
pub fn upgrades(db: &Connection, limit: u32) -> Result<Vec<Upgrade>, StoreError> {
    let sql = "SELECT height, spec FROM upgrades ORDER BY height DESC LIMIT ?";
    rows(db, sql, params![limit], |row| {
        Ok(Upgrade { height: row.get(0)?, spec_version: row.get(1)? })
    })
}

pub(super) fn rows<T>(
    db: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map(parameters, read)?;
    Ok(found.collect::<Result<_, _>>()?)
}
