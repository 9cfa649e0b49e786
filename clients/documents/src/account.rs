//! Accounts as people write them: SS58 addresses.

use blake2b_simd::blake2b;

/// Before what the checksum is made of.
const PREFIX: &[u8] = b"SS58PRE";

/// A text that is no address.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not an account: an address such as 5GrwvaEF..., or 0x and 64 hexadecimal digits: {0:?}")]
pub struct BadAccount(String);

/// The public key of an account.
pub fn parse(text: &str) -> Result<[u8; 32], BadAccount> {
    let bad = || BadAccount(text.into());
    let mut account = [0; 32];
    if let Some(digits) = text.strip_prefix("0x") {
        hex::decode_to_slice(digits, &mut account).map_err(|_| bad())?;
        return Ok(account);
    }
    // One byte for the network, the key, two bytes of checksum.
    let mut bytes = [0; 35];
    let length = bs58::decode(text).onto(&mut bytes).map_err(|_| bad())?;
    let (body, checksum) = bytes.split_last_chunk::<2>().ok_or_else(bad)?;
    let hash = blake2b(&[PREFIX, body].concat());
    if length != bytes.len() || !hash.as_bytes().starts_with(checksum) {
        return Err(bad());
    }
    let (_, key) = body.split_first().ok_or_else(bad)?;
    account.copy_from_slice(key);
    Ok(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Alice, whom each development network knows.
    const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    #[test]
    fn an_address_should_be_read() {
        let key = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
        assert_eq!(parse(ALICE), parse(key));
        assert_eq!(hex::encode(parse(ALICE).unwrap()), key[2..]);
    }

    #[test]
    fn other_texts_should_be_refused() {
        for text in ["", "0x", "5Grw", "Alice", &ALICE.replace('Q', "R"), &ALICE[1..]] {
            assert_eq!(parse(text), Err(BadAccount(text.into())));
        }
    }
}
