use crate::{mock::*, weighing::Loads, *};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{GetDispatchInfo, Pays},
};
use sp_runtime::DispatchError;

#[test]
fn submit_readings_should_trade_as_in_the_worked_example() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        for (id, own) in [(0, (5, None)), (1, (20, None)), (2, (0, Some(40))), (3, (0, Some(30)))] {
            Meters::<Test>::mutate(id, |meter| {
                meter.as_mut().unwrap().limits = limits(Some(own.0), own.1)
            });
        }
        go_to(START + 1);
        submit_ok(vec![
            flow(0, 0, 4_000), // Ana asks 15 cents
            flow(1, 0, 2_000), // Sione 30
            flow(2, 3_000, 0), // Mele bids 50
            flow(3, 1_000, 0), // Tevita 40
        ]);
        has_event(Event::ReadingsAccepted { grid: 0, slot: START, count: 4 });
        assert_eq!(Books::<Test>::get(0, START).unwrap().pot, 292 * MICRO);
        assert_eq!(meter(2).credit, (1_000 - 219) * MICRO);

        go_to(START + 3);
        has_event(Event::SlotCleared {
            grid: 0,
            slot: START,
            price: 32,
            volume: 4_000_000,
            banked: 2_000_000,
            curtailed: 0,
        });
        // The next readings settle.
        submit_ok((0..4).map(|id| flow(id, 0, 0)).collect());
        has_event(Event::SlotSettled { grid: 0, slot: START });
        assert_eq!((meter(0).credit, meter(0).owed), (1_128 * MICRO, 0));
        assert_eq!((meter(1).credit, meter(1).owed), (1_000 * MICRO, 2_000_000));
        assert_eq!(meter(2).credit, (1_000 - 96) * MICRO);
        assert_eq!(meter(3).credit, (1_000 - 32) * MICRO);
        assert_eq!(grid(0).float, 10_000 * MICRO);
    });
}

#[test]
fn submit_readings_should_pay_the_operator_at_retail_when_there_is_no_bid() {
    ExtBuilder::default().meters(1).limits(limits(None, None)).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_eq!(meter(0).credit, 927 * MICRO);
        assert_eq!(grid(0).float, 10_073 * MICRO);
        // The reading puts nothing into the book, so no position is kept. It counts all the same.
        assert!(meter(0).positions.is_empty());
        assert_eq!(Energy::book(0, START).unwrap().readings, 1);
    });
}

#[test]
fn submit_readings_should_bank_the_export_when_there_is_no_ask() {
    ExtBuilder::default().meters(1).limits(limits(None, None)).build_and_execute(|| {
        play(START, &[(0, 0, 1_500)]);
        assert_eq!(outstanding(0), 1_500_000);
        assert_eq!(meter(0).owed, 0);
        settle(&[0]);
        assert_eq!(meter(0).owed, 1_500_000);
    });
}

#[test]
fn submit_readings_should_leave_the_unmatched_import_to_the_operator() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        play(START, &[(0, 2_000, 0)]);
        assert_eq!(grid(0).float, 10_000 * MICRO);
        settle(&[0]);
        assert_eq!(meter(0).credit, (1_000 - 146) * MICRO);
        assert_eq!(grid(0).float, 10_146 * MICRO);
    });
}

#[test]
fn submit_readings_should_spend_owed_energy_first_when_the_owner_chose_so() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        play(START, &[(0, 0, 2_000)]);
        settle(&[0]);
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().limits.owed_first = true);
        submit_ok(vec![flow(0, 1_200, 0)]);
        assert_eq!((meter(0).owed, meter(0).credit), (800_000, 1_000 * MICRO));
        assert_eq!(outstanding(0), 800_000);
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_eq!((meter(0).owed, meter(0).credit), (0, 1_000 * MICRO - 200_000 * 73));
    });
}

