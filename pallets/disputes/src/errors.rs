//! The reasons why a call is refused, in words that a wallet can show.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// The ids are used up.
        NumbersExhausted,
        /// There is no such member.
        UnknownMember,
        /// Only members judge.
        NotMember,
        /// You are suspended.
        Suspended,
        /// You need standing: 90 days in your community.
        NoStanding,
        /// The member is appointed already.
        AlreadyAppointed,
        /// The people did not appoint the member to the panel, or dismissed them.
        NotAppointed,
        /// The people can appoint no more arbiters.
        PanelFull,
        /// You are on the panel already.
        AlreadyOnPanel,
        /// You are not on the panel.
        NotOnPanel,
        /// You are on the list of jurors already.
        AlreadyJuror,
        /// You are not on the list of jurors.
        NotJuror,
        /// You did not reveal a vote lately, and cannot join yet.
        Barred,
        /// You left this list lately, and still count for a draw. You can join again when it is
        /// made: advance the cases that wait, and try again.
        DrawPending,
        /// There is no such case. It may have been closed.
        UnknownCase,
        /// The case is over.
        CaseEnded,
        /// Only a party of the case may do this.
        NotParty,
        /// You have shown as much as a party can.
        TooMuchEvidence,
        /// No arbiter has the case now.
        NoArbiter,
        /// Another arbiter has the case.
        NotArbiterOfCase,
        /// You have recused an arbiter in this case already.
        AlreadyRecused,
        /// The time for this is over.
        TooLate,
        /// Only a case about work that requires a credential can have damages.
        NoDamages,
        /// Another arbiter named lower damages, or none. They cannot be raised.
        DamagesTooHigh,
        /// The share is ruled on already. Repeat it, and name the damages that you confirm.
        OtherShare,
        /// No jury votes on this case now.
        NoJury,
        /// The member is no juror of this case.
        NotJurorOfCase,
        /// Votes can be revealed when the time to commit is over.
        TooEarly,
        /// The juror committed nothing.
        NothingCommitted,
        /// The vote is revealed already.
        AlreadyRevealed,
        /// This is not the vote that the juror committed.
        WrongOpening,
        /// There is no ruling that can be appealed now.
        NothingToAppeal,
        /// Nothing is due in this case yet.
        NothingDue,
    }
}
