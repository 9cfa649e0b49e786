//! Listings: what sellers offer, and on what terms.

use crate::*;
use frame_support::{
    pallet_prelude::*,
    traits::{fungibles::Inspect as _, EnsureOrigin},
};
use frame_system::pallet_prelude::OriginFor;
use marketplace_escrow::{Dates, Quantity, Terms as EscrowTerms};
use sp_runtime::Permill;
use vaka_primitives::{take_number, CommunityId, CredentialCheck as _, Members as _};

/// The seller's share if nobody rules, where the seller says nothing.
const UNJUDGED: Permill = Permill::from_percent(50);

impl<T: Config> Pallet<T> {
    pub(crate) fn do_publish(who: T::AccountId, terms: Terms) -> DispatchResult {
        Self::check_terms(&who, &terms)?;
        if let Some(design) = terms.design {
            Self::ensure_usable(design)?;
        }
        let listing = take_number::<NextListing<T>>().ok_or(Error::<T>::NumbersExhausted)?;
        let seller = Self::trader(&who);
        let deposit = Self::take_space::<ListingOf<T>>(&seller, Space::Listing)?;
        Self::use_currency(&terms.currency);
        if let Some(design) = terms.design {
            Self::use_design(design, &terms.currency)?;
        }
        let standing = Standing::Open;
        let record =
            Listing { seller, terms, revision: 0, standing, next_lot: 0, lots: 0, deposit };
        Listings::<T>::insert(listing, record);
        Self::deposit_event(Event::Published { listing, seller: who });
        Ok(())
    }

    pub(crate) fn do_update(who: T::AccountId, id: ListingId, terms: Terms) -> DispatchResult {
        let mut listing = Self::own_listing(&who, id)?;
        ensure!(listing.standing == Standing::Open, Error::<T>::ListingClosed);
        ensure!(terms.kind == listing.terms.kind, Error::<T>::KindFixed);
        ensure!(terms.currency == listing.terms.currency, Error::<T>::CurrencyFixed);
        Self::check_terms(&who, &terms)?;
        if terms.design != listing.terms.design {
            if let Some(new) = terms.design {
                Self::ensure_usable(new)?;
                Self::use_design(new, &terms.currency)?;
            }
            if let Some(old) = listing.terms.design {
                Self::leave_design(old, &terms.currency);
            }
        }
        let revision = listing.revision.checked_add(1);
        listing.revision = revision.ok_or(Error::<T>::NumbersExhausted)?;
        listing.terms = terms;
        Listings::<T>::insert(id, listing);
        Self::deposit_event(Event::Updated { listing: id });
        Ok(())
    }

    pub(crate) fn do_close_listing(
        who: T::AccountId,
        id: ListingId,
    ) -> Result<Pruned, DispatchError> {
        let listing = Self::own_listing(&who, id)?;
        match listing.standing {
            Standing::Open => {}
            Standing::Closed => return Err(Error::<T>::AlreadyClosed.into()),
            Standing::Struck => return Err(Error::<T>::AlreadyStruck.into()),
        }
        let pruned = Self::end_listing(id, listing, Standing::Closed);
        Self::deposit_event(Event::ListingClosed { listing: id });
        Ok(pruned)
    }

    pub(crate) fn do_strike_listing(
        origin: OriginFor<T>,
        id: ListingId,
    ) -> Result<Pruned, DispatchError> {
        let village = Self::ensure_may_strike(origin)?;
        let listing = Self::listing_of(id)?;
        if let Some(village) = village {
            let of_village = Self::community_of(&listing.seller) == Some(village);
            ensure!(of_village, Error::<T>::NotOfVillage);
        }
        ensure!(listing.standing != Standing::Struck, Error::<T>::AlreadyStruck);
        let pruned = Self::end_listing(id, listing, Standing::Struck);
        Self::deposit_event(Event::ListingStruck { listing: id });
        Ok(pruned)
    }

