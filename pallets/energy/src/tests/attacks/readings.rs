//! Readings that are not what the meter said, or not now, or not all that it said.

use super::*;
use codec::Encode;
use sp_core::{ed25519, H256};

#[test]
fn reading_should_be_refused_as_duplicate_when_replayed() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 1);
        let (bought, sold) = (flow(0, 1_000, 0), flow(1, 0, 1_000));
        submit_ok(vec![bought.clone(), sold.clone()]);
        // 1 kWh at retail in advance, once.
        assert_eq!(meter(0).credit, units(1_000 - 73));
        let (buyer, seller, book) = (meter(0), meter(1), Energy::book(0, START));

        let replay = vec![bought.clone(), sold.clone(), sold.clone()];
        let all = [0, 1, 2].map(|index| (index, Rejection::Duplicate)).to_vec();
        assert_eq!(submit(replay), all);
        assert_eq!((meter(0), meter(1), Energy::book(0, START)), (buyer, seller, book));

        // Nor in a later slot, nor when the book has gone.
        go_to(START + 2);
        submit_ok(vec![flow(0, 0, 0)]);
        assert_eq!(refused(bought.clone()), Rejection::Duplicate);
        go_to(START + 4);
        assert_eq!(refused(bought), Rejection::Duplicate);
        settle(&[0, 1]);
        // The price is half way between 10 and 73, rounded down: 41.
        assert_eq!(meter(0).credit, units(1_000 - 41));
        assert_eq!(meter(1).credit, units(1_000 + 41));
    });
}

#[test]
fn reading_should_be_refused_when_replayed_after_a_baseline_with_lower_registers() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 1);
        let old = flow(0, 0, 20_000);
        submit_ok(vec![old.clone()]);
        go_to(START + 2);
        // The same key goes on in a meter whose registers begin at zero again.
        begin_after(0, START);
        assert_eq!(refused(old), Rejection::Duplicate);
        submit_ok(vec![flow(0, 0, 5)]);
        assert_eq!((meter(0).slot, meter(0).export_wh), (START + 1, 5));
    });
}

#[test]
fn reading_should_be_refused_when_signed_for_another_chain() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 1);
        let sign_for = |genesis: H256| {
            let registers = (0u32, START - 1, START, 0u64, 700u64);
            let mut payload = b"vaka/reading/1".to_vec();
            payload.extend(genesis.as_bytes());
            payload.extend(registers.encode());
            assert_eq!(payload.len(), 74);
            SignedReading { signature: key(0).sign(&payload), ..flow(0, 0, 700) }
        };
        assert_eq!(refused(sign_for(H256::repeat_byte(0xBB))), Rejection::BadSignature);
        assert_eq!(meter(0).slot, START - 1);
        submit_ok(vec![sign_for(H256::repeat_byte(0xAA))]);
        assert_eq!(meter(0).export_wh, 700);
    });
}

#[test]
fn reading_should_be_refused_when_a_register_decreased() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 300, 500)]);
        go_to(START + 2);
        for (import, export) in [(299, 500), (300, 499), (0, 0), (299, 10_000)] {
            let reason = refused(reading(0, START + 1, import, export));
            assert_eq!(reason, Rejection::RegisterDecreased);
        }
        assert_eq!((meter(0).import_wh, meter(0).export_wh), (300, 500));
        submit_ok(vec![reading(0, START + 1, 300, 500)]);
    });
}

#[test]
fn reading_should_be_refused_when_it_jumps_past_the_breaker() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        // 100 kW for a quarter of an hour: 25 kWh.
        go_to(START + 1);
        for (import, export) in [(25_001, 0), (0, 25_001), (u64::MAX, 0), (0, u64::MAX)] {
            assert_eq!(refused(flow(0, import, export)), Rejection::AboveBreaker);
        }
        submit_ok(vec![flow(0, 0, 25_000)]);
        // In three quarters of an hour it is 75 kWh, even if one reading spans them.
        go_to(START + 4);
        assert_eq!(refused(reading(0, START + 3, 75_001, 25_000)), Rejection::AboveBreaker);
        assert_eq!(refused(reading(0, START + 1, 25_001, 25_000)), Rejection::AboveBreaker);
        submit_ok(vec![reading(0, START + 3, 75_000, 25_000)]);
        assert_eq!(meter(0).import_wh, 75_000);
    });
}

