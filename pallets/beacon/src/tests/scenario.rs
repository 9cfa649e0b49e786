//! The scenario of the overview, as it is told there.

use crate::{mock::*, *};
use vaka_primitives::Draw;

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    // Five villages have a validator each. A session has twelve blocks here.
    const VILLAGES: AccountId = 5;
    build_and_execute(VILLAGES, || {
        silent_block_in(1);
        // A case opens. It waits for a seed of a later session.
        let opened = <Beacon as Draw>::session();
        end_session(&[1, 2, 3, 4, 5]);
        assert_eq!(<Beacon as Draw>::seed_after(opened), None);

        // In the next session two are without power. Three give, and two would do.
        let drawn = end_session(&[1, 2, 3]);
        let seed = <Beacon as Draw>::seed_after(opened).expect("drawn");
        assert_eq!(seed.session, drawn);

        // The operator of 3 does not like what came, and withholds next time. There is another seed
        // without it, and everybody can read who did that.
        let steered = end_session(&[1, 2, 4, 5]);
        has_event(Event::Withheld { session: steered, validators: vec![3] });
        assert!(seed_of(steered).is_some());

        // A storm leaves one validator alone. It cannot draw by itself, and cases wait.
        let waited = end_session(&[4]);
        has_event(Event::NoSeed { session: waited, outputs: 1, needed: 2 });
        assert_eq!(<Beacon as Draw>::seed_after(steered), None);

        // The power is back, and so are the seeds. The first case's is still the same.
        end_session(&[1, 2, 3, 4, 5]);
        assert!(<Beacon as Draw>::seed_after(steered).is_some());
        assert_eq!(<Beacon as Draw>::seed_after(opened), Some(seed));
    });
}
