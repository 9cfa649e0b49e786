//! What can happen, and the choices in it.

use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
pub enum What {
    Appoint,
    Dismiss,
    JoinPanel,
    LeavePanel,
    JoinJury,
    LeaveJury,
    Open,
    Show,
    Recuse,
    Rule,
    Commit,
    CommitAll,
    Reveal,
    RevealAll,
    Advance,
    AdvanceAll,
    Appeal,
    Withdraw,
    Close,
    Session,
    Seed,
    Slots,
    Days,
    Halt,
    Suspend,
    Move,
    Replace,
    Leave,
}

/// What happens, and numbers for the choices in it.
pub type Op = (What, [u16; 4]);

pub fn ops() -> impl Strategy<Value = Op> {
    let what = prop_oneof![
        2 => Just(What::Appoint),
        2 => Just(What::Dismiss),
        3 => Just(What::JoinPanel),
        2 => Just(What::LeavePanel),
        6 => Just(What::JoinJury),
        2 => Just(What::LeaveJury),
        9 => Just(What::Open),
        3 => Just(What::Show),
        7 => Just(What::Recuse),
        16 => Just(What::Rule),
        4 => Just(What::Commit),
        14 => Just(What::CommitAll),
        7 => Just(What::Reveal),
        16 => Just(What::RevealAll),
        8 => Just(What::Advance),
        16 => Just(What::AdvanceAll),
        14 => Just(What::Appeal),
        1 => Just(What::Withdraw),
        5 => Just(What::Close),
        8 => Just(What::Session),
        10 => Just(What::Seed),
        8 => Just(What::Slots),
        5 => Just(What::Days),
        1 => Just(What::Halt),
        1 => Just(What::Suspend),
        2 => Just(What::Move),
        1 => Just(What::Replace),
        1 => Just(What::Leave),
    ];
    (what, any::<[u16; 4]>())
}

/// Seven times of eight.
pub fn mostly(n: u16) -> bool {
    !n.is_multiple_of(8)
}
