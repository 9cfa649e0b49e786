//! Settlement: what the clearing of its slot makes of a position.

use crate::{clock::*, ledger::*, money::*, reading::beyond, *};
use alloc::vec::Vec;
use frame_support::pallet_prelude::*;
use sp_runtime::ArithmeticError;

impl ClearedSlot {
    /// Settles a position that names this slot: pays the buyer's refund and the seller's proceeds
    /// out of the pot, and grants owed energy for what was not sold. The last one leaves the rest
    /// of the pot to the operator, and what was not granted to the bank.
    pub(crate) fn settle<AccountId>(
        &mut self,
        position: &Position,
        meter: &mut Meter<AccountId>,
        grid: &mut Grid<AccountId>,
    ) -> Result<(), ArithmeticError> {
        let Position { demand, bid, supply, ask, bank_only, .. } = *position;
        let clearing = &self.clearing;
        let mut income = clearing.refund(clearing.bought(bid, demand));
        add(&mut income, clearing.proceeds(clearing.sold(ask, supply)))?;
        let mut unsold = clearing.unsold_of(ask, supply);
        add(&mut unsold, bank_only)?;
        let owed = clearing.owed(unsold);

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

impl<T: Config> Pallet<T> {
    /// Settles the meter's oldest positions whose slots have cleared, up to `limit`. Returns their
    /// results, which are to be put back with the meter and the grid.
    pub(crate) fn settle_positions(
        ledger: &mut Ledger<T>,
        meter: &mut MeterOf<T>,
        grid: &mut GridOf<T>,
        limit: u32,
    ) -> Result<Vec<(Slot, ClearedSlot)>, ArithmeticError> {
        let id = meter.grid;
        let mut settled = Vec::new();
        // The bits say which slots have cleared without a look at each. They may have forgotten the
        // oldest, which are looked up, cleared or not, and count.
        let candidates = meter
            .positions
            .iter()
            .filter(|position| ledger.is_closed(id, position.slot) != Some(false))
            .take(limit as usize)
            .copied()
            .collect::<Vec<_>>();
        for position in candidates {
            if let Some(mut cleared) = ledger.cleared(id, position.slot) {
                cleared.settle(&position, meter, grid)?;
                settled.push((position.slot, cleared));
            }
        }
        let is_open = |slot| !settled.iter().any(|(settled, _)| *settled == slot);
        meter.positions.retain(|position| is_open(position.slot));
        Ok(settled)
    }

    /// Puts the results back that positions were settled from.
    pub(crate) fn put_results(
        ledger: &mut Ledger<T>,
        clock: &Clock,
        grid: GridId,
        settled: Vec<(Slot, ClearedSlot)>,
    ) {
        for (slot, cleared) in settled {
            ledger.set_cleared(clock.now, grid, slot, cleared);
        }
    }

    /// The weight of settling meters that have all the positions they can have, each of another
    /// slot.
    pub(crate) fn worst_settle(meters: u32) -> Weight {
        let positions = meters.saturating_mul(MAX_POSITIONS);
        Self::settle_weight(meters, positions, positions)
    }

    /// The weight of settling meters that have so many positions, for which so many results were
    /// looked for.
    pub(crate) fn settle_weight(meters: u32, results: u32, positions: u32) -> Weight {
        T::WeightInfo::settle(meters)
            .saturating_add(beyond(T::WeightInfo::results_of_batch, results))
            .saturating_add(beyond(T::WeightInfo::positions_of_batch, positions))
    }

    pub(crate) fn do_settle(meters: Vec<MeterId>) -> DispatchResultWithPostInfo {
        let (mut ledger, clock) = (Ledger::<T>::default(), Clock::read::<T>());
        let (count, mut positions) = (meters.len() as u32, 0u32);
        for id in meters {
            let mut meter = ledger.meter(id).ok_or(Error::<T>::UnknownMeter)?;
            let mut grid = Self::grid_of(&mut ledger, &clock, &meter)?;
            positions = positions.saturating_add(meter.positions.len() as u32);
            let settled = Self::settle_positions(&mut ledger, &mut meter, &mut grid, MAX_POSITIONS)
                .map_err(|_| Error::<T>::Overflow)?;
            let grid_id = meter.grid;
            Self::put_back(&mut ledger, id, meter, grid)?;
            Self::put_results(&mut ledger, &clock, grid_id, settled);
        }
        let weight = Self::settle_weight(count, ledger.results_touched(), positions);
        ledger.commit();
        Ok(Some(weight).into())
    }
}
