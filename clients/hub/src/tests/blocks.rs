//! Blocks as they are once they are read.

use serde_json::json;

use crate::chain::Hash;
use crate::facts::{
    Band, Batch, BatchId, Clearing, Due, Endorsement, Fact, Facts, Grid, Limits, Listing, Marked,
    Member, Meter, Opened, Order, Payee, Registers, Root, Step, Tariff, Vote,
};
use crate::store::Settings;

/// 2026-01-01T00:00:00Z, in unix seconds.
pub const NEW_YEAR: u64 = 1_767_225_600;

pub const SETTINGS: Settings =
    Settings { genesis: [0; 32], slot_seconds: 900, utc_offset_minutes: 13 * 60 };

/// The hash of the block of a height; the first one's is that of genesis.
pub fn hash(height: u64) -> Hash {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&height.to_le_bytes());
    hash
}

/// A block that follows the one below it.
pub fn block(height: u64, facts: Vec<Fact>) -> Facts {
    let time = Some((NEW_YEAR + height * 6) * 1_000);
    Facts { height, hash: hash(height), parent: hash(height - 1), time, spec: 1, facts }
}

pub fn reading(meter: u32, slot: u32, import_wh: u64) -> Fact {
    Fact::Read(Registers { meter, slot, import_wh, export_wh: import_wh / 2 })
}

pub fn clearing(grid: u32, slot: u32, price: u64) -> Fact {
    let (volume, banked, curtailed) = (3_000, 500, 20);
    Fact::Cleared(Clearing { grid, slot, price, volume, banked, curtailed })
}

/// The first slot of the year in UTC.
pub fn first_slot() -> u32 {
    u32::try_from(NEW_YEAR / 900).unwrap()
}

/// The account of a household.
pub const OWNER: &str = "5Grw";

/// A meter of the first grid, before a slot. It sells and buys at any price.
pub fn meter(meter: u32, slot: u32, import_wh: u64) -> Meter {
    Meter {
        meter,
        grid: 0,
        owner: OWNER.into(),
        slot,
        import_wh,
        export_wh: import_wh / 2,
        limits: Limits { ask: Some(0), bid: Some(63), owed_first: true },
        next: None,
        credit: u128::from(u64::MAX) * 10,
        arrears: 0,
        owed: 7_000,
        retired: false,
    }
}

/// Somebody sells fish.
pub fn listing(listing: u32) -> Listing {
    Listing {
        listing,
        seller: OWNER.into(),
        member: Some(7),
        kind: "Food".into(),
        voucher: Some(1),
        pricing: json!({ "Unit": 500 }),
        title: "Tuna".into(),
        details: Some("ef".repeat(32)),
        instant: false,
        design: None,
        revision: 0,
        standing: "Open".into(),
    }
}

/// An order of that, and what becomes of it.
fn trade() -> Vec<Fact> {
    let step = |of, kind: &str, detail| Step { of: Some(of), kind: kind.into(), detail };
    let order = |order, quantity| {
        let (listing, lot, buyer, escrow) = (3, 0, "5Dan".to_owned(), 1_500);
        Fact::Placed(Order { order, listing, lot, buyer, quantity, escrow })
    };
    let due = |payee, amount| Fact::Due(Due { payee, voucher: None, amount });
    let account = || Payee::Account(OWNER.into());
    vec![
        Fact::Listing(step(3, "Published", json!({ "seller": OWNER }))),
        Fact::Listing(step(3, "LotAdded", json!({ "lot": 0, "terms": { "quantity": 20 } }))),
        Fact::Offered(listing(3)),
        Fact::Designed { design: 2, content: "ef".repeat(32) },
        order(11, 3),
        order(12, 5),
        Fact::Listing(step(3, "WrittenOff", json!({ "lot": 0, "quantity": 2 }))),
        Fact::Order(step(11, "Accepted", json!({}))),
        Fact::Order(step(11, "Delivered", json!({ "quantity": 2, "refund": 500 }))),
        Fact::Order(step(11, "Ended", json!({ "how": "Confirmed", "delivered": 2 }))),
        due(account(), Some(40)),
        due(account(), None),
        due(account(), Some(60)),
        due(Payee::Member(7), Some(80)),
        due(Payee::Member(8), Some(90)),
    ]
}

