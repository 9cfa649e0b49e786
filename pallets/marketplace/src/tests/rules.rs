use crate::{mock::*, *};
use frame_support::traits::Hooks;
use sp_runtime::Permill;

#[test]
fn rules_should_be_without_a_flaw() {
    assert_eq!(usual_rules().flaw(), None);
    let least = MarketRules {
        free_listings: 1,
        free_orders: 1,
        free_designs: 1,
        confirmation: 3,
        free_ended: 1,
        free_ratings: 1,
        rating_days: 1,
        half_year: 2,
        shown_from: 1,
        dispute_floor: 1,
        free_disputes: 1,
        free_disputes_days: 1,
        damages_prices: 0,
        damages_stake: Permill::zero(),
        unclaimed_days: 1,
    };
    assert_eq!(least.flaw(), None);
    let damages_stake = Permill::from_parts(999_999);
    let most = MarketRules { confirmation: 40, free_disputes: 8, damages_stake, ..least };
    assert_eq!(most.flaw(), None);
}

#[test]
fn rules_should_be_flawed_when_they_make_no_sense() {
    type Change = fn(&mut MarketRules);
    let days = "buyers must have 3 to 40 days to dispute a delivery";
    let in_time = "a rating must be revealed in the half-year after the order's end or before";
    let few = "a member without a coin must be able to dispute, a few times";
    let flawed: [(Change, &str); _] = [
        (|rules| rules.free_listings = 0, "a member without a coin must be able to sell"),
        (|rules| rules.free_orders = 0, "a member without a coin must be able to buy"),
        (|rules| rules.free_designs = 0, "a member without a coin must be able to design"),
        (|rules| rules.confirmation = 2, days),
        (|rules| rules.confirmation = 41, days),
        (|rules| rules.free_ended = 0, "a member without a coin must be rated"),
        (|rules| rules.free_ratings = 0, "a member without a coin must be able to rate"),
        (|rules| rules.rating_days = 0, "the parties must have a day to rate each other"),
        (|rules| rules.half_year = 27, in_time),
        (|rules| rules.shown_from = 0, "a reputation must be of somebody's ratings"),
        (|rules| rules.dispute_floor = 0, "keeping judges busy must cost something"),
        (|rules| rules.free_disputes = 0, few),
        (|rules| rules.free_disputes = 9, few),
        (|rules| rules.free_disputes_days = 0, "free disputes must be counted over some days"),
        (
            |rules| rules.damages_stake = Permill::one(),
            "damages must leave a part of the stake to pay judges",
        ),
        (|rules| rules.unclaimed_days = 0, "payees must have some days to claim royalties"),
    ];
    for (flaw, name) in flawed {
        let mut rules = usual_rules();
        flaw(&mut rules);
        assert_eq!(rules.flaw(), Some(name), "{rules:?}");
    }
}

#[test]
fn integrity_test_should_pass_when_rules_are_without_a_flaw() {
    TheRules::set(usual_rules());
    Marketplace::integrity_test();
}

#[test]
#[should_panic(expected = "the figures must make sense")]
fn integrity_test_should_stop_when_rules_are_flawed() {
    TheRules::set(MarketRules { free_orders: 0, ..usual_rules() });
    Marketplace::integrity_test();
}

#[test]
fn bounds_should_be_the_issues() {
    // What the issue says, in one place.
    assert_eq!((rules::MAX_TITLE, rules::MAX_BATCH, rules::MAX_ORDERS), (64, 64, 8));
    assert_eq!((rules::MAX_OPEN_LOTS, rules::MAX_LOTS), (32, 128));
    assert_eq!((rules::MAX_PARENTS, rules::MAX_CURRENCIES), (2, 8));
    assert_eq!(rules::CONFIRMATION, 3..=40);
    assert_eq!(MAX_STARS, 5);
    let rules = usual_rules();
    assert_eq!((rules.free_disputes, rules.free_disputes_days), (2, 90));
    assert_eq!((rules.damages_prices, rules.damages_stake), (5, Permill::from_percent(50)));
}
