//! The world of the benchmarks: people, designs, listings and orders, each as dear as can be.

use crate::{rules::*, *};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{Get, TypedGet},
    BoundedVec,
};
use marketplace_escrow::{Dates, Moment, Quantity, MAX_FEE, MAX_PAYEES};
use sp_core::H256;
use sp_runtime::{traits::BlockNumberProvider as _, Permill};
use vaka_primitives::{
    Arbitration as _, Balance, BlockNumber, MemberId, Members as _, Requirement, Ruling, Served,
    MAX_JUDGES, MAX_ROUNDS,
};

/// What benchmarks need beyond the pallet's own traits.
pub trait BenchmarkHelper<AccountId> {
    /// Gives somebody plenty of VAKA, and of a voucher whose transfers cost as much as any. Returns
    /// the voucher.
    fn fund(who: &AccountId) -> CurrencyId;

    /// Lets somebody meet a requirement that is as dear to check as any.
    fn qualify(who: &AccountId) -> Requirement;

    /// Sets the unix time, in seconds.
    fn set_time(now: Moment);
}

/// The present slot and second, far from zero.
pub(super) const NOW: BlockNumber = 100_000_000;
pub(super) const UNIX: Moment = 1_900_000_000;

pub(super) const PRICE: Balance = 1_000_000;
pub(super) const CODE: Code = [5; 16];

pub(super) fn begin<T: Config>() {
    T::Clock::set_block_number(NOW);
    T::BenchmarkHelper::set_time(UNIX);
    Fee::<T>::put(MAX_FEE);
    // The treasury takes any amount.
    T::BenchmarkHelper::fund(&T::Treasury::get());
}

/// Lets days pass.
pub(super) fn wait<T: Config>(days: u32) {
    let slots = days.saturating_mul(T::SlotsPerDay::get());
    T::Clock::set_block_number(T::Clock::current_block_number().saturating_add(slots));
}

/// A member who has places without a deposit left.
pub(super) fn fresh<T: Config>(name: &'static str, n: u32) -> T::AccountId {
    let who = account::<T::AccountId>(name, n, 0);
    T::BenchmarkHelper::fund(&who);
    if T::Members::membership(&who).is_none() {
        T::Members::insert_member(&who, 0);
    }
    who
}

/// A member who has all that is free.
pub(super) fn member<T: Config>(name: &'static str, n: u32) -> T::AccountId {
    let who = fresh::<T>(name, n);
    let member = T::Members::membership(&who).unwrap().member;
    let all = Allowance {
        listings: u32::MAX,
        orders: u32::MAX,
        designs: u32::MAX,
        ended: u32::MAX,
        ratings: u32::MAX,
    };
    Allowances::<T>::insert(member, all);
    who
}

pub(super) fn content(n: u32) -> H256 {
    H256(sp_io::hashing::blake2_256(&n.to_be_bytes()))
}

/// So many payees, each with a percent.
pub(super) fn shares<T: Config>(payees: u32, from: u32) -> Shares<T::AccountId> {
    let payees = (from..from + payees).map(|n| (member::<T>("payee", n), Permill::from_percent(1)));
    BoundedVec::truncate_from(payees.collect())
}

/// A design with as many payees as can be, which earns in as many currencies as can be with one
/// more.
pub(super) fn design<T: Config>(n: u32) -> DesignId {
    let owner = member::<T>("owner", n);
    let id = NextDesign::<T>::get();
    let payees = shares::<T>(MAX_PAYEES, n * MAX_PAYEES);
    Pallet::<T>::do_register_design(owner, content(id), payees, Parents::default()).unwrap();
    Designs::<T>::mutate(id, |design| {
        let other = |n| Earnings {
            currency: if n == 0 { CurrencyId::Native } else { CurrencyId::WithId(u32::MAX - n) },
            users: 1,
            left: None,
            due: BoundedVec::truncate_from(vec![PRICE; MAX_PAYEES as usize]),
        };
        let earnings = (0..MAX_CURRENCIES - 1).map(other).collect();
        design.as_mut().unwrap().earnings = BoundedVec::truncate_from(earnings);
    });
    id
}

