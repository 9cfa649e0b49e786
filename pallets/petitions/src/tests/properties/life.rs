//! A nation in which anything may happen, and somebody who watches.

use super::{ops::*, turns::Turns};
use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{
    dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
    traits::{GetCallName, QueryPreimage},
    weights::Weight,
};
use pallet_referenda::{ReferendumCount, ReferendumInfo, ReferendumInfoFor, TrackQueue};
use sp_runtime::traits::{BlakeTwo256, Dispatchable, Hash as _};
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{Dormancy, Members as _};
use vaka_testing::random::{pick, Counts};

fn those(is: impl Fn(&PetitionOf<Test>) -> bool) -> Vec<PetitionId> {
    let mut ids = crate::Petitions::<Test>::iter()
        .filter(|(_, petition)| is(petition))
        .map(|(id, _)| id)
        .collect::<Vec<_>>();
    ids.sort_unstable();
    ids
}

fn is_open(petition: &PetitionOf<Test>) -> bool {
    matches!(petition.stage, Stage::Open { until } if now() < until)
}

/// Whether a petition may be endorsed: it is open, or it waits for its turn.
fn is_endorsable(petition: &PetitionOf<Test>) -> bool {
    is_open(petition) || matches!(petition.stage, Stage::Waiting { until, .. } if now() < until)
}

fn ongoing() -> Vec<ReferendumIndex> {
    let is_ongoing = |index: &ReferendumIndex| {
        matches!(ReferendumInfoFor::<Test>::get(*index), Some(ReferendumInfo::Ongoing(_)))
    };
    (0..ReferendumCount::<Test>::get()).filter(is_ongoing).collect()
}

/// When the enactment of a petition that the people approved is due.
fn due_of(id: PetitionId) -> Option<BlockNumber> {
    let Stage::Voting { referendum } = stage(id) else {
        return None;
    };
    match Petitions::fate(petition(id).track, referendum) {
        Fate::Approved { due } => Some(due),
        _ => None,
    }
}

fn dues() -> Vec<BlockNumber> {
    those(|_| true).into_iter().filter_map(due_of).collect()
}

/// The endorsers of a petition, and the helpers by whom they endorsed it.
type Endorsers = BTreeMap<MemberId, Option<MemberId>>;

fn endorsers(id: PetitionId) -> Endorsers {
    let given = Endorsements::<Test>::iter_prefix(id);
    given.map(|(member, given)| (member, given.helper)).collect()
}

/// The number of the long call that several petitions share.
const SHARED: u32 = 2_000_000;

const TRACKS: [Track; 4] = [Track::Constitution, Track::Treasury, APIA, ALOFI];

#[derive(Default)]
pub struct Life {
    /// How often each call succeeded, and how often each error came.
    pub counts: Counts,
    /// The endorsers of each petition, by the calls that succeeded.
    endorsed: BTreeMap<PetitionId, Endorsers>,
    /// What receipts said, by referendum: whether the call was made.
    receipts: BTreeMap<ReferendumIndex, bool>,
    /// The petitions whose call was made.
    done: BTreeSet<PetitionId>,
    /// The petitions that share one long call.
    shared: BTreeSet<PetitionId>,
    /// Bytes that got lost.
    lost: Vec<Vec<u8>>,
    turns: Turns,
    next_account: AccountId,
}

impl Life {
    pub fn begin() -> Self {
        Self { next_account: 10_000, ..Self::default() }
    }

    fn people(&self) -> Vec<AccountId> {
        Nation::people().into_keys().chain([999]).collect()
    }

    fn those_of(&self, track: Track) -> Vec<AccountId> {
        let people = Nation::people().into_iter();
        people.filter(|(_, person)| person.votes_on(track)).map(|(account, _)| account).collect()
    }

    fn call(&mut self, by: RuntimeOrigin, call: Call<Test>) -> DispatchResultWithPostInfo {
        let name = call.get_call_name();
        let call = RuntimeCall::Petitions(call);
        let declared = call.get_dispatch_info().call_weight;
        self.turns.before();
        let result = call.dispatch(by);
        for what in self.turns.after() {
            self.counts.count(what);
        }
        self.counts.outcome(name, &result);
        if let Ok(post) = &result {
            let used = post.actual_weight.unwrap_or(declared);
            assert!(used.all_lte(declared), "{name} used more than it declared");
        }
        result
    }

