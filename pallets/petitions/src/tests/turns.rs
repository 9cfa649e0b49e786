//! Whose turn it is, when there is a place again.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

/// The stored list, which includes petitions whose time is over.
fn stored(track: Track) -> Vec<PetitionId> {
    let list = Contenders::<Test>::get(track).into_iter();
    list.map(|contender| contender.petition).collect()
}

/// Two petitions that wait on a full track. The second one has more endorsements.
fn two() -> (PetitionId, PetitionId) {
    fill(APIA);
    (endorsed_by_many(6, APIA, 5), endorsed_by_many(11, APIA, 6))
}

#[test]
fn place_should_go_to_the_petition_with_the_most_endorsements() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        assert_eq!(turns(APIA), [six, five]);
        assert_eq!(obstacle(six), Obstacle::TrackFull);
        run(60);
        assert_ok!(submit(five));
        let behind = Obstacle::Behind(six);
        assert_eq!(obstacle(five), behind);
        has_event(Event::Waits { petition: five, obstacle: behind });
        assert_eq!(turns(APIA), [six, five]);
        assert_ok!(submit(six));
        assert!(is_voting(six));
        assert_eq!(turns(APIA), [five]);
        assert_ok!(submit(five));
        assert!(is_voting(five));
        assert!(!Contenders::<Test>::contains_key(APIA));
    });
}

#[test]
fn older_petition_should_come_first_when_as_many_endorsed_it() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        let (older, newer) = (open(6, APIA, note(1)), open(7, APIA, note(2)));
        for id in [newer, older] {
            (8..12).for_each(|who| endorse(who, id).expect("endorsed"));
        }
        assert_eq!(turns(APIA), [older, newer]);
        run(60);
        assert_ok!(submit(newer));
        assert_eq!(obstacle(newer), Obstacle::Behind(older));
    });
}

#[test]
fn tracks_should_have_turns_of_their_own() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        fill(Track::Treasury);
        let other = endorsed(Track::Treasury, note(1));
        assert_eq!(turns(APIA), [six, five]);
        assert_eq!(turns(Track::Treasury), [other]);
        assert!(is_voting(endorsed(ALOFI, note(1))));
    });
}

#[test]
fn endorsement_should_bring_the_turn_of_what_waits_nearer() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        let Stage::Waiting { until, .. } = stage(five) else { panic!("waits") };
        next_block();
        for (who, endorsements) in [(19, 6), (20, 7)] {
            let post = Petitions::endorse(signed(who), five).expect("endorsed");
            // The endorsement does not submit it. Somebody has to do that when there is a place.
            assert_eq!(post.actual_weight, Some(<() as WeightInfo>::endorse()));
            has_event(Event::Endorsed {
                petition: five,
                member: who as MemberId,
                endorsements,
                helper: None,
            });
            // The older of equals is the first already.
            assert_eq!(turns(APIA), [five, six]);
        }
        let first = Contender { petition: five, endorsements: 7, until };
        assert_eq!(Petitions::contenders(APIA).first(), Some(&first));
        let obstacle = Obstacle::TrackFull;
        assert_eq!(stage(five), Stage::Waiting { until, obstacle });
        assert_noop!(endorse(20, five), Error::<Test>::AlreadyEndorsed);
        assert_noop!(endorse(101, five), Error::<Test>::NotOfVillage);
    });
}

#[test]
fn endorsement_should_not_be_taken_back_when_the_petition_waits() {
    ExtBuilder.build_and_execute(|| {
        let (five, _) = two();
        assert_noop!(Petitions::withdraw(signed(6), five), Error::<Test>::NotOpen);
    });
}

#[test]
fn petition_should_not_jump_over_others_when_it_gets_its_endorsements_and_there_is_a_place() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        run(60);
        let new = endorsed(APIA, note(1));
        assert_eq!(obstacle(new), Obstacle::Behind(six));
        assert_eq!(turns(APIA), [six, five, new]);
        // It gets more endorsements than the first one has.
        for who in 6..=7 {
            endorse(who, new).expect("endorsed");
        }
        assert_eq!(turns(APIA), [new, six, five]);
        assert_ok!(submit(six));
        assert_eq!(obstacle(six), Obstacle::Behind(new));
        assert_ok!(submit(new));
        assert!(is_voting(new));
    });
}

#[test]
fn struck_endorsements_should_put_the_turn_of_what_waits_off() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        for who in [11, 12] {
            change(who, |person| person.suspended = true);
            assert_ok!(Petitions::strike(signed(999), six, who as MemberId));
        }
        assert_eq!(turns(APIA), [five, six]);
        assert_eq!(petition(six).endorsements, 4);
        check();
        assert_noop!(Petitions::strike(signed(999), six, 13), Error::<Test>::StillEligible);
        // The petition goes with its last endorsement.
        for who in 13..=16 {
            leave(who);
            assert_ok!(Petitions::strike(signed(999), six, who as MemberId));
        }
        assert!(!exists(six));
        assert_eq!(stored(APIA), [five]);
    });
}

