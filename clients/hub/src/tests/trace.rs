use proptest::prelude::*;

use super::*;
use crate::calls::Action::{Other, SetTime};
use crate::calls::Call::{Either, OneByOne, Plain, Through, Together, Told, UntilFailure};
use crate::calls::Carrier::{Multisig, Proxy};
use Mark::{Batch, BatchWithErrors, Carried, Fallback, Interrupted, Item, ItemFailed, Main};

/// A call that is told apart by its number.
fn call(number: u64) -> Call {
    Plain(SetTime(number))
}

/// The calls that were made, if every second event is a mark and the others are the calls' own.
fn made(call: &Call, marks: &[Mark]) -> Option<Vec<(u64, Range<usize>)>> {
    let marks = marks.iter().enumerate().map(|(at, mark)| (at * 2 + 1, *mark)).collect::<Vec<_>>();
    let made = trace(call, &marks, 0..marks.len() * 2 + 1)?;
    let number = |made: Made| match made.action {
        SetTime(number) => Some((*number, made.events)),
        _ => None,
    };
    Some(made.into_iter().filter_map(number).collect())
}

#[test]
fn a_plain_call_should_have_all_events() {
    assert_eq!(made(&call(1), &[]), Some(vec![(1, 0..1)]));
    assert_eq!(made(&Through(Box::new(call(1))), &[]), Some(vec![(1, 0..1)]));
    assert_eq!(made(&call(1), &[Item]), None);
    assert_eq!(made(&Plain(Other), &[]), Some(vec![]));
}

#[test]
fn calls_of_a_batch_should_have_their_own_events() {
    let all = vec![(1, 0..1), (2, 2..3), (3, 4..5)];
    for batch in [UntilFailure, Together, OneByOne] {
        let batch = batch(vec![call(1), call(2), call(3)]);
        assert_eq!(made(&batch, &[Item, Item, Item, Batch]), Some(all.clone()));
        assert_eq!(made(&batch, &[Item, Item, Batch]), None);
        assert_eq!(made(&batch, &[Item, Item, Item, Item, Batch]), None);
    }
}

#[test]
fn calls_after_a_failure_should_not_count() {
    let batch = UntilFailure(vec![call(1), call(2), call(3)]);
    assert_eq!(made(&batch, &[Item, Interrupted(1)]), Some(vec![(1, 0..1)]));
    assert_eq!(made(&batch, &[Interrupted(0)]), Some(vec![]));
    assert_eq!(made(&batch, &[Item, Interrupted(2)]), None);
    let batch = OneByOne(vec![call(1), call(2), call(3)]);
    let marks = [Item, ItemFailed, Item, BatchWithErrors];
    assert_eq!(made(&batch, &marks), Some(vec![(1, 0..1), (3, 4..5)]));
    assert_eq!(made(&batch, &[Item, ItemFailed, Item, Batch]), None);
}

#[test]
fn a_batch_in_a_batch_should_not_be_taken_for_it() {
    let inner = OneByOne(vec![call(1), call(2)]);
    let outer = OneByOne(vec![inner.clone(), call(3)]);
    let some = |numbers: &[u64]| Some(numbers.to_vec());
    let numbers = |marks: &[Mark]| {
        let made = made(&outer, marks)?;
        Some(made.into_iter().map(|(number, _)| number).collect::<Vec<_>>())
    };
    assert_eq!(numbers(&[Item, Item, Batch, Item, Item, Batch]), some(&[1, 2, 3]));
    // The first item of the inner one failed; and the inner one failed as a whole.
    let marks = [ItemFailed, Item, BatchWithErrors, Item, Item, Batch];
    assert_eq!(numbers(&marks), some(&[2, 3]));
    assert_eq!(numbers(&[ItemFailed, Item, BatchWithErrors]), some(&[3]));
    assert_eq!(numbers(&[ItemFailed, ItemFailed, BatchWithErrors]), some(&[]));
    assert_eq!(
        numbers(&[ItemFailed, ItemFailed, BatchWithErrors, Item, ItemFailed, BatchWithErrors]),
        some(&[])
    );
}

#[test]
fn a_carried_call_should_count_if_it_was_made() {
    let proxy = Told(Proxy, Box::new(call(1)));
    assert_eq!(made(&proxy, &[Carried(Proxy, true)]), Some(vec![(1, 0..1)]));
    assert_eq!(made(&proxy, &[Carried(Proxy, false)]), Some(vec![]));
    assert_eq!(made(&proxy, &[]), None);
    assert_eq!(made(&proxy, &[Carried(Multisig, true)]), None);
    // A multisig waits for more approvals, and says nothing here.
    let multisig = Told(Multisig, Box::new(call(1)));
    assert_eq!(made(&multisig, &[]), Some(vec![]));
    assert_eq!(made(&multisig, &[Carried(Multisig, true)]), Some(vec![(1, 0..1)]));
    assert_eq!(made(&multisig, &[Carried(Multisig, false)]), Some(vec![]));
    // A carrier in a carrier: the inner one's event comes first.
    let both = Told(Multisig, Box::new(proxy));
    let marks = [Carried(Proxy, true), Carried(Multisig, true)];
    assert_eq!(made(&both, &marks), Some(vec![(1, 0..1)]));
    let marks = [Carried(Proxy, false), Carried(Multisig, true)];
    assert_eq!(made(&both, &marks), Some(vec![]));
}

