//! Whose turn it is, computed anew from the petitions alone.

use crate::{
    mock::{Petitions, *},
    *,
};
use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

type Rank = (Reverse<u32>, PetitionId);

/// The state before a call.
#[derive(Default)]
pub struct Turns {
    waiting: BTreeMap<Track, BTreeSet<Rank>>,
    stages: BTreeMap<PetitionId, Stage>,
    /// The tracks on which more petitions waited than are kept in order. Some must be submitted
    /// again.
    overfull: BTreeSet<Track>,
}

/// The petitions that wait for a place and whose time is not over, by track.
fn waiting() -> BTreeMap<Track, BTreeSet<Rank>> {
    let mut all = BTreeMap::<_, BTreeSet<_>>::new();
    for (id, found) in crate::Petitions::<Test>::iter() {
        match found.stage {
            Stage::Waiting { until, obstacle } if now() < until && obstacle.is_want_of_place() => {
                let rank = (Reverse(found.endorsements), id);
                all.entry(found.track).or_default().insert(rank);
            }
            _ => (),
        }
    }
    all
}

impl Turns {
    /// Remembers the state before a call.
    pub fn before(&mut self) {
        self.waiting = waiting();
        self.stages =
            crate::Petitions::<Test>::iter().map(|(id, found)| (id, found.stage)).collect();
    }

    /// Checks the state after the call: no petition took a place out of turn, each that is behind
    /// another names the right one, and the lists are as they must be. Returns what is worth
    /// counting.
    pub fn after(&mut self) -> Vec<&'static str> {
        let mut seen = vec![];
        let waiting = waiting();
        let none = BTreeSet::new();
        for (id, found) in crate::Petitions::<Test>::iter() {
            if self.stages.get(&id) == Some(&found.stage) || self.overfull.contains(&found.track) {
                continue;
            }
            let others = |all: &BTreeMap<Track, BTreeSet<Rank>>| {
                let all = all.get(&found.track).unwrap_or(&none).iter();
                all.copied().filter(|(_, other)| *other != id).collect()
            };
            match found.stage {
                Stage::Voting { .. } => {
                    let before: Vec<Rank> = others(&self.waiting);
                    let rank = (Reverse(found.endorsements), id);
                    assert!(before.iter().all(|other| rank < *other), "out of turn");
                    if !before.is_empty() {
                        seen.push("first of several");
                    }
                }
                Stage::Waiting { obstacle: Obstacle::Behind(first), .. } => {
                    let now: Vec<Rank> = others(&waiting);
                    assert_eq!(now.first().map(|(_, id)| *id), Some(first));
                    seen.push("behind another");
                }
                _ => (),
            }
        }
        for (track, ranks) in &waiting {
            if ranks.len() > MAX_CONTENDERS as usize {
                self.overfull.insert(*track);
            }
            if !self.overfull.contains(track) {
                let expected = ranks.iter().map(|(_, id)| *id).collect::<Vec<_>>();
                assert_eq!(turns(*track), expected, "who waits has a turn");
            }
            if let Some(before) = self.waiting.get(track) {
                let order = |ranks: &BTreeSet<Rank>, in_both: &BTreeSet<Rank>| {
                    let is_in = |id: PetitionId| in_both.iter().any(|(_, other)| *other == id);
                    let ids = ranks.iter().map(|(_, id)| *id);
                    ids.filter(|id| is_in(*id)).collect::<Vec<_>>()
                };
                if order(before, ranks) != order(ranks, before) {
                    seen.push("moved up");
                }
            }
        }
        for (track, _) in Contenders::<Test>::iter() {
            let listed = Petitions::contenders(track).len();
            assert!(listed <= waiting.get(&track).map_or(0, BTreeSet::len));
        }
        seen
    }
}
