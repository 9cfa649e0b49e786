//! Those who trade: a member is the member, whatever the account of the day.

use crate::*;
use vaka_primitives::Members as _;

impl<T: Config> Pallet<T> {
    /// The trader that an account is.
    pub(crate) fn trader(who: &T::AccountId) -> TraderOf<T> {
        let member = T::Members::membership(who).map(|membership| membership.member);
        Trader { account: who.clone(), member }
    }

    /// The account that acts for a trader now, and is paid: the member's, or the recorded one of
    /// somebody who is no member or has left.
    pub(crate) fn account_of(trader: &TraderOf<T>) -> T::AccountId {
        let of_member = trader.member.and_then(T::Members::account_of);
        of_member.unwrap_or_else(|| trader.account.clone())
    }

    /// Whether an account acts for a trader now.
    pub(crate) fn speaks_for(who: &T::AccountId, trader: &TraderOf<T>) -> bool {
        Self::account_of(trader) == *who
    }
}

impl<AccountId: PartialEq> Trader<AccountId> {
    /// Whether both are the same person.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self.member, other.member) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.account == other.account,
            _ => false,
        }
    }
}