#[test]
fn submit_readings_should_spend_owed_energy_on_what_credit_cannot_pay_otherwise() {
    ExtBuilder::default().meters(1).credit(100).build_and_execute(|| {
        play(START, &[(0, 0, 2_000)]);
        settle(&[0]);
        // 100 cents are 1.369863 kWh at retail.
        submit_ok(vec![flow(0, 2_000, 0)]);
        assert_eq!(meter(0).owed, 2_000_000 - 630_137);
        assert_eq!(meter(0).credit, 100 * MICRO - 1_369_863 * 73);
        assert_eq!(meter(0).arrears, 0);
    });
}

#[test]
fn submit_readings_should_make_arrears_when_neither_credit_nor_energy_suffices() {
    ExtBuilder::default().meters(1).credit(100).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 2_000, 0)]);
        assert_eq!((meter(0).credit, meter(0).arrears), (0, 46 * MICRO));
        assert_eq!(meter(0).positions[0].demand, 1_369_863);
        has_event(Event::InArrears { meter: 0 });
        // The cent's fraction that bought no mWh paid arrears at once.
        assert_eq!(grid(0).float, 10_000 * MICRO + 1);
    });
}

#[test]
fn submit_readings_should_pay_arrears_first_out_of_income() {
    ExtBuilder::default().meters(2).credit(0).build_and_execute(|| {
        assert_ok!(Energy::top_up(signed(owner(1)), 1, 1_000));
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0), flow(1, 0, 0)]);
        go_to(START + 2);
        submit_ok(vec![flow(0, 0, 4_000), flow(1, 4_000, 0)]);
        go_to(START + 4);
        settle(&[0, 1]);
        // It earned 4 × 41 cents, and its arrears were 73 cents.
        assert_eq!((meter(0).credit, meter(0).arrears), (91 * MICRO, 0));
        assert_eq!(grid(0).float, 10_073 * MICRO);
    });
}

#[test]
fn submit_readings_should_name_the_reason_for_each_refusal() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        go_to(START + 2);
        submit_ok(vec![flow(0, 100, 100)]);
        assert_ok!(Energy::retire_meter(signed(operator()), 2, false));
        let wrong_key = signed_by(&key(1), 0, START, START + 1, 100, 100);
        // 100 kW for a quarter of an hour: 25 kWh.
        let refused = vec![
            (reading(9, START, 0, 0), Rejection::UnknownMeter),
            (reading(2, START, 0, 0), Rejection::Retired),
            (reading(0, START + 2, 100, 100), Rejection::FutureSlot),
            (reading(0, START, 100, 100), Rejection::Duplicate),
            (reading_since(0, START - 1, START + 1, 100, 100), Rejection::OutOfOrder),
            (reading(0, START + 1, 99, 100), Rejection::RegisterDecreased),
            (reading(0, START + 1, 100, 99), Rejection::RegisterDecreased),
            (reading(0, START + 1, 25_101, 100), Rejection::AboveBreaker),
            (reading(0, START + 1, 100, 25_101), Rejection::AboveBreaker),
            (wrong_key, Rejection::BadSignature),
        ];
        let expected = (0..).zip(&refused).map(|(i, (_, reason))| (i, *reason)).collect::<Vec<_>>();
        let batch = refused.into_iter().map(|(reading, _)| reading).collect();
        assert_eq!(submit(batch), expected);
        submit_ok(vec![reading(0, START + 1, 25_100, 25_100)]);
    });
}

#[test]
fn submit_readings_should_refuse_what_would_overflow_when_the_breaker_cannot_let_it_through() {
    let sell = limits(None, None);
    ExtBuilder::default().meters(2).limits(sell).build_and_execute(|| {
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().breaker_w = u32::MAX);
        read_up_to(0, 0);
        let before = (meter(0), grid(0));
        go_to(START + 1);
        // This is more mWh than the type holds. The breaker would let it through in 54 years.
        let import = u64::MAX / 1_000 + 1;
        assert_eq!(u128::from(import) * 3_600 / u128::from(u32::MAX) / 31_536_000, 490);
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().import_wh = 0);
        assert_eq!(submit(vec![reading(0, START, import, 0)]), vec![(0, Rejection::AboveBreaker)]);
        assert_eq!((meter(0), grid(0)), before);
    });
}

