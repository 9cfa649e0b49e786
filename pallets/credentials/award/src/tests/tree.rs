use proptest::{collection::vec, prelude::*, sample::Index};

use super::support::*;
use crate::{depth, proof, root, tree::FILLER, verify, Hash, Tree, CHUNK, MAX_AWARDS, MAX_DEPTH};

/// All nodes of the tree as the README describes it, the leaves' own first: every filler stands
/// there and is hashed.
fn naive_levels(leaves: &[Hash]) -> Vec<Vec<Hash>> {
    let mut level: Vec<_> =
        leaves.iter().map(|leaf| blake2b(&[&[0], &leaf[..]].concat())).collect();
    level.resize(leaves.len().next_power_of_two(), FILLER);
    let mut levels = vec![level];
    while levels.last().unwrap().len() > 1 {
        let pairs = levels.last().unwrap().chunks(2);
        let above = pairs.map(|pair| blake2b(&[&[1], &pair.concat()[..]].concat())).collect();
        levels.push(above);
    }
    levels
}

fn naive_root(leaves: &[Hash]) -> Hash {
    let top = naive_levels(leaves).last().unwrap()[0];
    blake2b(&[&[2], &(leaves.len() as u32).to_le_bytes()[..], &top].concat())
}

/// All that `verify` is asked.
#[derive(Clone, Debug)]
struct Claim {
    root: Hash,
    count: u32,
    index: u32,
    leaf: Hash,
    proof: Vec<Hash>,
}

impl Claim {
    fn new(leaves: &[Hash], index: u32) -> Self {
        Self {
            root: root(leaves).unwrap(),
            count: leaves.len() as u32,
            index,
            leaf: leaves[index as usize],
            proof: proof(leaves, index).unwrap(),
        }
    }

    fn holds(&self) -> bool {
        verify(&self.root, self.count, self.index, &self.leaf, &self.proof)
    }

    /// Whether it holds after a change.
    fn holds_if(&self, change: impl FnOnce(&mut Self)) -> bool {
        let mut changed = self.clone();
        change(&mut changed);
        changed.holds()
    }
}

/// True claims of batches of 1 to 70 awards, their leaves any.
fn claims() -> impl Strategy<Value = (Vec<Hash>, Claim)> {
    (vec(any::<Hash>(), 1..=70), any::<Index>()).prop_map(|(leaves, index)| {
        let claim = Claim::new(&leaves, index.index(leaves.len()) as u32);
        (leaves, claim)
    })
}

#[test]
fn depth_should_be_the_logarithm_rounded_up_when_the_count_is_any() {
    let depths = [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (CHUNK, 9), (CHUNK + 1, 10)];
    for (count, expected) in depths {
        assert_eq!(depth(count), expected, "{count}");
    }
    assert_eq!(depth(MAX_AWARDS), MAX_DEPTH);
    assert_eq!(depth(MAX_AWARDS + 1), MAX_DEPTH + 1);
    assert_eq!(depth(u32::MAX), 32);
    for count in 1..=MAX_AWARDS {
        assert_eq!(1 << depth(count), count.next_power_of_two());
    }
}

#[test]
fn leaves_should_verify_at_their_own_index_alone_when_the_size_is_up_to_70() {
    for count in 1..=70 {
        let leaves = leaves(count);
        let tree = Tree::new(&leaves).unwrap();
        assert_eq!(tree.root(), naive_root(&leaves));
        let width = count.next_power_of_two();
        for index in 0..count {
            let proof = tree.proof(index).unwrap();
            let mut claim =
                Claim { root: tree.root(), count, index, leaf: leaves[index as usize], proof };
            for at in (0..2 * width).chain([index + (1 << 31), u32::MAX]) {
                claim.index = at;
                assert_eq!(claim.holds(), at == index, "{index} of {count} at {at}");
            }
            // The others' leaves do not verify by its proof, nor its leaf by the others' proofs.
            for (at, leaf) in (0..).zip(&leaves) {
                assert_eq!(verify(&claim.root, count, index, leaf, &claim.proof), at == index);
                let others = tree.proof(at).unwrap();
                assert_eq!(verify(&claim.root, count, at, &claim.leaf, &others), at == index);
                assert_eq!(verify(&claim.root, count, index, &claim.leaf, &others), at == index);
            }
        }
    }
}

