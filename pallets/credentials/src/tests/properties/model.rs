//! The rules once more, as plainly as possible: every question recounts everything.

mod stakes;

use crate::{mock::*, Award, Purpose, Standing};
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{Balance, BlockNumber, IssuerId, SchemaId};

/// An issuer.
#[derive(Clone, Debug)]
pub struct Issuer {
    pub account: AccountId,
    pub parent: Option<IssuerId>,
    pub level: u8,
    /// None: all schemas.
    pub schemas: Option<BTreeSet<SchemaId>>,
    pub until: BlockNumber,
    pub quota: Option<u32>,
    pub undelegated: bool,
    pub withdrawn: bool,
    /// The first and the last slot of the batches that a withdrawal ended.
    pub withdrawals: Vec<(BlockNumber, BlockNumber)>,
    /// The seeds of its keys.
    pub keys: Vec<u8>,
    pub upheld: u32,
}

/// A schema.
#[derive(Clone, Debug)]
pub struct Schema {
    pub owner: AccountId,
    pub issuer: Option<IssuerId>,
    pub level: u8,
    pub valid_for: Option<u32>,
    pub superseded_by: Option<SchemaId>,
}

/// A batch.
#[derive(Clone, Debug)]
pub struct Batch {
    pub class: Class,
    pub issued: BlockNumber,
    pub valid_until: Option<u64>,
}

/// A bound award.
#[derive(Clone, Debug)]
pub struct Bound {
    pub award: Award,
    pub engaged: u32,
    /// The account that left a deposit.
    pub deposit: Option<AccountId>,
}

/// What a stake answers for. The account is the one that speaks for the holder now.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Key {
    Issuer(IssuerId),
    Practice(AccountId, SchemaId),
}

/// A stake.
#[derive(Clone, Debug)]
pub struct Staked {
    pub held_at: AccountId,
    pub amount: Balance,
    pub leaving: Option<(Balance, BlockNumber)>,
}

/// An open challenge.
#[derive(Clone, Debug)]
pub struct Open {
    pub challenger: AccountId,
    pub award: Award,
    pub closes: BlockNumber,
}

/// Everything.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub members: BTreeSet<AccountId>,
    pub schemas: Vec<Schema>,
    pub issuers: Vec<Issuer>,
    pub batches: BTreeMap<(IssuerId, u32), Batch>,
    pub revoked: BTreeSet<Award>,
    pub suspended: BTreeSet<Award>,
    pub bound: BTreeMap<(AccountId, SchemaId), Bound>,
    pub stakes: BTreeMap<Key, Staked>,
    pub challenges: BTreeMap<u32, Open>,
    pub challenges_made: u32,
    /// The awards of which a challenge was upheld.
    pub upheld: BTreeSet<Award>,
    /// All that each account has, what is on hold included.
    pub money: BTreeMap<AccountId, Balance>,
}

/// The result of a call.
pub type Outcome<R = ()> = Result<R, &'static str>;

fn ensure(holds: bool, error: &'static str) -> Outcome {
    holds.then_some(()).ok_or(error)
}

const BOND: Balance = 10 * UNIT;

impl Model {
    /// Does it all, or nothing.
    pub fn attempt<R>(&mut self, change: impl FnOnce(&mut Self) -> Outcome<R>) -> Outcome<R> {
        let before = self.clone();
        let done = change(self);
        if done.is_err() {
            *self = before;
        }
        done
    }

    pub fn pay(&mut self, from: AccountId, to: AccountId, amount: Balance) {
        *self.money.get_mut(&from).expect("an account") -= amount;
        *self.money.entry(to).or_default() += amount;
    }

    // Issuers

    pub fn line(&self, issuer: IssuerId) -> Outcome<Vec<IssuerId>> {
        let mut line = vec![];
        let mut next = Some(issuer);
        while let Some(id) = next {
            line.push(id);
            next = self.issuers.get(id as usize).ok_or("UnknownIssuer")?.parent;
        }
        Ok(line)
    }

    pub fn issuer(&self, id: IssuerId) -> &Issuer {
        &self.issuers[id as usize]
    }