/// A design that earned a voucher, of which so many payees are owed a part, and another from before.
pub(super) fn earned<T: Config>(payees: u32) -> (DesignId, CurrencyId) {
    let (id, buyer) = (design::<T>(0), member::<T>("buyer", 0));
    let currency = T::BenchmarkHelper::fund(&buyer);
    Pallet::<T>::use_design(id, &currency).unwrap();
    for payee in Designs::<T>::get(id).unwrap().payees.into_iter().take(payees as usize) {
        Pallet::<T>::take(&currency, &buyer, 2 * PRICE).unwrap();
        Pallet::<T>::use_currency(&currency);
        let due = Due { amount: PRICE, account: payee.who.account.clone() };
        Dues::<T>::insert(Payee::from(payee.who), &currency, due);
    }
    let mut earned = [0; MAX_PAYEES as usize];
    earned[..payees as usize].fill(PRICE);
    Pallet::<T>::earn(id, &currency, &earned);
    (id, currency)
}

/// A seller, who meets a requirement.
pub(super) struct Seller<AccountId> {
    pub who: AccountId,
    pub requirement: Requirement,
}

/// The seller. There is one in a benchmark: it is a whole system of schemas and awards that lets
/// somebody meet a requirement.
pub(super) fn seller<T: Config>() -> Seller<T::AccountId> {
    let who = member::<T>("seller", 0);
    let requirement = T::BenchmarkHelper::qualify(&who);
    Seller { who, requirement }
}

/// Dear terms. The seller meets the requirement.
pub(super) fn terms<T: Config>(seller: &Seller<T::AccountId>, design: DesignId) -> Terms {
    Terms {
        kind: Kind::MadeToOrder,
        currency: T::BenchmarkHelper::fund(&seller.who),
        pricing: Pricing::Unit(PRICE),
        title: BoundedVec::truncate_from(vec![b'x'; MAX_TITLE as usize]),
        details: Some(H256::zero()),
        accept_days: 14,
        overdue_days: 60,
        start_share: Permill::from_percent(50),
        unjudged: None,
        instant: false,
        requirement: Some(seller.requirement),
        design: Some(design),
    }
}

/// Terms without what costs something more: in VAKA, with neither design nor requirement.
pub(super) fn plain_terms() -> Terms {
    Terms {
        kind: Kind::MadeToOrder,
        currency: CurrencyId::Native,
        pricing: Pricing::Unit(PRICE),
        title: BoundedVec::truncate_from(vec![b'x'; MAX_TITLE as usize]),
        details: Some(H256::zero()),
        accept_days: 14,
        overdue_days: 60,
        start_share: Permill::from_percent(50),
        unjudged: None,
        instant: false,
        requirement: None,
        design: None,
    }
}

pub(super) fn lot_of(quantity: Quantity) -> LotTerms {
    LotTerms { quantity, opens: None, dates: Dates::default() }
}

pub(super) fn lot_of_one() -> LotTerms {
    lot_of(1)
}

/// A listing in plain terms, with a lot that is never sold out.
pub(super) fn plain_listing<T: Config>(seller: &T::AccountId) -> ListingId {
    let id = NextListing::<T>::get();
    Pallet::<T>::do_publish(seller.clone(), plain_terms()).unwrap();
    Pallet::<T>::do_add_lot(seller.clone(), id, lot_of(1_000)).unwrap();
    id
}

/// An order of two in plain terms, of a listing of its own. An order that ended before is forgotten
/// at the end of this one. Returns it, and its buyer.
pub(super) fn plain<T: Config>(
    seller: &T::AccountId,
    n: u32,
    by_code: bool,
) -> (OrderId, T::AccountId) {
    super::ratings::unrated::<T>(n, false);
    let buyer = fresh::<T>("buyer", n);
    let listing = plain_listing::<T>(seller);
    let id = NextOrder::<T>::get();
    let new = NewOrder { quantity: 2, ..new_order::<T>(&buyer, listing, by_code) };
    let new = BoundedVec::truncate_from(vec![new]);
    Pallet::<T>::do_place_orders(buyer.clone(), new).unwrap();
    (id, buyer)
}

