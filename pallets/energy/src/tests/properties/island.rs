//! An island on which anything may happen: how it is done, and what is counted of it.

use super::{bounds::*, ops::*, watch::*, worlds::*};
use crate::{mock::*, *};
use frame_support::traits::{fungibles, tokens::Preservation};
use sp_core::{ed25519, Pair};
use std::collections::{BTreeMap, BTreeSet};
use vaka_testing::random::Counts;

/// The most slots of a meter that are brought together, each in its own reading.
const MOST_SLOTS: Slot = 24;

/// Steps for whatever there is to close.
pub const ENOUGH: u64 = 100_000;

/// A world, watched, and the keys of its meters.
pub struct Island {
    pub watch: Watch,
    /// How often a meter's key was rotated.
    rotations: BTreeMap<MeterId, u32>,
    pub counts: Counts,
}

impl Island {
    pub fn begin() -> Self {
        Self { watch: Watch::begin(), rotations: BTreeMap::new(), counts: Counts::default() }
    }

    /// The key that a meter has now.
    fn key(&self, meter: MeterId) -> ed25519::Pair {
        key(meter + 1_000 * self.rotations.get(&meter).copied().unwrap_or_default())
    }

    /// A grid, nearly always one that exists.
    fn grid(n: u8) -> GridId {
        if n == u8::MAX {
            return 9_999;
        }
        u32::from(n) % NextGrid::<Test>::get()
    }

    /// A meter, nearly always one that exists or existed.
    fn meter(n: u8) -> MeterId {
        if n == u8::MAX {
            return 9_999;
        }
        u32::from(n) % NextMeter::<Test>::get()
    }

    /// One of the meters that fulfil `is_so`, if there are any. Few do, so a meter drawn at random
    /// rarely would.
    fn meter_that(n: u8, is_so: impl Fn(&Meter<AccountId>) -> bool) -> MeterId {
        let ids = all_meters();
        let fit = ids.into_iter().filter(|id| is_so(&meter(*id)));
        let fit = fit.collect::<Vec<_>>();
        match fit.len() {
            0 => Self::meter(n),
            many => fit[usize::from(n) % many],
        }
    }

    /// One of the meters whose number fulfils `is_so`, if there are any.
    fn meter_that_is(n: u8, is_so: impl Fn(MeterId) -> bool) -> MeterId {
        let fit = all_meters().into_iter().filter(|id| is_so(*id)).collect::<Vec<_>>();
        match fit.len() {
            0 => Self::meter(n),
            many => fit[usize::from(n) % many],
        }
    }

    /// A grid with tokens that are out, and somebody who holds them, if there are any.
    fn holding(n: u8) -> Option<(GridId, AccountId)> {
        let grids = 0..NextGrid::<Test>::get();
        let held = grids.flat_map(|grid| (0..PEOPLE).map(move |person| (grid, owner(person))));
        let held = held.filter(|(grid, who)| tokens(*grid, who) > 0);
        let held = held.collect::<Vec<_>>();
        match held.len() {
            0 => None,
            many => Some(held[usize::from(n) % many].clone()),
        }
    }

    /// One of the oldest slots that are due and were not cleared by the hook, if there are any.
    fn left_by_hook(n: u8) -> Option<(GridId, Slot)> {
        let mut oldest = BTreeMap::<GridId, Slot>::new();
        for (grid, slot, book) in Books::<Test>::iter() {
            if book.due <= now() {
                let first = oldest.entry(grid).or_insert(slot);
                *first = slot.min(*first);
            }
        }
        let at = usize::from(n) % oldest.len().max(1);
        oldest.into_iter().nth(at)
    }

    fn person(n: u8) -> AccountId {
        owner(u32::from(n) % PEOPLE)
    }

    /// The operator of a grid.
    pub fn operator(grid: GridId) -> AccountId {
        Grids::<Test>::get(grid).map_or(operator(), |grid| grid.operator)
    }

    /// The operator of a meter's grid.
    pub fn operator_of(meter: MeterId) -> AccountId {
        Self::record(meter).map_or(operator(), |meter| Self::operator(meter.grid))
    }

    /// The owner of a meter, or of one that might have been.
    fn owner(meter: MeterId) -> AccountId {
        Self::record(meter).map_or(owner(meter % PEOPLE), |record| record.owner)
    }

