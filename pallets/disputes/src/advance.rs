//! What anyone may do for a case: whatever is due in it.

use crate::{panel::ArbiterDraw, rules::*, selection::*, *};
use frame_support::{pallet_prelude::*, weights::Weight};
use vaka_primitives::{CaseId, Draw as _, Hash};

/// What a call of `advance` did, for its weight.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Done {
    /// The members of the panel among whom an arbiter was drawn.
    panel: Option<u32>,
    /// The seats that the draw of a jury looked at.
    tries: Option<u32>,
    /// The seats that it freed, if it looked for any.
    swept: Option<u32>,
}

impl Done {
    fn weight<W: WeightInfo>(&self) -> Weight {
        let arbiter = self.panel.map(W::draw_arbiter);
        let jury = self.tries.map(W::draw_jury);
        let drawn = arbiter.unwrap_or_default().saturating_add(jury.unwrap_or_default());
        let done = if drawn.is_zero() { W::advance() } else { drawn };
        done.saturating_add(self.swept.map(W::sweep).unwrap_or_default())
    }

    /// The most that a call weighs.
    pub(crate) fn most<W: WeightInfo>() -> Weight {
        let drawn = W::draw_arbiter(MAX_PANEL).saturating_add(W::draw_jury(MAX_TRIES));
        W::advance().max(drawn).saturating_add(W::sweep(MAX_SWEPT))
    }
}

impl<T: Config> Pallet<T> {
    /// Does what is due in a case. Returns its weight.
    pub(crate) fn do_advance(id: CaseId) -> Result<Weight, DispatchError> {
        let stored = Cases::<T>::get(id).ok_or(Error::<T>::UnknownCase)?.stage;
        let mut done = Self::change(id, |case| {
            let now = Self::now();
            match case.stage {
                Stage::Waiting { duty, lists, .. } => match T::Draw::seed_after(lists.after) {
                    Some(seed) => return Ok(Self::draw(id, case, duty, &lists, &seed.value)),
                    None => ensure!(case.stage != stored, Error::<T>::NothingDue),
                },
                Stage::Arbiter { duty, member, until, .. } if now >= until => {
                    case.replaced = true;
                    case.wait(duty, Self::lists_now(), now, &Self::periods());
                    Self::deposit_event(Event::ArbiterReplaced { case: id, member });
                }
                _ => ensure!(case.stage != stored, Error::<T>::NothingDue),
            }
            Ok::<_, Error<T>>(Done::default())
        })?;
        done.swept = Self::sweep();
        Ok(done.weight::<T::WeightInfo>())
    }

    /// Returns whether something is due in a case that the chain keeps.
    pub(crate) fn is_due(stored: &CaseOf<T>, case: &CaseOf<T>) -> bool {
        let drawn = case.waits_after().is_some_and(|after| T::Draw::seed_after(after).is_some());
        let silent = matches!(case.stage, Stage::Arbiter { until, .. } if Self::now() >= until);
        drawn || silent || stored.stage != case.stage
    }

    /// Draws for a case that waited for a seed.
    fn draw(id: CaseId, case: &mut CaseOf<T>, duty: Duty, lists: &Lists, seed: &Hash) -> Done {
        let by_jury = match duty {
            Duty::Appeal => case.requirement.is_none(),
            Duty::Rule | Duty::Confirm { .. } => false,
        };
        if by_jury {
            return Self::draw_jury_for(id, case, duty, lists, seed);
        }
        let mut done = Done { panel: Some(Panel::<T>::get().len() as u32), ..Done::default() };
        let (now, periods) = (Self::now(), Self::periods());
        match (Self::draw_arbiter(id, case, lists, seed), case.requirement) {
            (ArbiterDraw::Drawn(member), _) => {
                case.assign(duty, member, now, &periods);
                if let Stage::Arbiter { until, .. } = case.stage {
                    Self::deposit_event(Event::ArbiterDrawn { case: id, member, until });
                }
            }
            // Where no requirement has to be met, jurors judge in the place of arbiters.
            (_, None) => {
                let jury = Self::draw_jury_for(id, case, duty, lists, seed);
                done = Done { panel: done.panel, ..jury };
            }
            (_, Some(_)) => case.give_up(duty, now, &periods),
        }
        done
    }

    fn draw_jury_for(
        id: CaseId,
        case: &mut CaseOf<T>,
        duty: Duty,
        lists: &Lists,
        seed: &Hash,
    ) -> Done {
        let Selection { draw, tries } = Self::draw_jury(id, case, lists, seed);
        let (now, periods) = (Self::now(), Self::periods());
        match draw {
            JuryDraw::Drawn(jurors) => {
                case.empanel(&jurors, now, &periods);
                jurors.iter().for_each(|juror| Self::begin_serving(*juror));
                if let Stage::Voting { reveals_from, until } = case.stage {
                    let drawn = Event::JuryDrawn { case: id, jurors, reveals_from, until };
                    Self::deposit_event(drawn);
                }
            }
            JuryDraw::Busy => {
                case.wait(duty, Self::lists_now(), now, &periods);
                Self::deposit_event(Event::DrawPostponed { case: id });
            }
            JuryDraw::TooFew => case.give_up(duty, now, &periods),
        }
        Done { tries: Some(tries), ..Done::default() }
    }
}
