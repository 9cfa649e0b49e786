//! Tests of approved calls that meet a halt or an empty purse.

use super::{nation::*, *};
use frame_support::{
    assert_ok,
    traits::{
        fungible::{Inspect, Mutate, NativeOrWithId},
        Hooks,
    },
};
use pallet_petitions::{Failure, Fate, PaymentState, Stage};
use pallet_voting::{Track, Vote};
use sp_runtime::traits::Dispatchable;

/// A price cap, in VAKA's smallest unit per kWh.
const CAP: u64 = 2_000_000_000_000;

fn everybody() -> Vec<AccountId> {
    (0..4).flat_map(founders).collect()
}

/// Safe-mode lets only governance pass, and refuses also what the people decided. Such decisions
/// are shown as failed, and made later.
#[test]
fn approved_call_should_be_retried_when_its_moment_was_in_a_halt() {
    nation(|| {
        let cap =
            pallet_energy::Call::set_price_cap { currency: NativeOrWithId::Native, cap: Some(CAP) };
        let (petition, poll) = ask(Track::Parameters, cap, &founders(1));
        for who in everybody() {
            vote(&who, poll, Vote::Aye);
        }
        let fate = || Petitions::petition(petition).and_then(|shown| shown.fate);
        while fate() == Some(Fate::Ongoing) {
            run_for(1);
        }
        let Some(Fate::Approved { due }) = fate() else {
            panic!("all are for it, and it is {:?}", fate());
        };
        let guardians = pallet_collective::RawOrigin::Members(2, 3);
        assert_ok!(SafeMode::force_enter(guardians.into()));
        run_to(due);
        let filtered = frame_system::Error::<Runtime>::CallFiltered;
        assert!(matches!(
            stage(petition),
            Stage::Failed { failure: Failure::Call(error), .. } if error == filtered.into()
        ));
        let cap = || pallet_energy::PriceCaps::<Runtime>::get(NativeOrWithId::Native);
        // It is that of genesis.
        assert_ne!(cap(), Some(CAP));

        assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
        run_for(1);
        let weight = Petitions::petition(petition).expect("a petition").weight;
        assert_ok!(Petitions::retry(signed(&founder(2, 0)), petition, weight));
        assert!(matches!(stage(petition), Stage::Done { .. }));
        assert_eq!(cap(), Some(CAP));
    });
}

/// What `spend_local` approves is paid when the purse holds it. Until then it waits among the
/// approvals, for all to see.
#[test]
fn payment_should_wait_when_the_purse_holds_less() {
    nation(|| {
        let builder = AccountId::from([9; 32]);
        let pay = pallet_treasury::Call::spend_local {
            amount: 5 * configs::VAKA,
            beneficiary: builder.clone().into(),
        };
        let petition = ask(Track::Treasury, pay, &founders(1));
        pass(petition, &everybody());
        let day = || {
            run_for(1);
            Treasury::on_initialize(System::block_number());
        };
        let waiting = || pallet_treasury::Approvals::<Runtime>::get().len();
        day();
        assert_eq!((Balances::balance(&builder), waiting()), (0, 1));
        let purse = Treasury::account_id();
        assert_ok!(Balances::mint_into(&purse, 4 * configs::VAKA));
        day();
        assert_eq!((Balances::balance(&builder), waiting()), (0, 1));
        assert_ok!(Balances::mint_into(&purse, 2 * configs::VAKA));
        day();
        assert_eq!(Balances::balance(&builder), 5 * configs::VAKA);
        assert_eq!(waiting(), 0);
    });
}

/// A payment that somebody has to collect reads "Done" as soon as it is granted. The receipt also
/// shows that it is not paid, and in the end that it lapsed or was paid.
#[test]
fn receipt_should_show_whether_what_was_granted_was_paid() {
    nation(|| {
        let builder = AccountId::from([9; 32]);
        let spend = |amount| pallet_treasury::Call::spend {
            asset_kind: Box::new(NativeOrWithId::Native),
            amount,
            beneficiary: Box::new(builder.clone()),
            valid_from: None,
        };
        let [small, large] = [1, 1_000].map(|vaka| {
            let petition = ask(Track::Treasury, spend(vaka * configs::VAKA), &founders(1));
            pass(petition, &everybody());
            petition.0
        });
        let state = |petition| {
            let payments = Petitions::petition(petition).expect("a petition").payments;
            assert_eq!(payments.len(), 1);
            payments[0].state
        };
        let granted = |state| matches!(state, PaymentState::Granted { until: Some(_) });
        assert!(granted(state(small)) && granted(state(large)));
        let purse = Treasury::account_id();
        assert_ok!(Balances::mint_into(&purse, 4 * configs::VAKA));
        let anybody = || signed(&founder(3, 0));
        assert_ok!(Treasury::payout(anybody(), 0));
        assert!(Treasury::payout(anybody(), 1).is_err());
        assert_eq!(state(small), PaymentState::Paid);
        assert!(granted(state(large)));
        run_for(100);
        assert_eq!((state(small), state(large)), (PaymentState::Paid, PaymentState::Lapsed));
        // Nobody makes the chain forget either before the receipt goes.
        let forget = |index| {
            let call = RuntimeCall::Treasury(pallet_treasury::Call::check_status { index });
            call.dispatch(anybody())
        };
        assert!(forget(0).is_err() && forget(1).is_err());
        assert_eq!((state(small), state(large)), (PaymentState::Paid, PaymentState::Lapsed));
        let at = System::block_number();
        System::set_block_number(at + 365 + 90);
        assert!(forget(0).is_ok() && forget(1).is_ok());
    });
}