    fn record(meter: MeterId) -> Option<Meter<AccountId>> {
        Meters::<Test>::get(meter)
    }

    fn call(&mut self, who: AccountId, call: Call<Test>, effect: Effect) -> bool {
        let name = frame_support::traits::GetCallName::get_call_name(&call);
        let done = self.watch.call(signed(who), call, effect).is_ok();
        self.counts.add(name, done.into());
        done
    }

    /// Makes a block with weight for so many closing steps.
    pub fn block(&mut self, steps: u64) {
        type Weights = <Test as Config>::WeightInfo;
        let step = Weights::step_clear().saturating_add(Weights::step_due());
        let step = step.saturating_add(Weights::step_prune());
        let budget = Weights::closing_idle().saturating_add(step.saturating_mul(steps));
        for cleared in self.watch.block(budget) {
            self.counts.count("cleared");
            self.counts.add("traded", (cleared.volume > 0).into());
            self.counts.add("banked", (cleared.banked > 0).into());
            self.counts.add("curtailed", (cleared.curtailed > 0).into());
            self.counts.add("gathered late", (cleared.gathered_late && cleared.volume > 0).into());
        }
    }

    /// Brings readings, and checks what becomes of them.
    fn bring(&mut self, readings: Vec<SignedReading>, bad: &[bool]) {
        let (total, before) = (readings.len(), records());
        let meters = readings.iter().map(|reading| reading.meter);
        let old = meters.map(|id| (id, Self::record(id))).collect::<BTreeMap<_, _>>();
        let of = readings.iter().map(|reading| (reading.meter, reading.slot)).collect::<Vec<_>>();
        let spans = readings
            .iter()
            .map(|reading| reading.slot.saturating_sub(reading.since_slot) > 1)
            .collect::<Vec<_>>();
        let missing = readings
            .iter()
            .map(|reading| {
                let known = old.get(&reading.meter).and_then(Option::as_ref);
                known.is_some_and(|known| {
                    let first = readings.iter().find(|other| other.meter == reading.meter);
                    first == Some(reading) && reading.since_slot > known.slot
                })
            })
            .collect::<Vec<_>>();
        System::reset_events();
        let call = Call::submit_readings { readings: readings.try_into().expect("not too many") };
        let post = self.watch.call(signed(relayer()), call, Effect::Accounts);
        let post = post.expect("a batch never fails");

        let (mut refused, mut accepted) = (Vec::new(), 0);
        for record in System::events() {
            let RuntimeEvent::Energy(event) = record.event else {
                continue;
            };
            match event {
                Event::ReadingRejected { index, reason } => refused.push((index, reason)),
                Event::ReadingsAccepted { count, .. } => accepted += count as usize,
                Event::InArrears { .. } => self.counts.count("arrears"),
                Event::LateExportCurtailed { .. } => self.counts.count("late curtailed"),
                Event::SlotSettled { .. } => self.counts.count("settled by reading"),
                _ => (),
            }
        }
        assert_eq!(accepted + refused.len(), total, "every reading is accepted or refused");
        assert_eq!(was_free(&post), is_free(&of, &refused), "who pays");
        if accepted == 0 {
            assert_eq!(before, records(), "readings that are refused change nothing");
        }
        for (index, bad) in bad.iter().enumerate() {
            let is_refused = refused.iter().any(|(at, _)| *at as usize == index);
            assert!(is_refused || !bad, "reading {index} should have been refused: {refused:?}");
            self.counts.add("late", (!is_refused && spans[index]).into());
            self.counts.add("after missing", (!is_refused && missing[index]).into());
        }
        self.counts.add("accepted", accepted as u64);
        self.counts.add("refused", refused.len() as u64);
        let books = refused.iter().filter(|(_, reason)| *reason == Rejection::TooManyBooks);
        self.counts.add("of too many books", books.count() as u64);
        for (id, old) in old {
            let Some((old, new)) = old.zip(Self::record(id)) else {
                continue;
            };
            let own_energy = new.owed < old.owed && new.arrears == old.arrears;
            self.counts.add("paid in energy", own_energy.into());
            self.counts.add("charged for days", (new.charged > old.charged).into());
            assert_paid_at_most_retail(&old, &new);
        }
    }

