use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::json;
use subxt::utils::AccountId32;
use tempfile::TempDir;

use super::*;
use crate::desk::{Order, Stands, Voucher};
use crate::facts::{Fact, Grid, Meter, Opened, Step};
use crate::store::people::contacts::{begin, confirm, forget_account, forget_contact, set_rules};
use crate::store::Store;
use crate::tests::blocks::{block, first_slot, meter, NEW_YEAR, SETTINGS};
use crate::tests::desk::FakeDesk;

const MELE: [u8; 32] = [1; 32];
const PHONE: &str = "+6767701234";
const OTHER: &str = "+6767709999";
/// Noon in the village.
const NOON: u64 = NEW_YEAR + 23 * 3_600;
const DAY: u64 = 86_400;
/// A unit of money, in millionths of the smallest one.
const UNIT: u128 = 1_000_000;

fn address(account: [u8; 32]) -> String {
    AccountId32(account).to_string()
}

struct Village {
    folder: TempDir,
    desk: FakeDesk,
    teller: Teller,
    store: Store,
    height: u64,
}

impl Village {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("hub.sqlite");
        let mut store = Store::open(&database, SETTINGS).unwrap();
        let grid = Fact::GridRegistered(Grid { grid: 0, operator: "5G".into(), voucher: Some(1) });
        let member = crate::facts::Member { member: 7, account: address(MELE), community: 0 };
        store.apply(&[block(1, vec![grid, Fact::Member(member)])]).unwrap();
        let (people, desk) = (People::new(database.clone()), FakeDesk::default());
        let voucher = Voucher { symbol: b"TOP".to_vec(), decimals: 2 };
        desk.now().vouchers.insert(1, voucher);
        fs::create_dir(folder.path().join("spool")).unwrap();
        let spool = Spool::new(&folder.path().join("spool")).unwrap();
        let channels = Channels { mail: None, spool: Some(spool), sms_a_day: 3 };
        let teller = Teller { database, people, desk: Arc::new(desk.clone()), channels };
        Self { folder, desk, teller, store, height: 1 }
    }

    fn happens(&mut self, facts: Vec<Fact>) {
        self.height += 1;
        self.store.apply(&[block(self.height, facts)]).unwrap();
    }

    fn meter_has(&mut self, owner: [u8; 32], credit: u128, arrears: u128) {
        let of = Meter { owner: address(owner), credit, arrears, ..meter(3, first_slot(), 0) };
        self.happens(vec![Fact::Meter(of)]);
    }

    /// Mele wants to be told of everything, on her phone.
    fn rules(&self) {
        let rules = json!({
            "language": "en", "meters": [3], "creditLow": "500", "arrears": true,
            "voteEnds": true, "pickup": true,
        });
        let account = address(MELE);
        let people = &self.teller.people;
        people.write(|tx| set_rules(tx, &account, &rules.to_string())).unwrap();
        people.write(|tx| begin(tx, &account, Kind::Phone, PHONE, "123456", NOON)).unwrap();
    }

    fn confirmed(&self) {
        self.confirmed_as("123456");
    }

    fn confirmed_as(&self, code: &str) {
        let account = address(MELE);
        let said = |tx: &Transaction| confirm(tx, &account, Kind::Phone, code, NOON);
        assert!(self.teller.people.write(said).unwrap());
    }

    fn round(&self, now: u64) -> Result<(), Interrupted> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            self.teller.round(now).await?;
            self.teller.send_due(now).await
        })
    }

    fn spool(&self) -> PathBuf {
        self.folder.path().join("spool")
    }

    /// What gammu-smsd would send, the oldest first.
    fn sent(&self) -> Vec<(String, String)> {
        let files = fs::read_dir(self.spool()).unwrap().map(|file| file.unwrap().path());
        let mut files = files.collect::<Vec<_>>();
        files.sort();
        let read = |path: PathBuf| {
            let bytes = fs::read(&path).unwrap();
            let units = bytes.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            let text = String::from_utf16(&units.collect::<Vec<_>>()).unwrap();
            let text = text.strip_prefix('\u{feff}').unwrap().to_owned();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), text)
        };
        files.into_iter().map(read).collect()
    }

    fn texts(&self) -> Vec<String> {
        self.sent().into_iter().map(|(_, text)| text).collect()
    }

    fn told(&self) -> Vec<String> {
        let db = read::open(&self.teller.database).unwrap();
        let told = notices::after(&db, &address(MELE), 0, 100).unwrap();
        told.into_iter().map(|notice| notice.matter).collect()
    }
}

