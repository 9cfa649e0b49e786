//! Standing charges: what each day costs a meter, whatever flows.

use crate::{calendar::*, ledger::*, money::*, *};
use sp_runtime::ArithmeticError;

impl<AccountId> Grid<AccountId> {
    /// The day of a slot in the grid's own time. `None` if the slot is older than the versions that
    /// are kept.
    pub(crate) fn day_at(&self, slot: Slot) -> Option<BandDay> {
        self.schedule_at(slot).map(|schedule| schedule.day_of(slot))
    }

    /// What the days after `charged` cost, up to that of a slot, in millionths of the currency's
    /// smallest unit. Each costs what was in force when it began. If they are many, the last 40
    /// count. A day whose prices are no longer known costs nothing.
    pub(crate) fn standing_charges(
        &self,
        calendar: &Calendar,
        charged: BandDay,
        slot: Slot,
    ) -> MicroUnits {
        let Some(schedule) = self.schedule_at(slot) else {
            return 0;
        };
        let last = schedule.day_of(slot);
        let oldest = last.saturating_sub(calendar.rules.standing_days);
        (charged.max(oldest)..last)
            .filter_map(|day| self.schedule_at(schedule.first_slot(day.saturating_add(1))))
            .map(|of_day| MicroUnits::from(of_day.standing_charge).saturating_mul(MICRO))
            .fold(0, MicroUnits::saturating_add)
    }
}

impl<T: Config> Draft<T> {
    /// Takes the standing charges of all days up to that of a reading. What the credit cannot pay
    /// becomes arrears. The meter need not disconnect for it: nothing that flowed is unpaid.
    pub(crate) fn charge_days(
        &mut self,
        calendar: &Calendar,
        slot: Slot,
    ) -> Result<(), ArithmeticError> {
        let Self { meter, grid, .. } = self;
        let Some(day) = grid.day_at(slot).filter(|day| *day > meter.charged) else {
            return Ok(());
        };
        let charged = core::mem::replace(&mut meter.charged, day);
        if charged == 0 {
            return Ok(());
        }
        let due = grid.standing_charges(calendar, charged, slot);
        let paid = due.min(meter.credit);
        sub(&mut meter.credit, paid)?;
        add(&mut grid.float, paid)?;
        add(&mut meter.arrears, due.saturating_sub(paid))
    }
}
