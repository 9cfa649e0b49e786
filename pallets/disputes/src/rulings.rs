//! What arbiters do, and parties with them.

use crate::*;
use frame_support::pallet_prelude::*;
use sp_runtime::Permill;
use vaka_primitives::{Balance, CaseId, MemberId, Served};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_recuse(who: T::AccountId, id: CaseId) -> DispatchResult {
        let (by, member) = Self::change(id, |case| {
            let by = Self::side_of(case, &who).ok_or(Error::<T>::NotParty)?;
            let Stage::Arbiter { duty, member, drawn, until } = case.stage else {
                return Err(Error::<T>::NoArbiter);
            };
            let (now, periods) = (Self::now(), Self::periods());
            ensure!(!case.party(by).recused, Error::<T>::AlreadyRecused);
            let last = drawn.saturating_add(periods.recusal).min(until);
            ensure!(now < last, Error::<T>::TooLate);
            case.party_mut(by).recused = true;
            case.wait(duty, Self::lists_now(), now, &periods);
            Ok((by, member))
        })?;
        Self::deposit_event(Event::ArbiterRecused { case: id, by, member });
        Ok(())
    }

    pub(crate) fn do_rule(
        who: T::AccountId,
        id: CaseId,
        to_seller: Permill,
        damages: Balance,
    ) -> DispatchResult {
        let member = Self::judge(&who)?.member;
        let appointed = Panel::<T>::get().contains_key(&member);
        Self::change(id, |case| {
            let Stage::Arbiter { duty, member: arbiter, until, .. } = case.stage else {
                return Err(Error::<T>::NoArbiter);
            };
            ensure!(arbiter == member, Error::<T>::NotArbiterOfCase);
            ensure!(appointed, Error::<T>::NotAppointed);
            ensure!(Self::now() < until, Error::<T>::TooLate);
            Self::carry_out(case, duty, member, to_seller, damages)?;
            Self::deposit_event(Event::ArbiterRuled { case: id, member, to_seller, damages });
            Ok(())
        })?;
        Ok(())
    }

    /// Carries out what an arbiter ruled.
    fn carry_out(
        case: &mut CaseOf<T>,
        duty: Duty,
        member: MemberId,
        to_seller: Permill,
        damages: Balance,
    ) -> Result<(), Error<T>> {
        let (now, periods) = (Self::now(), Self::periods());
        let alone = Served::truncate_from([member].to_vec());
        match duty {
            Duty::Rule => {
                let possible = damages == 0 || case.requirement.is_some();
                ensure!(possible, Error::<T>::NoDamages);
                case.decide(to_seller, alone);
                match damages {
                    0 => case.open_to_appeal(now, &periods),
                    _ => case.wait(Duty::Confirm { damages }, Self::lists_now(), now, &periods),
                }
            }
            Duty::Confirm { damages: named } => {
                let ruling = case.ruling.as_mut().ok_or(Error::<T>::NoArbiter)?;
                ensure!(to_seller == ruling.to_seller, Error::<T>::OtherShare);
                ensure!(damages <= named, Error::<T>::DamagesTooHigh);
                ruling.damages = damages;
                // They served in the same round.
                if let Some(served) = ruling.served.last_mut() {
                    if served.try_push(member).is_err() {
                        defensive!("two arbiters serve in a round");
                    }
                }
                case.open_to_appeal(now, &periods);
            }
            Duty::Appeal => {
                let confirmed = case.ruling.as_ref().map_or(0, |ruling| ruling.damages);
                ensure!(damages <= confirmed, Error::<T>::DamagesTooHigh);
                case.decide(to_seller, alone);
                if let Some(ruling) = case.ruling.as_mut() {
                    ruling.damages = damages;
                }
                case.stage = Stage::Ended;
            }
        }
        Ok(())
    }
}
