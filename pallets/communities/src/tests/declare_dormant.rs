use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::DispatchError;
use vaka_primitives::Track;

/// Somebody declares these members dormant.
fn declare_numbers(members: &[MemberId]) -> DispatchResult {
    let members = members.to_vec().try_into().expect("few");
    Communities::declare_dormant(signed(STRANGER), members)
}

#[test]
fn declare_dormant_should_take_members_out_of_all_electorates() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[5, 6, 101]));
        has_event(Event::DeclaredDormant { member: member(5) });
        assert_eq!(electorates(), (8, 6, 14));
        let electorate = <Communities as vaka_primitives::Communities>::electorate;
        assert_eq!(electorate(Track::Constitution), 14);
        assert_eq!(electorate(Track::Village(APIA)), 8);
        assert_eq!(Communities::nation().dormancies_left, 2);
        let shown = Communities::member(member(5)).unwrap();
        let since = Dormancy { since: now(), until: None };
        assert_eq!(shown.membership.dormancy, Some(since));
        assert!(shown.membership.is_dormant() && !shown.membership.suspended);
        // They keep their account and their free calls, with which they wake.
        assert_eq!((shown.account, shown.free_calls), (account(5), 20));
    });
}

#[test]
fn declare_dormant_should_end_the_office_of_a_clerk() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[CLERK]));
        has_event(Event::ClerkDismissed { community: APIA, member: member(CLERK) });
        assert_eq!(Communities::community(APIA).unwrap().clerks, NO_CLERKS);
        let again = Communities::appoint_clerk(clerk_track(), APIA, member(CLERK));
        assert_noop!(again, Error::<Test>::Dormant);
        act(&[CLERK]);
        assert_ok!(Communities::appoint_clerk(clerk_track(), APIA, member(CLERK)));
    });
}

#[test]
fn declare_dormant_should_be_free_for_members_and_open_to_anyone_else() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        let declare = |n| Call::declare_dormant { members: vec![n].try_into().expect("one") };
        assert_eq!(Balances::free_balance(account(1)), 0);
        assert_ok!(send(1, declare(member(5))));
        endow(STRANGER);
        assert_ok!(send(STRANGER, declare(member(6))));
        assert!(Balances::free_balance(account(STRANGER)) < WEALTH);
        assert!(person(5).is_dormant() && person(6).is_dormant());
        // The member who said so acted.
        let refused = send(STRANGER, declare(member(1))).unwrap();
        assert_eq!(refused, Err(Error::<Test>::NotDormant.into()));
    });
}

#[test]
fn declare_dormant_should_fail_when_a_member_acted_in_two_years() {
    ExtBuilder::default().build_and_execute(|| {
        // What was done on the 29th day after the last note is not noted.
        act(&[5]);
        System::set_block_number(29 * DAY);
        act(&[5]);
        assert_eq!(person(5).last_active, 0);
        assert_eq!(Communities::member(member(5)).unwrap().dormant_from, 760 * DAY);
        System::set_block_number(760 * DAY - 1);
        assert_noop!(declare(&[5]), Error::<Test>::NotDormant);
        System::set_block_number(760 * DAY);
        assert_ok!(declare(&[5]));
    });
}

#[test]
fn declare_dormant_should_do_nothing_when_one_of_them_acted() {
    ExtBuilder::default().build_and_execute(|| {
        wait(600);
        act(&[7]);
        wait(160);
        assert_noop!(declare(&[5, 6, 7]), Error::<Test>::NotDormant);
        assert_ok!(declare(&[5, 6]));
    });
}

#[test]
fn declare_dormant_should_fail_when_a_member_is_unknown_suspended_or_dormant() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        sleep();
        assert_noop!(declare(&[5]), Error::<Test>::Suspended);
        assert_noop!(declare_numbers(&[999]), Error::<Test>::UnknownMember);
        assert_noop!(declare(&[6, 6]), Error::<Test>::Dormant);
        assert_ok!(declare(&[6]));
        assert_noop!(declare(&[6]), Error::<Test>::Dormant);
    });
}

