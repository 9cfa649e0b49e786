//! Random lives of small nations.

use super::{census::call_names, nation::Nation, ops::ops};
use crate::mock::*;
use proptest::{bool::weighted, collection};
use vaka_testing::random::{each, live};

#[test]
fn invariants_should_hold_when_anything_is_called_in_any_order() {
    let lives = (weighted(0.25), collection::vec(ops(), 150..250));
    live(192, lives, floors(), |(slept, ops)| {
        ExtBuilder::default().build_and_execute(|| {
            // So that help ends within a life, and a helper's places fill.
            TheRules::mutate(|rules| (rules.help, rules.helped) = (60, 2));
            // A life lasts two years or so.
            TheRules::mutate(|rules| rules.dormant_after = 301);
            if slept {
                // Nobody has done anything for as long as it takes.
                System::set_block_number(now() + 331 * DAY);
            }
            let mut nation = Nation::begin();
            for op in ops {
                nation.happen(op);
            }
            nation.watch.end();
            nation.watch.counts
        })
    });
}

/// Every call succeeded, and what is refused for many reasons was refused for nearly all of them.
/// What happens is usually more than ten times these floors.
fn floors() -> impl Iterator<Item = (&'static str, u64)> {
    const OFTEN: &[&str] = &[
        "AlreadyMember",
        "AlreadyOfCommunity",
        "Bad origin",
        "ClerkMayNotVouch",
        "EnoughVouches",
        "FreezesAnother",
        "Frozen",
        "NotAdmission",
        "NotClerk",
        "NotMember",
        "NotOfCommunity",
        "NotReplacement",
        "NotSuspended",
        "NotWaiting",
        "NotYourRequest",
        "PeriodNotOver",
        "PeriodOver",
        "RequestExpired",
        "RequestPending",
        "Suspended",
        "TooFewVouches",
        "UnknownCommunity",
        "UnknownRequest",
        "VouchedLately",
    ];
    const AT_ALL: &[&str] = &[
        "AlreadyHelps",
        "HelpOver",
        "HelperSuspended",
        "HelpsEnough",
        "NamedBefore",
        "NoHelper",
        "NotHelper",
        "NotNamed",
        "AlreadyClerk",
        "AlreadyVouched",
        "AnswersForRequest",
        "BadConsent",
        "ClerkSuspended",
        "ConsentExpired",
        "ConsentTooLong",
        "Dormant",
        "FrozenLately",
        "NotDormant",
        "NotExpired",
        "NotVouched",
        "NotYourAccount",
        "ReplacementPending",
        "TooFewFounders",
        "TooManyAdmissions",
        "TooManyDormant",
        "TooManyFounders",
        "TooManySponsored",
        "TooManySuspensions",
        "woken",
    ];
    let calls = call_names().iter().copied().chain(["act_for"]);
    each(calls.chain(OFTEN.iter().copied()), 5).chain(each(AT_ALL.iter().copied(), 1))
}
