use codec::{Decode, Encode, MaxEncodedLen};
use proptest::{collection::vec, prelude::*};
use sp_arithmetic::Permill;

use super::support::*;
use crate::{InvalidRoyalties, Royalties, MAX_ROYALTIES};

#[test]
fn royalties_should_be_refused_when_there_are_more_than_ten_payees() {
    assert!(Royalties::new([percent(3); 10]).is_ok());
    assert_eq!(Royalties::new([percent(1); 11]), Err(InvalidRoyalties::TooManyPayees));
}

#[test]
fn royalties_should_be_refused_when_they_come_to_more_than_30_percent() {
    assert!(Royalties::new([percent(20), percent(10)]).is_ok());
    let above = [percent(20), percent(10), Permill::from_parts(1)];
    assert_eq!(Royalties::new(above), Err(InvalidRoyalties::TooHigh));
    assert_eq!(Royalties::new([Permill::one(); 10]), Err(InvalidRoyalties::TooHigh));
}

#[test]
fn royalties_should_be_none_when_there_are_no_payees() {
    assert_eq!(Royalties::new([]), Ok(Royalties::default()));
    assert_eq!(Royalties::default().total(), Permill::zero());
    assert_eq!(Royalties::default().shares().len(), 0);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn royalties_should_decode_when_they_are_valid(parts in vec(0..60_000u32, 0..=11)) {
        let shares: Vec<_> = parts.into_iter().map(Permill::from_parts).collect();
        let decoded = Royalties::decode(&mut &shares.encode()[..]);
        match Royalties::new(shares.clone()) {
            Ok(royalties) => {
                prop_assert!(royalties.total() <= MAX_ROYALTIES);
                prop_assert_eq!(royalties.shares().collect::<Vec<_>>(), shares);
                prop_assert!(royalties.encoded_size() <= Royalties::max_encoded_len());
                prop_assert_eq!(decoded, Ok(royalties));
            },
            Err(_) => prop_assert!(decoded.is_err()),
        }
    }
}
