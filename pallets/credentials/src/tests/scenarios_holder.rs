//! What users of other systems complained of: a test for each complaint.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_primitives::{Follows, Requirement};

#[test]
fn the_phone_is_lost_re_issued_re_bound_the_first_one_dead() {
    build_and_execute(|| {
        const NEW: AccountId = 22;
        let first = college();
        let requirement = Requirement { schema: first.schema, stake: 5 * UNIT };
        let meets = |who| Credentials::meets(who, requirement);
        // A member binds an award, and stakes behind it.
        let purpose = Purpose::Practice(first.schema);
        assert_ok!(first.bind(MEMBER, 0));
        fund(MEMBER, 10 * UNIT);
        stake(MEMBER, purpose, 5 * UNIT);
        assert!(meets(MEMBER));

        // The phone is lost, and with it the account's key and the award's. Two clerks give the
        // member another account.
        vaka_testing::Nation::<System>::replace(0, NEW);
        Credentials::moved(&MEMBER, &NEW);
        assert!(meets(NEW) && !meets(MEMBER));
        // Somebody who found the phone binds the award nowhere.
        for thief in [MEMBER, STRANGER] {
            assert_noop!(first.bind(thief, 0), Error::<Test>::BoundByOther);
        }

        // The college revokes the first award, and issues another one to the new phone's key.
        assert_ok!(first.revoke(COLLEGE, &[0]));
        assert!(!meets(NEW));
        let second = issue(COLLEGE, first.issuer, first.schema, &[200]);
        assert_ok!(second.bind(NEW, 0));
        // All is as before, without a deposit, and the stake did not move.
        assert!(meets(NEW));
        assert_eq!(held(HoldReason::Deposit, NEW), 0);
        stake_is(practice(NEW, first.schema), 5 * UNIT, 0);

        // The first one is dead for ever.
        assert_eq!(first.standing(0), Standing::Revoked);
        for who in [MEMBER, NEW, STRANGER] {
            assert_noop!(first.bind(who, 0), Error::<Test>::Revoked);
        }
        assert_noop!(first.reinstate(COLLEGE, &[0]), Error::<Test>::Revoked);
        assert_eq!(BoundBy::<Test>::get(first.award(0)), None);
        assert_eq!(BoundBy::<Test>::get(second.award(0)), Some(holder(NEW)));
    });
}
