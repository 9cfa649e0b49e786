//! The names of values in storage, as pallets make them.

use codec::Encode;
use sp_crypto_hashing::{twox_128, twox_64};

/// Names a value of a pallet. Names of its maps begin with the same bytes.
pub fn of(pallet: &str, item: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// Names a value of a map whose hasher is `Twox64Concat`. Another part makes a map of two keys.
pub fn twox64_concat(mut name: Vec<u8>, part: impl Encode) -> Vec<u8> {
    let part = part.encode();
    name.extend(twox_64(&part));
    name.extend(part);
    name
}
