//! An account's word that others may bring its request. It needs no balance for that.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::str::FromStr;

use clap::Args;
use codec::Encode;
use serde::Deserialize;
use serde_json::{json, Value as Json};
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::utils::{AccountId32, MultiSignature};
use vaka_connect::Error;

use crate::answers::ConsentPayload;
use crate::failure::Failure;
use crate::key::Key;
use crate::node::Common;
use crate::report::Report;
use crate::track::Clock;
use crate::value::from_hex;

/// What the bytes that are signed begin with.
const DOMAIN: [u8; 14] = *b"vaka/consent/1";
/// The most bytes of a consent.
const MAX: u64 = 4_096;

#[derive(Args)]
#[group(id = "purpose", required = true, multiple = false, args = ["community", "replaces"])]
pub struct Consent {
    /// To join the village of this number.
    #[arg(long, value_name = "NUMBER")]
    community: Option<u32>,
    /// To become the account of the member of this number.
    #[arg(long, value_name = "MEMBER")]
    replaces: Option<u32>,
    /// The number of days for which it holds, 30 at most.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=30))]
    days: u32,
    #[command(flatten)]
    key: Key,
}

/// What an account consents to.
#[derive(Clone, Copy, Debug, Encode)]
pub enum Purpose {
    /// To join a community.
    Join(u32),
    /// To become the account of a member.
    Replace(u32),
}

impl Purpose {
    fn value(self) -> Value {
        let (name, number) = match self {
            Self::Join(number) => ("Join", number),
            Self::Replace(number) => ("Replace", number),
        };
        Value::unnamed_variant(name, [Value::u128(number.into())])
    }
}

impl Consent {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let account = self.key.account()?;
        let purpose = match (self.community, self.replaces) {
            (Some(community), _) => Purpose::Join(community),
            (None, member) => Purpose::Replace(member.unwrap_or_default()),
        };
        let node = common.connect().await?;
        let state = node.state().await?;
        let clock = Clock::read(&state).await?;
        let until = clock.now.saturating_add(clock.day.saturating_mul(self.days));
        let payload = payload(node.client.genesis().0, purpose, account.public_key(), until);
        // What is signed is made here: a node could ask for something else. But it must be what the
        // chain will look for.
        let asked = vec![
            purpose.value(),
            Value::from_bytes(account.public_key()),
            Value::u128(until.into()),
        ];
        let theirs: ConsentPayload = state.api("CommunitiesApi", "consent_payload", asked).await?;
        if theirs.bytes != payload {
            return Err(Error::Mismatch("what a consent signs".into()).into());
        }
        let signature = account.sign_bytes(&wrapped(&payload));
        let Json::Object(json) = document(&account.id(), until, &signature) else {
            return Ok(Report::new());
        };
        let mut report = Report { json, ..Report::new() };
        report.line(format!("{:#}", Json::Object(report.json.clone())));
        Ok(report)
    }
}

/// The bytes that an account signs.
pub fn payload(genesis: [u8; 32], purpose: Purpose, account: [u8; 32], until: u32) -> Vec<u8> {
    (DOMAIN, genesis, purpose, account, until).encode()
}

/// As wallets sign bytes: no transaction begins like that.
fn wrapped(bytes: &[u8]) -> Vec<u8> {
    [b"<Bytes>", bytes, b"</Bytes>"].concat()
}

/// A consent as it is handed over.
pub fn document(account: &AccountId32, until: u32, signature: &MultiSignature) -> Json {
    let (scheme, signature): (_, &[u8]) = match signature {
        MultiSignature::Ed25519(it) => ("Ed25519", it),
        MultiSignature::Sr25519(it) => ("Sr25519", it),
        MultiSignature::Ecdsa(it) => ("Ecdsa", it),
    };
    json!({
        "account": account.to_string(),
        "until": until,
        "signature": { scheme: format!("0x{}", hex::encode(signature)) },
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    account: String,
    until: u32,
    signature: Signature,
}

#[derive(Deserialize)]
enum Signature {
    Ed25519(String),
    Sr25519(String),
}

/// Reads a consent, as a call has it.
pub fn read(path: &Path) -> Result<Value, Failure> {
    let failed = |error| Failure::File { path: path.into(), error };
    let mut text = String::new();
    File::open(path).map_err(failed)?.take(MAX).read_to_string(&mut text).map_err(failed)?;
    parse(&text).map_err(|why| Failure::Consent { path: path.into(), why })
}

/// Parses a consent.
pub fn parse(text: &str) -> Result<Value, String> {
    let Document { account, until, signature } =
        serde_json::from_str(text).map_err(|error| error.to_string())?;
    let account =
        AccountId32::from_str(&account).map_err(|_| format!("{account:?} is no address"))?;
    let (scheme, digits) = match &signature {
        Signature::Ed25519(digits) => ("Ed25519", digits),
        Signature::Sr25519(digits) => ("Sr25519", digits),
    };
    let bytes = from_hex(digits).filter(|it| it.len() == 64).ok_or("the signature is none")?;
    Ok(Value::named_composite([
        ("account", Value::from_bytes(account.0)),
        ("until", Value::u128(until.into())),
        ("signature", Value::unnamed_variant(scheme, [Value::from_bytes(bytes)])),
    ]))
}
