//! The ends of the types: what does not fit is refused and changes nothing; what fits is exact.

use super::*;
use frame_support::traits::fungibles::Mutate as _;
use sp_runtime::Permill;

/// Slots of four billion seconds: with the largest breaker, a reading may hold a quarter of what a
/// book can.
const AEON: Settings =
    Settings { slot_seconds: 4_000_000_000, grace_seconds: 4_000_000_000, patience_slots: 10 };

/// What the largest breaker lets through in such a slot, in Wh: 4,294,967,295 W · 4·10⁹ s / 3,600
/// s/h, rounded up.
const HUGE: WattHours = 4_772_185_883_333_334;

/// Gives all later slots that length. Nobody has read anything yet.
fn begin_aeon() {
    set_timing(AEON, Seconds::from(START) * 4_000_000_000);
}

/// Sets the clock to the start of such a slot, and makes a block.
fn go_to_aeon(slot: Slot) {
    go_to_time(Seconds::from(slot) * 4_000_000_000);
}

fn largest_breaker(id: MeterId) {
    Meters::<Test>::mutate(id, |record| record.as_mut().expect("a meter").breaker_w = u32::MAX);
}

#[test]
fn reading_should_be_refused_as_overflow_when_the_book_passes_u64() {
    let banked = mock::limits(None, None);
    let grids = [(CENTS, u64::MAX / 1_000, 0)];
    ExtBuilder::default().grids(&grids).meters(5).limits(banked).build_and_execute(|| {
        begin_aeon();
        (0..5).for_each(largest_breaker);
        limit(1, Some(0), None);
        go_to_aeon(START + 1);
        assert_eq!(u128::from(HUGE), (u128::from(u32::MAX) * 4_000_000_000).div_ceil(3_600));
        assert_eq!(refused(flow(0, 0, HUGE + 1)), Rejection::AboveBreaker);
        // Three fit: 14.3·10¹⁸ mWh. A fourth would pass 18.4·10¹⁸. The smaller one after it is
        // taken.
        let fourth = flow(3, 0, HUGE);
        let batch = vec![
            flow(0, 0, HUGE),
            flow(1, 0, HUGE),
            flow(2, 0, HUGE),
            fourth.clone(),
            flow(4, 0, 1_000),
        ];
        assert_eq!(submit(batch), vec![(3, Rejection::Overflow)]);
        assert_eq!(
            (meter(3).export_wh, meter(3).slot, meter(3).positions.len()),
            (0, START - 1, 0)
        );
        let book = Energy::book(0, START).expect("open");
        assert_eq!((book.readings, book.open), (4, 4));
        assert_eq!(refused(fourth), Rejection::Overflow);

        go_to_aeon(START + 3);
        settle(&[0, 1, 2, 4]);
        let each = HUGE * 1_000;
        assert_eq!([0, 1, 2, 4].map(|id| meter(id).owed), [each, each, each, 1_000_000]);
        assert_eq!(outstanding(0), 3 * each + 1_000_000);
    });
}

#[test]
fn bank_should_stop_at_its_capacity_when_it_is_the_end_of_u64() {
    let banked = mock::limits(None, None);
    let capacity = u64::MAX / 1_000;
    let grids = [(CENTS, capacity, 0)];
    ExtBuilder::default().grids(&grids).meters(4).limits(banked).build_and_execute(|| {
        begin_aeon();
        assert_noop!(
            Energy::set_capacity(signed(operator()), 0, capacity + 1),
            Error::<Test>::Overflow
        );
        (0..4).for_each(largest_breaker);
        let mut slot = START;
        for flows in [[HUGE, HUGE, HUGE, 0], [0, 0, 0, HUGE], [HUGE, 0, 0, HUGE]] {
            go_to_aeon(slot + 1);
            submit_ok((0..).zip(flows).map(|(id, export)| flow(id, 0, export)).collect());
            go_to_aeon(slot + 2);
            slot += 1;
        }
        go_to_aeon(slot + 2);
        settle(&[0, 1, 2, 3]);
        // Four times as much would be 19.1·10¹⁸; the bank takes 18.4·10¹⁸ and not a mWh more.
        assert_eq!(outstanding(0), capacity * 1_000);
        assert_eq!(meter(3).owed, capacity * 1_000 - 3 * HUGE * 1_000);
        assert_eq!(meter(0).owed, HUGE * 1_000);
    });
}

