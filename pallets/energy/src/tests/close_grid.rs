use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

const NOTICE: Slot = 90 * 96;

/// The bank owes 3 kWh to meter 0 and 1 kWh to meter 1, at 10 cents. The operator announces the
/// end, and the test learns its slot.
fn closing(float: Balance, test: impl FnOnce(Slot)) {
    let grids = [(CENTS, 100_000, float)];
    let world = ExtBuilder::default().grids(&grids).meters(2).limits(limits(None, None));
    world.build_and_execute(|| {
        play(START, &[(0, 0, 3_000), (1, 0, 1_000)]);
        settle(&[0, 1]);
        assert_ok!(Energy::close_grid(signed(operator()), 0));
        test(slot_now() + NOTICE);
    });
}

#[test]
fn close_grid_should_announce_the_end_and_let_the_market_go_on_until_then() {
    closing(10_000, |ends| {
        has_event(Event::GridCloses { grid: 0, ends });
        assert_eq!(grid(0).ending, Some(Ending { ends, feed_in: 10 }));
        go_to(ends - 1);
        submit_ok(vec![reading(0, ends - 2, 1_000, 3_000)]);
        assert_eq!(meter(0).credit, (1_000 - 73) * MICRO);
        go_to(ends);
        assert_eq!(
            submit(vec![reading(0, ends - 1, 1_000, 3_000)]),
            vec![(0, Rejection::GridClosed)]
        );
    });
}

#[test]
fn close_grid_should_let_prices_bank_and_float_stand() {
    closing(10_000, |ends| {
        let stands = || {
            let by = || signed(operator());
            let cheap = Tariff { retail: 20, ..tariff() };
            assert_noop!(Energy::set_tariff(by(), 0, cheap.into()), Error::<Test>::GridCloses);
            assert_noop!(Energy::set_capacity(by(), 0, 200_000), Error::<Test>::GridCloses);
            let baseline = Baseline { slot: slot_now() - 1, ..Default::default() };
            let nobodys = sp_core::ed25519::Public::default();
            assert_noop!(
                Energy::register_meter(by(), 0, owner(5), nobodys, 1, baseline, None),
                Error::<Test>::GridCloses
            );
        };
        stands();
        let withdraw = |amount| Energy::withdraw_float(signed(operator()), 0, amount);
        assert_noop!(withdraw(1), Error::<Test>::GridCloses);
        // Nor does it leave with the operator.
        assert_ok!(Energy::set_operator(RuntimeOrigin::root(), 0, owner(5)));
        assert_ok!(Energy::set_operator(RuntimeOrigin::root(), 0, operator()));
        assert_eq!(grid(0).float, 10_000 * MICRO);
        go_to(ends);
        stands();
        // What nobody is owed is the operator's now.
        assert_noop!(withdraw(9_961), Error::<Test>::FloatTooLow);
        assert_ok!(withdraw(9_960));
    });
}

#[test]
fn close_grid_should_drop_what_was_announced_for_later() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Energy::set_tariff(
            signed(operator()),
            0,
            Tariff { retail: 80, ..tariff() }.into()
        ));
        assert_ok!(Energy::set_capacity(signed(operator()), 0, 1));
        assert_ok!(Energy::close_grid(signed(operator()), 0));
        assert_eq!((grid(0).tariffs.len(), grid(0).lowering), (1, None));
    });
}

#[test]
fn close_grid_should_redeem_at_the_highest_price_of_half_a_year() {
    for (days, highest) in [(179, 30), (181, 12)] {
        ExtBuilder::default().build_and_execute(|| {
            announced(0, START, Tariff { feed_in: 30, ..tariff() });
            announced(0, START + 96, Tariff { feed_in: 12, ..tariff() });
            // The versions are forgotten one by one, their prices are not.
            for day in [2, 45, 90, 135] {
                go_to(START + day * 96);
                let again = Tariff { feed_in: 12, ..tariff() };
                assert_ok!(Energy::set_tariff(signed(operator()), 0, again.into()));
            }
            assert!(grid(0).tariffs[0].from > START + 96);
            go_to(START + 96 + days * 96);
            assert_ok!(Energy::close_grid(signed(operator()), 0));
            assert_eq!(grid(0).ending.map(|ending| ending.feed_in), Some(highest));
        });
    }
}

#[test]
fn past_prices_should_never_be_lower_than_they_were_when_there_is_no_room_for_all() {
    ExtBuilder::default().build_and_execute(|| {
        // Twelve versions, each paying less than the one before, within half a year.
        for n in 0..12u32 {
            let pays = Tariff { feed_in: u64::from(60 - n), ..tariff() };
            let grid = Grids::<Test>::get(0).unwrap();
            let tariffs = vec![
                TariffVersion::new(START + n, pays.into()),
                TariffVersion::new(START + n + 1, tariff().into()),
            ];
            Grids::<Test>::insert(0, Grid { tariffs: tariffs.try_into().unwrap(), ..grid });
            go_to(START + PATIENCE + n + 1);
            assert_ok!(Energy::set_tariff(signed(operator()), 0, tariff().into()));
        }
        assert_eq!(grid(0).past.len(), 8);
        let calendar = crate::calendar::Calendar::read::<Test>();
        for n in 0..12u32 {
            // At the end of slot START + n so much was paid, or more is remembered.
            assert!(grid(0).highest_feed_in(&calendar, START + n) >= u64::from(60 - n));
        }
    });
}

#[test]
fn close_grid_should_free_credit_and_energy_when_it_has_ended() {
    closing(10_000, |ends| {
        go_to(ends);
        // Nothing is left to read, so nothing must be kept.
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_000));
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 3_000_000));
        assert_eq!(meter(0).credit, 30 * MICRO);
        assert_ok!(Energy::retire_meter(signed(owner(0)), 0, false));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 30));
        assert_eq!(Meters::<Test>::get(0), None);
    });
}

#[test]
fn close_grid_should_share_the_float_when_it_is_short() {
    closing(20, |ends| {
        go_to(ends);
        // 40 cents are owed, 20 are there: half for everybody, whoever comes first.
        assert_ok!(Energy::redeem(signed(owner(1)), 1, 1_000_000));
        assert_eq!(meter(1).credit, 1_005 * MICRO);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_500_000));
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_500_000));
        assert_eq!(meter(0).credit, 1_015 * MICRO);
        assert_eq!((grid(0).float, outstanding(0)), (0, 0));
    });
}

#[test]
fn close_grid_should_be_the_operators_or_the_peoples() {
    ExtBuilder::default().grids(&[(CENTS, 1, 0), (NATIVE, 1, 0)]).build_and_execute(|| {
        assert_noop!(Energy::close_grid(signed(owner(0)), 0), Error::<Test>::NotOperator);
        assert_noop!(Energy::close_grid(signed(operator()), 9), Error::<Test>::UnknownGrid);
        assert_noop!(Energy::close_grid(RuntimeOrigin::root(), 9), Error::<Test>::UnknownGrid);
        assert_ok!(Energy::close_grid(RuntimeOrigin::root(), 0));
        assert_noop!(Energy::close_grid(signed(operator()), 0), Error::<Test>::GridCloses);
        assert_ok!(Energy::close_grid(signed(operator()), 1));
    });
}