    /// Makes something happen, if it makes sense now. Then checks everything.
    pub fn happen(&mut self, op: Op) {
        self.make(op);
        self.watch();
    }

    fn make(&mut self, op: Op) {
        let Op { one, two, odd, .. } = op;
        let odd = odd < 40;
        match op.what {
            What::Blocks(blocks) => {
                run(blocks);
                System::reset_events();
            }
            What::Days(days) => {
                System::set_block_number(now() + days * DAY);
                next_block();
                System::reset_events();
            }
            What::FullBlock => {
                // If possible, the block is one in which an enactment is due.
                if let Some(due) = pick(&dues(), one).filter(|due| *due > now()) {
                    run(due - now() - 1);
                }
                next_block_after(BLOCK.div(10).saturating_mul(9));
            }
            What::FullAgenda => fill_agenda(now() + 1 + u32::from(one) % 4),
            What::Open => self.open(one, two, odd),
            What::Endorse => {
                let Some(id) = pick(&those(is_endorsable), one).or(odd.then_some(0)) else {
                    return;
                };
                let by = match crate::Petitions::<Test>::get(id) {
                    Some(found) if !odd => self.those_of(found.track),
                    _ => self.people(),
                };
                if let Some(by) = pick(&by, two) {
                    self.endorse(by, id);
                }
            }
            What::EndorseFully => {
                let Some(id) = pick(&those(is_open), one) else {
                    return;
                };
                for by in self.those_of(petition(id).track) {
                    if is_open(&petition(id)) {
                        self.endorse(by, id);
                    }
                }
            }
            What::Withdraw => {
                let Some(id) = pick(&those(|found| is_open(found) || odd), one) else {
                    return;
                };
                let able = Nation::people()
                    .into_iter()
                    .filter(|(_, person)| odd || endorsers(id).contains_key(&person.member))
                    .map(|(account, _)| account)
                    .collect::<Vec<_>>();
                let Some(by) = pick(&able, two) else { return };
                let member = Nation::membership(&by).map(|person| person.member);
                let call = Call::withdraw { petition: id };
                if self.call(signed(by), call).is_ok() {
                    let member = member.expect("a member");
                    assert!(self.endorsed.entry(id).or_default().remove(&member).is_some());
                }
            }
            What::Help => {
                let members = Nation::people().into_values().map(|person| person.member);
                let members = members.collect::<Vec<_>>();
                // A few people help many.
                let few = &members[..members.len().min(4)];
                let (Some(helper), Some(member)) = (pick(few, one), pick(&members, two)) else {
                    return;
                };
                if helper != member {
                    Nation::help(helper, member);
                    self.counts.count("help");
                }
            }
            What::EndorseFor | What::WithdrawFor => {
                let endorses = matches!(op.what, What::EndorseFor);
                let able = if endorses { those(is_endorsable) } else { those(is_open) };
                let (Some(id), Some((by, member))) = (pick(&able, one), self.pair(two, odd)) else {
                    return;
                };
                if endorses {
                    self.wake_helped(by, member, one);
                    self.endorse_for(by, member, id);
                } else {
                    self.withdraw_for(by, member, id);
                }
            }
            What::Strike => {
                let is_gone = |member: &MemberId, track| {
                    Nation::membership_of(*member).is_none_or(|person| !person.votes_on(track))
                };
                let mut able = those(|found| is_endorsable(found) || odd);
                if !odd {
                    able.retain(|id| {
                        let track = petition(*id).track;
                        endorsers(*id).keys().any(|member| is_gone(member, track))
                    });
                }
                let Some(id) = pick(&able, one) else { return };
                let track = petition(id).track;
                let gone = |member: &MemberId| is_gone(member, track);
                let able = endorsers(id)
                    .into_keys()
                    .filter(|member| odd || gone(member))
                    .collect::<Vec<_>>();
                let member = pick(&able, two).unwrap_or(u32::from(two) % 20);
                let call = Call::strike { petition: id, member };
                if self.call(signed(999), call).is_ok() {
                    assert!(gone(&member), "who votes is not struck");
                    assert!(self.endorsed.entry(id).or_default().remove(&member).is_some());
                }
            }
            What::Merge => self.merge(one, two, odd),
            What::Submit => {
                let able = those(|found| odd || matches!(found.stage, Stage::Waiting { .. }));
                let Some(petition) = pick(&able, one) else {
                    return;
                };
                let _ = self.call(signed(999), Call::submit { petition });
            }
            What::Aye | What::Nay => {
                let Some(index) = pick(&ongoing(), one) else {
                    return;
                };
                match op.what {
                    What::Aye => vote(index, 100, 0),
                    _ => vote(index, 10, 90),
                }
            }
            What::Kill | What::Cancel => {
                let Some(index) = pick(&ongoing(), one) else {
                    return;
                };
                match op.what {
                    What::Kill => Referenda::kill(RuntimeOrigin::root(), index),
                    _ => Referenda::cancel(RuntimeOrigin::root(), index),
                }
                .expect("ongoing");
            }
            What::Retry => {
                let able = those(|found| match found.stage {
                    Stage::Failed { .. } => true,
                    Stage::Voting { referendum } => {
                        matches!(Petitions::fate(found.track, referendum), Fate::Approved { .. })
                    }
                    _ => odd,
                });
                let Some(petition) = pick(&able, one) else {
                    return;
                };
                let weight = if odd && two.is_multiple_of(2) {
                    Weight::from_parts(10, 0)
                } else {
                    MaxCallWeight::get()
                };
                let _ = self.call(signed(999), Call::retry { petition, weight });
            }
            What::Close => {
                let able = those(|found| odd || !is_open(found));
                let Some(petition) = pick(&able, one) else {
                    return;
                };
                let limit = if two.is_multiple_of(2) { 2 } else { 100 };
                let _ = self.call(signed(999), Call::close { petition, limit });
            }
            What::Execute => {
                let mut able = those(|found| odd || matches!(found.stage, Stage::Voting { .. }));
                if !odd {
                    able.retain(|id| due_of(*id).is_some());
                }
                let Some(id) = pick(&able, one) else { return };
                let track = petition(id).track;
                let by = match two % 5 {
                    0 => signed(1),
                    1 => RuntimeOrigin::root(),
                    2 => origin(APIA),
                    _ => origin(track),
                };
                let call = Call::execute { petition: id, weight: MaxCallWeight::get() };
                if self.call(by.clone(), call).is_ok() {
                    assert_eq!(Some(track), tracks_of(&by), "only the track's origin");
                }
            }
            What::Break => set_broken(true),
            What::Mend => set_broken(false),
            What::Weigh => GrowingWeight::set(if odd {
                MaxCallWeight::get() * 2
            } else {
                Weight::from_parts(u64::from(two) + 1, 0)
            }),
            What::Lose => {
                let able = those(|found| {
                    let call = &found.call;
                    let key = (call.hash(), call.len().unwrap_or_default());
                    found.held && pallet_preimage::PreimageFor::<Test>::contains_key(key)
                });
                if let Some(id) = pick(&able, one) {
                    self.lost.push(lose_bytes(id));
                }
            }
            What::Bring => {
                if let Some(bytes) = self.lost.pop() {
                    let _ = Preimage::note_preimage(signed(999), bytes);
                }
            }
            What::Suspend => {
                let Some(who) = pick(&self.people(), one) else {
                    return;
                };
                change(who, |person| person.suspended = !person.suspended);
            }
            What::Sleep => {
                let Some(who) = pick(&self.people(), one) else {
                    return;
                };
                change(who, |person| {
                    let asleep = Dormancy { since: now(), until: None };
                    person.dormancy = (!person.is_dormant()).then_some(asleep);
                });
            }
            What::Move => {
                let Some(who) = pick(&self.people(), one) else {
                    return;
                };
                change(who, |person| person.community = 1 - person.community);
            }
            What::Leave => {
                if let Some(who) = pick(&self.people(), one).filter(|_| Nation::people().len() > 20)
                {
                    leave(who);
                }
            }
            What::Replace => {
                let Some(who) = pick(&self.people(), one) else {
                    return;
                };
                self.next_account += 1;
                replace(who, self.next_account);
            }
        }
    }

