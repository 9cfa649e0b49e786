//! What a page may ask the node, by JSON-RPC 2.0: these methods with parameters of these kinds, and nothing
//! else. What is unsafe, costly or endless is not among them.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::Value;
use subxt::rpcs::UserError;

use crate::desk::refusal::is_signed;

/// The most bytes of a question.
pub(super) const MAX_QUESTION: usize = 64 << 10;
/// The most bytes of a storage key, of a function's name, and of an id.
const MAX_KEY: usize = 512;
const MAX_NAME: usize = 100;
const MAX_ID: usize = 64;

/// The codes of JSON-RPC 2.0.
pub(super) const PARSE_ERROR: i32 = -32_700;
pub(super) const INVALID_REQUEST: i32 = -32_600;
pub(super) const METHOD_NOT_FOUND: i32 = -32_601;
pub(super) const INVALID_PARAMS: i32 = -32_602;
/// What nodes say of a question that is too large.
pub(super) const OVERSIZED_REQUEST: i32 = -32_007;

/// What a parameter is.
#[derive(Clone, Copy)]
enum Kind {
    /// The number of a block.
    Height,
    /// The hash of a block.
    Hash,
    /// The whole key of a stored value.
    Key,
    /// The same, of what pallets store. The runtime's code, which is not, has a megabyte.
    PalletKey,
    /// A function of a runtime API.
    Function,
    /// Bytes.
    Bytes,
    /// An account's address.
    Address,
    /// A signed transaction.
    Transaction,
}

struct Method {
    name: &'static str,
    needs: &'static [Kind],
    may_have: &'static [Kind],
}

const fn method(name: &'static str, needs: &'static [Kind], may_have: &'static [Kind]) -> Method {
    Method { name, needs, may_have }
}

/// The methods that the page asks (`clients/page/src/link`).
const METHODS: &[Method] = &[
    method("author_submitExtrinsic", &[Kind::Transaction], &[]),
    method("chain_getBlock", &[Kind::Hash], &[]),
    method("chain_getBlockHash", &[], &[Kind::Height]),
    method("chain_getFinalizedHead", &[], &[]),
    method("chain_getHeader", &[], &[Kind::Hash]),
    method("state_call", &[Kind::Function, Kind::Bytes, Kind::Hash], &[]),
    method("state_getRuntimeVersion", &[Kind::Hash], &[]),
    method("state_getStorage", &[Kind::PalletKey, Kind::Hash], &[]),
    method("state_getStorageHash", &[Kind::Key, Kind::Hash], &[]),
    method("system_accountNextIndex", &[Kind::Address], &[]),
];

/// The runtime APIs that it asks (`clients/page/codecs/wanted.mjs`). Others execute blocks or build them.
const APIS: &[&str] = &[
    "AccountNonceApi",
    "ClockApi",
    "CommunitiesApi",
    "CredentialsApi",
    "DisputesApi",
    "EnergyApi",
    "MarketplaceApi",
    "PetitionsApi",
    "ValidatorsApi",
    "VotingApi",
];

impl Kind {
    fn fits(self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Height => value.as_u64().is_some_and(|height| u32::try_from(height).is_ok()),
            Self::Hash => text.and_then(digits).is_some_and(|digits| digits.len() == 64),
            Self::Key => text.and_then(digits).is_some_and(is_key),
            // What the client itself stores begins with a colon.
            Self::PalletKey => {
                let is_clients =
                    |key: &str| key.get(..2) == Some("3a") || key.get(..2) == Some("3A");
                text.and_then(digits).is_some_and(|key| is_key(key) && !is_clients(key))
            }
            Self::Function => text.is_some_and(is_function),
            Self::Bytes => text.and_then(digits).is_some(),
            Self::Address => text.is_some_and(|text| {
                (1..=MAX_ID).contains(&text.len())
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }),
            Self::Transaction => {
                let bytes = text.and_then(digits).and_then(|digits| hex::decode(digits).ok());
                bytes.is_some_and(|bytes| is_signed(&bytes))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Height => "the number of a block",
            Self::Hash => "the hash of a block",
            Self::Key => "a key of storage",
            Self::PalletKey => "a key of a pallet's storage",
            Self::Function => "a function of a runtime API that pages ask",
            Self::Bytes => "bytes in hexadecimal digits",
            Self::Address => "an address",
            Self::Transaction => "a signed transaction in hexadecimal digits",
        }
    }
}

/// The digits of bytes that are written as nodes write them.
fn digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("0x")?;
    let fits = digits.len() % 2 == 0 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then_some(digits)
}

