#![doc = include_str!("overview.md")]
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
        /// The villages, and how many vote.
        type Communities: Communities;

        /// Who is a member, of which village, and since when.
        type Members: Members<Self::AccountId>;

        /// Whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// The polls: pallet-referenda, with [`Tally`] as its tally and [`Tracks`] as its tracks.
        type Polls: Polling<Tally<Self>, Votes = u32, Class = TrackId, Index = PollIndex>;

        /// Blocks of a day, in which the tracks' durations are counted. Not a constant: genesis may
        /// say otherwise, so that a network for tests is fast.
        type BlocksPerDay: Get<BlockNumber>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// With what authority a track's decisions are carried out. The constitution's is Root.
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
        /// Who authors and finalises blocks.
        Validators,
        /// Who is a member, where that is contested.
        Appeals,
        /// The common purse.
        Treasury,
        /// Communities, their clerks, grids, and the bounds of tariffs.
        Parameters,
        /// What is one village's own business.
        Village(CommunityId),
    }

    /// The ballots of the polls, by member: another account of the same person finds the same
    /// ballot. One a member and poll, until somebody prunes a poll that is over. Twox, for the
    /// chain assigns both numbers.
    #[pallet::storage]
    pub type Ballots<T> =
        StorageDoubleMap<_, Twox64Concat, PollIndex, Twox64Concat, MemberId, Ballot>;

    /// The trees of delegations: one a track, of those who delegate and those to whom somebody
    /// does. A member is in at most one tree a track. Twox, for the chain assigns the numbers.
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
        /// Casts a ballot in a poll, or changes it; until the poll ends, as often as one likes. The
        /// same ballot is cast for everybody who delegates to the member on that track, directly or
        /// through others, may vote in the poll, and has cast no ballot of their own. Who has,
        /// speaks for those below them.
        ///
        /// A key that became the member's after the poll opened casts a first ballot, but changes
        /// none: neither the member's nor those of people who are reached through that member.
        ///
        /// - Origin: signed by a member who is not suspended, and has been a member since before
        ///   the poll opened; of the village, if it is a village's poll.
        /// - Free of charge within a member's daily allowance. Its weight is that of a full tree;
        ///   what is smaller is refunded, and what is refused takes little.
        /// - Errors: `NotMember`, `PollNotOngoing`, `Suspended`, `JoinedLater`, `NotOfVillage`,
        ///   `MovedLater`, `AccountTooNew`.
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
            let people = Self::do_vote(ensure_signed(origin)?, poll, vote)
                .map_err(|error| error.with_weight(T::WeightInfo::vote(1)))?;
            Ok(Some(T::WeightInfo::vote(people)).into())
        }

        /// Takes the ballot back that one has cast. If the member delegates on that track, and
        /// somebody above has a ballot in this poll, the nearest one's vote is the member's again;
        /// if not, the member has no ballot. The same happens to the ballots that repeated the one
        /// that is taken back, of those who still delegate to the member.
        ///
        /// - Origin: as `vote`.
        /// - Free of charge within a member's daily allowance. Its weight is that of a full tree;
        ///   what is smaller is refunded, and what is refused takes little.
        /// - Errors: those of `vote`, and `NoBallot` if the member has none, or only a delegate's.
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
            let people = Self::do_retract(ensure_signed(origin)?, poll)
                .map_err(|error| error.with_weight(T::WeightInfo::retract(1)))?;
            Ok(Some(T::WeightInfo::retract(people)).into())
        }

        /// Lets another member vote for one on a track, from their next vote on; in the place of
        /// whom it was before. Those who delegate to the member come along. Ballots that are cast
        /// stay as they are. One's own vote always goes first.
        ///
        /// - Origin: signed by a member who is not suspended; of that village, on a village's
        ///   track.
        /// - `to`: a member of whom the same holds.
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

        /// Ends one's delegation on a track, from the delegate's next vote on. Ballots that are
        /// cast stay as they are until the member votes.
        ///
        /// - Origin: signed by a member, also of one who is suspended or has moved away since.
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

        /// Ends the delegation of somebody else: as the one to whom it is, at any time; as anyone,
        /// if either of the two is no member any more, or of another village than the track's. So
        /// nobody is burdened with people whom they do not want, and those who left do not fill
        /// trees for ever.
        ///
        /// - Origin: signed by anyone.
        /// - `member`: who delegates.
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
        /// - Free of charge if it removed something. Its weight is that of 256; what is fewer is
        ///   refunded.
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
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A member's ballot in a poll, until it is pruned.
        pub fn ballot(poll: PollIndex, member: MemberId) -> Option<Ballot> {
            Ballots::<T>::get(poll, member)
        }

        /// An ongoing poll: its track, its electorate, what it has come to and what it needs.
        pub fn poll(poll: PollIndex) -> Option<PollView> {
            views::poll::<T>(poll)
        }

        /// Whether an account may vote in a poll, and why not.
        pub fn eligible(poll: PollIndex, account: T::AccountId) -> Eligibility {
            views::eligible::<T>(poll, &account)
        }

        /// A member's place in the delegations on a track; none if nobody delegates.
        pub fn delegation(track: Track, member: MemberId) -> Option<DelegationView> {
            views::delegation::<T>(track, member)
        }

        /// A track and its figures.
        pub fn track(track: Track) -> Option<TrackView> {
            views::track::<T>(track)
        }

        /// The tracks in the order of their numbers, at most 256 of those from `from` on.
        pub fn tracks(from: TrackId) -> Vec<TrackView> {
            views::tracks::<T>(from)
        }
    }
}
