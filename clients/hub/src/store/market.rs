//! What is offered, orders, and payments that wait for somebody.

use rusqlite::{params, Transaction};

use super::money::Money;
use super::Place;
use crate::facts::{Due, Listing, Order, Payee, Step};

pub(super) fn placed(tx: &Transaction, at: Place, of: &Order) -> rusqlite::Result<()> {
    let Order { order, listing, lot, buyer, quantity, escrow } = of;
    let sql =
        "INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?, ?, 'Placed', NULL, NULL, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![
        order,
        listing,
        lot,
        buyer,
        quantity,
        Money(*escrow),
        at.height,
        at.height,
        at.time
    ])?;
    Ok(())
}

/// What changes where an order stands; the rest of its course are its steps.
const STATES: &[&str] = &["Accepted", "Started", "Delivered", "DisputeOpened", "Ended"];

pub(super) fn course(tx: &Transaction, at: Place, step: &Step) -> rusqlite::Result<()> {
    let kind = step.kind.as_str();
    if STATES.contains(&kind) {
        let how = (kind == "Ended").then(|| step.detail.get("how").map(ToString::to_string));
        let of = if kind == "Ended" { "delivered" } else { "quantity" };
        let delivered = step.detail.get(of).and_then(serde_json::Value::as_u64);
        let sql = "UPDATE orders SET state = ?, how = ifnull(?, how),
            delivered = ifnull(?, delivered), changed = ? WHERE order_number = ?";
        let row = params![kind, how.flatten(), delivered, at.height, step.of];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    at.step(tx, "order", step)
}

pub(super) fn offered(tx: &Transaction, at: Place, of: &Listing) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO listings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)
        ON CONFLICT DO UPDATE SET seller = ?2, member = ?3, kind = ?4, voucher = ?5, pricing = ?6,
        title = ?7, details = ?8, instant = ?9, design = ?10, revision = ?11, standing = ?12,
        changed = ?13";
    tx.prepare_cached(sql)?.execute(params![
        of.listing,
        of.seller,
        of.member,
        of.kind,
        of.voucher,
        of.pricing.to_string(),
        of.title,
        of.details,
        of.instant,
        of.design,
        of.revision,
        of.standing,
        at.height
    ])?;
    Ok(())
}

/// What happens to a listing. One that was removed in the same block has no record to tell its standing.
pub(super) fn listing(tx: &Transaction, at: Place, step: &Step) -> rusqlite::Result<()> {
    let number = |field: &str| step.detail.get(field).and_then(serde_json::Value::as_u64);
    let standing = match step.kind.as_str() {
        "ListingClosed" => Some("Closed"),
        "ListingStruck" => Some("Struck"),
        _ => None,
    };
    if let Some(standing) = standing {
        let sql = "UPDATE listings SET standing = ?, changed = ? WHERE listing = ?";
        tx.prepare_cached(sql)?.execute(params![standing, at.height, step.of])?;
    }
    if let Some(lot) = number("lot") {
        let terms = step.detail.get("terms").map(ToString::to_string);
        let sql = "INSERT INTO lots VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET
            terms = ifnull(?3, terms), written_off = written_off + ?4, recalled = max(recalled, ?5)";
        let written_off = (step.kind == "WrittenOff").then(|| number("quantity")).flatten();
        let recalled = step.kind == "LotRecalled";
        let row =
            params![step.of, lot, terms, written_off.unwrap_or_default(), recalled, at.height];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    at.step(tx, "listing", step)
}

/// A design that is told again behind a gap is the one that it was.
pub(super) fn designed(
    tx: &Transaction,
    at: Place,
    design: u32,
    content: &str,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO designs VALUES (?, ?, 0, ?)";
    tx.prepare_cached(sql)?.execute(params![design, content, at.height])?;
    Ok(())
}

pub(super) fn struck(tx: &Transaction, design: u32) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE designs SET struck = 1 WHERE design = ?")?.execute([design])?;
    Ok(())
}

pub(super) fn due(tx: &Transaction, at: Place, of: &Due) -> rusqlite::Result<()> {
    let (member, account) = match &of.payee {
        Payee::Member(member) => (i64::from(*member), ""),
        Payee::Account(account) => (-1, account.as_str()),
    };
    let voucher = of.voucher.map_or(-1, i64::from);
    match of.amount {
        Some(amount) => {
            let sql = "INSERT OR REPLACE INTO dues VALUES (?, ?, ?, ?, ?)";
            let row = params![member, account, voucher, Money(amount), at.height];
            tx.prepare_cached(sql)?.execute(row)?;
        }
        None => {
            let sql = "DELETE FROM dues WHERE member = ? AND account = ? AND voucher = ?";
            tx.prepare_cached(sql)?.execute(params![member, account, voucher])?;
        }
    }
    Ok(())
}
