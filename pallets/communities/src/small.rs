//! What a small village cannot do by itself. A rule may ask for the word of several members, and a
//! village of five may not have as many: some are clerks, some answer for the request already, and
//! some lost their phones, too. Then fewer are enough to ask appeals, and appeals grant without
//! their word.

use crate::{rules::Calendar, *};

impl<T: Config> Pallet<T> {
    /// Whether at least `needed` members of a village are able to do something. A village of more
    /// than [`SMALL_VILLAGE`] members has enough of them: most are of standing, because it grows by
    /// a twentieth in 30 days.
    fn has_able(
        id: CommunityId,
        community: &Community,
        needed: u32,
        is_able: impl Fn(MemberId, &Person<T::AccountId>) -> bool,
    ) -> bool {
        if community.electorate > SMALL_VILLAGE {
            return true;
        }
        Electors::<T>::iter_key_prefix(id)
            .take(SMALL_VILLAGE as usize)
            .filter(|member| Members::<T>::get(member).is_some_and(|one| is_able(*member, &one)))
            .take(needed as usize)
            .count()
            >= needed as usize
    }

    /// Whether as many members as a request needs could vouch for it, sooner or later. Members who
    /// wait for another account themselves cannot.
    pub(crate) fn could_be_vouched(
        calendar: &Calendar,
        request: &Request<T::AccountId>,
        community: &Community,
    ) -> bool {
        let able = |member, person: &Person<T::AccountId>| {
            Self::counts_as_voucher(calendar, member, person, request.community, community)
                && person.replacement.is_none()
                && request.clerk != Some(member)
                && request.kind != Kind::Replace(member)
        };
        Self::has_able(request.community, community, Self::figures().vouches, able)
    }

    /// Whether another member of the village could challenge a request now.
    pub(crate) fn could_be_challenged(
        calendar: &Calendar,
        request: &Request<T::AccountId>,
        community: &Community,
    ) -> bool {
        let able = |member, person: &Person<T::AccountId>| {
            calendar.now >= person.standing_from.max(person.challenges_from)
                && person.challenging.is_none()
                && person.replacement.is_none()
                && request.kind != Kind::Replace(member)
                && !request.answering().any(|other| other == member)
        };
        Self::has_able(request.community, community, 1, able)
    }
}
