//! Weights for `pallet_disputes`: estimated by hand from reads and writes, until `scripts/weights`
//! measures them.
//!
//! The chain makes no proofs of validity, so the size of proofs is left out.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(unused_variables)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::ParityDbWeight, Weight}};

/// Weight functions needed for `pallet_disputes`.
pub trait WeightInfo {
	fn appoint_arbiter() -> Weight;
	fn dismiss_arbiter() -> Weight;
	fn join_panel() -> Weight;
	fn leave_panel() -> Weight;
	fn join_jury() -> Weight;
	fn leave_jury() -> Weight;
	fn submit_evidence() -> Weight;
	fn recuse() -> Weight;
	fn rule() -> Weight;
	fn commit_vote() -> Weight;
	fn reveal_vote() -> Weight;
	fn advance() -> Weight;
	fn draw_arbiter(p: u32, ) -> Weight;
	fn draw_jury(t: u32, ) -> Weight;
	fn sweep(c: u32, ) -> Weight;
}

/// Weights for `pallet_disputes` with the database of the chain that runs it.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn appoint_arbiter() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn dismiss_arbiter() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn join_panel() -> Weight {
		Weight::from_parts(120_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn leave_panel() -> Weight {
		Weight::from_parts(120_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn join_jury() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn leave_jury() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn submit_evidence() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn recuse() -> Weight {
		Weight::from_parts(200_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn rule() -> Weight {
		Weight::from_parts(250_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn commit_vote() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn reveal_vote() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn advance() -> Weight {
		Weight::from_parts(600_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(24_u64))
			.saturating_add(T::DbWeight::get().writes(26_u64))
	}
	fn draw_arbiter(p: u32, ) -> Weight {
		Weight::from_parts(400_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(25_000_000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((15_u64).saturating_mul(p.into())))
	}
	fn draw_jury(t: u32, ) -> Weight {
		Weight::from_parts(600_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(60_u64))
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(t.into()))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(t.into())))
	}
	fn sweep(c: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(35_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(c.into())))
	}
}

// For tests.
impl WeightInfo for () {
	fn appoint_arbiter() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn dismiss_arbiter() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn join_panel() -> Weight {
		Weight::from_parts(120_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn leave_panel() -> Weight {
		Weight::from_parts(120_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn join_jury() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn leave_jury() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn submit_evidence() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn recuse() -> Weight {
		Weight::from_parts(200_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn rule() -> Weight {
		Weight::from_parts(250_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn commit_vote() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn reveal_vote() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn advance() -> Weight {
		Weight::from_parts(600_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(24_u64))
			.saturating_add(ParityDbWeight::get().writes(26_u64))
	}
	fn draw_arbiter(p: u32, ) -> Weight {
		Weight::from_parts(400_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(25_000_000, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads((15_u64).saturating_mul(p.into())))
	}
	fn draw_jury(t: u32, ) -> Weight {
		Weight::from_parts(600_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(40_u64))
			.saturating_add(ParityDbWeight::get().writes(60_u64))
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(t.into()))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(t.into())))
	}
	fn sweep(c: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(35_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(ParityDbWeight::get().writes((5_u64).saturating_mul(c.into())))
	}
}
