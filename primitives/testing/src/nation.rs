//! A nation that a test changes at will.

use sp_runtime::traits::BlockNumberProvider;
use std::{cell::RefCell, collections::BTreeMap, marker::PhantomData};
use vaka_primitives::{
    Assisted, BlockNumber, Communities, CommunityId, Dormancy, FreeCalls, MemberId, Members,
    Membership, NoHelp, Track,
};

/// Accounts are numbers.
pub type AccountId = u64;

/// Calls that a member makes a day without a fee, if a test does not say otherwise.
const FREE_CALLS: u32 = 20;

#[derive(Default)]
struct State {
    communities: u32,
    members: BTreeMap<MemberId, (AccountId, Membership)>,
    accounts: BTreeMap<AccountId, CommunityId>,
    helpers: BTreeMap<MemberId, MemberId>,
    next: MemberId,
    free_calls: u32,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

fn read<R>(f: impl FnOnce(&State) -> R) -> R {
    STATE.with_borrow(f)
}

fn write<R>(f: impl FnOnce(&mut State) -> R) -> R {
    STATE.with_borrow_mut(f)
}

/// All communities and members, as the pallet that keeps them would show them. Each test has its
/// own. The clock gives the block in which somebody becomes a member.
pub struct Nation<Clock>(PhantomData<Clock>);

impl<Clock: BlockNumberProvider<BlockNumber = BlockNumber>> Nation<Clock> {
    /// Begins anew, with so many communities and without members.
    pub fn begin(communities: u32) {
        STATE.set(State { communities, free_calls: FREE_CALLS, ..State::default() });
    }

    /// Founds communities, so that there are at least so many.
    pub fn found(communities: u32) {
        write(|state| state.communities = state.communities.max(communities));
    }

    /// Sets how many calls each member may make today without a fee.
    pub fn set_free_calls(calls: u32) {
        write(|state| state.free_calls = calls);
    }

    /// Gives a community an account of its own.
    pub fn set_account(community: CommunityId, account: AccountId) {
        write(|state| state.accounts.insert(account, community));
    }

    /// Admits a new member with that account, as of now. They vote on the constitution, too.
    pub fn admit(account: AccountId, community: CommunityId) -> MemberId {
        let (member, now) = (read(|state| state.next), Clock::current_block_number());
        let membership = Membership {
            member,
            community,
            active_since: now,
            seasoned_from: 0,
            village_since: now,
            account_since: now,
            suspended: false,
            frozen: false,
            dormancy: None,
        };
        Self::insert(account, membership);
        member
    }

    /// Adds a member with that account, and with any number and past.
    pub fn insert(account: AccountId, membership: Membership) {
        write(|state| {
            state.next = state.next.max(membership.member + 1);
            state.members.insert(membership.member, (account, membership));
        });
    }

    #[track_caller]
    fn change_person(member: MemberId, f: impl FnOnce(&mut AccountId, &mut Membership)) {
        write(|state| {
            let (account, membership) = state.members.get_mut(&member).expect("a member");
            f(account, membership);
        });
    }

    /// Changes a membership.
    #[track_caller]
    pub fn change(member: MemberId, f: impl FnOnce(&mut Membership)) {
        Self::change_person(member, |_, membership| f(membership));
    }

    /// Suspends a member.
    #[track_caller]
    pub fn suspend(member: MemberId) {
        Self::change(member, |membership| membership.suspended = true);
    }

    /// Ends a suspension.
    #[track_caller]
    pub fn reinstate(member: MemberId) {
        Self::change(member, |membership| {
            membership.suspended = false;
            membership.active_since = Clock::current_block_number();
        });
    }

    /// Makes a member dormant.
    #[track_caller]
    pub fn send_to_sleep(member: MemberId) {
        let since = Clock::current_block_number();
        Self::change(member, |membership| {
            membership.dormancy = Some(Dormancy { since, until: None });
        });
    }

    /// Wakes a member who is dormant.
    #[track_caller]
    pub fn wake(member: MemberId) {
        let now = Clock::current_block_number();
        Self::change(member, |membership| {
            let dormancy = membership.dormancy.as_mut().expect("dormant");
            dormancy.until = Some(now);
        });
    }

