// What the chain has of one batch of awards, small enough to be kept: with it an award is checked without
// a network, as of the block that the record is of.

import type { View } from '../link/chain.ts';
import { equal } from '../scale/bytes.ts';
import { type Envelope, leadsTo } from './envelope.ts';

export interface BatchRecord {
  /** The keys that the issuer has or had. */
  keys: Uint8Array[];
  /** None if the chain has no such batch. */
  batch: KeptBatch | undefined;
}

export interface KeptBatch {
  root: Uint8Array;
  count: number;
  /** What the people's schema is called of which these awards are. */
  title: Uint8Array | undefined;
  /** Unix seconds from which the awards are valid no longer; without it they are for ever. */
  validUntil: bigint | undefined;
  /** A slot, if the people withdrew the issuer's accreditation from before these awards. */
  withdrawnSince: number | undefined;
  /** Two bits for each award, by chunks in which something is marked. */
  chunks: readonly (readonly [number, Uint8Array])[];
}

/** Asks for a batch, all of one block. */
export async function recordOf(view: View, issuer: number, sequence: number): Promise<BatchRecord> {
  const [known, batch, status] = await Promise.all([
    view.ask('credentialsApi.issuer', issuer),
    view.read('credentials.batches', issuer, sequence),
    view.ask('credentialsApi.statusList', issuer, sequence),
  ]);
  const keys = known?.latestKeys.map(({ key }) => key) ?? [];
  if (!batch || !status) return { keys, batch: undefined };
  const schema = await view.ask('credentialsApi.schema', status.schema);
  const { root, count } = batch;
  const { validUntil, withdrawnSince, chunks } = status;
  return { keys, batch: { root, count, title: schema?.title, validUntil, withdrawnSince, chunks } };
}

const CHUNK = 512;
const REVOKED = 0b01;
const SUSPENDED = 0b10;

/** The marks of an award. Beyond the last byte of a chunk nothing is marked. */
function marksOf({ chunks }: KeptBatch, index: number): number {
  const [, bytes] = chunks.find(([chunk]) => chunk === Math.floor(index / CHUNK)) ?? [];
  const at = index % CHUNK;
  return ((bytes?.[Math.floor(at / 4)] ?? 0) >> (2 * (at % 4))) & 0b11;
}

export type Standing =
  /** The award is not in the batch, or there is no such batch. */
  | 'NotInBatch'
  /** It is, but the key that signed the document is none of the issuer's. */
  | 'NotIssuersKey'
  | 'Revoked'
  | 'IssuerWithdrawn'
  | 'Suspended'
  | 'Expired'
  | 'Valid';

/**
 * What an award is worth by a record: the first reason why it counts for nothing, in the chain's own order.
 *
 * @param issuerKey the key that signed the document
 * @param seconds unix time, for what has expired since
 */
export function standingBy(
  { keys, batch }: BatchRecord,
  envelope: Envelope,
  issuerKey: Uint8Array,
  seconds: number,
): Standing {
  if (!batch || !leadsTo(envelope, batch)) return 'NotInBatch';
  if (!keys.some((key) => equal(key, issuerKey))) return 'NotIssuersKey';
  const marks = marksOf(batch, envelope.place.index);
  if (marks & REVOKED) return 'Revoked';
  if (batch.withdrawnSince !== undefined) return 'IssuerWithdrawn';
  if (marks & SUSPENDED) return 'Suspended';
  if (batch.validUntil !== undefined && batch.validUntil <= BigInt(Math.floor(seconds))) {
    return 'Expired';
  }
  return 'Valid';
}

/** Whether it stays so, however old the record is. A batch that was not there may be there by now. */
export const isForGood = (standing: Standing, { batch }: BatchRecord) =>
  batch !== undefined && ['NotInBatch', 'Revoked', 'Expired'].includes(standing);
