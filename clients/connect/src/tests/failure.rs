//! What people read when something went wrong.

use std::time::Duration;

use subxt::rpcs::{Error as Rpc, UserError};
use subxt::utils::H256;

use crate::error::{Error, Failure, Refusal};

#[test]
fn failure_should_say_why_and_name_its_pallet() {
    let failure = Failure {
        pallet: Some("Voting".into()),
        name: "NotMember".into(),
        words: "The account belongs to no member".into(),
    };
    let error = Error::Failed { block: 7, failure };
    assert_eq!(error.to_string(), "The account belongs to no member [Voting.NotMember] (block 7)");
}

#[test]
fn undecided_should_say_what_may_still_happen() {
    let error = Error::Undecided {
        limit: Duration::from_secs(120),
        hash: H256::repeat_byte(7),
        last: 73,
        refusal: Some("full".into()),
    };
    let words = error.to_string();
    for part in ["within 120 s", "the node says: full", "up to block 73", "look before you send"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert_eq!(
        Error::Refused(Refusal::Payment).to_string(),
        "refused: the account cannot pay the fee"
    );
}

#[test]
fn node_s_words_should_be_kept_with_their_reason() {
    let said = |data: Option<&str>| {
        let data =
            data.map(|it| serde_json::value::RawValue::from_string(it.into()).expect("JSON"));
        let user = UserError { code: 1_010, message: "Invalid Transaction".into(), data };
        Error::from(Rpc::User(user)).to_string()
    };
    assert_eq!(said(None), "the node answers: Invalid Transaction");
    assert_eq!(said(Some("\"outdated\"")), "the node answers: Invalid Transaction: outdated");
    assert_eq!(said(Some("null")), "the node answers: Invalid Transaction");
}

#[test]
fn silence_should_be_told_from_an_answer() {
    assert!(Error::Lost("down".into()).is_silence());
    assert!(Error::from(Rpc::DisconnectedWillReconnect("down".into())).is_silence());
    assert!(!Error::Node { code: 1, message: "no".into() }.is_silence());
}
