//! Designs, listings and lots in random lives.

use super::{
    model::{Batch, Offer, Plan, Who},
    ops::mostly,
    world::{currencies, membership, World, TRADERS},
};
use crate::{mock::*, *};
use marketplace_escrow::{Dates, Quantity};
use sp_core::H256;
use sp_runtime::Permill;
use vaka_primitives::Balance;
use vaka_testing::random::pick;

impl World {
    // Designs

    pub fn register(&mut self, n: [u16; 6]) {
        let owner = usize::from(n[0]) % TRADERS;
        let payees = [(6, n[1] % 16), (7, n[2] % 16), (owner, n[3] % 4)];
        let payees = payees.map(|(who, share)| (who, Permill::from_percent(share.into())));
        let parent = pick(&(0..self.model.plans.len()).collect::<Vec<_>>(), n[4]);
        let parent = parent.filter(|_| n[5].is_multiple_of(3));
        let content = H256::from_low_u64_be(self.model.plans.len() as u64);
        let mut all: Vec<(Who, Permill)> = vec![];
        let of_parent = parent.map(|it| self.model.plans[it].payees.clone()).unwrap_or_default();
        for (who, share) in payees.into_iter().chain(of_parent) {
            match all.iter_mut().find(|(other, _)| *other == who) {
                Some((_, sum)) => {
                    *sum = Permill::from_parts(sum.deconstruct() + share.deconstruct())
                }
                None => all.push((who, share)),
            }
        }
        let sum = all.iter().map(|(_, share)| share.deconstruct()).sum::<u32>();
        let known = parent.is_none_or(|it| Designs::<Test>::contains_key(it as u32));
        let struck = parent.is_some_and(|it| self.model.plans[it].struck);
        let shared = payees.iter().all(|(_, share)| !share.is_zero());
        let ok = known && !struck && shared && sum <= 300_000;
        let mine = self.model.plans.iter().filter(|it| it.owner == owner).count();
        let left = self.model.people[owner].left();
        let expected = if ok && (mine >= 16 || left) { None } else { Some(ok) };
        let payees = payees.map(|(who, share)| (self.model.account(who), share));
        let payees = payees.to_vec().try_into().expect("few");
        let parents = parent.map(|it| H256::from_low_u64_be(it as u64)).into_iter();
        let parents = parents.collect::<Vec<_>>().try_into().expect("few");
        let call = Call::register_design { content, payees, parents };
        if self.call(self.model.account(owner), call, expected) {
            self.model.plans.push(Plan {
                owner,
                payees: all,
                retired: false,
                struck: false,
                earned: Default::default(),
            });
        }
    }

    pub fn retire(&mut self, n: [u16; 6]) {
        let design = n[0] % (self.model.plans.len() as u16 + 1);
        let owner = self.model.plans.get(usize::from(design)).map_or(0, |it| it.owner);
        let who = self.acting(owner, n[1]);
        let known = Designs::<Test>::contains_key(u32::from(design));
        self.same(who, Call::retire_design { design: design.into() }, |model| {
            let account = model.account(owner);
            let Some(plan) = model.plans.get_mut(usize::from(design)) else { return false };
            let can = known && !plan.retired && account == who;
            plan.retired = true;
            can
        });
    }

    pub fn strike_design(&mut self, n: [u16; 6]) {
        let design = n[0] % (self.model.plans.len() as u16 + 1);
        let who = if mostly(n[1]) { PEOPLE } else { SELLER };
        let known = Designs::<Test>::contains_key(u32::from(design));
        self.same(who, Call::strike_design { design: design.into() }, |model| {
            let Some(plan) = model.plans.get_mut(usize::from(design)) else { return false };
            let can = known && !plan.struck && who == PEOPLE;
            plan.struck = true;
            can
        });
    }

    // Listings and lots

    pub fn some_terms(&self, n: [u16; 6]) -> Terms {
        let price = Balance::from(1 + n[0] % 500);
        let priced = Terms { pricing: Pricing::Unit(price), ..terms() };
        let base = match n[1] % 8 {
            0..=1 => house(&[price, price + 3, 2 * price][..1 + usize::from(n[2] % 3)]),
            2 => Terms { pricing: priced.pricing, ..hour() },
            3 => Terms { title: Default::default(), ..terms() },
            _ => priced,
        };
        let design = pick(&(0..self.model.plans.len() as u32).collect::<Vec<_>>(), n[2]);
        Terms {
            // Mostly cents, which members have.
            currency: currencies()[[1, 1, 1, 1, 1, 0, 0, 2][usize::from(n[3] % 8)]].clone(),
            instant: n[4].is_multiple_of(4),
            accept_days: 1 + (n[4] % 4) as u8,
            unjudged: n[5].is_multiple_of(2).then(|| Permill::from_percent((n[5] % 100).into())),
            design: design.filter(|_| !n[5].is_multiple_of(3)),
            ..base
        }
    }

