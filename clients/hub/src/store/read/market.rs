//! What the database tells of the marketplace.

use rusqlite::{params, Connection, OptionalExtension, Row};
use serde::Serialize;
use serde_json::Value;

use super::rows;
use crate::chain::Height;
use crate::store::money::Money;
use crate::store::StoreError;

/// What somebody offers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListingRow {
    /// Its number.
    pub listing: u32,
    /// The seller's account.
    pub seller: String,
    /// The member who sells it, if one does.
    pub member: Option<u32>,
    /// `Food`, `Goods`, `MadeToOrder` or `Service`.
    pub kind: String,
    /// The voucher that it costs; VAKA if null.
    pub voucher: Option<u32>,
    /// What it costs.
    pub pricing: Value,
    /// What it is, in a line.
    pub title: String,
    /// The hash of the text that describes it, in hexadecimal digits.
    pub details: Option<String>,
    /// Whether an order is accepted at once.
    pub instant: bool,
    /// The design by which it is made.
    pub design: Option<u32>,
    /// How many times its terms changed.
    pub revision: u32,
    /// `Open`, `Closed` or `Struck`.
    pub standing: String,
    /// The block that published it.
    pub height: Height,
}

const LISTING: &str =
    "SELECT listing, seller, member, kind, voucher, pricing, title, details, instant,
    design, revision, standing, height FROM listings";

fn listing_row(row: &Row) -> rusqlite::Result<ListingRow> {
    Ok(ListingRow {
        listing: row.get(0)?,
        seller: row.get(1)?,
        member: row.get(2)?,
        kind: row.get(3)?,
        voucher: row.get(4)?,
        pricing: json(row, 5)?.unwrap_or_default(),
        title: row.get(6)?,
        details: row.get(7)?,
        instant: row.get(8)?,
        design: row.get(9)?,
        revision: row.get(10)?,
        standing: row.get(11)?,
        height: row.get(12)?,
    })
}

/// JSON as the hub wrote it itself.
fn json(row: &Row, column: usize) -> rusqlite::Result<Option<Value>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.map(|text| serde_json::from_str(&text).unwrap_or(Value::String(text))))
}

/// The listings that take orders, with numbers below one, the newest first.
pub fn listings(
    db: &Connection,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<ListingRow>, StoreError> {
    let sql =
        format!("{LISTING} WHERE standing = 'Open' AND listing < ? ORDER BY listing DESC LIMIT ?");
    rows(db, &sql, params![before.map_or(i64::MAX, i64::from), limit], listing_row)
}

/// A listing.
pub fn listing(db: &Connection, listing: u32) -> Result<Option<ListingRow>, StoreError> {
    let sql = format!("{LISTING} WHERE listing = ?");
    Ok(db.prepare_cached(&sql)?.query_row([listing], listing_row).optional()?)
}

/// What can be ordered of a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LotRow {
    /// Its number.
    pub lot: u32,
    /// How much there was, and its dates in unix seconds. Null if the hub did not see them.
    pub terms: Option<Value>,
    /// What will not be sold.
    pub written_off: u64,
    /// What is ordered or was delivered.
    pub ordered: u64,
    /// Whether the seller called it back.
    pub recalled: bool,
}

/// The lots of a listing, the newest first.
pub fn lots(db: &Connection, listing: u32, limit: u32) -> Result<Vec<LotRow>, StoreError> {
    let sql = "SELECT lot, terms, written_off, recalled,
        (SELECT ifnull(sum(CASE state WHEN 'Ended' THEN ifnull(delivered, 0)
            ELSE ifnull(delivered, quantity) END), 0)
        FROM orders WHERE orders.listing = lots.listing AND orders.lot = lots.lot)
        FROM lots WHERE listing = ? ORDER BY lot DESC LIMIT ?";
    rows(db, sql, params![listing, limit], |row| {
        Ok(LotRow {
            lot: row.get(0)?,
            terms: json(row, 1)?,
            written_off: row.get(2)?,
            recalled: row.get(3)?,
            ordered: row.get(4)?,
        })
    })
}

/// An order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    /// Its number.
    pub order: u64,
    /// What was ordered.
    pub listing: u32,
    /// The lot of it.
    pub lot: u32,
    /// The buyer's account.
    pub buyer: String,
    /// How much.
    pub quantity: u32,
    /// What was paid into escrow when it was placed, in the currency's smallest unit.
    pub escrow: Money,
    /// `Placed`, `Accepted`, `Started`, `Delivered`, `DisputeOpened` or `Ended`; `Unknown` if it had not ended
    /// before a gap, and nothing of it was seen since.
    pub state: String,
    /// How it ended.
    pub how: Option<Value>,
    /// How much was delivered.
    pub delivered: Option<u64>,
    /// The block in which it was placed.
    pub height: Height,
    /// The time of that block, in unix milliseconds.
    pub time: u64,
}

const ORDER: &str = "SELECT order_number, listing, lot, buyer, quantity, escrow, state, how,
    delivered, height, time
    FROM orders";

fn order_row(row: &Row) -> rusqlite::Result<OrderRow> {
    Ok(OrderRow {
        order: row.get(0)?,
        listing: row.get(1)?,
        lot: row.get(2)?,
        buyer: row.get(3)?,
        quantity: row.get(4)?,
        escrow: row.get(5)?,
        state: row.get(6)?,
        how: json(row, 7)?,
        delivered: row.get(8)?,
        height: row.get(9)?,
        time: row.get(10)?,
    })
}

/// The orders that an account placed or got, with numbers below one, the newest first.
pub fn orders_of(
    db: &Connection,
    account: &str,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<OrderRow>, StoreError> {
    let sql = format!(
        "{ORDER} WHERE order_number < ?2 AND
        (buyer = ?1 OR listing IN (SELECT listing FROM listings WHERE seller = ?1))
        ORDER BY order_number DESC LIMIT ?3"
    );
    rows(db, &sql, params![account, before.map_or(i64::MAX, i64::from), limit], order_row)
}

/// A payment that waits for somebody.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DueRow {
    /// The member that it waits for, whichever account that one has. Null if it waits for the account.
    pub member: Option<u32>,
    /// The voucher; VAKA if null.
    pub voucher: Option<u32>,
    /// All that waits, in the currency's smallest unit.
    pub amount: Money,
    /// The block since which it is so much.
    pub height: Height,
}

/// The payments that wait for an account.
pub fn dues_of(db: &Connection, account: &str, limit: u32) -> Result<Vec<DueRow>, StoreError> {
    let sql = "SELECT nullif(member, -1), nullif(voucher, -1), amount, height FROM dues
        WHERE member = -1 AND account = ?1 OR member IN
            (SELECT member FROM members WHERE members.account = ?1)
        ORDER BY height DESC LIMIT ?2";
    rows(db, sql, params![account, limit], |row| {
        Ok(DueRow {
            member: row.get(0)?,
            voucher: row.get(1)?,
            amount: row.get(2)?,
            height: row.get(3)?,
        })
    })
}
