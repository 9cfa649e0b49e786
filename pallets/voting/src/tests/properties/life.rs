//! A nation in which anything may happen.

use super::model::*;
use crate::{mock::*, *};
use frame_support::traits::fungible::Mutate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use vaka_primitives::{Communities as _, Members as _};
use vaka_testing::random::{pick, Counts};

/// Something that happens. Numbers choose among the people and polls.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    pub what: What,
    pub one: u16,
    pub two: u16,
    pub vote: Vote,
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum What {
    Wait,
    Open,
    Vote,
    Retract,
    Help,
    VoteFor,
    RetractFor,
    Delegate,
    Undelegate,
    EndDelegation,
    Prune,
    Admit,
    Suspend,
    Reinstate,
    Replace,
    Move,
    Leave,
    Return,
    Cancel,
    Sleep,
    Wake,
}

pub fn ops() -> impl Strategy<Value = Op> {
    use What::*;
    let whats = prop_oneof![
        6 => Just(Wait),
        3 => Just(Open),
        24 => Just(Vote),
        6 => Just(Retract),
        4 => Just(Help),
        12 => Just(VoteFor),
        4 => Just(RetractFor),
        20 => Just(Delegate),
        3 => Just(Undelegate),
        4 => Just(EndDelegation),
        2 => Just(Prune),
        2 => Just(Admit),
        2 => Just(Suspend),
        2 => Just(Reinstate),
        3 => Just(Replace),
        3 => Just(Move),
        1 => Just(Leave),
        1 => Just(Return),
        1 => Just(Cancel),
        2 => Just(Sleep),
        2 => Just(Wake),
    ];
    let votes = prop_oneof![
        3 => Just(crate::Vote::Aye),
        2 => Just(crate::Vote::Nay),
        1 => Just(crate::Vote::Abstain)
    ];
    (whats, any::<u16>(), any::<u16>(), votes).prop_map(|(what, one, two, vote)| Op {
        what,
        one,
        two,
        vote,
    })
}

/// A person of flesh and blood, across all their memberships and keys.
#[derive(Clone, Debug)]
struct Person {
    account: AccountId,
    /// The present or last membership.
    member: MemberId,
}

/// A nation, and what the model has of it.
pub struct Life {
    people: Vec<Person>,
    /// The person to whom a membership belongs, or belonged.
    who: BTreeMap<MemberId, usize>,
    /// The most people that there may be.
    most: usize,
    pub model: Model,
    pub counts: Counts,
}

const TRACKS: [Track; 4] =
    [Track::Constitution, Track::Appeals, Track::Village(APIA), Track::Village(ALOFI)];

impl Life {
    /// The nation that [`ExtBuilder`] made.
    pub fn begin() -> Self {
        let members = 0..Nation::electorate(Track::Constitution);
        let most = members.len() + 23;
        let people = members.clone().map(|member| Person { account: account(member), member });
        Self {
            people: people.collect(),
            who: members.map(|member| (member, member as usize)).collect(),
            most,
            model: Model::default(),
            counts: Counts::default(),
        }
    }

    fn person(&self, n: u16) -> usize {
        usize::from(n) % self.people.len()
    }

    fn signer(&self, person: usize) -> (RuntimeOrigin, MemberId) {
        let person = &self.people[person];
        (RuntimeOrigin::signed(person.account), person.member)
    }

    /// A poll's number. Most of these polls are ongoing; some never existed.
    fn poll(&self, n: u16) -> PollIndex {
        let ongoing = self.model.polls.keys().copied().filter(|p| is_ongoing(*p));
        let ongoing = ongoing.collect::<Vec<_>>();
        let opened = self.model.polls.len() as u32;
        match n % 16 {
            0 => u32::from(n) % (opened + 1),
            _ => pick(&ongoing, n / 16).unwrap_or(opened),
        }
    }

    /// This many people delegate to the first one for the constitution.
    pub fn crowd(&mut self, people: u16) {
        for one in 1..=people {
            self.happen(Op { what: What::Delegate, one, two: 3, vote: Vote::Aye });
        }
    }

