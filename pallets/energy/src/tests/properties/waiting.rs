//! Waiting wins nothing: a meter that withholds its export until the bank has room again is owed no
//! more of it than if it had been read on time, whatever the neighbours and the operator do
//! meanwhile.

use super::worlds::*;
use crate::{mock::*, *};
use proptest::{collection, prelude::*};
use vaka_testing::random::{each, live, Counts};

/// Exports for the bank only, and withholds it or not.
const SLY: MeterId = 0;

/// Some slots of a grid.
#[derive(Clone, Debug)]
struct Spell {
    /// Slots of silence before it; the clock goes on.
    pause: Slot,
    /// The capacity that the operator sets at its beginning, if any.
    capacity_wh: Option<WattHours>,
    /// By slot, then by meter. The first exports only.
    flows: Vec<Vec<(WattHours, WattHours)>>,
    /// The cable is broken: these readings come together, when the spell is over.
    cut_off: bool,
}

#[derive(Clone, Debug)]
struct Story {
    capacity_wh: WattHours,
    neighbours: Vec<Limits>,
    /// The slot of the day in which it begins.
    begin: Slot,
    spells: Vec<Spell>,
}

fn stories() -> impl Strategy<Value = Story> {
    (1..4usize).prop_flat_map(|neighbours| {
        let slot = collection::vec(any_flow(), neighbours + 1);
        let flows = collection::vec(slot, 1..6).prop_map(|mut flows| {
            flows.iter_mut().for_each(|slot| slot[0].0 = 0);
            flows
        });
        let pause = prop_oneof![2 => 0..8u32, 1 => 8..150u32];
        let capacity_wh = proptest::option::weighted(0.3, 0..60_000u64);
        let spells = (pause, capacity_wh, flows, prop::bool::weighted(0.3)).prop_map(
            |(pause, capacity_wh, flows, cut_off)| Spell { pause, capacity_wh, flows, cut_off },
        );
        (
            0..60_000u64,
            collection::vec(any_limits(any::<bool>()), neighbours),
            0..96u32,
            collection::vec(spells, 1..5),
        )
            .prop_map(|(capacity_wh, neighbours, begin, spells)| Story {
                capacity_wh,
                neighbours,
                begin,
                spells,
            })
    })
}

impl Story {
    /// What the sly meter is owed in the end.
    fn play(&self, withholds: bool) -> MilliWattHours {
        let (capacity_wh, tariff) = (self.capacity_wh, tariff().into());
        let grid = GridSeed { currency: CENTS, capacity_wh, tariff, float: 0 };
        let seed = |limits| MeterSeed { limits, credit: 100_000_000 };
        let neighbours = self.neighbours.iter().copied();
        let meters = core::iter::once(Limits::default()).chain(neighbours);
        World::of_one_grid(grid, meters.map(seed).collect()).run(|| {
            let mut registers = vec![(0, 0); self.neighbours.len() + 1];
            go_to(START + self.begin);
            for id in 0..registers.len() as MeterId {
                read_up_to(id, START + self.begin - 1);
            }
            for spell in &self.spells {
                go_to(slot_now() + spell.pause);
                if let Some(wh) = spell.capacity_wh {
                    let is_lower = wh * MILLI < crate::mock::grid(0).capacity;
                    if is_lower {
                        lower_capacity(0, wh);
                    } else {
                        Energy::set_capacity(signed(operator()), 0, wh).expect("by the operator");
                    }
                }
                // A meter that was silent tells where its registers stand, so that the slots of the
                // spell are read one by one.
                self.read(&registers, slot_now() - 1, withholds);
                self.spell(spell, &mut registers, withholds);
            }
            // Everything has cleared. Then the meter that waited comes.
            go_to(slot_now() + 3);
            assert_eq!(Books::<Test>::iter_keys().count(), 0);
            self.read(&registers, slot_now() - 1, false);
            go_to(slot_now() + 3);
            settle_all();
            meter(SLY).owed
        })
    }

    fn spell(&self, spell: &Spell, registers: &mut [(WattHours, WattHours)], withholds: bool) {
        let first = slot_now();
        let mut states = Vec::new();
        for (nth, flows) in (0..).zip(&spell.flows) {
            for (register, flow) in registers.iter_mut().zip(flows) {
                *register = (register.0 + flow.0, register.1 + flow.1);
            }
            go_to(first + nth + 1);
            if spell.cut_off {
                states.push(registers.to_vec());
            } else {
                self.read(registers, first + nth, withholds);
            }
        }
        if spell.cut_off {
            // The boat takes three hours. Three days later everything has cleared, even if less
            // than half of the grid came.
            go_to(slot_now() + 12);
            for (nth, registers) in (0..).zip(states) {
                self.read(&registers, first + nth, withholds);
            }
            go_to_time(now() + GATHERING);
        }
    }

    /// Reads all meters, except for the sly one if it withholds.
    fn read(&self, registers: &[(WattHours, WattHours)], slot: Slot, withholds: bool) {
        let readings = (0..).zip(registers).filter(|(id, _)| {
            let silent = withholds && *id == SLY;
            !silent && meter(*id).slot < slot
        });
        let readings = readings.map(|(id, (import, export))| reading(id, slot, *import, *export));
        submit_ok(readings.collect());
    }
}

#[test]
fn withheld_export_should_win_nothing_when_it_comes_after_its_slots_cleared() {
    // This would hold, too, if late export were never admitted. The counts show that it is.
    live(512, stories(), each(["all", "less", "none"], 5), |story| {
        let (on_time, late) = (story.play(false), story.play(true));
        assert!(late <= on_time, "{late} mWh late, {on_time} mWh on time");
        let mut counts = Counts::default();
        counts.count(match late {
            0 => "none",
            late if late < on_time => "less",
            _ => "all",
        });
        counts
    });
}
