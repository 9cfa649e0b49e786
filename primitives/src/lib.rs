//! The types that the runtime, its pallets and its clients share, and the traits by which pallets
//! meet.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod arbitration;
mod credentials;
mod draw;
mod governance;
mod members;
mod numbers;
mod signing;
mod storage_version;

pub use arbitration::{
    Arbitration, CaseId, Disputant, NewCase, Outcome, Ruling, Served, Side, MAX_JUDGES, MAX_ROUNDS,
};
pub use credentials::{CredentialCheck, Engagement, HolderId, IssuerId, Requirement, SchemaId};
pub use draw::{Draw, Seed, SessionIndex};
pub use governance::{Track, TrackId, FIRST_VILLAGE_TRACK};
pub use members::{
    Assisted, AssistedCalls, Communities, CommunityId, Dormancy, Follows, FreeCalls, FreeOffices,
    MemberId, Members, Membership, NoHelp,
};
pub use numbers::take_number;
pub use signing::as_wallets_sign;
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

/// A number of blocks since genesis, or of the clock's slots. There is a slot every six seconds, and
/// at most one block in it.
pub type BlockNumber = u32;

/// A length of time in days of the chain. Genesis sets how many slots a day has.
pub type Days = u32;

/// This many days in slots: at least one slot, so that a period never has none.
pub fn slots_of(days: Days, slots_per_day: BlockNumber) -> BlockNumber {
    days.saturating_mul(slots_per_day).max(1)
}

/// The number of transactions that an account has sent.
pub type Nonce = u32;

pub type Hash = sp_core::H256;

pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block as the node sees it, with extrinsics as bytes.
pub type OpaqueBlock = generic::Block<Header, OpaqueExtrinsic>;

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn durations_should_be_a_slot_at_least() {
        assert_eq!(slots_of(0, 14_400), 1);
        assert_eq!(slots_of(14, 1), 14);
        assert_eq!(slots_of(14, 14_400), 201_600);
        assert_eq!(slots_of(14, 0), 1);
        assert_eq!(slots_of(u32::MAX, u32::MAX), u32::MAX);
    }
}
