//! Proofs by which a revoked award would escape its mark, or something that was never awarded would
//! pass for an award.

use crate::{mock::*, *};
use credential_award::Hash;
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair;
use sp_io::hashing::blake2_256;

/// What stands where a batch has no award.
const FILLER: Hash = [0; 32];

/// All nodes of a batch's tree, those of the leaves first, as the crate's documentation lays them
/// out.
fn levels(class: &Class) -> Vec<Vec<Hash>> {
    let leaves = class.leaves();
    let nodes = leaves.iter().map(|leaf| blake2_256(&[&[0], &leaf[..]].concat()));
    let mut level = nodes.collect::<Vec<_>>();
    let mut all = Vec::<Vec<Hash>>::new();
    level.resize(leaves.len().next_power_of_two(), FILLER);
    while level.len() > 1 {
        let pairs = level.chunks(2);
        let above = pairs.map(|pair| blake2_256(&[&[1], &pair.concat()[..]].concat())).collect();
        all.push(std::mem::replace(&mut level, above));
    }
    all.push(level);
    all
}

fn standing(class: &Class, index: u32, leaf: Hash, proof: &[Hash]) -> Standing {
    Credentials::verify(class.issuer, class.sequence, index, leaf, proof.to_vec()).standing
}

fn refused(class: &Class, index: u32, leaf: Hash, proof: &[Hash]) {
    let standing = standing(class, index, leaf, proof);
    assert_eq!(standing, Standing::NotInBatch, "{index} with {} hashes", proof.len());
}

/// The college's class of five, the first of whom is revoked. The tree has eight places.
fn revoked() -> Class {
    let class = college();
    assert_ok!(class.revoke(COLLEGE, &[0]));
    assert_eq!(class.standing(0), Standing::Revoked);
    class
}

/// The call that binds an award as its holder would, but with this proof.
fn bind(class: &Class, index: u32, opening: u32, proof: &[Hash]) -> sp_runtime::DispatchResult {
    let message = Credentials::bind_payload(class.issuer, class.sequence, index, OUTSIDER);
    Credentials::bind(
        signed(OUTSIDER),
        class.issuer,
        class.sequence,
        index,
        class.opening(opening),
        proof.to_vec().try_into().expect("short"),
        pair(class.seeds[opening as usize]).sign(&message).0,
    )
}

#[test]
fn tree_of_these_tests_should_be_the_pallets() {
    build_and_execute(|| {
        let class = college();
        let levels = levels(&class);
        assert_eq!(levels.iter().map(Vec::len).collect::<Vec<_>>(), [8, 4, 2, 1]);
        let root = blake2_256(&[&[2], &5u32.to_le_bytes()[..], &levels[3][0]].concat());
        assert_eq!(root, class.root());
        let proof = [levels[0][1], levels[1][1], levels[2][1]];
        assert_eq!(proof.to_vec(), class.proof(0));
        assert_eq!(standing(&class, 0, class.leaf(0), &proof), Standing::Valid);
    });
}

#[test]
fn proof_of_a_wrong_depth_should_be_refused() {
    build_and_execute(|| {
        let class = revoked();
        for index in 0..5 {
            let (leaf, proof) = (class.leaf(index), class.proof(index));
            assert_eq!(proof.len(), 3);
            for length in [0, 1, 2] {
                refused(&class, index, leaf, &proof[..length]);
                refused(&class, index, leaf, &proof[3 - length..]);
            }
            for more in [FILLER, leaf, class.root(), levels(&class)[3][0]] {
                refused(&class, index, leaf, &[&proof[..], &[more]].concat());
                refused(&class, index, leaf, &[&[more], &proof[..]].concat());
            }
            // As long as the deepest tree's, and as one of a batch of any size.
            let long = |length: usize| [&proof[..], &vec![FILLER; length - 3]].concat();
            refused(&class, index, leaf, &long(12));
            refused(&class, index, leaf, &long(32));
            refused(&class, index, leaf, &long(256));
            let noop = || bind(&class, index, index, &proof[..2]);
            assert_noop!(noop(), Error::<Test>::NotInBatch);
            assert_noop!(bind(&class, index, index, &long(12)), Error::<Test>::NotInBatch);
        }
    });
}

