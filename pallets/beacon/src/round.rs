//! The round of a session: it begins, outputs come, it ends with a seed or without.

use crate::*;
use alloc::vec::Vec;
use beacon_vrf::{Flaw, Input};
use frame_support::{defensive, ensure};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::ShouldEndSession;
use sp_consensus_aura::Slot;
use sp_runtime::{
    traits::{One, SaturatedConversion, Saturating, Zero},
    DispatchResult,
};
use vaka_primitives::{BlockNumber, Hash, Seed, SessionIndex};

impl<T: Config> Pallet<T> {
    fn block() -> BlockNumber {
        frame_system::Pallet::<T>::block_number().saturated_into()
    }

    /// What all validators sign in a session.
    pub(crate) fn input(session: SessionIndex) -> Input {
        let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
        let last = LastSeed::<T>::get().map_or_else(Hash::zero, |seed| seed.value);
        beacon_vrf::input(genesis.as_ref(), session, last)
    }

    /// Begins the round of a session, whose validators pallet-session knows already.
    pub(crate) fn begin_round(session: SessionIndex) {
        let validators = pallet_session::Validators::<T>::decode_len().unwrap_or_default();
        let validators = validators.saturated_into::<u32>().min(rules::MAX_VALIDATORS);
        CurrentRound::<T>::put(Round::new(session, Self::block(), validators));
    }

    /// Whether this block takes outputs. The state of the one that begins a session has the new
    /// validators already, while the old ones sealed it: at the same place there may be another one.
    /// Nor does the chain's first block, because the genesis block does not know its own hash, so
    /// nothing is wanted of that block's author.
    fn takes_outputs(round: &Round) -> bool {
        Self::block() > round.opened.max(1)
    }

    /// Checks an output of this block's author. Returns the round, and the author's place.
    pub(crate) fn check(output: &Output) -> Result<(Round, u32), Error<T>> {
        let round = CurrentRound::<T>::get().ok_or(Error::<T>::NoRound)?;
        ensure!(Self::takes_outputs(&round), Error::<T>::SessionJustBegan);
        let (place, key) = Self::author().ok_or(Error::<T>::NoAuthor)?;
        ensure!(round.part(place) != Part::Gave, Error::<T>::AlreadyGiven);
        let input = Self::input(round.session);
        beacon_vrf::verify(&key, &input, output).map_err(|flaw| match flaw {
            Flaw::Malformed => Error::<T>::Malformed,
            Flaw::WrongProof => Error::<T>::WrongProof,
        })?;
        Ok((round, place))
    }

    pub(crate) fn do_contribute(output: &Output) -> DispatchResult {
        let (mut round, place) = Self::check(output)?;
        round.give(place, output);
        CurrentRound::<T>::put(round);
        Ok(())
    }

    /// Notes this block's author if it could have given its output, and did not.
    pub(crate) fn note_author() {
        let Some(mut round) = CurrentRound::<T>::get() else { return };
        if !Self::takes_outputs(&round) {
            return;
        }
        let Some((place, _)) = Self::author() else { return };
        if round.part(place) == Part::Absent {
            round.pass(place);
            CurrentRound::<T>::put(round);
        }
    }

    /// What the author of the next block is to sign if it comes in this slot. The state is that
    /// after the block before.
    pub(crate) fn wanted_in(slot: Slot) -> Option<Wanted> {
        let round = CurrentRound::<T>::get()?;
        let block = frame_system::Pallet::<T>::block_number();
        // The genesis block does not know its own hash. The block that begins a session takes
        // nothing.
        let next = block.saturating_add(One::one());
        if block.is_zero() || T::ShouldEndSession::should_end_session(next) {
            return None;
        }
        let (place, key) = Self::author_of(slot)?;
        let wanted = Wanted { key, input: Self::input(round.session) };
        (round.part(place) != Part::Gave).then_some(wanted)
    }

    /// Ends a session's round, while pallet-session still knows its validators.
    pub(crate) fn end_round(session: SessionIndex) {
        let Some(round) = CurrentRound::<T>::take() else { return };
        if round.session != session {
            defensive!("the round is the session's");
            return;
        }
        let (outputs, needed) = (round.outputs(), round.needed());
        if outputs < needed {
            Self::deposit_event(Event::NoSeed { session, outputs, needed });
        } else {
            let value = beacon_vrf::seed(&Self::input(session), round.given, round.sum);
            Self::keep(Seed { session, value });
            let validators = round.validators;
            Self::deposit_event(Event::SeedDrawn { session, value, outputs, validators });
        }
        Self::forget_before(session);
        let withheld = Self::named(&round, Part::Withheld);
        if !withheld.is_empty() {
            Self::deposit_event(Event::Withheld { session, validators: withheld });
        }
        let absent = Self::named(&round, Part::Absent);
        if !absent.is_empty() {
            Self::deposit_event(Event::Absent { session, validators: absent });
        }
    }

    /// The validators of the session, each with its part in the round.
    pub(crate) fn parts(round: &Round) -> impl Iterator<Item = (T::ValidatorId, Part)> + '_ {
        let validators = pallet_session::Validators::<T>::get().into_iter();
        validators.zip(0..round.validators).map(|(who, place)| (who, round.part(place)))
    }

    /// The validators that had this part in the round.
    fn named(round: &Round, part: Part) -> Vec<T::ValidatorId> {
        Self::parts(round).filter(|(_, one)| *one == part).map(|(who, _)| who).collect()
    }
}
