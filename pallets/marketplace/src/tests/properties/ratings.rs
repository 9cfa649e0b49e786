//! Ratings of ended orders in random lives.

use super::{
    model::{Model, Rated, Sealed, Who},
    ops::mostly,
    world::World,
};
use crate::{mock::*, *};
use marketplace_escrow::State;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::BlockNumber;
use vaka_testing::random::pick;

/// The slots to commit, and as many more to reveal.
fn window() -> BlockNumber {
    u32::from(TheRules::get().rating_days) * DAY
}

const SIDES: [Side; 2] = [Side::Buyer, Side::Seller];

fn at(by: Side) -> usize {
    match by {
        Side::Buyer => 0,
        Side::Seller => 1,
    }
}

impl Model {
    fn party(&self, order: OrderId, by: Side) -> Who {
        match by {
            Side::Buyer => self.orders[order as usize].buyer,
            Side::Seller => self.seller(order as usize),
        }
    }

    /// The person that a party was when it placed the order, or offered what is ordered.
    fn identity(&self, order: OrderId, by: Side) -> Payee<AccountId> {
        let bought = &self.orders[order as usize];
        match by {
            Side::Buyer => bought.identity.clone(),
            Side::Seller => self.offers[bought.listing].identity.clone(),
        }
    }

    fn counts_as_member(&self, order: OrderId, by: Side) -> bool {
        let is_member = matches!(self.identity(order, by), Payee::Member(_));
        is_member && self.people[self.party(order, by)].member
    }

    /// An order that can be rated: it is remembered, and its days are not over.
    fn rated(&self, order: OrderId) -> Option<&Rated> {
        let rated = self.rated.get(&order)?;
        (rated.remembered && now() < rated.ended + 2 * window()).then_some(rated)
    }

    /// What everybody's ratings of a half-year add up to.
    fn reputations(&self, half_year: HalfYear) -> BTreeMap<Vec<u8>, Reputation> {
        use codec::Encode;
        let mut newest = BTreeMap::new();
        for (id, rated) in &self.rated {
            for by in SIDES {
                let Some((verdict, by_member)) = rated.counted[at(by)] else { continue };
                if Marketplace::half_year_of(rated.ended) != half_year {
                    continue;
                }
                let (rater, other) = (self.identity(*id, by), self.identity(*id, by.other()));
                let pair = (rater.encode(), other.encode(), at(by));
                let candidate = (rated.ended, *id, verdict, by_member);
                let known = newest.entry(pair).or_insert(candidate);
                if (known.0, known.1) < (rated.ended, *id) {
                    *known = candidate;
                }
            }
        }
        let mut all = BTreeMap::<Vec<u8>, Reputation>::new();
        for ((_, other, by), (_, _, verdict, by_member)) in newest {
            let reputation = all.entry(other).or_default();
            let tallies =
                if by == 0 { &mut reputation.as_seller } else { &mut reputation.as_buyer };
            let tally = if by_member { &mut tallies.by_members } else { &mut tallies.by_others };
            match verdict {
                Verdict::Stars(stars) => tally.stars[usize::from(stars) - 1] += 1,
                Verdict::Withheld => tally.withheld += 1,
            }
        }
        all
    }
}

impl World {
    /// Mostly an order that can be rated and is as one wants it.
    fn some_ended(&self, n: u16, want: impl Fn(&Rated) -> bool) -> OrderId {
        let good = self.model.rated.keys().copied();
        let good = good.filter(|id| self.model.rated(*id).is_some_and(&want));
        let good = if mostly(n) { pick(&good.collect::<Vec<_>>(), n / 8) } else { None };
        good.unwrap_or(OrderId::from(n / 8) % (self.model.orders.len() as OrderId + 1))
    }

    fn opening(&self, order: OrderId, by: Side, stars: u8) -> H256 {
        let committer = match self.model.orders.get(order as usize) {
            Some(_) => self.model.identity(order, by),
            None => Payee::Account(BUYER),
        };
        Marketplace::rating_hash(order, by, &committer, stars, &H256::zero(), &SALT)
    }

    /// Whether some order can be rated. If none can, there is seldom anything to try.
    fn may_rate(&self, n: u16) -> bool {
        let mut ended = self.model.rated.keys();
        !mostly(n) || ended.any(|id| self.model.rated(*id).is_some())
    }

