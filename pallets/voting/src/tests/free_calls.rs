use crate::{mock::*, *};
use frame_support::dispatch::CheckIfFeeless;

const TRACK: Track = Track::Treasury;

#[test]
fn calls_should_be_free_for_members_who_have_free_calls_and_for_nobody_else() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::suspend(1);
        let calls: [Call<Test>; _] = [
            Call::vote { poll: 0, vote: Vote::Aye },
            Call::retract { poll: 0 },
            Call::delegate { track: TRACK, to: 2 },
            Call::undelegate { track: TRACK },
            Call::end_delegation { track: TRACK, member: 2 },
            Call::prune { poll: 0 },
        ];
        for call in calls {
            let call = RuntimeCall::from(call);
            let free = |origin: RuntimeOrigin| call.is_feeless(&origin);
            assert!(free(signed(0)));
            assert!(!free(signed(1)));
            assert!(!free(signed(STRANGER)));
            assert!(!free(RuntimeOrigin::root()));
        }
    });
}

#[test]
fn calls_for_a_member_should_be_free_for_their_helper_and_for_nobody_else() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::help(2, 3);
        Nation::help(2, 1);
        Nation::suspend(1);
        let free = |n: u32, member: MemberId| {
            let calls = [
                Call::<Test>::vote_for { member, poll: 0, vote: Vote::Aye },
                Call::retract_for { member, poll: 0 },
            ];
            let free = calls.map(|call| RuntimeCall::from(call).is_feeless(&signed(n)));
            assert_eq!(free[0], free[1]);
            free[0]
        };
        assert!(free(2, 3));
        for (n, member) in [(3, 3), (4, 3), (2, 1), (2, 2), (2, 999), (STRANGER, 3)] {
            assert!(!free(n, member));
        }
        Nation::suspend(2);
        assert!(!free(2, 3));
    });
}
