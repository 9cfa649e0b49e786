use std::collections::BTreeSet;

use serde_json::json;

use super::*;

const HASH: &str = "0x0102030405060708090a0b0c0d0e0f100102030405060708090a0b0c0d0e0f10";

fn read(question: &Value) -> Result<Question, Refused> {
    Question::read(&question.to_string())
}

fn question(method: &str, parameters: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": parameters })
}

/// The code of a refusal, and what it is an answer to.
fn refused(text: &str) -> (i32, Value) {
    let Refused { id, code, message } = Question::read(text).unwrap_err();
    assert!(!message.is_empty());
    (code, id)
}

/// A transaction of three bytes, with its length before them.
const SIGNED: &str = "0x0c840102";

#[test]
fn what_a_page_asks_should_be_passed_as_it_is() {
    for (method, parameters) in [
        ("author_submitExtrinsic", json!([SIGNED])),
        ("chain_getBlock", json!([HASH])),
        ("chain_getBlockHash", json!([0])),
        ("chain_getBlockHash", json!([4_294_967_295_u32])),
        ("chain_getBlockHash", json!([])),
        ("chain_getFinalizedHead", json!([])),
        ("chain_getHeader", json!([HASH])),
        ("chain_getHeader", json!([])),
        ("state_call", json!(["EnergyApi_tariff_schedule", "0x", HASH])),
        ("state_getRuntimeVersion", json!([HASH])),
        ("state_getStorage", json!(["0x26aa", HASH])),
        ("state_getStorageHash", json!(["0x3a636f6465", HASH])),
        ("system_accountNextIndex", json!(["5HnYr3hjigKBrbj7S582PCKd7Jt1SDyP7T7PBrBeN5EpSTsD"])),
    ] {
        let Question { id, method: passed, parameters: as_passed } =
            read(&question(method, parameters.clone())).unwrap();
        assert_eq!((id, passed), (json!(7), method));
        assert_eq!(serde_json::from_str::<Value>(as_passed.get()).unwrap(), parameters);
    }
    let named = json!({ "jsonrpc": "2.0", "id": "a", "method": "chain_getFinalizedHead" });
    let Question { id, parameters, .. } = read(&named).unwrap();
    assert_eq!((id, parameters.get()), (json!("a"), "[]"));
}

#[test]
fn what_is_no_question_should_be_refused() {
    for text in ["", "{", "\u{0}", "chain_getHeader", "{\"id\":1,}"] {
        assert_eq!(refused(text), (PARSE_ERROR, Value::Null), "{text}");
    }
    let one = question("chain_getFinalizedHead", json!([]));
    // Many at once would be answered in one piece; what has no id would not be answered at all.
    for value in [json!([one]), json!([]), json!(1), json!("a"), Value::Null] {
        assert_eq!(refused(&value.to_string()), (INVALID_REQUEST, Value::Null), "{value}");
    }
    for id in [Value::Null, json!([1]), json!({}), json!(true), json!("i".repeat(MAX_ID + 1))] {
        let mut value = one.clone();
        value["id"] = id;
        assert_eq!(refused(&value.to_string()), (INVALID_REQUEST, Value::Null), "{value}");
    }
    for (field, values) in [
        ("jsonrpc", [json!("1.0"), json!(2.0), Value::Null]),
        ("method", [json!(5), json!(["chain_getHeader"]), Value::Null]),
    ] {
        for other in values {
            let mut value = one.clone();
            value[field] = other;
            assert_eq!(refused(&value.to_string()), (INVALID_REQUEST, json!(7)), "{value}");
        }
    }
}

#[test]
fn other_methods_should_be_refused() {
    for method in [
        "author_insertKey",
        "author_rotateKeys",
        "author_pendingExtrinsics",
        "author_submitAndWatchExtrinsic",
        "chainHead_v1_follow",
        "chain_subscribeNewHeads",
        "offchain_localStorageSet",
        "rpc_methods",
        "state_getKeysPaged",
        "state_getMetadata",
        "state_getPairs",
        "state_queryStorage",
        "state_traceBlock",
        "system_addReservedPeer",
        "system_peers",
        "chain_getheader",
        " chain_getHeader",
        "",
    ] {
        let text = question(method, json!([])).to_string();
        assert_eq!(refused(&text), (METHOD_NOT_FOUND, json!(7)), "{method}");
    }
}

