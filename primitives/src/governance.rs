//! Tracks: what the people vote on, as referenda, ballots and petitions name it.

use crate::CommunityId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The number by which pallet-referenda knows a [`Track`].
pub type TrackId = u16;

/// The first village's track. Village `n` decides on track `FIRST_VILLAGE_TRACK + n`.
pub const FIRST_VILLAGE_TRACK: TrackId = 1_000;

/// A track: what a referendum may decide, and which members vote on it.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Encode,
    Eq,
    MaxEncodedLen,
    Ord,
    PartialEq,
    PartialOrd,
    TypeInfo,
)]
pub enum Track {
    /// Everything, including runtime upgrades: its calls are dispatched as Root. All members vote,
    /// as on all tracks but a village's.
    Constitution,
    /// The validators, which author and finalise blocks.
    Validators,
    /// Contested memberships.
    Appeals,
    /// The common purse.
    Treasury,
    /// Communities, their clerks, grids, and the bounds of tariffs.
    Parameters,
    /// One village's own business. Its members vote.
    Village(CommunityId),
}

impl Track {
    /// The tracks of all members.
    pub const NATIONAL: [Self; 5] =
        [Self::Constitution, Self::Validators, Self::Appeals, Self::Treasury, Self::Parameters];

    /// Its number. None for a village whose number does not fit.
    pub fn id(self) -> Option<TrackId> {
        match self {
            Self::Constitution => Some(0),
            Self::Validators => Some(1),
            Self::Appeals => Some(2),
            Self::Treasury => Some(3),
            Self::Parameters => Some(4),
            Self::Village(community) => TrackId::try_from(community)
                .ok()
                .and_then(|community| FIRST_VILLAGE_TRACK.checked_add(community)),
        }
    }

    /// The track with that number, whether or not its village exists.
    pub fn from_id(id: TrackId) -> Option<Self> {
        match id.checked_sub(FIRST_VILLAGE_TRACK) {
            Some(community) => Some(Self::Village(community.into())),
            None => Self::NATIONAL.get(usize::from(id)).copied(),
        }
    }

    /// The village whose members vote, if not all members do.
    pub fn village(self) -> Option<CommunityId> {
        match self {
            Self::Village(community) => Some(community),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn track_should_be_told_by_its_number_and_back() {
        for id in 0..=TrackId::MAX {
            let track = Track::from_id(id);
            let is_unused = (5..FIRST_VILLAGE_TRACK).contains(&id);
            assert_eq!(track.is_none(), is_unused);
            assert!(track.is_none_or(|track| track.id() == Some(id)));
        }
        let last = CommunityId::from(TrackId::MAX - FIRST_VILLAGE_TRACK);
        assert_eq!(Track::Village(last).id(), Some(TrackId::MAX));
        assert_eq!(Track::Village(last + 1).id(), None);
        assert_eq!(Track::Village(CommunityId::MAX).id(), None);
    }
}
