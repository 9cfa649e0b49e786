//! Values of the chain as JSON, by the types in its metadata. Accounts are addresses, bytes are
//! hexadecimal digits or text, and a variant is its name, or an object of its name and fields.

use std::str::FromStr;

use scale_info::form::PortableForm;
use scale_info::{Field, PortableRegistry, Type, TypeDef, TypeDefPrimitive, Variant};
use serde_json::{json, Map, Value as Json};
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::ext::scale_value::scale::decode_as_type;
use vaka_connect::subxt::ext::scale_value::{Composite, Primitive, ValueDef};
use vaka_connect::subxt::utils::AccountId32;

/// The largest integer that is a number in everybody's JSON. Larger ones are strings of digits.
const MAX_NUMBER: u128 = 1 << 53;
/// The fewest numbers below 256 that are taken for bytes where their type is unknown.
const BYTES: usize = 16;

type Types<'a> = &'a PortableRegistry;

/// A value whose type is unknown.
pub fn plain<T>(value: &Value<T>) -> Json {
    match &value.value {
        ValueDef::Composite(fields) => plain_fields(fields),
        ValueDef::Variant(variant) if variant.values.is_empty() => json!(variant.name),
        ValueDef::Variant(variant) => match variant.name.as_str() {
            "Some" => plain_fields(&variant.values),
            name => json!({ name: plain_fields(&variant.values) }),
        },
        ValueDef::BitSequence(bits) => json!(bits.iter().collect::<Vec<bool>>()),
        ValueDef::Primitive(primitive) => simple(primitive),
    }
}

fn plain_fields<T>(fields: &Composite<T>) -> Json {
    match fields {
        Composite::Named(fields) => {
            json!(fields.iter().map(|(name, it)| (name.clone(), plain(it))).collect::<Map<_, _>>())
        }
        Composite::Unnamed(fields) => match fields.as_slice() {
            [one] => plain(one),
            many => match bytes_of(many).filter(|bytes| bytes.len() >= BYTES) {
                Some(bytes) => json!(format!("0x{}", hex::encode(bytes))),
                None => json!(many.iter().map(plain).collect::<Vec<_>>()),
            },
        },
    }
}

fn simple(primitive: &Primitive) -> Json {
    match primitive {
        Primitive::Bool(it) => json!(it),
        Primitive::Char(it) => json!(it),
        Primitive::String(it) => json!(it),
        Primitive::U128(it) if *it <= MAX_NUMBER => json!(u64::try_from(*it).unwrap_or_default()),
        Primitive::U128(it) => json!(it.to_string()),
        Primitive::I128(it) => json!(it.to_string()),
        Primitive::U256(it) | Primitive::I256(it) => json!(format!("0x{}", hex::encode(it))),
    }
}

fn bytes_of<T>(values: &[Value<T>]) -> Option<Vec<u8>> {
    values.iter().map(|it| u8::try_from(it.as_u128()?).ok()).collect()
}

/// Bytes that a call or another value is encoded as, by its type.
pub fn decode(mut bytes: &[u8], id: u32, types: Types) -> Result<Json, String> {
    let value = decode_as_type(&mut bytes, id, types).map_err(|error| error.to_string())?;
    match bytes {
        [] => Ok(typed(&value, types)),
        _ => Err(format!("{} bytes too many", bytes.len())),
    }
}

/// A value with its types.
fn typed(value: &Value<u32>, types: Types) -> Json {
    let of = types.resolve(value.context);
    let ident = of.and_then(|it| it.path.ident()).unwrap_or_default();
    match &value.value {
        ValueDef::Composite(fields) => {
            let bytes = || match fields {
                Composite::Unnamed(many) => bytes_of(many).or_else(|| match many.as_slice() {
                    [Value { value: ValueDef::Composite(Composite::Unnamed(many)), .. }] => {
                        bytes_of(many)
                    }
                    _ => None,
                }),
                Composite::Named(_) => None,
            };
            if let ("AccountId32", Some(Ok(account))) =
                (ident.as_str(), bytes().map(<[u8; 32]>::try_from))
            {
                return json!(AccountId32(account).to_string());
            }
            match of.map(|it| &it.type_def) {
                Some(TypeDef::Sequence(it)) if is_byte(it.type_param.id, types) => {
                    text_or_hex(&bytes().unwrap_or_default())
                }
                Some(TypeDef::Array(it)) if is_byte(it.type_param.id, types) => {
                    json!(format!("0x{}", hex::encode(bytes().unwrap_or_default())))
                }
                Some(TypeDef::Sequence(_) | TypeDef::Array(_)) => {
                    json!(fields.values().map(|it| typed(it, types)).collect::<Vec<_>>())
                }
                _ => typed_fields(fields, types),
            }
        }
        ValueDef::Variant(variant) if variant.values.is_empty() => match ident.as_str() {
            "Option" => Json::Null,
            _ => json!(variant.name),
        },
        ValueDef::Variant(variant) => match ident.as_str() {
            "Option" => typed_fields(&variant.values, types),
            _ => json!({ variant.name.as_str(): typed_fields(&variant.values, types) }),
        },
        _ => plain(value),
    }
}