#[test]
fn a_low_credit_should_be_told_once_a_day() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    village.meter_has(MELE, 500 * UNIT, 0);
    village.round(NOON).unwrap();
    assert!(village.told().is_empty());
    village.meter_has(MELE, 350 * UNIT, 0);
    for quarter in 0..4 {
        village.round(NOON + quarter * 900).unwrap();
    }
    let text = "Meter 3 has 3.50 TOP of credit left. Top it up before it is used up.";
    assert_eq!(village.sent(), [(format!("OUTC_{PHONE}_vaka1.txt"), text.to_owned())]);
    assert_eq!(village.told(), ["creditLow:3"]);
    // The next day in the village, which is not the next in UTC.
    village.round(NOON + 12 * 3_600).unwrap();
    assert_eq!(village.told(), ["creditLow:3", "creditLow:3"]);
    assert_eq!(village.texts().len(), 2);
}

#[test]
fn what_a_meter_owes_should_be_told_to_its_owner_alone() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    village.meter_has(MELE, 0, 1_234 * UNIT);
    village.round(NOON).unwrap();
    assert_eq!(village.texts(), ["Meter 3 owes 12.34 TOP. It may disconnect until that is paid."]);
    // It is another's from then on.
    village.meter_has([2; 32], 0, 1_234 * UNIT);
    village.round(NOON + DAY).unwrap();
    assert_eq!(village.told().len(), 1);
}

#[test]
fn a_phone_should_get_nothing_before_its_code_was_said_back() {
    let mut village = Village::new();
    village.rules();
    village.meter_has(MELE, 0, 0);
    village.round(NOON).unwrap();
    // The open page shows it all the same.
    assert_eq!((village.told(), village.sent()), (vec!["creditLow:3".to_owned()], vec![]));
}

#[test]
fn a_vote_should_be_told_on_its_last_day_to_who_did_not_vote() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    let opened = |petition| {
        Fact::Opened(Opened {
            petition,
            opener: 1,
            track: "Treasury".into(),
            village: None,
            title: None,
            text: "00".repeat(32),
        })
    };
    let step = |of, kind: &str, detail| Step { of: Some(of), kind: kind.into(), detail };
    let referendum = |petition, referendum: u32| {
        Fact::Course(step(petition, "Submitted", json!({ "referendum": referendum })))
    };
    let decides = |of| Fact::Referendum(step(of, "DecisionStarted", json!({})));
    village.happens(vec![opened(4), opened(5), opened(6), opened(7)]);
    village.happens(vec![referendum(4, 0), referendum(5, 1), referendum(6, 2), referendum(7, 3)]);
    village.happens(vec![decides(0), decides(1), decides(2), decides(3)]);
    village.happens(vec![Fact::Referendum(step(3, "Rejected", json!({})))]);
    village.desk.now().left = [(0, DAY), (1, DAY + 1), (2, 100), (3, 100)].into();
    village.desk.now().voted.insert((2, MELE));
    village.round(NOON).unwrap();
    let text = "The vote on petition 4 ends in 24 hours, and you have not voted.";
    assert_eq!(village.texts(), [text]);
    assert_eq!(village.told(), ["voteEnds:0"]);
}

#[test]
fn an_order_should_be_told_when_it_is_to_be_picked_up() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    village.happens(vec![]);
    let order = |order, buyer, stands, due| Order { order, buyer, seller: [9; 32], stands, due };
    let orders = vec![
        order(1, MELE, Stands::Agreed, Some(NOON + 7_000)),
        order(2, MELE, Stands::Agreed, Some(NOON + DAY + 1)),
        order(3, MELE, Stands::Agreed, None),
        order(4, MELE, Stands::Placed, Some(NOON + 7_000)),
        order(5, [9; 32], Stands::Agreed, Some(NOON + 7_000)),
        order(6, MELE, Stands::Agreed, Some(NOON - DAY)),
        order(7, MELE, Stands::Later, Some(NOON)),
    ];
    village.desk.now().orders.insert(MELE, orders);
    village.round(NOON).unwrap();
    assert_eq!(village.texts(), ["Order 1 is to be picked up in 2 hours. Bring your code."]);
}

#[test]
fn what_could_not_be_asked_or_sent_should_come_later() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    village.meter_has(MELE, 0, 0);
    village.desk.now().down = true;
    assert!(matches!(village.round(NOON), Err(Interrupted::Node(_))));
    village.desk.now().down = false;
    // The spool is away, as if its disk were.
    fs::remove_dir(village.spool()).unwrap();
    village.round(NOON + 900).unwrap();
    assert_eq!(village.told(), ["creditLow:3"]);
    fs::create_dir(village.spool()).unwrap();
    // It is tried again after a pause, and then never again.
    village.round(NOON + 930).unwrap();
    assert!(village.sent().is_empty());
    for later in [960, 1_800, 3_600] {
        village.round(NOON + later).unwrap();
    }
    assert_eq!(village.texts().len(), 1);
    let db = read::open(&village.teller.database).unwrap();
    assert!(messages::due(&db, NOON + 9 * DAY, 10).unwrap().is_empty());
}

