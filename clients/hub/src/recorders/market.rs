//! The marketplace: what is offered, orders and their course, and payments that wait for somebody.

use subxt::ext::scale_decode::{self, DecodeAsType};
use subxt::ext::scale_value::Value;
use subxt::utils::{AccountId32, H256};

use super::steps::{self, json};
use super::tariffs::Currency;
use super::Recorder;
use crate::facts::{Due, Fact, Listing, Order, Payee};

const PALLET: &str = "Marketplace";

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Placed {
    order: u64,
    listing: u32,
    lot: u32,
    buyer: AccountId32,
    quantity: u32,
    escrow: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
enum StoredPayee {
    Member(u32),
    Account(AccountId32),
}

impl From<StoredPayee> for Payee {
    fn from(payee: StoredPayee) -> Self {
        match payee {
            StoredPayee::Member(member) => Self::Member(member),
            StoredPayee::Account(account) => Self::Account(account.to_string()),
        }
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct PaymentKept {
    payee: StoredPayee,
    currency: Currency,
    due: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct WasClaimed {
    payee: StoredPayee,
    currency: Currency,
}

/// Orders that were placed.
pub const PLACED: Recorder = Recorder {
    pallet: PALLET,
    events: &["Placed"],
    read: |event| {
        let Placed { order, listing, lot, buyer, quantity, escrow } =
            event.decode_fields_unchecked_as()?;
        let buyer = buyer.to_string();
        Ok(Fact::Placed(Order { order, listing, lot, buyer, quantity, escrow }))
    },
};

/// What else happens to an order.
pub const ORDERS: Recorder = Recorder {
    pallet: PALLET,
    events: &[
        "Accepted",
        "Started",
        "Delivered",
        "StepPaid",
        "StepFunded",
        "SplitProposed",
        "DisputeOpened",
        "Appealed",
        "DisputeCost",
        "Ended",
        "RatingCommitted",
        "RatingRevealed",
        "RatingWithheld",
    ],
    read: |event| steps::read(event, Some("order")).map(Fact::Order),
};

/// What happens to what is offered. The terms are in the state.
pub const LISTINGS: Recorder = Recorder {
    pallet: PALLET,
    events: &[
        "Published",
        "Updated",
        "ListingClosed",
        "ListingStruck",
        "LotAdded",
        "WrittenOff",
        "LotRecalled",
    ],
    read: |event| steps::read(event, Some("listing")).map(Fact::Listing),
};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Registered {
    design: u32,
    content: H256,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct DesignOf {
    design: u32,
}

/// Designs that were registered.
pub const DESIGNED: Recorder = Recorder {
    pallet: PALLET,
    events: &["DesignRegistered"],
    read: |event| {
        let Registered { design, content } = event.decode_fields_unchecked_as()?;
        Ok(Fact::Designed { design, content: hex::encode(content) })
    },
};

/// Designs that the people took down.
pub const STRUCK: Recorder = Recorder {
    pallet: PALLET,
    events: &["DesignStruck"],
    read: |event| {
        let DesignOf { design } = event.decode_fields_unchecked_as()?;
        Ok(Fact::DesignStruck { design })
    },
};

/// A design as the state has it.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
pub(super) struct StoredDesign {
    content: H256,
    struck: bool,
}

impl StoredDesign {
    pub(super) fn of(self, design: u32) -> Vec<Fact> {
        let designed = Fact::Designed { design, content: hex::encode(self.content) };
        let struck = self.struck.then_some(Fact::DesignStruck { design });
        [designed].into_iter().chain(struck).collect()
    }
}

/// Payments that could not be made, and wait for somebody.
pub const KEPT: Recorder = Recorder {
    pallet: PALLET,
    events: &["PaymentKept"],
    read: |event| {
        let PaymentKept { payee, currency, due } = event.decode_fields_unchecked_as()?;
        Ok(Fact::Due(Due { payee: payee.into(), voucher: currency.voucher(), amount: Some(due) }))
    },
};

/// Payments that waited and were made.
pub const CLAIMED: Recorder = Recorder {
    pallet: PALLET,
    events: &["Claimed"],
    read: |event| {
        let WasClaimed { payee, currency } = event.decode_fields_unchecked_as()?;
        Ok(Fact::Due(Due { payee: payee.into(), voucher: currency.voucher(), amount: None }))
    },
};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Trader {
    account: AccountId32,
    member: Option<u32>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
struct Terms {
    kind: Value,
    currency: Currency,
    pricing: Value,
    title: Vec<u8>,
    details: Option<H256>,
    instant: bool,
    design: Option<u32>,
}

/// A listing as the state has it.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
pub(super) struct Stored {
    seller: Trader,
    terms: Terms,
    revision: u32,
    standing: Value,
}

impl Stored {
    pub(super) fn of(self, listing: u32) -> Fact {
        let Self { seller, terms, revision, standing } = self;
        let name = |value: &Value| match json(value) {
            serde_json::Value::String(name) => name,
            other => other.to_string(),
        };
        Fact::Offered(Listing {
            listing,
            seller: seller.account.to_string(),
            member: seller.member,
            kind: name(&terms.kind),
            voucher: terms.currency.voucher(),
            pricing: json(&terms.pricing),
            title: String::from_utf8_lossy(&terms.title).into_owned(),
            details: terms.details.map(hex::encode),
            instant: terms.instant,
            design: terms.design,
            revision,
            standing: name(&standing),
        })
    }
}

/// The map in storage that tells of the listings that are there.
pub const STORED: (&str, &str) = ("Marketplace", "Listings");
/// The map in storage that tells of the designs that are there.
pub const STORED_DESIGNS: (&str, &str) = ("Marketplace", "Designs");
