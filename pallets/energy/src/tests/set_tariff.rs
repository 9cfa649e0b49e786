use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn retail(retail: Price) -> Tariff {
    Tariff { retail, ..tariff() }
}

/// The slots of a week, after which worse prices hold.
const WEEK: Slot = 7 * 96;

fn set(tariff: impl Into<TariffSchedule>) {
    assert_ok!(Energy::set_tariff(signed(operator()), 0, tariff.into()));
}

fn calendar() -> crate::calendar::Calendar {
    crate::calendar::Calendar::read::<Test>()
}

/// The versions after the first: from which slot on, and their retail prices.
fn versions() -> Vec<(Slot, Price)> {
    let tariffs = grid(0).tariffs;
    tariffs.iter().skip(1).map(|version| (version.from, version.tariff.bands[0].retail)).collect()
}

#[test]
fn set_tariff_should_hold_from_the_next_slot_but_one_when_it_is_worse_for_nobody() {
    ExtBuilder::default().build_and_execute(|| {
        let better = Tariff { feed_in: 11, retail: 70, ..tariff() };
        set(better);
        has_event(Event::TariffSet { grid: 0, from: START + 2, tariff: better.into() });
        assert_eq!(Energy::tariff(0, START + 1), Some(tariff()));
        assert_eq!(Energy::tariff(0, START + 2), Some(better));
    });
}

#[test]
fn set_tariff_should_hold_a_week_later_when_it_is_dearer_or_pays_less() {
    for worse in [retail(74), Tariff { feed_in: 9, ..retail(50) }] {
        ExtBuilder::default().build_and_execute(|| {
            set(worse);
            has_event(Event::TariffSet { grid: 0, from: START + WEEK, tariff: worse.into() });
            assert_eq!(Energy::tariff(0, START + WEEK - 1), Some(tariff()));
            assert_eq!(Energy::tariff(0, START + WEEK), Some(worse));
        });
    }
}

#[test]
fn set_tariff_should_replace_what_was_announced_for_later() {
    ExtBuilder::default().build_and_execute(|| {
        set(retail(70));
        set(retail(60));
        assert_eq!(versions(), vec![(START + 2, 60)]);
        set(retail(90));
        assert_eq!(versions(), vec![(START + 2, 60), (START + WEEK, 90)]);
        go_to(START + 300);
        // The announcement is withdrawn.
        set(retail(60));
        assert_eq!(versions(), vec![(START + 2, 60), (START + 302, 60)]);
    });
}

#[test]
fn set_tariff_should_keep_the_day_when_an_announcement_is_mended_within_a_day() {
    ExtBuilder::default().build_and_execute(|| {
        set(retail(90));
        go_to(START + 96);
        set(retail(80));
        assert_eq!(versions(), vec![(START + WEEK, 80)]);
        // Not for the worse, in any price.
        set(retail(81));
        assert_eq!(versions(), vec![(START + WEEK, 80), (START + 96 + WEEK, 81)]);
        set(Tariff { feed_in: 9, ..retail(80) });
        assert_eq!(versions(), vec![(START + WEEK, 80), (START + 96 + WEEK, 80)]);
    });
    ExtBuilder::default().build_and_execute(|| {
        set(retail(90));
        // Nor later.
        go_to(START + 97);
        set(retail(80));
        assert_eq!(versions(), vec![(START + WEEK, 90), (START + 97 + WEEK, 80)]);
    });
}

/// A tariff that is no better and no worse than the one before it: it asks more and pays more.
fn incomparable(n: u32) -> Tariff {
    Tariff { feed_in: 10 + u64::from(n), retail: 73 + u64::from(n), ..tariff() }
}

/// Seven versions, each of which has begun, and asks more and pays more than the one before it.
fn seven_versions() {
    for n in 1..7 {
        announced(0, START + n, incomparable(n));
    }
    go_to(START + 10);
}