    pub fn happen(&mut self, op: Op) {
        let Op { what, one, two, vote } = op;
        let person = self.person(one);
        let (origin, member) = self.signer(person);
        let membership = Nation::membership_of(member);
        match what {
            What::Wait => wait(1 + u32::from(one % 5)),
            What::Open => self.open(pick(&TRACKS, one).expect("a track"), two % 4 > 0),
            What::Vote => {
                let poll = self.poll(two);
                let done = Voting::vote(origin, poll, vote);
                if self.counts.outcome("vote", &done) {
                    self.model.vote(poll, member, vote, None);
                }
            }
            What::Retract => {
                let poll = self.poll(two);
                let done = Voting::retract(origin, poll);
                if self.counts.outcome("retract", &done) {
                    self.model.retract(poll, member, None);
                }
            }
            What::Help => {
                let helped = self.people[self.person(two)].member;
                if membership.is_some() && helped != member {
                    Nation::help(member, helped);
                    self.counts.count("help");
                }
            }
            What::VoteFor => {
                let (poll, (helper, helped)) = (self.poll(two), self.pair(one));
                let (origin, helper) = self.signer(helper);
                self.wake_helped(helper, helped, two);
                let done = Voting::vote_for(origin, helped, poll, vote);
                if self.counts.outcome("vote_for", &done) {
                    self.ensure_helps(helper, helped);
                    self.ensure_counted(helped, poll);
                    self.model.vote(poll, helped, vote, Some(helper));
                }
            }
            What::RetractFor => {
                let (poll, (helper, helped)) = (self.poll(two), self.pair(one));
                let (origin, helper) = self.signer(helper);
                let done = Voting::retract_for(origin, helped, poll);
                if self.counts.outcome("retract_for", &done) {
                    self.ensure_helps(helper, helped);
                    self.model.retract(poll, helped, Some(helper));
                }
            }
            What::Delegate => {
                let track = self.track_of(person, two);
                let to = self.people[self.person(two / 4)].member;
                let done = Voting::delegate(origin, track, to);
                if self.counts.outcome("delegate", &done) {
                    self.model.delegates.insert((track, member), to);
                }
            }
            What::Undelegate => {
                let track = self.track_of(person, two);
                let done = Voting::undelegate(origin, track);
                if self.counts.outcome("undelegate", &done) {
                    self.model.delegates.remove(&(track, member));
                }
            }
            What::EndDelegation => {
                let all = self.model.delegates.keys().copied().collect::<Vec<_>>();
                let Some((track, of)) = pick(&all, two) else {
                    return;
                };
                let done = Voting::end_delegation(origin, track, of);
                if self.counts.outcome("end_delegation", &done) {
                    self.model.delegates.remove(&(track, of));
                }
            }
            What::Prune => {
                let poll = u32::from(two) % (self.model.polls.len() as u32 + 1);
                if self.counts.outcome("prune", &Voting::prune(origin, poll)) {
                    self.model.ballots.retain(|key, _| key.0 != poll);
                }
            }
            What::Cancel => {
                let poll = self.poll(two);
                if is_ongoing(poll) {
                    cancel(poll);
                    self.counts.count("cancel");
                }
            }
            What::Admit if self.people.len() < self.most => {
                let n = 100 + self.people.len() as u32;
                let member = admit(n, u32::from(two % 2));
                // Some vote on the constitution later than on the rest.
                let seasoned_from = now() + u32::from(two % 40);
                Nation::change(member, |new| new.seasoned_from = seasoned_from);
                self.who.insert(member, self.people.len());
                self.people.push(Person { account: account(n), member });
                self.counts.count("admit");
            }
            What::Admit => (),
            What::Suspend if membership.is_some_and(|one| !one.suspended) => {
                Nation::suspend(member);
                self.counts.count("suspend");
            }
            What::Reinstate => {
                let suspended = self.who.keys().copied().filter(|member| {
                    Nation::membership_of(*member).is_some_and(|one| one.suspended)
                });
                if let Some(member) = pick(&suspended.collect::<Vec<_>>(), two) {
                    Nation::reinstate(member);
                    self.counts.count("reinstate");
                }
            }
            What::Replace if membership.is_some() => {
                let person = &mut self.people[person];
                // This is far from everybody's first account.
                let new = person.account + 1;
                person.account = new;
                Nation::replace(member, new);
                self.counts.count("replace");
            }
            What::Move if membership.is_some_and(|one| !one.suspended) => {
                Nation::move_to(member, u32::from(two % 2));
                self.counts.count("move");
            }
            What::Leave if membership.is_some_and(|one| !one.suspended) => {
                Nation::leave(member);
                self.counts.count("leave");
            }
            What::Return => {
                let gone = (0..self.people.len())
                    .filter(|n| Nation::membership_of(self.people[*n].member).is_none());
                if let Some(person) = pick(&gone.collect::<Vec<_>>(), two) {
                    let account = self.people[person].account;
                    let member = Nation::admit(account, u32::from(two % 2));
                    self.people[person].member = member;
                    self.who.insert(member, person);
                    self.counts.count("return");
                }
            }
            // Nobody sleeps twice within the time of a poll.
            What::Sleep if membership.is_some_and(|one| one.dormancy.is_none()) => {
                Nation::send_to_sleep(member);
                self.counts.count("sleep");
            }
            What::Wake => {
                let sleeping = self.who.keys().copied().filter(|member| {
                    Nation::membership_of(*member).is_some_and(|one| one.is_dormant())
                });
                if let Some(member) = pick(&sleeping.collect::<Vec<_>>(), two) {
                    Nation::wake(member);
                    self.counts.count("wake");
                }
            }
            What::Suspend | What::Replace | What::Move | What::Leave | What::Sleep => (),
        }
        self.check();
    }

