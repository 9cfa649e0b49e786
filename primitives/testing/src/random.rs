//! Random lives: something must hold whatever happens, in any order.

use proptest::{
    strategy::Strategy,
    test_runner::{Config, TestRunner},
};
use std::{cell::RefCell, collections::BTreeMap, panic::Location};

/// How many times as many lives are lived at most until all that must happen did.
const ROUNDS: u32 = 8;

/// A configuration for so many cases. Failures are kept next to `src`.
pub fn config(cases: u32) -> Config {
    Config { max_shrink_iters: 4_000, ..Config::with_cases(cases) }
}

/// Counts how often each thing happened.
#[derive(Clone, Debug, Default)]
pub struct Counts(BTreeMap<&'static str, u64>);

impl Counts {
    /// Counts that it happened.
    pub fn count(&mut self, what: &'static str) {
        self.add(what, 1);
    }

    /// Counts that it happened so many times.
    pub fn add(&mut self, what: &'static str, times: u64) {
        *self.0.entry(what).or_default() += times;
    }

    /// Counts what became of a call: its name, or that of the error. Returns whether it went well.
    pub fn outcome<R, E>(&mut self, name: &'static str, done: &Result<R, E>) -> bool
    where
        E: Copy + Into<&'static str>,
    {
        self.count(match done {
            Ok(_) => name,
            Err(error) => (*error).into(),
        });
        done.is_ok()
    }

    fn extend(&mut self, others: Self) {
        for (what, times) in others.0 {
            self.add(what, times);
        }
    }

    fn times(&self, what: &'static str) -> u64 {
        self.0.get(what).copied().unwrap_or_default()
    }

    /// What happened less often than it must.
    fn short_of(&self, floors: &[(&'static str, u64)]) -> Option<&'static str> {
        let short = floors.iter().find(|&&(what, floor)| self.times(what) < floor);
        short.map(|&(what, _)| what)
    }
}

/// Runs so many random lives. Each returns what happened in it. A life that fails is made as short
/// as possible, and its seed is kept for the next run.
///
/// A test in which nothing happens shows nothing. So the floors say what must happen, and how often
/// in all lives together. What is seldom may be missing by chance: then as many lives are lived
/// again, eight times at most, and what is still missing cannot happen, or hardly.
#[track_caller]
pub fn live<S: Strategy>(
    cases: u32,
    lives: S,
    floors: impl IntoIterator<Item = (&'static str, u64)>,
    life: impl Fn(S::Value) -> Counts,
) {
    let config = Config { source_file: Some(Location::caller().file()), ..config(cases) };
    let floors = floors.into_iter().collect::<Vec<_>>();
    let counts = RefCell::new(Counts::default());
    for round in 1.. {
        let outcome = TestRunner::new(config.clone()).run(&lives, |random| {
            let happened = life(random);
            counts.borrow_mut().extend(happened);
            Ok(())
        });
        if let Err(failure) = outcome {
            panic!("{failure}");
        }
        let counts = counts.borrow();
        let Some(what) = counts.short_of(&floors) else { return };
        let times = counts.times(what);
        assert!(round < ROUNDS, "{what}: {times} times in all is not enough: {counts:#?}");
    }
}

/// Gives each of these names the same floor.
pub fn each(
    names: impl IntoIterator<Item = &'static str>,
    floor: u64,
) -> impl Iterator<Item = (&'static str, u64)> {
    names.into_iter().map(move |name| (name, floor))
}

/// Picks one of these, if there are any.
pub fn pick<T: Copy>(from: &[T], n: u16) -> Option<T> {
    let index = usize::from(n).checked_rem(from.len())?;
    from.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::strategy::Just;

    /// Each day it rains twice, if it may.
    fn day(of_rain: bool) -> Counts {
        let mut counts = Counts::default();
        for _ in 0..2 {
            counts.outcome("rain", &of_rain.then_some(()).ok_or("drought"));
        }
        counts
    }

    #[test]
    fn floors_should_hold_of_all_lives_together() {
        live(5, Just(true), [("rain", 10), ("drought", 0)], day);
        live(5, Just(false), each(["drought"], 10), day);
    }

    #[test]
    fn lives_should_go_on_until_what_must_happen_did() {
        let days = RefCell::new(0);
        live(5, Just(true), [("rain", 11)], |of_rain| {
            *days.borrow_mut() += 1;
            day(of_rain)
        });
        assert_eq!(days.into_inner(), 10);
    }

    #[test]
    #[should_panic(expected = "rain: 80 times in all is not enough")]
    fn lives_should_fail_when_too_little_happened() {
        live(5, Just(true), [("rain", 81)], day);
    }

    #[test]
    #[should_panic(expected = "snow: 0 times in all is not enough")]
    fn lives_should_fail_when_something_never_happened() {
        live(5, Just(true), each(["rain", "snow"], 1), day);
    }
}
