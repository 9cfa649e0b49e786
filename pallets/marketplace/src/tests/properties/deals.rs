//! Orders in random lives.

use super::{
    model::{clock, key, Bought, Expected, Judged, Model, Things, Who, TREASURY_AT},
    ops::mostly,
    world::{currencies, membership, World, JUDGES, TRADERS},
};
use crate::{mock::*, *};
use marketplace_escrow::{Event as Happening, Order as EscrowedOrder, Side, State};
use sp_core::H256;
use sp_runtime::Permill;
use std::collections::BTreeSet;
use vaka_primitives::Balance;
use vaka_testing::random::pick;

impl World {
    // Orders

    pub fn place(&mut self, n: [u16; 6]) {
        let mut buyer = usize::from(n[0]) % TRADERS;
        let (first, _) = self.some_orderable(n[1]);
        if mostly(n[3]) && self.seller_of_listing(first) == buyer {
            buyer = (buyer + 1) % TRADERS;
        }
        let account = self.model.account(buyer);
        let mut items = vec![];
        for n in [n[1], n[2]].into_iter().take(1 + usize::from(n[5].is_multiple_of(4))) {
            let (listing, lot) = self.some_orderable(n);
            let offer = self.model.offers.get(listing as usize);
            let in_steps = offer.is_some_and(|it| matches!(it.terms.pricing, Pricing::Steps(_)));
            let one = in_steps && mostly(n);
            let quantity = if one { 1 } else { u32::from(n % 3 + u16::from(mostly(n))) };
            let price = offer.map_or(0, |it| it.terms.unit_price());
            let max_unit_price = if mostly(n / 3) { price } else { price.saturating_sub(1) };
            let code = (n.is_multiple_of(3) && !in_steps)
                .then(|| Marketplace::code_hash(&account, listing, lot, &CODE));
            // Sometimes the buyer saw other terms.
            let seen = offer.map_or(0, |it| it.revision);
            let revision = if mostly(n / 5) { seen } else { seen + 1 };
            items.push(NewOrder { listing, lot, quantity, max_unit_price, revision, code });
        }
        let mut model = self.model.clone();
        let mut expected = Some(true);
        let mut spent: Vec<(CurrencyId, Balance)> = vec![];
        for item in &items {
            match place_one(&mut model, buyer, item) {
                Some((currency, amount)) => spent.push((currency, amount)),
                None => expected = Some(false),
            }
        }
        for currency in currencies() {
            let amounts = spent.iter().filter(|(it, _)| *it == currency).map(|(_, it)| *it);
            let amounts = amounts.collect::<Vec<_>>();
            let sum = amounts.iter().sum::<Balance>();
            if sum > 0 && !self.model.can_pay(account, &currency, sum) {
                expected = Some(false);
            }
            // What is left in between may be too little.
            let rich = money(&currency, account) > 1_000_000;
            if amounts.len() > 1 && !rich && expected == Some(true) {
                expected = None;
            }
        }
        let open = self.model.open().into_iter();
        let mine = open.filter(|id| self.model.orders[*id as usize].buyer == buyer).count();
        let free = self.model.people[buyer].member && mine + items.len() <= 8;
        let person = &self.model.people[buyer];
        let outsider = !person.member && !person.left();
        if expected == Some(true) && !free && !outsider {
            expected = None;
        }
        let call = Call::place_orders { orders: new_orders(&items) };
        if self.call(account, call, expected) {
            self.model = model;
            self.counts.add("orders", items.len() as u64);
        }
    }

