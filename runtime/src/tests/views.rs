//! Tests that runtime APIs and view functions give the same answers to the same questions.

use super::*;
use codec::{Decode, Encode};
use frame_support::view_functions::ViewFunctionId;
use pallet_energy::{BillReading, Limits};
use vaka_runtime_api::energy::runtime_decl_for_energy_api::EnergyApi;

/// Asks a view function of the energy pallet, by the name that the metadata gives it.
fn view<Answer: Decode>(name: &str, question: impl Encode) -> Answer {
    let pallets = Runtime::metadata_ir().pallets;
    let energy = pallets.iter().find(|pallet| pallet.name == "Energy").unwrap();
    let function = energy.view_functions.iter().find(|function| function.name == name);
    let id = function.unwrap_or_else(|| panic!("no view function {name}")).id;
    let id = ViewFunctionId::decode(&mut &id[..]).unwrap();
    let answer = Runtime::execute_view_function(id, question.encode()).unwrap();
    Answer::decode(&mut &answer[..]).unwrap()
}

#[test]
fn view_functions_should_answer_as_the_runtime_api_when_asked_the_same() {
    externalities("local_testnet").execute_with(|| {
        play_a_slot();
        let (grid, slot, open) = (0, SLOT, SLOT + 3);
        let limits = Limits { ask: Some(3), bid: Some(60), owed_first: false };
        let reading = BillReading { slot, import_wh: 100, export_wh: 20, limits };
        let clearing = Runtime::clearing(grid, slot);
        assert!(clearing.is_some());
        assert_eq!(view::<Option<_>>("clearing", (grid, slot)), clearing);
        let book = Runtime::book(grid, open);
        assert!(book.is_some());
        assert_eq!(view::<Option<_>>("book", (grid, open)), book);
        let meter = Runtime::meter(0);
        assert!(meter.is_some());
        assert_eq!(view::<Option<_>>("meter", 0u32), meter);
        let tariff = Runtime::tariff(grid, slot);
        assert!(tariff.is_some());
        assert_eq!(view::<Option<_>>("tariff", (grid, slot)), tariff);
        let schedule = Runtime::tariff_schedule(grid, slot);
        assert_eq!(schedule.as_ref().and_then(|schedule| schedule.at(slot)), tariff);
        assert_eq!(view::<Option<_>>("tariff_schedule", (grid, slot)), schedule);
        let bill = Runtime::bill(grid, vec![reading]);
        assert!(matches!(bill[..], [Some(_)]));
        assert_eq!(view::<Vec<Option<_>>>("bill", (grid, vec![reading])), bill);
        let payload = Runtime::reading_payload(0, slot, slot + 1, 5, 6);
        assert!(payload.starts_with(pallet_energy::READING_DOMAIN));
        let same = view::<pallet_energy::ReadingPayload>(
            "reading_payload",
            (0u32, slot, slot + 1, 5u64, 6u64),
        );
        assert_eq!(same, payload);
    });
}

const SLOT: pallet_energy::Slot = 950_400_000;

/// A meter exports in two slots, and the first is cleared.
fn play_a_slot() {
    use frame_support::traits::Hooks;
    use sp_runtime::traits::BlockNumberProvider;

    let timing = pallet_energy::Timing::<Runtime>::get();
    let set_time = |slot: u32| {
        let ms = u64::from(slot) * u64::from(timing.slot_seconds) * 1_000;
        pallet_timestamp::Now::<Runtime>::put(ms);
    };
    let read = |slot: u32, export_wh: u64| {
        let meter = pallet_energy::Meters::<Runtime>::get(0).unwrap();
        let payload = Runtime::reading_payload(0, meter.slot, slot, meter.import_wh, export_wh);
        let key = demo_key(0);
        let reading = pallet_energy::SignedReading {
            meter: 0,
            since_slot: meter.slot,
            slot,
            import_wh: meter.import_wh,
            export_wh,
            signature: sp_core::Pair::sign(&key, &payload),
        };
        let who = RuntimeOrigin::signed(Sr25519Keyring::Bob.to_account_id());
        Energy::submit_readings(who, vec![reading].try_into().unwrap()).unwrap();
    };
    pallet_energy::Meters::<Runtime>::mutate(0, |meter| {
        let meter = meter.as_mut().unwrap();
        (meter.slot, meter.key) = (SLOT - 1, sp_core::Pair::public(&demo_key(0)));
    });
    set_time(SLOT + 1);
    read(SLOT, 1);
    let grace = timing.grace_seconds.div_ceil(timing.slot_seconds);
    set_time(SLOT + 1 + grace);
    // Books are due by the time for which the chain was open, in slots of six seconds.
    type Open = pallet_clock::Open<Runtime>;
    Open::set_block_number(Open::current_block_number() + timing.grace_seconds.div_ceil(6));
    Energy::on_initialize(1);
    set_time(SLOT + 4);
    for slot in SLOT + 1..=SLOT + 3 {
        read(slot, u64::from(slot - SLOT + 1));
    }
}

fn demo_key(meter: u8) -> sp_core::ed25519::Pair {
    sp_core::Pair::from_seed(&[meter; 32])
}