    /// The readings of a batch, each signed after the one before it.
    fn read(&mut self, reads: &[Read]) {
        let mut ahead = BTreeMap::<MeterId, (Slot, WattHours, WattHours)>::new();
        // The meters of which a reading may have been taken or not.
        let mut unsure = BTreeSet::new();
        let (mut readings, mut bad) = (Vec::new(), Vec::new());
        let last = slot_now() - 1;
        for read in reads {
            let id = if read.kind == Kind::Unknown { 5_000 } else { Self::meter(read.meter) };
            let record = Self::record(id).map(|m| (m.slot, m.import_wh, m.export_wh));
            let known = *ahead.entry(id).or_insert(record.unwrap_or((last, 0, 0)));
            let (since, import, export) = known;
            let (mut slot, mut since_slot) = (since + 1, since);
            let mut key = self.key(id);
            let (mut import, mut export) = (import + read.flow.0, export + read.flow.1);
            let mut is_bad = read.kind.is_bad();
            match read.kind {
                Kind::Next | Kind::Unknown => (),
                Kind::Skips(more) => slot += u32::from(more),
                Kind::ToNow => slot = slot.max(last),
                Kind::Again => slot = since,
                Kind::Future => slot = slot.max(last + 1),
                Kind::Unannounced => since_slot += 1,
                Kind::AfterMissing(missing) => {
                    since_slot += u32::from(missing);
                    slot = since_slot + 1;
                }
                Kind::Decreased if known.1 > 0 => import = known.1 - 1,
                Kind::Decreased if known.2 > 0 => export = known.2 - 1,
                Kind::Decreased => is_bad = false,
                Kind::AboveBreaker => export = known.2 + WH_PER_SLOT + 1,
                Kind::WrongKey => key = crate::mock::key(id + 777),
                Kind::OtherChain => (),
            }
            let mut reading = signed_by(&key, id, since_slot, slot, import, export);
            if read.kind == Kind::OtherChain {
                let elsewhere = (crate::reading::READING_DOMAIN, sp_core::H256::repeat_byte(0xBB));
                let message = (elsewhere, (id, since_slot, slot, import, export));
                reading.signature = key.sign(&codec::Encode::encode(&message));
            }
            let is_billed = Self::record(id).is_some_and(|meter| meter.is_billed(now()));
            let refused = is_bad || slot > last || !is_billed;
            readings.push(reading);
            // What depends on registers and slots that are not known may be right by chance.
            let is_by_chance = unsure.contains(&id) && read.kind.is_bad_by_registers();
            bad.push(refused && (!is_by_chance || slot > last || !is_billed));
            // Whether missing readings are over is not known here.
            if !refused && matches!(read.kind, Kind::AfterMissing(_)) {
                unsure.insert(id);
            } else if !refused {
                ahead.insert(id, (slot, import, export));
            }
        }
        self.bring(readings, &bad);
    }

    fn read_all(
        &mut self,
        grid: GridId,
        slots: u32,
        flows: &[(WattHours, WattHours)],
        by_meter: bool,
    ) {
        let last = slot_now() - 1;
        let mut flow = flows.iter().copied().cycle();
        let mut readings = Vec::new();
        for (id, meter) in Meters::<Test>::iter() {
            if meter.grid != grid || meter.retired {
                continue;
            }
            let key = self.key(id);
            let (mut import, mut export, mut since) =
                (meter.import_wh, meter.export_wh, meter.slot);
            // Slots that are too long ago come in one reading.
            let first = if since + MOST_SLOTS < last { last - slots } else { since + 1 };
            for slot in first..=last {
                let (more_import, more_export) = flow.next().expect("endless");
                (import, export) = (import + more_import, export + more_export);
                readings.push(signed_by(&key, id, since, slot, import, export));
                since = slot;
            }
        }
        if !by_meter {
            readings.sort_by_key(|reading| reading.slot);
        }
        let none_bad = vec![false; readings.len()];
        self.bring(readings, &none_bad);
    }

