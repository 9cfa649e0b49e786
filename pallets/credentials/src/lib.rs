#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod accreditation;
mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bindings;
mod challenges;
mod check;
mod delegation;
mod errors;
mod events;
mod genesis;
mod holders;
mod issuers;
mod keys;
mod marks;
pub mod rules;
mod schemas;
mod stakes;
mod standing;
mod storage;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::{qualify, BenchmarkHelper};
pub use pallet::*;
pub use rules::CredentialRules;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use credential_award::{Hash, Marks, Opening};
    use frame_support::{
        pallet_prelude::*,
        traits::{fungible, Consideration, Footprint, UnixTime},
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::BlockNumberProvider;
    use vaka_primitives::{
        Balance, BlockNumber, Days, FreeCalls, HolderId, IssuerId, Members, SchemaId,
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The runtime's hold reasons, which include ours.
        type RuntimeHoldReason: From<HoldReason>;

        /// The money of stakes and bonds.
        type Currency: fungible::hold::Mutate<
            Self::AccountId,
            Balance = Balance,
            Reason = <Self as Config>::RuntimeHoldReason,
        >;

        /// The deposit of whoever takes space: the owner of a schema, the issuer of a batch, of a
        /// delegation or of a further key, the holder of a binding.
        type Consideration: Consideration<Self::AccountId, Footprint>;

        /// The clock of accreditations, stakes and challenges. It stands still in a halt, when nobody
        /// could act.
        type Clock: BlockNumberProvider<BlockNumber = BlockNumber>;

        /// Slots of a day, in which all durations are counted. Never 0.
        type SlotsPerDay: Get<BlockNumber>;

        /// The time that documents tell: the validity of awards is counted in seconds of unix time.
        type Time: UnixTime;

        /// The members, who bind a few awards without a deposit.
        type Members: Members<Self::AccountId>;

        /// The members whose calls are free.
        type FreeCalls: FreeCalls<Self::AccountId>;

        /// The origin that accredits issuers and withdraws accreditations.
        type AccreditationOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The origin that rules on challenges.
        type RulingOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The account that takes what nobody else is paid.
        type Treasury: TypedGet<Type = Self::AccountId>;

        /// The figures.
        #[pallet::constant]
        type Rules: Get<CredentialRules>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;

        /// What benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: BenchmarkHelper;
    }

    /// Why this pallet holds money.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// A deposit for space.
        Deposit,
        /// A stake behind awards.
        Stake,
        /// What a challenger left until the ruling.
        Bond,
    }

    /// A schema of this chain.
    pub type SchemaOf<T> =
        Schema<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
    /// An issuer of this chain.
    pub type IssuerOf<T> =
        Issuer<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
    /// An issuer's key on this chain.
    pub type IssuerKeyOf<T> =
        IssuerKey<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
    /// A batch of this chain.
    pub type BatchOf<T> =
        Batch<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
    /// A binding of this chain.
    pub type BindingOf<T> =
        Binding<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
    /// A deposit of this chain.
    pub type DepositOf<T> =
        Deposit<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

    /// What a chain starts with.
    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound, frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The first issuers, numbered from 0.
        pub issuers: Vec<GenesisIssuer<T::AccountId>>,
        /// The first schemas, numbered from 0.
        pub schemas: Vec<GenesisSchema>,
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

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Registers a schema: what its awards say that somebody can do. It cannot be changed.
        ///
        /// - Origin: signed. The signer owns the schema, and leaves a deposit.
        /// - `issuer`: an issuer of the signer's, accredited up to the level now. A level above 0
        ///   needs one.
        /// - `definition`: the blake2-256 hash of the text that defines the schema.
        /// - `title`: 1 to 64 bytes.
        /// - `level`: 0 to 10.
        /// - `credit_hours`: the hours of learning.
        /// - `valid_for`: the most days for which an award is valid, or none for no end.
        /// - Errors: `EmptyTitle`, `LevelTooHigh`, `NoValidity`, `UnknownIssuer`,
        ///   `NotIssuerAccount`, `NotAccredited`, `OutOfScope`, `NumbersExhausted`, and those of a
        ///   balance too low for the deposit.
        /// - Emits [`Event::SchemaRegistered`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register_schema())]
        pub fn register_schema(
            origin: OriginFor<T>,
            issuer: Option<IssuerId>,
            definition: Hash,
            title: Title,
            level: Level,
            credit_hours: u16,
            valid_for: Option<Days>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_register_schema(who, issuer, definition, title, level, credit_hours, valid_for)
        }

        /// Lets a schema take an older one's place, once. Nothing is awarded under the older one any
        /// longer. A person who holds the new one meets what asks for the older one, but not the
        /// other way round.
        ///
        /// - Origin: signed by the owner of both, whose issuer (named when `new` was registered) may
        ///   award `new` now.
        /// - `new`: a schema of at least the same level. At most 4 schemas supersede one another in a
        ///   row.
        /// - Errors: `UnknownSchema`, `NotSchemaOwner`, `SameSchema`, `Superseded`, `LevelTooLow`,
        ///   `ChainTooLong`, `NotAccredited`, `OutOfScope`, `NotIssuerAccount`.
        /// - Emits [`Event::SchemaSuperseded`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::supersede_schema())]
        pub fn supersede_schema(
            origin: OriginFor<T>,
            #[pallet::compact] old: SchemaId,
            #[pallet::compact] new: SchemaId,
        ) -> DispatchResult {
            Self::do_supersede_schema(ensure_signed(origin)?, old, new)
        }

        /// Accredits an issuer before a slot, or renews its accreditation. A renewal replaces
        /// account, scope and end. It makes nothing valid that a withdrawal ended.
        ///
        /// - Origin: [`Config::AccreditationOrigin`].
        /// - `issuer`: the one to renew, or none for a new one.
        /// - `account`: acts for the issuer.
        /// - `scope`: the highest level, and all schemas or up to 32.
        /// - `until`: the slot of the clock's `open` reading from which it awards nothing any
        ///   longer. What it awarded before stays valid.
        /// - Errors: `UnknownIssuer`, `IsDelegate`, `EndsInPast`, `LevelTooHigh`, `UnknownSchema`,
        ///   `TooManyWithdrawals`, `NumbersExhausted`.
        /// - Emits [`Event::IssuerAccredited`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::accredit_issuer(scope.len()))]
        pub fn accredit_issuer(
            origin: OriginFor<T>,
            issuer: Option<IssuerId>,
            account: T::AccountId,
            scope: Scope,
            until: BlockNumber,
        ) -> DispatchResult {
            T::AccreditationOrigin::ensure_origin(origin)?;
            Self::do_accredit_issuer(issuer, account, scope, until)
        }

        /// Withdraws an accreditation. The issuer and those below it award nothing any longer, and
        /// their batches from a slot on are not valid. Older ones stay valid.
        ///
        /// - Origin: [`Config::AccreditationOrigin`].
        /// - `since`: that slot, of the clock's `open` reading; not in the future. A second call can
        ///   name an earlier one.
        /// - Errors: `UnknownIssuer`, `SinceInFuture`, `AlreadyWithdrawn`.
        /// - Emits [`Event::AccreditationWithdrawn`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::withdraw_accreditation())]
        pub fn withdraw_accreditation(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            since: BlockNumber,
        ) -> DispatchResult {
            T::AccreditationOrigin::ensure_origin(origin)?;
            Self::do_withdraw_accreditation(issuer, since)
        }

        /// Lets another account act for an issuer. The old one acts for it no longer.
        ///
        /// - Origin: signed by the issuer's account, or [`Config::AccreditationOrigin`] if its key is
        ///   lost.
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`.
        /// - Emits [`Event::IssuerAccountSet`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::set_issuer_account())]
        pub fn set_issuer_account(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            account: T::AccountId,
        ) -> DispatchResult {
            let who = Self::ensure_accreditation_or_signed(origin)?;
            Self::do_set_issuer_account(who, issuer, account)
        }

        /// Sets the key by which an issuer signs documents from now on. Documents that it signed
        /// with earlier keys, in batches from before, stay good.
        ///
        /// - Origin: signed by the issuer's account, which leaves a deposit for each key but the
        ///   first.
        /// - `key`: an Ed25519 public key.
        /// - `proof`: its signature over the bytes that the view `key_payload` returns.
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`, `SameKey`, `BadProofOfPossession`,
        ///   `NumbersExhausted`, and those of a balance too low for the deposit.
        /// - Emits [`Event::IssuerKeySet`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::rotate_issuer_key())]
        pub fn rotate_issuer_key(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            key: Ed25519Key,
            proof: Ed25519Signature,
        ) -> DispatchResult {
            Self::do_rotate_issuer_key(ensure_signed(origin)?, issuer, key, proof)
        }

        /// Lets another account award as an issuer of its own, below this one.
        ///
        /// - Origin: signed by the issuer's account, which leaves a deposit.
        /// - `to`: acts for the new issuer.
        /// - `scope`, `until`: within the issuer's own.
        /// - `quota`: the most awards that it, and those below it, ever make; within the issuer's
        ///   own, if that has one. None for any number.
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`, `NotAccredited`, `TooDeep`,
        ///   `WiderThanParent`, `EndsInPast`, `LevelTooHigh`, `UnknownSchema`, `NumbersExhausted`,
        ///   and those of a balance too low for the deposit.
        /// - Emits [`Event::IssuingDelegated`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::delegate_issuing(scope.len()))]
        pub fn delegate_issuing(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            to: T::AccountId,
            scope: Scope,
            until: BlockNumber,
            quota: Option<u32>,
        ) -> DispatchResult {
            Self::do_delegate_issuing(ensure_signed(origin)?, issuer, to, scope, until, quota)
        }

        /// Ends a delegation. The issuer below, and those below it, award nothing from now on. What
        /// they awarded stays valid, and can still be revoked.
        ///
        /// - Origin: signed by the account of any issuer above.
        /// - Errors: `UnknownIssuer`, `NotAbove`, `AlreadyUndelegated`.
        /// - Emits [`Event::IssuingUndelegated`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::undelegate())]
        pub fn undelegate(
            origin: OriginFor<T>,
            #[pallet::compact] child: IssuerId,
        ) -> DispatchResult {
            Self::do_undelegate(ensure_signed(origin)?, child)
        }

        /// Makes awards. Only the root of their tree goes on the chain, and who got them stays off
        /// it.
        ///
        /// - Origin: signed by the issuer's account, which leaves a deposit.
        /// - `sequence`: the issuer's next number, so that no call is carried out twice.
        /// - `schema`: one that the issuer, and all above it, may award now.
        /// - `root`: the root of the leaves' tree (see the crate `credential-award`).
        /// - `count`: the number of leaves, 1 to 4,096.
        /// - `valid_until`: the unix second from which the awards are not valid any longer, within
        ///   what the schema allows; or none.
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`, `WrongSequence`, `WrongCount`,
        ///   `UnknownSchema`, `Superseded`, `NotAccredited`, `OutOfScope`, `QuotaExceeded`, `NoKey`,
        ///   `AlreadyExpired`, `ValidTooLong`, `NumbersExhausted`, and those of a balance too low for
        ///   the deposit.
        /// - Emits [`Event::BatchIssued`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::issue_batch())]
        pub fn issue_batch(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            #[pallet::compact] sequence: Sequence,
            #[pallet::compact] schema: SchemaId,
            root: Hash,
            #[pallet::compact] count: u32,
            valid_until: Option<Seconds>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_issue_batch(who, issuer, sequence, schema, root, count, valid_until)
        }

        /// Revokes awards, for ever.
        ///
        /// - Origin: signed by the account of the issuer, or of one above it, or
        ///   [`Config::AccreditationOrigin`]; also when the accreditation is over.
        /// - `indexes`: 1 to 64 awards of the batch, all or none.
        /// - Errors: `UnknownIssuer`, `NotAbove`, `UnknownBatch`, `NothingToMark`, `UnknownAward`,
        ///   `Revoked` if one of them is already.
        /// - Emits [`Event::Revoked`].
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::mark(indexes.len() as u32))]
        pub fn revoke(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            #[pallet::compact] sequence: Sequence,
            indexes: Indexes,
        ) -> DispatchResult {
            let who = Self::ensure_accreditation_or_signed(origin)?;
            Self::do_revoke(who, issuer, sequence, indexes)
        }

        /// Suspends awards: they are not valid until they are reinstated.
        ///
        /// - Origin and `indexes`: as `revoke`.
        /// - Errors: `UnknownIssuer`, `NotAbove`, `UnknownBatch`, `NothingToMark`, `UnknownAward`,
        ///   `Revoked`, `AlreadySuspended`.
        /// - Emits [`Event::Suspended`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::mark(indexes.len() as u32))]
        pub fn suspend(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            #[pallet::compact] sequence: Sequence,
            indexes: Indexes,
        ) -> DispatchResult {
            let who = Self::ensure_accreditation_or_signed(origin)?;
            Self::do_suspend(who, issuer, sequence, indexes)
        }

        /// Reinstates suspended awards.
        ///
        /// - Origin and `indexes`: as `revoke`.
        /// - Errors: `UnknownIssuer`, `NotAbove`, `UnknownBatch`, `NothingToMark`, `UnknownAward`,
        ///   `Revoked`, `NotSuspended`.
        /// - Emits [`Event::Reinstated`].
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::mark(indexes.len() as u32))]
        pub fn reinstate(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            #[pallet::compact] sequence: Sequence,
            indexes: Indexes,
        ) -> DispatchResult {
            let who = Self::ensure_accreditation_or_signed(origin)?;
            Self::do_reinstate(who, issuer, sequence, indexes)
        }

        /// Binds an award to you, so that it counts on this chain. Everybody can see then that you
        /// hold it. It takes the place of an award of the same schema that is not valid any longer.
        ///
        /// - Origin: signed. The award follows you when your membership gets another account.
        /// - `opening`: what the leaf is made of: subject key, salt, digests.
        /// - `proof`: the hashes from the leaf to the batch's root.
        /// - `signature`: by the award's subject key, over the bytes that the view `bind_payload`
        ///   returns. So a copy of the documents is worth nothing to anybody else.
        /// - A member binds 16 awards without a deposit. Free of charge within a member's daily
        ///   allowance.
        /// - Errors: `UnknownBatch`, `NotInBatch`, `Revoked`, `NotValid`, `BadSignature`,
        ///   `BoundByOther`, `AlreadyBound`, `AwardChallenged`, `NumbersExhausted`, and those of a
        ///   balance too low for the deposit.
        /// - Emits [`Event::Bound`].
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::bind())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &IssuerId, _: &Sequence, _: &u32, _: &Opening, _: &Path, _: &Ed25519Signature| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn bind(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            #[pallet::compact] sequence: Sequence,
            #[pallet::compact] index: u32,
            opening: Opening,
            proof: Path,
            signature: Ed25519Signature,
        ) -> DispatchResult {
            let award = Award { issuer, sequence, index };
            Self::do_bind(ensure_signed(origin)?, award, opening, proof, signature)
        }

        /// Unbinds your award of a schema. The deposit, if there was one, comes back.
        ///
        /// - Origin: signed by the holder.
        /// - Free of charge within a member's daily allowance.
        /// - Errors: `NotBound`, `Staked`, `Engaged`.
        /// - Emits [`Event::Unbound`].
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::unbind())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &SchemaId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn unbind(origin: OriginFor<T>, #[pallet::compact] schema: SchemaId) -> DispatchResult {
            Self::do_unbind(ensure_signed(origin)?, schema)
        }

        /// Puts VAKA on hold behind an issuer's awards, or behind your practice of a schema that you
        /// bound. A part of it is lost if appeals uphold a challenge of such an award.
        ///
        /// - Origin: signed by the issuer's account, or by the holder.
        /// - `amount`: in the smallest unit of VAKA. The first one is at least
        ///   [`CredentialRules::least_stake`].
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`, `NotBound`, `StakeTooSmall`, and those of a
        ///   balance too low.
        /// - Emits [`Event::Staked`].
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::stake())]
        pub fn stake(
            origin: OriginFor<T>,
            purpose: Purpose,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_stake(ensure_signed(origin)?, purpose, amount)
        }

        /// Asks for staked money back. It can be withdrawn after 30 days, and can be taken by a
        /// ruling until it is withdrawn. A second request adds to the first one, and begins its 30
        /// days anew.
        ///
        /// - Origin: as `stake`.
        /// - `amount`: in the smallest unit of VAKA. What remains is nothing, or at least
        ///   [`CredentialRules::least_stake`].
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`, `NotBound`, `NoStake`, `NotSoMuchStaked`,
        ///   `StakeTooSmall`.
        /// - Emits [`Event::UnstakeRequested`].
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::request_unstake())]
        pub fn request_unstake(
            origin: OriginFor<T>,
            purpose: Purpose,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_request_unstake(ensure_signed(origin)?, purpose, amount)
        }

        /// Pays out the staked money that was asked for 30 days ago. It goes to the account that
        /// speaks for the issuer or the holder now.
        ///
        /// - Origin: as `stake`.
        /// - Errors: `UnknownIssuer`, `NotIssuerAccount`, `NotBound`, `NoStake`, `NothingLeaving`,
        ///   `TooEarly`, `StakeChallenged`, `Engaged`.
        /// - Emits [`Event::StakeWithdrawn`].
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::withdraw_stake())]
        pub fn withdraw_stake(origin: OriginFor<T>, purpose: Purpose) -> DispatchResult {
            Self::do_withdraw_stake(ensure_signed(origin)?, purpose)
        }

        /// Challenges an award: you say that its holder cannot do what it says. Appeals rule.
        ///
        /// - Origin: signed. A bond of 10 VAKA is on hold until the ruling. It comes back if the
        ///   challenge is upheld, with half of what the issuer, those above it and the holder lose.
        ///   It goes to the treasury if the challenge is rejected, or if nobody hears it for 90 days.
        /// - `evidence`: the blake2-256 hash of what shows it.
        /// - Errors: `UnknownBatch`, `UnknownAward`, `Revoked`, `NumbersExhausted`, and those of a
        ///   balance too low.
        /// - Emits [`Event::ChallengeOpened`].
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::challenge())]
        pub fn challenge(
            origin: OriginFor<T>,
            #[pallet::compact] issuer: IssuerId,
            #[pallet::compact] sequence: Sequence,
            #[pallet::compact] index: u32,
            evidence: Hash,
        ) -> DispatchResult {
            let award = Award { issuer, sequence, index };
            Self::do_challenge(ensure_signed(origin)?, award, evidence)
        }

        /// Rules on a challenge. If it is upheld, the award is revoked, and half of the stakes of the
        /// issuer, of each one above it, and behind the holder's practice is taken: half of it goes
        /// to the challenger, the rest to the treasury.
        ///
        /// - Origin: [`Config::RulingOrigin`].
        /// - Errors: `UnknownChallenge`.
        /// - Emits [`Event::ChallengeRuled`], and if it is upheld [`Event::Slashed`] for each stake
        ///   and [`Event::Revoked`].
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::rule())]
        pub fn rule(
            origin: OriginFor<T>,
            #[pallet::compact] challenge: ChallengeId,
            upheld: bool,
        ) -> DispatchResult {
            T::RulingOrigin::ensure_origin(origin)?;
            Self::do_rule(challenge, upheld)
        }

        /// Closes a challenge that appeals did not hear for 90 days. Its bond goes to the treasury. If
        /// appeals upheld another challenge of the same award, this one can be closed at once, and
        /// its bond comes back.
        ///
        /// - Origin: signed by anyone.
        /// - Errors: `UnknownChallenge`, `MayBeHeard`.
        /// - Emits [`Event::ChallengeClosed`].
        #[pallet::call_index(19)]
        #[pallet::weight(T::WeightInfo::close_challenge())]
        pub fn close_challenge(
            origin: OriginFor<T>,
            #[pallet::compact] challenge: ChallengeId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_close_challenge(challenge)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// Returns what the chain says about an award, given the leaf and its proof. Compute the leaf
        /// from the opening and the same issuer, sequence and index: an issuer could put one leaf
        /// into a tree twice.
        pub fn verify(
            issuer: IssuerId,
            sequence: Sequence,
            index: u32,
            leaf: Hash,
            proof: Vec<Hash>,
        ) -> Verdict {
            Self::verdict(&Award { issuer, sequence, index }, &leaf, &proof)
        }

        /// Returns whether an account meets a requirement now.
        pub fn meets(who: T::AccountId, requirement: vaka_primitives::Requirement) -> bool {
            <Self as vaka_primitives::CredentialCheck<_>>::meets(&who, &requirement)
        }

        /// Returns the awards that an account has bound, and the stakes behind them.
        pub fn bindings(who: T::AccountId) -> Vec<BindingView> {
            views::bindings::<T>(&who)
        }

        /// Returns a schema.
        pub fn schema(schema: SchemaId) -> Option<SchemaView<T::AccountId>> {
            views::schema::<T>(schema)
        }

        /// Returns an issuer: the scope in force, those above it, its keys, its stake, and counts of
        /// what it did.
        pub fn issuer(issuer: IssuerId) -> Option<IssuerView<T::AccountId>> {
            views::issuer::<T>(issuer)
        }

        /// Returns the marks of a batch.
        pub fn status_list(issuer: IssuerId, sequence: Sequence) -> Option<StatusList> {
            views::status_list::<T>(issuer, sequence)
        }

        /// Returns the bytes that the subject key of an award signs, so that the account can bind
        /// it.
        pub fn bind_payload(
            issuer: IssuerId,
            sequence: Sequence,
            index: u32,
            who: T::AccountId,
        ) -> Vec<u8> {
            Self::bind_bytes(&Award { issuer, sequence, index }, &who)
        }

        /// Returns the bytes that an issuer's new key signs.
        pub fn key_payload(issuer: IssuerId, key: Ed25519Key) -> Vec<u8> {
            Self::key_bytes(issuer, &key)
        }
    }
}
