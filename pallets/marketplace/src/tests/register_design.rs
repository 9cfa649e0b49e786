use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{DispatchError, Permill};

fn shares(payees: &[(AccountId, u32)]) -> Shares<AccountId> {
    let shares = payees.iter().map(|(who, share)| (*who, Permill::from_percent(*share)));
    shares.collect::<Vec<_>>().try_into().expect("few")
}

fn parents(contents: &[u8]) -> Parents {
    contents.iter().map(|content| H256([*content; 32])).collect::<Vec<_>>().try_into().expect("few")
}

fn register(
    who: AccountId,
    content: u8,
    payees: &[(AccountId, u32)],
    based_on: &[u8],
) -> sp_runtime::DispatchResult {
    let (payees, based_on) = (shares(payees), parents(based_on));
    Marketplace::register_design(signed(who), H256([content; 32]), payees, based_on)
}

fn payees(design: DesignId) -> Vec<(AccountId, u32)> {
    let design = Designs::<Test>::get(design).expect("a design");
    let payees = design.payees.iter();
    payees.map(|it| (it.who.account, it.share.deconstruct() / 10_000)).collect()
}

#[test]
fn register_design_should_register_it_and_take_a_deposit() {
    build_and_execute(|| {
        assert_ok!(register(MAKER, 1, &[(MAKER, 5), (ARTIST, 3)], &[]));
        let content = H256([1; 32]);
        last_event(Event::DesignRegistered { design: 0, content, owner: MAKER });
        assert_eq!(payees(0), [(MAKER, 5), (ARTIST, 3)]);
        assert_eq!(DesignByContent::<Test>::get(content), Some(0));
        assert_eq!(deposited(MAKER), DEPOSIT);
    });
}

#[test]
fn register_design_should_take_no_deposit_of_a_member_for_the_first_ones() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.free_designs = 1);
        assert_ok!(register(SELLER, 1, &[(SELLER, 5)], &[]));
        assert_noop!(
            register(SELLER, 2, &[(SELLER, 5)], &[]),
            sp_runtime::TokenError::FundsUnavailable
        );
    });
}

#[test]
fn register_design_should_take_a_design_without_payees() {
    build_and_execute(|| {
        assert_ok!(register(MAKER, 1, &[], &[]));
        assert_eq!(payees(0), []);
    });
}

#[test]
fn register_design_should_add_the_payees_of_its_parents_each_person_once() {
    build_and_execute(|| {
        assert_ok!(register(MAKER, 1, &[(MAKER, 5), (SELLER, 2)], &[]));
        assert_ok!(register(ARTIST, 2, &[(ARTIST, 4)], &[]));
        assert_ok!(register(STRANGER, 3, &[(STRANGER, 6), (MAKER, 1)], &[1, 2]));
        assert_eq!(payees(2), [(STRANGER, 6), (MAKER, 6), (SELLER, 2), (ARTIST, 4)]);
    });
}

#[test]
fn register_design_should_know_a_person_by_membership() {
    build_and_execute(|| {
        assert_ok!(register(SELLER, 1, &[(SELLER, 5)], &[]));
        vaka_testing::Nation::<System>::replace(member(SELLER), 77);
        assert_ok!(register(MAKER, 2, &[(77, 3)], &[1]));
        assert_eq!(payees(1), [(77, 8)]);
    });
}

#[test]
fn register_design_should_let_a_retired_design_in_use_be_a_parent() {
    build_and_execute(|| {
        assert_ok!(register(MAKER, 1, &[(MAKER, 5)], &[]));
        publish(SELLER, Terms { design: Some(0), ..terms() });
        assert_ok!(Marketplace::retire_design(signed(MAKER), 0));
        assert_ok!(register(ARTIST, 2, &[], &[1]));
        assert_eq!(payees(1), [(MAKER, 5)]);
    });
}

#[test]
fn register_design_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let root = RuntimeOrigin::root();
        assert_noop!(
            Marketplace::register_design(root, H256::zero(), shares(&[]), parents(&[])),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn register_design_should_fail_when_the_content_is_registered() {
    build_and_execute(|| {
        assert_ok!(register(MAKER, 1, &[(MAKER, 5)], &[]));
        assert_noop!(register(ARTIST, 1, &[(ARTIST, 5)], &[]), Error::<Test>::DesignExists);
    });
}

#[test]
fn register_design_should_fail_when_a_payee_has_no_share() {
    build_and_execute(|| {
        assert_noop!(register(MAKER, 1, &[(MAKER, 0)], &[]), Error::<Test>::NoShare);
    });
}

#[test]
fn register_design_should_fail_when_a_parent_is_unknown_named_twice_or_struck() {
    build_and_execute(|| {
        assert_noop!(register(MAKER, 2, &[], &[1]), Error::<Test>::UnknownDesign);
        assert_ok!(register(MAKER, 1, &[(MAKER, 5)], &[]));
        assert_noop!(register(MAKER, 2, &[], &[1, 1]), Error::<Test>::SameParent);
        assert_ok!(Marketplace::strike_design(signed(PEOPLE), 0));
        assert_noop!(register(MAKER, 2, &[], &[1]), Error::<Test>::DesignStruck);
    });
}

#[test]
fn register_design_should_fail_when_payees_are_too_many_or_get_too_much() {
    build_and_execute(|| {
        let ten = (200..210).map(|who| (who, 3)).collect::<Vec<_>>();
        assert_ok!(register(MAKER, 1, &ten, &[]));
        assert_noop!(register(MAKER, 2, &[(MAKER, 1)], &[1]), Error::<Test>::TooManyPayees);
        assert_noop!(register(MAKER, 2, &[(200, 1)], &[1]), Error::<Test>::RoyaltiesTooHigh);
        assert_noop!(register(MAKER, 2, &[(MAKER, 31)], &[]), Error::<Test>::RoyaltiesTooHigh);
    });
}

#[test]
fn register_design_should_fail_when_numbers_are_used_up() {
    build_and_execute(|| {
        NextDesign::<Test>::put(DesignId::MAX);
        assert_noop!(register(MAKER, 1, &[], &[]), Error::<Test>::NumbersExhausted);
    });
}
