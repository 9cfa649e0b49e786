//! What the chain says about an award: the first reason why it is not valid.

use crate::{mock::*, *};
use frame_support::assert_ok;

/// The slot from which the class of [`with_end`] is expired.
const END: u32 = 20;

/// A class of four that expires with slot 20, issued in slot 11.
fn with_end() -> Class {
    let issuer = accredit_with_key(COLLEGE);
    let schema = register(COLLEGE, Some(issuer), 3);
    wait(1);
    let class = class(issuer, schema, &[100, 101, 102, 103]);
    // A slot of the tests has a tenth of a day.
    assert_ok!(class.issue(COLLEGE, Some(EPOCH + Seconds::from(END) * 8_640)));
    class
}

fn verdict(class: &Class, index: u32) -> Verdict {
    let Award { issuer, sequence, .. } = class.award(index);
    Credentials::verify(issuer, sequence, index, class.leaf(index), class.proof(index))
}

#[test]
fn verify_should_say_valid_with_schema_and_slot_of_issue() {
    build_and_execute(|| {
        let class = with_end();
        let issued = now();
        assert_eq!(issued, 11);
        for index in 0..4 {
            let expected = Verdict {
                standing: Standing::Valid,
                schema: Some(class.schema),
                issued: Some(issued),
            };
            assert_eq!(verdict(&class, index), expected);
        }
    });
}

#[test]
fn verify_should_say_when_what_was_awarded_is_not_valid() {
    build_and_execute(|| {
        let class = with_end();
        assert_ok!(class.revoke(COLLEGE, &[0]));
        wait(1);
        let said = |index, standing| {
            let expected = Verdict { standing, schema: Some(class.schema), issued: Some(11) };
            assert_eq!(verdict(&class, index), expected);
        };
        said(0, Standing::Revoked);
        said(1, Standing::Expired);
    });
}

#[test]
fn verify_should_say_not_in_batch_and_nothing_more() {
    build_and_execute(|| {
        let class = with_end();
        assert_ok!(class.revoke(COLLEGE, &[0]));
        let expected = Verdict { standing: Standing::NotInBatch, schema: None, issued: None };
        let (leaf, proof) = (class.leaf(0), class.proof(0));
        // No issuer, no batch, no award, another one's leaf, a made-up leaf, a changed proof.
        assert_eq!(Credentials::verify(1, 0, 0, leaf, proof.clone()), expected);
        assert_eq!(Credentials::verify(0, 1, 0, leaf, proof.clone()), expected);
        assert_eq!(Credentials::verify(0, 0, 4, leaf, proof.clone()), expected);
        assert_eq!(Credentials::verify(0, 0, 0, class.leaf(1), proof.clone()), expected);
        assert_eq!(Credentials::verify(0, 0, 0, [0; 32], proof.clone()), expected);
        for n in 0..proof.len() {
            let mut changed = proof.clone();
            changed[n][31] ^= 1;
            assert_eq!(Credentials::verify(0, 0, 0, leaf, changed), expected);
        }
        assert_eq!(Credentials::verify(0, 0, 0, leaf, vec![]), expected);
        assert_eq!(Credentials::verify(0, 0, 0, leaf, vec![[0; 32]; 1_000]), expected);
        // With the right proof it is the revoked one.
        assert_eq!(Credentials::verify(0, 0, 0, leaf, proof).standing, Standing::Revoked);
    });
}

#[test]
fn verify_should_say_expired_from_the_very_second_on() {
    build_and_execute(|| {
        let class = with_end();
        System::set_block_number(END - 1);
        assert_eq!(class.standing(0), Standing::Valid);
        System::set_block_number(END);
        assert_eq!(class.standing(0), Standing::Expired);
        System::set_block_number(END + 1);
        assert_eq!(class.standing(0), Standing::Expired);
    });
}

#[test]
fn verify_should_say_the_first_reason() {
    build_and_execute(|| {
        let class = with_end();
        // Each reason comes before all that were there already.
        System::set_block_number(END);
        assert_eq!(class.standing(0), Standing::Expired);
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert_eq!(class.standing(0), Standing::Suspended);
        assert_eq!(class.standing(1), Standing::Expired);
        withdraw(0, 11);
        for index in [0, 1] {
            assert_eq!(class.standing(index), Standing::IssuerWithdrawn { since: 11 });
        }
        assert_ok!(class.revoke(COLLEGE, &[0, 1]));
        for index in [0, 1] {
            assert_eq!(class.standing(index), Standing::Revoked);
        }
        let verdict = Credentials::verify(0, 0, 0, class.leaf(0), class.proof(1));
        assert_eq!(verdict.standing, Standing::NotInBatch);
    });
}

#[test]
fn verify_should_say_the_reason_that_is_left() {
    build_and_execute(|| {
        let class = with_end();
        assert_ok!(class.suspend(COLLEGE, &[0]));
        assert_eq!(class.standing(0), Standing::Suspended);
        System::set_block_number(END);
        assert_eq!(class.standing(0), Standing::Suspended);
        // A reinstatement makes nothing valid that has expired.
        assert_ok!(class.reinstate(COLLEGE, &[0]));
        assert_eq!(class.standing(0), Standing::Expired);
    });
}

#[test]
fn verify_should_say_valid_when_nothing_but_the_right_to_award_ended() {
    build_and_execute(|| {
        let [college, campus, room, _] = branches();
        let schema = register(COLLEGE, Some(college), 3);
        let class = issue(ROOM, room, schema, &[100]);
        let new = register(COLLEGE, Some(college), 3);
        supersede(COLLEGE, schema, new);
        undelegate(COLLEGE, campus);
        renew(college, COLLEGE, only(0, &[]));
        set_key(room, ROOM, 9);
        wait(ALL + 1);
        assert_eq!(class.standing(0), Standing::Valid);
    });
}
