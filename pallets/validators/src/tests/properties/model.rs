//! The rules once more, as plainly as possible: every question recounts everything.

use crate::mock::*;
use std::collections::{BTreeMap, BTreeSet};

/// A validator.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub who: Account,
    pub community: u32,
    pub leaving: Option<u32>,
    pub reports: u32,
    pub last_offence: u32,
    pub pardoned: u32,
}

/// The accounts in a set, with their keys.
pub type Set = Vec<(Account, u64)>;

/// A network.
pub struct Model {
    pub minimum: usize,
    pub session: u32,
    pub keys: BTreeMap<Account, u64>,
    pub validators: Vec<Record>,
    /// The validators that left and still serve.
    pub gone: Vec<Record>,
    pub active: Set,
    pub queued: Set,
    /// The accounts that were reported for a session and a round.
    pub reported: BTreeMap<(u32, u64), Vec<Account>>,
}

/// The result of a call.
pub type Outcome = Result<(), &'static str>;

fn ensure(holds: bool, error: &'static str) -> Outcome {
    holds.then_some(()).ok_or(error)
}

impl Model {
    pub fn begin(validators: &[(Account, u32)], minimum: u32) -> Self {
        let record = |(who, community): &(Account, u32)| Record {
            who: *who,
            community: *community,
            leaving: None,
            reports: 0,
            last_offence: 0,
            pardoned: 0,
        };
        let set = validators.iter().map(|(who, _)| (*who, *who));
        let set = set.collect::<Set>();
        Self {
            minimum: minimum as usize,
            session: 0,
            keys: set.iter().copied().collect(),
            validators: validators.iter().map(record).collect(),
            gone: vec![],
            active: set.clone(),
            queued: set,
            reported: BTreeMap::new(),
        }
    }

    fn grade(&self, record: &Record) -> u8 {
        match (self.keys.contains_key(&record.who), record.reports) {
            (false, _) => 0,
            (true, 0) => 2,
            (true, _) => 1,
        }
    }

    /// The accounts of the next set: those of the best grade, then the mildest offenders, one by
    /// one.
    pub fn planned(&self) -> Vec<Account> {
        let of_grade = |grade| {
            let of_it = self.validators.iter();
            of_it.filter(move |record| self.grade(record) == grade)
        };
        let mut chosen = of_grade(2).map(|record| record.who).collect::<BTreeSet<_>>();
        while chosen.len() < self.minimum {
            let left = of_grade(1).filter(|record| !chosen.contains(&record.who));
            let Some(next) = left.min_by_key(|record| (record.reports, record.last_offence)) else {
                break;
            };
            chosen.insert(next.who);
        }
        let order = self.validators.iter().map(|record| record.who);
        order.filter(|who| chosen.contains(who)).collect()
    }

    fn may_go(&self, who: Account) -> bool {
        let Some(goes) = self.validators.iter().find(|record| record.who == who) else {
            return false;
        };
        let rest = self.validators.iter().filter(|record| record.who != who);
        let as_fit = rest.filter(|record| self.grade(record) >= self.grade(goes));
        as_fit.count() >= self.minimum
    }

    fn serves(&self, who: Account) -> bool {
        let mut sets = self.active.iter().chain(&self.queued);
        sets.any(|(one, _)| *one == who)
    }

    fn depart(&mut self, who: Account) {
        let index = self.validators.iter().position(|record| record.who == who);
        let record = self.validators.remove(index.expect("a validator"));
        if self.serves(who) {
            self.gone.push(record);
        } else {
            self.keys.remove(&who);
        }
    }

    /// Lets the validator go that has waited longest, of those that may.
    fn release(&mut self) -> bool {
        let waiting = self.validators.iter();
        let waiting = waiting.filter(|record| record.leaving.is_some() && self.may_go(record.who));
        let Some(first) = waiting.min_by_key(|record| record.leaving) else {
            return false;
        };
        self.depart(first.who);
        true
    }

