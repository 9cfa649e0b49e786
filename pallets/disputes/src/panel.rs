//! The panel: arbiters whom the people appoint, and who are drawn among those who want to serve.

use crate::{lottery::Lottery, rules::*, *};
use alloc::vec::Vec;
use frame_support::pallet_prelude::*;
use vaka_primitives::{
    CaseId, CommunityId, CredentialCheck as _, Hash, MemberId, Members as _, Requirement,
};

/// What came of the draw of an arbiter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ArbiterDraw {
    Drawn(MemberId),
    /// There is none who may judge the case.
    Nobody,
    /// The panel is too small to draw from.
    PanelTooSmall,
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_appoint_arbiter(member: MemberId) -> DispatchResult {
        ensure!(T::Members::membership_of(member).is_some(), Error::<T>::UnknownMember);
        Panel::<T>::try_mutate(|panel| {
            ensure!(!panel.contains_key(&member), Error::<T>::AlreadyAppointed);
            panel.try_insert(member, None).map_err(|_| Error::<T>::PanelFull)
        })?;
        Self::deposit_event(Event::ArbiterAppointed { member });
        Ok(())
    }

    /// The people's word counts at once, also for draws for which the lists have closed. The lots of
    /// the others stay what they are, so it moves only those whom it dismisses.
    pub(crate) fn do_dismiss_arbiter(member: MemberId) -> DispatchResult {
        let dismissed = Panel::<T>::mutate(|panel| panel.remove(&member));
        ensure!(dismissed.is_some(), Error::<T>::NotAppointed);
        Self::deposit_event(Event::ArbiterDismissed { member });
        Ok(())
    }

    pub(crate) fn do_join_panel(who: T::AccountId) -> DispatchResult {
        let member = Self::judge(&who)?.member;
        Panel::<T>::try_mutate(|panel| {
            let tenure = panel.get_mut(&member).ok_or(Error::<T>::NotAppointed)?;
            let joined = tenure.as_ref().is_some_and(Tenure::goes_on);
            ensure!(!joined, Error::<T>::AlreadyOnPanel);
            *tenure = Some(Self::begin_tenure(tenure.unwrap_or_default())?);
            Ok::<_, Error<T>>(())
        })?;
        Self::deposit_event(Event::PanelJoined { member });
        Ok(())
    }

    pub(crate) fn do_leave_panel(who: T::AccountId) -> DispatchResult {
        let membership = T::Members::membership(&who).ok_or(Error::<T>::NotMember)?;
        let member = membership.member;
        Panel::<T>::try_mutate(|panel| {
            let tenure = panel.get_mut(&member).ok_or(Error::<T>::NotAppointed)?;
            let joined = tenure.as_mut().filter(|tenure| tenure.goes_on());
            Self::end_tenure(joined.ok_or(Error::<T>::NotOnPanel)?);
            Ok::<_, Error<T>>(())
        })?;
        Self::deposit_event(Event::PanelLeft { member });
        Ok(())
    }

    /// Whether a member meets a requirement today.
    fn qualifies(member: MemberId, requirement: &Requirement) -> bool {
        T::Members::account_of(member)
            .is_some_and(|account| T::Credentials::meets(&account, requirement))
    }

    /// Draws an arbiter for a case who was not drawn for it before. The panel is few, so all of it is
    /// looked at: those who meet the requirement, then those of neither community, where there are
    /// three of them.
    pub(crate) fn draw_arbiter(
        id: CaseId,
        case: &CaseOf<T>,
        lists: &Lists,
        seed: &Hash,
    ) -> ArbiterDraw {
        let able = Panel::<T>::get()
            .into_iter()
            .filter_map(|(member, tenure)| {
                Some((member, Self::community_of_judge(case, lists, member, &tenure?)?))
            })
            .collect::<Vec<_>>();
        // Without a requirement jurors can judge, too.
        if case.requirement.is_none() && able.len() < LEAST_PANEL as usize {
            return ArbiterDraw::PanelTooSmall;
        }
        let qualified = match &case.requirement {
            Some(requirement) => {
                where_enough(&able, |(member, _)| Self::qualifies(*member, requirement))
            }
            None => able.clone(),
        };
        let strangers = where_enough(&qualified, |(_, community)| !case.is_neighbour(*community));
        // A case may have used up those who suit it best.
        let lottery = Lottery::new(seed, id);
        let drawn = [strangers, qualified, able].into_iter().find_map(|pool| {
            let left = pool.into_iter().filter(|(member, _)| !case.drawn.contains(member));
            left.map(|(member, _)| member).min_by_key(|member| lottery.lot_of(*member))
        });
        drawn.map_or(ArbiterDraw::Nobody, ArbiterDraw::Drawn)
    }
}

/// Those of whom it is true, where there are enough of them to draw from. Else all.
fn where_enough(
    all: &[(MemberId, CommunityId)],
    of: impl Fn(&(MemberId, CommunityId)) -> bool,
) -> Vec<(MemberId, CommunityId)> {
    let some = all.iter().filter(|one| of(one)).copied().collect::<Vec<_>>();
    match some.len() < LEAST_PANEL as usize {
        true => all.to_vec(),
        false => some,
    }
}
