//! The market once more, as plainly as possible: every question recounts everything.

use crate::{lots::delivered, mock::*, *};
use marketplace_escrow::{
    Event as Happening, How, Moment, Money, Now, Order as EscrowedOrder, Payouts, Price, Quantity,
    Royalties, Side, State,
};
use sp_runtime::Permill;
use std::collections::{BTreeMap, BTreeSet};
use vaka_primitives::{Balance, BlockNumber, MemberId};

/// A person, by the place in the list of all.
pub type Who = usize;

/// Where the treasury and the payees of designs are in the list.
pub const TREASURY_AT: Who = 5;

/// A person: all accounts they ever had, the one of the day last.
#[derive(Clone, Debug)]
pub struct Person {
    pub accounts: Vec<AccountId>,
    pub member: bool,
    /// The number of the membership, also after leaving.
    pub number: Option<MemberId>,
    pub qualified: bool,
}

impl Person {
    pub fn account(&self) -> AccountId {
        *self.accounts.last().expect("an account")
    }

    /// Somebody who left has no coin to leave deposits, perhaps.
    pub fn left(&self) -> bool {
        self.number.is_some() && !self.member
    }

    /// The person as the ledger and ratings know them.
    pub fn identity(&self) -> Payee<AccountId> {
        match self.number.filter(|_| self.member) {
            Some(member) => Payee::Member(member),
            None => Payee::Account(self.account()),
        }
    }
}

/// A rating that was committed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sealed {
    /// The stars with which it can be opened, if it can be at all.
    pub opens: Option<u8>,
    /// It was revealed.
    pub open: bool,
}

/// An order that ended after it was accepted, and its ratings: by the buyer, by the seller.
#[derive(Clone, Debug)]
pub struct Rated {
    pub ended: BlockNumber,
    /// The pallet has it.
    pub remembered: bool,
    pub given: [Option<Sealed>; 2],
    /// What became of each, and whether it counts as a member's.
    pub counted: [Option<(Verdict, bool)>; 2],
}

/// A listing.
#[derive(Clone, Debug)]
pub struct Offer {
    pub seller: Who,
    pub identity: Payee<AccountId>,
    pub terms: Terms,
    pub revision: u32,
    pub standing: Standing,
    pub lots: Vec<Batch>,
}

/// A lot.
#[derive(Clone, Debug)]
pub struct Batch {
    pub terms: LotTerms,
    pub written_off: Quantity,
    pub recalled: bool,
}

/// Where the things of an order are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Things {
    Reserved,
    Delivered(Quantity),
    /// They can be ordered again.
    Returned,
    Lost,
}

/// An order, also when it has ended.
#[derive(Clone, Debug)]
pub struct Bought {
    pub buyer: Who,
    pub identity: Payee<AccountId>,
    pub listing: usize,
    pub lot: usize,
    pub escrowed: EscrowedOrder,
    pub requires: bool,
    pub design: Option<usize>,
    pub coded: bool,
    pub proposals: [Option<Permill>; 2],
    pub things: Things,
    pub case: Option<u32>,
    /// When its dispute was opened, also when that is over, and what the buyer paid for it.
    pub opened: Option<u32>,
    pub floor: Option<Balance>,
    /// The account whose award answers for it.
    pub answers: Option<AccountId>,
}

/// What judges say, or said before somebody appealed.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    pub to_seller: Permill,
    pub damages: Balance,
    /// The people who served in each round.
    pub served: Vec<Vec<Who>>,
    /// Whether nobody can appeal it.
    pub is_final: bool,
}

impl Judged {
    /// The rounds that cost something.
    fn rounds(&self) -> Vec<&Vec<Who>> {
        self.served.iter().filter(|round| !round.is_empty()).collect()
    }

    pub fn split(&self, to_seller: Permill) -> Happening {
        Happening::Split { to_seller, rounds: self.rounds().len() as u8 }
    }
}

/// A design: its payees, and what each was never paid, by currency.
#[derive(Clone, Debug)]
pub struct Plan {
    pub owner: Who,
    pub payees: Vec<(Who, Permill)>,
    pub retired: bool,
    pub struck: bool,
    pub earned: BTreeMap<Vec<u8>, Vec<Balance>>,
}

