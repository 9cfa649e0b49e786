//! A reading by itself: what its meter signs, and what can be wrong with it.

use crate::{calendar::*, meter::*, *};
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::ed25519;
use sp_runtime::{traits::Zero, ArithmeticError};

/// What a meter signs begins with this, so that no signature of anything else can pass for a
/// reading.
pub const READING_DOMAIN: &[u8; 14] = b"vaka/reading/1";

impl From<ArithmeticError> for Rejection {
    fn from(_: ArithmeticError) -> Self {
        Rejection::Overflow
    }
}

impl Rejection {
    /// Whether an honest relayer cannot avoid it: somebody was faster, a reading was lost on the
    /// way, a meter's clock is fast, or the meters are of more grids than the relayer knew.
    pub(crate) fn is_harmless(self) -> bool {
        matches!(self, Self::Duplicate | Self::OutOfOrder | Self::FutureSlot | Self::TooManyBooks)
    }
}

/// The energy of a reading: what flowed since the one before it, in Wh.
#[derive(Clone, Copy)]
pub(crate) struct Flow {
    pub import: WattHours,
    pub export: WattHours,
}

impl Flow {
    /// Whether nothing flowed.
    pub(crate) fn is_empty(self) -> bool {
        self.import == 0 && self.export == 0
    }

    /// Import and export in mWh. Whether they fit is checked only after the signature.
    pub(crate) fn in_mwh(self) -> Result<(MilliWattHours, MilliWattHours), ArithmeticError> {
        let import = self.import.checked_mul(MILLI).ok_or(ArithmeticError::Overflow)?;
        let export = self.export.checked_mul(MILLI).ok_or(ArithmeticError::Overflow)?;
        Ok((import, export))
    }
}

impl SignedReading {
    /// Checks everything in a reading except its signature, the cheapest first.
    pub(crate) fn judge<AccountId>(
        &self,
        calendar: &Calendar,
        meter: &Meter<AccountId>,
    ) -> Result<Flow, Rejection> {
        ensure!(meter.is_billed(calendar.now), Rejection::Retired);
        ensure!(self.slot < calendar.slot(), Rejection::FutureSlot);
        ensure!(self.slot > meter.slot, Rejection::Duplicate);
        // A later `since_slot` tells of readings that are missing ([`Self::missing_since`]).
        let since = meter.slot..self.slot;
        ensure!(since.contains(&self.since_slot), Rejection::OutOfOrder);
        let (import, export) = self
            .import_wh
            .checked_sub(meter.import_wh)
            .zip(self.export_wh.checked_sub(meter.export_wh))
            .ok_or(Rejection::RegisterDecreased)?;
        let elapsed = calendar.end(self.slot).saturating_sub(calendar.end(meter.slot));
        let limit = through_breaker(meter.breaker_w, elapsed);
        ensure!(u128::from(import.max(export)) <= limit, Rejection::AboveBreaker);
        Ok(Flow { import, export })
    }

    /// The slots whose readings are missing, the first and the last, if the meter signed some that
    /// the chain does not know.
    pub(crate) fn missing_since<AccountId>(
        &self,
        meter: &Meter<AccountId>,
    ) -> Option<(Slot, Slot)> {
        (self.since_slot > meter.slot).then_some((meter.slot.saturating_add(1), self.since_slot))
    }

    /// Whether the meter's key signed this reading, for the chain with this genesis.
    pub(crate) fn verify(
        &self,
        genesis: &impl Encode,
        key: &ed25519::Public,
    ) -> Result<(), Rejection> {
        let Self { meter, since_slot, slot, import_wh, export_wh, .. } = *self;
        let payload = encode_payload(genesis, (meter, since_slot, slot, import_wh, export_wh));
        let valid = sp_io::crypto::ed25519_verify(&self.signature, &payload, key);
        ensure!(valid, Rejection::BadSignature);
        Ok(())
    }
}

impl<AccountId> Meter<AccountId> {
    /// Notes that a reading was taken: its registers are the newest, and limits that were announced
    /// for its slot are in force.
    pub(crate) fn note(&mut self, reading: &SignedReading) {
        self.slot = reading.slot;
        self.import_wh = reading.import_wh;
        self.export_wh = reading.export_wh;
        if let Some(next) = self.next.take_if(|next| next.from <= reading.slot) {
            self.limits = next.limits;
        }
    }
}

impl<T: Config> Pallet<T> {
    /// The bytes that a meter signs: domain, genesis hash, meter, slots and registers,
    /// little-endian, of fixed width.
    pub(crate) fn payload(
        meter: MeterId,
        since_slot: Slot,
        slot: Slot,
        import_wh: WattHours,
        export_wh: WattHours,
    ) -> ReadingPayload {
        encode_payload(&Self::genesis_hash(), (meter, since_slot, slot, import_wh, export_wh))
    }

    /// The name of this chain. The block hash of genesis is never pruned.
    pub(crate) fn genesis_hash() -> T::Hash {
        frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
    }
}

fn encode_payload(
    genesis: &impl Encode,
    reading: (MeterId, Slot, Slot, WattHours, WattHours),
) -> ReadingPayload {
    let mut payload = [0; READING_PAYLOAD_BYTES];
    let bytes = (READING_DOMAIN, genesis, reading).encode();
    payload.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    payload
}
