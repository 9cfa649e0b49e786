//! Deposits for space. A member has some of it free.

use crate::*;
use frame_support::{
    pallet_prelude::*,
    traits::{Consideration, Footprint},
};
use vaka_primitives::{MemberId, Members as _};

/// What takes space.
#[derive(Clone, Copy)]
pub(crate) enum Space {
    Listing,
    Order,
    Design,
    /// An ended order, while it can be rated.
    Ended,
    /// What one person says of another one in a half-year.
    Rating,
}

impl Allowance {
    fn of(&mut self, space: Space) -> &mut u32 {
        match space {
            Space::Listing => &mut self.listings,
            Space::Order => &mut self.orders,
            Space::Design => &mut self.designs,
            Space::Ended => &mut self.ended,
            Space::Rating => &mut self.ratings,
        }
    }
}

impl MarketRules {
    fn free(&self, space: Space) -> u32 {
        match space {
            Space::Listing => self.free_listings,
            Space::Order => self.free_orders,
            Space::Design => self.free_designs,
            Space::Ended => self.free_ended,
            Space::Rating => self.free_ratings,
        }
    }
}

impl<T: Config> Pallet<T> {
    /// The deposit of somebody who takes space; none for a member's first ones.
    pub(crate) fn take_space<Record: MaxEncodedLen>(
        who: &TraderOf<T>,
        space: Space,
    ) -> Result<Option<T::Consideration>, DispatchError> {
        let active = who.member.filter(|member| Self::is_active(*member));
        if active.is_some_and(|member| Self::take_free(member, space)) {
            return Ok(None);
        }
        Ok(Some(Self::deposit::<Record>(&who.account)?))
    }

    /// Takes one of a member's free places. Returns whether there was one.
    pub(crate) fn take_free(member: MemberId, space: Space) -> bool {
        let mut allowance = Allowances::<T>::get(member);
        let used = allowance.of(space);
        if *used >= Self::figures().free(space) {
            return false;
        }
        *used = used.saturating_add(1);
        Allowances::<T>::insert(member, allowance);
        true
    }

    /// Gives back one of a member's free places.
    pub(crate) fn leave_free(member: MemberId, space: Space) {
        let mut allowance = Allowances::<T>::get(member);
        let used = allowance.of(space);
        *used = used.saturating_sub(1);
        if allowance == Allowance::default() {
            Allowances::<T>::remove(member);
        } else {
            Allowances::<T>::insert(member, allowance);
        }
    }

    /// Gives back the deposit, or the place among a member's first ones.
    pub(crate) fn leave_space(who: &TraderOf<T>, space: Space, ticket: Option<T::Consideration>) {
        match (ticket, who.member) {
            (Some(ticket), _) => Self::give_back(&who.account, ticket),
            (None, Some(member)) => Self::leave_free(member, space),
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

    /// Whether somebody is a member who is not suspended.
    pub(crate) fn is_active(member: MemberId) -> bool {
        T::Members::membership_of(member).is_some_and(|membership| !membership.suspended)
    }
}
