//! Random sequences of calls, keys, offences and sessions.

use super::model::*;
use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::dispatch::GetDispatchInfo;
use pallet_session::disabling::UpToLimitDisablingStrategy;
use proptest::{collection, prelude::*};
use sp_runtime::traits::Dispatchable;
use vaka_testing::random::{each, live, Counts};

/// The number of accounts: validators, candidates, and some that are neither.
const PEOPLE: u64 = 16;

#[derive(Clone, Copy, Debug)]
enum What {
    Add,
    Remove,
    Replace,
    Leave,
    Stay,
    Pardon,
    SetMinimum,
    WithdrawKeys,
    SetKeys,
    LoseKeys,
    Offend,
    Block,
    Session,
}

/// What happens, the account that it happens to, and a number for further choices.
type Op = (What, u64, u32);

fn ops() -> impl Strategy<Value = Op> {
    let what = prop_oneof![
        8 => Just(What::Add),
        4 => Just(What::Remove),
        4 => Just(What::Replace),
        6 => Just(What::Leave),
        2 => Just(What::Stay),
        3 => Just(What::Pardon),
        1 => Just(What::SetMinimum),
        2 => Just(What::WithdrawKeys),
        8 => Just(What::SetKeys),
        1 => Just(What::LoseKeys),
        3 => Just(What::Offend),
        2 => Just(What::Block),
        8 => Just(What::Session),
    ];
    (what, 1..=PEOPLE, any::<u32>())
}

/// The number of validators at first, the minimum, and what happens then.
fn lives() -> impl Strategy<Value = (u64, u32, Vec<Op>)> {
    let sizes = prop_oneof![3 => 1u64..=12, 1 => Just(12)];
    let sizes = sizes.prop_flat_map(|n| (Just(n), 1..=n.min(5) as u32));
    (sizes, collection::vec(ops(), 60..160)).prop_map(|((n, minimum), ops)| (n, minimum, ops))
}

struct Network {
    model: Model,
    counts: Counts,
}

impl Network {
    /// Makes a call, and compares with the model's result. Now and then the sender may not make it.
    fn call(&mut self, origin: RuntimeOrigin, call: Call<Test>, expected: Outcome) {
        use frame_support::traits::GetCallName;
        let name = call.get_call_name();
        let call = RuntimeCall::Validators(call);
        assert!(call.get_dispatch_info().call_weight.ref_time() > 0);
        let done = call.dispatch(origin).map(|_| ()).map_err(<&str>::from);
        assert_eq!(done, expected, "{name}");
        self.counts.outcome(name, &done);
    }

    fn happen(&mut self, (what, who, more): Op) {
        match what {
            What::Add => {
                let who = self.candidate(who, more);
                let community = if more.is_multiple_of(8) { more % 40 } else { more % 6 };
                if more % 32 == 1 {
                    let call = Call::add_validator { who, community };
                    return self.call(signed(who), call, Err("Bad origin"));
                }
                let expected = self.model.add(who, community);
                if expected.is_ok() {
                    // Literally: no community holds a third of the set.
                    let planned = self.model.planned();
                    let held = self.model.validators.iter().filter(|record| {
                        record.community == community && planned.contains(&record.who)
                    });
                    let cap = rules::cap(planned.len() as u32);
                    assert!(cap.is_none_or(|cap| held.count() as u32 <= cap));
                }
                self.call(track(), Call::add_validator { who, community }, expected);
            }
            What::Remove => {
                let who = self.sensible(who, more, |_| true);
                let expected = self.model.remove(who);
                self.call(track(), Call::remove_validator { who }, expected);
            }
            What::Replace => {
                let by = self.candidate(who, more);
                let who = self.sensible(who, more / 6, |_| true);
                let expected = self.model.replace(who, by);
                self.call(track(), Call::replace_validator { who, by }, expected);
            }
            What::Leave => {
                let who = self.sensible(who, more, |_| true);
                let expected = self.model.leave(who);
                self.call(signed(who), Call::leave {}, expected);
                if expected.is_ok() && roster().contains(&who) {
                    self.counts.count("waits");
                }
            }
            What::Stay => {
                let who = self.sensible(who, more, |record| record.leaving.is_some());
                let expected = self.model.stay(who);
                self.call(signed(who), Call::stay {}, expected);
            }
            What::Pardon => {
                let who = self.sensible(who, more, |record| record.reports > 0);
                let expected = self.model.pardon(who);
                self.call(track(), Call::pardon { who }, expected);
            }
            What::SetMinimum => {
                let minimum = more % 8;
                let expected = self.model.set_minimum(minimum as usize);
                self.call(track(), Call::set_minimum { minimum }, expected);
            }
            What::WithdrawKeys => {
                let expected = self.model.withdraw_keys(who);
                self.call(signed(who), Call::withdraw_keys {}, expected);
            }
            What::SetKeys => {
                let key = 100 * who + u64::from(more % 3);
                set_keys(who, key);
                self.model.keys.insert(who, key);
                self.counts.count("set_keys");
            }
            What::LoseKeys => {
                // No call can do this. It is done all the same, if another validator with keys is
                // left.
                let others = self.model.validators.iter().filter(|record| record.who != who);
                let with_keys = others.filter(|record| self.model.keys.contains_key(&record.who));
                if with_keys.count() > 0 && self.model.keys.remove(&who).is_some() {
                    lose_keys(who);
                    self.counts.count("lose_keys");
                }
            }
            What::Offend => {
                let who = self.sensible(who, more / 6, |_| true);
                let session = session().saturating_sub(more % 3);
                let round = u64::from(more / 3 % 2);
                let expected = self.model.report(who, session, round);
                let done = report_at(who, session, round).map_err(|_| "DuplicateReport");
                assert_eq!(done, expected);
                self.counts.outcome("report", &done);
            }
            What::Block => {
                // The arm below handles the block in which a session begins.
                if !(now() + 1).is_multiple_of(SESSION) {
                    next_block();
                }
            }
            What::Session => {
                next_session();
                let planned = self.model.next_session();
                assert_eq!(was_planned(), planned, "planned if and only if it is another set");
                self.counts.count(if planned { "planned" } else { "unchanged" });
            }
        }
    }

