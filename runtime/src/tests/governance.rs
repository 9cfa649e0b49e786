//! Tests that each track's vote can do what it may, and that nothing but the constitution track
//! reaches Root.

use super::*;
use frame_support::{
    dispatch::{GetDispatchInfo, RawOrigin},
    traits::{
        fungible::{Inspect, NativeOrWithId},
        EnsureOrigin, EnsureOriginWithArg, OriginTrait,
    },
};
use pallet_referenda::TracksInfo;
use pallet_voting::{Origin, Track, TrackOrigin};
use sp_runtime::{
    traits::{AccountIdConversion, Dispatchable},
    DispatchError,
};

fn alice() -> AccountId {
    Sr25519Keyring::Alice.to_account_id()
}

/// One origin of every kind, except Root.
fn others() -> Vec<OriginCaller> {
    let system = [RawOrigin::None, RawOrigin::Signed(alice()), RawOrigin::Authorized];
    let ours = [
        Origin::Validators,
        Origin::Appeals,
        Origin::Treasury,
        Origin::Parameters,
        Origin::Village(0),
    ];
    let guardians = [
        pallet_collective::RawOrigin::Members(3, 3),
        pallet_collective::RawOrigin::Member(alice()),
    ];
    let system = system.into_iter().map(OriginCaller::system);
    let ours = ours.into_iter().map(OriginCaller::Voting);
    let guardians = guardians.into_iter().map(OriginCaller::GuardianCouncil);
    let all = system.chain(ours).chain(guardians).collect::<Vec<_>>();
    // An origin that is added to the runtime must be named here.
    for origin in &all {
        match origin {
            OriginCaller::system(
                RawOrigin::Root | RawOrigin::None | RawOrigin::Signed(_) | RawOrigin::Authorized,
            )
            | OriginCaller::Voting(
                Origin::Validators
                | Origin::Appeals
                | Origin::Treasury
                | Origin::Parameters
                | Origin::Village(_),
            )
            | OriginCaller::GuardianCouncil(_)
            | OriginCaller::Void(_) => {}
        }
    }
    all
}

fn track_for(origin: &OriginCaller) -> Result<Option<Track>, ()> {
    type Tracks = <Runtime as pallet_referenda::Config>::Tracks;
    <Tracks as TracksInfo<Balance, BlockNumber>>::track_for(origin).map(Track::from_id)
}

#[test]
fn root_should_be_the_constitution_tracks_alone() {
    externalities("local_testnet").execute_with(|| {
        let root = OriginCaller::system(RawOrigin::Root);
        assert_eq!(track_for(&root), Ok(Some(Track::Constitution)));
        for track in Track::NATIONAL.into_iter().chain([0, 3].map(Track::Village)) {
            let origin = TrackOrigin::<Runtime>::origin_of(track).unwrap();
            assert_eq!(origin == root, track == Track::Constitution, "{track:?}");
            assert_eq!(track_for(&origin), Ok(Some(track)));
        }
        for origin in others() {
            let is_ours = matches!(origin, OriginCaller::Voting(_));
            assert_eq!(track_for(&origin).is_ok(), is_ours, "{origin:?}");
            // No other origin passes where Root is asked for, not even by way of the scheduler or a
            // batch.
            let origin = RuntimeOrigin::from(origin);
            assert!(frame_system::ensure_root(origin.clone()).is_err());
            type Schedule = <Runtime as pallet_scheduler::Config>::ScheduleOrigin;
            assert!(<Schedule as EnsureOrigin<_>>::ensure_origin(origin.clone()).is_err());
            let note = frame_system::Call::set_heap_pages { pages: 1 };
            let dispatch_as = pallet_utility::Call::dispatch_as {
                as_origin: Box::new(OriginCaller::system(RawOrigin::Root)),
                call: Box::new(RuntimeCall::System(note.clone())),
            };
            for call in [RuntimeCall::System(note), RuntimeCall::Utility(dispatch_as)] {
                assert!(call.dispatch(origin.clone()).is_err());
            }
        }
    });
}

