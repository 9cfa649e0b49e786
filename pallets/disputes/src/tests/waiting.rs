use crate::mock::*;
use proptest::prelude::*;
use vaka_testing::random::pick;

#[test]
fn lists_should_close_at_the_end_of_every_second_session() {
    build_and_execute(|| {
        let odd = FIRST_SESSION;
        assert_eq!(lists(open()).after, odd);
        session();
        assert_eq!(lists(open()).after, odd + 2);
        session();
        assert_eq!(lists(open()).after, odd + 2);
        session();
        assert_eq!(lists(open()).after, odd + 4);
    });
}

#[test]
fn seats_should_stay_from_the_end_of_the_session_until_every_case_is_drawn_whose_seed_people_may_tell(
) {
    build_and_execute(|| {
        court();
        let early = open();
        assert!(Disputes::seats_may_move());
        session();
        assert!(!Disputes::seats_may_move());
        let [late, withdrawn] = [open(), open()];
        session_with_seed(1);
        assert!(!Disputes::seats_may_move());
        // Those who opened later wait for another seed, of which nobody can tell anything yet.
        advance(early);
        assert!(Disputes::seats_may_move());
        session();
        assert!(!Disputes::seats_may_move());
        withdraw(withdrawn);
        assert!(!Disputes::seats_may_move());
        check();
        session_with_seed(2);
        advance(late);
        assert!(Disputes::seats_may_move());
    });
}

proptest! {
    /// Cases begin and end to wait in any order.
    #[test]
    fn waiting_sessions_should_stay_one_list(steps in proptest::collection::vec(0u16..60, 1..60)) {
        build_and_execute(|| {
            let mut open_ones = vec![];
            for step in steps {
                match step % 4 {
                    0 => session(),
                    1 | 2 => open_ones.push(open()),
                    _ => {
                        if let Some(case) = pick(&open_ones, step / 4) {
                            withdraw(case);
                            open_ones.retain(|other| *other != case);
                        }
                    }
                }
                check();
            }
        });
    }
}