    fn open(&mut self, one: u16, two: u16, odd: bool) {
        let track = pick(&TRACKS, one).expect("some");
        let able = self
            .those_of(track)
            .into_iter()
            .filter(|who| {
                let member = Nation::membership(who).map(|person| person.member);
                OpenedBy::<Test>::get(member.unwrap_or_default()).unwrap_or_default() < 2
            })
            .collect::<Vec<_>>();
        let able = if odd { self.people() } else { able };
        let Some(by) = pick(&able, two) else { return };
        // The call carries the petition's number, so that it shows which petition's call was made.
        let number = NextPetition::<Test>::get();
        let kind = (one ^ two) % 9;
        let call = match kind {
            0 => note(number),
            1 | 2 => long(number),
            8 => long(SHARED),
            4 => RuntimeCall::World(world::Call::growing { number }),
            5 => RuntimeCall::Utility(pallet_utility::Call::batch_all {
                calls: vec![long(number), fragile(1_000_000)],
            }),
            6 if odd => RuntimeCall::Petitions(Call::close { petition: 0, limit: 1 }),
            3 | 6 => heavy(number, MaxCallWeight::get()),
            _ => fragile(number),
        };
        let member = Nation::membership(&by).map(|person| person.member);
        let call = Call::open { track, title: title("x"), text: text(), call: Box::new(call) };
        if self.call(signed(by), call).is_ok() {
            let first = Endorsers::from([(member.expect("a member"), None)]);
            assert!(self.endorsed.insert(number, first).is_none());
            if kind == 8 {
                self.shared.insert(number);
            }
        }
    }

