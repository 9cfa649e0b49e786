//! The scenario of the overview, as it is told there.

use crate::{mock::*, *};
use frame_support::assert_ok;
use pallet_referenda::ReferendumInfo;

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // Three of 17 members, by their numbers. A day is a block.
    const TAVITA: MemberId = 0;
    const SINA: MemberId = 1;
    const SISTER: MemberId = 2;
    const TREASURY: Track = Track::Treasury;
    ExtBuilder::default().build_and_execute(|| {
        // Sina trusts her cousin with the treasury's polls, and her sister trusts Sina.
        assert_ok!(Voting::delegate(signed(SINA), TREASURY, TAVITA));
        assert_ok!(Voting::delegate(signed(SISTER), TREASURY, SINA));

        // In May a poll opens to buy a boat. Tavita's aye is cast for all three.
        let boat = open_and_decide(TREASURY);
        assert_ok!(Voting::vote(signed(TAVITA), boat, Vote::Aye));
        has_event(Event::Voted {
            poll: boat,
            member: TAVITA,
            vote: Vote::Aye,
            ballots: 3,
            helper: None,
        });
        assert_eq!(ballot(boat, SINA), Some((Vote::Aye, Some(TAVITA))));
        assert_eq!(tally(boat), (3, 0, 0));

        // Sina hears of it, and votes nay. Her sister's ballot changes with hers.
        wait(5);
        assert_ok!(Voting::vote(signed(SINA), boat, Vote::Nay));
        assert_eq!(ballot(boat, SINA), Some((Vote::Nay, None)));
        assert_eq!(ballot(boat, SISTER), Some((Vote::Nay, Some(SINA))));
        assert_eq!(tally(boat), (1, 2, 0));

        // In the last week she takes her nay back. Tavita's aye is hers again, and her sister's.
        wait(12);
        assert_ok!(Voting::retract(signed(SINA), boat));
        has_event(Event::Retracted { poll: boat, member: SINA, ballots: 2, helper: None });
        for member in [SINA, SISTER] {
            assert_eq!(ballot(boat, member), Some((Vote::Aye, Some(TAVITA))));
        }
        assert_eq!(tally(boat), (3, 0, 0));

        // Three of 17 are enough near the end. The poll is approved once that has held for three
        // days, and two days later its call is made.
        while is_ongoing(boat) {
            wait(1);
        }
        assert!(matches!(info(boat), ReferendumInfo::Approved(..)));
        wait(1);
        assert_eq!(dispatched(), 0);
        wait(1);
        assert_eq!(dispatched(), 1);

        // Anyone prunes the ballots.
        assert_ok!(Voting::prune(signed(STRANGER), boat));
        has_event(Event::Pruned { poll: boat, ballots: 3 });
        assert_eq!(ballot(boat, SINA), None);
    });
}
