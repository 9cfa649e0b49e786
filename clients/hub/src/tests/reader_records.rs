use super::tests::{block_of, read, Events, ME};
use super::*;
use crate::facts::{Batch, BatchId, Due, Limits, Marked, Member, Meter, Order, Payee, Root, Step};
use crate::tests::records::{
    self as stored, ClearedSlot, CommunitiesEvent, CredentialsEvent, How, MarketplaceEvent,
};
use crate::tests::runtime::old::{self, EnergyEvent, RuntimeEvent};
use crate::tests::runtime::{Account, Currency};
use codec::Encode;
use serde_json::json;
use subxt::utils::AccountId32;

fn told(events: Vec<RuntimeEvent>) -> Vec<Fact> {
    let events: Events = events.into_iter().map(|event| (None, event)).collect();
    read(&block_of(vec![], events)).unwrap().facts
}

fn address(account: Account) -> String {
    AccountId32(account.0).to_string()
}

fn step(of: u64, kind: &str, detail: serde_json::Value) -> Step {
    Step { of: Some(of), kind: kind.into(), detail }
}

#[test]
fn what_changes_a_meter_should_name_it() {
    let energy = [
        EnergyEvent::MeterRegistered { meter: 4, grid: 1, owner: ME },
        EnergyEvent::LimitsSet { meter: 5, from: 9 },
        EnergyEvent::ToppedUp { meter: 6, who: ME, amount: u128::MAX },
        EnergyEvent::MeterRemoved { meter: 7 },
    ];
    let changed = (4..8).map(|meter| Fact::MeterChanged { meter }).collect::<Vec<_>>();
    assert_eq!(told(energy.map(RuntimeEvent::Energy).to_vec()), changed);
}

#[test]
fn the_marketplace_should_be_told() {
    use MarketplaceEvent as Market;
    let events = [
        Market::Published { listing: 3, seller: ME },
        Market::DesignRegistered { design: 4, content: [7; 32], owner: ME },
        Market::DesignStruck { design: 4 },
        Market::Placed {
            order: 1 << 40,
            listing: 3,
            lot: 2,
            buyer: ME,
            quantity: 4,
            escrow: u128::MAX,
        },
        Market::Ended { order: 1 << 40, how: How::Split(250_000), delivered: 4 },
        Market::PaymentKept {
            payee: stored::Payee::Member(6),
            currency: Currency::WithId(8),
            due: 9,
        },
        Market::Claimed {
            payee: stored::Payee::Account(ME),
            currency: Currency::Native,
            amount: 9,
        },
    ];
    let order = Order {
        order: 1 << 40,
        listing: 3,
        lot: 2,
        buyer: address(ME),
        quantity: 4,
        escrow: u128::MAX,
    };
    let due = |payee, voucher, amount| Fact::Due(Due { payee, voucher, amount });
    assert_eq!(
        told(events.map(RuntimeEvent::Marketplace).to_vec()),
        [
            Fact::Listing(step(3, "Published", json!({ "seller": hex::encode(ME.0) }))),
            Fact::Designed { design: 4, content: "07".repeat(32) },
            Fact::DesignStruck { design: 4 },
            Fact::Placed(order),
            Fact::Order(step(
                1 << 40,
                "Ended",
                json!({ "how": { "Split": 250_000 }, "delivered": 4 })
            )),
            due(Payee::Member(6), Some(8), Some(9)),
            due(Payee::Account(address(ME)), None, None),
        ]
    );
}

#[test]
fn awards_and_members_should_be_told() {
    let credentials = RuntimeEvent::Credentials;
    let of = BatchId { issuer: 2, sequence: 7 };
    let events = vec![
        credentials(CredentialsEvent::BatchIssued { issuer: 2, sequence: 7, schema: 1, count: 16 }),
        credentials(CredentialsEvent::Revoked { issuer: 2, sequence: 7, indexes: vec![3, 9] }),
        credentials(CredentialsEvent::AccreditationWithdrawn { issuer: 2, since: 5 }),
        RuntimeEvent::Communities(CommunitiesEvent::Moved { member: 4, from: 0, to: 1 }),
    ];
    assert_eq!(
        told(events),
        [
            Fact::Issued(Batch { of, schema: 1, count: 16 }),
            Fact::Marked(Marked { of, indexes: vec![3, 9], mark: "Revoked".into() }),
            Fact::Issuer(step(2, "AccreditationWithdrawn", json!({ "since": 5 }))),
            Fact::MemberChanged { member: 4 },
        ]
    );
}

#[test]
fn a_grid_that_was_founded_should_be_looked_up_for_its_prices() {
    let grid = crate::facts::Grid { grid: 6, operator: address(ME), voucher: None };
    let named = records::named(&[Fact::GridRegistered(grid)]);
    assert_eq!(named.into_iter().collect::<Vec<_>>(), [Record::Grid(6)]);
}

fn metadata() -> Metadata {
    Metadata::decode_from(&old::runtime().metadata).unwrap()
}

fn record(of: Record, value: Option<Vec<u8>>) -> Vec<Fact> {
    of.read(value.as_deref(), &metadata()).unwrap()
}