#[test]
fn reading_should_pass_a_part_of_a_wh_rounded_up_when_the_breaker_is_tiny() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        for (id, breaker) in [(0, 1), (1, 0)] {
            Meters::<Test>::mutate(id, |record| {
                record.as_mut().expect("a meter").breaker_w = breaker
            });
        }
        go_to(START + 1);
        // A quarter of a Wh.
        assert_eq!(refused(flow(0, 0, 2)), Rejection::AboveBreaker);
        assert_eq!(refused(flow(1, 0, 1)), Rejection::AboveBreaker);
        submit_ok(vec![flow(0, 0, 1), flow(1, 0, 0)]);
    });
}

#[test]
fn reading_should_be_refused_when_its_slot_has_not_ended() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        let now = flow(0, 0, 100);
        assert_eq!(now.slot, START);
        assert_eq!(refused(now.clone()), Rejection::FutureSlot);
        go_to_time(Seconds::from(START + 1) * SLOT - 1);
        assert_eq!(refused(now.clone()), Rejection::FutureSlot);
        for slot in [START + 1, START + 96, Slot::MAX] {
            assert_eq!(refused(reading(0, slot, 0, 100)), Rejection::FutureSlot);
        }
        go_to(START + 1);
        submit_ok(vec![now]);
    });
}

#[test]
fn reading_should_be_refused_when_its_meter_is_retired() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 1_000), (1, 1_000, 0)]);
        go_to(START + 4);
        let next = flow(0, 0, 25_000);
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_eq!(refused(next), Rejection::Retired);
        assert_eq!(refused(reading(0, START + 3, u64::MAX, 0)), Rejection::Retired);
        // What it had sold before is its own.
        settle(&[0]);
        assert_eq!(meter(0).credit, units(1_041));
        let before = cents(&owner(0));
        assert_ok!(Energy::withdraw_credit(signed(owner(0)), 0, 1_041));
        assert_eq!(cents(&owner(0)), before + 1_041);
        assert!(Meters::<Test>::get(0).is_none());
        assert_eq!(
            submit(vec![signed_by(&key(0), 0, START, START + 1, 0, 0)]),
            vec![(0, Rejection::UnknownMeter)]
        );
    });
}

#[test]
fn reading_should_be_refused_when_signed_by_the_wrong_key() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 1);
        let forged = signed_by(&key(1), 0, START - 1, START, 0, 25_000);
        assert_eq!(refused(forged), Rejection::BadSignature);
        // Each field is signed.
        let good = flow(0, 10, 10);
        for altered in [
            SignedReading { import_wh: 9, ..good.clone() },
            SignedReading { export_wh: 11, ..good.clone() },
            SignedReading { meter: 1, ..good.clone() },
            SignedReading { signature: ed25519::Signature::default(), ..good.clone() },
        ] {
            assert_eq!(refused(altered), Rejection::BadSignature);
        }
        let (thief, honest) = (meter(1), meter(0));
        assert_eq!((thief.export_wh, honest.export_wh), (0, 0));

        // A key that was replaced can no longer sign readings.
        let baseline = Baseline { slot: START - 1, ..Default::default() };
        assert_ok!(Energy::rotate_meter_key(
            signed(operator()),
            0,
            key(77).public(),
            baseline,
            None
        ));
        assert_eq!(refused(good), Rejection::BadSignature);
        submit_ok(vec![signed_by(&key(77), 0, START - 1, START, 10, 10)]);
    });
}

