use std::collections::BTreeSet;

use super::*;
use crate::tests::support;

#[test]
fn the_same_seed_list_and_definition_should_make_the_same_batch() {
    let people = support::people(3);
    let (one, two) = (support::issue(&people, 8), support::issue(&people, 8));
    assert_eq!(one.batch, two.batch);
    for (one, two) in one.awards.iter().zip(&two.awards) {
        assert_eq!((&one.credential, &one.sd_jwt), (&two.credential, &two.sd_jwt));
        assert_eq!(one.envelope, two.envelope);
    }
}

#[test]
fn a_batch_should_never_change_between_versions() {
    // A folder that was lost under an older version is made again by this one.
    let issued = support::issue(&support::people(3), 8);
    assert_eq!(
        issued.batch.root.to_string(),
        "0xf507729de6e2b4c0ebeeb672f35dc4fe0e4867b489eb3f98def22d264789d50c"
    );
    assert_eq!(
        hex::encode(issued.awards[0].envelope.leaf()),
        "709d79d60a128bfd0da65cb965a98f4cc506ede8d5a5f0433c3bd1720cc72744"
    );
}

#[test]
fn the_order_of_the_list_should_tell_nothing() {
    let people = support::people(6);
    let reversed: Vec<Person> = people.iter().rev().cloned().collect();
    let (one, two) = (support::issue(&people, 0), support::issue(&reversed, 0));
    assert_eq!(one.batch, two.batch);
    let places: Vec<u32> = one.awards.iter().map(|award| award.index).collect();
    assert!(!places.is_sorted() && !places.iter().rev().is_sorted(), "{places:?}");
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), people.len());
    // Other batches have other places.
    let (seed, issuer, definition) =
        (support::seed(), support::issuer(), support::parsed_definition());
    let places_of = |sequence| {
        let chain = Chain { sequence, ..support::CHAIN };
        let order = Order {
            seed: &seed,
            issuer: &issuer,
            definition: &definition,
            people: &people,
            chain,
            schema: 1,
            pad: 0,
        };
        order.places(6)
    };
    assert!((0..4).map(places_of).collect::<BTreeSet<_>>().len() > 1);
}

#[test]
fn every_award_should_be_under_the_root() {
    for pad in [0, 5, 8, 9] {
        let issued = support::issue(&support::people(5), pad);
        assert_eq!(issued.batch.count, pad.max(5));
        for award in &issued.awards {
            assert!(award.envelope.is_in(&issued.batch));
            assert_eq!(award.envelope.place().index, award.index);
        }
    }
}

#[test]
fn a_leaf_should_be_of_both_documents() {
    let issued = support::issue(&support::people(1), 0);
    let award = &issued.awards[0];
    let opening = award.envelope.opening();
    let verified = proof::verify(award.credential.clone()).unwrap();
    assert_eq!(opening.vc, proof::digest(&verified.document).unwrap());
    let token = sd_jwt::SdJwt::parse(&award.sd_jwt).unwrap();
    assert_eq!(opening.sd_jwt, sd_jwt::digest(&token.jwt));
    assert_eq!(opening.subject, support::holder(1).public().raw());
}

#[test]
fn what_is_random_in_one_form_should_not_be_in_the_other() {
    let issued = support::issue(&support::people(1), 0);
    let award = &issued.awards[0];
    let credential = Value::Object(award.credential.clone());
    let salt =
        credential.pointer("/credentialSubject/identifier/0/salt").unwrap().as_str().unwrap();
    let claims = sd_jwt::SdJwt::parse(&award.sd_jwt).unwrap().open().unwrap().claims;
    let number = claims["jti"].as_str().unwrap();
    assert_eq!((salt.len(), number.len()), (32, 32));
    assert!(!Value::Object(claims.clone()).to_string().contains(salt));
    assert!(!credential.to_string().contains(number));
    assert_ne!(salt, number);
}

#[test]
fn a_person_whose_document_is_refused_should_be_named() {
    let mut people = support::people(2);
    people[1].credits_earned = Some(1e20);
    let (seed, issuer, definition) =
        (support::seed(), support::issuer(), support::parsed_definition());
    let order = |people, pad| {
        let chain = support::CHAIN;
        let definition = &definition;
        Order { seed: &seed, issuer: &issuer, definition, people, chain, schema: 1, pad }
    };
    let Err(NotIssued::Refused { name, flaw: Refused::Number(_) }) = order(&people, 0).issue()
    else {
        panic!("issued")
    };
    assert_eq!(name, "Person 2");
    let people = support::people(1);
    for (people, pad) in [(&people[..0], 0), (&people[..0], 8), (&people[..], MAX_AWARDS + 1)] {
        assert!(matches!(order(people, pad).issue(), Err(NotIssued::Count)));
    }
    let three = support::people(3);
    assert!(matches!(order(&three, 2).issue(), Err(NotIssued::Count)));
    assert!(order(&people, MAX_AWARDS).issue().is_ok());
}
