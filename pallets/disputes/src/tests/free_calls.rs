use crate::{mock::*, *};
use frame_support::dispatch::CheckIfFeeless;
use vaka_primitives::Hash;

#[test]
fn calls_of_members_should_be_free_within_their_allowance_and_for_nobody_else() {
    build_and_execute(|| {
        let (case, hash) = (0, Hash::zero());
        let calls: [Call<Test>; _] = [
            Call::join_panel {},
            Call::leave_panel {},
            Call::join_jury {},
            Call::leave_jury {},
            Call::submit_evidence { case, hash },
            Call::recuse { case },
            Call::rule { case, to_seller: percent(5), damages: 0 },
            Call::commit_vote { case, hash },
            Call::reveal_vote { case, juror: 0, share: percent(5), salt: [0; 32] },
            Call::advance { case },
        ];
        for call in calls.map(RuntimeCall::from) {
            Nation::set_free_calls(1);
            assert!(call.is_feeless(&signed(BUYER)));
            assert!(!call.is_feeless(&signed(STRANGER)));
            assert!(!call.is_feeless(&RuntimeOrigin::root()));
            Nation::set_free_calls(0);
            assert!(!call.is_feeless(&signed(BUYER)));
        }
    });
}

#[test]
fn calls_of_the_people_should_be_free_for_nobody() {
    build_and_execute(|| {
        let calls: [Call<Test>; _] =
            [Call::appoint_arbiter { member: 0 }, Call::dismiss_arbiter { member: 0 }];
        for call in calls {
            assert!(!RuntimeCall::from(call).is_feeless(&signed(BUYER)));
        }
    });
}
