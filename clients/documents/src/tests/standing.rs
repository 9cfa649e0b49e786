use serde_json::json;

use super::*;
use crate::batch::IssuedAward;
use crate::keys::Issuer;
use crate::shown::Refusal;
use crate::tests::support::{self, NOW};

struct Case {
    batch: Batch,
    award: IssuedAward,
    shown: Shown,
}

fn case() -> Case {
    let issued = support::issue(&support::people(3), 4);
    let award = issued.awards.into_iter().next().unwrap();
    let shown = Shown::credential(award.credential.clone()).unwrap();
    Case { batch: issued.batch, award, shown }
}

impl Case {
    fn with(&self, lists: Vec<Map<String, Value>>, now: u64) -> Standing {
        let source = Offline { batch: Some(self.batch.clone()), lists };
        standing(&self.shown, &self.award.envelope, &source, now)
    }

    /// The chunks with this mark for the award.
    fn marks(&self, bits: u8) -> Value {
        json!([[0, format!("0x{:02x}", bits << (2 * self.award.index))]])
    }

    fn lists(&self, bits: u8) -> Vec<Map<String, Value>> {
        support::lists(&support::issuer(), NOW, self.marks(bits))
    }
}

fn is_unknown(standing: &Standing) -> bool {
    matches!(standing, Standing::Unknown { .. })
}

#[test]
fn an_award_should_be_worth_what_the_lists_say() {
    let case = case();
    let unmarked = support::lists(&support::issuer(), NOW, json!([]));
    assert_eq!(case.with(unmarked, NOW), Standing::Valid);
    for (bits, expected) in
        [(1, Standing::Revoked), (2, Standing::Suspended), (3, Standing::Revoked)]
    {
        assert_eq!(case.with(case.lists(bits), NOW), expected);
    }
}

#[test]
fn both_forms_should_be_worth_the_same() {
    let mut case = case();
    case.shown = Shown::sd_jwt(&case.award.sd_jwt, None).unwrap();
    assert_eq!(case.with(support::lists(&support::issuer(), NOW, json!([])), NOW), Standing::Valid);
    assert_eq!(case.with(case.lists(1), NOW), Standing::Revoked);
}

#[test]
fn an_award_should_be_unknown_without_batch_or_lists() {
    let case = case();
    let lists = support::lists(&support::issuer(), NOW, json!([]));
    let source = Offline { batch: None, lists: lists.clone() };
    assert!(is_unknown(&standing(&case.shown, &case.award.envelope, &source, NOW)));
    assert!(is_unknown(&case.with(vec![], NOW)));
    for list in lists {
        assert!(is_unknown(&case.with(vec![list.clone()], NOW)));
        assert!(is_unknown(&case.with(vec![list.clone(), list], NOW)));
    }
}

#[test]
fn an_award_should_be_unknown_by_lists_out_of_date_or_forged() {
    let case = case();
    let old = support::lists(&support::issuer(), NOW - status::VALID_FOR - 1, json!([]));
    assert!(is_unknown(&case.with(old, NOW)));
    let future = support::lists(&support::issuer(), NOW + 1, json!([]));
    assert!(is_unknown(&case.with(future, NOW)));
    let thief = support::lists(&Issuer::by_key(support::holder(66)), NOW, json!([]));
    assert!(is_unknown(&case.with(thief, NOW)));
    let mut edited = case.lists(1);
    let clean = support::lists(&support::issuer(), NOW, json!([]));
    edited[0]["credentialSubject"] = clean[0]["credentialSubject"].clone();
    assert!(is_unknown(&case.with(edited, NOW)));
}

#[test]
fn an_award_should_be_unknown_when_it_names_no_list() {
    let mut case = case();
    let lists = support::lists(&support::issuer(), NOW, json!([]));
    for status in [None, Some(json!([])), Some(json!("x"))] {
        case.shown.status = status;
        assert!(is_unknown(&case.with(lists.clone(), NOW)));
    }
    // Nor by the entry of another award.
    let mut case = self::case();
    case.shown.status.as_mut().unwrap()[0]["statusListIndex"] = json!("1");
    assert!(is_unknown(&case.with(lists, NOW)));
}

#[test]
fn an_award_that_is_not_under_the_root_should_not_be_in_the_batch() {
    let mut case = case();
    case.batch.root = Bytes32([1; 32]);
    assert_eq!(case.with(case.lists(1), NOW), Standing::NotInBatch);
}

#[test]
fn a_document_should_be_of_its_envelope() {
    let mut case = case();
    case.shown.digest = [1; 32];
    assert!(is_unknown(&case.with(case.lists(1), NOW)));
    let mut case = self::case();
    case.shown.subject = support::holder(2).public();
    assert!(is_unknown(&case.with(case.lists(1), NOW)));
}

