//! Random sequences of all calls, of work that awards answer for, and of members who get another
//! account.

use super::{
    floors::floors,
    model::{self, seconds, Key, Model, Outcome, Staked},
    ops::{choose, mostly, ops, Op, What},
    world::{scope_of, World, ACTORS, ALL_ACCOUNTS, HOLDERS, ISSUERS, SPARE},
};
use crate::{mock::*, *};
use frame_support::traits::GetCallName;
use proptest::collection;
use sp_core::Pair;
use sp_runtime::traits::Dispatchable;
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{
    Balance, CredentialCheck, Engagement, Follows, IssuerId, Requirement, SchemaId,
};
use vaka_testing::random::{live, pick, Counts};

type Nation = vaka_testing::Nation<System>;

impl World {
    /// The college, its campus and a class of four.
    fn begin() -> Self {
        TheRules::mutate(|rules| rules.free_bindings = model::FREE);
        for who in SPARE {
            fund(who, 200 * UNIT);
        }
        let money = ALL_ACCOUNTS.map(|who| (who, money(who)));
        let model = Model { members: [MEMBER].into(), money: money.into(), ..Model::default() };
        let mut world = Self {
            model,
            counts: Counts::default(),
            works: vec![],
            roots: BTreeMap::new(),
            revoked: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
            issuance: Balances::total_issuance(),
        };
        let until = now() + 2_000 * DAY;
        world.accredit(PEOPLE, None, COLLEGE, 8, None, until);
        world.rotate(COLLEGE, 0, 1, true);
        world.register(COLLEGE, Some(0), 3, None, true);
        world.delegate(COLLEGE, 0, CAMPUS, (8, None), until, Some(40));
        world.rotate(CAMPUS, 1, 2, true);
        for (issuer, who) in [(0, COLLEGE), (1, CAMPUS)] {
            world.issue(who, world.class(issuer, 0, &[1, 2, 3, 4]), None, None);
        }
        world
    }

    /// Makes a call, and compares with the model's result.
    fn call(&mut self, who: AccountId, call: Call<Test>, expected: Outcome) {
        let name = call.get_call_name();
        let shown = format!("{call:?}");
        let done = RuntimeCall::from(call).dispatch(signed(who));
        let done = done.map(|_| ()).map_err(|failed| <&str>::from(failed.error));
        assert_eq!(done, expected, "{shown} by {who}");
        self.counts.outcome(name, &done);
    }

    // The calls

    fn register(
        &mut self,
        who: AccountId,
        issuer: Option<IssuerId>,
        level: Level,
        valid_for: Option<u32>,
        titled: bool,
    ) {
        let new = model::Schema { owner: who, issuer, level, valid_for, superseded_by: None };
        let expected = self.model.attempt(|model| model.register(titled, new));
        let title = if titled { b"Nurse".to_vec() } else { vec![] };
        let title = title.try_into().expect("short");
        let definition = [3; 32];
        let credit_hours = 5;
        let call =
            Call::register_schema { issuer, definition, title, level, credit_hours, valid_for };
        self.call(who, call, expected);
    }

    fn accredit(
        &mut self,
        who: AccountId,
        issuer: Option<IssuerId>,
        account: AccountId,
        level: Level,
        schemas: Option<BTreeSet<SchemaId>>,
        until: u32,
    ) {
        let scope = scope_of(level, &schemas);
        let new = new_issuer(account, None, (level, schemas), until, None);
        let expected = match who {
            PEOPLE => self.model.attempt(|model| model.accredit(issuer, new)),
            _ => Err("Bad origin"),
        };
        self.call(who, Call::accredit_issuer { issuer, account, scope, until }, expected);
    }

    fn delegate(
        &mut self,
        who: AccountId,
        issuer: IssuerId,
        to: AccountId,
        (level, schemas): (Level, Option<BTreeSet<SchemaId>>),
        until: u32,
        quota: Option<u32>,
    ) {
        let scope = scope_of(level, &schemas);
        let child = new_issuer(to, Some(issuer), (level, schemas), until, quota);
        let expected = self.model.attempt(|model| model.delegate(who, child));
        self.call(who, Call::delegate_issuing { issuer, to, scope, until, quota }, expected);
    }

