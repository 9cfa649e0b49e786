//! The types that the runtime, its pallets and its clients share, and the traits by which pallets meet.

#![cfg_attr(not(feature = "std"), no_std)]

mod governance;
mod members;

pub use governance::{Track, TrackId, FIRST_VILLAGE_TRACK};
pub use members::{CommunityId, MemberId, Members, Membership};

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

/// Transactions that an account has sent.
pub type Nonce = u32;

pub type Hash = sp_core::H256;

pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block as the node sees it: extrinsics are bytes to it.
pub type OpaqueBlock = generic::Block<Header, OpaqueExtrinsic>;
