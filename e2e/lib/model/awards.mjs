// Awards as their issuers and holders make them: a second implementation of the leaves and trees of
// the crate `credential-award`, from its README.

import { blake2AsU8a } from '@polkadot/util-crypto';
import { hexToU8a, u8aConcat } from '@polkadot/util';

const DOMAIN = new TextEncoder().encode('vaka/credential/award/1');
const FILLER = new Uint8Array(32);

const hash = (...parts) => blake2AsU8a(u8aConcat(...parts), 256);
const u32 = (n) => new Uint8Array(new Uint32Array([n]).buffer);
const tagged = (tag, ...parts) => hash(Uint8Array.of(tag), ...parts);

/** The leaf of an award. `genesis` is hex, the members of `opening` are bytes. */
export function leafOf({ genesis, issuer, sequence, index }, { subject, salt, vc, sdJwt }) {
  const place = [hexToU8a(genesis), u32(issuer), u32(sequence), u32(index)];
  return hash(DOMAIN, ...place, subject, salt, vc, sdJwt);
}

/** The tree of a batch. */
export class Tree {
  constructor(leaves) {
    this.count = leaves.length;
    const width = 2 ** Math.ceil(Math.log2(leaves.length));
    const nodes = leaves.map((leaf) => tagged(0, leaf));
    this.levels = [[...nodes, ...Array(width - nodes.length).fill(FILLER)]];
    for (let level = this.levels[0]; level.length > 1; level = this.levels.at(-1)) {
      const pairs = Array.from({ length: level.length / 2 }, (_, n) => 2 * n);
      this.levels.push(pairs.map((n) => tagged(1, level[n], level[n + 1])));
    }
  }

  get root() {
    return tagged(2, u32(this.count), this.levels.at(-1)[0]);
  }

  /** The hashes beside the way from a leaf to the top. */
  proof(index) {
    return this.levels.slice(0, -1).map((level, height) => level[(index >> height) ^ 1]);
  }
}
