//! A grid's battery bank: what it owes, and what room it had on each of the last days.

use crate::{calendar::*, *};
use frame_support::traits::fungibles::Inspect as _;
use sp_runtime::traits::Convert;

impl<AccountId> Grid<AccountId> {
    /// The room that the bank has if so much is outstanding.
    pub(crate) fn room(&self, outstanding: MilliWattHours) -> MilliWattHours {
        self.capacity.saturating_sub(outstanding)
    }

    /// The room that the bank had when it was fullest since a day began, in mWh. Zero if that day
    /// is not kept.
    pub(crate) fn room_since(&self, first: Day) -> MilliWattHours {
        if self.days.first().is_none_or(|oldest| first < oldest.day) {
            return 0;
        }
        self.days
            .iter()
            .filter(|day| day.day >= first)
            .map(|day| day.least)
            .min()
            .unwrap_or_default()
    }

    /// Lowers the room of that day and all days since by late export that was admitted, so that no
    /// room is given twice.
    pub(crate) fn admit_since(&mut self, first: Day, energy: MilliWattHours) {
        for day in self.days.iter_mut().filter(|day| day.day >= first) {
            day.least = day.least.saturating_sub(energy);
        }
    }

    /// Adds the days up to today. This much was outstanding since the last day was noted.
    pub(crate) fn roll(&mut self, today: Day, outstanding: MilliWattHours) {
        let next = self.days.last().map_or(today, |last| last.day.saturating_add(1));
        let first = next.max(today.saturating_sub(MAX_DAYS.saturating_sub(1)));
        let least = self.room(outstanding);
        for day in first..=today {
            if self.days.is_full() {
                self.days.remove(0);
            }
            let pushed = self.days.try_push(DayRoom { day, least });
            frame_support::defensive_assert!(pushed.is_ok(), "a place was made for the day");
        }
    }

    /// Notes what is outstanding now.
    pub(crate) fn note(&mut self, outstanding: MilliWattHours) {
        let room = self.room(outstanding);
        if let Some(today) = self.days.last_mut() {
            today.least = today.least.min(room);
        }
    }
}

impl<T: Config> Pallet<T> {
    /// The energy tokens of a grid that are out, in mWh. The token's issuance is their only record,
    /// so a holder who burns tokens frees the bank.
    pub(crate) fn tokens_out(grid: GridId) -> MilliWattHours {
        let tokens = T::Tokens::total_issuance(T::TokenId::convert(grid));
        tokens.saturating_mul(MILLI.into()).try_into().unwrap_or(MilliWattHours::MAX)
    }

    /// What the bank owes to meters, to cleared slots and to holders of tokens, in mWh.
    pub(crate) fn outstanding(id: GridId, grid: &GridOf<T>) -> MilliWattHours {
        grid.owed.saturating_add(Self::tokens_out(id))
    }

    /// The grid, with its days brought up to today, and the capacity that is in force.
    pub(crate) fn grid_today(calendar: &Calendar, id: GridId) -> Option<GridOf<T>> {
        let mut grid = Grids::<T>::get(id)?;
        if let Some(lowering) = grid.lowering.take_if(|next| next.from <= calendar.slot()) {
            grid.capacity = lowering.capacity;
            grid.note(Self::outstanding(id, &grid));
        }
        if grid.days.last().is_none_or(|last| last.day < calendar.today()) {
            let outstanding = Self::outstanding(id, &grid);
            grid.roll(calendar.today(), outstanding);
        }
        Some(grid)
    }
}
