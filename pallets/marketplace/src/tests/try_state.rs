use crate::{mock::*, *};
use frame_support::assert_ok;
use marketplace_escrow::State;
use sp_runtime::{DispatchError, Permill};

/// What is wrong once somebody wrote into the storage.
#[track_caller]
fn flaw(spoil: impl FnOnce()) -> DispatchError {
    build().execute_with(|| {
        spoil();
        Marketplace::do_try_state().expect_err("it is wrong")
    })
}

#[test]
fn try_state_should_find_a_fee_and_days_out_of_bounds() {
    let fee = flaw(|| Fee::<Test>::put(Permill::from_percent(4)));
    assert_eq!(fee, DispatchError::Other("the fee is at most 3%"));
    for days in [2, 41] {
        let found = flaw(|| Confirmation::<Test>::insert(0, days));
        assert_eq!(found, DispatchError::Other("buyers have 3 to 40 days"));
    }
}

#[test]
fn try_state_should_find_a_pool_without_a_reference() {
    let found = flaw(|| {
        ordered(1);
        assert_ok!(System::dec_providers(&Marketplace::pool(&CENTS)));
    });
    assert_eq!(found, DispatchError::Other("a pool in use exists"));
}

#[test]
fn try_state_should_find_a_proposal_where_there_is_nothing_to_split() {
    let propose = |order| {
        Orders::<Test>::mutate(order, |it| {
            let it = it.as_mut().expect("open");
            it.proposals.set(Side::Buyer, Permill::one());
        })
    };
    let placed = flaw(|| propose(ordered(1)));
    let step_due = flaw(|| {
        let order = order(BUYER, offer(SELLER, house(&[1_000, 1_000]), plenty(1)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        assert!(matches!(state(order), State::StepDue { .. }));
        propose(order);
    });
    let expected = DispatchError::Other("a split is of what is in escrow");
    assert_eq!((placed, step_due), (expected, expected));
}

#[test]
fn try_state_should_find_a_reputation_that_is_not_what_ratings_add_up_to() {
    let found = flaw(|| {
        rate(sold(), 4);
        Reputations::<Test>::mutate(0, Payee::from(Marketplace::trader(&SELLER)), |it| {
            it.as_seller.by_members.add(Verdict::Stars(5))
        });
    });
    assert_eq!(found, DispatchError::Other("a reputation is what ratings add up to"));
    let found = flaw(|| {
        rate(sold(), 4);
        Reputations::<Test>::remove(0, Payee::from(Marketplace::trader(&SELLER)));
    });
    assert_eq!(found, DispatchError::Other("a rating that counts is in a reputation"));
}

#[test]
fn try_state_should_find_an_ended_order_that_nobody_would_forget() {
    let found = flaw(|| {
        sold();
        RatingQueue::<Test>::remove(Wait::Commitments, 0);
    });
    assert_eq!(found, DispatchError::Other("a queue has no gap"));
    let found = flaw(|| {
        sold();
        RatingQueue::<Test>::remove(Wait::Commitments, 0);
        RatingSpans::<Test>::kill();
    });
    assert_eq!(found, DispatchError::Other("each ended order is queued"));
}

#[test]
fn try_state_should_find_two_ratings_of_one_order_by_a_party() {
    let found = flaw(|| {
        rate(sold(), 4);
        rate(sold_by(SELLER, NURSE), 4);
        let first = Ratings::<Test>::iter_values().next().and_then(|it| it.counted);
        for key in Ratings::<Test>::iter_keys().collect::<Vec<_>>() {
            Ratings::<Test>::mutate(key, |it| it.as_mut().expect("one").counted = first);
        }
    });
    assert_eq!(found, DispatchError::Other("a party rates an order once"));
}

#[test]
fn try_state_should_find_what_was_paid_for_no_dispute_or_is_not_there() {
    let set = |order: u64, floor| {
        Orders::<Test>::mutate(order, |it| it.as_mut().expect("open").floor = floor);
    };
    let undisputed = flaw(|| set(ordered(1), Some(1)));
    let nothing = flaw(|| set(disputed(1), Some(0)));
    let waits = DispatchError::Other("what the buyer paid to open a dispute waits for its end");
    assert_eq!((undisputed, nothing), (waits, waits));
    let missing = flaw(|| {
        set(dispute_of(OUTSIDER, SELLER, fish(), 1), Some(FLOOR + 1));
    });
    let held = DispatchError::Other("what is on hold is in escrow, due or earned");
    assert_eq!(missing, held);
    let forgotten = flaw(|| set(dispute_of(OUTSIDER, SELLER, fish(), 1), None));
    assert_eq!(forgotten, held);
}

#[test]
fn try_state_should_find_disputes_that_are_remembered_wrongly() {
    for (opened, found) in [
        (vec![], "what is remembered is a dispute"),
        (vec![1, 0], "disputes are remembered in their order"),
        (vec![2], "no dispute was opened in the future"),
    ] {
        let opened = LastOpenings::truncate_from(opened);
        let flawed = flaw(|| Openings::<Test>::insert(0, opened));
        assert_eq!(flawed, DispatchError::Other(found));
    }
}

#[test]
#[should_panic(expected = "a currency that is left was in use")]
fn a_currency_that_nothing_names_should_not_be_left() {
    build().execute_with(|| Marketplace::leave_currency(&CENTS));
}