fn set(addresses: &[&str]) -> BTreeSet<String> {
    addresses.iter().map(|address| (*address).to_owned()).collect()
}

#[test]
fn what_waits_should_be_forgotten_with_the_rules() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    village.meter_has(MELE, 0, 0);
    let account = address(MELE);
    let people = village.teller.people.clone();
    let waiting = || {
        let db = read::open(&village.folder.path().join("hub.sqlite")).unwrap();
        let waiting = messages::due(&db, NOON + 9 * DAY, 10).unwrap();
        waiting.into_iter().map(|message| message.address).collect::<BTreeSet<_>>()
    };
    // The spool is away, so that everything waits.
    fs::remove_dir(village.spool()).unwrap();
    let other = Draft {
        account: "5other",
        kind: Kind::Phone,
        address: OTHER,
        subject: "",
        text: "another's",
    };
    people.write(|tx| messages::put(tx, other, NOON, 3)).unwrap();
    village.round(NOON).unwrap();
    assert_eq!(waiting(), set(&[OTHER, PHONE]));
    people.write(|tx| forget_contact(tx, &account, Kind::Email)).unwrap();
    assert_eq!(waiting().len(), 2);
    people.write(|tx| forget_contact(tx, &account, Kind::Phone)).unwrap();
    assert_eq!(waiting(), set(&[OTHER]));
    // Nor does it go to a number that somebody had before.
    village.rules();
    village.confirmed();
    village.round(NOON + DAY).unwrap();
    assert_eq!(waiting().len(), 2);
    people.write(|tx| begin(tx, &account, Kind::Phone, "+6767705555", "654321", NOON)).unwrap();
    assert_eq!(waiting(), set(&[OTHER]));
    village.confirmed_as("654321");
    village.round(NOON + 2 * DAY - 1).unwrap();
    assert_eq!(waiting(), set(&[OTHER, "+6767705555"]));
    people.write(|tx| forget_account(tx, &account)).unwrap();
    assert_eq!(waiting(), set(&[OTHER]));
}

#[test]
fn short_messages_should_cost_no_more_than_the_operator_said() {
    let mut village = Village::new();
    village.rules();
    village.confirmed();
    let meters = (0..10_u32).map(|number| {
        let of = Meter { owner: address(MELE), credit: 0, ..meter(number, first_slot(), 0) };
        Fact::Meter(of)
    });
    village.happens(meters.collect());
    let rules = json!({
        "language": "en", "meters": (0..10).collect::<Vec<_>>(), "creditLow": "1",
        "arrears": false, "voteEnds": false, "pickup": false,
    });
    let account = address(MELE);
    village.teller.people.write(|tx| set_rules(tx, &account, &rules.to_string())).unwrap();
    village.round(NOON).unwrap();
    assert_eq!((village.told().len(), village.sent().len()), (10, 3));
    // Nothing that was sent is kept, but that it was.
    let db = read::open(&village.teller.database).unwrap();
    let kept = "SELECT count(*) FROM messages WHERE address != '' OR text != ''";
    assert_eq!(db.query_row(kept, [], |row| row.get::<_, u32>(0)).unwrap(), 0);
}

#[test]
fn rules_of_another_hub_should_harm_no_others() {
    let mut village = Village::new();
    village.rules();
    let other = address([0; 32]);
    village.teller.people.write(|tx| set_rules(tx, &other, "{\"newer\":1}")).unwrap();
    village.meter_has(MELE, 0, 0);
    village.round(NOON).unwrap();
    assert_eq!(village.told(), ["creditLow:3"]);
}

#[test]
fn a_spool_should_get_whole_files_for_numbers_alone() {
    let folder = tempfile::tempdir().unwrap();
    let spool = Spool::new(folder.path()).unwrap();
    spool.send(7, PHONE, "ʻoku ou 😀").unwrap();
    spool.send(7, PHONE, "ʻoku ou 😀").unwrap();
    let files = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    let files = files.collect::<Vec<_>>();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(fs::read(&files[0]).unwrap()[..4], [0xfe, 0xff, 0x02, 0xbb]);
    for number in ["", "+1/../../x", "+676770_1", "0", "+6767701234\n"] {
        assert!(spool.send(8, number, "text").is_err(), "{number}");
    }
    assert!(Spool::new(&folder.path().join("none")).is_err());
    assert!(Spool::new(&files[0]).is_err());
}
