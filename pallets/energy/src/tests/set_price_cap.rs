use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

fn retail(retail: Price) -> Tariff {
    Tariff { retail, ..tariff() }
}

fn set(currency: CurrencyId, cap: Option<Price>) -> frame_support::dispatch::DispatchResult {
    Energy::set_price_cap(RuntimeOrigin::root(), currency, cap)
}

#[test]
fn set_price_cap_should_bound_new_prices_of_the_grids_of_its_currency() {
    ExtBuilder::default().build_and_execute(|| {
        let cap = tariff().retail - 1;
        assert_ok!(set(CENTS, Some(cap)));
        has_event(Event::PriceCapSet { currency: CENTS, cap: Some(cap) });
        // What was set before stays.
        assert_eq!(Energy::tariff(0, START), Some(tariff()));
        assert_noop!(
            Energy::set_tariff(signed(operator()), 0, tariff().into()),
            Error::<Test>::AbovePriceCap
        );
        assert_noop!(
            Energy::register_grid(RuntimeOrigin::root(), operator(), CENTS, 1, tariff().into()),
            Error::<Test>::AbovePriceCap
        );
        assert_ok!(Energy::set_tariff(signed(operator()), 0, retail(cap).into()));
        // Another currency's units are worth something else.
        assert_ok!(Energy::register_grid(
            RuntimeOrigin::root(),
            operator(),
            NATIVE,
            1,
            tariff().into()
        ));
    });
}

#[test]
fn set_price_cap_should_lift_the_bound_of_a_currency_in_which_no_grid_settles() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(set(NATIVE, None));
        assert_eq!(PriceCaps::<Test>::get(NATIVE), None);
        // Without one no grid may settle in it.
        assert_noop!(
            Energy::register_grid(RuntimeOrigin::root(), operator(), NATIVE, 1, tariff().into()),
            Error::<Test>::NoPriceCap
        );
    });
}

#[test]
fn set_price_cap_should_fail_when_it_would_lift_the_bound_of_a_grid() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(set(CENTS, None), Error::<Test>::CurrencyInUse);
        assert_ok!(set(CENTS, Some(Price::MAX)));
    });
}

#[test]
fn set_price_cap_should_fail_when_the_operator_sets_it() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Energy::set_price_cap(signed(operator()), CENTS, None), BadOrigin);
    });
}
