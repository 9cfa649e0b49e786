//! Tests of what becomes of that which a node hands over.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_ok, inherent::ProvideInherent};
use sp_inherents::InherentData;
use sp_runtime::generic::UncheckedExtrinsic;

/// Begins a block in which the author may give. Returns its output.
fn begin() -> Output {
    silent_block_in(1);
    let output = sign(&wanted(2).expect("wanted"));
    begin_block(2);
    output
}

#[test]
fn inherent_should_be_made_when_the_output_is_right() {
    build_and_execute(4, || {
        let output = begin();
        assert_eq!(inherent(output), Some(Call::contribute { output }));
        assert_ok!(contribute(output));
        // Another one would fail, so it is left out.
        assert_eq!(inherent(output), None);
        end_block();
    });
}

#[test]
fn inherent_should_be_left_out_when_there_is_nothing_or_nonsense() {
    build_and_execute(4, || {
        let output = begin();
        assert_eq!(Beacon::create_inherent(&InherentData::new()), None);
        let mut longer = output.to_vec();
        longer.push(0);
        for nonsense in [data(&output[..95]), data(()), data(&longer[..]), data([0xff_u8; 96])] {
            assert_eq!(Beacon::create_inherent(&nonsense), None);
        }
        assert!(inherent(output).is_some());
        end_block();
    });
}

#[test]
fn inherent_should_be_left_out_when_the_filter_would_refuse_it() {
    build_and_execute(4, || {
        let output = begin();
        Closed::set(true);
        assert_eq!(inherent(output), None);
        Closed::set(false);
        assert!(inherent(output).is_some());
        end_block();
    });
}

#[test]
fn inherent_should_never_be_required_nor_checked_against_others_data() {
    build_and_execute(4, || {
        let call = Call::contribute { output: [1; 96] };
        assert!(Beacon::is_inherent(&call));
        assert!(matches!(Beacon::is_inherent_required(&data([0_u8; 96])), Ok(None)));
        assert!(Beacon::check_inherent(&call, &InherentData::new()).is_ok());
    });
}

#[test]
fn inherent_should_take_at_most_120_bytes() {
    type Extrinsic = UncheckedExtrinsic<AccountId, RuntimeCall, (), ()>;
    let call = RuntimeCall::Beacon(Call::contribute { output: [1; 96] });
    assert!(Extrinsic::new_bare(call).encoded_size() <= 120);
}
