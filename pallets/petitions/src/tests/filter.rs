use crate::{mock::*, *};
use frame_support::traits::Contains;

fn may(call: &RuntimeCall) -> bool {
    <Nested<Carried> as Contains<RuntimeCall>>::contains(call)
}

fn batch_all(calls: Vec<RuntimeCall>) -> RuntimeCall {
    RuntimeCall::Utility(pallet_utility::Call::batch_all { calls })
}

#[test]
fn calls_should_be_judged_at_any_depth() {
    ExtBuilder.build_and_execute(|| {
        let refused =
            RuntimeCall::Utility(pallet_utility::Call::force_batch { calls: vec![note(1)] });
        let (mut good, mut bad) = (note(1), refused);
        for _ in 0..MAX_DEPTH {
            assert!(may(&good) && !may(&bad));
            good = batch_all(vec![note(2), good]);
            bad = batch_all(vec![note(2), bad]);
        }
        assert!(may(&good) && !may(&bad));
    });
}

#[test]
fn calls_should_be_refused_when_they_are_nested_too_deep() {
    ExtBuilder.build_and_execute(|| {
        let nested = (0..MAX_DEPTH).fold(note(1), |call, _| batch_all(vec![call]));
        assert!(may(&nested));
        assert!(!may(&batch_all(vec![nested])));
    });
}

#[test]
fn calls_should_be_refused_when_they_are_too_many() {
    ExtBuilder.build_and_execute(|| {
        let notes = |n: u32| batch_all(vec![note(1); n as usize]);
        assert!(may(&notes(MAX_CALLS - 1)));
        assert!(!may(&notes(MAX_CALLS)));
        // It does not matter how they are spread.
        let half = MAX_CALLS / 2;
        assert!(may(&batch_all(vec![notes(half - 2), notes(half - 1)])));
        assert!(!may(&batch_all(vec![notes(half - 1), notes(half - 1)])));
    });
}
