//! What can happen, and the choices in it.

use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
pub enum What {
    RegisterDesign,
    RetireDesign,
    StrikeDesign,
    Publish,
    Update,
    CloseListing,
    StrikeListing,
    AddLot,
    WriteOff,
    RecallLot,
    PlaceOrders,
    Accept,
    Reject,
    Start,
    Deliver,
    Confirm,
    Cancel,
    FundStep,
    ProposeSplit,
    AcceptSplit,
    OpenDispute,
    Appeal,
    Settle,
    Claim,
    ClaimRoyalties,
    WriteOffRoyalties,
    CommitRating,
    RevealRating,
    SetFee,
    SetConfirmation,
    Rule,
    Block,
    Learn,
    Replace,
    Leave,
    Halt,
    Wait,
    ToDeadline,
}

/// What happens, and numbers for the choices in it.
pub type Op = (What, [u16; 6]);

pub fn ops() -> impl Strategy<Value = Op> {
    let what = prop_oneof![
        2 => Just(What::RegisterDesign),
        1 => Just(What::RetireDesign),
        1 => Just(What::StrikeDesign),
        3 => Just(What::Publish),
        3 => Just(What::Update),
        1 => Just(What::CloseListing),
        1 => Just(What::StrikeListing),
        6 => Just(What::AddLot),
        2 => Just(What::WriteOff),
        1 => Just(What::RecallLot),
        36 => Just(What::PlaceOrders),
        26 => Just(What::Accept),
        2 => Just(What::Reject),
        7 => Just(What::Start),
        24 => Just(What::Deliver),
        12 => Just(What::Confirm),
        3 => Just(What::Cancel),
        8 => Just(What::FundStep),
        4 => Just(What::ProposeSplit),
        4 => Just(What::AcceptSplit),
        24 => Just(What::OpenDispute),
        10 => Just(What::Appeal),
        8 => Just(What::Settle),
        4 => Just(What::Claim),
        3 => Just(What::ClaimRoyalties),
        2 => Just(What::WriteOffRoyalties),
        12 => Just(What::CommitRating),
        16 => Just(What::RevealRating),
        2 => Just(What::SetFee),
        1 => Just(What::SetConfirmation),
        16 => Just(What::Rule),
        4 => Just(What::Block),
        2 => Just(What::Learn),
        1 => Just(What::Replace),
        1 => Just(What::Leave),
        1 => Just(What::Halt),
        3 => Just(What::Wait),
        2 => Just(What::ToDeadline),
    ];
    (what, any::<[u16; 6]>())
}

/// Seven times of eight.
pub fn mostly(n: u16) -> bool {
    !n.is_multiple_of(8)
}
