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
    pub of: Option<u32>,
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
