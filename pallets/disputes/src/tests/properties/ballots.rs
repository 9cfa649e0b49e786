//! Acts of jurors, and what the model says of them.

use super::{model::*, world::World};
use crate::{mock::*, *};
use sp_runtime::Permill;
use vaka_primitives::{MemberId, Members as _};

impl World {
    pub fn commit(&mut self, id: u32, juror: MemberId, share: u32) {
        let who = Nation::account_of(juror).unwrap_or(STRANGER);
        let case = self.model.cases.get(&id);
        let expected = Self::judge(who).and_then(|_| {
            let case = case.ok_or("UnknownCase")?;
            let Phase::Voting { age } = case.phase else { return Err("NoJury") };
            if !case.ballots.iter().any(|ballot| ballot.juror == juror) {
                return Err("NotJurorOfCase");
            }
            // A case that was advanced late ends in the middle.
            if age >= COMMIT || case.left == 0 {
                return Err("TooLate");
            }
            Ok(())
        });
        let hash = Disputes::commitment(id, juror, Permill::from_parts(share), &salt(juror));
        if self.call(who, Call::commit_vote { case: id, hash }, expected) {
            self.change(id, |case| {
                let mut ballots = case.ballots.iter_mut();
                let ballot = ballots.find(|ballot| ballot.juror == juror);
                ballot.expect("a juror").committed = Some(share);
            });
        }
    }

    pub fn reveal(&mut self, case: u32, juror: MemberId, wrong: bool) {
        let record = self.model.cases.get(&case);
        let ballots = record.map(|case| case.ballots.clone()).unwrap_or_default();
        let ballot = ballots.into_iter().find(|ballot| ballot.juror == juror);
        let committed = ballot.as_ref().and_then(|ballot| ballot.committed);
        let right = committed.unwrap_or(0);
        let share = if wrong { right.checked_sub(1).unwrap_or(1) } else { right };
        let expected = match record.map(|case| &case.phase) {
            None => Err("UnknownCase"),
            Some(Phase::Voting { age }) => match ballot {
                None => Err("NotJurorOfCase"),
                Some(_) if *age < COMMIT => Err("TooEarly"),
                Some(ballot) if ballot.revealed => Err("AlreadyRevealed"),
                Some(_) if committed.is_none() => Err("NothingCommitted"),
                Some(_) if wrong => Err("WrongOpening"),
                Some(_) => Ok(()),
            },
            Some(_) => Err("NoJury"),
        };
        let (share, salt) = (Permill::from_parts(share), salt(juror));
        if self.call(STRANGER, Call::reveal_vote { case, juror, share, salt }, expected) {
            self.change(case, |case| {
                let mut ballots = case.ballots.iter_mut();
                ballots.find(|ballot| ballot.juror == juror).expect("a juror").revealed = true;
            });
        }
    }

    pub fn voting(&self, n: u16) -> (u32, Vec<MemberId>) {
        let id = self.some_case(n, |case| matches!(case.phase, Phase::Voting { .. }));
        let ballots = self.model.cases.get(&id).map(|case| case.ballots.clone());
        (id, ballots.unwrap_or_default().iter().map(|ballot| ballot.juror).collect())
    }
}
