//! What buyers, sellers and makers of designs ask about the market.

use alloc::vec::Vec;
use codec::Codec;
use pallet_marketplace::{
    CurrencyId, DesignId, DesignView, DueId, DueView, Kind, ListingId, ListingView, LotView,
    OrderId, OrderView, Page, Payee, RatingView, ReputationView,
};
use vaka_primitives::{Balance, CommunityId, Hash};

sp_api::decl_runtime_apis! {
    /// The marketplace: what is offered, orders, and what is due to whom.
    pub trait MarketplaceApi<AccountId> where AccountId: Codec {
        /// Returns a listing.
        fn listing(listing: ListingId) -> Option<ListingView<AccountId>>;

        /// Returns listings, in no order: of a community's members or of all, of a kind or of all,
        /// all or those that can be ordered now. At most `count` and 64 of them; the next ones come
        /// `after` the id that the page names.
        fn listings(
            community: Option<CommunityId>,
            kind: Option<Kind>,
            orderable: bool,
            after: Option<ListingId>,
            count: u32,
        ) -> Page<ListingView<AccountId>, ListingId>;

        /// Returns the lots of a listing.
        fn lots(listing: ListingId) -> Vec<LotView>;

        /// Returns an order: where it stands, what comes next if nobody does anything, and when.
        fn order(order: OrderId) -> Option<OrderView<AccountId>>;

        /// Returns the orders that an account has placed or got and that have not ended, in no
        /// order. At most `count` and 64 of them; the next ones come `after` the id that the page
        /// names.
        fn orders(
            who: AccountId,
            after: Option<OrderId>,
            count: u32,
        ) -> Page<OrderView<AccountId>, OrderId>;

        /// Returns what is due to an account, so that it can be claimed, in no order. At most
        /// `count` and 64 of them; the next ones come `after` the one that the page names.
        fn dues(
            who: AccountId,
            after: Option<DueId<AccountId>>,
            count: u32,
        ) -> Page<DueView<AccountId>, DueId<AccountId>>;

        /// Returns what it would cost an account to open a dispute now, in the smallest unit of VAKA.
        fn cost_of_dispute(who: AccountId) -> Balance;

        /// Returns a design.
        fn design(design: DesignId) -> Option<DesignView<AccountId>>;

        /// Returns the number of the design that has a content.
        fn design_by_content(content: Hash) -> Option<DesignId>;

        /// Returns the ratings of an ended order: what each party gave, and by when the next step
        /// must be done. None if it cannot be rated, or not any longer.
        fn rating(order: OrderId) -> Option<RatingView<AccountId>>;

        /// Returns what others say of a person as a seller and as a buyer, in the present half-year
        /// and in the last one. An account that is a member's stands for the member. Ratings by
        /// members and by others are shown apart, each once there are five.
        fn reputation(who: Payee<AccountId>) -> ReputationView;

        /// Returns the account that holds all money of a currency which the marketplace has.
        fn pool_of(currency: CurrencyId) -> AccountId;
    }
}
