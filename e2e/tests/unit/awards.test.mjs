// The second implementation of awards gives the vectors by which the Rust crate is tested.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { leafOf, Tree } from '../../lib/model/awards.mjs';

const README = readFileSync(
  new URL('../../../pallets/credentials/award/README.md', import.meta.url),
  'utf8',
);
const field = (name) => new RegExp(`^${name} +(\\w+)$`, 'm').exec(README)[1];
const bytes = (name) => hexToU8a(`0x${field(name)}`);

const OPENING = {
  subject: bytes('subject'),
  salt: bytes('salt'),
  vc: bytes('vc'),
  sdJwt: bytes('sd_jwt'),
};
const leaf = (index) => {
  const [issuer, sequence] = ['issuer', 'sequence'].map((name) => Number(field(name)));
  return leafOf({ genesis: `0x${field('genesis')}`, issuer, sequence, index }, OPENING);
};
const tree = (count) => new Tree(Array.from({ length: count }, (_, index) => leaf(index)));

test('a leaf has the bytes of the vector', () => {
  assert.equal(u8aToHex(leaf(Number(field('index')))), `0x${field('leaf')}`);
});

test('batches of all sizes of the vectors have their roots', () => {
  const rows = [...README.matchAll(/^\| (\d+) \| (\d+) \| `(\w{64})` \|$/gm)];
  assert.ok(rows.length >= 7);
  for (const [, count, depth, root] of rows) {
    const made = tree(Number(count));
    assert.equal(u8aToHex(made.root), `0x${root}`, `of ${count}`);
    assert.equal(made.proof(0).length, Number(depth), `of ${count}`);
  }
});

test('the proof is that of the vector', () => {
  const rows = [...README.matchAll(/^\| \d \| sibling \| `(\w{64})` \|$/gm)];
  const siblings = rows.map(([, sibling]) => `0x${sibling}`);
  assert.equal(siblings.length, 3);
  const proof = tree(5).proof(Number(field('index')));
  assert.deepEqual(
    proof.map((hash) => u8aToHex(hash)),
    siblings,
  );
});
