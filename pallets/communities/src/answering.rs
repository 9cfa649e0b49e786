//! The clerk and the members who vouched answer for a request, from the moment in which it has both
//! until it is closed. Before that a vouch can be taken back. From then on none of them can leave
//! ([`Person::answers_for`]), so that a verdict finds the people whom it means. Members who challenge
//! a request stand by that until it is closed, too: they challenge no other
//! ([`Person::challenging`]).

use crate::*;
use frame_support::{defensive, ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Counts a request that now has its clerk and vouches.
    pub(crate) fn begin_answering(request: &Request<T::AccountId>) {
        for member in request.answering() {
            // A clerk who asked for a replacement may have left before its last vouch.
            Members::<T>::mutate_extant(member, |person| {
                person.answers_for = person.answers_for.saturating_add(1);
            });
        }
    }

    /// Stops counting a request that is decided, carried out or pruned. All who were counted are
    /// still members.
    pub(crate) fn end_answering(request: &Request<T::AccountId>) {
        for member in request.answering() {
            Members::<T>::mutate_extant(member, |person| match person.answers_for.checked_sub(1) {
                Some(fewer) => person.answers_for = fewer,
                None => {
                    defensive!("who answers was counted");
                }
            });
        }
    }

    /// Lets the members challenge again who challenged a request that is decided, carried out or
    /// pruned.
    pub(crate) fn end_challenging(request: &Request<T::AccountId>) {
        for member in &request.challenges {
            Members::<T>::mutate_extant(*member, |person| person.challenging = None);
        }
    }

    /// Checks that no verdict about what the member did may still come, and that none still holds.
    pub(crate) fn ensure_answered(
        now: BlockNumber,
        person: &Person<T::AccountId>,
    ) -> DispatchResult {
        ensure!(person.answers_for == 0, Error::<T>::AnswersForRequest);
        // A new number would vouch after 97 days instead of a year.
        ensure!(now >= person.banned_until, Error::<T>::VouchingBanned);
        Ok(())
    }
}

impl<AccountId> Request<AccountId> {
    /// The members who answer for it. There are none while it is open.
    pub fn answering(&self) -> impl Iterator<Item = MemberId> + '_ {
        let vouched = self.vouches.iter().map(|vouch| vouch.member);
        let all = self.clerk.into_iter().chain(vouched);
        all.filter(|_| self.stage != Stage::Open)
    }
}
