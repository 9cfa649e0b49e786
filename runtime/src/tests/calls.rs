//! Tests of the calls that may be made at all, in safe-mode, and by a petition.

use super::*;
use frame_support::{
    assert_noop, assert_ok,
    dispatch::RawOrigin,
    traits::{Contains, InstanceFilter},
};
use sp_runtime::{traits::Dispatchable, DispatchError};

type Open = <Runtime as frame_system::Config>::BaseCallFilter;

fn alice() -> AccountId {
    Sr25519Keyring::Alice.to_account_id()
}

fn remark() -> RuntimeCall {
    frame_system::Call::remark { remark: vec![] }.into()
}

fn propose(proposal: impl Into<RuntimeCall>, threshold: u32) -> RuntimeCall {
    pallet_collective::Call::propose {
        threshold,
        proposal: Box::new(proposal.into()),
        length_bound: 100,
    }
    .into()
}

fn sent(by: Sr25519Keyring, call: RuntimeCall) -> Result<(), DispatchError> {
    let origin = RuntimeOrigin::signed(by.to_account_id());
    call.dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

/// Otherwise one guardian could fill the places for motions, or bring a halt to a vote that asks
/// for more than two thirds.
#[test]
fn guardians_should_have_one_motion_and_no_other() {
    let enter = || pallet_safe_mode::Call::<Runtime>::force_enter {};
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        let filtered = Err(frame_system::Error::<Runtime>::CallFiltered.into());
        let eve = Sr25519Keyring::Eve;
        let exit = pallet_safe_mode::Call::<Runtime>::force_exit {};
        let alone =
            pallet_collective::Call::execute { proposal: Box::new(remark()), length_bound: 9 };
        for refused in [
            propose(remark(), 2),
            propose(exit, 2),
            propose(enter(), 1),
            propose(enter(), 3),
            propose(enter(), u32::MAX),
            alone.into(),
        ] {
            assert_eq!(sent(eve, refused), filtered);
        }
        assert_eq!(sent(eve, propose(enter(), 2)), Ok(()));
        // The same proposal again is the same motion.
        let again = sent(Sr25519Keyring::Ferdie, propose(enter(), 2));
        let duplicate = pallet_collective::Error::<Runtime>::DuplicateProposal;
        assert_eq!(again, Err(duplicate.into()));
        // Nobody else is a guardian.
        assert!(sent(Sr25519Keyring::Alice, propose(enter(), 2)).is_err());
        // If guardians are too few, they can do nothing.
        let two = [eve, Sr25519Keyring::Ferdie].map(|key| key.to_account_id());
        assert_ok!(GuardianCouncil::set_members(RuntimeOrigin::root(), two.to_vec(), None, 3));
        assert!(!Open::contains(&propose(enter(), 2)));
    });
}

#[test]
fn friend_groups_should_be_counted_before_they_are_compared() {
    let groups = |n: u8| {
        let group = |n: u8| pallet_recovery::FriendGroup {
            friends: vec![AccountId::from([n; 32])].try_into().unwrap(),
            friends_needed: 1,
            inheritor: alice(),
            inheritance_delay: 0,
            inheritance_priority: 0,
            cancel_delay: 0,
        };
        RuntimeCall::Recovery(pallet_recovery::Call::set_friend_groups {
            friend_groups: (0..n).map(group).collect(),
        })
    };
    externalities("local_testnet").execute_with(|| {
        assert!(Open::contains(&groups(10)));
        assert!(!Open::contains(&groups(11)));
    });
}

