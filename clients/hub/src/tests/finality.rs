use super::*;
use crate::tests::blocks::SETTINGS;

/// A hub that looks, and what it has noted by then.
struct Hub {
    _folder: tempfile::TempDir,
    store: Store,
    watch: Watch,
}

impl Hub {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("hub.sqlite"), SETTINGS).unwrap();
        Self { _folder: folder, store, watch: Watch::default() }
    }

    /// Looks at these heights, at these seconds.
    fn looks(&mut self, at: &[(Height, u64)]) {
        for (height, second) in at {
            self.store.look(&mut self.watch, *height, second * 1_000).unwrap();
        }
    }

    /// First and last, and the seconds after which and until when.
    fn finality(&self) -> Vec<(Height, Height, Option<u64>, u64)> {
        let rows = finality(&self.store.db, None, 100).unwrap();
        let seconds = |row: FinalRow| {
            (row.first, row.last, row.after.map(|ms| ms / 1_000), row.until / 1_000)
        };
        rows.into_iter().map(seconds).collect()
    }

    fn stalls(&self) -> Vec<(Height, u64, Option<u64>)> {
        let rows = stalls(&self.store.db, None, 100).unwrap();
        let seconds =
            |row: StallRow| (row.first, row.since / 1_000, row.until.map(|ms| ms / 1_000));
        rows.into_iter().map(seconds).collect()
    }
}

#[test]
fn it_should_be_known_when_a_block_became_final() {
    let mut hub = Hub::new();
    // When the first ones did nobody saw.
    hub.looks(&[(10, 100), (10, 102), (11, 104), (11, 106), (13, 108)]);
    assert_eq!(hub.finality(), [(12, 13, Some(106), 108), (11, 11, Some(102), 104)]);
    assert!(hub.stalls().is_empty());
    assert_eq!(finality(&hub.store.db, Some(13), 100).unwrap().len(), 1);
    assert_eq!(finality(&hub.store.db, None, 1).unwrap()[0].last, 13);
    // The hub was busy, so it does not know when these did, only that they had by then.
    hub.looks(&[(99, 300), (100, 302)]);
    assert_eq!(hub.finality()[..2], [(100, 100, Some(300), 302), (14, 99, None, 300)]);
    assert!(hub.stalls().is_empty());
}

#[test]
fn a_stall_should_be_told_while_it_lasts_and_afterwards() {
    let mut hub = Hub::new();
    hub.looks(&[(7, 1_000), (8, 1_006)]);
    hub.looks(&[(8, 1_030), (8, 1_060), (8, 1_066)]);
    assert!(hub.stalls().is_empty());
    hub.looks(&[(8, 1_067)]);
    assert_eq!(hub.stalls(), [(9, 1_006, None)]);
    hub.looks(&[(8, 1_100), (8, 1_150), (60, 1_200)]);
    assert_eq!(hub.stalls(), [(9, 1_006, Some(1_200))]);
    assert_eq!(hub.finality()[0], (9, 60, Some(1_150), 1_200));
    // Another one, over a restart of the hub.
    hub.looks(&[(60, 1_250), (60, 1_290)]);
    assert_eq!(hub.stalls(), [(61, 1_200, None), (9, 1_006, Some(1_200))]);
    hub.watch = Watch::default();
    hub.looks(&[(60, 2_000)]);
    assert_eq!(hub.stalls()[0], (61, 1_200, None));
    hub.looks(&[(60, 2_090), (61, 2_100), (62, 2_106)]);
    assert_eq!(hub.stalls()[0], (61, 1_200, Some(2_100)));
    assert_eq!(hub.stalls().len(), 2);
    assert_eq!(stalls(&hub.store.db, Some(61), 100).unwrap().len(), 1);
    // It ended while the hub was away: by the time it looks again.
    hub.looks(&[(62, 2_200)]);
    hub.watch = Watch::default();
    hub.looks(&[(70, 3_000)]);
    assert_eq!(hub.stalls()[0], (63, 2_106, Some(3_000)));
    assert_eq!(hub.finality()[0], (63, 70, None, 3_000));
}

#[test]
fn a_node_that_is_behind_should_not_be_news() {
    let mut hub = Hub::new();
    hub.looks(&[(50, 100), (51, 106), (20, 108), (21, 110), (21, 200), (51, 202)]);
    assert_eq!(hub.finality(), [(51, 51, Some(100), 106)]);
    assert!(hub.stalls().is_empty());
    hub.looks(&[(52, 204)]);
    assert_eq!(hub.finality(), [(52, 52, Some(202), 204), (51, 51, Some(100), 106)]);
    // Nor after a restart.
    hub.watch = Watch::default();
    hub.looks(&[(30, 210), (31, 216), (53, 222)]);
    assert_eq!(hub.finality()[0], (53, 53, Some(216), 222));
    assert_eq!(hub.finality().len(), 3);
}

#[test]
fn what_is_a_week_old_should_be_forgotten_but_stalls() {
    let mut hub = Hub::new();
    hub.looks(&[(1, 100), (1, 200), (2, 206), (3, 212)]);
    assert_eq!(hub.finality().len(), 2);
    hub.looks(&[(3 + BLOCKS, 218)]);
    assert_eq!(hub.finality().len(), 1);
    assert_eq!(hub.stalls(), [(2, 100, Some(206))]);
}
