use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::assert_ok;
use sp_staking::offence::OffenceError;

#[test]
fn offence_should_disable_and_be_remembered() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        sessions(2);
        assert_ok!(report_at(2, 1, 7));
        has_event(Event::Offended { who: 2, session: 1 });
        assert_eq!(disabled(), vec![2]);
        let view = shown(2);
        let offence = Offence { reports: 1, session: 1 };
        assert_eq!((view.offence, view.disabled), (Some(offence), true));
        assert!(view.active && view.queued && !view.planned);
        // The same report again is no second offence. Another one is.
        assert_eq!(report_at(2, 1, 7), Err(OffenceError::DuplicateReport));
        assert_ok!(report_at(2, 0, 7));
        let offence = shown(2).offence.unwrap();
        assert_eq!((offence.reports, offence.session), (2, 1));
    });
}

#[test]
fn offender_should_be_left_out_of_the_next_set() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        offend(2);
        next_session();
        // It is still in this set, which was planned before.
        assert_eq!((disabled(), queued()), (vec![2], vec![1, 3, 4, 5]));
        has_event(Event::SetPlanned {
            session: 2,
            validators: 4,
            without_keys: 0,
            offenders_left_out: 1,
        });
        next_session();
        assert_eq!((active(), disabled()), (vec![1, 3, 4, 5], vec![]));
        assert!(shown(2).offence.is_some() && is_registered(2));
        sessions(5);
        assert_eq!(active(), vec![1, 3, 4, 5]);
    });
}

#[test]
fn offender_should_stay_disabled_in_the_set_when_there_would_be_too_few() {
    ExtBuilder::default().build_and_execute(|| {
        offend(2);
        for _ in 0..3 {
            next_session();
            assert_eq!((active(), disabled()), (vec![1, 2, 3, 4], vec![2]));
            assert!(!was_planned());
        }
        add(5, 5);
        sessions(2);
        assert_eq!((active(), disabled()), (vec![1, 3, 4, 5], vec![]));
    });
}

#[test]
fn offender_should_be_disabled_again_when_the_set_changed() {
    ExtBuilder::default().build_and_execute(|| {
        offend(2);
        // Its own keys and those of another change, so session forgets its disabled validators.
        for (who, key) in [(1, 11), (2, 22)] {
            set_keys(who, key);
            next_session();
            assert!(was_planned());
            assert_eq!(disabled(), vec![2]);
            next_session();
            assert!(!was_planned());
            assert_eq!((active(), disabled()), (vec![1, 2, 3, 4], vec![2]));
            let index = active().iter().position(|one| *one == 2).unwrap() as u32;
            System::assert_has_event(
                pallet_session::Event::ValidatorDisabled { validator: 2 }.into(),
            );
            assert_eq!(Session::disabled_validators(), vec![index]);
        }
    });
}

#[test]
fn offenders_should_be_disabled_up_to_the_limit_the_gravest_first() {
    // Two of seven may be disabled.
    ExtBuilder::default().validators(7).minimum(7).build_and_execute(|| {
        (1..=3).for_each(offend);
        assert_eq!(disabled(), vec![1, 2]);
        assert!(shown(3).offence.is_some() && !shown(3).disabled);
        next_block();
        offend(3);
        // There is no room now, but there is when the set changes,
        assert_eq!(disabled(), vec![1, 2]);
        set_keys(4, 44);
        sessions(2);
        assert_eq!(disabled(), vec![1, 3]);
        // and when an offender is pardoned.
        assert_ok!(Validators::pardon(track(), 3));
        assert_eq!(disabled(), vec![1, 2]);
    });
}

#[test]
fn offenders_should_not_be_disabled_when_the_set_is_too_small_to_do_without() {
    ExtBuilder::default().validators(3).minimum(3).build_and_execute(|| {
        offend(1);
        assert!(disabled().is_empty());
        assert!(shown(1).offence.is_some());
    });
}

#[test]
fn offenders_should_fill_up_the_set_the_mildest_first() {
    ExtBuilder::default().validators(6).build_and_execute(|| {
        (1..=3).for_each(offend);
        next_block();
        offend(1);
        next_session();
        // Three are fit, four are needed, and 2 comes before 3, because all else is equal.
        assert_eq!(queued(), vec![2, 4, 5, 6]);
        next_session();
        assert_eq!((active(), disabled()), (vec![2, 4, 5, 6], vec![2]));
    });
}

#[test]
fn offence_should_be_held_against_who_left_as_long_as_they_serve() {
    ExtBuilder::default().validators(5).build_and_execute(|| {
        leave(2);
        offend(2);
        assert_eq!(disabled(), vec![2]);
        assert!(shown(2).has_left && shown(2).offence.is_some());
        next_session();
        assert_eq!(disabled(), vec![2]);
        next_session();
        assert_eq!((active(), disabled()), (vec![1, 3, 4, 5], vec![]));
        // Nothing is recorded of a validator that is gone.
        assert_ok!(report_at(2, 1, 8));
        assert!(!roster().contains(&2) && !leavers().contains(&2));
    });
}

#[test]
fn offence_should_be_told_again_of_those_who_offended_in_the_same_round() {
    ExtBuilder::default().validators(8).build_and_execute(|| {
        assert_ok!(report_at(1, 0, 7));
        assert_ok!(report_at(2, 0, 7));
        let reports = |who| shown(who).offence.map(|offence| offence.reports);
        assert_eq!([1, 2].map(reports), [Some(2), Some(1)]);
        assert_eq!(disabled(), vec![1, 2]);
    });
}

#[test]
fn offence_should_be_remembered_when_the_validator_is_in_no_set() {
    ExtBuilder::default().build_and_execute(|| {
        add(5, 5);
        // The offence may be of an earlier time.
        assert_ok!(report_at(5, 0, 7));
        assert!(disabled().is_empty());
        sessions(2);
        assert_eq!(active(), vec![1, 2, 3, 4]);
    });
}

#[test]
fn offence_should_weigh_in_the_block() {
    ExtBuilder::default().build_and_execute(|| {
        let before = System::block_weight().total();
        offend(1);
        let weight = <() as WeightInfo>::on_offence(MAX_VALIDATORS);
        assert!(System::block_weight().total().all_gte(before + weight));
    });
}
