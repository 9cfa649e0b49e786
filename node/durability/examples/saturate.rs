//! Writes a database as fast as it can, and prints what the database reports as on disk. Later,
//! checks that it is there. For tests that cut the power in between (`e2e/tests/power.test.mjs`).
//!
//!     saturate FOLDER write     until it fails: a line with the number of each durable commit
//!     saturate FOLDER check N   that all up to N is there

use sp_core::H256;
use sp_database::{Database, Transaction};
use sp_runtime::traits::{BlakeTwo256, Hash};
use std::{
    error::Error,
    io::{stdout, Write},
    path::Path,
};
use vaka_durability::{database::Durable, Alarm};

const STATE: u32 = 1;
const HEADER: u32 = 4;
const AUX: u32 = 8;
const NOTE: &[u8] = b"grandpa_completed_round";
/// The number of commits for each one that must last, as on a chain.
const BLOCKS: u64 = 3;
/// Values older than this are released.
const KEPT: u64 = 200;

fn hash(n: u64) -> H256 {
    BlakeTwo256::hash(&n.to_le_bytes())
}

/// Returns 1 to 64 KiB that do not compress.
fn value(n: u64) -> Vec<u8> {
    let parts = 32 + 64 * (n * 7 % 32);
    (0..parts).flat_map(|part| hash(n + (part << 40)).0).collect()
}

fn get(db: &Durable, column: u32, key: &[u8]) -> Option<Vec<u8>> {
    Database::<H256>::get(db, column, key)
}

fn noted(db: &Durable) -> Result<u64, Box<dyn Error>> {
    match get(db, AUX, NOTE) {
        None => Ok(0),
        Some(bytes) => Ok(u64::from_le_bytes(bytes.as_slice().try_into()?)),
    }
}

fn write(db: &Durable) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for n in noted(db)? + 1.. {
        for block in n * BLOCKS..(n + 1) * BLOCKS {
            let mut transaction = Transaction::<H256>::new();
            transaction.store(STATE, hash(block), value(block));
            if block >= BLOCKS + KEPT {
                transaction.release(STATE, hash(block - KEPT));
            }
            transaction.set(HEADER, &block.to_le_bytes(), &block.to_le_bytes());
            db.commit(transaction)?;
        }
        let mut transaction = Transaction::<H256>::new();
        transaction.set(AUX, NOTE, &n.to_le_bytes());
        db.commit(transaction)?;
        writeln!(out, "{n}")?;
        out.flush()?;
    }
    Ok(())
}

fn check(db: &Durable, told: u64) -> Result<(), Box<dyn Error>> {
    let noted = noted(db)?;
    if noted < told {
        return Err(format!("{told} was on disk, but the newest that is there is {noted}").into());
    }
    // Up to the cut more may have been written than was reported.
    let newest = (noted + 1) * BLOCKS;
    let last = (newest..newest + BLOCKS)
        .take_while(|block| get(db, HEADER, &block.to_le_bytes()).is_some());
    let end = last.last().map_or(newest, |block| block + 1);
    for block in BLOCKS..end {
        if get(db, HEADER, &block.to_le_bytes()).as_deref() != Some(&block.to_le_bytes()[..]) {
            return Err(format!("block {block} of {end} is lost").into());
        }
        let expected = (block + KEPT >= end).then(|| value(block));
        if get(db, STATE, hash(block).as_ref()) != expected {
            return Err(format!("the state of block {block} of {end} is not as it was").into());
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let open = |folder: &str| Durable::open(Path::new(folder), Alarm::new(|_| {}));
    match arguments[..] {
        [folder, "write"] => write(&open(folder)?),
        [folder, "check", told] => check(&open(folder)?, told.parse()?),
        _ => Err("saturate FOLDER write | check N".into()),
    }
}
