//! The node's side: an output by a key of its keystore.

use crate::{sign_data, Output, Wanted};
use codec::Encode;
use sp_core::crypto::key_types::AURA;
use sp_keystore::{Error, Keystore};

/// Makes the output that is wanted. Returns none if the keystore does not have the key.
pub fn sign(keystore: &dyn Keystore, wanted: &Wanted) -> Result<Option<Output>, Error> {
    let data = sign_data(&wanted.input);
    let Some(signature) = keystore.sr25519_vrf_sign(AURA, &wanted.key, &data)? else {
        return Ok(None);
    };
    let output = signature.encode().try_into();
    output.map(Some).map_err(|_| Error::Other("an output has another length than it should".into()))
}
