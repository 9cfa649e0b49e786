//! Tests of persons, polls and petitions together. Each pallet's own tests use a stub of the
//! others.

use super::{nation::*, *};
use frame_support::{assert_noop, assert_ok};
use pallet_communities::{MemberId, Purpose, Verdict};
use pallet_petitions::Stage;
use pallet_voting::{Track, Vote};
use sp_core::{sr25519, Pair};

#[test]
fn new_key_should_not_change_the_ballot_that_the_old_one_cast() {
    nation(|| {
        let (old, new) = (founder(0, 0), AccountId::from(new_key().public()));
        let (number, request) = (member(&old), replace(0));
        run_to(25);
        let (_, poll) = ask(Track::Constitution, remark(), &founders(1));
        vote(&old, poll, Vote::Aye);
        run_to(31);
        assert_ok!(Communities::confirm_replacement(signed(&founder(3, 0)), request));
        assert_eq!(member(&new), number);
        assert_noop!(bare(Voting::vote(signed(&new), poll, Vote::Nay)), NoVote::AccountTooNew);
        assert_noop!(bare(Voting::retract(signed(&new), poll)), NoVote::AccountTooNew);
        assert_noop!(bare(Voting::vote(signed(&old), poll, Vote::Nay)), NoVote::NotMember);
        assert_eq!(tally(poll), (1, 0));
        // In the next poll it has one vote, like anybody.
        run_for(1);
        let (_, poll) = ask(Track::Treasury, remark(), &founders(1));
        vote(&new, poll, Vote::Aye);
        vote(&new, poll, Vote::Nay);
        assert_eq!(tally(poll), (0, 1));
    });
}

#[test]
fn member_without_a_phone_should_endorse_and_vote_by_a_helper_until_either_has_another_key() {
    nation(|| {
        let (elder, helper) = (founder(0, 0), founder(2, 0));
        let number = member(&elder);
        assert_ok!(Communities::set_helper(signed(&elder), Some(member(&helper))));
        assert_ok!(Communities::accept_helping(signed(&helper), number));
        let request = replace(0);
        run_to(25);
        // The helper gives the last endorsement that it takes, in the elder's name.
        let people = founders(1);
        let title = b"A question".to_vec().try_into().expect("short");
        let petition = pallet_petitions::NextPetition::<Runtime>::get();
        let (track, call) = (Track::Treasury, Box::new(remark()));
        assert_ok!(Petitions::open(signed(&people[0]), track, title, Default::default(), call));
        for who in &people[1..4] {
            assert_ok!(Petitions::endorse(signed(who), petition));
        }
        assert_ok!(Petitions::endorse_for(signed(&helper), number, petition));
        let given = Petitions::endorsement(petition, number).expect("endorsed");
        assert_eq!(given.helper, Some(member(&helper)));
        let Stage::Voting { referendum: poll } = stage(petition) else { panic!("enough") };
        assert_ok!(Voting::vote_for(signed(&helper), number, poll, Vote::Aye));
        let ballot = Voting::ballot(poll, number).expect("cast");
        assert_eq!((ballot.by, ballot.helper), (None, Some(member(&helper))));
        vote(&helper, poll, Vote::Nay);
        assert_eq!(tally(poll), (1, 1));
        // The elder's key is replaced, and the helper is nobody's any longer.
        run_to(31);
        assert_ok!(Communities::confirm_replacement(signed(&founder(3, 0)), request));
        assert_noop!(
            bare(Voting::vote_for(signed(&helper), number, poll, Vote::Nay)),
            NoVote::NotHelper
        );
        // The new key names the helper again, but changes nothing that was cast before it came.
        let new = AccountId::from(new_key().public());
        assert_ok!(Communities::set_helper(signed(&new), Some(member(&helper))));
        assert_ok!(Communities::accept_helping(signed(&helper), number));
        assert_noop!(
            bare(Voting::vote_for(signed(&helper), number, poll, Vote::Nay)),
            NoVote::AccountTooNew
        );
        assert_eq!(tally(poll), (1, 1));
    });
}

#[test]
fn frozen_member_should_endorse_and_vote_and_not_vouch() {
    nation(|| {
        let frozen = founder(0, 0);
        let clerk = signed(&founder(0, CLERK));
        assert_ok!(Communities::freeze(clerk, member(&frozen)));
        let mut people = founders(1);
        people.pop();
        people.push(frozen.clone());
        // The last endorsement is the frozen member's, and it counts.
        let (petition, poll) = ask(Track::Treasury, remark(), &people);
        assert!(Petitions::endorsed(petition, member(&frozen)));
        vote(&frozen, poll, Vote::Aye);
        vote(&frozen, poll, Vote::Nay);
        assert_eq!(tally(poll), (0, 1));

        let request = next_request();
        let consent = consent(&new_key(), Purpose::Join(0));
        let by = signed(&founder(0, 1));
        assert_ok!(Communities::request_membership(by, 0, Some(consent)));
        assert_noop!(Communities::vouch(signed(&frozen), request), NotAllowed::Frozen);
    });
}

