use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn vouch_should_be_counted_for_the_request() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        assert_ok!(Communities::vouch(signed(1), id));
        let vouch = Vouch { member: member(1), at: now() };
        assert_eq!(request(id).vouches.to_vec(), vec![vouch]);
        assert_eq!(person(1).vouches_from, now() + 30 * DAY);
        has_event(Event::Vouched { request: id, member: member(1) });
    });
}

#[test]
fn vouch_should_start_the_period_when_it_is_the_third_for_a_replacement() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2]);
        assert_eq!(request(id).stage, Stage::Open);
        vouch(id, &[3]);
        let ripe = now() + 30 * DAY;
        assert_eq!(request(id).stage, Stage::Waiting { ripe });
        assert_eq!(request(id).until, ripe + 30 * DAY);
        has_event(Event::ReplacementVouched { request: id, member: member(5), ripe });
    });
}

#[test]
fn vouch_should_take_the_place_of_one_that_counts_no_more() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[1, 2, 3]);
        assert_noop!(Communities::vouch(signed(4), id), Error::<Test>::EnoughVouches);
        assert_ok!(Communities::leave(signed(2)));
        assert_ok!(Communities::vouch(signed(4), id));
        let members = request(id).vouches.iter().map(|vouch| vouch.member).collect::<Vec<_>>();
        assert_eq!(members, vec![member(1), member(3), member(4)]);
    });
}

#[test]
fn vouch_should_fail_when_the_request_is_unknown_expired_or_not_open() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Communities::vouch(signed(1), 0), Error::<Test>::UnknownRequest);
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_noop!(Communities::vouch(signed(4), id), Error::<Test>::NotOpen);
        let id = bring(CLERK, STRANGER + 1, APIA);
        wait(90);
        assert_noop!(Communities::vouch(signed(4), id), Error::<Test>::RequestExpired);
    });
}

#[test]
fn vouch_should_fail_when_not_by_a_member_of_the_community() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        assert_noop!(Communities::vouch(signed(STRANGER), id), Error::<Test>::NotMember);
        assert_noop!(Communities::vouch(signed(101), id), Error::<Test>::NotOfCommunity);
    });
}

#[test]
fn vouch_should_fail_when_the_member_is_suspended_or_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        assert_ok!(Communities::suspend(appeals(), member(1)));
        assert_ok!(Communities::freeze(signed(CLERK), member(2)));
        assert_noop!(Communities::vouch(signed(1), id), Error::<Test>::Suspended);
        assert_noop!(Communities::vouch(signed(2), id), Error::<Test>::Frozen);
    });
}

#[test]
fn vouch_should_fail_until_the_member_is_of_ninety_days_standing() {
    ExtBuilder::default().build_and_execute(|| {
        join(STRANGER, APIA, &[1, 2, 3]);
        let id = bring(CLERK, STRANGER + 1, APIA);
        wait_almost(90);
        assert_noop!(Communities::vouch(signed(STRANGER), id), Error::<Test>::NotOfStanding);
        System::set_block_number(now() + 1);
        assert_ok!(Communities::withdraw_request(signed(CLERK), id));
        let id = bring(CLERK, STRANGER + 1, APIA);
        assert_ok!(Communities::vouch(signed(STRANGER), id));
    });
}

#[test]
fn vouch_should_fail_when_the_member_is_a_clerk_or_was_the_one_who_asked() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(1, STRANGER, APIA);
        assert_noop!(Communities::vouch(signed(CLERK), id), Error::<Test>::ClerkMayNotVouch);
        // A clerk who left the office cannot vouch for what they asked for in it.
        let id = replace(5, STRANGER + 1, &[]);
        assert_ok!(Communities::dismiss_clerk(clerk_track(), APIA, member(CLERK)));
        assert_noop!(Communities::vouch(signed(CLERK), id), Error::<Test>::ClerkMayNotVouch);
    });
}

#[test]
fn vouch_should_fail_when_the_member_vouched_in_the_last_thirty_days() {
    ExtBuilder::default().build_and_execute(|| {
        let (one, other) = (bring(CLERK, STRANGER, APIA), bring(CLERK, STRANGER + 1, APIA));
        vouch(one, &[1]);
        wait_almost(30);
        assert_noop!(Communities::vouch(signed(1), other), Error::<Test>::VouchedLately);
        System::set_block_number(now() + 1);
        assert_ok!(Communities::vouch(signed(1), other));
    });
}

#[test]
fn vouch_should_fail_when_the_member_vouched_for_a_fake_within_a_year() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert_ok!(Communities::reinstate(appeals(), member(CLERK)));
        wait_almost(365);
        let id = bring(1, STRANGER, APIA);
        assert_noop!(Communities::vouch(signed(1), id), Error::<Test>::VouchingBanned);
        System::set_block_number(now() + 1);
        assert_ok!(Communities::vouch(signed(1), id));
    });
}

#[test]
fn vouch_should_fail_when_it_is_for_ones_own_replacement() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[]);
        assert_noop!(Communities::vouch(signed(5), id), Error::<Test>::OwnRequest);
    });
}

#[test]
fn vouch_should_fail_when_the_member_vouched_for_it_already() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        vouch(id, &[1]);
        wait(30);
        assert_noop!(Communities::vouch(signed(1), id), Error::<Test>::AlreadyVouched);
    });
}
