//! The people and requests at the moment, to choose among.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::traits::GetCallName;

/// People who may be anywhere: founders of two villages, and outsiders.
pub const OUTSIDERS: std::ops::Range<u32> = 1_000..1_024;

/// All people who are, or might become, members.
pub fn people() -> Vec<u32> {
    (0..10).chain(100..107).chain(OUTSIDERS).collect()
}

pub fn those(is: impl Fn(MemberId, &Person<AccountId>) -> bool) -> Vec<u32> {
    let all = people().into_iter();
    all.filter(|n| {
        let member = MemberOf::<Test>::get(account(*n));
        member.is_some_and(|id| is(id, &Members::<Test>::get(id).expect("a member")))
    })
    .collect()
}

pub fn outsiders() -> Vec<u32> {
    let free = |n: &u32| !is_member(*n) && !RequestOf::<Test>::contains_key(account(*n));
    people().into_iter().filter(free).collect()
}

pub fn outsiders_with_money() -> Vec<u32> {
    let rich = |n: &u32| Balances::free_balance(account(*n)) > REQUEST_DEPOSIT;
    outsiders().into_iter().filter(rich).collect()
}

pub fn is_clerk(id: MemberId) -> bool {
    Communities::member(id).is_some_and(|member| member.is_clerk)
}

/// The pending requests whose deadline has not passed.
pub fn requests(is: impl Fn(&Request<AccountId>) -> bool) -> Vec<RequestId> {
    let pending =
        Requests::<Test>::iter().filter(|(_, request)| now() < request.until && is(request));
    let mut ids = pending.map(|(id, _)| id).collect::<Vec<_>>();
    ids.sort_unstable();
    ids
}

pub fn any_request(n: u16) -> RequestId {
    u32::from(n) % (next_request() + 2)
}

/// The people who may vouch for a request now.
pub fn vouchers(request: &Request<AccountId>) -> Vec<u32> {
    those(|member, person| {
        person.community == request.community
            && !person.suspended
            && !person.is_frozen(now())
            && now() >= person.standing_from.max(person.vouches_from).max(person.banned_until)
            && !is_clerk(member)
            && request.kind != Kind::Replace(member)
            && !request.vouches.iter().any(|vouch| vouch.member == member)
    })
}

/// The people who may challenge a request now.
pub fn challengers(id: RequestId) -> Vec<u32> {
    let Some(request) = Requests::<Test>::get(id) else {
        return vec![];
    };
    those(|member, person| {
        person.community == request.community
            && !person.suspended
            && now() >= person.standing_from.max(person.challenges_from)
            && person.challenging.is_none()
            && !request.challenges.contains(&member)
    })
}

/// The people who may be declared dormant now.
pub fn sleepers() -> Vec<u32> {
    those(|id, person| {
        let from = Communities::member(id).expect("a member").dormant_from;
        person.is_counted() && from <= now()
    })
}

/// The person with this membership, or else with this account.
pub fn number_of(member: Option<MemberId>, who: &AccountId) -> Option<u32> {
    let found = member.and_then(|member| those(|id, _| id == member).first().copied());
    found.or_else(|| people().into_iter().find(|n| account(*n) == *who))
}

/// All calls.
pub fn call_names() -> &'static [&'static str] {
    Call::<Test>::get_call_names()
}
