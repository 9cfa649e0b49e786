//! What must hold after every step. It is told from events alone, and so apart from what the pallet
//! stores.

use crate::{
    mock::{Communities, *},
    *,
};
use frame_support::dispatch::GetDispatchInfo;
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::{BTreeMap, BTreeSet};
use vaka_testing::{bare, random::Counts};

/// Watches a nation from its beginning.
pub struct Watch {
    /// All numbers of members that were ever given.
    joined: BTreeSet<MemberId>,
    /// The requests that a member vouched for, and when; without withdrawn vouches.
    vouches: BTreeMap<MemberId, Vec<(RequestId, BlockNumber)>>,
    /// The blocks in which a community's clerks admitted, and how many they might admit then.
    admissions: BTreeMap<CommunityId, Vec<(BlockNumber, u32)>>,
    /// The block in which a member's last freeze ended.
    freezes: BTreeMap<MemberId, BlockNumber>,
    /// The block in which a member last moved.
    moves: BTreeMap<MemberId, BlockNumber>,
    /// The requests that appeals have to decide.
    appealed: BTreeSet<RequestId>,
    /// The members who answer for a request that has its clerk and vouches, and is not decided.
    answering: BTreeMap<RequestId, Vec<MemberId>>,
    /// The requests that a member challenged and that are not closed.
    challenging: BTreeMap<MemberId, RequestId>,
    /// The block until which a member is banned from challenging.
    overruled: BTreeMap<MemberId, BlockNumber>,
    /// The block until which a member is banned from vouching.
    banned: BTreeMap<MemberId, BlockNumber>,
    /// Suspended members.
    suspended: BTreeSet<MemberId>,
    /// The block in which a member last acted, exactly.
    acted: BTreeMap<MemberId, BlockNumber>,
    /// Dormant members.
    dormant: BTreeSet<MemberId>,
    /// The blocks in which members were declared dormant.
    declared: Vec<BlockNumber>,
    /// The blocks in which communities were founded, and by how many.
    founded: Vec<(BlockNumber, u32)>,
    /// The blocks in which appeals suspended somebody by name.
    suspensions: Vec<BlockNumber>,
    /// The helpers whom members named: when, and whether they accepted.
    helpers: BTreeMap<MemberId, Help>,
    /// How often each call succeeded, and each error came.
    pub counts: Counts,
}

impl Watch {
    pub fn begin() -> Self {
        Self {
            joined: Members::<Test>::iter_keys().collect(),
            vouches: BTreeMap::new(),
            admissions: BTreeMap::new(),
            freezes: BTreeMap::new(),
            moves: BTreeMap::new(),
            appealed: BTreeSet::new(),
            answering: BTreeMap::new(),
            challenging: BTreeMap::new(),
            overruled: BTreeMap::new(),
            banned: BTreeMap::new(),
            suspended: BTreeSet::new(),
            acted: BTreeMap::new(),
            dormant: BTreeSet::new(),
            declared: Vec::new(),
            founded: Vec::new(),
            suspensions: Vec::new(),
            helpers: BTreeMap::new(),
            counts: Counts::default(),
        }
    }

    /// A person's own key signs a transaction.
    pub fn act(&mut self, n: u32) {
        let Some(member) = MemberOf::<Test>::get(account(n)) else {
            return;
        };
        self.acted.insert(member, now());
        let sleeps = self.dormant.contains(&member);
        let noted = Communities::note_signer(&account(n));
        assert_eq!(noted == Noted::Woken, sleeps, "whoever sleeps wakes");
        self.look();
        assert!(!self.dormant.contains(&member), "whoever acts is awake");
    }

    /// Makes a call, counts its result, and checks everything.
    pub fn call(&mut self, who: RuntimeOrigin, call: Call<Test>) -> bool {
        use frame_support::traits::GetCallName;
        let name = call.get_call_name();
        let numbers = numbers();
        let electorate = Communities::electorate(None);
        let suspends = matches!(call, Call::suspend { .. });
        let declares = match &call {
            Call::declare_dormant { members } => members.len(),
            _ => 0,
        };
        let founders = match &call {
            Call::found_community { founders, .. } => founders.len() as u32,
            _ => 0,
        };
        let call = RuntimeCall::Communities(call);
        let weight = call.get_dispatch_info().call_weight;
        assert!(weight.ref_time() > 0);
        let done = call.dispatch(who);
        assert_ne!(bare(done), Err(DispatchError::Corruption));
        self.counts.outcome(name, &done);
        let (communities, members, requests) = self::numbers();
        assert!(
            communities >= numbers.0 && members >= numbers.1 && requests >= numbers.2,
            "numbers only grow"
        );
        if done.is_ok() {
            self.bound(electorate, founders, suspends);
            self.bound_dormant(electorate, declares);
        }
        self.look();
        check();
        done.is_ok()
    }

