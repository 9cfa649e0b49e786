//! Tests of when a set is planned, and of its validators.

use crate::{
    mock::{Validators, *},
    *,
};
use pallet_session::SessionManager;

/// Whether this session can prove that an account has a key.
fn proves(who: Account, key: u64) -> bool {
    owner(key, prove(key)) == Some(who)
}

fn plan() -> Option<Vec<Account>> {
    <Validators as SessionManager<Account>>::new_session(session() + 2)
}

#[test]
fn new_session_should_plan_nothing_when_nothing_changed() {
    ExtBuilder::default().build_and_execute(|| {
        for _ in 0..30 {
            next_session();
            assert!(!was_planned());
            assert!(!Validators::next_set().changed);
            assert_eq!((active(), queued()), (roster(), roster()));
            assert!(proves(3, 3));
        }
    });
}

#[test]
fn new_session_should_plan_a_set_when_keys_changed() {
    ExtBuilder::default().build_and_execute(|| {
        next_session();
        set_keys(2, 22);
        assert!(Validators::next_set().changed);
        next_session();
        assert!(was_planned());
        assert_eq!(queued(), active());
        // They are in force in the session after, which can prove them. Nothing more is planned.
        next_session();
        assert!(!was_planned());
        assert!(proves(2, 22) && !proves(2, 2));
        let (proof, began) = (prove(22), session());
        sessions(5);
        assert!(session() > began && !was_planned());
        assert_eq!(owner(22, proof), Some(2));
    });
}

#[test]
fn new_session_should_plan_nothing_when_keys_changed_and_changed_back() {
    ExtBuilder::default().build_and_execute(|| {
        set_keys(2, 22);
        set_keys(2, 2);
        next_session();
        assert!(!was_planned());
    });
}

#[test]
fn new_session_should_not_ask_about_the_keys_of_others() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        remove(5);
        sessions(2);
        set_keys(5, 55);
        set_keys(6, 6);
        next_session();
        assert!(!was_planned());
    });
}

#[test]
fn new_session_should_plan_a_set_when_validators_changed() {
    ExtBuilder::default().build_and_execute(|| {
        add(5, 5);
        next_session();
        assert!(was_planned());
        next_session();
        assert!(!was_planned());
        remove(1);
        add(6, 6);
        next_session();
        assert!(was_planned());
        // There are as many as before, but others.
        assert_eq!(queued(), vec![2, 3, 4, 5, 6]);
    });
}

#[test]
fn new_session_should_leave_out_who_has_no_keys_and_show_it() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        lose_keys(2);
        next_session();
        assert_eq!(queued(), vec![1, 3, 4, 5]);
        has_event(Event::SetPlanned {
            session: 2,
            validators: 4,
            without_keys: 1,
            offenders_left_out: 0,
        });
        let view = shown(2);
        assert!(view.active && !view.has_keys && !view.queued && !view.planned);
        next_session();
        assert!(!was_planned());
        set_keys(2, 22);
        next_session();
        assert_eq!(queued(), vec![1, 2, 3, 4, 5]);
    });
}

#[test]
fn new_session_should_do_with_those_who_have_keys_when_they_are_fewer_than_the_minimum() {
    ExtBuilder::default().build_and_execute(|| {
        lose_keys(2);
        offend(3);
        next_session();
        // The offender is needed, so it is in the set.
        assert_eq!(queued(), vec![1, 3, 4]);
    });
}

#[test]
fn new_session_should_never_plan_an_empty_set() {
    ExtBuilder::default().build_and_execute(|| {
        (1..=4).for_each(lose_keys);
        assert_eq!(plan(), None);
        (1..=4).for_each(|who| set_keys(who, 10 * who));
        assert_eq!(plan(), Some(vec![1, 2, 3, 4]));
    });
}

#[test]
fn new_session_should_let_go_all_who_may_at_once() {
    ExtBuilder::default().validators(6).minimum(6).build_and_execute(|| {
        (1..=6).for_each(leave);
        assert_eq!(roster().len(), 6);
        // The constitution's track lowers the minimum.
        Minimum::<Test>::put(2);
        next_session();
        assert_eq!((roster(), leavers()), (vec![5, 6], vec![1, 2, 3, 4]));
        assert_eq!((active().len(), queued()), (6, vec![5, 6]));
        next_session();
        assert_eq!((active(), leavers()), (vec![5, 6], vec![]));
        assert!((1..=4).all(|who| !is_registered(who)));
        assert!(shown(5).leaving.is_some());
    });
}

#[test]
fn new_session_should_prune_history_that_nobody_can_be_held_to() {
    use pallet_session::historical::{HistoricalSessions, StoredRange};
    ExtBuilder::default().build_and_execute(|| {
        sessions(PROVABLE);
        assert_eq!(StoredRange::<Test>::get(), Some((0, PROVABLE + 2)));
        sessions(3);
        assert_eq!(StoredRange::<Test>::get(), Some((3, PROVABLE + 5)));
        assert!(!HistoricalSessions::<Test>::contains_key(2));
        assert!(HistoricalSessions::<Test>::contains_key(3));
    });
}

#[test]
fn new_session_should_keep_the_keys_that_prove_a_double_vote_of_who_left() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        next_session();
        leave(5);
        // As long as it is in a set, it can vote twice, and that can be proven.
        next_session();
        let proof = prove(5);
        assert!(active().contains(&5) && proves(5, 5));
        next_session();
        assert!(!is_registered(5));
        // What it did then can still be proven now.
        assert_eq!(owner(5, proof), Some(5));
    });
}
