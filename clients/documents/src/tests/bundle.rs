use std::sync::LazyLock;

use credential_award::Mark;
use proptest::prelude::*;
use vaka_proofs::testing::{self, Set, THREE};

use super::*;
use crate::batch::IssuedAward;
use crate::standing;
use crate::tests::ledger::{Ledger, ISSUED};
use crate::tests::support::{self, CHAIN, NOW};

const DAY: u64 = 86_400;

struct Case {
    ledger: Ledger,
    award: IssuedAward,
    shown: Shown,
}

fn case() -> Case {
    let issued = support::issue(&support::people(3), 4);
    let key = support::issuer().key().public().raw();
    let award = issued.awards.into_iter().next().unwrap();
    let shown = Shown::credential(award.credential.clone()).unwrap();
    Case { ledger: Ledger::new(&issued.batch, key), award, shown }
}

impl Case {
    fn place(&self) -> Place {
        self.award.envelope.place()
    }

    fn bundle(&self) -> (Checkpoint, Bundle) {
        self.ledger.bundle(&self.place())
    }

    /// What a verifier finds who has a bundle as a file.
    fn judge(&self, checkpoint: &Checkpoint, bundle: &Bundle, now: u64) -> Standing {
        let written = Bundle::parse(bundle.to_json().to_string().as_bytes());
        let proven = written.and_then(|bundle| bundle.prove(checkpoint, &self.place()));
        let proof = Proof { proven, max_age: DAY };
        standing::standing(&self.shown, &self.award.envelope, &proof, now)
    }

    fn standing(&self) -> Standing {
        let (checkpoint, bundle) = self.bundle();
        self.judge(&checkpoint, &bundle, NOW)
    }

    fn flaw(&self, checkpoint: &Checkpoint, bundle: &Bundle) -> Flaw {
        bundle.prove(checkpoint, &self.place()).unwrap_err()
    }
}

fn is_unknown(standing: &Standing) -> bool {
    matches!(standing, Standing::Unknown { .. })
}

#[test]
fn an_award_should_be_proven_over_changes_of_validators() {
    let case = case();
    let (checkpoint, bundle) = case.bundle();
    assert_eq!(case.judge(&checkpoint, &bundle, NOW), Standing::Valid);
    let proven = bundle.prove(&checkpoint, &case.place()).unwrap();
    assert_eq!((proven.block.number, proven.block.set_id), (30, 2));
    let evidence = Proof { proven: Ok(proven), max_age: DAY }.evidence().unwrap();
    assert_eq!(evidence["time"], "2026-12-01T00:00:00Z");
    assert_eq!(evidence["onChain"]["schema"]["title"], "Boat builder");
    assert_eq!(evidence["nothingNewerThanCheckpoint"], false);
}

#[test]
fn what_the_chain_says_should_be_proven() {
    let mut case = case();
    let index = case.award.index;
    case.ledger.mark(index, Mark { revoked: true, suspended: false });
    assert_eq!(case.standing(), Standing::Revoked);
    case.ledger.mark(index, Mark { revoked: false, suspended: true });
    assert_eq!(case.standing(), Standing::Suspended);
    case.ledger.withdraw(CHAIN.issuer, &[(ISSUED, ISSUED)]);
    assert_eq!(case.standing(), Standing::IssuerWithdrawn { since: ISSUED.into() });
}

#[test]
fn a_batch_that_is_not_there_should_be_proven_to_be_absent() {
    let mut case = case();
    let batches = vaka_proofs::storage_key::of("Credentials", "Batches");
    case.ledger.values.retain(|name, _| !name.starts_with(&batches));
    assert_eq!(case.standing(), Standing::NotInBatch);
}

#[test]
fn a_fresh_checkpoint_without_newer_votes_should_do() {
    let case = case();
    let (checkpoint, bundle) = case.ledger.bundle_at_checkpoint(&case.place());
    assert_eq!(case.judge(&checkpoint, &bundle, NOW), Standing::Valid);
    let proven = bundle.prove(&checkpoint, &case.place()).unwrap();
    assert!(proven.is_checkpoint);
    assert_eq!(proven.block, checkpoint);

    // Or the node has its votes, and they are those of the checkpoint's own block.
    let votes = Set::new(2).fragment(bundle.header.as_ref().unwrap(), &THREE);
    let told = Bundle { finality: vec![votes], header: None, ..bundle.clone() };
    assert!(told.prove(&checkpoint, &case.place()).unwrap().is_checkpoint);
    let (genesis, later) = case.bundle();
    assert!(!later.prove(&genesis, &case.place()).unwrap().is_checkpoint);

    let (other, _) = case.bundle();
    assert!(matches!(case.flaw(&other, &bundle), Flaw::NoBlock));
    let without = Bundle { header: None, ..bundle.clone() };
    assert!(matches!(case.flaw(&checkpoint, &without), Flaw::NoBlock));
    let mut changed = bundle;
    changed.header.as_mut().unwrap().state_root = [0; 32];
    assert!(matches!(case.flaw(&checkpoint, &changed), Flaw::NoBlock));
}

