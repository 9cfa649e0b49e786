use crate::{mock::*, *};
use frame_support::dispatch::CheckIfFeeless;

#[test]
fn bind_and_unbind_should_be_free_for_members_who_have_free_calls_and_for_nobody_else() {
    build_and_execute(|| {
        let class = college();
        let Award { issuer, sequence, index } = class.award(0);
        let (opening, proof) = (class.opening(0), class.proof(0).try_into().expect("short"));
        let bind =
            Call::<Test>::bind { issuer, sequence, index, opening, proof, signature: [0; 64] };
        let calls = [bind, Call::unbind { schema: class.schema }].map(RuntimeCall::from);
        let free = |origin: RuntimeOrigin| calls.each_ref().map(|call| call.is_feeless(&origin));
        assert_eq!(free(signed(MEMBER)), [true, true]);
        assert_eq!(free(signed(OUTSIDER)), [false, false]);
        assert_eq!(free(RuntimeOrigin::root()), [false, false]);
        vaka_testing::Nation::<System>::suspend(0);
        assert_eq!(free(signed(MEMBER)), [false, false]);
    });
}

#[test]
fn calls_about_money_should_be_free_for_nobody() {
    build_and_execute(|| {
        let class = college();
        let Award { issuer, sequence, index } = class.award(0);
        let purpose = Purpose::Practice(class.schema);
        let calls: [Call<Test>; _] = [
            Call::stake { purpose, amount: UNIT },
            Call::request_unstake { purpose, amount: UNIT },
            Call::withdraw_stake { purpose },
            Call::challenge { issuer, sequence, index, evidence: [0; 32] },
            Call::close_challenge { challenge: 0 },
        ];
        for call in calls {
            assert!(!RuntimeCall::from(call).is_feeless(&signed(MEMBER)));
        }
    });
}