#[test]
fn leaves_should_verify_at_their_own_index_alone_when_the_batch_is_large() {
    for count in [CHUNK - 1, CHUNK, CHUNK + 1, 1_000, 2_049, MAX_AWARDS - 1, MAX_AWARDS] {
        let leaves = leaves(count);
        let tree = Tree::new(&leaves).unwrap();
        assert_eq!(tree.root(), naive_root(&leaves));
        for (index, leaf) in (0..).zip(&leaves) {
            let proof = tree.proof(index).unwrap();
            assert_eq!(proof.len(), depth(count) as usize);
            assert!(verify(&tree.root(), count, index, leaf, &proof));
            for bit in 0..32 {
                let at = index ^ (1 << bit);
                assert!(!verify(&tree.root(), count, at, leaf, &proof), "{index} at {at}");
            }
        }
    }
}

#[test]
fn tree_should_not_exist_when_there_are_no_leaves_or_too_many() {
    let many = vec![Hash::default(); MAX_AWARDS as usize + 1];
    for leaves in [&[][..], &many] {
        assert_eq!((Tree::new(leaves), root(leaves), proof(leaves, 0)), (None, None, None));
    }
    assert!(root(&many[1..]).is_some());
}

#[test]
fn proof_should_not_exist_when_the_index_is_not_below_the_count() {
    for count in [1, 2, 5, 7, 8] {
        for index in (count..=16).chain([u32::MAX]) {
            assert_eq!(proof(&leaves(count), index), None, "{index} of {count}");
        }
    }
}

#[test]
fn claim_should_be_false_when_the_count_is_none_or_too_many() {
    let claim = Claim::new(&leaves(1), 0);
    assert!(claim.holds());
    assert!(!claim.holds_if(|claim| claim.count = 0));

    // A tree that is right but for its size.
    let levels = naive_levels(&leaves(MAX_AWARDS + 1));
    let top = levels.last().unwrap()[0];
    let claim = Claim {
        root: blake2b(&[&[2], &(MAX_AWARDS + 1).to_le_bytes()[..], &top].concat()),
        count: MAX_AWARDS + 1,
        index: 0,
        leaf: leaves(1)[0],
        proof: levels.iter().take(levels.len() - 1).map(|level| level[1]).collect(),
    };
    assert!(!claim.holds());
}

#[test]
fn claim_should_be_false_when_the_issuer_built_a_tree_of_another_depth() {
    for built in 1..=70 {
        let leaves = leaves(built);
        let levels = naive_levels(&leaves);
        let top = levels.last().unwrap()[0];
        for count in 1..=140 {
            // An honest root of `built` leaves, but that it names another count.
            let root = blake2b(&[&[2], &u32::to_le_bytes(count)[..], &top].concat());
            let claim = Claim { root, count, ..Claim::new(&leaves, 0) };
            assert_eq!(claim.holds(), depth(count) == depth(built), "{count} for {built}");
        }
    }
}

#[test]
fn inner_node_should_be_no_leaf_when_its_path_is_right() {
    for count in [2, 3, 4, 5, 8, 33, 64] {
        let leaves = leaves(count);
        let levels = naive_levels(&leaves);
        let root = root(&leaves).unwrap();
        for (height, level) in levels.iter().enumerate() {
            for (at, node) in level.iter().enumerate() {
                // The siblings on the node's way up.
                let above = levels.iter().enumerate().skip(height).take(levels.len() - 1 - height);
                let path: Vec<_> =
                    above.map(|(h, nodes)| nodes[(at >> (h - height)) ^ 1]).collect();
                // With the count that is true, and with all of the smaller depth.
                for claimed in (1..=1 << path.len()).chain([count]) {
                    assert!(!verify(&root, claimed, at as u32, node, &path));
                }
                // At the place of the first leaf below it, with siblings made up to the true depth.
                let padded = [vec![FILLER; height], path].concat();
                assert!(!verify(&root, count, (at << height) as u32, node, &padded));
            }
        }
    }
}

#[test]
fn filler_should_be_no_leaf_when_its_path_is_right() {
    for count in [3, 5, 6, 7, 33, 63] {
        let levels = naive_levels(&leaves(count));
        let root = root(&leaves(count)).unwrap();
        for index in count..count.next_power_of_two() {
            let path: Vec<_> = (0..depth(count) as usize)
                .map(|height| levels[height][(index as usize >> height) ^ 1])
                .collect();
            for claimed in count..=count.next_power_of_two() {
                assert!(!verify(&root, claimed, index, &FILLER, &path));
            }
        }
    }
}

#[test]
fn root_should_be_another_when_the_last_leaf_stands_twice() {
    // What a tree that copies its last node cannot tell apart.
    for count in 1..70 {
        let leaves = leaves(count);
        let doubled = [&leaves[..], &leaves[count as usize - 1..]].concat();
        assert_ne!(root(&leaves), root(&doubled));
    }
}

