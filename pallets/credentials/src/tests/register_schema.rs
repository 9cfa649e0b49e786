use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult, TokenError};
use vaka_primitives::{Days, IssuerId};

fn title(text: &str) -> Title {
    text.as_bytes().to_vec().try_into().expect("short")
}

/// Registers "Nurse", of 1,800 hours, for a year.
fn nurse(who: AccountId, issuer: Option<IssuerId>, level: Level) -> DispatchResult {
    nurse_for(who, issuer, level, Some(365))
}

fn nurse_for(
    who: AccountId,
    issuer: Option<IssuerId>,
    level: Level,
    valid_for: Option<Days>,
) -> DispatchResult {
    let title = title("Nurse");
    Credentials::register_schema(signed(who), issuer, [3; 32], title, level, 1_800, valid_for)
}

#[test]
fn register_schema_should_keep_what_was_registered_and_take_a_deposit() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        assert_ok!(nurse(COLLEGE, Some(issuer), 8));
        last_event(Event::SchemaRegistered { schema: 0, owner: COLLEGE });
        let shown = SchemaView {
            owner: COLLEGE,
            issuer: Some(issuer),
            definition: [3; 32],
            title: title("Nurse"),
            level: 8,
            credit_hours: 1_800,
            valid_for: Some(365),
            superseded_by: None,
        };
        assert_eq!(Credentials::schema(0), Some(shown));
        assert_eq!(Schemas::<Test>::get(0).expect("registered").generation, 0);
        assert_eq!(held(HoldReason::Deposit, COLLEGE), DEPOSIT);
    });
}

#[test]
fn register_schema_should_number_schemas_from_0() {
    build_and_execute(|| {
        for schema in 0..3 {
            assert_ok!(nurse(STRANGER, None, 0));
            last_event(Event::SchemaRegistered { schema, owner: STRANGER });
        }
        assert_eq!(NextSchema::<Test>::get(), 3);
        assert_eq!(held(HoldReason::Deposit, STRANGER), 3 * DEPOSIT);
    });
}

#[test]
fn register_schema_should_let_anybody_have_a_level_0() {
    build_and_execute(|| {
        assert_ok!(nurse_for(STRANGER, None, 0, None));
        let schema = Credentials::schema(0).expect("registered");
        assert_eq!((schema.issuer, schema.level, schema.valid_for), (None, 0, None));
    });
}

#[test]
fn register_schema_should_let_a_delegate_reach_its_own_level() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        assert_ok!(nurse(CAMPUS, Some(child), 8));
        assert_noop!(nurse(CAMPUS, Some(child), 9), Error::<Test>::OutOfScope);
        assert_eq!(held(HoldReason::Deposit, CAMPUS), DEPOSIT);
    });
}

#[test]
fn register_schema_should_take_an_issuer_whose_schemas_are_named() {
    // A new schema has no number yet, so it can be in no list.
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let known = register(COLLEGE, Some(issuer), 3);
        renew(issuer, COLLEGE, only(5, &[known]));
        assert_ok!(nurse(COLLEGE, Some(issuer), 5));
        assert_noop!(nurse(COLLEGE, Some(issuer), 6), Error::<Test>::OutOfScope);
    });
}

#[test]
fn register_schema_should_take_the_highest_level_and_the_longest_title() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        renew(issuer, COLLEGE, scope(10));
        let title = title(&"n".repeat(64));
        let origin = signed(COLLEGE);
        let call = Credentials::register_schema(
            origin,
            Some(issuer),
            [0; 32],
            title.clone(),
            10,
            u16::MAX,
            Some(1),
        );
        assert_ok!(call);
        assert_eq!(Credentials::schema(0).expect("registered").title, title);
        assert!(Title::try_from(vec![b'n'; 65]).is_err());
    });
}

