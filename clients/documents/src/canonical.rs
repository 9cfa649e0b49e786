//! The two forms in which a document is hashed: JCS (its JSON in one order) and RDFC-1.0 (its
//! statements in one order).

use std::io;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, Quad};
use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Serializer, Value};

use crate::contexts;

/// The base of relative IRIs in a lenient reading, and the one base of all contexts: oxjsonld
/// compares the base when a protected term is defined again, and refuses two that differ.
pub(crate) const BASE: &str = "x-relative://base/";

/// Why a document has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    /// JCS has no form for it.
    #[error("the document has no canonical JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The JSON-LD processor refused it.
    #[error("the document is not JSON-LD: {0}")]
    JsonLd(String),
}

/// How a document is read as statements.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reading {
    /// As the standard has it. oxjsonld drops in silence what has no meaning.
    Plain,
    /// What is relative, and what is no valid IRI, stays.
    Lenient,
}

/// RFC 8785.
pub fn jcs(document: &Value) -> Result<Vec<u8>, NotCanonical> {
    Ok(serde_json_canonicalizer::to_vec(document)?)
}

/// The statements of a document, in the order of the text.
pub(crate) fn quads(document: &Value, reading: Reading) -> Result<Vec<Quad>, NotCanonical> {
    let not_json_ld = |error: &dyn std::fmt::Display| NotCanonical::JsonLd(error.to_string());
    let mut text = Vec::new();
    document.serialize(&mut Serializer::with_formatter(&mut text, SixteenDigits))?;
    let mut parser = JsonLdParser::new();
    if reading == Reading::Lenient {
        parser = parser.lenient().with_base_iri(BASE).map_err(|error| not_json_ld(&error))?;
    }
    parser
        .for_slice(&text)
        .with_load_document_callback(|url, _| match contexts::embedded(url) {
            Some(context) => Ok(JsonLdRemoteDocument {
                document: context.as_bytes().to_vec(),
                document_url: BASE.into(),
            }),
            None => Err(format!("this context is not embedded: {url}").into()),
        })
        .collect::<Result<_, _>>()
        .map_err(|error| not_json_ld(&error))
}

/// The lines of RDFC-1.0 with SHA-256. The time is bounded only if the blank nodes differ from each
/// other at first sight, as the guard ensures.
pub(crate) fn rdfc(quads: Vec<Quad>) -> Vec<String> {
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    // A dataset has them in the order in which it met their words.
    lines.sort_unstable();
    lines
}

/// Writes a fraction as JSON-LD has it in statements: with 16 digits (8.2 is 8.199999999999999E0).
/// oxjsonld leaves the digits as it reads them.
struct SixteenDigits;

impl Formatter for SixteenDigits {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // JSON-LD takes 5.0 for a whole number.
        if value.fract() == 0.0 {
            write!(writer, "{value:.0}")
        } else {
            write!(writer, "{value:.15e}")
        }
    }

    /// Is called instead where another crate switches on `arbitrary_precision` of serde_json, as
    /// the SDK's does.
    fn write_number_str<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        value: &str,
    ) -> io::Result<()> {
        if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return writer.write_all(value.as_bytes());
        }
        self.write_f64(writer, value.parse().map_err(io::Error::other)?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(value: Value) -> String {
        let mut text = Vec::new();
        value.serialize(&mut Serializer::with_formatter(&mut text, SixteenDigits)).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn numbers_should_be_written_as_json_ld_has_them() {
        assert_eq!(
            written(json!([8.2, 5.0, 7, -3, 0.5])),
            "[8.199999999999999e0,5,7,-3,5.000000000000000e-1]"
        );
        let mut text = Vec::new();
        for number in ["8.2", "12", "-4", "1e2"] {
            SixteenDigits.write_number_str(&mut text, number).unwrap();
            text.push(b' ');
        }
        assert_eq!(text, b"8.199999999999999e0 12 -4 100 ");
    }

    #[test]
    fn json_should_be_in_the_order_of_utf_16() {
        let document = json!({ "\u{fb33}": 1, "\u{1f600}": 2, "a": 1e21, "b": 0.1 });
        assert_eq!(
            String::from_utf8(jcs(&document).unwrap()).unwrap(),
            "{\"a\":1e+21,\"b\":0.1,\"\u{1f600}\":2,\"\u{fb33}\":1}"
        );
    }

    #[test]
    fn a_context_should_never_be_fetched() {
        let document = json!({ "@context": "https://example.org/context", "id": "urn:x:1" });
        let error = quads(&document, Reading::Plain).unwrap_err();
        assert!(error.to_string().contains("not embedded: https://example.org/context"), "{error}");
    }
}