#[test]
fn the_next_checkpoint_should_lead_on() {
    let case = case();
    let (checkpoint, bundle) = case.bundle();
    let (next, _) = bundle.block(&checkpoint).unwrap();
    let written = json!(next).to_string();
    let next = Checkpoint::parse(written.as_bytes()).unwrap();
    let (_, later) = case.bundle();
    // What led here leads no further: these blocks are not after it.
    assert!(matches!(
        case.flaw(&next, &Bundle { finality: later.finality[..1].to_vec(), ..later.clone() }),
        Flaw::Finality(finality::Flaw::NotAfter(10))
    ));
    let last = Bundle { finality: later.finality[2..].to_vec(), ..later };
    assert_eq!(case.judge(&next, &last, NOW), Standing::Valid);
}

#[test]
fn an_old_proof_should_say_nothing_but_what_is_for_ever() {
    let mut case = case();
    let (checkpoint, bundle) = case.bundle();
    assert_eq!(case.judge(&checkpoint, &bundle, NOW + DAY), Standing::Valid);
    assert!(is_unknown(&case.judge(&checkpoint, &bundle, NOW + DAY + 1)));
    let late = |case: &Case| {
        let (checkpoint, bundle) = case.bundle();
        case.judge(&checkpoint, &bundle, NOW + 2 * DAY)
    };
    let index = case.award.index;
    case.ledger.mark(index, Mark { revoked: false, suspended: true });
    assert!(is_unknown(&late(&case)));
    case.ledger.withdraw(CHAIN.issuer, &[(ISSUED, ISSUED)]);
    assert_eq!(late(&case), Standing::IssuerWithdrawn { since: ISSUED.into() });
    case.ledger.mark(index, Mark { revoked: true, suspended: false });
    assert_eq!(late(&case), Standing::Revoked);
    let batches = vaka_proofs::storage_key::of("Credentials", "Batches");
    case.ledger.values.retain(|name, _| !name.starts_with(&batches));
    assert!(is_unknown(&late(&case)));
    let (checkpoint, bundle) = self::case().bundle();
    assert_eq!(self::case().judge(&checkpoint, &bundle, support::ENDS), Standing::Expired);
}

#[test]
fn a_proof_from_the_future_should_say_nothing() {
    let case = case();
    let (checkpoint, bundle) = case.bundle();
    assert_eq!(case.judge(&checkpoint, &bundle, NOW - AHEAD), Standing::Valid);
    assert!(is_unknown(&case.judge(&checkpoint, &bundle, NOW - AHEAD - 1)));
}

#[test]
fn an_award_should_expire_by_the_later_of_both_clocks() {
    let mut case = case();
    let millis = vaka_proofs::storage_key::of("Timestamp", "Now");
    case.ledger.put(millis, support::ENDS * 1_000);
    let (checkpoint, bundle) = case.bundle();
    assert_eq!(case.judge(&checkpoint, &bundle, support::ENDS - AHEAD), Standing::Expired);
}

#[test]
fn two_of_four_should_prove_nothing() {
    let case = case();
    let (checkpoint, mut bundle) = case.bundle();
    let header = bundle.finality[2].header.clone();
    bundle.finality[2] = Set::new(2).fragment(&header, &[0, 3]);
    let flaw = case.flaw(&checkpoint, &bundle);
    assert!(matches!(flaw, Flaw::Finality(finality::Flaw::TooFew(30))), "{flaw}");
    assert!(is_unknown(&case.judge(&checkpoint, &bundle, NOW)));
}

#[test]
fn validators_that_were_replaced_should_prove_nothing() {
    let case = case();
    let (checkpoint, mut bundle) = case.bundle();
    let header = bundle.finality[2].header.clone();
    bundle.finality[2] = Set::new(1).fragment(&header, &THREE);
    let flaw = case.flaw(&checkpoint, &bundle);
    assert!(matches!(flaw, Flaw::Finality(finality::Flaw::Signature(30))), "{flaw}");
}

