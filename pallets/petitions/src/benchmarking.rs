//! Benchmarks of every call, each in its dearest case. The petitioned call is a remark, on the
//! constitution's track. A runtime's filter must let that pass.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use crate::*;
use alloc::{boxed::Box, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    dispatch::{GetDispatchInfo, RawOrigin},
    traits::Get,
    BoundedVec,
};
use pallet_referenda::{ReferendumInfo, ReferendumInfoFor};
use sp_runtime::traits::BlockNumberProvider;
use vaka_primitives::Members as _;

type Clock<T> = <T as pallet_referenda::Config>::BlockNumberProvider;

/// The block in which the benchmarks take place, far from zero.
const NOW: BlockNumber = 100_000_000;
const TRACK: Track = Track::Constitution;

fn named<T: Config>(n: u32) -> T::AccountId {
    account("person", n, 0)
}

/// Ten members, so that one's own word is not enough.
fn nation<T: Config>() -> Vec<MemberId> {
    Clock::<T>::set_block_number(NOW.into());
    (0..10).map(|n| T::Members::insert_member(&named::<T>(n), 0)).collect()
}

/// The longest call that may be petitioned.
fn longest<T: Config>() -> RuntimeCallOf<T> {
    let remark = vec![7; T::MaxCallLen::get().saturating_sub(16) as usize];
    let call: <T as pallet_referenda::Config>::RuntimeCall =
        frame_system::Call::<T>::remark { remark }.into();
    let call: <T as frame_system::Config>::RuntimeCall = call.into();
    call.into()
}

fn title_of_all_bytes() -> Title {
    Title::truncate_from(vec![b'x'; MAX_TITLE as usize])
}

/// Opens a petition as that person.
fn opened<T: Config>(by: u32) -> Result<PetitionId, BenchmarkError> {
    let id = NextPetition::<T>::get();
    let text = Hash::repeat_byte(7);
    Pallet::<T>::do_open(named::<T>(by), TRACK, title_of_all_bytes(), text, longest::<T>())?;
    Ok(id)
}

fn set_stage<T: Config>(id: PetitionId, stage: Stage) {
    Petitions::<T>::mutate(id, |petition| {
        if let Some(petition) = petition {
            if !stage.is_pending() {
                Pallet::<T>::leave_pending(petition);
                if !matches!(stage, Stage::Voting { .. }) {
                    Pallet::<T>::leave_opener(petition);
                }
            }
            petition.stage = stage;
        }
    });
}

fn stage_of<T: Config>(id: PetitionId) -> Option<Stage> {
    Some(Petitions::<T>::get(id)?.stage)
}

/// Fills the chain's places with approved referenda, except for `free` of them.
fn busy<T: Config>(free: u32) {
    let first = 1_000_000;
    let polls = (first..first + T::MaxOngoing::get() - free)
        .map(|referendum| {
            ReferendumInfoFor::<T, ()>::insert(
                referendum,
                ReferendumInfo::Approved(NOW.into(), None, None),
            );
            Poll { petition: referendum, referendum, track: TRACK }
        })
        .collect::<Vec<_>>();
    let polls: BoundedVec<Poll, <T as Config>::MaxOngoing> = BoundedVec::truncate_from(polls);
    Ongoing::<T>::put(polls);
}

/// Lets a petition wait for its turn until that block, and fills the list: with it and those after
/// it if it is `listed`, otherwise with those after it alone.
fn waiting<T: Config>(id: PetitionId, until: BlockNumber, listed: bool) {
    let obstacle = Obstacle::TrackFull;
    set_stage::<T>(id, Stage::Waiting { until, obstacle });
    let endorsements = Petitions::<T>::get(id).map_or(0, |found| found.endorsements);
    let list = (u32::from(!listed)..).take(MAX_CONTENDERS as usize);
    let list = list.map(|n| Contender {
        petition: id + n,
        endorsements,
        until: if n == 0 { until } else { NOW + 1 },
    });
    Contenders::<T>::mutate(TRACK, |kept| *kept = BoundedVec::truncate_from(list.collect()));
}

