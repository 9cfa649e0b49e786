//! Communities and their clerks.

use crate::{membership::Earned, rules::Calendar, *};
use alloc::vec::Vec;
use frame_support::{
    dispatch::{extract_actual_weight, GetDispatchInfo},
    pallet_prelude::*,
    PalletId,
};
use frame_system::RawOrigin;
use sp_runtime::traits::{AccountIdConversion, Dispatchable};
use vaka_primitives::take_number;

impl<T: Config> Pallet<T> {
    /// Founds a community by a vote. The founders consent, and are bounded: otherwise the few
    /// people who pass such a vote would make the electorate that passes all others.
    pub(crate) fn do_found_by_vote(
        name: Name,
        founders: Vec<ConsentOf<T>>,
        clerks: Vec<T::AccountId>,
    ) -> DispatchResult {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let electorate = Electorate::<T>::get();
        let accounts = founders.iter().map(|consent| consent.account.clone()).collect::<Vec<_>>();
        let founding = Self::founding_of(&name, &accounts, &clerks);
        let (number, today) = (accounts.len() as u32, calendar.today());
        let seasoned_from = Self::seasoned_from(&calendar);
        Self::do_found_community(name, accounts, clerks, seasoned_from)?;
        let counted = Foundings::<T>::mutate(|foundings| {
            foundings.take(number, today, electorate, &rules.foundings)
        });
        ensure!(counted, Error::<T>::TooManyFounders);
        for consent in &founders {
            Self::ensure_consent(&calendar, consent, Purpose::Found(founding))?;
        }
        Ok(())
    }

    pub(crate) fn do_found_community(
        name: Name,
        founders: Vec<T::AccountId>,
        clerks: Vec<T::AccountId>,
        seasoned_from: BlockNumber,
    ) -> Result<CommunityId, DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        ensure!(!name.is_empty(), Error::<T>::EmptyName);
        ensure!(founders.len() >= rules.founders as usize, Error::<T>::TooFewFounders);
        let vouchers = founders.len().saturating_sub(clerks.len());
        ensure!(vouchers >= rules.vouches as usize, Error::<T>::TooManyClerks);

        let id = take_number::<NextCommunity<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        let community = Community {
            name,
            electorate: 0,
            clerks: Default::default(),
            admissions: Default::default(),
            dormancies: Default::default(),
        };
        Communities::<T>::insert(id, community);
        Self::deposit_event(Event::CommunityFounded {
            community: id,
            founders: founders.len() as u32,
        });
        for founder in founders {
            ensure!(!RequestOf::<T>::contains_key(&founder), Error::<T>::RequestPending);
            // Founders are of standing at once.
            let earned = Earned { standing_from: calendar.now, seasoned_from };
            Self::enrol(&calendar, founder, id, earned)?;
        }
        for clerk in clerks {
            let member = MemberOf::<T>::get(clerk).ok_or(Error::<T>::ClerkNotOfCommunity)?;
            Self::do_appoint_clerk(id, member)?;
        }
        Ok(id)
    }

    pub(crate) fn do_appoint_clerk(community: CommunityId, member: MemberId) -> DispatchResult {
        let mut record = Communities::<T>::get(community).ok_or(Error::<T>::UnknownCommunity)?;
        let person = Members::<T>::get(member).ok_or(Error::<T>::UnknownMember)?;
        ensure!(
            person.community == community && !person.suspended,
            Error::<T>::ClerkNotOfCommunity
        );
        ensure!(!person.is_dormant(), Error::<T>::Dormant);
        ensure!(!record.has_clerk(member), Error::<T>::AlreadyClerk);
        let clerk = Clerk { member, freezes_from: 0 };
        record.clerks.try_push(clerk).map_err(|_| Error::<T>::TooManyClerks)?;
        Communities::<T>::insert(community, record);
        Self::deposit_event(Event::ClerkAppointed { community, member });
        Ok(())
    }

    pub(crate) fn do_dismiss_clerk(community: CommunityId, member: MemberId) -> DispatchResult {
        ensure!(Communities::<T>::contains_key(community), Error::<T>::UnknownCommunity);
        ensure!(Self::end_office(community, member), Error::<T>::NotClerk);
        Ok(())
    }

    /// Ends a member's office as a clerk, if they have one.
    pub(crate) fn end_office(community: CommunityId, member: MemberId) -> bool {
        let had = Communities::<T>::mutate(community, |record| {
            let Some(record) = record else { return false };
            let had = record.has_clerk(member);
            record.clerks.retain(|clerk| clerk.member != member);
            had
        });
        if had {
            Self::deposit_event(Event::ClerkDismissed { community, member });
        }
        had
    }

    /// The clerk whose account this is, if they can serve in this community now.
    pub(crate) fn serving_clerk(
        calendar: &Calendar,
        who: &T::AccountId,
        community: &Community,
    ) -> Result<MemberId, DispatchError> {
        let (id, person) = Self::member_of(who)?;
        ensure!(community.has_clerk(id), Error::<T>::NotClerk);
        // A suspension ends the office, so this cannot be.
        ensure!(!person.suspended, Error::<T>::Suspended);
        ensure!(!person.is_frozen(calendar.now), Error::<T>::Frozen);
        Ok(id)
    }

    /// The account of a community. Nobody has its key.
    pub(crate) fn account_of_community(id: CommunityId) -> T::AccountId {
        T::PalletId::get().into_sub_account_truncating(id)
    }

    /// The community whose account this is. The account's bytes tell its number.
    pub(crate) fn community_whose_account(who: &T::AccountId) -> Option<CommunityId> {
        let (_, id) = PalletId::try_from_sub_account::<CommunityId>(who)?;
        let is_its = Self::account_of_community(id) == *who;
        (is_its && Communities::<T>::contains_key(id)).then_some(id)
    }

    pub(crate) fn do_act(id: CommunityId, call: T::RuntimeCall) -> DispatchResultWithPostInfo {
        ensure!(Communities::<T>::contains_key(id), Error::<T>::UnknownCommunity);
        let info = call.get_dispatch_info();
        let result = call.dispatch(RawOrigin::Signed(Self::account_of_community(id)).into());
        let weight =
            T::WeightInfo::act_as_community().saturating_add(extract_actual_weight(&result, &info));
        match result {
            Ok(post) => Ok((Some(weight), post.pays_fee).into()),
            Err(mut failed) => {
                failed.post_info.actual_weight = Some(weight);
                Err(failed)
            }
        }
    }
}