    pub fn accept(&mut self, n: [u16; 6]) {
        let placed = |it: &Bought| matches!(it.escrowed.state(), State::Placed { .. });
        let first = self.some_order(n[0], placed);
        let seller = self.seller_of(first);
        let of_seller = self.model.open().into_iter().filter(|id| {
            self.model.seller(*id as usize) == seller && placed(&self.model.orders[*id as usize])
        });
        let mut orders = vec![first];
        orders.extend(of_seller.filter(|id| *id != first).take(usize::from(n[1] % 3)));
        let who = self.acting(seller, n[2]);
        let known = orders.iter().all(|id| self.exists(*id));
        self.same(who, Call::accept { orders: ids(&orders) }, |model| {
            known
                && orders.iter().all(|id| {
                    let order = *id as usize;
                    let seller = model.seller(order);
                    let can = model.account(seller) == who
                        && !model.batch(order).recalled
                        && model.can(order, Happening::Accept);
                    let lost = model.orders[order].requires && !model.people[seller].qualified;
                    let happening = if lost { Happening::Reject } else { Happening::Accept };
                    if can {
                        model.happens(order, happening);
                        if model.orders[order].requires && !lost {
                            model.orders[order].answers = Some(who);
                        }
                    }
                    can
                })
        });
    }

    /// Something that only one party can do, to one order.
    pub fn one(
        &mut self,
        who: AccountId,
        party: Who,
        id: OrderId,
        call: Call<Test>,
        needs_lot: bool,
        happening: impl FnOnce(&Model) -> Option<Happening>,
    ) -> bool {
        let known = self.exists(id);
        self.same(who, call, |model| {
            let order = id as usize;
            if !known || model.account(party) != who || needs_lot && model.batch(order).recalled {
                return false;
            }
            let Some(happening) = happening(model) else { return false };
            let can = model.can(order, happening);
            if can {
                model.happens(order, happening);
            }
            can
        })
    }

    pub fn reject(&mut self, n: [u16; 6]) {
        let id = self.some_order(n[0], |_| true);
        let seller = self.seller_of(id);
        let who = self.acting(seller, n[1]);
        let call = Call::reject { orders: ids(&[id]) };
        self.one(who, seller, id, call, false, |_| Some(Happening::Reject));
    }

    pub fn start(&mut self, n: [u16; 6]) {
        let accepted = |it: &Bought| matches!(it.escrowed.state(), State::Accepted { .. });
        let id = self.some_order(n[0], accepted);
        let seller = self.seller_of(id);
        let who = self.acting(seller, n[1]);
        self.one(who, seller, id, Call::start { order: id }, true, |model| {
            let lost = model.orders[id as usize].requires && !model.people[seller].qualified;
            let can = model.can(id as usize, Happening::Start);
            can.then_some(if lost { Happening::Reject } else { Happening::Start })
        });
    }

    pub fn deliver(&mut self, n: [u16; 6]) {
        let ready = |it: &Bought| {
            matches!(it.escrowed.state(), State::Accepted { .. } | State::Started { .. })
        };
        let id = self.some_order(n[0], ready);
        let seller = self.seller_of(id);
        let who = self.acting(seller, n[1]);
        let bought = self.model.orders.get(id as usize);
        let most = bought.map_or(1, |it| it.escrowed.terms().price.ordered());
        let quantity = if mostly(n[2]) { most - u32::from(n[2]) % most } else { most + 1 };
        let coded = bought.is_some_and(|it| it.coded);
        // Mostly as the order wants it.
        let shown = if mostly(n[3]) { coded } else { !coded };
        let right = mostly(n[4]);
        let code = shown.then_some(if right { CODE } else { [9; 16] });
        let call = Call::deliver { deliveries: delivery(id, quantity, code) };
        self.one(who, seller, id, call, true, |_| match (shown, coded && right) {
            (false, _) => Some(Happening::Deliver { quantity }),
            (true, true) => Some(Happening::Code { quantity }),
            (true, false) => None,
        });
    }

    pub fn confirm(&mut self, n: [u16; 6]) {
        let delivered = |it: &Bought| matches!(it.escrowed.state(), State::Delivered { .. });
        let id = self.some_order(n[0], delivered);
        let buyer = self.buyer_of(id);
        let who = self.acting(buyer, n[1]);
        let call = Call::confirm { order: id };
        self.one(who, buyer, id, call, false, |_| Some(Happening::Confirm));
    }

    pub fn cancel(&mut self, n: [u16; 6]) {
        let id = self.some_order(n[0], |_| true);
        let buyer = self.buyer_of(id);
        let who = self.acting(buyer, n[1]);
        let call = Call::cancel { order: id };
        self.one(who, buyer, id, call, false, |model| {
            let recalled = model.is_refundable(id as usize);
            Some(if recalled { Happening::Recall } else { Happening::Cancel })
        });
    }

