//! Endorsing, and what changes endorsements: withdrawing, striking, merging.

use crate::*;
use frame_support::{defensive_assert, ensure};
use sp_runtime::DispatchError;
use vaka_primitives::{Assisted, Members as _, NoHelp};

/// A member who endorses, by themselves or by their helper.
#[derive(Clone, Copy)]
pub(crate) struct Endorser {
    /// The member whose endorsement it is.
    pub membership: Membership,
    /// The helper who gives it for them.
    pub helper: Option<MemberId>,
}

impl Endorser {
    /// The member who has this account.
    pub(crate) fn own<T: Config>(who: &T::AccountId) -> Result<Self, DispatchError> {
        let membership = T::Members::membership(who).ok_or(Error::<T>::NotMember)?;
        Ok(Self { membership, helper: None })
    }

    /// The member for whom this account endorses.
    pub(crate) fn assisted<T: Config>(
        helper: &T::AccountId,
        member: MemberId,
    ) -> Result<Self, DispatchError> {
        let assisted = T::Members::assisted(helper, member).map_err(|none| match none {
            NoHelp::NotHelper => Error::<T>::NotHelper,
            NoHelp::HelperSuspended => Error::<T>::HelperSuspended,
            NoHelp::HelpOver => Error::<T>::HelpOver,
        })?;
        let Assisted { membership, helper } = assisted;
        Ok(Self { membership, helper: Some(helper) })
    }
}

impl<T: Config> Pallet<T> {
    /// Checks that a petition collects endorsements.
    fn ensure_open(petition: &PetitionOf<T>) -> Result<(), DispatchError> {
        match petition.stage {
            Stage::Open { until } if Self::now() < until => Ok(()),
            Stage::Open { .. } => Err(Error::<T>::Expired.into()),
            _ => Err(Error::<T>::NotOpen.into()),
        }
    }

    /// Checks that a petition may be endorsed: while it collects endorsements, and while it waits
    /// for its turn.
    fn ensure_endorsable(petition: &PetitionOf<T>) -> Result<(), DispatchError> {
        match petition.stage {
            Stage::Waiting { until, .. } if Self::now() < until => Ok(()),
            Stage::Waiting { .. } => Err(Error::<T>::Expired.into()),
            _ => Self::ensure_open(petition),
        }
    }

    /// Adds an endorsement. Returns whether it tried to submit the petition.
    pub(crate) fn do_endorse(endorser: Endorser, id: PetitionId) -> Result<bool, DispatchError> {
        let mut petition = Self::petition_by(id)?;
        Self::ensure_endorsable(&petition)?;
        let Endorser { membership, helper } = endorser;
        Self::ensure_elector(&membership, petition.track)?;
        let member = membership.member;
        let given = Endorsements::<T>::get(id, member);
        // What a helper said is the member's own once they say it themselves.
        let becomes_own = helper.is_none() && given.is_some_and(|given| !given.is_own());
        ensure!(given.is_none() || becomes_own, Error::<T>::AlreadyEndorsed);
        Endorsements::<T>::insert(id, member, Endorsement { helper });
        if !becomes_own {
            petition.endorsements = petition.endorsements.saturating_add(1);
        }
        Self::deposit_event(Event::Endorsed {
            petition: id,
            member,
            endorsements: petition.endorsements,
            helper,
        });
        if becomes_own {
            return Ok(false);
        }
        let tried = Self::after_endorsing(id, &mut petition);
        Petitions::<T>::insert(id, petition);
        Ok(tried)
    }

    /// Acts on new endorsements. An open petition that has enough is submitted or waits. A waiting
    /// petition moves up. Returns whether it tried to submit the petition.
    fn after_endorsing(id: PetitionId, petition: &mut PetitionOf<T>) -> bool {
        if let Stage::Open { .. } = petition.stage {
            return Self::submit_if_endorsed(id, petition);
        }
        Self::update_turn(id, petition);
        false
    }

    pub(crate) fn do_withdraw(endorser: Endorser, id: PetitionId) -> Result<(), DispatchError> {
        let petition = Self::petition_by(id)?;
        ensure!(matches!(petition.stage, Stage::Open { .. }), Error::<T>::NotOpen);
        let Endorser { membership: Membership { member, .. }, helper } = endorser;
        let given = Endorsements::<T>::get(id, member).ok_or(Error::<T>::NotEndorsed)?;
        ensure!(helper.is_none() || !given.is_own(), Error::<T>::MemberEndorsed);
        Self::deposit_event(Event::EndorsementWithdrawn { petition: id, member, helper });
        Self::take_away(id, petition, member);
        Ok(())
    }