    fn own_line(&self, who: AccountId, issuer: IssuerId) -> Outcome<Vec<IssuerId>> {
        let line = self.line(issuer)?;
        ensure(self.issuer(issuer).account == who, "NotIssuerAccount")?;
        Ok(line)
    }

    pub fn accredited(&self, line: &[IssuerId]) -> bool {
        line.iter()
            .map(|id| self.issuer(*id))
            .all(|issuer| now() < issuer.until && !issuer.withdrawn && !issuer.undelegated)
    }

    fn covers(&self, line: &[IssuerId], schema: SchemaId) -> bool {
        let level = self.schemas[schema as usize].level;
        line.iter().map(|id| self.issuer(*id)).all(|issuer| {
            let named = issuer.schemas.as_ref().is_none_or(|named| named.contains(&schema));
            named && level <= issuer.level
        })
    }

    /// The awards of an issuer and of those below it.
    pub fn used(&self, issuer: IssuerId) -> u32 {
        let batches = self
            .batches
            .iter()
            .filter(|((id, _), _)| self.line(*id).expect("known").contains(&issuer));
        batches.map(|(_, batch)| batch.class.seeds.len() as u32).sum()
    }

    pub fn next(&self, issuer: IssuerId) -> u32 {
        self.batches.keys().filter(|(id, _)| *id == issuer).count() as u32
    }

    /// The open challenges of an issuer's awards, and of those below it.
    pub fn challenged(&self, issuer: IssuerId) -> u32 {
        let of_it = self.challenges.values().filter(|challenge| {
            self.line(challenge.award.issuer).expect("known").contains(&issuer)
        });
        of_it.count() as u32
    }

    fn ensure_scope(&self, level: u8, schemas: &Option<BTreeSet<SchemaId>>) -> Outcome {
        ensure(level <= 10, "LevelTooHigh")?;
        let mut named = schemas.iter().flatten();
        ensure(named.all(|id| (*id as usize) < self.schemas.len()), "UnknownSchema")
    }

    pub fn accredit(&mut self, renewed: Option<IssuerId>, new: Issuer) -> Outcome {
        ensure(now() < new.until, "EndsInPast")?;
        self.ensure_scope(new.level, &new.schemas)?;
        let Some(id) = renewed else {
            self.issuers.push(new);
            return Ok(());
        };
        let issuer = self.issuers.get_mut(id as usize).ok_or("UnknownIssuer")?;
        ensure(issuer.parent.is_none(), "IsDelegate")?;
        let full = issuer.withdrawals.len() == 16;
        ensure(!issuer.withdrawn || !full, "TooManyWithdrawals")?;
        let Issuer { account, level, schemas, until, .. } = new;
        *issuer = Issuer { account, level, schemas, until, withdrawn: false, ..issuer.clone() };
        Ok(())
    }

    pub fn withdraw(&mut self, id: IssuerId, since: BlockNumber) -> Outcome {
        ensure(since <= now(), "SinceInFuture")?;
        let issuer = self.issuers.get_mut(id as usize).ok_or("UnknownIssuer")?;
        if issuer.withdrawn {
            let last = issuer.withdrawals.last_mut().expect("a withdrawal");
            ensure(since < last.0, "AlreadyWithdrawn")?;
            last.0 = since;
        } else {
            ensure(issuer.withdrawals.len() < 16, "TooManyWithdrawals")?;
            issuer.withdrawals.push((since, now()));
            issuer.withdrawn = true;
        }
        Ok(())
    }

    pub fn set_account(&mut self, who: AccountId, id: IssuerId, new: AccountId) -> Outcome {
        let issuer = self.issuers.get_mut(id as usize).ok_or("UnknownIssuer")?;
        ensure(who == PEOPLE || who == issuer.account, "NotIssuerAccount")?;
        issuer.account = new;
        Ok(())
    }

    pub fn rotate(&mut self, who: AccountId, id: IssuerId, seed: u8, proven: bool) -> Outcome {
        self.own_line(who, id)?;
        let keys = &mut self.issuers[id as usize].keys;
        ensure(keys.last() != Some(&seed), "SameKey")?;
        ensure(proven, "BadProofOfPossession")?;
        keys.push(seed);
        Ok(())
    }