#[test]
fn set_tariff_should_always_find_a_place_when_it_is_worse_for_nobody() {
    ExtBuilder::default().build_and_execute(|| {
        // Twenty corrections in as many slots: before, the ninth was refused for 40 days.
        for change in 1..=20u32 {
            set(retail(73 - u64::from(change)));
            assert_eq!(grid(0).tariffs.last().unwrap().from, START + change - 1 + 2);
            go_to(START + change);
        }
        assert_eq!(grid(0).tariffs.len(), 8);
        go_to(START + 25);
        assert_eq!(Energy::tariff(0, START + 25), Some(retail(53)));
    });
    ExtBuilder::default().build_and_execute(|| {
        seven_versions();
        for change in 0..5u64 {
            let better = Tariff { retail: 79 - change, ..incomparable(6) };
            set(Tariff { feed_in: 16, ..better });
            go_to(slot_now() + 1);
        }
        assert_eq!(grid(0).tariffs.len(), 8);
    });
}

#[test]
fn set_tariff_should_unite_versions_for_the_households_good_when_it_needs_a_place() {
    ExtBuilder::default().build_and_execute(|| {
        announced(0, START + 1, Tariff { feed_in: 9, retail: 80, ..tariff() });
        for n in 2..8 {
            announced(0, START + n, incomparable(n));
        }
        go_to(START + 10);
        assert_eq!(grid(0).tariffs.len(), 8);
        let floor = Energy::float_reserve(&calendar(), 0, &grid(0));
        set(Tariff { feed_in: 17, retail: 70, ..tariff() });
        // The second version was worse than the first, which holds in its place.
        assert_eq!(Energy::tariff(0, START + 1), Some(tariff()));
        assert_eq!(Energy::tariff(0, START + 2), Some(incomparable(2)));
        assert_eq!(grid(0).tariffs.len(), 8);
        assert!(Energy::float_reserve(&calendar(), 0, &grid(0)) >= floor);
        // What was billed at 80 is refunded at 80.
        assert_eq!(grid(0).tariffs[0].billed, 80);
        assert_eq!(grid(0).highest_billed(&calendar()), 80);
    });
}

#[test]
fn set_tariff_should_replace_what_has_not_begun_when_there_is_no_other_place() {
    ExtBuilder::default().build_and_execute(|| {
        seven_versions();
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().tariffs.remove(0));
        set(incomparable(8));
        assert_eq!(grid(0).tariffs.len(), 7);
        // Two days later it can no longer be mended, but it can be replaced.
        go_to(START + 200);
        set(incomparable(7));
        let last = grid(0).tariffs.last().unwrap().clone();
        assert_eq!((last.from, last.tariff), (START + 200 + WEEK, incomparable(7).into()));
        assert_eq!(grid(0).tariffs.len(), 7);
        assert_eq!(Energy::tariff(0, START + 10 + WEEK), Some(incomparable(6)));
    });
}

#[test]
fn set_tariff_should_fail_when_it_is_worse_and_seven_versions_are_within_the_patience() {
    ExtBuilder::default().build_and_execute(|| {
        seven_versions();
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, incomparable(8).into()),
            Error::<Test>::TooManyTariffs
        );
        // The second version holds from START + 1: a patience later, the first has run out.
        go_to(START + PATIENCE);
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, incomparable(8).into()),
            Error::<Test>::TooManyTariffs
        );
        go_to(START + PATIENCE + 1);
        set(incomparable(8));
        assert_eq!(grid(0).tariffs[0].from, START + 1);
    });
}

#[test]
fn set_tariff_should_fail_when_the_grid_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_tariff(signed(operator()), 9, tariff().into()),
            Error::<Test>::UnknownGrid
        );
    });
}

#[test]
fn set_tariff_should_fail_when_not_called_by_the_operator() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_tariff(signed(owner(0)), 0, tariff().into()),
            Error::<Test>::NotOperator
        );
    });
}

#[test]
fn set_tariff_should_fail_when_the_tariff_is_invalid() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, retail(9).into()),
            Error::<Test>::InvalidTariff
        );
    });
}

#[test]
fn highest_retail_should_be_of_the_versions_in_force_and_of_all_when_too_old() {
    ExtBuilder::default().build_and_execute(|| {
        announced(0, START + 2, retail(80));
        go_to(START + 10);
        set(retail(60));
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
        set(retail(CAP));
        pruned.tariffs.try_push(crate::mock::grid(0).tariffs.last().unwrap().clone()).unwrap();
        assert_eq!(pruned.highest_retail(&calendar(), START, START), 80);
    });
}
