//! The round as clients see it.

use crate::*;

pub(crate) fn round<T: Config>() -> Option<RoundView<T::ValidatorId>> {
    let round = CurrentRound::<T>::get()?;
    let validators = Pallet::<T>::parts(&round);
    let validators = validators.map(|(validator, part)| PartView { validator, part }).collect();
    let Round { session, opened, .. } = round;
    let (outputs, needed) = (round.outputs(), round.needed());
    Some(RoundView { session, opened, outputs, needed, validators })
}
