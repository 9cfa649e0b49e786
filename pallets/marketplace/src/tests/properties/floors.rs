//! What must happen often enough in the random lives.

use vaka_testing::random::each;

/// What happens is usually more than five times these floors.
pub fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    const OFTEN: [&str; 10] = [
        "TooLate",
        "UnknownOrder",
        "accept",
        "add_lot",
        "close_listing",
        "deliver",
        "orders",
        "place_orders",
        "settle",
        "timed out",
    ];
    const SOMETIMES: [&str; 21] = [
        "AlreadyAccepted",
        "AlreadyDelivered",
        "MoreThanOrdered",
        "NoCode",
        "NotAccepted",
        "NotBuyer",
        "NotDelivered",
        "NotProposed",
        "NotSeller",
        "OwnListing",
        "PriceTooHigh",
        "StillFree",
        "blocked",
        "cancel",
        "claim_royalties",
        "claimed in the end",
        "confirm",
        "open_dispute",
        "propose_split",
        "reject",
        "update",
    ];
    const RARELY: [&str; 20] = [
        "CannotPay",
        "CodeNeeded",
        "DesignStruck",
        "InDispute",
        "LotRecalled",
        "NotFunded",
        "NotParty",
        "RequirementNotMet",
        "WrongCode",
        "accept_split",
        "claim",
        "fund_step",
        "recall_lot",
        "recalled",
        "replaced",
        "ruled",
        "start",
        "strike_design",
        "strike_listing",
        "write_off",
    ];
    each(OFTEN, 40).chain(each(SOMETIMES, 10)).chain(each(RARELY, 2))
}
