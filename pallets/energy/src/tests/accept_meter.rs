use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn offer() {
    assert_ok!(Energy::transfer_meter(signed(owner(0)), 0, Some(owner(5))));
}

fn accept() -> frame_support::dispatch::DispatchResult {
    Energy::accept_meter(signed(owner(5)), 0)
}

#[test]
fn accept_meter_should_pay_the_old_owner_out_and_make_the_new_one_the_owner() {
    ExtBuilder::default().meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 3_000), (1, 1_000, 0)]);
        settle(&[0, 1]);
        // 1 kWh for 41 cents and a fraction, 2 kWh in the bank and a fraction.
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().credit += 7);
        Grids::<Test>::mutate(0, |grid| grid.as_mut().unwrap().float -= 7);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 500));
        assert_eq!((meter(0).credit, meter(0).owed), (1_041 * MICRO + 5_007, 1_999_500));
        submit_ok(vec![reading(0, slot_now() - 1, 0, 3_000)]);
        offer();
        let (before, money) = (meter(0), cents(&owner(0)));
        assert_ok!(accept());
        has_event(Event::MeterTransferred { meter: 0, owner: owner(5) });
        assert_eq!(cents(&owner(0)), money + 1_041);
        assert_eq!(tokens(0, &owner(0)), 1_999);
        let rest = Meter { owner: owner(5), credit: 5_007, owed: 500, ..before };
        assert_eq!(meter(0), rest);
        assert_eq!(outstanding(0), 1_999_500);
        // The old owner has no say any more, and the number is the same.
        assert_noop!(
            Energy::set_limits(signed(owner(0)), 0, limits(None, None)),
            Error::<Test>::NotOwner
        );
        assert_ok!(Energy::set_limits(signed(owner(5)), 0, limits(None, None)));
        assert_noop!(accept(), Error::<Test>::NotOffered);
    });
}

#[test]
fn accept_meter_should_bill_the_new_owner_for_what_flows_afterwards() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 0)]);
        offer();
        assert_ok!(accept());
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 100));
        go_to(START + 2);
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_eq!(meter(0).credit, 27 * MICRO);
    });
}

#[test]
fn accept_meter_should_fail_when_the_meter_is_unknown_or_not_offered() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_noop!(Energy::accept_meter(signed(owner(5)), 9), Error::<Test>::UnknownMeter);
        assert_noop!(accept(), Error::<Test>::NotOffered);
        offer();
        assert_noop!(Energy::accept_meter(signed(owner(4)), 0), Error::<Test>::NotOffered);
    });
}

#[test]
fn accept_meter_should_fail_when_the_last_slot_is_not_read() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        offer();
        go_to(START + 1);
        assert_noop!(accept(), Error::<Test>::NotReadUpToDate);
        submit_ok(vec![flow(0, 0, 0)]);
        assert_ok!(accept());
    });
}

#[test]
fn accept_meter_should_fail_when_the_meter_owes_money() {
    ExtBuilder::default().meters(1).credit(0).build_and_execute(|| {
        offer();
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_noop!(accept(), Error::<Test>::InArrears);
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 73));
        assert_ok!(accept());
    });
}

#[test]
fn accept_meter_should_fail_when_a_slot_is_not_settled() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        offer();
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0)]);
        assert_noop!(accept(), Error::<Test>::PositionsOpen);
        go_to(START + 3);
        submit_ok(catch_up(0, &[(0, 0); 2]));
        assert_ok!(accept());
        assert_eq!(meter(0).credit, 0);
    });
}

#[test]
fn accept_meter_should_fail_when_its_energy_would_be_more_than_half_of_the_bank_in_tokens() {
    ExtBuilder::default().grids(&[(CENTS, 3, 100)]).meters(1).build_and_execute(|| {
        Meters::<Test>::mutate(0, |meter| meter.as_mut().unwrap().limits = limits(None, None));
        play(START, &[(0, 0, 2)]);
        submit_ok(catch_up(0, &[(0, 0); 2]));
        offer();
        assert_noop!(accept(), Error::<Test>::TokensExhausted);
        assert_ok!(Energy::redeem(signed(owner(0)), 0, 1_000));
        assert_ok!(accept());
        assert_eq!(tokens(0, &owner(0)), 1);
    });
}

#[test]
fn accept_meter_should_fail_when_the_old_owner_cannot_be_paid() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        offer();
        assert_ok!(Assets::block(signed(issuer()), VOUCHER, owner(0)));
        let before = meter(0);
        let accepted = frame_support::storage::with_storage_layer(accept);
        assert!(accepted.is_err());
        assert_eq!((meter(0), Offers::<Test>::get(0)), (before, Some(owner(5))));
    });
}