#[test]
fn leaf_should_verify_at_both_places_when_an_issuer_put_it_there_twice() {
    // Why a verifier takes the leaf from the opening and the index, and not from a caller.
    let mut leaves = leaves(4);
    leaves[3] = leaves[1];
    assert!(Claim::new(&leaves, 1).holds());
    assert!(Claim::new(&leaves, 3).holds());
    let leaf = OPENING.leaf(&crate::Place { index: 3, ..PLACE });
    assert!(!Claim { leaf, ..Claim::new(&leaves, 3) }.holds());
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn claim_should_hold_when_it_is_true((leaves, claim) in claims()) {
        prop_assert!(claim.holds());
        prop_assert_eq!(claim.root, naive_root(&leaves));
    }

    #[test]
    fn claim_should_be_false_when_a_bit_is_flipped(
        (_, claim) in claims(),
        bit in any::<Index>(),
    ) {
        let flip = |hash: &mut Hash, bit: usize| hash[bit / 8] ^= 1 << (bit % 8);
        let bit = bit.index(256);
        prop_assert!(!claim.holds_if(|claim| flip(&mut claim.root, bit)));
        prop_assert!(!claim.holds_if(|claim| flip(&mut claim.leaf, bit)));
        for at in 0..claim.proof.len() {
            prop_assert!(!claim.holds_if(|claim| flip(&mut claim.proof[at], bit)));
        }
        for bit in 0..32 {
            prop_assert!(!claim.holds_if(|claim| claim.index ^= 1 << bit));
            prop_assert!(!claim.holds_if(|claim| claim.count ^= 1 << bit));
        }
    }

    #[test]
    fn claim_should_be_false_when_the_count_is_another(
        (_, claim) in claims(),
        count in prop_oneof![0..=140u32, any::<u32>()],
    ) {
        prop_assert_eq!(claim.holds_if(|claim| claim.count = count), count == claim.count);
    }

    #[test]
    fn claim_should_be_false_when_the_proof_has_another_length(
        (_, claim) in claims(),
        more in vec(any::<Hash>(), 1..=14),
        at in any::<Index>(),
    ) {
        for extra in [&more[..], &[FILLER], &claim.proof] {
            if !extra.is_empty() {
                let after = [&claim.proof[..], extra].concat();
                prop_assert!(!claim.holds_if(|claim| claim.proof = after));
                let before = [extra, &claim.proof[..]].concat();
                prop_assert!(!claim.holds_if(|claim| claim.proof = before));
            }
        }
        if !claim.proof.is_empty() {
            let mut shorter = claim.clone();
            shorter.proof.remove(at.index(claim.proof.len()));
            prop_assert!(!shorter.holds());
            // The same with a count of that depth.
            let count = 1 << shorter.proof.len();
            shorter.index = claim.index.min(count - 1);
            shorter.count = count;
            prop_assert!(!shorter.holds());
        }
    }

    #[test]
    fn claim_should_be_false_when_two_hashes_of_the_proof_are_exchanged(
        (_, claim) in claims(),
        one in any::<Index>(),
        other in any::<Index>(),
    ) {
        let mut exchanged = claim.clone();
        if !claim.proof.is_empty() {
            let length = claim.proof.len();
            exchanged.proof.swap(one.index(length), other.index(length));
        }
        prop_assert_eq!(exchanged.holds(), exchanged.proof == claim.proof);
    }

    #[test]
    fn claim_should_be_false_when_all_of_it_is_made_up(
        root in any::<Hash>(),
        count in prop_oneof![0..=70u32, 0..=MAX_AWARDS + 1, any::<u32>()],
        index in prop_oneof![0..=70u32, any::<u32>()],
        leaf in any::<Hash>(),
        proof in vec(any::<Hash>(), 0..=14),
    ) {
        prop_assert!(!verify(&root, count, index, &leaf, &proof));
    }

    #[test]
    fn root_should_be_another_when_any_leaf_or_the_order_is_another(
        (leaves, claim) in claims(),
        leaf in any::<Hash>(),
        one in any::<Index>(),
        other in any::<Index>(),
    ) {
        let (one, other) = (one.index(leaves.len()), other.index(leaves.len()));
        let mut exchanged = leaves.clone();
        exchanged.swap(one, other);
        prop_assert_eq!(root(&exchanged) == Some(claim.root), exchanged == leaves);
        let mut replaced = leaves.clone();
        replaced[one] = leaf;
        prop_assert_eq!(root(&replaced) == Some(claim.root), replaced == leaves);
    }
}
