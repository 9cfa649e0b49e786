//! The invariants, each checked on its own.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
    ensure,
    traits::{Get, QueryPreimage},
};
use sp_runtime::DispatchError;
use vaka_primitives::try_storage_version;

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        ensure!(!Executing::<T>::exists(), "no call is being made between transactions");
        Self::try_numbers()?;
        Self::try_counts()?;
        Self::try_endorsements()?;
        Self::try_merges()?;
        Self::try_referenda()?;
        Self::try_polls()?;
        Self::try_turns()?;
        Self::try_outcomes()?;
        Self::try_deadlines()?;
        Self::try_calls()
    }

    /// **Numbers**: every petition's number is below the next one.
    fn try_numbers() -> Result<(), DispatchError> {
        let next = NextPetition::<T>::get();
        ensure!(Petitions::<T>::iter_keys().all(|id| id < next), "petitions are numbered in order");
        Ok(())
    }

    /// **Petitions are counted**: by track those on the way to a vote, by member also those that are
    /// voted on; no member has more than the rules say.
    fn try_counts() -> Result<(), DispatchError> {
        let mut members = BTreeMap::<MemberId, u32>::new();
        let mut tracks = BTreeMap::<Track, u32>::new();
        for petition in Petitions::<T>::iter_values() {
            let pending = petition.stage.is_pending();
            if pending || matches!(petition.stage, Stage::Voting { .. }) {
                let of_member = members.entry(petition.opener).or_default();
                *of_member = of_member.saturating_add(1);
            }
            if !pending {
                continue;
            }
            let of_track = tracks.entry(petition.track).or_default();
            *of_track = of_track.saturating_add(1);
        }
        ensure!(
            OpenedBy::<T>::iter().collect::<BTreeMap<_, _>>() == members,
            "a member's petitions are counted"
        );
        ensure!(
            Pending::<T>::iter().collect::<BTreeMap<_, _>>() == tracks,
            "a track's pending petitions are counted"
        );
        let most = Self::figures().per_member;
        ensure!(members.values().all(|count| *count <= most), "no member has too many petitions");
        Ok(())
    }

    /// **Endorsements are counted**, each member's once. Each is of a petition. A pending petition
    /// has at least one.
    fn try_endorsements() -> Result<(), DispatchError> {
        let mut counted = BTreeMap::<PetitionId, u32>::new();
        for (id, _) in Endorsements::<T>::iter_keys() {
            let count = counted.entry(id).or_default();
            *count = count.saturating_add(1);
        }
        for (id, petition) in Petitions::<T>::iter() {
            let count = counted.remove(&id).unwrap_or_default();
            match petition.stage {
                Stage::Open { .. } | Stage::Waiting { .. } | Stage::Merging { .. } => ensure!(
                    count == petition.endorsements && count > 0,
                    "a pending petition's endorsements are counted"
                ),
                Stage::Voting { .. } => ensure!(
                    count == petition.endorsements,
                    "what is voted on keeps its endorsements"
                ),
                // They are being removed.
                _ => ensure!(count <= petition.endorsements, "nothing endorses what is over"),
            }
        }
        ensure!(counted.is_empty(), "what is endorsed is a petition");
        Ok(())
    }

    /// **Merging**: a target counts the petitions that are being merged into it. A petition that is
    /// being merged is no target.
    fn try_merges() -> Result<(), DispatchError> {
        let mut incoming = BTreeMap::<PetitionId, u32>::new();
        for (id, petition) in Petitions::<T>::iter() {
            if let Stage::Merging { into } = petition.stage {
                ensure!(petition.incoming == 0 && into != id, "nothing comes into what goes");
                let count = incoming.entry(into).or_default();
                *count = count.saturating_add(1);
            }
        }
        for (id, petition) in Petitions::<T>::iter() {
            ensure!(
                petition.incoming == incoming.remove(&id).unwrap_or_default(),
                "who stays knows how many are coming"
            );
        }
        ensure!(
            incoming.keys().all(|id| *id < NextPetition::<T>::get()),
            "what goes goes into what was a petition"
        );
        Ok(())
    }

    /// **Referenda**: each is about one petition. If a call was made or failed, its referendum
    /// approved it. If a petition ended, its referendum did not approve it.
    fn try_referenda() -> Result<(), DispatchError> {
        let mut seen = BTreeSet::new();
        for petition in Petitions::<T>::iter_values() {
            let Some(referendum) = petition.stage.referendum() else {
                continue;
            };
            ensure!(seen.insert(referendum), "a referendum is about one petition");
            let fate = Self::fate(petition.track, referendum);
            let fits = match petition.stage {
                Stage::Done { at, .. } | Stage::Failed { at, .. } => {
                    matches!(fate, Fate::Approved { due } if due <= at)
                }
                Stage::Ended { ending, .. } => fate == Fate::Over(ending),
                _ => true,
            };
            ensure!(fits, "a receipt says what the referendum decided");
        }
        Ok(())
    }

    /// **Places**: every ongoing referendum is on the list. Every one on the list is of a petition
    /// that is voted on. No track has more ongoing referenda than it decides at once, so that none
    /// has to queue for long. Villages leave the nation as many places as its tracks decide at
    /// once.
    fn try_polls() -> Result<(), DispatchError> {
        let polls = Ongoing::<T>::get();
        let mut seen = BTreeSet::new();
        let mut tracks = BTreeMap::<Track, u32>::new();
        for poll in &polls {
            ensure!(seen.insert(poll.referendum), "a referendum is listed once");
            if Self::fate(poll.track, poll.referendum) == Fate::Ongoing {
                let count = tracks.entry(poll.track).or_default();
                *count = count.saturating_add(1);
            }
            let voting = Petitions::<T>::get(poll.petition).is_some_and(|petition| {
                petition.track == poll.track
                    && petition.stage == Stage::Voting { referendum: poll.referendum }
            });
            ensure!(voting, "what is listed is voted on");
        }
        let of_villages = polls.iter().filter(|poll| poll.track.village().is_some());
        ensure!(
            of_villages.count() <= Self::village_places() as usize,
            "villages leave the nation its places"
        );
        let decided = Track::NATIONAL.into_iter().filter_map(|track| {
            let info = Self::track_info(&Self::origin_of(track)?)?;
            Some(info.max_deciding)
        });
        ensure!(
            decided.fold(0, u32::saturating_add) == T::NationalPlaces::get(),
            "the nation's places are as many as its tracks decide at once"
        );
        for (track, count) in tracks {
            let places = Self::origin_of(track).and_then(|origin| Self::track_info(&origin));
            ensure!(
                places.is_some_and(|info| count <= info.max_deciding),
                "a track has no more referenda than it decides at once"
            );
        }
        for petition in Petitions::<T>::iter_values() {
            if let Stage::Voting { referendum } = petition.stage {
                let ongoing = Self::fate(petition.track, referendum) == Fate::Ongoing;
                ensure!(!ongoing || seen.contains(&referendum), "what is going on is listed");
            }
        }
        Ok(())
    }

    /// **Turns**: every petition on a track's list waits for a place there. It is listed once, with
    /// its own endorsements and deadline. Those with more endorsements come first, and of equals
    /// the oldest. No list is empty.
    fn try_turns() -> Result<(), DispatchError> {
        for (track, list) in Contenders::<T>::iter() {
            ensure!(!list.is_empty(), "an empty list is not kept");
            let sorted = list.is_sorted_by(|one, next| one.rank() < next.rank());
            ensure!(sorted, "the one with the most endorsements comes first");
            let ids = list.iter().map(|contender| contender.petition);
            ensure!(ids.collect::<BTreeSet<_>>().len() == list.len(), "who waits is listed once");
            for contender in list {
                let waits = Petitions::<T>::get(contender.petition).is_some_and(|petition| {
                    let for_a_place = matches!(
                        petition.stage,
                        Stage::Waiting { until, obstacle }
                            if until == contender.until && obstacle.is_want_of_place()
                    );
                    for_a_place
                        && petition.track == track
                        && petition.endorsements == contender.endorsements
                });
                ensure!(waits, "who is listed waits for a place on that track");
            }
        }
        Ok(())
    }

    /// **Every approved referendum ends executed, or failed with a reason that is stored**: a call
    /// without an outcome is not due, was due lately, or is lost. Anyone may retry or close a lost
    /// one, so its bytes are kept.
    fn try_outcomes() -> Result<(), DispatchError> {
        for petition in Petitions::<T>::iter_values() {
            let to_come = match petition.stage {
                Stage::Voting { .. } => true,
                Stage::Failed { until, .. } => Self::now() < until,
                _ => false,
            };
            ensure!(!to_come || petition.held, "a call that may be made is kept");
        }
        Ok(())
    }

    /// **Deadlines** are no further away than the rules say, so that everything can be removed one
    /// day.
    fn try_deadlines() -> Result<(), DispatchError> {
        let (now, rules) = (Self::now(), Self::figures());
        for petition in Petitions::<T>::iter_values() {
            ensure!(petition.opened <= now, "nothing was opened in the future");
            let fits = match petition.stage {
                Stage::Open { until } => until <= Self::after(rules.open_life),
                Stage::Waiting { until, .. } => until <= Self::after(rules.waiting_life),
                Stage::Failed { at, retry_from, until, .. } => {
                    at <= now
                        && retry_from <= now.saturating_add(Self::retry_pause())
                        && until <= Self::after(rules.retry_life)
                }
                Stage::Done { at, .. } | Stage::Ended { at, .. } => at <= now,
                Stage::Voting { .. } | Stage::Merging { .. } => true,
            };
            ensure!(fits, "a deadline is as the rules say");
        }
        Ok(())
    }

    /// **Calls** are within the bounds; the bytes of a long one are requested for as long as we
    /// hold them.
    fn try_calls() -> Result<(), DispatchError> {
        for petition in Petitions::<T>::iter_values() {
            ensure!(
                petition.call.len().is_some_and(|length| length <= T::MaxCallLen::get())
                    && petition.weight.all_lte(T::MaxCallWeight::get()),
                "a call is within the bounds"
            );
            let hash = petition.call.lookup_hash();
            ensure!(
                !petition.held || hash.is_none_or(|hash| PreimagesOf::<T>::is_requested(&hash)),
                "the bytes of a call are requested"
            );
            let pending = matches!(petition.stage, Stage::Open { .. } | Stage::Waiting { .. });
            ensure!(!pending || petition.held, "the call of what may be voted on is kept");
        }
        Ok(())
    }
}