    fn endorse(&mut self, by: AccountId, petition: PetitionId) {
        let member = Nation::membership(&by).map(|person| person.member);
        if self.call(signed(by), Call::endorse { petition }).is_ok() {
            let all = self.endorsed.entry(petition).or_default();
            let before = all.insert(member.expect("a member"), None);
            assert!(before.is_none_or(|helper| helper.is_some()), "once each");
        }
    }

    /// A helper's account, and the member whom they help; seldom any two.
    fn pair(&self, n: u16, odd: bool) -> Option<(AccountId, MemberId)> {
        if odd {
            return Some((pick(&self.people(), n)?, u32::from(n) % 30));
        }
        let helped = Nation::people().into_values().filter_map(|person| {
            let helper = Nation::helper_of(person.member)?;
            Some((Nation::account_of(helper)?, person.member))
        });
        pick(&helped.collect::<Vec<_>>(), n)
    }

    /// What a helper sends wakes the member; seldom not, because it is in a batch.
    fn wake_helped(&mut self, by: AccountId, member: MemberId, n: u16) {
        let helps = Nation::assisted(&by, member).is_ok();
        let sleeps = Nation::membership_of(member).is_some_and(|person| person.is_dormant());
        if helps && sleeps && !n.is_multiple_of(4) {
            Nation::wake(member);
            self.counts.count("wake_helped");
        }
    }

    fn endorse_for(&mut self, by: AccountId, member: MemberId, petition: PetitionId) {
        if self.call(signed(by), Call::endorse_for { member, petition }).is_ok() {
            let helper = Nation::helper_of(member);
            assert_eq!(helper, Nation::membership(&by).map(|person| person.member));
            let sleeps = Nation::membership_of(member).is_some_and(|person| person.is_dormant());
            assert!(!sleeps, "nobody endorses for a member who sleeps");
            let all = self.endorsed.entry(petition).or_default();
            assert_eq!(all.insert(member, helper), None, "once each");
        }
    }

    fn withdraw_for(&mut self, by: AccountId, member: MemberId, petition: PetitionId) {
        if self.call(signed(by), Call::withdraw_for { member, petition }).is_ok() {
            let removed = self.endorsed.entry(petition).or_default().remove(&member);
            assert!(removed.flatten().is_some(), "the member did not say it themselves");
        }
    }

    fn merge(&mut self, one: u16, two: u16, odd: bool) {
        let going = those(|found| matches!(found.stage, Stage::Merging { .. }));
        let (from, into) = match pick(&going, one).filter(|_| two.is_multiple_of(3)) {
            Some(from) => match stage(from) {
                Stage::Merging { into } => (from, into),
                _ => return,
            },
            None => {
                let Some(from) = pick(&those(is_open), one) else {
                    return;
                };
                let track = petition(from).track;
                let mut able = those(|found| odd || (is_open(found) && found.track == track));
                able.retain(|into| odd || *into != from);
                let Some(into) = pick(&able, two) else { return };
                (from, into)
            }
        };
        let opener = Nation::account_of(petition(from).opener);
        let by = if odd && one.is_multiple_of(4) { pick(&self.people(), two) } else { opener };
        let Some(by) = by else { return };
        let open = crate::Petitions::<Test>::get(into).as_ref().is_some_and(is_endorsable);
        let (from_before, into_before) = (endorsers(from), endorsers(into));
        let limit = if one.is_multiple_of(2) { 2 } else { 100 };
        let call = Call::merge { from, into, limit };
        if self.call(signed(by), call).is_err() {
            return;
        }
        let (from_after, into_after) = (endorsers(from), endorsers(into));
        let mut moved = from_before.clone();
        moved.retain(|member, _| !from_after.contains_key(member));
        assert_eq!(moved.len(), from_before.len().min(limit as usize));
        if open {
            let track = petition(into).track;
            let mut expected = into_before;
            for (member, helper) in moved {
                let votes = Nation::membership_of(member);
                if votes.is_some_and(|person| person.votes_on(track)) {
                    let given = expected.entry(member).or_insert(helper);
                    // What the member said themselves stays.
                    *given = given.and(helper).and(*given);
                }
            }
            assert_eq!(into_after, expected, "all that count, once");
            self.endorsed.insert(into, into_after);
        } else {
            assert_eq!(into_after, into_before);
        }
        self.endorsed.insert(from, from_after);
    }

