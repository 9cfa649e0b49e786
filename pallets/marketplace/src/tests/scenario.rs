//! The scenario of the overview, as it is told there.

use crate::{mock::*, *};
use frame_support::assert_ok;
use marketplace_escrow::How;
use sp_runtime::Permill;

#[docify::export]
#[test]
fn scenario_should_go_as_the_overview_tells_it() {
    const MELE: AccountId = BUYER;
    const SIONE: AccountId = SELLER;

    build_and_execute(|| {
        // The people voted a fee of 2%. Sione sells ten fish a week, and has no VAKA at all.
        assert_ok!(Marketplace::set_fee(signed(PEOPLE), Permill::from_percent(2)));
        assert_eq!(money(&VAKA, SIONE), 0);
        let fish = offer(SIONE, terms(), weekly(10));

        // Mele orders five. What she pays is in escrow, with her bond of a twentieth.
        let five = order(MELE, fish, 5);
        assert_eq!(cents(MELE), WEALTH - 5_250);
        assert_eq!(Marketplace::held(&CENTS), 5_250);
        assert_eq!(stock(fish), (5, 5, 0, 0));

        // A stranger orders two by a code.
        let two = order_by_code(STRANGER, fish, 2, CODE);
        assert_ok!(Marketplace::accept(signed(SIONE), ids(&[five, two])));

        // On pickup day Sione has only four for Mele. The fifth is refunded to the unit.
        wait(4);
        deliver(SIONE, five, 4);
        assert_eq!(cents(MELE), WEALTH - 4_200);

        // The stranger shows the code, and Sione is paid at once, less the fee.
        assert_ok!(Marketplace::deliver(signed(SIONE), delivery(two, 2, Some(CODE))));
        assert_eq!(cents(SIONE), WEALTH + 1_960);
        assert_eq!(cents(STRANGER), WEALTH - 2_000);

        // Mele forgets to confirm. After 14 days anyone may say so.
        wait(14);
        settle(&[five]);
        assert_eq!(ending(five).map(|(how, ..)| how), Some(How::Unchallenged));
        assert_eq!(cents(SIONE), WEALTH + 1_960 + 3_920);
        assert_eq!(cents(MELE), WEALTH - 4_000);
        assert_eq!(cents(TREASURY), WEALTH + 40 + 80);

        // Mele and Sione rate each other: both commit, then both reveal. The stranger does not care.
        for (who, by, stars) in [(MELE, Side::Buyer, 4), (SIONE, Side::Seller, 5)] {
            let hash = rating_of(five, by, stars);
            assert_ok!(Marketplace::commit_rating(signed(who), five, hash));
        }
        reveal(five, Side::Buyer, 4);
        reveal(five, Side::Seller, 5);
        assert_eq!(reputation(SIONE).as_seller.by_members, tally(4, 1));

        // Two weeks later nothing of the orders is stored any longer. The listing is still there.
        wait(14);
        settle(&[five, two]);
        assert_eq!((Marketplace::held(&CENTS), EndedOrders::<Test>::iter().count()), (0, 0));
        assert_eq!(Orders::<Test>::iter().count() + Lots::<Test>::iter().count(), 0);
        assert_ok!(Marketplace::close_listing(signed(SIONE), fish));
        assert_eq!(Listings::<Test>::iter().count(), 0);
    });
}
