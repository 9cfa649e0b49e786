//! An issuer, its class and a verifier, for all tests.

use serde_json::{json, Map, Value};

use crate::batch::{Issued, Order};
use crate::definition::{self, Definition, Person};
use crate::envelope::{Bytes32, Chain};
use crate::keys::{Issuer, SecretKey, Seed};
use crate::marks::StatusBits;

pub const GENESIS: [u8; 32] = [0x5a; 32];
pub const LISTS: &str = "https://college.example/status";
pub const BEGINS: u64 = 1_793_491_200;
pub const ENDS: u64 = 1_951_257_600;
/// A month after the awards begin.
pub const NOW: u64 = BEGINS + 30 * 86_400;

pub fn seed() -> Seed {
    Seed::parse(&"5e".repeat(32)).unwrap()
}

pub fn issuer() -> Issuer {
    Issuer::by_key(seed().signing_key())
}

/// Somebody by a number.
pub fn holder(number: u8) -> SecretKey {
    SecretKey::parse(&hex::encode([number; 32])).unwrap()
}

pub fn definition() -> Value {
    json!({
        "issuer": { "name": "College", "url": "https://college.example" },
        "achievement": {
            "id": "https://college.example/boats",
            "achievementType": "Certificate",
            "name": "Boat building",
            "description": "Boats of wood.",
            "criteria": "Built one.",
            "creditsAvailable": 12.5,
            "tags": ["boats", "wood"],
        },
        "vct": "https://college.example/types/boats",
        "validFrom": "2026-11-01T00:00:00Z",
        "validUntil": "2031-11-01T00:00:00Z",
        "statusLists": LISTS,
    })
}

pub fn parsed_definition() -> Definition {
    Definition::parse(definition().to_string().as_bytes()).unwrap()
}

pub const HEADING: &str =
    "key,name,licenseNumber,creditsEarned,narrative,result:Knots,result:Sails";

/// A list of this many people.
pub fn list(count: u8) -> String {
    let mut csv = format!("{HEADING}\n");
    for number in 1..=count {
        let key = holder(number).public().did();
        csv.push_str(&format!("{key},Person {number},B-{number},8.2,Careful,A,B{number}\n"));
    }
    csv
}

pub fn people(count: u8) -> Vec<Person> {
    definition::people(list(count).as_bytes()).unwrap()
}

pub const CHAIN: Chain = Chain { genesis: GENESIS, issuer: 3, sequence: 33 };

pub fn issue(people: &[Person], pad: u32) -> Issued {
    let (seed, issuer, definition) = (seed(), issuer(), parsed_definition());
    let order = Order {
        seed: &seed,
        issuer: &issuer,
        definition: &definition,
        people,
        chain: CHAIN,
        schema: 1,
        pad,
    };
    let mut issued = order.issue().unwrap();
    issued.batch.keys = vec![Bytes32(issuer.key().public().raw())];
    issued
}

/// The lists of the batch as of a time, with these chunks.
pub fn lists(issuer: &Issuer, at: u64, chunks: Value) -> Vec<Map<String, Value>> {
    let bits = json!({
        "genesis": Bytes32(GENESIS),
        "issuer": 3,
        "at": at,
        "batches": [{ "sequence": 33, "count": 4, "chunks": chunks }],
    });
    let lists = StatusBits::parse(bits.to_string().as_bytes()).unwrap().lists(issuer, LISTS);
    lists.unwrap().into_iter().map(|list| list.document).collect()
}
