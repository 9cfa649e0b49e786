//! What happens to an order: its money moves, its stock follows, and when it ends it takes no
//! space.

use crate::*;
use frame_support::pallet_prelude::*;
use marketplace_escrow::{Event as Happening, Order as EscrowedOrder, Payouts, Side, State};
use vaka_primitives::{Arbitration as _, CredentialCheck as _};

/// An order and its listing, while something happens to it.
pub(crate) struct Deal<T: Config> {
    pub id: OrderId,
    pub order: OrderOf<T>,
    pub listing: ListingOf<T>,
    /// What it did so far, for its weight.
    work: Work,
}

impl<T: Config> Deal<T> {
    pub(crate) fn open(id: OrderId) -> Result<Self, Error<T>> {
        let order = Orders::<T>::get(id).ok_or(Error::<T>::UnknownOrder)?;
        let listing = Pallet::<T>::listing_of(order.listing)?;
        Ok(Self { id, order, listing, work: Work::default() })
    }

    /// Opens an order that the account got as its seller.
    pub(crate) fn of_seller(who: &T::AccountId, id: OrderId) -> Result<Self, Error<T>> {
        let deal = Self::open(id)?;
        ensure!(Pallet::<T>::speaks_for(who, &deal.listing.seller), Error::<T>::NotSeller);
        Ok(deal)
    }

    /// Opens an order that the account placed as its buyer.
    pub(crate) fn of_buyer(who: &T::AccountId, id: OrderId) -> Result<Self, Error<T>> {
        let deal = Self::open(id)?;
        ensure!(Pallet::<T>::speaks_for(who, &deal.order.buyer), Error::<T>::NotBuyer);
        Ok(deal)
    }

    /// The party that the account is.
    pub(crate) fn party(&self, who: &T::AccountId) -> Result<Side, Error<T>> {
        if Pallet::<T>::speaks_for(who, &self.order.buyer) {
            Ok(Side::Buyer)
        } else if Pallet::<T>::speaks_for(who, &self.listing.seller) {
            Ok(Side::Seller)
        } else {
            Err(Error::<T>::NotParty)
        }
    }

    pub(crate) fn trader(&self, party: Side) -> &TraderOf<T> {
        match party {
            Side::Buyer => &self.order.buyer,
            Side::Seller => &self.listing.seller,
        }
    }

    pub(crate) fn currency(&self) -> &CurrencyId {
        &self.listing.terms.currency
    }

    pub(crate) fn lot(&self) -> Result<LotOf<T>, Error<T>> {
        Pallet::<T>::lot_of(self.order.listing, self.order.lot)
    }

    pub(crate) fn is_disputed(&self) -> bool {
        self.order.escrowed.is_disputed()
    }

    /// Whether all that is in escrow goes back whenever somebody asks for it, because the seller
    /// called the lot back. A dispute waits for its ruling.
    pub(crate) fn is_refundable(&self) -> Result<bool, Error<T>> {
        Ok(!self.is_disputed() && self.lot()?.recalled)
    }

    /// Checks that something may happen now.
    pub(crate) fn ensure_may(&self, happening: Happening) -> Result<(), Error<T>> {
        let royalties = Default::default();
        let tried = self.order.escrowed.clone().apply(happening, &Pallet::<T>::now(), &royalties);
        tried.map(|_| ()).map_err(Error::<T>::from)
    }

    /// Lets something happen for which nobody judged. Fails without effect if it may not happen
    /// now, or if money is taken that is not there; what only pays out does not fail. Returns what it
    /// did, for its weight.
    pub(crate) fn happens(self, happening: Happening) -> Result<Work, DispatchError> {
        self.happens_judged(happening, &Judged::nobody())
    }

    /// As [`Self::happens`], when these judged.
    pub(crate) fn happens_judged(
        mut self,
        happening: Happening,
        judged: &Judged<T>,
    ) -> Result<Work, DispatchError> {
        let now = Pallet::<T>::now();
        let royalties = Pallet::<T>::royalties_of(self.order.design);
        let before = self.order.escrowed.clone();
        let money = self.order.escrowed.apply(happening, &now, &royalties);
        let money = money.map_err(Error::<T>::from)?;
        if let Some((party, amount)) = money.taken.filter(|(_, amount)| *amount > 0) {
            let from = Pallet::<T>::account_of(self.trader(party));
            Pallet::<T>::take(self.currency(), &from, amount)?;
            self.work.vouchers = (*self.currency() != CurrencyId::Native).into();
        }
        self.pay(&money.paid);
        if before.is_disputed() && self.order.escrowed.ended() {
            self.pay_costs(before.value(), &money.paid, judged);
        }
        // What somebody would have agreed to before, they would not agree to now.
        if self.order.escrowed.state() != before.state() {
            self.order.proposals = Proposals::default();
        }
        self.tell(&happening, &before, &money.paid);
        self.put_back(&before)
    }

