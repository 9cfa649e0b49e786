#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod ballots;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod delegation;
mod errors;
mod events;
mod origin;
pub mod rules;
mod tally;
mod tracks;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use origin::{
    EnsureAppeals, EnsureParameters, EnsureTreasury, EnsureValidators, EnsureVillage,
    PalletsOriginOf, TrackOrigin,
};
pub use pallet::*;
pub use rules::TrackRules;
pub use tally::Tally;
pub use tracks::Tracks;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use crate::ballots::Voter;
    use alloc::vec::Vec;
    use frame_support::{
        dispatch::{DispatchResultWithPostInfo, WithPostDispatchInfo},
        pallet_prelude::*,
        traits::{OriginTrait, Polling},
    };
    use frame_system::pallet_prelude::*;
    use vaka_primitives::{Communities, FreeCalls, Members};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config:
        frame_system::Config<
        RuntimeEvent: From<Event<Self>>,
        RuntimeOrigin: OriginTrait<PalletsOrigin: From<Origin> + TryInto<Origin>>,
    >
    {
        /// The villages, and the number of members who vote.
        type Communities: Communities;

        /// The members, their villages, and the slots since which they have been members.
        type Members: Members<Self::AccountId>;

        /// The members whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// The polls: pallet-referenda, with [`Tally`] as its tally and [`Tracks`] as its tracks.
        type Polls: Polling<Tally<Self>, Votes = u32, Class = TrackId, Index = PollIndex>;

        /// Slots of a day; the tracks' durations are counted in days. It is not a constant:
        /// genesis may set another number, so that a test network is fast.
        type SlotsPerDay: Get<BlockNumber>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// The authority with which a track's decisions are carried out. The constitution's is Root.
    #[pallet::origin]
    #[derive(
        Clone,
        Copy,
        Debug,
        Decode,
        DecodeWithMemTracking,
        Encode,
        Eq,
        MaxEncodedLen,
        PartialEq,
        TypeInfo,
    )]
    pub enum Origin {
        /// Decides which validators author and finalise blocks.
        Validators,
        /// Decides contested memberships.
        Appeals,
        /// Spends from the common purse.
        Treasury,
        /// Decides on communities, their clerks, grids, and the bounds of tariffs.
        Parameters,
        /// Decides one village's own business.
        Village(CommunityId),
    }

    /// The ballots of the polls, by member, so that another account of the same person finds the
    /// same ballot. There is at most one for each member and poll, until somebody prunes a poll
    /// that is over. Twox, because the chain assigns both numbers.
    #[pallet::storage]
    pub type Ballots<T> =
        StorageDoubleMap<_, Twox64Concat, PollIndex, Twox64Concat, MemberId, Ballot>;

    /// The trees of delegations on each track. They hold the members who delegate, and those to
    /// whom somebody delegates. A member is in at most one tree of each track. Twox, because the
    /// chain assigns the numbers.
    #[pallet::storage]
    pub type Delegations<T> =
        StorageDoubleMap<_, Twox64Concat, Track, Twox64Concat, MemberId, Delegation, ValueQuery>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            for track in Track::NATIONAL.into_iter().chain([Track::Village(0)]) {
                let flaw = rules::rules_of(track).flaw();
                assert_eq!(flaw, None, "the figures must make sense");
            }
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Casts your ballot in a poll, or changes it. You may change it as often as you like until
        /// the poll ends. The same vote is cast for every member who delegates to you on that
        /// track, directly or through others, who may vote in the poll, and who has cast no ballot
        /// of their own. A member who has cast one speaks for those who delegate to them.
        ///
        /// If your account became yours after the poll opened, you may cast a first ballot, but
        /// change none: neither your own, nor ballots of people who delegate through you.
        ///
        /// - Origin: signed by a member who is not suspended, and has been an active member since
        ///   before the slot in which the poll opened. In a village's poll the member must also
        ///   have been of that village since before that slot. In a poll on the constitution they
        ///   must have been active for 90 days when it opened. Nobody votes in a poll that opened
        ///   while they were dormant.
        /// - Free of charge within a member's daily allowance. The weight is that of a full tree of
        ///   64 people. The difference to the real tree is refunded, and a refused call weighs
        ///   little.
        /// - Errors: `NotMember`, `PollNotOngoing`, `Suspended`, `JoinedLater`, `WasDormant`,
        ///   `NotSeasoned`, `NotOfVillage`, `MovedLater`, `AccountTooNew`.
        /// - Emits [`Event::Voted`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::vote(MAX_TREE))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PollIndex, _: &Vote| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn vote(
            origin: OriginFor<T>,
            #[pallet::compact] poll: PollIndex,
            vote: Vote,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let people = Voter::own::<T>(&who)
                .map_err(|refusal| Error::<T>::from(refusal).into())
                .and_then(|voter| Self::do_vote(voter, poll, vote))
                .map_err(|error: DispatchError| error.with_weight(T::WeightInfo::vote(1)))?;
            Ok(Some(T::WeightInfo::vote(people)).into())
        }

        /// Takes back the ballot that you cast. If you delegate on that track, and somebody above
        /// you has a ballot in this poll, the vote of the nearest one becomes yours again.
        /// Otherwise you have no ballot. The same happens to the ballots that repeated yours, of
        /// members who still delegate to you.
        ///
        /// - Origin: as `vote`.
        /// - Free of charge within a member's daily allowance. The weight is that of a full tree of
        ///   64 people. The difference to the real tree is refunded, and a refused call weighs
        ///   little.
        /// - Errors: those of `vote`, and `NoBallot` if you have none, or only a delegate's.
        /// - Emits [`Event::Retracted`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::retract(MAX_TREE))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PollIndex| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn retract(
            origin: OriginFor<T>,
            #[pallet::compact] poll: PollIndex,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let people = Voter::own::<T>(&who)
                .map_err(|refusal| Error::<T>::from(refusal).into())
                .and_then(|voter| Self::do_retract(voter, poll))
                .map_err(|error: DispatchError| error.with_weight(T::WeightInfo::retract(1)))?;
            Ok(Some(T::WeightInfo::retract(people)).into())
        }

        /// Lets another member vote for you on a track, from their next vote on. They replace your
        /// earlier delegate, if you had one. The members who delegate to you come along. Ballots
        /// that are cast stay as they are. Your own vote always goes first.
        ///
        /// - Origin: signed by a member who is not suspended. On a village's track they must be of
        ///   that village.
        /// - `to`: a member of whom the same holds, and who is not dormant. A tree holds at most 64 people, with at most 4
        ///   delegations between a person and its root.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `UnknownTrack`, `Suspended`, `NotOfVillage`, `CannotBeDelegate`,
        ///   `AlreadyDelegated`, `Cycle`, `TreeTooLarge`, `TreeTooDeep`.
        /// - Emits [`Event::Delegated`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::delegate())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &Track, _: &MemberId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn delegate(
            origin: OriginFor<T>,
            track: Track,
            #[pallet::compact] to: MemberId,
        ) -> DispatchResult {
            Self::do_delegate(ensure_signed(origin)?, track, to)
        }

        /// Ends your delegation on a track, from the delegate's next vote on. Ballots that are cast
        /// stay as they are until you vote.
        ///
        /// - Origin: signed by a member, who may be suspended or have moved away.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `NotDelegated`.
        /// - Emits [`Event::Undelegated`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::undelegate())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &Track| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn undelegate(origin: OriginFor<T>, track: Track) -> DispatchResult {
            Self::do_undelegate(ensure_signed(origin)?, track)
        }

        /// Ends somebody else's delegation. Their delegate may do so at any time. Anyone may do so
        /// if either of the two is no longer a member, or belongs to another village than the
        /// track's. So nobody has to vote for people whom they do not want, and those who left do
        /// not fill trees for ever.
        ///
        /// - Origin: signed by anyone.
        /// - `member`: the member who delegates.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotDelegated`, `DelegationHolds`.
        /// - Emits [`Event::Undelegated`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::end_delegation())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &Track, _: &MemberId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn end_delegation(
            origin: OriginFor<T>,
            track: Track,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            Self::do_end_delegation(ensure_signed(origin)?, track, member)
        }

        /// Removes ballots of a poll that is over, at most 256 a call.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge if it removed something. The weight is that of 256 ballots; if there
        ///   are fewer, the difference is refunded.
        /// - Errors: `PollOngoing`, `NothingToPrune`.
        /// - Emits [`Event::Pruned`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::prune(MAX_PRUNED))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &PollIndex| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn prune(
            origin: OriginFor<T>,
            #[pallet::compact] poll: PollIndex,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let ballots =
                Self::do_prune(poll).map_err(|error| error.with_weight(T::WeightInfo::prune(1)))?;
            Ok((Some(T::WeightInfo::prune(ballots)), Pays::No).into())
        }

        /// Casts a member's ballot in a poll as their helper, or changes the one that a helper cast.
        /// The ballot is the member's, with all that `vote` says of it: it goes before a delegate's,
        /// and speaks for those who delegate to the member. What the member said themselves stays.
        /// The member may vote at any time, and that replaces what the helper cast. The ballot and
        /// the event name the helper.
        ///
        /// - Origin: signed by the member's helper, who is not suspended (`communities.set_helper`).
        ///   The member must be one who may `vote` in the poll.
        /// - Free of charge within the member's daily allowance, at most half of it. The weight is
        ///   that of a full tree of 64 people. The difference to the real tree is refunded, and a
        ///   refused call weighs little.
        /// - Errors: `NotHelper`, `HelperSuspended`, `HelpOver`, `MemberVoted`; those of `vote`.
        /// - Emits [`Event::Voted`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::vote_for(MAX_TREE))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, member: &MemberId, _: &PollIndex, _: &Vote| -> bool {
                T::FreeCalls::is_free_for(origin.as_signer(), *member)
            }
        )]
        pub fn vote_for(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
            #[pallet::compact] poll: PollIndex,
            vote: Vote,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let people = Voter::assisted::<T>(&who, member)
                .map_err(|refusal| Error::<T>::from(refusal).into())
                .and_then(|voter| Self::do_vote(voter, poll, vote))
                .map_err(|error: DispatchError| error.with_weight(T::WeightInfo::vote_for(1)))?;
            Ok(Some(T::WeightInfo::vote_for(people)).into())
        }

        /// Takes back, as a member's helper, the ballot that a helper cast for them. What follows is
        /// as `retract` says.
        ///
        /// - Origin: as `vote_for`.
        /// - Free of charge within the member's daily allowance, at most half of it. The weight is
        ///   that of a full tree of 64 people. The difference to the real tree is refunded, and a
        ///   refused call weighs little.
        /// - Errors: those of `vote_for`, and `NoBallot` if the member has none, or only a
        ///   delegate's.
        /// - Emits [`Event::Retracted`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::retract_for(MAX_TREE))]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, member: &MemberId, _: &PollIndex| -> bool {
                T::FreeCalls::is_free_for(origin.as_signer(), *member)
            }
        )]
        pub fn retract_for(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
            #[pallet::compact] poll: PollIndex,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let people = Voter::assisted::<T>(&who, member)
                .map_err(|refusal| Error::<T>::from(refusal).into())
                .and_then(|voter| Self::do_retract(voter, poll))
                .map_err(|error: DispatchError| error.with_weight(T::WeightInfo::retract_for(1)))?;
            Ok(Some(T::WeightInfo::retract_for(people)).into())
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A member's ballot in a poll, until it is pruned.
        pub fn ballot(poll: PollIndex, member: MemberId) -> Option<Ballot> {
            Ballots::<T>::get(poll, member)
        }

        /// An ongoing poll: its track, its electorate, its tally and what it needs.
        pub fn poll(poll: PollIndex) -> Option<PollView> {
            views::poll::<T>(poll)
        }

        /// Whether an account may vote in a poll, and if not, why.
        pub fn eligible(poll: PollIndex, account: T::AccountId) -> Eligibility {
            views::eligible::<T>(poll, &account)
        }

        /// Whether an account may vote in a poll for a member, as their helper, and if not, why.
        pub fn eligible_for(
            poll: PollIndex,
            helper: T::AccountId,
            member: MemberId,
        ) -> Eligibility {
            views::eligible_for::<T>(poll, &helper, member)
        }

        /// A member's place in the delegations on a track. None if the member neither delegates nor
        /// is a delegate.
        pub fn delegation(track: Track, member: MemberId) -> Option<DelegationView> {
            views::delegation::<T>(track, member)
        }

        /// A track and its figures.
        pub fn track(track: Track) -> Option<TrackView> {
            views::track::<T>(track)
        }

        /// The tracks with numbers from `from` on, in the order of their numbers, at most 256.
        pub fn tracks(from: TrackId) -> Vec<TrackView> {
            views::tracks::<T>(from)
        }
    }
}
