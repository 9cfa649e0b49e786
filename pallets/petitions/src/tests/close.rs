use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::QueryPreimage};

#[test]
fn petition_that_too_few_endorsed_should_go_when_its_time_is_over() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, long(1));
        let hash = petition(id).call.hash();
        System::set_block_number(60 * DAY);
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        next_block();
        assert_ok!(close(id));
        assert!(!exists(id));
        has_event(Event::Ended { petition: id, ending: Ending::Expired });
        has_event(Event::Removed { petition: id });
        assert_eq!((OpenedBy::<Test>::get(1), Pending::<Test>::get(APIA)), (None, None));
        assert_eq!(Preimage::len(&hash), None);
        assert_eq!(Endorsements::<Test>::iter().count(), 0);
    });
}

#[test]
fn endorsements_should_be_removed_in_steps() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        for who in 2..=4 {
            endorse(who, id).expect("endorsed");
        }
        System::set_block_number(61 * DAY);
        let post = Petitions::close(signed(999), id, 3).expect("closed");
        assert_eq!(post.actual_weight, Some(<() as WeightInfo>::close(3)));
        assert!(exists(id));
        assert_eq!(Endorsements::<Test>::iter().count(), 1);
        check();
        assert_ok!(Petitions::close(signed(999), id, 3));
        assert!(!exists(id));
    });
}

#[test]
fn petition_that_waited_for_a_year_should_go() {
    ExtBuilder.build_and_execute(|| {
        (0..DECIDING).for_each(|n| {
            endorsed(APIA, note(n));
        });
        let id = endorsed(APIA, note(9));
        System::set_block_number(now() + 365 * DAY - 1);
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        next_block();
        assert_ok!(close(id));
        assert!(!exists(id));
    });
}

#[test]
fn rejected_petition_should_leave_a_receipt_for_a_year() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, long(1));
        let hash = petition(id).call.hash();
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        vote(referendum(id), 40, 60);
        run(30);
        assert_ok!(close(id));
        let at = now();
        assert_eq!(
            stage(id),
            Stage::Ended { referendum: Some(referendum(id)), at, ending: Ending::Rejected }
        );
        assert_eq!(petition(id).endorsements, 5);
        assert_eq!(Endorsements::<Test>::iter().count(), 0);
        assert_eq!(Preimage::len(&hash), None);
        assert!(Ongoing::<Test>::get().is_empty());
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        System::set_block_number(at + 365 * DAY - 1);
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        next_block();
        assert_ok!(close(id));
        assert!(!exists(id));
    });
}

#[test]
fn receipt_of_what_was_made_should_be_kept_for_a_year() {
    ExtBuilder.build_and_execute(|| {
        let id = decided(APIA, note(1));
        let at = now();
        assert_ok!(close(id));
        assert!(is_done(id));
        assert_eq!(Endorsements::<Test>::iter().count(), 0);
        System::set_block_number(at + 365 * DAY);
        assert_ok!(close(id));
        assert!(!exists(id));
        // It is never made again.
        assert_noop!(retry(id), Error::<Test>::UnknownPetition);
        assert_noop!(execute(origin(APIA), id), Error::<Test>::UnknownPetition);
    });
}

#[test]
fn bytes_of_a_failed_call_should_be_kept_as_long_as_it_may_be_retried() {
    ExtBuilder.build_and_execute(|| {
        set_broken(true);
        let calls = vec![long(1), fragile(2)];
        let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
        let id = decided(APIA, batch);
        let (hash, at) = (petition(id).call.hash(), now());
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        System::set_block_number(at + 30 * DAY - 1);
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        assert!(Preimage::len(&hash).is_some());
        next_block();
        assert_ok!(close(id));
        assert_eq!(Preimage::len(&hash), None);
        assert!(matches!(failure(id), Failure::Call(_)));
        System::set_block_number(at + 365 * DAY);
        assert_ok!(close(id));
        assert!(!exists(id));
    });
}

#[test]
fn referendum_that_timed_out_should_be_told() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, note(1));
        // The scheduler stood still, so nothing wakes the referendum in time.
        System::set_block_number(now() + 100);
        pallet_referenda::DecidingCount::<Test>::insert(APIA.id().expect("small"), DECIDING);
        assert_ok!(Referenda::nudge_referendum(RuntimeOrigin::root(), referendum(id)));
        let fate = Petitions::fate(APIA, referendum(id));
        // A queued referendum does not time out. This is why none is ever queued.
        assert_eq!(fate, Fate::Ongoing);
        pallet_referenda::ReferendumInfoFor::<Test>::insert(
            referendum(id),
            pallet_referenda::ReferendumInfo::TimedOut(now(), None, None),
        );
        assert_ok!(close(id));
        assert!(matches!(stage(id), Stage::Ended { ending: Ending::TimedOut, .. }));
    });
}

#[test]
fn close_should_fail_when_there_is_no_such_petition() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(close(0), Error::<Test>::UnknownPetition);
    });
}

#[test]
fn what_is_being_merged_should_not_be_closed() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = (open(1, APIA, note(1)), open(2, APIA, note(2)));
        endorse(3, from).expect("endorsed");
        assert_ok!(Petitions::merge(signed(1), from, into, 1));
        System::set_block_number(100 * DAY);
        assert_noop!(close(from), Error::<Test>::NothingToClose);
        // Both petitions can still be removed.
        assert_ok!(close(into));
        assert_ok!(merge(9, from, into));
        assert_eq!(crate::Petitions::<Test>::iter().count(), 0);
    });
}
