//! Challenges: somebody says that an award's holder cannot do what it says, and appeals rule.

use crate::*;
use credential_award::Hash;
use frame_support::{pallet_prelude::*, traits::fungible::hold::Mutate as _};
use sp_runtime::BoundedVec;
use vaka_primitives::{take_number, IssuerId};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_challenge(
        challenger: T::AccountId,
        award: Award,
        evidence: Hash,
    ) -> DispatchResult {
        let batch = Self::batch_of(&award).ok_or(Error::<T>::UnknownBatch)?;
        ensure!(award.index < batch.count, Error::<T>::UnknownAward);
        ensure!(!Self::mark(&award).revoked, Error::<T>::Revoked);
        let challenge = take_number::<NextChallenge<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        let rules = Self::figures();
        T::Currency::hold(&HoldReason::Bond.into(), &challenger, rules.bond)?;
        Challenged::<T>::mutate(award, |doubt| doubt.open = doubt.open.saturating_add(1));
        Self::for_line(award.issuer, |issuer| {
            issuer.challenged = issuer.challenged.saturating_add(1);
        })?;
        let closes = Self::after(rules.unheard);
        let record = Challenge { challenger, award, evidence, bond: rules.bond, closes };
        Challenges::<T>::insert(challenge, record);
        Self::deposit_event(Event::ChallengeOpened { challenge, award });
        Ok(())
    }

    pub(crate) fn do_rule(challenge: ChallengeId, upheld: bool) -> DispatchResult {
        let (record, doubt) = Self::end_challenge(challenge)?;
        let Challenge { challenger, award, bond, .. } = record;
        if upheld {
            Self::pay(&HoldReason::Bond, &challenger, &challenger, bond);
            // Otherwise friends who challenge the same award would take all of the stakes, a half
            // after a half.
            if !doubt.upheld {
                Self::uphold(&award, &challenger)?;
            }
        } else {
            Self::pay(&HoldReason::Bond, &challenger, &T::Treasury::get(), bond);
        }
        Self::deposit_event(Event::ChallengeRuled { challenge, award, upheld });
        Ok(())
    }

    /// The consequences of a challenge that appeals uphold, once an award.
    fn uphold(award: &Award, challenger: &T::AccountId) -> DispatchResult {
        Challenged::<T>::mutate_exists(award, |doubt| {
            doubt.iter_mut().for_each(|doubt| doubt.upheld = true);
        });
        // An issuer that revokes when it is challenged does not save its stake.
        if !Self::mark(award).revoked {
            let indexes = BoundedVec::truncate_from([award.index].into());
            Self::revoke_all(award.issuer, award.sequence, indexes)?;
        }
        Issuers::<T>::mutate_extant(award.issuer, |issuer| {
            issuer.upheld = issuer.upheld.saturating_add(1);
        });
        let line = Self::line(award.issuer)?;
        let issuers = line.iter().map(|(id, _)| StakeKey::Issuer(*id));
        let schema = Self::batch_of(award).map(|batch| batch.schema);
        let practice = BoundBy::<T>::get(award).zip(schema);
        let practice = practice.map(|(holder, schema)| StakeKey::Practice(holder, schema));
        let rules = Self::figures();
        for key in issuers.chain(practice).filter(|key| Stakes::<T>::contains_key(key)) {
            let cut = |stake| rules.slash.mul_ceil(stake);
            Self::slash_stake(key, cut, rules.reward, challenger);
        }
        Ok(())
    }

    pub(crate) fn do_close_challenge(challenge: ChallengeId) -> DispatchResult {
        let (record, doubt) = Self::end_challenge(challenge)?;
        let Challenge { challenger, award, bond, closes, .. } = record;
        // What was upheld for another challenger need not be heard again.
        let was_right = doubt.upheld;
        ensure!(was_right || Self::now() >= closes, Error::<T>::MayBeHeard);
        // Not to the issuer: one that challenges its own awards would lock the stakes of those above
        // it, and of its holders, for nothing.
        let to = if was_right { challenger.clone() } else { T::Treasury::get() };
        Self::pay(&HoldReason::Bond, &challenger, &to, bond);
        Self::deposit_event(Event::ChallengeClosed { challenge, award });
        Ok(())
    }

    /// Removes a challenge. Returns it, and what was known about its award.
    fn end_challenge(
        challenge: ChallengeId,
    ) -> Result<(Challenge<T::AccountId>, Doubt), DispatchError> {
        let record = Challenges::<T>::take(challenge).ok_or(Error::<T>::UnknownChallenge)?;
        let doubt = Challenged::<T>::mutate_exists(record.award, |doubt| {
            let before = doubt.unwrap_or_default();
            let left = Doubt { open: before.open.saturating_sub(1), ..before };
            *doubt = Some(left).filter(|left| left.open > 0);
            before
        });
        Self::for_line(record.award.issuer, |issuer| {
            issuer.challenged = issuer.challenged.saturating_sub(1);
        })?;
        Ok((record, doubt))
    }

    /// Changes an issuer and those above it.
    fn for_line(issuer: IssuerId, change: impl Fn(&mut IssuerOf<T>)) -> DispatchResult {
        for (id, mut issuer) in Self::line(issuer)? {
            change(&mut issuer);
            Issuers::<T>::insert(id, issuer);
        }
        Ok(())
    }
}
