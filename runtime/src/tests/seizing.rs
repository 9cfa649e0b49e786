//! Tests that the few people who pass a weaker vote do not make the electorate of a stronger one.

use super::{nation::*, *};
use frame_support::{assert_noop, traits::Contains};
use pallet_communities::{Consent, Purpose, Verdict};
use pallet_petitions::{Ending, Failure, PetitionId, Stage};
use pallet_voting::{PollIndex, Track, Vote};
use sp_core::{sr25519, Pair};

/// Three of the twenty members of the `local` network: as few as pass a vote on parameters, or an
/// appeal, if all others are silent.
fn ring() -> Vec<AccountId> {
    founders(0).into_iter().take(3).collect()
}

fn puppets(first: u8, count: u8) -> Vec<sr25519::Pair> {
    (first..first + count).map(|n| sr25519::Pair::from_seed(&[n; 32])).collect()
}

fn account(key: &sr25519::Pair) -> AccountId {
    AccountId::from(key.public())
}

/// The call that founds a village of these keys, all of which consent.
fn found(keys: &[sr25519::Pair]) -> RuntimeCall {
    let name = b"Puppets".to_vec();
    let name: pallet_communities::Name = name.try_into().expect("short");
    let accounts = keys.iter().map(account).collect::<Vec<_>>();
    let purpose = Purpose::Found(Communities::founding(name.clone(), accounts, vec![]));
    let until = Clock::now() + 180;
    let consent = |key: &sr25519::Pair| {
        let payload = Communities::consent_payload(purpose, account(key), until);
        Consent { account: account(key), until, signature: key.sign(&payload.bytes).into() }
    };
    let founders = keys.iter().map(consent).collect::<Vec<_>>().try_into().expect("few");
    pallet_communities::Call::found_community { name, founders, clerks: Default::default() }.into()
}

/// The ring asks, with the endorsements that it takes, and votes alone. Returns how it ended.
fn decide(track: Track, call: impl Into<RuntimeCall>) -> (Stage, PollIndex) {
    let (petition, poll) = ask(track, call, &founders(0));
    for who in ring() {
        vote(&who, poll, Vote::Aye);
    }
    (end_of(petition), poll)
}

/// The end of a petition, which comes within the time of any track.
fn end_of(petition: PetitionId) -> Stage {
    for _ in 0..45 {
        run_for(1);
        // It ends without approval when somebody says so.
        let _ = Petitions::close(signed(&founder(0, 0)), petition, 9);
        let stage = stage(petition);
        if !matches!(stage, Stage::Voting { .. }) {
            return stage;
        }
    }
    panic!("a petition ends in time");
}

fn failed(stage: Stage, with: NotAllowed) -> bool {
    matches!(stage, Stage::Failed { failure: Failure::Call(error), .. } if error == with.into())
}

#[test]
fn vote_on_parameters_should_make_no_electorate_that_passes_the_constitution() {
    nation(|| {
        let (too_many, _) = decide(Track::Parameters, found(&puppets(100, 64)));
        assert!(failed(too_many, NotAllowed::TooManyFounders), "{too_many:?}");
        // Nor in several villages of five.
        let villages = [100, 110, 120].map(|first| found(&puppets(first, 5))).to_vec();
        let all = pallet_utility::Call::batch_all { calls: villages };
        let (too_many, _) = decide(Track::Parameters, all);
        assert!(failed(too_many, NotAllowed::TooManyFounders), "{too_many:?}");
        assert_eq!(Communities::electorate(None), 20);

        let puppets = puppets(100, 5);
        let (done, _) = decide(Track::Parameters, found(&puppets));
        assert!(matches!(done, Stage::Done { .. }), "{done:?}");
        assert_eq!(Communities::electorate(None), 25);
        // They are members when the next poll opens.
        run_for(1);
        // The puppets are in no poll on the constitution. Three of twenty do not pass it.
        let (petition, poll) = ask(Track::Constitution, remark(), &founders(0));
        assert_eq!(Voting::poll(poll).map(|poll| poll.electorate), Some(20));
        run_for(1);
        for key in &puppets {
            let refused = Voting::vote(signed(&account(key)), poll, Vote::Aye);
            assert_noop!(bare(refused), NoVote::NotSeasoned);
        }
        for who in ring() {
            vote(&who, poll, Vote::Aye);
        }
        let ended = end_of(petition);
        assert!(matches!(ended, Stage::Ended { ending: Ending::Rejected, .. }), "{ended:?}");
    });
}

#[test]
fn appeals_should_suspend_one_member_at_a_time_and_few_in_a_month() {
    nation(|| {
        let suspend = |n| {
            RuntimeCall::from(pallet_communities::Call::suspend { member: member(&founder(1, n)) })
        };
        type Filter = <Runtime as pallet_petitions::Config>::CallFilter;
        let fake = pallet_communities::Call::decide_request { request: 0, verdict: Verdict::Fake };
        let grant =
            pallet_communities::Call::decide_request { request: 0, verdict: Verdict::Grant };
        let batch = |calls| RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
        let act = |call| {
            RuntimeCall::Communities(pallet_communities::Call::act_as_community {
                call: Box::new(call),
            })
        };
        for refused in [
            batch(vec![suspend(0), suspend(1)]),
            batch(vec![remark(), suspend(0)]),
            batch(vec![suspend(0)]),
            batch(vec![remark(), fake.clone().into()]),
            act(batch(vec![suspend(0)])),
        ] {
            assert!(!Filter::contains(&refused), "{refused:?}");
        }
        for allowed in [suspend(0), fake.into(), batch(vec![grant.into(), remark()])] {
            assert!(Filter::contains(&allowed), "{allowed:?}");
        }
        let suspensions_left = || Communities::nation().suspensions_left;
        assert_eq!(suspensions_left(), 1);
        let (done, _) = decide(Track::Appeals, suspend(0));
        assert!(matches!(done, Stage::Done { .. }), "{done:?}");
        assert_eq!((Communities::electorate(None), suspensions_left()), (19, 0));
        // Another petition within thirty days of the first comes to nothing, whoever votes for it.
        let (petition, poll) = ask(Track::Appeals, suspend(1), &founders(2));
        for who in (2..4).flat_map(founders) {
            vote(&who, poll, Vote::Aye);
        }
        let ended = end_of(petition);
        assert!(failed(ended, NotAllowed::TooManySuspensions), "{ended:?}");
        assert_eq!(Communities::electorate(None), 19);
    });
}
