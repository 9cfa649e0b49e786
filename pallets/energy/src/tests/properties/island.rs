//! An island on which anything may happen: what can be done there, and how it is done.

use super::{watch::*, worlds::*};
use crate::{mock::*, *};
use frame_support::traits::{fungibles, tokens::Preservation};
use proptest::{collection, prelude::*, sample};
use sp_core::{ed25519, Pair};
use std::collections::BTreeMap;

/// What can be wrong (or not) with a reading.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Of the meter's next slot.
    Next,
    /// Spans so many slots more.
    Skips(u8),
    /// Spans everything up to now.
    ToNow,
    Again,
    Future,
    Unannounced,
    Decreased,
    AboveBreaker,
    WrongKey,
    OtherChain,
    Unknown,
}

impl Kind {
    /// Whether it must be refused whatever the state of the meter.
    fn is_bad(self) -> bool {
        !matches!(self, Kind::Next | Kind::Skips(_) | Kind::ToNow)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Read {
    pub meter: u8,
    pub kind: Kind,
    pub flow: (WattHours, WattHours),
}

/// Something that happens. Numbers stand for grids, meters and people; most hit one that exists.
#[derive(Clone, Debug)]
pub enum Op {
    /// Time goes on (to the beginning of a slot), then there is a block with weight for so many closing steps.
    Wait {
        slots: u32,
        steps: u64,
    },
    /// Time goes on within the slot, and there is a block.
    WaitSeconds(u32),
    /// Any readings, in any order.
    Read(Vec<Read>),
    /// All meters of a grid are read up to now, so many slots at most; the rest in one reading before.
    ReadAll {
        grid: u8,
        slots: u32,
        flows: Vec<(WattHours, WattHours)>,
        by_meter: bool,
    },
    SetTariff {
        grid: u8,
        tariff: Tariff,
        stranger: bool,
    },
    SetCapacity {
        grid: u8,
        wh: WattHours,
    },
    FundFloat {
        grid: u8,
        who: u8,
        amount: Balance,
    },
    WithdrawFloat {
        grid: u8,
        amount: Balance,
    },
    RegisterGrid(GridSeed),
    RegisterMeter {
        grid: u8,
        back: u32,
        registers: (u32, u32),
    },
    Rotate {
        meter: u8,
        ahead: u32,
        registers: (u32, u32),
    },
    Retire {
        meter: u8,
        by_owner: bool,
        write_off: bool,
    },
    SetLimits {
        meter: u8,
        limits: Limits,
    },
    TopUp {
        meter: u8,
        who: u8,
        amount: Balance,
    },
    Withdraw {
        meter: u8,
        amount: Balance,
    },
    CloseSlot {
        grid: u8,
        nth: u8,
    },
    Settle(Vec<u8>),
    Claim {
        meter: u8,
        share: u8,
    },
    Deposit {
        meter: u8,
        who: u8,
        share: u8,
    },
    Transfer {
        grid: u8,
        from: u8,
        to: u8,
        share: u8,
    },
    Redeem {
        meter: u8,
        share: u8,
    },
    /// The voucher's issuer stops all of it, or lets it go.
    Freeze(bool),
    /// Somebody gives to the pool, which is nobody's.
    Donate {
        grid: u8,
        amount: Balance,
    },
}

fn reads() -> impl Strategy<Value = Read> {
    let kinds = prop_oneof![
        16 => Just(Kind::Next),
        2 => (1..30u8).prop_map(Kind::Skips),
        3 => Just(Kind::ToNow),
        6 => sample::select(vec![
            Kind::Again,
            Kind::Future,
            Kind::Unannounced,
            Kind::Decreased,
            Kind::AboveBreaker,
            Kind::WrongKey,
            Kind::OtherChain,
            Kind::Unknown,
        ]),
    ];
    (any::<u8>(), kinds, any_flow()).prop_map(|(meter, kind, flow)| Read { meter, kind, flow })
}

pub fn ops() -> impl Strategy<Value = Op> {
    let n = any::<u8>;
    let registers = (0..1_000u32, 0..1_000u32);
    let waits = prop_oneof![8 => 1..4u32, 2 => 4..30u32, 1 => 96..800u32, 1 => 3_000..4_500u32];
    let steps = prop_oneof![1 => 0..6u64, 3 => Just(ENOUGH)];
    let time = prop_oneof![
        4 => (waits, steps).prop_map(|(slots, steps)| Op::Wait { slots, steps }),
        1 => (1..900u32).prop_map(Op::WaitSeconds),
    ];
    let flows = collection::vec(any_flow(), 1..24);
    let readings = prop_oneof![
        1 => collection::vec(reads(), 0..12).prop_map(Op::Read),
        2 => (n(), 1..8u32, flows, any::<bool>()).prop_map(|(grid, slots, flows, by_meter)| {
            Op::ReadAll { grid, slots, flows, by_meter }
        }),
    ];
    let of_operator = prop_oneof![
        3 => (n(), tariffs(), prop::bool::weighted(0.1))
            .prop_map(|(grid, tariff, stranger)| Op::SetTariff { grid, tariff, stranger }),
        2 => (n(), capacities()).prop_map(|(grid, wh)| Op::SetCapacity { grid, wh }),
        2 => (n(), n(), amounts())
            .prop_map(|(grid, who, amount)| Op::FundFloat { grid, who, amount }),
        2 => (n(), amounts()).prop_map(|(grid, amount)| Op::WithdrawFloat { grid, amount }),
        1 => grid_seeds().prop_map(Op::RegisterGrid),
        2 => (n(), 0..4u32, registers.clone())
            .prop_map(|(grid, back, registers)| Op::RegisterMeter { grid, back, registers }),
        2 => (n(), 0..4u32, registers)
            .prop_map(|(meter, ahead, registers)| Op::Rotate { meter, ahead, registers }),
        1 => (n(), any::<bool>(), any::<bool>())
            .prop_map(|(meter, by_owner, write_off)| Op::Retire { meter, by_owner, write_off }),
    ];
    let of_owner = prop_oneof![
        3 => (n(), any_limits(any::<bool>()))
            .prop_map(|(meter, limits)| Op::SetLimits { meter, limits }),
        3 => (n(), n(), amounts()).prop_map(|(meter, who, amount)| Op::TopUp { meter, who, amount }),
        3 => (n(), amounts()).prop_map(|(meter, amount)| Op::Withdraw { meter, amount }),
        4 => (n(), n()).prop_map(|(meter, share)| Op::Claim { meter, share }),
        3 => (n(), n(), n()).prop_map(|(meter, who, share)| Op::Deposit { meter, who, share }),
        3 => (n(), n(), n(), n())
            .prop_map(|(grid, from, to, share)| Op::Transfer { grid, from, to, share }),
        4 => (n(), n()).prop_map(|(meter, share)| Op::Redeem { meter, share }),
    ];
    let of_anybody = prop_oneof![
        3 => (n(), n()).prop_map(|(grid, nth)| Op::CloseSlot { grid, nth }),
        3 => collection::vec(n(), 0..12).prop_map(Op::Settle),
        1 => any::<bool>().prop_map(Op::Freeze),
        1 => (n(), amounts()).prop_map(|(grid, amount)| Op::Donate { grid, amount }),
    ];
    prop_oneof![7 => time, 9 => readings, 2 => of_operator, 4 => of_owner, 2 => of_anybody]
}

/// Slots of a meter that are brought together, each in its own reading.
const MOST_SLOTS: Slot = 24;

/// Steps for whatever there is to close.
pub const ENOUGH: u64 = 100_000;

/// How often things happened.
pub type Counts = BTreeMap<&'static str, u64>;

/// A world, watched, and the keys of its meters.
pub struct Island {
    pub watch: Watch,
    /// How often a meter's key was rotated.
    rotations: BTreeMap<MeterId, u32>,
    pub counts: Counts,
}

impl Island {
    pub fn begin() -> Self {
        Self {
            watch: Watch::begin(),
            rotations: BTreeMap::new(),
            counts: Counts::new(),
        }
    }

    pub fn count(&mut self, what: &'static str, times: u64) {
        *self.counts.entry(what).or_default() += times;
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

    /// Somebody who holds the token: few do, so a person drawn at random rarely does.
    fn holder(token: u32) -> Option<AccountId> {
        (0..PEOPLE)
            .map(owner)
            .find(|who| Assets::balance(token, who) > 0)
    }

    fn person(n: u8) -> AccountId {
        owner(u32::from(n) % PEOPLE)
    }

    fn record(meter: MeterId) -> Option<Meter<AccountId>> {
        Meters::<Test>::get(meter)
    }

    fn call(&mut self, who: AccountId, call: Call<Test>, effect: Effect) -> bool {
        let name = frame_support::traits::GetCallName::get_call_name(&call);
        let done = self.watch.call(signed(who), call, effect).is_ok();
        self.count(name, done.into());
        done
    }

    /// Makes a block with weight for so many closing steps.
    pub fn block(&mut self, steps: u64) {
        type Weights = <Test as Config>::WeightInfo;
        let step = Weights::step_clear().saturating_add(Weights::step_due());
        let step = step.saturating_add(Weights::step_prune());
        let budget = Weights::closing_idle().saturating_add(step.saturating_mul(steps));
        for cleared in self.watch.block(budget) {
            self.count("cleared", 1);
            self.count("traded", (cleared.volume > 0).into());
            self.count("banked", (cleared.banked > 0).into());
            self.count("curtailed", (cleared.curtailed > 0).into());
            self.count(
                "gathered late",
                (cleared.gathered_late && cleared.volume > 0).into(),
            );
        }
    }

    /// Brings readings, and checks what becomes of them.
    fn bring(&mut self, readings: Vec<SignedReading>, bad: &[bool]) {
        let (total, before) = (readings.len(), records());
        let meters = readings.iter().map(|reading| reading.meter);
        let old = meters
            .map(|id| (id, Self::record(id)))
            .collect::<BTreeMap<_, _>>();
        let spans = readings
            .iter()
            .map(|reading| reading.slot.saturating_sub(reading.since_slot) > 1)
            .collect::<Vec<_>>();
        System::reset_events();
        let call = Call::submit_readings {
            readings: readings.try_into().expect("not too many"),
        };
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
                Event::InArrears { .. } => self.count("arrears", 1),
                Event::LateExportCurtailed { .. } => self.count("late curtailed", 1),
                Event::SlotSettled { .. } => self.count("settled by reading", 1),
                _ => (),
            }
        }
        assert_eq!(
            accepted + refused.len(),
            total,
            "every reading is accepted or refused"
        );
        assert_eq!(was_free(&post), is_free(total, &refused), "who pays");
        if accepted == 0 {
            assert_eq!(
                before,
                records(),
                "readings that are refused change nothing"
            );
        }
        for (index, bad) in bad.iter().enumerate() {
            let is_refused = refused.iter().any(|(at, _)| *at as usize == index);
            assert!(
                is_refused || !bad,
                "reading {index} should have been refused: {refused:?}"
            );
            self.count("late", (!is_refused && spans[index]).into());
        }
        self.count("accepted", accepted as u64);
        self.count("refused", refused.len() as u64);
        for (id, old) in old {
            let Some((old, new)) = old.zip(Self::record(id)) else {
                continue;
            };
            let own_energy = new.owed < old.owed && new.arrears == old.arrears;
            self.count("paid in energy", own_energy.into());
        }
    }

    /// The readings of a batch, each signed after the one before it.
    fn read(&mut self, reads: &[Read]) {
        let mut ahead = BTreeMap::<MeterId, (Slot, WattHours, WattHours)>::new();
        let (mut readings, mut bad) = (Vec::new(), Vec::new());
        let last = slot_now() - 1;
        for read in reads {
            let id = if read.kind == Kind::Unknown {
                5_000
            } else {
                Self::meter(read.meter)
            };
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
                Kind::Decreased if known.1 > 0 => import = known.1 - 1,
                Kind::Decreased if known.2 > 0 => export = known.2 - 1,
                Kind::Decreased => is_bad = false,
                Kind::AboveBreaker => export = known.2 + WH_PER_SLOT + 1,
                Kind::WrongKey => key = crate::mock::key(id + 777),
                Kind::OtherChain => (),
            }
            let mut reading = signed_by(&key, id, since_slot, slot, import, export);
            if read.kind == Kind::OtherChain {
                let elsewhere = (
                    crate::reading::READING_DOMAIN,
                    sp_core::H256::repeat_byte(0xBB),
                );
                let message = (elsewhere, (id, since_slot, slot, import, export));
                reading.signature = key.sign(&codec::Encode::encode(&message));
            }
            let refused = is_bad || slot > last || Self::record(id).is_none_or(|m| m.retired);
            if !refused {
                ahead.insert(id, (slot, import, export));
            }
            readings.push(reading);
            bad.push(refused);
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
            // What is too long ago is brought in one reading.
            let first = if since + MOST_SLOTS < last {
                last - slots
            } else {
                since + 1
            };
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
            Op::ReadAll {
                grid,
                slots,
                flows,
                by_meter,
            } => self.read_all(Self::grid(grid), slots, &flows, by_meter),
            Op::SetTariff {
                grid,
                tariff,
                stranger,
            } => {
                let who = if stranger { relayer() } else { operator() };
                let done = self.call(
                    who,
                    Call::set_tariff {
                        grid: Self::grid(grid),
                        tariff,
                    },
                    Accounts,
                );
                assert!(!(done && stranger), "only the operator sets prices");
            }
            Op::SetCapacity { grid, wh } => {
                let call = Call::set_capacity {
                    grid: Self::grid(grid),
                    capacity_wh: wh,
                };
                self.call(operator(), call, Accounts);
            }
            Op::FundFloat { grid, who, amount } => {
                let call = Call::fund_float {
                    grid: Self::grid(grid),
                    amount,
                };
                self.call(Self::person(who), call, MovesMoney);
            }
            Op::WithdrawFloat { grid, amount } => {
                let call = Call::withdraw_float {
                    grid: Self::grid(grid),
                    amount,
                };
                self.call(operator(), call, MovesMoney);
            }
            Op::RegisterGrid(seed) => {
                let GridSeed {
                    currency,
                    capacity_wh,
                    tariff,
                    ..
                } = seed;
                if NextGrid::<Test>::get() < 5 {
                    let operator = operator();
                    let call = Call::register_grid {
                        operator,
                        currency,
                        capacity_wh,
                        tariff,
                    };
                    let done = self.watch.call(RuntimeOrigin::root(), call, Accounts);
                    done.expect("a valid grid");
                }
            }
            Op::RegisterMeter {
                grid,
                back,
                registers,
            } => {
                let id = NextMeter::<Test>::get();
                if id < PEOPLE {
                    let call = Call::register_meter {
                        grid: Self::grid(grid),
                        owner: owner(id),
                        key: self.key(id).public(),
                        breaker_w: BREAKER_W,
                        baseline: Self::baseline(slot_now() - back, registers),
                    };
                    self.call(operator(), call, Accounts);
                }
            }
            Op::Rotate {
                meter,
                ahead,
                registers,
            } => self.rotate(meter, ahead, registers),
            Op::Retire {
                meter,
                by_owner,
                write_off,
            } => {
                let meter = Self::meter(meter);
                let who = if by_owner {
                    owner(meter % PEOPLE)
                } else {
                    operator()
                };
                self.call(who, Call::retire_meter { meter, write_off }, Accounts);
            }
            Op::SetLimits { meter, limits } => {
                let meter = Self::meter(meter);
                self.call(
                    owner(meter % PEOPLE),
                    Call::set_limits { meter, limits },
                    Accounts,
                );
            }
            Op::TopUp { meter, who, amount } => {
                let call = Call::top_up {
                    meter: Self::meter(meter),
                    amount,
                };
                self.call(Self::person(who), call, MovesMoney);
            }
            Op::Withdraw { meter, amount } => {
                let meter = Self::meter(meter);
                let call = Call::withdraw_credit { meter, amount };
                self.call(owner(meter % PEOPLE), call, MovesMoney);
            }
            Op::CloseSlot { grid, nth } => {
                let grid = Self::grid(grid);
                let mut slots = Books::<Test>::iter_key_prefix(grid).collect::<Vec<_>>();
                slots.sort_unstable();
                let slot = slots.get(usize::from(nth) % slots.len().max(1)).copied();
                let call = Call::close_slot {
                    grid,
                    slot: slot.unwrap_or(START),
                };
                self.call(relayer(), call, Accounts);
            }
            Op::Settle(meters) => {
                let meters = meters.into_iter().map(Self::meter).collect::<Vec<_>>();
                let call = Call::settle {
                    meters: meters.try_into().expect("not too many"),
                };
                self.call(relayer(), call, Accounts);
            }
            Op::Claim { meter, share } => {
                let meter = Self::meter(meter);
                let owed = Self::record(meter).map_or(0, |record| record.owed) / MILLI;
                let wh = (owed * u64::from(share)).div_ceil(200);
                let call = Call::claim_tokens { meter, wh };
                self.call(owner(meter % PEOPLE), call, Accounts);
            }
            Op::Deposit { meter, who, share } => {
                let (meter, who) = (Self::meter(meter), Self::person(who));
                let grid = Self::record(meter).map_or(0, |record| record.grid);
                let who = Self::holder(TOKENS + grid).unwrap_or(who);
                let wh = (tokens(grid, &who) as u64 * u64::from(share)).div_ceil(200);
                self.call(who, Call::deposit_tokens { meter, wh }, Accounts);
            }
            Op::Transfer {
                grid,
                from,
                to,
                share,
            } => {
                let (from, to) = (Self::person(from), Self::person(to));
                let token = TOKENS + Self::grid(grid);
                let from = Self::holder(token).unwrap_or(from);
                let amount = Assets::balance(token, &from) * u128::from(share) / 255;
                let way = Preservation::Expendable;
                let given =
                    <Assets as fungibles::Mutate<_>>::transfer(token, &from, &to, amount, way)
                        .is_ok();
                self.count("tokens given", (given && amount > 0).into());
            }
            Op::Redeem { meter, share } => {
                let meter = Self::meter(meter);
                let owed = Self::record(meter).map_or(0, |record| record.owed);
                let energy = (owed * u64::from(share)).div_ceil(200);
                let call = Call::redeem { meter, energy };
                self.call(owner(meter % PEOPLE), call, Accounts);
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
                self.count("donated", given.into());
            }
        }
        self.watch.check();
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
        Baseline {
            slot,
            import_wh: import_wh.into(),
            export_wh: export_wh.into(),
        }
    }

    fn rotate(&mut self, meter: u8, ahead: u32, registers: (u32, u32)) {
        let meter = Self::meter(meter);
        let last = Self::record(meter).map_or(0, |record| record.slot);
        let rotations = self.rotations.get(&meter).copied().unwrap_or_default() + 1;
        let call = Call::rotate_meter_key {
            meter,
            key: key(meter % 1_000 + 1_000 * rotations).public(),
            baseline: Self::baseline(last + ahead, registers),
        };
        // The watch compares registers after the call.
        self.watch.rotated(meter);
        if self.call(operator(), call, Effect::Accounts) {
            self.rotations.insert(meter, rotations);
        }
    }
}
