//! People who open disputes to win something by them, or to keep judges busy.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_core::H256;
use sp_runtime::Permill;
use vaka_primitives::{Balance, Requirement};

const EVIDENCE: H256 = H256([1; 32]);

/// What some accounts have together: free, as deposits, and due.
fn wealth(accounts: &[AccountId], currency: &CurrencyId) -> Balance {
    let of = |who: &AccountId| {
        let deposit = if *currency == VAKA { deposited(*who) } else { 0 };
        money(currency, *who) + due(*who, currency) + deposit
    };
    accounts.iter().map(of).sum()
}

/// Both sides are one person's, who agrees with themselves.
fn agree(order: OrderId, buyer: AccountId, seller: AccountId, percent: u32) {
    let share = Permill::from_percent(percent);
    assert_ok!(Marketplace::propose_split(signed(buyer), order, share));
    assert_ok!(Marketplace::accept_split(signed(seller), order, share));
}

#[test]
fn person_should_not_farm_by_disputes_with_themselves_though_they_judge_them() {
    build_and_execute(|| {
        // Seller, buyer and arbiter are one person, by three accounts. The pallet of disputes lets
        // nobody judge as a member what is theirs as a member.
        let arbiter = judges(1)[0];
        let jury = judges(8)[1..].to_vec();
        let mine = [OUTSIDER, STRANGER, arbiter];
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(2)));
        for currency in [VAKA, CENTS] {
            let terms = Terms { currency: currency.clone(), ..terms() };
            let listing = offer(OUTSIDER, terms, plenty(100));
            for (to_seller, appellant) in [0, 5, 50, 95, 100]
                .into_iter()
                .flat_map(|share| [None, Some(OUTSIDER), Some(STRANGER)].map(|by| (share, by)))
            {
                let before = [VAKA, CENTS].map(|currency| wealth(&mine, &currency));
                let order = dispute_of(STRANGER, OUTSIDER, listing, 1);
                let all = [&[arbiter][..], &jury];
                let served = &all[..if appellant.is_some() { 2 } else { 1 }];
                if let Some(who) = appellant {
                    appealable(case_of(order));
                    assert_ok!(Marketplace::appeal(signed(who), order));
                }
                rule(order, ruling_by(to_seller, Balance::MAX, served));
                let after = [VAKA, CENTS].map(|currency| wealth(&mine, &currency));
                let won = after.iter().zip(before).any(|(after, before)| *after > before);
                assert!(!won, "{to_seller} {appellant:?}");
                // An appeal costs what the others of the jury get.
                assert!(appellant.is_none() || after[0] < before[0]);
            }
        }
    });
}

#[test]
fn person_should_lose_the_floor_by_each_dispute_that_keeps_judges_busy() {
    build_and_execute(|| {
        let mine = [OUTSIDER, STRANGER];
        let before = wealth(&mine, &VAKA);
        let cheap = Terms { pricing: Pricing::Unit(1), ..terms() };
        let listing = offer(OUTSIDER, cheap, plenty(10));
        for n in 1..=5 {
            let order = dispute_of(STRANGER, OUTSIDER, listing, 1);
            // Before anybody ruled: nobody would have to be paid.
            agree(order, STRANGER, OUTSIDER, 100);
            assert_eq!(wealth(&mine, &VAKA), before - n * FLOOR);
        }
    });
}