impl Plan {
    /// Whether payees were never paid something in a currency.
    pub fn is_owed(&self, currency: &CurrencyId) -> bool {
        self.earned.get(&key(currency)).is_some_and(|earned| earned.iter().any(|due| *due > 0))
    }
}

/// What a call is expected to do. `None`: the model does not know.
pub type Expected = Option<bool>;

/// Everything.
#[derive(Clone, Debug)]
pub struct Model {
    pub people: Vec<Person>,
    pub offers: Vec<Offer>,
    pub orders: Vec<Bought>,
    pub rated: BTreeMap<OrderId, Rated>,
    pub plans: Vec<Plan>,
    pub verdicts: BTreeMap<u32, Judged>,
    /// The stakes behind awards, by the account that had the award then.
    pub stakes: BTreeMap<AccountId, Balance>,
    pub blocked: BTreeSet<AccountId>,
    /// What each person has in all, by currency.
    pub wealth: BTreeMap<(Who, Vec<u8>), i128>,
    pub fee: Permill,
    pub days: BTreeMap<u32, u8>,
}

pub fn key(currency: &CurrencyId) -> Vec<u8> {
    codec::Encode::encode(currency)
}

pub fn clock() -> Now {
    Now { open: now(), unix: unix(), day: DAY }
}

impl Batch {
    pub fn takes_orders(&self, unix: Moment) -> bool {
        let dates = self.terms.dates;
        let ends = dates.closes.or(dates.due);
        !self.recalled
            && ends.is_none_or(|ends| unix < ends)
            && dates.best_before.is_none_or(|date| unix <= date)
    }
}

impl Model {
    pub fn account(&self, who: Who) -> AccountId {
        self.people[who].account()
    }

    pub fn currency(&self, order: usize) -> CurrencyId {
        self.offers[self.orders[order].listing].terms.currency.clone()
    }

    pub fn seller(&self, order: usize) -> Who {
        self.offers[self.orders[order].listing].seller
    }

    pub fn batch(&self, order: usize) -> &Batch {
        let bought = &self.orders[order];
        &self.offers[bought.listing].lots[bought.lot]
    }

    pub fn of_lot(&self, listing: usize, lot: usize) -> impl Iterator<Item = &Bought> {
        self.orders.iter().filter(move |it| (it.listing, it.lot) == (listing, lot))
    }

    /// Available, reserved, delivered, written off.
    pub fn stock(&self, listing: usize, lot: usize) -> (i64, i64, i64, i64) {
        let batch = &self.offers[listing].lots[lot];
        let (mut reserved, mut delivered, mut lost) = (0, 0, i64::from(batch.written_off));
        for order in self.of_lot(listing, lot) {
            let ordered = i64::from(order.escrowed.terms().price.ordered());
            match order.things {
                Things::Reserved => reserved += ordered,
                Things::Delivered(quantity) => {
                    delivered += i64::from(quantity);
                    lost += ordered - i64::from(quantity);
                }
                Things::Returned => {}
                Things::Lost => lost += ordered,
            }
        }
        let available = i64::from(batch.terms.quantity) - reserved - delivered - lost;
        (available, reserved, delivered, lost)
    }

    pub fn open_orders(&self, listing: usize, lot: usize) -> usize {
        self.of_lot(listing, lot).filter(|order| !order.escrowed.ended()).count()
    }

    /// Whether the pallet may have forgotten a lot.
    pub fn lot_may_be_over(&self, listing: usize, lot: usize) -> bool {
        let offer = &self.offers[listing];
        let takes_none = !offer.lots[lot].takes_orders(unix())
            || offer.standing != Standing::Open
            || self.stock(listing, lot).0 == 0;
        self.open_orders(listing, lot) == 0 && takes_none
    }

    /// Whether all that a listing has is over.
    pub fn offer_is_over(&self, listing: usize) -> bool {
        let lots = 0..self.offers[listing].lots.len();
        self.offers[listing].standing != Standing::Open
            && lots.into_iter().all(|lot| self.open_orders(listing, lot) == 0)
    }

