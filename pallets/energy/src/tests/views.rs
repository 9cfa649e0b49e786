use crate::{mock::*, *};
use codec::Encode;
use sp_core::{Pair, H256};

/// The vector for meter makers.
#[test]
fn reading_payload_should_be_the_documented_bytes() {
    ExtBuilder::default().build_and_execute(|| {
        let payload = Energy::reading_payload(7, 1_900_799, 1_900_800, 123_456, 7_890);
        let expected = [
            b"vaka/reading/1".to_vec(),
            H256::repeat_byte(0xAA).encode(),
            7u32.to_le_bytes().to_vec(),
            1_900_799u32.to_le_bytes().to_vec(),
            1_900_800u32.to_le_bytes().to_vec(),
            123_456u64.to_le_bytes().to_vec(),
            7_890u64.to_le_bytes().to_vec(),
        ]
        .concat();
        assert_eq!(payload.to_vec(), expected);
        assert_eq!(payload.len(), 74);
        let meter_key = sp_core::ed25519::Pair::from_seed(&[1; 32]);
        let signature = meter_key.sign(&payload);
        assert!(sp_core::ed25519::Pair::verify(&signature, payload, &meter_key.public()));
    });
}

#[test]
fn book_should_show_ticks_with_offers_or_wants() {
    ExtBuilder::default().meters(2).limits(limits(Some(3), Some(9))).build_and_execute(|| {
        assert_eq!(Energy::book(0, START), None);
        go_to(START + 1);
        submit_ok(vec![flow(0, 0, 100), flow(1, 200, 0)]);
        let book = Energy::book(0, START).unwrap();
        assert_eq!(
            book.ticks,
            vec![
                TickView { tick: 3, price: 13, supply: 100_000, demand: 0 },
                TickView { tick: 9, price: 19, supply: 0, demand: 200_000 },
            ]
        );
        assert_eq!((book.readings, book.open, book.pot), (2, 2, 200_000 * 73));
        assert_eq!(book.tariff, tariff());
    });
}

#[test]
fn bill_should_be_what_settlement_paid() {
    ExtBuilder::default().meters(3).build_and_execute(|| {
        let limits = meter(0).limits;
        play(START, &[(0, 500, 4_000), (1, 3_000, 0), (2, 1_111, 7)]);
        let line = |import_wh, export_wh| BillReading { slot: START, import_wh, export_wh, limits };
        let readings = vec![
            line(500, 4_000),
            line(3_000, 0),
            line(1_111, 7),
            BillReading { slot: START + 1, ..line(1, 1) },
        ];
        let bill = Energy::bill(0, readings);
        assert_eq!(bill.len(), 4);
        assert_eq!(bill[3], None);
        settle(&[0, 1, 2]);
        for (id, line) in (0..3).zip(bill) {
            let line = line.unwrap();
            assert_eq!(meter(id).credit + line.paid, 1_000 * MICRO + line.received);
            assert_eq!(meter(id).owed, line.owed);
        }
    });
}

#[test]
fn meter_and_clearing_and_tariff_should_show_what_is_stored() {
    ExtBuilder::default().meters(1).build_and_execute(|| {
        assert_eq!(Energy::meter(0), Some(meter(0)));
        assert_eq!(Energy::meter(1), None);
        assert_eq!(Energy::tariff(0, START), Some(tariff()));
        assert_eq!(Energy::tariff(1, START), None);
        assert_eq!(Energy::clearing(0, START), None);
    });
}
