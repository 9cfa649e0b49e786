//! What buyers do with orders, and what both parties agree on.

use crate::*;
use frame_support::pallet_prelude::*;
use marketplace_escrow::Event as Happening;
use sp_core::H256;
use sp_runtime::Permill;
use vaka_primitives::{Arbitration as _, Disputant, NewCase};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_confirm(who: T::AccountId, id: OrderId) -> Result<Work, DispatchError> {
        Deal::<T>::of_buyer(&who, id)?.happens(Happening::Confirm)
    }

    pub(crate) fn do_cancel(who: T::AccountId, id: OrderId) -> Result<Work, DispatchError> {
        let deal = Deal::<T>::of_buyer(&who, id)?;
        let recalled = deal.is_refundable()?;
        deal.happens(if recalled { Happening::Recall } else { Happening::Cancel })
    }

    pub(crate) fn do_fund_step(who: T::AccountId, id: OrderId) -> Result<Work, DispatchError> {
        let deal = Deal::<T>::of_buyer(&who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        deal.happens(Happening::FundStep)
    }

    pub(crate) fn do_propose_split(
        who: T::AccountId,
        id: OrderId,
        to_seller: Permill,
    ) -> DispatchResult {
        let mut deal = Deal::<T>::open(id)?;
        let by = deal.party(&who)?;
        deal.ensure_may(Happening::Split { to_seller, rounds: 0 })?;
        deal.order.proposals.set(by, to_seller);
        Orders::<T>::insert(id, deal.order);
        Self::deposit_event(Event::SplitProposed { order: id, by, to_seller });
        Ok(())
    }

    /// Returns how many rulings were as good as carried out, how many people are paid for it, and what
    /// it did.
    pub(crate) fn do_accept_split(
        who: T::AccountId,
        id: OrderId,
        to_seller: Permill,
    ) -> Result<(u32, u32, Work), DispatchError> {
        let deal = Deal::<T>::open(id)?;
        let other = deal.party(&who)?.other();
        ensure!(deal.order.proposals.of(other) == Some(to_seller), Error::<T>::NotProposed);
        deal.ensure_may(Happening::Split { to_seller, rounds: 0 })?;
        let judged = match deal.order.case {
            Some(case) => Judged::served(T::Arbitration::withdraw(case)),
            None => Judged::nobody(),
        };
        let (ruled, judges) = (judged.people().min(1), judged.people());
        let split = Happening::Split { to_seller, rounds: judged.rounds() };
        Ok((ruled, judges, deal.happens_judged(split, &judged)?))
    }

    /// Returns whether there is a dispute, and what it did.
    pub(crate) fn do_open_dispute(
        who: T::AccountId,
        id: OrderId,
        evidence: H256,
    ) -> Result<(bool, Work), DispatchError> {
        let mut deal = Deal::<T>::of_buyer(&who, id)?;
        if deal.is_refundable()? {
            // A dispute could but cost the buyer a part of it.
            return Ok((false, deal.happens(Happening::Recall)?));
        }
        deal.ensure_may(Happening::Dispute { days: 0 })?;
        deal.order.floor = Self::charge_dispute(&deal.order.buyer)?;
        let (case, days) = T::Arbitration::open(NewCase {
            buyer: disputant::<T>(&deal.order.buyer),
            seller: disputant::<T>(&deal.listing.seller),
            requirement: deal.order.requirement,
            evidence,
        })?;
        deal.order.case = Some(case);
        // The crate of orders has a bound of its own.
        let days = u8::try_from(days).unwrap_or(u8::MAX);
        Ok((true, deal.happens(Happening::Dispute { days })?))
    }

    pub(crate) fn do_appeal(who: T::AccountId, id: OrderId) -> Result<Work, DispatchError> {
        let deal = Deal::<T>::open(id)?;
        let by = deal.party(&who)?;
        let appeal = Happening::Appeal { by };
        deal.ensure_may(appeal)?;
        let case = deal.order.case.ok_or(Error::<T>::NotDisputed)?;
        T::Arbitration::appeal(case, by)?;
        deal.happens(appeal)
    }
}

fn disputant<T: Config>(trader: &TraderOf<T>) -> Disputant<T::AccountId> {
    Disputant { account: trader.account.clone(), member: trader.member }
}
