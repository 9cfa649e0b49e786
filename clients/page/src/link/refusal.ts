// Why a node's pool does not take a transaction.

import type { RpcError } from './transport.ts';

export type Reason =
  /** Its number was used: it, or another one of the account, is in a block. */
  | 'stale'
  /** Not signed for this chain and this runtime: the page is of another version. */
  | 'bad signature'
  | 'cannot pay'
  /** It is older than the chain remembers, or born in a block that the node does not have yet. */
  | 'birth unknown'
  /** Such calls are not open to anybody, or not now: the chain is halted. */
  | 'not allowed'
  /** No block has room for it. */
  | 'too large'
  /** Another transaction with the same number waits already. */
  | 'number taken'
  /** The pool is full, or the node cannot judge now: to try again may help. */
  | 'later'
  | 'other';

export class Refused extends Error {
  override name = 'Refused';

  constructor(
    readonly reason: Reason,
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/** Codes of the RPC `author_submitExtrinsic`. */
const INVALID = 1010;
const UNKNOWN_VALIDITY = 1011;
const BANNED = 1012;
const ALREADY_THERE = 1013;
const LOW_PRIORITY = 1014;
const DROPPED = 1016;

/** What the node calls an invalid transaction, by a part of its words. */
const WORDS: readonly (readonly [string, Reason])[] = [
  ['outdated', 'stale'],
  ['bad signature', 'bad signature'],
  ['ancient birth', 'birth unknown'],
  ['pay some fees', 'cannot pay'],
  ['exhaust', 'too large'],
  ['not expected', 'not allowed'],
  ['Custom error', 'not allowed'],
  ['signing address', 'not allowed'],
];

/** What an error of `author_submitExtrinsic` means; undefined if the pool has the transaction already. */
export function refusalOf(error: RpcError): Refused | undefined {
  const detail = error.message;
  switch (error.code) {
    case ALREADY_THERE:
      return undefined;
    case INVALID: {
      const [, reason] = WORDS.find(([words]) => detail.includes(words)) ?? [];
      return new Refused(reason ?? 'other', detail);
    }
    case LOW_PRIORITY:
      return new Refused('number taken', detail);
    case UNKNOWN_VALIDITY:
    case BANNED:
    case DROPPED:
      return new Refused('later', detail);
    default:
      return new Refused('other', detail);
  }
}
