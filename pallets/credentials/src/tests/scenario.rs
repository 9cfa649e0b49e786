//! The scenario of the overview, as it is told there.

use crate::{mock::*, *};
use frame_support::assert_ok;
use vaka_primitives::{CredentialCheck, Follows, Requirement};

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    const SIONE: AccountId = MEMBER;
    const NEW_PHONE: AccountId = 77;

    build_and_execute(|| {
        // The college is accredited, and lets its campus award up to level 4.
        let college = accredit_with_key(COLLEGE);
        let installer = register(COLLEGE, Some(college), 4);
        let (campus, until) = (NextIssuer::<Test>::get(), now() + 365 * DAY);
        let call =
            Credentials::delegate_issuing(signed(COLLEGE), college, CAMPUS, scope(4), until, None);
        assert_ok!(call);
        set_key(campus, CAMPUS, 2);

        // A class of five in one transaction. Sione has the first award, Sina the second.
        let class = issue(CAMPUS, campus, installer, &[100, 101, 102, 103, 104]);
        let may_install = Requirement { schema: installer, stake: 0 };
        assert!(!Credentials::meets(SIONE, may_install));
        assert_eq!(free(SIONE), 0);
        assert_ok!(class.bind(SIONE, 0));
        assert!(Credentials::meets(SIONE, may_install));

        assert_ok!(class.revoke(CAMPUS, &[1]));
        assert_eq!(class.standing(1), Standing::Revoked);

        // The delegation ends, and what was awarded under it stays valid.
        assert_ok!(Credentials::stake(signed(CAMPUS), Purpose::Issuer(campus), 100 * UNIT));
        assert_ok!(Credentials::stake(signed(COLLEGE), Purpose::Issuer(college), 100 * UNIT));
        assert_ok!(Credentials::undelegate(signed(COLLEGE), campus));
        assert_eq!(class.standing(0), Standing::Valid);

        // Sione loses his phone.
        <Credentials as Follows<_>>::moved(&SIONE, &NEW_PHONE);
        assert!(!Credentials::meets(SIONE, may_install));
        assert!(<Credentials as CredentialCheck<_>>::meets(&NEW_PHONE, &may_install));

        // Somebody challenges the award, and appeals uphold that.
        let Award { issuer, sequence, index } = class.award(0);
        let call = Credentials::challenge(signed(CHALLENGER), issuer, sequence, index, [3; 32]);
        assert_ok!(call);
        assert_ok!(Credentials::rule(signed(APPEALS), 0, true));
        assert_eq!(class.standing(0), Standing::Revoked);
        assert!(!Credentials::meets(NEW_PHONE, may_install));
        assert_eq!(held(HoldReason::Stake, CAMPUS), 50 * UNIT);
        assert_eq!(held(HoldReason::Stake, COLLEGE), 50 * UNIT);
        assert_eq!(free(CHALLENGER), ENDOWMENT + 50 * UNIT);
    });
}
