//! The demo's grids and meters: two villages with 14 meters each, numbered as in
//! `e2e/data/profiles.json` (a test compares them).

use crate::{
    configs::{CommunitiesPalletId, VAKA},
    AccountId, AssetsConfig, Balance, BlockNumber, ClockConfig, CommunitiesConfig,
    CredentialsConfig, EnergyConfig,
};
use alloc::{format, vec, vec::Vec};
use frame_support::traits::fungible::NativeOrWithId;
use pallet_communities::{CommunityId, GenesisCommunity};
use pallet_credentials::{GenesisIssuer, GenesisSchema};
use pallet_energy::{
    GenesisBand, GenesisGrid, GenesisMeter, GenesisTariff, GridId, Limits, Price, Slot,
};
use sp_core::{crypto::Pair, ed25519, sr25519};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::AccountIdConversion;

/// Slots of two seconds, so that a day of 96 takes a few minutes.
pub const SLOT_SECONDS: u32 = 2;

/// Three slots, because readings are brought once a block.
const GRACE_SECONDS: u32 = 6;

/// A slot of the demo is short, but carries the energy of a quarter of an hour. So its breakers let
/// that much more through.
const SPEED: u32 = 900 / SLOT_SECONDS;

/// The voucher in which the second village settles: cents of a pa'anga.
pub const PAANGA: u32 = 1;
const PAANGA_DECIMALS: u8 = 2;

/// Tonga's own time is 13 hours ahead of UTC, in quarters of an hour.
const OFFSET: i8 = 52;

/// Six in the morning and six in the evening, as slots of the day.
const MORNING: Slot = 24;
const EVENING: Slot = 72;

/// A household: grid, breaker in W, ask and bid tick, and whether owed energy is spent first.
pub struct Household(pub GridId, pub u32, pub Option<u8>, pub Option<u8>, pub bool);

#[rustfmt::skip]
pub const HOUSEHOLDS: [Household; 28] = [
    Household(0, 5_750, Some(12), Some(40), false),
    Household(0, 4_600, Some(8), Some(36), false),
    Household(0, 4_600, Some(20), Some(30), true),
    Household(0, 7_360, Some(16), Some(52), false),
    Household(0, 5_750, Some(24), Some(44), false),
    Household(0, 4_600, Some(30), Some(26), true),
    Household(0, 5_750, None, Some(38), true),
    Household(0, 5_750, Some(10), Some(48), false),
    Household(0, 4_600, Some(18), Some(33), false),
    Household(0, 4_600, None, Some(28), false),
    Household(0, 4_600, None, Some(42), false),
    Household(0, 5_750, None, Some(57), false),
    Household(0, 9_200, Some(6), Some(50), true),
    Household(0, 14_490, None, Some(46), false),
    Household(1, 5_750, Some(14), Some(41), false),
    Household(1, 5_750, Some(22), Some(50), false),
    Household(1, 4_600, Some(28), Some(35), true),
    Household(1, 4_600, None, Some(32), true),
    Household(1, 4_600, None, Some(45), false),
    Household(1, 4_600, None, Some(24), false),
    Household(1, 5_750, None, Some(54), false),
    Household(1, 4_600, None, None, false),
    Household(1, 7_360, None, Some(60), false),
    Household(1, 4_600, None, Some(38), false),
    Household(1, 5_750, None, Some(48), false),
    Household(1, 4_600, None, Some(30), false),
    Household(1, 9_200, Some(4), Some(63), true),
    Household(1, 7_360, None, Some(55), false),
];

/// The key of a meter: Ed25519, with the Blake2b-256 of `vaka/demo/meter/<id>` as its seed.
fn meter_key(id: usize) -> ed25519::Public {
    ed25519::Pair::from_seed(&blake2_256(format!("vaka/demo/meter/{id}").as_bytes())).public()
}

/// The account of a meter's owner: Sr25519, with the Blake2b-256 of `vaka/demo/owner/<id>` as its
/// seed.
fn owner(id: usize) -> AccountId {
    account(&format!("vaka/demo/owner/{id}"))
}

/// The account whose secret seed is the hash of a name.
fn account(name: &str) -> AccountId {
    let seed = blake2_256(name.as_bytes());
    AccountId::from(sr25519::Pair::from_seed(&seed).public())
}

/// The operators are the first two villages themselves, whose members vote the price of power. The
/// first settles in VAKA, the second in Ferdie's voucher.
fn operators() -> [AccountId; 2] {
    [0, 1].map(community_account)
}

/// The account in whose name a community acts.
pub fn community_account(id: CommunityId) -> AccountId {
    CommunitiesPalletId::get().into_sub_account_truncating(id)
}

/// 10 hundredths of a VAKA per kWh, and 32 by day and 40 from six in the evening on. Two hundredths
/// for what neighbours trade, and five for a day.
fn vaka_grid(operator: AccountId) -> GenesisGrid<AccountId> {
    GenesisGrid {
        operator,
        currency: NativeOrWithId::Native,
        capacity_wh: 30_000,
        tariff: tariff(
            &[(MORNING, VAKA / 10, VAKA * 32 / 100), (EVENING, VAKA / 10, VAKA * 40 / 100)],
            VAKA * 2 / 100,
            VAKA * 5 / 100,
        ),
        float: 1_000 * VAKA,
    }
}

