//! What a dispute costs: the fees of those who judge, and what it costs to open one.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_core::H256;
use sp_runtime::Permill;
use vaka_primitives::Balance;
use vaka_testing::Nation;

const EVIDENCE: H256 = H256([1; 32]);

fn vaka(who: AccountId) -> Balance {
    money(&VAKA, who)
}

/// Two units of the seller's, which an outsider ordered and disputes. Opening costs the floor.
fn paid_dispute() -> OrderId {
    dispute_of(OUTSIDER, SELLER, fish(), 2)
}

/// Both agree on a share.
fn agree(order: OrderId, buyer: AccountId, percent: u32) -> Payment {
    let share = Permill::from_percent(percent);
    assert_ok!(Marketplace::propose_split(signed(buyer), order, share));
    assert_ok!(Marketplace::accept_split(signed(SELLER), order, share));
    ending(order).expect("ended").2
}

fn cost(order: OrderId, judges: u32, floor: Balance) -> Event<Test> {
    Event::DisputeCost { order, judges, floor, fees: 0, damages: 0 }
}

// The fees of those who judge

/// What somebody has, with the deposits of orders that can still be rated.
fn coins(who: AccountId) -> Balance {
    vaka(who) + deposited(who)
}

#[test]
fn ruling_should_pay_those_who_served_in_each_round() {
    build_and_execute(|| {
        let all = judges(8);
        let order = disputed(2);
        let payment = rule(order, ruling_by(50, 0, &[&all[..1], &all[1..]]));
        // A twentieth of 2,000 for each round, half of it from each party.
        assert_eq!((payment.seller, payment.buyer, payment.judges), (900, 1_000, 200));
        has_event(cost(order, 8, 0));
        let got = all.iter().map(|who| cents(*who)).collect::<Vec<_>>();
        // 100 among seven: the two odd ones are the first ones'.
        assert_eq!(got, [100, 15, 15, 14, 14, 14, 14, 14]);
        assert_eq!(Marketplace::held(&CENTS), 0);
    });
}

#[test]
fn ruling_should_cost_each_party_what_the_other_one_gets() {
    build_and_execute(|| {
        let arbiter = judges(1);
        for (to_seller, seller, buyer, fee) in
            [(100, 2_000, 0, 100), (50, 950, 1_050, 100), (5, 5, 1_995, 100), (0, 0, 2_100, 0)]
        {
            TheRules::mutate(|rules| rules.free_disputes = 8);
            let before = cents(arbiter[0]);
            let payment = rule(disputed(2), ruling_by(to_seller, 0, &[&arbiter]));
            assert_eq!((payment.seller, payment.buyer, payment.judges), (seller, buyer, fee));
            assert_eq!(cents(arbiter[0]), before + fee);
        }
    });
}

#[test]
fn appellant_should_pay_both_rounds_when_wholly_wrong() {
    build_and_execute(|| {
        let all = judges(4);
        let order = disputed(2);
        appealable(case_of(order));
        assert_ok!(Marketplace::appeal(signed(SELLER), order));
        let payment = rule(order, ruling_by(0, 0, &[&all[..1], &all[1..]]));
        assert_eq!((payment.seller, payment.buyer, payment.judges), (0, 2_100, 200));
        assert_eq!(cents(SELLER), WEALTH - 200);
    });
}

#[test]
fn round_should_cost_nothing_when_it_served_nobody() {
    build_and_execute(|| {
        let all = judges(1);
        let payment = rule(disputed(2), ruling_by(50, 0, &[&all, &[]]));
        assert_eq!((payment.seller, payment.buyer, payment.judges), (950, 1_050, 100));
        let payment = rule(disputed(2), ruling_by(50, 0, &[&[]]));
        assert_eq!((payment.seller, payment.buyer, payment.judges), (1_000, 1_100, 0));
    });
}

