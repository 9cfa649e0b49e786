//! The benchmarks of pallet-session's calls. The stock ones set the scene with a staking pallet,
//! which this chain has not.

use crate::Runtime;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use pallet_session::{Call, NextKeys, Pallet as Session};
use pallet_validators::BenchmarkHelper;

/// What the benchmarks belong to.
pub struct Pallet<T>(core::marker::PhantomData<T>);

pub trait Config: pallet_validators::Config {}

impl Config for Runtime {}

/// An operator with session keys, and the proof that the keys are theirs.
fn operator<T: Config>() -> Result<(T::AccountId, T::Keys, Vec<u8>), BenchmarkError> {
    let operator = account::<T::AccountId>("operator", 0, 0);
    // Money for the deposit, and as much again, so that the account stays alive.
    Session::<T>::ensure_can_pay_key_deposit(&operator)?;
    Session::<T>::ensure_can_pay_key_deposit(&operator)?;
    let (keys, proof) = T::BenchmarkHelper::keys(&operator);
    Ok((operator, keys, proof))
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn set_keys() -> Result<(), BenchmarkError> {
        // Other keys go, which costs more than the first ones.
        let (operator, old, proof) = operator::<T>()?;
        let signed = RawOrigin::Signed(operator.clone());
        Session::<T>::set_keys(signed.clone().into(), old.clone(), proof)?;
        let (keys, proof) = T::BenchmarkHelper::keys(&operator);
        assert!(keys != old);

        #[extrinsic_call]
        _(signed, keys.clone(), proof);

        assert!(NextKeys::<T>::iter_values().any(|held| held == keys));
        Ok(())
    }

    #[benchmark]
    fn purge_keys() -> Result<(), BenchmarkError> {
        let (operator, keys, proof) = operator::<T>()?;
        let signed = RawOrigin::Signed(operator);
        Session::<T>::set_keys(signed.clone().into(), keys.clone(), proof)?;

        #[extrinsic_call]
        _(signed);

        assert!(NextKeys::<T>::iter_values().all(|held| held != keys));
        Ok(())
    }
}
