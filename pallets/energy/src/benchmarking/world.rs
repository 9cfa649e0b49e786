//! What the benchmarks find: grids, meters, books and results, each as large as it may be.

use crate::{
    calendar::{Calendar, DAY_SECONDS},
    *,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{Consideration, Get},
    BoundedVec,
};
use sp_core::{crypto::KeyTypeId, ed25519};
use sp_runtime::Permill;

pub const KEYS: KeyTypeId = KeyTypeId(*b"vaka");

/// The slot that is read, far from zero.
pub const SLOT: Slot = 1_900_800;

/// The money that everybody has.
pub const WEALTH: Balance = 1_000_000_000_000_000;

/// A chain without grids, with the keystore in which [`add_meter`] makes keys. Where benchmarks are
/// measured, what runs them brings one.
#[cfg(test)]
pub fn with_keystore() -> sp_io::TestExternalities {
    let mut ext = crate::mock::ExtBuilder::default().grids(&[]).build();
    let keystore = sp_keystore::testing::MemoryKeystore::new();
    ext.register_extension(sp_keystore::KeystoreExt::new(keystore));
    ext
}

/// The prices of [`SLOT`].
pub fn tariff() -> Tariff {
    let (k, trim) = (Permill::from_percent(50), Permill::from_percent(25));
    Tariff { feed_in: 10, retail: 73, network_charge: 5, k, trim }
}

/// A version of a tariff with all the bands that it may have. In the last band each version pays
/// and asks more than the one before it, so that no two of them can become one.
pub fn schedule(version: u32) -> TariffSchedule {
    let Tariff { feed_in, retail, .. } = tariff();
    let more = |band| if band == MAX_BANDS - 1 { Price::from(version) } else { 0 };
    let bands = (0..MAX_BANDS).map(|band| Band {
        from: band * BAND_DAY / MAX_BANDS,
        feed_in: feed_in + more(band),
        retail: retail + more(band),
    });
    let bands = BoundedVec::truncate_from(bands.collect());
    TariffSchedule { bands, standing_charge: 1, ..tariff().into() }
}

pub fn operator<T: Config>() -> T::AccountId {
    account("operator", 0, 0)
}

/// Sets the clock to the start of a slot.
pub fn go_to<T: Config>(slot: Slot) {
    let length = Seconds::from(Timing::<T>::get().slot_seconds);
    T::BenchmarkHelper::set_time(Seconds::from(slot) * length);
}

/// A grid with a float, as many tariffs as it can have, and all its days.
pub fn add_grid<T: Config>() -> Result<GridId, BenchmarkError> {
    go_to::<T>(SLOT);
    let id = NextGrid::<T>::get();
    let currency = T::BenchmarkHelper::fund(&operator::<T>(), WEALTH);
    PriceCaps::<T>::insert(&currency, 100);
    Pallet::<T>::do_register_grid(
        &Calendar::read::<T>(),
        operator::<T>(),
        currency,
        1_000_000_000,
        schedule(0),
    )?;
    Pallet::<T>::do_fund_float(operator::<T>(), id, 1_000_000_000)?;
    Grids::<T>::mutate(id, |grid| {
        let Some(grid) = grid else { return };
        let first = SLOT - MAX_TARIFFS;
        let from = |n| if n == 0 { 0 } else { first + n };
        // The last two are alike.
        let tariff = |n: u32| schedule(n.min(MAX_TARIFFS - 2));
        let tariffs = (0..MAX_TARIFFS).map(|n| TariffVersion::new(from(n), tariff(n)));
        grid.tariffs = BoundedVec::truncate_from(tariffs.collect());
        let today = Calendar::read::<T>().today();
        let days = (0..MAX_DAYS).map(|n| DayRoom { day: today - MAX_DAYS + n, least: 1_000 });
        grid.days = BoundedVec::truncate_from(days.collect());
        // Meters that were read on each of the last days.
        let newest = Calendar::read::<T>().span_of(SLOT);
        let heard =
            (0..=HEARD_SPANS).map(|n| HeardSpan { span: newest - HEARD_SPANS + n, meters: 1 });
        grid.heard = BoundedVec::truncate_from(heard.collect());
    });
    Closed::<T>::mutate(id, |closed| {
        for slot in (SLOT - MAX_PATIENCE..SLOT - 5).step_by(3) {
            closed.add(slot, SLOT - MAX_PATIENCE);
        }
    });
    Opened::<T>::mutate(id, |opened| {
        for slot in (SLOT - MAX_PATIENCE..SLOT).step_by(2) {
            opened.add(slot, SLOT - MAX_PATIENCE);
        }
    });
    Ok(id)
}