    /// Whether terms make sense, but for the design.
    pub fn make_sense(&self, who: Who, terms: &Terms) -> bool {
        let private = terms.requirement.is_some();
        let named = private || !terms.title.is_empty();
        named && (!private || self.model.people[who].qualified)
    }

    pub fn usable(&self, design: Option<DesignId>) -> bool {
        let Some(design) = design else { return true };
        let plan = &self.model.plans[design as usize];
        Designs::<Test>::contains_key(design) && !plan.struck && !plan.retired
    }

    pub fn publish(&mut self, n: [u16; 6]) {
        let seller = usize::from(n[0] / 500) % TRADERS;
        let terms = self.some_terms(n);
        let ok = self.make_sense(seller, &terms) && self.usable(terms.design);
        let offers = self.model.offers.iter().enumerate();
        let mine = offers.filter(|(id, it)| it.seller == seller && !self.model.offer_is_over(*id));
        let left = self.model.people[seller].left();
        let expected = if ok && (mine.count() >= 16 || left) { None } else { Some(ok) };
        let call = Call::publish { terms: terms.clone() };
        if self.call(self.model.account(seller), call, expected) {
            let standing = Standing::Open;
            let identity = self.model.people[seller].identity();
            let lots = vec![];
            self.model.offers.push(Offer { seller, identity, terms, revision: 0, standing, lots });
            let listing = self.model.offers.len() as ListingId - 1;
            self.add_lot_to(listing, n);
        }
    }

    pub fn seller_of_listing(&self, listing: ListingId) -> Who {
        self.model.offers.get(listing as usize).map_or(0, |it| it.seller)
    }

    pub fn update(&mut self, n: [u16; 6]) {
        let listing = self.some_listing(n[0]);
        let seller = self.seller_of_listing(listing);
        let who = self.acting(seller, n[1]);
        let Some(offer) = self.model.offers.get(listing as usize).cloned() else { return };
        let mut terms = self.some_terms(n);
        if mostly(n[2]) {
            terms.currency = offer.terms.currency.clone();
            terms.kind = offer.terms.kind;
        }
        let same_kind = terms.kind == offer.terms.kind && terms.currency == offer.terms.currency;
        let private = terms.kind == Kind::Service && terms.requirement.is_some();
        let titled = if private { terms.title.is_empty() } else { !terms.title.is_empty() };
        let told = private && terms.details.is_some();
        let qualified = terms.requirement.is_none() || self.model.people[seller].qualified;
        let usable = terms.design == offer.terms.design || self.usable(terms.design);
        let ok = offer.standing == Standing::Open && self.model.account(seller) == who;
        let ok = ok && same_kind && titled && !told && qualified && usable;
        self.same(who, Call::update { listing, terms: terms.clone() }, |model| {
            let offer = &mut model.offers[listing as usize];
            offer.revision += 1;
            offer.terms = terms;
            ok
        });
    }

    pub fn close(&mut self, n: [u16; 6]) {
        let listing = self.some_listing(n[0]);
        let who = self.acting(self.seller_of_listing(listing), n[1]);
        self.same(who, Call::close_listing { listing }, |model| {
            let Some(offer) = model.offers.get_mut(listing as usize) else { return false };
            let open = offer.standing == Standing::Open;
            offer.standing = Standing::Closed;
            open && model.account(model.offers[listing as usize].seller) == who
        });
    }

    pub fn strike(&mut self, n: [u16; 6]) {
        let listing = self.some_listing(n[0]);
        let who = [PEOPLE, VILLAGE, OTHER_VILLAGE, BUYER][usize::from(n[1] % 4)];
        let seller = self.seller_of_listing(listing);
        let person = &self.model.people[seller];
        let village = person.member.then(|| membership(person.account()).community);
        let may = match who {
            PEOPLE => true,
            VILLAGE => village == Some(0),
            OTHER_VILLAGE => village == Some(1),
            _ => false,
        };
        self.same(who, Call::strike_listing { listing }, |model| {
            let over = model.offers.get(listing as usize).is_none()
                || model.offer_is_over(listing as usize);
            let Some(offer) = model.offers.get_mut(listing as usize) else { return false };
            let can = may && !over && offer.standing != Standing::Struck;
            offer.standing = Standing::Struck;
            can
        });
    }

