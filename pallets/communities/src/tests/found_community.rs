use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

/// The third village's people.
const PEOPLE: [u32; 5] = [200, 201, 202, 203, 204];

fn found(name: &[u8], people: &[u32], clerks: &[u32]) -> DispatchResult {
    found_by(founders(name, people, clerks), name, clerks)
}

/// Founds a village with these consents.
fn found_by(founders: Vec<ConsentOf<Test>>, name: &[u8], clerks: &[u32]) -> DispatchResult {
    let name = name.to_vec().try_into().expect("short");
    let clerks = clerks.iter().copied().map(account).collect::<Vec<_>>();
    let (founders, clerks) = (founders.try_into().expect("few"), clerks.try_into().expect("few"));
    Communities::found_community(root(), name, founders, clerks)
}

#[test]
fn found_community_should_make_its_founders_members_of_long_standing() {
    ExtBuilder::default().build_and_execute(|| {
        wait(3);
        assert_ok!(found(b"Neiafu", &PEOPLE, &[204]));
        let made = Communities::community(2).unwrap();
        assert_eq!(made.name.to_vec(), b"Neiafu");
        assert_eq!((made.electorate, made.clerks), (5, vec![member(204)]));
        assert_eq!(electorates(), (10, 7, 22));
        assert_eq!(member(200), 17);
        let founder = person(200);
        assert_eq!(
            (founder.active_since, founder.village_since, founder.standing_from),
            (now(), now(), now())
        );
        has_event(Event::CommunityFounded { community: 2, founders: 5 });
        has_event(Event::Joined { member: 17, community: 2, account: account(200) });
        has_event(Event::ClerkAppointed { community: 2, member: member(204) });
        // They vouch from the first day.
        assert_ok!(Communities::request_membership(
            signed(204),
            2,
            Some(consent(STRANGER, Purpose::Join(2)))
        ));
        assert_ok!(Communities::vouch(signed(200), 0));
        // They vote on the constitution in 90 days, and on all the rest now.
        assert_eq!(founder.seasoned_from, 94 * DAY);
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
        assert_ok!(found(b"Neiafu", &PEOPLE, &[200, 201]));
    });
}

#[test]
fn found_community_should_fail_when_clerks_leave_too_few_to_vouch() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(found(b"Neiafu", &PEOPLE, &PEOPLE[..3]), Error::<Test>::TooManyClerks);
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

#[test]
fn found_community_should_fail_when_more_founders_than_allowed_came_in_thirty_days() {
    ExtBuilder::default().build_and_execute(|| {
        let six = [200, 201, 202, 203, 204, 205];
        assert_noop!(found(b"Neiafu", &six, &[]), Error::<Test>::TooManyFounders);
        assert_eq!(Communities::nation().founders_left, 5);
        assert_ok!(found(b"Neiafu", &PEOPLE, &[]));
        assert_eq!(Communities::nation().founders_left, 0);
        let others = [210, 211, 212, 213, 214];
        wait(30);
        assert_noop!(found(b"Pangai", &others, &[]), Error::<Test>::TooManyFounders);
        wait(1);
        assert_ok!(found(b"Pangai", &others, &[]));
    });
}

#[test]
fn found_community_should_allow_a_fiftieth_of_a_large_electorate() {
    ExtBuilder::default().founders(&[450]).build_and_execute(|| {
        let people = (1_000..1_010).collect::<Vec<_>>();
        assert_noop!(found(b"Neiafu", &people, &[]), Error::<Test>::TooManyFounders);
        assert_ok!(found(b"Neiafu", &people[..9], &[]));
        assert_eq!(Communities::nation().founders_left, 0);
    });
}

#[test]
fn found_community_should_fail_when_a_consent_is_to_something_else() {
    ExtBuilder::default().build_and_execute(|| {
        let good = || founders(b"Neiafu", &PEOPLE, &[200]);
        let refused = |consents| found_by(consents, b"Neiafu", &[200]);
        // To another name, to other founders, to other clerks, to join, and somebody else's word.
        for others in [
            founders(b"Pangai", &PEOPLE, &[200]),
            founders(b"Neiafu", &[200, 201, 202, 203, 204, 205], &[200]),
            founders(b"Neiafu", &PEOPLE, &[201]),
            PEOPLE.iter().map(|n| consent(*n, Purpose::Join(APIA))).collect(),
        ] {
            let mut mixed = good();
            mixed[2] = others[2].clone();
            assert_noop!(refused(mixed), Error::<Test>::BadConsent);
        }
        let mut forged = good();
        forged[0].signature = forged[1].signature.clone();
        assert_noop!(refused(forged), Error::<Test>::BadConsent);
        // A consent to found is no consent to join.
        let founding = Communities::founding(
            b"Neiafu".to_vec().try_into().expect("short"),
            PEOPLE.map(account).to_vec(),
            vec![account(200)],
        );
        let word = Some(consent(200, Purpose::Found(founding)));
        assert_noop!(
            Communities::request_membership(signed(1), APIA, word),
            Error::<Test>::BadConsent
        );
        assert_ok!(refused(good()));
    });
}

#[test]
fn found_community_should_fail_when_a_consent_has_expired_or_holds_for_too_long() {
    ExtBuilder::default().build_and_execute(|| {
        let signed = founders(b"Neiafu", &PEOPLE, &[]);
        wait(180);
        assert_noop!(found_by(signed, b"Neiafu", &[]), Error::<Test>::ConsentExpired);
        let mut signed = founders(b"Neiafu", &PEOPLE, &[]);
        signed[4].until += 1;
        assert_noop!(found_by(signed, b"Neiafu", &[]), Error::<Test>::ConsentTooLong);
    });
}
