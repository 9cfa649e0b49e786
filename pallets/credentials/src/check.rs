//! What other pallets ask about the credentials of an account.

use crate::*;
use frame_support::pallet_prelude::*;
use sp_runtime::Permill;
use vaka_primitives::{Balance, CredentialCheck, Engagement, HolderId, Requirement, SchemaId};

impl<T: Config> Pallet<T> {
    /// The award by which an account meets a requirement now.
    fn answer(who: &T::AccountId, requirement: &Requirement) -> Option<Engagement> {
        let holder = HolderOf::<T>::get(who)?;
        let mut schemas = Self::successors(requirement.schema);
        let schema = schemas.find(|schema| Self::answers(holder, *schema, requirement.stake))?;
        Some(Engagement { holder, schema })
    }

    /// Whether the award that a holder bound under a schema is valid, with so much behind it.
    fn answers(holder: HolderId, schema: SchemaId, least: Balance) -> bool {
        let Some(Binding { award, .. }) = Bindings::<T>::get(holder, schema) else {
            return false;
        };
        let staked = || Stakes::<T>::get(StakeKey::Practice(holder, schema));
        Self::is_valid(&award)
            && (least == 0 || staked().is_some_and(|stake| stake.staying() >= least))
    }
}

impl<T: Config> CredentialCheck<T::AccountId> for Pallet<T> {
    fn meets(who: &T::AccountId, requirement: &Requirement) -> bool {
        Self::answer(who, requirement).is_some()
    }

    fn engage(who: &T::AccountId, requirement: &Requirement) -> Result<Engagement, DispatchError> {
        let engagement = Self::answer(who, requirement).ok_or(Error::<T>::RequirementNotMet)?;
        let Engagement { holder, schema } = engagement;
        Bindings::<T>::try_mutate(holder, schema, |binding| {
            let binding = binding.as_mut().ok_or(Error::<T>::NotBound)?;
            let engaged = binding.engaged.checked_add(1);
            binding.engaged = engaged.ok_or(Error::<T>::NumbersExhausted)?;
            Ok::<_, DispatchError>(())
        })?;
        Ok(engagement)
    }

    fn release(Engagement { holder, schema }: Engagement) {
        Bindings::<T>::mutate_exists(holder, schema, |binding| {
            if let Some(binding) = binding {
                binding.engaged = binding.engaged.saturating_sub(1);
            }
        });
    }

    fn staked(Engagement { holder, schema }: Engagement) -> Balance {
        Stakes::<T>::get(StakeKey::Practice(holder, schema)).map_or(0, |stake| stake.amount)
    }

    fn slash(
        Engagement { holder, schema }: Engagement,
        amount: Balance,
        to: &T::AccountId,
    ) -> Balance {
        Self::slash_stake(StakeKey::Practice(holder, schema), |_| amount, Permill::one(), to)
    }
}
