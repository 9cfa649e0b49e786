use crate::{
    mock::{Petitions, *},
    *,
};
use frame_support::{assert_noop, weights::Weight};
use sp_runtime::DispatchError;

#[test]
fn approved_call_should_be_made_with_the_tracks_origin_and_leave_a_receipt() {
    ExtBuilder.build_and_execute(|| {
        for (number, track) in
            [Track::Constitution, Track::Treasury, APIA, ALOFI].into_iter().enumerate()
        {
            let number = number as u32;
            let call = RuntimeCall::World(world::Call::decide { track, number });
            let id = endorsed(track, call);
            let referendum = approve(id);
            run(ENACTMENT - 1);
            assert!(is_voting(id));
            next_block();
            assert_eq!(stage(id), Stage::Done { referendum, at: now() });
            assert_eq!(made(number), 1);
            has_event(Event::Executed { petition: id });
            assert!(Ongoing::<Test>::get().is_empty());
        }
    });
}

#[test]
fn long_call_should_be_made_and_its_bytes_forgotten() {
    ExtBuilder.build_and_execute(|| {
        let id = decided(APIA, long(1));
        assert!(is_done(id) && !petition(id).held);
        assert_eq!(made(1), 1);
        assert_eq!(pallet_preimage::PreimageFor::<Test>::iter().count(), 0);
        assert_eq!(pallet_preimage::RequestStatusFor::<Test>::iter().count(), 0);
    });
}

#[test]
fn failing_call_should_be_recorded_with_its_error_and_leave_nothing() {
    ExtBuilder.build_and_execute(|| {
        set_broken(true);
        let id = decided(APIA, fragile(1));
        let error = world::Error::<Test>::IsBroken.into();
        assert_eq!(failure(id), Failure::Call(error));
        assert_eq!(made(1), 0);
        has_event(Event::ExecutionFailed { petition: id, failure: Failure::Call(error) });
        // The scheduler knows nothing of it.
        let dispatched = System::events().into_iter().any(|record| {
            matches!(
                record.event,
                RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched {
                    result: Ok(()),
                    id: Some(_),
                    ..
                })
            )
        });
        assert!(dispatched);
    });
}

#[test]
fn call_with_another_tracks_power_should_fail() {
    ExtBuilder.build_and_execute(|| {
        let call =
            RuntimeCall::World(world::Call::decide { track: Track::Constitution, number: 1 });
        let id = decided(APIA, call);
        assert_eq!(failure(id), Failure::Call(DispatchError::BadOrigin));
    });
}

#[test]
fn batch_should_be_made_as_a_whole_or_not_at_all() {
    ExtBuilder.build_and_execute(|| {
        let batch = |calls| RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
        let id = decided(APIA, batch(vec![note(1), long(2)]));
        assert!(is_done(id) && made(1) == 1 && made(2) == 1);
        set_broken(true);
        let id = decided(APIA, batch(vec![note(3), fragile(4)]));
        assert!(matches!(failure(id), Failure::Call(_)));
        assert_eq!((made(3), made(4)), (0, 0));
    });
}

#[test]
fn call_should_be_recorded_as_failed_when_an_upgrade_made_it_heavier() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, RuntimeCall::World(world::Call::growing { number: 1 }));
        approve(id);
        let needs = Weight::from_parts(2_000_000, 0);
        GrowingWeight::set(needs);
        run(ENACTMENT);
        assert_eq!(failure(id), Failure::TooHeavy { needs });
        assert_eq!(made(1), 0);
    });
}

#[test]
fn call_should_be_recorded_as_failed_when_an_upgrade_refuses_it() {
    ExtBuilder.build_and_execute(|| {
        FilterKnows::set(false);
        let call = RuntimeCall::World(world::Call::nest { call: Box::new(note(1)) });
        let id = endorsed(APIA, call);
        FilterKnows::set(true);
        carry(id);
        assert_eq!(failure(id), Failure::Refused);
        assert_eq!(made(1), 0);
    });
}

