use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{json, Value};

use super::tests::{now, Village};
use crate::facts::{Fact, Facts};
use crate::store::Store;
use crate::tests::blocks::{block, clearing, first_slot, meter, reading, OWNER};

/// The bytes of an answer as a browser gets it.
fn compressed(village: &Village, path: &str) -> usize {
    let mut one = TcpStream::connect(village.address).unwrap();
    let asked = format!(
        "GET {path} HTTP/1.1\r\nHost: hub\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    );
    one.write_all(asked.as_bytes()).unwrap();
    let mut answer = Vec::new();
    one.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap().to_lowercase();
    assert!(head.contains("content-encoding: gzip"), "{head}");
    // A body of unknown length comes in chunks, each with its length before it.
    let (mut body, mut rest) = (Vec::<u8>::new(), &answer[end + 4..]);
    while head.contains("transfer-encoding: chunked") {
        let line = rest.windows(2).position(|bytes| bytes == b"\r\n").unwrap();
        let length = std::str::from_utf8(&rest[..line]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            return body.len();
        }
        body.extend(&rest[line + 2..line + 2 + length]);
        rest = &rest[line + 2 + length + 2..];
    }
    rest.len()
}

/// A month of quarter hours of a household that exports at noon, up to now.
fn a_month(store: &mut Store) {
    let last = u32::try_from(now() / 900_000).unwrap();
    let first = last - 31 * 96;
    let mut facts = vec![Fact::Meter(meter(3, first - 1, 0))];
    let (mut import_wh, mut export_wh) = (0, 0);
    for slot in first..last {
        // No two quarter hours are alike, as in life.
        let some = u64::from(slot.wrapping_mul(2_654_435_761) >> 24);
        let noon = (slot + 52) % 96 > 36 && (slot + 52) % 96 < 64;
        if noon {
            export_wh += some * 2;
        } else {
            import_wh += some;
        }
        let registers = crate::facts::Registers { meter: 3, slot, import_wh, export_wh };
        facts.push(Fact::Read(registers));
        facts.push(clearing(0, slot, 30_000_000_000 + some));
        let clearing = crate::tests::fake::result();
        facts.push(Fact::Result { grid: 0, slot, clearing });
    }
    let last = meter(3, last - 1, import_wh);
    facts.push(Fact::Meter(crate::facts::Meter { export_wh, ..last }));
    store.apply(&[Facts { time: Some(now()), ..block(1, facts) }]).unwrap();
}

#[test]
fn the_screens_of_a_household_should_be_small() {
    let village = Village::signed_in(OWNER);
    a_month(&mut village.store());
    let home = village.result("/meters/3");
    assert!(home["today"]["date"].is_string() && home["daysLeft"].is_u64(), "{home}");
    let first = village.result("/meters/3/days?limit=31");
    let first = first[15]["date"].as_str().unwrap().to_owned();
    let month = format!("/meters/3/months/{}", &first[..7]);
    assert!(village.result(&month)["bill"]["lines"].as_u64().unwrap() > 96);
    let (home, month) = (compressed(&village, "/meters/3"), compressed(&village, &month));
    assert!(home <= 1_000, "the home screen has {home} bytes");
    assert!(month <= 400, "a month has {month} bytes");
}

#[test]
fn a_month_should_be_the_days_together() {
    let village = Village::signed_in(OWNER);
    a_month(&mut village.store());
    let days = village.result("/meters/3/days?limit=100");
    let days = days.as_array().unwrap();
    let middle = days[15]["date"].as_str().unwrap();
    let month = village.result(&format!("/meters/3/months/{}", &middle[..7]));
    let of_month = |day: &&Value| day["date"].as_str().unwrap().starts_with(&middle[..7]);
    let sum = |field: &str| -> u128 {
        let bills = days.iter().filter(of_month).map(|day| &day["bill"][field]);
        let number = |value: &Value| value.as_u64().map(u128::from);
        bills
            .map(|value| number(value).unwrap_or_else(|| value.as_str().unwrap().parse().unwrap()))
            .sum()
    };
    for field in ["lines", "importWh", "bought", "sold", "owed", "curtailed"] {
        assert_eq!(u128::from(month["bill"][field].as_u64().unwrap()), sum(field), "{field}");
    }
    for field in ["paid", "networkCharge", "received", "saved"] {
        let of: u128 = month["bill"][field].as_str().unwrap().parse().unwrap();
        assert!(of > 0 || field == "networkCharge");
        assert_eq!(of, sum(field), "{field}");
    }
    for (field, of) in [("imported", "importWh"), ("exported", "exportWh")] {
        let each = month[field].as_array().unwrap().iter().map(|tenths| tenths.as_u64().unwrap());
        let flowed = days.iter().filter(of_month).map(|day| day[of].as_u64().unwrap());
        let (each, flowed) = (each.sum::<u64>() * 100, flowed.sum::<u64>());
        assert!(each.abs_diff(flowed) <= 31 * 50, "{field}: {each} {flowed}");
    }
    for month in ["2026-13", "november", "2026-1", "1969-12"] {
        let (code, problem) = village.refused(&format!("/meters/3/months/{month}"));
        assert_eq!((code, problem.as_str()), (400, "badInput"));
    }
}

#[test]
fn a_load_curve_should_be_told_to_its_owner_alone() {
    let (owner, other) = (Village::signed_in(OWNER), Village::signed_in("5Eve"));
    let facts = || vec![Fact::Meter(meter(3, first_slot() - 1, 0)), reading(3, first_slot(), 100)];
    owner.store().apply(&[block(1, facts())]).unwrap();
    other.store().apply(&[block(1, facts())]).unwrap();
    assert_eq!(owner.result("/meters"), json!([3]));
    assert_eq!(other.result("/meters"), json!([]));
    for path in ["/meters/3", "/meters/3/days", "/meters/3/months/2026-01"] {
        owner.result(path);
        assert_eq!(other.refused(path), (403, "notYours".to_owned()));
        // There is no telling whether there is such a meter.
        let known = other.ask(path).1["error"]["message"].as_str().unwrap().replace('3', "9");
        let unknown = other.ask(&path.replacen('3', "9", 1)).1["error"]["message"].clone();
        assert_eq!(known, unknown);
    }
}
