use serde_json::json;

use crate::track::{track_words, Clock, Track};
use crate::value::plain;

#[test]
fn track_should_be_read_and_written_alike() {
    for text in ["constitution", "validators", "appeals", "treasury", "parameters", "village:12"] {
        let track: Track = text.parse().expect("a track");
        assert_eq!(track_words(&track.value()), text);
    }
    assert_eq!(plain(&Track::Village(3).value()), json!({ "Village": 3 }));
    for text in ["", "village", "village:", "village:x", "village:4294967296", "nation"] {
        assert!(text.parse::<Track>().is_err(), "{text}");
    }
}

#[test]
fn time_should_be_told_in_words() {
    let clock = Clock { now: 1_000, day: 14_400 };
    assert_eq!(clock.when(1_000), "slot 1000, which is past");
    assert_eq!(clock.when(1_100), "slot 1100, in 10 minutes");
    assert_eq!(clock.when(1_000 + 2 * 600), "slot 2200, in 2 hours");
    assert_eq!(clock.when(1_000 + 7 * 14_400), "slot 101800, in 7 days");
    assert!(clock.when(u32::MAX).starts_with("slot 4294967295, in 298"));
}
