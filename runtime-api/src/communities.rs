//! What wallets ask about communities and their members.

use alloc::vec::Vec;
use codec::Codec;
use pallet_communities::{
    BlockNumber, CommunityId, CommunityView, ConsentPayload, MemberId, MemberView, Purpose,
    RequestId, RequestView,
};

sp_api::decl_runtime_apis! {
    /// Communities, their members, and what is pending.
    pub trait CommunitiesApi<AccountId> where AccountId: Codec {
        /// The membership of an account.
        fn member_by_account(account: AccountId) -> Option<MemberView<AccountId>>;

        /// A membership by its number.
        fn member(member: MemberId) -> Option<MemberView<AccountId>>;

        /// A community: name, electorate, clerks, and how many admissions it has left now.
        fn community(community: CommunityId) -> Option<CommunityView>;

        /// The account in whose name a community acts by its vote.
        fn community_account(community: CommunityId) -> Option<AccountId>;

        /// How many members may vote: of a community, or of all.
        fn electorate(community: Option<CommunityId>) -> u32;

        /// A pending request with its deadlines.
        fn request(request: RequestId) -> Option<RequestView<AccountId>>;

        /// A community's pending requests, oldest first, at most 256 of those from `from` on.
        fn requests(community: CommunityId, from: RequestId) -> Vec<RequestView<AccountId>>;

        /// The pending request that names an account.
        fn request_of(account: AccountId) -> Option<RequestView<AccountId>>;

        /// What an account without a balance signs so that a member can bring its request: raw, or
        /// wrapped in `<Bytes>` as wallets do.
        fn consent_payload(
            purpose: Purpose,
            account: AccountId,
            until: BlockNumber,
        ) -> ConsentPayload;

        /// Calls that the account may still make today without a fee.
        fn free_calls(account: AccountId) -> u32;
    }
}
