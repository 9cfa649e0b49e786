//! The stock scheduler by this clock: no task is missed, whatever the steps, and the work of a
//! block is bounded.

use crate::mock::{Clock, *};
use crate::*;
use frame_support::traits::Hooks;
use pallet_scheduler::WeightInfo;

#[test]
fn tasks_should_be_dispatched_in_the_first_block_that_reaches_them() {
    build_and_execute(|| {
        block_in(1_000);
        for (name, at) in [(1, 2), (2, 30), (3, 65), (4, 66), (5, 67)] {
            schedule(name, at);
        }
        block_in(1_001);
        assert_eq!(dispatched(), [1]);
        // The longest step ends at 66, and visits all agendas of it.
        block_in(1_065);
        assert_eq!(Clock::now(), 66);
        assert_eq!(dispatched(), [2, 3, 4]);
        block_in(1_066);
        assert_eq!(dispatched(), [5]);
    });
}

#[test]
fn tasks_should_not_be_missed_by_a_block_that_is_late_by_an_hour() {
    build_and_execute(|| {
        block_in(1_000);
        schedule(1, 50);
        schedule(2, 100);
        block_in(1_600);
        assert_eq!((Clock::now(), dispatched()), (65, vec![1]));
        block_in(1_601);
        assert!(dispatched().is_empty());
        block_in(2_201);
        assert_eq!((Clock::now(), dispatched()), (130, vec![2]));
    });
}

#[test]
fn longest_step_should_cost_its_agendas_and_no_more() {
    build_and_execute(|| {
        block_in(1_000);
        block_in(1_064);
        let agenda = <() as WeightInfo>::service_agenda_base(MAX_SCHEDULED);
        let base = <() as WeightInfo>::service_agendas_base();
        System::set_block_number(3);
        Clock::tick();
        let none = Scheduler::on_initialize(3);
        assert!(none.all_lte(base + agenda));
        let empty = <() as WeightInfo>::service_agenda_base(0);
        for late in [64, 600] {
            let slot = Shown::<Test>::get().expect("shown").slot + late;
            block_in(slot + 100);
            let number = System::block_number() + 1;
            System::set_block_number(number);
            let shown = Shown::<Test>::get().expect("shown");
            Shown::<Test>::put(shown.at(shown.slot + late, false));
            let weight = Scheduler::on_initialize(number);
            assert!(weight.all_lte(base + agenda * u64::from(LONGEST_STEP)));
            assert!(weight.all_gte(base + empty * u64::from(LONGEST_STEP)));
        }
    });
}

#[test]
fn agendas_without_room_should_be_visited_later() {
    build_and_execute(|| {
        block_in(1_000);
        for (name, at) in [(1, 20), (2, 40), (3, 60)] {
            schedule(name, at);
        }
        // Room for ten agendas a block, and for what they hold.
        let agenda = <() as WeightInfo>::service_agenda_base(MAX_SCHEDULED);
        ScheduledWeight::set(<() as WeightInfo>::service_agendas_base() + agenda * 30);
        let mut done = vec![];
        block_in(1_064);
        done.extend(dispatched());
        for slot in 1_065..1_080 {
            block_in(slot);
            done.extend(dispatched());
        }
        assert_eq!(done, [1, 2, 3]);
    });
}
