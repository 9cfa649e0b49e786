//! Whole blocks, as nodes make and import them.

use crate::{mock::*, *};
use codec::Encode;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{
    generic::Header,
    transaction_validity::{TransactionSource, UnknownTransaction},
    ApplyExtrinsicResult, Digest, DigestItem,
};

type Executive = frame_executive::Executive<
    Test,
    Block,
    frame_system::ChainContext<Test>,
    Test,
    AllPalletsWithSystem,
>;

/// Begins a block in a slot, with all that a runtime does before the first extrinsic.
fn begin(slot: u64) {
    let logs = vec![DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode())];
    let parent = if now() == 0 { GENESIS } else { Default::default() };
    Executive::initialize_block(&Header {
        parent_hash: parent,
        number: now() + 1,
        state_root: Default::default(),
        extrinsics_root: Default::default(),
        digest: Digest { logs },
    });
}

/// The extrinsic by which an output comes.
fn extrinsic(output: Output) -> Extrinsic {
    Extrinsic::new_bare(RuntimeCall::Beacon(Call::contribute { output }))
}

fn apply(output: Output) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(extrinsic(output))
}

#[test]
fn block_should_stand_when_outputs_in_it_fail() {
    build_and_execute(4, || {
        begin(1);
        end_block();
        let right = sign(&wanted(2).expect("wanted"));
        begin(2);
        // A malformed one, a wrong one, the right one, and that once more. None of them makes the
        // block invalid, and only the right one counts.
        assert_eq!(apply([0xff; 96]), Ok(Err(Error::<Test>::Malformed.into())));
        assert_eq!(apply([0; 96]), Ok(Err(Error::<Test>::WrongProof.into())));
        assert_eq!(apply(right), Ok(Ok(())));
        assert_eq!(apply(right), Ok(Err(Error::<Test>::AlreadyGiven.into())));
        end_block();
        assert_eq!(round().outputs(), 1);
        // A stale one.
        while !session_ends() {
            silent_block_in(slot() + 1);
        }
        begin(slot() + 1);
        assert_eq!(apply(right), Ok(Err(Error::<Test>::SessionJustBegan.into())));
        end_block();
        begin(next_slot_of(author_of(2)));
        assert_eq!(apply(right), Ok(Err(Error::<Test>::WrongProof.into())));
        end_block();
    });
}

#[test]
fn block_should_stand_when_the_filter_refuses_an_output() {
    build_and_execute(4, || {
        begin(1);
        end_block();
        let right = sign(&wanted(2).expect("wanted"));
        begin(2);
        Closed::set(true);
        let filtered = frame_system::Error::<Test>::CallFiltered;
        assert_eq!(apply(right), Ok(Err(filtered.into())));
        end_block();
    });
}

#[test]
fn pool_should_refuse_outputs_so_that_only_authors_bring_them() {
    build_and_execute(4, || {
        begin(1);
        end_block();
        let right = sign(&wanted(2).expect("wanted"));
        for source in [TransactionSource::External, TransactionSource::Local] {
            let validity =
                Executive::validate_transaction(source, extrinsic(right), Default::default());
            assert_eq!(validity, Err(UnknownTransaction::NoUnsignedValidator.into()));
        }
    });
}
