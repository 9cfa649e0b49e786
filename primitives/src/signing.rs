//! What people sign outside of extrinsics.

use alloc::vec::Vec;

/// These bytes as wallets sign them: between tags, so that nobody can make a wallet sign a
/// transaction as if it were a message.
pub fn as_wallets_sign(message: &[u8]) -> Vec<u8> {
    [b"<Bytes>", message, b"</Bytes>"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_should_be_between_tags() {
        assert_eq!(as_wallets_sign(b"mele"), b"<Bytes>mele</Bytes>");
    }
}
