//! The invariants hold whatever is called, in any order, and in the end everybody gets what is
//! theirs.

use super::{island::*, ops::*, worlds::*};
use crate::{mock::*, *};
use proptest::{collection, prelude::*};
use vaka_testing::random::{each, live};

const CASES: u32 = 128;

#[test]
fn invariants_should_hold_when_anything_is_called_in_any_order() {
    // So few readings come together here that they would never be of too many books.
    let books = prop_oneof![3 => Just(64), 1 => 2..20u32];
    let lives = (worlds(), books, collection::vec(ops(), 30..80));
    live(CASES, lives, floors(), |(world, books, ops)| {
        MaxBooks::set(books);
        world.run(|| {
            let mut island = Island::begin();
            for op in &ops {
                island.happen(op);
            }
            wind_up(&mut island);
            island.counts
        })
    });
}

/// What asks that others did something before, or that the hook had no weight left. These occur ten
/// times or so.
const RARELY: [&str; 4] = ["accept_grid", "accept_registers", "close_slot", "redeem_tokens"];

/// The floors: every call succeeds, and everything that the market knows occurs.
fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    let of_market = [
        ("accepted", 10_000),
        ("refused", 500),
        ("of too many books", 50),
        ("late", 200),
        ("after missing", 20),
        ("late curtailed", 20),
        ("charged for days", 500),
        ("arrears", 200),
        ("paid in energy", 50),
        ("cleared", 1_000),
        ("traded", 500),
        ("gathered late", 50),
        ("banked", 200),
        ("curtailed", 200),
        ("settled by reading", 200),
        ("tokens given", 1),
        ("donated", 5),
        ("wound up", u64::from(CASES)),
    ];
    let calls = <Call<Test> as frame_support::traits::GetCallName>::get_call_names();
    let of_owners = calls
        .iter()
        // These two are not counted here. The chain's founders make the one, and everybody makes
        // the other.
        .filter(|name| !["register_grid", "submit_readings"].contains(name))
        .filter(|name| !RARELY.contains(name))
        .copied();
    of_market.into_iter().chain(each(of_owners, 5)).chain(each(RARELY, 1))
}

/// Lets time pass until nothing is left in books, results and queues; then retires every meter and
/// pays everybody out.
fn wind_up(island: &mut Island) {
    Island::freeze(false);
    let patience = Seconds::from(Timing::<Test>::get().patience_slots) * SLOT;
    for days in [4 * DAY, patience, 8 * DAY] {
        set_time(now() + days);
        island.block(ENOUGH);
        settle_all();
    }
    set_time(now() + 8 * DAY);
    island.block(ENOUGH);
    assert_eq!(Books::<Test>::iter_keys().count(), 0, "no book is left");
    assert_eq!(Cleared::<Test>::iter_keys().count(), 0, "no result is left");
    assert_eq!(Waiting::<Test>::iter_keys().count(), 0, "nothing waits");
    assert_eq!(Due::<Test>::iter_keys().count(), 0, "nothing is due");
    assert_eq!(Expiring::<Test>::iter_keys().count(), 0, "nothing expires");

    for id in all_meters() {
        retire(id);
        island.watch.check();
    }
    assert!(all_meters().is_empty(), "a retired meter can always be emptied");
    assert_eq!(Deposits::<Test>::iter_keys().count(), 0, "no deposit is left");
    for id in 0..NextGrid::<Test>::get() {
        let Grid { operator, float, owed, meters, currency, .. } = grid(id);
        assert_eq!((owed, meters), (0, 0), "the bank owes what is out as tokens, no more");
        let reserve = u128::from(outstanding(id)) * u128::from(feed_in(id));
        let free = float.saturating_sub(reserve) / MICRO;
        let closes = grid(id).ending.is_some_and(|ending| ending.ends > slot_now());
        if free > 0 && !closes {
            Energy::withdraw_float(signed(operator), id, free).expect("the rest is free");
        }
        let left = grid(id).float;
        assert_eq!(Energy::held(id, currency) * MICRO, left, "the pool has the float only");
        assert!(closes || left < reserve + MICRO, "the operator has theirs");
        island.watch.check();
    }
    island.counts.count("wound up");
}

/// The highest feed-in price of the last forty days.
fn feed_in(id: GridId) -> Price {
    let calendar = crate::calendar::Calendar::read::<Test>();
    let first = slot_now().saturating_sub(40 * 96);
    let highest = || grid(id).highest_feed_in(&calendar, first);
    grid(id).ending.map_or_else(highest, |ending| ending.feed_in)
}

/// Empties a meter: arrears are written off, energy is drawn as tokens, credit is paid out.
fn retire(id: MeterId) {
    let is_left = || Meters::<Test>::contains_key(id);
    let record = meter(id);
    assert!(record.positions.is_empty(), "everything was settled");
    if record.is_billed(now()) || record.arrears > 0 {
        let operator = Island::operator_of(id);
        Energy::retire_meter(signed(operator), id, true).expect("the operator may");
    }
    let owner = record.owner;
    if is_left() && meter(id).owed >= MILLI {
        let wh = meter(id).owed / MILLI;
        Energy::claim_tokens(signed(owner.clone()), id, wh).expect("all may be drawn");
    }
    if is_left() && meter(id).credit >= MICRO {
        let amount = meter(id).credit / MICRO;
        Energy::withdraw_credit(signed(owner.clone()), id, amount).expect("nothing is kept");
    }
    if is_left() {
        Energy::retire_meter(signed(owner), id, true).expect("what is left is less than a Wh");
    }
}