#[test]
fn member_should_open_two_disputes_free_and_no_third_though_the_first_ones_ended() {
    build_and_execute(|| {
        let cheap = Terms { pricing: Pricing::Unit(1), ..terms() };
        let listing = offer(SELLER, cheap, plenty(10));
        for _ in 0..2 {
            let order = dispute_of(BUYER, SELLER, listing, 1);
            agree(order, BUYER, SELLER, 100);
        }
        let order = order(BUYER, listing, 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_noop!(
            Marketplace::open_dispute(signed(BUYER), order, EVIDENCE),
            Error::<Test>::CannotPayForDispute
        );
        // What is left is to agree, or to let it pass.
        agree(order, BUYER, SELLER, 0);
    });
}

#[test]
fn parties_should_not_save_the_fee_by_agreeing_on_nothing_once_somebody_ruled() {
    build_and_execute(|| {
        let arbiter = judges(1);
        let order = dispute_of(STRANGER, OUTSIDER, offer(OUTSIDER, terms(), plenty(1)), 1);
        serve_by(case_of(order), &[&arbiter]);
        agree(order, STRANGER, OUTSIDER, 0);
        assert_eq!((cents(arbiter[0]), money(&VAKA, arbiter[0])), (50, FLOOR));
    });
}

#[test]
fn price_near_the_end_of_what_can_be_counted_should_overflow_nothing() {
    build_and_execute(|| {
        learn(NURSE, 7);
        stake(NURSE, 100_000);
        let dear: Balance = Balance::MAX / 200 * 100;
        let requirement = Some(Requirement { schema: 7, stake: Balance::MAX });
        let terms =
            |currency| Terms { currency, pricing: Pricing::Unit(dear), requirement, ..hour() };
        // Nobody meets it.
        let publish = Marketplace::publish(signed(NURSE), terms(CENTS));
        assert!(publish.is_err());
        let requirement = Some(Requirement { schema: 7, stake: 0 });
        use frame_support::traits::fungibles::Mutate as _;
        assert_ok!(Assets::mint_into(POOR_VOUCHER, &STRANGER, dear / 5 * 6));
        let terms = Terms { requirement, ..terms(SHELLS) };
        let order = dispute_of(STRANGER, NURSE, offer(NURSE, terms, plenty(1)), 1);
        appealable(case_of(order));
        assert_ok!(Marketplace::appeal(signed(STRANGER), order));
        let all = judges(14);
        let ruling = ruling_by(100, Balance::MAX, &[&all[..7], &all[7..]]);
        let payment = rule(order, ruling);
        assert_eq!((payment.seller, payment.judges), (dear, dear / 20 * 2));
        let got = all.iter().map(|who| wealth(&[*who], &SHELLS)).collect::<Vec<_>>();
        assert_eq!(got.iter().sum::<Balance>(), payment.judges);
        assert!(got.iter().all(|it| it.abs_diff(got[0]) <= 1));
        assert_eq!(staked(NURSE), 100_000);
    });
}

#[test]
fn issuer_should_take_no_stake_by_a_price_in_a_worthless_voucher() {
    build_and_execute(|| {
        learn(NURSE, 7);
        stake(NURSE, 100_000);
        // A million cents, of which the issuer makes as many as they like.
        let requirement = Some(Requirement { schema: 7, stake: 300 });
        let terms = Terms { pricing: Pricing::Unit(1_000_000), requirement, ..hour() };
        let order = dispute_of(STRANGER, NURSE, offer(NURSE, terms, plenty(1)), 1);
        rule(order, ruling_by(0, Balance::MAX, &[&judges(1)]));
        // Not the judges' fee, and of damages what the listing told.
        assert_eq!(staked(NURSE), 100_000 - 300);
    });
}

#[test]
fn stake_that_answers_twice_should_pay_each_time_half_of_what_is_left() {
    build_and_execute(|| {
        learn(NURSE, 7);
        stake(NURSE, 8_000);
        let terms = Terms { currency: VAKA, ..hour() };
        let listing = offer(NURSE, terms, plenty(5));
        let orders = [0, 1, 2].map(|_| dispute_of(OUTSIDER, NURSE, listing, 1));
        for (order, left) in orders.into_iter().zip([4_000, 2_000, 1_000]) {
            rule(order, ruling_by(100, 5_000, &[&judges(1)]));
            assert_eq!(staked(NURSE), left);
        }
        assert_eq!(engaged(), 0);
    });
}

#[test]
fn stranger_should_not_appeal_nor_carry_out_what_nobody_ruled() {
    build_and_execute(|| {
        let order = disputed(1);
        appealable(case_of(order));
        assert_noop!(Marketplace::appeal(signed(STRANGER), order), Error::<Test>::NotParty);
        settle(&[order]);
        last_event(Event::NotSettled { order, why: Unsettled::NotDue });
    });
}

#[test]
fn loser_should_win_but_time_by_an_appeal() {
    build_and_execute(|| {
        let all = judges(8);
        let order = disputed(2);
        appealable(case_of(order));
        assert_ok!(Marketplace::appeal(signed(BUYER), order));
        rule(order, ruling_by(100, 0, &[&all[..1], &all[1..]]));
        assert_eq!(ending(order).expect("ended").0, How::Ruled(Permill::one()));
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 2_200, WEALTH + 2_000));
    });
}

#[test]
fn judges_without_vaka_should_be_paid_in_any_voucher_by_what_the_floor_gives_them() {
    build_and_execute(|| {
        let all = judges(14);
        let shells = Terms { currency: SHELLS, ..terms() };
        let order = dispute_of(STRANGER, OUTSIDER, offer(OUTSIDER, shells, plenty(4)), 4);
        let payment = rule(order, ruling_by(50, 0, &[&all[..7], &all[7..]]));
        assert_eq!((payment.seller, payment.buyer, payment.judges), (1_800, 2_000, 400));
        assert_eq!(Dues::<Test>::iter().count(), 0);
        assert_eq!(all.iter().map(|who| money(&SHELLS, *who)).sum::<Balance>(), 400);
    });
}
