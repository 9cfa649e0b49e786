//! What can happen.

use crate::Days;
use proptest::prelude::*;

/// Something that happens. Numbers choose among the people and requests. Most choices make sense,
/// some do not.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    pub what: What,
    pub one: u16,
    pub two: u16,
    /// How odd the choice is: see [`WILD`] and [`LAX`].
    pub odd: u8,
}

#[derive(Clone, Copy, Debug)]
pub enum What {
    /// Time goes on by some hours, or by this many days.
    Wait(Days),
    /// An outsider asks for themselves.
    Ask,
    /// A member brings an outsider, with a good consent or a bad one.
    Bring,
    Withdraw,
    Vouch,
    /// A request gets all vouches that it lacks.
    VouchFully,
    WithdrawVouch,
    Admit,
    Challenge,
    /// A request gets as many challenges as it takes.
    ChallengeFully,
    Confirm,
    Freeze,
    Suspend,
    Reinstate,
    Decide,
    Move,
    Replace,
    Object,
    ConfirmReplacement,
    Leave,
    Prune,
    Appoint,
    Dismiss,
    Found,
    /// A member names a helper, or ends it.
    SetHelper,
    AcceptHelping,
    ResignHelping,
    /// A helper acts for somebody.
    ActFor,
    /// A village acts in its own name.
    Act,
    /// Members are declared dormant, mostly such as may be.
    Declare,
    /// A member says that they are here.
    Here,
}

pub fn ops() -> impl Strategy<Value = Op> {
    use What::*;
    let waits = prop_oneof![4 => Just(0u32), 5 => 1..8u32, 6 => 8..40u32, 1 => 80..200u32];
    let whats = prop_oneof![
        6 => waits.prop_map(Wait),
        2 => Just(Ask),
        4 => Just(Bring),
        1 => Just(Withdraw),
        6 => Just(Vouch),
        12 => Just(VouchFully),
        2 => Just(WithdrawVouch),
        8 => Just(Admit),
        3 => Just(Challenge),
        2 => Just(ChallengeFully),
        9 => Just(Confirm),
        3 => Just(Freeze),
        1 => Just(Suspend),
        2 => Just(Reinstate),
        4 => Just(Decide),
        3 => Just(Move),
        5 => Just(Replace),
        2 => Just(Object),
        7 => Just(ConfirmReplacement),
        2 => Just(Leave),
        2 => Just(Prune),
        2 => Just(Appoint),
        1 => Just(Dismiss),
        1 => Just(Found),
        4 => Just(SetHelper),
        4 => Just(AcceptHelping),
        1 => Just(ResignHelping),
        4 => Just(ActFor),
        1 => Just(Act),
        4 => Just(Declare),
        2 => Just(Here),
    ];
    (whats, any::<u16>(), any::<u16>(), any::<u8>()).prop_map(|(what, one, two, odd)| Op {
        what,
        one,
        two,
        odd,
    })
}

/// Below this (of 256) the choice of person or request is any, sensible or not.
pub const WILD: u8 = 24;
/// Below this the choice of sender is any.
pub const LAX: u8 = 80;
