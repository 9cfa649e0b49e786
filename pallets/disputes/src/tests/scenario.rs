//! The scenario of the overview, as it is told there.

use crate::mock::*;
use vaka_primitives::{Outcome, Side};

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    build_and_execute(|| {
        // Six arbiters are on the panel, and sixteen jurors on the list.
        court();

        // Mele disputes the fish that Sione brought. The next seed draws an arbiter.
        let case = open();
        draw(case, 1);
        let first = arbiter(case);

        // Mele knows her, and recuses her. Another one is drawn, and rules.
        frame_support::assert_ok!(Disputes::recuse(signed(BUYER), case));
        draw(case, 2);
        let second = arbiter(case);
        assert_ne!(first, second);
        rule(case, 80, 0);

        // Mele appeals. Seven jurors are drawn, and commit votes that nobody can read.
        appeal(case, Side::Buyer);
        draw(case, 3);
        let jury = jury(case);
        let shares = [0, 25, 25, 30, 40, 100];
        let votes = jury.iter().copied().zip(shares).collect::<Vec<_>>();
        vote(case, &votes);

        // One did not vote, and is off the list. The median of the others is the ruling.
        wait(5);
        let served = &jury[1..5];
        let (round, jurors) = (&[second][..], served);
        let Outcome::Ruled(done) = outcome(case) else { panic!("a ruling") };
        assert_eq!(done.to_seller, sp_runtime::Permill::from_parts(275_000));
        let rounds = done.served.iter().map(|served| served.to_vec()).collect::<Vec<_>>();
        // One voted 27.5 points from the median, and one 72.5.
        assert_eq!(rounds, [round.to_vec(), jurors.to_vec()]);
        advance(case);
        has_event(crate::Event::JurorBarred { member: jury[6], until: now() + 180 * DAY });
        close(case);
        is_forgotten(case);
    });
}