    fn rotate(&mut self, who: AccountId, issuer: IssuerId, seed: u8, proven: bool) {
        let expected = self.model.attempt(|model| model.rotate(who, issuer, seed, proven));
        let key = pair(seed).public().0;
        // The proof of one issuer is worth nothing to another.
        let message = Credentials::key_payload(issuer + u32::from(!proven), key);
        let proof = pair(seed).sign(&message).0;
        self.call(who, Call::rotate_issuer_key { issuer, key, proof }, expected);
    }

    fn class(&self, issuer: IssuerId, schema: SchemaId, seeds: &[u8]) -> Class {
        Class { issuer, sequence: self.model.next(issuer), schema, seeds: seeds.to_vec() }
    }

    fn issue(
        &mut self,
        who: AccountId,
        class: Class,
        count: Option<u32>,
        valid_until: Option<Seconds>,
    ) {
        let (issuer, sequence, schema) = (class.issuer, class.sequence, class.schema);
        let (root, count) = (class.root(), count.unwrap_or(class.seeds.len() as u32));
        let expected = self.model.attempt(|model| model.issue(who, class, count, valid_until));
        if expected.is_ok() {
            let before = self.roots.insert((issuer, sequence), root);
            assert_eq!(before, None, "a number is used once");
        }
        let call = Call::issue_batch { issuer, sequence, schema, root, count, valid_until };
        self.call(who, call, expected);
    }

    fn bind(&mut self, who: AccountId, award: Award, shown: bool, signed: bool) {
        let expected = self.model.attempt(|model| model.bind(who, award, shown, signed));
        let Award { issuer, sequence, index } = award;
        // If there is no such award, that of another batch is shown.
        let batch = self.model.batch(&award).or_else(|| self.model.batches.values().next());
        let class = &batch.expect("a batch").class;
        let at = index % class.seeds.len() as u32;
        let mut proof = class.proof(at);
        if !shown {
            proof.push([0; 32]);
        }
        let opening = class.opening(at);
        let whom = if signed { who } else { who + 1 };
        let message = Credentials::bind_payload(issuer, sequence, index, whom);
        let signature = pair(class.seeds[at as usize]).sign(&message).0;
        let proof = proof.try_into().expect("short");
        self.call(who, Call::bind { issuer, sequence, index, opening, proof, signature }, expected);
    }

    // Choices

