use crate::{mock::*, *};
use sp_runtime::Perbill;
use Vote::*;

#[test]
fn ballot_should_show_what_was_cast_until_it_is_pruned() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(Track::Appeals);
        vote(0, poll, Nay);
        let own = Ballot { vote: Nay, by: None, helper: None };
        assert_eq!(Voting::ballot(poll, 0), Some(own));
        assert_eq!(Voting::ballot(poll, 1), None);
        cancel(poll);
        assert_eq!(Voting::ballot(poll, 0), Some(own));
        Voting::prune(signed(0), poll).expect("pruned");
        assert_eq!(Voting::ballot(poll, 0), None);
    });
}

#[test]
fn poll_should_show_what_it_came_to_and_what_it_needs() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(Track::Village(APIA));
        let opened = now() - 1;
        for n in 0..3 {
            vote(n, poll, Aye);
        }
        vote(3, poll, Nay);
        vote(4, poll, Abstain);
        let shown = PollView {
            track: Track::Village(APIA),
            opened,
            electorate: 10,
            ayes: 3,
            nays: 1,
            abstentions: 1,
            support: Perbill::from_percent(30),
            approval: Perbill::from_percent(75),
            ayes_needed: 3,
        };
        assert_eq!(Voting::poll(poll), Some(shown));
        assert_eq!(Voting::poll(poll + 1), None);
        cancel(poll);
        assert_eq!(Voting::poll(poll), None);
    });
}

#[test]
fn eligible_should_say_why_not() {
    ExtBuilder::default().build_and_execute(|| {
        let poll = open(Track::Village(APIA));
        let refusal = |n| Voting::eligible(poll, account(n)).refusal;
        let nobody = Eligibility { member: None, refusal: Some(Refusal::NotMember) };
        assert_eq!(Voting::eligible(poll, account(STRANGER)), nobody);
        let may = Eligibility { member: Some(0), refusal: None };
        assert_eq!(Voting::eligible(poll, account(0)), may);
        assert_eq!(refusal(12), Some(Refusal::NotOfVillage));
        Nation::move_to(12, APIA);
        assert_eq!(refusal(12), Some(Refusal::MovedLater));
        Nation::suspend(1);
        assert_eq!(refusal(1), Some(Refusal::Suspended));
        Nation::reinstate(1);
        assert_eq!(refusal(1), Some(Refusal::JoinedLater));
        vote(2, poll, Aye);
        assert_eq!(refusal(2), None);
        for member in [2, 3] {
            Nation::replace(member, nth_account(member, 1));
        }
        let later = |n| Voting::eligible(poll, nth_account(n, 1)).refusal;
        assert_eq!(later(2), Some(Refusal::AccountTooNew));
        assert_eq!(later(3), None);
        cancel(poll);
        assert_eq!(refusal(0), Some(Refusal::PollNotOngoing));
    });
}

#[test]
fn delegation_should_show_the_place_in_the_tree() {
    ExtBuilder::default().build_and_execute(|| {
        let track = Track::Appeals;
        for (below, above) in [(1, 0), (2, 1), (3, 1)] {
            delegate(below, track, above);
        }
        let shown = DelegationView { to: Some(0), delegators: vec![2, 3], people: 3, depth: 1 };
        assert_eq!(Voting::delegation(track, 1), Some(shown));
        assert_eq!(Voting::delegation(track, 4), None);
        assert_eq!(Voting::delegation(Track::Treasury, 1), None);
    });
}

#[test]
fn tracks_should_be_shown_with_their_figures_from_any_number_on() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::found(1_000);
        let ids = |from| {
            let shown = Voting::tracks(from).into_iter();
            shown.map(|track| track.id).collect::<Vec<_>>()
        };
        let first = (0..5).chain(1_000..1_251).collect::<Vec<_>>();
        assert_eq!(ids(0), first);
        assert_eq!(ids(3), (3..5).chain(1_000..1_254).collect::<Vec<_>>());
        assert_eq!(ids(1_990), (1_990..2_000).collect::<Vec<_>>());
        assert_eq!(ids(2_000), Vec::<TrackId>::new());

        SlotsPerDay::set(10);
        let village = Voting::track(Track::Village(7)).expect("a track");
        assert_eq!((village.id, village.name.as_str()), (1_007, "village 7"));
        assert_eq!(
            [village.prepare, village.decision, village.confirm, village.enactment],
            [10, 140, 20, 10]
        );
        assert_eq!(village.support.end, Perbill::from_percent(15));
        assert_eq!(Voting::tracks(1_007).first(), Some(&village));
        assert_eq!(Voting::track(Track::Village(1_000)), None);
    });
}