/// A meter read up to the slot before [`SLOT`], with credit. Its next reading makes as many standing
/// charges due as one may.
pub fn add_meter<T: Config>(grid: GridId) -> Result<MeterId, BenchmarkError> {
    let id = NextMeter::<T>::get();
    let key = sp_io::crypto::ed25519_generate(KEYS, None);
    let baseline = Baseline { slot: SLOT - 1, import_wh: 0, export_wh: 0 };
    T::MeterConsideration::ensure_successful(&operator::<T>(), Pallet::<T>::footprint());
    let owner = account("owner", id, 0);
    Pallet::<T>::do_register_meter(operator::<T>(), grid, owner, key, 10_000, baseline, None)?;
    Pallet::<T>::do_top_up(operator::<T>(), id, 1_000_000)?;
    with_meter::<T>(id, |meter| {
        meter.limits = Limits { ask: Some(5), bid: Some(60), owed_first: false };
        meter.charged -= T::Rules::get().standing_days;
    });
    Ok(id)
}

pub fn with_meter<T: Config>(id: MeterId, change: impl FnOnce(&mut Meter<T::AccountId>)) {
    Meters::<T>::mutate(id, |meter| {
        if let Some(meter) = meter {
            change(meter)
        }
    });
}

pub fn owner_of<T: Config>(id: MeterId) -> Result<T::AccountId, BenchmarkError> {
    Ok(Meters::<T>::get(id).ok_or("a meter")?.owner)
}

/// Owes energy to a meter.
pub fn owe<T: Config>(id: MeterId, energy: MilliWattHours) {
    with_meter::<T>(id, |meter| {
        meter.owed += energy;
        Grids::<T>::mutate(meter.grid, |grid| {
            if let Some(grid) = grid {
                grid.owed += energy;
            }
        });
    });
}