#[test]
fn judge_should_get_nothing_when_they_left_and_the_others_of_the_round_get_it() {
    build_and_execute(|| {
        let all = judges(3);
        let order = disputed(2);
        let both = ruling_by(100, 0, &[&all[..1], &all[1..]]);
        let nobody = ruling_by(100, 0, &[&all[..1]]);
        Nation::<System>::leave(member(all[0]));
        Nation::<System>::leave(member(all[1]));
        // Nobody of the first round is left: it costs nothing.
        assert_eq!(rule(order, both).judges, 100);
        assert_eq!(all.iter().map(|who| cents(*who)).collect::<Vec<_>>(), [0, 0, 100]);
        assert_eq!(rule(disputed(2), nobody).judges, 0);
        assert_eq!(Dues::<Test>::iter().count(), 0);
    });
}

#[test]
fn judge_should_be_paid_by_the_key_of_the_day() {
    build_and_execute(|| {
        let arbiter = judges(1);
        let ruling = ruling_by(100, 0, &[&arbiter]);
        Nation::<System>::replace(member(arbiter[0]), 77);
        System::inc_sufficients(&77);
        rule(disputed(2), ruling);
        assert_eq!((cents(77), cents(arbiter[0])), (100, 0));
    });
}

#[test]
fn judge_should_be_paid_when_suspended() {
    build_and_execute(|| {
        let arbiter = judges(1);
        Nation::<System>::suspend(member(arbiter[0]));
        rule(disputed(2), ruling_by(100, 0, &[&arbiter]));
        assert_eq!(cents(arbiter[0]), 100);
    });
}

#[test]
fn judge_should_delay_nobody_when_blocked() {
    build_and_execute(|| {
        let all = judges(2);
        assert_ok!(Assets::transfer(signed(STRANGER), VOUCHER, all[0], 10));
        block(VOUCHER, all[0]);
        let payment = rule(disputed(2), ruling_by(100, 0, &[&all]));
        assert_eq!((payment.seller, payment.judges), (2_000, 100));
        assert_eq!((cents(all[0]), cents(all[1]), due(all[0], &CENTS)), (10, 50, 50));
        assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, all[0]));
        assert_ok!(Marketplace::claim(signed(STRANGER), Payee::Member(member(all[0])), CENTS));
        assert_eq!(cents(all[0]), 60);
    });
}

#[test]
fn split_should_pay_those_who_had_served() {
    build_and_execute(|| {
        let all = judges(3);
        let order = disputed(2);
        serve_by(case_of(order), &[&all[..1], &all[1..]]);
        let payment = agree(order, BUYER, 50);
        assert_eq!((payment.seller, payment.buyer, payment.judges), (900, 1_000, 200));
        assert_eq!(all.iter().map(|who| cents(*who)).collect::<Vec<_>>(), [100, 50, 50]);
    });
}

#[test]
fn split_should_pay_those_who_had_served_in_full_when_one_party_gets_nothing() {
    build_and_execute(|| {
        let all = judges(2);
        for (percent, seller, buyer) in [(0, 0, 1_900), (100, 1_900, 0)] {
            let order = disputed(2);
            serve_by(case_of(order), &[&all[..1], &all[1..]]);
            let payment = agree(order, BUYER, percent);
            assert_eq!((payment.seller, payment.buyer, payment.judges), (seller, buyer, 200));
        }
    });
}

#[test]
fn split_should_cost_nothing_when_nobody_had_served() {
    build_and_execute(|| {
        let payment = agree(disputed(2), BUYER, 50);
        assert_eq!((payment.seller, payment.buyer, payment.judges), (1_000, 1_100, 0));
    });
}

#[test]
fn settle_should_end_four_disputes_at_most() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.free_disputes = 8);
        let orders = (0..5).map(|_| disputed(1)).collect::<Vec<_>>();
        for order in &orders {
            outcome(case_of(*order), ruling(50));
        }
        let (other, last) = (ordered(1), orders[4]);
        wait(3);
        settle(&[orders[0], orders[1], orders[2], orders[3], last, other]);
        has_event(Event::NotSettled { order: last, why: Unsettled::TooManyDisputes });
        // What nobody disputed counts for nothing.
        assert_eq!(ending(other).expect("ended").0, How::Unanswered);
        assert_eq!(orders.iter().filter(|order| is_open(**order)).count(), 1);
        settle(&[last]);
        assert!(!is_open(last));
    });
}

