//! The consequences for a validator that votes twice: pallet-offences' handler.
//!
//! Offenders are remembered by account, disabled in the active set, and left out of the sets that
//! are planned from then on. With every change of the set session forgets its disabled validators,
//! so they are disabled anew when each session begins. Session's strategy bounds how many may be
//! disabled. If there are more offenders, the gravest are disabled.

use crate::*;
use alloc::vec::Vec;
use core::cmp::Reverse;
use frame_support::{
    dispatch::DispatchClass,
    pallet_prelude::Weight,
    traits::{DisabledValidators, Get},
};
use pallet_session::historical::IdentificationTuple;
use sp_runtime::Perbill;
use sp_staking::{
    offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
    SessionIndex,
};

impl<T: Config> Pallet<T> {
    /// Records the offences. Nothing is recorded of an account that is no longer a validator and is
    /// in no set, because it can do no harm.
    fn note_offences(offenders: &[T::AccountId], session: SessionIndex) {
        let note = |validator: &mut Validator<T::AccountId>| {
            let known = offenders.contains(&validator.account);
            if !known || session < validator.pardoned {
                return;
            }
            let last = validator.offence.unwrap_or(Offence { reports: 0, session });
            validator.offence = Some(Offence {
                reports: last.reports.saturating_add(1),
                session: last.session.max(session),
            });
            Self::deposit_event(Event::Offended { who: validator.account.clone(), session });
        };
        Roster::<T>::mutate(|roster| roster.iter_mut().for_each(note));
        Leavers::<T>::mutate(|leavers| leavers.iter_mut().for_each(note));
    }

    /// Disables the offenders of the active set, as many as the strategy allows.
    pub(crate) fn disable_offenders() {
        let (roster, leavers) = (Roster::<T>::get(), Leavers::<T>::get());
        let offenders = roster.into_iter().chain(leavers);
        let offenders = offenders.filter(|validator| validator.offence.is_some());
        let mut offenders = offenders.collect::<Vec<_>>();
        if offenders.is_empty() {
            return;
        }
        offenders.sort_by_key(|offender| Reverse(offender.offence));
        let active = Sessions::<T>::validators();
        for offender in offenders {
            let index = active.iter().position(|who| *who == offender.account);
            let Some(index) = index else { continue };
            if !<Sessions<T> as DisabledValidators>::is_disabled(index as u32) {
                // To the strategy all offences are equally grave.
                Sessions::<T>::report_offence(offender.account, OffenceSeverity::default());
            }
        }
    }

    /// Lets a validator author again in this session. If another offender could not be disabled
    /// before, this disables it. It looks for offenders among the validators and the leavers, so a
    /// validator that just leaves must already be in the second list.
    pub(crate) fn enable(who: &T::AccountId) {
        if let Some(index) = Sessions::<T>::validator_id_to_index(who) {
            Sessions::<T>::reenable_index(index);
            Self::disable_offenders();
        }
    }
}

impl<T: Config> OnOffenceHandler<T::AccountId, IdentificationTuple<T>, Weight> for Pallet<T> {
    fn on_offence(
        offenders: &[OffenceDetails<T::AccountId, IdentificationTuple<T>>],
        _: &[Perbill],
        session: SessionIndex,
    ) -> Weight {
        let accounts = offenders.iter().map(|one| one.offender.0.clone());
        let accounts = accounts.collect::<Vec<_>>();
        Self::note_offences(&accounts, session);
        Self::disable_offenders();
        let weight = <T as Config>::WeightInfo::on_offence(T::MaxValidators::get());
        // pallet-offences ignores the returned weight.
        frame_system::Pallet::<T>::register_extra_weight_unchecked(
            weight,
            DispatchClass::Mandatory,
        );
        weight
    }
}
