//! A helper may act for a member, until that ends.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{transaction_validity::InvalidTransaction, ApplyExtrinsicResult};
use vaka_primitives::{Assisted, NoHelp};

fn assisted(helper: u32, member: MemberId) -> Result<Assisted, NoHelp> {
    Communities::assisted(&account(helper), member)
}

fn act_for(member: MemberId) -> helping::Call<Test> {
    helping::Call::act_for { member }
}

/// The calls that a member and their helper made today, and those of the helper.
fn used(n: u32) -> (u32, u32) {
    let used = FreeCalls::<Test>::get(member(n));
    (used.used, used.by_helper)
}

const UNPAID: ApplyExtrinsicResult =
    Err(sp_runtime::transaction_validity::TransactionValidityError::Invalid(
        InvalidTransaction::Payment,
    ));

#[test]
fn help_should_last_two_years() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        wait_almost(730);
        assert_eq!(assisted(2, member(1)).map(|done| done.helper), Ok(member(2)));
        System::set_block_number(now() + 1);
        assert_eq!(assisted(2, member(1)), Err(NoHelp::HelpOver));
    });
}

#[test]
fn help_should_rest_while_the_helper_is_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::suspend(appeals(), member(2)));
        assert_eq!(assisted(2, member(1)), Err(NoHelp::HelperSuspended));
        assert_ok!(Communities::reinstate(appeals(), member(2)));
        assert!(assisted(2, member(1)).is_ok());
    });
}

#[test]
fn help_should_show_the_member_as_they_are() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::freeze(signed(CLERK), member(1)));
        assert_ok!(Communities::suspend(appeals(), member(1)));
        let membership = assisted(2, member(1)).expect("helped").membership;
        assert_eq!(Some(membership), Communities::membership(&account(1)));
        assert!(membership.frozen && membership.suspended);
    });
}

#[test]
fn help_should_not_end_when_either_is_frozen_or_moves() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        help(3, 2);
        assert_ok!(Communities::freeze(signed(CLERK), member(2)));
        assert!(acts_for(2, member(1)) && acts_for(3, member(2)));
        wait(14);
        let id = move_to(2, ALOFI, &[101, 102, 103]);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(2), id));
        assert_eq!(person(2).community, ALOFI);
        assert!(acts_for(2, member(1)) && acts_for(3, member(2)));
    });
}

#[test]
fn help_should_end_when_either_leaves() {
    ExtBuilder::default().build_and_execute(|| {
        let ids = [1, 2, 3, 4].map(member);
        // 1 helps 2 and 3; 4 helps 1.
        help(1, 2);
        help(1, 3);
        help(4, 1);
        assert_ok!(Communities::leave(signed(1)));
        for (member, helper) in [(ids[0], ids[3]), (ids[1], ids[0]), (ids[2], ids[0])] {
            has_event(Event::HelpEnded { member, helper });
        }
        assert_eq!(Helpers::<Test>::iter().count() + Helped::<Test>::iter().count(), 0);
        assert!(!acts_for(4, ids[0]) && !acts_for(1, ids[1]));
    });
}

#[test]
fn help_should_end_when_either_has_another_account() {
    ExtBuilder::default().build_and_execute(|| {
        help(1, 2);
        help(4, 1);
        let id = replace(1, STRANGER, &[3, 5, 6]);
        wait(30);
        // Until then they are helped and help.
        assert!(acts_for(4, member(1)) && acts_for(1, member(2)));
        assert_ok!(Communities::confirm_replacement(signed(3), id));
        for (n, member) in [(4, member(STRANGER)), (1, member(2)), (STRANGER, member(2))] {
            assert!(!acts_for(n, member));
        }
        assert_eq!(Helpers::<Test>::iter().count() + Helped::<Test>::iter().count(), 0);
    });
}

#[test]
fn help_should_be_refused_to_somebody_who_left() {
    ExtBuilder::default().build_and_execute(|| {
        let one = member(1);
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        assert_ok!(Communities::leave(signed(1)));
        assert_noop!(Communities::accept_helping(signed(2), one), Error::<Test>::NotNamed);
        // And a helper who left before they accepted.
        assert_ok!(Communities::set_helper(signed(3), Some(member(2))));
        let helper = member(2);
        assert_ok!(Communities::leave(signed(2)));
        assert_noop!(Communities::accept_helping(signed(2), member(3)), Error::<Test>::NotMember);
        assert_eq!(Communities::help(member(3)).unwrap().helper.unwrap().helper, helper);
    });
}

#[test]
fn call_for_a_member_should_be_free_on_the_members_allowance() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(send(2, act_for(member(1))), UNPAID);
        help(2, 1);
        assert_eq!(send(2, act_for(member(1))), Ok(Ok(())));
        assert_eq!((used(1), used(2)), ((1, 1), (0, 0)));
        assert!(Communities::pays_no_fee(&account(2), &act_for(member(1)).into(), 100));
        // Only for that member, and only by the helper.
        for (n, member) in [(2, member(3)), (3, member(1)), (1, member(1)), (2, member(2))] {
            assert_eq!(send(n, act_for(member)), UNPAID);
            assert!(!Communities::pays_no_fee(&account(n), &act_for(member).into(), 100));
        }
    });
}

#[test]
fn call_for_a_member_should_be_paid_when_helper_or_member_is_suspended_or_it_is_over() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        assert_ok!(Communities::suspend(appeals(), member(1)));
        assert_eq!(send(2, act_for(member(1))), UNPAID);
        assert_ok!(Communities::reinstate(appeals(), member(1)));
        assert_eq!(send(2, act_for(member(1))), Ok(Ok(())));
        wait(31);
        assert_ok!(Communities::suspend(appeals(), member(2)));
        assert_eq!(send(2, act_for(member(1))), UNPAID);
        assert_ok!(Communities::reinstate(appeals(), member(2)));
        assert_eq!(send(2, act_for(member(1))), Ok(Ok(())));
        wait(730);
        assert_eq!(send(2, act_for(member(1))), UNPAID);
    });
}

#[test]
fn help_should_be_shown_to_both() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(Communities::help(999), None);
        let shown = |n| Communities::help(member(n)).expect("a member");
        let nothing =
            HelpView { helper: None, until: None, free_calls: 0, helps: vec![], asked_by: vec![] };
        assert_eq!(shown(1), nothing);
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        let help = Help { helper: member(2), named: now(), accepted: false };
        let until = Some(now() + 730 * DAY);
        assert_eq!(shown(1), HelpView { helper: Some(help), until, ..nothing.clone() });
        assert_eq!(shown(2), HelpView { asked_by: vec![member(1)], ..nothing.clone() });
        assert_ok!(Communities::accept_helping(signed(2), member(1)));
        let help = Some(Help { accepted: true, ..help });
        assert_eq!(shown(1), HelpView { helper: help, until, free_calls: 10, ..nothing.clone() });
        assert_eq!(shown(2), HelpView { helps: vec![member(1)], ..nothing });
        assert_eq!(send(2, act_for(member(1))), Ok(Ok(())));
        assert_eq!(shown(1).free_calls, 9);
        wait(730);
        assert_eq!(shown(1).free_calls, 0);
    });
}