#[test]
fn declare_dormant_should_fail_when_it_names_nobody_or_nobody_signed() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_noop!(declare(&[]), Error::<Test>::NobodyNamed);
        let members = vec![member(5)].try_into().expect("one");
        let unsigned = Communities::declare_dormant(root(), members);
        assert_noop!(unsigned, DispatchError::BadOrigin);
    });
}

#[test]
fn declare_dormant_should_fail_when_more_than_allowed_were_in_thirty_days() {
    ExtBuilder::default().founders(&[10, 7, 7]).build_and_execute(|| {
        sleep();
        // Two of a village, and five of all.
        assert_noop!(declare(&[1, 2, 3]), Error::<Test>::TooManyDormant);
        assert_ok!(declare(&[1, 2]));
        assert_eq!(Communities::community(APIA).unwrap().dormancies_left, 0);
        assert_noop!(declare(&[3]), Error::<Test>::TooManyDormant);
        assert_ok!(declare(&[101, 102]));
        assert_noop!(declare(&[201, 202]), Error::<Test>::TooManyDormant);
        assert_ok!(declare(&[201]));
        assert_eq!(Communities::nation().dormancies_left, 0);
        assert_noop!(declare(&[202]), Error::<Test>::TooManyDormant);
        // To wake gives none back.
        assert_ok!(Communities::here(signed(1)));
        wait(30);
        for n in [3, 202] {
            assert_noop!(declare(&[n]), Error::<Test>::TooManyDormant);
        }
        wait(1);
        assert_ok!(declare(&[3, 202]));
    });
}

#[test]
fn declare_dormant_should_allow_a_twentieth_of_a_large_electorate() {
    ExtBuilder::default().founders(&[160]).build_and_execute(|| {
        sleep();
        assert_noop!(declare(&[1, 2, 3, 4, 5, 6, 7, 8, 9]), Error::<Test>::TooManyDormant);
        assert_ok!(declare(&[1, 2, 3, 4, 5, 6, 7]));
    });
}

/// Whatever becomes of a dormant member, the electorates stay exact.
#[test]
fn dormant_members_should_stay_out_of_electorates_when_their_membership_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let counted = |expected| {
            check();
            assert_eq!(electorates(), expected);
        };
        sleep();
        assert_ok!(declare(&[3, 4, 101, 102]));
        counted((8, 5, 13));
        assert_ok!(Communities::suspend(appeals(), member(3)));
        counted((8, 5, 13));
        // A member who is reinstated sleeps on until they act.
        assert_ok!(Communities::reinstate(appeals(), member(3)));
        counted((8, 5, 13));
        act(&[3]);
        counted((9, 5, 14));
        // Nor does a suspended member count who acts.
        wait(31);
        assert_ok!(Communities::suspend(appeals(), member(4)));
        act(&[4]);
        assert!(!person(4).is_dormant());
        counted((9, 5, 14));
        // A new key wakes nobody before it signs something.
        let id = replace(102, STRANGER, &[103, 104, 105]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        assert!(person(STRANGER).is_dormant());
        counted((9, 5, 14));
        act(&[STRANGER]);
        counted((9, 6, 15));
        // A proxy's call, which no transaction of the member's carries.
        assert_ok!(Communities::leave(signed(101)));
        counted((9, 6, 15));
    });
}

#[test]
fn dormant_member_should_be_moved_and_counted_where_they_wake() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[5]));
        // Again a proxy's call.
        let id = move_to(5, ALOFI, &[101, 102, 103]);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), id));
        check();
        assert_eq!(electorates(), (9, 7, 16));
        act(&[5]);
        check();
        assert_eq!(electorates(), (9, 8, 17));
    });
}

#[test]
fn reinstated_member_should_have_two_years_to_act() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        sleep();
        assert_ok!(Communities::reinstate(appeals(), member(5)));
        assert_noop!(declare(&[5]), Error::<Test>::NotDormant);
        sleep();
        assert_ok!(declare(&[5]));
        // They are seasoned long since: the two years are longer than that takes.
        act(&[5]);
        let constitution = <Communities as vaka_primitives::Communities>::electorate;
        assert_eq!(constitution(Track::Constitution), 17);
    });
}
