use crate::{mock::*, Call};
use frame_support::dispatch::CheckIfFeeless;

#[test]
fn calls_of_validators_should_be_free_when_they_have_free_calls_left() {
    ExtBuilder::default().build_and_execute(|| {
        let calls = [Call::<Test>::leave {}, Call::<Test>::stay {}, Call::<Test>::withdraw_keys {}];
        Nation::admit(1, 0);
        for call in calls {
            assert!(call.is_feeless(&signed(1)));
            for origin in [signed(2), RuntimeOrigin::root(), RuntimeOrigin::none()] {
                assert!(!call.is_feeless(&origin));
            }
        }
    });
}

#[test]
fn calls_of_the_track_should_not_be_free() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::admit(1, 0);
        let calls = [
            Call::<Test>::add_validator { who: 5, community: 5 },
            Call::<Test>::remove_validator { who: 5 },
            Call::<Test>::replace_validator { who: 5, by: 6 },
            Call::<Test>::pardon { who: 5 },
            Call::<Test>::set_minimum { minimum: 4 },
        ];
        for call in calls {
            assert!(!call.is_feeless(&signed(1)));
        }
    });
}
