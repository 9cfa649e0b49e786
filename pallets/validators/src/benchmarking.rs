//! Benchmarks of every call, and of the work at sessions, blocks and offences, each in its dearest
//! case.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::{rules::CAPPED_FROM, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
    dispatch::RawOrigin,
    traits::{EnsureOrigin, Get},
    BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_authorship::EventHandler;
use pallet_session::SessionManager;
use sp_runtime::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};
use vaka_primitives::Communities as _;

/// What benchmarks need beyond the pallet's own traits.
pub trait BenchmarkHelper<AccountId, Keys> {
    /// New session keys, and the proof for `session.set_keys` that the owner has them.
    fn keys(owner: &AccountId) -> (Keys, Vec<u8>);
}

fn named<T: Config>(n: u32) -> T::AccountId {
    account("validator", n, 0)
}

/// Another account, which is in the sets.
fn other<T: Config>(n: u32) -> T::AccountId {
    account("other", n, 0)
}

/// Gives an account session keys, as its operator does.
fn register<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
    // Money for the deposit, and as much again, so that the account stays alive.
    Sessions::<T>::ensure_can_pay_key_deposit(who)?;
    Sessions::<T>::ensure_can_pay_key_deposit(who)?;
    let (keys, proof) = T::BenchmarkHelper::keys(who);
    Sessions::<T>::set_keys(RawOrigin::Signed(who.clone()).into(), keys, proof)?;
    Ok(())
}

/// A validator with keys.
fn validator<T: Config>(n: u32) -> Result<Validator<T::AccountId>, BenchmarkError> {
    let account = named::<T>(n);
    register::<T>(&account)?;
    Authorship::<T>::insert(&account, Authored::default());
    Ok(Validator {
        account,
        community: n.saturating_add(1_000),
        since: 0,
        leaving: None,
        offence: None,
        pardoned: 0,
    })
}

/// Makes this many validators, each of a community of its own, and equally large sets of other
/// accounts. So a validator that goes has its keys purged at once, which costs more than to be
/// remembered.
fn network<T: Config>(v: u32, minimum: u32) -> Result<(), BenchmarkError> {
    let validators = (0..v).map(validator::<T>).collect::<Result<Vec<_>, _>>()?;
    Roster::<T>::put(BoundedVec::truncate_from(validators));
    Leavers::<T>::kill();
    Minimum::<T>::put(minimum);
    let keys = Sessions::<T>::load_keys(&named::<T>(0)).ok_or("keys")?;
    let others = (0..v).map(other::<T>).collect::<Vec<_>>();
    pallet_session::DisabledValidators::<T>::kill();
    pallet_session::Validators::<T>::put(&others);
    let queued = others.into_iter().map(|who| (who, keys.clone()));
    pallet_session::QueuedKeys::<T>::put(queued.collect::<Vec<_>>());
    Ok(())
}

/// Changes the record of the validator with this place.
fn change<T: Config>(n: u32, change: impl FnOnce(&mut Validator<T::AccountId>)) {
    Roster::<T>::mutate(|roster| roster.get_mut(n as usize).map(change));
}

fn track<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    let origin = T::ValidatorsOrigin::try_successful_origin();
    Ok(origin.map_err(|()| "an origin")?)
}

