use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn leave_should_end_the_membership_and_give_back_the_reference() {
    ExtBuilder::default().build_and_execute(|| {
        let number = member(CLERK);
        assert!(use_free_call(CLERK, 150));
        assert_ok!(Communities::leave(signed(CLERK)));
        has_event(Event::Left { member: number, community: APIA });
        assert!(!is_member(CLERK) && !Members::<Test>::contains_key(number));
        assert!(!FreeCalls::<Test>::contains_key(number));
        assert_eq!(electorates(), (9, 7, 16));
        assert_eq!(System::reference_count(&account(CLERK)), 0);
        assert_eq!(Communities::community(APIA).unwrap().clerks, NO_CLERKS);
    });
}

#[test]
fn leave_should_keep_the_account_alive_when_it_has_money() {
    ExtBuilder::default().build_and_execute(|| {
        endow(5);
        assert_ok!(Communities::leave(signed(5)));
        assert_eq!(Balances::free_balance(account(5)), WEALTH);
    });
}

#[test]
fn leave_should_end_what_the_member_asked_for_and_not_what_they_brought() {
    ExtBuilder::default().build_and_execute(|| {
        let brought = bring(5, STRANGER, APIA);
        let moving = next_request();
        assert_ok!(Communities::move_community(signed(5), ALOFI));
        let replacement = replace(5, STRANGER + 1, &[1, 2]);
        assert_ok!(Communities::leave(signed(5)));
        assert!(!Requests::<Test>::contains_key(moving));
        assert!(!Requests::<Test>::contains_key(replacement));
        assert_eq!(request(brought).account, account(STRANGER));
        vouch(brought, &[3, 4, 6]);
        assert_ok!(Communities::admit(signed(CLERK), brought));
    });
}

#[test]
fn leave_should_never_let_the_number_be_given_again() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::leave(signed(106)));
        assert_eq!(join(106, APIA, &[1, 2, 3]), 17);
    });
}

#[test]
fn leave_should_fail_when_not_by_a_member() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::leave(signed(STRANGER)), Error::<Test>::NotMember);
    });
}

#[test]
fn leave_should_fail_when_the_member_is_suspended_or_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        assert_ok!(Communities::freeze(signed(CLERK), member(6)));
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Suspended);
        assert_noop!(Communities::leave(signed(6)), Error::<Test>::Frozen);
    });
}

#[test]
fn leave_should_fail_when_a_replacement_has_its_vouches() {
    ExtBuilder::default().build_and_execute(|| {
        replace(5, STRANGER, &[1, 2, 3]);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::ReplacementPending);
    });
}

#[test]
fn leave_should_fail_when_appeals_have_to_decide_ones_move() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        challenge(id, &[104, 105, 106]);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Appealed);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert_ok!(Communities::leave(signed(5)));
    });
}

#[test]
fn leave_should_fail_when_ones_move_has_its_vouches() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::RequestPending);
        wait(37);
        assert_ok!(Communities::prune_request(signed(5), id));
        assert_ok!(Communities::leave(signed(5)));
    });
}

#[test]
fn leave_should_fail_as_long_as_the_member_answers_for_an_admission() {
    let endings: [fn(RequestId); _] = [
        |id| {
            wait(7);
            assert_ok!(Communities::confirm_admission(signed(STRANGER), id));
        },
        |id| {
            wait(37);
            assert_ok!(Communities::prune_request(signed(STRANGER), id));
        },
        |id| {
            assert_ok!(Communities::decide_request(appeals(), id, Verdict::Refuse));
        },
        |id| {
            challenge(id, &[4, 5, 6]);
            assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        },
        |id| {
            challenge(id, &[4, 5, 6]);
            assert_ok!(Communities::decide_request(appeals(), id, Verdict::Refuse));
        },
        // The longest: challenged in the last block, and appeals never decide.
        |id| {
            wait_almost(7);
            challenge(id, &[4, 5, 6]);
            wait(180);
            assert!(now() < 1 + 187 * DAY);
            assert_noop!(Communities::leave(signed(1)), Error::<Test>::AnswersForRequest);
            assert_ok!(Communities::prune_request(signed(STRANGER), id));
        },
    ];
    for end in endings {
        ExtBuilder::default().build_and_execute(|| {
            let id = bring(CLERK, STRANGER, APIA);
            vouch(id, &[1, 2, 3]);
            assert_eq!(person(1).answers_for, 0);
            assert_ok!(Communities::admit(signed(CLERK), id));
            for n in [CLERK, 1, 2, 3] {
                assert_eq!(person(n).answers_for, 1);
                assert_noop!(Communities::leave(signed(n)), Error::<Test>::AnswersForRequest);
            }
            end(id);
            for n in [CLERK, 1, 2, 3] {
                assert_eq!(person(n).answers_for, 0);
                assert_ok!(Communities::leave(signed(n)));
            }
        });
    }
}

#[test]
fn leave_should_fail_as_long_as_the_member_answers_for_a_replacement() {
    let endings: [fn(RequestId); _] = [
        |id| {
            wait(30);
            assert_ok!(Communities::confirm_replacement(signed(STRANGER), id));
        },
        |id| {
            wait(60);
            assert_ok!(Communities::prune_request(signed(STRANGER), id));
        },
        |id| {
            assert_ok!(Communities::object_to_replacement(signed(5), id));
            assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
        },
        |id| {
            wait_almost(30);
            assert_ok!(Communities::object_to_replacement(signed(5), id));
            wait(180);
            assert!(now() < 1 + 210 * DAY);
            assert_ok!(Communities::prune_request(signed(STRANGER), id));
        },
    ];
    for end in endings {
        ExtBuilder::default().build_and_execute(|| {
            let id = replace(5, STRANGER, &[1, 2]);
            assert_eq!((person(CLERK).answers_for, person(1).answers_for), (0, 0));
            vouch(id, &[3]);
            for n in [CLERK, 1, 2, 3] {
                assert_noop!(Communities::leave(signed(n)), Error::<Test>::AnswersForRequest);
            }
            end(id);
            for n in [CLERK, 1, 2, 3] {
                assert_eq!(person(n).answers_for, 0);
                assert_ok!(Communities::leave(signed(n)));
            }
        });
    }
}

#[test]
fn leave_should_fail_when_the_member_is_banned_from_vouching() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        wait_almost(365);
        assert_noop!(Communities::leave(signed(1)), Error::<Test>::VouchingBanned);
        System::set_block_number(now() + 1);
        assert_ok!(Communities::leave(signed(1)));
    });
}

/// Anybody may give a member a voucher, which takes a reference to the account.
#[test]
fn leave_should_be_possible_for_a_member_who_holds_vouchers_and_no_balance() {
    ExtBuilder::default().build_and_execute(|| {
        let references = |n| (System::providers(&account(n)), System::consumers(&account(n)));
        assert_eq!(references(5), (1, 0));
        assert_ok!(System::inc_consumers(&account(5)));
        assert_ok!(Communities::leave(signed(5)));
        // The account stays with what it holds, and can be a member's again.
        assert_eq!((references(5), System::sufficients(&account(5))), ((1, 1), 0));
        join(5, APIA, &[1, 2, 3]);
        assert_eq!(references(5), (2, 1));
        System::dec_consumers(&account(5));
        assert_ok!(Communities::leave(signed(5)));
        assert_eq!(references(5), (1, 0));
        // An account that holds nothing goes.
        assert_ok!(Communities::leave(signed(6)));
        assert!(!System::account_exists(&account(6)));
    });
}