    pub fn delegate(&mut self, who: AccountId, child: Issuer) -> Outcome {
        let line = self.own_line(who, child.parent.expect("a parent"))?;
        ensure(self.accredited(&line), "NotAccredited")?;
        ensure(now() < child.until, "EndsInPast")?;
        self.ensure_scope(child.level, &child.schemas)?;
        let within = line.iter().map(|id| self.issuer(*id)).all(|above| {
            let named = match (&child.schemas, &above.schemas) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(mine), Some(others)) => mine.is_subset(others),
            };
            let few = match (child.quota, above.quota) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(mine), Some(others)) => mine <= others,
            };
            named && few && child.level <= above.level && child.until <= above.until
        });
        ensure(within, "WiderThanParent")?;
        ensure(line.len() <= 3, "TooDeep")?;
        self.issuers.push(child);
        Ok(())
    }

    pub fn undelegate(&mut self, who: AccountId, child: IssuerId) -> Outcome {
        let line = self.line(child)?;
        let above = line[1..].iter().any(|id| self.issuer(*id).account == who);
        ensure(above, "NotAbove")?;
        let undelegated = &mut self.issuers[child as usize].undelegated;
        ensure(!*undelegated, "AlreadyUndelegated")?;
        *undelegated = true;
        Ok(())
    }

    // Schemas

    pub fn register(&mut self, titled: bool, new: Schema) -> Outcome {
        ensure(titled, "EmptyTitle")?;
        ensure(new.level <= 10, "LevelTooHigh")?;
        ensure(new.valid_for != Some(0), "NoValidity")?;
        match new.issuer {
            Some(issuer) => {
                let line = self.own_line(new.owner, issuer)?;
                ensure(self.accredited(&line), "NotAccredited")?;
                let reached = line.iter().all(|id| new.level <= self.issuer(*id).level);
                ensure(reached, "OutOfScope")?;
            }
            None => ensure(new.level == 0, "NotAccredited")?,
        }
        self.schemas.push(new);
        Ok(())
    }

    /// The longest chain of schemas that ends in this one.
    fn generation(&self, schema: SchemaId) -> u32 {
        let before = self.schemas.iter().enumerate();
        let before = before.filter(|(_, one)| one.superseded_by == Some(schema));
        before.map(|(id, _)| 1 + self.generation(id as u32)).max().unwrap_or_default()
    }

    pub fn supersede(&mut self, who: AccountId, old: SchemaId, new: SchemaId) -> Outcome {
        let find = |id: SchemaId| self.schemas.get(id as usize).ok_or("UnknownSchema");
        let (before, after) = (find(old)?, find(new)?);
        ensure(before.owner == who && after.owner == who, "NotSchemaOwner")?;
        ensure(old != new, "SameSchema")?;
        let in_force = before.superseded_by.is_none() && after.superseded_by.is_none();
        ensure(in_force, "Superseded")?;
        ensure(before.level <= after.level, "LevelTooLow")?;
        let line = self.own_line(who, after.issuer.ok_or("NotAccredited")?)?;
        ensure(self.accredited(&line), "NotAccredited")?;
        ensure(self.covers(&line, new), "OutOfScope")?;
        ensure(self.generation(old) < 4, "ChainTooLong")?;
        self.schemas[old as usize].superseded_by = Some(new);
        Ok(())
    }

    /// The schema, and those that supersede it one after the other.
    fn successors(&self, schema: SchemaId) -> Vec<SchemaId> {
        let mut chain = vec![schema];
        while let Some(new) =
            self.schemas.get(chain[chain.len() - 1] as usize).and_then(|last| last.superseded_by)
        {
            chain.push(new);
        }
        chain
    }

    // Awards

    pub fn issue(
        &mut self,
        who: AccountId,
        class: Class,
        count: u32,
        valid_until: Option<u64>,
    ) -> Outcome {
        let line = self.own_line(who, class.issuer)?;
        ensure(class.sequence == self.next(class.issuer), "WrongSequence")?;
        ensure((1..=4_096).contains(&count), "WrongCount")?;
        ensure(!self.issuer(class.issuer).keys.is_empty(), "NoKey")?;
        let schema = self.schemas.get(class.schema as usize).ok_or("UnknownSchema")?;
        ensure(schema.superseded_by.is_none(), "Superseded")?;
        ensure(self.accredited(&line), "NotAccredited")?;
        ensure(self.covers(&line, class.schema), "OutOfScope")?;
        let now_in_seconds = seconds();
        ensure(valid_until.is_none_or(|end| end > now_in_seconds), "AlreadyExpired")?;
        if let Some(days) = schema.valid_for {
            let last = now_in_seconds + u64::from(days) * 86_400;
            ensure(valid_until.is_some_and(|end| end <= last), "ValidTooLong")?;
        }
        let kept = line.iter().all(|id| {
            let most = self.issuer(*id).quota;
            most.is_none_or(|most| self.used(*id) + count <= most)
        });
        ensure(kept, "QuotaExceeded")?;
        let batch = Batch { class: class.clone(), issued: now(), valid_until };
        self.batches.insert((class.issuer, class.sequence), batch);
        Ok(())
    }

    /// All awards that there are.
    pub fn awards(&self) -> Vec<Award> {
        let batches = self.batches.values();
        let awards = batches.flat_map(|Batch { class, .. }| {
            (0..class.seeds.len() as u32).map(|index| class.award(index))
        });
        awards.collect()
    }

    pub fn batch(&self, award: &Award) -> Option<&Batch> {
        self.batches.get(&(award.issuer, award.sequence))
    }

    pub fn schema_of(&self, award: &Award) -> SchemaId {
        self.batch(award).expect("a batch").class.schema
    }

    /// The standing of an award that there is.
    pub fn standing(&self, award: &Award) -> Standing {
        let batch = self.batch(award).expect("a batch");
        let line = self.line(award.issuer).expect("known");
        let withdrawals = line.iter().flat_map(|id| &self.issuer(*id).withdrawals);
        let ends = withdrawals.filter(|(since, at)| (*since..=*at).contains(&batch.issued));
        let since = ends.map(|(since, _)| *since).min();
        match since {
            _ if self.revoked.contains(award) => Standing::Revoked,
            Some(since) => Standing::IssuerWithdrawn { since },
            None if self.suspended.contains(award) => Standing::Suspended,
            None if batch.valid_until.is_some_and(|end| end <= seconds()) => Standing::Expired,
            None => Standing::Valid,
        }
    }

    /// Marks awards.
    pub fn mark(
        &mut self,
        who: AccountId,
        (issuer, sequence): (IssuerId, u32),
        indexes: &[u32],
        change: fn(&mut Self, Award) -> Outcome,
    ) -> Outcome {
        let line = self.line(issuer)?;
        let above = line.iter().any(|id| self.issuer(*id).account == who);
        ensure(who == PEOPLE || above, "NotAbove")?;
        let batch = self.batches.get(&(issuer, sequence)).ok_or("UnknownBatch")?;
        let count = batch.class.seeds.len() as u32;
        for index in indexes {
            ensure(*index < count, "UnknownAward")?;
            let award = Award { issuer, sequence, index: *index };
            ensure(!self.revoked.contains(&award), "Revoked")?;
            change(self, award)?;
        }
        Ok(())
    }

    pub fn revoke(&mut self, award: Award) -> Outcome {
        self.suspended.remove(&award);
        self.revoked.insert(award);
        Ok(())
    }

    pub fn suspend(&mut self, award: Award) -> Outcome {
        ensure(self.suspended.insert(award), "AlreadySuspended")
    }

    pub fn reinstate(&mut self, award: Award) -> Outcome {
        ensure(self.suspended.remove(&award), "NotSuspended")
    }

    // Bindings

    pub fn holder(&self, award: &Award) -> Option<AccountId> {
        let mut bound = self.bound.iter();
        bound.find(|(_, bound)| bound.award == *award).map(|((who, _), _)| *who)
    }

    fn is_challenged(&self, award: &Award) -> bool {
        self.challenges.values().any(|challenge| challenge.award == *award)
    }

    pub fn bind(&mut self, who: AccountId, award: Award, shown: bool, signed: bool) -> Outcome {
        let batch = self.batch(&award).ok_or("UnknownBatch")?;
        let schema = batch.class.schema;
        let exists = (award.index as usize) < batch.class.seeds.len();
        ensure(shown && exists, "NotInBatch")?;
        match self.standing(&award) {
            Standing::Valid => {}
            Standing::Revoked => return Err("Revoked"),
            _ => return Err("NotValid"),
        }
        ensure(signed, "BadSignature")?;
        match self.holder(&award) {
            Some(holder) if holder == who => return Err("AlreadyBound"),
            Some(_) => return Err("BoundByOther"),
            None => {}
        }
        if let Some(old) = self.bound.get(&(who, schema)) {
            ensure(self.standing(&old.award) != Standing::Valid, "AlreadyBound")?;
            let staked = self.stakes.contains_key(&Key::Practice(who, schema));
            ensure(!staked || !self.is_challenged(&old.award), "AwardChallenged")?;
            let (engaged, deposit) = (old.engaged, old.deposit);
            self.bound.insert((who, schema), Bound { award, engaged, deposit });
            return Ok(());
        }
        let own = self.bound.iter().filter(|((one, _), _)| *one == who);
        let free = own.filter(|(_, bound)| bound.deposit.is_none()).count();
        let is_free = self.members.contains(&who) && free < FREE as usize;
        let deposit = (!is_free).then_some(who);
        self.bound.insert((who, schema), Bound { award, engaged: 0, deposit });
        Ok(())
    }

    pub fn unbind(&mut self, who: AccountId, schema: SchemaId) -> Outcome {
        let bound = self.bound.get(&(who, schema)).ok_or("NotBound")?;
        ensure(!self.stakes.contains_key(&Key::Practice(who, schema)), "Staked")?;
        ensure(bound.engaged == 0, "Engaged")?;
        self.bound.remove(&(who, schema));
        Ok(())
    }

    /// The schema by whose award somebody meets a requirement.
    pub fn answer(&self, who: AccountId, schema: SchemaId, least: Balance) -> Option<SchemaId> {
        let chain = self.successors(schema);
        chain.into_iter().find(|schema| {
            let bound = self.bound.get(&(who, *schema));
            let valid = bound.is_some_and(|bound| self.standing(&bound.award) == Standing::Valid);
            let stake = self.stakes.get(&Key::Practice(who, *schema));
            valid && stake.map_or(0, Staked::staying) >= least
        })
    }

    /// Whether a member may speak through this account.
    pub fn may_take(&self, account: AccountId) -> bool {
        !self.bound.keys().any(|(who, _)| *who == account)
    }

    /// A member speaks through another account.
    pub fn moved(&mut self, old: AccountId, new: AccountId) {
        self.members.remove(&old);
        self.members.insert(new);
        let to = |who| if who == old { new } else { who };
        let bound = std::mem::take(&mut self.bound).into_iter();
        self.bound = bound.map(|((who, schema), bound)| ((to(who), schema), bound)).collect();
        let stakes = std::mem::take(&mut self.stakes).into_iter();
        let stakes = stakes.map(|(key, stake)| match key {
            Key::Practice(who, schema) => (Key::Practice(to(who), schema), stake),
            issuer => (issuer, stake),
        });
        self.stakes = stakes.collect();
    }
}

impl Staked {
    pub fn leaving(&self) -> Balance {
        self.leaving.map_or(0, |(amount, _)| amount)
    }

    pub fn staying(&self) -> Balance {
        self.amount - self.leaving()
    }
}

/// The awards that a member binds without a deposit in these lives.
pub const FREE: u32 = 2;

/// The time, in seconds of unix time.
pub fn seconds() -> u64 {
    EPOCH + u64::from(now()) * 8_640
}
