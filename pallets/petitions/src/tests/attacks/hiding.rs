//! A call that hides another one, to swallow its error, to defer it, or to make it with another
//! origin.

use crate::{mock::*, *};
use frame_support::{assert_noop, traits::schedule::DispatchTime, weights::Weight};
use pallet_utility::Call as Utility;

fn hiding() -> Vec<RuntimeCall> {
    let calls = || vec![note(1)];
    let call = || Box::new(note(1));
    let as_origin = || Box::new(OriginCaller::from(frame_support::dispatch::RawOrigin::Root));
    vec![
        RuntimeCall::Utility(Utility::batch { calls: calls() }),
        RuntimeCall::Utility(Utility::force_batch { calls: calls() }),
        RuntimeCall::Utility(Utility::as_derivative { index: 0, call: call() }),
        RuntimeCall::Utility(Utility::dispatch_as { as_origin: as_origin(), call: call() }),
        RuntimeCall::Utility(Utility::dispatch_as_fallible {
            as_origin: as_origin(),
            call: call(),
        }),
        RuntimeCall::Utility(Utility::if_else { main: call(), fallback: call() }),
        RuntimeCall::Utility(Utility::with_weight { call: call(), weight: Weight::zero() }),
        RuntimeCall::Scheduler(pallet_scheduler::Call::schedule {
            when: 100,
            maybe_periodic: None,
            priority: 0,
            call: call(),
        }),
        RuntimeCall::Referenda(pallet_referenda::Call::submit {
            proposal_origin: as_origin(),
            proposal: frame_support::traits::Bounded::Inline(Default::default()),
            enactment_moment: DispatchTime::After(0),
        }),
        RuntimeCall::Preimage(pallet_preimage::Call::request_preimage { hash: Default::default() }),
        RuntimeCall::Petitions(Call::execute { petition: 0, weight: Weight::zero() }),
        RuntimeCall::World(world::Call::nest { call: call() }),
    ]
}

#[test]
fn hidden_calls_should_be_refused_at_any_depth() {
    ExtBuilder.build_and_execute(|| {
        for call in hiding() {
            let refused = Error::<Test>::CallRefused;
            assert_noop!(try_open(1, Track::Constitution, call.clone()), refused);
            let mut nested = call;
            for _ in 0..6 {
                let calls = vec![note(2), nested];
                nested = RuntimeCall::Utility(Utility::batch_all { calls });
                let refused = Error::<Test>::CallRefused;
                assert_noop!(try_open(1, Track::Constitution, nested.clone()), refused);
            }
        }
    });
}
