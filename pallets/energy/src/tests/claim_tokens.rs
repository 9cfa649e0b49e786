use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// One meter that is owed `wh` and is read up to now, in a grid with a capacity of 10 kWh.
fn with_owed(wh: WattHours, test: impl FnOnce()) {
    let builder = ExtBuilder::default().grids(&[(CENTS, 10_000, 100)]).limits(limits(None, None));
    builder.meters(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, wh)]);
        go_to(START + 3);
        submit_ok(catch_up(0, &[(0, 0), (0, 0)]));
        assert_eq!(meter(0).owed, wh * 1_000);
        test()
    });
}

#[test]
fn claim_tokens_should_mint_what_it_takes_from_owed_energy() {
    with_owed(6_000, || {
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 5_000));
        assert_eq!(meter(0).owed, 1_000_000);
        assert_eq!(tokens(0, &owner(0)), 5_000);
        assert_eq!((grid(0).owed, outstanding(0)), (1_000_000, 6_000_000));
        has_event(Event::TokensClaimed { grid: 0 });
        // Any wallet can send them.
        assert_ok!(Assets::transfer(signed(owner(0)), TOKENS, owner(4), 5_000));
        assert_eq!(tokens(0, &owner(4)), 5_000);
    });
}

#[test]
fn claim_tokens_should_fail_when_half_of_the_capacity_is_out() {
    with_owed(6_000, || {
        assert_noop!(
            Energy::claim_tokens(signed(owner(0)), 0, 5_001),
            Error::<Test>::TokensExhausted
        );
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 5_000));
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 1), Error::<Test>::TokensExhausted);
        // A retired meter may pass that bound.
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 1_000));
        assert_eq!(outstanding(0), 6_000_000);
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_000));
        assert_eq!(Meters::<Test>::get(0), None);
    });
}

#[test]
fn claim_tokens_should_fail_when_the_meter_is_owed_less() {
    with_owed(3_000, || {
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 3_001), Error::<Test>::OwedTooLow);
    });
}

#[test]
fn claim_tokens_should_fail_when_it_overflows_or_is_zero() {
    with_owed(3_000, || {
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, u64::MAX), Error::<Test>::Overflow);
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn claim_tokens_should_fail_when_the_credit_does_not_cover_what_is_unread() {
    with_owed(3_000, || {
        // 100 kW for a quarter of an hour cost 1,825 cents.
        go_to(START + 4);
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 1), Error::<Test>::CreditTooLow);
        submit_ok(vec![flow(0, 0, 0)]);
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 1));
    });
}

#[test]
fn claim_tokens_should_fail_when_in_arrears() {
    with_owed(3_000, || {
        go_to(START + 4);
        submit_ok(vec![flow(0, 25_000, 0)]);
        assert!(meter(0).arrears > 0);
        // Energy that is settled later does not make the arrears go away.
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().owed = 1_000);
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().owed = 1_000);
        assert_noop!(Energy::claim_tokens(signed(owner(0)), 0, 1), Error::<Test>::InArrears);
    });
}

#[test]
fn claim_tokens_should_fail_when_not_called_by_the_owner_or_for_an_unknown_meter() {
    with_owed(3_000, || {
        assert_noop!(Energy::claim_tokens(signed(owner(1)), 0, 1), Error::<Test>::NotOwner);
        assert_noop!(Energy::claim_tokens(signed(owner(1)), 9, 1), Error::<Test>::UnknownMeter);
    });
}

#[test]
fn claim_tokens_should_free_the_bank_when_a_holder_burns_theirs() {
    with_owed(3_000, || {
        // pallet-assets lets a holder who paid a deposit for the account burn what is in it.
        assert_ok!(Assets::touch(signed(owner(5)), TOKENS));
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 2_000));
        assert_ok!(Assets::transfer(signed(owner(0)), TOKENS, owner(5), 500));
        assert_ok!(Assets::refund(signed(owner(5)), TOKENS, true));
        assert_eq!(outstanding(0), 2_500_000);
    });
}
