//! What the pallet tells the world. Accounts and numbers, nothing about persons.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A community was founded; its founders are members from now on.
        CommunityFounded { community: CommunityId, founders: u32 },
        /// A member is a clerk now.
        ClerkAppointed { community: CommunityId, member: MemberId },
        /// A member is a clerk no longer.
        ClerkDismissed { community: CommunityId, member: MemberId },
        /// Somebody asks to join or to move, or a clerk asks for another account for a member.
        Requested { request: RequestId, community: CommunityId, account: T::AccountId, kind: Kind },
        /// A request was taken back.
        RequestWithdrawn { request: RequestId },
        /// A request's deadline had passed, and it is gone.
        RequestPruned { request: RequestId },
        /// A member vouched.
        Vouched { request: RequestId, member: MemberId },
        /// A member took their vouch back.
        VouchWithdrawn { request: RequestId, member: MemberId },
        /// A clerk admitted; members may challenge it until a block.
        Admitted { request: RequestId, clerk: MemberId, ripe: BlockNumber },
        /// A replacement has its clerk and vouches; the old key may object until a block.
        ReplacementVouched { request: RequestId, member: MemberId, ripe: BlockNumber },
        /// A member challenged a request.
        Challenged { request: RequestId, member: MemberId },
        /// The old key objected to its replacement.
        Objected { request: RequestId, member: MemberId },
        /// Appeals have to decide a request, until a block.
        SentToAppeals { request: RequestId, until: BlockNumber },
        /// Appeals decided a request.
        Decided { request: RequestId, verdict: Verdict },
        /// A person is a member now.
        Joined { member: MemberId, community: CommunityId, account: T::AccountId },
        /// A member belongs to another community now.
        Moved { member: MemberId, from: CommunityId, to: CommunityId },
        /// A member has another account now.
        AccountReplaced { member: MemberId, old: T::AccountId, new: T::AccountId },
        /// A clerk froze a member until a block.
        Frozen { member: MemberId, clerk: MemberId, until: BlockNumber },
        /// A member may neither vote nor anything else now.
        Suspended { member: MemberId },
        /// A suspended member counts again, from this block.
        Reinstated { member: MemberId },
        /// A member may not vouch until a block.
        VouchingBanned { member: MemberId, until: BlockNumber },
        /// A member left.
        Left { member: MemberId, community: CommunityId },
    }
}