#[test]
fn a_changed_header_should_prove_nothing() {
    let case = case();
    let (checkpoint, mut bundle) = case.bundle();
    bundle.finality[2].header.state_root = [0; 32];
    let flaw = case.flaw(&checkpoint, &bundle);
    assert!(matches!(flaw, Flaw::Finality(finality::Flaw::OtherBlock(30))), "{flaw}");
}

#[test]
fn the_storage_of_another_block_should_prove_nothing() {
    let mut case = case();
    let (_, before) = case.bundle();
    case.ledger.mark(case.award.index, Mark { revoked: true, suspended: false });
    let (checkpoint, after) = case.bundle();
    let mixed = Bundle { state: before.state, ..after };
    let flaw = case.flaw(&checkpoint, &mixed);
    assert!(matches!(flaw, Flaw::Chain(Unreadable::Storage(state::Flaw::Incomplete))), "{flaw}");
}

#[test]
fn junk_should_prove_nothing() {
    let case = case();
    let (checkpoint, bundle) = case.bundle();
    let with = |node: Vec<u8>| Bundle {
        state: [bundle.state.clone(), vec![node]].concat(),
        ..bundle.clone()
    };
    let flaw = case.flaw(&checkpoint, &with(b"junk".to_vec()));
    assert!(matches!(flaw, Flaw::State(state::Flaw::Unused)), "{flaw}");
    let flaw = case.flaw(&checkpoint, &with(bundle.state[0].clone()));
    assert!(matches!(flaw, Flaw::State(state::Flaw::Doubled)), "{flaw}");
    let many = (0..1_025_u32).map(|n| n.to_le_bytes().to_vec()).collect();
    let flaw = case.flaw(&checkpoint, &Bundle { state: many, ..bundle.clone() });
    assert!(matches!(flaw, Flaw::State(state::Flaw::TooLarge)), "{flaw}");
    let header = Some(testing::block(0, [0; 32], None));
    let flaw = case.flaw(&checkpoint, &Bundle { header, ..bundle });
    assert!(matches!(flaw, Flaw::Surplus), "{flaw}");
}

#[test]
fn a_bundle_of_another_award_should_prove_nothing_about_this_one() {
    let case = case();
    let (checkpoint, bundle) = case.bundle();
    let other = Place { sequence: 1, ..case.place() };
    assert!(bundle.prove(&checkpoint, &other).is_err());
}

#[test]
fn other_files_should_be_refused() {
    let case = case();
    let (checkpoint, bundle) = case.bundle();
    let change = |member: &str, value: Value| {
        let mut written = bundle.to_json();
        written[member] = value;
        Bundle::parse(written.to_string().as_bytes()).unwrap_err()
    };
    assert!(matches!(change("format", json!("vaka/bundle/2")), Flaw::Format(BUNDLE)));
    assert!(matches!(change("state", json!("§")), Flaw::Part("state")));
    assert!(matches!(change("finality", json!("AAAA")), Flaw::Part("finality")));
    assert!(matches!(change("header", json!("AA==")), Flaw::Part("header")));
    assert!(matches!(change("more", json!(1)), Flaw::Json(_)));
    let mut written = json!(checkpoint);
    written["format"] = json!("vaka/bundle/1");
    let refused = Checkpoint::parse(written.to_string().as_bytes()).unwrap_err();
    assert!(matches!(refused, Flaw::Format(CHECKPOINT)));
}

/// To issue takes longer than to verify.
static REVOKED: LazyLock<(Case, Checkpoint, Bundle)> = LazyLock::new(|| {
    let mut case = case();
    case.ledger.mark(case.award.index, Mark { revoked: true, suspended: false });
    let (checkpoint, bundle) = case.bundle();
    (case, checkpoint, bundle)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Somebody changes one byte of what a bundle has: the award of a revoked one is never valid.
    #[test]
    fn one_changed_byte_should_never_make_an_award_valid(
        part in 0_usize..2,
        at in any::<prop::sample::Index>(),
        change in 1_u8..,
    ) {
        let (case, checkpoint, bundle) = &*REVOKED;
        let mut parts = [bundle.finality.encode(), bundle.state.encode()];
        let place = at.index(parts[part].len());
        parts[part][place] ^= change;
        let [finality, state] = &parts;
        let decoded = (DecodeAll::decode_all(&mut &finality[..]), DecodeAll::decode_all(&mut &state[..]));
        if let (Ok(finality), Ok(state)) = decoded {
            let bundle = Bundle { finality, header: None, state };
            let found = case.judge(checkpoint, &bundle, NOW);
            prop_assert!(found == Standing::Revoked || is_unknown(&found), "{found:?}");
        }
    }
}
