//! The hook stays within its weight, and closes everything in the end, the oldest slot of each grid
//! first.

use super::{clearings::Clearings, worlds::*};
use crate::{mock::*, *};
use frame_support::{pallet_prelude::Hooks as _, weights::Weight};
use proptest::{collection, prelude::*};
use std::collections::BTreeMap;

type Weights = <Test as Config>::WeightInfo;

/// Some grids whose meters are read up to different slots, and a budget.
#[derive(Clone, Debug)]
struct Backlog {
    /// How many slots the meter of each grid reads.
    slots: Vec<Slot>,
    /// Whether the readings come weeks later.
    late: bool,
    /// Weight on top of what the hook needs to do anything at all.
    more: Weight,
    /// Whether the clock goes on from block to block.
    ticking: bool,
}

fn backlogs() -> impl Strategy<Value = Backlog> {
    let slots = collection::vec(0..9u32, 1..10);
    let more = prop_oneof![Just(0u64), 0..2_000_000_000u64, 0..40_000_000_000u64];
    (slots, any::<bool>(), more, any::<bool>()).prop_map(|(slots, late, more, ticking)| Backlog {
        slots,
        late,
        more: Weight::from_parts(more, 0),
        ticking,
    })
}

/// The least that [`Hooks::integrity_test`] asks for.
fn least() -> Weight {
    Weights::closing_idle()
        .saturating_add(Weights::step_due())
        .saturating_add(Weights::step_clear())
        .saturating_add(Weights::step_prune())
}

fn queued() -> usize {
    Waiting::<Test>::iter_keys().count() + due()
}

/// What a block's hook did.
struct Done {
    cleared: Vec<(GridId, Slot)>,
    used: Weight,
}

/// Makes a block, and checks that the hook reports what it does.
fn block(budget: Weight) -> Done {
    let (waiting, expiring) =
        (Waiting::<Test>::iter_keys().count(), Expiring::<Test>::iter_keys().count());
    let before = Clearings::before();
    ClosingWeight::set(budget);
    System::set_block_number(System::block_number() + 1);
    let used = Energy::on_initialize(System::block_number());
    let seen = before.after();
    let cleared = seen.iter().map(|seen| (seen.grid, seen.slot)).collect::<Vec<_>>();

    assert!(used.all_lte(budget), "{used} of {budget}");
    let sorted = waiting - Waiting::<Test>::iter_keys().count();
    let pruned = expiring + cleared.len() - Expiring::<Test>::iter_keys().count();
    let did = Weights::closing_idle()
        .saturating_add(Weights::step_due().saturating_mul(sorted as u64))
        .saturating_add(Weights::step_clear().saturating_mul(cleared.len() as u64))
        .saturating_add(Weights::step_prune().saturating_mul(pruned as u64));
    assert!(did.all_lte(used) || used == Weight::zero(), "{did} was done, {used} is reported");
    check();
    Done { cleared, used }
}

/// Runs a backlog until nothing is queued. Returns what each block cleared.
fn work_off(backlog: &Backlog) -> Vec<Vec<(GridId, Slot)>> {
    let tariff = tariff().into();
    let seed = GridSeed { currency: CENTS, capacity_wh: 10_000, tariff, float: 0 };
    let world = World {
        timing: Settings::default(),
        grids: vec![seed; backlog.slots.len()],
        meters: vec![
            MeterSeed { limits: limits(Some(0), Some(63)), credit: 0 };
            backlog.slots.len()
        ],
    };
    world.run(|| {
        let budget = least().saturating_add(backlog.more);
        let weeks = if backlog.late { 5 } else { 0 };
        // Slots are read as they end, or all together; the hook never runs meanwhile.
        let last = backlog.slots.iter().copied().max().unwrap_or_default();
        for slot in START..START + last {
            set_time(Seconds::from(slot + 1) * SLOT + weeks * 7 * DAY);
            let of_slot = (0..).zip(&backlog.slots).filter(|(_, slots)| START + **slots > slot);
            submit_ok(of_slot.map(|(id, _)| flow(id, 0, 500)).collect());
        }
        let expected = backlog.slots.iter().sum::<u32>() as usize;
        assert_eq!(queued(), expected);

        set_time(now() + GRACE);
        let mut blocks = Vec::new();
        while queued() > 0 {
            let done = block(budget);
            blocks.push(done.cleared);
            assert!(blocks.len() <= 2 * expected, "every block closes or sorts something");
            set_time(now() + if backlog.ticking { 6 } else { 0 });
        }
        assert_eq!(Cleared::<Test>::iter_keys().count(), expected);
        settle_all();

        // A week later the results are forgotten, in the same small steps.
        set_time(now() + 7 * DAY);
        let mut steps = 0;
        while Expiring::<Test>::iter_keys().count() > 0 {
            block(budget);
            steps += 1;
            assert!(steps <= expected, "every block forgets something");
        }
        assert_eq!(Cleared::<Test>::iter_keys().count(), 0);
        assert!(block(budget).used.all_lte(Weights::closing_idle()), "idle again");
        blocks
    })
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn everything_should_close_oldest_slot_first_when_the_hook_has_little_weight(
        backlog in backlogs()
    ) {
        let blocks = work_off(&backlog);
        let mut closed = BTreeMap::<GridId, Vec<Slot>>::new();
        for (grid, slot) in blocks.concat() {
            closed.entry(grid).or_default().push(slot);
        }
        for (grid, slots) in (0..).zip(&backlog.slots) {
            let expected = (START..START + slots).collect::<Vec<_>>();
            prop_assert_eq!(closed.remove(&grid).unwrap_or_default(), expected);
        }
        prop_assert!(closed.is_empty());
    }

    #[test]
    fn hook_should_do_nothing_when_its_weight_is_less_than_looking_costs(part in 0..1_000u64) {
        let world = World {
            timing: Settings::default(),
            grids: vec![GridSeed {
                currency: NATIVE,
                capacity_wh: 1,
                tariff: tariff().into(),
                float: 0,
            }],
            meters: vec![MeterSeed { limits: limits(Some(0), None), credit: 0 }],
        };
        world.run(|| {
            set_time(Seconds::from(START + 1) * SLOT);
            submit_ok(vec![flow(0, 0, 1)]);
            set_time(now() + GRACE);
            let idle = Weights::closing_idle().ref_time();
            let done = block(Weight::from_parts(idle * part / 1_000, u64::MAX));
            assert_eq!((done.cleared, done.used), (vec![], Weight::zero()));
            assert_eq!(block(least()).cleared, vec![(0, START)]);
        });
    }
}

#[test]
fn grids_should_take_turns_when_many_slots_are_due() {
    // With weight for two clearings a block (and no pruning to do), no grid waits for another's
    // whole backlog.
    let two = Weights::step_clear();
    let backlog = Backlog { slots: vec![4, 4, 4], late: true, more: two, ticking: false };
    let blocks = work_off(&backlog);
    let order = blocks.concat();
    for (round, turn) in order.chunks(3).enumerate() {
        let mut grids = turn.iter().map(|(grid, _)| *grid).collect::<Vec<_>>();
        grids.sort_unstable();
        assert_eq!(grids, vec![0, 1, 2]);
        assert!(turn.iter().all(|(_, slot)| *slot == START + round as Slot));
    }
    assert!(blocks.iter().filter(|block| !block.is_empty()).count() >= 5, "in several blocks");
}
