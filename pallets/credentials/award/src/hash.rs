use blake2b_simd::Params;

/// A blake2b-256 hash.
pub type Hash = [u8; 32];

/// The hash of these parts, one after the other.
pub(crate) fn hash<const N: usize>(parts: [&[u8]; N]) -> Hash {
    let mut state = Params::new().hash_length(size_of::<Hash>()).to_state();
    for part in parts {
        state.update(part);
    }
    let mut hash = Hash::default();
    // `copy_from_slice` has a panic for lengths that differ.
    for (to, from) in hash.iter_mut().zip(state.finalize().as_bytes()) {
        *to = *from;
    }
    hash
}
