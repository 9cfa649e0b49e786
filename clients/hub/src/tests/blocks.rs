//! Blocks as they are once they are read.

use serde_json::json;

use crate::chain::Hash;
use crate::facts::{
    Band, Clearing, Endorsement, Fact, Facts, Grid, Opened, Registers, Step, Tariff, Vote,
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
            ],
        ),
        block(2, vec![reading(0, slot, 100), reading(1, slot, 30), Fact::Opened(opened)]),
        block(3, vec![endorsed(8, true), endorsed(9, true), endorsed(8, false)]),
        block(
            4,
            vec![
                clearing(0, slot, 25),
                reading(0, slot + 1, 150),
                Fact::Course(step(Some(4), "Submitted", json!({ "referendum": 0 }))),
            ],
        ),
        block(5, vec![vote(7, Some("Aye")), vote(9, Some("Nay")), vote(9, None)]),
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