#[test]
fn reading_should_be_refused_when_a_relayer_skips_a_slot_on_purpose() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        go_to(START + 2);
        // The meter exported in one slot and imported in the next; the relayer would rather lose
        // the export.
        let first = reading_since(0, START - 1, START, 0, 1_000);
        let second = reading_since(0, START, START + 1, 1_000, 1_000);
        let untouched = meter(0);
        assert_eq!(refused(second.clone()), Rejection::OutOfOrder);
        assert_eq!(submit(vec![second.clone(), second.clone()]).len(), 2);
        assert_eq!(meter(0), untouched);

        // Somebody else brings both, and the neighbour's: nothing is lost.
        let neighbour = [reading_since(1, START - 1, START, 1_000, 0), {
            reading_since(1, START, START + 1, 1_000, 1_000)
        }];
        submit_ok([&[first, second][..], &neighbour[..]].concat());
        go_to(START + 4);
        settle(&[0, 1]);
        // Sold and bought 1 kWh at 41 each.
        assert_eq!((meter(0).credit, meter(1).credit), (units(1_000), units(1_000)));
        assert_eq!(grid(0).float, units(10_000));
    });
}

#[test]
fn reading_should_be_settled_at_backstop_terms_when_the_owner_skips_a_slot_on_purpose() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        // The neighbours play on time.
        play_as_twin(START, &[(1, 0, 1_000), (2, 500, 0)]);
        go_to(START + 3);
        submit_ok(vec![flow(1, 0, 1_000), flow(2, 500, 0)]);

        // The owner of meter 0 kept it from signing at the end of slot START, so as not to sell for
        // 41.
        let float = grid(0).float;
        submit_ok(vec![reading(0, START + 1, 2_000, 3_000)]);
        // 2 kWh at retail to the operator; the export waits for the bank, and is for sale to
        // nobody.
        assert_eq!(meter(0).credit, units(1_000 - 146));
        assert_eq!(grid(0).float, float + units(146));
        let late = Position { slot: START + 2, bank_only: 3_000_000, ..Default::default() };
        assert_eq!(meter(0).positions.to_vec(), vec![late]);
        assert_eq!(Energy::clearing(0, START).map(|cleared| cleared.open), Some(0));

        go_to(START + 6);
        settle(&[0, 1, 2]);
        // The neighbours trade in slot START + 1 as if nothing had happened: half of 1 kWh is sold.
        let result = Energy::clearing(0, START + 1).expect("cleared").clearing;
        assert_eq!((result.price, result.volume), (41, 500_000));
        assert_eq!((meter(0).credit, meter(0).owed), (units(1_000 - 146), 3_000_000));
        assert_eq!(meter(1).owed, 500_000 + 500_000);
    });
}

#[test]
fn baseline_should_be_refused_when_the_operator_puts_it_into_the_future() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        for slot in [START + 1, START + 96, Slot::MAX] {
            let baseline = Baseline { slot, ..Default::default() };
            let (by, new) = (signed(operator()), key(9).public());
            assert_noop!(
                Energy::rotate_meter_key(by.clone(), 0, new, baseline, None),
                Error::<Test>::InvalidBaseline
            );
            assert_noop!(
                Energy::register_meter(by, 0, owner(9), new, 10_000, baseline, None),
                Error::<Test>::InvalidBaseline
            );
        }
        // The owner still has the slot that runs: nothing was cut off.
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 1_000)]);
        assert_eq!(meter(0).positions.len(), 1);
    });
}

#[test]
fn baseline_should_be_refused_when_the_operator_puts_it_before_the_last_reading() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 2);
        submit_ok(vec![flow(0, 2_000, 0)]);
        assert_eq!(meter(0).credit, units(1_000 - 146));
        submit_ok(vec![flow(0, 0, 0)]);
        for slot in [0, START - 1, START] {
            // The import of slot START would be billed a second time.
            let baseline = Baseline { slot, ..Default::default() };
            assert_noop!(
                Energy::rotate_meter_key(signed(operator()), 0, key(1).public(), baseline, None),
                Error::<Test>::InvalidBaseline
            );
        }
        let last = Baseline { slot: START + 1, import_wh: 5, export_wh: 7 };
        assert_ok!(Energy::rotate_meter_key(signed(operator()), 0, key(1).public(), last, None));
        assert_eq!(refused(reading_since(0, START, START + 1, 9, 9)), Rejection::Duplicate);
        assert_eq!((meter(0).credit, meter(0).positions.len()), (units(1_000 - 146), 1));
    });
}
