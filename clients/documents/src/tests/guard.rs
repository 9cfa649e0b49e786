use serde_json::json;

use super::*;
use crate::contexts::{CREDENTIALS, DATA_INTEGRITY, OPEN_BADGES};

fn award(subject: Value) -> Value {
    let mut award = json!({
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": "urn:uuid:6b0a2f0e-6c3a-4d5a-9d53-0d6d2f0a0002",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": "did:example:college",
        "credentialSubject": { "id": "did:example:mele", "type": ["AchievementSubject"] },
    });
    if let (Value::Object(to), Value::Object(from)) = (&mut award["credentialSubject"], subject) {
        to.extend(from);
    }
    award
}

fn with(member: &str, value: Value) -> Value {
    let mut award = award(json!({}));
    award[member] = value;
    award
}

macro_rules! refused {
    ($($name:ident: $document:expr => $error:pat,)*) => {$(
        #[test]
        fn $name() {
            let refused = guard($document).unwrap_err();
            assert!(matches!(refused, $error), "{refused:?}");
        }
    )*};
}

refused! {
    text_should_be_refused: json!("award") => Refused::Contexts,
    an_own_context_should_be_refused: with("@context", json!([CREDENTIALS, { "g": "x:g" }]))
        => Refused::Contexts,
    a_null_context_should_be_refused: with("@context", json!([CREDENTIALS, null]))
        => Refused::Contexts,
    another_first_context_should_be_refused: with("@context", json!([OPEN_BADGES, CREDENTIALS]))
        => Refused::Contexts,
    a_keyword_should_be_refused: with("name", json!({ "@value": "n", "@language": "en" }))
        => Refused::Keyword(_),
    a_compact_iri_should_be_refused: with("schema:name", json!("n")) => Refused::Keyword(_),
    a_proof_should_be_refused: with("proof", json!("x:y")) => Refused::Keyword(_),
    a_context_that_forgets_should_be_refused_deep_inside:
        award(json!({ "source": { "verifiableCredential": { "grade": "A" } } })) => Refused::Keyword(_),
    a_blank_node_id_should_be_refused: award(json!({ "source": { "id": "_:b0" } }))
        => Refused::Keyword(_),
    a_keyword_as_an_id_should_be_refused: award(json!({ "source": { "id": "@a", "name": "n" } }))
        => Refused::Keyword(_),
    a_keyword_as_a_type_should_be_refused: award(json!({ "result": { "type": ["Result", "@a"] } }))
        => Refused::Keyword(_),
    a_keyword_among_values_should_be_refused: with("evidence", json!(["urn:x:1", "@vocab"]))
        => Refused::Keyword(_),
    null_should_be_refused: with("name", json!(null)) => Refused::Empty(_),
    an_empty_list_should_be_refused: with("name", json!([])) => Refused::Empty(_),
    a_list_in_a_list_should_be_refused: with("name", json!([["n"]])) => Refused::Empty(_),
    an_empty_object_should_be_refused: with("evidence", json!({})) => Refused::Empty(_),
    two_types_with_contexts_should_be_refused:
        award(json!({ "result": { "type": ["Result", "Achievement"] } })) => Refused::Types(_),
    a_noncharacter_should_be_refused: with("name", json!("\u{ffff}")) => Refused::Character(_),
    a_control_character_should_be_refused: with("name", json!("\u{7f}")) => Refused::Character(_),
    a_tiny_number_should_be_refused: award(json!({ "creditsEarned": 1e-7 })) => Refused::Number(_),
    a_number_beyond_2_53_should_be_refused: award(json!({ "creditsEarned": 9_007_199_254_740_993_u64 }))
        => Refused::Number(_),
    minus_nothing_should_be_refused: award(json!({ "creditsEarned": -0.0 })) => Refused::Number(_),
    an_unknown_term_should_be_refused: award(json!({ "grade": "A" })) => Refused::Undefined(_),
    an_unknown_type_should_be_refused: award(json!({ "result": { "type": "Grade" } }))
        => Refused::Undefined(_),
    a_relative_iri_should_be_refused: with("id", json!("award/1")) => Refused::Undefined(_),
    an_iri_with_a_bracket_should_be_refused: award(json!({ "source": { "id": "https://a.example/>" } }))
        => Refused::Lost,
    json_as_a_value_should_be_refused: award(json!({ "cnf": { "jwk": { "kty": "OKP" } } }))
        => Refused::JsonLiteral(_),
    twins_should_be_refused: award(json!({ "result": [
        { "type": "Result", "alignment": { "alignment": { "name": "1" } } },
        { "type": "Result", "alignment": { "alignment": { "name": "2" } } },
    ] })) => Refused::Twins,
    two_orders_should_be_refused:
        award(json!({ "result": { "type": "Result", "value": ["\u{e000}", "\u{1f600}"] } }))
        => Refused::Order,
    a_long_document_should_be_refused: with("name", json!("n".repeat(MAX_BYTES))) => Refused::TooLarge,
    a_deep_document_should_be_refused: {
        let deep = (0..100).fold(json!("n"), |inner, _| json!({ "source": inner }));
        award(deep)
    } => Refused::TooLarge,
}

