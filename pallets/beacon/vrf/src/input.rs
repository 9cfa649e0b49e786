//! What is signed.

use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_core::{
    sr25519::{
        vrf::{VrfSignData, VrfTranscript},
        Public,
    },
    H256,
};
use sp_crypto_hashing::blake2_256;

/// The domain of inputs, and the label of what keys sign.
const DOMAIN: &[u8] = b"vaka/beacon";

/// What all validators sign in a session.
pub type Input = H256;

/// What the author of a block is to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Wanted {
    /// The author's Aura key.
    pub key: Public,
    /// The session's input.
    pub input: Input,
}

/// The input of a session, by the chain's genesis and the last seed.
pub fn input(genesis: &[u8], session: u32, last: H256) -> Input {
    (DOMAIN, genesis, session, last).using_encoded(blake2_256).into()
}

/// What a key signs. The transcript is made here, in the node, so that no runtime can have the key
/// sign that of another protocol.
pub fn sign_data(input: &Input) -> VrfSignData {
    VrfTranscript::new(DOMAIN, &[(b"input", input.as_bytes())]).into_sign_data()
}
