use crate::{mock::*, *};
use frame_support::{
    assert_noop, assert_ok,
    traits::fungibles::{metadata::Inspect as _, roles::Inspect as _},
};
use sp_runtime::{DispatchError, Permill};

#[test]
fn register_grid_should_found_a_grid_with_its_token() {
    ExtBuilder::default().grids(&[]).build_and_execute(|| {
        let root = RuntimeOrigin::root();
        assert_ok!(Energy::register_grid(root, operator(), CENTS, 5_000, tariff().into()));

        let made = grid(0);
        assert_eq!((made.operator, made.currency), (operator(), CENTS));
        assert_eq!((made.capacity, made.owed, made.float, made.meters), (5_000_000, 0, 0, 0));
        assert_eq!(made.tariffs.to_vec(), vec![TariffVersion::new(0, tariff().into())]);
        assert_eq!(NextGrid::<Test>::get(), 1);
        assert_eq!(Assets::name(TOKENS), b"Vaka energy, grid 0 (Wh)".to_vec());
        assert_eq!(Assets::symbol(TOKENS), b"WH0".to_vec());
        assert_eq!(Assets::decimals(TOKENS), 0);
        assert_eq!(Assets::owner(TOKENS), Some(Energy::pool(0)));
        has_event(Event::GridRegistered { grid: 0, operator: operator(), currency: CENTS });
    });
}

#[test]
fn register_grid_should_fail_when_not_called_by_the_grid_origin() {
    ExtBuilder::default().grids(&[]).build_and_execute(|| {
        assert_noop!(
            Energy::register_grid(signed(operator()), operator(), CENTS, 1, tariff().into()),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn register_grid_should_fail_when_the_currency_is_unknown() {
    ExtBuilder::default().grids(&[]).build_and_execute(|| {
        let unknown = CurrencyId::WithId(99);
        assert_noop!(
            Energy::register_grid(RuntimeOrigin::root(), operator(), unknown, 1, tariff().into()),
            Error::<Test>::UnknownCurrency
        );
    });
}

#[test]
fn register_grid_should_fail_when_the_tariff_is_invalid() {
    ExtBuilder::default().grids(&[]).build_and_execute(|| {
        let invalid = [
            Tariff { feed_in: 74, ..tariff() },
            Tariff { feed_in: 0, retail: 0, ..tariff() },
            Tariff { network_charge: 32, ..tariff() },
            Tariff { trim: Permill::from_percent(51), ..tariff() },
        ];
        for tariff in invalid {
            assert_noop!(
                Energy::register_grid(RuntimeOrigin::root(), operator(), NATIVE, 1, tariff.into()),
                Error::<Test>::InvalidTariff
            );
        }
    });
}

#[test]
fn register_grid_should_fail_when_the_capacity_overflows() {
    ExtBuilder::default().grids(&[]).build_and_execute(|| {
        let root = RuntimeOrigin::root();
        assert_noop!(
            Energy::register_grid(root, operator(), NATIVE, u64::MAX, tariff().into()),
            Error::<Test>::Overflow
        );
        assert_ok!(Energy::register_grid(
            RuntimeOrigin::root(),
            operator(),
            NATIVE,
            u64::MAX / 1_000,
            tariff().into()
        ));
    });
}

#[test]
fn register_grid_should_fail_when_somebody_has_taken_the_token_id() {
    ExtBuilder::default().grids(&[]).build().execute_with(|| {
        let root = RuntimeOrigin::root();
        assert_ok!(Assets::force_create(root, TOKENS, issuer(), true, 1));
        assert_noop!(
            Energy::register_grid(RuntimeOrigin::root(), operator(), NATIVE, 1, tariff().into()),
            pallet_assets::Error::<Test>::InUse
        );
    });
}
