//! What wallets are told about fees: nothing is due where nothing is charged.

use crate::{Communities, Runtime, UncheckedExtrinsic};
use sp_runtime::{generic::Preamble, traits::StaticLookup};

/// Returns whether a signed transaction of this many bytes pays no fee if it is sent now.
pub fn is_waived(transaction: &UncheckedExtrinsic, bytes: u32) -> bool {
    let Preamble::Signed(address, ..) = &transaction.preamble else {
        return false;
    };
    type Lookup = <Runtime as frame_system::Config>::Lookup;
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    Lookup::lookup(address.clone())
        .is_ok_and(|who| Communities::pays_no_fee(&who, &transaction.function, bytes))
}
