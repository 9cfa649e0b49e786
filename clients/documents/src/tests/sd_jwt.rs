use serde_json::json;

use super::*;
use crate::tests::support;

const ASKED: Request<'_> = Request { audience: "https://clinic.example", nonce: "n-1" };

fn issued() -> String {
    support::issue(&support::people(1), 0).awards.remove(0).sd_jwt
}

fn shown(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| (*name).into()).collect();
    let issued = SdJwt::parse(&issued()).unwrap();
    present(&issued, &names, ASKED, support::NOW, &support::holder(1)).unwrap()
}

fn opened(token: &str) -> Result<Opened, Flaw> {
    SdJwt::parse(token)?.open()
}

/// A token by our issuer with this payload and these disclosures.
fn forged(payload: Value, disclosures: &[Value]) -> String {
    let issuer = support::issuer();
    let header = json!({ "alg": "EdDSA", "kid": issuer.method(), "typ": "dc+sd-jwt" });
    let members = |value: Value| value.as_object().cloned().unwrap();
    let mut token = sign(members(header), members(payload), issuer.key()).unwrap();
    for disclosure in disclosures {
        token.push_str(&format!("~{}", encode(disclosure)));
    }
    format!("{token}~")
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[test]
fn the_digest_of_a_disclosure_should_be_that_of_the_standard() {
    let disclosure = "WyI2cU1RdlJMNWhhaiIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
    assert_eq!(encoded_digest(disclosure), "uutlBuYeMDyjLLTpf6Jxi7yNkEF35jdyWMn9U7b_RYY");
}

#[test]
fn all_claims_should_be_in_an_sd_jwt_as_issued() {
    let token = SdJwt::parse(&issued()).unwrap();
    let (did, key) = token.verify().unwrap();
    assert_eq!((did, key), (support::issuer().did(), support::issuer().key().public()));
    assert_eq!(token.holder().unwrap(), support::holder(1).public());
    let claims = token.open().unwrap().claims;
    assert_eq!(claims["name"], "Person 1");
    assert_eq!(claims["results"][1], json!({ "name": "Sails", "value": "B1" }));
    assert!(!claims.contains_key(CONCEALED) && !claims.contains_key(HASH_MEMBER));
}

#[test]
fn nothing_but_what_is_chosen_should_be_shown() {
    let token = shown(&["licenseNumber", "results/1"]);
    let token = SdJwt::parse(&token).unwrap();
    token.verify_binding(ASKED, support::NOW, 60).unwrap();
    let claims = token.open().unwrap().claims;
    assert_eq!(claims["licenseNumber"], "B-1");
    assert_eq!(claims["results"], json!([{ "name": "Sails", "value": "B1" }]));
    for hidden in ["name", "narrative", "creditsEarned"] {
        assert!(!claims.contains_key(hidden));
    }
    assert_eq!(
        opened(&shown(&["results"])).unwrap().claims["results"].as_array().unwrap().len(),
        2
    );
    assert_eq!(opened(&shown(&[])).unwrap().claims["results"], json!([]));
}

#[test]
fn what_is_always_shown_should_not_be_concealed() {
    let claims = Claims { all: Map::new(), concealable: &["exp"] };
    let flaw = issue(claims, &support::issuer(), &support::holder(1).public(), |_| [0; 16]);
    assert!(matches!(flaw, Err(Flaw::AlwaysShown(_))));
    let exp = json!(["salt", "exp", 1]);
    let payload = json!({ "_sd_alg": "sha-256", "_sd": [encoded_digest(&encode(&exp))] });
    assert!(matches!(opened(&forged(payload, &[exp])), Err(Flaw::AlwaysShown(_))));
}

#[test]
fn nothing_should_be_issued_that_is_too_long_to_be_read() {
    let issue = |length| {
        let all = Map::from_iter([("name".into(), "n".repeat(length).into())]);
        let claims = Claims { all, concealable: &["name"] };
        super::issue(claims, &support::issuer(), &support::holder(1).public(), |_| [0; 16])
    };
    assert!(matches!(issue(MAX_BYTES), Err(Flaw::Form("too long"))));
    assert!(opened(&issue(MAX_BYTES / 2).unwrap()).is_ok());
}

#[test]
fn other_forms_should_be_refused() {
    let issued = issued();
    for token in [
        "",
        "a",
        "~",
        "a.b.c~",
        "e30.e30.~x",
        &issued.replace('.', "~"),
        &"~".repeat(1_000),
        &format!("{}~{}", issued.split('~').next().unwrap(), "~".repeat(300)),
        &"a".repeat(MAX_BYTES + 1),
    ] {
        assert!(matches!(opened(token), Err(Flaw::Form(_))), "{token:.40}");
    }
    for payload in [
        json!({}),
        json!({ "_sd_alg": "md5" }),
        json!({ "_sd_alg": "sha-256", "_sd": "x" }),
        json!({ "_sd_alg": "sha-256", "_sd": [1] }),
        json!({ "_sd_alg": "sha-256", "...": "x" }),
        json!({ "_sd_alg": "sha-256", "a": (0..40).fold(json!(1), |inner, _| json!([inner])) }),
    ] {
        assert!(matches!(opened(&forged(payload.clone(), &[])), Err(Flaw::Form(_))), "{payload}");
    }
}

#[test]
fn another_header_should_be_refused() {
    let issuer = support::issuer();
    let kid = issuer.method();
    for header in [
        json!({ "alg": "none", "kid": kid, "typ": "dc+sd-jwt" }),
        json!({ "alg": "EdDSA", "kid": kid, "typ": "JWT" }),
        json!({ "alg": "EdDSA", "kid": kid }),
        json!({ "alg": "EdDSA", "kid": "did:example:x#1", "typ": "dc+sd-jwt" }),
        json!({ "alg": "EdDSA", "kid": kid, "typ": "dc+sd-jwt", "crit": ["x"] }),
    ] {
        let header = header.as_object().cloned().unwrap();
        let token = format!("{}~", sign(header, Map::new(), issuer.key()).unwrap());
        assert!(matches!(SdJwt::parse(&token).unwrap().verify(), Err(Flaw::Header)));
    }
}

#[test]
fn a_changed_claim_or_another_issuer_should_be_refused() {
    let token = issued();
    let (head, rest) = token.split_once('.').unwrap();
    let (_, signature) = rest.split_once('.').unwrap();
    let changed = format!("{head}.{}.{signature}", encode(&json!({ "iss": "did:key:z6Mk" })));
    assert!(matches!(SdJwt::parse(&changed).unwrap().verify(), Err(Flaw::Signature)));
    let iss = json!({ "iss": support::holder(2).public().did(), "_sd_alg": "sha-256" });
    assert!(matches!(SdJwt::parse(&forged(iss, &[])).unwrap().verify(), Err(Flaw::Signature)));
}

#[test]
fn a_disclosure_should_be_one_that_the_issuer_signed() {
    let claim = json!(["salt", "role", "crew"]);
    let digest = encoded_digest(&encode(&claim));
    let payload = |sd: Value| json!({ "_sd_alg": "sha-256", "_sd": sd, "a": 1 });
    assert!(opened(&forged(payload(json!([digest])), std::slice::from_ref(&claim))).is_ok());
    for (payload, disclosures) in [
        (payload(json!([])), vec![claim.clone()]),
        (payload(json!([digest])), vec![claim.clone(), claim.clone()]),
        (payload(json!([digest, digest])), vec![claim.clone()]),
        (payload(json!([digest])), vec![json!(["salt", "role", "captain"])]),
        (payload(json!([digest])), vec![json!(["salt"])]),
        (payload(json!([digest])), vec![json!([1, "role", "crew"])]),
        (payload(json!([digest])), vec![json!("role")]),
        (json!({ "_sd_alg": "sha-256", "l": [{ "...": digest }] }), vec![claim.clone()]),
    ] {
        let token = forged(payload.clone(), &disclosures);
        assert!(matches!(opened(&token), Err(Flaw::Disclosure)), "{payload} {disclosures:?}");
    }
    for (name, value) in [("a", json!(2)), ("_sd", json!([])), ("...", json!(1))] {
        let claim = json!(["salt", name, value]);
        let payload = payload(json!([encoded_digest(&encode(&claim))]));
        assert!(matches!(opened(&forged(payload, &[claim])), Err(Flaw::Disclosure)), "{name}");
    }
    let item = json!(["salt", "crew"]);
    let as_claim = payload(json!([encoded_digest(&encode(&item))]));
    assert!(matches!(opened(&forged(as_claim, &[item])), Err(Flaw::Disclosure)));
}

#[test]
fn a_disclosure_inside_of_another_should_be_shown_with_it() {
    let inner = json!(["s1", "city", "Funafuti"]);
    let outer =
        json!(["s2", "address", { "_sd": [encoded_digest(&encode(&inner))], "land": "TV" }]);
    let holder =
        json!({ "kty": "OKP", "crv": "Ed25519", "x": support::holder(1).public().base64() });
    let payload = json!({
        "_sd_alg": "sha-256",
        "_sd": [encoded_digest(&encode(&outer))],
        "cnf": { "jwk": holder },
    });
    let token = SdJwt::parse(&forged(payload, &[inner, outer])).unwrap();
    let show = |name: &str| {
        let shown = present(&token, &[name.into()], ASKED, 0, &support::holder(1)).unwrap();
        opened(&shown).unwrap().claims["address"].clone()
    };
    assert_eq!(show("address/city"), json!({ "land": "TV", "city": "Funafuti" }));
}

#[test]
fn a_name_that_is_not_there_should_be_refused() {
    let issued = SdJwt::parse(&issued()).unwrap();
    for name in ["wage", "results/2", "result", "iss", ""] {
        let flaw = present(&issued, &[name.into()], ASKED, 0, &support::holder(1)).unwrap_err();
        assert!(matches!(flaw, Flaw::Nothing(..)), "{name}");
    }
}

#[test]
fn nobody_but_the_holder_should_show_it() {
    let issued = SdJwt::parse(&issued()).unwrap();
    let flaw = present(&issued, &[], ASKED, 0, &support::holder(2)).unwrap_err();
    assert!(matches!(flaw, Flaw::NotHolder));
}

#[test]
fn a_key_binding_should_be_there() {
    let flaw = SdJwt::parse(&issued()).unwrap().verify_binding(ASKED, 0, 60);
    assert!(matches!(flaw, Err(Flaw::NotBound)));
    let nobody = forged(json!({ "_sd_alg": "sha-256" }), &[]);
    assert!(matches!(SdJwt::parse(&nobody).unwrap().holder(), Err(Flaw::NotBound)));
}

#[test]
fn a_key_binding_should_be_of_this_request_and_this_document() {
    let token = shown(&["name"]);
    let now = support::NOW;
    let check =
        |token: &str, request, now| SdJwt::parse(token).unwrap().verify_binding(request, now, 60);
    assert!(check(&token, ASKED, now).is_ok());
    assert!(check(&token, ASKED, now - 300).is_ok());
    let other = Request { audience: "https://other.example", ..ASKED };
    assert!(matches!(check(&token, other, now), Err(Flaw::Binding(_))));
    let other = Request { nonce: "n-2", ..ASKED };
    assert!(matches!(check(&token, other, now), Err(Flaw::Binding(_))));
    for later in [now - 301, now + 361, 0, u64::MAX] {
        assert!(matches!(check(&token, ASKED, later), Err(Flaw::Binding(_))));
    }
    // The binding of one choice under another.
    let (less, _) = shown(&[]).rsplit_once('~').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let (_, binding) = token.rsplit_once('~').unwrap();
    assert!(matches!(check(&format!("{less}~{binding}"), ASKED, now), Err(Flaw::Binding(_))));
    // One that somebody else signed, and one of another type.
    let bound = format!("{less}~");
    let payload = json!({
        "iat": now, "aud": ASKED.audience, "nonce": ASKED.nonce, "sd_hash": encoded_digest(&bound),
    });
    for (typ, holder) in [("kb+jwt", 2), ("JWT", 1)] {
        let header = json!({ "alg": "EdDSA", "typ": typ }).as_object().cloned().unwrap();
        let payload = payload.as_object().cloned().unwrap();
        let binding = sign(header, payload, &support::holder(holder)).unwrap();
        assert!(matches!(check(&format!("{bound}{binding}"), ASKED, now), Err(Flaw::Binding(_))));
    }
    for jwk in [json!({ "kty": "EC" }), json!({ "kty": "OKP", "crv": "Ed25519", "x": "AA" })] {
        let token = forged(json!({ "_sd_alg": "sha-256", "cnf": { "jwk": jwk } }), &[]);
        assert!(matches!(SdJwt::parse(&token).unwrap().holder(), Err(Flaw::Binding(_))));
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn any_text_should_be_opened_or_refused(text in "[ -~]{0,200}") {
            let _ = opened(&text).is_ok();
        }

        #[test]
        fn one_changed_character_should_never_verify(at in any::<prop::sample::Index>(), new in "[A-Za-z0-9_.~-]") {
            let token = shown(&["name", "results/0"]);
            let at = at.index(token.len());
            let mut changed = token.clone();
            changed.replace_range(at..=at, &new);
            prop_assume!(changed != token);
            let verdict = SdJwt::parse(&changed).and_then(|token| {
                token.verify()?;
                token.open()?;
                token.verify_binding(ASKED, support::NOW, 60)
            });
            prop_assert!(verdict.is_err());
        }
    }
}
