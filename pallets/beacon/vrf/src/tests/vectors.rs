//! The vectors of the README.

use super::support::*;
use crate::*;
use sp_core::{
    bytes::{from_hex, to_hex},
    Pair, H256,
};

#[test]
fn vectors_should_stand_in_the_readme() {
    let readme = include_str!("../../README.md");
    let input = some_input();
    let outputs = [1, 2].map(|seed| output(seed, &input));
    let sum = outputs.iter().fold(H256::zero(), add);
    let rows = [
        ("input", to_hex(input.as_bytes(), false)),
        ("pre-output of `[1; 32]`", to_hex(&pre_output(&outputs[0]), false)),
        ("pre-output of `[2; 32]`", to_hex(&pre_output(&outputs[1]), false)),
        ("sum of both", to_hex(sum.as_bytes(), false)),
        ("seed of both", to_hex(seed(&input, 0b11, sum).as_bytes(), false)),
    ];
    let rows = rows.map(|(what, bytes)| format!("| {what} | `{bytes}` |"));
    let missing = rows.into_iter().filter(|row| !readme.contains(row)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn output_of_the_readme_should_be_verified() {
    let readme = include_str!("../../README.md");
    let row = readme.lines().find(|row| row.starts_with("| an output of `[1; 32]` |"));
    let hex = row.and_then(|row| row.split('`').nth(3)).expect("a row");
    let known = from_hex(hex).expect("hexadecimal").try_into().expect("96 bytes");
    assert_eq!(verify(&pair(1).public(), &some_input(), &known), Ok(()));
    assert_eq!(pre_output(&known), pre_output(&output(1, &some_input())));
}