#[test]
fn proxy_that_moves_no_money_should_reach_nobody_elses() {
    let transfer = || {
        RuntimeCall::Balances(pallet_balances::Call::transfer_all {
            dest: alice().into(),
            keep_alive: false,
        })
    };
    let refused: [RuntimeCall; _] = [
        transfer(),
        pallet_proxy::Call::proxy {
            real: alice().into(),
            force_proxy_type: None,
            call: Box::new(transfer()),
        }
        .into(),
        pallet_proxy::Call::proxy_announced {
            delegate: alice().into(),
            real: alice().into(),
            force_proxy_type: None,
            call: Box::new(transfer()),
        }
        .into(),
        pallet_proxy::Call::announce { real: alice().into(), call_hash: Default::default() }.into(),
        pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![],
            call: Box::new(transfer()),
        }
        .into(),
        pallet_multisig::Call::approve_as_multi {
            threshold: 2,
            other_signatories: vec![],
            maybe_timepoint: None,
            call_hash: [0; 32],
            max_weight: Default::default(),
        }
        .into(),
        pallet_recovery::Call::control_inherited_account {
            recovered: alice().into(),
            call: Box::new(transfer()),
        }
        .into(),
        pallet_marketplace::Call::place_orders { orders: Default::default() }.into(),
        pallet_marketplace::Call::confirm { order: 0 }.into(),
        pallet_marketplace::Call::cancel { order: 0 }.into(),
        pallet_marketplace::Call::fund_step { order: 0 }.into(),
        pallet_marketplace::Call::propose_split { order: 0, to_seller: Default::default() }.into(),
        pallet_marketplace::Call::accept_split { order: 0, to_seller: Default::default() }.into(),
        pallet_marketplace::Call::open_dispute { order: 0, evidence: Default::default() }.into(),
        pallet_marketplace::Call::appeal { order: 0 }.into(),
    ];
    for call in refused {
        assert!(!configs::ProxyType::NonTransfer.filter(&call), "{call:?}");
        assert!(configs::ProxyType::Any.filter(&call));
    }
    // A village sells by its proxy, and rates those who buy. No money leaves by a rating.
    let sells: [RuntimeCall; _] = [
        pallet_marketplace::Call::commit_rating { order: 0, hash: Default::default() }.into(),
        pallet_marketplace::Call::reveal_rating {
            order: 0,
            by: pallet_marketplace::Side::Seller,
            stars: 5,
            text: Default::default(),
            salt: Default::default(),
        }
        .into(),
        pallet_marketplace::Call::close_listing { listing: 0 }.into(),
        pallet_marketplace::Call::accept { orders: Default::default() }.into(),
        pallet_marketplace::Call::deliver { deliveries: Default::default() }.into(),
    ];
    // A proxy of a member's account votes for them, and so it may do what helpers do.
    for call in sells.into_iter().chain([remark()]).chain(helpers_calls()) {
        assert!(configs::ProxyType::NonTransfer.filter(&call), "{call:?}");
    }
}

