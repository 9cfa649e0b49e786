//! The scenario of the overview, as it is told there.

use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::assert_ok;

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // Three of the 20 members of Apia, by their accounts.
    const MELE: AccountId = 1;
    const COUSIN: AccountId = 2;
    const NEIGHBOURS: [AccountId; 3] = [3, 4, 5];
    const ANYONE: AccountId = 999;
    ExtBuilder.build_and_execute(|| {
        // The call stands in for the new tariff: only this village's origin may make it.
        let tariff = |number| RuntimeCall::World(world::Call::decide { track: APIA, number });
        // Her cousin had opened nearly the same petition, and merges it into hers.
        let theirs = open(COUSIN, APIA, tariff(1));
        let hers = open(MELE, APIA, tariff(2));
        assert_ok!(merge(COUSIN, theirs, hers));
        has_event(Event::Merged { from: theirs, into: hers });
        assert_eq!(petition(hers).endorsements, 2);
        // The last of three neighbours makes it a referendum.
        for neighbour in NEIGHBOURS {
            assert!(!is_voting(hers));
            assert_ok!(endorse(neighbour, hers));
        }
        let referendum = referendum(hers);
        has_event(Event::Submitted { petition: hers, referendum });

        // The village approves. Later the chain makes the call, and keeps the receipt.
        approve(hers);
        assert_eq!(made(2), 0);
        run(ENACTMENT);
        has_event(Event::Executed { petition: hers });
        assert_eq!(stage(hers), Stage::Done { referendum, at: now() });
        assert_eq!((made(1), made(2)), (0, 1));

        // Another call fails when its time has come, and the record shows the error. Once the cause
        // is mended, anyone retries.
        set_broken(true);
        let failed = decided(APIA, fragile(3));
        assert_eq!(failure(failed), Failure::Call(world::Error::<Test>::IsBroken.into()));
        set_broken(false);
        assert_ok!(Petitions::retry(signed(ANYONE), failed, MaxCallWeight::get()));
        assert!(is_done(failed) && made(3) == 1);

        // The scheduler drops an enactment in a block full of other things. A day later anyone
        // retries.
        let lost = endorsed(APIA, heavy(4, MaxCallWeight::get()));
        approve(lost);
        run(ENACTMENT - 1);
        next_block_after(BLOCK.div(10).saturating_mul(9));
        assert!(is_voting(lost) && made(4) == 0);
        wait(1);
        assert_ok!(Petitions::retry(signed(ANYONE), lost, MaxCallWeight::get()));
        assert!(is_done(lost) && made(4) == 1);
    });
}