    /// Lets something happen.
    pub fn happen(&mut self, op: &Op) {
        use Effect::{Accounts, MovesMoney};
        System::reset_events();
        match op.clone() {
            Op::Wait { slots, steps } => {
                set_time(Seconds::from(slot_now() + slots) * SLOT);
                self.block(steps);
            }
            Op::WaitSeconds(seconds) => {
                set_time(now() + Seconds::from(seconds));
                self.block(ENOUGH);
            }
            Op::Read(reads) => self.read(&reads),
            Op::ReadAll { grid, slots, flows, by_meter } => {
                self.read_all(Self::grid(grid), slots, &flows, by_meter)
            }
            Op::SetTariff { grid, tariff, stranger } => {
                let who = if stranger { relayer() } else { Self::operator(Self::grid(grid)) };
                let grid = Self::grid(grid);
                let before = Grids::<Test>::get(grid);
                let call = Call::set_tariff { grid, tariff: tariff.clone() };
                let done = self.watch.call(signed(who), call, Accounts);
                self.counts.add("set_tariff", done.is_ok().into());
                assert!(!(done.is_ok() && stranger), "only the operator sets prices");
                let currency = before.as_ref().map(|grid| grid.currency.clone());
                let cap = currency.and_then(PriceCaps::<Test>::get);
                let capped = cap.is_none_or(|cap| is_capped(&tariff, cap));
                assert!(done.is_err() || capped, "no grid sets prices above the cap");
                if done == Err(Error::<Test>::TooManyTariffs.into()) {
                    let before = before.expect("a grid");
                    let soon = before.schedule_at(slot_now() + 2).expect("in force");
                    assert!(!is_no_worse(&tariff, soon), "a correction finds a place");
                    self.counts.count("too many tariffs");
                }
            }
            Op::SetPriceCap { grid, cap } => {
                let Some(Grid { currency, .. }) = Grids::<Test>::get(Self::grid(grid)) else {
                    return;
                };
                let call = Call::set_price_cap { currency, cap };
                let done = self.watch.call(RuntimeOrigin::root(), call, Accounts);
                assert_eq!(done.is_ok(), cap.is_some(), "no grid is without a cap");
                self.counts.add("set_price_cap", done.is_ok().into());
            }
            Op::SetCapacity { grid, wh } => {
                let call = Call::set_capacity { grid: Self::grid(grid), capacity_wh: wh };
                self.call(Self::operator(Self::grid(grid)), call, Accounts);
            }
            Op::SetOperator { grid, to, by_people } => {
                let (grid, to) = (Self::grid(grid), Self::person(to));
                let who = Self::operator(grid);
                if by_people {
                    let call = Call::set_operator { grid, operator: to };
                    let done = self.watch.call(RuntimeOrigin::root(), call, MovesMoney).is_ok();
                    self.counts.add("set_operator", done.into());
                } else {
                    let call = Call::set_operator { grid, operator: to.clone() };
                    self.call(who, call, Accounts);
                    self.call(to, Call::accept_grid { grid }, MovesMoney);
                }
            }
            Op::CloseGrid { grid } => self.close_grid(Self::grid(grid)),
            Op::FundFloat { grid, who, amount } => {
                let call = Call::fund_float { grid: Self::grid(grid), amount };
                self.call(Self::person(who), call, MovesMoney);
            }
            Op::WithdrawFloat { grid, amount } => {
                let call = Call::withdraw_float { grid: Self::grid(grid), amount };
                self.call(Self::operator(Self::grid(grid)), call, MovesMoney);
            }
            Op::RegisterGrid(seed) => {
                let GridSeed { currency, capacity_wh, tariff, .. } = seed;
                if NextGrid::<Test>::get() < 5 {
                    let cap = PriceCaps::<Test>::get(&currency);
                    let within = cap.is_none_or(|cap| is_capped(&tariff, cap));
                    let operator = operator();
                    let call = Call::register_grid { operator, currency, capacity_wh, tariff };
                    let done = self.watch.call(RuntimeOrigin::root(), call, Accounts);
                    assert_eq!(done.is_ok(), within, "{done:?}");
                }
            }
            Op::RegisterMeter { grid, back, registers, limits } => {
                let id = NextMeter::<Test>::get();
                if id < PEOPLE {
                    let call = Call::register_meter {
                        grid: Self::grid(grid),
                        owner: owner(id),
                        key: self.key(id).public(),
                        breaker_w: BREAKER_W,
                        baseline: Self::baseline(slot_now() - back, registers),
                        limits,
                    };
                    self.call(Self::operator(Self::grid(grid)), call, Accounts);
                }
            }
            Op::Rotate { meter, ahead, registers, shown, signed } => {
                self.rotate(meter, ahead, registers, shown.map(|shown| (shown, signed)))
            }
            Op::AcceptRegisters { meter } => {
                let meter = Self::meter_that_is(meter, Claimed::<Test>::contains_key);
                let who = Self::owner(meter);
                self.call(who, Call::accept_registers { meter }, Accounts);
            }
            Op::Correct { meter, ahead, registers, refund } => {
                let meter = Self::meter(meter);
                let last = Self::record(meter).map_or(0, |record| record.slot);
                let baseline = Self::baseline(last + ahead, registers);
                self.watch.rotated(meter);
                self.call(
                    Self::operator_of(meter),
                    Call::correct { meter, baseline, refund },
                    Accounts,
                );
            }
            Op::Retire { meter, by_owner, write_off } => {
                let meter = Self::meter(meter);
                let who = if by_owner { Self::owner(meter) } else { Self::operator_of(meter) };
                self.call(who, Call::retire_meter { meter, write_off }, Accounts);
            }
            Op::SetLimits { meter, limits } => {
                let meter = Self::meter(meter);
                self.call(Self::owner(meter), Call::set_limits { meter, limits }, Accounts);
            }
            Op::Offer { meter, to } => {
                let meter = Self::meter(meter);
                let to = to.map(Self::person);
                let who = Self::owner(meter);
                self.call(who, Call::transfer_meter { meter, to }, Accounts);
            }
            Op::MoveOut { meter, to } => {
                let meter = Self::meter_that(meter, |meter| !meter.retired && meter.arrears == 0);
                self.move_out(meter, Self::person(to));
            }
            Op::Accept { meter } => {
                let meter = Self::meter(meter);
                // Nearly always the one to whom it was offered.
                let offered = Offers::<Test>::get(meter).unwrap_or(relayer());
                self.call(offered, Call::accept_meter { meter }, MovesMoney);
            }
            Op::TopUp { meter, who, amount } => {
                let call = Call::top_up { meter: Self::meter(meter), amount };
                self.call(Self::person(who), call, MovesMoney);
            }
            Op::Withdraw { meter, amount } => {
                let meter = Self::meter(meter);
                let call = Call::withdraw_credit { meter, amount };
                self.call(Self::owner(meter), call, MovesMoney);
            }
            Op::CloseSlot { grid, nth } => {
                let grid = Self::grid(grid);
                let mut slots = Books::<Test>::iter_key_prefix(grid).collect::<Vec<_>>();
                slots.sort_unstable();
                let slot = slots.get(usize::from(nth) % slots.len().max(1)).copied();
                let any = (grid, slot.unwrap_or(START));
                // Now and then it is one that may not be closed.
                let left = Self::left_by_hook(nth).filter(|_| nth % 4 > 0);
                let (grid, slot) = left.unwrap_or(any);
                self.call(relayer(), Call::close_slot { grid, slot }, Accounts);
            }
            Op::Settle(meters) => {
                let meters = meters.into_iter().map(Self::meter).collect::<Vec<_>>();
                let call = Call::settle { meters: meters.try_into().expect("not too many") };
                self.call(relayer(), call, Accounts);
            }
            Op::Claim { meter, share } => {
                let may = |meter: &Meter<_>| meter.owed >= MILLI && meter.arrears == 0;
                let meter = Self::meter_that(meter, may);
                let owed = Self::record(meter).map_or(0, |record| record.owed) / MILLI;
                let wh = (owed * u64::from(share)).div_ceil(200);
                let call = Call::claim_tokens { meter, wh };
                self.call(Self::owner(meter), call, Accounts);
            }
            Op::Deposit { meter, who, share } => {
                let holding = Self::holding(who);
                let grid = holding.as_ref().map(|(grid, _)| *grid);
                let meter = Self::meter_that(meter, |meter| grid == Some(meter.grid));
                let (grid, who) = holding.unwrap_or((0, Self::person(who)));
                let wh = (tokens(grid, &who) as u64 * u64::from(share)).div_ceil(200);
                self.call(who, Call::deposit_tokens { meter, wh }, Accounts);
            }
            Op::Transfer { grid, from, to, share } => {
                let any = (Self::grid(grid), Self::person(from));
                let (grid, from) = Self::holding(from).unwrap_or(any);
                let (token, to) = (TOKENS + grid, Self::person(to));
                let amount = Assets::balance(token, &from) * u128::from(share) / 255;
                let way = Preservation::Expendable;
                let given =
                    <Assets as fungibles::Mutate<_>>::transfer(token, &from, &to, amount, way)
                        .is_ok();
                self.counts.add("tokens given", (given && amount > 0).into());
            }
            Op::Redeem { meter, share } => {
                let meter = Self::meter_that(meter, |meter| meter.owed > 0);
                let owed = Self::record(meter).map_or(0, |record| record.owed);
                let energy = (owed * u64::from(share)).div_ceil(200);
                let call = Call::redeem { meter, energy };
                self.call(Self::owner(meter), call, Accounts);
            }
            Op::Freeze(freeze) => Self::freeze(freeze),
            Op::Donate { grid, amount } => {
                let pool = Energy::pool(Self::grid(grid));
                let way = Preservation::Preserve;
                let given = <Assets as fungibles::Mutate<_>>::transfer(
                    VOUCHER,
                    &relayer(),
                    &pool,
                    amount,
                    way,
                )
                .is_ok();
                self.counts.add("donated", given.into());
            }
        }
        self.watch.check();
    }