#[test]
fn records_should_be_read_as_the_state_has_them() {
    let limits = stored::Limits { ask: None, bid: Some(7), owed_first: true };
    let stored = stored::Meter {
        grid: 1,
        owner: ME,
        key: [9; 32],
        breaker_w: 5_000,
        slot: 99,
        import_wh: u64::MAX,
        export_wh: 3,
        limits,
        next: Some(stored::NextLimits { from: 101, limits }),
        credit: u128::MAX,
        arrears: 0,
        owed: 12,
        retired: true,
        positions: vec![1, 2],
    };
    let limits = Limits { ask: None, bid: Some(7), owed_first: true };
    let meter = Meter {
        meter: 4,
        grid: 1,
        owner: address(ME),
        slot: 99,
        import_wh: u64::MAX,
        export_wh: 3,
        limits,
        next: Some((101, limits)),
        credit: u128::MAX,
        arrears: 0,
        owed: 12,
        retired: true,
    };
    assert_eq!(record(Record::Meter(4), Some(stored.encode())), [Fact::Meter(meter)]);
    assert_eq!(record(Record::Meter(4), None), [Fact::MeterRemoved { meter: 4 }]);

    let clearing = crate::tests::fake::result();
    let stored = ClearedSlot { clearing, pot: 5 }.encode();
    let cleared = Record::Cleared { grid: 1, slot: 2 };
    assert_eq!(record(cleared, Some(stored)), [Fact::Result { grid: 1, slot: 2, clearing }]);
    assert_eq!(record(cleared, None), []);

    let stored = stored::Batch { schema: 1, root: [7; 32], count: 4, valid_until: Some(1 << 33) };
    let batch = Record::Batch { issuer: 2, sequence: 3 };
    let of = BatchId { issuer: 2, sequence: 3 };
    let root = Root { of, root: "07".repeat(32), valid_until: Some(1 << 33) };
    assert_eq!(record(batch, Some(stored.encode())), [Fact::Root(root)]);

    let stored = stored::Person { account: ME, community: 6 }.encode();
    let member = Member { member: 5, account: address(ME), community: 6 };
    assert_eq!(record(Record::Member(5), Some(stored)), [Fact::Member(member)]);
    assert_eq!(record(Record::Member(5), None), [Fact::MemberLeft { member: 5 }]);

    let owner = stored::Trader { account: ME, member: None };
    let stored = |struck| {
        let owner = owner.clone();
        Some(stored::Design { content: [7; 32], owner, retired: true, struck }.encode())
    };
    let designed = Fact::Designed { design: 9, content: "07".repeat(32) };
    assert_eq!(record(Record::Design(9), stored(false)), std::slice::from_ref(&designed));
    let struck = Fact::DesignStruck { design: 9 };
    assert_eq!(record(Record::Design(9), stored(true)), [designed, struck]);

    let stored = stored::Listing {
        seller: stored::Trader { account: ME, member: Some(5) },
        terms: stored::Terms {
            kind: stored::Kind::Food,
            currency: Currency::WithId(3),
            pricing: stored::Pricing::Unit(1 << 60),
            title: b"Tuna".to_vec(),
            details: Some([8; 32]),
            instant: true,
            design: None,
        },
        revision: 2,
        standing: stored::Standing::Open,
    };
    let listing = crate::facts::Listing {
        listing: 1,
        seller: address(ME),
        member: Some(5),
        kind: "Food".into(),
        voucher: Some(3),
        pricing: json!({ "Unit": "1152921504606846976" }),
        title: "Tuna".into(),
        details: Some("08".repeat(32)),
        instant: true,
        design: None,
        revision: 2,
        standing: "Open".into(),
    };
    assert_eq!(record(Record::Listing(1), Some(stored.encode())), [Fact::Offered(listing)]);
}

#[test]
fn a_record_of_another_form_should_be_a_doubt() {
    let reader = Reader::new(&old::runtime()).unwrap();
    let mut facts = Facts::default();
    let named = [Record::Meter(1), Record::Member(2)];
    let person = stored::Person { account: ME, community: 6 }.encode();
    reader.add_records(&mut facts, &named, &[Some(vec![1, 2, 3]), Some(person)]);
    let [Fact::Doubt { extrinsic: None, why }, Fact::Member(member)] = &facts.facts[..] else {
        panic!("{facts:?}")
    };
    assert!(why.starts_with("a record in its state: ") && member.member == 2);
}

/// A runtime that stores something elsewhere must not look as if all of it had been removed.
#[test]
fn a_runtime_that_hashes_keys_otherwise_should_be_refused() {
    let Runtime { mut metadata, .. } = old::runtime();
    let name = b"Meters";
    let at = metadata.windows(name.len()).position(|bytes| bytes == name).unwrap();
    metadata[at] = b'N';
    let renamed = Runtime { metadata, ..old::runtime() };
    let refused = Reader::new(&renamed).map(|_| ()).unwrap_err();
    let (pallet, map) = ("Energy", "Meters");
    assert!(
        matches!(refused, Unreadable::Elsewhere { spec: 1, pallet: p, map: m } if (p, m) == (pallet, map))
    );
}
