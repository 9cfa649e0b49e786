//! What parties, judges and those who advance cases ask about disputes.

use alloc::vec::Vec;
use codec::Codec;
use pallet_disputes::{ArbiterView, CaseView, Juror, JuryList};
use vaka_primitives::{CaseId, MemberId, Outcome};

sp_api::decl_runtime_apis! {
    /// Disputes: the cases, and the people who judge.
    pub trait DisputesApi<AccountId> where AccountId: Codec {
        /// Returns a case: where it is now, what is due, the ruling so far, the votes and what the
        /// parties showed. None if there is none, or if it was closed.
        fn case(case: CaseId) -> Option<CaseView<AccountId>>;

        /// Returns the numbers of the cases from one on that are not closed, and the number from
        /// which the next page goes on. A page looks at 64 numbers.
        fn cases(from: CaseId) -> (Vec<CaseId>, Option<CaseId>);

        /// Returns what has become of a case.
        fn outcome(case: CaseId) -> Outcome;

        /// Returns the members whom the people appointed to the panel.
        fn panel() -> Vec<ArbiterView>;

        /// Returns what the chain knows of a juror. None if they are not on the list, serve in no
        /// case, and may join.
        fn juror(member: MemberId) -> Option<Juror>;

        /// Returns how long the list of jurors is, and whether it is closed for a draw.
        fn jury_list() -> JuryList;
    }
}
