//! What users complained of elsewhere, each by its name.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use vaka_primitives::{Outcome, Side};

/// Openbazaar-desktop 1412.
#[test]
fn the_judge_needs_neither_party_online() {
    build_and_execute(|| {
        court();
        let case = open();
        // From here on only strangers, arbiters and jurors call anything.
        draw(case, 1);
        let first = arbiter(case);
        rule(case, 100, 0);
        wait(7);
        assert_eq!(outcome(case), Outcome::Ruled(ruling(100, 0, &[&[first]])));
    });
}

/// Bisq 4894, kleros 30.
#[test]
fn the_judge_is_silent() {
    build_and_execute(|| {
        court();
        let case = open();
        draw(case, 1);
        wait(7);
        advance(case);
        draw(case, 2);
        wait(7);
        // Two were silent. The parties know where they are, and nothing is locked.
        assert_eq!(outcome(case), Outcome::Unjudged);
        close(case);
        is_forgotten(case);
    });
}

/// Zeitgeist 859; OpenBazaar 1356: not by the seller either.
#[test]
fn jurors_cannot_be_chosen() {
    build_and_execute(|| {
        court();
        let case = open();
        draw(case, 1);
        rule(case, 0, 0);
        appeal(case, Side::Seller);
        // Nobody can tell the jury before there is a seed that nobody could tell.
        let juries = (0..50).map(|value| {
            let seed = vaka_primitives::Hash::from_low_u64_be(value);
            format!("{:?}", jury_by(case, &seed).draw)
        });
        let different = juries.collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(different, 50);
        // And when somebody can tell it, nobody can move to change the draw, or call for another one.
        session();
        let seed_of_it = vaka_primitives::Hash::from_low_u64_be(2);
        let before = jury_by(case, &seed_of_it).draw;
        assert_ok!(Disputes::leave_jury(signed(JURORS[0])));
        assert_eq!(jury_by(case, &seed_of_it).draw, before);
        session_with_seed(2);
        advance(case);
        let drawn = jury(case);
        let call = Disputes::advance(signed(SELLER), case).map_err(|failed| failed.error);
        assert_noop!(call, Error::<Test>::NothingDue);
        seed(3);
        let call = Disputes::advance(signed(SELLER), case).map_err(|failed| failed.error);
        assert_noop!(call, Error::<Test>::NothingDue);
        assert_eq!(jury(case), drawn);
        assert!(!drawn.contains(&member(SELLER)));
    });
}

/// Court 280.
#[test]
fn a_juror_forgets_to_reveal() {
    build_and_execute(|| {
        let (case, jury) = with_jury();
        for juror in &jury {
            commit(case, *juror, 20);
        }
        wait(5);
        // Anybody who has the opening can reveal it.
        for juror in &jury[1..] {
            reveal(case, *juror, 20);
        }
        wait(5);
        let Outcome::Ruled(done) = outcome(case) else { panic!("a ruling") };
        assert_eq!(done.to_seller, percent(20));
        advance(case);
        let forgetful = account(jury[0]);
        assert_noop!(Disputes::join_jury(signed(forgetful)), Error::<Test>::Barred);
        wait(180);
        assert_ok!(Disputes::join_jury(signed(forgetful)));
    });
}
