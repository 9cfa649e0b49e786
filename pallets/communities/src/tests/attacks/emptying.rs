use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

/// A clerk asks for other keys for all members of a village, so that too few can vouch, and few
/// people of the nation grant what the clerk wants.
#[test]
fn clerk_should_not_take_a_village_by_making_it_look_lost() {
    ExtBuilder::default().founders(&[10, 7]).build_and_execute(|| {
        let stolen = (1..10).map(|n| replace(n, STRANGER + n, &[])).collect::<Vec<_>>();
        let grant = |id| Communities::decide_request(appeals(), id, Verdict::Grant);
        // One in 30 days is granted, and then its owner objects.
        assert_ok!(grant(stolen[0]));
        for id in &stolen[1..] {
            assert_noop!(grant(*id), Error::<Test>::TooManyGranted);
        }
        // To grant it twice takes no time away from the owner.
        assert_noop!(grant(stolen[0]), Error::<Test>::PeriodNotOver);
        assert_ok!(Communities::object_to_replacement(signed(1), stolen[0]));
        assert_ok!(Communities::decide_request(appeals(), stolen[0], Verdict::Fake));
        assert!(is_member(1) && person(CLERK).suspended);
        // The others were asked for by the same clerk.
        for id in &stolen[1..] {
            assert_ok!(Communities::decide_request(appeals(), *id, Verdict::Refuse));
        }
    });
}

#[test]
fn large_village_should_never_do_without_vouches() {
    ExtBuilder::default().founders(&[65, 7]).build_and_execute(|| {
        for n in 1..17 {
            replace(n, STRANGER + n, &[]);
        }
        let id = bring(20, STRANGER, APIA);
        let refused = Communities::decide_request(appeals(), id, Verdict::Grant);
        assert_noop!(refused, Error::<Test>::TooFewVouches);
        // In a smaller one all are looked at, and enough can vouch.
        assert_ok!(Communities::leave(signed(64)));
        let refused = Communities::decide_request(appeals(), id, Verdict::Grant);
        assert_noop!(refused, Error::<Test>::TooFewVouches);
    });
}
