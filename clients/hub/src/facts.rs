//! What the hub remembers, as it is found in blocks.

use serde::{Deserialize, Serialize};

use crate::chain::{Hash, Height};

/// A metering slot: unix time by the length of a slot.
pub type Slot = u32;

/// What one block tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Facts {
    /// The block's height.
    pub height: Height,
    /// Its hash.
    pub hash: Hash,
    /// The hash of the block before it.
    pub parent: Hash,
    /// Its time, in unix milliseconds. None if that was not understood.
    pub time: Option<u64>,
    /// The version of the runtime that executed it.
    pub spec: u32,
    /// What happened in it, in that order.
    pub facts: Vec<Fact>,
}

/// Something that happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fact {
    /// A reading of a meter was accepted.
    Read(Registers),
    /// A slot was cleared.
    Cleared(Clearing),
    /// A grid was founded.
    GridRegistered(Grid),
    /// A grid has another operator.
    OperatorSet {
        /// The grid.
        grid: u32,
        /// The account.
        operator: String,
    },
    /// A grid's operator set prices.
    TariffSet(Tariff),
    /// The prices that a grid has now. Setting some may take others back.
    TariffsKept {
        /// The grid.
        grid: u32,
        /// Its prices, the oldest first.
        tariffs: Vec<Tariff>,
    },
    /// A meter's record changed.
    MeterChanged {
        /// The meter.
        meter: u32,
    },
    /// A meter's record at the end of the block.
    Meter(Meter),
    /// A meter is gone.
    MeterRemoved {
        /// The meter.
        meter: u32,
    },
    /// A member's record changed.
    MemberChanged {
        /// The member.
        member: u32,
    },
    /// A member's record at the end of the block.
    Member(Member),
    /// A member left.
    MemberLeft {
        /// The member.
        member: u32,
    },
    /// The whole result of a slot that was cleared: what bills are made from.
    Result {
        /// The grid.
        grid: u32,
        /// The slot.
        slot: Slot,
        /// The result.
        clearing: energy_clearing::Clearing,
    },
    /// An order was placed.
    Placed(Order),
    /// Something else happened to an order.
    Order(Step),
    /// Something happened to what is offered.
    Listing(Step),
    /// What is offered, at the end of the block.
    Offered(Listing),
    /// A design, by the hash of its content.
    Designed {
        /// Its number.
        design: u32,
        /// The hash, in hexadecimal digits.
        content: String,
    },
    /// The people took a design down.
    DesignStruck {
        /// Its number.
        design: u32,
    },
    /// A payment waits for somebody, or no longer does.
    Due(Due),
    /// Awards were issued.
    Issued(Batch),
    /// The root of a batch of awards.
    Root(Root),
    /// Awards were marked.
    Marked(Marked),
    /// Something happened to an issuer.
    Issuer(Step),
    /// A petition was opened.
    Opened(Opened),
    /// A member endorsed a petition, or no longer does.
    Endorsed(Endorsement),
    /// Something else happened to a petition.
    Course(Step),
    /// Something happened to a referendum.
    Referendum(Step),
    /// A member voted, or, without a vote, took it back.
    Voted(Vote),
    /// Another set of validators votes on finality from the next block on.
    AuthoritiesChanged {
        /// Their keys, in hexadecimal digits.
        authorities: Vec<String>,
    },
    /// Something happened to a validator or to the set.
    Validators(Step),
    /// Something of the block was not understood, or contradicts itself: nothing is taken from it.
    Doubt {
        /// The place of the extrinsic in the block, if it is about one.
        extrinsic: Option<u32>,
        /// What was not understood.
        why: String,
    },
}

/// A meter's registers at the end of a slot.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Registers {
    /// The meter.
    pub meter: u32,
    /// The slot.
    pub slot: Slot,
    /// All Wh imported so far.
    pub import_wh: u64,
    /// All Wh exported so far.
    pub export_wh: u64,
}

/// The result of a slot.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Clearing {
    /// The grid.
    pub grid: u32,
    /// The slot.
    pub slot: Slot,
    /// The price per kWh, in the currency's smallest unit.
    pub price: u64,
    /// What neighbours traded, in mWh.
    pub volume: u64,
    /// What the bank took, in mWh.
    pub banked: u64,
    /// What nobody took, in mWh.
    pub curtailed: u64,
}

/// A grid as it was founded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Grid {
    /// Its number.
    pub grid: u32,
    /// Its operator's account.
    pub operator: String,
    /// The voucher that it settles in; VAKA if none.
    pub voucher: Option<u32>,
}

/// Prices of a grid, by the time of the day.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tariff {
    /// The grid.
    pub grid: u32,
    /// The first slot that they govern.
    pub from: Slot,
    /// The bands of the day, in order. The last one holds until the first begins on the next day.
    pub bands: Vec<Band>,
    /// The slots by which the grid's own time is ahead of UTC; negative if it is behind.
    pub offset: i8,
    /// What the operator charges for a kWh that a neighbour sold, in the currency's smallest unit.
    pub network_charge: u64,
    /// What the operator charges each meter for each day, in the currency's smallest unit.
    pub standing_charge: u64,
    /// Where the price lies between the marginal ask and the marginal bid, in millionths.
    pub k: u32,
    /// The share of the trade that has no say in the price, in millionths.
    pub trim: u32,
}