    /// Moves a member to a community.
    #[track_caller]
    pub fn move_to(member: MemberId, community: CommunityId) {
        Self::change(member, |membership| {
            membership.community = community;
            membership.village_since = Clock::current_block_number();
        });
    }

    /// Gives a member another account. All help by and for them ends.
    #[track_caller]
    pub fn replace(member: MemberId, new: AccountId) {
        Self::change_person(member, |account, membership| {
            *account = new;
            membership.account_since = Clock::current_block_number();
        });
        Self::end_help(member);
    }

    /// Ends a membership, and all help by and for the member.
    pub fn leave(member: MemberId) {
        write(|state| state.members.remove(&member));
        Self::end_help(member);
    }

    /// Makes a member the helper of another, who has no other one then.
    pub fn help(helper: MemberId, member: MemberId) {
        write(|state| state.helpers.insert(member, helper));
    }

    /// Ends all help by and for a member.
    fn end_help(one: MemberId) {
        write(|state| state.helpers.retain(|member, helper| *member != one && *helper != one));
    }

    /// A member's helper.
    pub fn helper_of(member: MemberId) -> Option<MemberId> {
        read(|state| state.helpers.get(&member).copied())
    }

    /// All members, by their accounts.
    pub fn people() -> BTreeMap<AccountId, Membership> {
        read(|state| state.members.values().copied().collect())
    }
}

impl<Clock> Communities for Nation<Clock>
where
    Clock: BlockNumberProvider<BlockNumber = BlockNumber>,
{
    fn count() -> u32 {
        read(|state| state.communities)
    }

    fn electorate(track: Track) -> u32 {
        let now = Clock::current_block_number();
        let counts = |membership: &Membership| {
            membership.votes_on(track) && membership.is_seasoned(now, track)
        };
        read(|state| {
            let members = state.members.values();
            members.filter(|(_, membership)| counts(membership)).count() as u32
        })
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_community(community: CommunityId) {
        write(|state| state.communities = state.communities.max(community + 1));
    }
}

impl<Clock> Members<AccountId> for Nation<Clock>
where
    Clock: BlockNumberProvider<BlockNumber = BlockNumber>,
{
    fn membership(who: &AccountId) -> Option<Membership> {
        read(|state| {
            let mut members = state.members.values();
            members.find(|(account, _)| account == who).map(|(_, membership)| *membership)
        })
    }

    fn membership_of(member: MemberId) -> Option<Membership> {
        read(|state| state.members.get(&member).map(|(_, membership)| *membership))
    }

    fn account_of(member: MemberId) -> Option<AccountId> {
        read(|state| state.members.get(&member).map(|(account, _)| *account))
    }

    fn community_of_account(who: &AccountId) -> Option<CommunityId> {
        read(|state| state.accounts.get(who).copied())
    }

    fn assisted(helper: &AccountId, member: MemberId) -> Result<Assisted, NoHelp> {
        let by = Self::membership(helper).ok_or(NoHelp::NotHelper)?;
        if Self::helper_of(member) != Some(by.member) {
            return Err(NoHelp::NotHelper);
        }
        if by.suspended {
            return Err(NoHelp::HelperSuspended);
        }
        let membership = Self::membership_of(member).ok_or(NoHelp::NotHelper)?;
        Ok(Assisted { membership, helper: by.member })
    }

    fn now() -> BlockNumber {
        Clock::current_block_number()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_member(who: &AccountId, community: CommunityId) -> MemberId {
        Self::found(community + 1);
        Self::admit(*who, community)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn insert_helper(helper: MemberId, member: MemberId) {
        Self::help(helper, member);
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn set_now(now: BlockNumber) {
        Clock::set_block_number(now);
    }
}

impl<Clock> FreeCalls<AccountId> for Nation<Clock>
where
    Clock: BlockNumberProvider<BlockNumber = BlockNumber>,
{
    fn free_calls(who: &AccountId) -> u32 {
        match Self::membership(who) {
            Some(membership) if !membership.suspended => read(|state| state.free_calls),
            _ => 0,
        }
    }

    fn free_calls_for(helper: &AccountId, member: MemberId) -> u32 {
        match Self::assisted(helper, member) {
            Ok(assisted) if !assisted.membership.suspended => read(|state| state.free_calls),
            _ => 0,
        }
    }
}
