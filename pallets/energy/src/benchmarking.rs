//! Benchmarks of every call and of the hook's steps, each in its dearest case.

use crate::{
    ledger::{Clock, DAY_SECONDS},
    *,
};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{fungibles::Inspect as _, Consideration, EnsureOrigin},
    weights::Weight,
    BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::{crypto::KeyTypeId, ed25519};
use sp_runtime::{traits::Convert, Permill};

const KEYS: KeyTypeId = KeyTypeId(*b"vaka");

/// The slot that is read, far from zero.
const SLOT: Slot = 1_900_800;

/// What everybody has.
const WEALTH: Balance = 1_000_000_000_000_000;

fn tariff() -> Tariff {
    let (k, trim) = (Permill::from_percent(50), Permill::from_percent(25));
    Tariff {
        feed_in: 10,
        retail: 73,
        k,
        trim,
    }
}

fn operator<T: Config>() -> T::AccountId {
    account("operator", 0, 0)
}

/// Sets the clock to the start of a slot.
fn go_to<T: Config>(slot: Slot) {
    let length = Seconds::from(Timing::<T>::get().slot_seconds);
    T::BenchmarkHelper::set_time(Seconds::from(slot) * length);
}

/// A grid with a float, as many tariffs as it can have, and all its days.
fn add_grid<T: Config>() -> Result<GridId, BenchmarkError> {
    go_to::<T>(SLOT);
    let id = NextGrid::<T>::get();
    let currency = T::BenchmarkHelper::fund(&operator::<T>(), WEALTH);
    Pallet::<T>::do_register_grid(
        &Clock::read::<T>(),
        operator::<T>(),
        currency,
        1_000_000_000,
        tariff(),
    )?;
    Pallet::<T>::do_fund_float(operator::<T>(), id, 1_000_000_000)?;
    Grids::<T>::mutate(id, |grid| {
        let Some(grid) = grid else { return };
        let first = SLOT - MAX_TARIFFS;
        let tariffs = (0..MAX_TARIFFS).map(|n| TariffVersion {
            from: if n == 0 { 0 } else { first + n },
            tariff: tariff(),
        });
        grid.tariffs = BoundedVec::truncate_from(tariffs.collect());
        let today = Clock::read::<T>().today();
        let days = (0..MAX_DAYS).map(|n| DayHigh {
            day: today - MAX_DAYS + n,
            highest: 0,
        });
        grid.days = BoundedVec::truncate_from(days.collect());
    });
    Closed::<T>::mutate(id, |closed| {
        for slot in (SLOT - MAX_PATIENCE..SLOT - 5).step_by(3) {
            closed.close(slot, SLOT - MAX_PATIENCE);
        }
    });
    Ok(id)
}

/// A meter read up to the slot before [`SLOT`], with credit.
fn add_meter<T: Config>(grid: GridId) -> Result<MeterId, BenchmarkError> {
    let id = NextMeter::<T>::get();
    let key = sp_io::crypto::ed25519_generate(KEYS, None);
    let baseline = Baseline {
        slot: SLOT - 1,
        import_wh: 0,
        export_wh: 0,
    };
    T::MeterConsideration::ensure_successful(&operator::<T>(), Pallet::<T>::footprint());
    let owner = account("owner", id, 0);
    Pallet::<T>::do_register_meter(operator::<T>(), grid, owner, key, 10_000, baseline)?;
    Pallet::<T>::do_top_up(operator::<T>(), id, 1_000_000)?;
    with_meter::<T>(id, |meter| {
        meter.limits = Limits {
            ask: Some(5),
            bid: Some(60),
            owed_first: false,
        }
    });
    Ok(id)
}

fn with_meter<T: Config>(id: MeterId, change: impl FnOnce(&mut Meter<T::AccountId>)) {
    Meters::<T>::mutate(id, |meter| {
        if let Some(meter) = meter {
            change(meter)
        }
    });
}

fn owner_of<T: Config>(id: MeterId) -> Result<T::AccountId, BenchmarkError> {
    Ok(Meters::<T>::get(id).ok_or("a meter")?.owner)
}

/// Owes energy to a meter.
fn owe<T: Config>(id: MeterId, energy: MilliWattHours) {
    with_meter::<T>(id, |meter| {
        meter.owed += energy;
        Grids::<T>::mutate(meter.grid, |grid| {
            if let Some(grid) = grid {
                grid.owed += energy;
            }
        });
    });
}

/// Makes a meter one that is gone once its credit (which is now nothing) and energy are.
fn retire<T: Config>(id: MeterId) {
    with_meter::<T>(id, |meter| {
        meter.retired = true;
        meter.credit = 0;
        Grids::<T>::mutate(meter.grid, |grid| {
            if let Some(grid) = grid {
                grid.meters -= 1;
            }
        });
    });
}

