//! What the mocks and random tests of pallets share. Only dev-dependencies name this crate.
//!
//! Each pallet keeps its own mock: the pallets in it, and their configuration.
//!
//! - [`Nation`]: communities, members and free calls, as a test wants them.
//! - [`execute_and_check`]: a test, and then the invariants.
//! - [`random`]: random lives, and the floors below which too little happened in them.

// A test fails by a panic.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod nation;
pub mod random;

pub use nation::{AccountId, Nation};

use frame_support::dispatch::{DispatchResult, DispatchResultWithPostInfo};
use sp_io::TestExternalities;

/// Runs a test in a state, then checks what must hold.
pub fn execute_and_check<R>(
    mut state: TestExternalities,
    test: impl FnOnce() -> R,
    check: impl FnOnce(),
) -> R {
    state.execute_with(|| {
        let result = test();
        check();
        result
    })
}

/// The result of a call, without its weight.
pub fn bare(done: DispatchResultWithPostInfo) -> DispatchResult {
    done.map(|_| ()).map_err(|failed| failed.error)
}