pub(super) fn plain_accepted<T: Config>(
    seller: &T::AccountId,
    n: u32,
    by_code: bool,
) -> (OrderId, T::AccountId) {
    let (id, buyer) = plain::<T>(seller, n, by_code);
    Pallet::<T>::do_accept(seller.clone(), one(id)).unwrap();
    (id, buyer)
}

pub(super) fn plain_delivered<T: Config>(seller: &T::AccountId, n: u32) -> (OrderId, T::AccountId) {
    let (id, buyer) = plain_accepted::<T>(seller, n, false);
    let delivery = Delivery { order: id, quantity: 2, code: None };
    let deliveries = BoundedVec::truncate_from(vec![delivery]);
    Pallet::<T>::do_deliver(seller.clone(), deliveries).unwrap();
    (id, buyer)
}

/// A listing with a design of its own and a lot of one.
pub(super) fn listing<T: Config>(
    seller: &Seller<T::AccountId>,
    n: u32,
    change: impl FnOnce(&mut Terms),
) -> ListingId {
    let mut terms = terms::<T>(seller, design::<T>(n));
    change(&mut terms);
    let id = NextListing::<T>::get();
    Pallet::<T>::do_publish(seller.who.clone(), terms).unwrap();
    Pallet::<T>::do_add_lot(seller.who.clone(), id, lot_of_one()).unwrap();
    id
}

pub(super) fn new_order<T: Config>(
    buyer: &T::AccountId,
    listing: ListingId,
    by_code: bool,
) -> NewOrder {
    let code = by_code.then(|| Pallet::<T>::code_hash(buyer, listing, 0, &CODE));
    NewOrder { listing, lot: 0, quantity: 1, max_unit_price: Balance::MAX, revision: 0, code }
}

/// Lets something be due to somebody, so that it is paid with the next money.
pub(super) fn owe<T: Config>(who: &T::AccountId, currency: &CurrencyId) {
    let due = Due { amount: PRICE, account: who.clone() };
    Pallet::<T>::use_currency(currency);
    Pallet::<T>::take(currency, who, PRICE).unwrap();
    Dues::<T>::insert(Payee::from(Pallet::<T>::trader(who)), currency, due);
}

/// An order of the last thing of a listing that is closed, and so ends with it. Something is due to
/// the buyer from before, and an order that ended before is forgotten at the end of this one.
pub(super) fn order<T: Config>(
    seller: &Seller<T::AccountId>,
    n: u32,
    by_code: bool,
) -> (OrderId, T::AccountId) {
    super::ratings::unrated::<T>(n, true);
    let buyer = member::<T>("buyer", n);
    let listing = listing::<T>(seller, n, |_| {});
    let id = NextOrder::<T>::get();
    let new = BoundedVec::truncate_from(vec![new_order::<T>(&buyer, listing, by_code)]);
    Pallet::<T>::do_place_orders(buyer.clone(), new).unwrap();
    owe::<T>(&buyer, &Listings::<T>::get(listing).unwrap().terms.currency);
    Pallet::<T>::do_close_listing(seller.who.clone(), listing).unwrap();
    (id, buyer)
}

pub(super) fn one(id: OrderId) -> OrderIds {
    BoundedVec::truncate_from(vec![id])
}

pub(super) fn accepted<T: Config>(
    seller: &Seller<T::AccountId>,
    n: u32,
    by_code: bool,
) -> (OrderId, T::AccountId) {
    let (id, buyer) = order::<T>(seller, n, by_code);
    Pallet::<T>::do_accept(seller.who.clone(), one(id)).unwrap();
    (id, buyer)
}

