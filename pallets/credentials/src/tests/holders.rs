//! What people bound and staked follows them to another account.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_primitives::{CredentialCheck, Follows, Requirement};

type Nation = vaka_testing::Nation<System>;

/// The member's next account.
const NEW: AccountId = 22;

/// The member loses the key and gets another account.
fn replace() {
    assert!(Credentials::may_take(&NEW));
    Nation::replace(0, NEW);
    Credentials::moved(&MEMBER, &NEW);
    check();
}

/// The member, who bound an award of the college's and staked 20 VAKA behind it.
fn member() -> (Class, Purpose) {
    let class = college();
    assert_ok!(class.bind(MEMBER, 0));
    fund(MEMBER, 50 * UNIT);
    let purpose = Purpose::Practice(class.schema);
    stake(MEMBER, purpose, 20 * UNIT);
    (class, purpose)
}

fn asks(class: &Class) -> Requirement {
    Requirement { schema: class.schema, stake: 20 * UNIT }
}

fn meets(who: AccountId, class: &Class) -> bool {
    Credentials::meets(who, asks(class))
}

#[test]
fn moved_should_give_bindings_and_stakes_to_the_new_account() {
    build_and_execute(|| {
        let (class, purpose) = member();
        let id = holder(MEMBER);
        replace();
        last_event(Event::HolderMoved { old: MEMBER, new: NEW });
        assert_eq!(holder(NEW), id);
        assert_eq!(Holders::<Test>::get(id).expect("known").account, NEW);
        assert!(meets(NEW, &class));
        assert_eq!(Credentials::bindings(NEW).len(), 1);
        // The old key has nothing of it.
        assert!(!meets(MEMBER, &class));
        assert_eq!(Credentials::bindings(MEMBER), []);
        let old = signed(MEMBER);
        let refused = || Error::<Test>::NotBound;
        assert_noop!(Credentials::unbind(old.clone(), class.schema), refused());
        assert_noop!(Credentials::stake(old.clone(), purpose, UNIT), refused());
        assert_noop!(Credentials::request_unstake(old.clone(), purpose, UNIT), refused());
        assert_noop!(Credentials::withdraw_stake(old, purpose), refused());
        // It cannot bind the award again, though its holder's key signs.
        assert_noop!(class.bind(MEMBER, 0), Error::<Test>::BoundByOther);
    });
}

#[test]
fn moved_should_leave_the_money_where_it_was_staked_and_pay_it_to_the_current_account() {
    build_and_execute(|| {
        let (class, purpose) = member();
        replace();
        assert_eq!(held(HoldReason::Stake, MEMBER), 20 * UNIT);
        let record = Stakes::<Test>::get(practice(NEW, class.schema)).expect("a stake");
        assert_eq!(record.held_at, MEMBER);
        request_unstake(NEW, purpose, 20 * UNIT);
        wait(30);
        assert_ok!(Credentials::withdraw_stake(signed(NEW), purpose));
        assert_eq!(free(NEW), 20 * UNIT);
        assert_eq!((money(MEMBER), held(HoldReason::Stake, MEMBER)), (30 * UNIT, 0));
    });
}

#[test]
fn moved_should_let_the_money_be_slashed_where_it_is() {
    build_and_execute(|| {
        let (class, _) = member();
        replace();
        rule(challenge(CHALLENGER, &class, 0), true);
        assert_eq!(held(HoldReason::Stake, MEMBER), 10 * UNIT);
        assert_eq!(money(CHALLENGER), ENDOWMENT + 5 * UNIT);
        stake_is(practice(NEW, class.schema), 10 * UNIT, 0);
    });
}

#[test]
fn moved_should_bring_all_of_a_stake_together_when_more_is_staked() {
    build_and_execute(|| {
        let (class, purpose) = member();
        replace();
        fund(NEW, 5 * UNIT);
        stake(NEW, purpose, UNIT);
        assert_eq!(held(HoldReason::Stake, MEMBER), 0);
        assert_eq!(held(HoldReason::Stake, NEW), 21 * UNIT);
        assert_eq!((money(MEMBER), money(NEW)), (30 * UNIT, 25 * UNIT));
        stake_is(practice(NEW, class.schema), 21 * UNIT, 0);
    });
}