    fn happen(&mut self, (what, n): Op) {
        match what {
            What::RegisterSchema => {
                let issuer = mostly(n[0]).then(|| self.any_issuer(n[1]));
                let who = issuer.map_or(STRANGER, |issuer| self.acting(issuer, n[2]));
                let level = (n[3] % if issuer.is_some() { 12 } else { 2 }) as u8;
                let valid_for = [None, None, Some(30), Some(400), Some(0)][usize::from(n[4]) % 5];
                self.register(who, issuer, level, valid_for, mostly(n[5]));
            }
            What::SupersedeSchema => {
                let schemas = self.model.schemas.iter().zip(0..);
                let pairs = schemas.clone().flat_map(|(old, a)| {
                    let better = schemas.clone().filter(move |(new, b)| {
                        let same = new.owner == old.owner && a != *b;
                        same && new.level >= old.level && new.superseded_by.is_none()
                    });
                    better.filter(move |_| old.superseded_by.is_none()).map(move |(_, b)| (a, b))
                });
                let any = (self.any_schema(n[0]), self.any_schema(n[1]));
                let (old, new) = choose(&pairs.collect::<Vec<_>>(), &[any], n[2]).expect("one");
                let owner = self.model.schemas.get(old as usize).map(|schema| schema.owner);
                let who = choose(owner.as_slice(), &ACTORS, n[3]).expect("somebody");
                let expected = self.model.attempt(|model| model.supersede(who, old, new));
                self.call(who, Call::supersede_schema { old, new }, expected);
            }
            What::AccreditIssuer => {
                let many = self.model.issuers.len() > 8;
                let top = self.model.issuers.iter().zip(0..);
                let top = top.filter(|(issuer, _)| issuer.parent.is_none()).map(|(_, id)| id);
                let renewed = choose(&top.collect::<Vec<_>>(), &[self.any_issuer(n[1])], n[1]);
                let issuer = renewed.filter(|_| many || n[0] % 4 > 0);
                let who = if mostly(n[2]) { PEOPLE } else { COLLEGE };
                let account = ISSUERS[usize::from(n[3]) % 4];
                let level = (n[4] % 8 + 4) as u8;
                let until = now() + u32::from(n[5] % 150) * DAY;
                self.accredit(who, issuer, account, level, self.some_schemas(n[4] / 8), until);
            }
            What::WithdrawAccreditation => {
                let issuer = self.any_issuer(n[0]);
                let who = if mostly(n[1]) { PEOPLE } else { COLLEGE };
                let since = (now() + 20).saturating_sub(u32::from(n[2] % 200));
                let expected = match who {
                    PEOPLE => self.model.attempt(|model| model.withdraw(issuer, since)),
                    _ => Err("Bad origin"),
                };
                self.call(who, Call::withdraw_accreditation { issuer, since }, expected);
            }
            What::SetIssuerAccount => {
                let issuer = self.any_issuer(n[0]);
                let acting = self.acting(issuer, n[1]);
                let who = if n[2] % 4 > 0 { acting } else { PEOPLE };
                let account = ISSUERS[usize::from(n[3]) % 4];
                let expected = self.model.attempt(|model| model.set_account(who, issuer, account));
                self.call(who, Call::set_issuer_account { issuer, account }, expected);
            }
            What::RotateIssuerKey => {
                let issuer = self.any_issuer(n[0]);
                let who = self.acting(issuer, n[1]);
                self.rotate(who, issuer, (n[2] % 3 + 1) as u8, mostly(n[3]));
            }
            What::DelegateIssuing => {
                let issuer = self.any_issuer(n[0]);
                let who = self.acting(issuer, n[1]);
                let to = ISSUERS[usize::from(n[2]) % 4];
                let own = self.model.issuers.get(issuer as usize).cloned();
                let (level, schemas, until, quota) = match own.filter(|_| mostly(n[3])) {
                    Some(own) => (own.level, own.schemas, own.until, own.quota),
                    None => (9, self.some_schemas(n[4]), now() + DAY * u32::from(n[5] % 50), None),
                };
                let quota = quota.map(|most| most / 2 + u32::from(n[5] % 20));
                let level = level.saturating_sub((n[4] % 3) as u8);
                self.delegate(who, issuer, to, (level, schemas), until, quota);
            }
            What::Undelegate => {
                let child = self.any_issuer(n[0]);
                let line = self.model.line(child).unwrap_or_default();
                let above = line.iter().skip(1).map(|id| self.model.issuer(*id).account);
                let above = above.collect::<Vec<_>>();
                let who = choose(&above, &ACTORS, n[1]).expect("somebody");
                let expected = self.model.attempt(|model| model.undelegate(who, child));
                self.call(who, Call::undelegate { child }, expected);
            }
            What::IssueBatch => {
                let issuer = self.any_issuer(n[0]);
                let who = self.acting(issuer, n[1]);
                let seeds = (0..n[2] % 4 + 1).map(|at| (n[2] / 4 + at) as u8).collect::<Vec<_>>();
                let mut class = self.class(issuer, self.any_schema(n[3]), &seeds);
                // An old call once more, or one for later.
                if n[4].is_multiple_of(8) {
                    class.sequence = (class.sequence + 1).saturating_sub(u32::from(n[4] / 8 % 3));
                }
                let count = [Some(0), Some(4_097)].get(usize::from(n[5]) % 24).copied().flatten();
                let valid_until = match n[5] % 4 {
                    0 | 1 => None,
                    2 => Some(seconds() + u64::from(n[4] % 40) * 86_400),
                    _ => Some(seconds() + 500 * 86_400),
                };
                self.issue(who, class, count, valid_until);
            }
            What::Revoke | What::Suspend | What::Reinstate => {
                let suspended = self.model.suspended.iter().copied().collect::<Vec<_>>();
                let award = match what {
                    What::Reinstate => choose(&suspended, &[self.any_award(n[0])], n[1]),
                    _ => Some(self.any_award(n[0])),
                };
                let Award { mut issuer, sequence, index } = award.expect("one");
                if n[5].is_multiple_of(16) {
                    issuer = self.any_issuer(n[5] / 16);
                }
                let who = self.marking(issuer, n[2]);
                let indexes = if mostly(n[3]) { vec![index] } else { vec![index, n[4] as u32 % 5] };
                let batch = (issuer, sequence);
                let change = match what {
                    What::Revoke => Model::revoke,
                    What::Suspend => Model::suspend,
                    _ => Model::reinstate,
                };
                let expected = self.model.attempt(|model| model.mark(who, batch, &indexes, change));
                let indexes = list(&indexes);
                let call = match what {
                    What::Revoke => Call::revoke { issuer, sequence, indexes },
                    What::Suspend => Call::suspend { issuer, sequence, indexes },
                    _ => Call::reinstate { issuer, sequence, indexes },
                };
                self.call(who, call, expected);
            }
            What::Bind => {
                let who = HOLDERS[usize::from(n[0]) % HOLDERS.len()];
                self.bind(who, self.any_award(n[1]), mostly(n[2]), mostly(n[3]));
            }
            What::Unbind => {
                let bound = self.model.bound.keys().copied().collect::<Vec<_>>();
                let any = (HOLDERS[usize::from(n[0]) % HOLDERS.len()], self.any_schema(n[1]));
                let (who, schema) = choose(&bound, &[any], n[2]).expect("one");
                let expected = self.model.attempt(|model| model.unbind(who, schema));
                self.call(who, Call::unbind { schema }, expected);
            }
            What::Stake => {
                let (who, purpose) = self.some_purpose(n[0]);
                let amount = Balance::from(n[1] % 6_000);
                let expected = self.model.attempt(|model| model.stake(who, purpose, amount));
                self.call(who, Call::stake { purpose, amount }, expected);
            }
            What::RequestUnstake => {
                let (who, purpose) = self.some_stake(n[0]);
                let key = self.model.key(who, purpose).ok();
                let stake = key.and_then(|key| self.model.stakes.get(&key));
                let amount = match stake.filter(|_| mostly(n[1])) {
                    Some(stake) if n[2] % 2 == 0 => stake.staying(),
                    Some(stake) => stake.staying() / 2,
                    None => Balance::from(n[2] % 4_000),
                };
                let expected = self.model.attempt(|model| model.request(who, purpose, amount));
                self.call(who, Call::request_unstake { purpose, amount }, expected);
            }
            What::WithdrawStake => {
                let (who, purpose) = self.some_stake(n[0]);
                let expected = self.model.attempt(|model| model.take_out(who, purpose));
                self.call(who, Call::withdraw_stake { purpose }, expected);
            }
            What::Challenge => {
                let who = pick(&ACTORS, n[0]).expect("somebody");
                // Mostly one that matters to somebody.
                let bound = self.model.bound.values().map(|bound| bound.award);
                let bound = bound.collect::<Vec<_>>();
                let award = choose(&bound, &[self.any_award(n[1])], n[2]).expect("one");
                let Award { issuer, sequence, index } = award;
                let expected = self.model.attempt(|model| model.challenge(who, award));
                let evidence = [n[3] as u8; 32];
                self.call(who, Call::challenge { issuer, sequence, index, evidence }, expected);
            }
            What::Rule => {
                let (challenge, upheld) = (self.some_challenge(n[0]), n[1] % 3 > 0);
                let who = if mostly(n[2]) { APPEALS } else { CHALLENGER };
                let expected = match who {
                    APPEALS => self.model.attempt(|model| model.rule(challenge, upheld)),
                    _ => Err("Bad origin"),
                };
                if expected.is_ok() {
                    self.counts.count(if upheld { "upheld" } else { "rejected" });
                }
                self.call(who, Call::rule { challenge, upheld }, expected);
            }
            What::CloseChallenge => self.close(self.some_challenge(n[0]), n[1]),
            What::Engage => self.engage(n),
            What::Release => {
                if !self.works.is_empty() {
                    let (work, who) = self.works.swap_remove(usize::from(n[0]) % self.works.len());
                    Credentials::release(work);
                    self.model.bound.get_mut(&(who, work.schema)).expect("bound").engaged -= 1;
                    self.counts.count("release");
                }
            }
            What::Slash => {
                if let Some((work, who)) = pick(&self.works, n[0]) {
                    self.slash(work, who, u32::from(n[1] % 101));
                }
            }
            What::Move => self.relocate(n[0]),
            What::Wait => {
                let days = [0, 1, 5, 31, 91][usize::from(n[0]) % 5];
                wait(days);
                System::set_block_number(now() + u32::from(n[1]) % DAY);
            }
        }
    }