/// Gives a meter a position in a slot of its own that has cleared, and is settled with it.
fn add_cleared<T: Config>(id: MeterId, slot: Slot) -> Result<(), BenchmarkError> {
    let mut totals = Totals::default();
    totals.add_supply(5, 1_000).map_err(|_| "fits")?;
    totals.add_demand(60, 500).map_err(|_| "fits")?;
    let clearing = energy_clearing::clear(&tariff(), &totals, 1_000);
    let mut full = false;
    with_meter::<T>(id, |meter| {
        let grid = meter.grid;
        let cleared = ClearedSlot {
            clearing,
            ungranted: clearing.banked,
            pot: 500 * 73,
            open: 1,
            expires: Clock::read::<T>().now + DAY_SECONDS,
        };
        Cleared::<T>::insert(grid, slot, cleared);
        Closed::<T>::mutate(grid, |closed| closed.close(slot, SLOT - MAX_PATIENCE));
        Grids::<T>::mutate(grid, |grid| {
            if let Some(grid) = grid {
                grid.owed += clearing.banked;
            }
        });
        let position = Position {
            slot,
            supply: 1_000,
            ask: 5,
            ..Default::default()
        };
        full = meter.positions.try_push(position).is_err();
    });
    if full {
        return Err(BenchmarkError::Stop("too many positions"));
    }
    Ok(())
}

/// A signed reading of [`SLOT`].
fn reading<T: Config>(id: MeterId) -> Result<SignedReading, BenchmarkError> {
    let key: ed25519::Public = Meters::<T>::get(id).ok_or("a meter")?.key;
    let payload = Pallet::<T>::payload(id, SLOT - 1, SLOT, 1, 1);
    let signature = sp_io::crypto::ed25519_sign(KEYS, &key, &payload).ok_or("a key")?;
    Ok(SignedReading {
        meter: id,
        since_slot: SLOT - 1,
        slot: SLOT,
        import_wh: 1,
        export_wh: 1,
        signature,
    })
}

