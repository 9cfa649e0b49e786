//! Any call of the chain, by its name. Its fields are JSON, in the order in which the chain has
//! them.

use clap::{Args, Subcommand};
use serde_json::Value as Json;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::ext::scale_value::ValueDef;
use vaka_connect::subxt::metadata::Metadata;
use vaka_connect::subxt::transactions::DynamicPayload;
use vaka_connect::{Error, State};

use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common};
use crate::report::Report;
use crate::value;

#[derive(Subcommand)]
pub enum Call {
    /// Print the bytes of a call, for `petition open --call` or for a call within a call.
    Encode(Named),
    /// Print what the bytes of a call stand for.
    Decode(Decode),
    /// Sign a call, send it, and wait for its block.
    Send(Send),
}

#[derive(Args)]
pub struct Named {
    /// The pallet, such as Energy.
    pallet: String,
    /// The call, such as set_tariff.
    call: String,
    /// Its fields, in their order, as JSON: 1, '"text"', '{"Village":1}'. A word that is no JSON is
    /// taken as text. An account is an address (5...), a call its bytes as `call encode` prints
    /// them.
    #[arg(allow_negative_numbers = true)]
    fields: Vec<String>,
}

#[derive(Args)]
pub struct Decode {
    /// The bytes: 0x and hexadecimal digits.
    #[arg(value_parser = bytes)]
    bytes: Bytes,
}

#[derive(Args)]
pub struct Send {
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    named: Named,
}

/// The bytes of a call, as a transaction would have them.
#[derive(Clone, Debug)]
pub struct Bytes(pub Vec<u8>);

/// Parses bytes.
pub fn bytes(text: &str) -> Result<Bytes, String> {
    value::from_hex(text).map(Bytes).ok_or_else(|| "not 0x and hexadecimal digits".into())
}

impl Call {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        match self {
            Self::Encode(named) => {
                let state = common.connect().await?.state().await?;
                let digits = format!("0x{}", hex::encode(encoded(&state, &named.call(&state)?)?));
                let mut report = Report::new();
                report.line(digits.clone()).field("call", digits);
                Ok(report)
            }
            Self::Decode(Decode { bytes: Bytes(bytes) }) => {
                let state = common.connect().await?.state().await?;
                let call = words(&state, &bytes)?;
                let mut report = Report::new();
                report.line(call.to_string()).field("call", call);
                Ok(report)
            }
            Self::Send(Send { signing, named }) => {
                let account = signing.key.account()?;
                let node = common.connect().await?;
                let call = named.call(&node.state().await?)?;
                let name = format!("{}.{}", call.pallet_name(), call.call_name());
                let included = node.send(call, &account, &signing).await?;
                let mut report = Report::done(format!("Done: {name}."), &included);
                let events = included.events.iter().map(|event| {
                    let fields = value::plain(&Value::without_context(ValueDef::Composite(
                        event.fields.clone(),
                    )));
                    serde_json::json!({ format!("{}.{}", event.pallet, event.name): fields })
                });
                report.field("events", events.collect::<Vec<_>>());
                for event in &included.events {
                    report.line(format!("  {}.{} {}", event.pallet, event.name, event.fields));
                }
                Ok(report)
            }
        }
    }
}

impl Named {
    /// The call, by the chain's metadata.
    fn call(&self, state: &State) -> Result<DynamicPayload<Vec<Value>>, Failure> {
        let metadata = state.0.metadata_ref();
        let none = |near: String| Failure::NoCall {
            pallet: self.pallet.clone(),
            call: self.call.clone(),
            near,
        };
        let pallet = metadata
            .pallets()
            .find(|it| it.name().eq_ignore_ascii_case(&self.pallet))
            .ok_or_else(|| none(format!(". Its pallets: {}", pallets(metadata))))?;
        let calls = pallet.call_variants().unwrap_or_default();
        let call = calls.iter().find(|it| it.name == self.call).ok_or_else(|| {
            let all: Vec<_> = calls.iter().map(|it| it.name.as_str()).collect();
            none(format!(". Calls of {}: {}", pallet.name(), all.join(", ")))
        })?;
        if call.fields.len() != self.fields.len() {
            let names: Vec<_> = call.fields.iter().filter_map(|it| it.name.as_deref()).collect();
            return Err(Failure::Arguments {
                call: call.name.clone(),
                wanted: match names.as_slice() {
                    [] => "no fields".into(),
                    names => format!("{} ({})", names.len(), names.join(", ")),
                },
                given: self.fields.len(),
            });
        }
        let mut fields = Vec::new();
        for (text, field) in self.fields.iter().zip(&call.fields) {
            let json = serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone()));
            let value = value::encode(&json, field.ty.id, metadata.types());
            fields.push(value.map_err(|why| Failure::Value { text: text.clone(), why })?);
        }
        Ok(node::call(pallet.name(), &call.name, fields))
    }
}

fn pallets(metadata: &Metadata) -> String {
    let with_calls = metadata.pallets().filter(|it| it.call_ty_id().is_some());
    with_calls.map(|it| it.name().to_string()).collect::<Vec<_>>().join(", ")
}

/// A call's bytes.
pub fn encoded(state: &State, call: &DynamicPayload<Vec<Value>>) -> Result<Vec<u8>, Failure> {
    let bytes = state.0.transactions().call_data(call);
    bytes.map_err(|error| Failure::Unfit(error.to_string()))
}

/// What a call's bytes stand for.
pub fn words(state: &State, bytes: &[u8]) -> Result<Json, Failure> {
    let metadata = state.0.metadata_ref();
    let of = metadata.outer_enums().call_enum_ty();
    Ok(value::decode(bytes, of, metadata.types()).map_err(Error::Mismatch)?)
}

/// A call as a field of another one.
pub fn nested(state: &State, bytes: &[u8]) -> Result<Value, Failure> {
    let metadata = state.0.metadata_ref();
    let of = metadata.outer_enums().call_enum_ty();
    let digits = Json::String(format!("0x{}", hex::encode(bytes)));
    value::encode(&digits, of, metadata.types())
        .map_err(|why| Failure::Unfit(format!("the bytes are no call of this chain: {why}")))
}
