//! What people have learned, and what judges rule, as a test says it.

use super::*;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use vaka_primitives::{Engagement, NewCase, Outcome, Served, Side};

/// How long judges take at most.
const DAYS: Days = 14;

/// Forgets everything.
pub fn begin() {
    STATE.set(State::default());
}

/// What people have learned, and what judges rule.
#[derive(Default)]
struct State {
    awards: BTreeSet<(AccountId, u32)>,
    cases: BTreeMap<CaseId, NewCase<AccountId>>,
    next_case: CaseId,
    outcomes: BTreeMap<CaseId, Outcome>,
    withdrawn: Vec<CaseId>,
    closed: Vec<CaseId>,
    closed_court: bool,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// The orders that awards answer for. In storage, so that a call that fails engages nothing.
#[frame_support::storage_alias]
type Engaged = StorageMap<
    Mock,
    frame_support::Twox64Concat,
    (u32, u32),
    u32,
    frame_support::pallet_prelude::ValueQuery,
>;

/// People's awards. A holder has the number of the account.
pub struct Skills;

impl CredentialCheck<AccountId> for Skills {
    fn meets(who: &AccountId, requirement: &Requirement) -> bool {
        STATE.with_borrow(|state| state.awards.contains(&(*who, requirement.schema)))
    }

    fn engage(who: &AccountId, requirement: &Requirement) -> Result<Engagement, DispatchError> {
        if !Self::meets(who, requirement) {
            return Err(DispatchError::Other("the requirement is not met"));
        }
        let engagement = Engagement { holder: *who as u32, schema: requirement.schema };
        Engaged::mutate((engagement.holder, engagement.schema), |count| *count += 1);
        Ok(engagement)
    }

    fn release(engagement: Engagement) {
        Engaged::mutate_exists((engagement.holder, engagement.schema), |count| {
            let rest = count.expect("engaged") - 1;
            *count = (rest > 0).then_some(rest);
        });
    }

    fn staked(_: Engagement) -> Balance {
        0
    }

    fn slash(_: Engagement, _: Balance, _: &AccountId) -> Balance {
        0
    }
}

/// Lets somebody learn something.
pub fn learn(who: AccountId, schema: u32) {
    STATE.with_borrow_mut(|state| state.awards.insert((who, schema)));
}

/// Revokes what somebody has learned.
pub fn unlearn(who: AccountId, schema: u32) {
    STATE.with_borrow_mut(|state| state.awards.remove(&(who, schema)));
}

/// How many orders somebody's awards answer for.
pub fn engaged() -> u32 {
    Engaged::iter_values().sum()
}

/// Judges who rule what the test says.
pub struct Judges;

impl Arbitration<AccountId> for Judges {
    fn open(case: NewCase<AccountId>) -> Result<(CaseId, Days), DispatchError> {
        STATE.with_borrow_mut(|state| {
            if state.closed_court {
                return Err(DispatchError::Unavailable);
            }
            let id = state.next_case;
            state.next_case += 1;
            state.cases.insert(id, case);
            Ok((id, DAYS))
        })
    }

    fn appeal(_: CaseId, _: Side) -> Result<(), DispatchError> {
        Err(DispatchError::Unavailable)
    }

    fn withdraw(case: CaseId) -> BoundedVec<Served, ConstU32<2>> {
        STATE.with_borrow_mut(|state| state.withdrawn.push(case));
        BoundedVec::new()
    }

    fn outcome(case: CaseId) -> Outcome {
        STATE.with_borrow(|state| state.outcomes.get(&case).cloned()).unwrap_or(Outcome::Unjudged)
    }

    fn close(case: CaseId) {
        STATE.with_borrow_mut(|state| {
            state.closed.push(case);
            state.cases.remove(&case);
        });
    }
}

/// Lets judges say something about a case.
pub fn outcome(case: CaseId, outcome: Outcome) {
    STATE.with_borrow_mut(|state| state.outcomes.insert(case, outcome));
}

/// A ruling by somebody whom nobody pays.
pub fn ruling(to_seller: u32) -> Outcome {
    Outcome::Ruled(vaka_primitives::Ruling {
        to_seller: Permill::from_percent(to_seller),
        damages: 0,
        served: BoundedVec::new(),
    })
}

/// Lets judges take no cases any longer.
pub fn take_no_cases() {
    STATE.with_borrow_mut(|state| state.closed_court = true);
}

pub fn case(case: CaseId) -> Option<NewCase<AccountId>> {
    STATE.with_borrow(|state| state.cases.get(&case).cloned())
}

pub fn withdrawn() -> Vec<CaseId> {
    STATE.with_borrow(|state| state.withdrawn.clone())
}

pub fn closed() -> Vec<CaseId> {
    STATE.with_borrow(|state| state.closed.clone())
}
