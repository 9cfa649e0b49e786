use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn baseline(slot: Slot, import_wh: WattHours, export_wh: WattHours) -> Baseline {
    Baseline { slot, import_wh, export_wh }
}

/// The import register of the only meter jumped from 1,000 to 5,000 Wh in slot START + 1, and came
/// back. All of it was billed to the operator.
fn jumped(test: impl FnOnce()) {
    ExtBuilder::default().meters(1).limits(limits(None, None)).build_and_execute(|| {
        play(START, &[(0, 1_000, 0)]);
        submit_ok(vec![flow(0, 4_000, 0)]);
        assert_eq!(meter(0).credit, (1_000 - 365) * MICRO);
        assert_eq!(
            submit(vec![reading(0, START + 2, 1_100, 0)]),
            vec![(0, Rejection::RegisterDecreased)]
        );
        test();
    });
}

#[test]
fn correct_should_let_the_meter_go_on_and_refund_what_did_not_flow() {
    jumped(|| {
        let float = grid(0).float;
        assert_ok!(Energy::correct(signed(operator()), 0, baseline(START + 2, 1_100, 0), 300));
        has_event(Event::MeterCorrected { meter: 0 });
        assert_eq!(meter(0).credit, (1_000 - 65) * MICRO);
        assert_eq!(grid(0).float, float - 300 * MICRO);
        assert_eq!((meter(0).slot, meter(0).import_wh), (START + 2, 1_100));
        go_to(START + 4);
        submit_ok(vec![flow(0, 100, 0)]);
        assert_eq!(meter(0).import_wh, 1_200);
    });
}

#[test]
fn correct_should_fail_when_the_refund_is_less_than_the_import_cost() {
    jumped(|| {
        // 3,900 Wh at 73 cents are 284.7.
        let correct =
            |refund| Energy::correct(signed(operator()), 0, baseline(START + 2, 1_100, 0), refund);
        assert_noop!(correct(0), Error::<Test>::RefundTooLow);
        assert_noop!(correct(284), Error::<Test>::RefundTooLow);
        assert_ok!(correct(285));
    });
}

#[test]
fn correct_should_count_with_the_highest_price_when_it_was_lowered_since() {
    jumped(|| {
        let cheap = Tariff { retail: 20, ..tariff() };
        assert_ok!(Energy::set_tariff(signed(operator()), 0, cheap.into()));
        go_to(START + 10);
        let correct =
            |refund| Energy::correct(signed(operator()), 0, baseline(START + 2, 1_100, 0), refund);
        assert_noop!(correct(284), Error::<Test>::RefundTooLow);
        assert_ok!(correct(285));
    });
}

#[test]
fn correct_should_pay_arrears_first() {
    jumped(|| {
        go_to(START + 4);
        submit_ok(vec![reading(0, START + 3, 15_000, 0)]);
        assert_eq!((meter(0).credit, meter(0).arrears), (0, 95 * MICRO));
        let float = grid(0).float;
        let back = baseline(START + 3, 14_000, 0);
        assert_ok!(Energy::correct(signed(operator()), 0, back, 100));
        has_event(Event::Reconnected { meter: 0 });
        assert_eq!((meter(0).credit, meter(0).arrears), (5 * MICRO, 0));
        assert_eq!(grid(0).float, float - 5 * MICRO);
    });
}

#[test]
fn correct_should_take_no_refund_when_no_import_is_read_again() {
    jumped(|| {
        let before = (meter(0).credit, grid(0).float);
        // A counter that jumped and stays there, and one of export that began anew.
        assert_ok!(Energy::correct(signed(operator()), 0, baseline(START + 2, 900_000, 0), 0));
        assert_ok!(Energy::correct(signed(operator()), 0, baseline(START + 2, 900_000, 7), 0));
        assert_ok!(Energy::correct(signed(operator()), 0, baseline(START + 2, 900_000, 0), 0));
        assert_eq!((meter(0).credit, grid(0).float), before);
    });
}

#[test]
fn correct_should_fail_when_the_float_must_keep_the_money() {
    ExtBuilder::default().grids(&[(CENTS, 100_000, 100)]).meters(2).build_and_execute(|| {
        play(START, &[(1, 0, 5_000)]);
        // The bank owes 5 kWh at 10 cents. The operator cannot draw that out by a meter.
        let correct =
            |refund| Energy::correct(signed(operator()), 0, baseline(START + 2, 0, 0), refund);
        assert_noop!(correct(51), Error::<Test>::FloatTooLow);
        assert_noop!(correct(101), Error::<Test>::FloatTooLow);
        assert_ok!(correct(50));
        assert_eq!(meter(0).credit, 1_050 * MICRO);
    });
}

#[test]
fn correct_should_fail_when_it_would_overflow() {
    jumped(|| {
        assert_noop!(
            Energy::correct(signed(operator()), 0, baseline(START + 2, 0, 0), u128::MAX),
            Error::<Test>::Overflow
        );
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().import_wh = u64::MAX);
        assert_noop!(
            Energy::correct(signed(operator()), 0, baseline(START + 2, 0, 0), 1),
            Error::<Test>::Overflow
        );
    });
}

#[test]
fn correct_should_fail_when_the_slot_is_before_the_last_reading_or_in_the_future() {
    jumped(|| {
        for slot in [START, START + 4] {
            assert_noop!(
                Energy::correct(signed(operator()), 0, baseline(slot, 5_000, 0), 0),
                Error::<Test>::InvalidBaseline
            );
        }
    });
}

#[test]
fn correct_should_fail_when_not_called_by_the_operator_or_for_no_meter() {
    jumped(|| {
        let of = |who, id| Energy::correct(signed(who), id, baseline(START + 2, 5_000, 0), 0);
        assert_noop!(of(owner(0), 0), Error::<Test>::NotOperator);
        assert_noop!(of(operator(), 9), Error::<Test>::UnknownMeter);
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_noop!(of(operator(), 0), Error::<Test>::Retired);
    });
}
