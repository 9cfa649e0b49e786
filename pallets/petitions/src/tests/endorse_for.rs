use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

fn endorse_for(by: AccountId, member: MemberId, id: PetitionId) -> Result<(), DispatchError> {
    Petitions::endorse_for(signed(by), member, id).map(|_| ()).map_err(|error| error.error)
}

#[test]
fn endorse_for_should_give_the_members_endorsement_and_name_the_helper() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        let post = Petitions::endorse_for(signed(3), 2, id).expect("endorsed");
        assert_eq!(post.actual_weight, Some(<() as WeightInfo>::endorse_for()));
        let (member, helper) = (2, Some(3));
        has_event(Event::Endorsed { petition: id, member, endorsements: 2, helper });
        assert_eq!(Petitions::endorsement(id, 2), Some(Endorsement { helper }));
        assert!(Petitions::endorsed(id, 2) && !Petitions::endorsed(id, 3));
        assert_eq!(Petitions::endorsement(id, 1), Some(Endorsement { helper: None }));
        // The helper's own is another.
        endorse(3, id).expect("endorsed");
        assert_eq!(petition(id).endorsements, 3);
    });
}

#[test]
fn endorse_for_should_bring_a_petition_to_a_vote() {
    ExtBuilder.build_and_execute(|| {
        let id = open(1, APIA, note(1));
        for member in 2..=5 {
            assert!(!is_voting(id));
            Nation::help(6, member);
            endorse_for(6, member, id).expect("endorsed");
        }
        assert!(is_voting(id));
    });
}

#[test]
fn endorse_should_make_the_helpers_endorsement_the_members_own() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        endorse_for(3, 2, id).expect("endorsed");
        endorse(2, id).expect("endorsed");
        has_event(Event::Endorsed { petition: id, member: 2, endorsements: 2, helper: None });
        assert_eq!(Petitions::endorsement(id, 2), Some(Endorsement { helper: None }));
        assert_eq!(petition(id).endorsements, 2);
        assert_noop!(endorse(2, id), Error::<Test>::AlreadyEndorsed);
        assert_noop!(endorse_for(3, 2, id), Error::<Test>::AlreadyEndorsed);
        assert_noop!(Petitions::withdraw_for(signed(3), 2, id), Error::<Test>::MemberEndorsed);
    });
}

#[test]
fn endorse_for_should_fail_when_the_petition_is_endorsed_already() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        endorse_for(3, 2, id).expect("endorsed");
        assert_noop!(endorse_for(3, 2, id), Error::<Test>::AlreadyEndorsed);
        // By no other helper either.
        Nation::help(4, 2);
        assert_noop!(endorse_for(4, 2, id), Error::<Test>::AlreadyEndorsed);
        assert_noop!(endorse_for(3, 2, id), Error::<Test>::NotHelper);
    });
}

#[test]
fn endorse_for_should_fail_when_the_signer_is_not_the_helper() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(3, 2);
        let id = open(1, APIA, note(1));
        for (by, member) in [(4, 2), (2, 2), (2, 3), (3, 4), (999, 2), (3, 7_777)] {
            assert_noop!(endorse_for(by, member, id), Error::<Test>::NotHelper);
        }
        assert_noop!(
            Petitions::endorse_for(RuntimeOrigin::root(), 2, id).map_err(|error| error.error),
            DispatchError::BadOrigin
        );
        change(3, |person| person.suspended = true);
        assert_noop!(endorse_for(3, 2, id), Error::<Test>::HelperSuspended);
    });
}

#[test]
fn endorse_for_should_fail_when_the_member_may_not_endorse_it() {
    ExtBuilder.build_and_execute(|| {
        // The helper may.
        Nation::help(3, 2);
        Nation::help(3, 101);
        let id = open(1, APIA, note(1));
        change(2, |person| person.suspended = true);
        assert_noop!(endorse_for(3, 2, id), Error::<Test>::Suspended);
        assert_noop!(endorse_for(3, 101, id), Error::<Test>::NotOfVillage);
        assert_noop!(endorse_for(3, 101, 77), Error::<Test>::UnknownPetition);
        // One who may not endorse it themselves endorses for one who may.
        Nation::help(101, 5);
        endorse_for(101, 5, id).expect("endorsed");
        change(2, |person| person.suspended = false);
        // What the helper sends wakes the member, but not what they put into a batch.
        sleep(2);
        assert_noop!(endorse_for(3, 2, id), Error::<Test>::Dormant);
        Nation::wake(2);
        endorse_for(3, 2, id).expect("endorsed");
        let voting = endorsed(APIA, note(2));
        assert_noop!(endorse_for(101, 5, voting), Error::<Test>::NotOpen);
    });
}

#[test]
fn endorse_for_should_count_while_the_petition_waits() {
    ExtBuilder.build_and_execute(|| {
        fill(APIA);
        let id = endorsed_by(1, APIA, note(1));
        assert!(matches!(stage(id), Stage::Waiting { .. }));
        Nation::help(3, 20);
        endorse_for(3, 20, id).expect("endorsed");
        assert_eq!(petition(id).endorsements, 6);
        // The same word as the member's own moves nothing.
        let turns_before = turns(APIA);
        assert_ok!(Petitions::endorse(signed(20), id));
        assert_eq!((petition(id).endorsements, turns(APIA)), (6, turns_before));
    });
}

#[test]
fn merge_should_carry_over_who_endorsed_and_by_whom() {
    ExtBuilder.build_and_execute(|| {
        let (from, into) = (open(1, APIA, note(1)), open(2, APIA, note(2)));
        for member in [5, 6, 7] {
            Nation::help(8, member);
        }
        // 5 by a helper for the one, 6 by a helper for the one and themselves for the other, 7 the
        // other way round.
        endorse_for(8, 5, from).expect("endorsed");
        endorse_for(8, 6, from).expect("endorsed");
        endorse(6, into).expect("endorsed");
        endorse(7, from).expect("endorsed");
        endorse_for(8, 7, into).expect("endorsed");
        assert_ok!(merge(1, from, into));
        let helper = |member| Petitions::endorsement(into, member).map(|given| given.helper);
        assert_eq!([5, 6, 7].map(helper), [Some(Some(8)), Some(None), Some(None)]);
        assert_eq!(petition(into).endorsements, 5);
    });
}
