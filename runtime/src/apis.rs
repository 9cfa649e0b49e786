//! What the node and clients may ask the runtime.

use crate::{
    configs::grandpa_key, fees, AccountId, Aura, Balance, Beacon, Block, BlockNumber, Clock,
    Communities, Credentials, Disputes, Energy, Executive, Grandpa, Historical, InherentDataExt,
    Marketplace, Nonce, Petitions, Runtime, RuntimeCall, RuntimeGenesisConfig, SessionKeys, System,
    TransactionPayment, Validators, Voting, VERSION,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
    genesis_builder_helper::{build_state, get_preset},
    view_functions::ViewFunctionDispatchError,
    weights::Weight,
};
use pallet_beacon::{RoundView, Wanted};
use pallet_communities::{
    CommunityId, CommunityView, ConsentPayload, HelpView, MemberId, MemberView, Name, NationView,
    Purpose, RequestId, RequestView,
};
use pallet_credentials::{
    BindingView, Ed25519Key, IssuerView, SchemaView, Sequence, StatusList, Verdict,
};
use pallet_disputes::{ArbiterView, CaseView, Juror, JuryList};
use pallet_energy::{
    BillLine, BillReading, BookView, ClearedSlot, GridId, Meter, MeterId, ReadingPayload, Slot,
    Tariff, TariffSchedule, WattHours,
};
use pallet_grandpa::AuthorityId as GrandpaId;
use pallet_marketplace::{
    CurrencyId, DesignId, DesignView, DueId, DueView, Kind, ListingId, ListingView, LotView,
    OrderId, OrderView, Page, Payee, RatingView, ReputationView,
};
use pallet_petitions::{CallCheck, Contender, Endorsement, PetitionId, PetitionView};
use pallet_validators::{NextSet, Share, ValidatorView};
use pallet_voting::{
    Ballot, DelegationView, Eligibility, PollIndex, PollView, Track, TrackId, TrackView,
};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
    traits::{Block as BlockT, NumberFor},
    transaction_validity::{TransactionSource, TransactionValidity},
    ApplyExtrinsicResult,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use vaka_primitives::{CaseId, Hash, IssuerId, Outcome, Requirement, SchemaId, Seed, SessionIndex};

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block);
        }

        fn initialize_block(
            header: &<Block as BlockT>::Header,
        ) -> sp_runtime::ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            OpaqueMetadata::new(Runtime::metadata().into())
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            Runtime::metadata_at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
        fn execute_view_function(
            id: frame_support::view_functions::ViewFunctionId,
            input: Vec<u8>,
        ) -> Result<Vec<u8>, ViewFunctionDispatchError> {
            Runtime::execute_view_function(id, input)
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }

        fn inherent_extrinsics(
            data: sp_inherents::InherentData,
        ) -> Vec<<Block as BlockT>::Extrinsic> {
            data.create_extrinsics()
        }

        fn check_inherents(
            block: <Block as BlockT>::LazyBlock,
            data: sp_inherents::InherentData,
        ) -> sp_inherents::CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            tx: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            Executive::validate_transaction(source, tx, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
        fn slot_duration() -> sp_consensus_aura::SlotDuration {
            sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
        }

        fn authorities() -> Vec<AuraId> {
            pallet_aura::Authorities::<Runtime>::get().into_inner()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(
            owner: Vec<u8>,
            seed: Option<Vec<u8>>,
        ) -> OpaqueGeneratedSessionKeys {
            SessionKeys::generate(&owner, seed).into()
        }

        fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            SessionKeys::decode_into_raw_public_keys(&encoded)
        }
    }

    impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
            Grandpa::grandpa_authorities()
        }

        fn current_set_id() -> sp_consensus_grandpa::SetId {
            pallet_grandpa::CurrentSetId::<Runtime>::get()
        }

        fn submit_report_equivocation_unsigned_extrinsic(
            equivocation_proof: sp_consensus_grandpa::EquivocationProof<
                <Block as BlockT>::Hash,
                NumberFor<Block>,
            >,
            key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            let key_owner_proof = key_owner_proof.decode()?;
            Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
        }

        fn generate_key_ownership_proof(
            _set_id: sp_consensus_grandpa::SetId,
            authority_id: GrandpaId,
        ) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
            use frame_support::traits::KeyOwnerProofSystem;

            Historical::prove(grandpa_key(authority_id))
                .map(|proof| proof.encode())
                .map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
        for Runtime
    {
        fn query_info(
            uxt: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
            let is_waived = fees::is_waived(&uxt, len);
            let mut info = TransactionPayment::query_info(uxt, len);
            if is_waived {
                info.partial_fee = 0;
            }
            info
        }

        fn query_fee_details(
            uxt: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> pallet_transaction_payment::FeeDetails<Balance> {
            if fees::is_waived(&uxt, len) {
                return pallet_transaction_payment::FeeDetails { inclusion_fee: None, tip: 0 };
            }
            TransactionPayment::query_fee_details(uxt, len)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl
        pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
            Block,
            Balance,
            RuntimeCall,
        > for Runtime
    {
        fn query_call_info(
            call: RuntimeCall,
            len: u32,
        ) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_call_info(call, len)
        }

        fn query_call_fee_details(
            call: RuntimeCall,
            len: u32,
        ) -> pallet_transaction_payment::FeeDetails<Balance> {
            TransactionPayment::query_call_fee_details(call, len)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl vaka_runtime_api::communities::CommunitiesApi<Block, AccountId> for Runtime {
        fn member_by_account(account: AccountId) -> Option<MemberView<AccountId>> {
            Communities::member_by_account(account)
        }

        fn member(member: MemberId) -> Option<MemberView<AccountId>> {
            Communities::member(member)
        }

        fn community(community: CommunityId) -> Option<CommunityView> {
            Communities::community(community)
        }

        fn community_account(community: CommunityId) -> Option<AccountId> {
            Communities::community_account(community)
        }

        fn nation() -> NationView {
            Communities::nation()
        }

        fn electorate(community: Option<CommunityId>) -> u32 {
            Communities::electorate(community)
        }

        fn request(request: RequestId) -> Option<RequestView<AccountId>> {
            Communities::request(request)
        }

        fn requests(community: CommunityId, from: RequestId) -> Vec<RequestView<AccountId>> {
            Communities::requests(community, from)
        }

        fn request_of(account: AccountId) -> Option<RequestView<AccountId>> {
            Communities::request_of(account)
        }

        fn founding(name: Name, founders: Vec<AccountId>, clerks: Vec<AccountId>) -> Hash {
            Communities::founding(name, founders, clerks)
        }

        fn consent_payload(
            purpose: Purpose,
            account: AccountId,
            until: BlockNumber,
        ) -> ConsentPayload {
            Communities::consent_payload(purpose, account, until)
        }

        fn help(member: MemberId) -> Option<HelpView> {
            Communities::help(member)
        }

        fn free_calls(account: AccountId) -> u32 {
            Communities::free_calls(account)
        }
    }

    impl vaka_runtime_api::credentials::CredentialsApi<Block, AccountId> for Runtime {
        fn verify(
            issuer: IssuerId,
            sequence: Sequence,
            index: u32,
            leaf: [u8; 32],
            proof: Vec<[u8; 32]>,
        ) -> Verdict {
            Credentials::verify(issuer, sequence, index, leaf, proof)
        }

        fn meets(who: AccountId, requirement: Requirement) -> bool {
            Credentials::meets(who, requirement)
        }

        fn bindings(who: AccountId) -> Vec<BindingView> {
            Credentials::bindings(who)
        }

        fn schema(schema: SchemaId) -> Option<SchemaView<AccountId>> {
            Credentials::schema(schema)
        }

        fn issuer(issuer: IssuerId) -> Option<IssuerView<AccountId>> {
            Credentials::issuer(issuer)
        }

        fn status_list(issuer: IssuerId, sequence: Sequence) -> Option<StatusList> {
            Credentials::status_list(issuer, sequence)
        }

        fn bind_payload(
            issuer: IssuerId,
            sequence: Sequence,
            index: u32,
            who: AccountId,
        ) -> Vec<u8> {
            Credentials::bind_payload(issuer, sequence, index, who)
        }

        fn key_payload(issuer: IssuerId, key: Ed25519Key) -> Vec<u8> {
            Credentials::key_payload(issuer, key)
        }
    }

    impl vaka_runtime_api::energy::EnergyApi<Block, AccountId> for Runtime {
        fn clearing(grid: GridId, slot: Slot) -> Option<ClearedSlot> {
            Energy::clearing(grid, slot)
        }

        fn book(grid: GridId, slot: Slot) -> Option<BookView> {
            Energy::book(grid, slot)
        }

        fn meter(meter: MeterId) -> Option<Meter<AccountId>> {
            Energy::meter(meter)
        }

        fn tariff(grid: GridId, slot: Slot) -> Option<Tariff> {
            Energy::tariff(grid, slot)
        }

        fn tariff_schedule(grid: GridId, slot: Slot) -> Option<TariffSchedule> {
            Energy::tariff_schedule(grid, slot)
        }

        fn bill(grid: GridId, readings: Vec<BillReading>) -> Vec<Option<BillLine>> {
            Energy::bill(grid, readings)
        }

        fn reading_payload(
            meter: MeterId,
            since_slot: Slot,
            slot: Slot,
            import_wh: WattHours,
            export_wh: WattHours,
        ) -> ReadingPayload {
            Energy::reading_payload(meter, since_slot, slot, import_wh, export_wh)
        }
    }

    impl vaka_runtime_api::voting::VotingApi<Block, AccountId> for Runtime {
        fn ballot(poll: PollIndex, member: MemberId) -> Option<Ballot> {
            Voting::ballot(poll, member)
        }

        fn poll(poll: PollIndex) -> Option<PollView> {
            Voting::poll(poll)
        }

        fn eligible(poll: PollIndex, account: AccountId) -> Eligibility {
            Voting::eligible(poll, account)
        }

        fn eligible_for(poll: PollIndex, helper: AccountId, member: MemberId) -> Eligibility {
            Voting::eligible_for(poll, helper, member)
        }

        fn delegation(track: Track, member: MemberId) -> Option<DelegationView> {
            Voting::delegation(track, member)
        }

        fn track(track: Track) -> Option<TrackView> {
            Voting::track(track)
        }

        fn tracks(from: TrackId) -> Vec<TrackView> {
            Voting::tracks(from)
        }
    }

    impl vaka_runtime_api::beacon::BeaconApi<Block, AccountId> for Runtime {
        fn wanted(slot: sp_consensus_aura::Slot) -> Option<Wanted> {
            Beacon::wanted(slot)
        }

        fn round() -> Option<RoundView<AccountId>> {
            Beacon::round()
        }

        fn seed_after(session: SessionIndex) -> Option<Seed> {
            Beacon::seed_after(session)
        }
    }

    impl vaka_runtime_api::disputes::DisputesApi<Block, AccountId> for Runtime {
        fn case(case: CaseId) -> Option<CaseView<AccountId>> {
            Disputes::case(case)
        }

        fn cases(from: CaseId) -> (Vec<CaseId>, Option<CaseId>) {
            Disputes::cases(from)
        }

        fn outcome(case: CaseId) -> Outcome {
            Disputes::outcome(case)
        }

        fn panel() -> Vec<ArbiterView> {
            Disputes::panel()
        }

        fn juror(member: MemberId) -> Option<Juror> {
            Disputes::juror(member)
        }

        fn jury_list() -> JuryList {
            Disputes::jury_list()
        }
    }

    impl vaka_runtime_api::marketplace::MarketplaceApi<Block, AccountId> for Runtime {
        fn listing(listing: ListingId) -> Option<ListingView<AccountId>> {
            Marketplace::listing(listing)
        }

        fn listings(
            community: Option<CommunityId>,
            kind: Option<Kind>,
            orderable: bool,
            after: Option<ListingId>,
            count: u32,
        ) -> Page<ListingView<AccountId>, ListingId> {
            Marketplace::listings(community, kind, orderable, after, count)
        }

        fn lots(listing: ListingId) -> Vec<LotView> {
            Marketplace::lots(listing)
        }

        fn order(order: OrderId) -> Option<OrderView<AccountId>> {
            Marketplace::order(order)
        }

        fn orders(
            who: AccountId,
            after: Option<OrderId>,
            count: u32,
        ) -> Page<OrderView<AccountId>, OrderId> {
            Marketplace::orders(who, after, count)
        }

        fn dues(
            who: AccountId,
            after: Option<DueId<AccountId>>,
            count: u32,
        ) -> Page<DueView<AccountId>, DueId<AccountId>> {
            Marketplace::dues(who, after, count)
        }

        fn cost_of_dispute(who: AccountId) -> Balance {
            Marketplace::cost_of_dispute(who)
        }

        fn design(design: DesignId) -> Option<DesignView<AccountId>> {
            Marketplace::design(design)
        }

        fn design_by_content(content: vaka_primitives::Hash) -> Option<DesignId> {
            Marketplace::design_by_content(content)
        }

        fn rating(order: OrderId) -> Option<RatingView<AccountId>> {
            Marketplace::rating(order)
        }

        fn reputation(who: Payee<AccountId>) -> ReputationView {
            Marketplace::reputation(who)
        }

        fn pool_of(currency: CurrencyId) -> AccountId {
            Marketplace::pool_of(currency)
        }
    }

    impl vaka_runtime_api::petitions::PetitionsApi<Block> for Runtime {
        fn petition(petition: PetitionId) -> Option<PetitionView> {
            Petitions::petition(petition)
        }

        fn petitions(track: Option<Track>, from: PetitionId) -> Vec<PetitionView> {
            Petitions::petitions(track, from)
        }

        fn petition_of(referendum: PollIndex) -> Option<PetitionView> {
            Petitions::petition_of(referendum)
        }

        fn endorsed(petition: PetitionId, member: MemberId) -> bool {
            Petitions::endorsed(petition, member)
        }

        fn endorsement(petition: PetitionId, member: MemberId) -> Option<Endorsement> {
            Petitions::endorsement(petition, member)
        }

        fn contenders(track: Track) -> Vec<Contender> {
            Petitions::contenders(track)
        }

        fn endorsements_needed(track: Track) -> u32 {
            Petitions::endorsements_needed(track)
        }

        fn check_call(track: Track, call: Vec<u8>) -> CallCheck {
            Petitions::check_call(track, call)
        }
    }

    impl vaka_runtime_api::validators::ValidatorsApi<Block, AccountId> for Runtime {
        fn validators() -> Vec<ValidatorView<AccountId>> {
            Validators::validators()
        }

        fn shares() -> Vec<Share> {
            Validators::shares()
        }

        fn next_set() -> NextSet<AccountId> {
            Validators::next_set()
        }
    }

    impl vaka_runtime_api::clock::ClockApi<Block> for Runtime {
        fn now() -> BlockNumber {
            Clock::now()
        }

        fn open() -> BlockNumber {
            Clock::open()
        }

        fn slots_per_day() -> BlockNumber {
            Clock::slots_per_day()
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
            build_state::<RuntimeGenesisConfig>(config)
        }

        fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, crate::presets::get)
        }

        fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
            crate::presets::names()
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    impl frame_benchmarking::Benchmark<Block> for Runtime {
        fn benchmark_metadata(
            extra: bool,
        ) -> (
            Vec<frame_benchmarking::BenchmarkList>,
            Vec<frame_support::traits::StorageInfo>,
        ) {
            crate::benchmarks::metadata(extra)
        }

        fn dispatch_benchmark(
            config: frame_benchmarking::BenchmarkConfig,
        ) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
            crate::benchmarks::dispatch(config)
        }
    }

    #[cfg(feature = "try-runtime")]
    impl frame_try_runtime::TryRuntime<Block> for Runtime {
        // These run in a developer's tool on a copy of the state. A failed check should stop it,
        // with its trace.
        fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
            let weight = Executive::try_runtime_upgrade(checks).expect("checks of the upgrade");
            (weight, crate::configs::BlockWeights::get().max_block)
        }

        fn execute_block(
            block: <Block as BlockT>::LazyBlock,
            state_root_check: bool,
            signature_check: bool,
            select: frame_try_runtime::TryStateSelect,
        ) -> Weight {
            Executive::try_execute_block(block, state_root_check, signature_check, select)
                .expect("checks of the block")
        }
    }
}
