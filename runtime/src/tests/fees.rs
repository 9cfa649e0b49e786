//! Tests of what is free, and of what wallets are told about it.

use super::{nation::*, *};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::Hooks};
use pallet_transaction_payment::ChargeTransactionPayment;
use pallet_transaction_payment_rpc_runtime_api::runtime_decl_for_transaction_payment_api::TransactionPaymentApi;
use sp_runtime::{
    generic::Era,
    traits::DispatchTransaction,
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    MultiSignature,
};

type Charge = pallet_communities::FreeForMembers<Runtime, ChargeTransactionPayment<Runtime>>;

/// The bytes of a short transaction.
const BYTES: u32 = 150;

/// Sends a transaction through what looks at the account: its nonce, and the fee.
fn send(
    who: &AccountId,
    call: impl Into<RuntimeCall>,
) -> Result<sp_runtime::DispatchResult, TransactionValidityError> {
    let call = call.into();
    let nonce = frame_system::CheckNonce::<Runtime>::from(System::account_nonce(who));
    let extension = (nonce, Charge::from(ChargeTransactionPayment::from(0)));
    let info = call.get_dispatch_info();
    let sent = extension.dispatch_transaction(signed(who), call, &info, BYTES as usize, 0)?;
    Ok(bare(sent))
}

/// The transaction that a wallet makes up to ask for its fee.
fn made_up(who: &AccountId, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
    let extension: TxExtension = (
        frame_system::AuthorizeCall::new(),
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(Era::Immortal),
        frame_system::CheckNonce::from(0),
        frame_system::CheckWeight::new(),
        Charge::from(ChargeTransactionPayment::from(0)),
        frame_metadata_hash_extension::CheckMetadataHash::new(false),
        frame_system::WeightReclaim::new(),
    );
    let signature = MultiSignature::Sr25519([1; 64].into());
    UncheckedExtrinsic::new_signed(call.into(), who.clone().into(), signature, extension)
}

fn fee(who: &AccountId, call: impl Into<RuntimeCall>) -> Balance {
    let call = call.into();
    let info = Runtime::query_info(made_up(who, call.clone()), BYTES);
    assert!(info.weight.ref_time() > 0);
    let details = Runtime::query_fee_details(made_up(who, call), BYTES);
    assert_eq!(details.final_fee(), info.partial_fee);
    info.partial_fee
}

fn vote() -> RuntimeCall {
    pallet_voting::Call::vote { poll: 0, vote: pallet_voting::Vote::Aye }.into()
}

#[test]
fn wallet_should_be_told_that_a_members_vote_is_free() {
    nation(|| {
        let member = founder(0, 0);
        let stranger = AccountId::from([9; 32]);
        assert_eq!(fee(&member, vote()), 0);
        assert!(fee(&stranger, vote()) > 0);
        // A call that is nobody's for free.
        assert!(fee(&member, remark()) > 0);
        // The day's free calls are used up.
        for _ in 0..20 {
            assert!(send(&member, vote()).is_ok());
        }
        assert!(fee(&member, vote()) > 0);
        assert_eq!(send(&member, vote()), Err(InvalidTransaction::Payment.into()));
    });
}

#[test]
fn helper_without_vaka_should_act_on_the_members_allowance_also_in_a_halt() {
    use pallet_communities::Call as Help;
    use pallet_petitions::Call as Petition;
    use pallet_voting::{Call as Voting, Vote};

    nation(|| {
        let (elder, helper) = (founder(0, 0), founder(1, 0));
        let (other, id) = (founder(0, 1), member);
        let member = id(&elder);
        let vote_for = || Voting::vote_for { member, poll: 0, vote: Vote::Aye };
        assert!(fee(&helper, vote_for()) > 0);
        assert_eq!(send(&helper, vote_for()), Err(InvalidTransaction::Payment.into()));
        let guardians = pallet_collective::RawOrigin::Members(2, 3);
        assert_ok!(SafeMode::force_enter(guardians.into()));
        // One call of the member's, and one of the helper's own.
        assert_eq!(send(&elder, Help::set_helper { helper: Some(id(&helper)) }), Ok(Ok(())));
        assert_eq!(send(&helper, Help::accept_helping { member }), Ok(Ok(())));
        // There is neither a poll nor a petition, but the calls are sent all the same.
        let calls: Vec<RuntimeCall> = vec![
            vote_for().into(),
            Voting::retract_for { member, poll: 0 }.into(),
            Petition::endorse_for { member, petition: 0 }.into(),
            Petition::withdraw_for { member, petition: 0 }.into(),
        ];
        for call in &calls {
            assert_eq!(fee(&helper, call.clone()), 0);
            assert!(matches!(send(&helper, call.clone()), Ok(Err(_))));
        }
        let left = |who: &AccountId| Communities::free_calls(who.clone());
        assert_eq!((left(&elder), left(&helper)), (20 - 1 - 4, 20 - 1));
        // Half of the day's calls are left to the member.
        let more = (0..20).filter(|_| send(&helper, vote_for()).is_ok()).count();
        assert_eq!((more, left(&elder), left(&helper)), (6, 9, 19));
        assert!(fee(&helper, vote_for()) > 0);
        assert_eq!(fee(&elder, vote()), 0);
        // Nobody else's, and for nobody else.
        assert!(fee(&other, vote_for()) > 0);
        let for_other = Voting::vote_for { member: id(&other), poll: 0, vote: Vote::Aye };
        assert!(fee(&helper, for_other) > 0);
    });
}