    /// Somebody acts for a member. They may if the member named them and they accepted, in the time
    /// for which help holds, while they are not suspended.
    pub fn act_for(&mut self, by: u32, member: MemberId) {
        let signer = MemberOf::<Test>::get(account(by));
        let helps = self.helpers.get(&member).is_some_and(|help| {
            help.accepted
                && Some(help.helper) == signer
                && now() < help.named + TheRules::get().help * DAY
        });
        let may = helps && signer.is_some_and(|signer| !self.suspended.contains(&signer));
        // It is the act of both, whatever becomes of the call.
        self.act(by);
        let sleeps = self.dormant.contains(&member);
        if may {
            self.acted.insert(member, now());
        }
        let woken = Communities::note_help(&account(by), member) == Noted::Woken;
        assert_eq!(woken, may && sleeps, "those who are helped wake");
        if woken {
            self.counts.count("woken_by_helper");
        }
        self.look();
        let done = Helping::act_for(signed(by), member);
        self.counts.outcome("act_for", &done);
        assert_eq!(done.is_ok(), may);
    }

    /// Checks that founding and suspending are bounded.
    fn bound(&mut self, electorate: u32, founders: u32, suspends: bool) {
        let lately = |at: BlockNumber| now() < at + 30 * DAY;
        if founders > 0 {
            let bound = (electorate / 50).max(5);
            self.founded.push((now(), founders));
            let made = self.founded.iter().filter(|(at, _)| lately(*at));
            let made = made.map(|(_, founders)| founders).sum::<u32>();
            assert!(made <= bound, "founding is bounded");
        }
        if suspends {
            let bound = (electorate / 50).max(1);
            self.suspensions.push(now());
            let begun = self.suspensions.iter().filter(|at| lately(**at)).count();
            assert!(begun as u32 <= bound, "suspensions are bounded");
        }
    }

    /// Checks that declaring members dormant is bounded.
    fn bound_dormant(&mut self, electorate: u32, declares: usize) {
        self.declared.extend(vec![now(); declares]);
        let lately = self.declared.iter().filter(|at| now() < **at + 30 * DAY).count();
        let bound = (electorate / 20).max(5);
        assert!(declares == 0 || lately as u32 <= bound, "no electorate shrinks in a day");
    }

    /// Reads the events since the last look.
    fn look(&mut self) {
        for record in System::read_events_no_consensus() {
            if let RuntimeEvent::Communities(event) = record.event {
                self.take(event);
            }
        }
        System::reset_events();
        // A request that is gone was decided, carried out or pruned.
        self.answering.retain(|request, _| Requests::<Test>::contains_key(request));
        self.challenging.retain(|_, request| Requests::<Test>::contains_key(*request));
        for (id, person) in Members::<Test>::iter() {
            let answers = self.answering.values().filter(|who| who.contains(&id));
            assert_eq!(answers.count() as u32, person.answers_for);
        }
        let stored = Helpers::<Test>::iter().collect::<BTreeMap<_, _>>();
        assert_eq!(stored, self.helpers);
        let mut helped = BTreeMap::<MemberId, u32>::new();
        for help in stored.into_values().filter(|help| help.accepted) {
            *helped.entry(help.helper).or_default() += 1;
        }
        assert!(helped.into_values().all(|count| count <= TheRules::get().helped));
    }