    /// Pays what an order pays. A payee who cannot be paid now holds up nobody.
    fn pay(&mut self, paid: &Payouts) {
        let currency = self.currency();
        let treasury = Trader { account: T::Treasury::get(), member: None };
        let payees = [
            (&self.listing.seller, paid.seller),
            (&self.order.buyer, paid.buyer),
            (&treasury, paid.fee),
        ];
        let work = payees.into_iter().fold(self.work, |work, (payee, amount)| {
            work.and(Pallet::<T>::credit(payee, currency, amount))
        });
        if let Some(design) = self.order.design {
            Pallet::<T>::earn(design, currency, &paid.royalties);
        }
        self.work = work;
    }

    fn tell(&self, happening: &Happening, before: &EscrowedOrder, paid: &Payouts) {
        let order = self.id;
        let after = &self.order.escrowed;
        let event = match after.state() {
            State::Ended { how, .. } => {
                let (delivered, payment) = (lots::delivered(after), payment(paid));
                Event::Ended { order, how, delivered, payment }
            }
            State::StepDue { .. } => {
                Event::StepPaid { order, step: after.step(), payment: payment(paid) }
            }
            State::Delivered { quantity, .. } => {
                Event::Delivered { order, quantity, refund: paid.buyer }
            }
            State::Started { .. } => Event::Started { order },
            State::Accepted { .. } if after.step() > before.step() => {
                Event::StepFunded { order, step: after.step(), escrow: after.escrow() }
            }
            State::Accepted { .. } => Event::Accepted { order },
            State::Disputed { until, appellant: Some(by), .. } => {
                let bond = after.escrow().saturating_sub(before.escrow());
                Event::Appealed { order, by, bond, until }
            }
            State::Disputed { until, .. } => {
                let case = self.order.case.unwrap_or_default();
                let floor = self.order.floor.unwrap_or(0);
                Event::DisputeOpened { order, case, floor, until }
            }
            State::Placed { .. } => {
                frame_support::defensive!("nothing leads back to the beginning", happening);
                return;
            }
        };
        Pallet::<T>::deposit_event(event);
    }

    /// Stores the order, or forgets one that ended, and lets its stock follow.
    fn put_back(self, before: &EscrowedOrder) -> Result<Work, DispatchError> {
        let Self { id, order, listing, mut work } = self;
        let ended = order.escrowed.ended();
        if ended || lots::reserved(before) != lots::reserved(&order.escrowed) {
            let mut lot = Pallet::<T>::lot_of(order.listing, order.lot)?;
            let open = listing.standing == Standing::Open;
            let takes_orders = open && lot.takes_orders(Pallet::<T>::now().unix);
            lot.follow(before, &order.escrowed, takes_orders);
            if ended {
                lot.orders = lot.orders.saturating_sub(1);
                work = work.and(Self::forget(id, &order, &listing));
            }
            work = work.and(Pallet::<T>::put_lot(order.listing, listing, order.lot, lot));
        }
        if !ended {
            Orders::<T>::insert(id, order);
        }
        Ok(work)
    }

    fn forget(id: OrderId, order: &OrderOf<T>, listing: &ListingOf<T>) -> Work {
        Orders::<T>::remove(id);
        if let Some(engagement) = order.engagement {
            T::Credentials::release(engagement);
        }
        if let Some(case) = order.case {
            T::Arbitration::close(case);
        }
        if let Some(design) = order.design {
            Pallet::<T>::leave_design(design, &listing.terms.currency);
        }
        let rated = matches!(order.escrowed.state(), State::Ended { accepted: true, .. });
        let deposits = Pallet::<T>::end_order(id, order, &listing.seller, rated);
        Work {
            designs: order.design.is_some().into(),
            releases: order.engagement.is_some().into(),
            deposits,
            disputes: order.case.is_some().into(),
            ..Work::default()
        }
    }
}

fn payment(paid: &Payouts) -> Payment {
    let Payouts { seller, buyer, fee, royalties, judges, .. } = paid;
    Payment {
        seller: *seller,
        buyer: *buyer,
        fee: *fee,
        royalties: designs::sum(royalties),
        judges: designs::sum(judges),
    }
}