    fn close(&mut self, challenge: ChallengeId, n: u16) {
        let who = pick(&ACTORS, n).expect("somebody");
        let expected = self.model.attempt(|model| model.close(challenge));
        self.call(who, Call::close_challenge { challenge }, expected);
    }

    fn engage(&mut self, n: [u16; 6]) {
        let bound = self.model.bound.keys().copied().collect::<Vec<_>>();
        let any = (HOLDERS[usize::from(n[0]) % HOLDERS.len()], self.any_schema(n[1]));
        let (who, schema) = choose(&bound, &[any], n[2]).expect("one");
        let stake = if n[3].is_multiple_of(2) { 0 } else { Balance::from(n[3] % 3_000) };
        let requirement = Requirement { schema, stake };
        let answer = self.model.answer(who, schema, stake);
        assert_eq!(Credentials::meets(who, requirement), answer.is_some());
        let done = Credentials::engage(&who, &requirement).map_err(<&str>::from);
        assert_eq!(done.map(|work| work.schema), answer.ok_or("RequirementNotMet"));
        if let Ok(work) = done {
            let bound = self.model.bound.get_mut(&(who, work.schema)).expect("bound");
            bound.engaged += 1;
            if work.schema != schema {
                self.counts.count("by a successor");
            }
            self.works.push((work, who));
        }
        self.counts.outcome("engage", &done);
    }

