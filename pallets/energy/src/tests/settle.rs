use crate::{mock::*, weighing::Loads, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn settle_should_pay_and_charge_for_what_it_settled() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 2_000), (1, 1_000, 0)]);
        let meters = vec![0, 1].try_into().unwrap();
        let post = Energy::settle(signed(relayer()), meters).unwrap();
        let loads = Loads { results: 1, positions: 2, settled: 2, ..Default::default() };
        assert_eq!(post.actual_weight, Some(Pallet::<Test>::settle_weight(2, loads)));
        assert_eq!(meter(0).credit, 1_041 * MICRO);
        assert_eq!((meter(0).owed, meter(1).credit), (1_000_000, 959 * MICRO));
        assert_eq!(Energy::clearing(0, START).unwrap().open, 0);
        has_event(Event::SlotSettled { grid: 0, slot: START });
        // Once is enough.
        settle(&[0, 1, 1]);
        assert_eq!(meter(0).credit, 1_041 * MICRO);
    });
}

#[test]
fn settle_should_leave_positions_whose_books_have_not_cleared() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        play(START, &[(0, 0, 2_000)]);
        submit_ok(vec![flow(0, 0, 100)]);
        settle(&[0]);
        assert_eq!(meter(0).positions.len(), 1);
    });
}

#[test]
fn settle_should_give_ungranted_energy_and_the_rest_of_the_pot_back_when_the_last_is_settled() {
    let bank = limits(None, None);
    ExtBuilder::default().grids(&[(CENTS, 0, 0)]).meters(3).limits(bank).build_and_execute(|| {
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().capacity = 1_000);
        play(START, &[(0, 0, 1), (1, 0, 1), (2, 0, 1)]);
        assert_eq!(outstanding(0), 1_000);
        settle(&[0, 1]);
        assert_eq!((meter(0).owed, outstanding(0)), (333, 1_000));
        settle(&[2]);
        assert_eq!(outstanding(0), 999);
    });
}

#[test]
fn settle_should_fail_when_a_meter_is_unknown() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(
            Energy::settle(signed(relayer()), vec![0, 9].try_into().unwrap()),
            Error::<Test>::UnknownMeter
        );
        assert_ok!(Energy::settle(signed(relayer()), Default::default()));
    });
}

#[test]
fn settle_should_find_positions_older_than_the_closed_slots_are_remembered() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 2_000)]);
        // Meter 1 keeps the grid going for longer than the patience.
        for (later, import) in [(PATIENCE + 20, 1), (PATIENCE + 40, 2)] {
            go_to(START + later + 1);
            submit_ok(vec![
                reading(1, START + later - 1, import - 1, 0),
                reading_since(1, START + later - 1, START + later, import, 0),
            ]);
            go_to(START + later + 3);
        }
        assert_eq!(Closed::<Test>::get(0).has(START), None);
        settle(&[0]);
        assert_eq!(meter(0).owed, 2_000_000);
    });
}

#[test]
fn settle_should_weigh_each_position_when_many_are_of_the_same_slot() {
    ExtBuilder::default().meters(8).build_and_execute(|| {
        play(START, &[0, 1, 2, 3, 4, 5, 6, 7].map(|id| (id, 0, 1_000)));
        let meters = (0..8).collect::<Vec<_>>().try_into().unwrap();
        let weight = Energy::settle(signed(relayer()), meters).unwrap().actual_weight;
        let loads = Loads { results: 1, positions: 8, settled: 8, ..Default::default() };
        let of = |loads| Pallet::<Test>::settle_weight(8, loads);
        assert_eq!(weight, Some(of(loads)));
        assert!(of(loads).ref_time() > of(Loads { settled: 1, ..loads }).ref_time());
    });
}
