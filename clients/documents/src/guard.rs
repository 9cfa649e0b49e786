//! The guard before each signature: it refuses what one program reads and another one loses.
//!
//! A signature over statements (RDFC) does not cover what a JSON-LD processor drops, and processors
//! differ in what they drop. A mark could be changed, or a name could be missing in what was signed,
//! and nobody would see it. So a document is signed, and taken for verified, only if it means the
//! same to all that read it. `e2e/verifiers` holds this file against jsonld.js.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Quad, Term};
use serde_json::{json, Map, Value};

use crate::canonical::{self, NotCanonical, Reading, BASE};
use crate::contexts;

/// The vocabulary that a second reading gives to terms that no context defines.
const UNDEFINED: &str = "x-undefined://term/";
/// JSON literals: processors write their numbers and order their keys differently.
const JSON_LITERAL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
/// Terms whose values are graphs of their own. Processors differ in what becomes of them, and the
/// context of one forgets all terms, the undefined ones of the second reading too. Proofs are not part
/// of what is signed.
const GRAPHS: [&str; 2] = ["proof", "verifiableCredential"];
/// Whole numbers up to here are the same in all programs.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// jsonld.js takes a smaller fraction for a whole number.
const SMALLEST: f64 = 1e-6;
/// Objects nest six deep in an award. Recursion must end before the stack does.
const MAX_DEPTH: usize = 32;
/// The longest document in bytes, as canonical JSON. A status list has some 22,000 at most. To read a
/// document that somebody made to take long takes a second.
pub const MAX_BYTES: usize = 64 * 1024;

/// Why a document is neither signed nor verified.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] NotCanonical),
    /// Its contexts are not those that are embedded.
    #[error("@context: the one of Verifiable Credentials 2.0 first, then embedded ones, by URL")]
    Contexts,
    /// A member that changes how others are read.
    #[error("{0:?} changes how the document is read")]
    Keyword(String),
    /// Null, an empty value or a list in a list: dropped by some.
    #[error("null, an empty value or a list in a list: {0}")]
    Empty(String),
    /// Types that each have a context: oxjsonld takes the last one's, others all, or they refuse.
    #[error("two types of one object have a context of their own: {0}")]
    Types(String),
    /// Text that programs order or write differently.
    #[error("a character that programs treat differently in {0:?}")]
    Character(String),
    /// A number that programs round differently. Such a number belongs in a string.
    #[error("programs round the number {0} differently")]
    Number(String),
    /// A word that no context defines, or a relative IRI.
    #[error("no context defines this, or it is relative: {0}")]
    Undefined(String),
    /// A value that would be dropped.
    #[error("a value would be lost; is an IRI not valid?")]
    Lost,
    /// JSON as a value.
    #[error("a value is JSON for itself: {0}")]
    JsonLiteral(String),
    /// Objects that differ in nothing but in what hangs on them.
    #[error("two nested objects look alike: give each an id")]
    Twins,
    /// Characters beyond the basic plane beside private ones: two orders.
    #[error("the statements have another order in UTF-16")]
    Order,
    /// Beyond [`MAX_BYTES`] or too deep.
    #[error("the document is too large or too deep")]
    TooLarge,
}

/// A document that passed the guard, and its statements. There is no other way to have it signed.
#[derive(Debug)]
pub struct Guarded {
    document: Map<String, Value>,
    statements: String,
}

impl Guarded {
    /// The document.
    pub fn document(&self) -> &Map<String, Value> {
        &self.document
    }

    /// Its canonical N-Quads.
    pub fn statements(&self) -> &str {
        &self.statements
    }

    pub(crate) fn into_document(self) -> Map<String, Value> {
        self.document
    }
}

/// Lets a document without proofs pass, or says why it must not be signed.
pub fn guard(document: Value) -> Result<Guarded, Refused> {
    let Value::Object(members) = &document else { return Err(Refused::Contexts) };
    let named = named_contexts(members)?;
    check_members(members.iter().filter(|(key, _)| *key != "@context"), MAX_DEPTH)?;
    if canonical::jcs(&document)?.len() > MAX_BYTES {
        return Err(Refused::TooLarge);
    }

    let kept = canonical::quads(&document, Reading::Plain)?;
    check_statements(&kept, &lenient(members, named)?)?;
    let lines = canonical::rdfc(kept);
    // rdf-canonize, which most verifiers use, orders lines as JavaScript does.
    if !lines.is_sorted_by(|a, b| a.encode_utf16().le(b.encode_utf16())) {
        return Err(Refused::Order);
    }
    let Value::Object(document) = document else { return Err(Refused::Contexts) };
    Ok(Guarded { document, statements: lines.concat() })
}

fn named_contexts(members: &Map<String, Value>) -> Result<Vec<Value>, Refused> {
    let named = members.get("@context").and_then(Value::as_array).ok_or(Refused::Contexts)?;
    let is_embedded =
        |url: &Value| url.as_str().is_some_and(|url| contexts::embedded(url).is_some());
    let first = named.first().and_then(Value::as_str);
    if first != Some(contexts::CREDENTIALS) || !named.iter().all(is_embedded) {
        return Err(Refused::Contexts);
    }
    Ok(named.clone())
}