    fn slash(&mut self, work: Engagement, who: AccountId, percent: u32) {
        let key = Key::Practice(who, work.schema);
        let staked = self.model.stakes.get(&key).map_or(0, |stake| stake.amount);
        assert_eq!(Credentials::staked(work), staked);
        // Now and then more than there is.
        let amount = (staked * Balance::from(percent)).div_ceil(90);
        let expected = amount.min(staked);
        if let Some(Staked { held_at, .. }) = self.model.stakes.get(&key).cloned() {
            self.model.cut(key, expected);
            self.model.pay(held_at, CHALLENGER, expected);
            self.counts.count("slash");
        }
        let taken = Credentials::slash(work, amount, &CHALLENGER);
        assert_eq!(taken, expected);
    }

    /// The member gets another account, if that is possible.
    fn relocate(&mut self, n: u16) {
        let old = *self.model.members.first().expect("a member");
        let new = pick(&SPARE, n).expect("an account");
        let free = self.model.may_take(new);
        assert_eq!(Credentials::may_take(&new), free);
        if !free || new == old {
            return self.counts.count("stays");
        }
        Nation::replace(0, new);
        Credentials::moved(&old, &new);
        self.model.moved(old, new);
        for (_, who) in &mut self.works {
            *who = if *who == old { new } else { *who };
        }
        self.counts.count("moves");
    }