    /// One party commits, and often the other one next.
    pub fn commit_rating(&mut self, n: [u16; 6]) {
        if !self.may_rate(n[5]) {
            return;
        }
        let by = SIDES[usize::from(n[0] % 2)];
        let id = self.some_ended(n[1], |it| it.given[at(by)].is_none());
        self.commit_rating_of(id, by, [n[2], n[3]]);
        if !n[4].is_multiple_of(3) {
            self.commit_rating_of(id, by.other(), [n[4], n[5]]);
        }
    }

    fn commit_rating_of(&mut self, id: OrderId, by: Side, n: [u16; 2]) {
        let known = self.model.orders.get(id as usize).is_some();
        let party = if known { self.model.party(id, by) } else { 0 };
        let who = self.acting(party, n[0]);
        let stars = if mostly(n[1]) { 1 + (n[1] % 5) as u8 } else { 6 * (n[1] % 16 / 8) as u8 };
        let hash = self.opening(id, by, stars);
        let acts = known.then(|| {
            SIDES.into_iter().find(|by| self.model.account(self.model.party(id, *by)) == who)
        });
        let acts = acts.flatten();
        let committing = self
            .model
            .rated(id)
            .is_some_and(|it| it.given.contains(&None) && now() < it.ended + window());
        let ok = committing && acts.is_some();
        // Whether there is a place, or money for a deposit, is not the model's.
        let expected = if ok && !self.has_room(id, acts) { None } else { Some(ok) };
        let call = Call::commit_rating { order: id, hash };
        if self.call(who, call, expected) {
            let side = acts.expect("a party");
            // The hash is that of one side. If the other one commits it, nobody can open it.
            let opens = (side == by).then_some(stars);
            let rated = self.model.rated.get_mut(&id).expect("ended");
            rated.given[at(side)] = Some(Sealed { opens, open: false });
        }
    }

    fn has_room(&self, id: OrderId, by: Option<Side>) -> bool {
        let Some(by) = by else { return true };
        let rated = &self.model.rated[&id];
        let half_year = Marketplace::half_year_of(rated.ended);
        let rater = self.model.identity(id, by);
        let other = (self.model.identity(id, by.other()), by.other());
        let known = Ratings::<Test>::contains_key((half_year, other, rater.clone()));
        let free = match rater {
            Payee::Member(member) => Allowances::<Test>::get(member).ratings < 3,
            Payee::Account(_) => false,
        };
        known || free && self.model.counts_as_member(id, by)
    }

    pub fn reveal_rating(&mut self, n: [u16; 6]) {
        if !self.may_rate(n[5]) {
            return;
        }
        let by = SIDES[usize::from(n[0] % 2)];
        // Sometimes one that is revealed already.
        let open = n[3].is_multiple_of(6);
        let closed = |it: &Rated| it.given[at(by)].is_some_and(|sealed| sealed.open == open);
        let ready = |it: &Rated| !it.given.contains(&None) || now() >= it.ended + window();
        let id = self.some_ended(n[1], |it| closed(it) && ready(it));
        let sealed = self.model.rated.get(&id).and_then(|it| it.given[at(by)]);
        let committed = sealed.and_then(|it| it.opens).unwrap_or(3);
        let stars = if mostly(n[2]) { committed } else { (n[3] % 7) as u8 };
        let salt = if mostly(n[4]) { SALT } else { [0; 32] };
        let who = self.acting(usize::from(n[5]) % super::world::TRADERS, n[5]);
        let call = Call::reveal_rating { order: id, by, stars, text: H256::zero(), salt };
        self.same(who, call, |model| {
            let Some(rated) = model.rated(id) else { return false };
            let Some(sealed) = rated.given[at(by)] else { return false };
            let opens = sealed.opens == Some(stars) && salt == SALT && (1..=5).contains(&stars);
            if !ready(rated) || sealed.open || !opens {
                return false;
            }
            let by_member = model.counts_as_member(id, by);
            let rated = model.rated.get_mut(&id).expect("ended");
            rated.given[at(by)] = Some(Sealed { open: true, ..sealed });
            rated.counted[at(by)] = Some((Verdict::Stars(stars), by_member));
            true
        });
    }

