use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn retail(retail: Price) -> Tariff {
    Tariff { retail, ..tariff() }
}

#[test]
fn set_tariff_should_hold_from_the_next_slot_but_one() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(80)));
        has_event(Event::TariffSet { grid: 0, from: START + 2, tariff: retail(80) });
        assert_eq!(Energy::tariff(0, START + 1), Some(tariff()));
        assert_eq!(Energy::tariff(0, START + 2), Some(retail(80)));
    });
}

#[test]
fn set_tariff_should_replace_when_called_again_for_the_same_slot() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(80)));
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(90)));
        assert_eq!(grid(0).tariffs.len(), 2);
        assert_eq!(Energy::tariff(0, START + 2), Some(retail(90)));
    });
}

#[test]
fn set_tariff_should_fail_when_eight_versions_are_within_the_patience() {
    ExtBuilder::default().build_and_execute(|| {
        for change in 1..8u32 {
            assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(80 + u64::from(change))));
            go_to(START + change);
        }
        assert_eq!(grid(0).tariffs.len(), 8);
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, retail(70)),
            Error::<Test>::TooManyTariffs
        );
        // The last change can still be corrected.
        set_time(Seconds::from(START + 6) * SLOT);
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(70)));
        // The second version holds from START + 2: a patience later, the first has run out.
        go_to(START + PATIENCE + 1);
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, retail(75)),
            Error::<Test>::TooManyTariffs
        );
        go_to(START + PATIENCE + 2);
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(75)));
        assert_eq!(grid(0).tariffs[0].from, START + 2);
    });
}

#[test]
fn set_tariff_should_fail_when_the_grid_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_tariff(signed(operator()), 9, tariff()),
            Error::<Test>::UnknownGrid
        );
    });
}

#[test]
fn set_tariff_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::set_tariff(signed(owner(0)), 0, tariff()), Error::<Test>::NotOperator);
    });
}

#[test]
fn set_tariff_should_fail_when_the_tariff_is_invalid() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, retail(9)),
            Error::<Test>::InvalidTariff
        );
    });
}

#[test]
fn highest_retail_should_be_of_the_versions_in_force_and_of_all_when_too_old() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(80)));
        go_to(START + 10);
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(60)));
        let calendar = || crate::calendar::Calendar::read::<Test>();
        let grid = grid(0);
        let highest = |first, last| grid.highest_retail(&calendar(), first, last);
        assert_eq!(highest(START, START + 1), 73);
        assert_eq!(highest(START + 1, START + 2), 80);
        assert_eq!(highest(START + 11, START + 12), 80);
        assert_eq!(highest(START + 12, START + 13), 60);

        let mut pruned = grid.clone();
        pruned.tariffs.remove(0);
        assert_eq!(pruned.highest_retail(&calendar(), START, START), 80);
        assert_eq!(pruned.tariff_at(START), None);
        // A price that is not in force yet does not count, however little is known of the past.
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(u64::MAX)));
        pruned.tariffs.try_push(*crate::mock::grid(0).tariffs.last().unwrap()).unwrap();
        assert_eq!(pruned.highest_retail(&calendar(), START, START), 80);
    });
}
