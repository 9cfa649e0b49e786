use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok};

/// Three members who want no newcomers, and challenge whoever comes.
const RING: [u32; 3] = [7, 8, 9];

#[test]
fn ring_should_veto_one_admission_at_a_time() {
    ExtBuilder::default().build_and_execute(|| {
        let one = admit(STRANGER, APIA, &[1, 2, 3]);
        challenge(one, &RING);
        assert_eq!(request(one).stage, Stage::Appealed);
        // Meanwhile others come, move here, and get back what they lost.
        let other = admit(STRANGER + 1, APIA, &[4, 5, 6]);
        for n in RING {
            let refused = Communities::challenge_admission(signed(n), other);
            assert_noop!(refused, Error::<Test>::ChallengesAnother);
        }
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), other));
        wait(30);
        let mover = move_to(101, APIA, &[1, 2, 3]);
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(1), mover));
        wait(30);
        let lost = replace(4, STRANGER + 2, &[1, 2, 3]);
        wait(30);
        assert_ok!(Communities::confirm_replacement(signed(1), lost));
        assert_eq!(request(one).stage, Stage::Appealed);
    });
}

#[test]
fn ring_should_veto_nothing_for_a_year_when_appeals_overruled_it() {
    ExtBuilder::default().build_and_execute(|| {
        let mut admitted = 0;
        for month in 0..12 {
            let vouchers = if month % 2 == 0 { [1, 2, 3] } else { [4, 5, 6] };
            let id = admit(STRANGER + month, APIA, &vouchers);
            for n in RING {
                let _ = Communities::challenge_admission(signed(n), id);
            }
            if request(id).stage == Stage::Appealed {
                assert_ok!(Communities::decide_request(appeals(), id, Verdict::Grant));
            } else {
                admitted += 1;
                wait(7);
                assert_ok!(Communities::confirm_admission(signed(1), id));
            }
            wait(23);
        }
        assert_eq!(admitted, 11, "the first one took an appeal");
    });
}

#[test]
fn ring_of_newcomers_should_veto_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let accomplices = (0..3).map(|n| {
            let vouchers = if n % 2 == 0 { [1, 2, 3] } else { [4, 5, 6] };
            join(STRANGER + n, APIA, &vouchers);
            wait(30);
            STRANGER + n
        });
        let accomplices = accomplices.collect::<Vec<_>>();
        let id = admit(STRANGER + 9, APIA, &[1, 2, 3]);
        // The first of them came more than 90 days ago.
        let refused = |n| Communities::challenge_admission(signed(n), id);
        challenge(id, &accomplices[..1]);
        for n in &accomplices[1..] {
            assert_noop!(refused(*n), Error::<Test>::NotOfStanding);
        }
    });
}