    pub fn add_lot(&mut self, n: [u16; 6]) {
        let listing = self.some_listing(n[0]);
        self.add_lot_to(listing, n);
    }

    pub fn add_lot_to(&mut self, listing: ListingId, n: [u16; 6]) {
        let who = self.acting(self.seller_of_listing(listing), n[1]);
        // Half of the lots have no dates.
        let dated = n[5] >= 1 << 15;
        let day = |n: u16, most: u16| {
            (dated && !n.is_multiple_of(3)).then(|| in_days(u64::from(n % most + n % 8)))
        };
        let closes = day(n[2], 6);
        let due = day(n[3], 9).map(|due| due.max(closes.unwrap_or(0)));
        let best_before = day(n[4], 14).map(|date| date.max(due.or(closes).unwrap_or(0)));
        let dates = Dates { closes, due, best_before };
        let quantity = Quantity::from(n[5] % 32);
        let terms = LotTerms { quantity, opens: None, dates };
        let future = [closes, due, best_before].iter().flatten().all(|date| *date > unix());
        self.perhaps(who, Call::add_lot { listing, terms }, |model| {
            let Some(offer) = model.offers.get_mut(listing as usize) else { return Some(false) };
            let open = offer.standing == Standing::Open;
            offer.lots.push(Batch { terms, written_off: 0, recalled: false });
            let seller = offer.seller;
            let can = open && quantity > 0 && future && model.account(seller) == who;
            let poor = model.people[seller].left();
            (!can || !poor).then_some(can)
        });
    }

    pub fn some_lot(&self, listing: ListingId, n: u16) -> LotNumber {
        let lots = self.model.offers.get(listing as usize).map_or(0, |it| it.lots.len());
        u32::from(n) % (lots as u32 + u32::from(!mostly(n)) + u32::from(lots == 0))
    }

    /// Mostly a lot of which something can be ordered.
    pub fn some_orderable(&self, n: u16) -> (ListingId, LotNumber) {
        let mut all = vec![];
        for (listing, offer) in self.model.offers.iter().enumerate() {
            for (lot, batch) in offer.lots.iter().enumerate() {
                let left = self.model.stock(listing, lot).0;
                let open = offer.standing == Standing::Open && batch.takes_orders(unix());
                if open && left > 0 {
                    all.push((listing as ListingId, lot as LotNumber));
                }
            }
        }
        let good = if mostly(n) { pick(&all, n / 8) } else { None };
        good.unwrap_or_else(|| {
            let listing = self.some_listing(n / 8);
            (listing, self.some_lot(listing, n / 64))
        })
    }

    pub fn write_off(&mut self, n: [u16; 6]) {
        let listing = self.some_listing(n[0]);
        let (lot, quantity) = (self.some_lot(listing, n[1]), Quantity::from(n[2] % 5));
        let who = self.acting(self.seller_of_listing(listing), n[3]);
        let known = Lots::<Test>::contains_key(listing, lot);
        self.same(who, Call::write_off { listing, lot, quantity }, |model| {
            if !known || quantity == 0 {
                return false;
            }
            let (listing, lot) = (listing as usize, lot as usize);
            let left = model.stock(listing, lot).0;
            let offer = &mut model.offers[listing];
            offer.lots[lot].written_off += quantity;
            let seller = offer.seller;
            left >= i64::from(quantity) && model.account(seller) == who
        });
    }

    pub fn recall(&mut self, n: [u16; 6]) {
        let listing = self.some_listing(n[0]);
        let lot = self.some_lot(listing, n[1]);
        let who = self.acting(self.seller_of_listing(listing), n[2]);
        let known = Lots::<Test>::contains_key(listing, lot);
        self.same(who, Call::recall_lot { listing, lot }, |model| {
            if !known {
                return false;
            }
            let left = model.stock(listing as usize, lot as usize).0;
            let offer = &mut model.offers[listing as usize];
            let batch = &mut offer.lots[lot as usize];
            let can = !batch.recalled;
            batch.recalled = true;
            batch.written_off += left as Quantity;
            let seller = offer.seller;
            can && model.account(seller) == who
        });
    }
}
