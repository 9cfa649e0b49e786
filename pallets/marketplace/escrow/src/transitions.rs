use sp_arithmetic::Permill;

use crate::{
    payouts::{Cuts, Shares, Side},
    Event, How, Money, Now, OpenSlot, Order, Payouts, Quantity, Refused, Royalties, State, Terms,
};

/// How many days the buyer has to pay the next step.
pub const FUNDING_DAYS: u8 = 30;

/// The most days that a dispute has to end: 45 to judge, 60 of waiting for seeds, and 15 so that a
/// ruling of the last of them is carried out.
pub const MAX_DISPUTE_DAYS: u8 = 120;

impl Order {
    /// Places an order. What is taken is the buyer's: the price, or that of the first step, and the
    /// bond.
    pub fn place(terms: Terms, now: &Now) -> Result<(Self, Money), Refused> {
        terms.validate(now).map_err(Refused::Terms)?;
        if terms.dates.closed(now.unix) {
            return Err(Refused::LotClosed);
        }
        if terms.dates.spoiled(now.unix) {
            return Err(Refused::PastBestBefore);
        }
        let state = if terms.instant {
            accepted(&terms, 0, now)
        } else {
            State::Placed { until: answer_by(&terms, now) }
        };
        let order = Self { terms, step: 0, state };
        let taken = Some((Side::Buyer, order.escrow()));
        Ok((order, Money { taken, ..Money::default() }))
    }

    /// Lets something happen, and returns what moves: then what is in escrow has grown by what was
    /// taken, and shrunk by all that was paid. If it is refused, nothing changes.
    ///
    /// The royalties are those of the order's design.
    pub fn apply(
        &mut self,
        event: Event,
        now: &Now,
        royalties: &Royalties,
    ) -> Result<Money, Refused> {
        if let Some(refused) = event.refused_in(&self.state) {
            return Err(refused);
        }
        self.check_deadline(event, now)?;
        let refund = Permill::zero();
        match event {
            Event::Accept => {
                self.check_best_before(now)?;
                self.state = accepted(&self.terms, self.step, now);
                Ok(Money::default())
            }
            Event::Start => self.start(now),
            Event::Deliver { .. } if self.terms.by_code => Err(Refused::CodeNeeded),
            Event::Deliver { quantity } => {
                self.check_best_before(now)?;
                self.deliver(quantity, now)
            }
            Event::Code { .. } if !self.terms.by_code => Err(Refused::NoCode),
            Event::Code { quantity } => {
                let Money { taken, paid: undelivered } = self.deliver(quantity, now)?;
                let mut paid = self.pay_in_full(How::Confirmed, now, royalties);
                paid.buyer = paid.buyer.saturating_add(undelivered.buyer);
                Ok(Money { taken, paid })
            }
            Event::Dispute { days } => {
                let days = days.min(MAX_DISPUTE_DAYS).into();
                self.state = State::Disputed {
                    until: now.deadline(None, days),
                    quantity: self.delivered(),
                    appellant: None,
                };
                Ok(Money::default())
            }
            Event::Appeal { by } => Ok(self.appeal(by)),
            Event::FundStep => {
                self.step = self.step.saturating_add(1);
                self.state = accepted(&self.terms, self.step, now);
                let taken = Some((Side::Buyer, self.escrow()));
                Ok(Money { taken, ..Money::default() })
            }

            Event::Reject => Ok(paid(self.end(How::Rejected, refund, 0, royalties))),
            Event::Recall => Ok(paid(self.end(How::Recalled, refund, 0, royalties))),
            Event::Cancel => self.cancel(now, royalties),
            Event::Confirm => Ok(paid(self.pay_in_full(How::Confirmed, now, royalties))),
            Event::Ruled { to_seller, rounds } => {
                Ok(paid(self.end(How::Ruled(to_seller), to_seller, rounds, royalties)))
            }
            Event::Split { to_seller, rounds } => {
                let rounds = if self.is_disputed() { rounds } else { 0 };
                let shares = Shares { to_seller, rounds, agreed: true };
                Ok(paid(self.end_sharing(How::Split(to_seller), &shares, royalties)))
            }
            Event::TimePassed => Ok(paid(self.end_by_default(now, royalties))),
        }
    }

    /// From the deadline on only the default is left, so that it does not matter who is the first
    /// to ask for something. But a ruling is never too late, and neither is a recall: it takes
    /// from nobody but the seller who called the lot back.
    fn check_deadline(&self, event: Event, now: &Now) -> Result<(), Refused> {
        let passed = self.deadline().is_some_and(|until| now.open >= until);
        match event {
            Event::Ruled { .. } | Event::Recall => Ok(()),
            Event::TimePassed if !passed => Err(Refused::TooEarly),
            Event::TimePassed => Ok(()),
            _ if passed => Err(Refused::TooLate),
            _ => Ok(()),
        }
    }

    fn check_best_before(&self, now: &Now) -> Result<(), Refused> {
        if self.terms.dates.spoiled(now.unix) {
            return Err(Refused::PastBestBefore);
        }
        Ok(())
    }

