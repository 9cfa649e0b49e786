//! Tests of approved calls that meet a halt or an empty purse.

use super::{nation::*, *};
use frame_support::{
    assert_ok,
    traits::{
        fungible::{Inspect, Mutate, NativeOrWithId},
        Hooks,
    },
};
use pallet_petitions::{Failure, Fate, Stage};
use pallet_voting::{Track, Vote};

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
