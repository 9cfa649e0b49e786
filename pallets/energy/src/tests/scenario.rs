//! The scenario of the overview, as it is told there.

use crate::{mock::*, *};
use frame_support::assert_ok;

/// Sets limits, as if that had been long ago.
fn limit(meter: MeterId, ask: Option<u8>, bid: Option<u8>) {
    Meters::<Test>::mutate(meter, |record| record.as_mut().expect("one").limits = limits(ask, bid));
}

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    const ANA: MeterId = 0;
    const MELE: MeterId = 1;
    ExtBuilder::default().meters(2).build_and_execute(|| {
        // Ticks are 10 + i cents: Ana asks 15, Mele bids 50.
        limit(ANA, Some(5), None);
        limit(MELE, None, Some(40));
        // Ana's 4 kWh and Mele's 3 kWh are read, and paid at retail, 73 cents, into the pot.
        go_to(START + 1);
        submit_ok(vec![flow(ANA, 0, 4_000), flow(MELE, 3_000, 0)]);
        let book = Energy::book(0, START).expect("open");
        assert_eq!(book.pot, 3 * 73 * MICRO);
        assert_eq!(meter(MELE).credit, (1_000 - 3 * 73) * MICRO);

        // Half an hour after the slot's end it is cleared, at 32 cents.
        go_to(START + 3);
        let clearing = Energy::clearing(0, START).expect("cleared").clearing;
        assert_eq!((clearing.price, clearing.volume), (32, 3_000_000));
        // The next readings settle it. The bank owes Ana 1 kWh.
        submit_ok(vec![reading(ANA, START + 2, 0, 4_000), reading(MELE, START + 2, 3_000, 0)]);
        assert_eq!(meter(MELE).credit, (1_000 - 3 * 32) * MICRO);
        assert_eq!(meter(ANA).credit, (1_000 + 3 * 32) * MICRO);
        assert_eq!(meter(ANA).owed, 1_000_000);

        // Half of that she redeems at feed-in, and the rest she gives to her mother.
        let mother = owner(5);
        assert_ok!(Energy::redeem(signed(owner(ANA)), ANA, 500_000));
        assert_eq!(meter(ANA).credit, (1_000 + 3 * 32 + 5) * MICRO);
        assert_ok!(Energy::claim_tokens(signed(owner(ANA)), ANA, 500));
        assert_ok!(Assets::transfer(signed(owner(ANA)), TOKENS, mother.clone(), 500));
        assert_eq!((meter(ANA).owed, tokens(0, &mother)), (0, 500));
    });
}