/// Awards, one of which is revoked and one no longer suspended.
fn awards() -> Vec<Fact> {
    let of = BatchId { issuer: 2, sequence: 1 };
    let marked = |indexes: &[u32], mark: &str| {
        Fact::Marked(Marked { of, indexes: indexes.to_vec(), mark: mark.into() })
    };
    let key = Step { of: Some(2), kind: "IssuerKeySet".into(), detail: json!({ "key": "ab" }) };
    vec![
        Fact::Issuer(key),
        Fact::Issued(Batch { of, schema: 4, count: 16 }),
        Fact::Root(Root { of, root: "cd".repeat(32), valid_until: Some(NEW_YEAR) }),
        marked(&[1, 3], "Suspended"),
        marked(&[3], "Reinstated"),
        marked(&[1], "Revoked"),
    ]
}

/// Blocks with everything in them that is remembered.
pub fn a_life() -> Vec<Facts> {
    let slot = first_slot();
    let step = |of, kind: &str, detail| Step { of, kind: kind.into(), detail };
    let opened = Opened {
        petition: 4,
        opener: 7,
        track: "Village".into(),
        village: Some(2),
        title: Some("A new pump".into()),
        text: "ab".repeat(32),
    };
    let vote = |member, vote: Option<&str>| {
        let vote = vote.map(str::to_owned);
        Fact::Voted(Vote { referendum: 0, member, vote, ballots: 1 })
    };
    let endorsed = |member, stands| Fact::Endorsed(Endorsement { petition: 4, member, stands });
    vec![
        block(
            1,
            vec![
                Fact::GridRegistered(Grid { grid: 0, operator: "5Grw".into(), voucher: Some(1) }),
                Fact::TariffSet(Tariff {
                    grid: 0,
                    from: slot,
                    bands: vec![
                        Band { from: 28, feed_in: 10, retail: 30 },
                        Band { from: 72, feed_in: 10, retail: 40 },
                    ],
                    offset: 52,
                    network_charge: 5,
                    standing_charge: 70,
                    k: 500_000,
                    trim: 250_000,
                }),
                Fact::Meter(meter(0, slot - 1, 60)),
                Fact::Meter(meter(1, slot - 1, 0)),
                Fact::Member(Member { member: 7, account: OWNER.into(), community: 2 }),
            ],
        ),
        block(2, vec![reading(0, slot, 100), reading(1, slot, 30), Fact::Opened(opened)]),
        block(3, vec![endorsed(8, true), endorsed(9, true), endorsed(8, false)]),
        block(
            4,
            vec![
                clearing(0, slot, 25),
                Fact::Result { grid: 0, slot, clearing: crate::tests::fake::result() },
                reading(0, slot + 1, 150),
                Fact::Course(step(Some(4), "Submitted", json!({ "referendum": 0 }))),
            ],
        ),
        block(
            5,
            [vec![vote(7, Some("Aye")), vote(9, Some("Nay")), vote(9, None)], trade(), awards()]
                .concat(),
        ),
        block(
            6,
            vec![
                Fact::Referendum(step(Some(0), "Confirmed", json!({ "tally": { "ayes": 1 } }))),
                Fact::Validators(step(None, "SetPlanned", json!({ "validators": 4 }))),
                Fact::AuthoritiesChanged { authorities: vec!["aa".into(), "bb".into()] },
                Fact::OperatorSet { grid: 0, operator: "5Dan".into() },
                Fact::Doubt { extrinsic: Some(2), why: "no call of this runtime".into() },
            ],
        ),
    ]
}
