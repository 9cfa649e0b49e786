use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::{traits::Dispatchable, ArithmeticError, DispatchError};

fn act(call: RuntimeCall) -> RuntimeCall {
    RuntimeCall::Communities(Call::act_as_community { call: Box::new(call) })
}

fn transfer(amount: Balance) -> RuntimeCall {
    RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
        dest: account(STRANGER),
        value: amount,
    })
}

#[test]
fn act_as_community_should_move_what_the_community_owns() {
    ExtBuilder::default().build_and_execute(|| {
        let own = Communities::community_account(APIA).unwrap();
        assert_ok!(Balances::force_set_balance(root(), own.clone(), 1_000));
        let before = Balances::free_balance(account(STRANGER));
        assert_ok!(act(transfer(400)).dispatch(root()));
        assert_eq!(Balances::free_balance(account(STRANGER)), before + 400);
        assert_eq!(Balances::free_balance(own), 600);
    });
}

#[test]
fn act_as_community_should_announce_and_charge_the_weight_of_the_call() {
    ExtBuilder::default().build_and_execute(|| {
        let heavy = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
        let own = <() as WeightInfo>::act_as_community();
        let announced = act(heavy.clone()).get_dispatch_info().call_weight;
        assert_eq!(announced, own.saturating_add(heavy.get_dispatch_info().call_weight));
        let post = act(heavy).dispatch(root()).unwrap();
        assert!(post.actual_weight.unwrap().all_lte(announced));
    });
}

#[test]
fn act_as_community_should_fail_as_its_call_does() {
    ExtBuilder::default().build_and_execute(|| {
        // It owns nothing yet.
        let failed = act(transfer(400)).dispatch(root()).unwrap_err();
        assert_eq!(failed.error, ArithmeticError::Underflow.into());
        // It may do no more than a community: it has no key to Root.
        let takes = RuntimeCall::Balances(pallet_balances::Call::force_set_balance {
            who: account(STRANGER),
            new_free: 1,
        });
        let failed = act(takes).dispatch(root()).unwrap_err();
        assert_eq!(failed.error, DispatchError::BadOrigin);
        assert!(failed.post_info.actual_weight.is_some());
    });
}

#[test]
fn act_as_community_should_fail_when_no_community_has_voted() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [signed(CLERK), clerk_track(), appeals()] {
            let failed = act(transfer(1)).dispatch(origin).unwrap_err();
            assert_eq!(failed.error, DispatchError::BadOrigin);
        }
    });
}

#[test]
fn act_as_community_should_fail_when_the_community_is_unknown() {
    ExtBuilder::default().founders(&[]).build_and_execute(|| {
        assert_eq!(Communities::community_account(APIA), None);
        assert_noop!(
            Communities::act_as_community(root(), Box::new(transfer(1))),
            Error::<Test>::UnknownCommunity
        );
    });
}

#[test]
fn community_account_should_differ_from_each_others() {
    ExtBuilder::default().build_and_execute(|| {
        let accounts = [0, 1].map(|id| Communities::community_account(id).unwrap());
        assert_ne!(accounts[0], accounts[1]);
        assert_eq!(Communities::community_account(9), None);
    });
}