/// Whether the petition left its full list, and all others stayed on it.
fn left_the_list<T: Config>(id: PetitionId) -> bool {
    let list = Contenders::<T>::get(TRACK);
    let is_on_it = list.iter().any(|contender| contender.petition == id);
    list.len() == MAX_CONTENDERS as usize - 1 && !is_on_it
}

/// Adds a referendum about that petition, approved long ago, and fills all other places.
fn approved<T: Config>(id: PetitionId) -> ReferendumIndex {
    let referendum = 2_000_000;
    let since: BlockNumber = 1;
    ReferendumInfoFor::<T, ()>::insert(
        referendum,
        ReferendumInfo::Approved(since.into(), None, None),
    );
    busy::<T>(1);
    Ongoing::<T>::mutate(|polls| {
        let _ = polls.try_push(Poll { petition: id, referendum, track: TRACK });
    });
    referendum
}

/// Lets so many more members endorse a petition.
fn endorse_by<T: Config>(id: PetitionId, endorsers: u32) {
    for n in 1_000..1_000 + endorsers {
        let member = T::Members::insert_member(&named::<T>(n), 0);
        Endorsements::<T>::insert(id, member, Endorsement { helper: None });
    }
    Petitions::<T>::mutate(id, |petition| {
        if let Some(petition) = petition {
            petition.endorsements += endorsers;
        }
    });
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn open() -> Result<(), BenchmarkError> {
        nation::<T>();
        opened::<T>(0)?;
        let id = NextPetition::<T>::get();
        // These bytes differ from the first petition's, so that they are written.
        let remark = vec![8; T::MaxCallLen::get().saturating_sub(16) as usize];
        let call: <T as pallet_referenda::Config>::RuntimeCall =
            frame_system::Call::<T>::remark { remark }.into();
        let call: <T as frame_system::Config>::RuntimeCall = call.into();
        #[extrinsic_call]
        _(
            RawOrigin::Signed(named::<T>(0)),
            TRACK,
            title_of_all_bytes(),
            Hash::repeat_byte(7),
            Box::new(call.into()),
        );
        assert!(matches!(stage_of::<T>(id), Some(Stage::Open { .. })));
        Ok(())
    }

    /// The petition waits behind a full list, and the endorsement moves it to the front.
    #[benchmark]
    fn endorse() -> Result<(), BenchmarkError> {
        nation::<T>();
        let id = opened::<T>(0)?;
        waiting::<T>(id, NOW + 1, false);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1)), id);
        let list = Contenders::<T>::get(TRACK);
        assert_eq!(list.len(), MAX_CONTENDERS as usize);
        let first = Contender { petition: id, endorsements: 2, until: NOW + 1 };
        assert_eq!(list.first(), Some(&first));
        Ok(())
    }

    /// The last endorsement goes, and the petition with it.
    #[benchmark]
    fn withdraw() -> Result<(), BenchmarkError> {
        nation::<T>();
        let id = opened::<T>(0)?;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), id);
        assert!(!Petitions::<T>::contains_key(id));
        Ok(())
    }

    /// The last endorsement goes, and the petition with it. It leaves a full list.
    #[benchmark]
    fn strike() -> Result<(), BenchmarkError> {
        let members = nation::<T>();
        let id = opened::<T>(0)?;
        let stranger = MemberId::MAX;
        if let Some(opener) = members.first() {
            Endorsements::<T>::remove(id, opener);
        }
        Endorsements::<T>::insert(id, stranger, Endorsement { helper: None });
        waiting::<T>(id, NOW + 1, true);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1)), id, stranger);
        assert!(!Petitions::<T>::contains_key(id) && left_the_list::<T>(id));
        Ok(())
    }

    /// The first petition of a full list takes the chain's last place.
    #[benchmark]
    fn submit() -> Result<(), BenchmarkError> {
        nation::<T>();
        let id = opened::<T>(0)?;
        waiting::<T>(id, NOW + 1, true);
        busy::<T>(1);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1)), id);
        assert!(matches!(stage_of::<T>(id), Some(Stage::Voting { .. })));
        assert!(left_the_list::<T>(id));
        Ok(())
    }

    #[benchmark]
    fn merge(n: Linear<1, MAX_STEP>) -> Result<(), BenchmarkError> {
        nation::<T>();
        let (from, into) = (opened::<T>(0)?, opened::<T>(1)?);
        // The opener is one of the `n` endorsers.
        endorse_by::<T>(from, n.saturating_sub(1));
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(0)), from, into, n);
        assert!(!Petitions::<T>::contains_key(from));
        assert_eq!(Petitions::<T>::get(into).map(|found| found.endorsements), Some(n + 1));
        Ok(())
    }

    #[benchmark]
    fn execute() -> Result<(), BenchmarkError> {
        nation::<T>();
        let id = opened::<T>(0)?;
        let referendum = approved::<T>(id);
        set_stage::<T>(id, Stage::Voting { referendum });
        let weight = longest::<T>().get_dispatch_info().call_weight;
        let origin = Pallet::<T>::origin_of(TRACK).ok_or("a track")?;
        let origin: T::RuntimeOrigin = origin.into();
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id, weight);
        assert!(matches!(stage_of::<T>(id), Some(Stage::Done { .. })));
        Ok(())
    }

    /// The call failed before.
    #[benchmark]
    fn retry() -> Result<(), BenchmarkError> {
        nation::<T>();
        let id = opened::<T>(0)?;
        let referendum = approved::<T>(id);
        set_stage::<T>(
            id,
            Stage::Failed {
                referendum,
                at: NOW - 1,
                failure: Failure::MissingPreimage,
                retry_from: NOW,
                until: NOW + 1,
            },
        );
        let weight = longest::<T>().get_dispatch_info().call_weight;
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1)), id, weight);
        assert!(matches!(stage_of::<T>(id), Some(Stage::Done { .. })));
        Ok(())
    }

    /// The petition waited for too long. It leaves a full list, and all its endorsements go.
    #[benchmark]
    fn close(n: Linear<1, MAX_STEP>) -> Result<(), BenchmarkError> {
        nation::<T>();
        let id = opened::<T>(0)?;
        endorse_by::<T>(id, n.saturating_sub(1));
        waiting::<T>(id, NOW, true);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(1)), id, n);
        assert!(!Petitions::<T>::contains_key(id) && left_the_list::<T>(id));
        Ok(())
    }

    /// As `endorse`, by the member's helper.
    #[benchmark]
    fn endorse_for() -> Result<(), BenchmarkError> {
        let members = nation::<T>();
        let (helper, member) = (members[2], members[1]);
        T::Members::insert_helper(helper, member);
        let id = opened::<T>(0)?;
        waiting::<T>(id, NOW + 1, false);
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(2)), member, id);
        let first = Contender { petition: id, endorsements: 2, until: NOW + 1 };
        assert_eq!(Contenders::<T>::get(TRACK).first(), Some(&first));
        assert_eq!(Endorsements::<T>::get(id, member), Some(Endorsement { helper: Some(helper) }));
        Ok(())
    }

    /// As `withdraw`: the last endorsement is one that a helper gave.
    #[benchmark]
    fn withdraw_for() -> Result<(), BenchmarkError> {
        let members = nation::<T>();
        let (helper, member) = (members[2], members[0]);
        T::Members::insert_helper(helper, member);
        let id = opened::<T>(0)?;
        Endorsements::<T>::insert(id, member, Endorsement { helper: Some(helper) });
        #[extrinsic_call]
        _(RawOrigin::Signed(named::<T>(2)), member, id);
        assert!(!Petitions::<T>::contains_key(id));
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
