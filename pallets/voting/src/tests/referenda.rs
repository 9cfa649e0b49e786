//! Polls from submission to their end, in the real pallet-referenda.

use crate::{mock::*, rules::*, *};
use pallet_referenda::ReferendumInfo;
use vaka_primitives::slots_of;
use Vote::*;

const PACES: [BlockNumber; 2] = [1, 14_400];

fn at_all_paces(test: impl Fn(BlockNumber)) {
    for day in PACES {
        ExtBuilder::default().build_and_execute(|| {
            SlotsPerDay::set(day);
            UndecidingTimeout::set(60 * day);
            test(day);
        });
    }
}

fn kinds() -> Vec<Track> {
    let village = [Track::Village(APIA)];
    Track::NATIONAL.into_iter().chain(village).collect()
}

/// The most days that a poll can take to be decided.
fn longest(track: Track) -> Days {
    let rules = rules_of(track);
    rules.prepare + rules.decision + rules.confirm
}

/// Goes to the end of a poll. Returns the block of the decision, and whether it was approved.
fn end(poll: PollIndex, track: Track, day: BlockNumber) -> (BlockNumber, bool) {
    run_to(now() + (longest(track) + 1) * day + 5);
    match info(poll) {
        ReferendumInfo::Approved(at, ..) => (at, true),
        ReferendumInfo::Rejected(at, ..) => (at, false),
        other => panic!("not decided: {other:?}"),
    }
}

#[test]
fn poll_should_be_approved_at_once_when_everybody_says_aye() {
    at_all_paces(|day| {
        for (nth, track) in kinds().into_iter().enumerate() {
            let poll = open_and_decide(track);
            let opened = now() - 1;
            for n in 0..10 {
                vote(n, poll, Aye);
            }
            let rules = rules_of(track);
            let (at, approved) = end(poll, track, day);
            assert!(approved);
            let soonest = opened + slots_of(rules.prepare, day) + slots_of(rules.confirm, day);
            // An alarm that nobody needs makes it a block late.
            assert!((soonest..=soonest + 2).contains(&at), "{track:?}");
            run_to(at + slots_of(rules.enactment, day) + 2);
            assert_eq!(dispatched(), nth + 1);
        }
    });
}

#[test]
fn poll_should_be_approved_late_when_just_enough_say_aye() {
    at_all_paces(|day| {
        for track in kinds() {
            let poll = open_and_decide(track);
            let opened = now() - 1;
            let electorate = Voting::poll(poll).expect("a poll").electorate;
            let rules = rules_of(track);
            for n in 0..rules.ayes_needed(electorate) {
                vote(n, poll, Aye);
            }
            let (at, approved) = end(poll, track, day);
            assert!(approved, "{track:?}");
            let period = slots_of(rules.prepare, day) + slots_of(rules.confirm, day);
            assert!(at > opened + period + slots_of(rules.decision, day) / 2);
            assert!(at <= opened + longest(track) * day + 2);
        }
    });
}

#[test]
fn poll_should_be_rejected_at_the_end_when_the_ayes_are_one_too_few() {
    at_all_paces(|day| {
        for track in kinds() {
            let poll = open_and_decide(track);
            let opened = now() - 1;
            let electorate = Voting::poll(poll).expect("a poll").electorate;
            let rules = rules_of(track);
            for n in 1..rules.ayes_needed(electorate) {
                vote(n, poll, Aye);
            }
            for n in 5..10 {
                vote(n, poll, Abstain);
            }
            let (at, approved) = end(poll, track, day);
            assert!(!approved, "{track:?}");
            let last = opened + slots_of(rules.prepare, day) + slots_of(rules.decision, day);
            assert!((last..=last + 2).contains(&at), "{track:?}");
        }
    });
}

#[test]
fn poll_should_be_rejected_when_it_is_a_tie() {
    at_all_paces(|day| {
        for track in kinds() {
            let poll = open_and_decide(track);
            for n in 0..10 {
                vote(n, poll, if n < 5 { Aye } else { Nay });
            }
            assert!(!end(poll, track, day).1, "{track:?}");
        }
        assert_eq!(dispatched(), 0);
    });
}

#[test]
fn poll_should_be_rejected_when_nobody_votes() {
    at_all_paces(|day| {
        for track in kinds() {
            let poll = open_and_decide(track);
            assert!(!end(poll, track, day).1, "{track:?}");
        }
    });
}

#[test]
fn poll_should_be_rejected_when_those_who_said_aye_change_their_minds_in_time() {
    at_all_paces(|day| {
        let track = Track::Treasury;
        let poll = open_and_decide(track);
        for n in 0..10 {
            vote(n, poll, Aye);
        }
        run_to(now() + (rules_of(track).prepare + 1) * day);
        for n in 0..10 {
            vote(n, poll, Nay);
        }
        assert!(!end(poll, track, day).1);
    });
}

#[test]
fn delegates_should_carry_a_poll() {
    at_all_paces(|day| {
        let track = Track::Constitution;
        for n in 1..17 {
            delegate(n, track, 0);
        }
        let poll = open_and_decide(track);
        vote(0, poll, Aye);
        assert_eq!(tally(poll), (17, 0, 0));
        assert!(end(poll, track, day).1);
        run_to(now() + 5 * day);
        assert_eq!(dispatched(), 1);
        Voting::prune(signed(3), poll).expect("it is over");
    });
}

#[test]
fn poll_should_be_refused_when_the_origin_has_no_track() {
    use frame_support::{assert_noop, traits::schedule::DispatchTime, traits::StorePreimage};
    ExtBuilder::default().build_and_execute(|| {
        let remark = frame_system::Call::remark { remark: vec![] };
        let call = <Preimage as StorePreimage>::bound(RuntimeCall::from(remark)).expect("small");
        let origins: [OriginCaller; _] = [
            frame_system::RawOrigin::Signed(1).into(),
            frame_system::RawOrigin::None.into(),
            Origin::Village(2).into(),
        ];
        for origin in origins {
            assert_noop!(
                Referenda::submit(
                    signed(0),
                    Box::new(origin),
                    call.clone(),
                    DispatchTime::After(0)
                ),
                pallet_referenda::Error::<Test>::NoTrack
            );
        }
    });
}