#[test]
fn moved_should_keep_engagements() {
    build_and_execute(|| {
        let (class, purpose) = member();
        let work = Credentials::engage(&MEMBER, &asks(&class)).expect("met");
        replace();
        request_unstake(NEW, purpose, 20 * UNIT);
        wait(30);
        assert_noop!(Credentials::withdraw_stake(signed(NEW), purpose), Error::<Test>::Engaged);
        assert_eq!(Credentials::slash(work, 2 * UNIT, &STRANGER), 2 * UNIT);
        Credentials::release(work);
        assert_ok!(Credentials::withdraw_stake(signed(NEW), purpose));
        assert_eq!(free(NEW), 18 * UNIT);
    });
}

#[test]
fn moved_should_keep_count_of_the_awards_without_a_deposit() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.free_bindings = 1);
        let (class, _) = member();
        replace();
        let other = register(COLLEGE, Some(class.issuer), 2);
        let other = issue(COLLEGE, class.issuer, other, &[100]);
        // Another account is no second allowance.
        assert_noop!(other.bind(NEW, 0), sp_runtime::TokenError::FundsUnavailable);
        fund(NEW, UNIT);
        assert_ok!(other.bind(NEW, 0));
        assert_eq!(held(HoldReason::Deposit, NEW), DEPOSIT);
    });
}

#[test]
fn moved_should_return_a_deposit_to_the_account_that_left_it() {
    build_and_execute(|| {
        let class = college();
        fund(MEMBER, UNIT);
        Nation::suspend(0);
        assert_ok!(class.bind(MEMBER, 0));
        replace();
        assert_ok!(Credentials::unbind(signed(NEW), class.schema));
        assert_eq!((free(MEMBER), money(NEW)), (UNIT, 0));
    });
}

#[test]
fn moved_should_do_nothing_for_who_bound_nothing() {
    build_and_execute(|| {
        let class = bound();
        System::reset_events();
        replace();
        assert_eq!(System::events(), []);
        assert!(!HolderOf::<Test>::contains_key(NEW));
        assert!(Credentials::meets(OUTSIDER, Requirement { schema: class.schema, stake: 0 }));
    });
}

#[test]
fn moved_should_work_time_and_again() {
    build_and_execute(|| {
        let (class, purpose) = member();
        let id = holder(MEMBER);
        replace();
        for (old, new) in [(NEW, 23), (23, MEMBER)] {
            Nation::replace(0, new);
            Credentials::moved(&old, &new);
            check();
            assert_eq!((holder(new), HolderOf::<Test>::get(old)), (id, None));
            assert!(meets(new, &class));
        }
        request_unstake(MEMBER, purpose, UNIT);
        wait(30);
        assert_ok!(Credentials::withdraw_stake(signed(MEMBER), purpose));
        assert_eq!(free(MEMBER), 31 * UNIT);
    });
}

#[test]
fn may_take_should_be_false_of_an_account_with_awards_of_its_own() {
    build_and_execute(|| {
        let class = bound();
        assert!(!Credentials::may_take(&OUTSIDER));
        assert!(Credentials::may_take(&STRANGER));
        assert_ok!(Credentials::unbind(signed(OUTSIDER), class.schema));
        assert!(Credentials::may_take(&OUTSIDER));
        // Nor is an account that a member left in the way.
        assert_ok!(class.bind(MEMBER, 0));
        assert!(!Credentials::may_take(&MEMBER));
        replace();
        assert!(Credentials::may_take(&MEMBER));
        assert!(!Credentials::may_take(&NEW));
    });
}

#[test]
fn members_who_leave_should_keep_awards_and_stakes_at_their_last_account() {
    build_and_execute(|| {
        let (class, purpose) = member();
        replace();
        Nation::leave(0);
        assert!(meets(NEW, &class));
        request_unstake(NEW, purpose, 20 * UNIT);
        wait(30);
        assert_ok!(Credentials::withdraw_stake(signed(NEW), purpose));
        // An award more costs them a deposit, as it costs everybody.
        let other = register(COLLEGE, Some(class.issuer), 2);
        let other = issue(COLLEGE, class.issuer, other, &[100]);
        assert_ok!(other.bind(NEW, 0));
        assert_eq!(held(HoldReason::Deposit, NEW), DEPOSIT);
        for schema in [class.schema, other.schema] {
            assert_ok!(Credentials::unbind(signed(NEW), schema));
        }
        assert_eq!(free(NEW), 20 * UNIT);
    });
}