#[test]
fn referenda_should_be_submitted_by_petitions_alone() {
    type Submit = <Runtime as pallet_referenda::Config>::SubmitOrigin;
    externalities("local_testnet").execute_with(|| {
        let root = OriginCaller::system(RawOrigin::Root);
        let may = |who| Submit::ensure_origin(RuntimeOrigin::signed(who), &root).is_ok();
        assert!(may(Petitions::account_id()));
        assert!(!may(alice()));
        assert!(Submit::ensure_origin(RuntimeOrigin::root(), &root).is_err());
        let parameters = RuntimeOrigin::from(Origin::Parameters);
        assert!(Submit::ensure_origin(parameters, &root).is_err());
    });
}

/// The calls that need a privilege, each with its track.
fn privileged() -> Vec<(RuntimeCall, Track)> {
    let tariff = pallet_energy::Tariff {
        feed_in: 1,
        retail: 2,
        network_charge: 0,
        k: Default::default(),
        trim: Default::default(),
    };
    vec![
        (
            pallet_energy::Call::register_grid {
                operator: alice(),
                currency: NativeOrWithId::Native,
                capacity_wh: 1,
                tariff: tariff.into(),
            }
            .into(),
            Track::Parameters,
        ),
        (
            pallet_energy::Call::set_price_cap { currency: NativeOrWithId::Native, cap: Some(1) }
                .into(),
            Track::Parameters,
        ),
        (
            pallet_communities::Call::appoint_clerk { community: 0, member: 1 }.into(),
            Track::Parameters,
        ),
        (
            pallet_communities::Call::found_community {
                name: Default::default(),
                founders: Default::default(),
                clerks: Default::default(),
            }
            .into(),
            Track::Parameters,
        ),
        (
            pallet_communities::Call::dismiss_clerk { community: 0, member: 1 }.into(),
            Track::Parameters,
        ),
        (pallet_communities::Call::suspend { member: 1 }.into(), Track::Appeals),
        (pallet_communities::Call::reinstate { member: 1 }.into(), Track::Appeals),
        (
            pallet_communities::Call::decide_request {
                request: 0,
                verdict: pallet_communities::Verdict::Grant,
            }
            .into(),
            Track::Appeals,
        ),
        (
            pallet_communities::Call::act_as_community {
                call: Box::new(frame_system::Call::remark { remark: vec![] }.into()),
            }
            .into(),
            Track::Village(0),
        ),
        (
            pallet_validators::Call::add_validator { who: alice(), community: 0 }.into(),
            Track::Validators,
        ),
        (pallet_validators::Call::remove_validator { who: alice() }.into(), Track::Validators),
        (
            pallet_validators::Call::replace_validator { who: alice(), by: alice() }.into(),
            Track::Validators,
        ),
        (pallet_validators::Call::pardon { who: alice() }.into(), Track::Validators),
        (pallet_validators::Call::set_minimum { minimum: 4 }.into(), Track::Validators),
        (
            pallet_validators::Call::restore_finality { best_finalized: 1, set_id: 0 }.into(),
            Track::Validators,
        ),
        (
            pallet_treasury::Call::spend {
                asset_kind: Box::new(NativeOrWithId::Native),
                amount: 1,
                beneficiary: Box::new(alice()),
                valid_from: None,
            }
            .into(),
            Track::Treasury,
        ),
        (
            pallet_treasury::Call::spend_local { amount: 1, beneficiary: alice().into() }.into(),
            Track::Treasury,
        ),
        (pallet_disputes::Call::appoint_arbiter { member: 0 }.into(), Track::Parameters),
        (pallet_disputes::Call::dismiss_arbiter { member: 0 }.into(), Track::Parameters),
        (pallet_marketplace::Call::set_fee { fee: Default::default() }.into(), Track::Parameters),
        (pallet_marketplace::Call::strike_design { design: 0 }.into(), Track::Parameters),
        (pallet_marketplace::Call::set_confirmation { days: 7 }.into(), Track::Village(0)),
        (pallet_treasury::Call::remove_approval { proposal_id: 0 }.into(), Track::Constitution),
        (pallet_safe_mode::Call::force_exit {}.into(), Track::Constitution),
        (
            pallet_assets::Call::force_create {
                id: 1.into(),
                owner: alice().into(),
                is_sufficient: true,
                min_balance: 1,
            }
            .into(),
            Track::Constitution,
        ),
        (
            pallet_balances::Call::force_set_balance { who: alice().into(), new_free: 1 }.into(),
            Track::Constitution,
        ),
        (pallet_scheduler::Call::cancel { when: 9, index: 0 }.into(), Track::Constitution),
        (pallet_referenda::Call::kill { index: 0 }.into(), Track::Constitution),
        (
            pallet_collective::Call::set_members { new_members: vec![], prime: None, old_count: 3 }
                .into(),
            Track::Constitution,
        ),
        (
            frame_system::Call::authorize_upgrade { code_hash: Default::default() }.into(),
            Track::Constitution,
        ),
    ]
}

