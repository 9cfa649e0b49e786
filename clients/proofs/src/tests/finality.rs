use codec::{DecodeAll, Encode};
use proptest::prelude::*;

use super::*;
use crate::testing::{block, story, Set, Story, THREE};

fn ends(checkpoint: &Checkpoint, fragments: &[Fragment]) -> Result<u32, Flaw> {
    follow(checkpoint, fragments).map(|end| end.unwrap().1.number)
}

#[test]
fn votes_should_lead_over_changes_of_set() {
    let Story { genesis, blocks, sets, fragments } = story();
    let (at, header) = follow(&genesis, &fragments).unwrap().unwrap();
    assert_eq!(header, blocks[2]);
    assert_eq!(at, sets[2].checkpoint(&blocks[2]));
}

#[test]
fn a_later_checkpoint_should_lead_on() {
    let Story { genesis, sets, fragments, .. } = story();
    let (at, _) = follow(&genesis, &fragments[..1]).unwrap().unwrap();
    assert_eq!((at.set_id, at.number), (1, 10));
    assert_eq!(ends(&at, &fragments[1..]), Ok(30));
    // From the last set on, there is a block without change.
    let (at, _) = follow(&genesis, &fragments).unwrap().unwrap();
    let next = block(31, [0; 32], None);
    assert_eq!(ends(&at, &[sets[2].fragment(&next, &THREE)]), Ok(31));
}

#[test]
fn nothing_newer_should_be_no_flaw() {
    let Story { genesis, .. } = story();
    assert_eq!(follow(&genesis, &[]), Ok(None));
}

#[test]
fn the_checkpoint_itself_should_need_no_votes() {
    let Story { blocks, sets, fragments, .. } = story();
    // A node's proof begins with the block that announced the set, voted for by the set before.
    let checkpoint = sets[2].checkpoint(&blocks[1]);
    assert_eq!(ends(&checkpoint, &fragments[1..]), Ok(30));
    let (at, header) = follow(&checkpoint, &fragments[1..2]).unwrap().unwrap();
    assert_eq!((at, header), (checkpoint, blocks[1].clone()));
}

#[test]
fn a_vote_for_a_later_block_should_count_for_its_ancestors() {
    let set = Set::new(0);
    let one = block(1, [0; 32], None);
    let two = block(2, one.hash(), None);
    let three = block(3, two.hash(), None);
    let checkpoint = set.checkpoint(&block(0, [0; 32], None));
    let votes = [(0, &one), (1, &two), (2, &three)];
    let fragment = |between: &[Header]| set.fragment_of(&one, votes, between);
    assert_eq!(ends(&checkpoint, &[fragment(&[two.clone(), three.clone()])]), Ok(1));

    let missing = fragment(std::slice::from_ref(&three));
    assert_eq!(ends(&checkpoint, &[missing]), Err(Flaw::TooFew(1)));
    let junk = fragment(&[two.clone(), three.clone(), block(9, [0; 32], None)]);
    assert_eq!(ends(&checkpoint, &[junk]), Err(Flaw::Ancestry(1)));
    let doubled = fragment(&[two.clone(), three.clone(), two.clone()]);
    assert_eq!(ends(&checkpoint, &[doubled]), Err(Flaw::Ancestry(1)));
    // Two of four agree on block 2 only.
    let beyond = set.fragment_of(&two, votes, &[two.clone(), three.clone()]);
    assert_eq!(ends(&checkpoint, &[beyond]), Err(Flaw::TooFew(2)));
}

#[test]
fn two_of_four_should_be_too_few() {
    let Story { genesis, blocks, sets, .. } = story();
    let two = sets[0].fragment(&blocks[0], &[0, 1]);
    assert_eq!(ends(&genesis, &[two]), Err(Flaw::TooFew(10)));
    let twice = sets[0].fragment(&blocks[0], &[0, 1, 1, 1]);
    assert_eq!(ends(&genesis, &[twice]), Err(Flaw::TooFew(10)));
    let none = sets[0].fragment(&blocks[0], &[]);
    assert_eq!(ends(&genesis, &[none]), Err(Flaw::TooFew(10)));
}

