//! Acts about the lists, and what the model says of them.

use super::{model::*, ops::mostly, world::World};
use crate::{mock::*, *};
use vaka_primitives::{MemberId, Members as _};
use vaka_testing::random::pick;

impl World {
    pub fn appoint(&mut self, n: u16) {
        let who = self.somebody(n);
        let member = Nation::membership(&who).map_or(9_999, |membership| membership.member);
        let expected = match Nation::membership_of(member) {
            None => Err("UnknownMember"),
            Some(_) if self.model.panel.contains_key(&member) => Err("AlreadyAppointed"),
            Some(_) => Ok(()),
        };
        if self.call(PEOPLE, Call::appoint_arbiter { member }, expected) {
            self.model.panel.insert(member, None);
        }
    }

    pub fn dismiss(&mut self, n: u16) {
        let appointed = self.model.panel.keys().copied().collect::<Vec<_>>();
        let member = if mostly(n) { pick(&appointed, n / 8) } else { None }.unwrap_or(9_999);
        let known = self.model.panel.contains_key(&member);
        let expected = if known { Ok(()) } else { Err("NotAppointed") };
        if self.call(PEOPLE, Call::dismiss_arbiter { member }, expected) {
            self.model.panel.remove(&member);
        }
    }

    pub fn join_panel(&mut self, n: u16) {
        let goes_on = |tenure: Option<Tenure>| tenure.is_some_and(|tenure| tenure.left.is_none());
        let idle = self.model.panel.iter().filter(|(_, tenure)| !goes_on(**tenure));
        let idle = idle.filter_map(|(member, _)| Nation::account_of(*member)).collect::<Vec<_>>();
        let best = if mostly(n) { pick(&idle, n / 8) } else { None };
        let who = best.unwrap_or_else(|| self.somebody(n / 8));
        let expected = Self::judge(who).and_then(|member| match self.model.panel.get(&member) {
            None => Err("NotAppointed"),
            Some(tenure) if goes_on(*tenure) => Err("AlreadyOnPanel"),
            Some(tenure) => self.model.may_return(*tenure),
        });
        if self.call(who, Call::join_panel {}, expected) {
            let tenure = Tenure { since: System::block_number(), left: None };
            self.model.panel.insert(member(who), Some(tenure));
        }
    }

    pub fn leave_panel(&mut self, n: u16) {
        let who = self.somebody(n);
        let expected = match Nation::membership(&who) {
            None => Err("NotMember"),
            Some(membership) => match self.model.panel.get(&membership.member) {
                None => Err("NotAppointed"),
                Some(Some(Tenure { left: None, .. })) => Ok(()),
                Some(_) => Err("NotOnPanel"),
            },
        };
        if self.call(who, Call::leave_panel {}, expected) {
            let left = Some(self.model.session);
            let tenure = self.model.panel.get_mut(&member(who)).expect("appointed");
            tenure.as_mut().expect("on the panel").left = left;
        }
    }

    pub fn join_jury(&mut self, n: u16) {
        let listed = |member: &MemberId| {
            self.model.jurors.get(member).is_some_and(|juror| juror.tenure.left.is_none())
        };
        let people = Nation::people().into_iter();
        let idle = people.filter(|(_, membership)| !listed(&membership.member));
        let idle = idle.map(|(who, _)| who).collect::<Vec<_>>();
        let best = if mostly(n) { pick(&idle, n / 8) } else { None };
        let who = best.unwrap_or_else(|| self.somebody(n / 8));
        let expected = Self::judge(who).and_then(|member| {
            let juror = self.model.jurors.get(&member).copied();
            let membership = Nation::membership_of(member).expect("a member");
            if juror
                .and_then(|juror| juror.barred_until)
                .is_some_and(|until| self.model.now < until)
            {
                return Err("Barred");
            }
            if listed(&member) {
                return Err("AlreadyJuror");
            }
            if membership.village_since + 90 * DAY > System::block_number() {
                return Err("NoStanding");
            }
            self.model.may_return(juror.map(|juror| juror.tenure))
        });
        if self.call(who, Call::join_jury {}, expected) {
            let tenure = Tenure { since: System::block_number(), left: None };
            let juror = MJuror { tenure, barred_until: None };
            self.model.jurors.insert(member(who), juror);
        }
    }

    pub fn leave_jury(&mut self, n: u16) {
        let who = self.somebody(n);
        let expected = match Nation::membership(&who) {
            None => Err("NotMember"),
            Some(membership) => match self.model.jurors.get(&membership.member) {
                Some(juror) if juror.tenure.left.is_none() => Ok(()),
                _ => Err("NotJuror"),
            },
        };
        if self.call(who, Call::leave_jury {}, expected) {
            self.model.off(member(who));
        }
    }
}