/// The statements of a reading that drops nothing: what had no meaning shows by its vocabulary.
fn lenient(members: &Map<String, Value>, mut named: Vec<Value>) -> Result<Vec<Quad>, Refused> {
    let mut probed = members.clone();
    named.push(json!({ "@vocab": UNDEFINED }));
    probed.insert("@context".into(), named.into());
    Ok(canonical::quads(&probed.into(), Reading::Lenient)?)
}

fn check_statements(kept: &[Quad], all: &[Quad]) -> Result<(), Refused> {
    let meaningless = |text: &String| text.contains(UNDEFINED) || text.contains(BASE);
    if let Some(quad) = all.iter().map(Quad::to_string).find(meaningless) {
        return Err(Refused::Undefined(quad));
    }
    if kept.len() != all.len() {
        return Err(Refused::Lost);
    }
    if let Some(quad) = kept.iter().find(|quad| is_json(&quad.object)) {
        return Err(Refused::JsonLiteral(quad.to_string()));
    }
    if have_twins(kept) {
        return Err(Refused::Twins);
    }
    Ok(())
}

fn is_json(object: &Term) -> bool {
    matches!(object, Term::Literal(literal) if literal.datatype().as_str() == JSON_LITERAL)
}

/// Returns whether two blank nodes are the same to a reader who sees only their own statements.
/// rdf-canonize gives up early on those, and canonicalisation can take for ever.
fn have_twins(quads: &[Quad]) -> bool {
    let is_blank = |term: &str| term.starts_with("_:");
    let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
    for quad in quads {
        let terms = [
            quad.subject.to_string(),
            quad.predicate.to_string(),
            quad.object.to_string(),
            quad.graph_name.to_string(),
        ];
        for node in terms.iter().filter(|term| is_blank(term)) {
            let pattern: Vec<&str> = terms
                .iter()
                .map(|term| match term {
                    _ if term == node => "_:self",
                    _ if is_blank(term) => "_:other",
                    _ => term,
                })
                .collect();
            seen.entry(node.clone()).or_default().insert(pattern.join(" "));
        }
    }
    seen.values().collect::<BTreeSet<_>>().len() < seen.len()
}

fn check_key(key: &str) -> Result<(), Refused> {
    if key.contains(['@', ':']) || GRAPHS.contains(&key) {
        return Err(Refused::Keyword(key.into()));
    }
    check_text(key)
}

fn check_members<'a>(
    mut members: impl Iterator<Item = (&'a String, &'a Value)>,
    depth: usize,
) -> Result<(), Refused> {
    members.try_for_each(|(key, value)| {
        check_key(key)?;
        if key == "type" {
            check_types(value)?;
        }
        check_value(key, value, depth)
    })
}

fn check_types(types: &Value) -> Result<(), Refused> {
    let all = types.as_array().map_or(std::slice::from_ref(types), Vec::as_slice);
    let scoped = contexts::scoped_types();
    let scoped: BTreeSet<&str> =
        all.iter().filter_map(Value::as_str).filter(|name| scoped.contains(*name)).collect();
    if scoped.len() > 1 {
        return Err(Refused::Types(scoped.into_iter().collect::<Vec<_>>().join(", ")));
    }
    Ok(())
}

fn check_value(key: &str, value: &Value, depth: usize) -> Result<(), Refused> {
    let depth = depth.checked_sub(1).ok_or(Refused::TooLarge)?;
    match value {
        Value::Bool(_) => Ok(()),
        Value::Number(number) => {
            let exact = number.as_f64().is_some_and(|number| {
                let size = number.abs();
                size < EXACT && (size >= SMALLEST || (number == 0.0 && number.is_sign_positive()))
            });
            exact.then_some(()).ok_or_else(|| Refused::Number(number.to_string()))
        }
        Value::String(text) if is_keyword(text) || (key == "id" && text.starts_with("_:")) => {
            Err(Refused::Keyword(text.clone()))
        }
        Value::String(text) => check_text(text),
        Value::Array(items) if !items.is_empty() && !items.iter().any(Value::is_array) => {
            items.iter().try_for_each(|item| check_value(key, item, depth))
        }
        Value::Object(members) if !members.is_empty() => check_members(members.iter(), depth),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(Refused::Empty(key.into())),
    }
}

/// Returns whether JSON-LD keeps this word for itself. Where an IRI or a type belongs, both readings
/// drop such a word without a trace.
fn is_keyword(text: &str) -> bool {
    text.strip_prefix('@')
        .is_some_and(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn check_text(text: &str) -> Result<(), Refused> {
    let differs = |character: char| {
        matches!(character, '\u{fffe}' | '\u{ffff}')
            || (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
    };
    if text.contains(differs) {
        return Err(Refused::Character(text.into()));
    }
    Ok(())
}

#[cfg(test)]
#[path = "tests/guard.rs"]
mod tests;
