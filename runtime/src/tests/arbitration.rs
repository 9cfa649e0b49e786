//! Tests of the seeds and of those who judge, in the whole composition.

use super::*;
use frame_support::traits::{Contains, Hooks};
use pallet_beacon::Part;
use vaka_primitives::Draw;

fn next_session() {
    System::set_block_number(System::block_number() + 1);
    Session::rotate_session();
    Grandpa::on_finalize(System::block_number());
}

/// The session's manager tells the beacon of each session, also of the first one.
#[test]
fn session_should_have_a_round_of_its_validators() {
    externalities("local_testnet").execute_with(|| {
        let round = Beacon::round().expect("genesis begins a round");
        assert_eq!((round.session, round.outputs, round.needed), (0, 0, 2));
        let validators = round.validators.iter().map(|part| part.validator.clone());
        assert!(validators.eq(Session::validators()));
        next_session();
        let round = Beacon::round().expect("each session has a round");
        assert_eq!(round.session, <Beacon as Draw>::session());
        assert!(round.validators.iter().all(|part| part.part == Part::Absent));
        // Nobody authored a block here, so nothing was drawn.
        assert_eq!(Beacon::seed_after(0), None);
        let told = System::events().into_iter().any(|record| {
            let no_seed = pallet_beacon::Event::NoSeed { session: 0, outputs: 0, needed: 2 };
            record.event == RuntimeEvent::Beacon(no_seed)
        });
        assert!(told, "{:?}", System::events());
    });
}

#[test]
fn jurors_should_need_what_communities_ask_of_those_who_vouch() {
    let of_standing = |member| configs::OfStanding::contains(&member);
    externalities("local_testnet").execute_with(|| {
        System::set_block_number(1);
        assert!(of_standing(0), "the first members need none");
        pallet_communities::Members::<Runtime>::mutate(0, |person| {
            person.as_mut().unwrap().standing_from = 9;
        });
        assert!(!of_standing(0));
        assert!(!of_standing(1_000_000));
    });
}

/// What the marketplace shows as the last day of a dispute is the longest that a case takes.
#[test]
fn case_should_end_within_45_days_and_60_of_waiting() {
    let rules = configs::TheDisputeRules::get();
    assert_eq!((rules.longest(), rules.longest_with_waiting()), (45, 105));
}
