//! What a seller owes beyond what is in escrow, out of the stake behind an award.

use crate::{mock::*, *};
use frame_support::assert_ok;
use sp_runtime::Permill;
use vaka_primitives::{Balance, Requirement};

fn vaka(who: AccountId) -> Balance {
    money(&VAKA, who)
}

/// An hour for 1,000, in this currency, which asks for a stake of so much.
fn an_hour(currency: CurrencyId, stake: Balance) -> Terms {
    let requirement = Some(Requirement { schema: 7, stake });
    Terms { currency, requirement, ..hour() }
}

/// A nurse who staked so much served an hour, which an outsider disputes.
fn served(currency: CurrencyId, least: Balance, staked: Balance) -> OrderId {
    learn(NURSE, 7);
    if staked > 0 {
        stake(NURSE, staked);
    }
    dispute_of(OUTSIDER, NURSE, offer(NURSE, an_hour(currency, least), plenty(5)), 1)
}

/// What the ruling took from the stake: fees, and damages.
fn taken(order: OrderId) -> (Balance, Balance) {
    let costs = System::events().into_iter().filter_map(|record| match record.event {
        RuntimeEvent::Marketplace(Event::DisputeCost { order: it, fees, damages, .. })
            if it == order =>
        {
            Some((fees, damages))
        }
        _ => None,
    });
    costs.collect::<Vec<_>>().pop().expect("it cost something")
}

#[test]
fn damages_should_be_paid_to_the_buyer_and_judges_by_the_stake() {
    build_and_execute(|| {
        let arbiters = judges(2);
        let before = vaka(OUTSIDER);
        let order = served(VAKA, 500, 100_000);
        let payment = rule(order, ruling_by(0, 3_000, &[&arbiters]));
        // The seller gets nothing, so the stake pays the fee of 50.
        assert_eq!((payment.seller, payment.buyer, payment.judges), (0, 1_050, 0));
        let (judges, floor) = (2, FLOOR);
        has_event(Event::DisputeCost { order, judges, floor, fees: 50, damages: 3_000 });
        let had = vaka(OUTSIDER) + deposited(OUTSIDER);
        assert_eq!(had, before - FLOOR + 3_000);
        assert_eq!(arbiters.iter().map(|who| vaka(*who)).collect::<Vec<_>>(), [375, 375]);
        assert_eq!(staked(NURSE), 100_000 - 3_050);
        assert_eq!((engaged(), Marketplace::held(&VAKA)), (0, 0));
    });
}

#[test]
fn damages_should_be_five_times_the_price_at_most() {
    build_and_execute(|| {
        let order = served(VAKA, 0, 100_000);
        rule(order, ruling_by(100, Balance::MAX, &[&judges(1)]));
        assert_eq!(taken(order), (0, 5_000));
        assert_eq!(staked(NURSE), 95_000);
    });
}

#[test]
fn damages_should_follow_what_was_delivered() {
    build_and_execute(|| {
        learn(NURSE, 7);
        stake(NURSE, 100_000);
        let order = order(OUTSIDER, offer(NURSE, an_hour(VAKA, 0), plenty(5)), 3);
        accept(NURSE, order);
        deliver(NURSE, order, 2);
        assert_ok!(Marketplace::open_dispute(signed(OUTSIDER), order, Default::default()));
        rule(order, ruling_by(100, Balance::MAX, &[&judges(1)]));
        assert_eq!(taken(order), (0, 10_000));
    });
}

#[test]
fn damages_should_be_half_of_the_stake_at_most() {
    build_and_execute(|| {
        let order = served(VAKA, 0, 6_001);
        rule(order, ruling_by(0, 4_000, &[&judges(1)]));
        assert_eq!(taken(order), (50, 3_000));
        assert_eq!(staked(NURSE), 2_951);
    });
}

#[test]
fn damages_should_be_what_the_listing_asks_for_when_the_currency_is_no_vaka() {
    build_and_execute(|| {
        let order = served(CENTS, 2_000, 100_000);
        rule(order, ruling_by(0, 7_000, &[&judges(1)]));
        // What the seller owes judges is in cents, and no stake pays cents.
        assert_eq!(taken(order), (0, 2_000));
        let order = served(CENTS, 0, 100_000);
        rule(order, ruling_by(0, 7_000, &[&judges(1)]));
        assert_eq!(taken(order), (0, 0));
    });
}

#[test]
fn damages_should_be_nothing_when_the_listing_asks_nothing_of_the_seller() {
    build_and_execute(|| {
        learn(SELLER, 7);
        stake(SELLER, 100_000);
        let terms = Terms { currency: VAKA, ..terms() };
        let order = dispute_of(OUTSIDER, SELLER, offer(SELLER, terms, plenty(5)), 1);
        rule(order, ruling_by(0, 7_000, &[&judges(1)]));
        assert_eq!(taken(order), (0, 0));
        assert_eq!(staked(SELLER), 100_000);
    });
}

#[test]
fn damages_should_be_nothing_when_nothing_is_staked() {
    build_and_execute(|| {
        let order = served(VAKA, 0, 0);
        rule(order, ruling_by(0, 7_000, &[&judges(1)]));
        assert_eq!(taken(order), (0, 0));
    });
}

#[test]
fn damages_should_be_nothing_when_the_parties_agree() {
    build_and_execute(|| {
        let order = served(VAKA, 0, 100_000);
        serve_by(case_of(order), &[&judges(1)]);
        assert_ok!(Marketplace::propose_split(signed(OUTSIDER), order, Permill::zero()));
        assert_ok!(Marketplace::accept_split(signed(NURSE), order, Permill::zero()));
        assert_eq!(taken(order), (0, 0));
        assert_eq!(staked(NURSE), 100_000);
    });
}

#[test]
fn stake_should_pay_judges_what_damages_leave() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.damages_stake = Permill::from_percent(99));
        let order = served(VAKA, 0, 1_000);
        rule(order, ruling_by(0, 7_000, &[&judges(1)]));
        assert_eq!(taken(order), (10, 990));
        assert_eq!(staked(NURSE), 0);
    });
}

#[test]
fn stake_should_not_go_to_the_treasury_when_so_little_cannot_be_paid() {
    build_and_execute(|| {
        let treasury = vaka(TREASURY);
        let order = served(VAKA, 0, EXISTENTIAL_DEPOSIT);
        rule(order, ruling_by(100, 7_000, &[&judges(1)]));
        assert_eq!(taken(order), (0, 0));
        assert_eq!((staked(NURSE), vaka(TREASURY)), (EXISTENTIAL_DEPOSIT, treasury));
    });
}

#[test]
fn damages_should_be_paid_to_the_key_of_the_day() {
    build_and_execute(|| {
        learn(NURSE, 7);
        stake(NURSE, 100_000);
        let order = dispute_of(BUYER, NURSE, offer(NURSE, an_hour(CENTS, 2_000), plenty(5)), 1);
        vaka_testing::Nation::<System>::replace(member(BUYER), 77);
        System::inc_sufficients(&77);
        rule(order, ruling_by(0, 2_000, &[&judges(1)]));
        assert_eq!((vaka(77), vaka(BUYER)), (2_000, 0));
    });
}
