use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::traits::Hooks;
use sp_runtime::Permill;

#[test]
fn rules_should_be_the_designs() {
    let rules = Rules::default();
    assert_eq!(rules.flaw(), None);
    assert_eq!((rules.founders, rules.vouches, rules.challenges), (5, 3, 3));
    assert_eq!((rules.standing, rules.vouch_interval), (90, 30));
    assert_eq!((rules.challenge_period, rules.admissions.window), (7, 30));
    assert_eq!((rules.vouch_ban, rules.freeze, rules.seasoning), (365, 14, 90));
    assert_eq!((rules.move_interval, rules.replacement_period), (180, 30));
    assert_eq!((rules.free_calls, rules.helper_calls), (20, 10));
    assert_eq!((rules.helped, rules.help), (5, 730));
    assert_eq!((rules.dormant_after, rules.activity_interval), (730, 30));
}

#[test]
fn rules_should_allow_two_admissions_or_a_twentieth() {
    let rules = Rules::default();
    for (electorate, admissions) in [(0, 2), (5, 2), (59, 2), (60, 3), (1_000, 50), (50_000, 2_500)]
    {
        assert_eq!(rules.admissions.bound(electorate), admissions);
    }
}

#[test]
fn rules_should_allow_five_dormant_members_two_of_a_village_or_a_twentieth() {
    let rules = Rules::default();
    for (electorate, all, village) in [(0, 5, 2), (5, 5, 2), (60, 5, 3), (120, 6, 6)] {
        assert_eq!(rules.dormancies.bound(electorate), all);
        assert_eq!(rules.village_dormancies.bound(electorate), village);
    }
}

#[test]
fn rules_should_allow_five_founders_and_one_suspension_or_a_fiftieth() {
    let rules = Rules::default();
    for (electorate, founders, suspensions) in [(5, 5, 1), (99, 5, 1), (100, 5, 2), (300, 6, 6)] {
        assert_eq!(rules.foundings.bound(electorate), founders);
        assert_eq!(rules.suspensions.bound(electorate), suspensions);
    }
}

#[test]
fn rules_should_be_flawed_when_they_make_no_sense() {
    let flawed: &[fn(&mut Rules)] = &[
        |rules| rules.vouches = 0,
        |rules| rules.vouches = MAX_VOUCHES + 1,
        |rules| rules.challenges = 0,
        |rules| rules.challenges = MAX_CHALLENGES + 1,
        |rules| rules.founders = 3,
        |rules| rules.admissions.window = MAX_WINDOW_DAYS,
        |rules| rules.admissions.least = 0,
        |rules| rules.foundings.window = MAX_WINDOW_DAYS,
        |rules| rules.foundings.least = 4,
        |rules| rules.suspensions.least = 0,
        |rules| rules.dormancies.least = 0,
        |rules| rules.dormancies.window = MAX_WINDOW_DAYS,
        |rules| rules.village_dormancies.least = 0,
        |rules| rules.village_dormancies.window = MAX_WINDOW_DAYS,
        |rules| rules.dormant_after = 300,
        |rules| rules.activity_interval = rules.dormant_after,
        |rules| rules.seasoning = MAX_SEASONING_DAYS,
        |rules| rules.founding_life = 0,
        |rules| rules.confirm_life = 14,
        |rules| rules.request_life = 0,
        |rules| rules.consent_life = 0,
        |rules| rules.sponsored = 0,
        |rules| rules.free_calls = 0,
        |rules| rules.helper_calls = 0,
        |rules| rules.helper_calls = 20,
        |rules| rules.helped = 0,
        |rules| rules.helped = MAX_HELPED + 1,
        |rules| rules.help = 0,
        |rules| rules.free_call_bytes = 0,
    ];
    for flaw in flawed {
        let mut rules = Rules::default();
        flaw(&mut rules);
        assert!(rules.flaw().is_some(), "{rules:?}");
    }
}

#[test]
#[should_panic(expected = "the figures must make sense")]
fn integrity_test_should_stop_when_rules_are_flawed() {
    TheRules::set(Rules {
        admissions: Quota { window: 30, least: 0, share: Permill::zero() },
        ..Default::default()
    });
    Communities::integrity_test();
}

#[test]
fn admissions_should_never_exceed_the_bound_in_any_thirty_days() {
    // On every day of the window the list stays short, and no span of 30 days has more than the
    // bound.
    let rules = Rules::default();
    let (mut admissions, mut made) = (Window::default(), Vec::<Day>::new());
    for day in 0..400 {
        let tries = [3, 0, 1, 5, 2][day as usize % 5];
        for _ in 0..tries {
            if admissions.take(1, day, 140, &rules.admissions) {
                made.push(day);
            }
        }
        assert!(admissions.days.len() <= MAX_WINDOW_DAYS as usize);
        let lately = made.iter().filter(|made| **made + 30 >= day).count();
        assert!(lately <= 7);
    }
    assert!(made.len() > 80, "it is used: {}", made.len());
}