    /// Looks what ended, and what was forgotten, in what just happened.
    pub fn watch(&mut self) {
        self.watch_forgotten();
        let ended = self.model.orders.iter().enumerate().filter(|(id, it)| {
            let accepted = matches!(it.escrowed.state(), State::Ended { accepted: true, .. });
            accepted && !self.model.rated.contains_key(&(*id as OrderId))
        });
        let ended = ended.map(|(id, _)| id as OrderId).collect::<Vec<_>>();
        for id in &ended {
            let remembered = EndedOrders::<Test>::contains_key(id);
            if !remembered {
                // Both parties had as many as they may have without a deposit.
                for by in SIDES {
                    if let Payee::Member(member) = self.model.identity(*id, by) {
                        let had = self.places.get(&member).copied().unwrap_or(0);
                        let most = TheRules::get().free_ended as usize;
                        assert!(had + ended.len() > most, "there was a place for order {id}");
                    }
                }
                self.counts.count("not rated");
            }
            let rated = Rated { ended: now(), remembered, given: [None; 2], counted: [None; 2] };
            self.model.rated.insert(*id, rated);
        }
        self.places = Allowances::<Test>::iter().map(|(id, it)| (id, it.ended as usize)).collect();
    }

    /// Nothing is forgotten while it can be rated. What was sealed then is withheld.
    fn watch_forgotten(&mut self) {
        let remembered = self.model.rated.iter().filter(|(_, it)| it.remembered);
        let gone = remembered.filter(|(id, _)| !EndedOrders::<Test>::contains_key(id));
        for id in gone.map(|(id, _)| *id).collect::<Vec<_>>() {
            let as_members = SIDES.map(|by| self.model.counts_as_member(id, by));
            let rated = self.model.rated.get_mut(&id).expect("ended");
            rated.remembered = false;
            let sealed = rated.given.map(|given| given.is_some_and(|it| !it.open));
            let windows = if sealed.contains(&true) { 2 } else { 1 };
            assert!(now() >= rated.ended + windows * window(), "order {id} is forgotten early");
            for by in SIDES.map(at) {
                if sealed[by] {
                    rated.counted[by] = Some((Verdict::Withheld, as_members[by]));
                    self.counts.count("withheld");
                }
            }
            self.counts.count("forgotten");
        }
    }

    /// Checks that what is stored and shown of ratings is what the model counts.
    pub fn compare_ratings(&self) {
        let remembered = self.model.rated.values().filter(|it| it.remembered).count();
        assert_eq!(EndedOrders::<Test>::iter().count(), remembered);
        let present = Marketplace::half_year_of(now());
        for half_year in BTreeSet::from([present, present.saturating_sub(1)]) {
            let stored = Reputations::<Test>::iter_prefix(half_year);
            let stored = stored
                .map(|(rated, reputation)| (codec::Encode::encode(&rated), reputation))
                .collect::<BTreeMap<_, _>>();
            assert_eq!(stored, self.model.reputations(half_year));
        }
        let counted = Ratings::<Test>::iter_values().filter(|it| it.counted.is_some()).count();
        assert!(counted <= 2 * self.model.rated.len(), "at most two ratings an ended order");
    }

    /// Whatever happened: nothing of ratings is stored in the end.
    pub fn end_ratings(&mut self) {
        let forget = |world: &mut Self| {
            for _ in 0..8 {
                let orders = ids(&[OrderId::MAX; 64]);
                assert!(world.call(STRANGER, Call::settle { orders }, Some(true)));
                world.watch();
            }
        };
        wait_slots(2 * window());
        forget(self);
        assert_eq!(EndedOrders::<Test>::iter().count() + RatingQueue::<Test>::iter().count(), 0);
        self.compare_ratings();
        wait_slots(2 * u32::from(TheRules::get().half_year) * DAY);
        forget(self);
        assert_eq!(Ratings::<Test>::iter().count() + Reputations::<Test>::iter().count(), 0);
        assert_eq!(
            Allowances::<Test>::iter().filter(|(_, it)| it.ratings + it.ended > 0).count(),
            0
        );
    }

    /// A member leaves the community. What is theirs goes on with the account.
    pub fn leave(&mut self, n: [u16; 6]) {
        let who = usize::from(n[0] % 3);
        let person = &mut self.model.people[who];
        // Of a key that was replaced before, the tests of keys tell.
        if !person.member || person.accounts.len() > 1 || !n[1].is_multiple_of(3) {
            return;
        }
        person.member = false;
        vaka_testing::Nation::<System>::leave(person.number.expect("was a member"));
        let account = person.account();
        System::dec_sufficients(&account);
        self.counts.count("left");
    }
}
