//! Weights for `pallet_marketplace`, estimated by hand from what each call reads and writes in its
//! dearest case, until `scripts/weights` measures them.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(unused_variables)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::ParityDbWeight, Weight}};

/// Weight functions needed for `pallet_marketplace`.
pub trait WeightInfo {
	fn register_design() -> Weight;
	fn retire_design() -> Weight;
	fn strike_design() -> Weight;
	fn publish() -> Weight;
	fn update() -> Weight;
	fn close_listing() -> Weight;
	fn strike_listing() -> Weight;
	fn add_lot() -> Weight;
	fn write_off() -> Weight;
	fn recall_lot() -> Weight;
	fn place_orders(n: u32, ) -> Weight;
	fn accept(n: u32, ) -> Weight;
	fn reject(n: u32, ) -> Weight;
	fn start() -> Weight;
	fn deliver(n: u32, ) -> Weight;
	fn deliver_by_code(n: u32, ) -> Weight;
	fn confirm() -> Weight;
	fn cancel() -> Weight;
	fn fund_step() -> Weight;
	fn propose_split() -> Weight;
	fn accept_split() -> Weight;
	fn open_dispute() -> Weight;
	fn appeal() -> Weight;
	fn settle(n: u32, ) -> Weight;
	fn carry_out(p: u32, ) -> Weight;
	fn claim() -> Weight;
	fn claim_royalties(p: u32, ) -> Weight;
	fn write_off_royalties(p: u32, ) -> Weight;
	fn set_fee() -> Weight;
	fn set_confirmation() -> Weight;
	fn commit_rating() -> Weight;
	fn reveal_rating() -> Weight;
	fn voucher_paid() -> Weight;
	fn due_changed() -> Weight;
	fn design_used() -> Weight;
	fn award_found() -> Weight;
	fn award_released() -> Weight;
	fn deposit_moved() -> Weight;
	fn listing_forgotten() -> Weight;
	fn dispute_closed() -> Weight;
	fn nothing_settled() -> Weight;
	fn lots_left(l: u32, ) -> Weight;
	fn lots_forgotten(l: u32, ) -> Weight;
}

