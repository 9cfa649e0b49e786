//! What counts as a member's activity, and what it weighs to note it.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{
    assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::fungible::Mutate, weights::Weight,
};
use sp_runtime::traits::{DispatchTransaction, Dispatchable, TransactionExtension};

fn remark() -> RuntimeCall {
    frame_system::Call::remark { remark: vec![] }.into()
}

#[test]
fn activity_should_be_any_call_that_the_members_key_signed() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        Balances::set_balance(&account(6), WEALTH);
        assert_ok!(declare(&[5, 6, 101]));
        // A free call, one that is paid and none of ours, and one that fails.
        assert_ok!(send(5, Call::move_community { to: ALOFI }));
        assert_ok!(send(6, remark()));
        let failed = send(101, Call::vouch { request: 9 }).expect("applied");
        assert_eq!(failed, Err(Error::<Test>::UnknownRequest.into()));
        for n in [5, 6, 101] {
            has_event(Event::Woke { member: member(n) });
            assert!(!person(n).is_dormant());
        }
    });
}

#[test]
fn activity_should_not_be_what_others_sign() {
    ExtBuilder::default().build_and_execute(|| {
        sleep();
        assert_ok!(declare(&[5]));
        // A proxy's transaction has the proxy's signature. The member's origin comes from within.
        assert_ok!(RuntimeCall::from(Call::move_community { to: ALOFI }).dispatch(signed(5)));
        assert!(person(5).is_dormant());
        // Nor is what others do to the member.
        assert_ok!(Communities::freeze(signed(CLERK), member(5)));
        assert!(person(5).is_dormant());
        // To say it is: accounts with several keys can do nothing else.
        assert_ok!(Communities::here(signed(5)));
        assert!(!person(5).is_dormant());
    });
}

/// What a helper sends for a person.
fn for_them(n: u32) -> RuntimeCall {
    helping::Call::act_for { member: member(n) }.into()
}

#[test]
fn activity_should_be_what_a_helper_sends_for_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        wait(720);
        assert_eq!(send(2, for_them(1)), Ok(Ok(())));
        assert_eq!((person(1).last_active, person(2).last_active), (now(), now()));
        wait_almost(760);
        assert_noop!(declare(&[1]), Error::<Test>::NotDormant);
        System::set_block_number(now() + 1);
        assert_ok!(declare(&[1, 2]));
        // A multisig or a proxy named the helper again: no key of the member's signed.
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        assert!(person(1).is_dormant());
        assert_eq!(send(2, for_them(1)), Ok(Ok(())));
        for n in [1, 2] {
            has_event(Event::Woke { member: member(n) });
            assert_eq!((person(n).is_dormant(), person(n).last_active), (false, now()));
        }
        assert_eq!(electorates(), (10, 7, 17));
    });
}

#[test]
fn activity_should_not_be_what_anybody_else_sends_for_the_member() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        help(4, 5);
        wait(40);
        assert_ok!(Communities::suspend(appeals(), member(4)));
        let before = [1, 5].map(person);
        // Somebody who helps another, a stranger, and a helper who is suspended. They pay, and fail.
        for (n, of) in [(2, 5), (3, 1), (STRANGER, 1), (4, 5)] {
            endow(n);
            assert!(matches!(send(n, for_them(of)), Ok(Err(_))), "{n} for {of}");
        }
        assert_eq!([1, 5].map(person), before);
        // A call that never was a transaction of the helper's: a proxy of theirs signed it.
        assert_ok!(for_them(1).dispatch(signed(2)));
        assert_eq!(person(1), before[0]);
        // And a helper whose time is over.
        wait(690);
        assert!(matches!(send(2, for_them(1)), Ok(Err(_))));
        assert_eq!(person(1), before[0]);
    });
}

#[test]
fn activity_should_be_written_once_in_thirty_days() {
    ExtBuilder::default().build_and_execute(|| {
        let mut written = Vec::new();
        for day in 0..100 {
            System::set_block_number(day * DAY + 1);
            let before = person(5);
            assert!(send(5, Call::vouch { request: 9 }).is_ok());
            if person(5) != before {
                assert_eq!(person(5).last_active, now());
                written.push(day);
            }
        }
        assert_eq!(written, [30, 60, 90]);
    });
}

/// The weight of a transaction beyond that of its call.
fn weight_beyond_call(n: u32, call: RuntimeCall) -> Weight {
    let mut info = call.get_dispatch_info();
    info.extension_weight = charge().weight(&call);
    let own = info.call_weight;
    let post = charge().dispatch_transaction(signed(n), call, &info, 100, 0).expect("valid");
    post.expect("done").actual_weight.expect("known") - own
}

#[test]
fn activity_should_weigh_what_was_written() {
    ExtBuilder::default().build_and_execute(|| {
        for n in [5, STRANGER] {
            endow(n);
        }
        let charging = charge().0.weight(&remark());
        let fixed = charging + <Test as Config>::WeightInfo::free_call();
        let beyond = |n| weight_beyond_call(n, remark()) - fixed;
        let [nothing, active, woken] =
            [Noted::Nothing, Noted::Active, Noted::Woken].map(Communities::weight_of);
        assert!(nothing.all_lt(active) || nothing.ref_time() < active.ref_time());
        assert!(active.ref_time() < woken.ref_time());
        assert_eq!(fixed + woken, charge().weight(&remark()));

        assert_eq!(beyond(STRANGER), nothing);
        assert_eq!(beyond(5), nothing);
        wait(30);
        assert_eq!(beyond(5), active);
        sleep();
        assert_ok!(declare(&[5]));
        assert_eq!(beyond(5), woken);
        assert_eq!(beyond(5), nothing);
    });
}

#[test]
fn activity_of_helper_and_member_should_weigh_what_was_written() {
    ExtBuilder::default().build_and_execute(|| {
        help(2, 1);
        let call = for_them(1);
        let free = <Test as Config>::WeightInfo::free_call();
        let [nothing, active, woken] =
            [Noted::Nothing, Noted::Active, Noted::Woken].map(Communities::weight_of);
        let charging = charge().0.weight(&call);
        assert_eq!(charge().weight(&call), charging + free + woken + woken);

        let beyond = || weight_beyond_call(2, for_them(1)) - free;
        assert_eq!(beyond(), nothing + nothing);
        wait(30);
        assert_eq!(beyond(), active + active);
        sleep();
        assert_ok!(declare(&[1]));
        assert_ok!(Communities::set_helper(signed(1), Some(member(2))));
        assert_eq!(beyond(), active + woken);
        assert_eq!(beyond(), nothing + nothing);
    });
}

#[test]
fn activity_should_cost_nobody_what_was_set_aside_to_wake_them() {
    ExtBuilder::default().build_and_execute(|| {
        let paid = |n| {
            let before = Balances::free_balance(account(n));
            assert_ok!(send(n, remark()));
            before - Balances::free_balance(account(n))
        };
        for n in [5, STRANGER] {
            endow(n);
        }
        // A weight is a fee here, one to one.
        assert_eq!(paid(5), paid(STRANGER));
        let usual = paid(5);
        sleep();
        assert_ok!(declare(&[5]));
        let woken = paid(5) - usual;
        let more = Communities::weight_of(Noted::Woken) - Communities::weight_of(Noted::Nothing);
        assert_eq!(woken, Balance::from(more.ref_time()));
    });
}

#[test]
fn members_of_genesis_should_be_active_from_genesis() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!((person(5).last_active, person(5).dormancy), (0, None));
        join(STRANGER, APIA, &[1, 2, 3]);
        assert_eq!(person(STRANGER).last_active, now());
    });
}
