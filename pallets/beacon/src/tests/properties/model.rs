//! The naive model: who is in the set, who gave what, and which seeds were drawn.

use crate::{
    mock::{AccountId, Test, GENESIS, KEPT},
    Output,
};
use beacon_vrf::Input;
use sp_core::Pair;
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{Hash, Seed, SessionIndex};

/// A validator, and the changes of its key until it was planned.
pub type Seat = (AccountId, u8);

pub struct Model {
    pub session: SessionIndex,
    pub active: Vec<Seat>,
    queued: Vec<Seat>,
    pub planned: Vec<AccountId>,
    pub keys: BTreeMap<AccountId, u8>,
    pub gave: BTreeMap<AccountId, Output>,
    passed: BTreeSet<AccountId>,
    /// All seeds that were ever drawn.
    pub drawn: Vec<Seed>,
}

impl Model {
    pub fn begin(n: AccountId) -> Self {
        let planned = (1..=n).collect::<Vec<_>>();
        let seats = planned.iter().map(|who| (*who, 0)).collect::<Vec<_>>();
        Self {
            session: 0,
            active: seats.clone(),
            queued: seats,
            planned,
            keys: BTreeMap::new(),
            gave: BTreeMap::new(),
            passed: BTreeSet::new(),
            drawn: Vec::new(),
        }
    }

    pub fn author(&self, slot: u64) -> Seat {
        self.active[slot as usize % self.active.len()]
    }

    pub fn key(&self, (who, changes): Seat) -> sp_core::sr25519::Public {
        crate::mock::pair(who, changes).public()
    }

    pub fn input(&self) -> Input {
        let last = self.drawn.last().map_or(Hash::zero(), |seed| seed.value);
        beacon_vrf::input(GENESIS.as_bytes(), self.session, last)
    }

    /// Notes an author that gave nothing in its block.
    pub fn pass(&mut self, who: AccountId) {
        self.passed.insert(who);
    }

    /// Ends the session. Returns what must be told of it.
    pub fn end_session(&mut self) -> Vec<crate::Event<Test>> {
        let (session, validators) = (self.session, self.active.len() as u32);
        let outputs = self.gave.len() as u32;
        let mut told = Vec::new();
        // More than a third.
        if 3 * outputs > validators {
            let mut given = 0;
            let mut sum = Hash::zero();
            // In the order of the set, whatever the order was in which they came.
            for (place, (who, _)) in self.active.iter().enumerate() {
                if let Some(output) = self.gave.get(who) {
                    given += 1 << place;
                    sum = beacon_vrf::add(sum, output);
                }
            }
            let value = beacon_vrf::seed(&self.input(), given, sum);
            self.drawn.push(Seed { session, value });
            told.push(crate::Event::SeedDrawn { session, value, outputs, validators });
        } else {
            told.push(crate::Event::NoSeed { session, outputs, needed: validators / 3 + 1 });
        }
        let silent = self.active.iter().map(|(who, _)| *who);
        let silent = silent.filter(|who| !self.gave.contains_key(who));
        let (withheld, absent) = silent.partition::<Vec<_>, _>(|who| self.passed.contains(who));
        if !withheld.is_empty() {
            told.push(crate::Event::Withheld { session, validators: withheld });
        }
        if !absent.is_empty() {
            told.push(crate::Event::Absent { session, validators: absent });
        }

        self.session += 1;
        self.gave.clear();
        self.passed.clear();
        let key = |who: &AccountId| (*who, self.keys.get(who).copied().unwrap_or_default());
        let next = self.planned.iter().map(key).collect();
        self.active = std::mem::replace(&mut self.queued, next);
        told
    }

    /// The seed that lots of a case are drawn by which opened in a session.
    pub fn seed_after(&self, opened: SessionIndex) -> Option<Seed> {
        let first = self.drawn.iter().copied().find(|seed| seed.session > opened)?;
        let newest = self.session.checked_sub(1)?;
        (newest < first.session + KEPT).then_some(first)
    }
}
