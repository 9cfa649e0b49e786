//! Which validators are in the set, which may leave, and how much of the set a community may hold:
//! pure arithmetic, without storage.
//!
//! **Fitness** decides everything. A validator without keys cannot be in a set. An offender is in
//! it only if there would be fewer than the minimum without it. All others are in it.

use crate::types::{CommunityId, Validator};
use alloc::vec::Vec;

/// The smallest set in which a community has a cap.
pub const CAPPED_FROM: u32 = 4;

/// The most validators that one community may hold of a set of `n`: fewer than a third, so that no
/// community alone can stop finality. Smaller sets have no cap, because in them it would allow
/// nobody anything.
///
/// | set | 1–3 | 4–6 | 7–9 | 10–12 | 128 |
/// |---|---|---|---|---|---|
/// | cap | none | 1 | 2 | 3 | 42 |
pub fn cap(n: u32) -> Option<u32> {
    (n >= CAPPED_FROM).then(|| n.saturating_sub(1) / 3)
}

/// What a validator can do for a set.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fitness {
    /// It can do nothing, because it has no keys.
    WithoutKeys,
    /// It can fill up a set that would be too small.
    Offender,
    /// It can serve.
    Fit,
}

/// A validator, and whether it has keys.
#[derive(Clone, Debug)]
pub struct Seat<AccountId> {
    /// The validator.
    pub validator: Validator<AccountId>,
    /// Whether it has session keys.
    pub has_keys: bool,
}

impl<AccountId> Seat<AccountId> {
    /// Its fitness.
    pub fn fitness(&self) -> Fitness {
        match (self.has_keys, self.validator.offence) {
            (false, _) => Fitness::WithoutKeys,
            (true, Some(_)) => Fitness::Offender,
            (true, None) => Fitness::Fit,
        }
    }
}

/// All validators.
#[derive(Clone, Debug)]
pub struct Seats<AccountId> {
    /// The seats, in the order of admission.
    pub seats: Vec<Seat<AccountId>>,
    /// The least number of validators.
    pub minimum: u32,
}

impl<AccountId: Clone + Eq> Seats<AccountId> {
    /// The number of validators.
    pub fn len(&self) -> u32 {
        self.seats.len() as u32
    }

    /// Whether there are no validators.
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// The seat of an account.
    pub fn get(&self, who: &AccountId) -> Option<&Seat<AccountId>> {
        self.seats.iter().find(|seat| seat.validator.account == *who)
    }

    /// The record of an account, to change it.
    pub fn get_mut(&mut self, who: &AccountId) -> Option<&mut Validator<AccountId>> {
        let mut records = self.seats.iter_mut().map(|seat| &mut seat.validator);
        records.find(|validator| validator.account == *who)
    }

    /// Removes an account.
    pub fn remove(&mut self, who: &AccountId) -> Option<Validator<AccountId>> {
        let index = (self.seats.iter()).position(|seat| seat.validator.account == *who)?;
        Some(self.seats.remove(index).validator)
    }

    /// The number of validators that are at least as fit as this.
    pub fn count(&self, fitness: Fitness) -> u32 {
        let able = self.seats.iter().filter(|seat| seat.fitness() >= fitness);
        able.count() as u32
    }

    /// The set: all that are fit. If they are too few, offenders fill it up, the mildest first.
    pub fn planned(&self) -> Vec<AccountId> {
        let missing = self.minimum.saturating_sub(self.count(Fitness::Fit));
        let offenders = self.seats.iter().filter(|seat| seat.fitness() == Fitness::Offender);
        let mut offenders = offenders.map(|seat| &seat.validator).collect::<Vec<_>>();
        offenders.sort_by_key(|offender| offender.offence);
        offenders.truncate(missing as usize);
        let is_in = |seat: &&Seat<AccountId>| match seat.fitness() {
            Fitness::Fit => true,
            Fitness::Offender => {
                (offenders.iter()).any(|offender| offender.account == seat.validator.account)
            }
            Fitness::WithoutKeys => false,
        };
        let planned = self.seats.iter().filter(is_in);
        planned.map(|seat| seat.validator.account.clone()).collect()
    }

    /// The number of validators that a community has. Those that are left out of the set count,
    /// because they may be back without an admission.
    pub fn held_by(&self, community: CommunityId) -> u32 {
        let held = |seat: &&Seat<AccountId>| seat.validator.community == community;
        self.seats.iter().filter(held).count() as u32
    }

    /// Whether a community has at most its cap of the set.
    pub fn is_within_cap(&self, community: CommunityId) -> bool {
        cap(self.planned().len() as u32).is_none_or(|cap| self.held_by(community) <= cap)
    }

    /// Whether a validator of that fitness may go. The minimum must remain of those that are at
    /// least as fit. So no departure brings back an offender, and nobody has to stay only because
    /// others lost their keys.
    pub fn may_go(&self, fitness: Fitness) -> bool {
        self.count(fitness) > self.minimum
    }

    /// Lets the validator go that has waited longest, of those that may go now.
    pub fn release(&mut self) -> Option<Validator<AccountId>> {
        // If a validator may go, all that are less fit may go.
        let order = [Fitness::Fit, Fitness::Offender, Fitness::WithoutKeys];
        let fittest = order.into_iter().find(|fitness| self.may_go(*fitness))?;
        let waiting = self.seats.iter().enumerate();
        let waiting = waiting
            .filter(|(_, seat)| seat.validator.leaving.is_some() && seat.fitness() <= fittest);
        let (index, _) = waiting.min_by_key(|(_, seat)| seat.validator.leaving)?;
        Some(self.seats.remove(index).validator)
    }
}
