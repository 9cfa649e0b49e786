// A school with one batch of awards, as the chain has it.

import type { Answers } from './fake-village.ts';

export interface School {
  issuer: number;
  keys: Uint8Array[];
  root: Uint8Array;
  count: number;
  /** Marks, by chunks of 512 awards. */
  chunks: [number, Uint8Array][];
}

/** Nobody has been awarded anything yet. */
export const noSchool = (): School => ({
  issuer: 3,
  keys: [],
  root: new Uint8Array(32),
  count: 1,
  chunks: [],
});

const SCHEMA = 1;
const SLOT = 1_000;

export const batchOfSchool = ({ root, count }: School) => ({
  schema: SCHEMA,
  root,
  count,
  validUntil: undefined,
  issued: SLOT,
  key: 0,
  deposit: undefined,
});

export const answersOfSchool = (school: School): Answers => ({
  'credentialsApi.issuer': (issuer) =>
    issuer === school.issuer
      ? {
          account: new Uint8Array(32).fill(7),
          above: [],
          accredited: true,
          scope: { level: 10, schemas: { type: 'All' } },
          until: 2 * SLOT,
          quota: undefined,
          used: 1,
          withdrawals: [],
          next: 1,
          keys: school.keys.length,
          latestKeys: school.keys.map((key) => ({ key, since: 0 })),
          stake: 0n,
          awards: school.count,
          revoked: 0,
          upheld: 0,
          challenged: 0,
        }
      : undefined,
  'credentialsApi.statusList': (issuer, sequence) =>
    issuer === school.issuer && sequence === 0
      ? {
          schema: SCHEMA,
          count: school.count,
          validUntil: undefined,
          withdrawnSince: undefined,
          chunks: school.chunks,
        }
      : undefined,
});
