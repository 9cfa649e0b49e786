use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

#[test]
fn withdraw_for_should_take_back_what_a_helper_gave() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        assert_ok!(Petitions::endorse_for(signed(3), 2, id));
        // A helper who came later may, too.
        Nation::help(4, 2);
        assert_ok!(Petitions::withdraw_for(signed(4), 2, id));
        has_event(Event::EndorsementWithdrawn { petition: id, member: 2, helper: Some(4) });
        assert_eq!(petition(id).endorsements, 1);
        assert!(!Petitions::endorsed(id, 2));
    });
}

#[test]
fn withdraw_should_take_back_what_a_helper_gave() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        assert_ok!(Petitions::endorse_for(signed(3), 2, id));
        assert_ok!(Petitions::withdraw(signed(2), id));
        has_event(Event::EndorsementWithdrawn { petition: id, member: 2, helper: None });
    });
}

#[test]
fn withdraw_for_should_take_the_petition_along_with_its_last_endorsement() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        assert_ok!(Petitions::endorse_for(signed(3), 2, id));
        assert_ok!(Petitions::withdraw(signed(1), id));
        assert_ok!(Petitions::withdraw_for(signed(3), 2, id));
        assert!(!exists(id));
    });
}

#[test]
fn withdraw_for_should_fail_when_the_member_endorsed_themselves_or_not_at_all() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 1);
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        // The opener, too, endorsed it themselves.
        assert_noop!(Petitions::withdraw_for(signed(3), 1, id), Error::<Test>::MemberEndorsed);
        assert_noop!(Petitions::withdraw_for(signed(3), 2, id), Error::<Test>::NotEndorsed);
    });
}

#[test]
fn withdraw_for_should_fail_when_the_petition_waits_or_is_unknown() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 20);
        assert_noop!(Petitions::withdraw_for(signed(3), 20, 77), Error::<Test>::UnknownPetition);
        fill(APIA);
        let id = endorsed_by(1, APIA, note(1));
        assert_ok!(Petitions::endorse_for(signed(3), 20, id));
        assert_noop!(Petitions::withdraw_for(signed(3), 20, id), Error::<Test>::NotOpen);
    });
}

#[test]
fn withdraw_for_should_fail_when_the_signer_is_not_the_helper() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        assert_ok!(Petitions::endorse_for(signed(3), 2, id));
        for (by, member) in [(4, 2), (2, 2), (3, 4), (999, 2)] {
            assert_noop!(Petitions::withdraw_for(signed(by), member, id), Error::<Test>::NotHelper);
        }
        assert_noop!(
            Petitions::withdraw_for(RuntimeOrigin::root(), 2, id),
            DispatchError::BadOrigin
        );
        change(3, |person| person.suspended = true);
        assert_noop!(Petitions::withdraw_for(signed(3), 2, id), Error::<Test>::HelperSuspended);
    });
}