#[test]
fn settle_should_weigh_what_it_did() {
    build_and_execute(|| {
        let weight = |orders: &[OrderId]| {
            let done = Marketplace::settle(signed(STRANGER), ids(orders));
            done.expect("it settles").actual_weight
        };
        let order = disputed(1);
        let left = <() as WeightInfo>::nothing_settled();
        assert_eq!(weight(&[order]), Some(<() as WeightInfo>::settle(1) + left));
        outcome(case_of(order), ruling_by(50, 0, &[&judges(3)]));
        let ended = <() as WeightInfo>::dispute_closed() + <() as WeightInfo>::carry_out(3);
        // The seller and the buyer are paid in a voucher.
        let paid = <() as WeightInfo>::voucher_paid() * 2;
        let two = <() as WeightInfo>::settle(2) + paid + ended + left;
        assert_eq!(weight(&[order, 99]), Some(two));
    });
}

// What it costs to open a dispute

#[test]
fn dispute_should_cost_an_outsider_the_floor_which_goes_to_those_who_judge() {
    build_and_execute(|| {
        let all = judges(3);
        let before = vaka(OUTSIDER);
        assert_eq!(Marketplace::cost_of_dispute(OUTSIDER), FLOOR);
        let order = order(OUTSIDER, fish(), 2);
        accept(SELLER, order);
        deliver(SELLER, order, 2);
        let deposit = deposited(OUTSIDER);
        assert_ok!(Marketplace::open_dispute(signed(OUTSIDER), order, EVIDENCE));
        let until = now() + 14 * DAY;
        last_event(Event::DisputeOpened { order, case: 0, floor: FLOOR, until });
        assert_eq!(Marketplace::order(order).expect("one").floor, Some(FLOOR));
        assert_eq!((vaka(OUTSIDER), Marketplace::held(&VAKA)), (before - deposit - FLOOR, FLOOR));
        rule(order, ruling_by(100, 0, &[&all[..1], &all[1..]]));
        has_event(cost(order, 3, FLOOR));
        // Each round gets the same.
        assert_eq!(all.iter().map(|who| vaka(*who)).collect::<Vec<_>>(), [350, 175, 175]);
        assert_eq!((coins(OUTSIDER), Marketplace::held(&VAKA)), (before - FLOOR, 0));
        assert!(!Marketplace::in_use(&VAKA));
    });
}

#[test]
fn dispute_should_be_free_for_a_members_first_two_in_90_days() {
    build_and_execute(|| {
        let costs = || Marketplace::cost_of_dispute(BUYER);
        assert_eq!(costs(), 0);
        disputed(1);
        wait(10);
        assert_eq!(costs(), 0);
        disputed(1);
        let order = delivered(1);
        assert_eq!(costs(), FLOOR);
        assert_noop!(
            Marketplace::open_dispute(signed(BUYER), order, EVIDENCE),
            Error::<Test>::CannotPayForDispute
        );
        // A confirmed one is not late meanwhile: the first dispute is 90 days old on day 90.
        wait_slots(80 * DAY - 1);
        assert_eq!(costs(), FLOOR);
        wait_slots(1);
        assert_eq!(costs(), 0);
        disputed(1);
        assert_eq!(costs(), FLOOR);
        assert_eq!(Openings::<Test>::get(member(BUYER)).len(), 2);
    });
}

#[test]
fn dispute_should_be_possible_for_a_member_who_pays_the_floor() {
    build_and_execute(|| {
        use frame_support::traits::fungible::Mutate as _;
        assert_ok!(Balances::mint_into(&BUYER, FLOOR + EXISTENTIAL_DEPOSIT));
        disputed(1);
        disputed(1);
        let order = disputed(1);
        assert_eq!(vaka(BUYER), EXISTENTIAL_DEPOSIT);
        assert_eq!(Marketplace::order(order).expect("one").floor, Some(FLOOR));
    });
}

