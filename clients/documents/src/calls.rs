//! Calls of the chain that documents belong to: their arguments by name, and in SCALE, one after the
//! other, as the pallet has them.

use codec::{Compact, Encode};
use serde_json::{json, Value};

use crate::envelope::{Batch, Bytes32, Envelope};
use crate::keys::SecretKey;

/// The bytes with which a holder's signature begins. No document's signature begins so.
const BIND_DOMAIN: &[u8] = b"vaka/credential/bind";
/// The bytes with which an issuer's proof begins that it has a key.
const KEY_DOMAIN: &[u8] = b"vaka/credential/issuer-key";

/// Puts a batch on the chain.
pub fn issue_batch(batch: &Batch) -> Value {
    let Batch { issuer, sequence, schema, root, count, valid_until, .. } = batch;
    let place = (Compact(*issuer), Compact(*sequence), Compact(*schema));
    call(
        "issueBatch",
        json!({
            "issuer": issuer,
            "sequence": sequence,
            "schema": schema,
            "root": root,
            "count": count,
            "validUntil": valid_until,
        }),
        (place, root.0, Compact(*count), valid_until).encode(),
    )
}

/// Binds an award to an account. The holder's signature names the account, so a copy of it is of no
/// use to anybody else.
pub fn bind(envelope: &Envelope, account: [u8; 32], holder: &SecretKey) -> Value {
    let (place, opening) = (envelope.place(), envelope.opening());
    let award = (place.issuer, place.sequence, place.index);
    let message = [BIND_DOMAIN, &(place.genesis, award, account).encode()].concat();
    let signature = holder.sign(&message);
    let proof = envelope.proof();
    let numbers = (Compact(place.issuer), Compact(place.sequence), Compact(place.index));
    call(
        "bind",
        json!({
            "issuer": place.issuer,
            "sequence": place.sequence,
            "index": place.index,
            "opening": {
                "subject": Bytes32(opening.subject),
                "salt": Bytes32(opening.salt),
                "vc": Bytes32(opening.vc),
                "sdJwt": Bytes32(opening.sd_jwt),
            },
            "proof": proof.iter().copied().map(Bytes32).collect::<Vec<_>>(),
            "signature": format!("0x{}", hex::encode(signature)),
        }),
        (numbers, opening, proof, signature).encode(),
    )
}

/// Sets the key of an issuer, and proves that the issuer has it.
pub fn rotate_issuer_key(genesis: [u8; 32], issuer: u32, key: &SecretKey) -> Value {
    let public = key.public().raw();
    let proof = key.sign(&[KEY_DOMAIN, &(genesis, issuer, public).encode()].concat());
    call(
        "rotateIssuerKey",
        json!({
            "issuer": issuer,
            "key": Bytes32(public),
            "proof": format!("0x{}", hex::encode(proof)),
        }),
        (Compact(issuer), public, proof).encode(),
    )
}

fn call(name: &str, arguments: Value, scale: Vec<u8>) -> Value {
    json!({
        "call": format!("credentials.{name}"),
        "arguments": arguments,
        "scale": format!("0x{}", hex::encode(scale)),
    })
}

#[cfg(test)]
#[path = "tests/calls.rs"]
mod tests;
