//! Which calls of an extrinsic were made, and which events are theirs.
//!
//! A call that fails takes its events with it; only its carrier may leave one that says so. What is
//! left of an extrinsic's events therefore has the shape of the calls that were made, and is read along
//! the tree of its calls.

use std::ops::Range;

use crate::calls::{Action, Call, Carrier};

/// What an event of a carrier says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mark {
    /// An item of a batch succeeded.
    Item,
    /// An item of a batch failed.
    ItemFailed,
    /// A batch ended with the failure of this item.
    Interrupted(u32),
    /// A batch ended.
    Batch,
    /// A batch ended in which items had failed.
    BatchWithErrors,
    /// The first of two calls was made.
    Main,
    /// The first of two calls failed, and the second one was made.
    Fallback,
    /// A carrier made its call, which succeeded or not.
    Carried(Carrier, bool),
}

/// A call that was made.
#[derive(Debug, PartialEq)]
pub struct Made<'a> {
    /// What it did.
    pub action: &'a Action,
    /// The places of its events.
    pub events: Range<usize>,
}

/// Finds the calls that were made in an extrinsic which succeeded. `marks` are the events of carriers,
/// with their places among the `events` of the extrinsic. None if calls and events do not fit.
pub fn trace<'a>(
    call: &'a Call,
    marks: &[(usize, Mark)],
    events: Range<usize>,
) -> Option<Vec<Made<'a>>> {
    let mut trace = Trace { marks, events, next: 0, made: Vec::new() };
    (trace.run(call) && trace.next == marks.len()).then_some(trace.made)
}

struct Trace<'a, 'b> {
    marks: &'b [(usize, Mark)],
    events: Range<usize>,
    next: usize,
    made: Vec<Made<'a>>,
}

impl<'a> Trace<'a, '_> {
    /// Follows a call that succeeded. False if the marks do not fit.
    fn run(&mut self, call: &'a Call) -> bool {
        match call {
            Call::Plain(action) => {
                self.make(action);
                true
            }
            Call::Through(call) => self.run(call),
            Call::Together(calls) => {
                calls.iter().all(|call| self.run(call) && self.take(Mark::Item))
                    && self.take(Mark::Batch)
            }
            Call::UntilFailure(calls) => {
                for (index, call) in (0..).zip(calls) {
                    if !self.attempt(call, Mark::Item) {
                        return self.take(Mark::Interrupted(index));
                    }
                }
                self.take(Mark::Batch)
            }
            Call::OneByOne(calls) => {
                let mut end = Mark::Batch;
                for call in calls {
                    if !self.attempt(call, Mark::Item) {
                        if !self.take(Mark::ItemFailed) {
                            return false;
                        }
                        end = Mark::BatchWithErrors;
                    }
                }
                self.take(end)
            }
            Call::Either(main, fallback) => {
                self.attempt(main, Mark::Main) || (self.run(fallback) && self.take(Mark::Fallback))
            }
            Call::Told(carrier, call) => {
                self.attempt(call, Mark::Carried(*carrier, true))
                    || self.take(Mark::Carried(*carrier, false))
                    || *carrier == Carrier::Multisig
            }
        }
    }

    /// Follows a call that succeeded if this mark follows it; otherwise forgets it again. No call is
    /// followed twice from one place, so a tree takes no longer than it is large.
    fn attempt(&mut self, call: &'a Call, end: Mark) -> bool {
        let (next, made) = (self.next, self.made.len());
        let done = self.run(call) && self.take(end);
        if !done {
            self.next = next;
            self.made.truncate(made);
        }
        done
    }

    fn take(&mut self, mark: Mark) -> bool {
        let found = self.marks.get(self.next).is_some_and(|(_, found)| *found == mark);
        self.next += usize::from(found);
        found
    }

    fn make(&mut self, action: &'a Action) {
        let before = self.next.checked_sub(1).and_then(|last| self.marks.get(last));
        let start = before.map_or(self.events.start, |(at, _)| at + 1);
        let end = self.marks.get(self.next).map_or(self.events.end, |(at, _)| *at);
        self.made.push(Made { action, events: start..end });
    }
}

#[cfg(test)]
#[path = "tests/trace.rs"]
mod tests;
