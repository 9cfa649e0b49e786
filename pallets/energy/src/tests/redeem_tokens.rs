use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// 2 kWh of the bank are out as tokens, and 2 kWh are owed to the meter, at 10 cents. The grid has
/// ended.
fn ended(float: Balance, test: impl FnOnce()) {
    let grids = [(CENTS, 100_000, float)];
    let world = ExtBuilder::default().grids(&grids).meters(1).limits(limits(None, None));
    world.build_and_execute(|| {
        play(START, &[(0, 0, 4_000)]);
        settle(&[0]);
        submit_ok(vec![reading(0, slot_now() - 1, 0, 4_000)]);
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 2_000));
        assert_ok!(Assets::transfer(signed(owner(0)), TOKENS, owner(5), 2_000));
        assert_noop!(Energy::redeem_tokens(signed(owner(5)), 0, 2_000), Error::<Test>::GridOpen);
        assert_ok!(Energy::close_grid(signed(operator()), 0));
        go_to(slot_now() + 90 * 96);
        test();
    });
}

#[test]
fn redeem_tokens_should_pay_their_holder_at_the_price_of_the_end() {
    ended(10_000, || {
        let before = cents(&owner(5));
        assert_ok!(Energy::redeem_tokens(signed(owner(5)), 0, 1_990));
        has_event(Event::Redeemed { grid: 0 });
        assert_eq!((cents(&owner(5)), tokens(0, &owner(5))), (before + 19, 10));
        // 19.9 cents: the fraction stays in the float.
        assert_eq!((grid(0).float, outstanding(0)), (9_981 * MICRO, 2_010_000));
    });
}

#[test]
fn redeem_tokens_should_pay_a_share_when_the_float_is_short() {
    ended(20, || {
        let before = cents(&owner(5));
        assert_ok!(Energy::redeem_tokens(signed(owner(5)), 0, 2_000));
        assert_eq!(cents(&owner(5)), before + 10);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 2_000_000));
        assert_eq!((meter(0).credit, grid(0).float), (1_010 * MICRO, 0));
    });
}

#[test]
fn redeem_tokens_should_fail_when_there_are_none() {
    ended(100, || {
        let redeem = |who, wh| Energy::redeem_tokens(signed(owner(who)), 0, wh);
        assert_noop!(redeem(5, 0), Error::<Test>::ZeroAmount);
        assert_noop!(redeem(5, u64::MAX), Error::<Test>::Overflow);
        assert!(redeem(5, 2_001).is_err());
        assert!(redeem(4, 1).is_err());
        let unknown = Energy::redeem_tokens(signed(owner(5)), 9, 1);
        assert_eq!(unknown, Err(Error::<Test>::UnknownGrid.into()));
    });
}
