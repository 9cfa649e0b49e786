use crate::mock::*;
use pallet_authorship::EventHandler;

#[test]
fn authorship_should_be_shown_of_this_session_and_the_one_before() {
    ExtBuilder::default().build_and_execute(|| {
        // Validators author blocks 2 to 10 in turn, from validator 3 in block 2. The session ends
        // with block 10, which belongs to it.
        next_session();
        let blocks = |who| (shown(who).blocks, shown(who).blocks_before);
        assert_eq!([1, 2, 3, 4].map(blocks), [(0, 2), (0, 2), (0, 3), (0, 2)]);
        assert_eq!(shown(3).last_block, Some(10));
        next_block();
        assert_eq!((blocks(4), shown(4).last_block), ((1, 2), Some(11)));
        sessions(2);
        assert_eq!(blocks(4).0, 0);
        assert!(blocks(4).1 > 0);
    });
}

#[test]
fn authorship_should_be_nothing_when_it_was_long_ago() {
    ExtBuilder::default().build_and_execute(|| {
        Validators::note_author(2);
        let last = now();
        assert_eq!((shown(2).blocks, shown(2).blocks_before), (1, 0));
        pallet_session::CurrentIndex::<Test>::put(1);
        assert_eq!((shown(2).blocks, shown(2).blocks_before), (0, 1));
        pallet_session::CurrentIndex::<Test>::put(2);
        assert_eq!((shown(2).blocks, shown(2).blocks_before), (0, 0));
        assert_eq!(shown(2).last_block, Some(last));
        Validators::note_author(2);
        assert_eq!((shown(2).blocks, shown(2).blocks_before), (1, 0));
    });
}

#[test]
fn authorship_should_be_recorded_of_validators_only() {
    ExtBuilder::default().build_and_execute(|| {
        Validators::note_author(STRANGER);
        assert!(!crate::Authorship::<Test>::contains_key(STRANGER));
    });
}

#[test]
fn authorship_should_weigh_in_the_block() {
    ExtBuilder::default().build_and_execute(|| {
        let before = System::block_weight().total();
        Validators::note_author(1);
        let weight = <() as crate::WeightInfo>::note_author();
        assert_eq!(System::block_weight().total(), before + weight);
    });
}
