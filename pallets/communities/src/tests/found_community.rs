use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

/// The third village's people.
const PEOPLE: [u32; 6] = [200, 201, 202, 203, 204, 205];

fn found(name: &[u8], founders: &[u32], clerks: &[u32]) -> DispatchResult {
    let people = |of: &[u32]| of.iter().copied().map(account).collect::<Vec<_>>();
    let name = name.to_vec().try_into().expect("short");
    let founders = people(founders).try_into().expect("few");
    Communities::found_community(root(), name, founders, people(clerks).try_into().expect("few"))
}

#[test]
fn found_community_should_make_its_founders_members_of_long_standing() {
    ExtBuilder::default().build_and_execute(|| {
        wait(3);
        assert_ok!(found(b"Neiafu", &PEOPLE, &[204]));
        let made = Communities::community(2).unwrap();
        assert_eq!(made.name.to_vec(), b"Neiafu");
        assert_eq!((made.electorate, made.clerks), (6, vec![member(204)]));
        assert_eq!(electorates(), (10, 7, 23));
        assert_eq!(member(200), 17);
        let founder = person(200);
        assert_eq!(
            (founder.active_since, founder.village_since, founder.standing_from),
            (now(), now(), now())
        );
        has_event(Event::CommunityFounded { community: 2, founders: 6 });
        has_event(Event::Joined { member: 17, community: 2, account: account(200) });
        has_event(Event::ClerkAppointed { community: 2, member: member(204) });
        // They vouch from the first day.
        assert_ok!(Communities::request_membership(
            signed(204),
            2,
            Some(consent(STRANGER, Purpose::Join(2)))
        ));
        assert_ok!(Communities::vouch(signed(200), 0));
    });
}

#[test]
fn found_community_should_need_no_clerk() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(found(b"Neiafu", &PEOPLE, &[]));
        assert_eq!(Communities::community(2).unwrap().clerks, NO_CLERKS);
    });
}

#[test]
fn found_community_should_fail_when_not_called_by_its_origin() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [signed(CLERK), clerk_track(), appeals()] {
            assert_noop!(
                Communities::found_community(
                    origin,
                    Default::default(),
                    Default::default(),
                    Default::default()
                ),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn found_community_should_fail_when_it_has_no_name() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(found(b"", &PEOPLE, &[]), Error::<Test>::EmptyName);
    });
}

#[test]
fn found_community_should_fail_when_founders_are_fewer_than_five() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(found(b"Neiafu", &PEOPLE[..4], &[]), Error::<Test>::TooFewFounders);
        assert_ok!(found(b"Neiafu", &PEOPLE[..5], &[200, 201]));
    });
}

#[test]
fn found_community_should_fail_when_clerks_leave_too_few_to_vouch() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(found(b"Neiafu", &PEOPLE, &PEOPLE[..4]), Error::<Test>::TooManyClerks);
    });
}

#[test]
fn found_community_should_fail_when_a_clerk_is_no_founder() {
    ExtBuilder::default().build_and_execute(|| {
        for other in [STRANGER, 1] {
            assert_noop!(found(b"Neiafu", &PEOPLE, &[other]), Error::<Test>::ClerkNotOfCommunity);
        }
    });
}

#[test]
fn found_community_should_fail_when_somebody_is_named_twice() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            found(b"Neiafu", &[200, 201, 202, 203, 200], &[]),
            Error::<Test>::AlreadyMember
        );
        assert_noop!(found(b"Neiafu", &PEOPLE, &[200, 200]), Error::<Test>::AlreadyClerk);
    });
}

#[test]
fn found_community_should_fail_when_a_founder_is_a_member_elsewhere() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(found(b"Neiafu", &[200, 201, 202, 203, 1], &[]), Error::<Test>::AlreadyMember);
    });
}

#[test]
fn found_community_should_fail_when_a_founder_has_a_request_pending() {
    ExtBuilder::default().build_and_execute(|| {
        bring(CLERK, 200, APIA);
        assert_noop!(found(b"Neiafu", &PEOPLE, &[]), Error::<Test>::RequestPending);
    });
}

#[test]
fn found_community_should_fail_when_numbers_are_exhausted() {
    ExtBuilder::default().build().execute_with(|| {
        NextCommunity::<Test>::put(u32::MAX);
        assert_noop!(found(b"Neiafu", &PEOPLE, &[]), Error::<Test>::NumbersExhausted);
        NextCommunity::<Test>::put(2);
        NextMember::<Test>::put(u32::MAX - 2);
        assert_noop!(found(b"Neiafu", &PEOPLE, &[]), Error::<Test>::NumbersExhausted);
    });
}
