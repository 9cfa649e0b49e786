//! Ended orders, and what people say of each other, for the benchmarks. All have deposits.

use super::{member, NOW};
use crate::*;
use frame_support::traits::Get;
use sp_core::H256;
use sp_runtime::traits::BlockNumberProvider as _;
use vaka_primitives::BlockNumber;

fn ended_order<T: Config>(
    seller: &T::AccountId,
    buyer: &T::AccountId,
    ended: BlockNumber,
    given: Given,
) -> EndedOrderOf<T> {
    let ticket = Pallet::<T>::deposit::<OrderOf<T>>(buyer).unwrap();
    EndedOrder {
        buyer: Pallet::<T>::trader(buyer),
        seller: Pallet::<T>::trader(seller),
        ended,
        by_buyer: given,
        by_seller: given,
        place: Place::Deposit(ticket),
    }
}

/// Both parties say something of each other, with deposits.
fn open_both<T: Config>(order: &EndedOrderOf<T>) {
    for by in [Side::Buyer, Side::Seller] {
        Pallet::<T>::open_rating(&order.trader(by).account, order, by).unwrap();
    }
}

/// An order that ended so long ago that nobody may rate it.
fn over<T: Config>(n: u32, given: Given) -> (OrderId, EndedOrderOf<T>) {
    let (buyer, seller) = (member::<T>("old buyer", n), member::<T>("old seller", n));
    let days = u32::from(T::Rules::get().rating_days).saturating_mul(2);
    let ended = NOW.saturating_sub(days.saturating_mul(T::SlotsPerDay::get()));
    (OrderId::MAX.saturating_sub(n.into()), ended_order::<T>(&seller, &buyer, ended, given))
}

/// An order that nobody rated, with a deposit or not. The next one that ends forgets it.
pub(super) fn unrated<T: Config>(n: u32, with_deposit: bool) {
    let (id, mut order) = over::<T>(n, Given::Nothing);
    if !with_deposit {
        let Place::Deposit(ticket) = order.place else { return };
        Pallet::<T>::give_back(&order.buyer.account, ticket);
        Allowances::<T>::insert(order.buyer.member.unwrap(), Allowance::default());
        Pallet::<T>::take_free(order.buyer.member.unwrap(), Space::Ended);
        order.place = Place::Free(Side::Buyer);
    }
    EndedOrders::<T>::insert(id, order);
    Pallet::<T>::queue(Wait::Commitments, id);
}

/// An order that the next commitment forgets. Both ratings are withheld, in place of others.
pub(super) fn withheld<T: Config>(n: u32) {
    let (id, order) = over::<T>(n, Given::Sealed(H256::zero()));
    open_both::<T>(&order);
    for by in [Side::Buyer, Side::Seller] {
        Pallet::<T>::count_rating(0, &order, by, Verdict::Stars(1));
    }
    EndedOrders::<T>::insert(id, order);
    Pallet::<T>::queue(Wait::Reveals, id);
}

/// What two people said of each other in the first half-year of all, and nobody has forgotten yet.
pub(super) fn ancient<T: Config>() {
    let (buyer, seller) = (member::<T>("first buyer", 0), member::<T>("first seller", 0));
    T::Clock::set_block_number(1);
    open_both::<T>(&ended_order::<T>(&seller, &buyer, 1, Given::Nothing));
    T::Clock::set_block_number(NOW);
}

/// The order 0, which ended now. Returns the buyer. The seller has committed a rating.
pub(super) fn to_rate<T: Config>() -> T::AccountId {
    let (buyer, seller) = (member::<T>("buyer", 0), member::<T>("seller", 0));
    let mut order = ended_order::<T>(&seller, &buyer, NOW, Given::Nothing);
    order.by_seller = Given::Sealed(H256::zero());
    EndedOrders::<T>::insert(0, order);
    Pallet::<T>::queue(Wait::Commitments, 0);
    NextOrder::<T>::put(1);
    buyer
}

/// The order 0, which ended now. The buyer has committed 5 stars, and 1 for an order before.
pub(super) fn to_reveal<T: Config>(text: H256, salt: Salt) {
    let buyer = to_rate::<T>();
    let committer = Payee::from(Pallet::<T>::trader(&buyer));
    let hash = Pallet::<T>::rating_hash(0, Side::Buyer, &committer, 5, &text, &salt);
    Pallet::<T>::do_commit_rating(buyer, 0, hash).unwrap();
    let before = EndedOrders::<T>::get(0).unwrap();
    let before = EndedOrderOf::<T> { ended: NOW.saturating_sub(1), ..before };
    Pallet::<T>::count_rating(0, &before, Side::Buyer, Verdict::Stars(1));
}
