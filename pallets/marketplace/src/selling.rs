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
    pub(crate) fn do_accept(who: T::AccountId, orders: OrderIds) -> DispatchResult {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        for id in orders {
            Self::accept_one(&who, id)?;
        }
        Ok(())
    }

    /// A seller who lost what the listing requires gives the money back instead.
    fn accept_one(who: &T::AccountId, id: OrderId) -> DispatchResult {
        let mut deal = Deal::<T>::of_seller(who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        deal.ensure_may(Happening::Accept)?;
        if let Some(requirement) = deal.order.requirement {
            match T::Credentials::engage(who, &requirement) {
                Ok(engagement) => deal.order.engagement = Some(engagement),
                Err(_) => return deal.happens(Happening::Reject),
            }
        }
        deal.happens(Happening::Accept)
    }

    pub(crate) fn do_reject(who: T::AccountId, orders: OrderIds) -> DispatchResult {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        for id in orders {
            Deal::<T>::of_seller(&who, id)?.happens(Happening::Reject)?;
        }
        Ok(())
    }

    /// A seller who lost what the listing requires gives the money back instead.
    pub(crate) fn do_start(who: T::AccountId, id: OrderId) -> DispatchResult {
        let deal = Deal::<T>::of_seller(&who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        deal.ensure_may(Happening::Start)?;
        let met = deal.order.requirement.is_none_or(|it| T::Credentials::meets(&who, &it));
        deal.happens(if met { Happening::Start } else { Happening::Reject })
    }

    pub(crate) fn do_deliver(who: T::AccountId, deliveries: Deliveries) -> DispatchResult {
        ensure!(!deliveries.is_empty(), Error::<T>::NoOrders);
        for delivery in deliveries {
            Self::deliver_one(&who, delivery)?;
        }
        Ok(())
    }

    fn deliver_one(who: &T::AccountId, delivery: Delivery) -> DispatchResult {
        let Delivery { order: id, quantity, code } = delivery;
        let deal = Deal::<T>::of_seller(who, id)?;
        ensure!(!deal.lot()?.recalled, Error::<T>::LotRecalled);
        let Some(code) = code else {
            return deal.happens(Happening::Deliver { quantity });
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