    fn close_grid(&mut self, grid: GridId) {
        if !self.call(Self::operator(grid), Call::close_grid { grid }, Effect::Accounts) {
            return;
        }
        set_time(now() + 90 * DAY);
        self.block(ENOUGH);
        for holder in (0..PEOPLE).map(owner) {
            let wh = tokens(grid, &holder) as WattHours;
            if wh > 0 {
                self.call(holder, Call::redeem_tokens { grid, wh }, Effect::MovesMoney);
            }
        }
    }

    fn move_out(&mut self, meter: MeterId, to: AccountId) {
        let (who, offer) = (Self::owner(meter), Some(to.clone()));
        self.call(who, Call::transfer_meter { meter, to: offer }, Effect::Accounts);
        set_time(Seconds::from(slot_now() + 4) * SLOT);
        self.block(ENOUGH);
        let last = slot_now() - 1;
        let unread = Self::record(meter).filter(|record| record.slot < last);
        if let Some(Meter { slot, import_wh, export_wh, .. }) = unread {
            let key = self.key(meter);
            let reading = signed_by(&key, meter, slot, last, import_wh, export_wh);
            self.bring(vec![reading], &[false]);
        }
        let call = Call::settle { meters: vec![meter].try_into().expect("one") };
        self.call(relayer(), call, Effect::Accounts);
        self.call(to, Call::accept_meter { meter }, Effect::MovesMoney);
    }

