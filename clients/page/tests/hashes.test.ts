// What people sign and hash besides transactions, by the vectors of the pallets' pages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  awardLeaf,
  bindBytes,
  consentBytes,
  jurorHash,
  pickupHash,
  ratingHash,
} from '../src/chain/hashes.ts';
import {
  type Envelope,
  envelopeOf,
  batchOf,
  BadEnvelope,
  isInBatch,
  leadsTo,
} from '../src/credentials/envelope.ts';
import { fromHex, toHex } from '../src/scale/bytes.ts';
import { xxh64 } from '../src/scale/xxhash.ts';
import { xxhashAsHex } from '@polkadot/util-crypto';

const of = (byte: number, length = 32) => new Uint8Array(length).fill(byte);
const from = (start: number) => Uint8Array.from({ length: 32 }, (_, i) => start + i);

const README = readFileSync('../../pallets/credentials/award/README.md', 'utf8');
const OVERVIEW = readFileSync('../../pallets/marketplace/src/overview.md', 'utf8');

const place = { genesis: from(0), issuer: 7, sequence: 3, index: 4 };
const opening = { subject: from(0x20), salt: from(0x40), vc: from(0x60), sdJwt: from(0x80) };

describe('bytes that people sign', () => {
  it('should be a rating’s as the overview of the marketplace has it', () => {
    const [, vector] = /`([0-9a-f]{64})`/.exec(OVERVIEW.slice(OVERVIEW.indexOf('A vector:')))!;
    const hash = ratingHash(of(9), {
      order: 7n,
      by: 'Buyer',
      committer: { type: 'Member', value: 5 },
      stars: 4,
      text: of(0x11),
      salt: of(0x22),
    });
    assert.equal(toHex(hash), `0x${vector}`);
  });

  it('should be other bytes for whatever differs', () => {
    const code = of(1, 16);
    const some = [
      pickupHash(of(9), of(2), 3, 4, code),
      pickupHash(of(8), of(2), 3, 4, code),
      pickupHash(of(9), of(1), 3, 4, code),
      pickupHash(of(9), of(2), 4, 3, code),
      pickupHash(of(9), of(2), 3, 4, of(2, 16)),
      jurorHash(of(9), 1, 2, 3, of(4)),
      jurorHash(of(9), 2, 1, 3, of(4)),
      ratingHash(of(9), {
        order: 7n,
        by: 'Seller',
        committer: { type: 'Account', value: of(5) },
        stars: 4,
        text: of(0),
        salt: of(0x22),
      }),
    ].map(toHex);
    assert.equal(new Set(some).size, some.length);
  });

  it('should name domain, chain, purpose, account and time in a consent', () => {
    const bytes = consentBytes(of(9), { type: 'Replace', member: 258 }, of(3), 77);
    const expected = Buffer.concat([
      Buffer.from('vaka/consent/1'),
      of(9),
      Uint8Array.of(1, 2, 1, 0, 0),
      of(3),
      Uint8Array.of(77, 0, 0, 0),
    ]);
    assert.equal(toHex(bytes), toHex(expected));
    const join = consentBytes(of(9), { type: 'Join', community: 258 }, of(3), 77);
    assert.notEqual(toHex(join), toHex(bytes));
    const bind = bindBytes(place, of(3));
    assert.equal(toHex(bind).slice(2, 42), Buffer.from('vaka/credential/bind').toString('hex'));
    assert.equal(bind.length, 20 + 32 + 12 + 32);
  });
});

