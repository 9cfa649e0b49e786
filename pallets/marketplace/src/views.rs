//! Listings, lots, orders, dues and designs as clients see them.

use crate::*;
use alloc::vec::Vec;
use marketplace_escrow::Side;
use vaka_primitives::{CommunityId, Members as _};

/// The most records that a page looks at. So a question takes a bounded time, however much there
/// is.
const MAX_LOOKED_AT: usize = 1_024;

/// The most items of a page.
const MAX_ITEMS: u32 = 64;

/// Goes through what is stored, and collects what is found.
fn page<Item, Id: Clone>(
    ids: impl Iterator<Item = Id>,
    count: u32,
    find: impl Fn(Id) -> Option<Item>,
) -> Page<Item, Id> {
    let most = count.clamp(1, MAX_ITEMS) as usize;
    let (mut items, mut last) = (Vec::new(), None);
    for (looked_at, id) in ids.enumerate() {
        if looked_at >= MAX_LOOKED_AT || items.len() >= most {
            return Page { items, next: last };
        }
        items.extend(find(id.clone()));
        last = Some(id);
    }
    Page { items, next: None }
}

pub(crate) fn listing<T: Config>(id: ListingId) -> Option<ListingView<T::AccountId>> {
    let Listing { seller, terms, revision, standing, lots, .. } = Listings::<T>::get(id)?;
    Some(ListingView {
        listing: id,
        community: Pallet::<T>::community_of(&seller),
        seller: Pallet::<T>::account_of(&seller),
        terms,
        revision,
        standing,
        lots,
    })
}

pub(crate) fn listings<T: Config>(
    community: Option<CommunityId>,
    kind: Option<Kind>,
    orderable: bool,
    after: Option<ListingId>,
    count: u32,
) -> Page<ListingView<T::AccountId>, ListingId> {
    let ids = match after {
        Some(id) => Listings::<T>::iter_keys_from(Listings::<T>::hashed_key_for(id)),
        None => Listings::<T>::iter_keys(),
    };
    page(ids, count, |id| {
        let view = listing::<T>(id)?;
        let found = community.is_none_or(|it| view.community == Some(it))
            && kind.is_none_or(|kind| view.terms.kind == kind)
            && (!orderable || lots::<T>(id).iter().any(|lot| lot.orderable));
        found.then_some(view)
    })
}

pub(crate) fn lots<T: Config>(id: ListingId) -> Vec<LotView> {
    let Some(listing) = Listings::<T>::get(id) else {
        return Vec::new();
    };
    let unix = Pallet::<T>::now().unix;
    let mut lots = Lots::<T>::iter_prefix(id)
        .map(|(number, lot)| LotView {
            lot: number,
            terms: lot.terms,
            available: lot.available,
            reserved: lot.reserved,
            delivered: lot.delivered,
            written_off: lot.written_off,
            orders: lot.orders,
            recalled: lot.recalled,
            orderable: listing.standing == Standing::Open
                && lot.available > 0
                && lot.terms.opens.is_none_or(|opens| unix >= opens)
                && lot.takes_orders(unix),
        })
        .collect::<Vec<_>>();
    lots.sort_by_key(|lot| lot.lot);
    lots
}

pub(crate) fn order<T: Config>(id: OrderId) -> Option<OrderView<T::AccountId>> {
    let deal = Deal::<T>::open(id).ok()?;
    let recalled = deal.lot().is_ok_and(|lot| lot.recalled);
    let escrowed = &deal.order.escrowed;
    let terms = escrowed.terms();
    Some(OrderView {
        order: id,
        buyer: Pallet::<T>::account_of(deal.trader(Side::Buyer)),
        seller: Pallet::<T>::account_of(deal.trader(Side::Seller)),
        listing: deal.order.listing,
        lot: deal.order.lot,
        currency: deal.currency().clone(),
        price: terms.price.clone(),
        dates: terms.dates,
        accept_days: terms.accept_days,
        overdue_days: terms.overdue_days,
        confirmation_days: terms.confirmation_days,
        start_share: terms.start_share,
        unjudged: terms.unjudged,
        fee: terms.fee,
        requirement: deal.order.requirement,
        design: deal.order.design,
        state: escrowed.state(),
        step: escrowed.step(),
        escrow: escrowed.escrow(),
        deadline: escrowed.deadline(),
        default: escrowed.default_end(),
        by_code: terms.by_code,
        proposals: deal.order.proposals,
        case: deal.order.case,
        floor: deal.order.floor,
        appeal_bond: escrowed.appeal_bond(),
        recalled,
    })
}

pub(crate) fn orders<T: Config>(
    who: &T::AccountId,
    after: Option<OrderId>,
    count: u32,
) -> Page<OrderView<T::AccountId>, OrderId> {
    let ids = match after {
        Some(id) => Orders::<T>::iter_keys_from(Orders::<T>::hashed_key_for(id)),
        None => Orders::<T>::iter_keys(),
    };
    page(ids, count, |id| {
        let view = order::<T>(id)?;
        (view.buyer == *who || view.seller == *who).then_some(view)
    })
}

pub(crate) fn dues<T: Config>(
    who: &T::AccountId,
    after: Option<DueId<T::AccountId>>,
    count: u32,
) -> Page<DueView<T::AccountId>, DueId<T::AccountId>> {
    let account = Some(Payee::Account(who.clone()));
    let member = T::Members::membership(who).map(|it| Payee::Member(it.member));
    let all = [account, member].into_iter().flatten().collect::<Vec<_>>();
    let begun = after.as_ref().and_then(|(payee, _)| all.iter().position(|it| it == payee));
    let ids = all.into_iter().skip(begun.unwrap_or(0)).flat_map(|payee| {
        let currencies = match &after {
            Some((last, currency)) if *last == payee => {
                let key = Dues::<T>::hashed_key_for(&payee, currency);
                Dues::<T>::iter_key_prefix_from(&payee, key)
            }
            _ => Dues::<T>::iter_key_prefix(&payee),
        };
        currencies.map(move |currency| (payee.clone(), currency))
    });
    page(ids, count, |(payee, currency)| {
        let amount = Dues::<T>::get(&payee, &currency)?.amount;
        Some(DueView { payee, currency, amount })
    })
}

pub(crate) fn design<T: Config>(id: DesignId) -> Option<DesignView<T::AccountId>> {
    let design = Designs::<T>::get(id)?;
    let payees = design.payees.iter();
    Some(DesignView {
        design: id,
        content: design.content,
        owner: Pallet::<T>::account_of(&design.owner),
        payees: payees.map(|it| (Pallet::<T>::account_of(&it.who), it.share)).collect(),
        retired: design.retired,
        struck: design.struck,
        earnings: design.earnings.into_inner(),
    })
}