    pub fn open(&self) -> Vec<OrderId> {
        let orders = self.orders.iter().enumerate();
        orders.filter(|(_, it)| !it.escrowed.ended()).map(|(id, _)| id as OrderId).collect()
    }

    fn royalties(&self, design: Option<usize>) -> Royalties {
        let shares = design.map(|it| self.plans[it].payees.iter().map(|(_, share)| *share));
        Royalties::new(shares.into_iter().flatten()).expect("few")
    }

    pub fn moves(&mut self, who: Who, currency: &CurrencyId, amount: i128) {
        *self.wealth.entry((who, key(currency))).or_default() += amount;
    }

    /// Whether something can happen to an order.
    pub fn can(&self, order: usize, happening: Happening) -> bool {
        let mut escrowed = self.orders[order].escrowed.clone();
        escrowed.apply(happening, &clock(), &Royalties::default()).is_ok()
    }

    /// What judges have said so far. A judge who left the community since is none of them.
    pub fn verdict(&self, order: usize) -> Judged {
        let verdict = self.orders[order].case.and_then(|case| self.verdicts.get(&case));
        let mut verdict = verdict.cloned().unwrap_or_default();
        for round in &mut verdict.served {
            round.retain(|who| self.people[*who].member);
        }
        verdict
    }

    /// What it costs a person to open a dispute now.
    pub fn cost_of_dispute(&self, buyer: Who) -> Balance {
        let opened = self.orders.iter().filter(|it| it.buyer == buyer).filter_map(|it| it.opened);
        let lately = opened.filter(|at| now() < at + 90 * DAY).count();
        if self.people[buyer].member && lately < 1 {
            0
        } else {
            FLOOR
        }
    }

    /// Pays what a dispute cost that has ended.
    fn pay_costs(&mut self, order: usize, value: Balance, paid: &Payouts, happening: Happening) {
        let agreed = matches!(happening, Happening::Split { .. });
        let bought = self.orders[order].clone();
        let (buyer, floor) = (bought.buyer, bought.floor.unwrap_or(0));
        let currency = self.currency(order);
        // A ruling that can be appealed is none yet: judges say in time that it is one.
        let verdict = match happening {
            Happening::TimePassed => Judged::default(),
            _ => self.verdict(order),
        };
        let stake = bought.answers.and_then(|who| self.stakes.get(&who)).copied().unwrap_or(0);
        // The listings of these lives that require an award ask for no stake behind it.
        let (mut damages, mut fees) = (0, 0);
        if currency == VAKA && bought.answers.is_some() {
            damages = if agreed { 0 } else { verdict.damages.min(5 * value).min(stake / 2) };
            fees = paid.owed_by_seller.min(stake - damages);
        }
        if damages + fees < EXISTENTIAL_DEPOSIT {
            (damages, fees) = (0, 0);
        }
        if let Some(who) = bought.answers {
            self.stakes.insert(who, stake - damages - fees);
        }
        self.moves(buyer, &VAKA, damages as i128);
        let rounds = verdict.rounds();
        match rounds.len() {
            0 if agreed => self.moves(TREASURY_AT, &VAKA, floor as i128),
            0 => self.moves(buyer, &VAKA, floor as i128),
            count => {
                let in_vaka = floor + fees;
                let second = if count > 1 { in_vaka / 2 } else { 0 };
                for (at, round) in rounds.into_iter().enumerate() {
                    self.deal_out(round, &currency, paid.judges[at]);
                    self.deal_out(round, &VAKA, [in_vaka - second, second][at]);
                }
            }
        }
    }

    /// Gives a unit to one after the other, until nothing is left; whole turns at once.
    fn deal_out(&mut self, to: &[Who], currency: &CurrencyId, amount: Balance) {
        let turns = amount / to.len() as Balance;
        to.iter().for_each(|who| self.moves(*who, currency, turns as i128));
        let left = (amount - turns * to.len() as Balance) as usize;
        to[..left].iter().for_each(|who| self.moves(*who, currency, 1));
    }

