//! A meter's device: what its operator does when it is replaced, or showed what did not flow.

use crate::{batch::Batch, calendar::*, ledger::*, money::*, reading::Flow, *};
use frame_support::pallet_prelude::*;
use sp_core::ed25519;

impl<T: Config> Draft<T> {
    /// Lets the meter count from a baseline.
    fn begin(&mut self, calendar: &Calendar, baseline: Baseline) {
        let Self { meter, grid, .. } = self;
        if !meter.retired {
            grid.unhear(calendar, meter.slot);
            grid.hear(calendar, baseline.slot);
        }
        meter.slot = baseline.slot;
        meter.import_wh = baseline.import_wh;
        meter.export_wh = baseline.export_wh;
    }
}

impl<T: Config> Pallet<T> {
    /// A draft of the meter, if the caller operates its grid, its readings are taken, and a baseline
    /// of this slot would let no slot be read twice, and none of the future be skipped.
    fn serviced(
        ledger: &mut Ledger<T>,
        who: &T::AccountId,
        id: MeterId,
        slot: Slot,
    ) -> Result<Draft<T>, DispatchError> {
        let draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        ensure!(draft.grid.operator == *who, Error::<T>::NotOperator);
        ensure!(draft.meter.is_billed(ledger.calendar.now), Error::<T>::Retired);
        let slots = draft.meter.slot..=ledger.calendar.slot();
        ensure!(slots.contains(&slot), Error::<T>::InvalidBaseline);
        Ok(draft)
    }

    pub(crate) fn do_rotate_meter_key(
        who: T::AccountId,
        id: MeterId,
        key: ed25519::Public,
        baseline: Baseline,
        last: Option<LastRegisters>,
    ) -> DispatchResult {
        let draft = Self::serviced(&mut Ledger::open(), &who, id, baseline.slot)?;
        ensure!(!draft.meter.retired, Error::<T>::Retired);
        // The same device goes on: that is a correction, and what was read twice is refunded.
        ensure!(draft.meter.key != key, Error::<T>::SameKey);
        if let Some(last) = last {
            Self::take_last(id, &draft.meter, baseline.slot, last)?;
        }

        let mut ledger = Ledger::<T>::open();
        let mut draft = Self::serviced(&mut ledger, &who, id, baseline.slot)?;
        draft.meter.key = key;
        draft.begin(&ledger.calendar, baseline);
        ledger.put(draft);
        ledger.commit();
        Self::deposit_event(Event::MeterKeyRotated { meter: id });
        Ok(())
    }

    /// Takes an old device's last registers: as a reading if it signed them. Otherwise they wait for
    /// the owner's word.
    fn take_last(
        id: MeterId,
        meter: &MeterOf<T>,
        slot: Slot,
        last: LastRegisters,
    ) -> DispatchResult {
        let LastRegisters { import_wh, export_wh, signed } = last;
        let (since_slot, signature) = signed.unwrap_or((meter.slot, Default::default()));
        let reading =
            SignedReading { meter: id, since_slot, slot, import_wh, export_wh, signature };
        if signed.is_some() {
            let mut batch = Batch::<T>::open();
            batch.accept(&reading).map_err(|_| Error::<T>::LastRegistersRefused)?;
            batch.commit();
        } else {
            let flow = reading.judge(&Calendar::read::<T>(), meter);
            let Flow { import, export } = flow.map_err(|_| Error::<T>::LastRegistersRefused)?;
            let claim = ClaimedFlow { since: meter.slot, slot, import, export };
            Claimed::<T>::insert(id, claim);
            Self::deposit_event(Event::RegistersClaimed { meter: id });
        }
        Ok(())
    }

    pub(crate) fn do_accept_registers(who: T::AccountId, id: MeterId) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        Self::owned(&mut ledger, id, &who)?;
        let ClaimedFlow { since, slot, import, export } =
            Claimed::<T>::take(id).ok_or(Error::<T>::NothingClaimed)?;
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        // As the old device's reading would have been billed.
        let now_at = core::mem::replace(&mut draft.meter.slot, since);
        let entered = draft.backstop(&mut ledger, slot, Flow { import, export });
        let entered = entered.map_err(|_| Error::<T>::LastRegistersRefused)?;
        draft.meter.slot = now_at;
        let grid = draft.meter.grid;
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        if entered.short {
            Self::deposit_event(Event::InArrears { meter: id });
        }
        if entered.curtailed > 0 {
            Self::deposit_event(Event::LateExportCurtailed { grid, energy: entered.curtailed });
        }
        Ok(())
    }

    pub(crate) fn do_correct(
        who: T::AccountId,
        id: MeterId,
        baseline: Baseline,
        refund: Balance,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut draft = Self::serviced(&mut ledger, &who, id, baseline.slot)?;
        let calendar = ledger.calendar;
        let Draft { meter, grid, .. } = &mut draft;
        // What is read a second time was paid at this price at most.
        let again = Flow { import: meter.import_wh.saturating_sub(baseline.import_wh), export: 0 };
        let (again, _) = again.in_mwh().map_err(|_| Error::<T>::Overflow)?;
        let retail = grid.highest_billed(&calendar);
        let least = MicroUnits::from(again).saturating_mul(retail.into());
        let refund = refund.checked_mul(MICRO).ok_or(Error::<T>::Overflow)?;
        ensure!(refund >= least, Error::<T>::RefundTooLow);
        if refund > 0 {
            // As with a withdrawal: or the operator could draw out by a meter of their own what the
            // bank's owners are owed.
            let reserve = Self::float_reserve(&calendar, meter.grid, grid);
            let rest = grid.float.checked_sub(refund).filter(|rest| *rest >= reserve);
            grid.float = rest.ok_or(Error::<T>::FloatTooLow)?;
            receive(meter, grid, refund).map_err(|_| Error::<T>::Overflow)?;
        }
        draft.begin(&calendar, baseline);
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Self::deposit_event(Event::MeterCorrected { meter: id });
        Ok(())
    }
}