    /// A helper and the member whom they help; seldom any two.
    fn pair(&self, n: u16) -> (usize, MemberId) {
        let members = self.people.iter().map(|person| person.member);
        let pairs = members.filter_map(|one| {
            let helper = Nation::helper_of(one)?;
            Some((self.who[&helper], one))
        });
        let any = (self.person(n / 8), self.people[self.person(n / 3)].member);
        match n % 8 {
            0 => any,
            _ => pick(&pairs.collect::<Vec<_>>(), n / 8).unwrap_or(any),
        }
    }

    /// What a helper sends wakes the member; seldom not, because it is in a batch.
    fn wake_helped(&mut self, helper: MemberId, helped: MemberId, n: u16) {
        let helps = Nation::helper_of(helped) == Some(helper);
        let sleeps = Nation::membership_of(helped).is_some_and(|one| one.is_dormant());
        if helps && sleeps && !n.is_multiple_of(4) {
            Nation::wake(helped);
            self.counts.count("wake_helped");
        }
    }

    /// Somebody voted for a member whom the electorate of the poll counted, asleep or awake.
    fn ensure_counted(&mut self, member: MemberId, poll: PollIndex) {
        let membership = Nation::membership_of(member).expect("a member");
        let Some(dormancy) = membership.dormancy else {
            return;
        };
        let opened = self.model.polls[&poll].at;
        let slept = dormancy.since <= opened;
        let woke = dormancy.until.is_some_and(|until| until < opened);
        assert!(!slept || woke, "no word for a member who was not counted");
        self.counts.count("vote_for_sleeper");
    }

    /// What a helper did was done for a member who has chosen them.
    fn ensure_helps(&self, helper: MemberId, member: MemberId) {
        assert_eq!(Nation::helper_of(member), Some(helper));
        let suspended = Nation::membership_of(helper).is_none_or(|one| one.suspended);
        assert!(!suspended, "no suspended helper acts");
    }

    /// A track. If it is a village's, then mostly the person's own.
    fn track_of(&self, person: usize, n: u16) -> Track {
        let home = Nation::membership_of(self.people[person].member);
        match (n % 4, home) {
            (0, Some(home)) => Track::Village(home.community),
            (1, _) => Track::Village(u32::from(n / 4 % 3)),
            (2, _) => Track::Appeals,
            _ => Track::Constitution,
        }
    }

    fn open(&mut self, track: Track, decided: bool) {
        let electorate = Nation::electorate(track);
        let at = now();
        let poll = if decided { open_and_decide(track) } else { open(track) };
        let opened = Opened { track, at, electorate };
        self.model.polls.insert(poll, opened);
        self.counts.count("open");
    }

    /// Checks that the pallet stores what the model has, and that nobody has two voices.
    fn check(&mut self) {
        check();
        let stored = Ballots::<Test>::iter()
            .map(|(poll, member, ballot)| ((poll, member), ballot))
            .collect::<BTreeMap<_, _>>();
        assert_eq!(stored, self.model.ballots);
        let links = Delegations::<Test>::iter()
            .filter_map(|(track, member, one)| Some(((track, member), one.to?)))
            .collect::<BTreeMap<_, _>>();
        assert_eq!(links, self.model.delegates);
        for (track, member) in links.keys() {
            let (people, depth) = self.model.tree(*track, *member);
            assert!(people <= MAX_TREE as usize && depth <= MAX_DEPTH as usize);
        }
        for (poll, opened) in &self.model.polls {
            if !is_ongoing(*poll) {
                continue;
            }
            let (ayes, nays, abstentions) = self.model.recount(*poll);
            assert_eq!(tally(*poll), (ayes, nays, abstentions));
            assert!(ayes + nays + abstentions <= opened.electorate);
            let shown = Voting::poll(*poll).expect("a poll");
            assert_eq!(
                (shown.opened, shown.electorate, shown.track),
                (opened.at, opened.electorate, opened.track)
            );
        }
        // A person who came back is another member, and still has one ballot.
        let mut voices = BTreeMap::new();
        for (poll, member) in stored.keys() {
            let before = voices.insert((*poll, self.who[member]), *member);
            assert_eq!(before, None, "one person, one ballot");
        }
    }

    /// Makes people rich or poor.
    pub fn endow(&self, seed: u64) {
        for (n, person) in self.people.iter().enumerate() {
            let wealth = seed.wrapping_mul(n as u64 * 7_919 + 1) % 1_000_000_000;
            let _ = Balances::set_balance(&person.account, wealth);
        }
    }

    /// All decisions and counts.
    pub fn outcomes(&self) -> Vec<String> {
        let polls = self.model.polls.keys().map(|poll| info(*poll));
        polls.map(|info| format!("{info:?}")).collect()
    }
}