#[test]
fn the_key_should_be_one_that_the_issuer_had() {
    let mut case = case();
    let clean = support::lists(&support::issuer(), NOW, json!([]));
    let (own, next) = (case.batch.keys[0], Issuer::by_key(support::holder(7)));
    let next_key = Bytes32(next.key().public().raw());
    case.batch.keys = vec![next_key];
    assert_eq!(case.with(clean.clone(), NOW), Standing::NotIssuersKey);
    // After a rotation the old document is good, by lists of the new key alone.
    case.batch.keys = vec![own, next_key];
    assert!(is_unknown(&case.with(clean.clone(), NOW)));
    assert_eq!(case.with(support::lists(&next, NOW, json!([])), NOW), Standing::Valid);
    // A document that the chain has names its key by did:key.
    case.batch.keys.clear();
    assert_eq!(case.with(clean.clone(), NOW), Standing::Valid);
    assert!(is_unknown(&case.with(support::lists(&next, NOW, json!([])), NOW)));
    // A web site does not.
    case.shown.issuer = "did:web:college.example".into();
    assert!(is_unknown(&case.with(clean, NOW)));
}

#[test]
fn an_award_should_have_its_time() {
    let mut case = case();
    let lists = |at| support::lists(&support::issuer(), at, json!([]));
    let (begins, ends) = (support::BEGINS, support::ENDS);
    assert_eq!(case.with(lists(begins), begins), Standing::Valid);
    assert_eq!(case.with(lists(begins - 1), begins - 1), Standing::NotYetValid);
    assert_eq!(case.with(lists(ends - 1), ends - 1), Standing::Valid);
    assert_eq!(case.with(lists(ends), ends), Standing::Expired);
    assert_eq!(case.with(vec![], ends), Standing::Expired);
    // A revoked award is revoked for ever.
    let revoked = support::lists(&support::issuer(), ends + 1, case.marks(1));
    assert_eq!(case.with(revoked, ends + 1), Standing::Revoked);
    case.batch.valid_until = Some(NOW);
    assert_eq!(case.with(lists(NOW), NOW), Standing::Expired);
}

#[test]
fn an_answer_should_be_about_this_award_and_fresh() {
    let case = case();
    let answer = |edit: fn(&mut Value)| {
        let mut answer = json!({
            "format": FORMAT,
            "genesis": Bytes32(support::GENESIS),
            "leaf": Bytes32(case.award.envelope.leaf()),
            "at": NOW,
            "verdict": { "standing": "issuerWithdrawn", "since": 5 },
        });
        edit(&mut answer);
        let mut answer: Answer = serde_json::from_value(answer).unwrap();
        answer.max_age = 60;
        answer
    };
    let ask = |answer: Answer, now| standing(&case.shown, &case.award.envelope, &answer, now);
    let withdrawn = Standing::IssuerWithdrawn { since: 5 };
    assert_eq!(ask(answer(|_| {}), NOW), withdrawn);
    assert_eq!(ask(answer(|_| {}), NOW + 60), withdrawn);
    for edit in [
        |answer: &mut Value| answer["format"] = json!("x"),
        |answer: &mut Value| answer["genesis"] = json!(Bytes32([0; 32])),
        |answer: &mut Value| answer["leaf"] = json!(Bytes32([0; 32])),
        |answer: &mut Value| answer["at"] = json!(NOW + 1),
        |answer: &mut Value| answer["at"] = json!(NOW - 61),
    ] {
        assert!(is_unknown(&ask(answer(edit), NOW)));
    }
}

#[test]
fn a_credential_should_be_an_award() {
    use crate::credential::CONTEXTS;
    use crate::guard;
    use crate::proof::Signer;

    let issuer = support::issuer();
    let sign = |edit: &dyn Fn(&mut Value)| {
        let mut document = case().award.credential;
        document.remove("proof");
        let mut document = Value::Object(document);
        edit(&mut document);
        let guarded = guard::guard(document).unwrap();
        Shown::credential(Signer::new(&issuer, &CONTEXTS, 0).unwrap().sign(guarded).unwrap())
    };
    assert!(sign(&|_| {}).is_ok());
    for (member, value) in [
        ("type", json!(["OpenBadgeCredential", "VerifiableCredential"])),
        ("validFrom", json!("2026-11-01")),
        ("validUntil", json!("2026-11-01T00:00:00+00:00")),
        ("credentialSubject", json!({ "id": "did:example:mele", "type": "AchievementSubject" })),
    ] {
        let refused = sign(&|document| document[member] = value.clone());
        assert!(matches!(refused, Err(Refusal::Form(form)) if form == member), "{member}");
    }
    let lists = support::lists(&issuer, NOW, json!([]));
    let list = lists.into_iter().next().unwrap();
    assert!(matches!(Shown::credential(list), Err(Refusal::Form("@context"))));
}