#[test]
fn privileged_calls_should_be_their_tracks_alone() {
    for (call, track) in privileged() {
        externalities("local_testnet").execute_with(|| {
            System::set_block_number(1);
            let root = OriginCaller::system(RawOrigin::Root);
            for origin in others().into_iter().chain([root]) {
                let mine = TrackOrigin::<Runtime>::track_of(&origin) == Some(track);
                let refused = frame_support::storage::with_storage_layer(|| {
                    call.clone().dispatch(origin.clone().into()).map_err(|failed| failed.error)
                });
                // Other errors do not matter here.
                let allowed = refused != Err(DispatchError::BadOrigin);
                assert_eq!(allowed, mine, "{call:?} by {origin:?}: {refused:?}");
            }
        });
    }
}

#[test]
fn petitionable_weight_should_be_half_of_the_schedulers_at_most() {
    let most = <Runtime as pallet_petitions::Config>::MaxCallWeight::get();
    let scheduled = <Runtime as pallet_scheduler::Config>::MaximumWeight::get();
    assert!(most.saturating_mul(2).all_lte(scheduled));
    // The calls that the tests and docs/decide.md ask the people for are far from the bound.
    for (call, _) in privileged() {
        assert!(call.get_dispatch_info().call_weight.all_lte(most), "{call:?}");
    }
}

#[test]
fn sessions_should_last_an_hour_unless_days_are_short() {
    let period = || <configs::SessionPeriod as frame_support::traits::Get<BlockNumber>>::get();
    // The usual figures of a network that people launch themselves.
    let usual = serde_json::json!({});
    externalities_of(usual)
        .execute_with(|| assert_eq!(u64::from(period()) * configs::SLOT_DURATION, 3_600_000));
    for preset in ["development", "local_testnet"] {
        externalities(preset).execute_with(|| assert_eq!(period(), 5));
    }
}

#[test]
fn local_preset_should_let_villages_run_its_grids() {
    externalities("local_testnet").execute_with(|| {
        for (grid, village) in [(0, 0), (1, 1)] {
            let own = Communities::community_account(village).unwrap();
            let derived: AccountId =
                configs::CommunitiesPalletId::get().into_sub_account_truncating(village);
            assert_eq!(own, derived);
            let grid = pallet_energy::Grids::<Runtime>::get(grid).unwrap();
            assert_eq!(grid.operator, own);
            assert!(Balances::balance(&own) > 0);
        }
        // A village's origin does not pass for a signer.
        let origin: RuntimeOrigin = Origin::Village(0).into();
        assert!(origin.as_signer().is_none());
    });
}
