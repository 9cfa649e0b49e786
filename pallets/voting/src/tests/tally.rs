use crate::{mock::*, *};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::VoteTally;
use sp_runtime::Perbill;

fn of(ayes: u32, nays: u32, abstentions: u32, electorate: u32) -> Tally<Test> {
    Tally { ayes, nays, abstentions, ..Tally::empty(electorate, 0) }
}

#[test]
fn tally_should_freeze_the_electorate_and_the_block_when_it_is_made() {
    ExtBuilder::default().build_and_execute(|| {
        Nation::suspend(3);
        let new = |track: Track| Tally::<Test>::new(track.id().expect("a track"));
        let electorates =
            [Track::Constitution, Track::Village(APIA), Track::Village(ALOFI), Track::Village(77)]
                .map(|track| new(track).electorate);
        assert_eq!(electorates, [16, 9, 7, 0]);
        assert_eq!(new(Track::Appeals), Tally::empty(16, now()));

        let poll = open(Track::Appeals);
        admit(50, APIA);
        Nation::suspend(4);
        let shown = Voting::poll(poll).expect("a poll");
        assert_eq!((shown.electorate, shown.opened), (16, now() - 1));
    });
}

#[test]
fn support_should_be_ayes_of_the_electorate() {
    let support = |tally: Tally<Test>| tally.support(0);
    assert_eq!(support(of(25, 70, 5, 100)), Perbill::from_percent(25));
    assert_eq!(support(of(100, 0, 0, 100)), Perbill::one());
    assert_eq!(of(25, 70, 5, 100).ayes(0), 25);
}

#[test]
fn support_should_be_nothing_when_too_few_say_aye_or_there_is_nobody() {
    let support = |ayes, electorate| of(ayes, 0, 0, electorate).support(0);
    assert_eq!(support(0, 0), Perbill::zero());
    assert_eq!(support(1, 1), Perbill::one());
    assert_eq!(support(1, 2), Perbill::zero());
    assert_eq!(support(2, 2), Perbill::one());
    assert_eq!(support(2, 3), Perbill::zero());
    assert_eq!(support(2, 10), Perbill::zero());
    assert_eq!(support(3, 10), Perbill::from_percent(30));
}

#[test]
fn approval_should_leave_abstentions_out_and_be_nothing_without_ayes_and_nays() {
    let approval = |ayes, nays, abstentions| of(ayes, nays, abstentions, 100).approval(0);
    assert_eq!(approval(0, 0, 0), Perbill::zero());
    assert_eq!(approval(0, 0, 90), Perbill::zero());
    assert_eq!(approval(0, 1, 0), Perbill::zero());
    assert_eq!(approval(3, 1, 90), Perbill::from_percent(75));
    assert_eq!(approval(u32::MAX, u32::MAX, 0), Perbill::from_percent(50));
}

#[test]
fn tally_should_keep_its_encoding() {
    let tally = Tally::<Test> { opened: 9, ..of(1, 2, 3, 100) };
    let bytes = tally.encode();
    assert_eq!(bytes, (1u32, 2u32, 3u32, 100u32, 9u32).encode());
    assert_eq!(bytes.len(), Tally::<Test>::max_encoded_len());
    assert_eq!(Tally::<Test>::decode(&mut &bytes[..]), Ok(tally));
}
