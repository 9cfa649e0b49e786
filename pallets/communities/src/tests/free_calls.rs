use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{
    assert_ok,
    dispatch::{CheckIfFeeless, GetDispatchInfo},
    traits::{fungible::Mutate, GetCallName},
};
use sp_runtime::{
    traits::{DispatchTransaction, TransactionExtension},
    transaction_validity::{InvalidTransaction, TransactionSource},
};

fn leave() -> Call<Test> {
    Call::leave {}
}

fn used(n: u32) -> u32 {
    FreeCalls::<Test>::get(member(n)).used
}

/// All calls, and whether they are free for members.
fn all_calls() -> Vec<(Call<Test>, bool)> {
    use Call::*;
    let (community, request, member) = (APIA, 0, 1);
    let remark = frame_system::Call::<Test>::remark { remark: vec![] };
    let consent = || consent(STRANGER, Purpose::Join(APIA));
    let (name, founders, clerks) = Default::default();
    #[rustfmt::skip]
    let calls = vec![
        (found_community { name, founders, clerks }, false),
        (appoint_clerk { community, member }, false),
        (dismiss_clerk { community, member }, false),
        (request_membership { community, consent: Some(consent()) }, true),
        (withdraw_request { request }, true),
        (vouch { request }, true),
        (withdraw_vouch { request }, true),
        (admit { request }, true),
        (challenge_admission { request }, true),
        (confirm_admission { request }, true),
        (freeze { member }, true),
        (suspend { member }, false),
        (reinstate { member }, false),
        (decide_request { request, verdict: Verdict::Grant }, false),
        (move_community { to: ALOFI }, true),
        (replace_account { member, consent: consent() }, true),
        (object_to_replacement { request }, true),
        (confirm_replacement { request }, true),
        (Call::leave {}, true),
        (prune_request { request }, true),
        (act_as_community { call: Box::new(remark.into()) }, false),
        (set_helper { helper: Some(member) }, true),
        (accept_helping { member }, true),
        (resign_helping { member }, true),
        (declare_dormant { members: vec![member].try_into().expect("one") }, true),
        (here {}, true),
    ];
    calls
}

#[test]
fn calls_should_be_free_for_members_with_calls_left_or_for_nobody() {
    ExtBuilder::default().build_and_execute(|| {
        let listed = all_calls().iter().map(|(call, _)| call.get_call_name()).collect::<Vec<_>>();
        assert_eq!(listed, Call::<Test>::get_call_names(), "every call is listed");
        assert_ok!(Communities::suspend(appeals(), member(5)));
        for _ in 0..20 {
            assert!(use_free_call(6, 150));
        }
        for (call, free) in all_calls() {
            let name = call.get_call_name();
            let objects = matches!(call, Call::object_to_replacement { .. });
            let call = RuntimeCall::from(call);
            let is_free = |origin: RuntimeOrigin| call.is_feeless(&origin);
            assert_eq!(is_free(signed(1)), free, "{name}");
            // The key of a suspended member can be stolen, too.
            assert_eq!(is_free(signed(5)), objects, "{name}");
            for origin in [signed(6), signed(STRANGER), appeals(), root(), RuntimeOrigin::none()] {
                assert!(!is_free(origin), "{name}");
            }
        }
    });
}

#[test]
fn calls_should_be_free_for_a_member_without_a_balance() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        assert_eq!(Balances::free_balance(account(1)), 0);
        assert_ok!(send(1, Call::vouch { request: id }));
        assert_eq!(request(id).vouches.len(), 1);
        assert_eq!((used(1), Communities::free_calls(account(1))), (1, 19));
    });
}

#[test]
fn calls_should_count_when_they_fail() {
    ExtBuilder::default().build_and_execute(|| {
        let applied = send(1, Call::vouch { request: 9 }).expect("applied");
        assert_eq!(applied, Err(Error::<Test>::UnknownRequest.into()));
        assert_eq!(used(1), 1);
    });
}

#[test]
fn calls_should_cost_a_fee_when_the_allowance_is_used_up() {
    ExtBuilder::default().build_and_execute(|| {
        for _ in 0..20 {
            assert!(send(1, Call::vouch { request: 9 }).is_ok());
        }
        // Without a balance the member can send nothing more today.
        assert_eq!(send(1, Call::vouch { request: 9 }), Err(InvalidTransaction::Payment.into()));
        assert_eq!(used(1), 20);
        // With a balance they pay like anybody.
        endow(1);
        assert!(send(1, Call::vouch { request: 9 }).is_ok());
        let paid = WEALTH - Balances::free_balance(account(1));
        assert!(paid > 0);
        endow(STRANGER);
        assert!(send(STRANGER, Call::vouch { request: 9 }).is_ok());
        assert_eq!(WEALTH - Balances::free_balance(account(STRANGER)), paid);
    });
}

#[test]
fn calls_should_be_free_again_on_the_next_day() {
    ExtBuilder::default().build_and_execute(|| {
        for _ in 0..20 {
            assert!(use_free_call(1, 150));
        }
        assert!(!use_free_call(1, 150));
        assert_eq!(Communities::free_calls(account(1)), 0);
        System::set_block_number(DAY - 1);
        assert_eq!(Communities::free_calls(account(1)), 0);
        System::set_block_number(DAY);
        assert_eq!(Communities::free_calls(account(1)), 20);
        assert_ok!(send(1, leave()));
    });
}

