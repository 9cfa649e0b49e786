use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::traits::Hooks;

#[test]
fn threshold_should_be_two_per_cent_and_five_or_a_majority_at_least() {
    let rules = Rules::default();
    let expected = [
        (0, 1),
        (1, 1),
        (2, 2),
        (3, 2),
        (8, 5),
        (9, 5),
        (10, 5),
        (250, 5),
        (251, 6),
        (1_000, 20),
        (50_000, 1_000),
        (u32::MAX, 85_899_346),
    ];
    for (electorate, threshold) in expected {
        assert_eq!(rules.threshold(electorate), threshold, "of {electorate}");
    }
}

#[test]
fn places_should_grow_with_the_electorate() {
    let rules = Rules::default();
    for (electorate, places) in [(0, 256), (2_569, 256), (2_570, 257), (50_000, 5_000)] {
        assert_eq!(rules.places(electorate), places);
    }
}

#[test]
fn place_should_be_kept_for_what_a_fifth_endorsed() {
    let rules = Rules::default();
    for (electorate, many) in [(20, 5), (25, 5), (30, 6), (1_000, 200), (1_001, 201)] {
        for (endorsements, kept) in [(many - 1, 1), (many, 0)] {
            let national = rules.kept_from(endorsements, Track::Treasury, electorate);
            assert_eq!(national, kept, "{endorsements} of {electorate}");
            assert_eq!(rules.kept_from(endorsements, APIA, electorate), 0);
        }
    }
}

#[test]
fn flaws_of_the_figures_should_be_found() {
    assert_eq!(Rules::default().flaw(), None);
    let flawed: [fn(&mut Rules); _] = [
        |rules| rules.least = 0,
        |rules| rules.per_member = 0,
        |rules| rules.per_track = 0,
        |rules| rules.kept_share = rules.share,
        |rules| rules.open_life = 0,
        |rules| rules.waiting_life = 0,
        |rules| rules.enactment_grace = rules.retry_life,
        |rules| rules.retries_per_day = 0,
    ];
    for flaw in flawed {
        let mut rules = Rules::default();
        flaw(&mut rules);
        assert!(rules.flaw().is_some(), "{rules:?}");
    }
}

#[test]
fn integrity_should_be_tested() {
    ExtBuilder.build().execute_with(|| {
        <Petitions as Hooks<BlockNumber>>::integrity_test();
        let test = <Petitions as Hooks<BlockNumber>>::integrity_test;
        TheRules::mutate(|rules| rules.least = 0);
        assert!(std::panic::catch_unwind(test).is_err());
        TheRules::set(Rules::default());
        // One place for the villages is enough, none is not.
        MaxOngoing::set(NationalPlaces::get() + 1);
        <Petitions as Hooks<BlockNumber>>::integrity_test();
        MaxOngoing::set(NationalPlaces::get());
        assert!(std::panic::catch_unwind(test).is_err());
    });
}

#[test]
fn durations_should_be_a_block_at_least() {
    ExtBuilder.build_and_execute(|| {
        assert_eq!(Petitions::slots(0), 1);
        assert_eq!(Petitions::slots(u32::MAX), u32::MAX);
        assert_eq!(Petitions::retry_pause(), 1);
    });
}
