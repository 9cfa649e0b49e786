//! Relayers who want something for nothing, or another's effort.

use super::*;
use frame_support::{dispatch::Pays, weights::Weight};

fn fee_and_weight(readings: Vec<SignedReading>) -> (Pays, Weight) {
    let info = submit_raw(readings).expect("a batch never fails");
    (info.pays_fee, info.actual_weight.expect("said"))
}

#[test]
fn batch_should_pay_its_fee_when_all_of_its_readings_are_bad() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 1);
        let forged = |id| signed_by(&key(99), id, START - 1, START, 0, 1_000);
        let before: Vec<_> = (0..4).map(meter).collect();
        let bad = vec![
            forged(0),
            forged(1),
            flow(2, 25_001, 0),
            reading(3, START + 1, 0, 0),
            signed_by(&key(99), 99, START - 1, START, 0, 0),
        ];
        assert_eq!(submit(bad.clone()).len(), 5);
        let (pays, weight) = fee_and_weight(bad);
        assert_eq!(pays, Pays::Yes);
        // Two signatures were checked in vain. The weight includes them, and so does the fee.
        let signatures = Pallet::<Test>::batch_weight(2, Default::default());
        assert!(weight.all_gte(signatures), "{weight:?}");
        assert_eq!((0..4).map(meter).collect::<Vec<_>>(), before);
        assert_eq!(Books::<Test>::iter().count(), 0);
    });
}

#[test]
fn batch_should_pay_its_fee_when_one_forged_reading_hides_among_good_ones() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 1);
        let forged = signed_by(&key(99), 3, START - 1, START, 0, 1_000);
        let batch = vec![flow(0, 0, 1), flow(1, 0, 1), flow(2, 0, 1), forged];
        assert_eq!(fee_and_weight(batch).0, Pays::Yes);
        // The good ones are taken all the same.
        assert_eq!([0, 1, 2, 3].map(|id| meter(id).export_wh), [1, 1, 1, 0]);
        // Nor is an empty batch free, or one whose good readings are fewer than half.
        assert_eq!(fee_and_weight(vec![]).0, Pays::Yes);
        let stale = reading_since(0, START - 1, START, 0, 1);
        let mostly_stale = vec![flow(3, 0, 1), stale.clone(), stale];
        assert_eq!(fee_and_weight(mostly_stale).0, Pays::Yes);
    });
}

#[test]
fn batch_should_pay_its_fee_when_its_readings_are_older_than_the_patience() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        // A meter that nobody read since 1970 could be read slot by slot, millions of times, and
        // nothing would come of it.
        read_up_to(0, 0);
        go_to(START + 1);
        let oldest = START + 2 - (PATIENCE - 1);
        let ancient = |slot| reading_since(0, slot - 1, slot, 0, 0);
        assert_eq!(fee_and_weight(vec![ancient(1), ancient(2)]).0, Pays::Yes);
        assert_eq!(meter(0).slot, 2);
        // One such reading does not hide among new ones.
        assert_eq!(fee_and_weight(vec![ancient(3), flow(1, 0, 1)]).0, Pays::Yes);
        // A reading of the oldest slot that may still have a market is free, although it skips all
        // slots before.
        let skipping = reading_since(0, 3, oldest, 0, 0);
        go_to(START + 2);
        assert_eq!(fee_and_weight(vec![skipping, flow(1, 0, 1)]).0, Pays::No);
    });
}

#[test]
fn batch_should_pay_its_fee_when_it_has_a_silent_meter_in_place_of_one_that_is_read() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        // The patience is shorter than the week in which a batch waits for a meter.
        set_timing(Settings { patience_slots: 10, ..Settings::default() }, now());
        go_to(START + 1);
        submit_ok((0..3).map(|id| flow(id, 0, 1)).collect());
        go_to(START + 22);
        let old = || reading_since(0, START - 1, START, 0, 1);
        let last = |id, slot| reading_since(id, START, slot, 0, 1);
        submit_ok(vec![last(1, START + 20), last(2, START + 20)]);
        // The first meter was last heard from before the patience, and nobody waits for it. A
        // duplicate of its reading is no substitute for the third meter.
        let next = |id| reading_since(id, START + 20, START + 21, 0, 2);
        let (pays, _) = fee_and_weight(vec![next(1), old()]);
        assert_eq!((pays, meter(1).slot), (Pays::Yes, START + 21));
        go_to(START + 23);
        let newest = reading_since(1, START + 21, START + 22, 0, 3);
        assert_eq!(fee_and_weight(vec![newest, next(2), old()]).0, Pays::No);
    });
}

