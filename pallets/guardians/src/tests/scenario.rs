//! The scenario of the overview, as it is told there.

use crate::mock::*;
use frame_support::{assert_ok, weights::Weight};
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    DispatchError,
};

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // The guardians are 1 to 5.
    const ANYONE: AccountId = 20;
    build_and_execute(|| {
        // The first sees escrow leaving an account that nobody controls, and proposes a halt.
        let (hash, index, length) = (BlakeTwo256::hash_of(&enter()), 0, 1_000);
        assert_ok!(Council::propose(signed(1), 4, Box::new(enter()), length));
        // To propose is no vote: she votes aye, and so do three others.
        for guardian in 1..=4 {
            assert_ok!(Council::vote(signed(guardian), hash, index, true));
        }
        assert_ok!(Council::close(signed(ANYONE), hash, index, Weight::MAX, length));
        assert!(is_halted());

        // For two days nothing is paid. Governance goes on: a remark stands in for its calls.
        let filtered = frame_system::Error::<Test>::CallFiltered.into();
        let remark = frame_system::Call::remark { remark: b"an upgrade".to_vec() };
        assert_eq!(Guardians::halt().until, Some(now() + 2 * DAY));
        assert_eq!(send(signed(ANYONE), transfer()), Err(filtered));
        assert_ok!(send(signed(ANYONE), RuntimeCall::System(remark)));
        run(2 * DAY);
        assert_eq!(send(signed(ANYONE), transfer()), Err(filtered));
        run(1);
        assert!(!is_halted());
        assert_ok!(send(signed(ANYONE), transfer()));

        // All five cannot halt it again for fourteen days from the end of the halt.
        assert_eq!(Guardians::halt().may_enter_from, now() + 14 * DAY);
        run(14 * DAY - 1);
        assert_eq!(motion(5, enter()), Some(Err(DispatchError::BadOrigin)));
        run(1);
        assert_eq!(motion(5, enter()), Some(Ok(())));
    });
}
