#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod admission;
mod answering;
mod appeals;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod community;
mod consent;
mod dormancy;
mod electorate;
mod errors;
mod events;
mod extension;
mod genesis;
mod help;
mod members;
mod membership;
mod replacement;
mod request;
pub mod rules;
mod small;
mod standing;
mod storage;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
mod vouching;
pub mod weights;
pub mod window;

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
pub use window::{DayCount, Quota, Window, MAX_WINDOW_DAYS};

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
    use vaka_primitives::{AssistedCalls, Follows, FreeOffices};

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
        /// The runtime's hold reasons, which include ours.
        type RuntimeHoldReason: From<HoldReason>;

        /// The clock of all deadlines. It may leave out the time in which nobody could act.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// Slots of a day, in which all durations are counted. Never 0.
        type SlotsPerDay: Get<BlockNumber>;

        /// The origin that founds communities.
        type FoundingOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The origin that appoints and dismisses clerks.
        type ClerkOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The origin that decides appeals, suspends and reinstates.
        type AppealsOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The origin by which a community acts in its own name. It tells which community voted.
        type ActOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = CommunityId>;

        /// The calls that helpers make for others, on the allowance of these.
        type AssistedCalls: AssistedCalls<Self::RuntimeCall>;

        /// The offices whose holders have free calls of their own.
        type FreeOffices: FreeOffices<Self::AccountId, Self::RuntimeCall>;

        /// What follows a member to another account: credentials, and the stakes behind them.
        type Belongings: Follows<Self::AccountId>;

        /// The id from which the communities' accounts are derived.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// The deposit that an outsider leaves for a request of their own. Members need no balance:
        /// [`Rules`] bounds what they open.
        type RequestConsideration: Consideration<Self::AccountId, Footprint>;

        /// The signature by which an account that cannot pay for a transaction consents to a
        /// request.
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
        /// The first communities, numbered from 0. Their founders are the first members, numbered
        /// in this order.
        pub communities: Vec<GenesisCommunity<T::AccountId>>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self { communities: Vec::new() }
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

    // "Free of charge" means a few calls a day; a call that fails counts, too. See
    // [`FreeForMembers`].
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Founds a community. Its founders are members from now on, and are of standing at once.
        /// They vote on the constitution after 90 days. In 30 days at most five members, or 2% of
        /// the electorate, may be made so.
        ///
        /// - Origin: [`Config::FoundingOrigin`].
        /// - `founders`: each founder's signed consent to this community: to its name, to all its
        ///   founders and to its clerks. It holds for at most 180 days.
        /// - `clerks`: the founders who are its first clerks. The list may be empty:
        ///   `appoint_clerk` can name clerks later.
        /// - Errors: `EmptyName`, `TooFewFounders`, `TooManyClerks`, `ClerkNotOfCommunity`,
        ///   `AlreadyClerk`, `AlreadyMember`, `RequestPending`, `TooManyFounders`,
        ///   `ConsentExpired`, `ConsentTooLong`, `BadConsent`, `NumbersExhausted`.
        /// - Emits [`Event::CommunityFounded`], [`Event::Joined`], [`Event::ClerkAppointed`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::found_community(founders.len() as u32))]
        pub fn found_community(
            origin: OriginFor<T>,
            name: Name,
            founders: BoundedVec<ConsentOf<T>, ConstU32<MAX_FOUNDERS>>,
            clerks: BoundedVec<T::AccountId, ConstU32<MAX_CLERKS>>,
        ) -> DispatchResult {
            T::FoundingOrigin::ensure_origin(origin)?;
            Self::do_found_by_vote(name, founders.into_inner(), clerks.into_inner())
        }

        /// Makes a member of a community its clerk. A clerk admits and freezes.
        ///
        /// - Origin: [`Config::ClerkOrigin`].
        /// - Errors: `UnknownCommunity`, `UnknownMember`, `ClerkNotOfCommunity`, `Dormant`,
        ///   `AlreadyClerk`, `TooManyClerks`.
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

        /// Asks for membership. Without a consent you ask for yourself, and leave a deposit until
        /// the request is closed. With one you bring, as a member of the community, somebody who
        /// has no balance. The request then needs vouches and a clerk, or appeals.
        ///
        /// - Origin: without a consent, signed by the applicant. With one, signed by a member of
        ///   the community. A member may have one request of others pending at a time, a clerk 16
        ///   ([`Rules`]).
        /// - `consent`: the signed word of the account that joins. It holds for at most 30 days.
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

        /// Takes back a request that is still open: no clerk has admitted it, or a replacement
        /// still lacks vouches. The deposit returns.
        ///
        /// - Origin: signed by the account that the request names, or by the member who brought it.
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

        /// Gives your word for a request. To vouch for somebody who joins or moves means: this is a
        /// person who lives here, and no member under another name. To vouch for a replacement
        /// means: this is that member's new account. The last vouch that a replacement needs starts
        /// the 30 days in which the old key may object.
        ///
        /// - Origin: signed by a member of standing in that community who is no clerk, and has not
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

        /// Takes back your vouch for a request that is still open. If it was your last vouch, you
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

        /// Admits a person who joins or moves, if enough members vouched. Members may challenge the
        /// admission for seven days.
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

        /// Challenges an admission or a replacement as wrong. The third challenge sends the request
        /// to appeals, or the last one that a small community can make. Replacements can be challenged, too, because the dead do not object. You may
        /// challenge no other request until this one is closed. If appeals grant it, you may not
        /// challenge for a year.
        ///
        /// - Origin: signed by a member of standing in that community who is not suspended. A frozen
        ///   member may.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotWaiting`, `PeriodOver`, `NotMember`, `NotOfCommunity`,
        ///   `Suspended`, `AlreadyChallenged`, `NotOfStanding`, `ChallengingBanned`,
        ///   `ChallengesAnother`.
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

        /// Carries out an admission seven days after it: makes the person a member, or moves them.
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
        /// and leaving. The member votes, challenges and objects as before. No clerk can freeze the
        /// same person again within 180 days of the end of the freeze, and a clerk freezes one
        /// person at a time. To stop somebody for longer takes appeals.
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

        /// Suspends a member: takes them out of the electorate, and takes every right and office
        /// from them, until they are reinstated. They can still object to a replacement of their
        /// account. In 30 days one member may be suspended, or 2% of the electorate. A petition that
        /// suspends somebody makes no other call.
        ///
        /// - Origin: [`Config::AppealsOrigin`].
        /// - Errors: `UnknownMember`, `Suspended`, `TooManySuspensions`.
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

        /// Ends a suspension. The member votes in polls that open from now on; in those on the
        /// constitution after 90 days. Their office does not come back.
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

        /// Decides a request at any stage: one that was challenged or objected to, but also one
        /// that waits or is open. An open request can be granted, against a clerk's silence, only
        /// if it has its vouches. A granted request is carried out at once, and does not count
        /// against what clerks may admit.
        ///
        /// Where a community has fewer members who can vouch than it takes, appeals grant without
        /// their vouches. A replacement then gets the 30 days in which the old key may object, and
        /// appeals cannot cut these short. Such grants are bounded: people who come count as founders do, replacements as suspensions
        /// do.
        ///
        /// - Origin: [`Config::AppealsOrigin`].
        /// - Errors: `UnknownRequest`, `RequestExpired`, `TooFewVouches`, `TooManyGranted`
        ///   (granting an open request), `PeriodNotOver` (granting what they granted already), `Suspended`, `Frozen`, `ReplacementPending` (granting a move),
        ///   `AccountInUse`, `NumbersExhausted`; those of the deposit.
        /// - Emits [`Event::Decided`], [`Event::ReplacementVouched`]; [`Event::Joined`], [`Event::Moved`] or
        ///   [`Event::AccountReplaced`]; [`Event::ChallengeOverruled`], [`Event::VouchingBanned`],
        ///   [`Event::Suspended`], [`Event::ClerkDismissed`].
        #[pallet::call_index(13)]
        #[pallet::weight(
            T::WeightInfo::decide_request()
                .max(T::WeightInfo::grant_without_vouches())
                .max(T::WeightInfo::grant_replacement())
        )]
        pub fn decide_request(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
            verdict: Verdict,
        ) -> DispatchResult {
            T::AppealsOrigin::ensure_origin(origin)?;
            Self::do_decide_request(request, verdict)
        }

        /// Asks for admission to another community. The request needs vouches and a clerk there.
        /// Until it is confirmed, nothing changes.
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

        /// Asks for another account for a member who lost theirs. The request needs three vouches.
        /// Then the old key has 30 days to object, which sends the request to appeals.
        ///
        /// - Origin: signed by a clerk of the member's community.
        /// - `consent`: the signed word of the new account, which must not belong to a member. It
        ///   proves that the new key exists.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownMember`, `NotMember`, `NotClerk`, `Suspended`, `Frozen` (the clerk),
        ///   `ReplacementPending`, `AlreadyMember`, `AccountInUse`, `RequestPending`,
        ///   `TooManySponsored`, `ConsentExpired`, `ConsentTooLong`, `BadConsent`, `NumbersExhausted`.
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

        /// Objects to the replacement of your account, within 30 days after the last vouch: the
        /// account is not lost. Appeals then decide, once. No further objection to this request is
        /// possible.
        ///
        /// - Origin: signed by the account that is to be replaced. The member may be suspended or
        ///   frozen.
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

        /// Carries out a replacement, 30 days after the last vouch: the member has the new account.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownRequest`, `NotReplacement`, `NotWaiting`, `PeriodNotOver`,
        ///   `RequestExpired`, `ClerkSuspended`, `AccountInUse`.
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

        /// Ends your membership. The number is never given again.
        ///
        /// Once a request has its clerk and vouches, the clerk and the members who vouched answer
        /// for it. They cannot leave until it is decided, carried out or pruned. A banned voucher
        /// cannot leave until the ban is over. Nobody is held for ever: anyone may confirm or prune
        /// such a request. The latest time is 187 days after an admission, and 210 days after the
        /// last vouch of a replacement (the period, and 180 days before appeals).
        ///
        /// - Origin: signed by a member who is neither suspended, nor frozen, nor banned from
        ///   vouching, and does not answer for a request. Their own move must not be admitted yet,
        ///   and their own replacement must not have its vouches yet.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `Frozen`, `AnswersForRequest`, `VouchingBanned`,
        ///   `ReplacementPending`, `RequestPending` or `Appealed` (your own move).
        /// - Emits [`Event::Left`], [`Event::ClerkDismissed`], [`Event::RequestWithdrawn`].
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::leave())]
        #[pallet::feeless_if(|origin: &OriginFor<T>| -> bool { Pallet::<T>::is_free(origin) })]
        pub fn leave(origin: OriginFor<T>) -> DispatchResult {
            Self::do_leave(ensure_signed(origin)?)
        }

        /// Removes a request whose deadline has passed. It is not carried out. The deposit returns.
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

        /// Makes a call that a community's members voted for, signed by the community's own
        /// account. So a community owns, trades and runs grids like anybody. If the call fails,
        /// this call fails with its error.
        ///
        /// - Origin: [`Config::ActOrigin`], which tells the community.
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

        /// Names the member who votes and endorses for you, as your helper; or ends it. A helper
        /// uses calls of their own, at most half of your free calls of a day, and never changes what
        /// you said yourself. They may begin once they accept. It holds for two years, or until one
        /// of you ends it, leaves, or has another account. Name them again to begin anew.
        ///
        /// - Origin: signed by a member who is not suspended. A frozen or a suspended member may end
        ///   it.
        /// - `helper`: another member, of any community, who is not suspended. They replace the one
        ///   before at once. None ends it.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `OwnHelper`, `UnknownMember`, `HelperSuspended`,
        ///   `NoHelper`.
        /// - Emits [`Event::HelperNamed`], [`Event::HelpEnded`].
        #[pallet::call_index(21)]
        #[pallet::weight(T::WeightInfo::set_helper())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &Option<MemberId>| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn set_helper(origin: OriginFor<T>, helper: Option<MemberId>) -> DispatchResult {
            Self::do_set_helper(ensure_signed(origin)?, helper)
        }

        /// Accepts to help a member who named you. Then you may vote and endorse for them. You may
        /// help five members.
        ///
        /// - Origin: signed by the member who was named, who is not suspended, and whose account has
        ///   been theirs since then.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `NotNamed`, `AlreadyHelps`, `Suspended`, `HelpOver`,
        ///   `NamedBefore`, `HelpsEnough`.
        /// - Emits [`Event::HelpAccepted`].
        #[pallet::call_index(22)]
        #[pallet::weight(T::WeightInfo::accept_helping())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &MemberId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn accept_helping(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            Self::do_accept_helping(ensure_signed(origin)?, member)
        }

        /// Lays down that you help a member, or refuses to. What you cast for them stays.
        ///
        /// - Origin: signed by the member who was named. They may be suspended.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `NotNamed`.
        /// - Emits [`Event::HelpEnded`].
        #[pallet::call_index(23)]
        #[pallet::weight(T::WeightInfo::resign_helping())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &MemberId| -> bool { Pallet::<T>::is_free(origin) }
        )]
        pub fn resign_helping(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            Self::do_resign_helping(ensure_signed(origin)?, member)
        }

        /// Declares members dormant who made no call for two years. They count in no electorate that
        /// is frozen from now on, and a clerk among them loses the office. Polls that are open stay
        /// as they are. In 30 days at most five members, or 5% of the electorate, may be declared so, and
        /// two of a community, or 5% of it.
        ///
        /// - Origin: signed by anyone.
        /// - `members`: 1 to 64 members. If one of them is not dormant, nothing happens to any.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NobodyNamed`, `UnknownMember`, `Suspended`, `Dormant` (already), `NotDormant`,
        ///   `TooManyDormant`.
        /// - Emits [`Event::DeclaredDormant`], [`Event::ClerkDismissed`].
        #[pallet::call_index(24)]
        #[pallet::weight(T::WeightInfo::declare_dormant(members.len() as u32))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &BoundedVec<MemberId, ConstU32<MAX_DECLARED>>| -> bool {
                Pallet::<T>::is_free(origin)
            }
        )]
        pub fn declare_dormant(
            origin: OriginFor<T>,
            members: BoundedVec<MemberId, ConstU32<MAX_DECLARED>>,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_declare_dormant(members.into_inner())
        }

        /// Says that you are here. Any transaction that your key signs says so, too; this one does
        /// nothing else. If you were dormant, you vote in polls that open from now on, and have the
        /// standing that you had.
        ///
        /// - Origin: signed by a member who is not suspended. A proxy or a multisig can say it for
        ///   an account; no other call of theirs does.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`.
        /// - Emits [`Event::Woke`], if you were dormant.
        #[pallet::call_index(25)]
        #[pallet::weight(T::WeightInfo::here())]
        #[pallet::feeless_if(|origin: &OriginFor<T>| -> bool { Pallet::<T>::is_free(origin) })]
        pub fn here(origin: OriginFor<T>) -> DispatchResult {
            Self::do_here(ensure_signed(origin)?)
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

        /// A community: name, electorate, clerks, and the number of admissions that it has left
        /// now.
        pub fn community(community: CommunityId) -> Option<CommunityView> {
            views::community::<T>(community)
        }

        /// The account that signs what a community's members vote for.
        pub fn community_account(community: CommunityId) -> Option<T::AccountId> {
            Communities::<T>::contains_key(community).then(|| Self::account_of_community(community))
        }

        /// All communities together: their number, the members who vote, and how many more may be
        /// made by founding, suspended, or declared dormant, now.
        pub fn nation() -> NationView {
            views::nation::<T>()
        }

        /// The number of members who may vote: in a community, or in all.
        pub fn electorate(community: Option<CommunityId>) -> u32 {
            views::electorate::<T>(community)
        }

        /// A pending request with its deadlines.
        pub fn request(request: RequestId) -> Option<RequestView<T::AccountId>> {
            views::request::<T>(request)
        }

        /// A community's pending requests with numbers from `from` on, oldest first, at most 256.
        pub fn requests(community: CommunityId, from: RequestId) -> Vec<RequestView<T::AccountId>> {
            views::requests::<T>(community, from)
        }

        /// The pending request that names an account.
        pub fn request_of(account: T::AccountId) -> Option<RequestView<T::AccountId>> {
            views::request::<T>(RequestOf::<T>::get(account)?)
        }

        /// What the founders of a community consent to ([`Purpose::Found`]).
        pub fn founding(
            name: Name,
            founders: Vec<T::AccountId>,
            clerks: Vec<T::AccountId>,
        ) -> Hash {
            Self::founding_of(&name, &founders, &clerks)
        }

        /// The bytes that an account without a balance signs, so that a member can bring its
        /// request, or that a founder signs. It signs them raw, or wrapped in `<Bytes>` as wallets do.
        pub fn consent_payload(
            purpose: Purpose,
            account: T::AccountId,
            until: BlockNumber,
        ) -> ConsentPayload {
            Self::payload(purpose, &account, until).into()
        }

        /// A member's helper, and the members whom they help or are asked to.
        pub fn help(member: MemberId) -> Option<HelpView> {
            views::help::<T>(member)
        }

        /// The number of calls that the account may still make today without a fee.
        pub fn free_calls(account: T::AccountId) -> u32 {
            <Self as vaka_primitives::FreeCalls<T::AccountId>>::free_calls(&account)
        }
    }
}