/// Weights for `pallet_marketplace` with the database of the chain that runs it.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_design() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn retire_design() -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn strike_design() -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn publish() -> Weight {
		Weight::from_parts(180000000, 0)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn update() -> Weight {
		Weight::from_parts(180000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn close_listing() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	fn strike_listing() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	fn add_lot() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn write_off() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn recall_lot() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// The range of component `n` is `[1, 8]`.
	fn place_orders(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(80000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	/// The range of component `n` is `[1, 64]`.
	fn accept(n: u32, ) -> Weight {
		Weight::from_parts(50000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
	/// The range of component `n` is `[1, 64]`.
	fn reject(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(300000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((15_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((11_u64).saturating_mul(n.into())))
	}
	fn start() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn deliver(n: u32, ) -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((8_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}
	/// The range of component `n` is `[1, 64]`.
	fn deliver_by_code(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(350000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((16_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((11_u64).saturating_mul(n.into())))
	}
	fn confirm() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(18_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(18_u64))
	}
	fn fund_step() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn propose_split() -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accept_split() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(T::DbWeight::get().reads(24_u64))
			.saturating_add(T::DbWeight::get().writes(18_u64))
	}
	fn open_dispute() -> Weight {
		Weight::from_parts(300000000, 0)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn appeal() -> Weight {
		Weight::from_parts(300000000, 0)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn settle(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(350000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((18_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((12_u64).saturating_mul(n.into())))
	}
	/// The range of component `p` is `[0, 14]`.
	fn carry_out(p: u32, ) -> Weight {
		Weight::from_parts(600000000, 0)
			.saturating_add(Weight::from_parts(300000000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(30_u64))
			.saturating_add(T::DbWeight::get().reads((14_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(25_u64))
			.saturating_add(T::DbWeight::get().writes((12_u64).saturating_mul(p.into())))
	}
	fn claim() -> Weight {
		Weight::from_parts(180000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// The range of component `p` is `[1, 10]`.
	fn claim_royalties(p: u32, ) -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(p.into())))
	}
	/// The range of component `p` is `[1, 10]`.
	fn write_off_royalties(p: u32, ) -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(p.into())))
	}
	fn set_fee() -> Weight {
		Weight::from_parts(20000000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_confirmation() -> Weight {
		Weight::from_parts(20000000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn commit_rating() -> Weight {
		Weight::from_parts(350000000, 0)
			.saturating_add(T::DbWeight::get().reads(30_u64))
			.saturating_add(T::DbWeight::get().writes(24_u64))
	}
	fn reveal_rating() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn voucher_paid() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn due_changed() -> Weight {
		Weight::from_parts(40000000, 0)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn design_used() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn award_found() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn award_released() -> Weight {
		Weight::from_parts(40000000, 0)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn deposit_moved() -> Weight {
		Weight::from_parts(60000000, 0)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn listing_forgotten() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn dispute_closed() -> Weight {
		Weight::from_parts(500000000, 0)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(30_u64))
	}
	fn nothing_settled() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(20_u64))
	}
	/// The range of component `l` is `[0, 128]`.
	fn lots_left(l: u32, ) -> Weight {
		Weight::from_parts(20000000, 0)
			.saturating_add(Weight::from_parts(15000000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	/// The range of component `l` is `[0, 128]`.
	fn lots_forgotten(l: u32, ) -> Weight {
		Weight::from_parts(50000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
}

/// For tests.
impl WeightInfo for () {
	fn register_design() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn retire_design() -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn strike_design() -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn publish() -> Weight {
		Weight::from_parts(180000000, 0)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn update() -> Weight {
		Weight::from_parts(180000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn close_listing() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn strike_listing() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn add_lot() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn write_off() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn recall_lot() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	/// The range of component `n` is `[1, 8]`.
	fn place_orders(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(80000000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
			.saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	/// The range of component `n` is `[1, 64]`.
	fn accept(n: u32, ) -> Weight {
		Weight::from_parts(50000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}
	/// The range of component `n` is `[1, 64]`.
	fn reject(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(300000000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().reads((15_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
			.saturating_add(ParityDbWeight::get().writes((11_u64).saturating_mul(n.into())))
	}
	fn start() -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn deliver(n: u32, ) -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().reads((8_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
			.saturating_add(ParityDbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}
	/// The range of component `n` is `[1, 64]`.
	fn deliver_by_code(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(350000000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads((16_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
			.saturating_add(ParityDbWeight::get().writes((11_u64).saturating_mul(n.into())))
	}
	fn confirm() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(ParityDbWeight::get().reads(22_u64))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(ParityDbWeight::get().reads(22_u64))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
	}
	fn fund_step() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn propose_split() -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn accept_split() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(ParityDbWeight::get().reads(24_u64))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
	}
	fn open_dispute() -> Weight {
		Weight::from_parts(300000000, 0)
			.saturating_add(ParityDbWeight::get().reads(20_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn appeal() -> Weight {
		Weight::from_parts(300000000, 0)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(12_u64))
	}
	/// The range of component `n` is `[1, 64]`.
	fn settle(n: u32, ) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(350000000, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads((18_u64).saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
			.saturating_add(ParityDbWeight::get().writes((12_u64).saturating_mul(n.into())))
	}
	/// The range of component `p` is `[0, 14]`.
	fn carry_out(p: u32, ) -> Weight {
		Weight::from_parts(600000000, 0)
			.saturating_add(Weight::from_parts(300000000, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(30_u64))
			.saturating_add(ParityDbWeight::get().reads((14_u64).saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(25_u64))
			.saturating_add(ParityDbWeight::get().writes((12_u64).saturating_mul(p.into())))
	}
	fn claim() -> Weight {
		Weight::from_parts(180000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	/// The range of component `p` is `[1, 10]`.
	fn claim_royalties(p: u32, ) -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads((7_u64).saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
			.saturating_add(ParityDbWeight::get().writes((7_u64).saturating_mul(p.into())))
	}
	/// The range of component `p` is `[1, 10]`.
	fn write_off_royalties(p: u32, ) -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(Weight::from_parts(150000000, 0).saturating_mul(p.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads((7_u64).saturating_mul(p.into())))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
			.saturating_add(ParityDbWeight::get().writes((7_u64).saturating_mul(p.into())))
	}
	fn set_fee() -> Weight {
		Weight::from_parts(20000000, 0)
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_confirmation() -> Weight {
		Weight::from_parts(20000000, 0)
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn commit_rating() -> Weight {
		Weight::from_parts(350000000, 0)
			.saturating_add(ParityDbWeight::get().reads(30_u64))
			.saturating_add(ParityDbWeight::get().writes(24_u64))
	}
	fn reveal_rating() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn voucher_paid() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn due_changed() -> Weight {
		Weight::from_parts(40000000, 0)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn design_used() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn award_found() -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(ParityDbWeight::get().reads(25_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn award_released() -> Weight {
		Weight::from_parts(40000000, 0)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn deposit_moved() -> Weight {
		Weight::from_parts(60000000, 0)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn listing_forgotten() -> Weight {
		Weight::from_parts(120000000, 0)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn dispute_closed() -> Weight {
		Weight::from_parts(500000000, 0)
			.saturating_add(ParityDbWeight::get().reads(40_u64))
			.saturating_add(ParityDbWeight::get().writes(30_u64))
	}
	fn nothing_settled() -> Weight {
		Weight::from_parts(400000000, 0)
			.saturating_add(ParityDbWeight::get().reads(25_u64))
			.saturating_add(ParityDbWeight::get().writes(20_u64))
	}
	/// The range of component `l` is `[0, 128]`.
	fn lots_left(l: u32, ) -> Weight {
		Weight::from_parts(20000000, 0)
			.saturating_add(Weight::from_parts(15000000, 0).saturating_mul(l.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	/// The range of component `l` is `[0, 128]`.
	fn lots_forgotten(l: u32, ) -> Weight {
		Weight::from_parts(50000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(l.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
			.saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
}
