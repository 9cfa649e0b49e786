use proptest::prelude::*;
use serde_json::{json, Value};

use super::*;
use crate::tests::support::{self, holder, HEADING};

fn parse(edit: impl FnOnce(&mut Value)) -> Result<Definition, BadInput> {
    let mut definition = support::definition();
    edit(&mut definition);
    Definition::parse(definition.to_string().as_bytes())
}

#[test]
fn a_definition_should_be_read() {
    let definition = parse(|_| {}).unwrap();
    assert_eq!(definition.begins(), Ok(support::BEGINS));
    assert_eq!(definition.ends(), Ok(Some(support::ENDS)));
}

#[test]
fn a_definition_should_be_refused_with_unknown_members() {
    assert!(matches!(parse(|all| all["validUntl"] = json!("x")), Err(BadInput::Definition(_))));
    assert!(matches!(Definition::parse(b"{"), Err(BadInput::Definition(_))));
}

#[test]
fn a_definition_should_be_refused_with_other_dates() {
    for date in ["2026-11-01", "2026-11-01T00:00:00+12:00", ""] {
        assert!(matches!(parse(|all| all["validFrom"] = json!(date)), Err(BadInput::Date(_))));
        assert!(matches!(parse(|all| all["validUntil"] = json!(date)), Err(BadInput::Date(_))));
    }
}

#[test]
fn a_definition_should_end_after_it_begins() {
    for date in ["2026-11-01T00:00:00Z", "2020-11-01T00:00:00Z"] {
        assert!(matches!(parse(|all| all["validUntil"] = json!(date)), Err(BadInput::Ends)));
    }
}

#[test]
fn a_definition_should_be_refused_with_other_addresses() {
    for path in ["/issuer/url", "/achievement/id", "/vct", "/statusLists"] {
        for address in
            ["", "college.example", "https://", "https://a b", "https://a/>", "https://é"]
        {
            let refused = parse(|all| *all.pointer_mut(path).unwrap() = json!(address));
            assert!(matches!(refused, Err(BadInput::Address(_))), "{path} {address}");
        }
    }
}

fn key(number: u8) -> String {
    holder(number).public().did()
}

#[test]
fn people_should_be_read_with_what_is_there() {
    let list = format!("\u{feff}{HEADING}\r\n{}, Mele \"M\" ,,,\"a, \"\"b\"\"\",A,\r\n", key(1));
    let all = people(list.as_bytes()).unwrap();
    assert_eq!(
        all,
        [Person {
            key: holder(1).public(),
            name: "Mele \"M\"".into(),
            license_number: None,
            credits_earned: None,
            narrative: Some("a, \"b\"".into()),
            results: vec![("Knots".into(), "A".into())],
        }]
    );
}

#[test]
fn a_column_should_have_a_known_heading() {
    for heading in ["key,name,wage", "key,name,result:", "key,name,Name"] {
        assert!(matches!(people(heading.as_bytes()), Err(BadInput::Column(_))), "{heading}");
    }
}

#[test]
fn columns_should_be_there_once() {
    let many: String = (0..33).map(|at| format!(",result:{at}")).collect();
    for heading in ["", "key", "name", "key,name,name", &format!("key,name{many}")] {
        assert!(matches!(people(heading.as_bytes()), Err(BadInput::Columns)), "{heading}");
    }
}

#[test]
fn a_cell_should_be_as_its_column_says() {
    let long = "n".repeat(1_025);
    for (row, at) in [
        (",Mele,,,,,".to_owned(), "key"),
        ("z6Mk,Mele,,,,,".into(), "key"),
        (format!("{},,,,,,", key(1)), "name"),
        (format!("{},Mele,,many,,,", key(1)), "creditsEarned"),
        (format!("{},Mele,,inf,,,", key(1)), "creditsEarned"),
        (format!("{},Mele,,NaN,,,", key(1)), "creditsEarned"),
        (format!("{},Mele,,,{long},,", key(1)), "narrative"),
    ] {
        match people(format!("{HEADING}\n{row}\n").as_bytes()) {
            Err(BadInput::Cell { line: 2, column, .. }) => assert_eq!(column, at),
            other => panic!("{row} {other:?}"),
        }
    }
}

#[test]
fn nobody_should_be_in_a_list_twice() {
    let list = format!("key,name\n{},Mele\n{},Ana\n", key(1), holder(1).public().multikey());
    assert!(matches!(people(list.as_bytes()), Err(BadInput::Cell { line: 3, .. })));
}

#[test]
fn a_list_should_have_1_to_4096_people() {
    assert!(matches!(people(b"key,name\n"), Err(BadInput::Count(4_096))));
    let mut list = String::from("key,name\n");
    let mut secret = [0; 32];
    for number in 0_u16..4_097 {
        secret[..2].copy_from_slice(&number.to_le_bytes());
        let holder = crate::keys::SecretKey::parse(&hex::encode(secret)).unwrap();
        list.push_str(&format!("{},n\n", holder.public().multikey()));
    }
    assert!(matches!(people(list.as_bytes()), Err(BadInput::Count(4_096))));
    let (shorter, _) = list.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(people(shorter.as_bytes()).unwrap().len(), 4_096);
}

#[test]
fn other_files_should_be_no_list() {
    assert!(matches!(people(b"key,name\n\xff,x\n"), Err(BadInput::Csv(_))));
    assert!(matches!(people(b"key,name\na\n"), Err(BadInput::Csv(_))));
}

proptest! {
    #[test]
    fn any_bytes_should_be_read_or_refused(bytes in any::<Vec<u8>>(), text in "(key|name|,|\"|\n|z6Mk|[ -~]){0,40}") {
        let _ = people(&bytes).is_ok();
        let _ = people(text.as_bytes()).is_ok();
        let _ = Definition::parse(&bytes).is_ok();
    }
}