#[test]
fn copied_readings_should_cost_the_honest_relayer_next_to_nothing_when_copied_whole() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 1);
        let batch = vec![flow(0, 0, 1_000), flow(1, 0, 500), flow(2, 600, 0), flow(3, 400, 0)];
        // A thief sees the batch in the pool and is first.
        let copy = batch.clone().try_into().expect("fits");
        let thief = Energy::submit_readings(signed(owner(7)), copy).expect("never fails");
        assert_eq!(thief.pays_fee, Pays::No);
        let purse = (cents(&relayer()), cents(&owner(7)));
        let after_thief: Vec<_> = (0..4).map(meter).collect();

        let (_, weight) = fee_and_weight(batch.clone());
        // No signature is checked a second time, and no book loaded.
        let refusals = <() as WeightInfo>::refuse_readings(4);
        assert_eq!(weight, refusals);
        assert!(weight.ref_time() * 2 < thief.actual_weight.expect("said").ref_time());
        assert_eq!(submit(batch).len(), 4);

        // The readings count once, for the households. Neither relayer gains anything.
        assert_eq!((0..4).map(meter).collect::<Vec<_>>(), after_thief);
        assert_eq!((cents(&relayer()), cents(&owner(7))), purse);
        go_to(START + 3);
        settle(&[0, 1, 2, 3]);
        // 1 kWh of 1.5 kWh is sold, two thirds of each, at 41. ⌊1,000,000·2/3⌋ = 666,666 mWh.
        assert_eq!(meter(0).credit, units(1_000) + 666_666 * 41);
        assert_eq!(meter(1).credit, units(1_000) + 333_333 * 41);
        assert_eq!(meter(2).credit, units(1_000) - 600_000 * 41);
        assert_eq!(meter(3).credit, units(1_000) - 400_000 * 41);
    });
}

#[test]
fn copied_readings_should_cost_the_honest_relayer_nothing_when_half_are_new() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 1);
        let batch: Vec<_> = (0..4).map(|id| flow(id, 0, 100)).collect();
        submit_ok(batch[..2].to_vec());
        assert_eq!(fee_and_weight(batch).0, Pays::No);
        assert_eq!([0, 1, 2, 3].map(|id| meter(id).export_wh), [100; 4]);
    });
}

#[test]
fn copied_readings_should_harm_nobody_when_brought_in_the_wrong_order() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 2);
        let of = |id| {
            let first = reading_since(id, START - 1, START, 0, 100);
            [first, reading_since(id, START, START + 1, 0, 200)]
        };
        let backwards: Vec<_> = [of(0), of(1)].concat().into_iter().rev().collect();
        // The later reading of each is out of order, the earlier one is taken.
        let reasons = submit(backwards.clone());
        assert_eq!(reasons, vec![(0, Rejection::OutOfOrder), (2, Rejection::OutOfOrder)]);
        // What is left of the honest batch: half new, half known.
        assert_eq!(fee_and_weight([of(0), of(1)].concat()).0, Pays::No);
        assert_eq!([0, 1].map(|id| meter(id).slot), [START + 1; 2]);
        assert_eq!(meter(0).positions.len(), 2);
    });
}

