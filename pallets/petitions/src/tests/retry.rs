use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok, weights::Weight};

/// An approved petition whose call failed.
fn failed(number: u32) -> PetitionId {
    set_broken(true);
    let id = decided(APIA, fragile(number));
    assert!(matches!(failure(id), Failure::Call(_)));
    id
}

#[test]
fn failed_call_should_be_made_by_anyone_when_its_cause_is_mended() {
    ExtBuilder.build_and_execute(|| {
        let id = failed(1);
        set_broken(false);
        assert_ok!(Petitions::retry(signed(999), id, MaxCallWeight::get()));
        assert!(is_done(id) && made(1) == 1);
        has_event(Event::Executed { petition: id });
        assert_noop!(retry(id), Error::<Test>::NothingToRetry);
        assert_eq!(made(1), 1);
    });
}

#[test]
fn retried_call_should_be_made_with_the_tracks_origin() {
    ExtBuilder.build_and_execute(|| {
        for (number, track) in [(1, Track::Constitution), (2, ALOFI)] {
            let decide = RuntimeCall::World(world::Call::decide { track, number });
            let calls = vec![decide, fragile(9)];
            set_broken(true);
            let call = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
            let id = decided(track, call);
            assert_eq!(made(number), 0);
            set_broken(false);
            assert_ok!(retry(id));
            assert_eq!(made(number), 1);
        }
    });
}

#[test]
fn failing_again_should_be_recorded_and_not_win_time() {
    ExtBuilder.build_and_execute(|| {
        let id = failed(1);
        let Stage::Failed { until, .. } = stage(id) else { panic!("failed") };
        assert_eq!(until, now() + 30 * DAY);
        next_block();
        assert_ok!(retry(id));
        let Stage::Failed { until: then, at, retry_from, .. } = stage(id) else { panic!("failed") };
        assert_eq!((then, at, retry_from), (until, now(), now() + 1));
        assert_eq!(made(1), 0);
    });
}

#[test]
fn retry_should_weigh_what_the_call_used() {
    ExtBuilder.build_and_execute(|| {
        let id = failed(1);
        set_broken(false);
        let post = Petitions::retry(signed(1), id, MaxCallWeight::get()).expect("made");
        let expected = <() as WeightInfo>::retry() + Weight::from_parts(1_000_000, 0);
        assert_eq!(post.actual_weight, Some(expected));
    });
}

#[test]
fn retry_should_fail_when_the_weight_is_too_low_and_count_as_no_try() {
    ExtBuilder.build_and_execute(|| {
        let id = failed(1);
        assert_noop!(
            Petitions::retry(signed(1), id, Weight::from_parts(999_999, 0))
                .map_err(|error| error.error),
            Error::<Test>::WeightTooLow
        );
    });
}

#[test]
fn retry_should_succeed_with_more_weight_when_an_upgrade_made_the_call_heavier() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, RuntimeCall::World(world::Call::growing { number: 1 }));
        approve(id);
        GrowingWeight::set(Weight::from_parts(2_000_000, 0));
        run(ENACTMENT);
        assert!(matches!(failure(id), Failure::TooHeavy { .. }));
        assert_ok!(retry(id));
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn retry_should_fail_when_it_was_retried_lately() {
    ExtBuilder.build_and_execute(|| {
        TheRules::mutate(|rules| rules.retries_per_day = 2);
        let id = failed(1);
        assert_ok!(retry(id));
        assert_noop!(retry(id), Error::<Test>::RetriedLately);
        run(DAY / 2 - 1);
        assert_noop!(retry(id), Error::<Test>::RetriedLately);
        next_block();
        set_broken(false);
        assert_ok!(retry(id));
        assert!(is_done(id));
    });
}

#[test]
fn retry_should_fail_when_its_time_is_over() {
    ExtBuilder.build_and_execute(|| {
        let id = failed(1);
        set_broken(false);
        System::set_block_number(now() + 30 * DAY);
        assert_noop!(retry(id), Error::<Test>::RetryOver);
        System::set_block_number(now() - 1);
        assert_ok!(retry(id));
    });
}

#[test]
fn retry_should_fail_when_there_is_nothing_to_retry() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(retry(0), Error::<Test>::UnknownPetition);
        let id = open(1, APIA, note(1));
        assert_noop!(retry(id), Error::<Test>::NothingToRetry);
        let id = endorsed_by(2, APIA, note(1));
        assert_noop!(retry(id), Error::<Test>::NothingToRetry);
        run(60);
        // The people said no.
        assert_noop!(retry(id), Error::<Test>::NothingToRetry);
    });
}

#[test]
fn retry_should_fail_while_the_scheduler_may_still_make_the_call() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, note(1));
        approve(id);
        assert_noop!(retry(id), Error::<Test>::NotDue);
        System::set_block_number(now() + ENACTMENT + DAY - 1);
        assert_noop!(retry(id), Error::<Test>::NotDue);
        System::set_block_number(now() + 1);
        assert_ok!(retry(id));
        assert_eq!(made(1), 1);
        // Now the scheduler comes, and finds the call made.
        next_block();
        assert_eq!(made(1), 1);
    });
}