    /// Lets something happen to an order, and moves money and things.
    pub fn happens(&mut self, order: usize, happening: Happening) {
        let royalties = self.royalties(self.orders[order].design);
        let before = self.orders[order].escrowed.clone();
        let done = self.orders[order].escrowed.apply(happening, &clock(), &royalties);
        let Money { taken, paid } = done.expect("it can happen");
        let (currency, buyer, seller) =
            (self.currency(order), self.orders[order].buyer, self.seller(order));
        if let Some((party, amount)) = taken {
            let from = if party == Side::Buyer { buyer } else { seller };
            self.moves(from, &currency, -(amount as i128));
        }
        self.moves(buyer, &currency, paid.buyer as i128);
        self.moves(seller, &currency, paid.seller as i128);
        self.moves(TREASURY_AT, &currency, paid.fee as i128);
        if let Some(design) = self.orders[order].design {
            let payees = self.plans[design].payees.clone();
            let mut earned = vec![];
            for ((who, _), amount) in payees.into_iter().zip(paid.royalties) {
                self.moves(who, &currency, amount as i128);
                earned.push(amount);
            }
            let before = self.plans[design].earned.entry(key(&currency)).or_default();
            before.resize(earned.len(), 0);
            before.iter_mut().zip(earned).for_each(|(sum, amount)| *sum += amount);
        }
        if before.is_disputed() && self.orders[order].escrowed.ended() {
            self.pay_costs(order, before.value(), &paid, happening);
            self.orders[order].floor = None;
        }
        self.orders[order].things = self.things(order, &before);
        if self.orders[order].escrowed.state() != before.state() {
            self.orders[order].proposals = [None; 2];
        }
    }

    /// Where the things of an order are, after something happened to it.
    fn things(&self, order: usize, before: &EscrowedOrder) -> Things {
        let bought = &self.orders[order];
        let after = &bought.escrowed;
        let in_steps = matches!(after.terms().price, Price::Steps(_));
        let gone = match after.state() {
            State::Ended { .. } => true,
            State::Delivered { .. } | State::Disputed { .. } => !in_steps,
            _ => false,
        };
        if bought.things != Things::Reserved || !gone {
            return bought.things;
        }
        let started = matches!(before.state(), State::Started { .. });
        let shared = match after.state() {
            State::Ended { how: How::Split(to_seller), .. } => !to_seller.is_zero(),
            _ => false,
        };
        let delivered_some = before.delivered() > 0 || after.delivered() > 0;
        let begun = started || shared || before.step() > 0 || delivered_some;
        let offer = &self.offers[bought.listing];
        let takes_orders =
            offer.standing == Standing::Open && offer.lots[bought.lot].takes_orders(unix());
        match delivered(after) {
            0 if takes_orders && !begun => Things::Returned,
            0 => Things::Lost,
            quantity => Things::Delivered(quantity),
        }
    }

    /// Whether the seller called back what an order is of, and no judge is asked.
    pub fn is_refundable(&self, order: usize) -> bool {
        let disputed = matches!(self.orders[order].escrowed.state(), State::Disputed { .. });
        self.batch(order).recalled && !disputed
    }

    /// What settling an order would do, if anything.
    pub fn due(&self, order: usize) -> Option<Happening> {
        let bought = self.orders.get(order)?;
        let verdict = self.verdict(order);
        let happening = match bought.escrowed.state() {
            State::Disputed { .. } if verdict.is_final => {
                let rounds = verdict.rounds().len() as u8;
                Happening::Ruled { to_seller: verdict.to_seller, rounds }
            }
            State::Disputed { .. } => Happening::TimePassed,
            _ if self.batch(order).recalled => Happening::Recall,
            _ => Happening::TimePassed,
        };
        self.can(order, happening).then_some(happening)
    }

    /// Whether an account has that much to spend in a currency.
    pub fn can_pay(&self, who: AccountId, currency: &CurrencyId, amount: Balance) -> bool {
        let has = money(currency, who);
        let rest = has.checked_sub(amount);
        match currency {
            CurrencyId::Native => rest.is_some_and(|rest| rest >= EXISTENTIAL_DEPOSIT),
            CurrencyId::WithId(VOUCHER) if self.blocked.contains(&who) => false,
            CurrencyId::WithId(_) => rest.is_some_and(|rest| rest == 0 || rest >= 10),
        }
    }
}
