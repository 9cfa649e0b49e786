use crate::{calendar::Calendar, mock::*, *};
use frame_support::assert_ok;
use sp_core::Pair;

/// The number of meters that grid 0 heard from since a slot, and within the patience.
fn heard_since(first: Slot) -> (u32, u32) {
    let calendar = Calendar::read::<Test>();
    let of = |first| grid(0).heard_since(&calendar, first);
    (of(first), of(calendar.oldest_slot()))
}

#[test]
fn grid_should_count_a_meter_by_the_slot_of_its_newest_reading_or_baseline() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        assert_eq!(heard_since(START - 1), (3, 3));
        go_to(START + 97);
        submit_ok(vec![reading(0, START + 96, 0, 0)]);
        assert_eq!(heard_since(START + 96), (1, 3));
        let baseline = Baseline { slot: START + 96, ..Default::default() };
        assert_ok!(Energy::rotate_meter_key(
            signed(operator()),
            1,
            key(9).public(),
            baseline,
            None
        ));
        assert_eq!(heard_since(START + 96), (2, 3));
        assert_eq!(register(0, owner(3)), 3);
        assert_eq!(heard_since(START + 96), (3, 4));
    });
}

#[test]
fn grid_should_forget_a_meter_that_is_retired_or_not_read_within_the_patience() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        go_to(START + 96);
        submit_ok(vec![reading(0, START + 95, 0, 0), reading(1, START + 95, 0, 0)]);
        assert_ok!(Energy::retire_meter(signed(operator()), 1, false));
        assert_eq!(heard_since(START), (1, 2));
        // The span of START - 1 is the day before.
        go_to(START + PATIENCE);
        assert_eq!(heard_since(START), (1, 1));
        go_to(START + 96 + PATIENCE);
        assert_eq!(heard_since(START), (1, 0));
        assert_eq!(grid(0).meters, 2);
        // What is forgotten counts again with its next reading.
        submit_ok(vec![reading(2, slot_now() - 1, 0, 0)]);
        assert_eq!(heard_since(slot_now() - 1), (1, 1));
        assert_eq!(grid(0).heard.len(), 1);
    });
}

#[test]
fn grid_should_have_room_for_every_span_of_the_patience() {
    ExtBuilder::default().meters(45).build_and_execute(|| {
        // Each is read for the last time a day after the one before it.
        for id in 0..45 {
            go_to(START + 50 + 96 * id);
            submit_ok(vec![reading(id, slot_now() - 1, 0, 0)]);
            check();
        }
        assert_eq!(grid(0).heard.len(), 41);
        assert_eq!(heard_since(START), (41, 41));
    });
}
