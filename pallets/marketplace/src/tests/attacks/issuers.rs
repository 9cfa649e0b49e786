//! Issuers of vouchers, who can do much to balances, and nothing to what is on hold.

use crate::{mock::*, *};
use frame_support::{
    assert_noop, assert_ok,
    traits::fungibles::{Create, Mutate as _},
};
use sp_runtime::Permill;
use vaka_primitives::Balance;

#[test]
fn issuer_should_not_touch_what_is_in_escrow() {
    build_and_execute(|| {
        let order = delivered(2);
        let pool = Marketplace::pool(&CENTS);
        let issuer = || signed(ISSUER);
        let failed = Assets::burn(issuer(), VOUCHER, pool, 1_000);
        assert!(failed.is_err());
        let failed = Assets::force_transfer(issuer(), VOUCHER, pool, ISSUER, 1_000);
        assert!(failed.is_err());
        assert!(Assets::start_destroy(issuer(), VOUCHER).is_err());
        // A frozen voucher can be paid to nobody, and that is all.
        assert_ok!(Assets::freeze_asset(issuer(), VOUCHER));
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!((due(SELLER, &CENTS), due(BUYER, &CENTS)), (2_000, 100));
        assert_ok!(Assets::thaw_asset(issuer(), VOUCHER));
        for who in [SELLER, BUYER] {
            let payee = Marketplace::trader(&who).into();
            assert_ok!(Marketplace::claim(signed(STRANGER), payee, CENTS));
        }
        assert_eq!((cents(SELLER), cents(BUYER)), (WEALTH + 2_000, WEALTH - 2_000));
    });
}

#[test]
fn issuer_should_not_end_orders_by_blocking_the_pool() {
    build_and_execute(|| {
        let listing = fish();
        let pool = Marketplace::pool(&CENTS);
        // Blocking needs an account, so the issuer makes one.
        assert_ok!(Assets::mint_into(VOUCHER, &pool, 10));
        block(VOUCHER, pool);
        let order = order(BUYER, listing, 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!(cents(SELLER), WEALTH + 1_000);
    });
}

#[test]
fn issuer_should_not_destroy_a_voucher_and_sell_another_one_under_its_id() {
    build_and_execute(|| {
        let currency = voucher(0);
        let listing = publish(SELLER, Terms { currency: currency.clone(), ..terms() });
        let CurrencyId::WithId(id) = currency else { panic!("a voucher") };
        assert_ok!(Assets::start_destroy(signed(ISSUER), id));
        assert_ok!(Assets::finish_destroy(signed(ISSUER), id));
        let create = || Assets::create(signed(STRANGER), id, STRANGER, 1);
        // As long as something is priced in it.
        assert_noop!(create(), sp_runtime::DispatchError::BadOrigin);
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_ok!(create());
    });
}

#[test]
fn issuer_should_not_destroy_a_voucher_in_which_something_is_due() {
    build_and_execute(|| {
        let order = delivered(1);
        block(VOUCHER, SELLER);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_ok!(Marketplace::close_listing(signed(SELLER), 0));
        assert!(Marketplace::in_use(&CENTS));
        assert!(Assets::start_destroy(signed(ISSUER), VOUCHER).is_err());
    });
}

#[test]
fn price_below_a_vouchers_least_balance_should_be_paid() {
    build_and_execute(|| {
        // The least balance is 10, and this costs 3.
        let cheap = Terms { pricing: Pricing::Unit(3), ..terms() };
        let order = order(BUYER, offer(SELLER, cheap, plenty(5)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert_eq!((cents(BUYER), cents(SELLER)), (WEALTH - 3, WEALTH + 3));
    });
}

#[test]
fn member_without_vaka_should_be_owed_a_voucher_that_gives_no_reference() {
    build_and_execute(|| {
        let listing = offer(SELLER, Terms { currency: SHELLS, ..terms() }, plenty(5));
        let order = order(STRANGER, listing, 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(STRANGER), order));
        assert_eq!((money(&SHELLS, SELLER), due(SELLER, &SHELLS)), (0, 1_000));
        let claim = || {
            let payee = Marketplace::trader(&SELLER).into();
            Marketplace::claim(signed(STRANGER), payee, SHELLS)
        };
        assert_noop!(claim(), Error::<Test>::CannotPay);
        // Some VAKA, and it can be claimed.
        use frame_support::traits::fungible::Mutate;
        assert_ok!(Balances::mint_into(&SELLER, 100));
        assert_ok!(claim());
        assert_eq!(money(&SHELLS, SELLER), 1_000);
    });
}

#[test]
fn amount_below_the_existential_deposit_should_be_owed_to_somebody_without_an_account() {
    build_and_execute(|| {
        let cheap = Terms { currency: VAKA, pricing: Pricing::Unit(4), ..terms() };
        let listing = offer(SELLER, cheap, plenty(5));
        let mut paid: Balance = 0;
        for kept in [4, 8, 0] {
            let order = order(STRANGER, listing, 1);
            accept(SELLER, order);
            deliver(SELLER, order, 1);
            assert_ok!(Marketplace::confirm(signed(STRANGER), order));
            paid += 4;
            assert_eq!(
                (due(SELLER, &VAKA), money(&VAKA, SELLER) + due(SELLER, &VAKA)),
                (kept, paid)
            );
        }
    });
}

/// Gives an account worthless vouchers, until it can hold no more. Returns how many it took.
fn stuff(who: AccountId) -> usize {
    let stuffed = (0..40u32).filter(|n| {
        let id = 5_000 + n;
        let _ = <Assets as Create<_>>::create(id, ISSUER, false, 1);
        Assets::mint_into(id, &who, 1).is_ok()
    });
    stuffed.count()
}

#[test]
fn worthless_vouchers_in_the_treasury_should_only_delay_what_it_gets() {
    build_and_execute(|| {
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(1)));
        assert!(stuff(TREASURY) > 0);
        let new = voucher(0);
        let CurrencyId::WithId(id) = new else { panic!("a voucher") };
        for who in [OUTSIDER, STRANGER] {
            assert_ok!(Assets::mint_into(id, &who, 5_000));
        }
        let terms = Terms { currency: new.clone(), ..terms() };
        let listing = offer(OUTSIDER, terms, plenty(5));
        for earned in [10, 20] {
            let order = order(STRANGER, listing, 1);
            accept(OUTSIDER, order);
            deliver(OUTSIDER, order, 1);
            assert_ok!(Marketplace::confirm(signed(STRANGER), order));
            assert_eq!((money(&new, TREASURY), due(TREASURY, &new)), (0, earned));
        }
        // It gives one away.
        assert_ok!(Assets::transfer(signed(TREASURY), 5_000, STRANGER, 1));
        let payee = Marketplace::trader(&TREASURY).into();
        assert_ok!(Marketplace::claim(signed(STRANGER), payee, new.clone()));
        assert_eq!((money(&new, TREASURY), due(TREASURY, &new)), (20, 0));
    });
}

