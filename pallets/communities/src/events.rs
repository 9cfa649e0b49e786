//! The pallet's events. They tell accounts and numbers, and nothing about persons.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A community was founded. Its founders are members from now on.
        CommunityFounded { community: CommunityId, founders: u32 },
        /// A member is a clerk now.
        ClerkAppointed { community: CommunityId, member: MemberId },
        /// A member is no longer a clerk.
        ClerkDismissed { community: CommunityId, member: MemberId },
        /// Somebody asks to join or to move, or a clerk asks for another account for a member.
        Requested { request: RequestId, community: CommunityId, account: T::AccountId, kind: Kind },
        /// A request was taken back.
        RequestWithdrawn { request: RequestId },
        /// A request was removed, because its deadline had passed.
        RequestPruned { request: RequestId },
        /// A member vouched.
        Vouched { request: RequestId, member: MemberId },
        /// A member took their vouch back.
        VouchWithdrawn { request: RequestId, member: MemberId },
        /// A clerk admitted a person. Members may challenge it before the slot `ripe`.
        Admitted { request: RequestId, clerk: MemberId, ripe: BlockNumber },
        /// A replacement has its clerk and vouches, or appeals stood in for the vouches. The old key
        /// may object before the slot `ripe`.
        ReplacementVouched { request: RequestId, member: MemberId, ripe: BlockNumber },
        /// A member challenged a request.
        Challenged { request: RequestId, member: MemberId },
        /// The old key objected to its replacement.
        Objected { request: RequestId, member: MemberId },
        /// A request went to appeals, which can decide it before the slot `until`.
        SentToAppeals { request: RequestId, until: BlockNumber },
        /// Appeals decided a request.
        Decided { request: RequestId, verdict: Verdict },
        /// A person is a member now.
        Joined { member: MemberId, community: CommunityId, account: T::AccountId },
        /// A member belongs to another community now.
        Moved { member: MemberId, from: CommunityId, to: CommunityId },
        /// A member has another account now.
        AccountReplaced { member: MemberId, old: T::AccountId, new: T::AccountId },
        /// A clerk froze a member until the slot `until`.
        Frozen { member: MemberId, clerk: MemberId, until: BlockNumber },
        /// A member was suspended: they have no vote, no rights and no office now.
        Suspended { member: MemberId },
        /// A suspended member has their vote and rights again, from this slot on.
        Reinstated { member: MemberId },
        /// A member vouched for a fake, and may neither vouch nor leave before the slot `until`.
        VouchingBanned { member: MemberId, until: BlockNumber },
        /// Appeals granted what a member had challenged. The member may not challenge before the
        /// slot `until`.
        ChallengeOverruled { member: MemberId, until: BlockNumber },
        /// A member named their helper, until the slot `until`. The helper has to accept, or has
        /// accepted before.
        HelperNamed { member: MemberId, helper: MemberId, until: BlockNumber },
        /// A helper accepted, and may vote and endorse for the member.
        HelpAccepted { member: MemberId, helper: MemberId },
        /// Help that was agreed, or asked for, is over: one of the two ended it, or left, or has
        /// another account.
        HelpEnded { member: MemberId, helper: MemberId },
        /// A member left.
        Left { member: MemberId, community: CommunityId },
        /// A member made no call for two years, and counts in no electorate until they wake.
        DeclaredDormant { member: MemberId },
        /// A dormant member acted, and counts again from this slot on.
        Woke { member: MemberId },
    }
}
