//! Benchmarks of every call, and of what some orders cost more than others: vouchers, deposits, a full
//! design, an award that is required, a listing that ends with its order, a dispute.

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
use vaka_primitives::{Arbitration as _, CredentialCheck as _};
use world::*;

fn by_people<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::ParametersOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn by_village<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::VillageOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// Whether all orders are in a state.
fn all_are<T: Config>(is: impl Fn(State) -> bool) -> bool {
    Orders::<T>::iter_values().all(|order| is(order.escrowed.state()))
}

/// A listing with a design and no lot.
fn lotless<T: Config>(seller: &Seller<T::AccountId>) -> ListingId {
    let id = NextListing::<T>::get();
    Pallet::<T>::do_publish(seller.who.clone(), terms::<T>(seller, design::<T>(0))).unwrap();
    id
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

    /// One without lots, so that it is forgotten.
    #[benchmark]
    fn close_listing() {
        begin::<T>();
        let seller = seller::<T>();
        let id = lotless::<T>(&seller);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller.who), id);

        assert!(!Listings::<T>::contains_key(id));
    }

    /// One without lots, so that it is forgotten.
    #[benchmark]
    fn strike_listing() -> Result<(), BenchmarkError> {
        begin::<T>();
        let id = lotless::<T>(&seller::<T>());
        let origin = by_village::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id);

        assert!(!Listings::<T>::contains_key(id));
        Ok(())
    }

    /// With a deposit. It need not make room.
    #[benchmark]
    fn add_lot() {
        begin::<T>();
        let id = listing_with_lots::<T>(1);
        let seller = member::<T>("seller", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), id, lot_of_one());

        assert_eq!(Lots::<T>::iter_prefix(id).count(), 2);
    }

    /// So many lots of a listing are looked at, and stay.
    #[benchmark]
    fn lots_left(l: Linear<0, MOST_LOTS>) {
        begin::<T>();
        let id = listing_with_lots::<T>(l);
        let pruned;

        #[block]
        {
            pruned = Pallet::<T>::prune_lots(id, Standing::Open);
        }

        assert_eq!((u32::from(pruned.left.all), pruned.gone), (l, 0));
    }

    /// So many lots of a listing are forgotten.
    #[benchmark]
    fn lots_forgotten(l: Linear<0, MOST_LOTS>) {
        begin::<T>();
        let id = listing_with_lots::<T>(l);
        let pruned;

        #[block]
        {
            pruned = Pallet::<T>::prune_lots(id, Standing::Closed);
        }

        assert_eq!((pruned.left.all, u32::from(pruned.gone)), (0, l));
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

    /// Of as many listings, each with a code.
    #[benchmark]
    fn place_orders(n: Linear<1, MAX_ORDERS>) {
        begin::<T>();
        let (seller, who) = (fresh::<T>("seller", 0), fresh::<T>("buyer", 0));
        let orders = (0..n).map(|_| new_order::<T>(&who, plain_listing::<T>(&seller), true));
        let orders = BoundedVec::truncate_from(orders.collect::<Vec<_>>());

        #[extrinsic_call]
        _(RawOrigin::Signed(who), orders);

        assert_eq!(Orders::<T>::iter().count(), n as usize);
    }

    #[benchmark]
    fn accept(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let orders = (0..n).map(|n| plain::<T>(&seller, n, false).0).collect::<Vec<_>>();
        let orders = BoundedVec::truncate_from(orders);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), orders);

        assert!(all_are::<T>(|state| matches!(state, State::Accepted { .. })));
    }

    #[benchmark]
    fn reject(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let orders = (0..n).map(|n| plain_accepted::<T>(&seller, n, false).0);
        let orders = BoundedVec::truncate_from(orders.collect::<Vec<_>>());

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), orders);

        assert_eq!(Orders::<T>::iter().count(), 0);
        assert_eq!(EndedOrders::<T>::iter().count(), n as usize);
    }

    #[benchmark]
    fn start() {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let (id, _) = plain_accepted::<T>(&seller, 0, false);
        wait::<T>(1);

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), id);

        let state = Orders::<T>::get(id).unwrap().escrowed.state();
        assert!(matches!(state, State::Started { .. }));
    }

    /// Without codes, and all of it.
    #[benchmark]
    fn deliver(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let deliveries = (0..n).map(|n| {
            let (order, _) = plain_accepted::<T>(&seller, n, false);
            Delivery { order, quantity: 2, code: None }
        });
        let deliveries = BoundedVec::truncate_from(deliveries.collect::<Vec<_>>());

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), deliveries);

        assert!(all_are::<T>(|state| matches!(state, State::Delivered { .. })));
    }

    /// By the buyers' codes, so that all is paid and forgotten.
    #[benchmark]
    fn deliver_by_code(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let deliveries = (0..n).map(|n| {
            let (order, _) = plain_accepted::<T>(&seller, n, true);
            Delivery { order, quantity: 1, code: Some(CODE) }
        });
        let deliveries = BoundedVec::truncate_from(deliveries.collect::<Vec<_>>());

        #[extrinsic_call]
        deliver(RawOrigin::Signed(seller), deliveries);

        assert_eq!(Orders::<T>::iter().count(), 0);
        assert_eq!(EndedOrders::<T>::iter().count(), n as usize);
    }

    #[benchmark]
    fn confirm() {
        begin::<T>();
        let (id, buyer) = plain_delivered::<T>(&fresh::<T>("seller", 0), 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        assert_eq!(Orders::<T>::iter().count(), 0);
    }

    /// When the seller has started, who gets the start share.
    #[benchmark]
    fn cancel() {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let (id, buyer) = plain_accepted::<T>(&seller, 0, false);
        wait::<T>(1);
        Pallet::<T>::do_start(seller, id).unwrap();

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        assert_eq!(Orders::<T>::iter().count(), 0);
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

    /// Without a dispute.
    #[benchmark]
    fn accept_split() {
        begin::<T>();
        let seller = fresh::<T>("seller", 0);
        let (id, buyer) = plain_delivered::<T>(&seller, 0);
        let half = Permill::from_percent(50);
        Pallet::<T>::do_propose_split(buyer, id, half).unwrap();

        #[extrinsic_call]
        _(RawOrigin::Signed(seller), id, half);

        assert_eq!(Orders::<T>::iter().count(), 0);
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
        let ruled = ruled::<T>(&seller::<T>(), MOST_JUDGES, true);
        let (id, buyer) = ruled.ok_or(BenchmarkError::Skip)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(buyer), id);

        let state = Orders::<T>::get(id).unwrap().escrowed.state();
        assert!(matches!(state, State::Disputed { appellant: Some(_), .. }));
        Ok(())
    }

    /// Of as many sellers, whose buyers were silent.
    #[benchmark]
    fn settle(n: Linear<1, MAX_BATCH>) {
        begin::<T>();
        let orders = (0..n).map(|n| plain_delivered::<T>(&fresh::<T>("seller", n), n).0);
        let orders = BoundedVec::truncate_from(orders.collect::<Vec<_>>());
        wait::<T>(Pallet::<T>::figures().confirmation.into());
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), orders);

        assert_eq!(Orders::<T>::iter().count(), 0);
        assert_eq!(EndedOrders::<T>::iter().count(), n as usize);
    }

    /// What a ruling adds to settling, for which so many judges are paid in two currencies.
    #[benchmark]
    fn carry_out(p: Linear<0, MOST_JUDGES>) -> Result<(), BenchmarkError> {
        begin::<T>();
        let ruled = ruled::<T>(&seller::<T>(), p, false);
        let (id, _) = ruled.ok_or(BenchmarkError::Skip)?;
        let who = account::<T::AccountId>("anyone", 0, 0);

        #[extrinsic_call]
        settle(RawOrigin::Signed(who), one(id));

        assert_eq!(Orders::<T>::iter().count() + Listings::<T>::iter().count(), 0);
        assert_eq!(Dues::<T>::iter().count(), 0);
        Ok(())
    }

    /// To somebody who has none of the voucher left.
    #[benchmark]
    fn voucher_paid() {
        begin::<T>();
        let payee = fresh::<T>("payee", 0);
        let currency = T::BenchmarkHelper::fund(&payee);
        let all = T::Currency::balance(currency.clone(), &payee);
        Pallet::<T>::take(&currency, &payee, all).unwrap();
        let trader = Pallet::<T>::trader(&payee);
        let work;

        #[block]
        {
            work = Pallet::<T>::credit(&trader, &currency, all);
        }

        assert_eq!(work, Work { vouchers: 1, ..Work::default() });
        assert_eq!(T::Currency::balance(currency, &payee), all);
    }

    /// What was due is forgotten, and nothing else names the currency.
    #[benchmark]
    fn due_changed() {
        begin::<T>();
        let payee = fresh::<T>("payee", 0);
        let currency = T::BenchmarkHelper::fund(&payee);
        owe::<T>(&payee, &currency);
        let key = Payee::from(Pallet::<T>::trader(&payee));

        #[block]
        {
            Pallet::<T>::forget_due(&key, &currency);
        }

        assert!(!Pallet::<T>::in_use(&currency));
    }

    /// It is used and left, and forgotten then: it was retired.
    #[benchmark]
    fn design_used() {
        begin::<T>();
        let id = design::<T>(0);
        Designs::<T>::mutate(id, |design| {
            let design = design.as_mut().unwrap();
            (design.retired, design.earnings) = (true, Default::default());
        });
        let currency = T::BenchmarkHelper::fund(&member::<T>("anyone", 0));

        #[block]
        {
            Pallet::<T>::use_design(id, &currency).unwrap();
            Pallet::<T>::royalties_of(Some(id));
            Pallet::<T>::leave_design(id, &currency);
        }

        assert!(!Designs::<T>::contains_key(id));
    }

    /// The seller meets a requirement, and an award answers for an order.
    #[benchmark]
    fn award_found() {
        begin::<T>();
        let Seller { who, requirement } = seller::<T>();
        let met;

        #[block]
        {
            met = T::Credentials::meets(&who, &requirement)
                && T::Credentials::engage(&who, &requirement).is_ok();
        }

        assert!(met);
    }

    #[benchmark]
    fn award_released() {
        begin::<T>();
        let Seller { who, requirement } = seller::<T>();
        let engagement = T::Credentials::engage(&who, &requirement).unwrap();

        #[block]
        {
            T::Credentials::release(engagement);
        }
    }

    #[benchmark]
    fn deposit_moved() {
        begin::<T>();
        let who = member::<T>("buyer", 0);
        let ticket = Pallet::<T>::deposit::<OrderOf<T>>(&who).unwrap();

        #[block]
        {
            Pallet::<T>::give_back(&who, ticket);
        }
    }

    /// With its deposit, and nothing else names its currency.
    #[benchmark]
    fn listing_forgotten() {
        begin::<T>();
        let seller = member::<T>("seller", 0);
        let id = NextListing::<T>::get();
        let currency = T::BenchmarkHelper::fund(&seller);
        let terms = Terms { currency: currency.clone(), ..plain_terms() };
        Pallet::<T>::do_publish(seller, terms).unwrap();
        let listing = Listings::<T>::get(id).unwrap();
        let listing = ListingOf::<T> { standing: Standing::Closed, ..listing };
        let work;

        #[block]
        {
            work = Pallet::<T>::put_listing(id, listing);
        }

        assert_eq!(work, Work { listings: 1, ..Work::default() });
        assert!(!Pallet::<T>::in_use(&currency));
    }

    /// Its jury has let its time pass, where there is one. The buyer gets back what it cost to open.
    #[benchmark]
    fn dispute_closed() {
        begin::<T>();
        let seller = seller::<T>();
        let ruled = ruled::<T>(&seller, 1, false);
        let (id, _) = ruled.unwrap_or_else(|| disputed::<T>(&seller, 1));
        let order = Orders::<T>::get(id).unwrap();
        let (case, floor) = (order.case.unwrap(), order.floor.unwrap());

        #[block]
        {
            T::Arbitration::outcome(case);
            T::Arbitration::close(case);
            Pallet::<T>::credit(&order.buyer, &CurrencyId::Native, floor);
            Pallet::<T>::leave_currency(&CurrencyId::Native);
        }
    }

    /// An order that is over is forgotten in each queue, and an old rating.
    #[benchmark]
    fn nothing_settled() {
        begin::<T>();
        ratings::unrated::<T>(0, true);
        ratings::withheld::<T>(1);
        ratings::ancient::<T>();
        let before = Ratings::<T>::iter().count();

        #[block]
        {
            Pallet::<T>::forget_instead();
        }

        assert_eq!(EndedOrders::<T>::iter().count(), 0);
        assert_eq!(Ratings::<T>::iter().count(), before - 1);
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

    /// Of so many payees, to each of whom something was due before.
    #[benchmark]
    fn claim_royalties(p: Linear<1, MAX_PAYEES>) {
        begin::<T>();
        let (id, currency) = earned::<T>(p);
        let who = member::<T>("anyone", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), id, currency.clone());

        assert_eq!(Dues::<T>::iter().count(), 0);
        assert_eq!(Pallet::<T>::held(&currency), 0);
    }

    /// Of so many payees, who can all be paid again, which costs most. The design is forgotten.
    #[benchmark]
    fn write_off_royalties(p: Linear<1, MAX_PAYEES>) {
        begin::<T>();
        let (id, currency) = earned::<T>(p);
        Designs::<T>::mutate(id, |design| {
            let design = design.as_mut().unwrap();
            design.earnings.retain(|earnings| earnings.currency == currency);
            design.retired = true;
        });
        Pallet::<T>::leave_design(id, &currency);
        wait::<T>(Pallet::<T>::figures().unclaimed_days.into());
        let who = member::<T>("anyone", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), id, currency.clone());

        assert!(!Designs::<T>::contains_key(id));
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
        _(RawOrigin::Signed(who), 0, Side::Buyer, 5, text, salt);

        let revealed = Given::Revealed { stars: 5, text };
        assert_eq!(EndedOrders::<T>::get(0).unwrap().by_buyer, revealed);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
