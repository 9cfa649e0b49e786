#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod advance;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cases;
mod errors;
mod events;
mod jurors;
pub mod lottery;
mod panel;
mod people;
mod procedure;
pub mod rules;
mod rulings;
mod selection;
mod storage;
mod tenure;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
mod votes;
mod waiting;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use rules::DisputeRules;
pub use types::*;
pub use votes::VOTE_DOMAIN;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{pallet_prelude::*, traits::Contains};
    use frame_system::pallet_prelude::*;
    use sp_runtime::{traits::BlockNumberProvider, Permill};
    use vaka_primitives::{
        Balance, BlockNumber, CaseId, CredentialCheck, Draw, FreeCalls, Hash, MemberId, Members,
        Outcome, Ruling, Served, SessionIndex, Side,
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The clock of deadlines. It stands still in a halt, when nobody could act.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// Slots of a day, in which all durations are counted. Never 0.
        type SlotsPerDay: Get<BlockNumber>;

        /// The members: only they judge.
        type Members: Members<Self::AccountId>;

        /// The members who have standing: 90 days in their community.
        type Standing: Contains<MemberId>;

        /// The members whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// The credentials that some cases require of those who judge.
        type Credentials: CredentialCheck<Self::AccountId>;

        /// The seeds by which judges are drawn.
        type Draw: Draw;

        /// The origin that appoints and dismisses arbiters.
        type PanelOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<DisputeRules>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
    }

    /// A case of this chain.
    pub type CaseOf<T> = Case<<T as frame_system::Config>::AccountId>;

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

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Appoints a member to the panel, at most 64 in all. They judge nothing until they join it.
        ///
        /// - Origin: [`Config::PanelOrigin`].
        /// - Errors: `UnknownMember`, `AlreadyAppointed`, `PanelFull`.
        /// - Emits [`Event::ArbiterAppointed`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::appoint_arbiter())]
        pub fn appoint_arbiter(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            T::PanelOrigin::ensure_origin(origin)?;
            Self::do_appoint_arbiter(member)
        }

        /// Dismisses a member from the panel. They rule on nothing any longer. Another arbiter is
        /// drawn for a case that they have, when its seven days are over.
        ///
        /// - Origin: [`Config::PanelOrigin`].
        /// - Errors: `NotAppointed`.
        /// - Emits [`Event::ArbiterDismissed`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::dismiss_arbiter())]
        pub fn dismiss_arbiter(
            origin: OriginFor<T>,
            #[pallet::compact] member: MemberId,
        ) -> DispatchResult {
            T::PanelOrigin::ensure_origin(origin)?;
            Self::do_dismiss_arbiter(member)
        }

        /// Joins the panel. You may be drawn as the arbiter of cases that open from now on. If you
        /// left it lately, you can join again when the draws are made for which you still count.
        ///
        /// - Origin: signed by a member whom the people appointed.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `NotAppointed`, `AlreadyOnPanel`, `DrawPending`.
        /// - Emits [`Event::PanelJoined`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::join_panel())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn join_panel(origin: OriginFor<T>) -> DispatchResult {
            Self::do_join_panel(ensure_signed(origin)?)
        }

        /// Leaves the panel. You stay appointed, may join again, and can still rule on a case that
        /// you have. You still count for draws whose seed people may tell by now.
        ///
        /// - Origin: signed by a member of the panel.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `NotAppointed`, `NotOnPanel`.
        /// - Emits [`Event::PanelLeft`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::leave_panel())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn leave_panel(origin: OriginFor<T>) -> DispatchResult {
            Self::do_leave_panel(ensure_signed(origin)?)
        }

        /// Joins the list of jurors. You may be drawn for cases that open from now on, and serve in
        /// at most three at a time. If you left it lately, you can join again when the draws are made
        /// for which you still count.
        ///
        /// - Origin: signed by a member who has standing: 90 days in their community.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `NoStanding`, `AlreadyJuror`, `Barred`, `DrawPending`,
        ///   `NumbersExhausted`.
        /// - Emits [`Event::JuryJoined`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::join_jury())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn join_jury(origin: OriginFor<T>) -> DispatchResult {
            Self::do_join_jury(ensure_signed(origin)?)
        }

        /// Leaves the list of jurors. You still vote in cases in which you serve, and still count for
        /// draws whose seed people may tell by now.
        ///
        /// - Origin: signed by a juror.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `NotJuror`.
        /// - Emits [`Event::JuryLeft`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::leave_jury())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>| -> bool { T::FreeCalls::is_free(origin.as_signer()) }
        )]
        pub fn leave_jury(origin: OriginFor<T>) -> DispatchResult {
            Self::do_leave_jury(ensure_signed(origin)?)
        }

        /// Shows something to those who judge, by its hash. A party shows at most eight things; the
        /// evidence with which the buyer opened the dispute is the first of theirs.
        ///
        /// - Origin: signed by a party, until the case is over. A member's account of the day acts.
        /// - `hash`: of the document or picture, which you give them yourself.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownCase`, `NotParty`, `CaseEnded`, `TooMuchEvidence`.
        /// - Emits [`Event::EvidenceSubmitted`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::submit_evidence())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CaseId, _: &Hash| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn submit_evidence(
            origin: OriginFor<T>,
            #[pallet::compact] case: CaseId,
            hash: Hash,
        ) -> DispatchResult {
            Self::do_submit_evidence(ensure_signed(origin)?, case, hash)
        }

        /// Recuses the arbiter who has your case. Another one is drawn. You can do this once in a
        /// case.
        ///
        /// - Origin: signed by a party, within five days of the draw.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownCase`, `NotParty`, `NoArbiter`, `AlreadyRecused`, `TooLate`.
        /// - Emits [`Event::ArbiterRecused`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::recuse())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CaseId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn recuse(origin: OriginFor<T>, #[pallet::compact] case: CaseId) -> DispatchResult {
            Self::do_recuse(ensure_signed(origin)?, case)
        }

        /// Rules on a case.
        ///
        /// - Origin: signed by the arbiter who was drawn for it, within seven days of the draw.
        /// - `to_seller`: the seller's share of the money, in parts of a million. The rest is the
        ///   buyer's.
        /// - `damages`: what the seller owes besides, from the stake behind their practice, in the
        ///   smallest unit of VAKA; 0 unless the listing required a credential. The first arbiter
        ///   names them. A second one, drawn likewise, repeats the share and confirms all of them, a
        ///   part, or none. On appeal they can be lowered.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `UnknownCase`, `NoArbiter`, `NotArbiterOfCase`,
        ///   `NotAppointed`, `TooLate`, `NoDamages`, `OtherShare`, `DamagesTooHigh`.
        /// - Emits [`Event::ArbiterRuled`], and [`Event::AppealOpened`] or [`Event::CaseEnded`]
        ///   unless damages have to be confirmed.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::rule())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CaseId, _: &Permill, _: &Balance| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn rule(
            origin: OriginFor<T>,
            #[pallet::compact] case: CaseId,
            to_seller: Permill,
            #[pallet::compact] damages: Balance,
        ) -> DispatchResult {
            Self::do_rule(ensure_signed(origin)?, case, to_seller, damages)
        }

        /// Commits your vote in a case, by its hash. A second one replaces it. Keep the salt: without
        /// it nobody can reveal your vote, and then you are off the list of jurors for 180 days.
        ///
        /// - Origin: signed by a juror of the case, within five days of the draw.
        /// - `hash`: the blake2-256 hash of `vaka/disputes/vote`, the genesis hash, the case, your
        ///   member's number, the seller's share and 32 random bytes, SCALE-encoded one after the
        ///   other.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotMember`, `Suspended`, `UnknownCase`, `NoJury`, `NotJurorOfCase`, `TooLate`.
        /// - Emits [`Event::VoteCommitted`].
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::commit_vote())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CaseId, _: &Hash| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn commit_vote(
            origin: OriginFor<T>,
            #[pallet::compact] case: CaseId,
            hash: Hash,
        ) -> DispatchResult {
            Self::do_commit_vote(ensure_signed(origin)?, case, hash)
        }

        /// Reveals a juror's vote.
        ///
        /// - Origin: signed by anyone who knows it, in the five days after those to commit. So a
        ///   juror whose phone is offline can let somebody else do it.
        /// - `juror`: the juror, by their member's number.
        /// - `share`, `salt`: what the juror committed. The share is the seller's, in parts of a
        ///   million.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownCase`, `NoJury`, `NotJurorOfCase`, `TooEarly`, `AlreadyRevealed`,
        ///   `NothingCommitted`, `WrongOpening`.
        /// - Emits [`Event::VoteRevealed`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::reveal_vote())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CaseId, _: &MemberId, _: &Permill, _: &Salt| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn reveal_vote(
            origin: OriginFor<T>,
            #[pallet::compact] case: CaseId,
            #[pallet::compact] juror: MemberId,
            share: Permill,
            salt: Salt,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_reveal_vote(case, juror, share, salt)
        }

        /// Does what is due in a case: draws an arbiter or a jury when there is a seed, replaces an
        /// arbiter who was silent for seven days, ends what is over. Also frees seats of people who
        /// are no jurors any longer, of eight that it looks at.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `UnknownCase`, `NothingDue`.
        /// - Emits what became of it: [`Event::ArbiterDrawn`], [`Event::JuryDrawn`],
        ///   [`Event::DrawPostponed`], [`Event::ArbiterReplaced`], [`Event::AppealOpened`],
        ///   [`Event::JurorBarred`], [`Event::CaseEnded`].
        #[pallet::call_index(11)]
        #[pallet::weight(advance::Done::most::<T::WeightInfo>())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &CaseId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn advance(
            origin: OriginFor<T>,
            #[pallet::compact] case: CaseId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            Ok(Some(Self::do_advance(case)?).into())
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// Returns a case: where it is now, what is due, the ruling so far, the votes and what the
        /// parties showed. None if there is none, or if it was closed.
        pub fn case(case: CaseId) -> Option<CaseView<T::AccountId>> {
            views::case::<T>(case)
        }

        /// Returns the numbers of the cases from one on that are not closed, and the number from
        /// which the next page goes on. A page looks at 64 numbers.
        pub fn cases(from: CaseId) -> (Vec<CaseId>, Option<CaseId>) {
            views::cases::<T>(from)
        }

        /// Returns what has become of a case.
        pub fn outcome(case: CaseId) -> Outcome {
            <Self as vaka_primitives::Arbitration<_>>::outcome(case)
        }

        /// Returns the members whom the people appointed to the panel.
        pub fn panel() -> Vec<ArbiterView> {
            views::panel::<T>()
        }

        /// Returns what the chain knows of a juror. None if they are not on the list, serve in no
        /// case, and may join.
        pub fn juror(member: MemberId) -> Option<Juror> {
            Jurors::<T>::get(member)
        }

        /// Returns how long the list of jurors is, and whether it is closed for a draw.
        pub fn jury_list() -> JuryList {
            views::jury_list::<T>()
        }
    }
}
