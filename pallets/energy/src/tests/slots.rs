use crate::{slots::all_in, *};

const START: Slot = 2_000_003;

#[test]
fn octets_should_tell_what_single_slots_do() {
    let (mut set, oldest) = (SlotSet::default(), START - 50);
    for slot in (START..START + 200).filter(|slot| slot % 3 > 0) {
        set.add(slot, oldest);
    }
    for (first, length) in (0..40).flat_map(|n| (0..30).map(move |length| (START + n, length))) {
        let last = first + length;
        let each = (first..=last).all(|slot| set.has(slot) == Some(true));
        assert_eq!(all_in(first, last, |octet| set.octet(octet)), each, "{first} to {last}");
        assert!(all_in(first, last, |_| u8::MAX));
        assert!(!all_in(first, last, |_| 0));
    }
    assert_eq!((set.octet(0), set.octet(u32::MAX)), (0, 0));
}