fn typed_fields(fields: &Composite<u32>, types: Types) -> Json {
    match fields {
        Composite::Named(fields) => {
            let all = fields.iter().map(|(name, it)| (name.clone(), typed(it, types)));
            json!(all.collect::<Map<_, _>>())
        }
        Composite::Unnamed(fields) => match fields.as_slice() {
            [one] => typed(one, types),
            many => json!(many.iter().map(|it| typed(it, types)).collect::<Vec<_>>()),
        },
    }
}

/// Bytes that are words are shown as such.
pub fn text_or_hex(bytes: &[u8]) -> Json {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && !text.chars().any(char::is_control) => json!(text),
        _ => json!(format!("0x{}", hex::encode(bytes))),
    }
}

fn is_byte(id: u32, types: Types) -> bool {
    let def = types.resolve(id).map(|it| &it.type_def);
    matches!(def, Some(TypeDef::Primitive(TypeDefPrimitive::U8)))
}

/// The value of that type that is written as JSON.
pub fn encode(text: &Json, id: u32, types: Types) -> Result<Value, String> {
    let of = types.resolve(id).ok_or("a type that the chain does not have")?;
    let ident = of.path.ident().unwrap_or_default();
    match (ident.as_str(), text) {
        ("AccountId32", Json::String(address)) => return account(address),
        ("MultiAddress", Json::String(address)) => {
            return Ok(Value::unnamed_variant("Id", [account(address)?]));
        }
        ("RuntimeCall", Json::String(digits)) => {
            let bytes = from_hex(digits).ok_or("a call is written as hexadecimal digits")?;
            let rest = &mut bytes.as_slice();
            let value = decode_as_type(rest, id, types).map_err(|error| error.to_string())?;
            return match rest.is_empty() {
                true => Ok(value.remove_context()),
                false => Err(format!("{} bytes too many", rest.len())),
            };
        }
        ("Option", Json::Null) => return Ok(Value::unnamed_variant("None", [])),
        ("Option", _) => {
            let inner = of.type_params.first().and_then(|it| it.ty).map(|it| it.id);
            let inner = encode(text, inner.ok_or("an option of nothing")?, types)?;
            return Ok(Value::unnamed_variant("Some", [inner]));
        }
        _ => {}
    }
    by_definition(text, of, types)
}

fn by_definition(text: &Json, of: &Type<PortableForm>, types: Types) -> Result<Value, String> {
    match &of.type_def {
        TypeDef::Composite(it) => Ok(Value {
            value: ValueDef::Composite(encode_fields(text, &it.fields, types)?),
            context: (),
        }),
        TypeDef::Variant(it) => {
            let (name, fields) = match text {
                Json::String(name) => (name, &Json::Null),
                Json::Object(one) if one.len() == 1 => {
                    one.iter().next().ok_or("an empty variant")?
                }
                other => {
                    return Err(format!(
                        "{other} is no variant: write its name, or {{name: fields}}"
                    ))
                }
            };
            let same = |it: &&Variant<PortableForm>| it.name.eq_ignore_ascii_case(name);
            let found = it.variants.iter().find(same).ok_or_else(|| {
                let all: Vec<_> = it.variants.iter().map(|it| it.name.as_str()).collect();
                format!("{name:?} is none of {}", all.join(", "))
            })?;
            let fields = encode_fields(fields, &found.fields, types)?;
            Ok(Value::variant(found.name.clone(), fields))
        }
        TypeDef::Sequence(it) => list(text, it.type_param.id, None, types),
        TypeDef::Array(it) => list(text, it.type_param.id, Some(it.len), types),
        TypeDef::Tuple(it) => match (it.fields.as_slice(), text) {
            ([], _) => Ok(Value::unnamed_composite([])),
            (fields, Json::Array(items)) if fields.len() == items.len() => {
                let all = fields.iter().zip(items).map(|(of, item)| encode(item, of.id, types));
                Ok(Value::unnamed_composite(all.collect::<Result<Vec<_>, _>>()?))
            }
            (fields, other) => Err(format!("{other} is no list of {}", fields.len())),
        },
        TypeDef::Compact(it) => encode(text, it.type_param.id, types),
        TypeDef::Primitive(TypeDefPrimitive::Bool) => text
            .as_bool()
            .map(Value::bool)
            .ok_or_else(|| format!("{text} is neither true nor false")),
        TypeDef::Primitive(TypeDefPrimitive::Str) => {
            text.as_str().map(Value::string).ok_or_else(|| format!("{text} is no text"))
        }
        TypeDef::Primitive(_) => number(text),
        TypeDef::BitSequence(_) => Err("bits cannot be written here".into()),
    }
}

