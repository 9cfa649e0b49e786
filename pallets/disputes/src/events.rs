//! The pallet's events.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// The people appointed a member to the panel.
        ArbiterAppointed { member: MemberId },
        /// The people dismissed a member from the panel.
        ArbiterDismissed { member: MemberId },
        /// An appointed member joined the panel.
        PanelJoined { member: MemberId },
        /// A member left the panel.
        PanelLeft { member: MemberId },
        /// A member joined the list of jurors.
        JuryJoined { member: MemberId },
        /// A member left the list of jurors.
        JuryLeft { member: MemberId },
        /// A case opened. It is over by the slot `ends`.
        CaseOpened { case: CaseId, ends: BlockNumber },
        /// A party showed something, by its hash.
        EvidenceSubmitted { case: CaseId, by: Side, hash: Hash },
        /// An arbiter was drawn, and may rule before the slot `until`.
        ArbiterDrawn { case: CaseId, member: MemberId, until: BlockNumber },
        /// A party recused an arbiter. Another one is drawn.
        ArbiterRecused { case: CaseId, by: Side, member: MemberId },
        /// An arbiter was silent. Another one is drawn.
        ArbiterReplaced { case: CaseId, member: MemberId },
        /// An arbiter ruled. `damages`: what another arbiter has to confirm, or what this one
        /// confirmed, in the smallest unit of VAKA.
        ArbiterRuled { case: CaseId, member: MemberId, to_seller: Permill, damages: Balance },
        /// A party may appeal before the slot `until`.
        AppealOpened { case: CaseId, until: BlockNumber },
        /// A party appealed.
        Appealed { case: CaseId, by: Side },
        /// A jury was drawn. It commits votes before the slot `reveals_from`, and reveals them from
        /// then on, before `until`.
        JuryDrawn { case: CaseId, jurors: Served, reveals_from: BlockNumber, until: BlockNumber },
        /// Too few jurors were free. The case waits for another seed.
        DrawPostponed { case: CaseId },
        /// A juror committed a vote.
        VoteCommitted { case: CaseId, member: MemberId },
        /// A juror's vote was revealed.
        VoteRevealed { case: CaseId, member: MemberId, share: Permill },
        /// A juror did not reveal, and is off the list until that slot.
        JurorBarred { member: MemberId, until: BlockNumber },
        /// A case is over. No ruling: nobody judged.
        CaseEnded { case: CaseId, ruling: Option<Ruling> },
        /// The parties of a case agreed.
        CaseWithdrawn { case: CaseId },
    }
}