#[test]
fn register_schema_should_fail_when_it_is_not_signed() {
    build_and_execute(|| {
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let title = title("Nurse");
            let call = || Credentials::register_schema(origin, None, [3; 32], title, 0, 1, None);
            assert_noop!(call(), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn register_schema_should_fail_when_there_is_no_title() {
    build_and_execute(|| {
        let origin = signed(STRANGER);
        let call = || Credentials::register_schema(origin, None, [3; 32], title(""), 0, 1, None);
        assert_noop!(call(), Error::<Test>::EmptyTitle);
    });
}

#[test]
fn register_schema_should_fail_when_there_is_no_such_level() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        renew(issuer, COLLEGE, scope(10));
        assert_noop!(nurse(COLLEGE, Some(issuer), 11), Error::<Test>::LevelTooHigh);
        assert_noop!(nurse(STRANGER, None, 11), Error::<Test>::LevelTooHigh);
    });
}

#[test]
fn register_schema_should_fail_when_awards_would_never_be_valid() {
    build_and_execute(|| {
        assert_noop!(nurse_for(STRANGER, None, 0, Some(0)), Error::<Test>::NoValidity);
    });
}

#[test]
fn register_schema_should_fail_when_there_is_no_such_issuer() {
    build_and_execute(|| {
        assert_noop!(nurse(COLLEGE, Some(0), 0), Error::<Test>::UnknownIssuer);
    });
}

#[test]
fn register_schema_should_fail_when_the_issuer_is_anothers() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        for (who, issuer) in [(STRANGER, issuer), (CAMPUS, issuer), (COLLEGE, child)] {
            assert_noop!(nurse(who, Some(issuer), 0), Error::<Test>::NotIssuerAccount);
        }
    });
}

#[test]
fn register_schema_should_fail_when_a_level_has_no_issuer() {
    build_and_execute(|| {
        accredit(COLLEGE);
        for who in [COLLEGE, STRANGER] {
            assert_noop!(nurse(who, None, 1), Error::<Test>::NotAccredited);
        }
    });
}

#[test]
fn register_schema_should_fail_when_the_accreditation_is_over() {
    build_and_execute(|| {
        let refused = |issuer, account| {
            assert_noop!(nurse(account, Some(issuer), 0), Error::<Test>::NotAccredited);
        };
        let [college, campus, room, _] = branches();
        assert_ok!(nurse(COLLEGE, Some(college), 8));
        assert_ok!(nurse(ROOM, Some(room), 8));
        undelegate(COLLEGE, campus);
        refused(campus, CAMPUS);
        refused(room, ROOM);
        withdraw(college, now());
        refused(college, COLLEGE);
        renew(college, COLLEGE, scope(8));
        wait(ALL);
        refused(college, COLLEGE);
    });
}

#[test]
fn register_schema_should_fail_when_the_issuer_does_not_reach_the_level() {
    build_and_execute(|| {
        let issuer = accredit(COLLEGE);
        let child = delegate(COLLEGE, issuer, CAMPUS);
        assert_noop!(nurse(COLLEGE, Some(issuer), 9), Error::<Test>::OutOfScope);
        // What the people narrow is narrower for those below, too.
        renew(issuer, COLLEGE, scope(7));
        assert_eq!(record(child).scope.level, 8);
        assert_noop!(nurse(CAMPUS, Some(child), 8), Error::<Test>::OutOfScope);
        assert_ok!(nurse(CAMPUS, Some(child), 7));
    });
}

#[test]
fn register_schema_should_fail_when_the_numbers_are_used_up() {
    build_and_execute(|| {
        NextSchema::<Test>::put(u32::MAX);
        assert_noop!(nurse(STRANGER, None, 0), Error::<Test>::NumbersExhausted);
    });
}

#[test]
fn register_schema_should_fail_when_there_is_no_money_for_the_deposit() {
    build_and_execute(|| {
        assert_noop!(nurse(MEMBER, None, 0), TokenError::FundsUnavailable);
    });
}
