//! What stock pallets lose silently. Here each loss is impossible, or it is shown and can be
//! mended.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use pallet_referenda::ReferendumCount;

/// Whether the scheduler told that it dropped a task.
fn scheduler_dropped() -> bool {
    System::events().into_iter().any(|record| {
        matches!(
            record.event,
            RuntimeEvent::Scheduler(pallet_scheduler::Event::PermanentlyOverweight { .. })
        )
    })
}

#[test]
fn missing_preimage_should_be_shown_and_mended() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, long(1));
        approve(id);
        let bytes = lose_bytes(id);
        run(ENACTMENT);
        assert_eq!(failure(id), Failure::MissingPreimage);
        assert_ok!(Preimage::note_preimage(signed(999), bytes));
        assert_ok!(retry(id));
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn damaged_preimage_should_be_shown() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, long(1));
        approve(id);
        let call = petition(id).call;
        let key = (call.hash(), call.len().expect("known"));
        lose_bytes(id);
        let garbage = vec![0xFF; 40].try_into().expect("short");
        pallet_preimage::PreimageFor::<Test>::insert::<_, frame_support::BoundedVec<u8, _>>(
            key, garbage,
        );
        run(ENACTMENT);
        assert_eq!(failure(id), Failure::Undecodable);
    });
}

#[test]
fn overweight_call_should_be_impossible() {
    ExtBuilder.build_and_execute(|| {
        // The heaviest call that can be petitioned is made even if others spend half of the block's
        // weight.
        let id = endorsed(APIA, heavy(1, MaxCallWeight::get()));
        approve(id);
        run(ENACTMENT - 1);
        next_block_after(BLOCK.div(2));
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn full_queue_should_be_impossible() {
    ExtBuilder.build_and_execute(|| {
        let ids = (0..4).map(|n| endorsed(APIA, note(n))).collect::<Vec<_>>();
        // The fourth is not submitted yet, so it is in no queue that could drop it.
        assert_eq!(ReferendumCount::<Test>::get(), DECIDING);
        assert_eq!(obstacle(ids[3]), Obstacle::TrackFull);
        approve(ids[0]);
        // The place is free in the next block, when pallet-referenda no longer counts the first
        // one.
        assert_ok!(Petitions::submit(signed(1), ids[3]));
        assert_eq!(obstacle(ids[3]), Obstacle::TrackFull);
        next_block();
        assert_ok!(Petitions::submit(signed(1), ids[3]));
        carry(ids[3]);
        assert!(is_done(ids[0]) && is_done(ids[3]));
    });
}

#[test]
fn full_queue_should_be_impossible_when_referenda_never_counted_one_out() {
    ExtBuilder.build_and_execute(|| {
        let ids = [endorsed(APIA, note(1)), endorsed(APIA, note(2))];
        run(PREPARE);
        let preparing = endorsed(APIA, note(3));
        // A task in the next block has to count that a referendum ended. That block's agenda is
        // full.
        fill_agenda(now() + 1);
        assert_ok!(Referenda::kill(RuntimeOrigin::root(), referendum(ids[0])));
        next_block();
        let (track, three) = (APIA.id().expect("small"), endorsed(APIA, note(4)));
        assert_eq!(pallet_referenda::DecidingCount::<Test>::get(track), 2);
        assert_eq!(obstacle(three), Obstacle::TrackFull);
        run(PREPARE);
        assert!(pallet_referenda::TrackQueue::<Test>::get(track).is_empty());
        assert!(is_voting(preparing));
        // The track has one place fewer.
        run(60);
        assert_ok!(submit(three));
        assert!(is_voting(three) && is_voting(endorsed(APIA, note(5))));
        let last = endorsed(APIA, note(6));
        assert_eq!(obstacle(last), Obstacle::TrackFull);
    });
}

#[test]
fn enactment_lost_in_a_full_agenda_should_be_retried_by_anyone() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, note(1));
        vote(referendum(id), 100, 0);
        run(PREPARE + CONFIRM - 1);
        // The referendum will be approved in the next block.
        fill_agenda(now() + 1 + ENACTMENT);
        next_block();
        let Fate::Approved { due } = Petitions::fate(APIA, referendum(id)) else {
            panic!("approved")
        };
        run(ENACTMENT + 2);
        assert!(is_voting(id) && made(1) == 0);
        assert_noop!(retry(id), Error::<Test>::NotDue);
        System::set_block_number(due + DAY);
        assert_ok!(retry(id));
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn enactment_dropped_in_a_full_block_should_be_retried_by_anyone() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, heavy(1, MaxCallWeight::get()));
        approve(id);
        run(ENACTMENT - 1);
        // Others spend most of that block before the scheduler comes.
        next_block_after(BLOCK.div(10).saturating_mul(9));
        assert!(scheduler_dropped());
        assert!(is_voting(id) && made(1) == 0);
        wait(1);
        assert!(is_voting(id));
        assert_ok!(retry(id));
        assert!(is_done(id) && made(1) == 1);
    });
}

#[test]
fn enactment_postponed_behind_heavy_ones_should_be_made_later_and_once() {
    ExtBuilder.build_and_execute(|| {
        let ids =
            (1..=3).map(|n| endorsed(APIA, heavy(n, MaxCallWeight::get()))).collect::<Vec<_>>();
        for id in &ids {
            vote(referendum(*id), 100, 0);
        }
        run(PREPARE + CONFIRM);
        // The three calls do not fit into one block that others use, too.
        for _ in 0..ENACTMENT + 3 {
            next_block_after(BLOCK.div(2));
        }
        assert!(ids.iter().all(|id| is_done(*id)));
        assert!((1..=3).all(|n| made(n) == 1));
        assert!(!scheduler_dropped());
    });
}

#[test]
fn lost_enactment_that_nobody_retries_should_be_recorded_as_lost() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, heavy(1, MaxCallWeight::get()));
        approve(id);
        run(ENACTMENT - 1);
        next_block_after(BLOCK.div(10).saturating_mul(9));
        let due = now();
        System::set_block_number(due + 30 * DAY - 1);
        assert_noop!(close(id), Error::<Test>::NothingToClose);
        System::set_block_number(due + 30 * DAY);
        assert_noop!(retry(id), Error::<Test>::RetryOver);
        assert_ok!(close(id));
        assert_eq!(failure(id), Failure::Lost);
        assert_noop!(retry(id), Error::<Test>::RetryOver);
        assert_eq!(made(1), 0);
    });
}

#[test]
fn killed_and_cancelled_referenda_should_free_their_places() {
    ExtBuilder.build_and_execute(|| {
        let ids = (0..3).map(|n| endorsed(APIA, note(n))).collect::<Vec<_>>();
        let waits = endorsed(APIA, note(9));
        run(PREPARE);
        assert_ok!(Referenda::kill(RuntimeOrigin::root(), referendum(ids[0])));
        assert_ok!(Referenda::cancel(RuntimeOrigin::root(), referendum(ids[1])));
        next_block();
        assert_ok!(Petitions::submit(signed(1), waits));
        assert!(is_voting(waits));
        for (id, ending) in [(ids[0], Ending::Killed), (ids[1], Ending::Cancelled)] {
            assert_ok!(close(id));
            assert!(matches!(stage(id), Stage::Ended { ending: how, .. } if how == ending));
        }
    });
}
