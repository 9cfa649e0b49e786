//! Settlement: what the clearing of its slot makes of a position.

use crate::{ledger::*, money::*, *};
use alloc::vec::Vec;
use energy_clearing::Fill;
use frame_support::pallet_prelude::*;
use sp_runtime::ArithmeticError;

impl ClearedSlot {
    /// Settles a position that names this slot: pays the buyer's refund and the seller's proceeds
    /// out of the pot, and grants owed energy for what was not sold. The last settlement leaves the
    /// rest of the pot to the operator. After it, the bank no longer owes the energy that was not
    /// granted.
    pub(crate) fn settle<AccountId>(
        &mut self,
        position: &Position,
        meter: &mut Meter<AccountId>,
        grid: &mut Grid<AccountId>,
    ) -> Result<(), ArithmeticError> {
        let Fill { owed, refund, proceeds, .. } = self.clearing.fill(position.order())?;
        let mut income = refund;
        add(&mut income, proceeds)?;

        sub(&mut self.pot, income)?;
        receive(meter, grid, income)?;
        sub(&mut self.ungranted, owed)?;
        add(&mut meter.owed, owed)?;

        sub(&mut self.open, 1)?;
        if self.open == 0 {
            add(&mut grid.float, core::mem::take(&mut self.pot))?;
            sub(&mut grid.owed, core::mem::take(&mut self.ungranted))?;
        }
        Ok(())
    }
}

impl<T: Config> Draft<T> {
    /// Settles the meter's oldest positions whose slots have cleared, up to `limit`. The ledger
    /// looks up no more results than `most`.
    pub(crate) fn settle(
        &mut self,
        ledger: &mut Ledger<T>,
        limit: u32,
        most: u32,
    ) -> Result<(), ArithmeticError> {
        let Self { meter, grid, results, .. } = self;
        let id = meter.grid;
        // The bits tell which slots have closed, without a look at each result. They may have
        // forgotten the oldest slots. Those are looked up, cleared or not, and count against the
        // limit.
        let candidates = meter
            .positions
            .iter()
            .filter(|position| ledger.is_closed(id, position.slot) != Some(false))
            .take(limit as usize)
            .copied()
            .collect::<Vec<_>>();
        for position in candidates {
            if let Some(mut cleared) = ledger.cleared(id, position.slot, most).cloned() {
                cleared.settle(&position, meter, grid)?;
                results.push((position.slot, cleared));
            }
        }
        let is_open = |slot| !results.iter().any(|(settled, _)| *settled == slot);
        meter.positions.retain(|position| is_open(position.slot));
        Ok(())
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_settle(meters: Vec<MeterId>) -> DispatchResultWithPostInfo {
        let mut ledger = Ledger::<T>::open();
        let (count, mut positions) = (meters.len() as u32, 0u32);
        for id in meters {
            let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
            positions = positions.saturating_add(draft.meter.positions.len() as u32);
            draft.settle(&mut ledger, MAX_POSITIONS, u32::MAX).map_err(|_| Error::<T>::Overflow)?;
            Self::put_back(&mut ledger, draft)?;
        }
        let weight = Self::settle_weight(count, ledger.loads(positions));
        ledger.commit();
        Ok(Some(weight).into())
    }
}
