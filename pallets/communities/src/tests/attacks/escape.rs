//! People who face a verdict would rather be somebody else by the time it comes.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn clerk_and_vouchers_should_not_escape_a_verdict_by_leaving() {
    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        let leave_is_refused = || {
            for n in [CLERK, 1, 2, 3] {
                assert_noop!(Communities::leave(signed(n)), Error::<Test>::AnswersForRequest);
            }
        };
        // They can leave neither when the challenges come,
        challenge(id, &[4, 5]);
        leave_is_refused();
        // nor before appeals.
        challenge(id, &[6]);
        leave_is_refused();
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert_noop!(Communities::leave(signed(CLERK)), Error::<Test>::Suspended);
        for n in [1, 2, 3] {
            assert!(person(n).banned_until > now());
            assert_noop!(Communities::leave(signed(n)), Error::<Test>::VouchingBanned);
        }
    });
}

#[test]
fn clerk_and_vouchers_should_not_escape_a_verdict_by_moving_or_by_another_key() {
    ExtBuilder::default().build_and_execute(|| {
        let fake = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(fake, &[7, 8, 9]);
        let new_key = replace(2, STRANGER + 1, &[4, 5, 6]);
        let moves = [move_to(1, ALOFI, &[101, 102, 103]), move_to(CLERK, ALOFI, &[104, 105, 106])];
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(9), new_key));
        for id in moves {
            assert_ok!(Communities::confirm_admission(signed(9), id));
        }
        for n in [1, STRANGER + 1, CLERK] {
            assert_eq!(person(n).answers_for, 1);
            assert_noop!(Communities::leave(signed(n)), Error::<Test>::AnswersForRequest);
        }
        assert_ok!(Communities::decide_request(appeals(), fake, Verdict::Fake));
        for n in [1, STRANGER + 1, 3] {
            assert!(person(n).banned_until > now());
        }
        assert!(person(CLERK).suspended);
    });
}

#[test]
fn mover_should_not_save_those_who_vouched_by_leaving() {
    ExtBuilder::default().build_and_execute(|| {
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        challenge(id, &[104, 105]);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::RequestPending);
        challenge(id, &[106]);
        assert_noop!(Communities::leave(signed(5)), Error::<Test>::Appealed);
    });
}

/// Why a banned voucher may not leave: as a new member they would vouch again after 97 days, not
/// after 365. In the 268 days between them they would vouch nine times, while their own admission
/// takes three vouches.
#[test]
fn banned_voucher_should_not_become_a_new_member_who_vouches_sooner() {
    let rules = Rules::default();
    let anew = rules.challenge_period + rules.standing;
    let between = rules.vouch_ban - anew;
    assert_eq!((anew, between), (97, 268));
    let vouches = between.div_ceil(rules.vouch_interval);
    assert_eq!(vouches, 9);
    assert!(vouches > rules.vouches);

    ExtBuilder::default().build_and_execute(|| {
        let id = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(id, &[4, 5, 6]);
        assert_ok!(Communities::decide_request(appeals(), id, Verdict::Fake));
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(9)));
        wait_almost(365);
        assert_noop!(Communities::leave(signed(1)), Error::<Test>::VouchingBanned);
        // They keep all else: their vote, their challenges, their word against a replacement.
        let other = bring(9, STRANGER + 1, APIA);
        vouch(other, &[4, 5, 6]);
        assert_ok!(Communities::admit(signed(9), other));
        challenge(other, &[1]);
        System::set_block_number(now() + 1);
        let last = bring(9, STRANGER + 2, APIA);
        vouch(last, &[1]);
    });
}

/// Once an admission is confirmed, its record is gone, and nobody answers for it: see the overview.
#[test]
fn clerk_and_vouchers_should_answer_for_nothing_when_nobody_looked_for_seven_days() {
    ExtBuilder::default().build_and_execute(|| {
        let fake = join(STRANGER, APIA, &[1, 2, 3]);
        for n in [CLERK, 1, 2, 3] {
            assert_eq!((person(n).answers_for, person(n).banned_until), (0, 0));
        }
        // What remains is what appeals and the clerks' track decide about persons.
        assert_ok!(Communities::suspend(appeals(), fake));
        wait(31);
        assert_ok!(Communities::suspend(appeals(), member(1)));
        assert_ok!(Communities::dismiss_clerk(clerk_track(), APIA, member(CLERK)));
    });
}
