//! Deposits for space. A member has some of it free.

use crate::*;
use frame_support::{
    pallet_prelude::*,
    traits::{Consideration, Footprint},
};
use vaka_primitives::Members as _;

/// What takes space.
#[derive(Clone, Copy)]
pub(crate) enum Space {
    Listing,
    Order,
    Design,
}

impl Allowance {
    fn of(&mut self, space: Space) -> &mut u32 {
        match space {
            Space::Listing => &mut self.listings,
            Space::Order => &mut self.orders,
            Space::Design => &mut self.designs,
        }
    }
}

impl MarketRules {
    fn free(&self, space: Space) -> u32 {
        match space {
            Space::Listing => self.free_listings,
            Space::Order => self.free_orders,
            Space::Design => self.free_designs,
        }
    }
}

impl<T: Config> Pallet<T> {
    /// The deposit of somebody who takes space; none for a member's first ones.
    pub(crate) fn take_space<Record: MaxEncodedLen>(
        who: &TraderOf<T>,
        space: Space,
    ) -> Result<Option<T::Consideration>, DispatchError> {
        if let Some(member) = who.member.filter(|member| Self::is_active(*member)) {
            let mut allowance = Allowances::<T>::get(member);
            let used = allowance.of(space);
            if *used < Self::figures().free(space) {
                *used = used.saturating_add(1);
                Allowances::<T>::insert(member, allowance);
                return Ok(None);
            }
        }
        Ok(Some(Self::deposit::<Record>(&who.account)?))
    }

    /// Gives back the deposit, or the place among a member's first ones.
    pub(crate) fn leave_space(who: &TraderOf<T>, space: Space, ticket: Option<T::Consideration>) {
        match (ticket, who.member) {
            (Some(ticket), _) => Self::give_back(&who.account, ticket),
            (None, Some(member)) => {
                let mut allowance = Allowances::<T>::get(member);
                let used = allowance.of(space);
                *used = used.saturating_sub(1);
                if allowance == Allowance::default() {
                    Allowances::<T>::remove(member);
                } else {
                    Allowances::<T>::insert(member, allowance);
                }
            }
            (None, None) => {
                frame_support::defensive!("an outsider left no deposit");
            }
        }
    }

    /// A deposit.
    pub(crate) fn deposit<Record: MaxEncodedLen>(
        who: &T::AccountId,
    ) -> Result<T::Consideration, DispatchError> {
        T::Consideration::new(who, Footprint::from_mel::<Record>())
    }

    /// Gives back a deposit. The end of an order must not fail on it, so an error is left aside:
    /// the deposit stays on hold then.
    pub(crate) fn give_back(who: &T::AccountId, ticket: T::Consideration) {
        let given = ticket.drop(who);
        frame_support::defensive_assert!(given.is_ok(), "a deposit can be given back");
    }

    fn is_active(member: vaka_primitives::MemberId) -> bool {
        T::Members::membership_of(member).is_some_and(|membership| !membership.suspended)
    }
}