    fn find(&mut self, who: Account) -> Result<&mut Record, &'static str> {
        let mut records = self.validators.iter_mut();
        records.find(|record| record.who == who).ok_or("NotValidator")
    }

    pub fn add(&mut self, who: Account, community: u32) -> Outcome {
        ensure(community < COMMUNITIES, "UnknownCommunity")?;
        ensure(self.keys.contains_key(&who), "NoKeys")?;
        ensure(self.find(who).is_err(), "AlreadyValidator")?;
        let count = self.validators.len();
        ensure(count < MAX_VALIDATORS as usize, "TooManyValidators")?;

        let before = (self.validators.clone(), self.gone.clone(), self.keys.clone());
        let was = self.gone.iter().position(|record| record.who == who);
        let was = was.map(|index| self.gone.remove(index));
        self.validators.push(Record {
            who,
            community,
            leaving: None,
            reports: was.as_ref().map_or(0, |was| was.reports),
            last_offence: was.as_ref().map_or(0, |was| was.last_offence),
            pardoned: was.as_ref().map_or(0, |was| was.pardoned),
        });
        self.release();
        let n = self.planned().len();
        let held = self.validators.iter();
        let held = held.filter(|record| record.community == community).count();
        // Fewer than a third.
        if n >= 4 && 3 * held >= n {
            (self.validators, self.gone, self.keys) = before;
            return Err("AboveCap");
        }
        Ok(())
    }

    pub fn remove(&mut self, who: Account) -> Outcome {
        self.find(who)?;
        ensure(self.may_go(who), "BelowMinimum")?;
        self.depart(who);
        Ok(())
    }

    pub fn replace(&mut self, who: Account, by: Account) -> Outcome {
        ensure(self.find(by).is_err(), "AlreadyValidator")?;
        let goes = self.find(who)?.clone();
        let needed = !self.may_go(who);
        let before = (self.validators.clone(), self.gone.clone(), self.keys.clone());
        self.validators.retain(|record| record.who != who);
        let mut outcome = self.add(by, goes.community);
        let comes = self.find(by).map(|record| record.clone());
        if comes.is_ok_and(|comes| needed && self.grade(&comes) < self.grade(&goes)) {
            outcome = Err("BelowMinimum");
        }
        if outcome.is_err() {
            (self.validators, self.gone, self.keys) = before;
        } else if self.serves(who) {
            self.gone.push(goes);
        } else {
            self.keys.remove(&who);
        }
        outcome
    }

    pub fn leave(&mut self, who: Account) -> Outcome {
        ensure(self.find(who)?.leaving.is_none(), "AlreadyLeaving")?;
        if self.may_go(who) {
            self.depart(who);
        } else {
            self.find(who)?.leaving = Some(clock());
        }
        Ok(())
    }

    pub fn stay(&mut self, who: Account) -> Outcome {
        let leaving = &mut self.find(who)?.leaving;
        leaving.take().map(|_| ()).ok_or("NotLeaving")
    }

    pub fn pardon(&mut self, who: Account) -> Outcome {
        let session = self.session;
        let record = self.find(who)?;
        ensure(record.reports > 0, "NotOffender")?;
        (record.reports, record.last_offence, record.pardoned) = (0, 0, session);
        self.release();
        Ok(())
    }

    pub fn set_minimum(&mut self, minimum: usize) -> Outcome {
        let fit = self.validators.iter().filter(|record| self.grade(record) == 2).count();
        ensure(minimum >= self.minimum.min(4), "MinimumTooLow")?;
        ensure(minimum <= fit, "MinimumTooHigh")?;
        self.minimum = minimum;
        self.release();
        Ok(())
    }

    pub fn withdraw_keys(&mut self, who: Account) -> Outcome {
        let known = self.find(who).is_ok() || self.gone.iter().any(|record| record.who == who);
        ensure(!known && !self.serves(who), "KeysInUse")?;
        self.keys.remove(&who).map(|_| ()).ok_or("NoKeys")
    }

    pub fn report(&mut self, who: Account, session: u32, round: u64) -> Outcome {
        let reported = self.reported.entry((session, round)).or_default();
        ensure(!reported.contains(&who), "DuplicateReport")?;
        reported.push(who);
        let reported = reported.clone();
        for record in self.validators.iter_mut().chain(&mut self.gone) {
            if reported.contains(&record.who) && session >= record.pardoned {
                record.reports += 1;
                record.last_offence = record.last_offence.max(session);
            }
        }
        Ok(())
    }

    /// A session begins. Returns whether a set was planned.
    pub fn next_session(&mut self) -> bool {
        self.session += 1;
        self.active = self.queued.clone();
        let (stay, gone) = std::mem::take(&mut self.gone)
            .into_iter()
            .partition::<Vec<_>, _>(|record| self.active.iter().any(|(who, _)| *who == record.who));
        self.gone = stay;
        for record in gone {
            self.keys.remove(&record.who);
        }
        while self.release() {}
        let planned = self.planned().into_iter();
        let planned = planned.map(|who| (who, self.keys[&who])).collect::<Set>();
        let changed = planned != self.queued;
        self.queued = planned;
        changed
    }

    pub fn offenders_in_the_set(&self) -> usize {
        let records = self.validators.iter().chain(&self.gone);
        let offenders = records.filter(|record| record.reports > 0);
        let active =
            offenders.filter(|record| self.active.iter().any(|(who, _)| *who == record.who));
        active.count()
    }
}
