//! The invariants, each checked on its own.

use crate::*;
use frame_support::ensure;
use sp_runtime::{DispatchError, SaturatedConversion};
use vaka_primitives::{try_storage_version, BlockNumber, Hash};

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_round()?;
        Self::try_seeds()?;
        Self::try_last_seed()
    }

    /// **Round**: it is the session's, with its validators. Nobody else gave or withheld. The sum
    /// is of the outputs that came.
    fn try_round() -> Result<(), DispatchError> {
        let Some(round) = CurrentRound::<T>::get() else { return Ok(()) };
        let session = pallet_session::CurrentIndex::<T>::get();
        ensure!(round.session == session, "the round is the session's");
        let validators = pallet_session::Validators::<T>::decode_len().unwrap_or_default();
        ensure!(round.validators as usize == validators, "the round has the session's validators");
        let authorities = pallet_aura::Authorities::<T>::decode_len().unwrap_or_default();
        ensure!(validators == authorities, "the session's validators are Aura's");
        let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
        ensure!(round.opened <= now, "a round does not begin in a block to come");
        let took_part = (round.given | round.passed).checked_shr(round.validators);
        ensure!(took_part.unwrap_or_default() == 0, "validators take part, and nobody else");
        let nothing_came = round.outputs() == 0;
        ensure!(nothing_came == (round.sum == Hash::zero()), "the sum is of the outputs that came");
        Ok(())
    }

    /// **Seeds**: they have the numbers that are kept, and no others. Their sessions rise, and lie
    /// between those that are forgotten and the one that goes on.
    fn try_seeds() -> Result<(), DispatchError> {
        let KeptSeeds { first, next, forgotten } = Kept::<T>::get();
        let count = next.checked_sub(first).ok_or("the numbers that are kept rise")?;
        ensure!(Seeds::<T>::iter_keys().count() == count as usize, "each seed that is kept is one");
        ensure!(forgotten.is_some() == (first > 0), "a seed that is gone is forgotten");
        let mut before = forgotten;
        for number in first..next {
            let seed = Seeds::<T>::get(number).ok_or("each number that is kept has its seed")?;
            ensure!(before.is_none_or(|before| before < seed.session), "sessions rise");
            before = Some(seed.session);
        }
        let session = pallet_session::CurrentIndex::<T>::get();
        ensure!(
            before.is_none_or(|newest| newest < session),
            "a seed is of a session that is over"
        );
        Ok(())
    }

    /// **Last seed**: it is the newest, kept or forgotten.
    fn try_last_seed() -> Result<(), DispatchError> {
        let (last, kept) = (LastSeed::<T>::get(), Kept::<T>::get());
        match kept.next.checked_sub(1) {
            None => ensure!(last.is_none(), "there is no last seed before the first"),
            Some(_) if kept.first == kept.next => {
                let session = last.map(|seed| seed.session);
                ensure!(session == kept.forgotten, "the last seed is the last that was forgotten");
            }
            Some(newest) => ensure!(Seeds::<T>::get(newest) == last, "the last seed is the newest"),
        }
        Ok(())
    }
}
