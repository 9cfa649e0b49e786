//! The selection of a jury by lot.
//!
//! Seats are looked at in random order, at most 64 of them, until a jury can be formed. So a draw
//! costs the same among ten jurors and among a thousand. A list of 64 or fewer is looked at as a
//! whole, if need be.

use crate::{
    lottery::{Lottery, Shuffled},
    rules::*,
    *,
};
use alloc::{collections::BTreeMap, vec::Vec};
use vaka_primitives::{CaseId, CommunityId, Hash, MemberId, Served, MAX_JUDGES};

/// What came of the draw of a jury.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum JuryDraw {
    Drawn(Served),
    /// There would be enough jurors, but too few of them are free or were found.
    Busy,
    /// There are too few jurors, or too few of different communities.
    TooFew,
}

/// What a draw looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Selection {
    pub draw: JuryDraw,
    /// The seats that it looked at.
    pub tries: u32,
}

/// An eligible juror.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Candidate {
    pub member: MemberId,
    pub community: CommunityId,
    /// Their community is a party's.
    pub neighbour: bool,
    /// They serve in fewer cases than a juror can at a time.
    pub free: bool,
}

impl<T: Config> Pallet<T> {
    /// Draws a jury for a case: of neither community, where a jury of such is found; else of all. No
    /// arbiter of the case is a juror, too.
    pub(crate) fn draw_jury(id: CaseId, case: &CaseOf<T>, lists: &Lists, seed: &Hash) -> Selection {
        let seats = lists.seats;
        let most = Self::figures().cases_at_a_time;
        let (mut found, mut tries) = (Vec::<Candidate>::new(), 0u32);
        let strangers =
            |found: &[Candidate]| jury_of(found.iter().filter(|one| one.free && !one.neighbour));
        for seat in Shuffled::new(Lottery::new(seed, id), seats).take(MAX_TRIES as usize) {
            tries = tries.saturating_add(1);
            let Some(member) = Seats::<T>::get(seat) else { continue };
            let juror = Jurors::<T>::get(member).unwrap_or_default();
            let community = Self::community_of_judge(case, lists, member, &juror.tenure);
            let Some(community) = community else { continue };
            if case.drawn.contains(&member) {
                continue;
            }
            let neighbour = case.is_neighbour(community);
            found.push(Candidate { member, community, neighbour, free: juror.cases < most });
            if let Some(jury) = strangers(&found) {
                return Selection { draw: JuryDraw::Drawn(jury), tries };
            }
        }
        let draw = match jury_of(found.iter().filter(|one| one.free)) {
            Some(jury) => JuryDraw::Drawn(jury),
            None if tries < seats || jury_of(found.iter()).is_some() => JuryDraw::Busy,
            None => JuryDraw::TooFew,
        };
        Selection { draw, tries }
    }
}

/// The first seven of these, in the order of the draw, with at most four of one community. None if
/// they are fewer than nine, or of too few communities.
pub(crate) fn jury_of<'a>(from: impl Iterator<Item = &'a Candidate>) -> Option<Served> {
    let (mut jury, mut eligible) = (Served::new(), 0u32);
    let mut of_community = BTreeMap::<CommunityId, u32>::new();
    for Candidate { member, community, .. } in from {
        eligible = eligible.saturating_add(1);
        let count = of_community.entry(*community).or_default();
        if *count < MAX_OF_COMMUNITY && jury.try_push(*member).is_ok() {
            *count = count.saturating_add(1);
        }
    }
    (eligible >= LEAST_ELIGIBLE && jury.len() == MAX_JUDGES as usize).then_some(jury)
}