    pub fn freeze(freeze: bool) {
        let origin = signed(issuer());
        // Freezing what is frozen, and thawing what is not, are errors that change nothing.
        let _ = if freeze {
            Assets::freeze_asset(origin, VOUCHER)
        } else {
            Assets::thaw_asset(origin, VOUCHER)
        };
    }

    fn baseline(slot: Slot, (import_wh, export_wh): (u32, u32)) -> Baseline {
        Baseline { slot, import_wh: import_wh.into(), export_wh: export_wh.into() }
    }

    fn rotate(
        &mut self,
        meter: u8,
        ahead: u32,
        registers: (u32, u32),
        shown: Option<((WattHours, WattHours), bool)>,
    ) {
        let meter = Self::meter(meter);
        let (last, key_now) = (Self::record(meter), self.key(meter));
        let since = last.as_ref().map_or(0, |record| record.slot);
        let slot = since + ahead;
        let rotations = self.rotations.get(&meter).copied().unwrap_or_default() + 1;
        let last = last.zip(shown).map(|(record, ((import, export), signed))| {
            let (import_wh, export_wh) = (record.import_wh + import, record.export_wh + export);
            let signature = signed_by(&key_now, meter, since, slot, import_wh, export_wh).signature;
            LastRegisters { import_wh, export_wh, signed: signed.then_some((since, signature)) }
        });
        let call = Call::rotate_meter_key {
            meter,
            key: key(meter % 1_000 + 1_000 * rotations).public(),
            baseline: Self::baseline(slot, registers),
            last,
        };
        // The watch compares registers after the call, so it is told before.
        self.watch.rotated(meter);
        if self.call(Self::operator_of(meter), call, Effect::Accounts) {
            self.rotations.insert(meter, rotations);
        }
    }
}
