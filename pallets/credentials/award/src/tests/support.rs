//! Awards to try trees with.

use proptest::prelude::*;

use crate::{Hash, Opening, Place};

pub fn config() -> ProptestConfig {
    ProptestConfig::with_cases(1_000)
}

/// The award of the README's vectors.
pub const OPENING: Opening = Opening {
    subject: counting(0x20),
    salt: counting(0x40),
    vc: counting(0x60),
    sd_jwt: counting(0x80),
};

/// Its place, the fifth of the batch.
pub const PLACE: Place = Place { genesis: counting(0), issuer: 7, sequence: 3, index: 4 };

/// 32 bytes, each one more than that before it.
const fn counting(first: u8) -> Hash {
    let mut bytes = [first; 32];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] += at as u8;
        at += 1;
    }
    bytes
}

/// The leaves of a batch whose awards differ in their index alone.
pub fn leaves(count: u32) -> Vec<Hash> {
    (0..count).map(|index| OPENING.leaf(&Place { index, ..PLACE })).collect()
}

/// blake2b-256, with another function of its crate than `hash` calls.
pub fn blake2b(message: &[u8]) -> Hash {
    let digest = blake2b_simd::Params::new().hash_length(32).hash(message);
    digest.as_bytes().try_into().unwrap()
}

prop_compose! {
    pub fn openings()(
        subject in any::<[u8; 32]>(),
        salt in any::<[u8; 32]>(),
        vc in any::<[u8; 32]>(),
        sd_jwt in any::<[u8; 32]>(),
    ) -> Opening {
        Opening { subject, salt, vc, sd_jwt }
    }
}

prop_compose! {
    pub fn places()(
        genesis in any::<[u8; 32]>(),
        issuer in any::<u32>(),
        sequence in any::<u32>(),
        index in any::<u32>(),
    ) -> Place {
        Place { genesis, issuer, sequence, index }
    }
}