#[test]
fn parameters_that_do_not_fit_should_be_refused() {
    let short = &HASH[..64];
    let long_key = format!("0x{}", "ab".repeat(MAX_KEY + 1));
    let long_name = format!("EnergyApi_{}", "a".repeat(MAX_NAME));
    for (method, parameters) in [
        ("chain_getBlock", json!([])),
        ("chain_getBlock", json!([HASH, HASH])),
        ("chain_getBlock", json!({ "hash": HASH })),
        ("chain_getBlock", json!([short])),
        ("chain_getBlock", json!([HASH.replace("0x", "")])),
        ("chain_getBlock", json!([HASH.replace("0f", "0g")])),
        ("chain_getBlock", Value::Null),
        // A node takes lists of heights, as long as one likes.
        ("chain_getBlockHash", json!([[0, 1, 2]])),
        ("chain_getBlockHash", json!(["0x0"])),
        ("chain_getBlockHash", json!([-1])),
        ("chain_getBlockHash", json!([4_294_967_296_u64])),
        ("chain_getFinalizedHead", json!([1])),
        ("state_call", json!(["Core_execute_block", "0x", HASH])),
        ("state_call", json!(["Metadata_metadata", "0x", HASH])),
        ("state_call", json!(["EnergyApi", "0x", HASH])),
        ("state_call", json!(["EnergyApi_Tariff", "0x", HASH])),
        ("state_call", json!(["EnergyApi_tariff;", "0x", HASH])),
        ("state_call", json!([long_name, "0x", HASH])),
        ("state_call", json!(["EnergyApi_tariff", "0x0", HASH])),
        ("state_call", json!(["EnergyApi_tariff", "é", HASH])),
        ("state_call", json!(["EnergyApi_tariff", "0x"])),
        // The runtime's code.
        ("state_getStorage", json!(["0x3a636f6465", HASH])),
        ("state_getStorage", json!(["0x3A636F6465", HASH])),
        ("state_getStorage", json!(["0x", HASH])),
        ("state_getStorage", json!([long_key, HASH])),
        ("state_getStorageHash", json!([["0x26aa"], HASH])),
        ("system_accountNextIndex", json!([""])),
        ("system_accountNextIndex", json!(["5Hn Yr3"])),
        ("system_accountNextIndex", json!(["1".repeat(MAX_ID + 1)])),
        // What is not signed comes from nodes alone.
        ("author_submitExtrinsic", json!(["0x0c040102"])),
        ("author_submitExtrinsic", json!(["0x0c8401"])),
        ("author_submitExtrinsic", json!([[12, 132, 1, 2]])),
    ] {
        let text = question(method, parameters).to_string();
        assert_eq!(refused(&text), (INVALID_PARAMS, json!(7)), "{text}");
    }
}

#[test]
fn a_question_should_not_be_too_large() {
    let of = |size: usize| {
        let whole = |bytes: usize| {
            let data = format!("0x{}", "0".repeat(bytes));
            question("state_call", json!(["EnergyApi_bill", data, HASH])).to_string()
        };
        let text = whole(size - whole(0).len());
        assert_eq!(text.len(), size);
        text
    };
    let room = |text: &str| text.len() - text.len() % 2;
    let largest = of(room(&of(MAX_QUESTION)));
    assert!(Question::read(&largest).is_ok());
    assert_eq!(refused(&of(MAX_QUESTION + 1)), (OVERSIZED_REQUEST, json!(7)));
}

#[test]
fn an_answer_should_be_the_nodes_word_for_word() {
    let of = |answer: Result<&str, UserError>| {
        let answer = answer.map(|raw| RawValue::from_string(raw.into()).unwrap());
        answered(&json!("a"), &answer)
    };
    let large = "{\"number\":123456789012345678901234567890}";
    let all = format!("{{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{large}}}");
    assert_eq!(of(Ok(large)), all);
    assert_eq!(of(Ok("null")), "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":null}");
    let data = Some(RawValue::from_string("\"old\"".into()).unwrap());
    let error = UserError { code: 1010, message: "Invalid".into(), data };
    let told: Value = serde_json::from_str(&of(Err(error))).unwrap();
    let error = json!({ "code": 1010, "message": "Invalid", "data": "old" });
    assert_eq!(told, json!({ "jsonrpc": "2.0", "id": "a", "error": error }));
    let refused = Refused { id: Value::Null, code: PARSE_ERROR, message: "this is no JSON".into() };
    let told: Value = serde_json::from_str(&refusal(&refused)).unwrap();
    let error = json!({ "code": PARSE_ERROR, "message": "this is no JSON" });
    assert_eq!(told, json!({ "jsonrpc": "2.0", "id": null, "error": error }));
}

/// What the page asks is passed, and nothing that it does not ask.
#[test]
fn the_methods_should_be_those_of_the_page() {
    let sources = [
        include_str!("../../../page/src/link/chain.ts"),
        include_str!("../../../page/src/link/fate.ts"),
    ];
    let asked = sources.iter().flat_map(|text| text.split('\'')).filter(|word| {
        let spaces = ["author_", "chain_", "state_", "system_"];
        spaces.iter().any(|space| word.starts_with(space))
    });
    let passed = METHODS.iter().map(|method| method.name);
    assert_eq!(passed.collect::<BTreeSet<_>>(), asked.collect::<BTreeSet<_>>());
}

#[test]
fn the_runtime_apis_should_be_those_of_the_page() {
    let wanted = include_str!("../../../page/codecs/wanted.mjs");
    let (_, questions) = wanted.split_once("export const QUESTIONS = {").unwrap();
    let (questions, _) = questions.split_once("\n};").unwrap();
    let names = questions.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("  ")?.split_once(':')?;
        (rest.starts_with(" [") && name.ends_with("Api")).then(|| {
            let (first, rest) = name.split_at(1);
            first.to_uppercase() + rest
        })
    });
    let names = names.collect::<BTreeSet<_>>();
    assert_eq!(APIS.iter().map(|api| (*api).to_owned()).collect::<BTreeSet<_>>(), names);
}