    fn take(&mut self, event: Event<Test>) {
        let rules = Rules::default();
        match event {
            Event::Joined { member, .. } => {
                assert!(self.joined.insert(member), "a number is given once");
                let largest = self.joined.last().copied();
                assert_eq!(largest, Some(member), "numbers are given in order");
            }
            Event::Vouched { request, member } => {
                let vouches = self.vouches.entry(member).or_default();
                let lately = |at: BlockNumber| now() < at + rules.vouch_interval * DAY;
                assert!(
                    !vouches.iter().any(|(_, at)| lately(*at)),
                    "one vouch a member in 30 days"
                );
                vouches.push((request, now()));
                let clerk = Communities::member(member).expect("a member").is_clerk;
                assert!(!clerk, "no clerk vouches");
            }
            Event::VouchWithdrawn { request, member } => {
                let vouches = self.vouches.entry(member).or_default();
                vouches.retain(|(of, _)| *of != request);
            }
            Event::Admitted { request: id, clerk, .. } => {
                let request = Requests::<Test>::get(id).expect("admitted");
                assert!(request.vouches.len() as u32 >= rules.vouches);
                for vouch in &request.vouches {
                    assert_ne!(vouch.member, clerk);
                }
                let electorate = Communities::electorate(Some(request.community));
                let bound = (electorate / 20).max(2);
                let admissions = self.admissions.entry(request.community).or_default();
                admissions.push((now(), bound));
                let window = rules.admissions.window * DAY;
                let lately = admissions.iter().filter(|(at, _)| now() < at + window);
                assert!(lately.count() as u32 <= bound, "admissions are bounded");
                let vouched = request.vouches.iter().map(|vouch| vouch.member);
                let who = vouched.chain([clerk]).collect();
                self.answering.insert(id, who);
            }
            Event::ReplacementVouched { request: id, .. } => {
                let request = Requests::<Test>::get(id).expect("vouched for");
                let vouched = request.vouches.iter().map(|vouch| vouch.member);
                self.answering.insert(id, vouched.chain(request.clerk).collect());
            }
            Event::Challenged { request, member } => {
                let other = self.challenging.insert(member, request);
                assert_eq!(other, None, "one open challenge a member");
                let banned = self.overruled.get(&member);
                assert!(banned.is_none_or(|until| now() >= *until), "overruled for a year");
            }
            Event::ChallengeOverruled { member, until } => {
                assert_eq!(until, now() + rules.challenge_ban * DAY);
                self.overruled.insert(member, until);
            }
            Event::VouchingBanned { member, until } => {
                self.banned.insert(member, until);
            }
            Event::Frozen { member, until, .. } => {
                let last = self.freezes.insert(member, until);
                let pause = rules.freeze_pause * DAY;
                assert!(
                    last.is_none_or(|last| now() >= last + pause),
                    "nobody is frozen again and again"
                );
                assert_eq!(until, now() + rules.freeze * DAY);
            }
            Event::Moved { member, .. } => {
                let last = self.moves.insert(member, now());
                let interval = rules.move_interval * DAY;
                assert!(
                    last.is_none_or(|last| now() >= last + interval),
                    "nobody moves twice in half a year"
                );
                assert!(!self.suspended.contains(&member), "no suspended member moves");
            }
            Event::Objected { request, .. } => {
                assert!(!self.appealed.contains(&request), "one objection");
            }
            Event::SentToAppeals { request, .. } => {
                assert!(self.appealed.insert(request), "sent to appeals once");
            }
            Event::RequestWithdrawn { request } => {
                assert!(!self.appealed.contains(&request), "no verdict is escaped");
            }
            Event::DeclaredDormant { member } => {
                assert!(self.dormant.insert(member), "declared once");
                let acted = self.acted.get(&member).copied().unwrap_or_default();
                let years = TheRules::get().dormant_after * DAY;
                assert!(now() >= acted + years, "who acted is not dormant");
                let shown = Communities::member(member).expect("a member");
                assert!(!shown.is_clerk, "no clerk is dormant");
            }
            Event::Woke { member } => {
                assert!(self.dormant.remove(&member), "woken once");
                self.counts.count("woken");
            }
            Event::Suspended { member } => {
                assert!(self.suspended.insert(member), "suspended once");
            }
            Event::Reinstated { member } => {
                assert!(self.suspended.remove(&member), "reinstated once");
            }
            Event::HelperNamed { member, helper, until } => {
                assert_eq!(until, now() + TheRules::get().help * DAY);
                let accepted = self.helpers.get(&member).is_some_and(|help| {
                    assert_eq!(help.helper, helper, "one helper a member");
                    help.accepted
                });
                self.helpers.insert(member, Help { helper, named: now(), accepted });
            }
            Event::HelpAccepted { member, helper } => {
                let help = self.helpers.get_mut(&member).expect("named");
                assert_eq!((help.helper, help.accepted), (helper, false));
                help.accepted = true;
            }
            Event::HelpEnded { member, helper } => {
                let help = self.helpers.remove(&member).expect("named");
                assert_eq!(help.helper, helper);
            }
            Event::Left { member, .. } => {
                assert!(!self.suspended.contains(&member), "no suspended member leaves");
                assert!(
                    !self.answering.values().any(|who| who.contains(&member)),
                    "nobody leaves who answers for a request"
                );
                let banned = self.banned.get(&member);
                assert!(banned.is_none_or(|until| now() >= *until), "no banned voucher leaves");
                assert!(!self.helpers.contains_key(&member), "nobody helps those who left");
                self.dormant.remove(&member);
            }
            _ => {}
        }
    }

    /// Checks at the end that those who are suspended or dormant are those of whom the events told,
    /// and that the electorate counts all others.
    pub fn end(&self) {
        let mut counted = 0;
        for (id, person) in Members::<Test>::iter() {
            assert_eq!(person.suspended, self.suspended.contains(&id));
            assert_eq!(person.is_dormant(), self.dormant.contains(&id));
            let counts = !self.suspended.contains(&id) && !self.dormant.contains(&id);
            counted += u32::from(counts);
        }
        assert_eq!(Communities::electorate(None), counted);
    }
}

fn numbers() -> (u32, u32, u32) {
    (NextCommunity::<Test>::get(), NextMember::<Test>::get(), NextRequest::<Test>::get())
}
