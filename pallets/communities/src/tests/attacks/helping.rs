//! Attacks of helpers, and of people who want to be somebody's.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::transaction_validity::InvalidTransaction;

fn act_for(member: MemberId) -> helping::Call<Test> {
    helping::Call::act_for { member }
}

#[test]
fn stranger_should_not_fill_a_helpers_places() {
    ExtBuilder::default().build_and_execute(|| {
        // Nine people name 5 again and again. Nothing of 5's is used up by that.
        for n in (0..10).filter(|n| *n != 5) {
            assert_ok!(Communities::set_helper(signed(n), Some(member(5))));
        }
        assert_eq!(Communities::help(member(5)).unwrap().asked_by.len(), 9);
        help(5, 101);
        assert!(acts_for(5, member(101)) && !acts_for(5, member(1)));
        // A member who was accepted and is not wanted any longer goes at once.
        assert_ok!(Communities::accept_helping(signed(5), member(1)));
        assert_ok!(Communities::resign_helping(signed(5), member(1)));
        assert_ok!(Communities::set_helper(signed(1), Some(member(5))));
        assert!(!acts_for(5, member(1)));
    });
}

#[test]
fn clerk_should_not_name_themselves() {
    ExtBuilder::default().build_and_execute(|| {
        // Only the member's own key names, and what appeals and clerks can do changes no helper.
        for n in [CLERK, 2] {
            assert_noop!(
                Communities::accept_helping(signed(n), member(1)),
                Error::<Test>::NotNamed
            );
        }
        help(2, 1);
        assert_ok!(Communities::freeze(signed(CLERK), member(1)));
        assert_ok!(Communities::set_helper(signed(CLERK), Some(member(2))));
        assert!(acts_for(2, member(1)) && !acts_for(CLERK, member(1)));
    });
}

#[test]
fn ring_should_not_get_a_helpers_votes_by_a_replacement() {
    ExtBuilder::default().build_and_execute(|| {
        // 1 helps four people, and is named by a fifth. A ring takes 1's key.
        for n in [2, 3, 4, 7] {
            help(1, n);
        }
        assert_ok!(Communities::set_helper(signed(8), Some(member(1))));
        let id = replace(1, STRANGER, &[5, 6, 9]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(9), id));
        // They have one vote more, as before there were helpers.
        for n in [2, 3, 4, 7] {
            assert!(!acts_for(STRANGER, member(n)));
        }
        assert_noop!(
            Communities::accept_helping(signed(STRANGER), member(8)),
            Error::<Test>::NamedBefore
        );
    });
}

#[test]
fn thief_with_the_phone_should_lose_the_helper_with_the_key() {
    ExtBuilder::default().build_and_execute(|| {
        // The thief of 1's phone names an accomplice, so that the vote outlasts the key.
        help(2, 1);
        let one = member(1);
        help(9, 1);
        assert!(!acts_for(2, one));
        let id = replace(1, STRANGER, &[3, 4, 5]);
        // It works for as long as the key does.
        wait(30);
        assert!(acts_for(9, one));
        assert_ok!(Communities::confirm_replacement(signed(3), id));
        assert!(!acts_for(9, one));
        // One who was named, and accepts later, comes too late as well.
        assert_noop!(Communities::accept_helping(signed(9), one), Error::<Test>::NotNamed);
        help(2, STRANGER);
        assert!(acts_for(2, one));
    });
}

#[test]
fn helper_should_leave_half_of_the_days_calls_to_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        let unpaid = Err(InvalidTransaction::Payment.into());
        for _ in 0..10 {
            assert_eq!(send(2, act_for(member(1))), Ok(Ok(())));
        }
        assert_eq!(send(2, act_for(member(1))), unpaid);
        assert_eq!(Communities::free_calls(account(1)), 10);
        // Another helper of the same member has no more.
        help(3, 1);
        assert_eq!(send(3, act_for(member(1))), unpaid);
        for _ in 0..10 {
            assert!(send(1, Call::vouch { request: 9_999 }).is_ok());
        }
        assert_eq!(send(1, Call::vouch { request: 9_999 }), unpaid);
        // The helpers' own calls are theirs.
        assert_eq!(Communities::free_calls(account(2)), 20);
        wait(1);
        assert_eq!(send(3, act_for(member(1))), Ok(Ok(())));
    });
}

#[test]
fn helper_should_not_send_more_than_the_members_could() {
    ExtBuilder::default().build_and_execute(|| {
        // A member who used all their calls leaves none to the helper.
        help(2, 1);
        for _ in 0..15 {
            assert!(send(1, Call::vouch { request: 9_999 }).is_ok());
        }
        let acted = (0..20).filter(|_| send(2, act_for(member(1))).is_ok()).count();
        assert_eq!(acted, 5);
        // With five members a helper sends fifty, which their members then lack.
        let acts = |n: u32| (0..20).filter(|_| send(5, act_for(member(n))).is_ok()).count();
        for n in [3, 4, 6, 7, 8] {
            help(5, n);
            assert_eq!(acts(n), 10);
            assert_eq!(Communities::free_calls(account(n)), 10);
        }
    });
}

#[test]
fn helper_of_the_dead_should_lose_them_within_two_years() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        // 1 dies. Nobody but their key can renew it.
        for _ in 0..7 {
            wait(100);
            assert!(acts_for(2, member(1)));
            assert_noop!(
                Communities::accept_helping(signed(2), member(1)),
                Error::<Test>::AlreadyHelps
            );
        }
        wait(30);
        assert!(!acts_for(2, member(1)));
    });
}

#[test]
fn helpers_in_a_ring_should_act_for_nobody_but_their_own() {
    ExtBuilder::default().build_and_execute(|| {
        // 1 helps 2, who helps 3, who helps 1. Nobody acts for a member of their member.
        for (helper, helped) in [(1, 2), (2, 3), (3, 1)] {
            help(helper, helped);
        }
        assert!(acts_for(1, member(2)) && !acts_for(1, member(3)));
        assert!(acts_for(2, member(3)) && !acts_for(2, member(1)));
    });
}