    /// Mostly an account with keys that is no validator.
    fn candidate(&self, who: Account, more: u32) -> Account {
        let is_validator = |who| self.model.validators.iter().any(|record| record.who == who);
        let able = self.model.keys.keys().copied();
        let able = able.filter(|who| !is_validator(*who)).collect::<Vec<_>>();
        if able.is_empty() || more.is_multiple_of(4) {
            who
        } else {
            able[more as usize % able.len()]
        }
    }

    /// Mostly a validator to which it can be done.
    fn sensible(&self, who: Account, more: u32, can: impl Fn(&Record) -> bool) -> Account {
        let able = self.model.validators.iter().filter(|record| can(record));
        let able = able.map(|record| record.who).collect::<Vec<_>>();
        if able.is_empty() || more.is_multiple_of(4) {
            who
        } else {
            able[more as usize % able.len()]
        }
    }

    /// Checks that the pallet stores what the model has.
    fn compare(&self) {
        let record = |validator: Validator<Account>| Record {
            who: validator.account,
            community: validator.community,
            leaving: validator.leaving,
            reports: validator.offence.map_or(0, |offence| offence.reports),
            last_offence: validator.offence.map_or(0, |offence| offence.session),
            pardoned: validator.pardoned,
        };
        let records = Roster::<Test>::get().into_iter().map(record);
        assert_eq!(records.collect::<Vec<_>>(), self.model.validators);
        let records = Leavers::<Test>::get().into_iter().map(record);
        assert_eq!(records.collect::<Vec<_>>(), self.model.gone);
        for who in 1..=PEOPLE {
            let keys = Session::load_keys(&who).map(|keys| keys.dummy.0);
            assert_eq!(keys, self.model.keys.get(&who).copied());
            assert!(System::consumers(&who) >= u32::from(keys.is_some()));
        }
        let accounts = |set: &Set| set.iter().map(|(who, _)| *who).collect::<Vec<_>>();
        assert_eq!(active(), accounts(&self.model.active));
        let queued = Session::queued_keys().into_iter();
        let queued = queued.map(|(who, keys)| (who, keys.dummy.0));
        assert_eq!(queued.collect::<Set>(), self.model.queued);

        let next = Validators::next_set();
        assert_eq!(next.validators, self.model.planned());
        assert!(!next.validators.is_empty());
        // As many offenders are disabled as the limit allows.
        let limit = UpToLimitDisablingStrategy::<3>::disable_limit(active().len());
        let offenders = self.model.offenders_in_the_set();
        assert_eq!(disabled().len(), offenders.min(limit));
        // A set can be smaller than the minimum only if keys were lost.
        let with_keys = self.model.validators.iter();
        let with_keys = with_keys.filter(|record| self.model.keys.contains_key(&record.who));
        let with_keys = with_keys.count().min(self.model.minimum);
        assert!(next.validators.len() >= with_keys);
        assert!(self.model.validators.len() >= self.model.minimum);
        check();
    }
}

#[test]
fn network_should_be_as_the_model_says_whatever_happens() {
    live(512, lives(), floors(), |(n, minimum, ops)| {
        let world = ExtBuilder::default().validators(n).minimum(minimum);
        let model = Model::begin(&world.validators, minimum);
        world.build_and_execute(|| {
            let mut network = Network { model, counts: Counts::default() };
            network.compare();
            for op in ops {
                network.happen(op);
                network.compare();
            }
            network.counts
        })
    });
}

/// What happens is usually more than ten times these floors.
fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    let often = [
        "AboveCap",
        "AlreadyLeaving",
        "AlreadyValidator",
        "Bad origin",
        "BelowMinimum",
        "DuplicateReport",
        "KeysInUse",
        "MinimumTooHigh",
        "MinimumTooLow",
        "NoKeys",
        "NotLeaving",
        "NotOffender",
        "NotValidator",
        "TooManyValidators",
        "UnknownCommunity",
        "add_validator",
        "leave",
        "lose_keys",
        "pardon",
        "planned",
        "remove_validator",
        "replace_validator",
        "report",
        "set_minimum",
        "stay",
        "unchanged",
        "waits",
        "withdraw_keys",
    ];
    each(often, 10)
}