fn is_validator<T: Config>(who: &T::AccountId) -> bool {
    Roster::<T>::get().iter().any(|one| one.account == *who)
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// Another validator waits to leave, and does.
    #[benchmark]
    fn add_validator(v: Linear<2, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        let before = v.saturating_sub(1);
        network::<T>(before, before)?;
        change::<T>(0, |validator| validator.leaving = Some(0));
        let who = named::<T>(v);
        register::<T>(&who)?;
        T::Communities::insert_community(0);
        let origin = track::<T>()?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, who.clone(), 0);
        assert!(is_validator::<T>(&who));
        assert!(!Pallet::<T>::has_keys(&named::<T>(0)));
        Ok(())
    }

    /// The replaced validator has keys that no set needs. Another one waits to leave, and does.
    #[benchmark]
    fn replace_validator(v: Linear<3, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, 1)?;
        change::<T>(0, |validator| validator.leaving = Some(0));
        let last = v.saturating_sub(1);
        change::<T>(last, |validator| validator.community = 0);
        let who = named::<T>(last);
        let by = named::<T>(v);
        register::<T>(&by)?;
        T::Communities::insert_community(0);
        let origin = track::<T>()?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, who.clone(), by.clone());
        assert!(is_validator::<T>(&by) && !is_validator::<T>(&who));
        assert!(!Pallet::<T>::has_keys(&who));
        Ok(())
    }

    #[benchmark]
    fn remove_validator(v: Linear<2, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, 1)?;
        let who = named::<T>(v.saturating_sub(1));
        let origin = track::<T>()?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, who.clone());
        assert!(!is_validator::<T>(&who));
        assert!(!Pallet::<T>::has_keys(&who));
        Ok(())
    }

    #[benchmark]
    fn leave(v: Linear<2, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, 1)?;
        let who = named::<T>(v.saturating_sub(1));
        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));
        assert!(!is_validator::<T>(&who));
        assert!(!Pallet::<T>::has_keys(&who));
        Ok(())
    }

    #[benchmark]
    fn stay(v: Linear<2, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, v)?;
        let last = v.saturating_sub(1);
        change::<T>(last, |validator| validator.leaving = Some(0));
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(last)));
        assert!(Roster::<T>::get().iter().all(|one| one.leaving.is_none()));
        Ok(())
    }

    /// The offender is in the set, and disabled. Another validator waits to leave, and does.
    #[benchmark]
    fn pardon(v: Linear<2, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        let last = v.saturating_sub(1);
        network::<T>(v, last)?;
        let offence = Offence { reports: 1, session: 0 };
        change::<T>(0, |validator| validator.leaving = Some(0));
        change::<T>(last, |validator| validator.offence = Some(offence));
        let who = named::<T>(last);
        pallet_session::Validators::<T>::mutate(|set| {
            set.pop();
            set.push(who.clone());
        });
        Sessions::<T>::disable_index(last);
        let origin = track::<T>()?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, who.clone());
        assert!(Sessions::<T>::disabled_validators().is_empty());
        assert!(!is_validator::<T>(&named::<T>(0)));
        Ok(())
    }

    /// The minimum falls, and the validator leaves that waited for it.
    #[benchmark]
    fn set_minimum(
        v: Linear<{ CAPPED_FROM + 1 }, { T::MaxValidators::get() }>,
    ) -> Result<(), BenchmarkError> {
        network::<T>(v, v)?;
        Minimum::<T>::put(v);
        change::<T>(0, |validator| validator.leaving = Some(0));
        let origin = track::<T>()?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, CAPPED_FROM);
        assert_eq!(Minimum::<T>::get(), CAPPED_FROM);
        assert!(!is_validator::<T>(&named::<T>(0)));
        Ok(())
    }

    #[benchmark]
    fn withdraw_keys(v: Linear<2, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, v)?;
        let who = named::<T>(v);
        register::<T>(&who)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));
        assert!(!Pallet::<T>::has_keys(&who));
        Ok(())
    }

    /// A session begins: all leavers are forgotten, and all other validators but one leave.
    #[benchmark]
    fn plan_session(v: Linear<1, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, 1)?;
        for n in 0..v {
            change::<T>(n, |validator| validator.leaving = Some(n));
        }
        let leavers = (v..v.saturating_mul(2)).map(validator::<T>);
        let leavers = leavers.collect::<Result<Vec<_>, _>>()?;
        Leavers::<T>::put(BoundedVec::truncate_from(leavers));
        let planned;
        #[block]
        {
            <Pallet<T> as SessionManager<T::AccountId>>::start_session(1);
            planned = <Pallet<T> as SessionManager<T::AccountId>>::new_session(2);
        }
        assert_eq!(planned.map(|planned| planned.len()), Some(1));
        assert!(Leavers::<T>::get().is_empty());
        Ok(())
    }

    /// All validators of the set are reported.
    #[benchmark]
    fn on_offence(v: Linear<1, { T::MaxValidators::get() }>) -> Result<(), BenchmarkError> {
        network::<T>(v, v)?;
        let active = (0..v).map(named::<T>).collect::<Vec<_>>();
        pallet_session::Validators::<T>::put(&active);
        let details = active.into_iter().map(|who| OffenceDetails {
            offender: (who, ()),
            reporters: Vec::<T::AccountId>::new(),
        });
        let details = details.collect::<Vec<_>>();
        let fractions = details.iter().map(|_| Perbill::one()).collect::<Vec<_>>();
        #[block]
        {
            Pallet::<T>::on_offence(&details, &fractions, 0);
        }
        assert!(Roster::<T>::get().iter().all(|one| one.offence.is_some()));
        Ok(())
    }

    /// This many changes of set came after the block, and none of them ever became final. The
    /// forced change is made in this session.
    #[benchmark]
    fn restore_finality(s: Linear<1, { MAX_GRANDPA_SETS }>) -> Result<(), BenchmarkError> {
        use frame_support::traits::EstimateNextSessionRotation;
        use pallet_grandpa::{CurrentSetId, PendingChange, SetIdSession};
        use pallet_session::ShouldEndSession;

        let sets = (1..=s).map(|n| GrandpaSet { id: n.into(), since: n });
        sets.clone().for_each(|set| SetIdSession::<T>::insert(set.id, set.since));
        GrandpaSets::<T>::put(BoundedVec::truncate_from(sets.collect()));
        CurrentSetId::<T>::put(SetId::from(s));
        let delay = T::RestorationDelay::get();
        let early = (100u32..10_000).map(BlockNumberFor::<T>::from).find(|now| {
            let next = T::NextSessionRotation::estimate_next_session_rotation(*now).0;
            !T::ShouldEndSession::should_end_session(*now)
                && next.is_some_and(|next| *now + delay < next)
        });
        frame_system::Pallet::<T>::set_block_number(early.ok_or("a session is too short")?);
        let origin = track::<T>()?;
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 1, 1);
        assert!(PendingChange::<T>::get().is_some_and(|change| change.forced.is_some()));
        assert_eq!(CurrentSetId::<T>::get(), 2);
        assert_eq!(GrandpaSets::<T>::get().len(), 1);
        Ok(())
    }

    #[benchmark]
    fn note_author() -> Result<(), BenchmarkError> {
        network::<T>(1, 1)?;
        let who = named::<T>(0);
        #[block]
        {
            Pallet::<T>::note_author(who.clone());
        }
        assert_eq!(Authorship::<T>::get(&who).map(|authored| authored.blocks), Some(1));
        Ok(())
    }

    impl_benchmark_test_suite!(
        Pallet,
        crate::mock::ExtBuilder::default().build(),
        crate::mock::Test
    );
}
