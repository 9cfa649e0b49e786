//! The invariants, each checked on its own.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use marketplace_escrow::{Quantity, Royalties, State, MAX_FEE};
use sp_runtime::DispatchError;
use vaka_primitives::{try_storage_version, Balance, MemberId};

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_listings()?;
        Self::try_lots()?;
        Self::try_orders()?;
        Self::try_designs()?;
        Self::try_money()?;
        Self::try_currencies()?;
        Self::try_allowances()?;
        Self::try_ratings()?;
        Self::try_openings()?;
        Self::try_decisions()
    }

    /// **Listings**: each has as many lots as it counts. One that takes no orders has some.
    fn try_listings() -> Result<(), DispatchError> {
        for (id, listing) in Listings::<T>::iter() {
            ensure!(id < NextListing::<T>::get(), "a listing's number was assigned");
            let lots = Lots::<T>::iter_prefix(id).count();
            ensure!(lots == usize::from(listing.lots), "a listing's lots are counted");
            ensure!(listing.lots <= rules::MAX_LOTS, "a listing has few lots");
            let unix = Self::now().unix;
            let open = Lots::<T>::iter_prefix_values(id).filter(|lot| lot.takes_orders(unix));
            let open = open.count();
            ensure!(open <= usize::from(rules::MAX_OPEN_LOTS), "few lots of a listing are open");
            let open = listing.standing == Standing::Open;
            ensure!(open || lots > 0, "a listing that is over is forgotten");
        }
        Ok(())
    }

    /// **Lots**: what was published is available, reserved, delivered or written off. What is
    /// reserved is what orders wait for.
    fn try_lots() -> Result<(), DispatchError> {
        let mut counts = BTreeMap::<(ListingId, LotNumber), (u32, u64, u64)>::new();
        for order in Orders::<T>::iter_values() {
            let count = counts.entry((order.listing, order.lot)).or_default();
            let (orders, reserved, delivered) = *count;
            *count = (
                orders.saturating_add(1),
                reserved.saturating_add(lots::reserved(&order.escrowed).into()),
                delivered.saturating_add(match lots::reserved(&order.escrowed) {
                    0 => lots::delivered(&order.escrowed).into(),
                    _ => 0,
                }),
            );
        }
        for (id, number, lot) in Lots::<T>::iter() {
            let listing = Listings::<T>::get(id).ok_or("a lot's listing exists")?;
            ensure!(number < listing.next_lot, "a lot's number was assigned");
            let parts = [lot.available, lot.reserved, lot.delivered, lot.written_off];
            let published = parts.into_iter().try_fold(0, Quantity::checked_add);
            ensure!(published == Some(lot.terms.quantity), "the stock of a lot adds up");
            let (orders, reserved, delivered) = counts.remove(&(id, number)).unwrap_or_default();
            ensure!(lot.orders == orders, "a lot's orders are counted");
            ensure!(
                u64::from(lot.reserved) == reserved,
                "what is reserved is what orders wait for"
            );
            ensure!(u64::from(lot.delivered) >= delivered, "what was delivered is counted");
            ensure!(!lot.recalled || lot.available == 0, "a recalled lot is not available");
            let over = orders == 0 && (lot.available == 0 || listing.standing != Standing::Open);
            ensure!(!over, "a lot that is over is forgotten");
            let free = lot.deposit.is_none() == listing.deposit.is_none();
            ensure!(free, "a lot leaves a deposit if its listing does");
        }
        ensure!(counts.is_empty(), "an order's lot exists");
        Ok(())
    }

    /// **Orders**: none has ended. An award answers for each that was accepted and requires one. A
    /// dispute has a case, and what was paid to open it waits for its end. Nobody proposes a split of what is not accepted, or of a step that is
    /// not paid.
    fn try_orders() -> Result<(), DispatchError> {
        for (id, order) in Orders::<T>::iter() {
            ensure!(id < NextOrder::<T>::get(), "an order's number was assigned");
            let state = order.escrowed.state();
            ensure!(!order.escrowed.ended(), "an order that ended is forgotten");
            let accepted = !matches!(state, State::Placed { .. });
            let answered = order.engagement.is_some() == (accepted && order.requirement.is_some());
            ensure!(answered, "an award answers for what was accepted");
            let disputed = matches!(state, State::Disputed { .. });
            ensure!(order.case.is_some() == disputed, "a dispute has a case");
            let paid = order.floor.is_none_or(|floor| disputed && floor > 0);
            ensure!(paid, "what the buyer paid to open a dispute waits for its end");
            let by_code = order.escrowed.terms().by_code;
            ensure!(order.code.is_some() == by_code, "an order by code has one");
            let nothing_to_split = !accepted || matches!(state, State::StepDue { .. });
            let proposed = order.proposals != Proposals::default();
            ensure!(!(nothing_to_split && proposed), "a split is of what is in escrow");
        }
        Ok(())
    }

    /// **Designs**: each is found by its content, and its shares are royalties. What pays it is
    /// counted.
    fn try_designs() -> Result<(), DispatchError> {
        let mut users = BTreeMap::<(DesignId, alloc::vec::Vec<u8>), u32>::new();
        let mut count = |design: Option<DesignId>, currency: &CurrencyId| {
            if let Some(design) = design {
                let count = users.entry((design, codec::Encode::encode(currency))).or_default();
                *count = count.saturating_add(1);
            }
        };
        for listing in Listings::<T>::iter_values() {
            count(listing.terms.design, &listing.terms.currency);
        }
        for order in Orders::<T>::iter_values() {
            let listing = Self::listing_of(order.listing)?;
            count(order.design, &listing.terms.currency);
        }
        let mut designs = 0u32;
        for (id, design) in Designs::<T>::iter() {
            designs = designs.saturating_add(1);
            ensure!(id < NextDesign::<T>::get(), "a design's number was assigned");
            let found = DesignByContent::<T>::get(design.content) == Some(id);
            ensure!(found, "a design is found by its content");
            let shares = design.payees.iter().map(|payee| payee.share);
            ensure!(Royalties::new(shares).is_ok(), "a design's shares are royalties");
            for earnings in &design.earnings {
                let key = (id, codec::Encode::encode(&earnings.currency));
                let used = users.remove(&key).unwrap_or_default();
                ensure!(earnings.users == used, "what pays a design is counted");
                ensure!(earnings.left.is_none() == (used > 0), "it is known when it was left");
                ensure!(earnings.due.len() == design.payees.len(), "each payee has a due");
                let idle = used == 0 && earnings.due.iter().all(|due| *due == 0);
                ensure!(!idle, "a currency in which nothing is earned is forgotten");
            }
            let over = (design.retired || design.struck) && design.earnings.is_empty();
            ensure!(!over, "a design that is over is forgotten");
            let struck = StruckContents::<T>::contains_key(design.content);
            ensure!(struck == design.struck, "what was struck is remembered");
        }
        ensure!(users.is_empty(), "a design in use exists");
        let contents = DesignByContent::<T>::iter_values().count();
        ensure!(contents == designs as usize, "a content is a design's");
        Ok(())
    }

    /// **Money**: what is on hold in a pool is in escrow, due, or earned by a design; in that of
    /// VAKA, or paid to open a dispute.
    fn try_money() -> Result<(), DispatchError> {
        for currency in Currencies::<T>::iter_keys() {
            let mut sum: Balance = 0;
            for order in Orders::<T>::iter_values() {
                let listing = Self::listing_of(order.listing)?;
                if listing.terms.currency == currency {
                    sum = sum.saturating_add(order.escrowed.escrow());
                }
                if currency == CurrencyId::Native {
                    sum = sum.saturating_add(order.floor.unwrap_or(0));
                }
            }
            for (_, other, due) in Dues::<T>::iter() {
                ensure!(due.amount > 0, "what is paid is forgotten");
                if other == currency {
                    sum = sum.saturating_add(due.amount);
                }
            }
            for design in Designs::<T>::iter_values() {
                let earned = design.earnings.iter().filter(|it| it.currency == currency);
                sum = earned
                    .flat_map(|it| it.due.iter())
                    .fold(sum, |sum, due| sum.saturating_add(*due));
            }
            ensure!(Self::held(&currency) == sum, "what is on hold is in escrow, due or earned");
        }
        Ok(())
    }

    /// **Currencies**: what names each is counted. Its pool has a reference, so that it exists.
    fn try_currencies() -> Result<(), DispatchError> {
        let mut uses = BTreeMap::<alloc::vec::Vec<u8>, u32>::new();
        let mut count = |currency: &CurrencyId| {
            let count = uses.entry(codec::Encode::encode(currency)).or_default();
            *count = count.saturating_add(1);
        };
        Listings::<T>::iter_values().for_each(|listing| count(&listing.terms.currency));
        Dues::<T>::iter().for_each(|(_, currency, _)| count(&currency));
        let floors = Orders::<T>::iter_values().filter_map(|order| order.floor);
        floors.for_each(|_| count(&CurrencyId::Native));
        Designs::<T>::iter_values()
            .for_each(|design| design.earnings.iter().for_each(|it| count(&it.currency)));
        for (currency, counted) in Currencies::<T>::iter() {
            let used = uses.remove(&codec::Encode::encode(&currency));
            ensure!(used == Some(counted), "what names a currency is counted");
            let providers = frame_system::Pallet::<T>::providers(&Self::pool(&currency));
            ensure!(providers > 0, "a pool in use exists");
        }
        ensure!(uses.is_empty(), "a currency in use is known");
        Ok(())
    }

    /// **Allowances**: what members have without a deposit is counted.
    fn try_allowances() -> Result<(), DispatchError> {
        let mut sums = BTreeMap::<MemberId, Allowance>::new();
        let mut count = |who: &TraderOf<T>, add: fn(&mut Allowance)| {
            let member = who.member.ok_or("an outsider leaves a deposit")?;
            add(sums.entry(member).or_default());
            Ok::<_, DispatchError>(())
        };
        for listing in Listings::<T>::iter_values().filter(|it| it.deposit.is_none()) {
            count(&listing.seller, |it| it.listings = it.listings.saturating_add(1))?;
        }
        for order in Orders::<T>::iter_values().filter(|it| it.deposit.is_none()) {
            count(&order.buyer, |it| it.orders = it.orders.saturating_add(1))?;
        }
        for design in Designs::<T>::iter_values().filter(|it| it.deposit.is_none()) {
            count(&design.owner, |it| it.designs = it.designs.saturating_add(1))?;
        }
        for order in EndedOrders::<T>::iter_values() {
            if let Place::Free(party) = order.place {
                count(order.trader(party), |it| it.ended = it.ended.saturating_add(1))?;
            }
        }
        for ((.., rater), rating) in Ratings::<T>::iter() {
            if let (None, Payee::Member(member)) = (rating.deposit, rater) {
                let free = sums.entry(member).or_default();
                free.ratings = free.ratings.saturating_add(1);
            }
        }
        for (member, allowance) in Allowances::<T>::iter() {
            ensure!(sums.remove(&member) == Some(allowance), "what is free is counted");
        }
        ensure!(sums.is_empty(), "a member with free space is known");
        Ok(())
    }

    /// **Openings**: a member's last disputes are remembered in their order.
    fn try_openings() -> Result<(), DispatchError> {
        for opened in Openings::<T>::iter_values() {
            ensure!(!opened.is_empty(), "what is remembered is a dispute");
            ensure!(opened.is_sorted(), "disputes are remembered in their order");
            let last = opened.last().copied();
            ensure!(last <= Some(Self::now().open), "no dispute was opened in the future");
        }
        Ok(())
    }

    /// **Decisions**: the fee and each community's days lie within their bounds.
    fn try_decisions() -> Result<(), DispatchError> {
        ensure!(Fee::<T>::get() <= MAX_FEE, "the fee is at most 3%");
        let in_bounds = |days| rules::CONFIRMATION.contains(&days);
        ensure!(Confirmation::<T>::iter_values().all(in_bounds), "buyers have 3 to 40 days");
        Ok(())
    }
}
