//! The scenario of the overview, as it is told there.

use crate::{
    mock::{Validators, *},
    *,
};
use frame_support::assert_ok;

/// Whether votes with this key count for finality.
fn finalises(key: u64) -> bool {
    Grandpa::grandpa_authorities().iter().any(|(authority, _)| *authority == grandpa_key(key))
}

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // Four islands, 1 to 4, have a validator each, the fewest that there may be.
    const FUNAFUTI: Account = 5;
    const SPARE: u64 = 55;
    const NUI: Account = 6;
    ExtBuilder::default().build_and_execute(|| {
        // The operator registers the keys of the machine, and the track admits it.
        set_keys(FUNAFUTI, FUNAFUTI);
        assert_ok!(Validators::add_validator(track(), FUNAFUTI, 5));
        has_event(Event::ValidatorAdded { who: FUNAFUTI, community: 5 });
        // When the session ends, a set with it is planned. When the next one ends, it takes part.
        next_session();
        assert!(!active().contains(&FUNAFUTI) && queued().contains(&FUNAFUTI));
        next_session();
        assert!(active().contains(&FUNAFUTI));
        next_block();
        assert!(finalises(FUNAFUTI));
        next_session();
        assert_eq!(shown(FUNAFUTI).blocks_before, 2);

        // Lightning strikes. A spare machine gets new keys, which are in force two sessions later.
        set_keys(FUNAFUTI, SPARE);
        sessions(2);
        next_block();
        assert!(finalises(SPARE) && !finalises(FUNAFUTI));

        // The first island leaves at once, because four remain.
        assert_ok!(Validators::leave(signed(1)));
        has_event(Event::ValidatorLeft { who: 1 });
        sessions(2);
        // So Funafuti's leave waits, and the machine goes on.
        assert_ok!(Validators::leave(signed(FUNAFUTI)));
        has_event(Event::LeaveWaits { who: FUNAFUTI });
        sessions(3);
        assert_eq!(active(), [2, 3, 4, FUNAFUTI]);
        // Another is admitted. Funafuti serves out its planned sessions, and its keys are purged.
        set_keys(NUI, NUI);
        assert_ok!(Validators::add_validator(track(), NUI, 6));
        has_event(Event::ValidatorLeft { who: FUNAFUTI });
        next_session();
        assert!(active().contains(&FUNAFUTI));
        next_session();
        assert_eq!(active(), [2, 3, 4, NUI]);
        has_event(Event::KeysPurged { who: FUNAFUTI });
        assert!(!is_registered(FUNAFUTI));
    });
}
