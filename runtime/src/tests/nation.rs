//! The nation of the `local` network, for tests in which persons, polls and petitions come
//! together. It has four villages of five founders, and a day of one block. All pallets are the
//! real ones.

use super::*;
use frame_support::{assert_ok, traits::Hooks};
use pallet_communities::{CommunityId, Consent, MemberId, MemberOf, Purpose, RequestId};
use pallet_petitions::{PetitionId, Stage};
use pallet_voting::{PollIndex, Track, Vote};
use sp_core::{sr25519, Pair};
use std::collections::BTreeMap;
use vaka_testing::execute_and_check;

pub use vaka_testing::bare;

pub type NotAllowed = pallet_communities::Error<Runtime>;
pub type NoVote = pallet_voting::Error<Runtime>;

/// The number of the founder who is the clerk, in each village. Most tests are about the first
/// founder.
pub const CLERK: usize = 4;

/// Runs a test in the first block, then checks what must hold.
pub fn nation(test: impl FnOnce()) {
    let mut state = externalities("local_testnet");
    state.execute_with(|| System::set_block_number(1));
    execute_and_check(state, test, check);
}

/// Checks what holds between the pallets: a tally counts its ballots, and the electorates count the
/// members who are neither suspended nor dormant. With the feature `try-runtime`, also checks all invariants of all
/// pallets.
pub fn check() {
    let mut ballots = BTreeMap::<PollIndex, (u32, u32)>::new();
    for (poll, _, ballot) in pallet_voting::Ballots::<Runtime>::iter() {
        let (ayes, nays) = ballots.entry(poll).or_default();
        match ballot.vote {
            Vote::Aye => *ayes += 1,
            Vote::Nay => *nays += 1,
            Vote::Abstain => {}
        }
    }
    for (poll, counted) in ballots {
        if Voting::poll(poll).is_some() {
            assert_eq!(tally(poll), counted);
        }
    }
    let members = pallet_communities::Members::<Runtime>::iter_values();
    let active = members.filter(|person| person.is_counted()).count();
    assert_eq!(Communities::electorate(None), active as u32);
    let of_villages =
        (0..Communities::nation().communities).map(|id| Communities::electorate(Some(id)));
    assert_eq!(of_villages.sum::<u32>(), active as u32);

    #[cfg(feature = "try-runtime")]
    {
        use frame_support::traits::{TryState, TryStateSelect};
        let now = System::block_number();
        AllPalletsWithSystem::try_state(now, TryStateSelect::All).expect("all invariants hold");
    }
}

// The people

pub fn founders(village: CommunityId) -> Vec<AccountId> {
    let villages = presets::demo::communities().communities;
    villages[village as usize].founders.clone()
}

pub fn founder(village: CommunityId, n: usize) -> AccountId {
    founders(village)[n].clone()
}

/// The key of the first village's first founder.
pub fn first_founders_key() -> sr25519::Pair {
    let seed = sp_io::hashing::blake2_256(b"vaka/demo/founder/Nuku'alofa/0");
    let key = sr25519::Pair::from_seed(&seed);
    assert_eq!(AccountId::from(key.public()), founder(0, 0));
    key
}

/// A key that the chain does not know, and that will be a member's new one.
pub fn new_key() -> sr25519::Pair {
    sr25519::Pair::from_seed(&[7; 32])
}

/// Another such key, of somebody who wants to join.
pub fn newcomers_key() -> sr25519::Pair {
    sr25519::Pair::from_seed(&[8; 32])
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who.clone())
}

#[track_caller]
pub fn member(who: &AccountId) -> MemberId {
    MemberOf::<Runtime>::get(who).expect("a member")
}

pub fn is_member(who: &AccountId) -> bool {
    MemberOf::<Runtime>::contains_key(who)
}

// What happens

/// Goes on to this block, through all blocks, because referenda need the scheduler's alarms.
pub fn run_to(block: BlockNumber) {
    while System::block_number() < block {
        let next = System::block_number() + 1;
        System::set_block_number(next);
        Scheduler::on_initialize(next);
    }
}

pub fn run_for(blocks: BlockNumber) {
    run_to(System::block_number() + blocks);
}

pub fn remark() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

/// These people open and endorse a petition. They are as many as it takes. Returns it and its poll.
#[track_caller]
pub fn ask(
    track: Track,
    call: impl Into<RuntimeCall>,
    people: &[AccountId],
) -> (PetitionId, PollIndex) {
    let petition = pallet_petitions::NextPetition::<Runtime>::get();
    let (opener, others) = people.split_first().expect("somebody");
    let title = b"A question".to_vec().try_into().expect("short");
    let call = Box::new(call.into());
    assert_ok!(Petitions::open(signed(opener), track, title, Default::default(), call));
    for who in others {
        assert_ok!(Petitions::endorse(signed(who), petition));
    }
    match stage(petition) {
        Stage::Voting { referendum } => (petition, referendum),
        stage => panic!("it has its endorsements, and is {stage:?}"),
    }
}

pub fn stage(petition: PetitionId) -> Stage {
    Petitions::petition(petition).expect("a petition").stage
}

#[track_caller]
pub fn vote(who: &AccountId, poll: PollIndex, vote: Vote) {
    assert_ok!(Voting::vote(signed(who), poll, vote));
}

/// These people vote for it, and it is carried out.
#[track_caller]
pub fn pass((petition, poll): (PetitionId, PollIndex), voters: &[AccountId]) {
    for who in voters {
        vote(who, poll, Vote::Aye);
    }
    for _ in 0..10 {
        run_for(1);
        if let Stage::Done { .. } = stage(petition) {
            return;
        }
    }
    panic!("it passed, and is {:?}", stage(petition));
}

/// Ayes and nays.
#[track_caller]
pub fn tally(poll: PollIndex) -> (u32, u32) {
    let poll = Voting::poll(poll).expect("an ongoing poll");
    (poll.ayes, poll.nays)
}

pub fn next_request() -> RequestId {
    pallet_communities::NextRequest::<Runtime>::get()
}

/// The consent of a key's owner to be brought by others.
pub fn consent(key: &sr25519::Pair, purpose: Purpose) -> Consent<AccountId, Signature> {
    let account = AccountId::from(key.public());
    let until = System::block_number() + 30;
    let payload = Communities::consent_payload(purpose, account.clone(), until);
    Consent { account, until, signature: key.sign(&payload.bytes).into() }
}

/// The second, third and fourth founder of a village vouch.
#[track_caller]
pub fn vouch(request: RequestId, village: CommunityId) {
    for n in 1..=3 {
        assert_ok!(Communities::vouch(signed(&founder(village, n)), request));
    }
}

/// The second founder of a village brings somebody, who gets the vouches that it takes.
#[track_caller]
pub fn bring(key: &sr25519::Pair, village: CommunityId) -> RequestId {
    let id = next_request();
    let consent = consent(key, Purpose::Join(village));
    let by = signed(&founder(village, 1));
    assert_ok!(Communities::request_membership(by, village, Some(consent)));
    vouch(id, village);
    id
}

/// A replacement of a village's first founder's key by the new one gets the vouches that it takes.
#[track_caller]
pub fn replace(village: CommunityId) -> RequestId {
    let id = next_request();
    let lost = member(&founder(village, 0));
    let consent = consent(&new_key(), Purpose::Replace(lost));
    let clerk = signed(&founder(village, CLERK));
    assert_ok!(Communities::replace_account(clerk, lost, consent));
    vouch(id, village);
    id
}
