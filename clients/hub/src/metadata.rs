//! The metadata of a runtime, as the decoder can use it.
//!
//! scale-decode 0.16.2 takes no compact nothing (`Compact<()>`), which has no bytes. Accounts have one: our
//! chain numbers none, so the number in `MultiAddress::Index` is nothing. Anybody could name such an account
//! in a call beside readings, and no hub would have them. What it stands for is put in its place.

use codec::{Decode, Encode};
use scale_info::{PortableRegistry, TypeDef};
use subxt::ext::frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use subxt::metadata::Metadata;

/// Decodes metadata.
pub fn decode(mut bytes: &[u8]) -> Result<Metadata, codec::Error> {
    let mut metadata = RuntimeMetadataPrefixed::decode(&mut bytes)?;
    match &mut metadata.1 {
        RuntimeMetadata::V14(of) => mend(&mut of.types),
        RuntimeMetadata::V15(of) => mend(&mut of.types),
        RuntimeMetadata::V16(of) => mend(&mut of.types),
        // Others are refused below.
        _ => {}
    }
    Metadata::decode_from(&metadata.encode())
}

/// Puts what has no bytes in the place of its compact form.
fn mend(registry: &mut PortableRegistry) {
    let mended = registry.types.iter().enumerate().filter_map(|(at, of)| match &of.ty.type_def {
        TypeDef::Compact(compact) => Some((at, nothing(registry, compact.type_param.id)?.clone())),
        _ => None,
    });
    for (at, def) in mended.collect::<Vec<_>>() {
        if let Some(of) = registry.types.get_mut(at) {
            of.ty.type_def = def;
        }
    }
}

/// A type, if it has no bytes: an empty tuple, or what wraps one.
fn nothing(
    registry: &PortableRegistry,
    id: u32,
) -> Option<&TypeDef<scale_info::form::PortableForm>> {
    let mut inner = &registry.resolve(id)?.type_def;
    // A type that wraps itself is none of a runtime, and ends this all the same.
    for _ in &registry.types {
        inner = match inner {
            TypeDef::Tuple(of) if of.fields.is_empty() => {
                return registry.resolve(id).map(|of| &of.type_def);
            }
            TypeDef::Composite(of) => match of.fields.as_slice() {
                [field] => &registry.resolve(field.ty.id)?.type_def,
                _ => return None,
            },
            _ => return None,
        };
    }
    None
}
