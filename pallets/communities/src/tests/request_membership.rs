use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_core::Pair;
use sp_runtime::{DispatchResult, TokenError};

fn deposit(n: u32) -> Balance {
    let reason = RuntimeHoldReason::Communities(HoldReason::RequestDeposit);
    Balances::balance_on_hold(&reason, &account(n))
}

fn bring_with(by: u32, consent: Consent<AccountId, sp_runtime::MultiSignature>) -> DispatchResult {
    Communities::request_membership(signed(by), APIA, Some(consent))
}

#[test]
fn request_membership_should_take_a_deposit_when_an_outsider_asks_for_themselves() {
    ExtBuilder::default().build_and_execute(|| {
        endow(STRANGER);
        assert_ok!(Communities::request_membership(signed(STRANGER), APIA, None));
        assert_eq!(deposit(STRANGER), REQUEST_DEPOSIT);
        let made = request(0);
        assert_eq!((made.kind, made.stage), (Kind::Join, Stage::Open));
        assert_eq!((made.sponsor, made.clerk), (None, None));
        assert_eq!(made.until, now() + 90 * DAY);
        has_event(Event::Requested {
            request: 0,
            community: APIA,
            account: account(STRANGER),
            kind: Kind::Join,
        });
        // The deposit returns with the admission.
        vouch(0, &[1, 2, 3]);
        assert_ok!(Communities::admit(signed(CLERK), 0));
        wait(7);
        assert_ok!(Communities::confirm_admission(signed(STRANGER), 0));
        assert_eq!(deposit(STRANGER), 0);
    });
}

#[test]
fn request_membership_should_take_no_deposit_when_a_member_brings_somebody() {
    ExtBuilder::default().build_and_execute(|| {
        let id = bring(4, STRANGER, APIA);
        assert_eq!(request(id).sponsor, Some(member(4)));
        assert_eq!(person(4).sponsored, 1);
        assert_eq!(Balances::free_balance(account(STRANGER)), 0);
        assert!(!Deposits::<Test>::contains_key(id));
        // The account does not exist yet.
        assert_eq!(System::reference_count(&account(STRANGER)), 0);
    });
}

#[test]
fn request_membership_should_take_a_consent_that_a_wallet_wrapped() {
    ExtBuilder::default().build_and_execute(|| {
        let (purpose, until) = (Purpose::Join(APIA), now() + DAY);
        let payload = Communities::consent_payload(purpose, account(STRANGER), until).bytes;
        let wrapped = [b"<Bytes>".to_vec(), payload, b"</Bytes>".to_vec()].concat();
        let consent = Consent {
            account: account(STRANGER),
            until,
            signature: pair(STRANGER).sign(&wrapped).into(),
        };
        assert_ok!(bring_with(1, consent));
    });
}

#[test]
fn request_membership_should_fail_when_the_outsider_cannot_pay_the_deposit() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::request_membership(signed(STRANGER), APIA, None),
            TokenError::FundsUnavailable
        );
    });
}

#[test]
fn request_membership_should_fail_when_the_community_is_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            Communities::request_membership(signed(STRANGER), 9, None),
            Error::<Test>::UnknownCommunity
        );
    });
}

#[test]
fn request_membership_should_fail_when_the_account_is_a_members() {
    ExtBuilder::default().build_and_execute(|| {
        for community in [APIA, ALOFI] {
            assert_noop!(
                Communities::request_membership(signed(1), community, None),
                Error::<Test>::AlreadyMember
            );
        }
        assert_noop!(
            bring_with(1, consent(101, Purpose::Join(APIA))),
            Error::<Test>::AlreadyMember
        );
    });
}

#[test]
fn request_membership_should_fail_when_the_account_has_a_request_pending() {
    ExtBuilder::default().build_and_execute(|| {
        endow(STRANGER);
        bring(1, STRANGER, APIA);
        assert_noop!(
            Communities::request_membership(signed(STRANGER), ALOFI, None),
            Error::<Test>::RequestPending
        );
        assert_noop!(
            bring_with(2, consent(STRANGER, Purpose::Join(APIA))),
            Error::<Test>::RequestPending
        );
    });
}

#[test]
fn request_membership_should_fail_when_it_is_not_brought_by_a_member_of_the_community() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(
            bring_with(STRANGER, consent(STRANGER + 1, Purpose::Join(APIA))),
            Error::<Test>::NotMember
        );
        assert_noop!(
            bring_with(101, consent(STRANGER, Purpose::Join(APIA))),
            Error::<Test>::NotOfCommunity
        );
    });
}

#[test]
fn request_membership_should_fail_when_who_brings_it_is_suspended_or_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Communities::suspend(appeals(), member(1)));
        assert_ok!(Communities::freeze(signed(CLERK), member(2)));
        let word = || consent(STRANGER, Purpose::Join(APIA));
        assert_noop!(bring_with(1, word()), Error::<Test>::Suspended);
        assert_noop!(bring_with(2, word()), Error::<Test>::Frozen);
        wait(14);
        assert_ok!(bring_with(2, word()));
    });
}

#[test]
fn request_membership_should_fail_when_a_member_has_brought_enough() {
    ExtBuilder::default().build_and_execute(|| {
        bring(1, STRANGER, APIA);
        assert_noop!(
            bring_with(1, consent(STRANGER + 1, Purpose::Join(APIA))),
            Error::<Test>::TooManySponsored
        );
        // A clerk may bring more.
        for n in 1..=16 {
            bring(CLERK, STRANGER + n, APIA);
        }
        assert_noop!(
            bring_with(CLERK, consent(STRANGER + 17, Purpose::Join(APIA))),
            Error::<Test>::TooManySponsored
        );
    });
}

#[test]
fn request_membership_should_fail_when_the_consent_does_not_hold() {
    ExtBuilder::default().build_and_execute(|| {
        let until = |block| consent_until(STRANGER, Purpose::Join(APIA), block);
        assert_noop!(bring_with(1, until(now())), Error::<Test>::ConsentExpired);
        assert_noop!(bring_with(1, until(now() + 30 * DAY + 1)), Error::<Test>::ConsentTooLong);
        assert_ok!(bring_with(1, until(now() + 1)));
    });
}

#[test]
fn request_membership_should_fail_when_the_consent_is_for_something_else() {
    ExtBuilder::default().build_and_execute(|| {
        let good = consent(STRANGER, Purpose::Join(APIA));
        let of_other_account = Consent { account: account(STRANGER + 1), ..good.clone() };
        let of_other_time = Consent { until: good.until - 1, ..good.clone() };
        let bad = [
            consent(STRANGER, Purpose::Join(ALOFI)),
            consent(STRANGER, Purpose::Replace(0)),
            of_other_account,
            of_other_time,
        ];
        for consent in bad {
            assert_noop!(bring_with(1, consent), Error::<Test>::BadConsent);
        }
        // A consent of another chain.
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(1));
        assert_noop!(bring_with(1, good), Error::<Test>::BadConsent);
    });
}

#[test]
fn request_membership_should_fail_when_numbers_are_exhausted() {
    ExtBuilder::default().build().execute_with(|| {
        NextRequest::<Test>::put(u32::MAX);
        assert_noop!(
            bring_with(1, consent(STRANGER, Purpose::Join(APIA))),
            Error::<Test>::NumbersExhausted
        );
    });
}
