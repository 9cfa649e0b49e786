use super::*;
use crate::tests::blocks::{hash, NEW_YEAR};
use crate::tests::runtime::old::{
    self, MultisigCall, PetitionsCall, ProxyCall, RecoveryCall, RuntimeCall, RuntimeEvent,
    SystemCall, UtilityCall,
};
use crate::tests::runtime::{
    new, tariff, Account, Currency, DispatchError, GrandpaEvent, MultisigEvent, Obstacle,
    PetitionsEvent, ProxyEvent, RecoveryEvent, ReferendaEvent, SystemEvent, Track, UtilityEvent,
    ValidatorsEvent, VoteOf, VotingEvent, Wrapped,
};

pub(super) type Events = Vec<(Option<u32>, RuntimeEvent)>;

const TIME: u64 = NEW_YEAR * 1_000;
pub(super) const ME: Account = Account([1; 32]);

pub(super) fn block_of(calls: Vec<RuntimeCall>, events: Events) -> Block {
    let calls = std::iter::once(old::set_time(TIME)).chain(calls);
    Block {
        height: 7,
        hash: hash(7),
        parent: hash(6),
        upgrades: false,
        body: calls.map(old::extrinsic).collect(),
        events: old::events(events),
    }
}

pub(super) fn read(block: &Block) -> Result<Facts, Unreadable> {
    // As the program does it.
    let thread = std::thread::Builder::new().stack_size(crate::follow::STACK);
    let block = block.clone();
    let read = move || {
        let reader = Reader::new(&old::runtime()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(reader.read(&block))
    };
    thread.spawn(read).unwrap().join().unwrap()
}

/// What a call tells, and the events that it left.
fn facts(call: RuntimeCall, events: Vec<RuntimeEvent>) -> Vec<Fact> {
    let events = events.into_iter().map(|event| (Some(1), event)).collect();
    read(&block_of(vec![call], events)).unwrap().facts
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
    RuntimeCall::Utility(UtilityCall::batch { calls })
}

fn item() -> RuntimeEvent {
    RuntimeEvent::Utility(UtilityEvent::ItemCompleted)
}

fn done() -> RuntimeEvent {
    RuntimeEvent::Utility(UtilityEvent::BatchCompleted)
}

fn registers(meter: u32, slot: u32, import_wh: u64) -> Fact {
    Fact::Read(Registers { meter, slot, import_wh, export_wh: import_wh / 2 })
}

#[test]
fn accepted_readings_should_be_told() {
    let call = old::submit(&[(1, 10, 100), (2, 10, 200), (3, 10, 300)]);
    let told = facts(call, vec![old::rejected(1), old::accepted(2)]);
    assert_eq!(told, [registers(1, 10, 100), registers(3, 10, 300)]);
}

#[test]
fn readings_of_a_failed_call_should_not_be_told() {
    let failed = RuntimeEvent::System(SystemEvent::ExtrinsicFailed(DispatchError::BadOrigin));
    assert_eq!(facts(old::submit(&[(1, 10, 100)]), vec![failed]), []);
}

#[test]
fn readings_should_be_told_apart_in_a_batch() {
    let calls = [(1, 10, 100), (2, 10, 200)].map(|reading| old::submit(&[reading, (9, 10, 0)]));
    let events = vec![
        old::rejected(0),
        old::accepted(1),
        item(),
        old::rejected(1),
        old::accepted(1),
        item(),
        done(),
    ];
    let told = facts(batch(calls.to_vec()), events);
    assert_eq!(told, [registers(9, 10, 0), registers(2, 10, 200)]);
}

#[test]
fn readings_after_a_failure_in_a_batch_should_not_be_told() {
    let remark = RuntimeCall::System(SystemCall::remark { remark: vec![0; 1_000] });
    let call = batch(vec![old::submit(&[(1, 10, 100)]), remark, old::submit(&[(2, 10, 200)])]);
    let error = DispatchError::BadOrigin;
    let interrupted = UtilityEvent::BatchInterrupted { index: 1, error };
    let events = vec![old::accepted(1), item(), RuntimeEvent::Utility(interrupted)];
    assert_eq!(facts(call, events), [registers(1, 10, 100)]);
}

#[test]
fn readings_should_be_told_whatever_carries_them() {
    let readings = || Box::new(old::submit(&[(1, 10, 100)]));
    let utility = RuntimeCall::Utility;
    let carried = |call: RuntimeCall, end: Vec<RuntimeEvent>| {
        let mut events = vec![old::accepted(1)];
        events.extend(end);
        facts(call, events)
    };
    let call = ProxyCall::proxy { real: ME, call: readings() };
    let event = ProxyEvent::ProxyExecuted { result: Ok(()) };
    let one = carried(RuntimeCall::Proxy(call), vec![RuntimeEvent::Proxy(event)]);
    let call = MultisigCall::as_multi { threshold: 2, call: readings(), max_weight: 1 };
    let event = MultisigEvent::MultisigExecuted { approving: ME, result: Ok(()) };
    let two = carried(RuntimeCall::Multisig(call), vec![RuntimeEvent::Multisig(event)]);
    let call = RecoveryCall::control_inherited_account { recovered: ME, call: readings() };
    let event = RecoveryEvent::RecoveredAccountControlled { recovered: ME, call_result: Ok(()) };
    let three = carried(RuntimeCall::Recovery(call), vec![RuntimeEvent::Recovery(event)]);
    let call = UtilityCall::as_derivative { index: 0, call: readings() };
    let four = carried(utility(call), vec![]);
    let call = UtilityCall::if_else { main: Box::new(batch(vec![])), fallback: readings() };
    let event = UtilityEvent::IfElseFallbackCalled { main_error: DispatchError::BadOrigin };
    let five = carried(utility(call), vec![RuntimeEvent::Utility(event)]);
    let call = UtilityCall::batch_all { calls: vec![*readings()] };
    let six = carried(utility(call), vec![item(), done()]);
    let call = UtilityCall::force_batch { calls: vec![*readings()] };
    let seven = carried(utility(call), vec![item(), done()]);
    for told in [one, two, three, four, five, six, seven] {
        assert_eq!(told, [registers(1, 10, 100)]);
    }
}

#[test]
fn readings_that_a_carrier_did_not_bring_should_not_be_told() {
    let readings = || Box::new(old::submit(&[(1, 10, 100)]));
    let call = ProxyCall::proxy { real: ME, call: readings() };
    let event = ProxyEvent::ProxyExecuted { result: Err(DispatchError::BadOrigin) };
    assert_eq!(facts(RuntimeCall::Proxy(call), vec![RuntimeEvent::Proxy(event)]), []);
    let call = MultisigCall::as_multi { threshold: 2, call: readings(), max_weight: 1 };
    let event = MultisigEvent::NewMultisig { approving: ME };
    assert_eq!(facts(RuntimeCall::Multisig(call), vec![RuntimeEvent::Multisig(event)]), []);
}

#[test]
fn what_does_not_fit_should_be_a_doubt() {
    let doubt = |why: &str| [Fact::Doubt { extrinsic: Some(1), why: why.into() }];
    // More were accepted than there are; and a batch whose calls and events differ.
    let told = facts(old::submit(&[(1, 10, 100)]), vec![old::accepted(2)]);
    assert_eq!(told, doubt("its events tell of 2 accepted readings, its calls of 1"));
    let call = batch(vec![old::submit(&[(1, 10, 100)])]);
    let told = facts(call, vec![old::accepted(1), item()]);
    assert_eq!(told, doubt("its calls and its events do not fit together"));
    // Without readings in it, nobody cares.
    assert_eq!(facts(batch(vec![]), vec![item()]), []);
}

#[test]
fn a_petition_should_be_told_with_its_title() {
    let open = |title: &[u8]| {
        let (track, text) = (Track::Village(3), [0xab; 32]);
        let call = Box::new(batch(vec![]));
        RuntimeCall::Petitions(PetitionsCall::open { track, title: title.to_vec(), text, call })
    };
    let opened = |petition| {
        let (track, text) = (Track::Village(3), [0xab; 32]);
        RuntimeEvent::Petitions(PetitionsEvent::Opened { petition, opener: 5, track, text })
    };
    let call = batch(vec![open(b"A new pump"), open(b"no text: \xff")]);
    let told = facts(call, vec![opened(8), item(), opened(9), item(), done()]);
    let expected = |petition, title: &str| {
        Fact::Opened(crate::facts::Opened {
            petition,
            opener: 5,
            track: "Village".into(),
            village: Some(3),
            title: Some(title.into()),
            text: "ab".repeat(32),
        })
    };
    assert_eq!(told, [expected(8, "A new pump"), expected(9, "no text: \u{fffd}")]);
    // A petition's own call is not made when it is opened.
    let carrying = RuntimeCall::Petitions(PetitionsCall::open {
        track: Track::Constitution,
        title: vec![],
        text: [0; 32],
        call: Box::new(old::submit(&[(1, 10, 100)])),
    });
    assert_eq!(facts(carrying, vec![]), []);
}

#[test]
fn every_event_that_is_remembered_should_be_read() {
    let petitions = |event| (None, RuntimeEvent::Petitions(event));
    let events = vec![
        (None, old::cleared(2, 11, 30)),
        (
            None,
            RuntimeEvent::Energy(old::EnergyEvent::GridRegistered {
                grid: 2,
                operator: ME,
                currency: Currency::WithId(4),
            }),
        ),
        (None, RuntimeEvent::Energy(old::EnergyEvent::OperatorSet { grid: 2, operator: ME })),
        (
            None,
            RuntimeEvent::Energy(old::EnergyEvent::TariffSet {
                grid: 2,
                from: 9,
                tariff: tariff(4),
            }),
        ),
        petitions(PetitionsEvent::Endorsed {
            petition: 1,
            member: 2,
            endorsements: 3,
            helper: Some(5),
        }),
        petitions(PetitionsEvent::EndorsementStruck { petition: 1, member: 2 }),
        petitions(PetitionsEvent::Waits { petition: 1, obstacle: Obstacle::Behind(6) }),
        petitions(PetitionsEvent::Waits { petition: 1, obstacle: Obstacle::TrackFull }),
        petitions(PetitionsEvent::Submitted { petition: 1, referendum: 0 }),
        petitions(PetitionsEvent::MergeBegun { from: 3, into: 1 }),
        (None, RuntimeEvent::Referenda(ReferendaEvent::Confirmed { index: 0, ayes: 1 << 60 })),
        (
            None,
            RuntimeEvent::Voting(VotingEvent::Voted {
                poll: 0,
                member: 2,
                vote: VoteOf::Nay,
                ballots: 3,
                helper: Some(5),
            }),
        ),
        (
            None,
            RuntimeEvent::Voting(VotingEvent::Retracted {
                poll: 0,
                member: 2,
                ballots: 3,
                helper: None,
            }),
        ),
        (
            None,
            RuntimeEvent::Validators(ValidatorsEvent::Offended {
                who: Account([0xcd; 32]),
                session: 8,
            }),
        ),
        (
            None,
            RuntimeEvent::Grandpa(GrandpaEvent::NewAuthorities {
                authority_set: vec![([2; 32], 1)],
            }),
        ),
    ];
    let told = read(&block_of(vec![], events)).unwrap();
    assert_eq!((told.height, told.hash, told.parent), (7, hash(7), hash(6)));
    assert_eq!((told.time, told.spec), (Some(TIME), 1));
    let operator = subxt::utils::AccountId32(ME.0).to_string();
    let step =
        |of: Option<u64>, kind: &str, detail| crate::facts::Step { of, kind: kind.into(), detail };
    use serde_json::json;
    let vote = |vote: Option<&str>| {
        let vote = vote.map(str::to_owned);
        Fact::Voted(crate::facts::Vote { referendum: 0, member: 2, vote, ballots: 3 })
    };
    let endorsed =
        |stands| Fact::Endorsed(crate::facts::Endorsement { petition: 1, member: 2, stands });
    assert_eq!(
        told.facts,
        [
            crate::tests::blocks::clearing(2, 11, 30),
            Fact::GridRegistered(crate::facts::Grid {
                grid: 2,
                operator: operator.clone(),
                voucher: Some(4)
            }),
            Fact::OperatorSet { grid: 2, operator },
            Fact::TariffSet(crate::facts::Tariff {
                grid: 2,
                from: 9,
                bands: vec![
                    crate::facts::Band { from: 28, feed_in: 1, retail: 4 },
                    crate::facts::Band { from: 40, feed_in: 1, retail: 3 },
                ],
                offset: -44,
                network_charge: 2,
                standing_charge: 3,
                k: 5,
                trim: 6
            }),
            endorsed(true),
            endorsed(false),
            Fact::Course(step(Some(1), "Waits", json!({ "obstacle": { "Behind": 6 } }))),
            Fact::Course(step(Some(1), "Waits", json!({ "obstacle": "TrackFull" }))),
            Fact::Course(step(Some(1), "Submitted", json!({ "referendum": 0 }))),
            Fact::Course(step(Some(3), "MergeBegun", json!({ "into": 1 }))),
            // Too large for a reader that counts in floating point.
            Fact::Referendum(step(Some(0), "Confirmed", json!({ "ayes": "1152921504606846976" }))),
            vote(Some("Nay")),
            vote(None),
            Fact::Validators(step(
                None,
                "Offended",
                json!({ "who": "cd".repeat(32), "session": 8 })
            )),
            Fact::AuthoritiesChanged { authorities: vec!["02".repeat(32)] },
        ]
    );
}

#[test]
fn what_is_not_understood_should_be_told_and_the_rest_read() {
    let reasons = |block: &Block| {
        let told = read(block).unwrap();
        let (doubts, rest): (Vec<_>, Vec<_>) =
            told.facts.into_iter().partition(|fact| matches!(fact, Fact::Doubt { .. }));
        let doubts = doubts.into_iter().map(|fact| match fact {
            Fact::Doubt { extrinsic, why } => (extrinsic, why),
            fact => panic!("{fact:?}"),
        });
        (told.time, doubts.collect::<Vec<_>>(), rest)
    };
    // An extrinsic that is none, between two that are some.
    let call = || old::submit(&[(1, 10, 100)]);
    let events = vec![(Some(2), old::accepted(1))];
    let mut block = block_of(vec![call(), call()], events);
    block.body[1] = new::extrinsic(new::submit(&[(1, 10, 100)]));
    let (time, doubts, rest) = reasons(&block);
    assert_eq!((time, rest), (Some(TIME), vec![registers(1, 10, 100)]));
    assert!(matches!(&doubts[..], [(Some(1), why)] if why.starts_with("the extrinsic: ")));
    // Events of another runtime: which readings were accepted is not known.
    let mut block = block_of(vec![call()], vec![]);
    block.events = new::events(vec![(None, new::cleared(0, 1, 2))]);
    let (time, doubts, rest) = reasons(&block);
    assert_eq!((time, rest), (Some(TIME), vec![]));
    let of = doubts.iter().map(|(extrinsic, _)| *extrinsic).collect::<Vec<_>>();
    assert_eq!(of, [None, Some(1)]);
    assert!(doubts[0].1.starts_with("its events: "));
    // No time.
    let mut block = block_of(vec![], vec![]);
    block.body = vec![];
    let untimed = vec![(None, "the block tells no time".to_owned())];
    assert_eq!(reasons(&block), (None, untimed, vec![]));
}

/// Enactments, and calls that carry what the chain keeps elsewhere, bring readings that stand in no call.
#[test]
fn readings_that_no_extrinsic_carries_should_be_a_doubt() {
    let why = "no extrinsic carries readings that were accepted";
    let doubt = [Fact::Doubt { extrinsic: None, why: why.into() }];
    let told = read(&block_of(vec![], vec![(None, old::accepted(1))])).unwrap();
    assert_eq!(told.facts, doubt);
    let remark = RuntimeCall::System(SystemCall::remark { remark: vec![] });
    assert_eq!(facts(remark, vec![old::accepted(1)]), doubt);
}

/// A book may clear before the readings of a block, by the hook, or after some of them, by a call.
#[test]
fn facts_should_stand_in_the_order_in_which_they_happened() {
    let events = vec![
        (None, old::cleared(0, 9, 30)),
        (Some(1), old::accepted(1)),
        (Some(2), old::cleared(0, 10, 31)),
        (Some(3), old::accepted(1)),
    ];
    let remark = RuntimeCall::System(SystemCall::remark { remark: vec![] });
    let calls = vec![old::submit(&[(1, 10, 100)]), remark, old::submit(&[(2, 10, 200)])];
    let clearing = crate::tests::blocks::clearing;
    assert_eq!(
        read(&block_of(calls, events)).unwrap().facts,
        [clearing(0, 9, 30), registers(1, 10, 100), clearing(0, 10, 31), registers(2, 10, 200)]
    );
}

#[test]
fn a_runtime_that_lacks_an_event_should_be_refused() {
    let bad = Runtime { metadata: vec![1, 2, 3], ..old::runtime() };
    assert!(matches!(Reader::new(&bad), Err(Unreadable::Metadata { spec: 1, .. })));
    // `SlotCleared` by another name, of the same length.
    let Runtime { mut metadata, .. } = old::runtime();
    let name = b"SlotCleared";
    let at = metadata.windows(name.len()).position(|bytes| bytes == name).unwrap();
    metadata[at] = b'B';
    let renamed = Runtime { metadata, ..old::runtime() };
    let refused = Reader::new(&renamed).map(|_| ()).unwrap_err();
    let (pallet, event) = ("Energy", "SlotCleared");
    assert!(
        matches!(refused, Unreadable::Unknown { spec: 1, pallet: p, event: e } if p == pallet && e == event)
    );
}

/// The chain takes calls that carry others 256 levels deep.
#[test]
fn a_deep_call_should_be_read() {
    let mut call = old::submit(&[(1, 10, 100)]);
    let mut events = vec![old::accepted(1)];
    for _ in 0..250 {
        call = batch(vec![call]);
        events.extend([item(), done()]);
    }
    assert_eq!(facts(call, events), [registers(1, 10, 100)]);
}

/// Any member could stop all hubs by a call that they cannot read.
#[test]
fn a_call_whose_arguments_have_no_bytes_should_be_read() {
    for call in [
        SystemCall::halt,
        SystemCall::nothing {},
        SystemCall::empty { of: () },
        SystemCall::compact { of: () },
        SystemCall::wrapped { of: Wrapped(()) },
    ] {
        let alone = RuntimeCall::System(call.clone());
        assert_eq!(facts(alone.clone(), vec![]), []);
        let failed = RuntimeEvent::System(SystemEvent::ExtrinsicFailed(DispatchError::BadOrigin));
        assert_eq!(facts(alone.clone(), vec![failed]), []);
        let calls = vec![alone.clone(), old::submit(&[(1, 10, 100)]), alone];
        let events = vec![item(), old::accepted(1), item(), item(), done()];
        assert_eq!(facts(batch(calls), events), [registers(1, 10, 100)]);
    }
}

/// What the hub does not remember is skipped over where it lies: as values, two megabytes would be many times that.
#[test]
fn a_large_remark_should_tell_nothing() {
    let remark = RuntimeCall::System(SystemCall::remark { remark: vec![7; 1 << 20] });
    let call = batch(vec![remark, old::submit(&[(1, 10, 100)])]);
    let events = vec![item(), old::accepted(1), item(), done()];
    assert_eq!(facts(call, events), [registers(1, 10, 100)]);
}
