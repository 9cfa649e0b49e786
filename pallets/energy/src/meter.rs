//! Meters: admission, keys, limits, credit, retirement.

use crate::{calendar::*, ledger::*, money::*, *};
use frame_support::{
    pallet_prelude::*,
    traits::{Consideration, Footprint},
};
use sp_core::ed25519;
use sp_runtime::ArithmeticError;
use vaka_primitives::take_number;

/// The outcome of a reading's import.
pub(crate) struct Paid {
    /// mWh paid out of credit.
    pub taken: MilliWattHours,
    /// What that cost, in millionths of the currency's smallest unit. It goes to the pot or the
    /// float.
    pub cost: MicroUnits,
    /// Whether something stayed unpaid.
    pub short: bool,
}

/// The most Wh that can flow through a breaker in so many seconds, rounded up.
pub(crate) fn through_breaker(breaker_w: u32, seconds: Seconds) -> u128 {
    u128::from(breaker_w).saturating_mul(seconds.into()).div_ceil(3_600)
}

impl<AccountId> Meter<AccountId> {
    /// Covers import by owed energy, and by credit at a retail price. What neither covers becomes
    /// arrears. The rest of the credit goes into these at once.
    pub(crate) fn pay_import(
        &mut self,
        grid: &mut Grid<AccountId>,
        import: MilliWattHours,
        retail: Price,
        owed_first: bool,
    ) -> Result<Paid, ArithmeticError> {
        let price = MicroUnits::from(retail);
        let affordable = self.credit.checked_div(price).unwrap_or_default();
        let affordable = MilliWattHours::try_from(affordable).unwrap_or(MilliWattHours::MAX);

        let uncovered = if owed_first { import } else { import.saturating_sub(affordable) };
        let covered = self.owed.min(uncovered);
        sub(&mut self.owed, covered)?;
        sub(&mut grid.owed, covered)?;

        let rest = import.saturating_sub(covered);
        let taken = rest.min(affordable);
        // The product of two u64 fits into u128.
        let cost = MicroUnits::from(taken).saturating_mul(price);
        sub(&mut self.credit, cost)?;

        let unpaid = rest.saturating_sub(taken);
        if unpaid > 0 {
            add(&mut self.arrears, MicroUnits::from(unpaid).saturating_mul(price))?;
            let credit = core::mem::take(&mut self.credit);
            receive(self, grid, credit)?;
        }
        Ok(Paid { taken, cost, short: unpaid > 0 })
    }

    /// Whether nothing is left to settle. Credit of less than one unit does not count, because it
    /// cannot be paid out.
    pub(crate) fn is_done(&self, now: Seconds) -> bool {
        !self.is_billed(now)
            && self.positions.is_empty()
            && self.owed == 0
            && self.arrears == 0
            && self.credit < MICRO
    }
}

impl<T: Config> Pallet<T> {
    /// The storage that a meter takes: its record and its deposit.
    pub(crate) fn footprint() -> Footprint {
        Footprint::from_parts(2, MeterOf::<T>::max_encoded_len())
    }

