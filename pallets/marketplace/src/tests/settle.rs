use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use marketplace_escrow::How;
use sp_runtime::{DispatchError, Permill};
use vaka_primitives::Outcome;

#[test]
fn settle_should_judge_each_order_by_itself() {
    build_and_execute(|| {
        let listing = fish();
        let (early, placed) = (order(BUYER, listing, 1), order(STRANGER, listing, 1));
        accept(SELLER, early);
        wait(3);
        let fresh = order(BUYER, listing, 1);
        System::reset_events();
        settle(&[99, fresh, placed, placed, early]);
        has_event(Event::NotSettled { order: 99, why: Unsettled::Unknown });
        has_event(Event::NotSettled { order: fresh, why: Unsettled::NotDue });
        has_event(Event::NotSettled { order: placed, why: Unsettled::Unknown });
        assert_eq!(ending(placed).expect("ended").0, How::Unanswered);
        assert_eq!(ending(early).expect("ended").0, How::Overdue);
        assert!(is_open(fresh));
    });
}

#[test]
fn settle_should_carry_out_a_ruling_before_and_after_the_last_day() {
    build_and_execute(|| {
        for late in [false, true] {
            let order = disputed(2);
            let case = Orders::<Test>::get(order).expect("one").case.expect("disputed");
            settle(&[order]);
            last_event(Event::NotSettled { order, why: Unsettled::NotDue });
            outcome(case, ruling(25));
            if late {
                wait(40);
            }
            settle(&[order]);
            let (how, _, payment) = ending(order).expect("ended");
            assert_eq!(how, How::Ruled(Permill::from_percent(25)));
            assert_eq!((payment.seller, payment.buyer), (500, 1_600));
            assert!(closed().contains(&case));
        }
    });
}

#[test]
fn settle_should_wait_for_judges_until_the_last_day() {
    build_and_execute(|| {
        let order = disputed(2);
        outcome(0, Outcome::Pending { until: now() + 10 * DAY });
        wait_slots(14 * DAY - 1);
        settle(&[order]);
        assert!(is_open(order));
        wait_slots(1);
        settle(&[order]);
        assert_eq!(ending(order).expect("ended").0, How::Unjudged);
    });
}

#[test]
fn settle_should_pay_the_share_that_the_seller_set_if_nobody_rules() {
    build_and_execute(|| {
        let unjudged = Some(Permill::from_percent(80));
        let order = order(BUYER, offer(SELLER, Terms { unjudged, ..terms() }, plenty(10)), 1);
        accept(SELLER, order);
        deliver(SELLER, order, 1);
        assert_ok!(Marketplace::open_dispute(signed(BUYER), order, Default::default()));
        wait(14);
        settle(&[order]);
        let payment = ending(order).expect("ended").2;
        assert_eq!((payment.seller, payment.buyer), (800, 250));
    });
}

#[test]
fn settle_should_fail_when_nobody_signed_or_nothing_is_named() {
    build_and_execute(|| {
        let order = ordered(1);
        assert_noop!(
            Marketplace::settle(RuntimeOrigin::root(), ids(&[order])),
            DispatchError::BadOrigin
        );
        assert_noop!(Marketplace::settle(signed(STRANGER), ids(&[])), Error::<Test>::NoOrders);
    });
}