    pub fn fund(&mut self, n: [u16; 6]) {
        let due = |it: &Bought| matches!(it.escrowed.state(), State::StepDue { .. });
        let id = self.some_order(n[0], due);
        let buyer = self.buyer_of(id);
        let who = self.acting(buyer, n[1]);
        let call = Call::fund_step { order: id };
        self.one(who, buyer, id, call, true, |model| {
            let order = &model.orders[id as usize];
            let mut escrowed = order.escrowed.clone();
            let taken = escrowed.apply(Happening::FundStep, &clock(), &Default::default());
            let (_, amount) = taken.ok()?.taken?;
            let currency = model.currency(id as usize);
            model.can_pay(who, &currency, amount).then_some(Happening::FundStep)
        });
    }

    pub fn propose(&mut self, n: [u16; 6]) {
        let id = self.some_order(n[0], |_| true);
        let by_buyer = n[1].is_multiple_of(2);
        let party = if by_buyer { self.buyer_of(id) } else { self.seller_of(id) };
        let who = self.acting(party, n[2]);
        let to_seller = Permill::from_percent((n[3] % 4 * 30).into());
        let known = self.exists(id);
        self.same(who, Call::propose_split { order: id, to_seller }, |model| {
            let order = id as usize;
            if !known || !model.can(order, Happening::Split { to_seller, rounds: 0 }) {
                return false;
            }
            let parties = [model.orders[order].buyer, model.seller(order)];
            let Some(at) = parties.iter().position(|it| model.account(*it) == who) else {
                return false;
            };
            model.orders[order].proposals[at] = Some(to_seller);
            true
        });
    }

    pub fn accept_split(&mut self, n: [u16; 6]) {
        let id = self.some_order(n[0], |it| it.proposals != [None; 2]);
        let proposals = self.model.orders.get(id as usize).map(|it| it.proposals);
        let [of_buyer, of_seller] = proposals.unwrap_or_default();
        let by_buyer = if mostly(n[1]) { of_seller.is_some() } else { of_seller.is_none() };
        let party = if by_buyer { self.buyer_of(id) } else { self.seller_of(id) };
        let who = self.acting(party, n[2]);
        let other = if by_buyer { of_seller } else { of_buyer };
        let other = other.filter(|_| mostly(n[3])).unwrap_or(Permill::from_percent(7));
        let known = self.exists(id);
        self.same(who, Call::accept_split { order: id, to_seller: other }, |model| {
            let order = id as usize;
            if !known {
                return false;
            }
            let parties = [model.orders[order].buyer, model.seller(order)];
            let Some(at) = parties.iter().position(|it| model.account(*it) == who) else {
                return false;
            };
            let proposed = model.orders[order].proposals[1 - at] == Some(other);
            let split = model.verdict(order).split(other);
            let can = proposed && model.can(order, split);
            if can {
                model.happens(order, split);
            }
            can
        });
    }

    pub fn dispute(&mut self, n: [u16; 6]) {
        let delivered = |it: &Bought| matches!(it.escrowed.state(), State::Delivered { .. });
        let id = self.some_order(n[0], delivered);
        let buyer = self.buyer_of(id);
        let who = self.acting(buyer, n[1]);
        let call = Call::open_dispute { order: id, evidence: H256::zero() };
        let known = self.exists(id);
        let opened = self.same(who, call, |model| {
            let (order, dispute) = (id as usize, Happening::Dispute { days: 14 });
            if !known || model.account(buyer) != who {
                return false;
            }
            if model.is_refundable(order) {
                model.happens(order, Happening::Recall);
                return true;
            }
            let floor = model.cost_of_dispute(buyer);
            let can = model.can(order, dispute);
            if !can || floor > 0 && !model.can_pay(who, &VAKA, floor) {
                return false;
            }
            model.moves(buyer, &VAKA, -(floor as i128));
            model.orders[order].opened = Some(now());
            model.orders[order].floor = (floor > 0).then_some(floor);
            model.happens(order, dispute);
            true
        });
        if opened && self.exists(id) {
            let case = Orders::<Test>::get(id).expect("open").case;
            self.model.orders[id as usize].case = case;
        }
    }

