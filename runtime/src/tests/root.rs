//! The cheapest way to Root: how many people, and how many days, it takes to pass a poll on the
//! constitution by way of all other tracks, if nobody else votes or looks. A model lives a nation
//! day by day by the runtime's figures, and compares with the table in the overview of voting.

use super::*;
use pallet_communities::{Quota, Rules, Window};
use pallet_voting::{
    rules::{rules_of, TrackRules},
    Track,
};

/// A nation of twenty villages.
const PEOPLE: u32 = 1_000;
const VILLAGES: u32 = 20;
/// The colluders of a village that makes as many fakes as it may: a clerk, and three members for
/// each of the two admissions of a month.
const RING: u32 = 7;
const YEARS: u32 = 10;

/// A membership that a colluder's hand holds, from the day on which it votes on the constitution.
type Puppets = Vec<(u32, u32)>;

struct Model {
    rules: Rules,
    /// The people who collude, with all their puppets.
    colluders: u32,
    /// The others, who are silent.
    silent: u32,
    puppets: Puppets,
    foundings: Window,
    suspensions: Window,
    /// Whether the others do nothing at all, and did nothing in the two years before, so that they
    /// may be declared dormant.
    asleep: bool,
    dormancies: Window,
    /// The villages that colluders hold: their members, and admissions.
    villages: Vec<(u32, Window)>,
}

/// The days from the opening of a poll to its enactment, if it needs its whole time.
fn days_of(track: &TrackRules) -> u32 {
    track.prepare + track.decision + track.confirm + track.enactment
}

fn take(window: &mut Window, today: u32, electorate: u32, quota: &Quota, most: u32) -> u32 {
    let left = window.left(today, electorate, quota).min(most);
    assert!(left == 0 || window.take(left, today, electorate, quota));
    left
}

impl Model {
    fn new(colluders: u32, with_clerks: bool, asleep: bool) -> Self {
        let held = if with_clerks { (colluders / RING).min(VILLAGES) } else { 0 };
        Self {
            rules: <Runtime as pallet_communities::Config>::Rules::get(),
            colluders,
            silent: PEOPLE - colluders,
            puppets: Vec::new(),
            foundings: Window::default(),
            suspensions: Window::default(),
            asleep,
            dormancies: Window::default(),
            villages: vec![(PEOPLE / VILLAGES, Window::default()); held as usize],
        }
    }

    fn electorate(&self) -> u32 {
        self.colluders + self.silent
    }

    fn passes(&self, track: Track) -> bool {
        self.colluders >= rules_of(track).ayes_needed(self.electorate())
    }

    /// Whether they would pass a poll on the constitution that opens today.
    fn passes_the_constitution(&self, today: u32) -> bool {
        let unseasoned = self.puppets.iter().filter(|(from, _)| *from > today);
        let unseasoned = unseasoned.map(|(_, count)| count).sum::<u32>();
        let needed = rules_of(Track::Constitution).ayes_needed(self.electorate() - unseasoned);
        self.colluders - unseasoned >= needed
    }

    fn add(&mut self, today: u32, count: u32) {
        self.colluders += count;
        self.puppets.push((today + self.rules.seasoning + 1, count));
    }

    /// The day on which they are Root, if within the years.
    fn live(mut self) -> Option<u32> {
        let (mut may_found, mut may_suspend) = (None, None);
        let mut admitted = Vec::<(u32, usize, u32)>::new();
        for today in 0..365 * YEARS {
            for (_, village, count) in admitted.extract_if(.., |(day, ..)| *day == today) {
                self.villages[village].0 += count;
                self.add(today, count);
            }
            if self.asleep {
                let (electorate, quota, silent) =
                    (self.electorate(), self.rules.dormancies, self.silent);
                self.silent -= take(&mut self.dormancies, today, electorate, &quota, silent);
            }
            if self.passes_the_constitution(today) {
                return Some(today + days_of(rules_of(Track::Constitution)));
            }
            // From then on they have such petitions approved all the time.
            if may_found.is_none() && self.passes(Track::Parameters) {
                may_found = Some(today + days_of(rules_of(Track::Parameters)));
            }
            if may_suspend.is_none() && self.passes(Track::Appeals) {
                may_suspend = Some(today + days_of(rules_of(Track::Appeals)));
            }
            let electorate = self.electorate();
            if may_found.is_some_and(|from| from <= today) {
                let quota = self.rules.foundings;
                if self.foundings.left(today, electorate, &quota) >= self.rules.founders {
                    let made = take(&mut self.foundings, today, electorate, &quota, u32::MAX);
                    self.add(today, made);
                }
            }
            if may_suspend.is_some_and(|from| from <= today) {
                let (quota, silent) = (self.rules.suspensions, self.silent);
                self.silent -= take(&mut self.suspensions, today, electorate, &quota, silent);
            }
            for (n, (members, window)) in self.villages.iter_mut().enumerate() {
                let made = take(window, today, *members, &self.rules.admissions, u32::MAX);
                admitted.push((today + self.rules.challenge_period, n, made));
            }
        }
        None
    }
}

fn shown(days: Option<u32>) -> String {
    days.map_or(format!("not in {YEARS} years"), |days| format!("{days}"))
}

#[test]
fn way_to_root_should_be_as_long_as_the_documentation_says() {
    let documented = include_str!("../../../pallets/voting/src/overview.md");
    let mut missing = Vec::new();
    // A helper signs for themselves and for the members who named them.
    let of_a_hand = 1 + <Runtime as pallet_communities::Config>::Rules::get().helped;
    for colluders in [250u32, 200, 150, 100, 50, 20, 7] {
        let hands = colluders.div_ceil(of_a_hand);
        let days = [false, true].map(|asleep| {
            [false, true].map(|with| shown(Model::new(colluders, with, asleep).live()))
        });
        let row = format!("| {colluders} | {hands} | {} |", days.as_flattened().join(" | "));
        if !documented.lines().any(|line| line.trim() == row) {
            missing.push(row);
        }
    }
    assert!(missing.is_empty(), "not documented: {missing:#?}");
}
