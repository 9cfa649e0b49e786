//! How orders are placed.

use crate::*;
use frame_support::pallet_prelude::*;
use marketplace_escrow::Order as EscrowedOrder;
use vaka_primitives::CredentialCheck as _;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_place_orders(
        who: T::AccountId,
        orders: NewOrders,
    ) -> Result<Work, DispatchError> {
        ensure!(!orders.is_empty(), Error::<T>::NoOrders);
        orders
            .into_iter()
            .try_fold(Work::default(), |work, order| Ok(work.and(Self::place(&who, order)?)))
    }

    fn place(who: &T::AccountId, new: NewOrder) -> Result<Work, DispatchError> {
        let NewOrder { listing: listing_id, lot: number, quantity, max_unit_price, .. } = new;
        let NewOrder { revision, code, .. } = new;
        let listing = Self::listing_of(listing_id)?;
        let mut lot = Self::lot_of(listing_id, number)?;
        let (terms, now) = (&listing.terms, Self::now());
        ensure!(listing.standing == Standing::Open, Error::<T>::ListingClosed);
        ensure!(!lot.recalled, Error::<T>::LotRecalled);
        ensure!(lot.terms.opens.is_none_or(|opens| now.unix >= opens), Error::<T>::LotNotOpen);
        ensure!(!Self::speaks_for(who, &listing.seller), Error::<T>::OwnListing);
        ensure!(listing.revision == revision, Error::<T>::TermsChanged);
        ensure!(terms.unit_price() <= max_unit_price, Error::<T>::PriceTooHigh);
        let in_steps = matches!(terms.pricing, Pricing::Steps(_));
        ensure!(!in_steps || quantity == 1, Error::<T>::OneAtATime);
        if let Some(design) = terms.design {
            ensure!(!Self::design_of(design)?.struck, Error::<T>::DesignStruck);
            Self::use_design(design, &terms.currency)?;
        }
        let buyer = Self::trader(who);
        let frozen = Frozen::now::<T>(&buyer);
        let by_code = code.is_some();
        let escrow = Self::escrow_terms(terms, quantity, lot.terms.dates, &frozen, by_code);
        let (escrowed, money) = EscrowedOrder::place(escrow, &now).map_err(Error::<T>::from)?;
        lot.reserve(quantity).ok_or(Error::<T>::NotEnoughLeft)?;
        let seller = Self::account_of(&listing.seller);
        Self::ensure_meets(&seller, terms)?;
        let engagement = match &terms.requirement {
            Some(requirement) if terms.instant => {
                Some(T::Credentials::engage(&seller, requirement)?)
            }
            _ => None,
        };
        if let Some((_, amount)) = money.taken {
            Self::take(&terms.currency, who, amount)?;
        }
        let vouchers = (terms.currency != CurrencyId::Native).into();
        let id = Self::take_order_number()?;
        let escrow = escrowed.escrow();
        let order = Order {
            deposit: Self::take_space::<OrderOf<T>>(&buyer, Space::Order)?,
            buyer,
            listing: listing_id,
            lot: number,
            escrowed,
            requirement: terms.requirement,
            design: terms.design,
            code,
            proposals: Proposals::default(),
            engagement,
            case: None,
            floor: None,
        };
        let work = Work {
            vouchers,
            designs: order.design.is_some().into(),
            awards: order.requirement.is_some().into(),
            deposits: order.deposit.is_some().into(),
            ..Work::default()
        };
        Orders::<T>::insert(id, order);
        Lots::<T>::insert(listing_id, number, lot);
        Self::deposit_event(Event::Placed {
            order: id,
            listing: listing_id,
            lot: number,
            buyer: who.clone(),
            quantity,
            escrow,
        });
        Ok(work)
    }

    fn take_order_number() -> Result<OrderId, Error<T>> {
        let id = NextOrder::<T>::get();
        NextOrder::<T>::put(id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
        Ok(id)
    }
}
