use credential_award::Mark;

use super::*;
use crate::batch::IssuedAward;
use crate::tests::ledger::{Ledger, ISSUED, PARENT};
use crate::tests::support::{self, CHAIN, NOW};

struct Case {
    ledger: Ledger,
    award: IssuedAward,
    key: [u8; 32],
}

fn case() -> Case {
    let issued = support::issue(&support::people(3), 4);
    let key = support::issuer().key().public().raw();
    let award = issued.awards.into_iter().next().unwrap();
    Case { ledger: Ledger::new(&issued.batch, key), award, key }
}

type Read = Result<Record, Unreadable<std::convert::Infallible>>;

impl Case {
    fn read(&self, place: &Place) -> Read {
        read(place, |name| Ok(self.ledger.values.get(name).cloned()))
    }

    fn standing(&self) -> Standing {
        let envelope = &self.award.envelope;
        self.read(&envelope.place()).unwrap().standing(envelope, &self.key, NOW)
    }

    fn mark(&mut self, revoked: bool, suspended: bool) {
        self.ledger.mark(self.award.index, Mark { revoked, suspended });
    }
}

#[test]
fn an_award_should_be_read_with_all_that_belongs_to_it() {
    let case = case();
    let record = case.read(&case.award.envelope.place()).unwrap();
    assert_eq!(record.at, NOW);
    let award = record.award.unwrap();
    assert_eq!((award.key, award.mark), (case.key, Mark::default()));
    assert_eq!((award.batch.issued, award.batch.schema), (ISSUED, 1));
    assert_eq!((award.schema.title().as_str(), award.schema.level), ("Boat builder", 4));
    assert_eq!((award.issuer.awards, award.issuer.revoked, award.issuer.upheld), (40, 2, 1));
    assert_eq!(case.standing(), Standing::Valid);
}

#[test]
fn marks_should_count() {
    let mut case = case();
    case.mark(false, true);
    assert_eq!(case.standing(), Standing::Suspended);
    case.mark(true, true);
    assert_eq!(case.standing(), Standing::Revoked);
    // Somebody else's.
    case.ledger.mark((case.award.index + 1) % 4, Mark { revoked: true, suspended: false });
    assert_eq!(case.standing(), Standing::Valid);
}

#[test]
fn a_withdrawal_should_count_in_the_whole_line() {
    for id in [CHAIN.issuer, PARENT] {
        let mut case = case();
        case.ledger.withdraw(id, &[(1, 9), (ISSUED - 5, ISSUED), (ISSUED, 900), (600, 700)]);
        let since = u64::from(ISSUED - 5);
        assert_eq!(case.standing(), Standing::IssuerWithdrawn { since });
        case.mark(false, true);
        assert_eq!(case.standing(), Standing::IssuerWithdrawn { since });
        case.mark(true, false);
        assert_eq!(case.standing(), Standing::Revoked);
        case.ledger.withdraw(id, &[(1, ISSUED - 1), (ISSUED + 1, 900)]);
        case.mark(false, false);
        assert_eq!(case.standing(), Standing::Valid);
    }
}

#[test]
fn time_should_count() {
    let case = case();
    let envelope = &case.award.envelope;
    let record = case.read(&envelope.place()).unwrap();
    let end = record.award.as_ref().unwrap().batch.valid_until.unwrap();
    assert_eq!(record.standing(envelope, &case.key, end - 1), Standing::Valid);
    assert_eq!(record.standing(envelope, &case.key, end), Standing::Expired);
}

#[test]
fn another_key_should_be_none_of_the_issuers() {
    let case = case();
    let record = case.read(&case.award.envelope.place()).unwrap();
    // Also the key that it had before: the batch was issued with the next one.
    for key in [[9; 32], [0; 32]] {
        assert_eq!(record.standing(&case.award.envelope, &key, NOW), Standing::NotIssuersKey);
    }
}

#[test]
fn the_key_in_force_should_be_the_last_one() {
    let case = case();
    let last = |issuer| last_key(issuer, |name| Ok::<_, ()>(case.ledger.values.get(name).cloned()));
    assert_eq!(last(CHAIN.issuer).unwrap(), case.key);
    assert!(matches!(last(99), Err(Unreadable::Unknown("issuers"))));
}

#[test]
fn what_is_not_there_should_be_in_no_batch() {
    let case = case();
    let place = case.award.envelope.place();
    for other in [Place { issuer: 4, ..place }, Place { sequence: 34, ..place }] {
        let record = case.read(&other).unwrap();
        assert_eq!(record.award, None);
        let standing = record.standing(&case.award.envelope, &case.key, NOW);
        assert_eq!(standing, Standing::NotInBatch);
    }
    // Another's batch says nothing about this award.
    let issued = support::issue(&support::people(2), 4);
    let other = Ledger::new(&issued.batch, case.key);
    let record = read(&place, |name| Ok::<_, ()>(other.values.get(name).cloned())).unwrap();
    assert_eq!(record.standing(&case.award.envelope, &case.key, NOW), Standing::NotInBatch);
}

