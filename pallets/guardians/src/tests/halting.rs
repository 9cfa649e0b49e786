use crate::{
    mock::{Guardians, *},
    *,
};
use frame_support::{assert_ok, traits::Hooks};
use sp_runtime::DispatchError;

#[test]
fn two_thirds_should_halt_everything_but_governance_for_two_days() {
    build_and_execute(|| {
        assert_eq!(motion(4, enter()), Some(Ok(())));
        assert!(is_halted());
        assert_eq!(LastEntered::<Test>::get(), Some(1));
        let filtered = frame_system::Error::<Test>::CallFiltered.into();
        assert_eq!(send(signed(1), transfer()), Err(filtered));
        run(2 * DAY);
        assert_eq!(send(signed(1), transfer()), Err(filtered));
        check();
        run(1);
        assert!(!is_halted());
        assert_ok!(send(signed(1), transfer()));
        assert_eq!(LastEnded::<Test>::get(), Some(2 + 2 * DAY));
    });
}

#[test]
fn two_thirds_should_be_counted_exactly() {
    let rules = Rules::default();
    let enough = [(3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (9, 6), (20, 14)];
    for (seats, ayes) in enough {
        assert!(rules.are_enough(ayes, seats), "{ayes} of {seats}");
        assert!(!rules.are_enough(ayes - 1, seats), "{} of {seats}", ayes - 1);
    }
    for (ayes, seats) in [(0, 0), (1, 1), (2, 2)] {
        assert!(!rules.are_enough(ayes, seats), "{ayes} of {seats}");
    }
    assert!(rules.are_enough(u32::MAX, u32::MAX));
}

#[test]
fn root_should_end_it_early() {
    build_and_execute(|| {
        assert_eq!(motion(5, enter()), Some(Ok(())));
        run(3);
        assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
        assert_eq!(LastEnded::<Test>::get(), Some(4));
        assert_ok!(send(signed(1), transfer()));
    });
}

#[test]
fn guardians_should_be_able_to_halt_again_after_fourteen_days() {
    build_and_execute(|| {
        for early in [false, true] {
            assert_eq!(motion(4, enter()), Some(Ok(())));
            if early {
                run(1);
                assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
            } else {
                run(2 * DAY + 1);
            }
            let ended = LastEnded::<Test>::get().expect("ended");
            assert_eq!(ended, now());
            run(14 * DAY - 1);
            assert_eq!(motion(5, enter()), Some(Err(DispatchError::BadOrigin)));
            run(1);
        }
        assert_eq!(motion(4, enter()), Some(Ok(())));
    });
}

#[test]
fn three_of_three_guardians_should_be_enough_and_two_of_three() {
    build_and_execute(|| {
        appoint(&[1, 2, 3], None);
        assert_eq!(motion(2, enter()), Some(Ok(())));
    });
}

#[test]
fn flaws_of_the_figures_should_be_found() {
    build_and_execute(|| {
        <Guardians as Hooks<BlockNumber>>::integrity_test();
        assert_eq!(Rules::default().flaw(), None);
        let flawed: [fn(&mut Rules); _] =
            [|rules| rules.seats = 0, |rules| rules.halt = 0, |rules| rules.rest = rules.halt];
        for flaw in flawed {
            let mut rules = Rules::default();
            flaw(&mut rules);
            assert!(rules.flaw().is_some(), "{rules:?}");
        }
    });
}
