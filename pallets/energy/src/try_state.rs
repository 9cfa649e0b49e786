//! The invariants, each checked on its own.

use crate::{calendar::Calendar, closing::KEPT, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::try_storage_version;

/// What the meters' records add up to, by grid.
#[derive(Default)]
struct Sums {
    credit: MicroUnits,
    owed: MilliWattHours,
    meters: u32,
    /// The slots up to which they are read.
    read: Vec<Slot>,
}

/// What the positions that name a slot add up to.
#[derive(Default)]
struct Named {
    open: u32,
    totals: Totals,
    demand: MilliWattHours,
}

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_money_and_energy()?;
        Self::try_meters()?;
        Self::try_books()?;
        Self::try_queues()?;
        Self::try_ages()?;
        Self::try_grids()
    }

    fn sums() -> BTreeMap<GridId, Sums> {
        let mut sums = BTreeMap::<GridId, Sums>::new();
        for meter in Meters::<T>::iter_values() {
            let sum = sums.entry(meter.grid).or_default();
            sum.credit = sum.credit.saturating_add(meter.credit);
            sum.owed = sum.owed.saturating_add(meter.owed);
            sum.meters = sum.meters.saturating_add((!meter.retired).into());
            if !meter.retired {
                sum.read.push(meter.slot);
            }
        }
        sums
    }

    /// **Money**: what is on hold in a grid's pool is its meters' credit, its slots' pots and its
    /// float, to the millionth. Network charges are in the pots until their slots are settled, and
    /// standing charges pass from credit to float.
    ///
    /// **Energy**: the energy that meters are owed, and that slots have yet to grant, is what the
    /// grid owes. Together with the tokens that are out it fits the type.
    fn try_money_and_energy() -> Result<(), DispatchError> {
        let (calendar, mut sums) = (Calendar::read::<T>(), Self::sums());
        for (id, grid) in Grids::<T>::iter() {
            let sum = sums.remove(&id).unwrap_or_default();
            let mut money = sum.credit.saturating_add(grid.float);
            let mut energy = sum.owed;
            for book in Books::<T>::iter_prefix_values(id) {
                money = money.saturating_add(book.pot);
            }
            for cleared in Cleared::<T>::iter_prefix_values(id) {
                money = money.saturating_add(cleared.pot);
                energy = energy.saturating_add(cleared.ungranted);
                let done = cleared.open > 0 || (cleared.pot == 0 && cleared.ungranted == 0);
                ensure!(done, "a settled slot has neither money nor energy");
            }
            let held = Self::held(id, grid.currency.clone());
            ensure!(held.checked_mul(MICRO) == Some(money), "the pool is credits, pots and float");
            ensure!(grid.owed == energy, "what the grid owes is what meters and slots are owed");
            let outstanding = grid.owed.checked_add(Self::tokens_out(id));
            ensure!(outstanding.is_some(), "what is outstanding fits");
            ensure!(grid.meters == sum.meters, "the grid counts its meters");
            let mut recount = grid.clone();
            recount.heard = Default::default();
            sum.read.into_iter().for_each(|slot| recount.hear(&calendar, slot));
            let mut counted = grid.clone();
            counted.forget_unheard(&calendar);
            let agree = counted.heard == recount.heard;
            ensure!(agree, "the grid counts the meters that it heard from");
        }
        ensure!(sums.is_empty(), "every meter has a grid");
        Ok(())
    }

    /// **Meters**: ids are below the next; credit and arrears are never both above zero; limits are
    /// ticks; positions are sorted, one a slot, none empty, at canonical ticks; a removed meter
    /// leaves no deposit; no day was charged for before it was read.
    fn try_meters() -> Result<(), DispatchError> {
        let calendar = Calendar::read::<T>();
        for (id, meter) in Meters::<T>::iter() {
            ensure!(id < NextMeter::<T>::get(), "a meter's id is below the next");
            ensure!(meter.credit == 0 || meter.arrears == 0, "credit or arrears, not both");
            let next_valid = meter.next.is_none_or(|next| next.limits.is_valid());
            ensure!(meter.limits.is_valid() && next_valid, "limits are ticks");
            let sorted = meter.positions.is_sorted_by(|one, next| one.slot < next.slot);
            ensure!(sorted, "positions are sorted by slot, one each");
            for position in &meter.positions {
                let filled = position.demand > 0 || position.supply > 0 || position.bank_only > 0;
                ensure!(filled, "no position is empty");
                if let Some(tariff) = Self::tariff_of(meter.grid, position.slot) {
                    let canonical = |tick| tariff.canonical(tick) == Some(tick);
                    ensure!(
                        canonical(position.ask) && canonical(position.bid),
                        "a position is at the lowest of the ticks of its price"
                    );
                }
            }
            let latest = meter.slot.saturating_add_signed(MAX_OFFSET.into()) / BAND_DAY;
            ensure!(meter.charged <= latest, "no day is charged before a reading of it");
            let is_gone = !meter.is_done(calendar.now) || meter.billed_until > 0;
            ensure!(is_gone, "a retired meter without anything is gone");
            ensure!(meter.retired || meter.billed_until == 0, "only a retired meter has an end");
        }
        for id in Offers::<T>::iter_keys() {
            let offered = Meters::<T>::get(id).is_some_and(|meter| !meter.retired);
            ensure!(offered, "an offer is of a meter that is not retired");
        }
        for id in Claimed::<T>::iter_keys() {
            ensure!(Meters::<T>::contains_key(id), "a claim is of a meter");
        }
        for id in Deposits::<T>::iter_keys() {
            ensure!(Meters::<T>::contains_key(id), "a deposit is for a meter");
        }
        Ok(())
    }

    /// The prices of a slot whose book or result is kept.
    fn tariff_of(grid: GridId, slot: Slot) -> Option<Tariff> {
        let open = Books::<T>::get(grid, slot).map(|book| book.tariff);
        open.or_else(|| Cleared::<T>::get(grid, slot).map(|cleared| cleared.clearing.tariff))
    }

    /// **Bounds**: a late book is due when its gathering is over at the latest, others after the
    /// grace. No book is of a slot that has not
    /// ended. A result expires in a week at most. Every entry in the queue of expiries is of a slot
    /// that has closed.
    fn try_ages() -> Result<(), DispatchError> {
        let calendar = Calendar::read::<T>();
        for (_, slot, book) in Books::<T>::iter() {
            let longest = calendar.gathering().max(calendar.timing.grace_seconds.into());
            let latest = calendar.open.saturating_add(longest);
            ensure!(book.due <= latest, "a book is due after some days at most, or the grace");
            ensure!(calendar.end(slot) <= calendar.now, "no slot has a book before its end");
        }
        ensure!(Stood::<T>::get().until <= calendar.now, "a standstill is over when it is noted");
        for (_, _, cleared) in Cleared::<T>::iter() {
            let latest = calendar.now.saturating_add(KEPT);
            ensure!(cleared.expires <= latest, "a result is kept for a week");
        }
        for key in Expiring::<T>::iter_keys() {
            let (_, grid, slot) = split_waiting_key(key);
            ensure!(
                Cleared::<T>::contains_key(grid, slot) || Self::is_forgotten(grid, slot),
                "what expires was cleared"
            );
        }
        Ok(())
    }

    /// Whether a slot has closed, or is too old to be known.
    fn is_forgotten(grid: GridId, slot: Slot) -> bool {
        Closed::<T>::get(grid).has(slot) != Some(false)
    }

    /// **Books**: a book's totals, pot and `open` are those of the positions that name it, and so
    /// is a result's `open`. Every position names a book or a result, and no slot has both.
    fn try_books() -> Result<(), DispatchError> {
        let mut named = BTreeMap::<(GridId, Slot), Named>::new();
        for meter in Meters::<T>::iter_values() {
            for position in &meter.positions {
                let Position { slot, demand, bid, supply, ask, bank_only } = *position;
                let sum = named.entry((meter.grid, slot)).or_default();
                sum.open = sum.open.saturating_add(1);
                sum.demand = sum.demand.saturating_add(demand);
                // Sums of a cleared book's positions only shrink, so these fit.
                let fits = sum.totals.add_demand(bid, demand).is_ok()
                    && sum.totals.add_supply(ask, supply).is_ok()
                    && sum.totals.add_bank_only(bank_only).is_ok();
                ensure!(fits, "positions fit their book");
            }
        }
        for (grid, slot, book) in Books::<T>::iter() {
            let sum = named.remove(&(grid, slot)).unwrap_or_default();
            ensure!(book.open == sum.open, "`open` counts the positions that name the book");
            ensure!(book.totals == sum.totals, "a book is the sum of its positions");
            let paid = MicroUnits::from(sum.demand).checked_mul(book.tariff.retail.into());
            ensure!(paid == Some(book.pot), "the pot is the demand at retail");
            ensure!(!Cleared::<T>::contains_key(grid, slot), "a book is not cleared");
            ensure!(Closed::<T>::get(grid).has(slot) != Some(true), "a book is not closed");
            ensure!(Opened::<T>::get(grid).has(slot) != Some(false), "a book was opened");
        }
        for (grid, slot, cleared) in Cleared::<T>::iter() {
            let sum = named.remove(&(grid, slot)).unwrap_or_default();
            ensure!(cleared.open == sum.open, "`open` counts the positions that name the result");
            ensure!(Closed::<T>::get(grid).has(slot) != Some(false), "a result is closed");
            let Clearing { tariff, price, volume, supply, demand, unsold, banked } =
                cleared.clearing;
            let prices = tariff.feed_in..=tariff.ceiling();
            ensure!(prices.contains(&price), "feed-in ≤ p, and p + n ≤ retail");
            ensure!(banked <= unsold, "the bank takes no more than was not sold");
            ensure!(cleared.ungranted <= banked, "no more is granted than was banked");
            ensure!((volume > 0) == supply.is_some(), "what is traded has a marginal ask");
            ensure!((volume > 0) == demand.is_some(), "what is traded has a marginal bid");
            for (margin, is_ask) in [(supply, true), (demand, false)] {
                let Some(margin) = margin else { continue };
                ensure!((1..=margin.offered).contains(&margin.filled), "0 < n ≤ d");
                let limit = tariff.price_of(margin.tick).ok_or("a margin is a tick")?;
                let within = if is_ask { limit <= price } else { price <= limit };
                ensure!(within, "ask ≤ p ≤ bid for every fill");
            }
        }
        ensure!(named.is_empty(), "every position names a book or a result");
        Ok(())
    }

    /// **Queues**: every book stands in exactly one of two queues, in [`Waiting`] under its due
    /// time or in [`Due`]. Due slots are in order. Every result without open positions is in the
    /// queue of expiries.
    fn try_queues() -> Result<(), DispatchError> {
        for (grid, slot, book) in Books::<T>::iter() {
            let waits = Waiting::<T>::contains_key(waiting_key(book.due, grid, slot));
            let due = Due::<T>::get(grid.to_be_bytes()).contains(&slot);
            ensure!(waits != due, "a book waits or is due");
        }
        let mut queued = 0usize;
        for key in Waiting::<T>::iter_keys() {
            ensure!(key > Sorted::<T>::get(), "what was passed over is gone");
            queued = queued.saturating_add(1);
        }
        for (_, slots) in Due::<T>::iter() {
            ensure!(!slots.is_empty(), "a grid without due slots is not kept");
            let in_order = slots.is_sorted_by(|newer, older| newer > older);
            ensure!(in_order, "due slots are in order");
            queued = queued.saturating_add(slots.len());
        }
        ensure!(queued == Books::<T>::iter_keys().count(), "what is queued is a book");
        for (grid, slot, cleared) in Cleared::<T>::iter() {
            let queued = Expiring::<T>::contains_key(waiting_key(cleared.expires, grid, slot));
            ensure!(queued || cleared.open > 0, "a settled result expires");
        }
        Ok(())
    }

    /// **Grids**: ids are below the next; tariffs are valid and in order, at least one; days follow
    /// each other.
    fn try_grids() -> Result<(), DispatchError> {
        for id in NextOperators::<T>::iter_keys() {
            ensure!(Grids::<T>::contains_key(id), "what was offered is a grid");
        }
        for (id, grid) in Grids::<T>::iter() {
            ensure!(id < NextGrid::<T>::get(), "a grid's id is below the next");
            ensure!(Self::settles_in(&grid.currency), "a grid's currency is known");
            let capped = PriceCaps::<T>::contains_key(&grid.currency);
            ensure!(capped, "a currency in use has a price cap");
            let lower = grid.lowering.is_none_or(|next| next.capacity < grid.capacity);
            ensure!(lower, "what was announced is lower");
            ensure!(!grid.tariffs.is_empty(), "a grid has prices");
            for TariffVersion { tariff, billed, .. } in &grid.tariffs {
                let valid = tariff.has_valid_day() && tariff.has_valid_prices();
                ensure!(valid, "prices are valid");
                let highest = tariff.highest(|band| band.retail);
                ensure!(*billed >= highest, "nothing is billed above the highest retail price");
            }
            let sorted = grid.tariffs.is_sorted_by(|one, next| one.from < next.from);
            ensure!(sorted, "tariffs are in order");
            let lower = |one: &PastPrice, next: &PastPrice| {
                one.feed_in > next.feed_in && one.until < next.until
            };
            ensure!(grid.past.is_sorted_by(lower), "past prices are lower and later, each");
            let follow =
                grid.days.is_sorted_by(|one, next| next.day.checked_sub(one.day) == Some(1));
            ensure!(follow, "days follow each other");
        }
        Ok(())
    }
}
