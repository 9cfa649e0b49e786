//! How stored records are shown.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, DecodeLimit, Encode};
use frame_support::{traits::QueryPreimage, weights::Weight, MAX_EXTRINSIC_DEPTH};

pub(crate) fn petition<T: Config>(id: PetitionId) -> Option<PetitionView> {
    let petition = Petitions::<T>::get(id)?;
    let call = PreimagesOf::<T>::peek::<RuntimeCallOf<T>>(&petition.call);
    let call = call.ok().map(|(call, _)| CallBytes { bytes: call.encode() });
    Some(PetitionView { call, ..shown::<T>(id, petition) })
}

/// A petition as views show it, but without its call.
fn shown<T: Config>(id: PetitionId, petition: PetitionOf<T>) -> PetitionView {
    let fate =
        petition.stage.referendum().map(|referendum| Pallet::<T>::fate(petition.track, referendum));
    let retry_until = match (petition.stage, fate) {
        (Stage::Failed { until, .. }, _) => Some(until),
        (Stage::Voting { .. }, Some(Fate::Approved { due })) => Some(Pallet::<T>::retry_until(due)),
        _ => None,
    };
    let payments = Pallet::<T>::payments_of(&petition);
    let hash = petition.call.hash();
    let mut hash = hash.as_ref();
    PetitionView {
        id,
        opener: petition.opener,
        track: petition.track,
        text: petition.text,
        opened: petition.opened,
        endorsements: petition.endorsements,
        threshold: Pallet::<T>::threshold(petition.track),
        stage: petition.stage,
        fate,
        retry_until,
        call_hash: Hash::decode(&mut hash).unwrap_or_default(),
        call: None,
        weight: petition.weight,
        payments,
        title: petition.title,
    }
}

pub(crate) fn petitions<T: Config>(track: Option<Track>, from: PetitionId) -> Vec<PetitionView> {
    // The map is not in the order of its ids.
    let mut ids = Petitions::<T>::iter()
        .filter(|(id, petition)| *id >= from && track.is_none_or(|track| track == petition.track))
        .map(|(id, _)| id)
        .collect::<Vec<_>>();
    ids.sort_unstable();
    ids.truncate(MAX_SHOWN as usize);
    ids.into_iter().filter_map(|id| Some(shown::<T>(id, Petitions::<T>::get(id)?))).collect()
}

pub(crate) fn petition_of<T: Config>(referendum: ReferendumIndex) -> Option<PetitionView> {
    let (id, _) = Petitions::<T>::iter()
        .find(|(_, petition)| petition.stage.referendum() == Some(referendum))?;
    petition::<T>(id)
}

pub(crate) fn contenders<T: Config>(track: Track) -> Vec<Contender> {
    let now = Pallet::<T>::now();
    let mut list = Contenders::<T>::get(track).into_inner();
    list.retain(|contender| now < contender.until);
    list
}

pub(crate) fn check_call<T: Config>(track: Track, call: Vec<u8>) -> CallCheck {
    let length = u32::try_from(call.len()).unwrap_or(u32::MAX);
    let decoded =
        RuntimeCallOf::<T>::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut call.as_slice());
    let Ok(call) = decoded else {
        return CallCheck { verdict: Verdict::Undecodable, length, weight: Weight::zero() };
    };
    let (verdict, length, weight) = Pallet::<T>::judge(&call);
    let verdict =
        if Pallet::<T>::origin_of(track).is_none() { Verdict::UnknownTrack } else { verdict };
    CallCheck { verdict, length, weight }
}
