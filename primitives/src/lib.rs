//! The types that the runtime, its pallets and its clients share, and the traits by which pallets
//! meet.

#![cfg_attr(not(feature = "std"), no_std)]

mod governance;
mod members;
mod storage_version;

pub use governance::{Track, TrackId, FIRST_VILLAGE_TRACK};
pub use members::{Communities, CommunityId, FreeCalls, MemberId, Members, Membership};
pub use storage_version::try_storage_version;

use sp_runtime::{
    generic,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature, OpaqueExtrinsic,
};

/// A signature by any of the key types that wallets use.
pub type Signature = MultiSignature;

/// A public key's account: the same bytes, or their hash.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// How an extrinsic names an account.
pub type Address = MultiAddress<AccountId, ()>;

/// An amount of VAKA (12 decimals) or of a voucher, in its smallest unit.
pub type Balance = u128;

/// Blocks since genesis; one every six seconds.
pub type BlockNumber = u32;

/// A length of time, in days of the chain: its genesis sets how many blocks one has.
pub type Days = u32;

/// So many days as blocks: at least one, so that what lasts a time passes through it.
pub fn blocks_of(days: Days, blocks_per_day: BlockNumber) -> BlockNumber {
    days.saturating_mul(blocks_per_day).max(1)
}

/// Transactions that an account has sent.
pub type Nonce = u32;

pub type Hash = sp_core::H256;

pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block as the node sees it: extrinsics are bytes to it.
pub type OpaqueBlock = generic::Block<Header, OpaqueExtrinsic>;

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn durations_should_be_a_block_at_least() {
        assert_eq!(blocks_of(0, 14_400), 1);
        assert_eq!(blocks_of(14, 1), 14);
        assert_eq!(blocks_of(14, 14_400), 201_600);
        assert_eq!(blocks_of(14, 0), 1);
        assert_eq!(blocks_of(u32::MAX, u32::MAX), u32::MAX);
    }
}
