use super::*;
use crate::keys::PublicKey;
use crate::tests::support::{self, holder, GENESIS};

fn bytes(call: &Value, pointer: &str) -> Vec<u8> {
    hex::decode(&call.pointer(pointer).unwrap().as_str().unwrap()[2..]).unwrap()
}

#[test]
fn a_batch_should_be_put_on_the_chain_by_these_bytes() {
    let batch = support::issue(&support::people(1), 0).batch;
    let call = issue_batch(&batch);
    assert_eq!(call["call"], "credentials.issueBatch");
    assert_eq!(call["arguments"]["validUntil"], support::ENDS);
    let root = hex::encode(batch.root.0);
    // Numbers below 64 are one byte, four times as large.
    assert_eq!(call["scale"], format!("0x0c8404{root}0401{}", "00d44d7400000000"));
}

#[test]
fn an_award_should_be_bound_by_its_holders_signature() {
    let issued = support::issue(&support::people(3), 4);
    let envelope = &issued.awards[0].envelope;
    let call = bind(envelope, [7; 32], &holder(1));
    let index = issued.awards[0].index;
    let message = [
        &b"vaka/credential/bind"[..],
        &GENESIS,
        &3_u32.to_le_bytes(),
        &33_u32.to_le_bytes(),
        &index.to_le_bytes(),
        &[7; 32],
    ];
    let signature = bytes(&call, "/arguments/signature");
    assert!(holder(1).public().verifies(&message.concat(), &signature));
    let opening = envelope.opening();
    let path = envelope.proof().concat();
    let scale = [
        &[12, 132, u8::try_from(4 * index).unwrap()][..],
        &opening.subject,
        &opening.salt,
        &opening.vc,
        &opening.sd_jwt,
        // Two hashes.
        &[8],
        &path,
        &signature,
    ];
    assert_eq!(bytes(&call, "/scale"), scale.concat());
}

#[test]
fn a_key_should_be_set_with_a_proof_that_the_issuer_has_it() {
    let call = rotate_issuer_key(GENESIS, 3, &holder(1));
    let key = PublicKey::parse(call["arguments"]["key"].as_str().unwrap()).unwrap();
    let message =
        [&b"vaka/credential/issuer-key"[..], &GENESIS, &3_u32.to_le_bytes(), &key.raw()].concat();
    let proof = bytes(&call, "/arguments/proof");
    assert!(key.verifies(&message, &proof));
    assert_eq!(bytes(&call, "/scale"), [&[12][..], &key.raw(), &proof].concat());
}
