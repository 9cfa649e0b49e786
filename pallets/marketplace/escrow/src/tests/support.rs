//! Orders to try things with.

use proptest::prelude::*;
use sp_arithmetic::Permill;

use crate::{
    Dates, Event, Moment, Money, Now, OpenSlot, Order, Payouts, Price, Refused, Royalties, Side,
    State, Step, Steps, Terms,
};

pub const DAY: u32 = 14_400;
pub const DAY_SECONDS: u64 = 86_400;

/// When the orders of the tests are placed.
pub const NOW: Now = Now { open: 1_000_000, unix: 1_800_000_000, day: DAY };

/// All that is in escrow for [`units`]: 5 at 1,000, and a twentieth.
pub const PRICE: u128 = 5_000;
pub const BOND: u128 = 250;

pub fn config() -> ProptestConfig {
    ProptestConfig::with_cases(1_000)
}

pub fn percent(percent: u32) -> Permill {
    Permill::from_percent(percent)
}

/// Royalties of so many per cent each.
pub fn royalties(percents: &[u32]) -> Royalties {
    Royalties::new(percents.iter().map(|share| percent(*share))).unwrap()
}

/// Five units at 1,000, without dates, cuts or code.
pub fn units() -> Terms {
    Terms {
        price: Price::Units { each: 1_000, quantity: 5 },
        dates: Dates::default(),
        accept_days: 2,
        overdue_days: 3,
        confirmation_days: 14,
        start_share: percent(40),
        unjudged: percent(50),
        fee: percent(0),
        instant: false,
        by_code: false,
    }
}

pub fn by_code() -> Terms {
    Terms { by_code: true, ..units() }
}

pub fn dated(dates: Dates) -> Terms {
    Terms { dates, ..units() }
}

/// A house: 3,000, 2,000 and 1,000, of 30, 20 and 10 days.
pub fn house() -> Terms {
    let steps = [(3_000, 30), (2_000, 20), (1_000, 10)];
    Terms { price: Price::Steps(steps_of(&steps)), ..units() }
}

pub fn steps_of(steps: &[(u128, u8)]) -> Steps {
    let steps: Vec<_> = steps.iter().map(|&(price, days)| Step { price, days }).collect();
    steps.try_into().unwrap()
}

/// So many days after [`NOW`], in unix seconds.
pub fn date(days: u64) -> Option<Moment> {
    Some(NOW.unix + days * DAY_SECONDS)
}

pub const fn deliver(quantity: u32) -> Event {
    Event::Deliver { quantity }
}

pub const fn code(quantity: u32) -> Event {
    Event::Code { quantity }
}

pub const DISPUTE: Event = Event::Dispute { days: 45 };

pub const fn appeal(by: Side) -> Event {
    Event::Appeal { by }
}

pub fn ruled(to_seller: u32, rounds: u8) -> Event {
    Event::Ruled { to_seller: percent(to_seller), rounds }
}

pub fn split(to_seller: u32) -> Event {
    Event::Split { to_seller: percent(to_seller), rounds: 0 }
}

/// What everybody got, and what the parties put in.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Books {
    pub taken_from_buyer: u128,
    pub taken_from_seller: u128,
    pub paid: Payouts,
}

/// An order, the clocks, and the books of what moved.
#[derive(Clone, Debug)]
pub struct Life {
    pub order: Order,
    pub now: Now,
    pub royalties: Royalties,
    pub books: Books,
}

impl Life {
    /// Places an order on these terms.
    pub fn new(terms: Terms) -> Self {
        Self::with(terms, Royalties::default())
    }

    pub fn with(terms: Terms, royalties: Royalties) -> Self {
        let (order, money) = Order::place(terms, &NOW).unwrap();
        let mut life = Self { order, now: NOW, royalties, books: Books::default() };
        life.book(&money);
        life
    }

    /// Lets something happen that may be refused; then nothing changed. Else the escrow is what
    /// came in less what went out, to the unit.
    pub fn try_to(&mut self, event: Event) -> Result<Money, Refused> {
        let before = self.order.clone();
        let result = self.order.apply(event, &self.now, &self.royalties);
        match &result {
            Ok(money) => self.book(money),
            Err(_) => assert_eq!(self.order, before),
        }
        result
    }

    /// Lets something happen that must not be refused.
    pub fn does(&mut self, event: Event) -> Money {
        self.try_to(event).unwrap()
    }

    /// The same for many, one after the other.
    pub fn after(mut self, events: &[Event]) -> Self {
        for event in events {
            self.does(*event);
        }
        self
    }

    pub fn refuses(&mut self, event: Event, why: Refused) {
        assert_eq!(self.try_to(event), Err(why), "{event:?} in {:?}", self.order.state());
    }

    /// Both clocks go on by so many days.
    pub fn days(&mut self, days: u32) -> &mut Self {
        self.slots(days * DAY)
    }

    pub fn slots(&mut self, slots: u32) -> &mut Self {
        self.now.open += slots;
        self.now.unix += u64::from(slots) * 6;
        self
    }

    /// A halt or an outage: only the calendar goes on.
    pub fn halt(&mut self, days: u64) -> &mut Self {
        self.now.unix += days * DAY_SECONDS;
        self
    }

    /// Both clocks go on to the deadline, then anybody settles.
    pub fn time_out(&mut self) -> Money {
        let until = self.until();
        self.slots(until - self.now.open - 1);
        self.refuses(Event::TimePassed, Refused::TooEarly);
        self.slots(1);
        self.does(Event::TimePassed)
    }

    pub fn until(&self) -> OpenSlot {
        self.order.deadline().unwrap()
    }

    pub fn state(&self) -> State {
        self.order.state()
    }

    pub fn paid(&self) -> &Payouts {
        &self.books.paid
    }

    fn book(&mut self, money: &Money) {
        let Books { taken_from_buyer, taken_from_seller, paid } = &mut self.books;
        match money.taken {
            Some((Side::Buyer, amount)) => *taken_from_buyer += amount,
            Some((Side::Seller, amount)) => *taken_from_seller += amount,
            None => {}
        }
        paid.seller += money.paid.seller;
        paid.buyer += money.paid.buyer;
        paid.fee += money.paid.fee;
        paid.owed_by_seller += money.paid.owed_by_seller;
        for (sum, amount) in paid.royalties.iter_mut().zip(money.paid.royalties) {
            *sum += amount;
        }
        for (sum, amount) in paid.judges.iter_mut().zip(money.paid.judges) {
            *sum += amount;
        }
        let taken = *taken_from_buyer + *taken_from_seller;
        assert_eq!(taken, paid.total() + self.order.escrow());
    }
}

/// An order in each state, on the plain terms but for what the state needs.
pub fn placed() -> Life {
    Life::new(units())
}

pub fn accepted() -> Life {
    placed().after(&[Event::Accept])
}

/// A day after acceptance, so that the seller may start.
pub fn started() -> Life {
    let mut life = accepted();
    life.days(1).does(Event::Start);
    life
}

pub fn delivered() -> Life {
    accepted().after(&[deliver(5)])
}

pub fn disputed() -> Life {
    delivered().after(&[DISPUTE])
}

pub fn step_due() -> Life {
    Life::new(house()).after(&[Event::Accept, deliver(1), Event::Confirm])
}

pub fn ended() -> Life {
    delivered().after(&[Event::Confirm])
}
