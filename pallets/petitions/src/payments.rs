//! What the calls of petitions grant from the common purse. A call that grants a payment is done when
//! it has granted it, whether or not the purse holds as much. So the receipt also shows whether it
//! was paid.

use crate::*;
use alloc::vec::Vec;

/// The common purse.
pub trait Payments {
    /// The numbers of the next payments.
    fn next() -> PaymentNumbers;

    /// What has become of a payment that was granted, for as long as a petition's receipt is kept.
    fn state(payment: Payment) -> PaymentState;
}

/// No call grants payments.
impl Payments for () {
    fn next() -> PaymentNumbers {
        PaymentNumbers::default()
    }

    fn state(_: Payment) -> PaymentState {
        PaymentState::Paid
    }
}

impl<T: Config> Pallet<T> {
    /// The payments that were granted since these were the next numbers.
    pub(crate) fn granted_since(from: PaymentNumbers) -> Option<PaymentRange> {
        let to = T::Payments::next();
        (to != from).then_some(PaymentRange { from, to })
    }

    /// The payments that a petition's call granted, and what has become of them.
    pub(crate) fn payments_of(petition: &PetitionOf<T>) -> Vec<PaymentView> {
        let Some(PaymentRange { from, to }) = petition.payments else {
            return Vec::new();
        };
        let some = |from: u32, to: u32| (from..to).take(MAX_PAYMENTS as usize);
        let collected = some(from.collected, to.collected).map(Payment::Collected);
        let automatic = some(from.automatic, to.automatic).map(Payment::Automatic);
        collected
            .chain(automatic)
            .map(|payment| PaymentView { payment, state: T::Payments::state(payment) })
            .collect()
    }
}
