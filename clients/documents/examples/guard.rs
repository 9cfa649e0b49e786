//! Lets documents through the guard, for `e2e/verifiers`, which holds it against jsonld.js. A line of
//! input is a document. A line of output has its canonical statements, or why it was refused.

use std::io::{self, BufRead, Write};

use serde_json::{json, Value};
use vaka_documents::guard::guard;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let answer = match guard(document) {
            Ok(guarded) => json!({ "statements": guarded.statements() }),
            Err(refused) => {
                // `Undefined("...")` is one kind of refusal, `Undefined`.
                let kind: String = format!("{refused:?}")
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                json!({ "refused": kind, "why": refused.to_string() })
            }
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