    pub fn appeal(&mut self, n: [u16; 6]) {
        let ruled = |it: &Bought| {
            let verdict = it.case.and_then(|case| self.model.verdicts.get(&case));
            verdict.is_some_and(|verdict| !verdict.is_final)
        };
        let id = self.some_order(n[0], ruled);
        let by = if n[1].is_multiple_of(2) { Side::Buyer } else { Side::Seller };
        let party = if by == Side::Buyer { self.buyer_of(id) } else { self.seller_of(id) };
        let who = self.acting(party, n[2]);
        let known = self.exists(id);
        self.same(who, Call::appeal { order: id }, |model| {
            let order = id as usize;
            if !known {
                return false;
            }
            let parties = [model.orders[order].buyer, model.seller(order)];
            let Some(at) = parties.iter().position(|it| model.account(*it) == who) else {
                return false;
            };
            let appeal = Happening::Appeal { by: [Side::Buyer, Side::Seller][at] };
            let ruled = model.orders[order].case.and_then(|case| model.verdicts.get(&case));
            let appealable = ruled.is_some_and(|verdict| !verdict.is_final);
            let bond = model.orders[order].escrowed.appeal_bond().unwrap_or(0);
            let currency = model.currency(order);
            let pays = bond == 0 || model.can_pay(who, &currency, bond);
            let can = appealable && pays && model.can(order, appeal);
            if can {
                model.happens(order, appeal);
            }
            can
        });
    }

    /// Judges rule: for good, or so that a party can appeal. Anybody who is a member may have
    /// judged, also a party: that is for others to prevent.
    pub fn rule(&mut self, n: [u16; 6]) {
        let cases = self.model.open().into_iter();
        let cases = cases.filter(|id| self.model.orders[*id as usize].case.is_some());
        let mut cases = cases.collect::<Vec<_>>();
        let appealed = |id: &OrderId| {
            let state = self.model.orders[*id as usize].escrowed.state();
            matches!(state, State::Disputed { appellant: Some(_), .. })
                && !self.model.verdict(*id as usize).is_final
        };
        // Appeals first: else there would be few.
        if cases.iter().any(appealed) {
            cases.retain(appealed);
        }
        let Some(id) = pick(&cases, n[0]) else { return };
        let bought = &self.model.orders[id as usize];
        let case = bought.case.expect("disputed");
        let State::Disputed { appellant, .. } = bought.escrowed.state() else { return };
        let before = self.model.verdict(id as usize);
        if before.is_final {
            return;
        }
        let count = self.model.people.len();
        let members = (0..3).chain(count - JUDGES..count);
        let members = members.filter(|who| self.model.people[*who].member).collect::<Vec<_>>();
        let round = |from: u16, count: u16| {
            let seats = (0..count).map(|seat| members[usize::from(from + seat) % members.len()]);
            seats.collect::<Vec<_>>()
        };
        let to_seller =
            Permill::from_percent([0, 100, u32::from(n[1]) % 101][usize::from(n[1] % 3)]);
        let damages = Balance::from(n[2]) * 4;
        let mut served = before.served;
        if served.is_empty() {
            served.push(round(n[3] % 1_000, n[4] % 4));
        }
        if appellant.is_some() && !n[5].is_multiple_of(4) {
            served.push(round(n[3] % 1_000 + 3, n[4] / 4 % 4));
        }
        let is_final = appellant.is_some() || n[5].is_multiple_of(3);
        let accounts =
            |round: &Vec<Who>| round.iter().map(|who| self.model.account(*who)).collect::<Vec<_>>();
        let accounts = served.iter().map(accounts).collect::<Vec<_>>();
        let accounts = accounts.iter().map(|round| &round[..]).collect::<Vec<_>>();
        serve_by(case, &accounts);
        if is_final {
            let percent = to_seller.deconstruct() / 10_000;
            outcome(case, ruling_by(percent, damages, &accounts));
        } else {
            appealable(case);
        }
        let verdict = Judged { to_seller, damages, served, is_final };
        self.model.verdicts.insert(case, verdict);
    }

