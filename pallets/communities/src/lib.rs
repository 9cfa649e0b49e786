#![doc = include_str!("overview.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod admission;
mod answering;
mod appeals;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod community;
mod consent;
mod errors;
mod events;
mod extension;
mod genesis;
mod members;
mod membership;
mod replacement;
mod request;
pub mod rules;
mod standing;
mod storage;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
mod vouching;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use consent::ConsentOf;
pub use extension::FreeForMembers;
pub use members::EnsureMember;
pub use pallet::*;
pub use rules::{Day, Rules};
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::{boxed::Box, vec::Vec};
    use frame_support::{
        dispatch::PostDispatchInfo,
        pallet_prelude::*,
        traits::{Consideration, Footprint},
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::{BlockNumberProvider, Dispatchable, IdentifyAccount, Verify};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config:
        frame_system::Config<
        RuntimeEvent: From<Event<Self>>,
        RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo>,
    >
    {
        /// The runtime's hold reasons, ours among them.
        type RuntimeHoldReason: From<HoldReason>;

        /// The clock of all deadlines. The time in which nobody could act may be left out of it.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// Who founds communities.
        type FoundingOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Who appoints and dismisses clerks.
        type ClerkOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Who decides appeals, suspends and reinstates.
        type AppealsOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// By whose vote a community acts in its own name.
        type ActOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = CommunityId>;

        /// From which the communities' accounts are derived.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// What somebody who is no member leaves for a request of their own. Members need no
        /// balance: what they open is bounded by [`Rules`].
        type RequestConsideration: Consideration<Self::AccountId, Footprint>;

        /// How an account that cannot pay for a transaction consents to a request.
        type Signature: Parameter + Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<Rules>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::Signature>;
    }

    /// Why this pallet holds money.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// An outsider's deposit for a request of their own.
        RequestDeposit,
    }

    /// What a chain starts with.
    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Blocks of a day.
        pub blocks_per_day: BlockNumber,
        /// The first communities, numbered from 0; their founders are the members, numbered in this
        /// order.
        pub communities: Vec<GenesisCommunity<T::AccountId>>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self { blocks_per_day: rules::USUAL_BLOCKS_PER_DAY, communities: Vec::new() }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            crate::genesis::build::<T>(self)
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert_eq!(T::Rules::get().flaw(), None, "the figures must make sense");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    // Free of charge is a few times a day, and counted also when it fails: see [`FreeForMembers`].
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Founds a community. Its founders are members from now on, and count as of long standing.
        ///
        /// - Origin: [`Config::FoundingOrigin`].
        /// - `clerks`: founders who are its first clerks; none if `appoint_clerk` is to name them.
        /// - Errors: `EmptyName`, `TooFewFounders`, `TooManyClerks`, `ClerkNotOfCommunity`,
        ///   `AlreadyClerk`, `AlreadyMember`, `RequestPending`, `NumbersExhausted`.
        /// - Emits [`Event::CommunityFounded`], [`Event::Joined`], [`Event::ClerkAppointed`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::found_community(founders.len() as u32))]
        pub fn found_community(
            origin: OriginFor<T>,
            name: Name,
            founders: BoundedVec<T::AccountId, ConstU32<MAX_FOUNDERS>>,
            clerks: BoundedVec<T::AccountId, ConstU32<MAX_CLERKS>>,
        ) -> DispatchResult {
            T::FoundingOrigin::ensure_origin(origin)?;
            Self::do_found_community(name, founders.into_inner(), clerks.into_inner())?;
            Ok(())
        }

        /// Makes a member of a community its clerk: one who admits and freezes.
        ///
        /// - Origin: [`Config::ClerkOrigin`].
        /// - Errors: `UnknownCommunity`, `UnknownMember`, `ClerkNotOfCommunity`, `AlreadyClerk`,
        ///   `TooManyClerks`.
        /// - Emits [`Event::ClerkAppointed`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::appoint_clerk())]
        pub fn appoint_clerk(
            origin: OriginFor<T>,
            #[pallet::compact] community: CommunityId,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            T::ClerkOrigin::ensure_origin(origin)?;
            Self::do_appoint_clerk(community, member)
        }

        /// Takes a clerk's office away. They stay a member.
        ///
        /// - Origin: [`Config::ClerkOrigin`].
        /// - Errors: `UnknownCommunity`, `NotClerk`.
        /// - Emits [`Event::ClerkDismissed`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::dismiss_clerk())]
        pub fn dismiss_clerk(
            origin: OriginFor<T>,
            #[pallet::compact] community: CommunityId,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            T::ClerkOrigin::ensure_origin(origin)?;
            Self::do_dismiss_clerk(community, member)
        }

        /// Asks for membership: for oneself, leaving a deposit until it is decided; or, as a member
        /// of the community, for somebody without a balance, who has signed their consent. It then
        /// needs vouches and a clerk, or appeals.
        ///
        /// - Origin: without a consent, signed by the applicant. With one, by a member of the
        ///   community; a member brings one at a time, a clerk several ([`Rules`]).
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownCommunity`, `AlreadyMember`, `RequestPending`, `NotMember`,
        ///   `NotOfCommunity`, `Suspended`, `Frozen`, `TooManySponsored`, `ConsentExpired`,
        ///   `ConsentTooLong`, `BadConsent`, `NumbersExhausted`; those of the deposit.
        /// - Emits [`Event::Requested`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::request_membership())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CommunityId, _: &Option<ConsentOf<T>>| -> bool {
                Pallet::<T>::is_free(origin)
            }
        )]
        pub fn request_membership(
            origin: OriginFor<T>,
            #[pallet::compact] community: CommunityId,
            consent: Option<ConsentOf<T>>,
        ) -> DispatchResult {
            Self::do_request_membership(ensure_signed(origin)?, community, consent)
        }

        /// Takes back a request that no clerk has admitted, and that appeals need not decide. The
        /// deposit returns.
        ///
        /// - Origin: signed by the account that it names, or by the member who brought it.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotYourRequest`, `NotOpen`; those of the deposit.
        /// - Emits [`Event::RequestWithdrawn`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::withdraw_request())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn withdraw_request(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            Self::do_withdraw_request(ensure_signed(origin)?, request)
        }

        /// Says: this is a person who lives here, and no member under another name; or, of a
        /// replacement: this is that member's new account. The last vouch that a replacement needs
        /// starts the period in which the old key may object.
        ///
        /// - Origin: signed by a member of long standing in that community, no clerk, who has not
        ///   vouched in the last 30 days.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `RequestExpired`, `NotOpen`, `NotMember`, `NotOfCommunity`,
        ///   `Suspended`, `Frozen`, `NotOfStanding`, `ClerkMayNotVouch`, `VouchedLately`,
        ///   `VouchingBanned`, `OwnRequest`, `AlreadyVouched`, `EnoughVouches`.
        /// - Emits [`Event::Vouched`], [`Event::ReplacementVouched`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::vouch())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn vouch(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            Self::do_vouch(ensure_signed(origin)?, request)
        }

        /// Takes a vouch back from a request that is still open. If it was the member's last, they
        /// may vouch again at once.
        ///
        /// - Origin: signed by the member who vouched.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotOpen`, `NotMember`, `NotVouched`.
        /// - Emits [`Event::VouchWithdrawn`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::withdraw_vouch())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn withdraw_vouch(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            Self::do_withdraw_vouch(ensure_signed(origin)?, request)
        }

        /// Admits who joins or moves, if enough members vouched. Members may challenge it for seven
        /// days.
        ///
        /// - Origin: signed by a clerk of that community.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotAdmission`, `RequestExpired`, `NotOpen`, `NotMember`,
        ///   `NotClerk`, `Suspended`, `Frozen`, `TooFewVouches`, `TooManyAdmissions`.
        /// - Emits [`Event::Admitted`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::admit())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn admit(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            Self::do_admit(ensure_signed(origin)?, request)
        }

        /// Says that an admission is wrong. The third challenge sends it to appeals. Of a
        /// replacement too: the dead do not object.
        ///
        /// - Origin: signed by a member of that community who is not suspended; a frozen one may.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotWaiting`, `PeriodOver`, `NotMember`, `NotOfCommunity`,
        ///   `Suspended`, `AlreadyChallenged`.
        /// - Emits [`Event::Challenged`], [`Event::SentToAppeals`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::challenge_admission())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn challenge_admission(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            Self::do_challenge_admission(ensure_signed(origin)?, request)
        }

        /// Makes the person a member, or moves them, seven days after the admission.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotAdmission`, `NotWaiting`, `PeriodNotOver`,
        ///   `RequestExpired`, `ClerkSuspended`, `Suspended`, `Frozen`, `ReplacementPending`,
        ///   `NumbersExhausted`; those of the deposit.
        /// - Emits [`Event::Joined`] or [`Event::Moved`], [`Event::ClerkDismissed`].
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::confirm_admission())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn confirm_admission(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_confirm(request, false)
        }

        /// Stops a member for 14 days from vouching, bringing requests, serving as a clerk, moving
        /// and leaving. They vote, challenge and object as before. The same person cannot be frozen
        /// again within 180 days of its end, whoever the clerk; and a clerk freezes one person at a
        /// time. What takes longer is for appeals.
        ///
        /// - Origin: signed by a clerk of the member's community.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownMember`, `NotMember`, `NotClerk`, `Suspended` (either), `Frozen` (the
        ///   clerk), `FrozenLately`, `FreezesAnother`.
        /// - Emits [`Event::Frozen`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::freeze())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &MemberId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn freeze(origin: OriginFor<T>, #[pallet::compact] member: MemberId) -> DispatchResult {
            Self::do_freeze(ensure_signed(origin)?, member)
        }

        /// Takes a member out of the electorate, and every right and office with it, until they are
        /// reinstated.
        ///
        /// - Origin: [`Config::AppealsOrigin`].
        /// - Errors: `UnknownMember`, `Suspended`.
        /// - Emits [`Event::Suspended`], [`Event::ClerkDismissed`].
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::suspend())]
        pub fn suspend(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            T::AppealsOrigin::ensure_origin(origin)?;
            Self::do_suspend(member)
        }

        /// Ends a suspension. The member votes in polls that open from now on. An office does not
        /// come back.
        ///
        /// - Origin: [`Config::AppealsOrigin`].
        /// - Errors: `UnknownMember`, `NotSuspended`.
        /// - Emits [`Event::Reinstated`].
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::reinstate())]
        pub fn reinstate(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            T::AppealsOrigin::ensure_origin(origin)?;
            Self::do_reinstate(member)
        }

        /// Decides a request, at whatever stage it is: one that was challenged or objected to; or,
        /// against a clerk's silence, one that has its vouches. What is granted is carried out at
        /// once, and is not counted against what clerks may admit.
        ///
        /// - Origin: [`Config::AppealsOrigin`].
        /// - Errors: `UnknownRequest`, `RequestExpired`, `TooFewVouches` (granting an open one),
        ///   `Suspended`, `Frozen`, `ReplacementPending` (granting a move), `NumbersExhausted`;
        ///   those of the deposit.
        /// - Emits [`Event::Decided`]; [`Event::Joined`], [`Event::Moved`] or
        ///   [`Event::AccountReplaced`]; [`Event::VouchingBanned`], [`Event::Suspended`],
        ///   [`Event::ClerkDismissed`].
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::decide_request())]
        pub fn decide_request(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
            verdict: Verdict,
        ) -> DispatchResult {
            T::AppealsOrigin::ensure_origin(origin)?;
            Self::do_decide_request(request, verdict)
        }

        /// Asks for admission to another community. It needs vouches and a clerk there; until it is
        /// confirmed, nothing changes.
        ///
        /// - Origin: signed by a member who is neither suspended nor frozen and has not moved in
        ///   the last 180 days.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `Frozen`, `MovedLately`, `UnknownCommunity`,
        ///   `AlreadyOfCommunity`, `RequestPending`, `NumbersExhausted`.
        /// - Emits [`Event::Requested`].
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::move_community())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CommunityId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn move_community(
            origin: OriginFor<T>,
            #[pallet::compact] to: CommunityId,
        ) -> DispatchResult {
            Self::do_move_community(ensure_signed(origin)?, to)
        }

        /// Asks for another account for a member who lost theirs. It needs three vouches; then the
        /// old key has 30 days to object, and so to send it to appeals.
        ///
        /// - Origin: signed by a clerk of the member's community.
        /// - `consent`: of the new account, which nobody else may have and which proves that its
        ///   key exists.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownMember`, `NotMember`, `NotClerk`, `Suspended`, `Frozen` (the clerk),
        ///   `ReplacementPending`, `AlreadyMember`, `RequestPending`, `TooManySponsored`,
        ///   `ConsentExpired`, `ConsentTooLong`, `BadConsent`, `NumbersExhausted`.
        /// - Emits [`Event::Requested`].
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::replace_account())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &MemberId, _: &ConsentOf<T>| -> bool {
                Pallet::<T>::is_free(origin)
            }
        )]
        pub fn replace_account(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
            consent: ConsentOf<T>,
        ) -> DispatchResult {
            Self::do_replace_account(ensure_signed(origin)?, member, consent)
        }

        /// Says, within 30 days after the last vouch, that the account is not lost: appeals decide,
        /// once, and no further objection is possible.
        ///
        /// - Origin: signed by the account that is to be replaced; of a suspended or frozen member
        ///   too.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotReplacement`, `NotYourAccount`, `NotWaiting`,
        ///   `Appealed`, `PeriodOver`, `RequestExpired`.
        /// - Emits [`Event::Objected`], [`Event::SentToAppeals`].
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::object_to_replacement())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::may_object_free(origin) }
        )]
        pub fn object_to_replacement(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            Self::do_object(ensure_signed(origin)?, request)
        }

        /// Gives the member the new account, 30 days after the last vouch.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotReplacement`, `NotWaiting`, `PeriodNotOver`,
        ///   `RequestExpired`, `ClerkSuspended`.
        /// - Emits [`Event::AccountReplaced`].
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::confirm_replacement())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn confirm_replacement(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_confirm(request, true)
        }

        /// Ends one's membership. The number is never given again.
        ///
        /// Who vouched for a request that has its clerk and vouches, and the clerk, answer for it
        /// until it is decided or carried out, and do not leave before that; nor does a banned
        /// voucher before the ban is over. Nobody is held for ever: anyone confirms or prunes such
        /// a request, an admission 187 days after it at the latest, a replacement 210 days after
        /// its last vouch (the period, and 180 days before appeals).
        ///
        /// - Origin: signed by a member who is neither suspended, nor frozen, nor banned from
        ///   vouching; who answers for no request; and whose own move or replacement has not got
        ///   its vouches yet.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `Frozen`, `AnswersForRequest`, `VouchingBanned`,
        ///   `ReplacementPending`, `RequestPending` or `Appealed` (one's own move).
        /// - Emits [`Event::Left`], [`Event::ClerkDismissed`], [`Event::RequestWithdrawn`].
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::leave())]
        #[pallet::feeless_if(|origin: &OriginFor<T>| -> bool { Pallet::<T>::is_free(origin) })]
        pub fn leave(origin: OriginFor<T>) -> DispatchResult {
            Self::do_leave(ensure_signed(origin)?)
        }

        /// Removes a request whose deadline has passed: nothing comes of it. The deposit returns.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotExpired`; those of the deposit.
        /// - Emits [`Event::RequestPruned`].
        #[pallet::call_index(19)]
        #[pallet::weight(T::WeightInfo::prune_request())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &RequestId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn prune_request(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_prune_request(request)
        }

        /// Does in a community's own name, signed by its account, what its members voted for: it
        /// owns, trades and runs grids like anybody. The call's error is this call's.
        ///
        /// - Origin: [`Config::ActOrigin`], which says for which community.
        /// - Errors: `UnknownCommunity`; those of the call.
        #[pallet::call_index(20)]
        #[pallet::weight({
            let info = call.get_dispatch_info();
            (T::WeightInfo::act_as_community().saturating_add(info.call_weight), info.class)
        })]
        pub fn act_as_community(
            origin: OriginFor<T>,
            call: Box<T::RuntimeCall>,
        ) -> DispatchResultWithPostInfo {
            let community = T::ActOrigin::ensure_origin(origin)?;
            Self::do_act(community, *call)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The membership of an account.
        pub fn member_by_account(account: T::AccountId) -> Option<MemberView<T::AccountId>> {
            views::member::<T>(MemberOf::<T>::get(account)?)
        }

        /// A membership by its number.
        pub fn member(member: MemberId) -> Option<MemberView<T::AccountId>> {
            views::member::<T>(member)
        }

        /// A community: name, electorate, clerks, and how many admissions it has left now.
        pub fn community(community: CommunityId) -> Option<CommunityView> {
            views::community::<T>(community)
        }

        /// The account in whose name a community acts by its vote.
        pub fn community_account(community: CommunityId) -> Option<T::AccountId> {
            Communities::<T>::contains_key(community).then(|| Self::account_of_community(community))
        }

        /// How many members may vote: of a community, or of all.
        pub fn electorate(community: Option<CommunityId>) -> u32 {
            views::electorate::<T>(community)
        }

        /// A pending request with its deadlines.
        pub fn request(request: RequestId) -> Option<RequestView<T::AccountId>> {
            views::request::<T>(request)
        }

        /// A community's pending requests, oldest first, at most 256 of those from `from` on.
        pub fn requests(community: CommunityId, from: RequestId) -> Vec<RequestView<T::AccountId>> {
            views::requests::<T>(community, from)
        }

        /// The pending request that names an account.
        pub fn request_of(account: T::AccountId) -> Option<RequestView<T::AccountId>> {
            views::request::<T>(RequestOf::<T>::get(account)?)
        }

        /// What an account without a balance signs so that a member can bring its request: raw, or
        /// wrapped in `<Bytes>` as wallets do.
        pub fn consent_payload(
            purpose: Purpose,
            account: T::AccountId,
            until: BlockNumber,
        ) -> ConsentPayload {
            Self::payload(purpose, &account, until).into()
        }

        /// Calls that the account may still make today without a fee.
        pub fn free_calls(account: T::AccountId) -> u32 {
            <Self as vaka_primitives::FreeCalls<T::AccountId>>::free_calls(&account)
        }
    }
}
