use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use vaka_primitives::{CaseId, Hash, Side};

fn show(who: AccountId, case: CaseId) -> sp_runtime::DispatchResult {
    Disputes::submit_evidence(signed(who), case, Hash::repeat_byte(7))
}

#[test]
fn submit_evidence_should_store_what_either_party_shows() {
    build_and_execute(|| {
        let case = open();
        pass(4);
        assert_ok!(show(SELLER, case));
        let hash = Hash::repeat_byte(7);
        last_event(Event::EvidenceSubmitted { case, by: Side::Seller, hash });
        assert_ok!(show(BUYER, case));
        let shown = Evidence::<Test>::get(case).into_inner();
        let first = Exhibit { by: Side::Buyer, hash: Hash::repeat_byte(1), at: START };
        let at = START + 4;
        let seller = Exhibit { by: Side::Seller, hash, at };
        assert_eq!(shown, [first, seller, Exhibit { by: Side::Buyer, hash, at }]);
    });
}

#[test]
fn submit_evidence_should_take_eight_of_each_party() {
    build_and_execute(|| {
        let case = open();
        for _ in 0..7 {
            assert_ok!(show(BUYER, case));
            assert_ok!(show(SELLER, case));
        }
        assert_noop!(show(BUYER, case), Error::<Test>::TooMuchEvidence);
        assert_ok!(show(SELLER, case));
        assert_noop!(show(SELLER, case), Error::<Test>::TooMuchEvidence);
    });
}

#[test]
fn submit_evidence_should_follow_a_member_to_another_account() {
    build_and_execute(|| {
        let case = open();
        Nation::replace(member(BUYER), 77);
        assert_ok!(show(77, case));
        assert_noop!(show(BUYER, case), Error::<Test>::NotParty);
    });
}

#[test]
fn submit_evidence_should_let_a_party_act_who_is_no_member_or_none_any_longer() {
    build_and_execute(|| {
        let case = open_between(STRANGER, SELLER, None);
        assert_ok!(show(STRANGER, case));
        Nation::leave(member(SELLER));
        assert_ok!(show(SELLER, case));
    });
}

#[test]
fn submit_evidence_should_fail_when_nobody_signed() {
    build_and_execute(|| {
        let case = open();
        let call = Disputes::submit_evidence(RuntimeOrigin::root(), case, Hash::zero());
        assert_noop!(call, DispatchError::BadOrigin);
    });
}

#[test]
fn submit_evidence_should_fail_when_there_is_no_such_case() {
    build_and_execute(|| {
        assert_noop!(show(BUYER, 0), Error::<Test>::UnknownCase);
    });
}

#[test]
fn submit_evidence_should_fail_when_the_signer_is_no_party() {
    build_and_execute(|| {
        let case = open();
        assert_noop!(show(STRANGER, case), Error::<Test>::NotParty);
        assert_noop!(show(JURORS[0], case), Error::<Test>::NotParty);
    });
}

#[test]
fn submit_evidence_should_fail_when_the_case_is_over_also_if_nobody_advanced_it() {
    build_and_execute(|| {
        let case = ruled();
        assert_ok!(show(BUYER, case));
        wait(7);
        assert_noop!(show(BUYER, case), Error::<Test>::CaseEnded);
        advance(case);
        assert_noop!(show(BUYER, case), Error::<Test>::CaseEnded);
    });
}
