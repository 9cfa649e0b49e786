//! Attacks by a majority of guardians who want more than a halt, or a longer one.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use pallet_utility::Call as Utility;
use sp_runtime::DispatchError;

const REFUSED: Option<sp_runtime::DispatchResult> = Some(Err(DispatchError::BadOrigin));

fn others() -> Vec<RuntimeCall> {
    vec![
        transfer(),
        RuntimeCall::Balances(pallet_balances::Call::force_set_balance {
            who: 1,
            new_free: 1_000_000,
        }),
        RuntimeCall::System(frame_system::Call::set_code { code: vec![] }),
        RuntimeCall::System(frame_system::Call::set_storage { items: vec![(vec![1], vec![1])] }),
        RuntimeCall::Council(pallet_collective::Call::set_members {
            new_members: vec![1],
            prime: Some(1),
            old_count: 5,
        }),
        RuntimeCall::SafeMode(pallet_safe_mode::Call::enter {}),
        RuntimeCall::SafeMode(pallet_safe_mode::Call::extend {}),
        RuntimeCall::SafeMode(pallet_safe_mode::Call::force_extend {}),
        RuntimeCall::SafeMode(pallet_safe_mode::Call::force_exit {}),
        RuntimeCall::Utility(Utility::dispatch_as {
            as_origin: Box::new(frame_support::dispatch::RawOrigin::Root.into()),
            call: Box::new(transfer()),
        }),
        RuntimeCall::Utility(Utility::with_weight {
            call: Box::new(transfer()),
            weight: Default::default(),
        }),
    ]
}

#[test]
fn all_guardians_should_be_able_to_do_nothing_else() {
    build_and_execute(|| {
        for call in others() {
            assert_eq!(motion(5, call.clone()), REFUSED, "{call:?}");
        }
        assert_eq!(motion(4, enter()), Some(Ok(())));
        for call in others() {
            let result = motion(5, call.clone()).expect("closed");
            assert!(result.is_err(), "in a halt, too: {call:?}");
        }
        assert_eq!(guardians().len(), 5);
        assert_eq!(Balances::free_balance(1), 1_000);
    });
}

#[test]
fn batch_with_something_else_should_do_nothing_else() {
    build_and_execute(|| {
        let batch = RuntimeCall::Utility(Utility::batch_all { calls: vec![enter(), transfer()] });
        let result = motion(5, batch).expect("closed");
        assert!(result.is_err() && !is_halted(), "as a whole");
        let batch = RuntimeCall::Utility(Utility::force_batch {
            calls: others().into_iter().chain([enter()]).collect(),
        });
        assert_eq!(motion(5, batch), Some(Ok(())));
        assert!(is_halted());
        assert_eq!(Balances::free_balance(7), 1_000);
        assert_eq!(guardians().len(), 5);
    });
}

#[test]
fn less_than_two_thirds_should_be_refused() {
    build_and_execute(|| {
        for ayes in 1..=3 {
            assert_eq!(motion(ayes, enter()), REFUSED, "{ayes} of 5");
        }
        assert!(!is_halted());
    });
}

#[test]
fn fewer_than_three_guardians_should_be_able_to_do_nothing() {
    build_and_execute(|| {
        appoint(&[1, 2], None);
        assert_eq!(motion(2, enter()), REFUSED);
        appoint(&[1], Some(1));
        assert_eq!(motion(1, enter()), REFUSED);
    });
}

#[test]
fn absent_guardians_should_count_as_nays_whatever_a_prime_votes() {
    build_and_execute(|| {
        for prime in [None, Some(1)] {
            appoint(&[1, 2, 3, 4, 5], prime);
            // Three ayes are a majority. Other default votes would turn the absent ones into ayes,
            // and make it five.
            assert_eq!(motion_at(3, 4, enter()), None);
            assert!(!is_halted());
        }
        use pallet_collective::DefaultVote;
        assert!(!AbsentIsNay::default_vote(Some(true), 4, 0, 5));
    });
}

#[test]
fn a_single_guardian_should_be_able_to_do_nothing() {
    build_and_execute(|| {
        let execute = Council::execute(signed(1), Box::new(enter()), 1_000);
        assert_ok!(execute);
        assert!(!is_halted());
        assert_noop!(SafeMode::force_enter(signed(1)), DispatchError::BadOrigin);
    });
}

#[test]
fn nobody_else_should_be_able_to_halt() {
    build_and_execute(|| {
        for by in [
            RuntimeOrigin::root(),
            RuntimeOrigin::none(),
            signed(9),
            pallet_collective::RawOrigin::Member(1).into(),
        ] {
            assert_noop!(SafeMode::force_enter(by), DispatchError::BadOrigin);
        }
        // Nobody can halt the chain for a deposit either.
        assert_noop!(SafeMode::enter(signed(9)), pallet_safe_mode::Error::<Test>::NotConfigured);
    });
}

#[test]
fn a_halt_should_not_be_made_longer() {
    build_and_execute(|| {
        assert_eq!(motion(5, enter()), Some(Ok(())));
        let until = pallet_safe_mode::EnteredUntil::<Test>::get();
        run(5);
        let entered = pallet_safe_mode::Error::<Test>::Entered.into();
        assert_eq!(motion(5, enter()), Some(Err(entered)));
        let extend = || RuntimeCall::SafeMode(pallet_safe_mode::Call::force_extend {});
        assert_eq!(motion(5, extend()), REFUSED);
        for by in [RuntimeOrigin::root(), signed(1)] {
            assert_noop!(SafeMode::force_extend(by), DispatchError::BadOrigin);
        }
        assert_noop!(SafeMode::extend(signed(1)), pallet_safe_mode::Error::<Test>::NotConfigured);
        assert_eq!(pallet_safe_mode::EnteredUntil::<Test>::get(), until);
        // The halt cannot begin anew either in the block in which it ends.
        run(2 * DAY - 4);
        assert!(!is_halted());
        assert_eq!(motion(5, enter()), REFUSED);
    });
}

#[test]
fn new_guardians_should_not_get_a_new_halt() {
    build_and_execute(|| {
        assert_eq!(motion(5, enter()), Some(Ok(())));
        run(2 * DAY + 1);
        appoint(&[11, 12, 13], None);
        assert_eq!(motion(3, enter()), REFUSED);
    });
}