    pub(crate) fn do_strike(id: PetitionId, member: MemberId) -> Result<(), DispatchError> {
        let petition = Self::petition_by(id)?;
        // A waiting petition can lose endorsements, too. Otherwise members who were never real
        // would keep it ahead of others for a year.
        ensure!(
            matches!(petition.stage, Stage::Open { .. } | Stage::Waiting { .. }),
            Error::<T>::NotOpen
        );
        ensure!(Endorsements::<T>::contains_key(id, member), Error::<T>::NotEndorsed);
        ensure!(!Self::still_eligible(member, petition.track), Error::<T>::StillEligible);
        Self::deposit_event(Event::EndorsementStruck { petition: id, member });
        Self::take_away(id, petition, member);
        Ok(())
    }

    /// Whether a member still votes on a track.
    fn still_eligible(member: MemberId, track: Track) -> bool {
        T::Members::membership_of(member).is_some_and(|membership| membership.votes_on(track))
    }

    /// Removes an endorsement, and the petition with its last one.
    fn take_away(id: PetitionId, mut petition: PetitionOf<T>, member: MemberId) {
        Endorsements::<T>::remove(id, member);
        petition.endorsements = petition.endorsements.saturating_sub(1);
        if petition.endorsements > 0 {
            Self::update_turn(id, &petition);
            Petitions::<T>::insert(id, petition);
            return;
        }
        Self::leave_turn(id, &petition);
        Self::leave_pending(&petition);
        Self::leave_opener(&petition);
        Self::release(&mut petition);
        Petitions::<T>::remove(id);
        Self::deposit_event(Event::Withdrawn { petition: id });
    }

    /// Begins a merge, or goes on with one that has begun. Returns the number of endorsements that
    /// it looked at, and whether it tried to submit the target.
    pub(crate) fn do_merge(
        who: T::AccountId,
        from: PetitionId,
        into: PetitionId,
        limit: u32,
    ) -> Result<(u32, bool), DispatchError> {
        ensure!(from != into, Error::<T>::SamePetition);
        let mut source = Self::petition_by(from)?;
        match source.stage {
            Stage::Merging { into: other } => {
                ensure!(other == into, Error::<T>::MergesElsewhere)
            }
            _ => Self::begin_merge(&who, from, &mut source, into)?,
        }
        let mut target = Petitions::<T>::get(into);
        // A target that is voted on, or is over, has no use for more endorsements.
        let open = target.as_ref().is_some_and(|target| Self::ensure_endorsable(target).is_ok());

        let members = Self::some_endorsers(from, limit);
        for member in &members {
            let given = Endorsements::<T>::take(from, member).unwrap_or_default();
            source.endorsements = source.endorsements.saturating_sub(1);
            let Some(target) = target.as_mut().filter(|_| open) else {
                continue;
            };
            if !Self::still_eligible(*member, target.track) {
                continue;
            }
            match Endorsements::<T>::get(into, member) {
                None => {
                    Endorsements::<T>::insert(into, member, given);
                    target.endorsements = target.endorsements.saturating_add(1);
                }
                // A member's own word for one of the two goes before a helper's for the other.
                Some(other) if given.is_own() && !other.is_own() => {
                    Endorsements::<T>::insert(into, member, given);
                }
                Some(_) => {}
            }
        }
        if source.endorsements == 0 {
            defensive_assert!(
                Endorsements::<T>::iter_key_prefix(from).next().is_none(),
                "endorsements are counted"
            );
            if let Some(target) = target.as_mut() {
                target.incoming = target.incoming.saturating_sub(1);
            }
            Self::leave_pending(&source);
            Self::leave_opener(&source);
            Petitions::<T>::remove(from);
            Self::deposit_event(Event::Merged { from, into });
        } else {
            Petitions::<T>::insert(from, source);
        }
        let mut tried = false;
        if let Some(mut target) = target {
            if open {
                tried = Self::after_endorsing(into, &mut target);
            }
            Petitions::<T>::insert(into, target);
        }
        Ok((members.len() as u32, tried))
    }

    fn begin_merge(
        who: &T::AccountId,
        from: PetitionId,
        source: &mut PetitionOf<T>,
        into: PetitionId,
    ) -> Result<(), DispatchError> {
        Self::ensure_open(source)?;
        let membership = T::Members::membership(who).ok_or(Error::<T>::NotMember)?;
        ensure!(membership.member == source.opener, Error::<T>::NotYourPetition);
        ensure!(!membership.suspended, Error::<T>::Suspended);
        // Otherwise the endorsements on their way into this petition would get lost.
        ensure!(source.incoming == 0, Error::<T>::Incoming);
        let mut target = Self::petition_by(into)?;
        ensure!(target.track == source.track, Error::<T>::OtherTrack);
        // The target must not be waiting, because nobody could withdraw from it.
        Self::ensure_open(&target)?;
        target.incoming = target.incoming.saturating_add(1);
        Petitions::<T>::insert(into, target);
        Self::release(source);
        source.stage = Stage::Merging { into };
        Self::deposit_event(Event::MergeBegun { from, into });
        Ok(())
    }
}