/// Retires a meter and takes its credit, so that it is removed once its energy is gone.
pub fn retire<T: Config>(id: MeterId) {
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

/// Gives a meter a position in a slot that has cleared. The slot is settled with its last such
/// position.
pub fn add_cleared<T: Config>(id: MeterId, slot: Slot) -> Result<(), BenchmarkError> {
    let mut totals = Totals::default();
    totals.add_supply(5, 1_000).map_err(|_| "fits")?;
    totals.add_demand(60, 500).map_err(|_| "fits")?;
    let clearing = energy_clearing::clear(&tariff(), &totals, 1_000);
    let mut full = false;
    with_meter::<T>(id, |meter| {
        let grid = meter.grid;
        let known = Cleared::<T>::get(grid, slot).unwrap_or(ClearedSlot {
            clearing,
            ungranted: 0,
            pot: 0,
            open: 0,
            expires: Calendar::read::<T>().now + DAY_SECONDS,
        });
        let cleared = ClearedSlot {
            ungranted: known.ungranted + clearing.banked,
            pot: known.pot + 500 * 73,
            open: known.open + 1,
            ..known
        };
        Cleared::<T>::insert(grid, slot, cleared);
        Closed::<T>::mutate(grid, |closed| closed.add(slot, SLOT - MAX_PATIENCE));
        Grids::<T>::mutate(grid, |grid| {
            if let Some(grid) = grid {
                grid.owed += clearing.banked;
            }
        });
        full = insert(meter, slot).is_err();
    });
    if full {
        return Err(BenchmarkError::Stop("too many positions"));
    }
    Ok(())
}

/// Puts a position of export for sale into a meter's record.
pub fn insert<A>(meter: &mut Meter<A>, slot: Slot) -> Result<(), Position> {
    let new = Position { slot, supply: 1_000, ask: 5, ..Default::default() };
    let at = meter.positions.partition_point(|position| position.slot < slot);
    meter.positions.try_insert(at, new)
}

/// Fills a meter's record with positions in slots that are not cleared yet, and leaves room for
/// `but` more.
pub fn fill<T: Config>(id: MeterId, but: u32) {
    with_meter::<T>(id, |meter| {
        let free = MAX_POSITIONS.saturating_sub(but + meter.positions.len() as u32);
        // Every third slot of the patience has closed (see `add_grid`). These slots have not.
        let open = SLOT - MAX_PATIENCE / 4 + 1;
        for nth in 0..free {
            let _ = insert(meter, open + 3 * nth);
        }
    });
}

/// Adds a full book of [`SLOT`] that was opened late. The next reading makes half of the grid's
/// meters.
pub fn gather_book<T: Config>(grid: GridId) -> Result<(), BenchmarkError> {
    add_book::<T>(grid, SLOT)?;
    Books::<T>::mutate(grid, SLOT, |book| {
        let Some(book) = book else { return };
        Waiting::<T>::remove(waiting_key(book.due, grid, SLOT));
        (book.due, book.gathering) = (book.due + DAY_SECONDS, true);
        Waiting::<T>::insert(waiting_key(book.due, grid, SLOT), ());
    });
    Ok(())
}

/// Lets the present day be new to all grids.
pub fn begin_day<T: Config>() {
    Grids::<T>::translate(|_, mut grid: Grid<T::AccountId>| {
        grid.days.pop();
        Some(grid)
    });
}

pub fn add_meters<T: Config>(grid: GridId, count: u32) -> Result<Vec<MeterId>, BenchmarkError> {
    (0..count).map(|_| add_meter::<T>(grid)).collect()
}

/// The readings of [`SLOT`] of these meters, when it has just ended.
pub fn read<T: Config>(meters: &[MeterId]) -> Result<Vec<SignedReading>, BenchmarkError> {
    go_to::<T>(SLOT + 1);
    meters.iter().map(|id| reading::<T>(*id)).collect()
}

/// Whether all these meters are read, and have so many positions.
pub fn all_have<T: Config>(meters: &[MeterId], positions: usize) -> bool {
    let mut records = meters.iter().map(Meters::<T>::get);
    records.all(|meter| {
        meter.is_some_and(|meter| meter.slot == SLOT && meter.positions.len() == positions)
    })
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

/// Adds a book with supply and demand at every tick to the queue of those that wait. It is due now.
pub fn add_book<T: Config>(grid: GridId, slot: Slot) -> Result<(), BenchmarkError> {
    let mut totals = Totals::default();
    for tick in 0..TICKS {
        totals.add_supply(tick, 1_000_000_000).map_err(|_| "fits")?;
        totals.add_demand(tick, 1_000_000_000).map_err(|_| "fits")?;
    }
    let due = Calendar::read::<T>().open;
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

/// Gives a grid as many due slots as it may have, less `but`. The last of them is the slot that the
/// benchmarks clear.
pub fn fill_due<T: Config>(grid: GridId, but: u32) {
    let newest = SLOT - 5 + MAX_DUE - but;
    let slots = (SLOT - 4..=newest).rev().collect::<Vec<_>>();
    Due::<T>::insert(grid.to_be_bytes(), DueSlots::truncate_from(slots));
}
