//! What a command found or did: lines for people, JSON for programs.

use std::io::{self, Write};

use serde_json::{json, Map, Value};
use vaka_connect::Included;

use crate::failure::Failure;

#[derive(Debug, Default)]
pub struct Report {
    pub lines: Vec<String>,
    pub json: Map<String, Value>,
}

impl Report {
    /// A report that says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line.
    pub fn line(&mut self, line: impl Into<String>) -> &mut Self {
        self.lines.push(line.into());
        self
    }

    /// Adds a field.
    pub fn field(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.json.insert(name.into(), value.into());
        self
    }

    /// What a transaction did, and where it is.
    pub fn done(line: impl Into<String>, included: &Included) -> Self {
        let Included { hash, block, block_hash, is_final, .. } = included;
        let mut report = Self::new();
        let end = if *is_final { "which is final" } else { "not final yet" };
        report.line(line).line(format!("In block {block}, {end}."));
        report
            .field("transaction", format!("{hash:?}"))
            .field("block", *block)
            .field("blockHash", format!("{block_hash:?}"))
            .field("final", *is_final);
        report
    }

    /// Prints it.
    pub fn print(self, as_json: bool) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        let text = match as_json {
            true => format!("{:#}\n", json!(self.json)),
            false => self.lines.iter().map(|line| format!("{line}\n")).collect(),
        };
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
    }
}
