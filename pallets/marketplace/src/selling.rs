//! What sellers do with orders.

use crate::*;
use codec::Encode;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use marketplace_escrow::Event as Happening;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use vaka_primitives::CredentialCheck as _;

/// The bytes with which what is hashed of every code begins.
pub const CODE_DOMAIN: [u8; 16] = *b"vaka/market/code";

impl<T: Config> Pallet<T> {
    /// Returns how many orders were refunded instead, and what it did.
    pub(crate) fn do_accept(
        who: T::AccountId,
        orders: OrderIds,
    ) -> Result<(u32, Work), DispatchError> {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        let mut refunded = 0u32;
        let mut done = Work::default();
        for id in orders {
            let (accepted, work) = Self::accept_one(&who, id)?;
            refunded = refunded.saturating_add(u32::from(!accepted));
            done = done.and(work);
        }
        Ok((refunded, done))
    }

    /// A seller who lost what the listing requires gives the money back instead. Returns whether it
    /// was accepted, and what it did.
    fn accept_one(who: &T::AccountId, id: OrderId) -> Result<(bool, Work), DispatchError> {
        let mut deal = Deal::<T>::of_seller(who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        deal.ensure_may(Happening::Accept)?;
        let looked = Work { awards: deal.order.requirement.is_some().into(), ..Work::default() };
        if let Some(requirement) = deal.order.requirement {
            match T::Credentials::engage(who, &requirement) {
                Ok(engagement) => deal.order.engagement = Some(engagement),
                Err(_) => return Ok((false, deal.happens(Happening::Reject)?.and(looked))),
            }
        }
        Ok((true, deal.happens(Happening::Accept)?.and(looked)))
    }

    pub(crate) fn do_reject(who: T::AccountId, orders: OrderIds) -> Result<Work, DispatchError> {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        orders.into_iter().try_fold(Work::default(), |done, id| {
            Ok(done.and(Deal::<T>::of_seller(&who, id)?.happens(Happening::Reject)?))
        })
    }

    /// A seller who lost what the listing requires gives the money back instead. Returns whether work
    /// started, and what it did.
    pub(crate) fn do_start(who: T::AccountId, id: OrderId) -> Result<(bool, Work), DispatchError> {
        let deal = Deal::<T>::of_seller(&who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        deal.ensure_may(Happening::Start)?;
        let looked = Work { awards: deal.order.requirement.is_some().into(), ..Work::default() };
        let met = deal.order.requirement.is_none_or(|it| T::Credentials::meets(&who, &it));
        let happening = if met { Happening::Start } else { Happening::Reject };
        Ok((met, deal.happens(happening)?.and(looked)))
    }

    pub(crate) fn do_deliver(
        who: T::AccountId,
        deliveries: Deliveries,
    ) -> Result<Work, DispatchError> {
        ensure!(!deliveries.is_empty(), Error::<T>::NoOrders);
        deliveries.into_iter().try_fold(Work::default(), |done, delivery| {
            Ok(done.and(Self::deliver_one(&who, delivery)?))
        })
    }

    fn deliver_one(who: &T::AccountId, delivery: Delivery) -> Result<Work, DispatchError> {
        let Delivery { order: id, quantity, code } = delivery;
        let deal = Deal::<T>::of_seller(who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        let Some(code) = code else {
            let short = quantity < deal.order.escrowed.terms().price.ordered();
            let work = deal.happens(Happening::Deliver { quantity })?;
            // The buyer gets something back, in whatever currency.
            return Ok(Work { vouchers: short.into(), ..work });
        };
        let OrderOf::<T> { buyer, listing, lot, code: hash, .. } = &deal.order;
        let hash = hash.ok_or(Error::<T>::NoCode)?;
        let shown = Self::code_hash(&buyer.account, *listing, *lot, &code);
        ensure!(shown == hash, Error::<T>::WrongCode);
        deal.happens(Happening::Code { quantity })
    }

    /// The hash of a code with which an order is placed. It covers the chain, the buyer's account,
    /// the listing and the lot. So a hash that somebody copied fits no code of theirs, and a code
    /// that was shown fits no order of another lot.
    pub fn code_hash(
        buyer: &T::AccountId,
        listing: ListingId,
        lot: LotNumber,
        code: &Code,
    ) -> H256 {
        let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
        (CODE_DOMAIN, genesis, buyer, listing, lot, code).using_encoded(blake2_256).into()
    }
}
