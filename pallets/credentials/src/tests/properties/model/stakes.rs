//! Stakes and challenges.

use super::*;

impl Model {
    pub fn key(&self, who: AccountId, purpose: Purpose) -> Outcome<Key> {
        match purpose {
            Purpose::Issuer(issuer) => {
                self.own_line(who, issuer)?;
                Ok(Key::Issuer(issuer))
            }
            Purpose::Practice(schema) => {
                ensure(self.bound.contains_key(&(who, schema)), "NotBound")?;
                Ok(Key::Practice(who, schema))
            }
        }
    }

    pub fn stake(&mut self, who: AccountId, purpose: Purpose, amount: Balance) -> Outcome {
        let key = self.key(who, purpose)?;
        match self.stakes.get(&key).cloned() {
            Some(old) => {
                ensure(amount > 0, "StakeTooSmall")?;
                self.pay(old.held_at, who, old.amount);
                let stake = Staked { held_at: who, amount: old.amount + amount, ..old };
                self.stakes.insert(key, stake);
            }
            None => {
                ensure(amount >= UNIT, "StakeTooSmall")?;
                self.stakes.insert(key, Staked { held_at: who, amount, leaving: None });
            }
        }
        Ok(())
    }

    pub fn request(&mut self, who: AccountId, purpose: Purpose, amount: Balance) -> Outcome {
        let key = self.key(who, purpose)?;
        let stake = self.stakes.get_mut(&key).ok_or("NoStake")?;
        ensure(amount > 0, "StakeTooSmall")?;
        ensure(amount <= stake.staying(), "NotSoMuchStaked")?;
        let rest = stake.staying() - amount;
        ensure(rest == 0 || rest >= UNIT, "StakeTooSmall")?;
        stake.leaving = Some((stake.leaving() + amount, now() + 30 * DAY));
        Ok(())
    }

    pub fn take_out(&mut self, who: AccountId, purpose: Purpose) -> Outcome {
        let key = self.key(who, purpose)?;
        let stake = self.stakes.get(&key).ok_or("NoStake")?.clone();
        let (amount, from) = stake.leaving.ok_or("NothingLeaving")?;
        ensure(from <= now(), "TooEarly")?;
        match key {
            Key::Issuer(issuer) => ensure(self.challenged(issuer) == 0, "StakeChallenged")?,
            Key::Practice(who, schema) => {
                let bound = &self.bound[&(who, schema)];
                ensure(bound.engaged == 0, "Engaged")?;
                ensure(!self.is_challenged(&bound.award), "StakeChallenged")?;
            }
        }
        self.pay(stake.held_at, who, amount);
        self.put(key, Staked { amount: stake.amount - amount, leaving: None, ..stake });
        Ok(())
    }

    fn put(&mut self, key: Key, stake: Staked) {
        if stake.amount == 0 {
            self.stakes.remove(&key);
        } else {
            self.stakes.insert(key, stake);
        }
    }

    /// Takes something of a stake. What stays goes first.
    pub fn cut(&mut self, key: Key, cut: Balance) {
        let stake = self.stakes[&key].clone();
        let amount = stake.amount - cut;
        let leaving = stake.leaving.map(|(leaving, from)| (leaving.min(amount), from));
        let leaving = leaving.filter(|(leaving, _)| *leaving > 0);
        self.put(key, Staked { amount, leaving, ..stake });
    }

    // Challenges

    pub fn challenge(&mut self, challenger: AccountId, award: Award) -> Outcome {
        let batch = self.batch(&award).ok_or("UnknownBatch")?;
        ensure((award.index as usize) < batch.class.seeds.len(), "UnknownAward")?;
        ensure(!self.revoked.contains(&award), "Revoked")?;
        let open = Open { challenger, award, closes: now() + 90 * DAY };
        self.challenges.insert(self.challenges_made, open);
        self.challenges_made += 1;
        Ok(())
    }

    pub fn rule(&mut self, challenge: u32, upheld: bool) -> Outcome {
        let open = self.challenges.remove(&challenge).ok_or("UnknownChallenge")?;
        let Open { challenger, award, .. } = open;
        if !upheld {
            self.pay(challenger, TREASURY, BOND);
            return Ok(());
        }
        // A second one takes nothing.
        if !self.upheld.insert(award) {
            return Ok(());
        }
        self.revoke(award)?;
        self.issuers[award.issuer as usize].upheld += 1;
        let line = self.line(award.issuer)?.into_iter().map(Key::Issuer);
        let practice = self.holder(&award).map(|who| Key::Practice(who, self.schema_of(&award)));
        for key in line.chain(practice).collect::<Vec<_>>() {
            let Some(Staked { held_at, amount, .. }) = self.stakes.get(&key).cloned() else {
                continue;
            };
            let cut = amount.div_ceil(2);
            self.cut(key, cut);
            self.pay(held_at, challenger, cut / 2);
            self.pay(held_at, TREASURY, cut - cut / 2);
        }
        Ok(())
    }

    pub fn close(&mut self, challenge: u32) -> Outcome {
        let open = self.challenges.get(&challenge).ok_or("UnknownChallenge")?.clone();
        let was_right = self.upheld.contains(&open.award);
        ensure(was_right || open.closes <= now(), "MayBeHeard")?;
        self.challenges.remove(&challenge);
        if !was_right {
            self.pay(open.challenger, TREASURY, BOND);
        }
        Ok(())
    }
}
