//! Opening a petition.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::take_number;

impl<T: Config> Pallet<T> {
    /// Opens a petition. Returns whether it tried to submit it at once.
    pub(crate) fn do_open(
        who: T::AccountId,
        track: Track,
        title: Title,
        text: Hash,
        call: RuntimeCallOf<T>,
    ) -> Result<bool, DispatchError> {
        ensure!(!title.is_empty() && core::str::from_utf8(&title).is_ok(), Error::<T>::BadTitle);
        ensure!(Self::origin_of(track).is_some(), Error::<T>::UnknownTrack);
        let opener = Self::elector(&who, track)?.member;
        Self::join_pending(opener, track)?;
        let (verdict, _, weight) = Self::judge(&call);
        match verdict {
            Verdict::Allowed => (),
            Verdict::TooLong => return Err(Error::<T>::CallTooLong.into()),
            Verdict::TooHeavy => return Err(Error::<T>::CallTooHeavy.into()),
            _ => return Err(Error::<T>::CallRefused.into()),
        }
        let id = take_number::<NextPetition<T>>().ok_or(Error::<T>::NumbersExhausted)?;

        let mut petition = Petition {
            opener,
            track,
            title,
            text,
            call: Self::keep(call)?,
            held: true,
            weight,
            opened: Self::now(),
            endorsements: 1,
            incoming: 0,
            payments: None,
            stage: Stage::Open { until: Self::after(Self::figures().open_life) },
        };
        Endorsements::<T>::insert(id, opener, Endorsement { helper: None });
        Self::deposit_event(Event::Opened { petition: id, opener, track, text });
        let tried = Self::submit_if_endorsed(id, &mut petition);
        Petitions::<T>::insert(id, petition);
        Ok(tried)
    }
}