#[test]
fn execute_should_weigh_what_the_call_used() {
    ExtBuilder.build_and_execute(|| {
        let weight = Weight::from_parts(8_000_000, 0);
        let id = endorsed(APIA, heavy(1, weight));
        approve(id);
        System::set_block_number(now() + ENACTMENT);
        let post = Petitions::execute(origin(APIA), id, weight).expect("made");
        let expected = <() as WeightInfo>::execute() + weight / 2;
        assert_eq!(post.actual_weight, Some(expected));
    });
}

#[test]
fn execute_should_fail_when_the_origin_is_not_the_recorded_one() {
    ExtBuilder.build_and_execute(|| {
        assert_noop!(execute(origin(APIA), 0), Error::<Test>::UnknownPetition);
        let id = endorsed(APIA, note(1));
        approve(id);
        System::set_block_number(now() + ENACTMENT);
        let others = [
            signed(1),
            signed(Petitions::account_id()),
            RuntimeOrigin::none(),
            RuntimeOrigin::root(),
            origin(ALOFI),
            origin(Track::Treasury),
        ];
        for other in others {
            assert_noop!(execute(other, id), DispatchError::BadOrigin);
        }
        execute(origin(APIA), id).expect("made");
    });
}

#[test]
fn execute_should_fail_when_the_people_have_not_approved() {
    ExtBuilder.build_and_execute(|| {
        let opened = open(9, APIA, note(1));
        assert_noop!(execute(origin(APIA), opened), Error::<Test>::NotApproved);
        let id = endorsed(APIA, note(1));
        assert_noop!(execute(origin(APIA), id), Error::<Test>::NotApproved);
        run(60);
        assert_noop!(execute(origin(APIA), id), Error::<Test>::NotApproved);
        close(id).expect("closed");
        assert_noop!(execute(origin(APIA), id), Error::<Test>::NotApproved);
    });
}

#[test]
fn execute_should_fail_when_it_is_not_due() {
    ExtBuilder.build_and_execute(|| {
        let id = endorsed(APIA, note(1));
        approve(id);
        assert_noop!(execute(origin(APIA), id), Error::<Test>::NotDue);
    });
}

#[test]
fn execute_should_fail_when_the_call_was_made_or_failed_already() {
    ExtBuilder.build_and_execute(|| {
        let id = decided(APIA, note(1));
        assert_noop!(execute(origin(APIA), id), Error::<Test>::AlreadyExecuted);
        set_broken(true);
        let id = decided(APIA, fragile(2));
        assert_noop!(execute(origin(APIA), id), Error::<Test>::AlreadyExecuted);
    });
}

#[test]
fn receipt_should_show_what_became_of_the_payments_that_the_call_granted() {
    ExtBuilder.build_and_execute(|| {
        decided(APIA, note(1));
        let calls = vec![note(2), note(3), note(5)];
        let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
        let id = decided(APIA, batch);
        let shown = || Petitions::petition(id).expect("a petition").payments;
        let view = |payment, state| PaymentView { payment, state };
        let paid = [Payment::Collected(1), Payment::Collected(2), Payment::Automatic(0)]
            .map(|payment| view(payment, PaymentState::Paid));
        assert_eq!(shown(), paid);
        let waits = PaymentState::Granted { until: Some(99) };
        PaymentStates::mutate(|states| states.insert((true, 2), waits));
        assert_eq!(shown()[1], view(Payment::Collected(2), waits));
        // What is granted later is not this petition's.
        decided(APIA, note(7));
        assert_eq!(shown().len(), 3);
    });
}

#[test]
fn receipt_should_show_no_payments_when_the_call_failed_or_granted_none() {
    ExtBuilder.build_and_execute(|| {
        set_broken(true);
        let failed = decided(APIA, fragile(1));
        assert_eq!(petition(failed).payments, None);
        set_broken(false);
        run(DAY);
        retry(failed).expect("retried");
        assert!(is_done(failed));
        assert_eq!(Petitions::petition(failed).expect("a petition").payments.len(), 1);
        let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
        let none = decided(APIA, remark);
        assert_eq!(petition(none).payments, None);
        assert!(Petitions::petition(none).expect("a petition").payments.is_empty());
    });
}