    pub fn settle(&mut self, n: [u16; 6]) {
        let mut orders = vec![];
        // A dispute, on which there may be a ruling, and three of all.
        orders.push(self.some_order(n[0], |it| it.escrowed.is_disputed()));
        for n in n.into_iter().skip(1).take(3) {
            orders.push(self.some_order(n, |_| true));
        }
        let who = self.acting(usize::from(n[5]) % TRADERS, n[5]);
        assert!(self.call(who, Call::settle { orders: ids(&orders) }, Some(true)));
        for id in orders {
            self.settled(id);
        }
    }

    /// Lets the model settle an order.
    pub fn settled(&mut self, id: OrderId) {
        let due = self.exists(id).then(|| self.model.due(id as usize)).flatten();
        if let Some(happening) = due {
            let before = self.model.stakes.values().sum::<Balance>();
            self.model.happens(id as usize, happening);
            if self.model.stakes.values().sum::<Balance>() < before {
                self.counts.count("a stake paid");
            }
            if matches!(happening, Happening::Ruled { rounds: 2, .. }) {
                self.counts.count("two rounds");
            }
            self.counts.count(match happening {
                Happening::Recall => "recalled",
                Happening::Ruled { .. } => "ruled",
                _ => "timed out",
            });
        }
    }

    pub fn claim(&mut self, n: [u16; 6]) {
        let all = Dues::<Test>::iter().map(|(payee, currency, _)| (payee, currency));
        let all = all.collect::<Vec<_>>();
        let at = usize::from(n[0]).checked_rem(all.len());
        let Some((payee, currency)) = at.map(|at| all[at].clone()) else { return };
        // Whether the payee can be paid is the ledger's: all that the model says is what they have.
        self.call(STRANGER, Call::claim { payee, currency }, None);
    }

    /// A design, mostly one that there is, and a currency.
    fn some_royalties(&self, n: [u16; 6]) -> (DesignId, CurrencyId) {
        let design = u32::from(n[0]) % (self.model.plans.len() as u32 + 1);
        (design, currencies()[usize::from(n[1] % 3)].clone())
    }

    pub fn claim_royalties(&mut self, n: [u16; 6]) {
        let (design, currency) = self.some_royalties(n);
        let earned = self.model.plans.get(design as usize).and_then(|plan| {
            plan.earned.get(&key(&currency)).map(|earned| earned.iter().sum::<Balance>())
        });
        // The maker and the artist can take all but a voucher in which they are blocked. Whether
        // others can is the ledger's.
        let blocked = &self.model.blocked;
        let takes = self.model.plans.get(design as usize).is_some_and(|plan| {
            let earned = plan.earned.get(&key(&currency)).into_iter().flatten();
            plan.payees.iter().zip(earned).any(|((who, _), earned)| {
                let account = self.model.account(*who);
                let free = currency != CENTS || !blocked.contains(&account);
                *earned > 0 && [MAKER, ARTIST].contains(&account) && free
            })
        });
        let expected = match earned.unwrap_or(0) {
            0 => Some(false),
            _ => takes.then_some(true),
        };
        let call = Call::claim_royalties { design, currency: currency.clone() };
        if self.call(STRANGER, call, expected) {
            self.royalties_left(design, &currency);
        }
    }

    pub fn write_off_some_royalties(&mut self, n: [u16; 6]) {
        let (design, currency) = self.some_royalties(n);
        let owed = self.model.plans.get(design as usize).is_some_and(|it| it.is_owed(&currency));
        // How long it waited, and for whom, is the pallet's.
        self.write_off_royalties(design, &currency, if owed { None } else { Some(false) });
    }