#[test]
fn calls_should_cost_a_fee_for_who_is_no_member_or_suspended() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        for n in [STRANGER, 5] {
            assert_eq!(send(n, leave()), Err(InvalidTransaction::Payment.into()));
        }
        assert_eq!((used(5), Communities::free_calls(account(STRANGER))), (0, 0));
    });
}

#[test]
fn objections_should_be_free_for_a_suspended_member() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(5)));
        let id = replace(5, STRANGER, &[1, 2, 3]);
        assert_ok!(send(5, Call::object_to_replacement { request: id }));
        assert_eq!((request(id).stage, used(5)), (Stage::Appealed, 1));
    });
}

#[test]
fn calls_of_other_pallets_should_cost_a_fee() {
    ExtBuilder::default().build_and_execute(|| {
        let call = frame_system::Call::<Test>::remark { remark: vec![] };
        assert_eq!(send(1, call.clone()), Err(InvalidTransaction::Payment.into()));
        Balances::set_balance(&account(1), WEALTH);
        assert!(send(1, call).is_ok());
        assert_eq!(used(1), 0);
        assert!(Balances::free_balance(account(1)) < WEALTH);
    });
}

#[test]
fn calls_of_governance_should_cost_a_fee() {
    ExtBuilder::default().build_and_execute(|| {
        let call = Call::suspend { member: 1 };
        assert_eq!(send(1, call), Err(InvalidTransaction::Payment.into()));
    });
}

#[test]
fn extension_should_refund_what_charging_would_have_weighed() {
    ExtBuilder::default().build_and_execute(|| {
        let call: RuntimeCall = leave().into();
        let mut info = call.get_dispatch_info();
        info.extension_weight = charge().weight(&call);
        let post = charge()
            .dispatch_transaction(signed(1), call, &info, 100, 0)
            .expect("valid")
            .expect("left");
        // Nor is there anything to note: the member acted of late.
        let own =
            <Test as Config>::WeightInfo::free_call() + Communities::weight_of(Noted::Nothing);
        assert_eq!(post.actual_weight, Some(info.call_weight + own));
    });
}

#[test]
fn extension_should_only_look_when_it_validates() {
    ExtBuilder::default().build_and_execute(|| {
        let call: RuntimeCall = leave().into();
        let info = call.get_dispatch_info();
        for _ in 0..50 {
            let source = TransactionSource::External;
            assert!(charge().validate_only(signed(1), &call, &info, 100, source, 0).is_ok());
        }
        assert_eq!(used(1), 0);
    });
}

#[test]
fn extension_should_show_itself_to_wallets_as_what_it_wraps() {
    use pallet_transaction_payment::ChargeTransactionPayment;

    type Wrapped = ChargeTransactionPayment<Test>;
    assert_eq!(
        <Charge as TransactionExtension<RuntimeCall>>::IDENTIFIER,
        <Wrapped as TransactionExtension<RuntimeCall>>::IDENTIFIER
    );
    assert_eq!(scale_info::meta_type::<Charge>(), scale_info::meta_type::<Wrapped>());
    let bytes = codec::Encode::encode(&charge());
    assert_eq!(bytes, codec::Encode::encode(&Wrapped::from(0)));
}

#[test]
fn free_call_of_an_office_should_need_neither_membership_nor_money() {
    ExtBuilder::default().build_and_execute(|| {
        let note = || frame_system::Call::<Test>::remark_with_event { remark: vec![] };
        let payment = Err(InvalidTransaction::Payment.into());
        // Others pay, members as well.
        for n in [STRANGER, 1] {
            assert_eq!(send(n, note()), payment);
        }
        for used in 1..=3 {
            assert_eq!(send(HOLDER, note()), Ok(Ok(())));
            assert_eq!(OfficeCalls::get(), used);
        }
        assert_eq!(send(HOLDER, note()), payment);
        // The office makes no other call free.
        OfficeCalls::set(0);
        assert_eq!(send(HOLDER, leave()), payment);
    });
}

#[test]
fn what_is_told_of_the_fee_should_be_what_is_charged() {
    ExtBuilder::default().build_and_execute(|| {
        let free =
            |n, call: Call<Test>, bytes| Communities::pays_no_fee(&account(n), &call.into(), bytes);
        assert!(free(1, leave(), 100));
        assert!(!free(STRANGER, leave(), 100));
        let member = 2;
        assert!(!free(1, Call::appoint_clerk { community: APIA, member }, 100));
        // What is left of the day counts, and so does the length.
        assert!(free(1, leave(), 20 * 4_096) && !free(1, leave(), 20 * 4_096 + 1));
        for _ in 0..20 {
            assert!(send(1, Call::vouch { request: 9_999 }).is_ok());
        }
        assert!(!free(1, leave(), 100));
        let note = frame_system::Call::<Test>::remark_with_event { remark: vec![] };
        assert!(Communities::pays_no_fee(&account(HOLDER), &note.into(), 100));
    });
}
