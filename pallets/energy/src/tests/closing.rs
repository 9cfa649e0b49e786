//! The hook.

use crate::{mock::*, *};
use frame_support::weights::Weight;

fn budget(clears: u64) -> Weight {
    let step = |weight: Weight, n: u64| weight.saturating_mul(n);
    <() as WeightInfo>::closing_idle()
        .saturating_add(step(<() as WeightInfo>::step_due(), 6))
        .saturating_add(step(<() as WeightInfo>::step_clear(), clears))
}

#[test]
fn hook_should_do_nothing_when_nothing_is_due() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_eq!(next_block(), <() as WeightInfo>::closing_idle());
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 100)]);
        assert_eq!(next_block(), <() as WeightInfo>::closing_idle());
    });
}

#[test]
fn hook_should_stay_within_its_budget_and_give_every_grid_its_turn() {
    let grids = [(CENTS, 1, 0), (CENTS, 1, 0), (CENTS, 1, 0)];
    ExtBuilder::default().grids(&grids).meters(3).build_and_execute(|| {
        go_to(START + 2);
        submit_ok((0..3).map(|id| flow(id, 0, 100)).collect());
        submit_ok((0..3).map(|id| flow(id, 0, 100)).collect());
        ClosingWeight::set(budget(2));
        set_time(Seconds::from(START + 4) * SLOT);

        let cleared = |grid, slot| Energy::clearing(grid, START + slot).is_some();
        assert!(next_block().all_lte(budget(2)));
        assert_eq!(due(), 4);
        // Grids 1 and 2 come first, because the cursor stands at 0.
        assert!(cleared(1, 0) && cleared(2, 0) && !cleared(0, 0));
        check();
        next_block();
        next_block();
        assert!((0..3).all(|grid| cleared(grid, 0) && cleared(grid, 1)));
    });
}

#[test]
fn hook_should_clear_nothing_before_all_that_is_due_is_sorted() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 3);
        for _ in 0..3 {
            submit_ok(vec![flow(0, 0, 100)]);
        }
        let three = <() as WeightInfo>::closing_idle()
            .saturating_add(<() as WeightInfo>::step_due().saturating_mul(2))
            .saturating_add(Weight::from_parts(1, 0));
        ClosingWeight::set(three);
        set_time(Seconds::from(START + 5) * SLOT);
        next_block();
        assert_eq!((Waiting::<Test>::iter().count(), due()), (1, 2));
        check();
        ClosingWeight::set(budget(3));
        next_block();
        assert_eq!(Cleared::<Test>::iter().count(), 3);
    });
}

#[test]
fn hook_should_clear_the_oldest_slot_of_a_grid_first_though_it_was_opened_later() {
    ExtBuilder::default()
        .meters(3)
        .grids(&[(CENTS, 1, 0)])
        .limits(limits(None, None))
        .build_and_execute(|| {
            // Meter 0 is read beyond START. Meters 1 and 2 open START late, and are half of the
            // meters at once.
            go_to(START + 3);
            let baseline = Baseline { slot: START + 1, ..Default::default() };
            Energy::correct(signed(operator()), 0, baseline, 0).unwrap();
            submit_ok(vec![flow(0, 0, 5)]);
            submit_ok(vec![flow(1, 0, 5), flow(2, 0, 5)]);
            // Slot START + 2 is due at the end of START + 4, and so is START.
            assert_eq!(
                Energy::book(0, START).unwrap().due,
                Energy::book(0, START + 2).unwrap().due
            );
            go_to(START + 5);
            // The bank's one Wh went to the older slot.
            assert_eq!(Energy::clearing(0, START).unwrap().clearing.banked, 1_000);
            assert_eq!(Energy::clearing(0, START + 2).unwrap().clearing.banked, 0);
        });
}

#[test]
fn hook_should_forget_results_after_a_week_unless_a_position_is_open() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 100), (1, 0, 100)]);
        play(START + 3, &[]);
        submit_ok(vec![flow(0, 0, 0), flow(1, 0, 0)]);
        assert_eq!(Energy::clearing(0, START).unwrap().open, 0);
        go_to(START + 6);
        submit_ok(catch_up(0, &[(0, 0), (0, 0), (0, 0), (0, 50)]));
        go_to(START + 8);
        let open = START + 5;
        assert_eq!(Energy::clearing(0, open).unwrap().open, 1);

        go_to(START + 8 + 7 * 96);
        next_block();
        assert_eq!(Energy::clearing(0, START), None);
        assert_eq!(Energy::clearing(0, open).unwrap().open, 1);
        assert_eq!(Expiring::<Test>::iter().count(), 0);
        settle(&[0]);
        assert_eq!(Energy::clearing(0, open), None);
    });
}

#[test]
fn closed_slot_should_never_open_again() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 100)]);
        settle(&[0]);
        go_to(START + 8 * 96);
        assert_eq!(Energy::clearing(0, START), None);
        submit_ok(vec![flow(1, 0, 100)]);
        assert_eq!(Energy::book(0, START), None);
        submit_ok(vec![flow(1, 0, 100)]);
        assert!(Energy::book(0, START + 1).is_some());
    });
}

#[test]
fn clearing_should_never_fill_the_bank_above_its_capacity() {
    let bank = limits(None, None);
    ExtBuilder::default().grids(&[(CENTS, 5, 0)]).meters(2).limits(bank).build_and_execute(|| {
        play(START, &[(0, 0, 4), (1, 0, 4)]);
        let cleared = Energy::clearing(0, START).unwrap().clearing;
        assert_eq!((cleared.unsold, cleared.banked), (8_000, 5_000));
        settle(&[0, 1]);
        assert_eq!((meter(0).owed, meter(1).owed), (2_500, 2_500));
        play(START + 3, &[]);
        submit_ok(vec![flow(0, 0, 4)]);
        go_to(START + 20);
        assert_eq!(outstanding(0), 5_000);
    });
}