#[test]
fn worthless_vouchers_in_a_pool_should_keep_nobody_from_the_market() {
    build_and_execute(|| {
        for currency in [VAKA, SHELLS] {
            // Before its first use, and as many as an account can have.
            let pool = Marketplace::pool(&currency);
            use frame_support::traits::fungible::Mutate;
            assert_ok!(Balances::mint_into(&pool, 100));
            assert_eq!(stuff(pool), 15);
            let terms = Terms { currency: currency.clone(), ..terms() };
            let order = order(STRANGER, offer(OUTSIDER, terms, plenty(5)), 1);
            assert_eq!(Marketplace::held(&currency), 1_050);
            accept(OUTSIDER, order);
            deliver(OUTSIDER, order, 1);
            assert_ok!(Marketplace::confirm(signed(STRANGER), order));
            // The deposit is back once nobody can rate the order any longer.
            wait(14);
            settle(&[order]);
            assert_eq!(money(&currency, STRANGER), WEALTH - 1_000);
            // And the market is left, and entered again.
            assert_ok!(Marketplace::close_listing(signed(OUTSIDER), order as u32));
            assert!(!Marketplace::in_use(&currency));
        }
    });
}

#[test]
fn issuer_should_not_hold_a_designs_places_for_ever() {
    build_and_execute(|| {
        let made = design(10);
        let design = Some(made);
        let orders = (0..7).map(|n| {
            let currency = voucher(n);
            let CurrencyId::WithId(id) = currency else { panic!("a voucher") };
            for who in [OUTSIDER, STRANGER, MAKER] {
                assert_ok!(Assets::mint_into(id, &who, 2_000));
            }
            block(id, MAKER);
            let listing = offer(OUTSIDER, Terms { currency, design, ..terms() }, plenty(1));
            let order = order(STRANGER, listing, 1);
            accept(OUTSIDER, order);
            deliver(OUTSIDER, order, 1);
            assert_ok!(Marketplace::confirm(signed(STRANGER), order));
            assert_ok!(Marketplace::close_listing(signed(OUTSIDER), listing));
        });
        assert_eq!(orders.count(), 7);
        let sell = || Marketplace::publish(signed(SELLER), Terms { design, ..terms() });
        assert_noop!(sell(), Error::<Test>::TooManyCurrencies);
        let write_off = || Marketplace::write_off_royalties(signed(SELLER), made, voucher(0));
        assert_noop!(write_off(), Error::<Test>::StillClaimable);
        wait(180);
        assert_ok!(write_off());
        assert_eq!(money(&voucher(0), TREASURY) + due(TREASURY, &voucher(0)), 100);
        assert_ok!(sell());
    });
}