#[test]
fn withheld_reading_should_cost_two_slots_of_trade_and_no_more() {
    let trade = |withheld: bool| {
        ExtBuilder::default().meters(2).build_and_execute(|| {
            let of = |id, n: Slot, import, export| {
                reading_since(id, START + n - 1, START + n, import, export)
            };
            for n in 0..4 {
                go_to(START + n + 1);
                let sums = u64::from(n) + 1;
                submit_ok(vec![of(0, n, 0, 1_000 * sums)]);
                // The gateway keeps the buyer's first reading to itself.
                let (first, later) = (n == 0, n == 1);
                match withheld {
                    true if first => (),
                    true if later => {
                        let early = refused(of(1, n, 2_000, 0));
                        assert_eq!(early, Rejection::OutOfOrder);
                    }
                    true if n == 2 => submit_ok(vec![of(1, 1, 2_000, 0), of(1, 2, 3_000, 0)]),
                    _ => submit_ok(vec![of(1, n, 1_000 * sums, 0)]),
                }
            }
            go_to(START + 6);
            settle(&[0, 1]);
            (meter(1).credit, meter(0).credit, grid(0).float)
        })
    };
    // In each slot 1 kWh is sold at 41.
    assert_eq!(trade(false), (units(1_000 - 164), units(1_164), units(10_000)));
    // Two of them cost retail. The operator earns 73 for each, and owes the seller's energy.
    assert_eq!(trade(true), (units(1_000 - 82 - 146), units(1_082), units(10_146)));
}

#[test]
fn batch_should_pay_its_fee_when_it_is_small_and_leaves_living_meters_out() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        go_to(START + 20);
        // One reading at a time, 3,840 of them, filled blocks for nothing.
        for _ in 0..3 {
            assert_eq!(fee_and_weight(vec![flow(0, 0, 1)]).0, Pays::Yes);
        }
        assert_eq!(fee_and_weight(catch_up(0, &[(0, 1); 15])).0, Pays::Yes);
        // Many together are cheap to take, whosever they are.
        assert_eq!(fee_and_weight(catch_up(1, &[(0, 1); 16])).0, Pays::No);
        let two = vec![flow(1, 0, 1), flow(2, 0, 1)];
        assert_eq!(fee_and_weight(two).0, Pays::Yes);
        go_to(START + 21);
        assert_eq!(fee_and_weight((0..3).map(|id| flow(id, 0, 1)).collect()).0, Pays::No);
    });
}

#[test]
fn batch_should_be_free_for_a_village_of_few_when_its_dead_meters_are_missing() {
    ExtBuilder::default().meters(5).build_and_execute(|| {
        go_to(START + 6 * 96);
        (0..2).for_each(|id| begin_after(id, slot_now() - 2));
        let alive = |id| flow(id, 0, 1);
        assert_eq!(fee_and_weight(vec![alive(0), alive(1)]).0, Pays::Yes);
        // The others were read for the last time more than a week ago.
        go_to(START + 8 * 96);
        (0..2).for_each(|id| begin_after(id, slot_now() - 3));
        assert_eq!(fee_and_weight(vec![alive(0)]).0, Pays::Yes);
        assert_eq!(fee_and_weight(vec![alive(0), alive(1)]).0, Pays::No);
    });
}

#[test]
fn batch_should_pay_its_fee_when_one_of_its_grids_is_not_whole() {
    let grids = [(CENTS, 100_000, 0), (NATIVE, 100_000, 0)];
    ExtBuilder::default().grids(&grids).meters(4).build_and_execute(|| {
        go_to(START + 2);
        // Meters 0 and 2 are all of grid 0; meter 3 of grid 1 is missing.
        let batch = vec![flow(0, 0, 1), flow(2, 0, 1), flow(1, 0, 1)];
        assert_eq!(fee_and_weight(batch).0, Pays::Yes);
        assert_eq!(fee_and_weight(vec![flow(0, 0, 1), flow(2, 0, 1)]).0, Pays::No);
    });
}

#[test]
fn batch_should_be_free_when_the_clock_of_a_meter_in_it_is_fast() {
    ExtBuilder::default().meters(4).build_and_execute(|| {
        go_to(START + 1);
        let fast = reading_since(3, START, START + 1, 0, 2);
        let batch = vec![flow(0, 0, 1), flow(1, 0, 1), flow(2, 0, 1), fast];
        assert_eq!(fee_and_weight(batch).0, Pays::No);
        // But not if most of it is refused.
        go_to(START + 2);
        let fast = |id| reading_since(id, START + 1, START + 2, 0, 2);
        let batch = vec![flow(0, 0, 1), fast(1), fast(2), fast(3)];
        assert_eq!(fee_and_weight(batch).0, Pays::Yes);
    });
}
