use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::QueryPreimage};

#[test]
fn endorsement_should_be_taken_back() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        endorse(2, id).expect("endorsed");
        assert_ok!(Petitions::withdraw(signed(2), id));
        assert_eq!(petition(id).endorsements, 1);
        assert!(!Petitions::endorsed(id, 2));
        has_event(Event::EndorsementWithdrawn { petition: id, member: 2, helper: None });
        // It can be given again.
        endorse(2, id).expect("endorsed");
    });
}

#[test]
fn petition_should_stay_when_its_opener_withdraws_and_others_stand_for_it() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        endorse(2, id).expect("endorsed");
        assert_ok!(Petitions::withdraw(signed(1), id));
        assert_eq!(petition(id).endorsements, 1);
        assert_eq!(OpenedBy::<Test>::get(1), Some(1));
    });
}

#[test]
fn petition_should_go_when_nobody_stands_for_it() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, long(1));
        let hash = petition(id).call.hash();
        assert_ok!(Petitions::withdraw(signed(1), id));
        assert!(!exists(id));
        assert_eq!(OpenedBy::<Test>::get(1), None);
        assert_eq!(Pending::<Test>::get(APIA), None);
        assert!(!Preimage::is_requested(&hash));
        assert_eq!(Preimage::len(&hash), None);
        has_event(Event::Withdrawn { petition: id });
    });
}

#[test]
fn bytes_should_stay_when_another_petition_holds_the_same() {
    ExtBuilder.build_and_execute(|| {
        let one = open(1, APIA, long(1));
        let other = open(2, APIA, long(1));
        assert_ok!(Petitions::withdraw(signed(1), one));
        assert!(Preimage::have(&petition(other).call));
    });
}

#[test]
fn suspended_member_should_be_able_to_withdraw() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        endorse(2, id).expect("endorsed");
        change(2, |person| person.suspended = true);
        assert_ok!(Petitions::withdraw(signed(2), id));
    });
}

#[test]
fn withdraw_should_fail_when_there_is_no_such_petition_or_it_is_not_open() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(Petitions::withdraw(signed(1), 0), Error::<Test>::UnknownPetition);
        let id = endorsed(APIA, note(1));
        assert_noop!(Petitions::withdraw(signed(1), id), Error::<Test>::NotOpen);
    });
}

#[test]
fn withdraw_should_fail_when_there_is_nothing_to_withdraw() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        assert_noop!(Petitions::withdraw(signed(999), id), Error::<Test>::NotMember);
        assert_noop!(Petitions::withdraw(signed(2), id), Error::<Test>::NotEndorsed);
    });
}
