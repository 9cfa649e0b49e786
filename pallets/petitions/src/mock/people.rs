//! Who lives here.

use super::*;
use vaka_primitives::Members as _;

/// The members: the people from 1 to 20 live in the first village, those from 101 to 110 in the
/// second.
pub struct Nation;

pub const APIA: Track = Track::Village(0);
pub const ALOFI: Track = Track::Village(1);

impl vaka_primitives::Communities for Nation {
    fn count() -> u32 {
        2
    }

    fn electorate(track: Track) -> u32 {
        People::get().values().filter(|one| one.votes_on(track)).count() as u32
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_community(_: CommunityId) {}
}

impl vaka_primitives::Members<AccountId> for Nation {
    fn membership(who: &AccountId) -> Option<Membership> {
        People::get().get(who).copied()
    }

    fn membership_of(member: MemberId) -> Option<Membership> {
        People::get().into_values().find(|person| person.member == member)
    }

    fn account_of(member: MemberId) -> Option<AccountId> {
        let mut people = People::get().into_iter();
        people.find(|(_, person)| person.member == member).map(|(account, _)| account)
    }

    fn now() -> BlockNumber {
        System::block_number()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &AccountId, community: CommunityId) -> MemberId {
        let member = *who as MemberId;
        add_person(*who, community);
        member
    }
}

impl vaka_primitives::FreeCalls<AccountId> for Nation {
    fn free_calls(who: &AccountId) -> u32 {
        match Nation::membership(who) {
            Some(person) if !person.suspended => FreeCalls::get(),
            _ => 0,
        }
    }
}

pub fn add_person(who: AccountId, community: CommunityId) {
    let mut people = People::get();
    people.insert(
        who,
        Membership {
            member: who as MemberId,
            community,
            active_since: 0,
            village_since: 0,
            account_since: 0,
            suspended: false,
            frozen: false,
        },
    );
    People::set(people);
}

/// Changes what a member is.
pub fn change(who: AccountId, how: impl FnOnce(&mut Membership)) {
    let mut people = People::get();
    if let Some(person) = people.get_mut(&who) {
        how(person);
    }
    People::set(people);
}

/// Ends a membership.
pub fn leave(who: AccountId) {
    let mut people = People::get();
    people.remove(&who);
    People::set(people);
}

/// Gives a member another account.
pub fn replace(old: AccountId, new: AccountId) {
    let mut people = People::get();
    if let Some(person) = people.remove(&old) {
        people.insert(new, person);
    }
    People::set(people);
}
