use serde_json::{json, Value};

use super::*;
use crate::tests::support;

fn issued() -> (Batch, Vec<Envelope>) {
    let issued = support::issue(&support::people(3), 5);
    (issued.batch, issued.awards.into_iter().map(|award| award.envelope).collect())
}

fn edited<T: Serialize>(of: &T, edit: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value = json!(of);
    edit(&mut value);
    value.to_string().into_bytes()
}

#[test]
fn an_envelope_should_be_read_as_it_was_written() {
    let (batch, envelopes) = issued();
    for envelope in envelopes {
        assert_eq!(Envelope::parse(&edited(&envelope, |_| {})).unwrap(), envelope);
        assert_eq!(
            Envelope::new(
                envelope.place(),
                envelope.opening(),
                envelope.proof.iter().map(|hash| hash.0).collect(),
            ),
            envelope
        );
    }
    assert_eq!(Batch::parse(&edited(&batch, |_| {})).unwrap(), batch);
}

#[test]
fn other_files_should_be_refused() {
    let (batch, envelopes) = issued();
    let envelope = &envelopes[0];
    for bytes in [
        b"{}".to_vec(),
        edited(envelope, |all| all["more"] = json!(1)),
        edited(envelope, |all| all["salt"] = json!("0x00")),
        edited(envelope, |all| all["salt"] = json!("5a".repeat(32))),
        edited(envelope, |all| all["index"] = json!(-1)),
    ] {
        assert!(matches!(Envelope::parse(&bytes), Err(BadEnvelope::Json(_))));
    }
    let another = |all: &mut Value| all["format"] = json!("vaka/credential/2");
    assert!(matches!(Envelope::parse(&edited(envelope, another)), Err(BadEnvelope::Format)));
    assert!(matches!(Batch::parse(&edited(&batch, another)), Err(BadEnvelope::Format)));
    assert!(matches!(Batch::parse(b"[]"), Err(BadEnvelope::Json(_))));
}

#[test]
fn what_is_beyond_a_batch_should_be_refused() {
    let (batch, envelopes) = issued();
    let long = vec![batch.root; MAX_DEPTH as usize + 1];
    for bytes in [
        edited(&envelopes[0], |all| all["index"] = json!(MAX_AWARDS)),
        edited(&envelopes[0], |all| all["proof"] = json!(long)),
    ] {
        assert!(matches!(Envelope::parse(&bytes), Err(BadEnvelope::Bounds)));
    }
    for count in [0, MAX_AWARDS + 1] {
        let bytes = edited(&batch, |all| all["count"] = json!(count));
        assert!(matches!(Batch::parse(&bytes), Err(BadEnvelope::Bounds)));
    }
}

#[test]
fn a_path_should_lead_to_the_root_of_its_own_batch_alone() {
    let (batch, envelopes) = issued();
    for envelope in &envelopes {
        assert!(envelope.is_in(&batch));
        for (member, value) in [
            ("index", json!(envelope.index ^ 1)),
            ("issuer", json!(4)),
            ("sequence", json!(34)),
            ("genesis", json!(batch.root)),
            ("vc", json!(batch.root)),
            ("proof", json!(&envelope.proof[1..])),
            ("proof", json!([])),
        ] {
            let other = Envelope::parse(&edited(envelope, |all| all[member] = value)).unwrap();
            assert!(!other.is_in(&batch), "{member}");
        }
        for (member, value) in
            [("root", json!(envelope.salt)), ("count", json!(6)), ("issuer", json!(4))]
        {
            let other = Batch::parse(&edited(&batch, |all| all[member] = value)).unwrap();
            assert!(!envelope.is_in(&other), "{member}");
        }
    }
}
