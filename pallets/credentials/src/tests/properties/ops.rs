//! What can happen, and the choices in it.

use super::{
    model::Key,
    world::{World, ACTORS},
};
use crate::{mock::*, *};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vaka_primitives::{IssuerId, SchemaId};
use vaka_testing::random::pick;

#[derive(Clone, Copy, Debug)]
pub enum What {
    RegisterSchema,
    SupersedeSchema,
    AccreditIssuer,
    WithdrawAccreditation,
    SetIssuerAccount,
    RotateIssuerKey,
    DelegateIssuing,
    Undelegate,
    IssueBatch,
    Revoke,
    Suspend,
    Reinstate,
    Bind,
    Unbind,
    Stake,
    RequestUnstake,
    WithdrawStake,
    Challenge,
    Rule,
    CloseChallenge,
    Engage,
    Release,
    Slash,
    Move,
    Wait,
}

/// What happens, and numbers for the choices in it.
pub type Op = (What, [u16; 6]);

pub fn ops() -> impl Strategy<Value = Op> {
    let what = prop_oneof![
        3 => Just(What::RegisterSchema),
        3 => Just(What::SupersedeSchema),
        3 => Just(What::AccreditIssuer),
        2 => Just(What::WithdrawAccreditation),
        2 => Just(What::SetIssuerAccount),
        3 => Just(What::RotateIssuerKey),
        4 => Just(What::DelegateIssuing),
        2 => Just(What::Undelegate),
        8 => Just(What::IssueBatch),
        4 => Just(What::Revoke),
        4 => Just(What::Suspend),
        4 => Just(What::Reinstate),
        14 => Just(What::Bind),
        4 => Just(What::Unbind),
        10 => Just(What::Stake),
        6 => Just(What::RequestUnstake),
        8 => Just(What::WithdrawStake),
        8 => Just(What::Challenge),
        5 => Just(What::Rule),
        4 => Just(What::CloseChallenge),
        4 => Just(What::Engage),
        3 => Just(What::Release),
        1 => Just(What::Slash),
        2 => Just(What::Move),
        6 => Just(What::Wait),
    ];
    (what, any::<[u16; 6]>())
}

/// Seven times of eight.
pub fn mostly(n: u16) -> bool {
    !n.is_multiple_of(8)
}

/// One of the good ones, mostly; else any.
pub fn choose<T: Copy>(good: &[T], any: &[T], n: u16) -> Option<T> {
    let good = if mostly(n) { pick(good, n / 8) } else { None };
    good.or_else(|| pick(any, n / 8))
}

impl World {
    pub fn any_issuer(&self, n: u16) -> IssuerId {
        // Now and then one that does not exist.
        u32::from(n) % (self.model.issuers.len() as u32 + u32::from(!mostly(n)))
    }

    pub fn any_schema(&self, n: u16) -> SchemaId {
        u32::from(n) % (self.model.schemas.len() as u32 + u32::from(!mostly(n)))
    }

    pub fn any_award(&self, n: u16) -> Award {
        let award = pick(&self.model.awards(), n / 16).expect("an award");
        match n % 16 {
            0 => Award { index: award.index + 4, ..award },
            1 => Award { sequence: award.sequence + 9, ..award },
            _ => award,
        }
    }

    /// Mostly the account that acts for the issuer.
    pub fn acting(&self, issuer: IssuerId, n: u16) -> AccountId {
        let account = self.model.issuers.get(issuer as usize).map(|issuer| issuer.account);
        choose(account.as_slice(), &ACTORS, n).expect("somebody")
    }

    /// Mostly an account that may mark the issuer's awards.
    pub fn marking(&self, issuer: IssuerId, n: u16) -> AccountId {
        let line = self.model.line(issuer).unwrap_or_default();
        let mut able = line.iter().map(|id| self.model.issuer(*id).account).collect::<Vec<_>>();
        able.push(PEOPLE);
        choose(&able, &ACTORS, n).expect("somebody")
    }

    pub fn some_schemas(&self, n: u16) -> Option<BTreeSet<SchemaId>> {
        let named = (0..self.model.schemas.len() as u32).filter(|id| n >> (id % 16) & 1 == 1);
        let unknown = (n % 32 == 5).then_some(99);
        n.is_multiple_of(3).then(|| named.take(30).chain(unknown).collect())
    }

    /// Mostly a stake that there is, with its owner.
    pub fn some_stake(&self, n: u16) -> (AccountId, Purpose) {
        let there_are = self.model.stakes.keys().map(|key| match key {
            Key::Issuer(issuer) => (self.model.issuer(*issuer).account, Purpose::Issuer(*issuer)),
            Key::Practice(who, schema) => (*who, Purpose::Practice(*schema)),
        });
        let any = self.some_purpose(n / 8);
        choose(&there_are.collect::<Vec<_>>(), &[any], n).expect("one")
    }

    /// Something to stake for, mostly with the account that may.
    pub fn some_purpose(&self, n: u16) -> (AccountId, Purpose) {
        if n.is_multiple_of(3) {
            let issuer = self.any_issuer(n / 3);
            return (self.acting(issuer, n / 3), Purpose::Issuer(issuer));
        }
        let bound = self.model.bound.keys().copied().collect::<Vec<_>>();
        let any = (ACTORS[usize::from(n) % ACTORS.len()], self.any_schema(n / 3));
        let (who, schema) = choose(&bound, &[any], n / 3).expect("one");
        (who, Purpose::Practice(schema))
    }

    pub fn some_challenge(&self, n: u16) -> ChallengeId {
        let open = self.model.challenges.keys().copied().collect::<Vec<_>>();
        choose(&open, &[u32::from(n / 8 % 40)], n).expect("one")
    }
}