#[test]
fn inner_node_should_not_pass_for_a_leaf() {
    build_and_execute(|| {
        let class = revoked();
        let levels = levels(&class);
        for (height, nodes) in levels.iter().enumerate() {
            for (at, node) in nodes.iter().enumerate() {
                // The rest of the way up from this node,
                let rest = (height..3).map(|above| levels[above][(at >> (above - height)) ^ 1]);
                let rest = rest.collect::<Vec<_>>();
                for index in 0..8 {
                    refused(&class, index, *node, &rest);
                    // and with so many hashes before it that the length is right.
                    for before in [FILLER, *node, class.leaf(0), class.root()] {
                        let padded = [vec![before; height], rest.clone()].concat();
                        assert_eq!(padded.len(), 3);
                        refused(&class, index, *node, &padded);
                    }
                }
            }
        }
        refused(&class, 0, class.root(), &[]);
    });
}

#[test]
fn children_of_a_node_should_not_pass_for_a_leaf() {
    // In a tree whose leaves and inner nodes are hashed alike, the two children of a node are the
    // opening of a leaf. Here a leaf is one hash, and hashed once more with a mark of its own.
    build_and_execute(|| {
        let class = revoked();
        let levels = levels(&class);
        let pair = [levels[0][0], levels[0][1]].concat();
        let rest = [levels[1][1], levels[2][1]];
        for leaf in [blake2_256(&pair), blake2_256(&[&[1], &pair[..]].concat())] {
            for index in 0..5 {
                refused(&class, index, leaf, &rest);
            }
        }
    });
}

#[test]
fn revoked_award_should_verify_at_no_second_index() {
    build_and_execute(|| {
        let class = revoked();
        let (leaf, proof) = (class.leaf(0), class.proof(0));
        for other in (1..600).chain([1 << 8, 1 << 16, 1 << 31, u32::MAX]) {
            refused(&class, other, leaf, &proof);
            let noop = || bind(&class, other, 0, &proof);
            assert_noop!(noop(), Error::<Test>::NotInBatch);
        }
        // Nor by the proofs of the others, in any order of the hashes.
        for index in 0..5 {
            let others = class.proof(index);
            for (a, b, c) in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)] {
                let proof = [others[a], others[b], others[c]];
                for at in 1..8 {
                    refused(&class, at, leaf, &proof);
                }
            }
        }
        assert_noop!(bind(&class, 0, 0, &proof), Error::<Test>::Revoked);
    });
}

#[test]
fn revoked_award_should_verify_in_no_other_batch() {
    build_and_execute(|| {
        let class = revoked();
        let other = accredit_with_key(CAMPUS);
        // The same people, awarded by the same issuer again, and by another one.
        issue(COLLEGE, 0, class.schema, &class.seeds);
        issue(CAMPUS, other, class.schema, &class.seeds);
        for (issuer, sequence) in [(0, 1), (other, 0)] {
            let shown = Class { issuer, sequence, ..class.clone() };
            refused(&shown, 0, class.leaf(0), &class.proof(0));
            assert_noop!(bind(&shown, 0, 0, &class.proof(0)), Error::<Test>::NotInBatch);
        }
    });
}

#[test]
fn root_that_is_issued_twice_should_not_double_the_awards() {
    build_and_execute(|| {
        let class = revoked();
        // The issuer puts the same root on the chain once more. The leaves name the first batch.
        let (root, count) = (class.root(), 5);
        let origin = signed(COLLEGE);
        assert_ok!(Credentials::issue_batch(origin, 0, 1, class.schema, root, count, None));
        let second = Class { sequence: 1, ..class.clone() };
        for index in 0..5 {
            // A verifier who opens the award computes another leaf for the second batch.
            assert_ne!(second.leaf(index), class.leaf(index));
            refused(&second, index, second.leaf(index), &class.proof(index));
            let noop = || bind(&second, index, index, &class.proof(index));
            assert_noop!(noop(), Error::<Test>::NotInBatch);
        }
    });
}

