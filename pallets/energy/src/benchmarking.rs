//! Benchmarks of every call and of the hook's steps, each in its dearest case.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod world;

use crate::{
    calendar::{Calendar, DAY_SECONDS},
    *,
};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{fungibles::Inspect as _, Consideration, EnsureOrigin},
    weights::{Weight, WeightMeter},
    BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::ed25519;
use sp_runtime::traits::Convert;
use world::*;

/// What benchmarks need that the pallet's own traits do not give.
pub trait BenchmarkHelper<AccountId> {
    /// A currency that exists, with `amount` (and what keeps the account alive) of it in the
    /// account.
    fn fund(who: &AccountId, amount: Balance) -> CurrencyId;
    /// Sets the clock.
    fn set_time(now: Seconds);
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_grid() -> Result<(), BenchmarkError> {
        let origin = T::GridOrigin::try_successful_origin().map_err(|_| "an origin")?;
        let currency = T::BenchmarkHelper::fund(&operator::<T>(), WEALTH);
        let id = NextGrid::<T>::get();
        PriceCaps::<T>::insert(&currency, 100);
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, operator::<T>(), currency, 1_000, schedule(0));
        assert!(Grids::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn set_tariff() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        // All places are taken. All versions are compared until the last two become one.
        let mut better = schedule(MAX_TARIFFS);
        better.bands.iter_mut().for_each(|band| band.retail = 70);
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, better);
        let grid = Grids::<T>::get(id).ok_or("a grid")?;
        assert_eq!(grid.tariffs.last().map(|last| last.from), Some(SLOT + 2));
        assert_eq!(grid.tariffs.len() as u32, MAX_TARIFFS);
        Ok(())
    }

    #[benchmark]
    fn set_capacity() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 7);
        let lowering = Grids::<T>::get(id).and_then(|grid| grid.lowering);
        assert_eq!(lowering.map(|lowering| lowering.capacity), Some(7_000));
        Ok(())
    }

    #[benchmark]
    fn fund_float() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 5);
        assert_eq!(Grids::<T>::get(id).map(|grid| grid.float), Some(1_000_000_005 * MICRO));
        Ok(())
    }

    #[benchmark]
    fn withdraw_float() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 1_000_000_000);
        assert_eq!(Grids::<T>::get(id).map(|grid| grid.float), Some(0));
        Ok(())
    }

    #[benchmark]
    fn register_meter() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        T::MeterConsideration::ensure_successful(&operator::<T>(), Pallet::<T>::footprint());
        let (id, key) = (NextMeter::<T>::get(), ed25519::Public::default());
        let owner: T::AccountId = account("owner", 0, 0);
        let baseline = Baseline { slot: SLOT, ..Default::default() };
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), grid, owner, key, 10_000, baseline, None);
        assert!(Meters::<T>::contains_key(id) && Deposits::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn rotate_meter_key() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        fill::<T>(id, 0);
        let baseline = Baseline { slot: SLOT, ..Default::default() };
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, ed25519::Public::default(), baseline, None);
        assert_eq!(Meters::<T>::get(id).map(|meter| meter.slot), Some(SLOT));
        Ok(())
    }

    #[benchmark]
    fn retire_meter() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        with_meter::<T>(id, |meter| meter.credit = 0);
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, true);
        assert!(!Meters::<T>::contains_key(id) && !Deposits::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn set_limits() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        let limits = Limits { ask: Some(1), bid: Some(2), owed_first: true };
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id, limits);
        let next = Meters::<T>::get(id).and_then(|meter| meter.next);
        assert_eq!(next, Some(NextLimits { from: SLOT + 1, limits }));
        Ok(())
    }

    #[benchmark]
    fn top_up() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        with_meter::<T>(id, |meter| (meter.credit, meter.arrears) = (0, MICRO));
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 10);
        assert_eq!(Meters::<T>::get(id).map(|meter| meter.credit), Some(9 * MICRO));
        Ok(())
    }

    #[benchmark]
    fn withdraw_credit() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        retire::<T>(id);
        with_meter::<T>(id, |meter| meter.credit = 1_000_000 * MICRO);
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id, 1_000_000);
        assert!(!Meters::<T>::contains_key(id));
        Ok(())
    }

    /// `n` readings of one grid are accepted, and open the slot's book. Their meters have no
    /// positions.
    #[benchmark]
    fn submit_readings(n: Linear<1, 512>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let meters = add_meters::<T>(grid, n)?;
        let readings = read::<T>(&meters)?;
        #[extrinsic_call]
        _(
            RawOrigin::Signed(operator::<T>()),
            BoundedVec::try_from(readings).map_err(|_| "a batch")?,
        );
        assert!(all_have::<T>(&meters, 1));
        Ok(())
    }

    /// What a book adds to a batch of 64 readings. `b` of them are each of another grid, and move
    /// that grid's book forward in the queue.
    #[benchmark]
    fn books_of_batch(b: Linear<0, 63>) -> Result<(), BenchmarkError> {
        let first = add_grid::<T>()?;
        gather_book::<T>(first)?;
        let mut meters = add_meters::<T>(first, 64 - b)?;
        for _ in 0..b {
            let grid = add_grid::<T>()?;
            gather_book::<T>(grid)?;
            meters.push(add_meter::<T>(grid)?);
        }
        // A position makes each grid's closed slots be looked at, and a day that is missing its
        // token.
        for meter in &meters {
            with_meter::<T>(*meter, |meter| {
                let _ = insert(meter, SLOT - 3);
            });
        }
        begin_day::<T>();
        let readings = read::<T>(&meters)?;
        #[block]
        {
            let _ = Pallet::<T>::do_submit_readings(readings);
        }
        assert!(all_have::<T>(&meters, 2));
        let gathers = |book: Book| book.gathering;
        assert!(!Books::<T>::iter_values().any(gathers));
        Ok(())
    }

    /// What a result adds to a batch: 32 readings settle `s` positions, each in a result of its
    /// own. They look up no more.
    #[benchmark]
    fn results_of_batch(s: Linear<0, 35>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let meters = add_meters::<T>(grid, 32)?;
        for (slot, meter) in (SLOT - 2_000..).zip(meters.iter().cycle()).take(s as usize) {
            add_cleared::<T>(*meter, slot)?;
        }
        let readings = read::<T>(&meters)?;
        #[block]
        {
            let _ = Pallet::<T>::do_submit_readings(readings);
        }
        assert!(all_have::<T>(&meters, 1));
        Ok(())
    }

    /// What a position adds to a batch: the records of 32 meters have `p` of them, which wait for
    /// their clearing.
    #[benchmark]
    fn positions_of_batch(
        p: Linear<0, { 32 * (MAX_POSITIONS - 1) }>,
    ) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let meters = add_meters::<T>(grid, 32)?;
        for (nth, meter) in (0..32).zip(&meters) {
            fill::<T>(*meter, MAX_POSITIONS - (p + nth) / 32);
        }
        let readings = read::<T>(&meters)?;
        #[block]
        {
            let _ = Pallet::<T>::do_submit_readings(readings);
        }
        let kept = Meters::<T>::iter_values().map(|meter| meter.positions.len() as u32);
        assert_eq!(kept.sum::<u32>(), p + 32);
        Ok(())
    }

    /// What the settlement of a position adds, if its result was settled from before: 32 meters have
    /// `p` of them, in the same slots.
    #[benchmark]
    fn positions_settled(p: Linear<0, { 32 * MAX_POSITIONS }>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let meters = add_meters::<T>(grid, 32)?;
        for nth in 0..p {
            add_cleared::<T>(meters[(nth % 32) as usize], SLOT - 2_000 + nth / 32)?;
        }
        #[block]
        {
            let _ = Pallet::<T>::do_settle(meters);
        }
        assert!(Meters::<T>::iter_values().all(|meter| meter.positions.is_empty()));
        Ok(())
    }

    #[benchmark]
    fn refuse_readings(n: Linear<0, 512>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let mut readings = Vec::new();
        for _ in 0..n {
            let meter = add_meter::<T>(grid)?;
            fill::<T>(meter, 0);
            readings.push(SignedReading {
                meter,
                since_slot: SLOT - 1,
                slot: SLOT - 1,
                import_wh: 0,
                export_wh: 0,
                signature: Default::default(),
            });
        }
        #[block]
        {
            let _ = Pallet::<T>::do_submit_readings(readings);
        }
        assert!(!Books::<T>::contains_key(grid, SLOT - 1));
        Ok(())
    }

    /// A slot is cleared after `w` books were sorted, each into the full list of another grid.
    #[benchmark]
    fn close_slot(w: Linear<0, 32>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        add_book::<T>(grid, SLOT - 4)?;
        Waiting::<T>::remove(waiting_key(Calendar::read::<T>().open, grid, SLOT - 4));
        fill_due::<T>(grid, 0);
        for _ in 0..w {
            let other = add_grid::<T>()?;
            fill_due::<T>(other, 1);
            add_book::<T>(other, SLOT + MAX_DUE)?;
        }
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), grid, SLOT - 4);
        assert!(Cleared::<T>::contains_key(grid, SLOT - 4));
        let full = Due::<T>::iter_values().filter(|due| due.len() as u32 == MAX_DUE).count();
        assert_eq!(full as u32, w);
        Ok(())
    }

    /// `m` retired meters, each of a grid of its own, are found to be gone. What results and
    /// positions add is the same as in a batch of readings.
    #[benchmark]
    fn settle(m: Linear<1, 16>) -> Result<(), BenchmarkError> {
        let mut meters = Vec::new();
        for _ in 0..m {
            let meter = add_meter::<T>(add_grid::<T>()?)?;
            retire::<T>(meter);
            meters.push(meter);
        }
        #[extrinsic_call]
        _(
            RawOrigin::Signed(operator::<T>()),
            BoundedVec::try_from(meters.clone()).map_err(|_| "not too many")?,
        );
        assert!(!meters.into_iter().any(Meters::<T>::contains_key));
        Ok(())
    }

    #[benchmark]
    fn claim_tokens() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        retire::<T>(id);
        owe::<T>(id, 5_000);
        let (owner, grid) = (owner_of::<T>(id)?, Meters::<T>::get(id).ok_or("a meter")?.grid);
        #[extrinsic_call]
        _(RawOrigin::Signed(owner.clone()), id, 5);
        assert_eq!(T::Tokens::balance(T::TokenId::convert(grid), &owner), 5);
        assert!(!Meters::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn deposit_tokens() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        owe::<T>(id, 5_000);
        let owner = owner_of::<T>(id)?;
        // The meter is read up to date, so that its credit covers the reserve.
        Pallet::<T>::do_claim_tokens(owner.clone(), id, 5)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(owner), id, 5);
        assert_eq!(Meters::<T>::get(id).map(|meter| meter.owed), Some(5_000));
        Ok(())
    }

    #[benchmark]
    fn redeem() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        retire::<T>(id);
        // The energy is worth less than a unit, so the meter goes with it.
        owe::<T>(id, 5_000);
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id, 5_000);
        assert!(!Meters::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn set_price_cap() -> Result<(), BenchmarkError> {
        let origin = T::PriceCapOrigin::try_successful_origin().map_err(|_| "an origin")?;
        let currency = T::BenchmarkHelper::fund(&operator::<T>(), WEALTH);
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, currency.clone(), Some(100));
        assert_eq!(PriceCaps::<T>::get(&currency), Some(100));
        Ok(())
    }

    #[benchmark]
    fn transfer_meter() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        fill::<T>(id, 0);
        let to: T::AccountId = account("next", 0, 0);
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id, Some(to.clone()));
        assert_eq!(Offers::<T>::get(id), Some(to));
        Ok(())
    }

    #[benchmark]
    fn accept_meter() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        owe::<T>(id, 5_000);
        let (old, to): (_, T::AccountId) = (owner_of::<T>(id)?, account("next", 0, 0));
        Pallet::<T>::do_transfer_meter(old.clone(), id, Some(to.clone()))?;
        let grid = Meters::<T>::get(id).ok_or("a meter")?.grid;
        #[extrinsic_call]
        _(RawOrigin::Signed(to.clone()), id);
        assert_eq!(Meters::<T>::get(id).map(|meter| (meter.owner, meter.credit)), Some((to, 0)));
        assert_eq!(T::Tokens::balance(T::TokenId::convert(grid), &old), 5);
        Ok(())
    }

    #[benchmark]
    fn correct() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        fill::<T>(id, 0);
        with_meter::<T>(id, |meter| (meter.import_wh, meter.credit) = (1_000, 0));
        with_meter::<T>(id, |meter| meter.arrears = MICRO);
        #[extrinsic_call]
        _(
            RawOrigin::Signed(operator::<T>()),
            id,
            Baseline { slot: SLOT, ..Default::default() },
            100,
        );
        assert_eq!(Meters::<T>::get(id).map(|meter| meter.credit), Some(99 * MICRO));
        Ok(())
    }

    #[benchmark]
    fn accept_registers() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        fill::<T>(id, 1);
        go_to::<T>(SLOT + 2);
        let baseline = Baseline { slot: SLOT + 1, ..Default::default() };
        let last = Some(LastRegisters { import_wh: 1, export_wh: 1, signed: None });
        let key = ed25519::Public::default();
        Pallet::<T>::do_rotate_meter_key(operator::<T>(), id, key, baseline, last)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id);
        assert!(!Claimed::<T>::contains_key(id));
        let kept = Meters::<T>::get(id).map(|meter| meter.positions.len() as u32);
        assert_eq!(kept, Some(MAX_POSITIONS));
        Ok(())
    }

    #[benchmark]
    fn set_operator() -> Result<(), BenchmarkError> {
        let origin = T::GridOrigin::try_successful_origin().map_err(|_| "an origin")?;
        let id = add_grid::<T>()?;
        let new: T::AccountId = account("next", 0, 0);
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id, new.clone());
        assert_eq!(Grids::<T>::get(id).map(|grid| (grid.operator, grid.float)), Some((new, 0)));
        Ok(())
    }

    #[benchmark]
    fn close_grid() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id);
        assert!(Grids::<T>::get(id).is_some_and(|grid| grid.ending.is_some()));
        Ok(())
    }

    #[benchmark]
    fn redeem_tokens() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        let (owner, grid) = (owner_of::<T>(id)?, Meters::<T>::get(id).ok_or("a meter")?.grid);
        owe::<T>(id, 1_000_000);
        Pallet::<T>::do_claim_tokens(owner.clone(), id, 1_000)?;
        Pallet::<T>::do_close_grid(None, grid)?;
        Grids::<T>::mutate(grid, |grid| {
            if let Some(ending) = grid.as_mut().and_then(|grid| grid.ending.as_mut()) {
                ending.ends = SLOT;
            }
        });
        #[extrinsic_call]
        _(RawOrigin::Signed(owner.clone()), grid, 1_000);
        assert_eq!(T::Tokens::balance(T::TokenId::convert(grid), &owner), 0);
        Ok(())
    }

    #[benchmark]
    fn closing_idle() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let Calendar { now, open, .. } = Calendar::read::<T>();
        Waiting::<T>::insert(waiting_key(open + DAY_SECONDS, grid, SLOT), ());
        Expiring::<T>::insert(waiting_key(now + DAY_SECONDS, grid, SLOT - 9), ());
        #[block]
        {
            Pallet::<T>::close_due(Weight::MAX);
        }
        assert_eq!(Due::<T>::iter().count(), 0);
        Ok(())
    }

    #[benchmark]
    fn step_due() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        fill_due::<T>(grid, 1);
        add_book::<T>(grid, SLOT + MAX_DUE)?;
        add_book::<T>(grid, SLOT + MAX_DUE + 1)?;
        let calendar = Calendar::read::<T>();
        let mut steps = 1;
        #[block]
        {
            Pallet::<T>::sort_due(&calendar, || core::mem::take(&mut steps) > 0);
        }
        assert_eq!(Due::<T>::get(grid.to_be_bytes()).len() as u32, MAX_DUE);
        Ok(())
    }

    #[benchmark]
    fn step_clear() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        add_book::<T>(grid, SLOT - 4)?;
        Waiting::<T>::remove(waiting_key(Calendar::read::<T>().open, grid, SLOT - 4));
        fill_due::<T>(grid, 0);
        let calendar = Calendar::read::<T>();
        let mut budget = WeightMeter::with_limit(T::WeightInfo::step_clear());
        #[block]
        {
            Pallet::<T>::clear_due(&calendar, &mut budget);
        }
        assert!(Cleared::<T>::contains_key(grid, SLOT - 4));
        Ok(())
    }

    #[benchmark]
    fn step_prune() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let meter = add_meter::<T>(grid)?;
        add_cleared::<T>(meter, SLOT - 9)?;
        Pallet::<T>::do_settle(vec![meter]).map_err(|error| error.error)?;
        let expires = Calendar::read::<T>().now + DAY_SECONDS;
        Expiring::<T>::insert(waiting_key(expires, grid, SLOT - 9), ());
        #[block]
        {
            Pallet::<T>::bench_forget();
        }
        assert!(!Cleared::<T>::contains_key(grid, SLOT - 9));
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, world::with_keystore(), crate::mock::Test);
}