#[test]
fn the_second_of_two_calls_should_count_if_the_first_failed() {
    let either = Either(Box::new(call(1)), Box::new(call(2)));
    assert_eq!(made(&either, &[Main]), Some(vec![(1, 0..1)]));
    assert_eq!(made(&either, &[Fallback]), Some(vec![(2, 0..1)]));
    assert_eq!(made(&either, &[]), None);
}

/// Nothing that somebody signs may keep a hub busy.
#[test]
fn a_deep_tree_should_not_take_long() {
    let mut deep = call(1);
    for _ in 0..200 {
        deep = OneByOne(vec![deep.clone(), Plain(Other)]);
    }
    // No mark fits, so that every way is tried.
    assert_eq!(made(&deep, &[Item; 300]), None);
    let mut wide = call(1);
    for _ in 0..12 {
        wide = Either(Box::new(wide.clone()), Box::new(wide));
    }
    assert_eq!(made(&wide, &[Item; 300]), None);
}

/// What the chain does: makes calls, of which some fail and take their marks with them.
struct Chain {
    /// What the next call that may fail does.
    chances: std::vec::IntoIter<bool>,
    marks: Vec<Mark>,
    made: Vec<u64>,
}

impl Chain {
    fn chance(&mut self) -> bool {
        self.chances.next().unwrap_or(true)
    }

    /// Makes a call as a pallet does that carries it: a failure leaves nothing.
    fn dispatch(&mut self, call: &Call) -> bool {
        let (marks, made) = (self.marks.len(), self.made.len());
        let done = self.run(call);
        if !done {
            self.marks.truncate(marks);
            self.made.truncate(made);
        }
        done
    }

    fn run(&mut self, call: &Call) -> bool {
        match call {
            Plain(action) => {
                if let SetTime(number) = action {
                    self.made.push(*number);
                }
                self.chance()
            }
            Through(call) => self.dispatch(call),
            Together(calls) => {
                for call in calls {
                    if !self.dispatch(call) {
                        return false;
                    }
                    self.marks.push(Item);
                }
                self.marks.push(Batch);
                true
            }
            UntilFailure(calls) => {
                for (index, call) in (0..).zip(calls) {
                    if !self.dispatch(call) {
                        self.marks.push(Interrupted(index));
                        return true;
                    }
                    self.marks.push(Item);
                }
                self.marks.push(Batch);
                true
            }
            OneByOne(calls) => {
                let mut end = Batch;
                for call in calls {
                    let done = self.dispatch(call);
                    self.marks.push(if done { Item } else { ItemFailed });
                    end = if done { end } else { BatchWithErrors };
                }
                self.marks.push(end);
                true
            }
            Either(main, fallback) => {
                if self.dispatch(main) {
                    self.marks.push(Main);
                    return true;
                }
                let done = self.dispatch(fallback);
                self.marks.push(Fallback);
                done
            }
            Told(carrier, call) => {
                // The carrier itself may refuse; and a multisig may wait.
                if !self.chance() {
                    return *carrier == Multisig;
                }
                let done = self.dispatch(call);
                self.marks.push(Carried(*carrier, done));
                true
            }
        }
    }
}

fn trees() -> impl Strategy<Value = Call> {
    let leaf = (0_u64..1_000).prop_map(call);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let some = || proptest::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            some().prop_map(UntilFailure),
            some().prop_map(Together),
            some().prop_map(OneByOne),
            (inner.clone(), inner.clone())
                .prop_map(|(main, fallback)| Either(Box::new(main), Box::new(fallback))),
            inner.clone().prop_map(|call| Told(Proxy, Box::new(call))),
            inner.clone().prop_map(|call| Told(Multisig, Box::new(call))),
            inner.clone().prop_map(|call| Through(Box::new(call))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Where several courses would leave the same events, it may be a doubt, but never the wrong calls.
    #[test]
    fn the_calls_that_were_made_should_be_found(
        tree in trees(),
        chances in proptest::collection::vec(any::<bool>(), 0..40),
    ) {
        let mut chain = Chain { chances: chances.into_iter(), marks: vec![], made: vec![] };
        prop_assume!(chain.dispatch(&tree));
        let found = made(&tree, &chain.marks);
        if let Some(found) = found {
            let found = found.into_iter().map(|(number, _)| number).collect::<Vec<_>>();
            prop_assert_eq!(found, chain.made);
        }
    }
}
