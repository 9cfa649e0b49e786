//! How the set is shown.

use crate::{rules::cap, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::traits::Get;

pub(crate) fn validators<T: Config>() -> Vec<ValidatorView<T::AccountId>> {
    let planned = Pallet::<T>::seats().planned();
    let session = Sessions::<T>::current_index();
    let active = Sessions::<T>::validators();
    let disabled = Sessions::<T>::disabled_validators();
    let queued = Sessions::<T>::queued_keys().into_iter();
    let queued = queued.map(|(who, _)| who).collect::<Vec<_>>();
    let view = |(validator, has_left): (Validator<T::AccountId>, bool)| {
        let who = &validator.account;
        let index = active.iter().position(|one| one == who);
        let authored = Authorship::<T>::get(who).unwrap_or_default();
        let authored = authored.seen_from(session);
        ValidatorView {
            community: validator.community,
            since: validator.since,
            has_left,
            leaving: validator.leaving,
            offence: validator.offence,
            has_keys: Pallet::<T>::has_keys(who),
            active: index.is_some(),
            queued: queued.contains(who),
            planned: planned.contains(who),
            disabled: index.is_some_and(|index| disabled.contains(&(index as u32))),
            blocks: authored.blocks,
            blocks_before: authored.before,
            last_block: authored.last,
            account: validator.account,
        }
    };
    let roster = Roster::<T>::get().into_iter().map(|one| (one, false));
    let leavers = Leavers::<T>::get().into_iter().map(|one| (one, true));
    roster.chain(leavers).map(view).collect()
}

pub(crate) fn shares<T: Config>() -> Vec<Share> {
    let seats = Pallet::<T>::seats();
    let planned = seats.planned();
    let cap = cap(planned.len() as u32);
    let mut shares = BTreeMap::<CommunityId, (u32, u32)>::new();
    for seat in &seats.seats {
        let (all, next) = shares.entry(seat.validator.community).or_default();
        *all = all.saturating_add(1);
        let is_next = planned.contains(&seat.validator.account);
        *next = next.saturating_add(is_next.into());
    }
    let shares = shares.into_iter();
    let shares = shares.map(|(community, (validators, planned))| Share {
        community,
        validators,
        planned,
        above_cap: cap.is_some_and(|cap| validators > cap),
    });
    shares.collect()
}

pub(crate) fn next_set<T: Config>() -> NextSet<T::AccountId> {
    let seats = Pallet::<T>::seats();
    let planned = seats.planned();
    NextSet {
        session: Sessions::<T>::current_index().saturating_add(2),
        changed: Pallet::<T>::is_change(&planned),
        cap: cap(planned.len() as u32),
        minimum: seats.minimum,
        maximum: T::MaxValidators::get(),
        validators: planned,
    }
}