#[test]
fn petitions_should_refuse_what_hides_another_call() {
    let root = || Box::new(OriginCaller::system(RawOrigin::Root));
    let remark = || RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
    let all = |calls| RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
    let act = |call| {
        RuntimeCall::Communities(pallet_communities::Call::act_as_community {
            call: Box::new(call),
        })
    };
    let hidden: Vec<RuntimeCall> = vec![
        pallet_utility::Call::batch { calls: vec![remark()] }.into(),
        pallet_utility::Call::force_batch { calls: vec![remark()] }.into(),
        pallet_utility::Call::as_derivative { index: 0, call: Box::new(remark()) }.into(),
        pallet_utility::Call::dispatch_as { as_origin: root(), call: Box::new(remark()) }.into(),
        pallet_utility::Call::if_else { main: Box::new(remark()), fallback: Box::new(remark()) }
            .into(),
        pallet_scheduler::Call::schedule {
            when: 9,
            maybe_periodic: None,
            priority: 0,
            call: Box::new(remark()),
        }
        .into(),
        pallet_proxy::Call::proxy {
            real: alice().into(),
            force_proxy_type: None,
            call: Box::new(remark()),
        }
        .into(),
        pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![],
            call: Box::new(remark()),
        }
        .into(),
        pallet_utility::Call::with_weight { call: Box::new(remark()), weight: Default::default() }
            .into(),
        pallet_utility::Call::dispatch_as_fallible { as_origin: root(), call: Box::new(remark()) }
            .into(),
        pallet_proxy::Call::proxy_announced {
            delegate: alice().into(),
            real: alice().into(),
            force_proxy_type: None,
            call: Box::new(remark()),
        }
        .into(),
        pallet_proxy::Call::announce { real: alice().into(), call_hash: Default::default() }.into(),
        pallet_multisig::Call::as_multi {
            threshold: 2,
            other_signatories: vec![],
            maybe_timepoint: None,
            call: Box::new(remark()),
            max_weight: Default::default(),
        }
        .into(),
        pallet_multisig::Call::approve_as_multi {
            threshold: 2,
            other_signatories: vec![],
            maybe_timepoint: None,
            call_hash: [0; 32],
            max_weight: Default::default(),
        }
        .into(),
        pallet_recovery::Call::control_inherited_account {
            recovered: alice().into(),
            call: Box::new(remark()),
        }
        .into(),
        pallet_collective::Call::execute { proposal: Box::new(remark()), length_bound: 9 }.into(),
        pallet_collective::Call::propose {
            threshold: 2,
            proposal: Box::new(remark()),
            length_bound: 9,
        }
        .into(),
        pallet_collective::Call::close {
            proposal_hash: Default::default(),
            index: 0,
            proposal_weight_bound: Default::default(),
            length_bound: 9,
        }
        .into(),
        // From all origins but Root, utility refuses a batch directly inside another.
        all(vec![all(vec![remark()])]),
        pallet_petitions::Call::retry { petition: 0, weight: Default::default() }.into(),
    ];
    type Filter = <Runtime as pallet_petitions::Config>::CallFilter;
    assert!(Filter::contains(&remark()));
    assert!(Filter::contains(&all(vec![remark(), act(all(vec![remark()]))])));
    for call in hidden {
        for disguised in [
            call.clone(),
            all(vec![remark(), call.clone()]),
            act(call.clone()),
            all(vec![act(all(vec![call.clone()]))]),
        ] {
            assert!(!Filter::contains(&disguised), "{disguised:?}");
        }
    }
}

#[test]
fn petitions_should_refuse_what_goes_round_the_checks_of_an_upgrade() {
    type Filter = <Runtime as pallet_petitions::Config>::CallFilter;
    let code_hash = Default::default();
    let all = |calls| RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
    let refused: [RuntimeCall; _] = [
        frame_system::Call::set_code_without_checks { code: vec![] }.into(),
        frame_system::Call::authorize_upgrade_without_checks { code_hash }.into(),
        frame_system::Call::set_storage { items: vec![] }.into(),
        frame_system::Call::kill_storage { keys: vec![] }.into(),
        frame_system::Call::kill_prefix { prefix: vec![], subkeys: 1 }.into(),
    ];
    for call in refused {
        assert!(!Filter::contains(&call), "{call:?}");
        assert!(!Filter::contains(&all(vec![remark(), call])));
    }
    assert!(Filter::contains(&frame_system::Call::authorize_upgrade { code_hash }.into()));
}

/// All calls by which a member has a helper, and by which the helper acts for them.
fn helpers_calls() -> Vec<RuntimeCall> {
    use pallet_communities::Call as Communities;
    use pallet_petitions::Call as Petitions;
    use pallet_voting::{Call as Voting, Vote};

    let (member, poll, petition) = (1, 0, 0);
    vec![
        Communities::set_helper { helper: Some(member) }.into(),
        Communities::accept_helping { member }.into(),
        Communities::resign_helping { member }.into(),
        Voting::vote_for { member, poll, vote: Vote::Aye }.into(),
        Voting::retract_for { member, poll }.into(),
        Petitions::endorse_for { member, petition }.into(),
        Petitions::withdraw_for { member, petition }.into(),
    ]
}

