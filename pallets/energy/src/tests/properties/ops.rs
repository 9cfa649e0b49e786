//! What may happen on an island.

use super::{island::ENOUGH, worlds::*};
use crate::*;
use proptest::{collection, prelude::*, sample};

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
    /// Signed after so many readings that the chain does not know.
    AfterMissing(u8),
    Decreased,
    AboveBreaker,
    WrongKey,
    OtherChain,
    Unknown,
}

impl Kind {
    /// Whether it must be refused whatever the state of the meter.
    pub fn is_bad(self) -> bool {
        !matches!(self, Kind::Next | Kind::Skips(_) | Kind::ToNow | Kind::AfterMissing(_))
    }

    /// Whether it is bad only beside the slot and registers that its meter is known to have.
    pub fn is_bad_by_registers(self) -> bool {
        use Kind::{AboveBreaker, Again, Decreased, Unannounced};
        matches!(self, Again | Unannounced | Decreased | AboveBreaker)
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
    /// Time goes on (to the beginning of a slot), then there is a block with weight for so many
    /// closing steps.
    Wait {
        slots: u32,
        steps: u64,
    },
    /// Time goes on within the slot, and there is a block.
    WaitSeconds(u32),
    /// Any readings, in any order.
    Read(Vec<Read>),
    /// All meters of a grid are read up to now. If a meter lacks very many slots, only the last
    /// `slots` come one by one, after one reading of all before.
    ReadAll {
        grid: u8,
        slots: u32,
        flows: Vec<(WattHours, WattHours)>,
        by_meter: bool,
    },
    SetTariff {
        grid: u8,
        tariff: TariffSchedule,
        stranger: bool,
    },
    /// The people set or lift the price cap of that grid's currency.
    SetPriceCap {
        grid: u8,
        cap: Option<Price>,
    },
    SetCapacity {
        grid: u8,
        wh: WattHours,
    },
    /// The people give a grid to somebody, or its operator does, and they accept.
    SetOperator {
        grid: u8,
        to: u8,
        by_people: bool,
    },
    /// A grid's end is announced. Time goes on to its end, and all tokens are redeemed.
    CloseGrid {
        grid: u8,
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
        limits: Option<Limits>,
    },
    /// The device shows so much more than at its last reading, if the operator tells at all.
    Rotate {
        meter: u8,
        ahead: u32,
        registers: (u32, u32),
        shown: Option<(WattHours, WattHours)>,
        signed: bool,
    },
    AcceptRegisters {
        meter: u8,
    },
    Correct {
        meter: u8,
        ahead: u32,
        registers: (u32, u32),
        refund: Balance,
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
    /// An owner offers a meter, or withdraws the offer.
    Offer {
        meter: u8,
        to: Option<u8>,
    },
    /// Somebody takes a meter, whether or not it was offered.
    Accept {
        meter: u8,
    },
    /// An owner moves out: nothing flows for an hour, then the next owner takes the meter.
    MoveOut {
        meter: u8,
        to: u8,
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
    /// The voucher's issuer freezes all of it, or thaws it.
    Freeze(bool),
    /// Somebody gives money to the pool. It belongs to nobody.
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
        3 => (1..8u8).prop_map(Kind::AfterMissing),
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
        3 => (n(), schedules(), prop::bool::weighted(0.1))
            .prop_map(|(grid, tariff, stranger)| Op::SetTariff { grid, tariff, stranger }),
        1 => (n(), proptest::option::weighted(0.5, 400..1_500u64))
            .prop_map(|(grid, cap)| Op::SetPriceCap { grid, cap }),
        2 => (n(), capacities()).prop_map(|(grid, wh)| Op::SetCapacity { grid, wh }),
        1 => (n(), n(), any::<bool>())
            .prop_map(|(grid, to, by_people)| Op::SetOperator { grid, to, by_people }),
        2 => (n(), n(), amounts())
            .prop_map(|(grid, who, amount)| Op::FundFloat { grid, who, amount }),
        2 => (n(), amounts()).prop_map(|(grid, amount)| Op::WithdrawFloat { grid, amount }),
        1 => grid_seeds().prop_map(Op::RegisterGrid),
        2 => (n(), 0..4u32, registers.clone(), proptest::option::of(any_limits(any::<bool>())))
            .prop_map(|(grid, back, registers, limits)| {
                Op::RegisterMeter { grid, back, registers, limits }
            }),
        6 => (n(), 1..4u32, registers.clone(), proptest::option::of(any_flow()), any::<bool>())
            .prop_map(|(meter, ahead, registers, shown, signed)| {
                Op::Rotate { meter, ahead, registers, shown, signed }
            }),
        2 => (n(), 0..4u32, registers, amounts()).prop_map(
            |(meter, ahead, registers, refund)| Op::Correct { meter, ahead, registers, refund }
        ),
        1 => (n(), any::<bool>(), any::<bool>())
            .prop_map(|(meter, by_owner, write_off)| Op::Retire { meter, by_owner, write_off }),
    ];
    let of_owner = prop_oneof![
        3 => (n(), any_limits(any::<bool>()))
            .prop_map(|(meter, limits)| Op::SetLimits { meter, limits }),
        1 => (n(), proptest::option::weighted(0.7, n()))
            .prop_map(|(meter, to)| Op::Offer { meter, to }),
        1 => n().prop_map(|meter| Op::Accept { meter }),
        3 => (n(), n()).prop_map(|(meter, to)| Op::MoveOut { meter, to }),
        6 => n().prop_map(|meter| Op::AcceptRegisters { meter }),
        3 => (n(), n(), amounts())
            .prop_map(|(meter, who, amount)| Op::TopUp { meter, who, amount }),
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
    let ends = n().prop_map(|grid| Op::CloseGrid { grid });
    prop_oneof![
        70 => time,
        90 => readings,
        20 => of_operator,
        40 => of_owner,
        20 => of_anybody,
        2 => ends,
    ]
}