fn is_key(digits: &str) -> bool {
    !digits.is_empty() && digits.len() / 2 <= MAX_KEY
}

fn is_function(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let Some((api, function)) = text.split_once('_') else { return false };
    text.len() <= MAX_NAME && APIS.contains(&api) && function.bytes().all(plain)
}

/// A question that the node is asked.
#[derive(Debug)]
pub(super) struct Question {
    /// What its answer is known by: a number or a text.
    pub(super) id: Value,
    pub(super) method: &'static str,
    pub(super) parameters: Box<RawValue>,
}

/// Why the node is not asked. `id` is null if the question has none that could be read.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Refused {
    pub(super) id: Value,
    pub(super) code: i32,
    pub(super) message: String,
}

impl Question {
    /// Reads a question.
    pub(super) fn read(text: &str) -> Result<Self, Refused> {
        let none = |code, message: &str| Refused { id: Value::Null, code, message: message.into() };
        let read: Value =
            serde_json::from_str(text).map_err(|_| none(PARSE_ERROR, "this is no JSON"))?;
        let Value::Object(mut fields) = read else {
            return Err(none(INVALID_REQUEST, "one question at a time, as an object"));
        };
        let id = match fields.remove("id") {
            Some(Value::Number(id)) => Value::Number(id),
            Some(Value::String(id)) if id.len() <= MAX_ID => Value::String(id),
            _ => return Err(none(INVALID_REQUEST, "`id` is a number or a short text")),
        };
        let refused = |code, message| Refused { id: id.clone(), code, message };
        if text.len() > MAX_QUESTION {
            let message = format!("a question has at most {MAX_QUESTION} bytes");
            return Err(refused(OVERSIZED_REQUEST, message));
        }
        if fields.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
            return Err(refused(INVALID_REQUEST, "`jsonrpc` is \"2.0\"".into()));
        }
        let Some(Value::String(name)) = fields.get("method") else {
            return Err(refused(INVALID_REQUEST, "`method` is a text".into()));
        };
        let Some(method) = METHODS.iter().find(|method| method.name == name) else {
            return Err(refused(METHOD_NOT_FOUND, "the hub asks its node no such thing".into()));
        };
        let given = match fields.get("params") {
            None => &[],
            Some(Value::Array(given)) => given.as_slice(),
            Some(_) => return Err(refused(INVALID_PARAMS, "`params` is a list".into())),
        };
        method.check(given).map_err(|message| refused(INVALID_PARAMS, message))?;
        let parameters = serde_json::value::to_raw_value(given)
            .map_err(|error| refused(INVALID_PARAMS, error.to_string()))?;
        Ok(Self { id, method: method.name, parameters })
    }
}

impl Method {
    fn check(&self, given: &[Value]) -> Result<(), String> {
        let Self { name, needs, may_have } = self;
        if !(needs.len()..=needs.len().saturating_add(may_have.len())).contains(&given.len()) {
            return Err(match (needs.len(), may_have.len()) {
                (0, 0) => format!("{name} has no parameters"),
                (least, 0) => format!("{name} has {least} parameters"),
                (least, more) => {
                    format!("{name} has {least} parameters, or up to {more} more")
                }
            });
        }
        let kinds = needs.iter().chain(*may_have);
        match given.iter().zip(kinds).enumerate().find(|(_, (value, kind))| !kind.fits(value)) {
            Some((at, (_, kind))) => {
                Err(format!("parameter {} of {name} is not {}", at.saturating_add(1), kind.name()))
            }
            None => Ok(()),
        }
    }
}

/// An answer as JSON-RPC writes it: a result, or an error.
#[derive(Serialize)]
struct Reply<'a> {
    jsonrpc: &'static str,
    id: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    code: i32,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
}

fn reply(id: &Value, result: Option<&RawValue>, error: Option<Told>) -> String {
    // Numbers and texts are always JSON.
    serde_json::to_string(&Reply { jsonrpc: "2.0", id, result, error }).unwrap_or_default()
}

/// The node's answer, word for word.
pub(super) fn answered(id: &Value, answer: &Result<Box<RawValue>, UserError>) -> String {
    match answer {
        Ok(result) => reply(id, Some(result), None),
        Err(UserError { code, message, data }) => {
            let told = Told { code: *code, message, data: data.as_deref() };
            reply(id, None, Some(told))
        }
    }
}

/// Says why the node is not asked.
pub(super) fn refusal(Refused { id, code, message }: &Refused) -> String {
    reply(id, None, Some(Told { code: *code, message, data: None }))
}

#[cfg(test)]
#[path = "../../tests/question.rs"]
mod tests;