#[test]
fn petition_with_an_obstacle_of_its_own_should_not_keep_others_from_the_place() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        let other = endorsed_by_many(1, APIA, 5);
        let broken = open(6, APIA, long(1));
        (7..12).for_each(|who| endorse(who, broken).expect("endorsed"));
        let bytes = lose_bytes(broken);
        // As long as there is no place, nobody looks at its call.
        assert_eq!(turns(APIA), [broken, other]);
        run(60);
        assert_ok!(submit(other));
        assert_eq!(obstacle(other), Obstacle::Behind(broken));
        assert_ok!(submit(broken));
        assert_eq!(obstacle(broken), Obstacle::MissingPreimage);
        assert_eq!(turns(APIA), [other]);
        // An endorsement does not mend it.
        endorse(12, broken).expect("endorsed");
        assert_eq!(turns(APIA), [other]);
        assert_ok!(submit(other));
        assert!(is_voting(other));

        let _ = (endorsed(APIA, note(1)), endorsed(APIA, note(2)));
        assert_ok!(Preimage::note_preimage(signed(999), bytes));
        assert_ok!(submit(broken));
        assert_eq!(obstacle(broken), Obstacle::TrackFull);
        assert_eq!(turns(APIA), [broken]);
    });
}

#[test]
fn turn_should_be_kept_when_the_agenda_is_full() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        run(60);
        fill_agenda(now() + PREPARE);
        assert_ok!(submit(six));
        assert_eq!(obstacle(six), Obstacle::AgendaFull);
        next_block();
        assert_ok!(submit(five));
        assert_eq!(obstacle(five), Obstacle::Behind(six));
        assert_ok!(submit(six));
        assert!(is_voting(six));
    });
}

#[test]
fn petition_whose_time_is_over_should_not_keep_others_from_the_place() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        let late = endorsed_by_many(6, APIA, 6);
        let since = now();
        run(5);
        let other = endorsed_by_many(12, APIA, 5);
        run(60);
        System::set_block_number(since + 365 * DAY - 1);
        assert_eq!(turns(APIA), [late, other]);
        next_block();
        assert_eq!(turns(APIA), [other]);
        assert_noop!(endorse(20, late), Error::<Test>::Expired);
        assert_noop!(submit(late), Error::<Test>::Expired);
        assert_eq!(stored(APIA), [late, other]);
        check();
        assert_ok!(submit(other));
        assert!(is_voting(other));
        assert!(stored(APIA).is_empty());
        assert_ok!(close(late));
    });
}

#[test]
fn closed_petition_should_leave_the_list() {
    ExtBuilder.build_and_execute(|| {
        let (five, six) = two();
        System::set_block_number(now() + 365 * DAY);
        assert_eq!(stored(APIA), [six, five]);
        assert_ok!(close(six));
        assert!(!exists(six));
        // The other petition's time is over, so it leaves the list, too.
        assert!(stored(APIA).is_empty());
        assert_ok!(close(five));
    });
}

#[test]
fn full_list_should_keep_the_first_and_take_in_others_when_they_are_tried_again() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        let listed = (1..=16).map(|first| endorsed_by(first, APIA, note(1))).collect::<Vec<_>>();
        assert_eq!(listed.len(), MAX_CONTENDERS as usize);
        let late = endorsed_by(1, APIA, note(2));
        assert_eq!(obstacle(late), Obstacle::TrackFull);
        assert_eq!(turns(APIA), listed);
        check();

        // With one more endorsement it is the first, and the last one leaves the list.
        endorse(20, late).expect("endorsed");
        let out = listed[15];
        assert_eq!(turns(APIA)[0], late);
        assert_eq!(turns(APIA)[1..], listed[..15]);
        run(60);
        assert_ok!(submit(out));
        assert_eq!(obstacle(out), Obstacle::Behind(late));
        assert!(!turns(APIA).contains(&out));
        check();
        assert_ok!(submit(late));
        assert!(is_voting(late));
        assert_ok!(submit(out));
        assert_eq!(turns(APIA), listed);
    });
}

#[test]
fn damaged_turns_should_be_found() {
    let damages: [fn(&mut Vec<Contender>); _] = [
        |list| list.reverse(),
        |list| list[1] = list[0],
        |list| list[0].endorsements += 1,
        |list| list[0].until += 1,
        |list| list[1].petition = 0,
    ];
    for damage in damages {
        ExtBuilder.build().execute_with(|| {
            two();
            check();
            Contenders::<Test>::mutate(APIA, |list| {
                let mut damaged = list.to_vec();
                damage(&mut damaged);
                *list = damaged.try_into().expect("as many");
            });
            assert!(Petitions::do_try_state().is_err());
        });
    }
}
