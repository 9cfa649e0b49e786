//! The tally of a poll: ballots counted, out of an electorate that is fixed when the poll opens.

use crate::{rules::*, *};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
    defensive, traits::VoteTally, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use vaka_primitives::{Communities as _, Members as _};

/// The counted ballots of a poll. A recount of the ballots always gives the same tally.
#[derive(
    CloneNoBound,
    DebugNoBound,
    Decode,
    DecodeWithMemTracking,
    Encode,
    EqNoBound,
    MaxEncodedLen,
    PartialEqNoBound,
    TypeInfo,
)]
#[scale_info(skip_type_params(T))]
#[codec(mel_bound())]
pub struct Tally<T> {
    /// Ballots for it.
    pub ayes: u32,
    /// Ballots against it.
    pub nays: u32,
    /// Ballots that leave it to the others.
    pub abstentions: u32,
    /// The members, of the nation or of the village, who could vote when the poll opened: those who
    /// were neither suspended nor dormant. In a poll on the constitution only those who had been
    /// active for 90 days. The number is frozen, so that nobody changes what the poll needs by admitting or suspending
    /// people.
    pub electorate: u32,
    /// The slot in which the poll opened. People who became members in it or later do not vote.
    pub opened: BlockNumber,
    #[doc(hidden)]
    pub(crate) of: PhantomData<T>,
}

impl<T> Tally<T> {
    /// An empty tally.
    pub fn empty(electorate: u32, opened: BlockNumber) -> Self {
        Self { ayes: 0, nays: 0, abstentions: 0, electorate, opened, of: PhantomData }
    }

    fn count(&mut self, vote: Vote) -> &mut u32 {
        match vote {
            Vote::Aye => &mut self.ayes,
            Vote::Nay => &mut self.nays,
            Vote::Abstain => &mut self.abstentions,
        }
    }

    /// Counts a ballot.
    pub(crate) fn add(&mut self, vote: Vote) {
        let count = self.count(vote);
        match count.checked_add(1) {
            Some(more) => *count = more,
            None => {
                defensive!("there are no more ballots than people");
            }
        }
    }

    /// Stops counting a ballot.
    pub(crate) fn remove(&mut self, vote: Vote) {
        let count = self.count(vote);
        match count.checked_sub(1) {
            Some(fewer) => *count = fewer,
            None => {
                defensive!("what is removed was counted");
            }
        }
    }

    /// Ayes as a share of the electorate. Zero while they are fewer than three and fewer than all.
    pub fn support_share(&self) -> Perbill {
        // An empty electorate must not count as full support.
        if self.electorate == 0 || self.ayes < least_ayes(self.electorate) {
            return Perbill::zero();
        }
        Perbill::from_rational(self.ayes, self.electorate)
    }

    /// Ayes as a share of the ayes and nays. Zero while there are neither.
    pub fn approval_share(&self) -> Perbill {
        let (ayes, nays) = (u64::from(self.ayes), u64::from(self.nays));
        match ayes.saturating_add(nays) {
            // No ballots must not count as full approval.
            0 => Perbill::zero(),
            both => Perbill::from_rational(ayes, both),
        }
    }
}

impl<T: Config> VoteTally<u32, TrackId> for Tally<T> {
    /// Runs when the poll is submitted, and freezes the electorate.
    fn new(id: TrackId) -> Self {
        let electorate = match Track::from_id(id) {
            Some(track) => T::Communities::electorate(track),
            None => {
                defensive!("a poll has a track");
                0
            }
        };
        Self::empty(electorate, T::Members::now())
    }

    fn ayes(&self, _: TrackId) -> u32 {
        self.ayes
    }

    fn support(&self, _: TrackId) -> Perbill {
        self.support_share()
    }

    fn approval(&self, _: TrackId) -> Perbill {
        self.approval_share()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn unanimity(id: TrackId) -> Self {
        let mut tally = Self::new(id);
        tally.ayes = tally.electorate;
        tally
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn rejection(id: TrackId) -> Self {
        let mut tally = Self::new(id);
        tally.nays = tally.electorate;
        tally
    }

    /// Needs an electorate of some size ([`Self::setup`]), because the shares of a few people are
    /// coarse.
    #[cfg(feature = "runtime-benchmarks")]
    fn from_requirements(support: Perbill, approval: Perbill, id: TrackId) -> Self {
        let mut tally = Self::new(id);
        tally.ayes = support.mul_ceil(tally.electorate);
        let both = match u64::from(approval.deconstruct()) {
            0 => u64::from(tally.electorate),
            parts => u64::from(tally.ayes) * 1_000_000_000 / parts,
        };
        let nays = both.saturating_sub(u64::from(tally.ayes));
        let room = tally.electorate - tally.ayes;
        tally.nays = room.min(u32::try_from(nays).unwrap_or(u32::MAX));
        tally
    }

    /// Makes so many members that one of them weighs no more than the granularity.
    #[cfg(feature = "runtime-benchmarks")]
    fn setup(id: TrackId, granularity: Perbill) {
        let community = Track::from_id(id).and_then(Track::village).unwrap_or(0);
        let people = granularity.saturating_reciprocal_mul_ceil(1u32);
        for n in 0..people {
            let who: T::AccountId = frame_benchmarking::account("electorate", n, community);
            if T::Members::membership(&who).is_none() {
                T::Members::insert_member(&who, community);
            }
        }
    }
}