/// A call of each pallet that has calls, and whether it goes on in safe-mode.
fn one_of_each_pallet() -> Vec<(RuntimeCall, bool)> {
    use frame_support::traits::GetCallMetadata;

    let alice_or = || alice().into();
    let keys = SessionKeys {
        aura: Sr25519Keyring::Alice.public().into(),
        grandpa: sp_keyring::Ed25519Keyring::Alice.public().into(),
    };
    let vote = pallet_voting::Vote::Aye;
    let all: Vec<(RuntimeCall, bool)> = vec![
        (remark(), true),
        (pallet_timestamp::Call::set { now: 1 }.into(), true),
        (pallet_preimage::Call::note_preimage { bytes: vec![] }.into(), true),
        (pallet_session::Call::set_keys { keys, proof: vec![] }.into(), true),
        (
            pallet_grandpa::Call::note_stalled { delay: 1, best_finalized_block_number: 1 }.into(),
            true,
        ),
        (pallet_beacon::Call::contribute { output: [0; 96] }.into(), true),
        (pallet_communities::Call::leave {}.into(), true),
        (pallet_validators::Call::leave {}.into(), true),
        (pallet_referenda::Call::kill { index: 0 }.into(), true),
        (pallet_voting::Call::vote { poll: 0, vote }.into(), true),
        (pallet_petitions::Call::endorse { petition: 0 }.into(), true),
        (propose(pallet_safe_mode::Call::<Runtime>::force_enter {}, 2), true),
        (pallet_safe_mode::Call::force_exit {}.into(), true),
        (pallet_scheduler::Call::cancel { when: 9, index: 0 }.into(), false),
        (pallet_balances::Call::transfer_keep_alive { dest: alice_or(), value: 1 }.into(), false),
        (
            pallet_assets::Call::transfer { id: 1.into(), target: alice_or(), amount: 1 }.into(),
            false,
        ),
        (pallet_treasury::Call::payout { index: 0 }.into(), false),
        (pallet_utility::Call::batch_all { calls: vec![remark()] }.into(), false),
        (
            pallet_multisig::Call::as_multi_threshold_1 {
                other_signatories: vec![],
                call: Box::new(remark()),
            }
            .into(),
            false,
        ),
        (
            pallet_proxy::Call::proxy {
                real: alice_or(),
                force_proxy_type: None,
                call: Box::new(remark()),
            }
            .into(),
            false,
        ),
        (pallet_recovery::Call::set_friend_groups { friend_groups: vec![] }.into(), false),
        (pallet_energy::Call::submit_readings { readings: Default::default() }.into(), false),
        (pallet_credentials::Call::unbind { schema: 0 }.into(), false),
        (pallet_disputes::Call::join_jury {}.into(), false),
        (pallet_marketplace::Call::confirm { order: 0 }.into(), false),
    ];
    // A pallet that is added to the runtime must be named here.
    let named = |name: &&str| {
        let of = |(call, _): &(RuntimeCall, bool)| call.get_call_metadata().pallet_name == *name;
        all.iter().filter(|call| of(call)).count() == 1
    };
    let names = RuntimeCall::get_module_names();
    let with_calls = |name: &&&str| !RuntimeCall::get_call_names(name).is_empty();
    assert!(names.iter().filter(with_calls).all(named), "{names:?}");
    all
}

#[test]
fn halt_should_leave_governance_and_blocks_alone() {
    type Filter = Open;
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
            dest: alice().into(),
            keep_alive: false,
        });
        assert!(Filter::contains(&transfer));
        let guardians = pallet_collective::RawOrigin::Members(2, 3);
        assert_ok!(SafeMode::force_enter(guardians.into()));
        assert!(!Filter::contains(&transfer));
        for (call, allowed) in one_of_each_pallet() {
            assert_eq!(Filter::contains(&call), allowed, "{call:?}");
        }
        for call in helpers_calls() {
            assert!(Filter::contains(&call), "{call:?}");
        }
        // Only the people can end it early, and nobody can extend it.
        let guardians = || RuntimeOrigin::from(pallet_collective::RawOrigin::Members(3, 3));
        assert_noop!(SafeMode::force_extend(guardians()), DispatchError::BadOrigin);
        assert_noop!(SafeMode::force_exit(guardians()), DispatchError::BadOrigin);
        assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
        assert!(SafeMode::force_enter(guardians()).is_err());
    });
}