#[test]
fn submit_readings_should_refuse_the_hundred_and_first_open_position() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 101);
        let batch = (0..101u32)
            .map(|n| {
                let since = START + n - 1;
                reading_since(0, since, START + n, 0, u64::from(n + 1) * 10)
            })
            .collect::<Vec<_>>();
        // The first 98 slots open late; all wait.
        bring(batch[..100].to_vec());
        assert_eq!(submit(vec![batch[100].clone()]), vec![(0, Rejection::PositionsFull)]);
        assert_eq!(meter(0).positions.len(), 100);
        // Once slots have cleared, the reading settles four and finds room.
        go_to_time(now() + GRACE);
        submit_ok(vec![batch[100].clone()]);
        assert_eq!(meter(0).positions.len(), 97);
    });
}

#[test]
fn submit_readings_should_settle_four_positions_at_a_time() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 6);
        submit_ok(catch_up(0, &[(0, 10); 6]));
        go_to(START + 20);
        assert_eq!(meter(0).positions.len(), 6);
        submit_ok(vec![flow(0, 0, 10)]);
        assert_eq!(meter(0).positions.len(), 3);
    });
}

#[test]
fn submit_readings_should_look_up_three_results_and_one_a_reading() {
    // Each meter is of a grid of its own, so that no two settle from the same result.
    let grids = vec![(CENTS, 100_000, 100); 4];
    ExtBuilder::default().grids(&grids).meters(4).build_and_execute(|| {
        go_to(START + 6);
        (0..4).for_each(|id| submit_ok(catch_up(id, &[(0, 10); 4])));
        go_to(START + 20);
        submit_ok((0..4).map(|id| reading(id, START + 19, 0, 40)).collect());
        let left = (0..4).map(|id| meter(id).positions.len()).collect::<Vec<_>>();
        assert_eq!(left.iter().sum::<usize>(), 16 - 7, "{left:?}");
        assert!(left.iter().all(|left| *left < 4), "{left:?}");
    });
}

#[test]
fn submit_readings_should_refuse_a_sixty_fifth_book_and_take_it_in_the_next_batch() {
    let of = |n: Slot| reading_since(0, START + n - 1, START + n, 0, u64::from(n + 1) * 10);
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 80);
        // The last slot that has ended counts, whether or not a reading is of it: 63 others fit.
        let mut batch = (0..65).map(of).collect::<Vec<_>>();
        batch.push(flow(1, 0, 10));
        let refused = submit(batch.clone());
        assert_eq!(refused, vec![(63, Rejection::TooManyBooks), (64, Rejection::TooManyBooks)]);
        assert_eq!(meter(0).slot, START + 62);
        submit_ok(batch[63..65].to_vec());
        let post = submit_raw(batch[..0].to_vec()).unwrap();
        assert_eq!(post.pays_fee, Pays::Yes, "an empty batch");
        // A reading that is refused for that costs an honest relayer nothing.
        let more = (65..129).map(of).collect::<Vec<_>>();
        go_to(START + 140);
        let post = submit_raw(more).unwrap();
        assert_eq!(post.pays_fee, Pays::No);
        assert_eq!(meter(0).slot, START + 65 + 62);
    });
}

#[test]
fn submit_readings_should_refuse_a_batch_of_too_many_grids_in_part() {
    let grids = vec![(CENTS, 100_000, 100); 70];
    ExtBuilder::default().grids(&grids).meters(70).build_and_execute(|| {
        go_to(START + 1);
        let refused = submit((0..70).map(|id| flow(id, 0, 10)).collect());
        let expected = (64..70).map(|index| (index, Rejection::TooManyBooks)).collect::<Vec<_>>();
        assert_eq!(refused, expected);
    });
}

