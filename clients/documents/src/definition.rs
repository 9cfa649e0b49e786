//! What the awards of a batch have in common, and the list of those who get them.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::keys::PublicKey;
use crate::time::{self, BadDate};

/// The most bytes of a list of people, and of a definition.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The longest text in a cell of the list.
const MAX_CELL: usize = 1_024;
const MAX_RESULTS: usize = 32;
/// A column of marks is headed by this and the subject's name.
const RESULT: &str = "result:";

/// Why a definition or a list is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BadInput {
    /// Not the JSON of a definition.
    #[error("the award's definition: {0}")]
    Definition(#[from] serde_json::Error),
    /// A date of it.
    #[error("the award's definition: {0}")]
    Date(#[from] BadDate),
    /// It would end before it begins.
    #[error("the award's definition: validUntil is not after validFrom")]
    Ends,
    /// An address that is none.
    #[error("the award's definition: {0:?} is not an address such as https://college.example/x")]
    Address(String),
    /// Not CSV.
    #[error("the list of people: {0}")]
    Csv(#[from] csv::Error),
    /// A column that means nothing.
    #[error("the list of people: no column may be headed {0:?}; there are key, name, licenseNumber, creditsEarned, narrative and result:SUBJECT")]
    Column(String),
    /// A column that must be there once.
    #[error("the list of people: the columns key and name must be there, and no column twice")]
    Columns,
    /// A cell.
    #[error("the list of people, line {line}: {column:?} {flaw}")]
    Cell {
        /// The line, counted from 1, the heading's among them.
        line: u64,
        /// The column's heading.
        column: String,
        /// What is wrong.
        flaw: &'static str,
    },
    /// Nobody, or more than a batch has.
    #[error("the list of people: a batch has 1 to {0} awards, with decoys")]
    Count(u32),
}

/// What the awards of a batch have in common.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Definition {
    /// The issuer as people know it.
    pub issuer: Profile,
    /// What the award is for.
    pub achievement: Achievement,
    /// The address that names the type of the SD-JWT.
    pub vct: String,
    /// From when on it is valid.
    pub valid_from: String,
    /// Until when.
    #[serde(default)]
    pub valid_until: Option<String>,
    /// Where the issuer's status lists are. Without it only the chain tells the status.
    #[serde(default)]
    pub status_lists: Option<String>,
}

/// An issuer as people know it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Its site.
    #[serde(default)]
    pub url: Option<String>,
}

/// An achievement of Open Badges.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Achievement {
    /// Its address.
    pub id: String,
    /// One of Open Badges' types, such as `Certificate` or `License`.
    #[serde(default)]
    pub achievement_type: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// Credits that one can earn.
    #[serde(default)]
    pub credits_available: Option<f64>,
    /// Words by which it is found.
    #[serde(default)]
    pub tags: Vec<String>,
}

impl Definition {
    /// Reads a definition.
    pub fn parse(text: &[u8]) -> Result<Self, BadInput> {
        let this: Self = serde_json::from_slice(text)?;
        let begins = this.begins()?;
        if this.ends()?.is_some_and(|end| end <= begins) {
            return Err(BadInput::Ends);
        }
        let mut addresses = vec![&this.achievement.id, &this.vct];
        addresses.extend(&this.issuer.url);
        addresses.extend(&this.status_lists);
        match addresses.into_iter().find(|address| !is_address(address)) {
            None => Ok(this),
            Some(address) => Err(BadInput::Address(address.clone())),
        }
    }

    /// `validFrom` in unix seconds.
    pub fn begins(&self) -> Result<u64, BadDate> {
        time::parse(&self.valid_from)
    }

    /// `validUntil` in unix seconds.
    pub fn ends(&self) -> Result<Option<u64>, BadDate> {
        self.valid_until.as_deref().map(time::parse).transpose()
    }
}

/// Returns whether a text can be an address in a document, in ASCII and without what some programs
/// quote and others drop.
pub fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphanumeric())
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`#".contains(&byte))
    })
}

/// Somebody who gets the award.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The key to which it is issued.
    pub key: PublicKey,
    /// Their name.
    pub name: String,
    /// The number of a licence.
    pub license_number: Option<String>,
    /// Credits earned.
    pub credits_earned: Option<f64>,
    /// What the issuer writes about them.
    pub narrative: Option<String>,
    /// Marks: subject and value.
    pub results: Vec<(String, String)>,
}

/// Reads a list of people: CSV in UTF-8 with a heading. No key may be in it twice.
pub fn people(csv: &[u8]) -> Result<Vec<Person>, BadInput> {
    // Excel puts this mark before UTF-8.
    let csv = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    check_columns(&columns)?;
    let mut keys = BTreeSet::new();
    let mut people = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        if people.len() >= credential_award::MAX_AWARDS as usize {
            return Err(BadInput::Count(credential_award::MAX_AWARDS));
        }
        let person = person(&columns, &record).map_err(|(column, flaw)| BadInput::Cell {
            line,
            column: column.into(),
            flaw,
        })?;
        if !keys.insert(person.key) {
            return Err(BadInput::Cell {
                line,
                column: "key".into(),
                flaw: "is in the list twice",
            });
        }
        people.push(person);
    }
    if people.is_empty() {
        return Err(BadInput::Count(credential_award::MAX_AWARDS));
    }
    Ok(people)
}

fn check_columns(columns: &[String]) -> Result<(), BadInput> {
    let known = ["key", "name", "licenseNumber", "creditsEarned", "narrative"];
    let is_result = |column: &&String| column.strip_prefix(RESULT).is_some_and(|of| !of.is_empty());
    let unknown = |column: &&String| !known.contains(&column.as_str()) && !is_result(column);
    if let Some(column) = columns.iter().find(unknown) {
        return Err(BadInput::Column(column.clone()));
    }
    let distinct: BTreeSet<&String> = columns.iter().collect();
    let has = |name: &str| columns.iter().any(|column| column == name);
    let results = columns.iter().filter(is_result).count();
    if distinct.len() < columns.len() || !has("key") || !has("name") || results > MAX_RESULTS {
        return Err(BadInput::Columns);
    }
    Ok(())
}

fn person<'a>(
    columns: &'a [String],
    record: &csv::StringRecord,
) -> Result<Person, (&'a str, &'static str)> {
    let cell = |name: &'static str| {
        let at = columns.iter().position(|column| column == name)?;
        record.get(at).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    for (column, text) in columns.iter().zip(record) {
        if text.len() > MAX_CELL {
            return Err((column, "is too long"));
        }
    }
    let credits = cell("creditsEarned").map(|text| text.parse::<f64>());
    let credits = credits.transpose().map_err(|_| ("creditsEarned", "is not a number"))?;
    if credits.is_some_and(|credits| !credits.is_finite()) {
        return Err(("creditsEarned", "is not a number"));
    }
    let results = columns.iter().zip(record).filter_map(|(column, text)| {
        let of = column.strip_prefix(RESULT)?;
        (!text.is_empty()).then(|| (of.to_owned(), text.to_owned()))
    });
    Ok(Person {
        key: PublicKey::parse(&cell("key").ok_or(("key", "is empty"))?)
            .map_err(|_| ("key", "is not an Ed25519 key that a person can hold"))?,
        name: cell("name").ok_or(("name", "is empty"))?,
        license_number: cell("licenseNumber"),
        credits_earned: credits,
        narrative: cell("narrative"),
        results: results.collect(),
    })
}

#[cfg(test)]
#[path = "tests/definition.rs"]
mod tests;
