//! Benchmarks of the call, and of the work at blocks and sessions, each in its dearest case.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{dispatch::RawOrigin, traits::Get, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_consensus_aura::{sr25519::AuthorityId, Slot};
use sp_core::sr25519::Public;
use sp_runtime::traits::Zero;
use vaka_primitives::{Hash, Seed, SessionIndex};

/// The vector of `beacon-vrf`: Wasm verifies outputs, but cannot sign them. The key has the seed
/// `[1; 32]`, genesis is 32 times 7, the session 5, the last seed 32 times 9.
const KEY: [u8; 32] = [
    0x18, 0x9d, 0xac, 0x29, 0x29, 0x6d, 0x31, 0x81, 0x4d, 0xc8, 0xc5, 0x6c, 0xf3, 0xd3, 0x6a, 0x05,
    0x43, 0x37, 0x2b, 0xba, 0x75, 0x38, 0xfa, 0x32, 0x2a, 0x4a, 0xeb, 0xfe, 0xbc, 0x39, 0xe0, 0x56,
];
const OUTPUT: Output = [
    0x0a, 0x83, 0xc6, 0x03, 0xcf, 0xa4, 0x98, 0x40, 0xb0, 0x99, 0x46, 0xf8, 0x17, 0x98, 0x23, 0xba,
    0x37, 0xd6, 0x9f, 0x3f, 0x56, 0x27, 0x7e, 0xd4, 0x81, 0x3b, 0x4a, 0x84, 0x63, 0xc8, 0xc3, 0x54,
    0x84, 0xc6, 0x50, 0xdf, 0x8e, 0x19, 0x44, 0x69, 0xe7, 0xaa, 0x53, 0x08, 0xa1, 0x76, 0x42, 0xe5,
    0x12, 0xa2, 0x85, 0x42, 0xf2, 0xb3, 0xa0, 0x7a, 0xef, 0x93, 0xb9, 0xaf, 0x3b, 0xd7, 0x9c, 0x08,
    0x2f, 0x6d, 0xbb, 0x51, 0x4b, 0xe2, 0xa3, 0xda, 0x93, 0x8e, 0xf0, 0xd9, 0xc1, 0xa0, 0x9a, 0xa4,
    0x87, 0xce, 0xfe, 0x58, 0x2e, 0x89, 0xaa, 0xfa, 0x47, 0x10, 0x4b, 0x8a, 0xd4, 0x87, 0x24, 0x08,
];
const SESSION: SessionIndex = 5;

/// A session with so many validators, all with the vector's key, in a block of the last of them.
fn session<T: Config>(v: u32) {
    let mut genesis = T::Hash::default();
    genesis.as_mut().fill(7);
    frame_system::BlockHash::<T>::insert(BlockNumberFor::<T>::zero(), genesis);
    frame_system::Pallet::<T>::set_block_number(100u32.into());
    let key = AuthorityId::from(Public::from_raw(KEY));
    let keys = vec![key; v as usize];
    pallet_aura::Authorities::<T>::put(BoundedVec::truncate_from(keys));
    pallet_aura::CurrentSlot::<T>::put(Slot::from(u64::from(v.saturating_sub(1))));
    pallet_session::CurrentIndex::<T>::put(SESSION);
    pallet_session::Validators::<T>::put((0..v).map(validator::<T>).collect::<Vec<_>>());
    CurrentRound::<T>::put(Round::new(SESSION, 50, v));
    LastSeed::<T>::put(Seed { session: 4, value: Hash::repeat_byte(9) });
}

fn validator<T: Config>(n: u32) -> T::ValidatorId {
    let account = account::<T::AccountId>("validator", n, 0);
    T::ValidatorId::try_from(account).ok().unwrap()
}

/// The most validators that there may be.
fn most<T: Config>() -> u32 {
    <T as pallet_aura::Config>::MaxAuthorities::get()
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn contribute() {
        let most = most::<T>();
        session::<T>(most);
        #[extrinsic_call]
        _(RawOrigin::None, OUTPUT);
        let round = CurrentRound::<T>::get().unwrap();
        assert_eq!((round.outputs(), round.part(most - 1)), (1, Part::Gave));
    }

    /// The author gave nothing.
    #[benchmark]
    fn note_author() {
        let most = most::<T>();
        session::<T>(most);
        #[block]
        {
            Pallet::<T>::note_author();
        }
        let round = CurrentRound::<T>::get().unwrap();
        assert_eq!(round.part(most - 1), Part::Withheld);
    }

    /// A seed is drawn, two are forgotten, and others withheld or were absent.
    #[benchmark]
    fn end_round(v: Linear<1, { rules::MAX_VALIDATORS }>) {
        session::<T>(v);
        let needed = rules::needed(v).min(v);
        CurrentRound::<T>::mutate(|round| {
            let round = round.as_mut().unwrap();
            (0..needed).for_each(|place| round.give(place, &OUTPUT));
            (needed..v).step_by(2).for_each(|place| round.pass(place));
        });
        let kept = T::Rules::get().kept;
        let now = kept.saturating_add(SESSION);
        CurrentRound::<T>::mutate(|round| round.as_mut().unwrap().session = now);
        for session in 0..3 {
            Pallet::<T>::insert_seed(session, Hash::repeat_byte(9));
        }
        #[block]
        {
            Pallet::<T>::end_round(now);
        }
        assert!(CurrentRound::<T>::get().is_none());
        assert_eq!(LastSeed::<T>::get().map(|seed| seed.session), Some(now));
        let KeptSeeds { first, next, forgotten } = Kept::<T>::get();
        assert_eq!((first, next, forgotten), (2, 4, Some(1)));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::genesis(4), crate::mock::Test);
}