#[test]
fn filler_should_not_pass_for_a_leaf() {
    build_and_execute(|| {
        let class = revoked();
        let levels = levels(&class);
        let first = class.leaf(0);
        for index in 5..8usize {
            // The true way up from the place of the filler.
            let proof =
                [levels[0][index ^ 1], levels[1][(index / 2) ^ 1], levels[2][(index / 4) ^ 1]];
            for leaf in [FILLER, levels[0][index], first, blake2_256(&FILLER)] {
                refused(&class, index as u32, leaf, &proof);
                // Nor at a place that exists.
                for at in 0..5 {
                    refused(&class, at, leaf, &proof);
                }
            }
        }
        // The last award's sibling is a filler. It is no award.
        assert_eq!(class.proof(4)[0], FILLER);
        assert_eq!(class.standing(4), Standing::Valid);
    });
}

#[test]
fn batch_of_one_should_have_no_second_leaf() {
    build_and_execute(|| {
        let class = college();
        let one = issue(COLLEGE, 0, class.schema, &[105]);
        let leaf = one.leaf(0);
        assert_eq!(one.proof(0), Vec::<Hash>::new());
        assert_ok!(one.revoke(COLLEGE, &[0]));
        assert_eq!(standing(&one, 0, leaf, &[]), Standing::Revoked);
        for more in [FILLER, leaf, one.root()] {
            refused(&one, 0, leaf, &[more]);
            refused(&one, 1, leaf, &[more]);
            refused(&one, 0, more, &[leaf]);
        }
        refused(&one, 1, leaf, &[]);
        refused(&one, 0, one.root(), &[]);
        refused(&one, 0, FILLER, &[]);
        refused(&one, 0, blake2_256(&[&[0], &leaf[..]].concat()), &[]);
    });
}

#[test]
fn batch_should_not_pass_for_one_of_another_size() {
    build_and_execute(|| {
        let class = college();
        // The issuer says that there are eight, so that fillers would be awards; or fewer.
        for (sequence, count) in [(1, 8), (2, 6), (3, 4), (4, 1)] {
            let class = Class { sequence, ..class.clone() };
            // The leaves are those of that batch, so only the count is wrong.
            let root = class.root();
            let origin = signed(COLLEGE);
            let call =
                Credentials::issue_batch(origin, 0, sequence, class.schema, root, count, None);
            assert_ok!(call);
            for index in 0..8 {
                let known = index.min(4);
                refused(&class, index, class.leaf(known), &class.proof(known));
                refused(&class, index, FILLER, &class.proof(4));
            }
        }
    });
}

#[test]
fn doubled_award_should_have_one_index() {
    build_and_execute(|| {
        let class = college();
        // The issuer puts one leaf into a batch twice, to have a second one when the first is
        // revoked. The leaf names the first place.
        let doubled = Class { sequence: 1, seeds: vec![110, 110], ..class };
        let leaf = doubled.leaf(0);
        let leaves = [leaf, leaf];
        let root = credential_award::root(&leaves).expect("a root");
        let origin = signed(COLLEGE);
        assert_ok!(Credentials::issue_batch(origin, 0, 1, doubled.schema, root, 2, None));
        let proof = credential_award::proof(&leaves, 1).expect("a proof");
        assert_ok!(doubled.revoke(COLLEGE, &[0]));
        // A verifier who opens the award at the second place computes another leaf.
        assert_ne!(doubled.leaf(1), leaf);
        refused(&doubled, 1, doubled.leaf(1), &proof);
        assert_noop!(bind(&doubled, 1, 0, &proof), Error::<Test>::NotInBatch);
        assert_noop!(bind(&doubled, 1, 1, &proof), Error::<Test>::NotInBatch);
        assert_noop!(bind(&doubled, 0, 0, &proof), Error::<Test>::Revoked);
    });
}

#[test]
fn opening_should_not_pass_on_another_chain() {
    build_and_execute(|| {
        let class = college();
        let (leaf, proof) = (class.leaf(0), class.proof(0));
        assert_eq!(standing(&class, 0, leaf, &proof), Standing::Valid);
        // The same calls on another chain make another leaf.
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256([8; 32]));
        assert_ne!(class.leaf(0), leaf);
        assert_noop!(bind(&class, 0, 0, &proof), Error::<Test>::NotInBatch);
    });
}
