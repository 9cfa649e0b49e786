//! Events of which the hub keeps all fields as they are.

use serde_json::{json, Map, Number};
use subxt::error::EventsError;
use subxt::ext::scale_value::{Composite, Primitive, Value, ValueDef};

use super::Event;
use crate::facts::Step;

/// The largest integer that every reader of JSON takes for what it is.
const MAX_NUMBER: u128 = (1 << 53) - 1;
/// As many small numbers are an account, a hash or a key.
const HASH: usize = 32;

/// Reads an event. `number` is the field that says what it happened to.
pub fn read(event: &Event, number: Option<&str>) -> Result<Step, Box<EventsError>> {
    let mut detail = match composite(&event.decode_fields_unchecked_as::<Composite<()>>()?) {
        serde_json::Value::Object(fields) => fields,
        // An event without fields, or without names for them.
        serde_json::Value::Null => Map::new(),
        other => Map::from_iter([("values".to_owned(), other)]),
    };
    let of = number.and_then(|name| detail.remove(name));
    let of = of.as_ref().and_then(serde_json::Value::as_u64);
    Ok(Step { of, kind: event.event_name().to_owned(), detail: detail.into() })
}

/// A value as JSON: a variant is its name, or its name with what is in it; 32 bytes are digits; an
/// integer that is too large for some readers is a text.
pub fn json(of: &Value) -> serde_json::Value {
    match &of.value {
        ValueDef::Composite(fields) => composite(fields),
        ValueDef::Variant(variant) if variant.values.is_empty() => json!(variant.name),
        ValueDef::Variant(variant) => json!({ &variant.name: composite(&variant.values) }),
        ValueDef::BitSequence(bits) => bits.iter().collect(),
        ValueDef::Primitive(Primitive::U128(number)) if *number <= MAX_NUMBER => {
            Number::from_u128(*number).into()
        }
        ValueDef::Primitive(Primitive::Bool(truth)) => json!(truth),
        ValueDef::Primitive(Primitive::String(text)) => json!(text),
        ValueDef::Primitive(Primitive::Char(letter)) => json!(letter),
        ValueDef::Primitive(Primitive::U128(number)) => json!(number.to_string()),
        ValueDef::Primitive(Primitive::I128(number)) => json!(number.to_string()),
        ValueDef::Primitive(Primitive::U256(bytes) | Primitive::I256(bytes)) => {
            json!(hex::encode(bytes))
        }
    }
}

fn composite(of: &Composite<()>) -> serde_json::Value {
    match of {
        Composite::Named(fields) => {
            fields.iter().map(|(name, field)| (name.clone(), json(field))).collect()
        }
        Composite::Unnamed(fields) => {
            if let Some(bytes) = bytes(fields) {
                return json!(hex::encode(bytes));
            }
            match fields.as_slice() {
                [] => serde_json::Value::Null,
                [one] => json(one),
                many => many.iter().map(json).collect(),
            }
        }
    }
}

fn bytes(fields: &[Value]) -> Option<Vec<u8>> {
    let byte = |field: &Value| field.as_u128().and_then(|number| number.try_into().ok());
    (fields.len() == HASH).then(|| fields.iter().map(byte).collect()).flatten()
}
