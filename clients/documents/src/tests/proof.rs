use super::*;
use crate::credential::CONTEXTS;
use crate::tests::support;

fn signed() -> Map<String, Value> {
    support::issue(&support::people(1), 0).awards.remove(0).credential
}

fn flaw(edit: impl FnOnce(&mut Value)) -> Flaw {
    let mut document = Value::Object(signed());
    edit(&mut document);
    let Value::Object(document) = document else { unreachable!() };
    verify(document).unwrap_err()
}

#[test]
fn a_signed_document_should_verify() {
    let verified = verify(signed()).unwrap();
    let issuer = support::issuer();
    assert_eq!((verified.issuer.as_str(), verified.key), (issuer.did(), issuer.key().public()));
    assert!(!verified.document.document().contains_key("proof"));
}

#[test]
fn a_document_of_a_web_site_should_verify() {
    let issuer = Issuer::by_web("did:web:college.example", support::holder(9)).unwrap();
    let mut document = signed();
    document.remove("proof");
    document.insert("issuer".into(), "did:web:college.example".into());
    let guarded = guard::guard(document.into()).unwrap();
    let signed = Signer::new(&issuer, &CONTEXTS, 0).unwrap().sign(guarded).unwrap();
    assert_eq!(verify(signed).unwrap().key, support::holder(9).public());
}

#[test]
fn a_document_should_be_refused_when_the_guard_refuses_it() {
    assert!(matches!(flaw(|document| document["grade"] = json!("A")), Flaw::Refused(_)));
}

#[test]
fn a_document_should_be_refused_without_both_proofs() {
    let proofs = |document: &mut Value| document["proof"].as_array().unwrap().clone();
    assert!(matches!(flaw(|document| document["proof"] = json!([])), Flaw::NotBoth));
    assert!(matches!(flaw(|document| document["proof"] = json!("x")), Flaw::NotBoth));
    for at in [0, 1] {
        let twice = flaw(|document| {
            let one = proofs(document)[at].clone();
            document["proof"] = json!([one, one]);
        });
        assert!(matches!(twice, Flaw::NotBoth));
        let one = flaw(|document| document["proof"] = json!([proofs(document)[at]]));
        assert!(matches!(one, Flaw::NotBoth));
    }
}

#[test]
fn a_proof_should_be_refused_with_other_members() {
    for (member, value) in [
        ("type", json!("Ed25519Signature2020")),
        ("proofPurpose", json!("authentication")),
        ("created", json!("2026-11-01")),
        ("previousProof", json!("urn:uuid:1")),
        ("expires", json!("2036-11-01T00:00:00Z")),
        ("@context", json!([contexts_of_others()])),
    ] {
        for at in [0, 1] {
            let flaw = flaw(|document| document["proof"][at][member] = value.clone());
            assert!(matches!(flaw, Flaw::Member(..)), "{member} {at} {flaw:?}");
        }
    }
}

fn contexts_of_others() -> &'static str {
    crate::contexts::CREDENTIALS
}

#[test]
fn a_proof_should_be_refused_by_another_method() {
    let other = support::holder(2).public();
    let method = format!("{}#{}", other.did(), other.multikey());
    for at in [0, 1] {
        let flaw = flaw(|document| document["proof"][at]["verificationMethod"] = json!(method));
        assert!(matches!(flaw, Flaw::Method));
    }
    assert!(matches!(flaw(|document| document["issuer"]["id"] = json!(other.did())), Flaw::Method));
    assert!(matches!(flaw(|document| document["issuer"] = json!(7)), Flaw::Method));
}

#[test]
fn the_two_proofs_should_be_by_one_key() {
    let key = |number| Issuer::by_web("did:web:college.example", support::holder(number)).unwrap();
    let proofs = [1, 2].map(|number| {
        let mut document = signed();
        document.remove("proof");
        document.insert("issuer".into(), "did:web:college.example".into());
        let guarded = guard::guard(document.into()).unwrap();
        Signer::new(&key(number), &CONTEXTS, 0).unwrap().sign(guarded).unwrap()
    });
    let [mut one, two] = proofs;
    let mixed = json!([one["proof"][0], two["proof"][1]]);
    one.insert("proof".into(), mixed);
    assert!(matches!(verify(one), Err(Flaw::Method)));
}

#[test]
fn a_changed_document_or_signature_should_be_refused() {
    let changed = flaw(|document| document["credentialSubject"]["narrative"] = json!("Bad"));
    assert!(matches!(changed, Flaw::Signature("eddsa-rdfc-2022")));
    // RDFC does not see the order of a set.
    let reordered = flaw(|document| {
        document["credentialSubject"]["achievement"]["tag"] = json!(["wood", "boats"]);
    });
    assert!(matches!(reordered, Flaw::Signature("eddsa-jcs-2022")));
    for value in ["", "z", "zzz", "u123", &format!("z{}", "2".repeat(200))] {
        let flaw = flaw(|document| document["proof"][1]["proofValue"] = json!(value));
        assert!(matches!(flaw, Flaw::Signature("eddsa-jcs-2022")), "{value}");
    }
}

#[test]
fn a_document_should_be_signed_with_its_own_contexts_alone() {
    let issuer = support::issuer();
    let signer = Signer::new(&issuer, &[crate::contexts::CREDENTIALS], 0).unwrap();
    let mut document = signed();
    document.remove("proof");
    let guarded = guard::guard(document.into()).unwrap();
    assert!(matches!(signer.sign(guarded), Err(Flaw::Unsuitable)));
}

#[test]
fn the_digest_should_be_that_of_the_json_without_proofs() {
    let verified = verify(signed()).unwrap();
    let text = serde_json_canonicalizer::to_vec(verified.document.document()).unwrap();
    assert_eq!(digest(&verified.document).unwrap(), <[u8; 32]>::from(Sha256::digest(text)));
}
