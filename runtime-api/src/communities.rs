//! What wallets ask about communities and their members.

use alloc::vec::Vec;
use codec::Codec;
use pallet_communities::{
    BlockNumber, CommunityId, CommunityView, ConsentPayload, Hash, HelpView, MemberId, MemberView,
    Name, NationView, Purpose, RequestId, RequestView,
};

sp_api::decl_runtime_apis! {
    /// Communities, their members, and what is pending.
    pub trait CommunitiesApi<AccountId> where AccountId: Codec {
        /// The membership of an account.
        fn member_by_account(account: AccountId) -> Option<MemberView<AccountId>>;

        /// A membership by its number.
        fn member(member: MemberId) -> Option<MemberView<AccountId>>;

        /// A community: name, electorate, clerks, and the number of admissions that it has left
        /// now.
        fn community(community: CommunityId) -> Option<CommunityView>;

        /// The account that signs what a community's members vote for.
        fn community_account(community: CommunityId) -> Option<AccountId>;

        /// All communities together: their number, the members who vote, and how many more may be
        /// made by founding, suspended, or declared dormant, now.
        fn nation() -> NationView;

        /// The number of members who may vote: in a community, or in all.
        fn electorate(community: Option<CommunityId>) -> u32;

        /// A pending request with its deadlines.
        fn request(request: RequestId) -> Option<RequestView<AccountId>>;

        /// A community's pending requests with numbers from `from` on, oldest first, at most 256.
        fn requests(community: CommunityId, from: RequestId) -> Vec<RequestView<AccountId>>;

        /// The pending request that names an account.
        fn request_of(account: AccountId) -> Option<RequestView<AccountId>>;

        /// What the founders of a community consent to.
        fn founding(name: Name, founders: Vec<AccountId>, clerks: Vec<AccountId>) -> Hash;

        /// The bytes that an account without a balance signs, so that a member can bring its
        /// request, or that a founder signs. It signs them raw, or wrapped in `<Bytes>` as wallets do.
        fn consent_payload(
            purpose: Purpose,
            account: AccountId,
            until: BlockNumber,
        ) -> ConsentPayload;

        /// A member's helper, and the members whom they help or are asked to.
        fn help(member: MemberId) -> Option<HelpView>;

        /// The number of calls that the account may still make today without a fee.
        fn free_calls(account: AccountId) -> u32;
    }
}