/// A book with an offer and a want at every tick, in the queue of those that wait; due now.
fn add_book<T: Config>(grid: GridId, slot: Slot) -> Result<(), BenchmarkError> {
    let mut totals = Totals::default();
    for tick in 0..TICKS {
        totals.add_supply(tick, 1_000_000_000).map_err(|_| "fits")?;
        totals.add_demand(tick, 1_000_000_000).map_err(|_| "fits")?;
    }
    let due = Clock::read::<T>().now;
    let book = Book {
        tariff: tariff(),
        totals,
        pot: 64_000_000_000 * 73,
        open: 128,
        readings: 128,
        due,
        gathering: false,
    };
    Books::<T>::insert(grid, slot, book);
    Waiting::<T>::insert(waiting_key(due, grid, slot), ());
    Ok(())
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_grid() -> Result<(), BenchmarkError> {
        let origin = T::GridOrigin::try_successful_origin().map_err(|_| "an origin")?;
        let currency = T::BenchmarkHelper::fund(&operator::<T>(), WEALTH);
        let id = NextGrid::<T>::get();
        #[extrinsic_call]
        _(
            origin as T::RuntimeOrigin,
            operator::<T>(),
            currency,
            1_000,
            tariff(),
        );
        assert!(Grids::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn set_tariff() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        // The first version has run out when its successors hold for longer than the patience.
        go_to::<T>(SLOT + MAX_PATIENCE);
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, tariff());
        let from = Grids::<T>::get(id).and_then(|grid| grid.tariffs.last().map(|last| last.from));
        assert_eq!(from, Some(SLOT + MAX_PATIENCE + 2));
        Ok(())
    }

    #[benchmark]
    fn set_capacity() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 7);
        assert_eq!(Grids::<T>::get(id).map(|grid| grid.capacity), Some(7_000));
        Ok(())
    }

    #[benchmark]
    fn fund_float() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>()?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 5);
        assert_eq!(
            Grids::<T>::get(id).map(|grid| grid.float),
            Some(1_000_000_005 * MICRO)
        );
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
        #[extrinsic_call]
        _(
            RawOrigin::Signed(operator::<T>()),
            grid,
            owner,
            key,
            10_000,
            Baseline::default(),
        );
        assert!(Meters::<T>::contains_key(id) && Deposits::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn rotate_meter_key() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        let baseline = Baseline {
            slot: SLOT,
            ..Default::default()
        };
        #[extrinsic_call]
        _(
            RawOrigin::Signed(operator::<T>()),
            id,
            ed25519::Public::default(),
            baseline,
        );
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
        let limits = Limits {
            ask: Some(1),
            bid: Some(2),
            owed_first: true,
        };
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id, limits);
        let next = Meters::<T>::get(id).and_then(|meter| meter.next);
        assert_eq!(
            next,
            Some(NextLimits {
                from: SLOT + 1,
                limits
            })
        );
        Ok(())
    }

    #[benchmark]
    fn top_up() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        with_meter::<T>(id, |meter| (meter.credit, meter.arrears) = (0, MICRO));
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), id, 10);
        assert_eq!(
            Meters::<T>::get(id).map(|meter| meter.credit),
            Some(9 * MICRO)
        );
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

    #[benchmark]
    fn submit_readings(
        n: Linear<64, 512>,
        b: Linear<1, 64>,
        s: Linear<0, 256>,
    ) -> Result<(), BenchmarkError> {
        let grids = (0..b)
            .map(|_| add_grid::<T>())
            .collect::<Result<Vec<_>, _>>()?;
        let mut meters = Vec::new();
        for (n, grid) in (0..n).zip(grids.iter().cycle()) {
            let meter = add_meter::<T>(*grid)?;
            for position in (0..SETTLED_PER_READING).filter(|p| n * SETTLED_PER_READING + p < s) {
                add_cleared::<T>(meter, SLOT - 2_000 + n * SETTLED_PER_READING + position)?;
            }
            meters.push(meter);
        }
        go_to::<T>(SLOT + 1);
        let readings = meters
            .iter()
            .map(|id| reading::<T>(*id))
            .collect::<Result<Vec<_>, _>>()?;
        let readings = BoundedVec::try_from(readings).map_err(|_| "a batch")?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), readings);
        for id in meters {
            let meter = Meters::<T>::get(id).ok_or("a meter")?;
            assert_eq!((meter.slot, meter.positions.len()), (SLOT, 1));
        }
        assert!(grids
            .iter()
            .all(|grid| Books::<T>::contains_key(grid, SLOT)));
        Ok(())
    }

    #[benchmark]
    fn refuse_readings(n: Linear<0, 512>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let mut readings = Vec::new();
        for _ in 0..n {
            let meter = add_meter::<T>(grid)?;
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

    #[benchmark]
    fn close_slot(w: Linear<0, 32>) -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        add_book::<T>(grid, SLOT - 4)?;
        Pallet::<T>::bench_sort(1);
        for slot in 0..w {
            add_book::<T>(grid, SLOT + slot)?;
        }
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), grid, SLOT - 4);
        assert!(Cleared::<T>::contains_key(grid, SLOT - 4));
        assert_eq!(Due::<T>::iter().count(), w as usize);
        Ok(())
    }

    #[benchmark]
    fn settle(m: Linear<1, 16>, s: Linear<0, 100>) -> Result<(), BenchmarkError> {
        let mut meters = Vec::new();
        for _ in 0..m {
            let meter = add_meter::<T>(add_grid::<T>()?)?;
            retire::<T>(meter);
            meters.push(meter);
        }
        let first = *meters.first().ok_or("a meter")?;
        for n in 0..s {
            add_cleared::<T>(first, SLOT - 1_000 + n)?;
        }
        let settled = BoundedVec::try_from(meters).map_err(|_| "not too many")?;
        #[extrinsic_call]
        _(RawOrigin::Signed(operator::<T>()), settled);
        let left = Meters::<T>::get(first).map_or(0, |meter| meter.positions.len());
        assert_eq!(left, 0);
        Ok(())
    }

    #[benchmark]
    fn claim_tokens() -> Result<(), BenchmarkError> {
        let id = add_grid::<T>().and_then(add_meter::<T>)?;
        retire::<T>(id);
        owe::<T>(id, 5_000);
        let (owner, grid) = (
            owner_of::<T>(id)?,
            Meters::<T>::get(id).ok_or("a meter")?.grid,
        );
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
        // Read up to date, so that no reserve is needed beyond the credit it has.
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
        // Less than a unit's worth: the meter is gone with it.
        owe::<T>(id, 5_000);
        #[extrinsic_call]
        _(RawOrigin::Signed(owner_of::<T>(id)?), id, 5_000);
        assert!(!Meters::<T>::contains_key(id));
        Ok(())
    }

    #[benchmark]
    fn closing_idle() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        let later = Clock::read::<T>().now + DAY_SECONDS;
        Waiting::<T>::insert(waiting_key(later, grid, SLOT), ());
        Expiring::<T>::insert(waiting_key(later, grid, SLOT - 9), ());
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
        add_book::<T>(grid, SLOT - 4)?;
        add_book::<T>(grid, SLOT - 3)?;
        #[block]
        {
            Pallet::<T>::bench_sort(1);
        }
        assert_eq!(Due::<T>::iter().count(), 1);
        Ok(())
    }

    #[benchmark]
    fn step_clear() -> Result<(), BenchmarkError> {
        let grid = add_grid::<T>()?;
        add_book::<T>(grid, SLOT - 4)?;
        Pallet::<T>::bench_sort(1);
        #[block]
        {
            Pallet::<T>::bench_clear();
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
        let expires = Clock::read::<T>().now + DAY_SECONDS;
        Expiring::<T>::insert(waiting_key(expires, grid, SLOT - 9), ());
        #[block]
        {
            Pallet::<T>::bench_forget();
        }
        assert!(!Cleared::<T>::contains_key(grid, SLOT - 9));
        Ok(())
    }
}