    /// What must hold whatever happened.
    fn watch(&mut self) {
        check();
        for (id, found) in crate::Petitions::<Test>::iter() {
            if found.stage.is_pending() || matches!(found.stage, Stage::Voting { .. }) {
                assert_eq!(Some(&endorsers(id)), self.endorsed.get(&id));
            }
            let before = match found.stage {
                Stage::Done { referendum, .. } => {
                    self.done.insert(id);
                    self.receipts.insert(referendum, true)
                }
                Stage::Failed { referendum, .. } => self.receipts.insert(referendum, false),
                _ => None,
            };
            let undone = before == Some(true) && !self.done.contains(&id);
            assert!(!undone, "what was made stays made");
        }
        // A call was made once if its receipt says so, otherwise never.
        for id in 0..NextPetition::<Test>::get() {
            let once = self.done.contains(&id) && !self.shared.contains(&id);
            assert_eq!(made(id), u32::from(once), "of {id}");
        }
        let done = self.done.intersection(&self.shared).count();
        assert_eq!(made(SHARED) as usize, done);
        // Bytes that somebody still holds are kept, even if others let go of them.
        let lost = self.lost.iter().map(|bytes| BlakeTwo256::hash(bytes));
        let lost = lost.collect::<BTreeSet<_>>();
        for found in crate::Petitions::<Test>::iter_values().filter(|found| found.held) {
            assert!(Preimage::have(&found.call) || lost.contains(&found.call.hash()));
            if let Some(hash) = found.call.lookup_hash().filter(|hash| !lost.contains(hash)) {
                let key = (hash, found.call.len().unwrap_or_default());
                assert!(pallet_preimage::PreimageFor::<Test>::contains_key(key));
            }
        }
        for track in TRACKS {
            assert!(TrackQueue::<Test>::get(track.id().expect("small")).is_empty());
        }
    }

    /// Lets time pass. In the end every approved petition must have a receipt.
    pub fn end(&mut self) {
        for _ in 0..4 {
            for petition in those(|found| matches!(found.stage, Stage::Voting { .. })) {
                let _ = self.call(signed(999), Call::submit { petition });
            }
            run(20);
            self.watch();
        }
        System::set_block_number(now() + 31 * DAY);
        next_block();
        for petition in those(|_| true) {
            let limit = MAX_STEP;
            let _ = self.call(signed(999), Call::close { petition, limit });
            self.watch();
        }
        assert!(those(|found| matches!(found.stage, Stage::Voting { .. })).is_empty());
        for index in 0..ReferendumCount::<Test>::get() {
            match ReferendumInfoFor::<Test>::get(index).expect("known") {
                ReferendumInfo::Approved(..) => {
                    let made = self.receipts.get(&index).expect("a receipt");
                    self.counts.count(if *made { "made" } else { "failed for good" });
                }
                ReferendumInfo::Ongoing(_) => panic!("it ends"),
                _ => assert!(!self.receipts.contains_key(&index), "nobody approved it"),
            }
        }
        for found in crate::Petitions::<Test>::iter_values() {
            if let Stage::Failed { failure: Failure::Lost, .. } = found.stage {
                self.counts.count("lost");
            }
        }
    }
}

/// The track of an origin.
fn tracks_of(origin: &RuntimeOrigin) -> Option<Track> {
    use frame_support::traits::EnsureOrigin;
    AnyTrack::try_origin(origin.clone()).ok()
}

/// All calls' names.
pub fn call_names() -> &'static [&'static str] {
    Call::<Test>::get_call_names()
}
