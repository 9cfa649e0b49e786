//! Ratings and reputations as clients see them.

use crate::*;
use marketplace_escrow::Side;

pub(crate) fn rating<T: Config>(id: OrderId) -> Option<RatingView<T::AccountId>> {
    let order = EndedOrders::<T>::get(id)?;
    let stage = Pallet::<T>::rating_stage(&order);
    let shown = |by| match *order.given(by) {
        Given::Nothing => GivenView::Nothing,
        Given::Sealed(_) if stage == RatingStage::Over => GivenView::Withheld,
        Given::Sealed(_) => GivenView::Sealed,
        Given::Revealed { stars, text } => GivenView::Revealed { stars, text },
    };
    Some(RatingView {
        order: id,
        buyer: Pallet::<T>::account_of(&order.buyer),
        seller: Pallet::<T>::account_of(&order.seller),
        ended: order.ended,
        stage,
        by_buyer: shown(Side::Buyer),
        by_seller: shown(Side::Seller),
    })
}

pub(crate) fn reputation<T: Config>(who: Payee<T::AccountId>) -> ReputationView {
    let who = match who {
        Payee::Account(account) => Payee::from(Pallet::<T>::trader(&account)),
        Payee::Member(_) => who,
    };
    let last = Pallet::<T>::shown_since();
    let current = Pallet::<T>::half_year_of(Pallet::<T>::now().open);
    ReputationView {
        current: half_year::<T>(&who, current),
        last: (last < current).then(|| half_year::<T>(&who, last)),
    }
}

fn half_year<T: Config>(who: &Payee<T::AccountId>, half_year: HalfYear) -> HalfYearView {
    let Reputation { as_seller, as_buyer } = Reputations::<T>::get(half_year, who);
    HalfYearView {
        half_year,
        since: half_year.saturating_mul(Pallet::<T>::half_year_slots()),
        as_seller: shown::<T>(as_seller),
        as_buyer: shown::<T>(as_buyer),
    }
}

fn shown<T: Config>(tallies: Tallies) -> TalliesView {
    let from = Pallet::<T>::figures().shown_from;
    let enough = |tally: Tally| (tally.raters() >= from).then_some(tally);
    TalliesView { by_members: enough(tallies.by_members), by_others: enough(tallies.by_others) }
}
