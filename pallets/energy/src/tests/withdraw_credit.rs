use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::TokenError;

/// A meter with a small breaker and 1,000 cents of credit, read up to the end of slot `START`, one
/// slot ago.
fn small_meter() {
    Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().breaker_w = 1_000);
    go_to(START + 1);
    submit_ok(vec![flow(0, 0, 0)]);
    go_to(START + 2);
}

#[test]
fn withdraw_credit_should_leave_what_the_breaker_could_have_let_through() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        small_meter();
        // 1 kW for a quarter of an hour is 250 Wh, and one more: 251 Wh at 73 cents are 18.323
        // cents.
        assert_noop!(
            Energy::withdraw_credit(signed(owner(0)), 0, 982),
            Error::<Test>::CreditTooLow
        );
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 981));
        assert_eq!(meter(0).credit, 19 * MICRO);
        assert_eq!(cents(&owner(0)), WEALTH - 1_000 + 981);
        has_event(Event::CreditWithdrawn { meter: 0, amount: 981 });
    });
}

#[test]
fn withdraw_credit_should_count_with_the_highest_price_since_the_last_reading() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        small_meter();
        announced(0, slot_now() + 2, Tariff { retail: 1_000, ..tariff() });
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1));
        // The new price is in force from slot START + 4. Three unread slots are 751 Wh.
        go_to(START + 4);
        assert_noop!(
            Energy::withdraw_credit(signed(owner(0)), 0, 249),
            Error::<Test>::CreditTooLow
        );
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 248));
    });
}

#[test]
fn withdraw_credit_should_leave_a_wh_when_read_up_to_the_second() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 0)]);
        assert_noop!(
            Energy::withdraw_credit(signed(owner(0)), 0, 1_000),
            Error::<Test>::CreditTooLow
        );
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 999));
    });
}

#[test]
fn withdraw_credit_should_fail_when_the_meter_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::withdraw_credit(signed(owner(0)), 9, 1), Error::<Test>::UnknownMeter);
    });
}

#[test]
fn withdraw_credit_should_fail_when_not_called_by_the_owner() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(Energy::withdraw_credit(signed(operator()), 0, 1), Error::<Test>::NotOwner);
    });
}

#[test]
fn withdraw_credit_should_fail_when_the_amount_is_zero_or_more_than_the_credit() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(Energy::withdraw_credit(signed(owner(0)), 0, 0), Error::<Test>::ZeroAmount);
        for amount in [1_001, u128::MAX] {
            assert_noop!(
                Energy::withdraw_credit(signed(owner(0)), 0, amount),
                Error::<Test>::CreditTooLow
            );
        }
    });
}

#[test]
fn withdraw_credit_should_change_nothing_when_the_owner_cannot_be_credited() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        small_meter();
        assert_ok!(Assets::block(signed(issuer()), VOUCHER, owner(0)));
        assert_noop!(Energy::withdraw_credit(signed(owner(0)), 0, 1), TokenError::CannotCreate);
        assert_ok!(Assets::thaw(signed(issuer()), VOUCHER, owner(0)));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1));
    });
}
