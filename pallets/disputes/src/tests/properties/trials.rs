//! Acts in cases, and what the model says of them.

use super::{
    acts::{share_of, TRADERS},
    model::*,
    ops::mostly,
    world::World,
};
use crate::{mock::*, *};
use sp_runtime::Permill;
use vaka_primitives::{Arbitration, Hash, Members as _, Side};
use vaka_testing::random::pick;

impl World {
    pub fn party(who: AccountId) -> MParty {
        let membership = Nation::membership(&who);
        MParty {
            account: who,
            member: membership.map(|membership| membership.member),
            community: membership.map(|membership| membership.community),
            recused: false,
            shown: 0,
        }
    }

    pub fn open(&mut self, [a, b, skilled, _]: [u16; 4]) {
        let buyer = pick(&TRADERS, a).expect("somebody");
        let others = TRADERS.into_iter().filter(|who| *who != buyer).collect::<Vec<_>>();
        let seller = pick(&others, b).expect("somebody");
        let skilled = skilled.is_multiple_of(4);
        if self.model.cases.len() >= 6 {
            return;
        }
        let id = open_between(buyer, seller, skilled.then_some(NURSE));
        self.counts.count("open");
        let mut case = MCase {
            buyer: MParty { shown: 1, ..Self::party(buyer) },
            seller: Self::party(seller),
            skilled,
            people_of: System::block_number(),
            left: LONGEST,
            patience: PATIENCE,
            replaced: false,
            drawn: vec![],
            phase: Phase::Over,
            share: None,
            damages: 0,
            rounds: vec![],
            ballots: vec![],
            listed: None,
            serving: false,
            moved: false,
        };
        case.wait(Duty::Rule, self.model.closing());
        assert!(self.model.cases.insert(id, case).is_none());
    }

    pub fn show(&mut self, [a, b, c, _]: [u16; 4]) {
        let case = self.some_case(a, |case| case.over() == c.is_multiple_of(4));
        let (who, expected) = match self.model.cases.get(&case) {
            None => (self.somebody(b), Err("UnknownCase")),
            Some(record) => {
                let who = self.some_party(record, b);
                let side = Self::side_of(record, who);
                let shown = |side| match side {
                    Side::Buyer => record.buyer.shown,
                    Side::Seller => record.seller.shown,
                };
                let expected = match side {
                    None => Err("NotParty"),
                    Some(_) if record.over() => Err("CaseEnded"),
                    Some(side) if shown(side) == 8 => Err("TooMuchEvidence"),
                    Some(_) => Ok(()),
                };
                (who, expected)
            }
        };
        let hash = Hash::from_low_u64_be(b.into());
        if self.call(who, Call::submit_evidence { case, hash }, expected) {
            self.change(case, |case| {
                let side = Self::side_of(case, who).expect("a party");
                case.party_mut(side).shown += 1;
            });
        }
    }

    /// Mostly a party.
    pub fn some_party(&self, case: &MCase, n: u16) -> AccountId {
        let party = if n.is_multiple_of(2) { &case.buyer } else { &case.seller };
        match mostly(n / 2) {
            true => party.member.and_then(Nation::account_of).unwrap_or(party.account),
            false => self.somebody(n / 16),
        }
    }

    pub fn recuse(&mut self, [a, b, ..]: [u16; 4]) {
        let case = self.some_case(a, |case| matches!(case.phase, Phase::Arbiter { .. }));
        let (who, expected) = match self.model.cases.get(&case) {
            None => (self.somebody(b), Err("UnknownCase")),
            Some(record) => {
                let who = self.some_party(record, b);
                let recused = |side| match side {
                    Side::Buyer => record.buyer.recused,
                    Side::Seller => record.seller.recused,
                };
                let expected = match (Self::side_of(record, who), &record.phase) {
                    (None, _) => Err("NotParty"),
                    (Some(side), Phase::Arbiter { .. }) if recused(side) => Err("AlreadyRecused"),
                    (Some(_), Phase::Arbiter { age, .. }) if *age >= RECUSAL => Err("TooLate"),
                    (Some(_), Phase::Arbiter { .. }) => Ok(()),
                    _ => Err("NoArbiter"),
                };
                (who, expected)
            }
        };
        if self.call(who, Call::recuse { case }, expected) {
            let record = self.model.cases[&case].clone();
            let Phase::Arbiter { duty, .. } = record.phase else { panic!("an arbiter") };
            let side = Self::side_of(&record, who).expect("a party");
            self.change(case, |case| case.party_mut(side).recused = true);
            self.wait(case, duty);
        }
    }

