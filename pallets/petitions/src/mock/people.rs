//! The people of the mock.

use super::*;
use vaka_primitives::Members as _;

/// The members: the people from 1 to 20 live in the first village, those from 101 to 110 in the
/// second.
pub type Nation = vaka_testing::Nation<System>;

pub const APIA: Track = Track::Village(0);
pub const ALOFI: Track = Track::Village(1);

/// Makes somebody a member, numbered as their account.
pub fn add_person(who: AccountId, community: CommunityId) {
    let membership = Membership {
        member: who as MemberId,
        community,
        active_since: 0,
        seasoned_from: 0,
        village_since: 0,
        account_since: 0,
        suspended: false,
        frozen: false,
        dormancy: None,
    };
    Nation::insert(who, membership);
}

/// The number of the member who has that account.
fn member(who: AccountId) -> Option<MemberId> {
    Nation::membership(&who).map(|person| person.member)
}

/// Changes somebody's membership, if there is one.
pub fn change(who: AccountId, how: impl FnOnce(&mut Membership)) {
    if let Some(member) = member(who) {
        Nation::change(member, how);
    }
}

/// Makes a member dormant.
pub fn sleep(who: AccountId) {
    Nation::send_to_sleep(member(who).expect("a member"));
}

/// Ends somebody's membership, if there is one.
pub fn leave(who: AccountId) {
    if let Some(member) = member(who) {
        Nation::leave(member);
    }
}

/// Gives a member another account.
pub fn replace(old: AccountId, new: AccountId) {
    if let Some(member) = member(old) {
        Nation::replace(member, new);
    }
}
