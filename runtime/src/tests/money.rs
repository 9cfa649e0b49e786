//! Tests of fees, vouchers, and what a proxy may not do with money.

use super::*;
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{GetDispatchInfo, Pays, PostDispatchInfo},
    traits::{fungible::NativeOrWithId, EnsureOriginWithArg, InstanceFilter},
};
use pallet_energy::{Call as EnergyCall, GridId, SignedReading, Tariff};
use sp_runtime::{traits::Dispatchable, BoundedVec, DispatchError, Permill};

fn bob() -> AccountId {
    Sr25519Keyring::Bob.to_account_id()
}

fn by_bob() -> RuntimeOrigin {
    RuntimeOrigin::signed(bob())
}

#[test]
fn vouchers_should_be_refused_when_they_take_an_energy_tokens_id() {
    externalities("development").execute_with(|| {
        let may = |id| configs::EnsureVoucher::ensure_origin(by_bob(), &id).is_ok();
        assert!(may(configs::ENERGY_TOKENS - 1));
        assert!(!may(configs::ENERGY_TOKENS));
        assert!(!may(u32::MAX));
    });
}

#[test]
fn voucher_should_stay_dead_when_it_is_destroyed_while_a_grid_settles_in_it() {
    externalities("development").execute_with(|| {
        const VOUCHER: u32 = 5;
        assert_ok!(Assets::create(by_bob(), VOUCHER.into(), bob().into(), 1));
        let tariff = Tariff {
            feed_in: 10,
            retail: 73,
            network_charge: 0,
            k: Permill::from_percent(50),
            trim: Permill::from_percent(25),
        };
        let grid: GridId = pallet_energy::NextGrid::<Runtime>::get();
        let currency = NativeOrWithId::WithId(VOUCHER);
        let people = pallet_voting::Origin::Parameters;
        assert_ok!(Energy::set_price_cap(people.into(), currency.clone(), Some(100)));
        assert_ok!(Energy::register_grid(
            pallet_voting::Origin::Parameters.into(),
            bob(),
            currency,
            1_000,
            tariff.into()
        ));
        assert_ok!(Assets::start_destroy(by_bob(), VOUCHER.into()));
        assert_ok!(Assets::destroy_accounts(by_bob(), VOUCHER.into()));
        assert_ok!(Assets::destroy_approvals(by_bob(), VOUCHER.into()));
        assert_ok!(Assets::finish_destroy(by_bob(), VOUCHER.into()));

        assert_noop!(
            Assets::create(by_bob(), VOUCHER.into(), bob().into(), 1),
            DispatchError::BadOrigin
        );
        assert!(Energy::fund_float(by_bob(), grid, 1).is_err());
        // Any other id is free, and a vote on the constitution track may bring the old one back.
        assert_ok!(Assets::create(by_bob(), 6.into(), bob().into(), 1));
        let root = RuntimeOrigin::root();
        assert_ok!(Assets::force_create(root, VOUCHER.into(), bob().into(), true, 1));
    });
}

#[test]
fn proxy_should_not_pay_others_when_it_may_not_transfer() {
    let may = |call: RuntimeCall| {
        assert!(configs::ProxyType::Any.filter(&call));
        configs::ProxyType::NonTransfer.filter(&call)
    };
    for call in [
        EnergyCall::top_up { meter: 0, amount: 1 },
        EnergyCall::fund_float { grid: 0, amount: 1 },
        EnergyCall::deposit_tokens { meter: 0, wh: 1 },
        EnergyCall::correct { meter: 0, baseline: Default::default(), refund: 1 },
        EnergyCall::accept_registers { meter: 0 },
        EnergyCall::transfer_meter { meter: 0, to: None },
        EnergyCall::set_operator { grid: 0, operator: bob() },
    ] {
        assert!(!may(RuntimeCall::Energy(call)));
    }
    let (dest, value) = (bob().into(), 1);
    let transfer = pallet_balances::Call::transfer_keep_alive { dest, value };
    assert!(!may(RuntimeCall::Balances(transfer)));
    // What is drawn from a meter always goes to its owner.
    for call in [
        EnergyCall::withdraw_credit { meter: 0, amount: 1 },
        EnergyCall::claim_tokens { meter: 0, wh: 1 },
        EnergyCall::redeem { meter: 0, energy: 1 },
    ] {
        assert!(may(RuntimeCall::Energy(call)));
    }
}

