//! The charge for what neighbours trade.

use crate::{mock::*, *};
use frame_support::assert_ok;

fn charged(network_charge: Price) -> Tariff {
    Tariff { network_charge, ..tariff() }
}

#[test]
fn network_charge_should_go_from_the_buyer_to_the_float() {
    ExtBuilder::default().tariff(charged(21)).meters(2).build_and_execute(|| {
        let float = grid(0).float;
        play(START, &[(0, 0, 2_000), (1, 1_000, 0)]);
        // In advance the buyer pays retail. The price is halfway between 10 and 52.
        assert_eq!(meter(1).credit, (1_000 - 73) * MICRO);
        settle(&[0, 1]);
        assert_eq!(meter(0).credit, (1_000 + 31) * MICRO);
        assert_eq!(meter(1).credit, (1_000 - 31 - 21) * MICRO);
        assert_eq!(grid(0).float, float + 21 * MICRO);
    });
}

#[test]
fn network_charge_should_not_be_asked_for_the_operators_own_energy() {
    ExtBuilder::default().tariff(charged(21)).meters(2).build_and_execute(|| {
        let float = grid(0).float;
        play(START, &[(0, 0, 400), (1, 1_000, 0)]);
        settle(&[0, 1]);
        // 400 Wh at 31 + 21, 600 Wh at 73.
        let paid = 400_000 * 52 + 600_000 * 73;
        assert_eq!(meter(1).credit, 1_000 * MICRO - paid);
        assert_eq!(grid(0).float, float + 400_000 * 21 + 600_000 * 73);
    });
}

#[test]
fn buyer_should_pay_retail_at_most_when_the_network_charge_is_the_highest() {
    let all_to_sellers = sp_runtime::Permill::one();
    let tariff = Tariff { k: all_to_sellers, ..charged(31) };
    ExtBuilder::default().tariff(tariff).meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 1_000), (1, 1_000, 0)]);
        settle(&[0, 1]);
        assert_eq!(meter(0).credit, (1_000 + 42) * MICRO);
        assert_eq!(meter(1).credit, (1_000 - 73) * MICRO);
    });
}

#[test]
fn operator_should_lose_nothing_when_neighbours_trade_rather_than_the_bank_takes_it() {
    // Without a network charge the operator earns 63 cents on a kWh that it sells and buys, and
    // nothing on one that neighbours trade. With the highest it earns half as much on the latter.
    for (network_charge, earned) in [(0, 0), (31, 31)] {
        ExtBuilder::default().tariff(charged(network_charge)).meters(2).build_and_execute(|| {
            let float = grid(0).float;
            play(START, &[(0, 0, 1_000), (1, 1_000, 0)]);
            settle(&[0, 1]);
            assert_eq!(grid(0).float, float + earned * MICRO);
        });
    }
}

#[test]
fn network_charge_should_be_announced_a_week_ahead_when_it_rises() {
    ExtBuilder::default().build_and_execute(|| {
        let set = |network_charge| {
            let tariff = charged(network_charge).into();
            assert_ok!(Energy::set_tariff(signed(operator()), 0, tariff));
            let last = grid(0).tariffs.last().unwrap().clone();
            (last.from, last.tariff.network_charge)
        };
        assert_eq!(set(20), (START + 7 * 96, 20));
        go_to(START + 90);
        // A mending only lowers it.
        assert_eq!(set(10), (START + 7 * 96, 10));
        assert_eq!(set(11), (START + 90 + 7 * 96, 11));
        assert_eq!(set(0), (START + 92, 0));
    });
}

#[test]
fn bill_should_show_the_network_charge() {
    ExtBuilder::default().tariff(charged(21)).meters(2).build_and_execute(|| {
        play(START, &[(0, 0, 400), (1, 1_000, 0)]);
        let limits = meter(1).limits;
        let line = BillReading { slot: START, import_wh: 1_000, export_wh: 0, limits };
        let line = Energy::bill(0, vec![line])[0].unwrap();
        assert_eq!((line.bought, line.network_charge), (400_000, 400_000 * 21));
        assert_eq!(line.paid, 400_000 * 52 + 600_000 * 73);
        settle(&[1]);
        assert_eq!(meter(1).credit, 1_000 * MICRO - line.paid);
    });
}