fn encode_fields(
    text: &Json,
    fields: &[Field<PortableForm>],
    types: Types,
) -> Result<Composite<()>, String> {
    match (fields, text) {
        ([], Json::Null) => Ok(Composite::Unnamed(Vec::new())),
        ([], other) => Err(format!("{other} where nothing is expected")),
        (fields, text) if fields.iter().all(|it| it.name.is_some()) => {
            let Json::Object(given) = text else {
                return Err(format!("{text} has no fields: write {{{}}}", names(fields)));
            };
            let known = |name: &String| fields.iter().any(|it| it.name.as_ref() == Some(name));
            if let Some(other) = given.keys().find(|name| !known(name)) {
                return Err(format!("{other:?} is none of {}", names(fields)));
            }
            let mut all = Vec::new();
            for field in fields {
                let name = field.name.clone().unwrap_or_default();
                let item = given.get(&name).ok_or_else(|| format!("{name:?} is missing"))?;
                let value = encode(item, field.ty.id, types);
                all.push((name.clone(), value.map_err(|why| format!("{name}: {why}"))?));
            }
            Ok(Composite::Named(all))
        }
        ([one], text) => Ok(Composite::Unnamed(vec![encode(text, one.ty.id, types)?])),
        (fields, Json::Array(items)) if fields.len() == items.len() => {
            let all = fields.iter().zip(items).map(|(of, item)| encode(item, of.ty.id, types));
            Ok(Composite::Unnamed(all.collect::<Result<_, _>>()?))
        }
        (fields, other) => Err(format!("{other} is no list of {}", fields.len())),
    }
}

fn names(fields: &[Field<PortableForm>]) -> String {
    fields.iter().filter_map(|it| it.name.as_deref()).collect::<Vec<_>>().join(", ")
}

fn list(text: &Json, of: u32, length: Option<u32>, types: Types) -> Result<Value, String> {
    let items = match text {
        Json::String(text) if is_byte(of, types) => {
            // Only a list of any length can be words.
            let bytes = match (from_hex(text), length) {
                (Some(bytes), _) => bytes,
                (None, None) => text.as_bytes().to_vec(),
                (None, Some(_)) => {
                    return Err(format!("{text:?} is no list of hexadecimal digits"))
                }
            };
            bytes.into_iter().map(|byte| Value::u128(byte.into())).collect()
        }
        Json::Array(items) => {
            items.iter().map(|it| encode(it, of, types)).collect::<Result<Vec<_>, _>>()?
        }
        other => return Err(format!("{other} is no list")),
    };
    match length {
        Some(length) if usize::try_from(length) != Ok(items.len()) => {
            Err(format!("{} where {length} are expected", items.len()))
        }
        _ => Ok(Value::unnamed_composite(items)),
    }
}

fn number(text: &Json) -> Result<Value, String> {
    let digits = match text {
        Json::Number(it) if it.is_u64() || it.is_i64() => it.to_string(),
        Json::Number(it) => return Err(format!("{it}: write large numbers as \"strings\"")),
        Json::String(it) => it.replace('_', ""),
        other => return Err(format!("{other} is no number")),
    };
    let signed = || digits.parse().map(Value::i128);
    digits
        .parse()
        .map(Value::u128)
        .or_else(|_| signed())
        .map_err(|_| format!("{text} is no number"))
}

fn account(address: &str) -> Result<Value, String> {
    let raw = from_hex(address).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let account = raw.map(AccountId32).or_else(|| AccountId32::from_str(address).ok());
    account
        .map(|it| Value::from_bytes(it.0))
        .ok_or_else(|| format!("{address:?} is no address (5...)"))
}

/// The bytes that hexadecimal digits after `0x` stand for.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.strip_prefix("0x")?).ok()
}
