//! More to close than fits a block.

use super::*;
use frame_support::weights::Weight;

const GRIDS: u32 = 40;

/// The slots that cleared since the events were reset, in order.
fn cleared() -> Vec<(GridId, Slot)> {
    let cleared = events()
        .into_iter()
        .filter_map(|event| match event {
            Event::SlotCleared { grid, slot, .. } => Some((grid, slot)),
            _ => None,
        })
        .collect();
    System::reset_events();
    cleared
}

/// The weight of an idle hook and of so many clearings.
fn budget(clearings: u64) -> Weight {
    let one = <() as WeightInfo>::step_clear();
    <() as WeightInfo>::closing_idle().saturating_add(one.saturating_mul(clearings))
}

/// Many grids of one meter, each with three slots that become due at the same time.
fn many_due(test: impl FnOnce()) {
    let grids = vec![(CENTS, 100_000, 100); GRIDS as usize];
    ExtBuilder::default().grids(&grids).meters(GRIDS).build_and_execute(|| {
        go_to(START + 20);
        // Newest slots first, and last grids first.
        for id in (0..GRIDS).rev() {
            let of = |n: Slot| reading_since(id, START + n - 1, START + n, 0, u64::from(n + 1));
            submit_ok((0..3).map(of).collect());
        }
        System::reset_events();
        test();
        ClosingWeight::set(Weight::from_parts(200_000_000_000, u64::MAX));
    });
}

#[test]
fn hook_should_stay_within_its_weight_and_go_on_next_block_when_very_many_grids_are_due() {
    many_due(|| {
        ClosingWeight::set(budget(10));
        set_time(now() + GRACE);
        let mut order = Vec::new();
        let mut blocks = 0;
        let mut most = 0;
        while Books::<Test>::iter().next().is_some() {
            let used = next_block();
            assert!(ClosingWeight::get().all_gte(used), "{used:?}");
            let now_cleared = cleared();
            most = now_cleared.len().max(most);
            order.extend(now_cleared);
            blocks += 1;
            assert!(blocks <= 100, "it never ends");
            check();
        }
        // A block that has nothing to sort clears as many as fit, and no block clears more. Only
        // blocks that sort clear none.
        assert_eq!(most, 10);
        assert!((12..=40).contains(&blocks), "{blocks} blocks");
        assert_eq!(order.len(), 3 * GRIDS as usize);
        // Every grid clears its oldest slot before any grid has its second turn.
        for (n, round) in order.chunks(GRIDS as usize).enumerate() {
            assert!(round.iter().all(|(_, slot)| *slot == START + n as Slot), "{round:?}");
            let mut grids: Vec<_> = round.iter().map(|(grid, _)| *grid).collect();
            grids.sort();
            assert_eq!(grids, (0..GRIDS).collect::<Vec<_>>());
        }
        for id in 0..GRIDS {
            settle(&[id]);
            assert_eq!(meter(id).owed, 3_000);
        }
    });
}

#[test]
fn hook_should_do_nothing_and_say_so_when_it_has_no_weight() {
    many_due(|| {
        set_time(now() + GRACE);
        ClosingWeight::set(Weight::zero());
        assert_eq!(next_block(), Weight::zero());
        assert_eq!(cleared(), vec![]);
        // Anybody may close a slot meanwhile, the oldest of its grid. 120 books wait to be sorted,
        // 32 a call.
        for _ in 0..4 {
            assert_ok!(Energy::close_slot(signed(relayer()), 7, START));
        }
        assert_eq!(cleared(), vec![(7, START)]);
        assert_noop!(
            Energy::close_slot(signed(relayer()), 7, START + 2),
            Error::<Test>::OlderSlotDue
        );
        assert_noop!(Energy::close_slot(signed(relayer()), 7, START), Error::<Test>::NotDue);
        assert_ok!(Energy::close_slot(signed(relayer()), 7, START + 1));
        assert_eq!(cleared(), vec![(7, START + 1)]);
    });
}

#[test]
fn hook_should_clear_all_in_order_when_thousands_of_slots_of_one_grid_are_due() {
    let grids = [(CENTS, 100_000, 100), (CENTS, 100_000, 100)];
    let no_position = limits(None, None);
    ExtBuilder::default().grids(&grids).meters(2).limits(no_position).build_and_execute(|| {
        // Import without a bid keeps no position: a single meter can open every slot of the
        // patience.
        go_to(START + PATIENCE - 1);
        let slots = PATIENCE - 1;
        let of = |n: Slot| reading_since(0, START + n - 1, START + n, u64::from(n + 1), 0);
        bring((0..slots).map(of).collect());
        begin_after(1, START + slots - 2);
        submit_ok(vec![reading(1, slot_now() - 1, 0, 1_000)]);
        System::reset_events();

        ClosingWeight::set(budget(500));
        set_time(now() + GATHERING);
        let (mut order, mut blocks) = (Vec::new(), 0);
        while Books::<Test>::iter_keys().next().is_some() {
            assert!(next_block().all_lte(ClosingWeight::get()));
            order.extend(cleared());
            blocks += 1;
            assert!(blocks < 100, "it never ends");
            check();
        }
        ClosingWeight::set(Weight::from_parts(200_000_000_000, u64::MAX));
        // The neighbour's grid has the first or the second turn, and the rest comes in order.
        let turn = order.iter().position(|(grid, _)| *grid == 1);
        assert!(turn.is_some_and(|turn| turn < 2), "{turn:?}");
        order.retain(|(grid, _)| *grid == 0);
        assert_eq!(order.len(), slots as usize);
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
    });
}

#[test]
fn reading_should_be_late_when_its_book_is_due_however_far_clearing_lags() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 1_000), flow(1, 500, 0)]);
        ClosingWeight::set(Weight::zero());
        go_to(START + 5);
        let book = Energy::book(0, START);
        assert!(book.is_some(), "the hook lags");
        // Meter 2 has seen the book, and that it is not cleared: it comes too late all the same.
        submit_ok(vec![flow(2, 500, 0)]);
        assert_eq!(meter(2).credit, units(1_000) - 500_000 * 73);
        assert_eq!(meter(2).positions.to_vec(), vec![]);
        assert_eq!(Energy::book(0, START), book);
        ClosingWeight::set(Weight::from_parts(200_000_000_000, u64::MAX));
        next_block();
        assert_eq!(Energy::clearing(0, START).expect("cleared").clearing.volume, 500_000);
    });
}