/// Prices that hold from a slot of the day on, until the next band begins.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Band {
    /// The first slot of the day that it governs, from 0 to 95, in the grid's own time.
    pub from: Slot,
    /// What the operator pays for a kWh, in the currency's smallest unit.
    pub feed_in: u64,
    /// What the operator charges for a kWh, in the currency's smallest unit.
    pub retail: u64,
}

/// A petition as it was opened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opened {
    /// Its number.
    pub petition: u32,
    /// The member who opened it.
    pub opener: u32,
    /// The track on which it is voted.
    pub track: String,
    /// The village, if the track is one's.
    pub village: Option<u32>,
    /// What it wants, in a line. Unknown if the call was not told apart from others.
    pub title: Option<String>,
    /// The hash of the text that explains it, in hexadecimal digits.
    pub text: String,
}

/// An endorsement, or its end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Endorsement {
    /// The petition.
    pub petition: u32,
    /// The member.
    pub member: u32,
    /// Whether the member endorses it now.
    pub stands: bool,
}

/// Something that happened to a thing with a number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    /// The number, if the thing has one.
    pub of: Option<u64>,
    /// The name of the event.
    pub kind: String,
    /// The other fields of the event.
    pub detail: serde_json::Value,
}

/// A member's vote.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Vote {
    /// The referendum.
    pub referendum: u32,
    /// The member.
    pub member: u32,
    /// `Aye`, `Nay` or `Abstain`. None if it was taken back.
    pub vote: Option<String>,
    /// The ballots that changed by it, with those of members who delegate.
    pub ballots: u32,
}

/// The prices at which a meter sells and buys, as ticks between feed-in and retail.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// The tick of the lowest price to sell at. None: export goes to the bank only.
    pub ask: Option<u8>,
    /// The tick of the highest price to buy at. None: import is paid at retail.
    pub bid: Option<u8>,
    /// Whether owed energy covers import before credit does.
    pub owed_first: bool,
}

/// A meter's record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Meter {
    /// Its number.
    pub meter: u32,
    /// Its grid.
    pub grid: u32,
    /// The account of its owner.
    pub owner: String,
    /// The slot of its newest reading or baseline.
    pub slot: Slot,
    /// All Wh imported at the end of that slot.
    pub import_wh: u64,
    /// All Wh exported at the end of that slot.
    pub export_wh: u64,
    /// The limits that govern the next reading.
    pub limits: Limits,
    /// The limits that govern readings from a slot on.
    pub next: Option<(Slot, Limits)>,
    /// The money that it has, in millionths of the currency's smallest unit.
    pub credit: u128,
    /// The money that its owner owes, likewise.
    pub arrears: u128,
    /// What the bank owes its owner, in mWh.
    pub owed: u64,
    /// Whether it is retired.
    pub retired: bool,
}

/// A member of a community.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Member {
    /// Their number.
    pub member: u32,
    /// The account that speaks for them.
    pub account: String,
    /// The community that they belong to.
    pub community: u32,
}

/// An order as it was placed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Order {
    /// Its number.
    pub order: u64,
    /// What was ordered.
    pub listing: u32,
    /// The lot of it.
    pub lot: u32,
    /// The buyer's account.
    pub buyer: String,
    /// How much.
    pub quantity: u32,
    /// What is in escrow for it, in the currency's smallest unit.
    pub escrow: u128,
}

/// What somebody offers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listing {
    /// Its number.
    pub listing: u32,
    /// The seller's account.
    pub seller: String,
    /// The member who sells it, if one does.
    pub member: Option<u32>,
    /// `Food`, `Goods`, `MadeToOrder` or `Service`.
    pub kind: String,
    /// The voucher that it costs; VAKA if none.
    pub voucher: Option<u32>,
    /// What it costs: `Unit`, or `Steps`.
    pub pricing: serde_json::Value,
    /// What it is, in a line.
    pub title: String,
    /// The hash of the text that describes it, in hexadecimal digits.
    pub details: Option<String>,
    /// Whether an order is accepted at once.
    pub instant: bool,
    /// The design by which it is made.
    pub design: Option<u32>,
    /// How many times its terms changed.
    pub revision: u32,
    /// `Open`, `Closed` or `Struck`.
    pub standing: String,
}

/// Whom a payment waits for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Payee {
    /// A member, whichever account that one has.
    Member(u32),
    /// An account.
    Account(String),
}

/// A payment that waits for somebody.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Due {
    /// Whom it waits for.
    pub payee: Payee,
    /// The voucher; VAKA if none.
    pub voucher: Option<u32>,
    /// All that waits, in the currency's smallest unit. None if it was paid.
    pub amount: Option<u128>,
}

/// A batch of awards, by its place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BatchId {
    /// The issuer.
    pub issuer: u32,
    /// The number of its batch.
    pub sequence: u32,
}

/// Awards that were issued together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Batch {
    /// Their place.
    pub of: BatchId,
    /// What they say that their holders can do.
    pub schema: u32,
    /// How many they are, with decoys.
    pub count: u32,
}

/// What a batch's awards are proven by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Root {
    /// The batch.
    pub of: BatchId,
    /// The root of its tree, in hexadecimal digits.
    pub root: String,
    /// The unix second from which its awards are no longer valid.
    pub valid_until: Option<u64>,
}

/// Awards of a batch that were marked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Marked {
    /// The batch.
    pub of: BatchId,
    /// Their places in it.
    pub indexes: Vec<u32>,
    /// `Revoked`, `Suspended` or `Reinstated`.
    pub mark: String,
}
