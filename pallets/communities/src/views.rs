//! How stored records are shown.

use crate::{rules::Calendar, *};
use alloc::vec::Vec;
use frame_support::pallet_macros::pallet_section;

/// What is shown, imported into the pallet; the runtime API offers the same.
#[pallet_section]
mod view_functions {
    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The membership of an account.
        pub fn member_by_account(account: T::AccountId) -> Option<MemberView<T::AccountId>> {
            Self::view_member(MemberOf::<T>::get(account)?)
        }

        /// A membership by its number.
        pub fn member(member: MemberId) -> Option<MemberView<T::AccountId>> {
            Self::view_member(member)
        }

        /// A community: name, electorate, clerks, and how many admissions it has left now.
        pub fn community(community: CommunityId) -> Option<CommunityView> {
            Self::view_community(community)
        }

        /// The account in whose name a community acts by its vote.
        pub fn community_account(community: CommunityId) -> Option<T::AccountId> {
            Communities::<T>::contains_key(community).then(|| Self::account_of_community(community))
        }

        /// How many members may vote: of a community, or of all.
        pub fn electorate(community: Option<CommunityId>) -> u32 {
            Self::view_electorate(community)
        }

        /// A pending request with its deadlines.
        pub fn request(request: RequestId) -> Option<RequestView<T::AccountId>> {
            Self::view_request(request)
        }

        /// A community's pending requests, oldest first, at most 256 of those from `from` on.
        pub fn requests(community: CommunityId, from: RequestId) -> Vec<RequestView<T::AccountId>> {
            Self::view_requests(community, from)
        }

        /// The pending request that names an account.
        pub fn request_of(account: T::AccountId) -> Option<RequestView<T::AccountId>> {
            Self::view_request(RequestOf::<T>::get(account)?)
        }

        /// What an account without a balance signs so that a member can bring its request: raw, or wrapped in `<Bytes>`
        /// as wallets do.
        pub fn consent_payload(
            purpose: Purpose,
            account: T::AccountId,
            until: BlockNumber,
        ) -> ConsentPayload {
            Self::payload(purpose, &account, until).into()
        }

        /// Calls that the account may still make today without a fee.
        pub fn free_calls(account: T::AccountId) -> u32 {
            <Self as vaka_primitives::Members<T::AccountId>>::free_calls(&account)
        }
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn view_member(member: MemberId) -> Option<MemberView<T::AccountId>> {
        let calendar = Calendar::read::<T>();
        let person = Members::<T>::get(member)?;
        let membership = Self::membership_from(calendar.now, member, &person);
        let community = Communities::<T>::get(person.community)?;
        let free_calls = if person.suspended {
            0
        } else {
            Self::allowance(&calendar, member)
        };
        let vouches_from = person
            .vouches_from
            .max(person.banned_until)
            .max(person.standing_from);
        Some(MemberView {
            membership,
            is_clerk: community.has_clerk(member),
            vouches_from,
            moves_from: person.moves_from,
            frozen_until: person.frozen_until,
            replacement: person.replacement,
            free_calls,
            account: person.account,
        })
    }

    pub(crate) fn view_community(id: CommunityId) -> Option<CommunityView> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let community = Communities::<T>::get(id)?;
        let admitted = community.admissions.within(calendar.today(), &rules);
        Some(CommunityView {
            electorate: community.electorate,
            clerks: community.clerks.iter().map(|clerk| clerk.member).collect(),
            admissions_left: rules
                .admissions(community.electorate)
                .saturating_sub(admitted),
            name: community.name,
        })
    }

    pub(crate) fn view_electorate(community: Option<CommunityId>) -> u32 {
        match community {
            Some(id) => Communities::<T>::get(id).map_or(0, |community| community.electorate),
            None => Electorate::<T>::get(),
        }
    }

    pub(crate) fn view_request(id: RequestId) -> Option<RequestView<T::AccountId>> {
        let calendar = Calendar::read::<T>();
        let request = Requests::<T>::get(id)?;
        let community = Communities::<T>::get(request.community)?;
        let vouches = request.vouches.iter();
        let valid = vouches
            .filter(|vouch| Self::counts(&calendar, vouch.member, request.community, &community))
            .count();
        Some(RequestView {
            id,
            valid_vouches: valid as u32,
            request,
        })
    }

    pub(crate) fn view_requests(
        community: CommunityId,
        from: RequestId,
    ) -> Vec<RequestView<T::AccountId>> {
        // The map is not in the order of its ids, and few are pending.
        let mut ids = Requests::<T>::iter()
            .filter(|(id, request)| *id >= from && request.community == community)
            .map(|(id, _)| id)
            .collect::<Vec<_>>();
        ids.sort_unstable();
        ids.truncate(MAX_SHOWN as usize);
        ids.into_iter().filter_map(Self::view_request).collect()
    }
}
