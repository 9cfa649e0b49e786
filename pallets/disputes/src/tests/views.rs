use crate::{mock::*, *};
use frame_support::assert_ok;
use vaka_primitives::{Outcome, Side};

#[test]
fn case_should_show_where_it_is_also_if_nobody_advanced_it() {
    build_and_execute(|| {
        assert_eq!(Disputes::case(0), None);
        let case = ruled();
        let shown = Disputes::case(case).expect("a case");
        assert!(matches!(shown.stage, Stage::Ruled { .. }) && !shown.due);
        assert_eq!(shown.ruling.map(|ruling| ruling.to_seller), Some(percent(50)));
        assert_eq!((shown.opened, shown.ends), (START + 1, START + 1 + 105 * DAY));
        assert_eq!(shown.evidence.len(), 1);
        wait(7);
        let shown = Disputes::case(case).expect("a case");
        assert!(shown.stage == Stage::Ended && shown.due);
        assert!(matches!(Disputes::outcome(case), Outcome::Ruled(_)));
    });
}

#[test]
fn case_should_show_votes() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        commit(case, jury[3], 12);
        wait(5);
        reveal(case, jury[3], 12);
        let votes = Disputes::case(case).expect("a case").votes;
        assert_eq!(votes.iter().map(|vote| vote.juror).collect::<Vec<_>>(), jury);
        assert_eq!(votes[3].share, Some(percent(12)));
    });
}

#[test]
fn cases_should_come_by_the_page() {
    build_and_execute(|| {
        for _ in 0..150 {
            open();
        }
        close(3);
        close(100);
        let (first, next) = Disputes::cases(0);
        assert_eq!((first.len(), next), (63, Some(64)));
        let (second, next) = Disputes::cases(64);
        assert_eq!((second.len(), next), (63, Some(128)));
        let (third, next) = Disputes::cases(128);
        assert_eq!((third, next), ((128..150).collect(), None));
        assert_eq!(Disputes::cases(u32::MAX), (vec![], None));
    });
}

#[test]
fn panel_and_jury_should_show_who_is_there() {
    build_and_execute(|| {
        panel(&ARBITERS[..1]);
        appoint(ARBITERS[1]);
        let shown = |n: usize, since| {
            let (member, community) = (member(ARBITERS[n]), Some(2 + n as u32));
            ArbiterView { member, community, since }
        };
        assert_eq!(Disputes::panel(), [shown(0, Some(START)), shown(1, None)]);
        Nation::leave(member(ARBITERS[1]));
        assert_eq!(Disputes::panel()[1].community, None);

        jurors(&JURORS[..2]);
        assert_eq!(Disputes::jury_list(), JuryList { seats: 2, closed: false });
        let tenure = Tenure { since: START, left: None };
        let juror = Juror { seat: Some(1), tenure, cases: 0, barred_until: None };
        assert_eq!(Disputes::juror(member(JURORS[1])), Some(juror));
        assert_eq!(Disputes::juror(member(JURORS[2])), None);
        open();
        session();
        // Two who leave now keep their seats for the draw.
        assert_ok!(Disputes::leave_jury(signed(JURORS[1])));
        assert_ok!(Disputes::leave_panel(signed(ARBITERS[0])));
        assert_eq!(Disputes::jury_list(), JuryList { seats: 2, closed: true });
        assert_eq!(Disputes::panel()[0], shown(0, None));
    });
}

#[test]
fn outcome_should_be_pending_until_the_case_is_over() {
    build_and_execute(|| {
        let case = ruled();
        appeal(case, Side::Buyer);
        assert_eq!(Disputes::outcome(case), Outcome::Pending { until: record(case).ends });
        assert_eq!(Disputes::outcome(77), Outcome::Unjudged);
    });
}
