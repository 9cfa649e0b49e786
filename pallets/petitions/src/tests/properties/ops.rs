//! What can happen.

use proptest::prelude::*;

/// Something that happens. Numbers choose among what there is; most choices make sense, some do
/// not.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    pub what: What,
    pub one: u16,
    pub two: u16,
    pub odd: u8,
}

#[derive(Clone, Copy, Debug)]
pub enum What {
    Blocks(u32),
    Days(u32),
    /// A block that others filled before the scheduler came.
    FullBlock,
    /// Others fill the agenda of one of the next blocks.
    FullAgenda,
    Open,
    Endorse,
    /// As many members endorse a petition as it needs.
    EndorseFully,
    Withdraw,
    /// A member has a helper from now on.
    Help,
    EndorseFor,
    WithdrawFor,
    Strike,
    Merge,
    Submit,
    /// The people approve.
    Aye,
    Nay,
    Kill,
    Cancel,
    Retry,
    Close,
    Execute,
    Break,
    Mend,
    /// An upgrade makes some calls heavier, or lighter again.
    Weigh,
    /// A call's bytes get lost; somebody brings them again.
    Lose,
    Bring,
    Suspend,
    /// A member is declared dormant, or wakes.
    Sleep,
    Move,
    Leave,
    Replace,
}

pub fn ops() -> impl Strategy<Value = Op> {
    use What::*;
    let whats = prop_oneof![
        14 => (1..6u32).prop_map(Blocks),
        2 => (1..20u32).prop_map(Days),
        1 => Just(Days(70)),
        6 => Just(FullBlock),
        1 => Just(FullAgenda),
        10 => Just(Open),
        6 => Just(Endorse),
        12 => Just(EndorseFully),
        3 => Just(Withdraw),
        5 => Just(Help),
        8 => Just(EndorseFor),
        3 => Just(WithdrawFor),
        3 => Just(Strike),
        5 => Just(Merge),
        6 => Just(Submit),
        14 => Just(Aye),
        2 => Just(Nay),
        1 => Just(Kill),
        1 => Just(Cancel),
        8 => Just(Retry),
        6 => Just(Close),
        6 => Just(Execute),
        3 => Just(Break),
        4 => Just(Mend),
        2 => Just(Weigh),
        2 => Just(Lose),
        4 => Just(Bring),
        3 => Just(Suspend),
        2 => Just(Sleep),
        3 => Just(Move),
        2 => Just(Leave),
        1 => Just(Replace),
    ];
    (whats, any::<u16>(), any::<u16>(), any::<u8>()).prop_map(|(what, one, two, odd)| Op {
        what,
        one,
        two,
        odd,
    })
}
