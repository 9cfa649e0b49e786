//! A petition whose call is one of this pallet's. The filter refuses such calls. These tests show
//! what would happen if it did not know them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

fn nest(call: RuntimeCall) -> RuntimeCall {
    RuntimeCall::World(world::Call::nest { call: Box::new(call) })
}

fn execute_call(petition: PetitionId) -> RuntimeCall {
    let weight = frame_support::weights::Weight::from_parts(1_000_000, 0);
    RuntimeCall::Petitions(Call::execute { petition, weight })
}

#[test]
fn calls_of_this_pallet_should_be_refused() {
    ExtBuilder.build_and_execute(|| {
        let calls: [Call<Test>; _] = [
            Call::endorse { petition: 0 },
            Call::retry { petition: 0, weight: frame_support::weights::Weight::zero() },
            Call::open { track: APIA, title: title("x"), text: text(), call: Box::new(note(1)) },
        ];
        for call in calls {
            assert_noop!(
                try_open(1, APIA, RuntimeCall::Petitions(call)),
                Error::<Test>::CallRefused
            );
        }
    });
}

#[test]
fn petition_should_not_make_another_ones_call() {
    ExtBuilder.build_and_execute(|| {
        FilterKnows::set(false);
        let other = endorsed(APIA, note(1));
        let id = endorsed(APIA, nest(execute_call(other)));
        // Both are approved and due in one block; the first one's task is taken away.
        vote(referendum(other), 100, 0);
        carry(id);
        let reentered = DispatchError::from(Error::<Test>::Reentered);
        let done = DispatchError::from(Error::<Test>::AlreadyExecuted);
        assert!(matches!(failure(id), Failure::Call(error) if error == reentered || error == done));
        assert_eq!(made(1), 1);

        // The same holds when the other call is surely not made yet.
        let other = endorsed(APIA, note(2));
        let id = endorsed(APIA, nest(execute_call(other)));
        vote(referendum(other), 100, 0);
        approve(id);
        System::set_block_number(now() + ENACTMENT + DAY);
        assert_ok!(retry(id));
        assert_eq!(failure(id), Failure::Call(reentered));
        assert_eq!(made(2), 0);
        run(1);
        assert_eq!(made(2), 1);
    });
}

#[test]
fn petition_should_not_make_its_own_call_again() {
    ExtBuilder.build_and_execute(|| {
        FilterKnows::set(false);
        let next = NextPetition::<Test>::get();
        let calls = vec![note(1), nest(execute_call(next))];
        let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
        let id = endorsed(APIA, batch);
        assert_eq!(id, next);
        carry(id);
        let reentered = Error::<Test>::Reentered.into();
        assert_eq!(failure(id), Failure::Call(reentered));
        assert_eq!(made(1), 0);
        assert!(!Executing::<Test>::exists());
    });
}

#[test]
fn petition_should_not_retry_another_one() {
    ExtBuilder.build_and_execute(|| {
        FilterKnows::set(false);
        set_broken(true);
        let other = decided(APIA, fragile(1));
        set_broken(false);
        let weight = frame_support::weights::Weight::from_parts(1_000_000, 0);
        let call = RuntimeCall::Petitions(Call::retry { petition: other, weight });
        let id = decided(APIA, nest(call));
        assert_eq!(failure(id), Failure::Call(DispatchError::BadOrigin));
        assert_eq!(made(1), 0);
    });
}
