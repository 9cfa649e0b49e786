// What an award is worth by what a device keeps of the chain: the first reason against it, in the chain's own
// order (pallets/credentials/src/standing.rs).

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type BatchRecord,
  isForGood,
  type KeptBatch,
  standingBy,
} from '../src/credentials/record.ts';
import { batchWith } from './lib/batch.ts';

const of = (byte: number) => new Uint8Array(32).fill(byte);
const NOW = 1_800_000_000;
const INDEX = 517;

describe('an award by a record', () => {
  const place = { genesis: of(1), issuer: 3, sequence: 2, index: INDEX };
  const opening = { subject: of(2), salt: of(3), vc: of(4), sdJwt: of(5) };
  const { envelope, root, count } = batchWith(place, opening, 1024);
  const key = of(9);
  const batch: KeptBatch = {
    root,
    count,
    title: undefined,
    validUntil: BigInt(NOW + 1),
    withdrawnSince: undefined,
    chunks: [],
  };
  const record = (change: Partial<KeptBatch> = {}): BatchRecord => ({
    keys: [of(8), key],
    batch: { ...batch, ...change },
  });
  /** The bytes of the second chunk, in which the award at the index has these two bits. */
  const marked = (bits: number): KeptBatch['chunks'] => [
    [0, Uint8Array.of(0xff, 0xff)],
    [1, Uint8Array.of(0xff, 0b1111_0011 | (bits << 2))],
  ];
  const standing = (is: BatchRecord, now = NOW) => standingBy(is, envelope, key, now);

  it('should be valid if nothing is against it', () => {
    assert.equal(standing(record()), 'Valid');
    assert.equal(standing(record({ validUntil: undefined }), 1e12), 'Valid');
    // Its neighbours' marks are not its own, and beyond the last byte nothing is marked.
    assert.equal(standing(record({ chunks: marked(0) })), 'Valid');
    assert.equal(standing(record({ chunks: [[1, Uint8Array.of(0xff)]] })), 'Valid');
    assert.equal(standing(record({ chunks: [[0, new Uint8Array(128).fill(0xff)]] })), 'Valid');
  });

  it('should be of the batch, by a key of its issuer', () => {
    assert.equal(standing({ keys: [key], batch: undefined }), 'NotInBatch');
    assert.equal(standing(record({ root: of(0) })), 'NotInBatch');
    assert.equal(standing(record({ count: 512 })), 'NotInBatch');
    const elsewhere = { ...envelope, place: { ...place, index: INDEX + 1 } };
    assert.equal(standingBy(record(), elsewhere, key, NOW), 'NotInBatch');
    const foreign = { ...envelope, place: { ...place, genesis: of(7) } };
    assert.equal(standingBy(record(), foreign, key, NOW), 'NotInBatch');
    assert.equal(standingBy(record(), envelope, of(7), NOW), 'NotIssuersKey');
    assert.equal(standing({ ...record(), keys: [] }), 'NotIssuersKey');
  });

  it('should count for nothing for the first reason that there is', () => {
    const expired = { validUntil: BigInt(NOW) };
    const withdrawn = { ...expired, withdrawnSince: 7 };
    assert.equal(standing(record({ ...withdrawn, chunks: marked(0b11) })), 'Revoked');
    assert.equal(standing(record({ ...withdrawn, chunks: marked(0b10) })), 'IssuerWithdrawn');
    assert.equal(standing(record({ ...expired, chunks: marked(0b10) })), 'Suspended');
    assert.equal(standing(record({ ...expired, chunks: marked(0b01) })), 'Revoked');
    assert.equal(standing(record(expired)), 'Expired');
    assert.equal(standing(record({ withdrawnSince: 0 })), 'IssuerWithdrawn');
  });

  it('should stay what cannot change, and nothing else, however old the record is', () => {
    const stays = (['Revoked', 'Expired', 'NotInBatch'] as const).map((one) =>
      isForGood(one, record()),
    );
    assert.deepEqual(stays, [true, true, true]);
    const changes = (['Valid', 'Suspended', 'IssuerWithdrawn', 'NotIssuersKey'] as const).map(
      (one) => isForGood(one, record()),
    );
    assert.deepEqual(changes, [false, false, false, false]);
    // The batch may have been issued since.
    assert.equal(isForGood('NotInBatch', { keys: [], batch: undefined }), false);
  });
});