#[test]
fn transfer_should_cost_less_than_a_hundredth_when_the_chain_is_quiet() {
    externalities("development").execute_with(|| {
        let call = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
            dest: Sr25519Keyring::Bob.to_account_id().into(),
            value: configs::VAKA,
        });
        let info = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call);
        let fee = TransactionPayment::compute_fee(150, &info, 0);
        assert!(fee > 0 && fee < configs::VAKA / 100, "a transfer costs {fee}");
    });
}

/// As many readings as fit a batch, of meters that exist or not.
fn batch(meter: u32) -> RuntimeCall {
    let reading = SignedReading {
        meter,
        since_slot: 1_990_000,
        slot: 1_990_001,
        import_wh: 12_345_678,
        export_wh: 12_345_678,
        signature: Default::default(),
    };
    type MaxBatch = <Runtime as pallet_energy::Config>::MaxBatch;
    let most = <MaxBatch as sp_core::Get<u32>>::get() as usize;
    let readings = BoundedVec::truncate_from(vec![reading; most]);
    RuntimeCall::Energy(EnergyCall::submit_readings { readings })
}

#[test]
fn copied_readings_should_cost_the_honest_relayer_some_cents_when_all_were_brought_before() {
    externalities("development").execute_with(|| {
        // Somebody else was first: all of the honest batch is known already, and nothing is
        // charged.
        let now_ms = 1_990_010 * 900 * 1_000;
        pallet_timestamp::Now::<Runtime>::put(now_ms);
        pallet_energy::Meters::<Runtime>::mutate(0, |meter| {
            meter.as_mut().unwrap().slot = 1_990_001
        });
        let call = batch(0);
        let info = call.get_dispatch_info();
        let length = codec::Encode::encoded_size(&call) as u32 + 110;
        let post: PostDispatchInfo = call.dispatch(by_bob()).unwrap();
        assert_eq!(post.pays_fee, Pays::Yes);
        let pledge = TransactionPayment::compute_fee(length, &info, 0);
        let fee = TransactionPayment::compute_actual_fee(length, &info, &post, 0);
        assert!(fee < configs::VAKA / 10, "512 readings cost {fee}");
        // The relayer must own this, and gets it back.
        assert!(pledge < configs::VAKA, "512 readings pledge {pledge}");
    });
}

#[test]
fn fees_should_go_to_the_treasury() {
    externalities("development").execute_with(|| {
        use frame_support::traits::fungible::Inspect;
        use pallet_transaction_payment::{Config, OnChargeTransaction};

        let purse = || Balances::balance(&Treasury::account_id());
        let (before, issued) = (purse(), Balances::total_issuance());
        let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
        let info = call.get_dispatch_info();
        type Charge = <Runtime as Config>::OnChargeTransaction;
        let fee = 5 * configs::MILLI;
        let paid =
            <Charge as OnChargeTransaction<Runtime>>::withdraw_fee(&bob(), &call, &info, fee, 0)
                .unwrap();
        let post = PostDispatchInfo::default();
        assert_ok!(<Charge as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(
            &bob(),
            &info,
            &post,
            fee,
            0,
            paid,
        ));
        assert_eq!(purse(), before + fee);
        assert_eq!(Balances::total_issuance(), issued);
    });
}

/// A voucher that is not sufficient asks that its holder has a balance elsewhere. A membership stands
/// in for that.
#[test]
fn member_without_vaka_should_receive_vouchers_and_others_should_not() {
    use super::nation::{founder, nation, signed};
    use frame_support::traits::{fungible::Mutate, Get};

    nation(|| {
        let ferdie = Sr25519Keyring::Ferdie.to_account_id();
        let (member, stranger) = (founder(0, 0), AccountId::from([9; 32]));
        Balances::set_balance(&ferdie, 100_000 * configs::VAKA);
        let give = |voucher: u32, to: &AccountId| {
            assert_ok!(Assets::create(signed(&ferdie), voucher.into(), ferdie.clone().into(), 1));
            Assets::mint(signed(&ferdie), voucher.into(), to.clone().into(), 5)
        };
        assert!(give(100, &stranger).is_err());
        assert_ok!(give(101, &member));
        assert_eq!(Assets::balance(101, &member), 5);
        assert_eq!(Balances::free_balance(&member), 0);
        // A stranger gives as many as an account may hold, and no more.
        let given = (200..300).filter(|voucher| give(*voucher, &member).is_ok()).count() as u32;
        let most = <Runtime as frame_system::Config>::MaxConsumers::get();
        assert!(given < most && System::consumers(&member) <= most);
        // The member gives one away, and leaves all the same.
        assert_ok!(Assets::transfer(signed(&member), 101.into(), ferdie.clone().into(), 5));
        assert_ok!(Communities::leave(signed(&member)));
        assert!(System::account_exists(&member));
    });
}