/// 20 and 90 cents per kWh, at any time of the day. Five cents for what neighbours trade, and ten for
/// a day.
fn paanga_grid(operator: AccountId) -> GenesisGrid<AccountId> {
    GenesisGrid {
        operator,
        currency: NativeOrWithId::WithId(PAANGA),
        capacity_wh: 20_000,
        tariff: tariff(&[(0, 20, 90)], 5, 10),
        float: 100_000,
    }
}

/// Each side gets half of the gain. Those who hold less than a quarter of the trade cannot set the
/// price.
fn tariff(
    bands: &[(Slot, Balance, Balance)],
    network_charge: Balance,
    standing_charge: Balance,
) -> GenesisTariff {
    let price = |price: Balance| Price::try_from(price).unwrap_or(Price::MAX);
    let band = |(from, feed_in, retail): &(Slot, Balance, Balance)| GenesisBand {
        from: *from,
        feed_in: price(*feed_in),
        retail: price(*retail),
    };
    GenesisTariff {
        bands: bands.iter().map(band).collect(),
        offset: OFFSET,
        network_charge: price(network_charge),
        standing_charge: price(standing_charge),
        k: 500_000,
        trim: 250_000,
    }
}

/// The credit that a meter starts with: some 250 kWh at retail.
fn credit(grid: GridId) -> Balance {
    match grid {
        0 => 100 * VAKA,
        _ => 22_500,
    }
}

/// The slots of a day, so few that a week takes less than a minute.
const SLOTS_PER_DAY: BlockNumber = 1;

/// The days of the college's accreditation. They are as short as the slots of a day are few.
const COLLEGE_DAYS: u32 = 1_000_000;

/// The villages of the four validators.
const VILLAGES: [&str; 4] = ["Nuku'alofa", "Neiafu", "Pangai", "Ohonua"];

/// The founders of a village. The last one is its clerk.
const FOUNDERS: u8 = 5;

/// A village. Its founders have no balance, because members need none.
pub fn community(name: &str) -> GenesisCommunity<AccountId> {
    let founders = (0..FOUNDERS)
        .map(|n| account(&format!("vaka/demo/founder/{name}/{n}")))
        .collect::<Vec<_>>();
    GenesisCommunity {
        name: name.into(),
        clerks: founders.iter().skip(4).cloned().collect(),
        founders,
    }
}

pub fn clock() -> ClockConfig {
    ClockConfig::new(SLOTS_PER_DAY)
}

/// The account that acts for the college.
pub fn college() -> AccountId {
    account("vaka/demo/college")
}

/// A college that awards two schemas. It has no key yet.
pub fn credentials() -> CredentialsConfig {
    let schema = |title: &str, level, credit_hours, valid_for| GenesisSchema {
        issuer: 0,
        definition: blake2_256(format!("vaka/demo/{title}").as_bytes()).into(),
        title: title.into(),
        level,
        credit_hours,
        valid_for,
    };
    CredentialsConfig {
        issuers: vec![GenesisIssuer { account: college(), level: 8, days: COLLEGE_DAYS }],
        schemas: vec![
            schema("Solar installer", 4, 120, None),
            schema("Registered nurse", 6, 3_600, Some(3 * 365)),
        ],
    }
}

pub fn communities() -> CommunitiesConfig {
    CommunitiesConfig { communities: VILLAGES.map(community).to_vec() }
}

/// The most that grids may ask per kWh: a VAKA, and two pa'anga.
fn price_caps() -> Vec<(NativeOrWithId<u32>, Price)> {
    let vaka = VAKA.try_into().unwrap_or(Price::MAX);
    vec![(NativeOrWithId::Native, vaka), (NativeOrWithId::WithId(PAANGA), 200)]
}

/// The voucher. At first its issuer and the second operator hold it.
pub fn assets() -> AssetsConfig {
    let [_, operator] = operators();
    let issuer = Sr25519Keyring::Ferdie.to_account_id();
    AssetsConfig {
        assets: vec![(PAANGA, issuer.clone(), true, 1)],
        metadata: vec![(PAANGA, b"Pa'anga voucher".to_vec(), b"TOPV".to_vec(), PAANGA_DECIMALS)],
        accounts: vec![(PAANGA, issuer, 100_000_000), (PAANGA, operator, 100_000_000)],
        ..Default::default()
    }
}

pub fn energy() -> EnergyConfig {
    let [first, second] = operators();
    EnergyConfig {
        slot_seconds: SLOT_SECONDS,
        grace_seconds: GRACE_SECONDS,
        price_caps: price_caps(),
        grids: vec![vaka_grid(first), paanga_grid(second)],
        meters: HOUSEHOLDS.iter().enumerate().map(|(id, household)| meter(id, household)).collect(),
        ..Default::default()
    }
}

/// One grid and one meter with the slots of a real network, to try calls on.
pub fn smallest_energy() -> EnergyConfig {
    let [first, _] = operators();
    EnergyConfig {
        price_caps: price_caps(),
        grids: vec![vaka_grid(first)],
        meters: HOUSEHOLDS.iter().take(1).map(|household| meter(0, household)).collect::<Vec<_>>(),
        ..Default::default()
    }
}

fn meter(id: usize, household: &Household) -> GenesisMeter<AccountId> {
    let Household(grid, breaker_w, ask, bid, owed_first) = *household;
    GenesisMeter {
        grid,
        owner: owner(id),
        key: meter_key(id),
        breaker_w: breaker_w.saturating_mul(SPEED),
        limits: Limits { ask, bid, owed_first },
        credit: credit(grid),
    }
}