#[test]
fn a_validator_that_votes_for_two_blocks_should_count_once() {
    let Story { genesis, blocks, sets, .. } = story();
    let other = block(11, blocks[0].hash(), None);
    let votes = [(0, &blocks[0]), (1, &blocks[0]), (1, &other)];
    let twice = sets[0].fragment_of(&blocks[0], votes, std::slice::from_ref(&other));
    assert_eq!(ends(&genesis, &[twice]), Err(Flaw::TooFew(10)));
}

#[test]
fn a_validator_that_votes_twice_should_not_spoil_the_others_votes() {
    let Story { genesis, blocks, sets, .. } = story();
    let other = block(11, blocks[0].hash(), None);
    let votes = [(0, &blocks[0]), (1, &blocks[0]), (2, &blocks[0]), (2, &other)];
    let fragment = sets[0].fragment_of(&blocks[0], votes, std::slice::from_ref(&other));
    assert_eq!(ends(&genesis, &[fragment]), Ok(10));
}

#[test]
fn numbers_that_are_made_up_should_be_refused() {
    let set = Set::new(0);
    let checkpoint = set.checkpoint(&block(0, [0; 32], None));
    let nine = block(9, [7; 32], None);
    let ten = block(10, nine.hash(), None);
    let eleven = block(11, ten.hash(), None);
    let between = [ten.clone(), eleven.clone()];
    // The last block that there could be: the block after it has no number.
    let signed = |who: usize, to: &Header, number: u32| {
        let fake = finality_grandpa::Precommit { target_hash: to.hash(), target_number: number };
        set.sign(who, fake)
    };
    let votes = |first: u32, base: u32, last: u32| {
        let mut fragment = set.fragment_of(&ten, [], &between);
        fragment.justification.commit.precommits = vec![
            signed(3, &ten, first),
            signed(3, &nine, base),
            signed(0, &ten, 10),
            signed(1, &eleven, last),
        ];
        fragment
    };
    assert_eq!(ends(&checkpoint, &[votes(10, 9, 11)]), Ok(10));
    for (first, base, last) in [(u32::MAX, 9, 11), (10, 8, 11), (10, 9, 12), (9, 9, 11)] {
        let refused = ends(&checkpoint, &[votes(first, base, last)]);
        assert_eq!(refused, Err(Flaw::Ancestry(10)));
    }
}

#[test]
fn strangers_and_forgers_should_be_refused() {
    let Story { genesis, blocks, sets, .. } = story();
    let strangers = Set { id: 0, keys: sets[1].keys.clone() };
    let stranger = strangers.fragment(&blocks[0], &THREE);
    assert_eq!(ends(&genesis, &[stranger]), Err(Flaw::Signature(10)));
    let mut forged = sets[0].fragment(&blocks[0], &THREE);
    let commit = &mut forged.justification.commit;
    commit.precommits[0].signature = commit.precommits[1].signature;
    assert_eq!(ends(&genesis, &[forged]), Err(Flaw::Signature(10)));
}

#[test]
fn another_set_id_should_be_refused() {
    let Story { genesis, blocks, sets, fragments } = story();
    let later = Set { id: 1, keys: sets[0].keys.clone() };
    let vote = later.fragment(&blocks[0], &THREE);
    assert_eq!(ends(&genesis, &[vote]), Err(Flaw::Signature(10)));
    let wrong = Checkpoint { set_id: 1, ..genesis };
    assert_eq!(ends(&wrong, &fragments), Err(Flaw::Signature(10)));
}

#[test]
fn another_round_should_be_refused() {
    let Story { genesis, blocks, sets, .. } = story();
    let mut fragment = sets[0].fragment(&blocks[0], &THREE);
    fragment.justification.round = 8;
    assert_eq!(ends(&genesis, &[fragment]), Err(Flaw::Signature(10)));
}

#[test]
fn a_changed_header_should_be_refused() {
    let Story { genesis, fragments, .. } = story();
    let mut changed = fragments;
    changed[0].header.state_root = [0; 32];
    assert_eq!(ends(&genesis, &changed), Err(Flaw::OtherBlock(10)));
}

