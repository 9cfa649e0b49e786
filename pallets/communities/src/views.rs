//! How stored records are shown.

use crate::{rules::Calendar, *};
use alloc::vec::Vec;

pub(crate) fn member<T: Config>(member: MemberId) -> Option<MemberView<T::AccountId>> {
    let calendar = Calendar::read::<T>();
    let person = Members::<T>::get(member)?;
    let membership = Pallet::<T>::membership_from(calendar.now, member, &person);
    let community = Communities::<T>::get(person.community)?;
    let free_calls = if person.suspended { 0 } else { Pallet::<T>::allowance(&calendar, member) };
    let vouches_from = person.vouches_from.max(person.banned_until).max(person.standing_from);
    Some(MemberView {
        membership,
        is_clerk: community.has_clerk(member),
        vouches_from,
        moves_from: person.moves_from,
        frozen_until: person.frozen_until,
        banned_until: person.banned_until,
        answers_for: person.answers_for,
        replacement: person.replacement,
        challenging: person.challenging,
        challenges_from: person.challenges_from.max(person.standing_from),
        free_calls,
        last_active: person.last_active,
        dormant_from: Pallet::<T>::dormant_from(&calendar, &person),
        account: person.account,
    })
}

pub(crate) fn help<T: Config>(member: MemberId) -> Option<HelpView> {
    let calendar = Calendar::read::<T>();
    let person = Members::<T>::get(member)?;
    let helper = Helpers::<T>::get(member);
    let until = helper.map(|help| Pallet::<T>::help_until(&calendar, help.named));
    let free_calls = match (helper.filter(|help| help.accepted), until) {
        (Some(help), Some(until))
            if !person.suspended
                && calendar.now < until
                && Members::<T>::get(help.helper).is_some_and(|helper| !helper.suspended) =>
        {
            Pallet::<T>::helper_allowance(&calendar, member)
        }
        _ => 0,
    };
    let asks = |help: &Help| help.helper == member && !help.accepted;
    let asked_by = Helpers::<T>::iter().filter(|(_, help)| asks(help)).map(|(asker, _)| asker);
    let mut asked_by = asked_by.collect::<Vec<_>>();
    asked_by.sort_unstable();
    asked_by.truncate(MAX_SHOWN as usize);
    let helps = Helped::<T>::get(member).into_inner();
    Some(HelpView { helper, until, free_calls, helps, asked_by })
}

pub(crate) fn community<T: Config>(id: CommunityId) -> Option<CommunityView> {
    let (rules, calendar) = (Pallet::<T>::figures(), Calendar::read::<T>());
    let community = Communities::<T>::get(id)?;
    Some(CommunityView {
        electorate: community.electorate,
        clerks: community.clerks.iter().map(|clerk| clerk.member).collect(),
        admissions_left: community.admissions.left(
            calendar.today(),
            community.electorate,
            &rules.admissions,
        ),
        dormancies_left: community.dormancies.left(
            calendar.today(),
            community.electorate,
            &rules.village_dormancies,
        ),
        name: community.name,
    })
}

pub(crate) fn electorate<T: Config>(community: Option<CommunityId>) -> u32 {
    match community {
        Some(id) => Communities::<T>::get(id).map_or(0, |community| community.electorate),
        None => Electorate::<T>::get(),
    }
}

pub(crate) fn nation<T: Config>() -> NationView {
    let (rules, calendar) = (Pallet::<T>::figures(), Calendar::read::<T>());
    let (today, electorate) = (calendar.today(), Electorate::<T>::get());
    NationView {
        communities: NextCommunity::<T>::get(),
        electorate,
        seasoned: Pallet::<T>::seasoned(&calendar),
        founders_left: Foundings::<T>::get().left(today, electorate, &rules.foundings),
        suspensions_left: Suspensions::<T>::get().left(today, electorate, &rules.suspensions),
        dormancies_left: Dormancies::<T>::get().left(today, electorate, &rules.dormancies),
    }
}

pub(crate) fn request<T: Config>(id: RequestId) -> Option<RequestView<T::AccountId>> {
    let calendar = Calendar::read::<T>();
    let request = Requests::<T>::get(id)?;
    let community = Communities::<T>::get(request.community)?;
    let vouches = request.vouches.iter();
    let valid = vouches
        .filter(|vouch| Pallet::<T>::counts(&calendar, vouch.member, request.community, &community))
        .count();
    Some(RequestView { id, valid_vouches: valid as u32, request })
}

pub(crate) fn requests<T: Config>(
    community: CommunityId,
    from: RequestId,
) -> Vec<RequestView<T::AccountId>> {
    // The map is not ordered by id. Few requests are pending.
    let mut ids = Requests::<T>::iter()
        .filter(|(id, request)| *id >= from && request.community == community)
        .map(|(id, _)| id)
        .collect::<Vec<_>>();
    ids.sort_unstable();
    ids.truncate(MAX_SHOWN as usize);
    ids.into_iter().filter_map(request::<T>).collect()
}