    /// Returns the village that decided, or none if all people did.
    fn ensure_may_strike(
        origin: OriginFor<T>,
    ) -> Result<Option<CommunityId>, sp_runtime::traits::BadOrigin> {
        match T::ParametersOrigin::try_origin(origin) {
            Ok(_) => Ok(None),
            Err(origin) => T::VillageOrigin::ensure_origin(origin).map(Some),
        }
    }

    /// Lets a listing take no orders any more. It is forgotten with its last lot.
    fn end_listing(id: ListingId, listing: ListingOf<T>, standing: Standing) -> Pruned {
        let pruned = Self::prune_lots(id, standing);
        let lots = pruned.left.all;
        Self::put_listing(id, ListingOf::<T> { standing, lots, ..listing });
        pruned
    }

    /// Checks what a seller offers, but for the design.
    fn check_terms(who: &T::AccountId, terms: &Terms) -> DispatchResult {
        let private = terms.kind == Kind::Service && terms.requirement.is_some();
        if private {
            let tells = !terms.title.is_empty() || terms.details.is_some();
            ensure!(!tells, Error::<T>::NotPrivate);
        } else {
            ensure!(!terms.title.is_empty(), Error::<T>::EmptyTitle);
        }
        let exists = T::Currency::asset_exists(terms.currency.clone());
        ensure!(exists, Error::<T>::UnknownCurrency);
        let of_one = Self::escrow_terms(terms, 1, Dates::default(), &Frozen::least(), false);
        of_one.validate(&Self::now()).map_err(Error::<T>::from)?;
        Self::ensure_meets(who, terms)
    }

    /// Checks that an account may sell what a listing offers.
    pub(crate) fn ensure_meets(seller: &T::AccountId, terms: &Terms) -> DispatchResult {
        if let Some(requirement) = &terms.requirement {
            ensure!(T::Credentials::meets(seller, requirement), Error::<T>::RequirementNotMet);
        }
        Ok(())
    }

    /// The terms of an order.
    pub(crate) fn escrow_terms(
        terms: &Terms,
        quantity: Quantity,
        dates: Dates,
        frozen: &Frozen,
        by_code: bool,
    ) -> EscrowTerms {
        EscrowTerms {
            price: terms.price(quantity),
            dates,
            accept_days: terms.accept_days,
            overdue_days: terms.overdue_days,
            confirmation_days: frozen.confirmation_days,
            start_share: terms.start_share,
            unjudged: terms.unjudged.unwrap_or(UNJUDGED),
            fee: frozen.fee,
            instant: terms.instant,
            by_code,
        }
    }

    pub(crate) fn listing_of(id: ListingId) -> Result<ListingOf<T>, Error<T>> {
        Listings::<T>::get(id).ok_or(Error::<T>::UnknownListing)
    }

    /// A listing of the signer's.
    pub(crate) fn own_listing(who: &T::AccountId, id: ListingId) -> Result<ListingOf<T>, Error<T>> {
        let listing = Self::listing_of(id)?;
        ensure!(Self::speaks_for(who, &listing.seller), Error::<T>::NotSeller);
        Ok(listing)
    }

    /// The community of somebody who is a member now, or the one whose own account it is.
    pub(crate) fn community_of(trader: &TraderOf<T>) -> Option<CommunityId> {
        let membership = trader.member.and_then(T::Members::membership_of);
        match membership {
            Some(membership) => Some(membership.community),
            None => T::Members::community_of_account(&trader.account),
        }
    }
}

/// What an order takes of the marketplace, and keeps.
pub(crate) struct Frozen {
    pub fee: Permill,
    pub confirmation_days: u8,
}

impl Frozen {
    /// What is in force for a buyer now.
    pub(crate) fn now<T: Config>(buyer: &TraderOf<T>) -> Self {
        let community = Pallet::<T>::community_of(buyer);
        let days = community.and_then(Confirmation::<T>::get);
        Self {
            fee: Fee::<T>::get(),
            confirmation_days: days.unwrap_or(Pallet::<T>::figures().confirmation),
        }
    }

    /// Some that is always valid.
    fn least() -> Self {
        Self { fee: Permill::zero(), confirmation_days: *rules::CONFIRMATION.start() }
    }
}
