//! Requests are opened, withdrawn, carried out and pruned here.

use crate::{membership::Earned, rules::Calendar, *};
use frame_support::{
    pallet_prelude::*,
    traits::{Consideration, Footprint},
};
use vaka_primitives::take_number;

impl<T: Config> Pallet<T> {
    /// The space that all records of a request take.
    pub(crate) fn footprint() -> Footprint {
        Footprint::from_mel::<(Request<T::AccountId>, T::AccountId, RequestId)>()
    }

    pub(crate) fn do_request_membership(
        who: T::AccountId,
        community: CommunityId,
        consent: Option<ConsentOf<T>>,
    ) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let record = Communities::<T>::get(community).ok_or(Error::<T>::UnknownCommunity)?;
        match consent {
            None => {
                Self::ensure_no_member(&who)?;
                let id = Self::open_request(&calendar, who.clone(), community, Kind::Join, None)?;
                let deposit = T::RequestConsideration::new(&who, Self::footprint())?;
                Deposits::<T>::insert(id, deposit);
            }
            Some(consent) => {
                let (sponsor, person) = Self::member_of(&who)?;
                ensure!(person.community == community, Error::<T>::NotOfCommunity);
                ensure!(!person.suspended, Error::<T>::Suspended);
                ensure!(!person.is_frozen(calendar.now), Error::<T>::Frozen);
                Self::ensure_no_member(&consent.account)?;
                Self::sponsor(sponsor, record.has_clerk(sponsor))?;
                Self::ensure_consent(&calendar, &consent, Purpose::Join(community))?;
                let account = consent.account;
                Self::open_request(&calendar, account, community, Kind::Join, Some(sponsor))?;
            }
        }
        Ok(())
    }

    pub(crate) fn ensure_no_member(account: &T::AccountId) -> DispatchResult {
        let is_member = MemberOf::<T>::contains_key(account);
        ensure!(!is_member, Error::<T>::AlreadyMember);
        Ok(())
    }

    /// Counts a request that a member brings for somebody else.
    pub(crate) fn sponsor(member: MemberId, is_clerk: bool) -> DispatchResult {
        let rules = Self::figures();
        let most = if is_clerk { rules.sponsored_by_clerk } else { rules.sponsored };
        Members::<T>::try_mutate(member, |person| {
            let person = person.as_mut().ok_or(Error::<T>::UnknownMember)?;
            ensure!(person.sponsored < most, Error::<T>::TooManySponsored);
            person.sponsored = person.sponsored.saturating_add(1);
            Ok(())
        })
    }

    /// Opens a request.
    pub(crate) fn open_request(
        calendar: &Calendar,
        account: T::AccountId,
        community: CommunityId,
        kind: Kind,
        sponsor: Option<MemberId>,
    ) -> Result<RequestId, DispatchError> {
        ensure!(!RequestOf::<T>::contains_key(&account), Error::<T>::RequestPending);
        let id = take_number::<NextRequest<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        // The clerk who asks for a replacement is the one whom it needs. An admission gets its
        // clerk later.
        let clerk = sponsor.filter(|_| matches!(kind, Kind::Replace(_)));
        let request = Request {
            account: account.clone(),
            community,
            kind,
            sponsor,
            clerk,
            granted: false,
            vouches: Default::default(),
            challenges: Default::default(),
            stage: Stage::Open,
            until: calendar.after(Self::figures().request_life),
        };
        Requests::<T>::insert(id, request);
        RequestOf::<T>::insert(&account, id);
        Self::deposit_event(Event::Requested { request: id, community, account, kind });
        Ok(id)
    }

    /// A request whose deadline has not passed.
    pub(crate) fn live_request(
        calendar: &Calendar,
        id: RequestId,
    ) -> Result<Request<T::AccountId>, DispatchError> {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(calendar.now < request.until, Error::<T>::RequestExpired);
        Ok(request)
    }

    /// Removes a request and all that points to it. `request` must be as it is stored; only the
    /// vouches of an open one may differ.
    pub(crate) fn close_request(id: RequestId, request: &Request<T::AccountId>) -> DispatchResult {
        Requests::<T>::remove(id);
        Self::end_answering(request);
        Self::end_challenging(request);
        RequestOf::<T>::remove(&request.account);
        if let Some(deposit) = Deposits::<T>::take(id) {
            deposit.drop(&request.account)?;
        }
        if let Some(sponsor) = request.sponsor {
            Members::<T>::mutate_extant(sponsor, |person| {
                person.sponsored = person.sponsored.saturating_sub(1);
            });
        }
        if let Kind::Replace(member) = request.kind {
            Members::<T>::mutate_extant(member, |person| person.replacement = None);
        }
        Ok(())
    }

    pub(crate) fn do_withdraw_request(who: T::AccountId, id: RequestId) -> DispatchResult {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let brought =
            || request.sponsor.is_some_and(|sponsor| MemberOf::<T>::get(&who) == Some(sponsor));
        ensure!(request.account == who || brought(), Error::<T>::NotYourRequest);
        // Otherwise people who brought a fake would take it back before the verdict.
        ensure!(request.stage == Stage::Open, Error::<T>::NotOpen);
        Self::close_request(id, &request)?;
        Self::deposit_event(Event::RequestWithdrawn { request: id });
        Ok(())
    }

    pub(crate) fn do_prune_request(id: RequestId) -> DispatchResult {
        let calendar = Calendar::read::<T>();
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(calendar.now >= request.until, Error::<T>::NotExpired);
        Self::close_request(id, &request)?;
        Self::deposit_event(Event::RequestPruned { request: id });
        Ok(())
    }

    /// Carries a request out.
    pub(crate) fn complete(
        calendar: &Calendar,
        id: RequestId,
        request: Request<T::AccountId>,
    ) -> DispatchResult {
        Self::close_request(id, &request)?;
        let Request { account, community, kind, .. } = request;
        match kind {
            Kind::Join => {
                let earned = Earned {
                    standing_from: calendar.after(Self::figures().standing),
                    seasoned_from: Self::seasoned_from(calendar),
                };
                Self::enrol(calendar, account, community, earned)?;
            }
            Kind::Move(member) => Self::relocate(calendar, member, community)?,
            Kind::Replace(member) => Self::rekey(calendar, member, account)?,
        }
        Ok(())
    }
}
