use crate::{rules::*, types::*};

fn seat(account: u64, has_keys: bool, reports: u32) -> Seat<u64> {
    Seat {
        validator: Validator {
            account,
            community: 0,
            since: 0,
            leaving: None,
            offence: (reports > 0).then_some(Offence { reports, session: 0 }),
            pardoned: 0,
        },
        has_keys,
    }
}

fn seats(minimum: u32, seats: Vec<Seat<u64>>) -> Seats<u64> {
    Seats { seats, minimum }
}

#[test]
fn cap_should_be_less_than_a_third() {
    let caps = [
        (0, None),
        (1, None),
        (3, None),
        (4, Some(1)),
        (6, Some(1)),
        (7, Some(2)),
        (9, Some(2)),
        (10, Some(3)),
        (12, Some(3)),
        (128, Some(42)),
    ];
    for (n, expected) in caps {
        assert_eq!(cap(n), expected, "of {n}");
        assert!(expected.is_none_or(|cap| 3 * cap < n && 3 * (cap + 1) >= n));
    }
    assert_eq!(cap(u32::MAX), Some((u32::MAX - 1) / 3));
}

#[test]
fn planned_should_be_those_who_are_fit_in_the_order_of_admission() {
    let all = vec![seat(9, true, 0), seat(1, false, 0), seat(5, true, 2), seat(3, true, 0)];
    assert_eq!(seats(2, all.clone()).planned(), vec![9, 3]);
    // An offender fills up the set, in its place in the order.
    assert_eq!(seats(3, all.clone()).planned(), vec![9, 5, 3]);
    assert_eq!(seats(4, all).planned(), vec![9, 5, 3]);
    assert_eq!(seats(1, vec![]).planned(), Vec::<u64>::new());
}

#[test]
fn planned_should_take_the_mildest_offenders() {
    let all = vec![seat(1, true, 3), seat(2, true, 1), seat(3, true, 2)];
    assert_eq!(seats(1, all.clone()).planned(), vec![2]);
    assert_eq!(seats(2, all.clone()).planned(), vec![2, 3]);
    assert_eq!(seats(3, all).planned(), vec![1, 2, 3]);
}

#[test]
fn may_go_should_leave_enough_who_are_as_fit() {
    use Fitness::*;
    let all = vec![seat(1, true, 0), seat(2, true, 0), seat(3, true, 1), seat(4, false, 0)];
    let may_go = |minimum| {
        let seats = seats(minimum, all.clone());
        [Fit, Offender, WithoutKeys].map(|fitness| seats.may_go(fitness))
    };
    assert_eq!(may_go(1), [true, true, true]);
    assert_eq!(may_go(2), [false, true, true]);
    assert_eq!(may_go(3), [false, false, true]);
    assert_eq!(may_go(4), [false, false, false]);
}

#[test]
fn release_should_let_go_who_waited_longest_of_those_who_may() {
    let waits = |mut seat: Seat<u64>, since| {
        seat.validator.leaving = Some(since);
        seat
    };
    let all = vec![
        seat(1, true, 0),
        waits(seat(2, true, 0), 5),
        waits(seat(3, true, 1), 7),
        waits(seat(4, true, 0), 5),
        seat(5, true, 0),
    ];
    let released = |minimum| {
        let mut seats = seats(minimum, all.clone());
        std::iter::from_fn(|| seats.release()).map(|gone| gone.account).collect::<Vec<_>>()
    };
    assert_eq!(released(1), vec![2, 4, 3]);
    assert_eq!(released(3), vec![2, 3]);
    assert_eq!(released(4), vec![3]);
    assert_eq!(released(5), Vec::<u64>::new());
}

#[test]
fn authored_should_follow_the_sessions() {
    let one = Authored::default().with_block(3, 30).with_block(3, 31);
    assert_eq!((one.session, one.blocks, one.before), (3, 2, 0));
    let two = one.with_block(4, 40);
    assert_eq!((two.session, two.blocks, two.before), (4, 1, 2));
    let later = two.with_block(9, 90);
    assert_eq!((later.blocks, later.before, later.last), (1, 0, Some(90)));
}