#[test]
fn mover_should_keep_the_ballots_cast_and_cast_none_in_a_poll_that_was_there_before() {
    nation(|| {
        let mover = founder(0, 0);
        let request = next_request();
        assert_ok!(Communities::move_community(signed(&mover), 1));
        vouch(request, 1);
        assert_ok!(Communities::admit(signed(&founder(1, CLERK)), request));
        run_to(5);
        let (_, national) = ask(Track::Constitution, remark(), &founders(2));
        let (_, left) = ask(Track::Village(0), remark(), &founders(0)[1..4]);
        let (_, joined) = ask(Track::Village(1), remark(), &founders(1)[1..4]);
        vote(&mover, national, Vote::Aye);
        vote(&mover, left, Vote::Aye);
        assert_noop!(bare(Voting::vote(signed(&mover), joined, Vote::Aye)), NoVote::NotOfVillage);
        run_to(8);
        assert_ok!(Communities::confirm_admission(signed(&mover), request));
        assert_noop!(bare(Voting::vote(signed(&mover), left, Vote::Nay)), NoVote::NotOfVillage);
        assert_noop!(bare(Voting::vote(signed(&mover), joined, Vote::Aye)), NoVote::MovedLater);
        assert_eq!(tally(national), (1, 0));
        assert_eq!(tally(left), (1, 0));
        assert_eq!(tally(joined), (0, 0));
        // The nation's poll does not depend on villages.
        vote(&mover, national, Vote::Nay);
        assert_eq!(tally(national), (0, 1));
        run_for(1);
        let (_, new) = ask(Track::Village(1), remark(), &founders(1)[1..]);
        vote(&mover, new, Vote::Aye);
    });
}

#[test]
fn members_who_sleep_should_be_left_out_until_they_wake() {
    nation(|| {
        let sleepers = [founder(3, 0), founder(3, CLERK)];
        let (_, before) = ask(Track::Constitution, remark(), &founders(0));
        // A day is a block. The two years, and the 30 days within which what people did was noted.
        System::set_block_number(System::block_number() + 760);
        let numbers = sleepers.iter().map(member).collect::<Vec<_>>();
        let declare = |members: &[MemberId]| {
            let members = members.to_vec().try_into().expect("few");
            Communities::declare_dormant(signed(&founder(0, 0)), members)
        };
        assert_ok!(declare(&numbers));
        // Two of a village in 30 days.
        assert_noop!(declare(&[member(&founder(3, 1))]), NotAllowed::TooManyDormant);
        let electorates = [Some(3), None].map(Communities::electorate);
        assert_eq!(electorates, [3, 18]);
        assert_eq!(Communities::community(3).map(|village| village.clerks.len()), Some(0));
        // What was open stays as it was.
        assert_eq!(Voting::poll(before).map(|poll| poll.electorate), Some(20));
        vote(&sleepers[0], before, Vote::Nay);
        let (_, meanwhile) = ask(Track::Treasury, remark(), &founders(1));
        assert_eq!(Voting::poll(meanwhile).map(|poll| poll.electorate), Some(18));
        System::set_block_number(System::block_number() + 1);
        for who in &sleepers {
            assert_ok!(Communities::here(signed(who)));
            let refused = Voting::vote(signed(who), meanwhile, Vote::Nay);
            assert_noop!(bare(refused), NoVote::WasDormant);
        }
        System::set_block_number(System::block_number() + 1);
        let (_, after) = ask(Track::Constitution, remark(), &founders(2));
        assert_eq!(Voting::poll(after).map(|poll| poll.electorate), Some(20));
        System::set_block_number(System::block_number() + 1);
        vote(&sleepers[0], after, Vote::Nay);
    });
}

#[test]
fn member_should_be_suspended_by_a_petition_and_keep_the_ballot_cast_before() {
    nation(|| {
        let accused = founder(0, 0);
        let (_, before) = ask(Track::Constitution, remark(), &founders(3));
        vote(&accused, before, Vote::Aye);
        let suspend = pallet_communities::Call::suspend { member: member(&accused) };
        let petition = ask(Track::Appeals, suspend, &founders(1));
        // The accused votes on it, too.
        vote(&accused, petition.1, Vote::Nay);
        let voters = [founders(1), founders(2), founders(3)].concat();
        pass(petition, &voters);

        assert!(Communities::member_by_account(accused.clone())
            .is_some_and(|member| member.membership.suspended && member.free_calls == 0));
        assert_eq!(Communities::electorate(None), 19);
        assert_eq!(tally(before), (1, 0));
        for call in [
            Voting::vote(signed(&accused), before, Vote::Nay),
            Voting::retract(signed(&accused), before),
        ] {
            assert_eq!(call.map_err(|failed| failed.error), Err(NoVote::Suspended.into()));
        }
        run_for(1);
        let (_, after) = ask(Track::Treasury, remark(), &founders(2));
        assert_noop!(bare(Voting::vote(signed(&accused), after, Vote::Aye)), NoVote::Suspended);
        assert_noop!(Communities::leave(signed(&accused)), NotAllowed::Suspended);
        assert_eq!(Voting::poll(after).map(|poll| poll.electorate), Some(19));
    });
}

