use crate::{mock::*, *};
use codec::{Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use sp_core::ed25519;

#[test]
fn waiting_keys_should_sort_by_time_then_grid_then_slot() {
    let keys = [(1, 2, 3), (1, 2, 256), (1, 3, 0), (2, 0, 0), (1 << 40, 0, 1)];
    let made = keys.map(|(due, grid, slot)| waiting_key(due, grid, slot));
    assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    for (key, parts) in made.into_iter().zip(keys) {
        assert_eq!(split_waiting_key(key), parts);
    }
}

#[test]
fn closed_slots_should_remember_for_the_length_of_the_patience() {
    let mut closed = SlotSet::default();
    let first = 2_000_003;
    for slot in (first..first + 3 * PATIENCE).step_by(7) {
        let oldest = (slot + 1).saturating_sub(PATIENCE);
        closed.add(slot, oldest);
        assert!(codec::Encode::encoded_size(&closed) <= 4 + 2 + 481);
        for (known, expected) in [(slot, true), (slot + 1, false), (slot - 1, false)] {
            assert_eq!(closed.has(known), Some(expected));
        }
        if slot > first + PATIENCE {
            assert!(closed.has(oldest).is_some());
            assert_eq!(closed.has(oldest - 8), None);
        }
    }
}

#[test]
fn closed_slots_should_ignore_what_is_older_than_they_remember() {
    let mut closed = SlotSet::default();
    closed.add(5_000, 4_000);
    closed.add(3_000, 4_000);
    assert_eq!(closed.has(3_000), None);
    assert_eq!(closed.has(5_000), Some(true));
}

/// Checks that a record takes all the room that it may, and no more, when every field is at the end
/// of its type.
#[track_caller]
fn assert_longest<R: Encode + MaxEncodedLen>(record: R) {
    assert_eq!(record.encoded_size(), R::max_encoded_len());
}

/// Any number of items.
fn all<I: Clone, Bound: frame_support::traits::Get<u32>>(item: I) -> BoundedVec<I, Bound> {
    BoundedVec::truncate_from(vec![item; Bound::get() as usize])
}

#[test]
fn records_should_not_be_longer_than_they_say_when_every_field_is_at_its_end() {
    let dearest = Tariff {
        feed_in: Price::MAX,
        retail: Price::MAX,
        network_charge: Price::MAX,
        k: sp_runtime::Permill::one(),
        trim: sp_runtime::Permill::one(),
    };
    let position = Position {
        slot: Slot::MAX,
        demand: u64::MAX,
        bid: 63,
        supply: u64::MAX,
        ask: 63,
        bank_only: u64::MAX,
    };
    let limits = limits(Some(63), Some(63));
    assert_longest(position);
    assert_longest(Meter::<AccountId> {
        grid: GridId::MAX,
        owner: owner(0),
        key: ed25519::Public::default(),
        breaker_w: u32::MAX,
        slot: Slot::MAX,
        import_wh: u64::MAX,
        export_wh: u64::MAX,
        limits,
        next: Some(NextLimits { from: Slot::MAX, limits }),
        credit: u128::MAX,
        arrears: u128::MAX,
        owed: u64::MAX,
        charged: BandDay::MAX,
        retired: true,
        billed_until: u64::MAX,
        positions: all(position),
    });
    assert_longest(Baseline { slot: Slot::MAX, import_wh: u64::MAX, export_wh: u64::MAX });
    let room = DayRoom { day: Day::MAX, least: u64::MAX };
    assert_longest(room);
    let clearing = Clearing {
        tariff: dearest,
        price: Price::MAX,
        volume: u64::MAX,
        supply: Some(Margin { tick: 63, filled: u64::MAX, offered: u64::MAX }),
        demand: Some(Margin { tick: 63, filled: u64::MAX, offered: u64::MAX }),
        unsold: u64::MAX,
        banked: u64::MAX,
    };
    // A compact fraction of a million is shorter than that of any u32.
    let shorter =
        codec::Compact(u32::MAX).encoded_size() - codec::Compact(1_000_000u32).encoded_size();
    let fractions = 2 * shorter;
    let cleared = ClearedSlot {
        clearing,
        ungranted: u64::MAX,
        pot: u128::MAX,
        open: u32::MAX,
        expires: u64::MAX,
    };
    assert_eq!(cleared.encoded_size() + fractions, ClearedSlot::max_encoded_len());
    let band = Band { from: Slot::MAX, feed_in: Price::MAX, retail: Price::MAX };
    let tariff = TariffSchedule {
        bands: all(band),
        offset: i8::MAX,
        network_charge: Price::MAX,
        standing_charge: Price::MAX,
        k: sp_runtime::Permill::one(),
        trim: sp_runtime::Permill::one(),
    };
    let version = TariffVersion { from: Slot::MAX, tariff, billed: Price::MAX };
    let grid = Grid::<AccountId> {
        operator: operator(),
        currency: CENTS,
        capacity: u64::MAX,
        lowering: Some(Lowering { from: Slot::MAX, capacity: u64::MAX }),
        owed: u64::MAX,
        float: u128::MAX,
        meters: u32::MAX,
        heard: all(HeardSpan { span: u32::MAX, meters: u32::MAX }),
        tariffs: all(version),
        days: all(room),
        past: all(PastPrice { until: Slot::MAX, feed_in: Price::MAX }),
        ending: Some(Ending { ends: Slot::MAX, feed_in: Price::MAX }),
    };
    assert_eq!(
        grid.encoded_size() + MAX_TARIFFS as usize * fractions,
        Grid::<AccountId>::max_encoded_len()
    );
    // No book can have more than a u64 at all of its ticks together: this one is at most as long as
    // it may be.
    let mut totals = Totals::default();
    for tick in 0..TICKS {
        totals.add_supply(tick, u64::MAX / 64).unwrap();
        totals.add_demand(tick, u64::MAX / 64).unwrap();
    }
    let book = Book {
        tariff: dearest,
        totals,
        pot: u128::MAX,
        open: u32::MAX,
        readings: u32::MAX,
        due: u64::MAX,
        gathering: true,
    };
    assert!(book.encoded_size() <= Book::max_encoded_len());
    assert!(book.encoded_size() + 200 > Book::max_encoded_len());
}
