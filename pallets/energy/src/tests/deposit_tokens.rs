use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// Two meters; the owner of the first has 2,000 tokens.
fn with_tokens(test: impl FnOnce()) {
    ExtBuilder::default().limits(limits(None, None)).meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 3_000)]);
        submit_ok(catch_up(0, &[(0, 0), (0, 0)]));
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 2_000));
        test()
    });
}

#[test]
fn deposit_tokens_should_burn_them_for_energy_owed_to_any_meter() {
    with_tokens(|| {
        assert_ok!(Energy::deposit_tokens(signed(owner(0)), 1, 1_500));
        assert_eq!(tokens(0, &owner(0)), 500);
        assert_eq!((meter(0).owed, meter(1).owed), (1_000_000, 1_500_000));
        assert_eq!((grid(0).owed, outstanding(0)), (2_500_000, 3_000_000));
        has_event(Event::TokensDeposited { grid: 0 });
        assert_ok!(Energy::deposit_tokens(signed(owner(0)), 0, 500));
        assert_eq!(tokens(0, &owner(0)), 0);
    });
}

#[test]
fn deposit_tokens_should_fail_when_the_holder_has_less() {
    with_tokens(|| {
        assert_noop!(
            Energy::deposit_tokens(signed(owner(0)), 1, 2_001),
            sp_runtime::TokenError::FundsUnavailable
        );
        assert!(Energy::deposit_tokens(signed(owner(3)), 1, 1).is_err());
    });
}

#[test]
fn deposit_tokens_should_fail_when_zero_or_too_many() {
    with_tokens(|| {
        assert_noop!(Energy::deposit_tokens(signed(owner(0)), 1, 0), Error::<Test>::ZeroAmount);
        assert_noop!(
            Energy::deposit_tokens(signed(owner(0)), 1, u64::MAX),
            Error::<Test>::Overflow
        );
    });
}

#[test]
fn deposit_tokens_should_fail_when_the_meter_is_unknown_or_retired() {
    with_tokens(|| {
        assert_noop!(Energy::deposit_tokens(signed(owner(0)), 9, 1), Error::<Test>::UnknownMeter);
        assert_ok!(Energy::retire_meter(signed(operator()), 1, false));
        assert_noop!(Energy::deposit_tokens(signed(owner(0)), 1, 1), Error::<Test>::Retired);
    });
}