    pub fn rule(&mut self, [a, b, c, d]: [u16; 4]) {
        let id = self.some_case(a, |case| matches!(case.phase, Phase::Arbiter { .. }));
        let record = self.model.cases.get(&id).cloned();
        let phase = record.as_ref().map(|case| case.phase.clone());
        let (mut who, mut share, mut damages) = (self.somebody(b / 8), share_of(c), 0);
        if let (Some(case), Some(Phase::Arbiter { duty, member, .. })) = (&record, &phase) {
            if mostly(b) {
                who = Nation::account_of(*member).unwrap_or(who);
            }
            damages = match duty {
                Duty::Rule => u128::from(d % 3) * 100 * u128::from(case.skilled || d > 60_000),
                Duty::Confirm { damages } => damages + 1 - u128::from(d % 102).min(damages + 1),
                Duty::Appeal => u128::from(d % 150),
            };
            if matches!(duty, Duty::Confirm { .. }) && !c.is_multiple_of(3) {
                share = case.share.expect("a ruling");
            }
        }
        let expected = self.may_rule(who, record.as_ref(), share, damages);
        let to_seller = Permill::from_parts(share);
        if self.call(who, Call::rule { case: id, to_seller, damages }, expected) {
            self.ruled(id, share, damages);
        }
    }

    pub fn may_rule(
        &self,
        who: AccountId,
        case: Option<&MCase>,
        share: u32,
        named: u128,
    ) -> Outcome {
        let judge = Self::judge(who)?;
        let case = case.ok_or("UnknownCase")?;
        let Phase::Arbiter { duty, member, age } = case.phase else { return Err("NoArbiter") };
        let ordered = [
            (member == judge, "NotArbiterOfCase"),
            (self.model.panel.contains_key(&judge), "NotAppointed"),
            (age < RULING, "TooLate"),
        ];
        let duties = match duty {
            Duty::Rule => vec![(named == 0 || case.skilled, "NoDamages")],
            Duty::Confirm { damages } => {
                vec![
                    (Some(share) == case.share, "OtherShare"),
                    (named <= damages, "DamagesTooHigh"),
                ]
            }
            Duty::Appeal => vec![(named <= case.damages, "DamagesTooHigh")],
        };
        let failed = ordered.into_iter().chain(duties).find(|(holds, _)| !holds);
        failed.map_or(Ok(()), |(_, error)| Err(error))
    }

    pub fn ruled(&mut self, id: u32, share: u32, damages: u128) {
        let Phase::Arbiter { duty, member, .. } = self.model.cases[&id].phase else {
            panic!("an arbiter")
        };
        let mut confirm = false;
        self.change(id, |case| match duty {
            Duty::Rule => {
                case.share = Some(share);
                case.rounds.push(vec![member]);
                case.phase = Phase::Appeal { age: 0 };
                confirm = damages > 0;
            }
            Duty::Confirm { .. } => {
                case.damages = damages;
                case.rounds[0].push(member);
                case.phase = Phase::Appeal { age: 0 };
            }
            Duty::Appeal => {
                case.share = Some(share);
                case.damages = damages;
                case.rounds.push(vec![member]);
                case.phase = Phase::Over;
            }
        });
        match confirm {
            true => self.wait(id, Duty::Confirm { damages }),
            false => self.model.settle(id, false),
        }
    }

    pub fn appeal(&mut self, [a, b, ..]: [u16; 4]) {
        let id = self.some_case(a, |case| matches!(case.phase, Phase::Appeal { .. }));
        let by = if b.is_multiple_of(2) { Side::Buyer } else { Side::Seller };
        let expected = match self.model.cases.get(&id).map(|case| &case.phase) {
            None => Err("UnknownCase"),
            Some(Phase::Appeal { .. }) => Ok(()),
            Some(_) => Err("NothingToAppeal"),
        };
        let done = <Disputes as Arbitration<AccountId>>::appeal(id, by).map_err(<&str>::from);
        assert_eq!(done, expected);
        if self.counts.outcome("appeal", &done) {
            self.wait(id, Duty::Appeal);
        }
    }

    pub fn end(&mut self, n: u16, withdrawn: bool) {
        let id = self.some_case(n, |case| withdrawn || case.over());
        let known = self.model.cases.get(&id).cloned();
        if withdrawn {
            let served = withdraw(id);
            let expected = known.clone().map(|case| {
                let mut rounds = case.rounds.clone();
                let revealed = case.ballots.iter().filter(|ballot| ballot.revealed);
                let revealed = revealed.map(|ballot| ballot.juror).collect::<Vec<_>>();
                if matches!(case.phase, Phase::Voting { .. }) && !revealed.is_empty() {
                    rounds.push(revealed);
                }
                rounds
            });
            assert_eq!(served, expected.unwrap_or_default());
        } else {
            close(id);
        }
        if known.is_some() {
            self.counts.count(if withdrawn { "withdraw" } else { "close" });
            self.model.settle(id, true);
            self.model.cases.remove(&id);
        }
    }
}
