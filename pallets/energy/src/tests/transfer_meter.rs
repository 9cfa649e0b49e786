use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn offer(to: AccountId) {
    assert_ok!(Energy::transfer_meter(signed(owner(0)), 0, Some(to)));
}

#[test]
fn transfer_meter_should_offer_the_meter_and_change_nothing_else() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let before = meter(0);
        offer(owner(1));
        has_event(Event::MeterOffered { meter: 0, to: Some(owner(1)) });
        assert_eq!((meter(0), Offers::<Test>::get(0)), (before, Some(owner(1))));
        // The last offer counts.
        offer(owner(2));
        assert_noop!(Energy::accept_meter(signed(owner(1)), 0), Error::<Test>::NotOffered);
        assert_ok!(Energy::accept_meter(signed(owner(2)), 0));
    });
}

#[test]
fn transfer_meter_should_withdraw_the_offer_when_it_names_nobody() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        offer(owner(1));
        assert_ok!(Energy::transfer_meter(signed(owner(0)), 0, None));
        has_event(Event::MeterOffered { meter: 0, to: None });
        assert_noop!(Energy::accept_meter(signed(owner(1)), 0), Error::<Test>::NotOffered);
    });
}

#[test]
fn transfer_meter_should_fail_when_not_called_by_the_owner() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        for who in [operator(), owner(1)] {
            assert_noop!(
                Energy::transfer_meter(signed(who.clone()), 0, Some(who)),
                Error::<Test>::NotOwner
            );
        }
    });
}

#[test]
fn transfer_meter_should_fail_when_the_meter_is_unknown_or_retired() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let offer = |id| Energy::transfer_meter(signed(owner(0)), id, Some(owner(1)));
        assert_noop!(offer(9), Error::<Test>::UnknownMeter);
        assert_ok!(offer(0));
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(offer(0), Error::<Test>::Retired);
        assert_noop!(Energy::accept_meter(signed(owner(1)), 0), Error::<Test>::NotOffered);
    });
}