#[test]
fn a_context_that_is_not_embedded_should_be_refused_before_it_is_asked_for() {
    let refused = guard(with("@context", json!([CREDENTIALS, "https://x.example/c"])));
    assert!(matches!(refused, Err(Refused::Contexts)));
}

#[test]
fn an_award_should_pass_with_all_its_statements() {
    let guarded = guard(award(json!({ "creditsEarned": 8.2, "role": "crew" }))).unwrap();
    let statements = guarded.statements();
    assert_eq!(statements.lines().count(), 7, "{statements}");
    assert!(statements.contains("\"8.199999999999999E0\""), "{statements}");
    assert!(statements.lines().is_sorted());
}

#[test]
fn a_context_that_repeats_another_should_pass() {
    let both = json!([CREDENTIALS, DATA_INTEGRITY]);
    let document = json!({
        "@context": both,
        "type": "VerifiableCredential",
        "issuer": "did:example:college",
        "credentialSubject": { "id": "did:example:mele" },
    });
    assert!(guard(document).is_ok());
}

#[test]
fn the_order_of_members_should_not_matter() {
    let text = award(json!({ "role": "crew" })).to_string();
    let reversed = format!("{{\"name\":\"n\",{}", &text[1..]);
    let other = format!("{},\"name\":\"n\"}}", &text[..text.len() - 1]);
    let statements =
        |text: &str| guard(serde_json::from_str(text).unwrap()).unwrap().statements().to_owned();
    assert_eq!(statements(&reversed), statements(&other));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Values with the members that contexts know best.
    fn json_of_terms() -> impl Strategy<Value = Value> {
        const TERMS: [&str; 8] =
            ["id", "type", "name", "result", "achievement", "allowedValue", "@list", "cnf"];
        let leaf = prop_oneof![
            any::<Option<bool>>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f32>().prop_map(Value::from),
            "(Result|Profile|urn:x:1|a|>|_:b)".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            let members =
                prop::collection::vec((prop::sample::select(&TERMS[..]), inner.clone()), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                members.prop_map(|all| {
                    all.into_iter().map(|(term, value)| (term.to_owned(), value)).collect()
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_should_be_kept_or_refused(text in any::<String>()) {
            let text = format!("a{text}");
            match guard(with("name", json!(text))) {
                Ok(guarded) => {
                    let lines: Vec<&str> = guarded.statements().lines().collect();
                    prop_assert_eq!(lines.len(), 6);
                }
                Err(refused) => prop_assert!(matches!(refused, Refused::Character(_))),
            }
        }

        #[test]
        fn any_number_should_be_kept_or_refused(number in any::<f64>()) {
            let answer = guard(award(json!({ "creditsEarned": number })));
            let size = number.abs();
            // JSON has no infinity: it is null there.
            prop_assert_eq!(answer.is_ok(), number.to_bits() == 0 || (1e-6..9_007_199_254_740_992.0).contains(&size));
        }

        #[test]
        fn any_json_should_be_read_or_refused(value in json_of_terms()) {
            let _ = guard(with("credentialSubject", value)).is_ok();
        }

        #[test]
        fn any_iri_should_be_kept_or_refused(id in "[ -~]{0,24}") {
            if let Ok(guarded) = guard(award(json!({ "source": { "id": id, "name": "n" } }))) {
                let named = format!("<{id}>");
                prop_assert!(guarded.statements().contains(&named), "{}", guarded.statements());
            }
        }
    }
}