#[test]
fn member_without_vaka_should_wake_by_any_transaction_and_in_a_halt() {
    nation(|| {
        let sleepers = [founder(2, 0), founder(3, 0)];
        System::set_block_number(System::block_number() + 760);
        let members = sleepers.iter().map(member).collect::<Vec<_>>().try_into().expect("few");
        assert_ok!(Communities::declare_dormant(signed(&founder(0, 0)), members));
        assert_eq!(Communities::electorate(None), 18);
        let here = pallet_communities::Call::here {};
        assert_eq!(fee(&sleepers[0], here.clone()), 0);
        // The vote fails, because there is no such poll. It woke the member all the same.
        assert!(matches!(send(&sleepers[0], vote()), Ok(Err(_))));
        assert_eq!(Communities::electorate(None), 19);
        let guardians = pallet_collective::RawOrigin::Members(2, 3);
        assert_ok!(SafeMode::force_enter(guardians.into()));
        assert_eq!(send(&sleepers[1], here), Ok(Ok(())));
        assert_eq!(Communities::electorate(None), 20);
    });
}

#[test]
fn member_should_wake_by_what_their_helper_sends_for_them() {
    use pallet_voting::{Call as Voting, Vote};

    nation(|| {
        let (elder, helper, other) = (founder(2, 0), founder(1, 0), founder(3, 0));
        let (of_elder, of_helper) = (member(&elder), member(&helper));
        System::set_block_number(System::block_number() + 760);
        let sleepers = vec![of_elder, of_helper].try_into().expect("two");
        assert_ok!(Communities::declare_dormant(signed(&other), sleepers));
        // A multisig signed for the member, so it woke nobody.
        assert_ok!(Communities::set_helper(signed(&elder), Some(of_helper)));
        assert_ok!(Communities::accept_helping(signed(&helper), of_elder));
        assert_eq!(Communities::electorate(None), 18);
        // There is no such poll. The helper wakes by it, and so does the member.
        let vote_for = Voting::vote_for { member: of_elder, poll: 0, vote: Vote::Aye };
        assert!(matches!(send(&helper, vote_for), Ok(Err(_))));
        assert_eq!(Communities::electorate(None), 20);
    });
}

#[test]
fn guardian_without_vaka_should_halt_the_chain() {
    nation(|| {
        let poor = [[41; 32], [42; 32], [43; 32]].map(AccountId::from);
        assert_ok!(GuardianCouncil::set_members(RuntimeOrigin::root(), poor.to_vec(), None, 3));
        Guardians::on_initialize(System::block_number());
        let proposal = Box::new(pallet_safe_mode::Call::<Runtime>::force_enter {}.into());
        let enter = pallet_collective::Call::propose { threshold: 2, proposal, length_bound: 9 };
        // What a wallet is told, and what is charged.
        assert_eq!(fee(&poor[0], enter.clone()), 0);
        assert_eq!(send(&poor[0], enter), Ok(Ok(())));
        let hash = pallet_collective::Proposals::<Runtime>::get()[0];
        for who in &poor[..2] {
            let aye = pallet_collective::Call::vote { proposal: hash, index: 0, approve: true };
            assert_eq!(send(who, aye), Ok(Ok(())));
        }
        let close = pallet_collective::Call::close {
            proposal_hash: hash,
            index: 0,
            proposal_weight_bound: <Runtime as pallet_collective::Config>::MaxProposalWeight::get(),
            length_bound: 9,
        };
        assert_eq!(send(&poor[2], close), Ok(Ok(())));
        assert!(pallet_safe_mode::EnteredUntil::<Runtime>::exists());
        // Their other calls are not free, and twenty a day are.
        assert!(fee(&poor[0], remark()) > 0);
        let again = || pallet_collective::Call::vote { proposal: hash, index: 9, approve: true };
        let free = (0..30).filter(|_| send(&poor[1], again()).is_ok()).count();
        assert_eq!(free, 19);
        // In a halt, too, and on the next day.
        run_for(1);
        assert!(matches!(send(&poor[1], again()), Ok(Err(_))));
        // Nobody else's vote is free.
        assert!(fee(&AccountId::from([44; 32]), again()) > 0);
    });
}