#[test]
fn dispute_should_cost_the_floor_when_the_member_is_suspended_or_has_left() {
    build_and_execute(|| {
        let number = member(BUYER);
        Nation::<System>::suspend(number);
        assert_eq!(Marketplace::cost_of_dispute(BUYER), FLOOR);
        Nation::<System>::reinstate(number);
        assert_eq!(Marketplace::cost_of_dispute(BUYER), 0);
        let order = delivered(1);
        Nation::<System>::leave(number);
        assert_noop!(
            Marketplace::open_dispute(signed(BUYER), order, EVIDENCE),
            Error::<Test>::CannotPayForDispute
        );
        assert_eq!(Openings::<Test>::iter().count(), 0);
    });
}

#[test]
fn dispute_should_be_free_by_person_and_not_by_account() {
    build_and_execute(|| {
        disputed(1);
        disputed(1);
        Nation::<System>::replace(member(BUYER), 77);
        assert_eq!(Marketplace::cost_of_dispute(77), FLOOR);
    });
}

#[test]
fn floor_should_come_back_when_nobody_rules() {
    build_and_execute(|| {
        let before = vaka(OUTSIDER);
        let order = paid_dispute();
        wait(14);
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").0, How::Unjudged);
        has_event(cost(order, 0, FLOOR));
        assert_eq!(coins(OUTSIDER), before);
    });
}

#[test]
fn floor_should_come_back_when_the_votes_of_those_who_ruled_were_far_apart() {
    build_and_execute(|| {
        let before = vaka(OUTSIDER);
        rule(paid_dispute(), ruling_by(50, 0, &[&[]]));
        assert_eq!(coins(OUTSIDER), before);
    });
}

#[test]
fn floor_should_go_to_the_treasury_when_parties_agree_before_somebody_ruled() {
    build_and_execute(|| {
        let (before, treasury) = (vaka(OUTSIDER), vaka(TREASURY));
        agree(paid_dispute(), OUTSIDER, 50);
        assert_eq!((coins(OUTSIDER), vaka(TREASURY)), (before - FLOOR, treasury + FLOOR));
    });
}

#[test]
fn floor_should_go_to_those_who_served_when_parties_agree() {
    build_and_execute(|| {
        let (arbiter, treasury) = (judges(1), vaka(TREASURY));
        let order = paid_dispute();
        serve_by(case_of(order), &[&arbiter]);
        agree(order, OUTSIDER, 50);
        assert_eq!((vaka(arbiter[0]), vaka(TREASURY)), (FLOOR, treasury));
    });
}

#[test]
fn floor_should_be_taken_by_no_call_that_fails_or_refunds() {
    build_and_execute(|| {
        let order = order(OUTSIDER, fish(), 1);
        accept(SELLER, order);
        let before = vaka(OUTSIDER);
        let dispute = || Marketplace::open_dispute(signed(OUTSIDER), order, EVIDENCE);
        assert_noop!(dispute(), Error::<Test>::NotDelivered);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        assert_ok!(dispute());
        // The deposit stays as long as the order can be rated.
        assert_eq!((vaka(OUTSIDER), deposited(OUTSIDER)), (before, DEPOSIT));
        assert_eq!(Marketplace::held(&VAKA), 0);
    });
}

#[test]
fn floor_should_wait_for_a_judge_who_cannot_take_so_little() {
    build_and_execute(|| {
        TheRules::mutate(|rules| rules.dispute_floor = EXISTENTIAL_DEPOSIT);
        let all = judges(2);
        rule(paid_dispute(), ruling_by(100, 0, &[&all]));
        let half = EXISTENTIAL_DEPOSIT / 2;
        for who in &all {
            assert_eq!((vaka(*who), due(*who, &VAKA)), (0, half));
        }
        // The next case makes it enough.
        rule(paid_dispute(), ruling_by(100, 0, &[&all]));
        assert_eq!(all.iter().map(|who| vaka(*who)).sum::<Balance>(), 2 * EXISTENTIAL_DEPOSIT);
        assert_eq!(Marketplace::held(&VAKA), 0);
    });
}
