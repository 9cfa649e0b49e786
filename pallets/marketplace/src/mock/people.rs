//! What people have learned and staked, and what judges rule, as a test says it.

use super::*;
use frame_support::traits::{fungible::Mutate as _, tokens::Preservation};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use vaka_primitives::{Engagement, MemberId, NewCase, Outcome, Ruling, Served, Side};

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
    served: BTreeMap<CaseId, Vec<Vec<MemberId>>>,
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

/// The stakes behind awards. The money lies in an account of its own.
#[frame_support::storage_alias]
type Stakes = StorageMap<
    Mock,
    frame_support::Twox64Concat,
    (u32, u32),
    Balance,
    frame_support::pallet_prelude::ValueQuery,
>;

/// The cases with a ruling that a party can appeal, and those that a party appealed. In storage, so
/// that a call that fails appeals nothing.
#[frame_support::storage_alias]
type Appeals = StorageMap<Mock, frame_support::Twox64Concat, CaseId, Option<Side>>;

/// People's awards. A holder has the number of the account.
pub struct Skills;

impl CredentialCheck<AccountId> for Skills {
    fn meets(who: &AccountId, requirement: &Requirement) -> bool {
        let staked = Stakes::get((*who as u32, requirement.schema)) >= requirement.stake;
        staked && STATE.with_borrow(|state| state.awards.contains(&(*who, requirement.schema)))
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

    fn staked(Engagement { holder, schema }: Engagement) -> Balance {
        Stakes::get((holder, schema))
    }

    /// What an account cannot take goes to the treasury.
    fn slash(engagement: Engagement, amount: Balance, to: &AccountId) -> Balance {
        let taken = amount.min(Self::staked(engagement));
        let pay = |to| Balances::transfer(&STAKES, to, taken, Preservation::Expendable);
        if pay(to).is_err() {
            assert_ok!(pay(&TREASURY));
        }
        Stakes::mutate((engagement.holder, engagement.schema), |stake| *stake -= taken);
        taken
    }
}

/// Lets somebody stake so much behind an award of schema 7.
pub fn stake(who: AccountId, amount: Balance) {
    assert_ok!(Balances::mint_into(&STAKES, amount));
    Stakes::mutate((who as u32, 7), |stake| *stake += amount);
}

/// The stake behind somebody's award of schema 7.
pub fn staked(who: AccountId) -> Balance {
    Stakes::get((who as u32, 7))
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

    fn appeal(case: CaseId, by: Side) -> Result<(), DispatchError> {
        match Appeals::get(case) {
            Some(None) => Appeals::insert(case, Some(by)),
            _ => return Err(DispatchError::Other("nothing to appeal")),
        }
        Ok(())
    }

    fn withdraw(case: CaseId) -> BoundedVec<Served, ConstU32<2>> {
        STATE.with_borrow_mut(|state| {
            state.withdrawn.push(case);
            rounds(state.served.get(&case).into_iter().flatten())
        })
    }

    fn outcome(case: CaseId) -> Outcome {
        STATE.with_borrow(|state| state.outcomes.get(&case).cloned()).unwrap_or(Outcome::Unjudged)
    }

    fn close(case: CaseId) {
        STATE.with_borrow_mut(|state| {
            state.closed.push(case);
            state.cases.remove(&case);
        });
        Appeals::remove(case);
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_ruling(case: CaseId, ruling: Ruling, is_appealable: bool) -> bool {
        serve(case, ruling.served.iter().map(|round| round.to_vec()).collect());
        if is_appealable {
            appealable(case);
        } else {
            outcome(case, Outcome::Ruled(ruling));
        }
        true
    }
}

fn rounds<'a>(served: impl Iterator<Item = &'a Vec<MemberId>>) -> BoundedVec<Served, ConstU32<2>> {
    let served = served.map(|round| Served::truncate_from(round.clone()));
    BoundedVec::truncate_from(served.collect())
}

/// So many members of the other village who judge. They have no coin.
pub fn judges(count: AccountId) -> Vec<AccountId> {
    let all = (600..600 + count).collect::<Vec<_>>();
    for who in &all {
        if Nation::<System>::membership(who).is_none() {
            Nation::<System>::admit(*who, 1);
            System::inc_sufficients(who);
        }
    }
    all
}

fn numbers(served: &[&[AccountId]]) -> Vec<Vec<MemberId>> {
    let round = |round: &&[AccountId]| round.iter().map(|who| member(*who)).collect();
    served.iter().map(round).collect()
}

/// Lets these have served in a case that the parties may still withdraw.
pub fn serve(case: CaseId, served: Vec<Vec<MemberId>>) {
    STATE.with_borrow_mut(|state| state.served.insert(case, served));
}

/// As [`serve`], by their accounts.
pub fn serve_by(case: CaseId, served: &[&[AccountId]]) {
    serve(case, numbers(served));
}

/// Lets parties appeal what was ruled on a case.
pub fn appealable(case: CaseId) {
    Appeals::insert(case, None::<Side>);
}

/// The party that appealed.
pub fn appealed(case: CaseId) -> Option<Side> {
    Appeals::get(case).flatten()
}

/// A ruling with damages, by these people in each round.
pub fn ruling_by(to_seller: u32, damages: Balance, served: &[&[AccountId]]) -> Outcome {
    Outcome::Ruled(Ruling {
        to_seller: Permill::from_percent(to_seller),
        damages,
        served: rounds(numbers(served).iter()),
    })
}

/// Lets judges say something about a case. What they ruled for good cannot be appealed.
pub fn outcome(case: CaseId, outcome: Outcome) {
    if matches!(outcome, Outcome::Ruled(_)) && appealed(case).is_none() {
        Appeals::remove(case);
    }
    STATE.with_borrow_mut(|state| state.outcomes.insert(case, outcome));
}

/// A ruling by somebody whom nobody pays.
pub fn ruling(to_seller: u32) -> Outcome {
    ruling_by(to_seller, 0, &[])
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
