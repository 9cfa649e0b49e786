//! Status lists (Bitstring Status List 1.0): the chain's status bits, signed for verifiers that do
//! not know the chain.

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use credential_award::MAX_AWARDS;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::{json, Map, Value};

use crate::contexts;
use crate::guard::{self, Guarded, Refused};
use crate::time;

/// Batches in a list, each with room for the most awards that a batch has: 131,072 entries, the
/// fewest that the standard allows, so that a list hides whose status was asked for.
pub const BATCHES: u32 = 32;
const ENTRIES: usize = (BATCHES * MAX_AWARDS) as usize;
const BYTES: usize = ENTRIES / 8;
/// A list of others may be this much longer.
const MAX_BYTES: usize = 16 * BYTES;
/// How long a list is good for: a verifier that has an older one must not call anything valid.
pub const VALID_FOR: u64 = 31 * 86_400;

/// What a list is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// Taken back for ever.
    Revocation,
    /// Not valid for now.
    Suspension,
}

impl Purpose {
    /// Both lists.
    pub const ALL: [Self; 2] = [Self::Revocation, Self::Suspension];

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }
}

/// Why a list says nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NoList {
    /// Not such a document.
    #[error("not a status list for {0}")]
    Form(&'static str),
    /// The bits cannot be read.
    #[error("the bits of the status list are damaged")]
    Bits,
    /// Not valid yet or any more.
    #[error("the status list is out of date")]
    Date,
}

/// Where the status of an award is, by its batch and its place in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Entry {
    /// The number of the list.
    pub list: u32,
    /// The place in the list.
    pub at: u32,
}

impl Entry {
    /// The entry of an award.
    pub fn of(sequence: u32, index: u32) -> Self {
        let first = (sequence % BATCHES).saturating_mul(MAX_AWARDS);
        Self { list: sequence / BATCHES, at: first.saturating_add(index) }
    }
}

/// The address of a list. `base` is the address of the issuer's lists.
pub fn address(base: &str, purpose: Purpose, list: u32) -> String {
    format!("{}/{}-{list}", base.trim_end_matches('/'), purpose.name())
}

/// What a document says about where its status is.
pub fn references(base: &str, entry: Entry) -> Value {
    let reference = |purpose: Purpose| {
        let list = address(base, purpose, entry.list);
        json!({
            "id": format!("{list}#{}", entry.at),
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose.name(),
            "statusListIndex": entry.at.to_string(),
            "statusListCredential": list,
        })
    };
    Purpose::ALL.map(reference).to_vec().into()
}

/// The bits of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bits(Vec<u8>);

impl Default for Bits {
    fn default() -> Self {
        Self(vec![0; BYTES])
    }
}

impl Bits {
    /// Marks an entry.
    pub fn set(&mut self, at: u32) {
        if let Some(byte) = self.0.get_mut((at / 8) as usize) {
            *byte |= mask(at);
        }
    }

    /// Returns whether an entry is marked. `None` if the list ends before it.
    pub fn get(&self, at: u32) -> Option<bool> {
        self.0.get((at / 8) as usize).map(|byte| byte & mask(at) != 0)
    }

    /// GZIP (RFC 1952), then multibase base64url.
    fn encode(&self) -> String {
        let mut gzip = HEADER.to_vec();
        gzip.extend(compress_to_vec(&self.0, 9));
        gzip.extend(crc32(&self.0).to_le_bytes());
        gzip.extend(u32::try_from(self.0.len()).unwrap_or(u32::MAX).to_le_bytes());
        format!("u{}", URL_SAFE_NO_PAD.encode(gzip))
    }

    fn decode(text: &str) -> Option<Self> {
        let gzip = URL_SAFE_NO_PAD.decode(text.strip_prefix('u')?).ok()?;
        let (header, rest) = gzip.split_first_chunk::<10>()?;
        // The same method, and nothing between header and data.
        if header.get(..4) != HEADER.get(..4) {
            return None;
        }
        let (rest, size) = rest.split_last_chunk::<4>()?;
        let (data, checksum) = rest.split_last_chunk::<4>()?;
        let bits = decompress_to_vec_with_limit(data, MAX_BYTES).ok()?;
        let is_whole = bits.len() >= BYTES
            && usize::try_from(u32::from_le_bytes(*size)) == Ok(bits.len())
            && u32::from_le_bytes(*checksum) == crc32(&bits);
        is_whole.then_some(Self(bits))
    }
}

/// Of a GZIP file by deflate, with no name, no date and no system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// The first entry is the leftmost bit.
fn mask(at: u32) -> u8 {
    0x80_u8.wrapping_shr(at % 8)
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// A list as a document that can be signed.
pub fn document(
    issuer: &str,
    address: &str,
    purpose: Purpose,
    bits: &Bits,
    made: u64,
) -> Result<Guarded, Refused> {
    guard::guard(json!({
        "@context": [contexts::CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": time::format(made),
        "validUntil": time::format(made.saturating_add(VALID_FOR)),
        "credentialSubject": {
            "id": format!("{address}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": purpose.name(),
            "encodedList": bits.encode(),
        },
    }))
}

/// The address and the bits of a list whose proofs hold.
pub fn read(
    document: &Map<String, Value>,
    purpose: Purpose,
    now: u64,
) -> Result<(String, Bits), NoList> {
    let form = NoList::Form(purpose.name());
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned).ok_or(form);
    let subject = document.get("credentialSubject").and_then(Value::as_object).ok_or(form)?;
    let is_list = document.get("@context") == Some(&json!([contexts::CREDENTIALS]))
        && document.get("type")
            == Some(&json!(["VerifiableCredential", "BitstringStatusListCredential"]))
        && subject.get("type") == Some(&"BitstringStatusList".into())
        && subject.get("statusPurpose") == Some(&purpose.name().into());
    if !is_list {
        return Err(form);
    }
    let date = |member| time::parse(&text(document.get(member))?).map_err(|_| form);
    // A list without an end is one that never gets old, so it is refused.
    if now < date("validFrom")? || now > date("validUntil")? {
        return Err(NoList::Date);
    }
    let bits = Bits::decode(&text(subject.get("encodedList"))?).ok_or(NoList::Bits)?;
    Ok((text(document.get("id"))?, bits))
}

#[cfg(test)]
#[path = "tests/status.rs"]
mod tests;
