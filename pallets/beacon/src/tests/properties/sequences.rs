//! Random blocks, authors, keys and sets.

use super::model::*;
use crate::{
    mock::{Beacon, *},
    *,
};
use proptest::{collection, prelude::*};
use sp_core::sr25519::Public;
use std::collections::BTreeMap;
use vaka_primitives::{Draw, SessionIndex};
use vaka_testing::random::{each, live, Counts};

#[derive(Clone, Copy, Debug)]
enum What {
    /// The author gives if something is wanted of it.
    Give,
    /// It gives with a proof that it makes only now.
    GiveAnew,
    /// It gives, and then once more.
    GiveTwice,
    Withhold,
    /// Its slot stays empty.
    Skip,
    /// It gives bytes that it made up.
    Forge,
    /// It gives what was right in an older session.
    Stale,
    /// It gives what is another validator's.
    Foreign,
    /// The set that is planned next changes.
    Plan,
    /// A validator changes its key.
    ChangeKey,
}

type Op = (What, u16);

fn ops() -> impl Strategy<Value = Op> {
    let what = prop_oneof![
        12 => Just(What::Give),
        2 => Just(What::GiveAnew),
        2 => Just(What::GiveTwice),
        8 => Just(What::Withhold),
        6 => Just(What::Skip),
        2 => Just(What::Forge),
        2 => Just(What::Stale),
        2 => Just(What::Foreign),
        1 => Just(What::Plan),
        1 => Just(What::ChangeKey),
    ];
    (what, any::<u16>())
}

fn lives() -> impl Strategy<Value = (AccountId, Vec<Op>)> {
    (1..=7_u64, collection::vec(ops(), 40..90))
}

/// The blocks of a session.
const SESSION: u32 = 6;

struct World {
    model: Model,
    /// Outputs of older sessions, by key.
    olds: BTreeMap<Public, Output>,
    counts: Counts,
    /// The next slot.
    slot: u64,
}

impl World {
    fn happen(&mut self, (what, n): Op) {
        match what {
            What::Plan => {
                let chosen = (1..=PEOPLE).filter(|who| n >> who & 1 == 1).collect::<Vec<_>>();
                if !chosen.is_empty() {
                    self.model.planned.clone_from(&chosen);
                    Planned::set(chosen);
                    self.counts.count("planned");
                }
            }
            What::ChangeKey => {
                let (who, changes) = (AccountId::from(n) % PEOPLE + 1, (n / 64 % 4) as u8);
                change_key(who, changes);
                self.model.keys.insert(who, changes);
                self.counts.count("key changed");
            }
            What::Skip => {
                self.slot += 1 + u64::from(n % 3);
                self.counts.count("skipped");
            }
            _ => self.block(what, n),
        }
    }

    fn block(&mut self, what: What, n: u16) {
        let (slot, number) = (self.slot, now() + 1);
        self.slot += 1;
        let begins = number.is_multiple_of(SESSION);
        let closed = begins || number == 1;
        let (author, input) = (self.model.author(slot), self.model.input());
        let ours = Wanted { key: self.model.key(author), input };
        let gave = self.model.gave.contains_key(&author.0);
        let asked = wanted(slot);
        let expected = (!closed && !gave).then_some(ours);
        assert_eq!(asked, expected);

        begin_block(slot);
        if begins {
            let session = self.model.session;
            let told = self.model.end_session();
            self.counts.count(match told[0] {
                Event::SeedDrawn { .. } => "drawn",
                _ => "not drawn",
            });
            assert_eq!(events(), told, "session {session}");
            for event in told {
                match event {
                    Event::Withheld { .. } => self.counts.count("withheld"),
                    Event::Absent { .. } => self.counts.count("absent"),
                    _ => (),
                }
            }
        }
        let ours = Wanted { input: self.model.input(), ..ours };
        self.author(what, n, author, ours, closed);
        end_block();
        if !closed && !self.model.gave.contains_key(&author.0) {
            self.model.pass(author.0);
        }
    }

