//! Admission, challenge, confirmation.

use crate::{rules::Calendar, *};
use frame_support::pallet_prelude::*;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_admit(who: T::AccountId, id: RequestId) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut request = Self::live_request(&calendar, id)?;
        ensure!(request.is_admission(), Error::<T>::NotAdmission);
        ensure!(request.stage == Stage::Open, Error::<T>::NotOpen);
        let mut community =
            Communities::<T>::get(request.community).ok_or(Error::<T>::UnknownCommunity)?;
        let clerk = Self::serving_clerk(&calendar, &who, &community)?;
        Self::ensure_vouched(&calendar, &mut request, &community)?;
        let (today, electorate) = (calendar.today(), community.electorate);
        let counted = community.admissions.take(1, today, electorate, &rules.admissions);
        ensure!(counted, Error::<T>::TooManyAdmissions);
        Communities::<T>::insert(request.community, community);

        let ripe = calendar.after(rules.challenge_period);
        request.clerk = Some(clerk);
        request.stage = Stage::Waiting { ripe };
        request.until = ripe.saturating_add(calendar.slots(rules.confirm_life));
        Self::begin_answering(&request);
        Requests::<T>::insert(id, request);
        Self::deposit_event(Event::Admitted { request: id, clerk, ripe });
        Ok(())
    }

    /// Checks that enough vouches count now, and drops the others.
    pub(crate) fn ensure_vouched(
        calendar: &Calendar,
        request: &mut Request<T::AccountId>,
        community: &Community,
    ) -> DispatchResult {
        Self::retain_valid(calendar, request, community);
        ensure!(request.vouches.len() as u32 >= Self::figures().vouches, Error::<T>::TooFewVouches);
        Ok(())
    }

    pub(crate) fn do_challenge_admission(who: T::AccountId, id: RequestId) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let Stage::Waiting { ripe } = request.stage else {
            return Err(Error::<T>::NotWaiting.into());
        };
        ensure!(calendar.now < ripe, Error::<T>::PeriodOver);
        let (member, person) = Self::member_of(&who)?;
        ensure!(person.community == request.community, Error::<T>::NotOfCommunity);
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!request.challenges.contains(&member), Error::<T>::AlreadyChallenged);
        ensure!(calendar.now >= person.standing_from, Error::<T>::NotOfStanding);
        ensure!(calendar.now >= person.challenges_from, Error::<T>::ChallengingBanned);
        // Otherwise three members would veto every request of their village.
        ensure!(person.challenging.is_none(), Error::<T>::ChallengesAnother);
        request.challenges.try_push(member).map_err(|_| Error::<T>::Appealed)?;
        Members::<T>::mutate_extant(member, |person| person.challenging = Some(id));
        Self::deposit_event(Event::Challenged { request: id, member });
        let community =
            Communities::<T>::get(request.community).ok_or(Error::<T>::UnknownCommunity)?;
        let enough = request.challenges.len() as u32 >= rules.challenges
            || !Self::could_be_challenged(&calendar, &request, &community);
        if enough {
            Self::send_to_appeals(&calendar, id, &mut request);
        }
        Requests::<T>::insert(id, request);
        Ok(())
    }

    /// From now on only appeals decide the request.
    pub(crate) fn send_to_appeals(
        calendar: &Calendar,
        id: RequestId,
        request: &mut Request<T::AccountId>,
    ) {
        request.stage = Stage::Appealed;
        request.until = calendar.after(Self::figures().appeal_life);
        Self::deposit_event(Event::SentToAppeals { request: id, until: request.until });
    }

    /// Carries out an admission, or a replacement, that nobody stopped.
    pub(crate) fn do_confirm(id: RequestId, replacement: bool) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let request = Self::live_request(&calendar, id)?;
        let (other, error) = if replacement {
            (request.is_admission(), Error::<T>::NotReplacement)
        } else {
            (!request.is_admission(), Error::<T>::NotAdmission)
        };
        ensure!(!other, error);
        let Stage::Waiting { ripe } = request.stage else {
            return Err(Error::<T>::NotWaiting.into());
        };
        ensure!(calendar.now >= ripe, Error::<T>::PeriodNotOver);
        // If appeals suspended the clerk after the request, or the clerk left, only appeals may
        // grant it.
        let clerk = request.clerk.and_then(Members::<T>::get);
        let answers = clerk.is_some_and(|clerk| !clerk.suspended);
        ensure!(answers, Error::<T>::ClerkSuspended);
        Self::complete(&calendar, id, request)
    }
}

impl<AccountId> Request<AccountId> {
    /// Whether it makes a member or moves one. Otherwise it replaces an account.
    pub fn is_admission(&self) -> bool {
        !matches!(self.kind, Kind::Replace(_))
    }
}
