use crate::{mock::*, WeightInfo, MAX_STEP};
use frame_support::{dispatch::CheckIfFeeless, weights::Weight};
use sp_runtime::traits::Dispatchable;

fn calls() -> Vec<crate::Call<Test>> {
    use crate::Call::*;
    vec![
        open { track: APIA, title: title("x"), text: text(), call: Box::new(note(1)) },
        endorse { petition: 0 },
        withdraw { petition: 0 },
        strike { petition: 0, member: 1 },
        submit { petition: 0 },
        merge { from: 0, into: 1, limit: 1 },
        retry { petition: 0, weight: Weight::zero() },
        close { petition: 0, limit: 1 },
    ]
}

fn free(who: AccountId) -> usize {
    let calls = calls().into_iter().map(RuntimeCall::Petitions);
    calls.filter(|call| call.is_feeless(&signed(who))).count()
}

#[test]
fn calls_should_be_free_for_members_with_calls_left() {
    ExtBuilder.build_and_execute(|| {
        assert_eq!(free(1), calls().len());
        assert_eq!(free(999), 0);
        change(1, |person| person.suspended = true);
        assert_eq!(free(1), 0);
        Nation::set_free_calls(0);
        assert_eq!(free(2), 0);
    });
}

#[test]
fn calls_for_a_member_should_be_free_for_their_helper_and_for_nobody_else() {
    ExtBuilder.build_and_execute(|| {
        Nation::help(2, 3);
        Nation::help(2, 4);
        change(4, |person| person.suspended = true);
        let free = |who, member| {
            let calls = [
                crate::Call::endorse_for { member, petition: 0 },
                crate::Call::withdraw_for { member, petition: 0 },
            ];
            let free = calls.map(|call| RuntimeCall::Petitions(call).is_feeless(&signed(who)));
            assert_eq!(free[0], free[1]);
            free[0]
        };
        assert!(free(2, 3));
        for (who, member) in [(3, 3), (5, 3), (2, 4), (2, 2), (2, 7_777), (999, 3)] {
            assert!(!free(who, member));
        }
        change(2, |person| person.suspended = true);
        assert!(!free(2, 3));
    });
}

#[test]
fn heavy_retries_should_not_be_free() {
    ExtBuilder.build_and_execute(|| {
        let retry = |weight| RuntimeCall::Petitions(crate::Call::retry { petition: 0, weight });
        assert!(retry(MaxCallWeight::get()).is_feeless(&signed(1)));
        assert!(!retry(MaxCallWeight::get() * 2).is_feeless(&signed(1)));
    });
}

#[test]
fn free_calls_that_are_refused_should_weigh_little() {
    ExtBuilder.build_and_execute(|| {
        let most = MaxCallWeight::get();
        let refused = |call: crate::Call<Test>| {
            let call = RuntimeCall::Petitions(call);
            let error = call.dispatch(signed(1)).expect_err("refused");
            error.post_info.actual_weight.expect("told")
        };
        let retry = crate::Call::retry { petition: 9, weight: most };
        assert_eq!(refused(retry), <() as WeightInfo>::retry());
        let (petition, limit) = (9, MAX_STEP);
        let close = crate::Call::close { petition, limit };
        assert_eq!(refused(close), <() as WeightInfo>::close(1));
        let (from, into) = (8, 9);
        let merge = crate::Call::merge { from, into, limit };
        assert_eq!(refused(merge), <() as WeightInfo>::merge(1));
        let endorse = crate::Call::endorse { petition };
        assert_eq!(refused(endorse), <() as WeightInfo>::endorse());
    });
}

#[test]
fn execution_should_not_be_free() {
    ExtBuilder.build_and_execute(|| {
        let call =
            RuntimeCall::Petitions(crate::Call::execute { petition: 0, weight: Weight::zero() });
        assert!(!call.is_feeless(&signed(1)));
    });
}