    /// The meter, if the caller owns it.
    pub(crate) fn owned<'a>(
        ledger: &'a mut Ledger<T>,
        id: MeterId,
        who: &T::AccountId,
    ) -> Result<&'a MeterOf<T>, DispatchError> {
        let meter = ledger.meter(id).ok_or(Error::<T>::UnknownMeter)?;
        ensure!(meter.owner == *who, Error::<T>::NotOwner);
        Ok(meter)
    }

    /// Puts a draft back. A retired meter with nothing left to settle is removed, and its dust goes
    /// to the float.
    pub(crate) fn put_back(ledger: &mut Ledger<T>, mut draft: Draft<T>) -> DispatchResult {
        let (id, is_done) = (draft.id, draft.meter.is_done(ledger.calendar.now));
        if is_done {
            let Draft { meter, grid, .. } = &mut draft;
            add(&mut grid.float, meter.credit).map_err(|_| Error::<T>::Overflow)?;
            if let Some((depositor, ticket)) = Deposits::<T>::take(id) {
                ticket.drop(&depositor)?;
            }
            Claimed::<T>::remove(id);
            Self::deposit_event(Event::MeterRemoved { meter: id });
        }
        ledger.put(draft);
        if is_done {
            ledger.remove_meter(id);
        }
        Ok(())
    }

    pub(crate) fn do_register_meter(
        who: T::AccountId,
        grid_id: GridId,
        owner: T::AccountId,
        key: ed25519::Public,
        breaker_w: u32,
        baseline: Baseline,
        limits: Option<Limits>,
    ) -> DispatchResult {
        let limits = limits.unwrap_or(Limits::TRADING);
        ensure!(limits.is_valid(), Error::<T>::InvalidLimits);
        let mut ledger = Ledger::<T>::open();
        let mut grid = ledger.operated(grid_id, &who)?.clone();
        ensure!(grid.ending.is_none(), Error::<T>::GridCloses);
        // An older slot has no market. If the operator named one by mistake, the meter would have
        // years to read. And each slot since could be a reading that nobody pays a fee for.
        let calendar = ledger.calendar;
        let oldest = calendar.oldest_slot().saturating_sub(1);
        let slots =
            oldest.max(calendar.slot_before(calendar.rules.baseline_days))..=calendar.slot();
        ensure!(slots.contains(&baseline.slot), Error::<T>::InvalidBaseline);
        grid.meters = grid.meters.checked_add(1).ok_or(Error::<T>::Overflow)?;
        grid.hear(&ledger.calendar, baseline.slot);
        let charged = grid.day_at(baseline.slot).unwrap_or_default();
        ledger.set_grid(grid_id, grid);

        let id = take_number::<NextMeter<T>>().ok_or(Error::<T>::Overflow)?;
        let ticket = T::MeterConsideration::new(&who, Self::footprint())?;
        Deposits::<T>::insert(id, (who, ticket));
        let mut meter = Self::new_meter(grid_id, owner.clone(), key, breaker_w, baseline, limits);
        // The day on which it was fitted is free.
        meter.charged = charged;
        ledger.set_meter(id, meter);
        ledger.commit();
        Self::deposit_event(Event::MeterRegistered { meter: id, grid: grid_id, owner });
        Ok(())
    }

    pub(crate) fn new_meter(
        grid: GridId,
        owner: T::AccountId,
        key: ed25519::Public,
        breaker_w: u32,
        Baseline { slot, import_wh, export_wh }: Baseline,
        limits: Limits,
    ) -> MeterOf<T> {
        Meter {
            grid,
            owner,
            key,
            breaker_w,
            slot,
            import_wh,
            export_wh,
            limits,
            next: None,
            credit: 0,
            arrears: 0,
            owed: 0,
            charged: 0,
            retired: false,
            billed_until: 0,
            positions: Default::default(),
        }
    }

    pub(crate) fn do_retire_meter(
        who: T::AccountId,
        id: MeterId,
        write_off: bool,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        let Draft { meter, grid, .. } = &mut draft;
        let (is_operator, is_owner) = (who == grid.operator, who == meter.owner);
        ensure!(is_operator || is_owner, Error::<T>::NotOwner);

        // The operator may forgo what is not read. Otherwise nothing may be left to read.
        let calendar = ledger.calendar;
        let all_read = meter.slot.saturating_add(1) >= calendar.slot();
        let all_billed = is_operator || all_read || grid.has_ended(&calendar);
        if meter.retired {
            let ends = all_billed && meter.is_billed(calendar.now);
            ensure!(write_off || ends, Error::<T>::Retired);
            if ends {
                meter.billed_until = 0;
            }
        } else {
            let dead_from = calendar.end(meter.slot).saturating_add(days(calendar.rules.dead_days));
            ensure!(all_billed || calendar.now >= dead_from, Error::<T>::NotReadUpToDate);
            meter.retired = true;
            if !all_billed {
                meter.billed_until = calendar.now.saturating_add(days(calendar.rules.billed_days));
            }
            sub(&mut grid.meters, 1).map_err(|_| Error::<T>::Overflow)?;
            grid.unhear(&calendar, meter.slot);
            Offers::<T>::remove(id);
            Self::deposit_event(Event::MeterRetired { meter: id });
        }
        if write_off {
            if is_operator {
                meter.arrears = 0;
            }
            if is_owner {
                let owed = core::mem::take(&mut meter.owed);
                sub(&mut grid.owed, owed).map_err(|_| Error::<T>::Overflow)?;
            }
            Self::deposit_event(Event::WrittenOff { meter: id });
        }
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Ok(())
    }

    pub(crate) fn do_set_limits(who: T::AccountId, id: MeterId, limits: Limits) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut meter = Self::owned(&mut ledger, id, &who)?.clone();
        ensure!(!meter.retired, Error::<T>::Retired);
        ensure!(limits.is_valid(), Error::<T>::InvalidLimits);
        if let Some(next) = meter.next.take() {
            ensure!(next.from <= meter.slot, Error::<T>::LimitsPending);
            meter.limits = next.limits;
        }
        let from = ledger.calendar.slot().saturating_add(1);
        meter.next = Some(NextLimits { from, limits });
        ledger.set_meter(id, meter);
        ledger.commit();
        Self::deposit_event(Event::LimitsSet { meter: id, from });
        Ok(())
    }

    pub(crate) fn do_top_up(who: T::AccountId, id: MeterId, amount: Balance) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        let Draft { meter, grid, .. } = &mut draft;
        let paid = Self::pay_in(meter.grid, &grid.currency, &who, amount)?;
        receive(meter, grid, paid).map_err(|_| Error::<T>::Overflow)?;
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Self::deposit_event(Event::ToppedUp { meter: id, who, amount });
        Ok(())
    }

    pub(crate) fn do_withdraw_credit(
        who: T::AccountId,
        id: MeterId,
        amount: Balance,
    ) -> DispatchResult {
        let mut ledger = Ledger::<T>::open();
        Self::owned(&mut ledger, id, &who)?;
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let mut draft = ledger.draft(id).ok_or(Error::<T>::UnknownMeter)?;
        let Draft { meter, grid, .. } = &mut draft;
        let reserve = Self::reserve(&ledger.calendar, meter, grid);
        let rest = amount.checked_mul(MICRO).and_then(|amount| meter.credit.checked_sub(amount));
        meter.credit = rest.filter(|rest| *rest >= reserve).ok_or(Error::<T>::CreditTooLow)?;
        Self::pay_out(meter.grid, &grid.currency, &who, amount)?;
        Self::put_back(&mut ledger, draft)?;
        ledger.commit();
        Self::deposit_event(Event::CreditWithdrawn { meter: id, amount });
        Ok(())
    }

    /// The credit that a meter must keep: the price of what its breaker could have let through
    /// since its last reading, or in a week if that is less, and of 1 Wh more, at the highest
    /// retail price since. Zero once its readings are no longer billed, or its grid has ended.
    pub(crate) fn reserve(calendar: &Calendar, meter: &MeterOf<T>, grid: &GridOf<T>) -> MicroUnits {
        if !meter.is_billed(calendar.now) || grid.has_ended(calendar) {
            return 0;
        }
        let unread = calendar.now.saturating_sub(calendar.end(meter.slot));
        let unread = unread.min(days(calendar.rules.reserve_days));
        let drawn = through_breaker(meter.breaker_w, unread).saturating_add(1);
        let retail = grid.highest_retail(calendar, meter.slot.saturating_add(1), calendar.slot());
        drawn.saturating_mul(MILLI.into()).saturating_mul(retail.into())
    }
}
