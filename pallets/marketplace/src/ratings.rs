//! How the parties of an ended order rate each other: each commits the hash of a rating, so that
//! neither answers the other's, and reveals it then.

mod ended;
mod reputation;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub(crate) mod views;

use crate::*;
use codec::Encode;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use marketplace_escrow::Side;
use sp_core::H256;
use sp_io::hashing::blake2_256;

/// The bytes with which what is hashed of every rating begins.
pub const RATING_DOMAIN: [u8; 23] = *b"vaka/marketplace/rating";

impl<T: Config> Pallet<T> {
    /// What a party commits. It covers the chain, the order, the side and the committer, so that a
    /// copy of it is worth nothing to anybody else, nor for another order.
    pub fn rating_hash(
        order: OrderId,
        by: Side,
        committer: &Payee<T::AccountId>,
        stars: u8,
        text: &H256,
        salt: &Salt,
    ) -> H256 {
        let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
        let rating = (RATING_DOMAIN, genesis, order, by, committer, stars, text, salt);
        rating.using_encoded(blake2_256).into()
    }

    pub(crate) fn do_commit_rating(who: T::AccountId, id: OrderId, hash: H256) -> DispatchResult {
        let mut order = EndedOrders::<T>::get(id).ok_or(Error::<T>::NothingToRate)?;
        let by = [Side::Buyer, Side::Seller]
            .into_iter()
            .find(|party| Self::speaks_for(&who, order.trader(*party)))
            .ok_or(Error::<T>::NotParty)?;
        match Self::rating_stage(&order) {
            RatingStage::Committing { .. } => {}
            RatingStage::Revealing { .. } => return Err(Error::<T>::TooLateToCommit.into()),
            RatingStage::Over => return Err(Error::<T>::NothingToRate.into()),
        }
        Self::forget_oldest(Wait::Reveals);
        Self::open_rating(&who, &order, by)?;
        order.give(by, Given::Sealed(hash));
        EndedOrders::<T>::insert(id, order);
        Self::deposit_event(Event::RatingCommitted { order: id, by });
        Ok(())
    }

    pub(crate) fn do_reveal_rating(
        id: OrderId,
        by: Side,
        stars: u8,
        text: H256,
        salt: Salt,
    ) -> DispatchResult {
        ensure!((1..=MAX_STARS).contains(&stars), Error::<T>::NotStars);
        let mut order = EndedOrders::<T>::get(id).ok_or(Error::<T>::NothingToRate)?;
        match Self::rating_stage(&order) {
            RatingStage::Committing { .. } => return Err(Error::<T>::TooEarlyToReveal.into()),
            RatingStage::Revealing { .. } => {}
            RatingStage::Over => return Err(Error::<T>::NothingToRate.into()),
        }
        let committed = match order.given(by) {
            Given::Nothing => return Err(Error::<T>::NothingCommitted.into()),
            Given::Revealed { .. } => return Err(Error::<T>::AlreadyRevealed.into()),
            Given::Sealed(hash) => *hash,
        };
        let committer = Payee::from(order.trader(by).clone());
        let opened = Self::rating_hash(id, by, &committer, stars, &text, &salt);
        ensure!(committed == opened, Error::<T>::WrongOpening);
        order.give(by, Given::Revealed { stars, text });
        Self::count_rating(id, &order, by, Verdict::Stars(stars));
        EndedOrders::<T>::insert(id, order);
        Self::deposit_event(Event::RatingRevealed { order: id, by, stars, text });
        Ok(())
    }
}
