//! Benchmarks of every call, each in its dearest case: members who have more than is free and so
//! leave deposits, a full design, an order that requires an award, and a listing that ends with it.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod ratings;
mod world;

pub use world::BenchmarkHelper;

use crate::{rules::*, *};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    dispatch::RawOrigin,
    traits::{fungibles::Inspect as _, EnsureOrigin},
    BoundedVec,
};
use marketplace_escrow::{State, Step, MAX_FEE, MAX_PAYEES, MAX_STEPS};
use sp_core::H256;
use sp_runtime::Permill;
use world::*;

fn by_people<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::ParametersOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn by_village<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::VillageOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// As many payees as can be, from two designs and the new one.
    #[benchmark]
    fn register_design() {
        begin::<T>();
        for (n, payees) in [(0, 4), (1, 4)] {
            let (owner, shares) = (member::<T>("owner", n), shares::<T>(payees, n * 4));
            let none = Parents::default();
            Pallet::<T>::do_register_design(owner, content(n), shares, none).unwrap();
        }
        let who = member::<T>("owner", 2);
        let parents = BoundedVec::truncate_from(vec![content(0), content(1)]);
        let payees = shares::<T>(MAX_PAYEES - 8, 8);
        let id = NextDesign::<T>::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(who), H256::zero(), payees, parents);

        assert_eq!(Designs::<T>::get(id).unwrap().payees.len(), MAX_PAYEES as usize);
    }

    /// One that nothing pays, so that it is forgotten.
    #[benchmark]
    fn retire_design() {
        begin::<T>();
        let id = design::<T>(0);
        Designs::<T>::mutate(id, |it| it.as_mut().unwrap().earnings = Default::default());
        let who = member::<T>("owner", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), id);

        assert!(!Designs::<T>::contains_key(id));
    }

    /// One that nothing pays, so that it is forgotten.
    #[benchmark]
    fn strike_design() -> Result<(), BenchmarkError> {
        begin::<T>();
        let id = design::<T>(0);
        Designs::<T>::mutate(id, |it| it.as_mut().unwrap().earnings = Default::default());
        let origin = by_people::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id);

        assert!(!Designs::<T>::contains_key(id));
        assert_eq!(StruckContents::<T>::iter().count(), 1);
        Ok(())
    }

    #[benchmark]
    fn publish() {
        begin::<T>();
        let seller = seller::<T>();
        let terms = terms::<T>(&seller, design::<T>(0));
        let id = NextListing::<T>::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), terms);

        assert!(Listings::<T>::contains_key(id));
    }

    /// With another design.
    #[benchmark]
    fn update() {
        begin::<T>();
        let seller = seller::<T>();
        let id = listing::<T>(&seller, 0, |_| {});
        let terms = terms::<T>(&seller, design::<T>(1));

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id, terms.clone());

        assert_eq!(Listings::<T>::get(id).unwrap().terms, terms);
    }

    #[benchmark]
    fn close_listing() {
        begin::<T>();
        let seller = seller::<T>();
        let id = full_listing::<T>(&seller);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id);

        assert!(!Listings::<T>::contains_key(id));
    }

    #[benchmark]
    fn strike_listing() -> Result<(), BenchmarkError> {
        begin::<T>();
        let id = full_listing::<T>(&seller::<T>());
        let origin = by_village::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id);

        assert!(!Listings::<T>::contains_key(id));
        Ok(())
    }

    /// It makes room, because all lots that there are have closed.
    #[benchmark]
    fn add_lot() {
        begin::<T>();
        let seller = seller::<T>();
        let id = full_listing::<T>(&seller);
        T::BenchmarkHelper::set_time(UNIX + 86_400);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id, lot_of_one());

        assert_eq!(Lots::<T>::iter_prefix(id).count(), 1);
    }

    #[benchmark]
    fn write_off() {
        begin::<T>();
        let seller = seller::<T>();
        let id = listing::<T>(&seller, 0, |_| {});

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id, 0, 1);

        assert!(!Lots::<T>::contains_key(id, 0));
    }

    #[benchmark]
    fn recall_lot() {
        begin::<T>();
        let seller = seller::<T>();
        let id = listing::<T>(&seller, 0, |_| {});

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id, 0);

        assert!(!Lots::<T>::contains_key(id, 0));
    }

    /// Of as many listings, which are accepted at once.
    #[benchmark]
    fn place_orders(n: Linear<1, MAX_ORDERS>) {
        begin::<T>();
        let (seller, who) = (seller::<T>(), member::<T>("buyer", 0));
        let orders = (0..n).map(|n| {
            let listing = listing::<T>(&seller, n, |terms| terms.instant = true);
            new_order::<T>(&who, listing, true)
        });
        let orders = BoundedVec::truncate_from(orders.collect::<Vec<_>>());

        #[extrinsic_call]
        _(RawOrigin::Signed(who), orders);

        assert_eq!(Orders::<T>::iter().count(), n as usize);
    }

    #[benchmark]
    fn accept(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = seller::<T>();
        let orders = (0..n).map(|n| order::<T>(&seller, n, false).0).collect::<Vec<_>>();
        let orders = BoundedVec::truncate_from(orders);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), orders);

        let engaged = Orders::<T>::iter_values().filter(|order| order.engagement.is_some());
        assert_eq!(engaged.count(), n as usize);
    }

    #[benchmark]
    fn reject(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = seller::<T>();
        let orders = (0..n).map(|n| accepted::<T>(&seller, n, false).0).collect::<Vec<_>>();
        let orders = BoundedVec::truncate_from(orders);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), orders);

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn start() {
        begin::<T>();
        let seller = seller::<T>();
        let (id, _) = accepted::<T>(&seller, 0, false);
        wait::<T>(1);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id);

        let state = Orders::<T>::get(id).unwrap().escrowed.state();
        assert!(matches!(state, State::Started { .. }));
    }

    /// By the buyers' codes, so that all is paid and forgotten.
    #[benchmark]
    fn deliver(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = seller::<T>();
        let deliveries = (0..n).map(|n| {
            let (order, _) = accepted::<T>(&seller, n, true);
            Delivery { order, quantity: 1, code: Some(CODE) }
        });
        let deliveries = BoundedVec::truncate_from(deliveries.collect::<Vec<_>>());

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), deliveries);

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn confirm() {
        begin::<T>();
        let (id, buyer) = delivered::<T>(&seller::<T>(), 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
    }

    /// When the seller has started, who gets the start share.
    #[benchmark]
    fn cancel() {
        begin::<T>();
        let seller = seller::<T>();
        let (id, buyer) = accepted::<T>(&seller, 0, false);
        wait::<T>(1);
        Pallet::<T>::do_start(seller.who, id).unwrap();

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn fund_step() {
        begin::<T>();
        let (seller, buyer) = (seller::<T>(), member::<T>("buyer", 0));
        let steps = vec![Step { price: PRICE, days: 180 }; MAX_STEPS as usize];
        let listing = listing::<T>(&seller, 0, |terms| {
            terms.pricing = Pricing::Steps(BoundedVec::truncate_from(steps));
        });
        let id = NextOrder::<T>::get();
        let new = BoundedVec::truncate_from(vec![new_order::<T>(&buyer, listing, false)]);
        Pallet::<T>::do_place_orders(buyer.clone(), new).unwrap();
        Pallet::<T>::do_accept(seller.who.clone(), one(id)).unwrap();
        let delivery = Delivery { order: id, quantity: 1, code: None };
        Pallet::<T>::do_deliver(seller.who, BoundedVec::truncate_from(vec![delivery])).unwrap();
        Pallet::<T>::do_confirm(buyer.clone(), id).unwrap();

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        assert_eq!(Orders::<T>::get(id).unwrap().escrowed.step(), 1);
    }

    #[benchmark]
    fn propose_split() {
        begin::<T>();
        let seller = seller::<T>();
        let (id, _) = disputed::<T>(&seller, 0);
        let half = Permill::from_percent(50);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id, half);

        assert_eq!(Orders::<T>::get(id).unwrap().proposals.sellers, Some(half));
    }

    /// In a dispute, which is withdrawn when two rounds of judges have served, where there are some.
    #[benchmark]
    fn accept_split() {
        begin::<T>();
        let seller = seller::<T>();
        let (id, buyer) = match ruled::<T>(&seller, 0, false) {
            Some(ruled) => ruled,
            None => disputed::<T>(&seller, 1),
        };
        let before = Orders::<T>::iter().count();
        let half = Permill::from_percent(50);
        Pallet::<T>::do_propose_split(buyer, id, half).unwrap();

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id, half);

        assert_eq!(Orders::<T>::iter().count(), before - 1);
    }

    /// By a member who opened as many lately as are free.
    #[benchmark]
    fn open_dispute() {
        begin::<T>();
        let (id, buyer) = delivered::<T>(&seller::<T>(), 0);
        quarrelsome::<T>(&buyer);

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id, H256::zero());

        let order = Orders::<T>::get(id).unwrap();
        assert!(order.case.is_some() && order.floor.is_some());
    }

    #[benchmark]
    fn appeal() -> Result<(), BenchmarkError> {
        begin::<T>();
        let ruled = ruled::<T>(&seller::<T>(), 0, true);
        let (id, buyer) = ruled.ok_or(BenchmarkError::Skip)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        let state = Orders::<T>::get(id).unwrap().escrowed.state();
        assert!(matches!(state, State::Disputed { appellant: Some(_), .. }));
        Ok(())
    }

    /// Disputes that ran out: both parties, the treasury and the design get something.
    #[benchmark]
    fn settle(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = seller::<T>();
        let orders = (0..n).map(|n| disputed::<T>(&seller, n).0).collect::<Vec<_>>();
        let orders = BoundedVec::truncate_from(orders);
        wait::<T>(marketplace_escrow::MAX_DISPUTE_DAYS.into());
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), orders);

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
    }

    /// What rulings add to settling: two full rounds of judges are paid in two currencies.
    #[benchmark]
    fn carry_out(n: Linear<1, MAX_RULINGS>) -> Result<(), BenchmarkError> {
        begin::<T>();
        let seller = seller::<T>();
        let orders = (0..n).map(|n| ruled::<T>(&seller, n, false).map(|(id, _)| id));
        let orders = orders.collect::<Option<Vec<_>>>().ok_or(BenchmarkError::Skip)?;
        let orders = BoundedVec::truncate_from(orders);
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        settle(RawOrigin::Signed(who), orders);

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
        assert_eq!(Dues::<T>::iter().count(), 0);
        Ok(())
    }

    #[benchmark]
    fn claim() {
        begin::<T>();
        let payee = member::<T>("payee", 0);
        let currency = T::BenchmarkHelper::fund(&payee);
        owe::<T>(&payee, &currency);
        let key = Payee::from(Pallet::<T>::trader(&payee));
        let before = T::Currency::balance(currency.clone(), &payee);
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), key, currency.clone());

        assert_eq!(T::Currency::balance(currency, &payee), before + PRICE);
    }

    /// Of as many payees as can be, to each of whom something was due before.
    #[benchmark]
    fn claim_royalties() {
        begin::<T>();
        let id = design::<T>(0);
        let who = member::<T>("anyone", 0);
        let currency = T::BenchmarkHelper::fund(&who);
        Pallet::<T>::use_design(id, &currency).unwrap();
        for payee in Designs::<T>::get(id).unwrap().payees {
            Pallet::<T>::take(&currency, &who, 2 * PRICE).unwrap();
            Pallet::<T>::use_currency(&currency);
            let due = Due { amount: PRICE, account: payee.who.account.clone() };
            Dues::<T>::insert(Payee::from(payee.who), &currency, due);
        }
        Pallet::<T>::earn(id, &currency, &[PRICE; MAX_PAYEES as usize]);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), id, currency.clone());

        assert_eq!(Dues::<T>::iter().count(), 0);
        assert_eq!(Pallet::<T>::held(&currency), 0);
    }

    #[benchmark]
    fn set_fee() -> Result<(), BenchmarkError> {
        let origin = by_people::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, MAX_FEE);

        assert_eq!(Fee::<T>::get(), MAX_FEE);
        Ok(())
    }

    #[benchmark]
    fn set_confirmation() -> Result<(), BenchmarkError> {
        let origin = by_village::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, *CONFIRMATION.end());

        assert_eq!(Confirmation::<T>::iter_values().next(), Some(*CONFIRMATION.end()));
        Ok(())
    }

    /// A first rating, with a deposit. An order that is over is forgotten, and two old ratings.
    #[benchmark]
    fn commit_rating() {
        begin::<T>();
        ratings::withheld::<T>(0);
        ratings::ancient::<T>();
        let buyer = ratings::to_rate::<T>();
        let hash = H256::repeat_byte(1);

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), 0, hash);

        assert_eq!(EndedOrders::<T>::get(0).unwrap().by_buyer, Given::Sealed(hash));
        assert_eq!((EndedOrders::<T>::iter().count(), Ratings::<T>::iter().count()), (1, 3));
    }

    /// In place of an earlier rating.
    #[benchmark]
    fn reveal_rating() {
        begin::<T>();
        let (text, salt) = (H256::repeat_byte(1), [2; 32]);
        ratings::to_reveal::<T>(text, salt);
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), 0, Party::Buyer, 5, text, salt);

        let revealed = Given::Revealed { stars: 5, text };
        assert_eq!(EndedOrders::<T>::get(0).unwrap().by_buyer, revealed);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