pub(super) fn delivered<T: Config>(
    seller: &Seller<T::AccountId>,
    n: u32,
) -> (OrderId, T::AccountId) {
    let (id, buyer) = accepted::<T>(seller, n, false);
    let delivery = Delivery { order: id, quantity: 1, code: None };
    let deliveries = BoundedVec::truncate_from(vec![delivery]);
    Pallet::<T>::do_deliver(seller.who.clone(), deliveries).unwrap();
    (id, buyer)
}

/// The buyer has opened as many disputes lately as are free.
pub(super) fn quarrelsome<T: Config>(buyer: &T::AccountId) {
    let lately = vec![T::Clock::current_block_number(); T::Rules::get().free_disputes as usize];
    let member = T::Members::membership(buyer).unwrap().member;
    Openings::<T>::insert(member, LastOpenings::truncate_from(lately));
}

/// A dispute that the buyer paid to open.
pub(super) fn disputed<T: Config>(
    seller: &Seller<T::AccountId>,
    n: u32,
) -> (OrderId, T::AccountId) {
    let (id, buyer) = delivered::<T>(seller, n);
    quarrelsome::<T>(&buyer);
    Pallet::<T>::do_open_dispute(buyer.clone(), id, H256::zero()).unwrap();
    (id, buyer)
}

/// As many lots as a listing can have.
pub(super) const MOST_LOTS: u32 = MAX_LOTS as u32;

/// A listing with so many lots, which may be more than can be open at a time. None ever closes.
pub(super) fn listing_with_lots<T: Config>(lots: u32) -> ListingId {
    let seller = member::<T>("seller", 0);
    let id = NextListing::<T>::get();
    Pallet::<T>::do_publish(seller.clone(), plain_terms()).unwrap();
    for number in 0..lots {
        let ticket = Pallet::<T>::deposit::<LotOf<T>>(&seller).unwrap();
        let lot = LotOf::<T> {
            terms: lot_of_one(),
            available: 1,
            reserved: 0,
            delivered: 0,
            written_off: 0,
            orders: 0,
            recalled: false,
            deposit: Some(Deposit { depositor: seller.clone(), ticket }),
        };
        Lots::<T>::insert(id, number, lot);
    }
    Listings::<T>::mutate(id, |listing| {
        let listing = listing.as_mut().unwrap();
        (listing.lots, listing.next_lot) = (lots as u8, lots);
    });
    id
}

/// A judge to whom something is due in both currencies.
fn judge<T: Config>(n: u32, currency: &CurrencyId) -> MemberId {
    let who = member::<T>("judge", n);
    owe::<T>(&who, currency);
    owe::<T>(&who, &CurrencyId::Native);
    T::Members::membership(&who).unwrap().member
}

/// The most people who serve in a case.
pub(super) const MOST_JUDGES: u32 = MAX_JUDGES * MAX_ROUNDS;

/// A dispute on which so many people ruled, in as few rounds as can be. Returns none if nobody judges
/// on this chain.
pub(super) fn ruled<T: Config>(
    seller: &Seller<T::AccountId>,
    judges: u32,
    appealable: bool,
) -> Option<(OrderId, T::AccountId)> {
    let (id, buyer) = disputed::<T>(seller, 0);
    let order = Orders::<T>::get(id).unwrap();
    let currency = Listings::<T>::get(order.listing).unwrap().terms.currency;
    let all = (0..judges).map(|n| judge::<T>(n, &currency)).collect::<Vec<_>>();
    let rounds = all.chunks(MAX_JUDGES as usize);
    let rounds = rounds.map(|round| Served::truncate_from(round.to_vec()));
    let served = BoundedVec::truncate_from(rounds.collect::<Vec<_>>());
    let ruling = Ruling { to_seller: Permill::from_percent(50), damages: Balance::MAX, served };
    T::Arbitration::insert_ruling(order.case.unwrap(), ruling, appealable).then_some((id, buyer))
}
