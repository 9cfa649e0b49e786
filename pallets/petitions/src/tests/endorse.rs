use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, traits::OriginTrait};
use pallet_referenda::{DecidingCount, ReferendumInfo, ReferendumInfoFor};

#[test]
fn endorsement_should_be_counted() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        let post = Petitions::endorse(signed(2), id).expect("endorsed");
        assert_eq!(post.actual_weight, Some(<() as WeightInfo>::endorse()));
        assert_eq!(petition(id).endorsements, 2);
        has_event(Event::Endorsed { petition: id, member: 2, endorsements: 2, helper: None });
    });
}

#[test]
fn petition_should_become_a_referendum_when_it_has_its_endorsements() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, Track::Treasury, note(1));
        for who in [2, 3, 101] {
            endorse(who, id).expect("endorsed");
            assert!(!is_voting(id));
        }
        endorse(102, id).expect("endorsed");
        assert!(is_voting(id));
    });
}

#[test]
fn referendum_should_be_submitted_by_the_pallets_account_with_its_deposit() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(ALOFI, note(1));
        let referendum = referendum(id);
        has_event(Event::Submitted { petition: id, referendum });
        let Some(ReferendumInfo::Ongoing(status)) = ReferendumInfoFor::<Test>::get(referendum)
        else {
            panic!("ongoing")
        };
        assert_eq!(Some(status.track), ALOFI.id());
        assert_eq!(status.origin, *origin(ALOFI).caller());
        assert_eq!(status.submission_deposit.who, Petitions::account_id());
        assert_eq!(status.decision_deposit.map(|deposit| deposit.amount), Some(0));
        assert!(status.alarm.is_some());
        // Nobody need do anything for it to be decided.
        run(PREPARE);
        assert_eq!(DecidingCount::<Test>::get(status.track), 1);
        assert_eq!(Ongoing::<Test>::get().len(), 1);
        assert_eq!(OpenedBy::<Test>::get(101), Some(1));
        assert_eq!(Pending::<Test>::get(ALOFI), None);
    });
}

#[test]
fn endorse_should_fail_when_there_is_no_such_petition() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(endorse(1, 0), Error::<Test>::UnknownPetition);
    });
}

#[test]
fn endorse_should_fail_when_the_petition_is_not_open() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, note(1));
        assert_noop!(endorse(9, id), Error::<Test>::NotOpen);
    });
}

#[test]
fn endorse_should_fail_when_the_time_is_over() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        System::set_block_number(60 * DAY);
        endorse(2, id).expect("in time");
        next_block();
        assert_noop!(endorse(3, id), Error::<Test>::Expired);
    });
}

#[test]
fn endorse_should_fail_when_the_member_does_not_vote_on_that_track() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        assert_noop!(endorse(999, id), Error::<Test>::NotMember);
        assert_noop!(endorse(101, id), Error::<Test>::NotOfVillage);
        change(2, |person| person.suspended = true);
        assert_noop!(endorse(2, id), Error::<Test>::Suspended);
    });
}

#[test]
fn endorse_should_fail_when_the_member_is_dormant() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        // Their own key would have woken them, and so would their helper's. A proxy's does not.
        sleep(2);
        assert_noop!(endorse(2, id), Error::<Test>::Dormant);
        assert_noop!(
            Petitions::open(signed(2), APIA, title("A boat"), text(), Box::new(note(2)))
                .map_err(|error| error.error),
            Error::<Test>::Dormant
        );
    });
}

#[test]
fn endorsements_needed_should_leave_out_members_who_sleep() {
    ExtBuilder.build_and_execute(|| {
        assert_eq!(Petitions::endorsements_needed(APIA), 5);
        (3..=20).for_each(sleep);
        // Two are left, and two are their majority.
        assert_eq!(Petitions::endorsements_needed(APIA), 2);
        let id = open(1, APIA, note(1));
        endorse(2, id).expect("endorsed");
        assert!(is_voting(id));
    });
}

#[test]
fn endorse_should_fail_when_the_member_has_endorsed_it() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        assert_noop!(endorse(1, id), Error::<Test>::AlreadyEndorsed);
    });
}
