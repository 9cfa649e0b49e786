//! A bank that is full, hoarded or made smaller.

use super::*;

/// A grid whose bank takes 1 kWh, with meters that export to it only.
fn small_bank(meters: u32) -> ExtBuilder {
    let banked = mock::limits(None, Some(63));
    ExtBuilder::default().grids(&[(CENTS, 1_000, 10_000)]).meters(meters).limits(banked)
}

/// Lets the next reading of each meter be that of this slot, with registers at zero.
fn all_begin_at(meters: u32, slot: Slot) {
    (0..meters).for_each(|id| begin_after(id, slot - 1));
}

#[test]
fn export_should_be_shared_and_the_rest_curtailed_when_the_bank_fills() {
    small_bank(3).build_and_execute(|| {
        limit(2, Some(10), None);
        let expected = play_as_twin(START, &[(0, 0, 1_500), (1, 0, 500), (2, 0, 1_000)]);
        assert_eq!((expected.unsold, expected.banked), (3_000_000, 1_000_000));
        assert_eq!([0, 1, 2].map(|id| meter(id).owed), [500_000, 166_666, 333_333]);
        has_event(Event::SlotCleared {
            grid: 0,
            slot: START,
            price: 10,
            volume: 0,
            banked: 1_000_000,
            curtailed: 2_000_000,
        });
        // The mWh that could not be divided is not outstanding.
        assert_eq!(outstanding(0), 999_999);
    });
}

#[test]
fn neighbours_should_go_on_trading_when_the_bank_is_full() {
    small_bank(3).build_and_execute(|| {
        play_as_twin(START, &[(0, 0, 1_000), (1, 0, 0), (2, 0, 0)]);
        assert_eq!(room(0), 0);
        all_begin_at(3, START + 3);
        limit(1, Some(0), None);
        // 2 kWh are for sale, one is sold, nothing can be kept.
        let expected = play_as_twin(START + 3, &[(0, 0, 500), (1, 0, 2_000), (2, 1_000, 0)]);
        assert_eq!((expected.volume, expected.banked), (1_000_000, 0));
        assert_eq!([0, 1].map(|id| meter(id).owed), [1_000_000, 0]);
        assert_eq!(meter(1).credit, units(1_041));
        has_event(Event::SlotCleared {
            grid: 0,
            slot: START + 3,
            price: 41,
            volume: 1_000_000,
            banked: 0,
            curtailed: 1_500_000,
        });
        assert_eq!(outstanding(0), 1_000_000);
    });
}

#[test]
fn tokens_should_leave_half_of_the_bank_to_others_when_hoarded() {
    small_bank(3).build_and_execute(|| {
        play_as_twin(START, &[(0, 0, 1_000), (1, 0, 0), (2, 0, 0)]);
        submit_ok((0..3).map(|id| reading(id, slot_now() - 1, 0, meter(id).export_wh)).collect());
        let claim = |id, wh| Energy::claim_tokens(signed(owner(id)), id, wh);
        assert_noop!(claim(0, 501), Error::<Test>::TokensExhausted);
        assert_ok!(claim(0, 500));
        assert_noop!(claim(0, 1), Error::<Test>::TokensExhausted);

        // The hoarder keeps the tokens for ever, but has to use the rest like everybody.
        Meters::<Test>::mutate(0, |record| record.as_mut().expect("one").limits.owed_first = true);
        let slot = slot_now();
        play(slot, &[(0, 500, 0), (1, 0, 800), (2, 0, 200)]);
        settle(&[0, 1, 2]);
        assert_eq!([0, 1, 2].map(|id| meter(id).owed), [0, 400_000, 100_000]);
        assert_eq!((meter(0).credit, outstanding(0)), (units(1_000), 1_000_000));

        // Households with owed energy can use it or redeem it. If they retire their meter, they can
        // draw it as tokens beyond the half.
        submit_ok(
            (0..3)
                .map(|id| {
                    let Meter { import_wh, export_wh, .. } = meter(id);
                    reading(id, slot_now() - 1, import_wh, export_wh)
                })
                .collect(),
        );
        assert_noop!(claim(1, 1), Error::<Test>::TokensExhausted);
        assert_ok!(Energy::redeem(signed(owner(1)), 1, 100_000));
        assert_eq!(meter(1).credit, units(1_001));
        assert_ok!(Energy::retire_meter(signed(owner(1)), 1, false));
        assert_ok!(claim(1, 300));
        assert_eq!((tokens(0, &owner(0)), tokens(0, &owner(1))), (500, 300));
        assert_eq!(outstanding(0), 900_000);

        // Tokens that come back are owed energy again, not new energy.
        assert_ok!(Energy::deposit_tokens(signed(owner(1)), 2, 300));
        assert_eq!((meter(2).owed, outstanding(0)), (400_000, 900_000));
    });
}

