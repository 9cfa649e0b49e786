use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};

fn deposit(who: &AccountId) -> Balance {
    let reason = RuntimeHoldReason::Energy(HoldReason::MeterDeposit);
    Balances::balance_on_hold(&reason, who)
}

/// A grid whose bank owes 4 kWh, at 10 cents, and whose float has 10,000 cents.
fn owing(test: impl FnOnce()) {
    ExtBuilder::default().meters(1).limits(limits(None, None)).build_and_execute(|| {
        play(START, &[(0, 0, 4_000)]);
        settle(&[0]);
        test();
    });
}

#[test]
fn set_operator_should_hand_the_grid_over_when_the_new_one_accepts() {
    owing(|| {
        assert_ok!(Energy::set_operator(signed(operator()), 0, owner(5)));
        has_event(Event::GridOffered { grid: 0, to: owner(5) });
        assert_eq!(grid(0).operator, operator());
        let before = cents(&operator());
        assert_ok!(Energy::accept_grid(signed(owner(5)), 0));
        has_event(Event::OperatorSet { grid: 0, operator: owner(5) });
        assert_eq!((grid(0).operator, NextOperators::<Test>::get(0)), (owner(5), None));
        // The old one takes the float but what the bank's owners are owed.
        assert_eq!(cents(&operator()), before + 9_960);
        assert_eq!(grid(0).float, 40 * MICRO);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 4_000_000));
        assert_noop!(Energy::set_capacity(signed(operator()), 0, 1), Error::<Test>::NotOperator);
        assert_ok!(Energy::set_capacity(signed(owner(5)), 0, 1));
    });
}

#[test]
fn set_operator_should_return_a_meters_deposit_to_the_one_who_left_it() {
    owing(|| {
        assert_eq!(deposit(&operator()), METER_DEPOSIT);
        assert_ok!(Energy::set_operator(RuntimeOrigin::root(), 0, owner(5)));
        assert_ok!(Energy::retire_meter(signed(owner(5)), 0, false));
        assert_ok!(Energy::claim_tokens(signed(owner(0)), 0, 4_000));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_000));
        assert_eq!(Meters::<Test>::get(0), None);
        assert_eq!((deposit(&operator()), deposit(&owner(5))), (0, 0));
    });
}

#[test]
fn set_operator_should_need_no_acceptance_when_the_people_decide() {
    owing(|| {
        let before = cents(&operator());
        assert_ok!(Energy::set_operator(RuntimeOrigin::root(), 0, owner(5)));
        assert_eq!((grid(0).operator, cents(&operator())), (owner(5), before + 9_960));
    });
}

#[test]
fn set_operator_should_leave_the_float_when_the_people_decide_and_the_old_one_cannot_be_paid() {
    owing(|| {
        assert_ok!(Assets::block(signed(issuer()), VOUCHER, operator()));
        assert_ok!(Energy::set_operator(RuntimeOrigin::root(), 0, owner(5)));
        assert_eq!((grid(0).operator, grid(0).float), (owner(5), 10_000 * MICRO));
    });
}

#[test]
fn set_operator_should_withdraw_the_offer_when_it_names_the_operator() {
    owing(|| {
        assert_ok!(Energy::set_operator(signed(operator()), 0, owner(5)));
        assert_ok!(Energy::set_operator(signed(operator()), 0, operator()));
        assert_noop!(Energy::accept_grid(signed(owner(5)), 0), Error::<Test>::NotOffered);
    });
}

#[test]
fn set_operator_should_fail_when_not_called_by_the_operator() {
    owing(|| {
        assert_noop!(
            Energy::set_operator(signed(owner(5)), 0, owner(5)),
            Error::<Test>::NotOperator
        );
    });
}

#[test]
fn set_operator_should_fail_when_the_grid_is_unknown() {
    owing(|| {
        for origin in [RuntimeOrigin::root(), signed(operator())] {
            assert_noop!(Energy::set_operator(origin, 9, owner(5)), Error::<Test>::UnknownGrid);
        }
    });
}

#[test]
fn accept_grid_should_fail_when_the_grid_is_unknown_or_not_offered() {
    owing(|| {
        assert_noop!(Energy::accept_grid(signed(owner(5)), 9), Error::<Test>::UnknownGrid);
        assert_noop!(Energy::accept_grid(signed(owner(5)), 0), Error::<Test>::NotOffered);
        assert_ok!(Energy::set_operator(signed(operator()), 0, owner(5)));
        assert_noop!(Energy::accept_grid(signed(owner(4)), 0), Error::<Test>::NotOffered);
    });
}

#[test]
fn accept_grid_should_fail_when_the_old_operator_cannot_be_paid() {
    owing(|| {
        assert_ok!(Energy::set_operator(signed(operator()), 0, owner(5)));
        assert_ok!(Assets::block(signed(issuer()), VOUCHER, operator()));
        let accept = || Energy::accept_grid(signed(owner(5)), 0);
        assert!(frame_support::storage::with_storage_layer(accept).is_err());
        assert_eq!((grid(0).operator, grid(0).float), (operator(), 10_000 * MICRO));
    });
}