    /// Lets something happen. Then checks that no more was slashed than was staked.
    fn step(&mut self, op: Op) {
        System::reset_events();
        let before = Stakes::<Test>::iter().collect::<Vec<_>>();
        self.happen(op);
        for record in System::events() {
            let RuntimeEvent::Credentials(Event::Slashed { stake: key, amount }) = record.event
            else {
                continue;
            };
            let had = before.iter().find(|(id, _)| *id == key).map(|(_, stake)| stake.amount);
            let had = had.expect("a stake");
            assert!(amount <= had, "a slash takes no more than there is");
            assert_eq!(staked(key), had - amount);
            self.counts.count("slashed");
        }
        self.compare();
    }

    /// Whatever happened: anyone ends all challenges, and everybody gets their stake out.
    fn end(&mut self) {
        for (work, who) in std::mem::take(&mut self.works) {
            Credentials::release(work);
            self.model.bound.get_mut(&(who, work.schema)).expect("bound").engaged -= 1;
        }
        wait(90);
        let open = self.model.challenges.keys().copied().collect::<Vec<_>>();
        for challenge in open {
            self.close(challenge, challenge as u16);
            assert!(!Challenges::<Test>::contains_key(challenge));
        }
        let stakes = self.model.stakes.clone();
        let stakes = stakes.into_iter().map(|(key, stake)| match key {
            Key::Issuer(issuer) => {
                (self.model.issuer(issuer).account, Purpose::Issuer(issuer), stake)
            }
            Key::Practice(who, schema) => (who, Purpose::Practice(schema), stake),
        });
        let stakes = stakes.collect::<Vec<_>>();
        for (who, purpose, stake) in &stakes {
            let (purpose, amount) = (*purpose, stake.staying());
            if amount > 0 {
                let expected = self.model.attempt(|model| model.request(*who, purpose, amount));
                self.call(*who, Call::request_unstake { purpose, amount }, expected);
            }
        }
        wait(30);
        for (who, purpose, _) in stakes {
            let expected = self.model.attempt(|model| model.take_out(who, purpose));
            self.call(who, Call::withdraw_stake { purpose }, expected);
            self.counts.count("out in the end");
        }
        let bound = self.model.bound.keys().copied().collect::<Vec<_>>();
        for (who, schema) in bound {
            let expected = self.model.attempt(|model| model.unbind(who, schema));
            self.call(who, Call::unbind { schema }, expected);
        }
        self.compare();
        assert_eq!(Stakes::<Test>::iter().count(), 0, "everybody has their stake");
        assert_eq!(Challenged::<Test>::iter().count(), 0, "no award is in doubt");
        assert_eq!(Holders::<Test>::iter().count(), 0, "nothing of the holders remains");
        for who in ALL_ACCOUNTS {
            let rest = [HoldReason::Stake, HoldReason::Bond].map(|reason| held(reason, who));
            assert_eq!(rest, [0, 0], "nothing is on hold");
        }
    }
}

fn new_issuer(
    account: AccountId,
    parent: Option<IssuerId>,
    (level, schemas): (Level, Option<BTreeSet<SchemaId>>),
    until: u32,
    quota: Option<u32>,
) -> model::Issuer {
    model::Issuer {
        account,
        parent,
        level,
        schemas,
        until,
        quota,
        undelegated: false,
        withdrawn: false,
        withdrawals: vec![],
        keys: vec![],
        upheld: 0,
    }
}

#[test]
fn credentials_should_be_as_the_model_says_whatever_happens() {
    live(256, collection::vec(ops(), 40..120), floors(), |ops| {
        build_and_execute(|| {
            let mut world = World::begin();
            world.compare();
            for op in ops {
                world.step(op);
            }
            world.end();
            world.counts
        })
    });
}