#[test]
fn capacity_should_confiscate_nothing_when_lowered() {
    small_bank(2).build_and_execute(|| {
        play_as_twin(START, &[(0, 0, 1_000), (1, 0, 0)]);
        submit_ok(vec![reading(0, slot_now() - 1, 0, 1_000), reading(1, slot_now() - 1, 0, 0)]);
        lower_capacity(0, 400);
        assert_eq!((meter(0).owed, outstanding(0)), (1_000_000, 1_000_000));
        // Half of the smaller bank may be out as tokens.
        let claim = |wh| Energy::claim_tokens(signed(owner(0)), 0, wh);
        assert_noop!(claim(201), Error::<Test>::TokensExhausted);
        assert_ok!(claim(200));

        // Nothing is taken until it owes less than 400 Wh.
        let expected = play_as_twin(slot_now(), &[(0, 0, 500), (1, 0, 500)]);
        assert_eq!((expected.unsold, expected.banked), (1_000_000, 0));
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 700_000));
        assert_eq!(meter(0).credit, units(1_007));
        // 100 Wh owed and 200 Wh in tokens: room for 100.
        let slot = slot_now();
        all_begin_at(2, slot);
        let expected = play_as_twin(slot, &[(0, 0, 0), (1, 0, 500)]);
        assert_eq!(expected.banked, 100_000);
        assert_eq!((meter(0).owed, meter(1).owed), (100_000, 100_000));
        // The capacity may go down to zero. What is owed is still paid.
        lower_capacity(0, 0);
        assert_ok!(Energy::redeem(signed(owner(1)), 1, 100_000));
        assert_ok!(Energy::deposit_tokens(signed(owner(0)), 1, 200));
        assert_ok!(Energy::redeem(signed(owner(1)), 1, 200_000));
        assert_eq!(meter(1).credit, units(1_003));
        assert_eq!(outstanding(0), 100_000);
    });
}

#[test]
fn capacity_should_bind_the_clearing_when_lowered_between_reading_and_clearing() {
    small_bank(2).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 600), flow(1, 0, 200)]);
        lower_capacity(0, 400);
        go_to(START + 3);
        settle(&[0, 1]);
        assert_eq!([0, 1].map(|id| meter(id).owed), [300_000, 100_000]);
        assert_eq!(outstanding(0), 400_000);
    });
}

#[test]
fn owner_should_win_the_difference_of_two_bands_at_most_for_what_the_bank_holds() {
    // Nights at 40 cents, evenings at 90.
    let bands = [(0, 40), (72, 90)].map(|(from, retail)| Band { from, feed_in: 10, retail });
    let schedule = TariffSchedule { bands: bands.to_vec().try_into().unwrap(), ..tariff().into() };
    let world = ExtBuilder::default().tariff(schedule).grids(&[(CENTS, 3, 1_000)]);
    world.meters(2).build_and_execute(|| {
        // By night one meter imports, and a cable brings all of it back through another one.
        limit(0, None, None);
        limit(1, None, None);
        play(START, &[(0, 5_000, 0), (1, 0, 5_000)]);
        settle(&[0, 1]);
        // The bank held 3 Wh. The rest was bought for nothing.
        assert_eq!((meter(0).credit, meter(1).owed), (units(800), 3_000));
        // In the evening these 3 Wh save 90 cents a kWh, and all else costs that.
        Meters::<Test>::mutate(1, |meter| meter.as_mut().unwrap().limits.owed_first = true);
        go_to(START + 73);
        submit_ok(vec![reading(1, START + 72, 1_000, 5_000)]);
        assert_eq!((meter(1).credit, meter(1).owed), (units(1_000) - 997_000 * 90, 0));
    });
}