describe('awards in a batch', () => {
  const table = [...README.matchAll(/^\| (\d+) \| \d+ \| `([0-9a-f]{64})` \|$/gm)];
  const proof = [...README.matchAll(/^\| \d \| sibling \| `([0-9a-f]{64})` \|$/gm)].map(
    ([, hash]) => fromHex(`0x${hash}`),
  );
  const rootOf = (count: number) => fromHex(`0x${table.find(([, n]) => Number(n) === count)![2]}`);
  const batch = (count: number) => ({
    genesis: place.genesis,
    issuer: 7,
    sequence: 3,
    root: rootOf(count),
    count,
    keys: [],
  });
  const envelope: Envelope = { place, opening, proof };

  it('should have the leaf of the vector', () => {
    const [, leaf] = /^leaf +([0-9a-f]{64})$/m.exec(README)!;
    assert.equal(toHex(awardLeaf(place, opening)), `0x${leaf}`);
  });

  it('should lead to the root, from their own place alone', () => {
    assert.equal(proof.length, 3);
    assert.equal(leadsTo(envelope, batch(5)), true);
    assert.equal(isInBatch(envelope, batch(5)), true);
    assert.equal(leadsTo({ ...envelope, place: { ...place, index: 3 } }, batch(5)), false);
    assert.equal(leadsTo({ ...envelope, place: { ...place, index: 5 } }, batch(5)), false);
    assert.equal(leadsTo({ ...envelope, proof: proof.slice(1) }, batch(5)), false);
    assert.equal(leadsTo({ ...envelope, proof: [...proof].reverse() }, batch(5)), false);
    assert.equal(leadsTo({ ...envelope, opening: { ...opening, salt: of(1) } }, batch(5)), false);
    assert.equal(leadsTo(envelope, { ...batch(5), count: 6 }), false);
    assert.equal(isInBatch(envelope, { ...batch(5), sequence: 4 }), false);
    assert.equal(isInBatch(envelope, { ...batch(5), genesis: of(1) }), false);
    const alone = { place: { ...place, index: 0 }, opening, proof: [] };
    assert.equal(leadsTo(alone, batch(1)), true);
    assert.equal(leadsTo(alone, batch(2)), false);
  });

  it('should be read from the files of vaka-credential, and from nothing else', () => {
    const hex = (bytes: Uint8Array) => toHex(bytes);
    const file = {
      format: 'vaka/credential/1',
      genesis: hex(place.genesis),
      issuer: 7,
      sequence: 3,
      index: 4,
      subject: hex(opening.subject),
      salt: hex(opening.salt),
      vc: hex(opening.vc),
      sdJwt: hex(opening.sdJwt),
      proof: proof.map(hex),
    };
    assert.deepEqual(envelopeOf(JSON.stringify(file)), envelope);
    const copy = {
      format: file.format,
      genesis: file.genesis,
      issuer: 7,
      sequence: 3,
      schema: 1,
      root: hex(rootOf(5)),
      count: 5,
    };
    assert.equal(isInBatch(envelope, batchOf(JSON.stringify(copy))), true);
    for (const change of [
      { format: 'vaka/credential/2' },
      { index: 4096 },
      { index: -1 },
      { index: 1.5 },
      { issuer: '7' },
      { salt: '0x00' },
      { salt: hex(opening.salt).replace('4', 'g') },
      { proof: Array(13).fill(hex(of(0))) },
      { proof: 'none' },
    ]) {
      assert.throws(() => envelopeOf(JSON.stringify({ ...file, ...change })), BadEnvelope);
    }
    for (const text of ['', 'null', '[]', '{', ' '.repeat(70_000)]) {
      assert.throws(() => envelopeOf(text), BadEnvelope);
      assert.throws(() => batchOf(text), BadEnvelope);
    }
    assert.throws(() => batchOf(JSON.stringify({ ...copy, count: 0 })), BadEnvelope);
  });
});

describe('xxh64', () => {
  it('should be as @polkadot/util-crypto computes it', () => {
    for (let length = 0; length < 32; length += 1) {
      for (const start of [0, 7, 200]) {
        const bytes = Uint8Array.from({ length }, (_, i) => (start + 31 * i) & 255);
        assert.equal(toHex(xxh64(bytes)), xxhashAsHex(bytes, 64), `${length} bytes`);
      }
    }
    assert.throws(() => xxh64(of(0, 32)), RangeError);
  });
});
