//! The README's test vectors, by which others write their own programs, read from there.

use codec::{Decode, Encode};

use super::support::*;
use crate::{depth, tree::FILLER, verify, Hash, Marks, Tree, DOMAIN};

const README: &str = include_str!("../../README.md");

/// The rows of the table with this head, each without its backquotes.
fn table(head: &str) -> Vec<Vec<String>> {
    let (_, rest) = README.split_once(&format!("{head}\n")).unwrap();
    let rows = rest.lines().skip(1).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| {
        let row = row.strip_prefix('|').unwrap().strip_suffix('|').unwrap();
        row.split('|').map(|cell| cell.trim().replace('`', "")).collect()
    };
    rows.map(cells).collect()
}

/// The value of a field of the award, over as many lines as it has.
fn field(name: &str) -> String {
    let (_, rest) = README.split_once("```text\n").unwrap();
    let (block, _) = rest.split_once("```").unwrap();
    let mut lines = block.lines().skip_while(|line| line.split(' ').next() != Some(name));
    let first = lines.next().unwrap().strip_prefix(name).unwrap();
    let more = lines.take_while(|line| line.starts_with(' '));
    [first].into_iter().chain(more).flat_map(str::split_whitespace).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<_> = hex.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
    assert_eq!(digits.len() % 2, 0, "{hex}");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn to_hash(hex: &str) -> Hash {
    bytes(hex).try_into().unwrap()
}

#[test]
fn leaf_should_be_the_documented_one_when_the_fields_are() {
    let fields = [
        ("genesis", PLACE.genesis),
        ("subject", OPENING.subject),
        ("salt", OPENING.salt),
        ("vc", OPENING.vc),
        ("sd_jwt", OPENING.sd_jwt),
        ("leaf", OPENING.leaf(&PLACE)),
        ("leaf", blake2b(&bytes(&field("message")))),
    ];
    for (name, value) in fields {
        assert_eq!(field(name), hex(&value), "{name}");
    }
    let numbers = [("issuer", PLACE.issuer), ("sequence", PLACE.sequence), ("index", PLACE.index)];
    for (name, value) in numbers {
        assert_eq!(field(name), value.to_string(), "{name}");
    }
    assert_eq!(field("message"), hex(&[DOMAIN, &(PLACE, OPENING).encode()].concat()));
}

#[test]
fn message_should_have_the_documented_layout_when_it_is_cut_by_the_table() {
    let rows = table("| bytes | what | |");
    let message = bytes(&field("message"));
    let mut rest = &message[..];
    for row in &rows {
        let (cut, after) = rest.split_at(row[0].parse().unwrap());
        let expected = match &row[1][..] {
            "vaka/credential/award/1" => hex(DOMAIN),
            "genesis hash" => field("genesis"),
            "issuer" | "sequence" | "index" => {
                hex(&field(&row[1]).parse::<u32>().unwrap().to_le_bytes())
            }
            name => field(name),
        };
        assert_eq!(hex(cut), expected, "{row:?}");
        rest = after;
    }
    assert_eq!((rows.len(), rest.len(), message.len()), (9, 0, 195));
}

#[test]
fn roots_should_be_the_documented_ones_when_the_counts_are() {
    let rows = table("| count | depth | root |");
    assert_eq!(rows.len(), 7);
    for row in rows {
        let count = row[0].parse().unwrap();
        assert_eq!(depth(count).to_string(), row[1], "{count}");
        assert_eq!(hex(&crate::root(&leaves(count)).unwrap()), row[2], "{count}");
    }
}

#[test]
fn proof_should_be_the_documented_one_when_the_award_is() {
    let rows = table("| level | what | hash |");
    let of = |kind: &str| -> Vec<Hash> {
        let rows = rows.iter().filter(|row| row[1] == kind).enumerate();
        rows.map(|(level, row)| {
            assert_eq!(row[0].parse(), Ok(level));
            to_hash(&row[2])
        })
        .collect()
    };
    let (nodes, siblings) = (of("node"), of("sibling"));
    assert_eq!((rows.len(), nodes.len(), siblings.len()), (7, 4, 3));

    let tree = Tree::new(&leaves(5)).unwrap();
    assert_eq!(tree.proof(4), Some(siblings.clone()));
    assert!(verify(&tree.root(), 5, 4, &to_hash(&field("leaf")), &siblings));

    assert_eq!(siblings[0], FILLER);
    assert_eq!(nodes[0], blake2b(&[&[0], &OPENING.leaf(&PLACE)[..]].concat()));
    for (level, sibling) in siblings.into_iter().enumerate() {
        let node = nodes[level];
        let pair = if 4 >> level & 1 == 0 { [node, sibling] } else { [sibling, node] };
        assert_eq!(nodes[level + 1], blake2b(&[&[1], &pair.concat()[..]].concat()));
    }
    assert_eq!(tree.root(), blake2b(&[&[2], &5u32.to_le_bytes()[..], &nodes[3]].concat()));
}

#[test]
fn marks_should_be_the_documented_ones_when_the_awards_are() {
    let rows = table("| revoked | suspended | bytes | SCALE |");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let mut marks = Marks::default();
        let awards = |cell: &str| -> Vec<u32> {
            let numbers = cell.split(',').map(str::trim).filter(|number| !number.is_empty());
            numbers.map(|number| number.parse().unwrap()).collect()
        };
        let (revoked, suspended) = (awards(&row[0]), awards(&row[1]));
        for &at in &revoked {
            marks.set(at, crate::Mark { revoked: true, ..marks.get(at) });
        }
        for &at in &suspended {
            marks.set(at, crate::Mark { suspended: true, ..marks.get(at) });
        }
        assert_eq!(hex(marks.as_bytes()), row[2]);
        assert_eq!(hex(&marks.encode()), row[3]);
        assert_eq!(Marks::decode(&mut &bytes(&row[3])[..]), Ok(marks.clone()));
        let counts = (marks.revoked() as usize, marks.suspended() as usize);
        assert_eq!(counts, (revoked.len(), suspended.len()));
    }
}

#[test]
fn status_bits_should_have_the_documented_values_when_one_award_is_marked() {
    let rows = table("| bits | value | status |");
    assert_eq!(rows.len(), 4);
    for (value, row) in (0u8..).zip(rows) {
        let is = |status: &str| row[2].contains(status);
        let mut marks = Marks::default();
        marks.set(0, crate::Mark { revoked: is("revoked"), suspended: is("suspended") });
        let byte = marks.as_bytes().first().copied().unwrap_or_default();
        assert_eq!((format!("{byte:02b}"), byte.to_string()), (row[0].clone(), row[1].clone()));
        assert_eq!(byte, value);
    }
}
