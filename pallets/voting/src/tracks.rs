//! The tracks, as pallet-referenda asks for them: five of the nation, and one for each village that
//! exists.

use crate::{rules::*, *};
use alloc::{borrow::Cow, format, string::String};
use core::{fmt::Debug, marker::PhantomData};
use frame_support::traits::Get;
use pallet_referenda::{TrackInfo, TracksInfo};
use vaka_primitives::{slots_of, Communities as _};

/// The tracks. A village's track appears when the village is founded. It is never removed, because
/// villages are not.
pub struct Tracks<T>(PhantomData<T>);

impl<T: Config> Tracks<T> {
    /// Whether there is such a track.
    pub fn exists(track: Track) -> bool {
        track.id().is_some()
            && track.village().is_none_or(|community| community < T::Communities::count())
    }

    /// All tracks from that number on, in the order of their numbers.
    pub(crate) fn starting_at(id: TrackId) -> impl Iterator<Item = (TrackId, Track)> {
        let national = Track::NATIONAL.into_iter();
        let skipped = CommunityId::from(id.saturating_sub(FIRST_VILLAGE_TRACK));
        let villages = (skipped..T::Communities::count()).map(Track::Village);
        let all = national.chain(villages);
        all.map_while(|track| Some((track.id()?, track))).filter(move |(this, _)| *this >= id)
    }
}

/// The name of a track.
pub(crate) fn name_of(track: Track) -> String {
    let name = rules_of(track).name;
    match track.village() {
        Some(community) => format!("{name} {community}"),
        None => name.into(),
    }
}

/// A track's figures, for days of that many slots.
fn info_of<Balance: Default>(
    track: Track,
    slots_per_day: BlockNumber,
) -> TrackInfo<Balance, BlockNumber> {
    let rules = rules_of(track);
    let mut name = [0; NAME_LENGTH];
    for (to, from) in name.iter_mut().zip(name_of(track).bytes()) {
        *to = from;
    }
    let slots = |days| slots_of(days, slots_per_day);
    TrackInfo {
        name,
        max_deciding: rules.max_deciding,
        // No deposit, so that people without a balance may propose. Petitions bound the number of
        // polls.
        decision_deposit: Balance::default(),
        prepare_period: slots(rules.prepare),
        decision_period: slots(rules.decision),
        confirm_period: slots(rules.confirm),
        min_enactment_period: slots(rules.enactment),
        min_approval: rules.approval.curve(),
        min_support: rules.support.curve(),
    }
}

impl<T, Balance> TracksInfo<Balance, BlockNumber> for Tracks<T>
where
    T: Config,
    Balance: Default + Clone + Debug + Eq + 'static,
{
    type Id = TrackId;
    type RuntimeOrigin = PalletsOriginOf<T>;

    fn tracks(
    ) -> impl Iterator<Item = Cow<'static, pallet_referenda::Track<TrackId, Balance, BlockNumber>>>
    {
        let slots_per_day = T::SlotsPerDay::get();
        Self::starting_at(0).map(move |(id, track)| {
            Cow::Owned(pallet_referenda::Track { id, info: info_of(track, slots_per_day) })
        })
    }

    fn track_for(origin: &Self::RuntimeOrigin) -> Result<TrackId, ()> {
        let track = TrackOrigin::<T>::track_of(origin).ok_or(())?;
        if !Self::exists(track) {
            return Err(());
        }
        track.id().ok_or(())
    }

    fn track_ids() -> impl Iterator<Item = TrackId> {
        Self::starting_at(0).map(|(id, _)| id)
    }

    /// Does not go through all tracks, because every change of a poll asks this.
    fn info(id: TrackId) -> Option<Cow<'static, TrackInfo<Balance, BlockNumber>>> {
        let track = Track::from_id(id).filter(|track| Self::exists(*track))?;
        Some(Cow::Owned(info_of(track, T::SlotsPerDay::get())))
    }

    /// Reads no storage, because integrity tests have none. The figures do not depend on which
    /// villages there are.
    fn check_integrity() -> Result<(), &'static str> {
        let village = Track::Village(0);
        let kinds = Track::NATIONAL.into_iter().chain([village]);
        if let Some(flaw) = kinds.clone().find_map(|track| rules_of(track).flaw()) {
            return Err(flaw);
        }
        let is_sorted = kinds.map(Track::id).is_sorted_by(|one, next| one < next);
        is_sorted.then_some(()).ok_or("tracks must be in the order of their numbers")
    }
}
