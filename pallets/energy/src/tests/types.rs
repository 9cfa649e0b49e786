use crate::{mock::PATIENCE, *};

#[test]
fn waiting_keys_should_sort_by_time_then_grid_then_slot() {
    let keys = [
        (1, 2, 3),
        (1, 2, 256),
        (1, 3, 0),
        (2, 0, 0),
        (1 << 40, 0, 1),
    ];
    let made = keys.map(|(due, grid, slot)| waiting_key(due, grid, slot));
    assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    for (key, parts) in made.into_iter().zip(keys) {
        assert_eq!(split_waiting_key(key), parts);
    }
}

#[test]
fn closed_slots_should_remember_for_the_length_of_the_patience() {
    let mut closed = ClosedSlots::default();
    let first = 2_000_003;
    for slot in (first..first + 3 * PATIENCE).step_by(7) {
        let oldest = (slot + 1).saturating_sub(PATIENCE);
        closed.close(slot, oldest);
        assert!(codec::Encode::encoded_size(&closed) <= 4 + 2 + 481);
        for (known, expected) in [(slot, true), (slot + 1, false), (slot - 1, false)] {
            assert_eq!(closed.is_closed(known), Some(expected));
        }
        if slot > first + PATIENCE {
            assert!(closed.is_closed(oldest).is_some());
            assert_eq!(closed.is_closed(oldest - 8), None);
        }
    }
}

#[test]
fn closed_slots_should_ignore_what_is_older_than_they_remember() {
    let mut closed = ClosedSlots::default();
    closed.close(5_000, 4_000);
    closed.close(3_000, 4_000);
    assert_eq!(closed.is_closed(3_000), None);
    assert_eq!(closed.is_closed(5_000), Some(true));
}