    /// Whom the ledger cannot pay loses all of it to the treasury, and nobody else loses anything.
    pub fn write_off_royalties(
        &mut self,
        design: DesignId,
        currency: &CurrencyId,
        expected: Expected,
    ) {
        let call = Call::write_off_royalties { design, currency: currency.clone() };
        let payees = match self.model.plans.get(design as usize) {
            Some(plan) => plan.payees.iter().map(|(who, _)| *who).collect::<BTreeSet<_>>(),
            None => Default::default(),
        };
        let before = payees.into_iter().map(|who| (who, self.wealth(who, currency)));
        let before = before.collect::<Vec<_>>();
        if !self.call(STRANGER, call, expected) {
            return;
        }
        let plan = &mut self.model.plans[design as usize];
        let owed = plan.earned.remove(&key(currency)).expect("earned");
        let owed = plan.payees.iter().map(|(who, _)| *who).zip(owed).collect::<Vec<_>>();
        for (who, before) in before {
            let lost = before - self.wealth(who, currency);
            if lost == 0 || who == TREASURY_AT {
                continue;
            }
            let theirs = owed.iter().filter(|(payee, _)| *payee == who).map(|(_, due)| due);
            assert_eq!(lost, theirs.sum::<Balance>(), "a payee is paid all or nothing");
            let account = self.model.account(who);
            let blocked = self.model.blocked.contains(&account);
            assert!(blocked || ![MAKER, ARTIST].contains(&account), "who can be paid is paid");
            self.model.moves(who, currency, -(lost as i128));
            self.model.moves(TREASURY_AT, currency, lost as i128);
            self.counts.count("royalties lost");
        }
    }

    /// Lets the model know what payees could not take: that is the ledger's.
    fn royalties_left(&mut self, design: DesignId, currency: &CurrencyId) {
        let stored = Designs::<Test>::get(design).into_iter().flat_map(|it| it.earnings);
        let left = stored.filter(|it| it.currency == *currency).flat_map(|it| it.due);
        let left = left.collect::<Vec<_>>();
        let earned = &mut self.model.plans[design as usize].earned;
        let before = earned.insert(key(currency), left.clone()).expect("earned");
        let paid_or_left = |(at, before): (usize, &Balance)| {
            let left = left.get(at).copied().unwrap_or(0);
            left == 0 || left == *before
        };
        assert!(before.iter().enumerate().all(paid_or_left), "a payee is paid all or nothing");
    }
}

/// Lets the model place an order. Returns what it takes, or none if it cannot be placed.
fn place_one(model: &mut Model, buyer: Who, new: &NewOrder) -> Option<(CurrencyId, Balance)> {
    let (listing, lot) = (new.listing as usize, new.lot as usize);
    let offer = model.offers.get(listing)?;
    let batch = offer.lots.get(lot)?;
    let terms = &offer.terms;
    let in_steps = matches!(terms.pricing, Pricing::Steps(_));
    let struck = terms.design.is_some_and(|it| model.plans[it as usize].struck);
    let unqualified = terms.requirement.is_some() && !model.people[offer.seller].qualified;
    let refused = offer.standing != Standing::Open
        || !batch.takes_orders(unix())
        || offer.seller == buyer
        || offer.revision != new.revision
        || terms.unit_price() > new.max_unit_price
        || in_steps && (new.quantity != 1 || new.code.is_some())
        || struck
        || unqualified
        || model.stock(listing, lot).0 < i64::from(new.quantity);
    if refused {
        return None;
    }
    let person = &model.people[buyer];
    let community = person.member.then(|| membership(person.account()).community);
    let days = community.and_then(|it| model.days.get(&it).copied()).unwrap_or(14);
    let frozen = Frozen { fee: model.fee, confirmation_days: days };
    let dates = batch.terms.dates;
    let by_code = new.code.is_some();
    let escrow = Marketplace::escrow_terms(terms, new.quantity, dates, &frozen, by_code);
    let (escrowed, money) = EscrowedOrder::place(escrow, &clock()).ok()?;
    let (_, amount) = money.taken?;
    let currency = terms.currency.clone();
    let order = Bought {
        buyer,
        identity: person.identity(),
        listing,
        lot,
        escrowed,
        requires: terms.requirement.is_some(),
        design: terms.design.map(|it| it as usize),
        coded: by_code,
        proposals: [None; 2],
        things: Things::Reserved,
        case: None,
        opened: None,
        floor: None,
        answers: (terms.instant && terms.requirement.is_some())
            .then(|| model.account(offer.seller)),
    };
    model.orders.push(order);
    model.moves(buyer, &currency, -(amount as i128));
    Some((currency, amount))
}
