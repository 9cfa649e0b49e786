//! The first block of a chain, as its spec makes it.

use std::collections::BTreeMap;

use codec::DecodeAll;
use sp_core::Blake2Hasher;
use sp_trie::{LayoutV1, TrieConfiguration};

use crate::finality::Checkpoint;
use crate::header::{Authorities, Header};
use crate::storage_key;

/// The first block as a checkpoint, of all values that its storage begins with. `None` if they name no
/// validators.
pub fn checkpoint(storage: &BTreeMap<Vec<u8>, Vec<u8>>) -> Option<Checkpoint> {
    type Layout = LayoutV1<Blake2Hasher>;
    let header = Header {
        parent_hash: [0; 32],
        number: 0,
        state_root: Layout::trie_root(storage).into(),
        extrinsics_root: Layout::trie_root::<_, Vec<u8>, Vec<u8>>([]).into(),
        digest: Vec::new(),
    };
    let authorities = storage.get(&storage_key::of("Grandpa", "Authorities"))?;
    let authorities = Authorities::decode_all(&mut authorities.as_slice()).ok()?;
    Some(Checkpoint { block: header.hash(), number: 0, set_id: 0, authorities })
}
