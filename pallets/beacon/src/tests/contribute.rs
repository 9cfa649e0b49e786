//! Tests of the call by which an output comes.

use crate::{mock::*, *};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchClass, GetDispatchInfo},
};
use sp_core::Pair;
use sp_runtime::DispatchError::BadOrigin;

/// Begins a block of validator 2, after the session's first one. Returns what is wanted of it.
fn block_of_two() -> Wanted {
    // Two of validator 1: the first one of all takes nothing.
    silent_block_in(4);
    silent_block_in(8);
    let slot = next_slot_of(2);
    let wanted = wanted(slot).expect("it has not given yet");
    begin_block(slot);
    wanted
}

#[test]
fn output_should_count_when_the_author_gives_it() {
    build_and_execute(4, || {
        let wanted = block_of_two();
        let output = sign(&wanted);
        assert_eq!(round().part(1), Part::Absent);
        assert_ok!(contribute(output));
        let round = round();
        assert_eq!((round.given, round.passed), (0b10, 0b1));
        assert_eq!(round.sum, beacon_vrf::add(Default::default(), &output));
        assert_eq!(round.outputs(), 1);
        end_block();
        assert_eq!(had(Part::Gave), [2].into());
    });
}

#[test]
fn output_should_be_refused_when_no_session_began_yet() {
    build_and_execute(4, || {
        let wanted = block_of_two();
        // So is a chain that gets this pallet by an upgrade.
        CurrentRound::<Test>::kill();
        assert_noop!(contribute(sign(&wanted)), Error::<Test>::NoRound);
        end_block();
    });
}

#[test]
fn output_should_be_refused_when_the_session_began_in_this_block() {
    build_and_execute(4, || {
        silent_block_in(1);
        while !session_ends() {
            next_block(&[]);
        }
        begin_block(slot() + 1);
        let input = Beacon::input(session());
        let key = Beacon::author().expect("an author").1;
        let output = sign(&Wanted { key, input });
        assert_noop!(contribute(output), Error::<Test>::SessionJustBegan);
        end_block();
        // In the next block of that validator it is right.
        assert!(block_in(slot() + 4));
        assert_eq!(round().outputs(), 1);
    });
}

#[test]
fn output_should_be_refused_when_the_slot_has_no_author() {
    build_and_execute(4, || {
        let wanted = block_of_two();
        let authorities = pallet_aura::Authorities::<Test>::take();
        let done = Beacon::contribute(RuntimeOrigin::none(), sign(&wanted));
        assert_eq!(done, Err(Error::<Test>::NoAuthor.into()));
        pallet_aura::Authorities::<Test>::put(authorities);
        end_block();
    });
}

#[test]
fn output_should_be_refused_when_the_author_has_given() {
    build_and_execute(4, || {
        let wanted = block_of_two();
        assert_ok!(contribute(sign(&wanted)));
        assert_noop!(contribute(sign(&wanted)), Error::<Test>::AlreadyGiven);
        end_block();
        // Nor does a later block of the session take it.
        begin_block(next_slot_of(2));
        assert_noop!(contribute(sign(&wanted)), Error::<Test>::AlreadyGiven);
        end_block();
    });
}

#[test]
fn output_should_be_refused_when_it_is_malformed() {
    build_and_execute(4, || {
        block_of_two();
        assert_noop!(contribute([0xff; 96]), Error::<Test>::Malformed);
        end_block();
    });
}

#[test]
fn output_should_be_refused_when_the_proof_is_wrong() {
    build_and_execute(4, || {
        let wanted = block_of_two();
        let others = sign(&Wanted { key: pair(3, 0).public(), ..wanted });
        let olds = sign(&Wanted { input: Beacon::input(session() + 1), ..wanted });
        for output in [others, olds, [0; 96]] {
            assert_noop!(contribute(output), Error::<Test>::WrongProof);
        }
        assert_ok!(contribute(sign(&wanted)));
        end_block();
    });
}

#[test]
fn output_should_be_refused_when_somebody_signs_the_call() {
    build_and_execute(4, || {
        let output = sign(&block_of_two());
        assert_noop!(Beacon::contribute(RuntimeOrigin::signed(2), output), BadOrigin);
        assert_noop!(Beacon::contribute(RuntimeOrigin::root(), output), BadOrigin);
        end_block();
    });
}

#[test]
fn output_should_not_cost_its_author_the_block_when_it_is_refused() {
    // A mandatory call that fails makes the block invalid. An operational one does not.
    let call = RuntimeCall::Beacon(Call::contribute { output: [0; 96] });
    let info = call.get_dispatch_info();
    assert_eq!(info.class, DispatchClass::Operational);
    assert!(info.call_weight.ref_time() > 300_000_000);
}
