//! Cases and lists as clients see them.

use crate::*;
use alloc::vec::Vec;
use vaka_primitives::{CaseId, Members as _};

/// The most cases of a page.
const MAX_PAGE: usize = 64;

pub(crate) fn case<T: Config>(id: CaseId) -> Option<CaseView<T::AccountId>> {
    let stored = Cases::<T>::get(id)?;
    let case = Pallet::<T>::case_now(id)?;
    let due = Pallet::<T>::is_due(&stored, &case);
    Some(CaseView {
        buyer: case.buyer,
        seller: case.seller,
        requirement: case.requirement,
        opened: case.opened,
        ends: case.ends,
        stage: case.stage,
        due,
        ruling: case.ruling,
        votes: case.jury.into_inner(),
        evidence: Evidence::<T>::get(id).into_inner(),
    })
}

/// The numbers of the cases from one on that are not closed, and from which one the next page goes on.
pub(crate) fn cases<T: Config>(from: CaseId) -> (Vec<CaseId>, Option<CaseId>) {
    let end = NextCase::<T>::get();
    let mut numbers = from..end;
    // Closed ones cost a look, too.
    let looked_at = numbers.by_ref().take(MAX_PAGE);
    let open = looked_at.filter(|id| Cases::<T>::contains_key(id)).collect();
    (open, numbers.next())
}

pub(crate) fn panel<T: Config>() -> Vec<ArbiterView> {
    let members = Panel::<T>::get().into_iter().map(|(member, tenure)| {
        let since = tenure.filter(Tenure::goes_on).map(|tenure| tenure.since);
        let membership = T::Members::membership_of(member);
        let community = membership.map(|membership| membership.community);
        ArbiterView { member, community, since }
    });
    members.collect()
}

pub(crate) fn jury_list<T: Config>() -> JuryList {
    JuryList { seats: SeatCount::<T>::get(), closed: !Pallet::<T>::seats_may_move() }
}
