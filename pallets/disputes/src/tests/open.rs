use crate::{mock::*, *};
use codec::MaxEncodedLen;
use frame_support::assert_noop;
use vaka_primitives::{AccountId as Account32, Arbitration, Outcome, Side};

#[test]
fn open_should_number_cases_and_tell_the_days_that_they_take_at_most() {
    build_and_execute(|| {
        for expected in 0..3 {
            let opened = <Disputes as Arbitration<_>>::open(new_case(BUYER, SELLER, None));
            assert_eq!(opened, Ok((expected, 105)));
            has_event(Event::CaseOpened { case: expected, ends: START + 105 * DAY });
            let until = START + 105 * DAY;
            assert_eq!(outcome(expected), Outcome::Pending { until });
        }
    });
}

#[test]
fn open_should_remember_the_parties_and_their_communities() {
    build_and_execute(|| {
        let case = open_between(STRANGER, SELLER, Some(NURSE));
        let buyer = Party { account: STRANGER, member: None, community: None, recused: false };
        let member = Some(member(SELLER));
        let seller = Party { account: SELLER, member, community: Some(1), recused: false };
        let record = record(case);
        assert_eq!((record.buyer, record.seller), (buyer, seller));
        assert_eq!(record.requirement, Some(NURSE));
        assert_eq!(Evidence::<Test>::get(case)[0].by, Side::Buyer);
    });
}

#[test]
fn open_should_know_the_village_that_trades_itself() {
    build_and_execute(|| {
        Nation::set_account(3, STRANGER);
        let case = open_between(BUYER, STRANGER, None);
        let seller = Party { account: STRANGER, member: None, community: Some(3), recused: false };
        assert_eq!(record(case).seller, seller);
    });
}

#[test]
fn open_should_fail_when_numbers_are_used_up() {
    build_and_execute(|| {
        NextCase::<Test>::put(u32::MAX);
        let call = || <Disputes as Arbitration<_>>::open(new_case(BUYER, SELLER, None)).map(|_| ());
        assert_noop!(call(), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn case_should_take_no_more_space_than_the_overview_says() {
    assert!(Case::<Account32>::max_encoded_len() <= 600);
    assert!(Exhibits::max_encoded_len() <= 600);
}
