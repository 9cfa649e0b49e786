//! The test vector of docs/meters.md, which meter makers go by: the chain takes these very bytes.

use crate::{mock::*, *};
use sp_core::{ed25519, H256};

const PUBLIC_KEY: [u8; 32] =
    hex("a4fc668d50761dee80a723165ecd252107e46f9846dd4bece88f47e30c62f7bd");
const SIGNATURE: [u8; 64] = hex("32689847956efb197b9826511c48463826cdab4fa7b23c5d174f56cc1b337450\
     9cfbbca127e87f0ff6c9f16b4417a10c31b62454de44462b81eee02d4fd9be08");
const PAYLOAD: [u8; READING_PAYLOAD_BYTES] = hex("76616b612f72656164696e672f31\
     000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\
     07000000705d1e00715d1e0040e20100000000001503000000000000");

const fn hex<const N: usize>(digits: &str) -> [u8; N] {
    let (digits, mut bytes, mut at) = (digits.as_bytes(), [0; N], 0);
    assert!(digits.len() == 2 * N, "two digits a byte");
    while at < N {
        bytes[at] = nibble(digits[2 * at]) << 4 | nibble(digits[2 * at + 1]);
        at += 1;
    }
    bytes
}

const fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => panic!("a hexadecimal digit"),
    }
}

#[test]
fn reading_should_be_accepted_when_it_is_the_one_of_the_docs() {
    ExtBuilder::default().meters(8).build_and_execute(|| {
        let genesis = core::array::from_fn(|byte| byte as u8);
        frame_system::BlockHash::<Test>::insert(0, H256(genesis));
        Meters::<Test>::mutate(7, |record| {
            let meter = record.as_mut().expect("one");
            (meter.key, meter.slot) = (ed25519::Public::from(PUBLIC_KEY), 1_990_000);
            (meter.import_wh, meter.export_wh) = (123_000, 0);
        });
        go_to(1_990_002);
        assert_eq!(Energy::reading_payload(7, 1_990_000, 1_990_001, 123_456, 789), PAYLOAD);
        submit_ok(vec![SignedReading {
            meter: 7,
            since_slot: 1_990_000,
            slot: 1_990_001,
            import_wh: 123_456,
            export_wh: 789,
            signature: ed25519::Signature::from(SIGNATURE),
        }]);
        assert_eq!((meter(7).import_wh, meter(7).export_wh), (123_456, 789));
    });
}