#[test]
fn an_index_beyond_all_batches_should_be_in_none() {
    let case = case();
    let place = Place { index: u32::MAX, ..case.award.envelope.place() };
    assert!(case.read(&place).is_ok());
}

#[test]
fn another_chain_should_be_refused() {
    let case = case();
    let place = Place { genesis: [1; 32], ..case.award.envelope.place() };
    assert!(matches!(case.read(&place), Err(Unreadable::OtherChain)));
    assert!(matches!(
        read(&place, |_| Ok::<_, std::convert::Infallible>(None)),
        Err(Unreadable::OtherChain)
    ));
}

#[test]
fn another_version_of_the_storage_should_be_refused() {
    let mut case = case();
    let place = case.award.envelope.place();
    case.ledger.put(of(PALLET, ":__STORAGE_VERSION__:"), 2_u16);
    assert!(matches!(case.read(&place), Err(Unreadable::Unknown("credentials"))));
    case.ledger.values.remove(&of(PALLET, ":__STORAGE_VERSION__:"));
    assert!(matches!(case.read(&place), Err(Unreadable::Unknown("credentials"))));
}

#[test]
fn values_that_are_not_as_known_should_be_refused() {
    let place = case().award.envelope.place();
    let names = case().ledger.names(&place);
    // Of the last one, the marks, there is none.
    for name in &names[..names.len() - 1] {
        let mut case = case();
        let value = case.ledger.values.get_mut(name).unwrap();
        value.push(0);
        assert!(case.read(&place).is_err());
        let value = case.ledger.values.get_mut(name).unwrap();
        value.truncate(1);
        assert!(case.read(&place).is_err());
    }
    let mut case = case();
    case.ledger.put(names.last().unwrap().clone(), 7_u64);
    assert!(matches!(case.read(&place), Err(Unreadable::Unknown("marks"))));
}

#[test]
fn a_line_that_never_ends_should_be_refused() {
    let mut case = case();
    let name = twox64_concat(of(PALLET, "Issuers"), PARENT);
    let mut parent = Issuer::decode_all(&mut &case.ledger.values[&name][..]).unwrap();
    parent.parent = Some(PARENT);
    case.ledger.put(name, parent);
    let place = case.award.envelope.place();
    assert!(matches!(case.read(&place), Err(Unreadable::Unknown("issuers"))));
}

/// What the runtime has in storage: its own test writes these lines.
#[test]
fn values_should_be_read_as_the_runtime_writes_them() {
    let lines = include_str!("../../../../pallets/credentials/storage.txt");
    let bytes = |text: &str| hex::decode(text).unwrap();
    let mut values: std::collections::BTreeMap<_, _> = lines
        .lines()
        .map(|line| {
            let parts: Vec<_> = line.split(' ').collect();
            (bytes(parts[1]), bytes(parts[2]))
        })
        .collect();
    assert_eq!(values.len(), 8);
    let parent = case().ledger.values[&twox64_concat(of(PALLET, "Issuers"), PARENT)].clone();
    values.insert(twox64_concat(of(PALLET, "Issuers"), PARENT), parent);

    let place = Place { genesis: support::GENESIS, issuer: 3, sequence: 33, index: 2 };
    let record = read(&place, |name| Ok::<_, ()>(values.get(name).cloned())).unwrap();
    assert_eq!(record.at, NOW);
    let award = record.award.unwrap();
    assert_eq!((award.batch.schema, award.batch.root, award.batch.count), (1, [2; 32], 4));
    assert_eq!((award.batch.issued, award.batch.key), (500, 1));
    assert_eq!(award.batch.valid_until, Some(support::ENDS));
    assert_eq!((award.key, award.withdrawn_since), ([9; 32], None));
    assert_eq!(award.mark, Mark { revoked: false, suspended: true });
    assert_eq!((award.issuer.parent, &award.issuer.withdrawals[..]), (Some(PARENT), &[(1, 9)][..]));
    assert_eq!((award.issuer.awards, award.issuer.revoked, award.issuer.upheld), (40, 2, 1));
    assert_eq!((award.schema.title().as_str(), award.schema.credit_hours), ("Boat builder", 120));
    assert_eq!((award.schema.definition, award.schema.superseded_by), ([3; 32], Some(7)));
}
