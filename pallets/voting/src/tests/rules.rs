use crate::{mock::*, rules::*, *};
use sp_runtime::Perbill;

fn kinds() -> Vec<Track> {
    let village = [Track::Village(0)];
    Track::NATIONAL.into_iter().chain(village).collect()
}

#[test]
fn figures_should_make_sense() {
    for track in kinds() {
        assert_eq!(rules_of(track).flaw(), None);
    }
}

#[test]
fn flaws_should_be_found() {
    let flat = Range { begin: Perbill::from_percent(60), end: Perbill::from_percent(60) };
    let half = Range { begin: Perbill::one(), end: Perbill::from_percent(50) };
    let none = Range { begin: Perbill::one(), end: Perbill::zero() };
    let flawed = [
        TrackRules { name: "a name that is far too long", ..VILLAGE },
        TrackRules { max_deciding: 0, ..VILLAGE },
        TrackRules { decision: 2, ..VILLAGE },
        TrackRules { approval: flat, ..VILLAGE },
        TrackRules { approval: half, ..VILLAGE },
        TrackRules { support: none, ..VILLAGE },
    ];
    for rules in flawed {
        assert!(rules.flaw().is_some(), "{rules:?}");
    }
}

#[test]
fn curves_should_fall_from_begin_to_end() {
    for track in kinds() {
        let rules = rules_of(track);
        for range in [rules.approval, rules.support] {
            let curve = range.curve();
            assert_eq!(curve.threshold(Perbill::zero()), range.begin);
            assert_eq!(curve.threshold(Perbill::one()), range.end);
            let steps = (0..=1_000).map(|k| curve.threshold(Perbill::from_rational(k, 1_000u32)));
            let steps = steps.collect::<Vec<_>>();
            assert!(steps.windows(2).all(|pair| pair[0] >= pair[1]));
        }
    }
}

#[test]
fn curves_should_pass_nothing_without_ayes_nor_with_a_tie() {
    for track in kinds() {
        let rules = rules_of(track);
        let passes = |ayes, nays, electorate| {
            let tally = Tally::<Test> { ayes, nays, ..Tally::empty(electorate, 0) };
            let (support, approval) = (rules.support.curve(), rules.approval.curve());
            support.passing(Perbill::one(), tally.support_share())
                && approval.passing(Perbill::one(), tally.approval_share())
        };
        for electorate in [0, 1, 2, 3, 17, 1_000_000] {
            assert!(!passes(0, 0, electorate));
            assert!(!passes(0, electorate, electorate));
        }
        assert!(!passes(50, 50, 100));
        // The constitution needs two thirds.
        assert_eq!(passes(51, 49, 100), track != Track::Constitution);
        assert!(passes(66, 33, 99));
        assert!(passes(1, 0, 1) && passes(2, 0, 2) && passes(3, 0, 3));
        assert!(!passes(1, 0, 2) && !passes(2, 0, 3) && !passes(2, 0, 4));
    }
}

#[test]
fn ayes_needed_should_be_just_enough() {
    for track in kinds() {
        let rules = rules_of(track);
        for electorate in (0..300).chain([999, 1_000, 50_000, 999_999]) {
            let support = |ayes| {
                let tally = Tally::<Test> { ayes, ..Tally::empty(electorate, 0) };
                let curve = rules.support.curve();
                curve.passing(Perbill::one(), tally.support_share())
            };
            let needed = rules.ayes_needed(electorate);
            assert_eq!(support(needed), electorate > 0, "{track:?} {electorate}");
            assert!(needed == 0 || !support(needed - 1), "{track:?} {electorate}");
        }
    }
}

/// The table of the crate's documentation.
#[test]
fn ayes_needed_should_be_as_documented() {
    let documented: [(Track, [u32; 5]); _] = [
        (Track::Constitution, [3, 5, 25, 250, 12_500]),
        (Track::Validators, [3, 3, 10, 100, 5_000]),
        (Track::Appeals, [3, 3, 10, 100, 5_000]),
        (Track::Treasury, [3, 3, 15, 150, 7_500]),
        (Track::Parameters, [3, 3, 15, 150, 7_500]),
        (Track::Village(0), [3, 3, 15, 150, 7_500]),
    ];
    for (track, needed) in documented {
        let people = [10, 20, 100, 1_000, 50_000];
        assert_eq!(people.map(|n| rules_of(track).ayes_needed(n)), needed);
    }
}
