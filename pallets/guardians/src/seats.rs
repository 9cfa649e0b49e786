//! The guardians' seats: their accounts need no balance, and their calls no fee. A halt stops every
//! transfer, so a guardian who has no VAKA could not be sent any when it is needed.

use crate::*;
use alloc::vec::Vec;
use frame_support::{stored, traits::Get, BoundedVec};

/// The accounts that hold seats.
pub trait Seats<AccountId> {
    /// Returns them in an order that does not change while the seats do not.
    fn seated() -> Vec<AccountId>;
}

impl<T: pallet_collective::Config<I>, I: 'static> Seats<T::AccountId> for CollectiveMotions<T, I> {
    fn seated() -> Vec<T::AccountId> {
        pallet_collective::Members::<T, I>::get()
    }
}

/// The calls that a seat made without a fee.
#[stored(no_skip_type_params)]
pub struct SeatCalls<AccountId> {
    /// The guardian's account.
    pub who: AccountId,
    /// The number of calls.
    pub used: u32,
}

impl<T: Config> Pallet<T> {
    /// Holds the accounts of those who are seated by a reference, and lets go of those who no longer
    /// are. Returns how many changed.
    pub(crate) fn keep_seats() -> u32 {
        let seated = T::Seats::seated();
        let before = Seated::<T>::get();
        if seated == *before {
            return 0;
        }
        let mut changed = 0u32;
        for who in seated.iter().filter(|who| !before.contains(who)) {
            // Without it an account that holds nothing has no nonce, and can send nothing.
            frame_system::Pallet::<T>::inc_sufficients(who);
            changed = changed.saturating_add(1);
        }
        for who in before.iter().filter(|who| !seated.contains(who)) {
            frame_system::Pallet::<T>::dec_sufficients(who);
            changed = changed.saturating_add(1);
        }
        Seated::<T>::put(BoundedVec::truncate_from(seated));
        changed
    }

    /// Today's number.
    fn today() -> u32 {
        Self::now().checked_div(T::SlotsPerDay::get()).unwrap_or_default()
    }

    /// The free calls that a guardian made today.
    fn used_today(who: &T::AccountId) -> u32 {
        let (day, calls) = FreeCallsUsed::<T>::get();
        let own = calls.iter().find(|calls| calls.who == *who);
        own.filter(|_| day == Self::today()).map_or(0, |calls| calls.used)
    }

    /// Returns how many calls the account may still make today without a fee. Zero if it has no
    /// seat.
    pub fn free_calls(who: T::AccountId) -> u32 {
        if !Seated::<T>::get().contains(&who) {
            return 0;
        }
        T::Rules::get().free_calls.saturating_sub(Self::used_today(&who))
    }

    /// Counts free calls of a guardian. Returns false if today's allowance does not suffice.
    pub fn use_free_calls(who: &T::AccountId, count: u32) -> bool {
        if Self::free_calls(who.clone()) < count {
            return false;
        }
        let used = Self::used_today(who).saturating_add(count);
        let today = Self::today();
        FreeCallsUsed::<T>::mutate(|(day, calls)| {
            // Those who lost their seat today go, so that there is room for every seat.
            let seated = Seated::<T>::get();
            let same_day = *day == today;
            calls.retain(|calls| same_day && calls.who != *who && seated.contains(&calls.who));
            *day = today;
            calls.try_push(SeatCalls { who: who.clone(), used }).is_ok()
        })
    }
}