    /// Starting ends free cancelling. So it must have ended by the date, or, where there is none,
    /// the buyer must have had a day.
    fn start(&mut self, now: &Now) -> Result<Money, Refused> {
        self.check_best_before(now)?;
        let State::Accepted { until, start_from } = self.state else {
            return Err(Refused::NotAccepted);
        };
        let free = match self.free_until() {
            Some(date) => now.unix < date,
            None => now.open < start_from,
        };
        if free {
            return Err(Refused::StillFree);
        }
        self.state = State::Started { until };
        Ok(Money::default())
    }

    /// What was not delivered goes back at once, and so does its part of the bond: what a dispute
    /// costs follows what it is about.
    fn deliver(&mut self, quantity: Quantity, now: &Now) -> Result<Money, Refused> {
        if quantity == 0 {
            return Err(Refused::NothingDelivered);
        }
        if quantity > self.terms.price.ordered() {
            return Err(Refused::MoreThanOrdered);
        }
        let due = if self.in_steps() { None } else { self.terms.dates.due };
        let before = self.escrow();
        self.state = State::Delivered {
            until: now.deadline(due, self.terms.confirmation_days.into()),
            quantity,
        };
        Ok(paid(Payouts::refund(before.saturating_sub(self.escrow()))))
    }

    /// Once the seller has started, cancelling costs the start share.
    fn cancel(&mut self, now: &Now, royalties: &Royalties) -> Result<Money, Refused> {
        let (how, to_seller) = match self.state {
            State::Started { .. } => (How::CancelledLate, self.terms.start_share),
            State::Accepted { .. } if self.free_until().is_some_and(|date| now.unix >= date) => {
                return Err(Refused::NotFree)
            }
            _ => (How::Cancelled, Permill::zero()),
        };
        Ok(paid(self.end(how, to_seller, 0, royalties)))
    }

    fn appeal(&mut self, by: Side) -> Money {
        let before = self.escrow();
        if let State::Disputed { appellant, .. } = &mut self.state {
            *appellant = Some(by);
        }
        let bond = self.escrow().saturating_sub(before);
        Money { taken: Some((by, bond)), ..Money::default() }
    }

    /// What happens when nobody does anything.
    fn end_by_default(&mut self, now: &Now, royalties: &Royalties) -> Payouts {
        match self.default_end() {
            Some(How::Unchallenged) => self.pay_in_full(How::Unchallenged, now, royalties),
            Some(How::Unjudged) => self.end(How::Unjudged, self.terms.unjudged, 0, royalties),
            Some(how) => self.end(how, Permill::zero(), 0, royalties),
            None => Payouts::default(),
        }
    }

    /// Pays the seller for what was delivered. If there is another step, it is due then; in any
    /// other way the order ends.
    fn pay_in_full(&mut self, how: How, now: &Now, royalties: &Royalties) -> Payouts {
        let all = Shares { to_seller: Permill::one(), rounds: 0, agreed: false };
        let payouts = self.share(&all, royalties);
        let next = self.step.checked_add(1).and_then(|step| self.terms.price.days(step));
        match next {
            Some(_) => {
                self.state = State::StepDue { until: now.deadline(None, FUNDING_DAYS.into()) }
            }
            None => self.state = self.ended_by(how),
        }
        payouts
    }

    fn end(&mut self, how: How, to_seller: Permill, rounds: u8, royalties: &Royalties) -> Payouts {
        self.end_sharing(how, &Shares { to_seller, rounds, agreed: false }, royalties)
    }

    fn end_sharing(&mut self, how: How, shares: &Shares, royalties: &Royalties) -> Payouts {
        let payouts = self.share(shares, royalties);
        self.state = self.ended_by(how);
        payouts
    }

    fn ended_by(&self, how: How) -> State {
        let accepted = !matches!(self.state, State::Placed { .. });
        State::Ended { how, accepted, quantity: self.delivered() }
    }

    /// Shares all that is in escrow.
    fn share(&self, shares: &Shares, royalties: &Royalties) -> Payouts {
        let cuts = Cuts { fee: self.terms.fee, royalties };
        self.pot().map_or_else(Payouts::default, |pot| pot.share(shares, &cuts))
    }

    /// The date until which cancelling is free, if a date ends it: the lot's closing. A later step
    /// has none, because its buyer paid it after that.
    fn free_until(&self) -> Option<u64> {
        if self.step == 0 {
            self.terms.dates.closes
        } else {
            None
        }
    }

    fn in_steps(&self) -> bool {
        self.terms.price.days(self.step).is_some()
    }
}

/// When a placed order lapses: after the days to accept, and at the latest when nobody needs an
/// answer any more.
fn answer_by(terms: &Terms, now: &Now) -> OpenSlot {
    let answer = now.deadline(None, terms.accept_days.into());
    terms.dates.over().map_or(answer, |over| answer.min(now.deadline(Some(over), 0)))
}

/// The state in which a step begins. Starting does not move its deadline, so nobody starts to win
/// time.
fn accepted(terms: &Terms, step: u8, now: &Now) -> State {
    let overdue_days = u32::from(terms.overdue_days);
    let until = match terms.price.days(step) {
        Some(days) => now.deadline(None, overdue_days.saturating_add(days.into())),
        None => now.deadline(terms.dates.delivery(), overdue_days),
    };
    State::Accepted { until, start_from: now.deadline(None, 1) }
}

fn paid(paid: Payouts) -> Money {
    Money { paid, ..Money::default() }
}
