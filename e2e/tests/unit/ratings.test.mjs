// The hash of a rating, by the vector in the marketplace's overview.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { ratingHash } from '../../lib/model/ratings.mjs';

const OVERVIEW = new URL('../../../pallets/marketplace/src/overview.md', import.meta.url);
const filled = (hexByte) => new Uint8Array(32).fill(Number(`0x${hexByte}`));

test('the hash of a rating is that of the overview', () => {
  const vector =
    /A vector: genesis hash 32 times (\w+), order (\d+), by its buyer, the member (\d+), (\d) stars, text 32 times (\w+), salt 32 times (\w+):\s+`(\w{64})`/;
  const [, genesis, order, member, stars, text, salt, hash] = vector.exec(
    readFileSync(OVERVIEW, 'utf8'),
  );
  const rating = { stars: Number(stars), text: filled(text), salt: filled(salt) };
  const committer = { member: Number(member) };
  const made = ratingHash(filled(genesis), Number(order), 'Buyer', committer, rating);
  assert.equal(u8aToHex(made), `0x${hash}`);
});

test('an account commits otherwise than a member, and a seller otherwise than a buyer', () => {
  const rating = { stars: 5, text: filled('00'), salt: filled('22') };
  const hashes = [
    ['Buyer', { member: 5 }],
    ['Seller', { member: 5 }],
    ['Buyer', { publicKey: filled('05') }],
  ].map(([by, committer]) => u8aToHex(ratingHash(filled('09'), 7, by, committer, rating)));
  assert.equal(new Set(hashes).size, hashes.length);
});