#[test]
fn requests_should_be_decided_by_petitions() {
    nation(|| {
        let newcomer = AccountId::from(newcomers_key().public());
        // The first village's clerk keeps silent. The second village's clerk takes a key that was
        // not lost.
        let (silent, stolen) = (bring(&newcomers_key(), 0), replace(1));
        assert_ok!(Communities::object_to_replacement(signed(&founder(1, 0)), stolen));
        let decide =
            |request, verdict| pallet_communities::Call::decide_request { request, verdict };
        let grant = ask(Track::Appeals, decide(silent, Verdict::Grant), &founders(2));
        let fake = ask(Track::Appeals, decide(stolen, Verdict::Fake), &founders(2));
        // The people whom it concerns see it come, and cannot get away.
        for n in 1..=CLERK {
            assert_noop!(Communities::leave(signed(&founder(1, n))), NotAllowed::AnswersForRequest);
        }
        let voters = [founders(0), founders(2), founders(3)].concat();
        for who in &voters {
            vote(who, grant.1, Vote::Aye);
        }
        pass(fake, &voters);

        assert!(matches!(stage(grant.0), Stage::Done { .. }));
        assert!(is_member(&newcomer));
        assert!(is_member(&founder(1, 0)));
        let view = |n| Communities::member_by_account(founder(1, n)).expect("a member");
        assert!(view(CLERK).membership.suspended && !view(CLERK).is_clerk);
        for n in 1..=3 {
            assert!(view(n).banned_until > System::block_number() + 360);
            assert_eq!(view(n).answers_for, 0);
        }
        assert_eq!(Communities::electorate(None), 20);
        // The member whom it admitted votes from the next poll on. The banned vote as before.
        run_for(1);
        let (_, next) = ask(Track::Treasury, remark(), &founders(2));
        vote(&newcomer, next, Vote::Aye);
        vote(&founder(1, 1), next, Vote::Aye);
    });
}

/// The clerk and two neighbours are left. Appeals stand in for the third vouch, and the old key may
/// still object.
#[test]
fn two_lost_phones_in_a_village_of_five_should_be_replaced_by_a_petition() {
    nation(|| {
        let ask_for = |n: usize, key: &sr25519::Pair| {
            let id = next_request();
            let lost = member(&founder(0, n));
            let consent = consent(key, Purpose::Replace(lost));
            let clerk = signed(&founder(0, CLERK));
            assert_ok!(Communities::replace_account(clerk, lost, consent));
            (id, lost)
        };
        let (first, number) = ask_for(0, &new_key());
        let (second, other) = ask_for(1, &newcomers_key());
        for n in [2, 3] {
            assert_ok!(Communities::vouch(signed(&founder(0, n)), first));
        }
        let call =
            pallet_communities::Call::decide_request { request: first, verdict: Verdict::Grant };
        let petition = ask(Track::Appeals, call, &founders(2));
        pass(petition, &[founders(1), founders(2), founders(3)].concat());
        assert!(matches!(stage(petition.0), Stage::Done { .. }));
        assert!(is_member(&founder(0, 0)));
        run_for(30);
        assert_ok!(Communities::confirm_replacement(signed(&founder(3, 0)), first));
        let new = AccountId::from(new_key().public());
        assert_eq!(member(&new), number);
        // Now three neighbours can vouch for the second, and nobody has to vote.
        for who in [new, founder(0, 2), founder(0, 3)] {
            assert_ok!(Communities::vouch(signed(&who), second));
        }
        run_for(30);
        assert_ok!(Communities::confirm_replacement(signed(&founder(3, 0)), second));
        assert_eq!(member(&AccountId::from(newcomers_key().public())), other);
    });
}

#[test]
fn member_should_not_vote_again_in_a_poll_when_they_left_and_came_back() {
    nation(|| {
        let who = founder(0, 0);
        let number = member(&who);
        let (_, poll) = ask(Track::Constitution, remark(), &founders(1));
        vote(&who, poll, Vote::Aye);
        assert_ok!(Communities::leave(signed(&who)));
        assert_noop!(bare(Voting::vote(signed(&who), poll, Vote::Aye)), NoVote::NotMember);
        let request = bring(&first_founders_key(), 0);
        assert_ok!(Communities::admit(signed(&founder(0, CLERK)), request));
        run_for(7);
        assert_ok!(Communities::confirm_admission(signed(&who), request));
        assert!(member(&who) > number);
        assert_noop!(bare(Voting::vote(signed(&who), poll, Vote::Nay)), NoVote::JoinedLater);
        assert_eq!(tally(poll), (1, 0));
        assert!(Voting::ballot(poll, number).is_some());
        run_for(1);
        let (_, next) = ask(Track::Treasury, remark(), &founders(1));
        vote(&who, next, Vote::Aye);
    });
}