#[test]
fn registers_should_count_to_the_end_when_they_reach_u64() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let baseline =
            Baseline { slot: START - 1, import_wh: u64::MAX - 1_000, export_wh: u64::MAX };
        assert_ok!(Energy::correct(signed(operator()), 0, baseline, 0));
        go_to(START + 1);
        // A register that starts again from zero has decreased.
        assert_eq!(refused(reading(0, START, 0, u64::MAX)), Rejection::RegisterDecreased);
        assert_eq!(refused(reading(0, START, u64::MAX, 0)), Rejection::RegisterDecreased);
        submit_ok(vec![reading(0, START, u64::MAX, u64::MAX)]);
        assert_eq!(meter(0).credit, units(927));
        assert_eq!((meter(0).import_wh, meter(0).positions[0].supply), (u64::MAX, 0));
    });
}

#[test]
fn payments_should_be_exact_when_prices_are_at_the_end_of_u64() {
    let dear = Tariff {
        feed_in: 0,
        retail: u64::MAX,
        network_charge: 0,
        k: Permill::from_percent(100),
        trim: Permill::from_percent(0),
    };
    let max = u128::from(u64::MAX);
    ExtBuilder::default().tariff(dear).credit(0).meters(3).build_and_execute(|| {
        (0..3).for_each(largest_breaker);
        limit(2, Some(1), None);
        // 1,073,741,824 Wh a slot; twice that price is 2·10³¹ millionths.
        let most: WattHours = 1_073_741_824;
        let cost = u128::from(most) * 1_000 * max;
        let enough = cost.div_ceil(1_000_000);
        Assets::mint_into(VOUCHER, &owner(0), enough).expect("minted");
        assert_ok!(Energy::top_up(signed(owner(0)), 0, enough));

        let expected = play_as_twin(START, &[(0, most, 0), (1, 0, most / 2), (2, 0, most / 2)]);
        // a is the price of tick 1, b is retail, and k is one.
        assert_eq!(expected.price, Some(max));
        assert_eq!(meter(0).credit, units(enough) - cost);
        assert_eq!(meter(1).credit, cost / 2);
        // All of it can be drawn; what is less than a unit stays.
        let all = cost / 2 / 1_000_000;
        assert_ok!(Energy::retire_meter(signed(operator()), 1, false));
        let before = cents(&owner(1));
        assert_ok!(Energy::withdraw_credit(signed(owner(1)), 1, all));
        assert_eq!(cents(&owner(1)), before + all);
    });
}

#[test]
fn arrears_should_be_refused_as_overflow_when_they_pass_u128() {
    // At the highest price, without credit: 4.8·10¹⁸ mWh · 1.8·10¹⁹ is a quarter of what u128
    // holds.
    let dear = Tariff { retail: u64::MAX, ..tariff() };
    ExtBuilder::default().tariff(dear).credit(0).meters(1).build_and_execute(|| {
        begin_aeon();
        largest_breaker(0);
        let each = u128::from(HUGE) * 1_000 * u128::from(u64::MAX);
        let fit = u128::MAX / each;
        for n in 0..fit as u32 {
            go_to_aeon(START + 1 + n);
            submit_ok(vec![flow(0, HUGE, 0)]);
        }
        assert_eq!(meter(0).arrears, each * fit);
        go_to_aeon(START + 1 + fit as u32);
        let before = meter(0);
        assert_eq!(refused(flow(0, HUGE, 0)), Rejection::Overflow);
        assert_eq!(meter(0), before);
        // A smaller one is still taken.
        submit_ok(vec![flow(0, 0, 0)]);
    });
}

#[test]
fn top_up_should_fail_when_the_pool_would_pass_u128() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        // The pool holds 2,000 of credit and 10,000 of float already.
        let most = u128::MAX / 1_000_000 - 12_000;
        Assets::mint_into(VOUCHER, &owner(0), 2 * most).expect("minted");
        let top_up = |amount| {
            frame_support::storage::with_storage_layer(|| {
                Energy::top_up(signed(owner(0)), 0, amount)
            })
        };
        let purse = cents(&owner(0));
        for amount in [most + 1, 2 * most] {
            assert_noop!(top_up(amount), Error::<Test>::Overflow);
        }
        assert_noop!(top_up(0), Error::<Test>::ZeroAmount);
        assert!(top_up(u128::MAX).is_err());
        assert_eq!(cents(&owner(0)), purse);

        assert_ok!(top_up(most));
        assert_eq!(meter(0).credit, units(most + 1_000));
        // Now nobody else can pay in; but everybody goes on, and gets theirs out.
        let other =
            frame_support::storage::with_storage_layer(|| Energy::top_up(signed(owner(1)), 1, 1));
        assert_eq!(other, Err(Error::<Test>::Overflow.into()));
        let expected = play_as_twin(START, &[(0, 1_000, 0), (1, 0, 1_000)]);
        assert_eq!(expected.price, Some(41));
        assert_ok!(Energy::retire_meter(signed(operator()), 1, false));
        assert_ok!(Energy::withdraw_credit(signed(owner(1)), 1, 1_041));
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, most + 1_000 - 41));
        assert_eq!(grid(0).float, units(10_000));
    });
}
