//! Weights for `pallet_beacon`, estimated by hand until `scripts/weights` makes this file: a proof
//! takes 0.3 ms in Wasm.
//!
//! The chain makes no proofs of validity, so the size of proofs is left out.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(unused_variables)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::ParityDbWeight, Weight}};

/// Weight functions needed for `pallet_beacon`.
pub trait WeightInfo {
	fn contribute() -> Weight;
	fn note_author() -> Weight;
	fn end_round(v: u32, ) -> Weight;
}

/// Weights for `pallet_beacon` with the database of the chain that runs it.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Beacon::CurrentRound` (r:1 w:1)
	/// Storage: `Aura::CurrentSlot` (r:1 w:0)
	/// Storage: `Aura::Authorities` (r:1 w:0)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Storage: `Beacon::LastSeed` (r:1 w:0)
	fn contribute() -> Weight {
		Weight::from_parts(400_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Beacon::CurrentRound` (r:1 w:1)
	/// Storage: `Aura::CurrentSlot` (r:1 w:0)
	/// Storage: `Aura::Authorities` (r:1 w:0)
	fn note_author() -> Weight {
		Weight::from_parts(15_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Beacon::CurrentRound` (r:1 w:1)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Storage: `Beacon::LastSeed` (r:1 w:1)
	/// Storage: `Beacon::Kept` (r:1 w:1)
	/// Storage: `Beacon::Seeds` (r:2 w:3)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// The range of component `v` is `[1, 128]`.
	fn end_round(v: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(200_000, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn contribute() -> Weight {
		Weight::from_parts(400_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn note_author() -> Weight {
		Weight::from_parts(15_000_000, 0)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn end_round(v: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(200_000, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
}