    /// What the author puts into its block.
    fn author(&mut self, what: What, n: u16, author: Seat, ours: Wanted, closed: bool) {
        match what {
            What::Give => self.give(author, sign(&ours), ours, closed, None),
            What::GiveAnew => self.give(author, sign_anew(&ours), ours, closed, None),
            What::GiveTwice => {
                self.give(author, sign(&ours), ours, closed, None);
                self.give(author, sign_anew(&ours), ours, closed, None);
            }
            What::Forge => {
                let mut output = [n as u8; 96];
                // Half of them have numbers that there are not.
                let malformed = n % 2 == 1;
                output[95] = if malformed { 0xff } else { 0 };
                output[63] = output[95];
                let why = if malformed { "Malformed" } else { "WrongProof" };
                self.give(author, output, ours, closed, Some(why));
            }
            What::Stale => {
                if let Some(output) = self.olds.get(&ours.key).copied() {
                    self.counts.count("stale");
                    self.give(author, output, ours, closed, Some("WrongProof"));
                }
            }
            What::Foreign => {
                let other = self.model.active[usize::from(n) % self.model.active.len()];
                let key = self.model.key(other);
                if key != ours.key {
                    self.counts.count("foreign");
                    let output = sign(&Wanted { key, ..ours });
                    self.give(author, output, ours, closed, Some("WrongProof"));
                }
            }
            _ => (),
        }
    }

    /// An output comes. The flaw is none if it is what the author's key makes of the input.
    fn give(
        &mut self,
        (who, _): Seat,
        output: Output,
        ours: Wanted,
        closed: bool,
        flaw: Option<&'static str>,
    ) {
        let expected = if closed {
            Err("SessionJustBegan")
        } else if self.model.gave.contains_key(&who) {
            Err("AlreadyGiven")
        } else {
            flaw.map_or(Ok(()), Err)
        };
        // What an honest node hands over is left out if it would fail.
        assert_eq!(inherent(output).is_some(), expected.is_ok());
        let done = contribute(output).map_err(<&str>::from);
        assert_eq!(done, expected);
        self.counts.outcome("gave", &done);
        if expected.is_ok() {
            self.olds.entry(ours.key).or_insert(output);
            self.model.gave.insert(who, output);
        }
    }

    /// Checks that the pallet answers as the model does.
    fn compare(&self) {
        assert_eq!(<Beacon as Draw>::session(), self.model.session);
        let active = self.model.active.iter().map(|(who, _)| *who).collect::<Vec<_>>();
        assert_eq!(validators(), active);
        assert_eq!(had(Part::Gave), self.model.gave.keys().copied().collect());
        for opened in 0..=self.model.session + 1 {
            let seed = <Beacon as Draw>::seed_after(opened);
            assert_eq!(seed, self.model.seed_after(opened), "after {opened}");
        }
        let first = self.model.session.saturating_sub(KEPT);
        let kept = self.model.drawn.iter().filter(|seed| seed.session >= first);
        assert_eq!(Seeds::<Test>::iter().count(), kept.count());
        assert!(Seeds::<Test>::iter().count() as SessionIndex <= KEPT);
    }
}

#[test]
fn beacon_should_be_as_the_model_says_whatever_happens() {
    live(64, lives(), floors(), |(n, ops)| {
        build_and_execute(n, || {
            Period::set(SESSION);
            let model = Model::begin(n);
            let (olds, counts) = (BTreeMap::new(), Counts::default());
            let mut world = World { model, olds, counts, slot: 1 };
            for op in ops {
                world.happen(op);
                world.compare();
            }
            world.counts
        })
    });
}

/// What happens is usually more than five times these floors.
fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    let often = [
        "AlreadyGiven",
        "Malformed",
        "SessionJustBegan",
        "WrongProof",
        "absent",
        "drawn",
        "foreign",
        "gave",
        "key changed",
        "not drawn",
        "planned",
        "skipped",
        "stale",
        "withheld",
    ];
    each(often, 10)
}
