use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{DispatchError, Permill};
use vaka_primitives::Balance;

fn try_publish(who: AccountId, terms: Terms) -> sp_runtime::DispatchResult {
    Marketplace::publish(signed(who), terms)
}

#[test]
fn publish_should_publish_for_a_member_without_a_coin() {
    build_and_execute(|| {
        assert_ok!(try_publish(SELLER, terms()));
        last_event(Event::Published { listing: 0, seller: SELLER });
        let listing = Listings::<Test>::get(0).expect("a listing");
        assert_eq!(listing.terms, terms());
        assert_eq!(listing.seller, Trader { account: SELLER, member: Some(member(SELLER)) });
        assert_eq!((listing.standing, listing.deposit), (Standing::Open, None));
    });
}

#[test]
fn publish_should_take_a_deposit_of_an_outsider() {
    build_and_execute(|| {
        assert_ok!(try_publish(OUTSIDER, terms()));
        let listing = Listings::<Test>::get(0).expect("a listing");
        assert_eq!(listing.seller, Trader { account: OUTSIDER, member: None });
        assert_eq!(deposited(OUTSIDER), DEPOSIT);
    });
}

#[test]
fn publish_should_give_the_pool_what_it_needs_and_the_last_listing_should_take_it_away() {
    build_and_execute(|| {
        let pool = Marketplace::pool(&CENTS);
        assert_eq!((System::providers(&pool), Marketplace::in_use(&CENTS)), (0, false));
        let one = publish(SELLER, terms());
        let other = publish(SELLER, terms());
        assert_eq!((System::providers(&pool), Marketplace::in_use(&CENTS)), (1, true));
        assert_ok!(Marketplace::close_listing(signed(SELLER), one));
        assert!(Marketplace::in_use(&CENTS));
        assert_ok!(Marketplace::close_listing(signed(SELLER), other));
        assert_eq!((System::providers(&pool), Marketplace::in_use(&CENTS)), (0, false));
    });
}

#[test]
fn publish_should_take_all_that_the_bounds_allow() {
    build_and_execute(|| {
        let most = Terms {
            title: vec![b'x'; 64].try_into().expect("64 bytes"),
            accept_days: 14,
            overdue_days: 60,
            start_share: Permill::from_percent(50),
            unjudged: Some(Permill::one()),
            ..terms()
        };
        assert_ok!(try_publish(SELLER, most.clone()));
        let least = Terms {
            pricing: Pricing::Unit(1),
            accept_days: 1,
            overdue_days: 1,
            start_share: Permill::zero(),
            unjudged: Some(Permill::zero()),
            ..most
        };
        assert_ok!(try_publish(SELLER, least));
        assert_ok!(try_publish(SELLER, house(&[1; 8])));
        learn(NURSE, 7);
        assert_ok!(try_publish(NURSE, hour()));
        // A service that requires nothing tells what it is.
        assert_ok!(try_publish(SELLER, Terms { kind: Kind::Service, ..terms() }));
        assert_ok!(try_publish(OUTSIDER, Terms { currency: VAKA, ..terms() }));
    });
}

#[test]
fn publish_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        assert_noop!(
            Marketplace::publish(RuntimeOrigin::root(), terms()),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn publish_should_fail_when_terms_make_no_sense() {
    build_and_execute(|| {
        type Change = fn(&mut Terms);
        let wrong: [(Change, Error<Test>); _] = [
            (|terms| terms.title = Default::default(), Error::EmptyTitle),
            (|terms| terms.currency = CurrencyId::WithId(99), Error::UnknownCurrency),
            (|terms| terms.pricing = Pricing::Unit(0), Error::NoPrice),
            (|terms| terms.pricing = Pricing::Unit(Balance::MAX), Error::TooExpensive),
            (|terms| terms.pricing = house(&[]).pricing, Error::NoSteps),
            (|terms| terms.pricing = house(&[1, 0]).pricing, Error::NoPrice),
            (|terms| terms.pricing = house(&[1, Balance::MAX]).pricing, Error::TooExpensive),
            (|terms| terms.accept_days = 0, Error::AcceptDays),
            (|terms| terms.accept_days = 15, Error::AcceptDays),
            (|terms| terms.overdue_days = 0, Error::OverdueDays),
            (|terms| terms.overdue_days = 61, Error::OverdueDays),
            (|terms| terms.start_share = Permill::from_parts(500_001), Error::StartShareTooHigh),
            (|terms| terms.design = Some(0), Error::UnknownDesign),
        ];
        for (change, error) in wrong {
            let mut terms = terms();
            change(&mut terms);
            assert_noop!(try_publish(SELLER, terms), error);
        }
        let step = |days| marketplace_escrow::Step { price: 1, days };
        for days in [0, 181] {
            let pricing = Pricing::Steps(vec![step(days)].try_into().expect("few"));
            assert_noop!(
                try_publish(SELLER, Terms { pricing, ..terms() }),
                Error::<Test>::StepDays
            );
        }
    });
}

#[test]
fn publish_should_fail_when_a_service_with_a_requirement_tells_what_it_is() {
    build_and_execute(|| {
        learn(NURSE, 7);
        let titled = Terms { title: terms().title, ..hour() };
        assert_noop!(try_publish(NURSE, titled), Error::<Test>::NotPrivate);
        let detailed = Terms { details: Some(H256::zero()), ..hour() };
        assert_noop!(try_publish(NURSE, detailed), Error::<Test>::NotPrivate);
    });
}

#[test]
fn publish_should_fail_when_the_seller_does_not_meet_the_requirement() {
    build_and_execute(|| {
        assert_noop!(try_publish(NURSE, hour()), Error::<Test>::RequirementNotMet);
    });
}

#[test]
fn publish_should_fail_when_a_design_earns_in_too_many_currencies() {
    build_and_execute(|| {
        let design = Some(design(5));
        let [seventh, eighth] = [voucher(7), voucher(8)];
        for n in 0..7 {
            publish(SELLER, Terms { currency: voucher(n), design, ..terms() });
        }
        assert_noop!(
            try_publish(SELLER, Terms { currency: seventh, design, ..terms() }),
            Error::<Test>::TooManyCurrencies
        );
        // The eighth place is kept for VAKA, and then all are taken.
        publish(SELLER, Terms { currency: VAKA, design, ..terms() });
        assert_noop!(
            try_publish(SELLER, Terms { currency: eighth, design, ..terms() }),
            Error::<Test>::TooManyCurrencies
        );
        // In those that are there it goes on.
        publish(SELLER, Terms { currency: voucher(0), design, ..terms() });
    });
}

#[test]
fn publish_should_fail_when_numbers_are_used_up() {
    build_and_execute(|| {
        NextListing::<Test>::put(ListingId::MAX);
        assert_noop!(try_publish(SELLER, terms()), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn publish_should_fail_when_an_outsider_has_no_deposit() {
    build_and_execute(|| {
        assert_noop!(try_publish(55, terms()), sp_runtime::TokenError::FundsUnavailable);
    });
}
