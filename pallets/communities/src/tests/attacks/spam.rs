use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::{
    traits::DispatchTransaction,
    transaction_validity::{
        InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidityError,
    },
};

/// The priority of a call of this many bytes, if it is valid.
fn priority(
    n: u32,
    call: impl Into<RuntimeCall>,
    bytes: usize,
) -> Result<TransactionPriority, TransactionValidityError> {
    let call = call.into();
    let info = call.get_dispatch_info();
    let source = TransactionSource::External;
    charge()
        .validate_only(signed(n), &call, &info, bytes, source, 0)
        .map(|(validity, ..)| validity.priority)
}

#[test]
fn member_should_get_no_more_free_calls_than_the_allowance_whatever_they_call() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(CLERK, STRANGER, APIA);
        // Calls that succeed and calls that fail, in turn.
        let calls = [
            Call::vouch { request: id },
            Call::withdraw_vouch { request: id },
            Call::vouch { request: 9_999 },
            Call::confirm_admission { request: id },
            Call::move_community { to: 77 },
        ];
        let mut free = 0;
        for call in calls.iter().cycle().take(500) {
            match send(1, call.clone()) {
                Ok(_) => free += 1,
                Err(error) => assert_eq!(error, InvalidTransaction::Payment.into()),
            }
        }
        assert_eq!(free, 20);
    });
}

#[test]
fn member_should_get_no_second_allowance_by_a_new_key() {
    ExtBuilder::default().build_and_execute(|| {
        let id = replace(5, STRANGER, &[1, 2, 3]);
        wait(30);
        for _ in 0..20 {
            assert!(send(5, Call::vouch { request: 9_999 }).is_ok());
        }
        assert_ok!(Communities::confirm_replacement(signed(1), id));
        for n in [5, STRANGER] {
            assert_eq!(
                send(n, Call::vouch { request: 9_999 }),
                Err(InvalidTransaction::Payment.into())
            );
        }
    });
}

#[test]
fn members_should_fill_no_storage_with_requests() {
    ExtBuilder::default().build_and_execute(|| {
        // For a year, all members of a village bring as many strangers as they can, and do nothing
        // more.
        let (mut stranger, mut most) = (STRANGER, 0);
        for _ in 0..12 {
            for member in 0..10 {
                for _ in 0..17 {
                    stranger += 1;
                    let word = consent(stranger, Purpose::Join(APIA));
                    let _ = Communities::request_membership(signed(member), APIA, Some(word));
                }
            }
            most = most.max(Requests::<Test>::iter_keys().count());
            wait(30);
        }
        assert_eq!(most, 9 + 16, "one a member, sixteen a clerk");
    });
}

#[test]
fn outsiders_should_crowd_nobody_out_with_requests() {
    ExtBuilder::default().build_and_execute(|| {
        // Each request leaves a deposit, and none takes a place that others need.
        for n in 0..200 {
            endow(STRANGER + n);
            assert_ok!(Communities::request_membership(signed(STRANGER + n), APIA, None));
            assert_noop!(
                Communities::request_membership(signed(STRANGER + n), ALOFI, None),
                Error::<Test>::RequestPending
            );
        }
        assert_eq!(Deposits::<Test>::iter_keys().count(), 200);
        join(STRANGER + 500, APIA, &[1, 2, 3]);
        wait(90);
        for n in 0..200 {
            assert_ok!(Communities::prune_request(signed(1), n));
        }
        assert_eq!(Requests::<Test>::iter_keys().count(), 0);
    });
}

#[test]
fn consent_should_not_be_used_again_when_its_time_is_over() {
    ExtBuilder::default().build_and_execute(|| {
        let word = consent(STRANGER, Purpose::Join(APIA));
        let ask = |word| Communities::request_membership(signed(1), APIA, Some(word));
        assert_ok!(ask(word.clone()));
        assert_ok!(Communities::withdraw_request(signed(1), 0));
        wait(30);
        assert_noop!(ask(word), Error::<Test>::ConsentExpired);
    });
}

#[test]
fn members_should_not_fill_thin_links_with_long_free_calls() {
    ExtBuilder::default().build_and_execute(|| {
        for (bytes, calls) in [(0, 1), (4_096, 1), (4_097, 2), (65_536, 16), (usize::MAX, u32::MAX)]
        {
            assert_eq!(Rules::default().calls_of(bytes), calls, "{bytes}");
        }
        let who = account(1);
        assert!(use_free_call(1, 65_536));
        assert_eq!(Communities::free_calls(who.clone()), 4);
        // What is left does not suffice for another such call.
        assert!(!use_free_call(1, 65_536));
        assert_eq!(priority(1, Call::leave {}, 16_385), Err(InvalidTransaction::Payment.into()));
        assert!(use_free_call(1, 16_384));
        assert_eq!(Communities::free_calls(who), 0);
        // A call that is too long for a whole day's allowance must pay.
        endow(2);
        assert!(priority(2, Call::leave {}, 1_500_000).is_ok());
        assert!(!use_free_call(2, 1_500_000));
    });
}

#[test]
fn free_calls_should_go_before_those_of_whoever_pays_for_full_blocks() {
    ExtBuilder::default().build_and_execute(|| {
        endow(STRANGER);
        let junk = frame_system::Call::<Test>::remark { remark: vec![] };
        let paid = priority(STRANGER, junk.clone(), 1_500_000).expect("paid");
        let free = priority(1, Call::leave {}, 150).expect("free");
        assert!(free > paid);
        // A member's other calls go before nobody's.
        endow(1);
        assert_eq!(priority(1, junk, 1_500_000), Ok(paid));
    });
}