#[test]
fn submit_readings_should_give_the_same_books_however_they_are_batched() {
    let run = |batches: &[&[MeterId]]| {
        ExtBuilder::default().meters(4).build_and_execute(|| {
            go_to(START + 1);
            for batch in batches {
                submit_ok(batch.iter().map(|id| flow(*id, u64::from(*id) * 300, 500)).collect());
            }
            let book = Books::<Test>::get(0, START).unwrap();
            go_to(START + 3);
            (book, Cleared::<Test>::get(0, START).unwrap())
        })
    };
    let together = run(&[&[0, 1, 2, 3]]);
    assert_eq!(together, run(&[&[3], &[1, 0], &[2]]));
}

#[test]
fn submit_readings_should_be_free_when_half_is_accepted_and_the_rest_was_brought_before() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 1);
        let all = (0..4).map(|id| flow(id, 10, 0)).collect::<Vec<_>>();
        assert_eq!(submit_raw(all[..2].to_vec()).unwrap().pays_fee, Pays::Yes);
        assert_eq!(submit_raw(all.clone()).unwrap().pays_fee, Pays::No);
        assert_eq!(submit_raw(all).unwrap().pays_fee, Pays::Yes);
        assert_eq!(submit_raw(vec![]).unwrap().pays_fee, Pays::Yes);

        go_to(START + 2);
        let one_bad = vec![flow(0, 1, 0), flow(1, 1, 0), reading(99, START, 0, 0)];
        assert_eq!(submit_raw(one_bad).unwrap().pays_fee, Pays::Yes);
        let of_order = reading_since(1, START - 3, START + 1, 90, 0);
        let harmless = vec![flow(2, 1, 0), flow(3, 1, 0), flow(0, 0, 0), of_order];
        assert_eq!(submit_raw(harmless).unwrap().pays_fee, Pays::No);
    });
}

#[test]
fn submit_readings_should_charge_what_it_did() {
    ExtBuilder::default().meters(8).build_and_execute(|| {
        go_to(START + 1);
        let batch = (0..8).map(|id| flow(id, 10, 0)).collect::<Vec<_>>();
        let call = Call::<Test>::submit_readings { readings: batch.clone().try_into().unwrap() };
        let before = call.get_dispatch_info().call_weight;
        let worst = Loads { books: 16, results: 11, positions: 800, settled: 32 };
        assert_eq!(before, Pallet::<Test>::batch_weight(8, worst));
        let after = submit_raw(batch.clone()).unwrap().actual_weight.unwrap();
        let refuse = <() as WeightInfo>::refuse_readings;
        let one_book = Loads { books: 1, ..Default::default() };
        assert_eq!(after, Pallet::<Test>::batch_weight(8, one_book).saturating_add(refuse(0)));
        // Duplicates cost no signature.
        let again = submit_raw(batch).unwrap().actual_weight.unwrap();
        assert!(again.ref_time() < after.ref_time());
        assert!(after.ref_time() < before.ref_time());
    });
}

#[test]
fn submit_readings_should_fit_nine_thousand_typical_readings_into_a_block() {
    let block = 1_500_000_000_000u64;
    let full = Pallet::<Test>::worst_batch(512).ref_time();
    // The readings are of one grid and slot. Each meter has two positions, and settles the older
    // one.
    let loads = Loads { books: 1, results: 1, positions: 1_024, settled: 512 };
    let typical = Pallet::<Test>::batch_weight(512, loads).ref_time();
    assert!(full < block / 2, "{full}");
    assert!(typical * 9_000 / 512 < block, "{typical}");
}

#[test]
fn submit_readings_should_fail_when_unsigned() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Energy::submit_readings(RuntimeOrigin::none(), Default::default()),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn submit_readings_should_enter_canonical_ticks_when_prices_are_few() {
    let narrow = Tariff { feed_in: 10, retail: 12, ..tariff() };
    let both = limits(Some(40), Some(31));
    ExtBuilder::default().tariff(narrow).meters(1).limits(both).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 100, 200)]);
        let position = meter(0).positions[0];
        // The prices are 10, 11 and 12. Ticks 32 and 40 cost 11, and ticks 0 and 31 cost 10.
        assert_eq!((position.ask, position.bid), (32, 0));
    });
}