#[test]
fn an_old_justification_should_be_refused() {
    let Story { genesis, sets, fragments, .. } = story();
    let (at, _) = follow(&genesis, &fragments).unwrap().unwrap();
    for number in [29, 30] {
        let old = sets[2].fragment(&block(number, [0; 32], None), &THREE);
        assert_eq!(ends(&at, &[old]), Err(Flaw::NotAfter(number)));
    }
    let backwards = [fragments[0].clone(), fragments[0].clone()];
    assert_eq!(ends(&genesis, &backwards), Err(Flaw::NotAfter(10)));
}

#[test]
fn a_change_of_set_should_not_be_left_out() {
    let Story { genesis, blocks, sets, fragments } = story();
    assert_eq!(ends(&genesis, &fragments[1..]), Err(Flaw::Signature(20)));
    let plain = sets[0].fragment(&block(5, [0; 32], None), &THREE);
    let stays = [plain, fragments[0].clone()];
    assert_eq!(ends(&genesis, &stays), Err(Flaw::NoChange(5)));
    // A set that was replaced has no say any longer.
    let (at, _) = follow(&genesis, &fragments[..1]).unwrap().unwrap();
    let old = sets[0].fragment(&blocks[1], &THREE);
    assert_eq!(ends(&at, &[old]), Err(Flaw::Signature(20)));
}

#[test]
fn checkpoints_that_cannot_be_should_be_refused() {
    let Story { genesis, fragments, .. } = story();
    let with = |authorities| Checkpoint { authorities, ..genesis.clone() };
    let (one, two) = (genesis.authorities[0], genesis.authorities[1]);
    let all = [vec![], vec![(one.0, 0)], vec![one, two, one], vec![(one.0, u64::MAX), two]];
    for authorities in all {
        assert_eq!(ends(&with(authorities), &fragments), Err(Flaw::Authorities));
    }
}

#[test]
fn what_is_too_large_should_be_refused() {
    let Story { genesis, blocks, sets, fragments } = story();
    let many = vec![fragments[0].clone(); MAX_FRAGMENTS + 1];
    assert_eq!(ends(&genesis, &many), Err(Flaw::TooLarge));
    let votes = sets[0].fragment(&blocks[0], &[0; 9]);
    assert_eq!(ends(&genesis, &[votes]), Err(Flaw::TooLarge));
    let headers = vec![blocks[0].clone(); MAX_ANCESTRY + 1];
    let votes = THREE.map(|who| (who, &blocks[0]));
    let long = sets[0].fragment_of(&blocks[0], votes, &headers);
    assert_eq!(ends(&genesis, &[long]), Err(Flaw::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Each byte of a proof matters: with another one it is refused, or ends at the same block.
    #[test]
    fn one_changed_byte_should_never_lead_elsewhere(at in any::<prop::sample::Index>(), change in 1_u8..) {
        let Story { genesis, blocks, fragments, .. } = story();
        let mut bytes = fragments.encode();
        let place = at.index(bytes.len());
        bytes[place] ^= change;
        if let Ok(fragments) = Vec::<Fragment>::decode_all(&mut &bytes[..]) {
            if let Ok(Some((_, header))) = follow(&genesis, &fragments) {
                prop_assert_eq!(header, blocks[2].clone());
            }
        }
    }

    #[test]
    fn any_bytes_should_be_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let Story { genesis, .. } = story();
        if let Ok(fragments) = Vec::<Fragment>::decode_all(&mut &bytes[..]) {
            prop_assert!(fragments.is_empty() || follow(&genesis, &fragments).is_err());
        }
    }

    /// With any votes: a block is final exactly when at least three of four validators voted for it.
    #[test]
    fn two_thirds_should_be_needed(votes in prop::collection::vec(0_usize..4, 0..8)) {
        let Story { genesis, blocks, sets, .. } = story();
        let different: BTreeSet<_> = votes.iter().collect();
        let fragment = sets[0].fragment(&blocks[0], &votes);
        prop_assert_eq!(ends(&genesis, &[fragment]).is_ok(), different.len() >= 3);
    }
}
