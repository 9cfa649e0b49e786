// What became of a transaction that was sent. It is found by the account's state, not by a
// subscription: that works after a restart of the node, on another node, and days later. Blocks are
// large on a thin link, so only the one block is fetched that used the transaction's number.

import { decodeStored, storageKey } from '../chain/codec.ts';
import { type Outcome, outcomeOf } from '../chain/outcome.ts';
import { eventsKey } from '../generated/outcome.ts';
import { fromHex, toHex } from '../scale/bytes.ts';
import type { Chain, Head } from './chain.ts';
import { type Reason, Refused } from './refusal.ts';
import { LinkError, RpcError, sleep } from './transport.ts';

/** A signed transaction, with what is needed to find it again. It can be stored. */
export interface Sent {
  account: Uint8Array;
  nonce: number;
  bytes: Uint8Array;
  /** Other bytes of the same number that were signed for the same: one of all can be in a block. */
  earlier?: Uint8Array[];
  /** The height of the final block when it was signed: it is in none up to it. */
  since: number;
  /** The last block that may hold it. */
  death: number;
}

export type Fate =
  | { state: 'waiting' }
  /** In a block that may still be forgotten by the chain. */
  | { state: 'included'; height: number; outcome: Outcome }
  /** In a block for good. */
  | { state: 'final'; height: number; outcome: Outcome }
  /** Its number was used by another transaction of the account: it will never be in a block. */
  | { state: 'replaced' }
  /** Its time is over, and it is in no block. */
  | { state: 'expired' }
  /** Its number was used, so long ago that this node does not know by which transaction. */
  | { state: 'forgotten' };

/** Whether nothing more can happen to it. */
export function isSettled({ state }: Fate): boolean {
  return state !== 'waiting' && state !== 'included';
}

/** The node has not that state: it is no longer kept (`--state-pruning`), or its block was forgotten. */
class Pruned extends Error {}

interface Standing {
  nonce: number;
  exists: boolean;
}

class Search {
  constructor(
    private readonly chain: Chain,
    private readonly sent: Sent,
  ) {}

  async standingAt(hash: string): Promise<Standing> {
    let stored;
    try {
      stored = await this.chain.storedAt(hash, storageKey('system.account', [this.sent.account]));
    } catch (error) {
      if (error instanceof RpcError) throw new Pruned(error.message);
      throw error;
    }
    if (!stored) return { nonce: 0, exists: false };
    return { nonce: decodeStored('system.account', stored).nonce, exists: true };
  }

  /** What the chain up to a block knows of it: a fate, or undefined if its number is not used. */
  async upTo(head: Head, from: number): Promise<Fate | undefined> {
    const standing = await this.standingAt(head.hash);
    if (standing.exists && standing.nonce <= this.sent.nonce) return undefined;
    // An account that is gone may have gone by this transaction (a member who left), or not be there
    // yet.
    const isUsed = (then: Standing) =>
      then.nonce > this.sent.nonce || (!standing.exists && !then.exists);
    const height = await this.firstUse(isUsed, from, head.height);
    if (height === undefined) return standing.exists ? { state: 'forgotten' } : undefined;
    const hash = height === head.height ? head.hash : await this.chain.hashAt(height);
    const ours = [this.sent.bytes, ...(this.sent.earlier ?? [])].map(toHex);
    const extrinsics = await this.chain.extrinsicsAt(hash);
    const place = extrinsics.findIndex((one) => ours.includes(one));
    if (place < 0) return standing.exists ? { state: 'replaced' } : undefined;
    let events;
    try {
      events = await this.chain.storedAt(hash, fromHex(eventsKey));
    } catch (error) {
      if (error instanceof RpcError) return { state: 'forgotten' };
      throw error;
    }
    if (!events) throw new LinkError('nonsense', 'a block without events');
    return { state: 'final', height, outcome: outcomeOf(events, place) };
  }

  /**
   * The first block after `from` at whose end the number was used, or undefined if the states that
   * would tell are gone. It is used at the end of block `to`.
   */
  private async firstUse(
    isUsed: (standing: Standing) => boolean,
    from: number,
    to: number,
  ): Promise<number | undefined> {
    let [unused, used] = [from, to];
    let isKnown = true;
    while (used - unused > 1) {
      const middle = Math.floor((unused + used) / 2);
      try {
        const standing = await this.standingAt(await this.chain.hashAt(middle));
        if (isUsed(standing)) used = middle;
        else [unused, isKnown] = [middle, true];
      } catch (error) {
        if (!(error instanceof Pruned)) throw error;
        // Older states are gone, too.
        [unused, isKnown] = [middle, false];
      }
    }
    return isKnown ? used : undefined;
  }
}

/** What is known of it now. `from` is a block in which it surely was not. */
export async function fateOf(chain: Chain, sent: Sent): Promise<Fate> {
  const search = new Search(chain, sent);
  const final = await chain.head('final');
  const settled = await search.upTo(final, sent.since);
  if (settled) return settled;
  if (final.height >= sent.death) return { state: 'expired' };
  const known = await inBest(chain, search, final.height);
  return known?.state === 'final' ? { ...known, state: 'included' } : { state: 'waiting' };
}

/** What the blocks after the final one know of it. They may be forgotten while the page looks. */
async function inBest(chain: Chain, search: Search, final: number): Promise<Fate | undefined> {
  try {
    const best = await chain.head('best');
    return best.height > final ? await search.upTo(best, final) : undefined;
  } catch (error) {
    if (error instanceof Pruned || error instanceof RpcError) return undefined;
    throw error;
  }
}

export interface FollowOptions {
  timeoutMs: number;
  everyMs?: number;
  /** Hears of each change. */
  onFate?: (fate: Fate) => void;
}

/**
 * Offers a transaction until it is settled, and says what became of it. When the time is over it says
 * what was known last; the same may be followed again, also after the page was closed. It rejects with
 * `Refused` if the pool does not take it and the chain does not have it.
 */
export async function follow(chain: Chain, sent: Sent, options: FollowOptions): Promise<Fate> {
  const { timeoutMs, everyMs = 3_000, onFate } = options;
  const end = performance.now() + timeoutMs;
  let last: Fate = { state: 'waiting' };
  for (;;) {
    try {
      // A node that was restarted has forgotten it. To offer it twice does no harm.
      const refusal = last.state === 'waiting' ? await offered(chain, sent) : undefined;
      const fate = await fateOf(chain, sent);
      if (fate.state !== last.state) onFate?.(fate);
      last = fate;
      if (isSettled(fate)) return fate;
      if (fate.state === 'waiting' && refusal && !mayPass(refusal)) throw refusal;
    } catch (error) {
      // A link that is down is no answer about the transaction.
      if (!(error instanceof LinkError) || error.why === 'closed') throw error;
    }
    if (performance.now() + everyMs >= end) return last;
    await sleep(everyMs);
  }
}

async function offered(chain: Chain, { bytes }: Sent): Promise<Refused | undefined> {
  try {
    await chain.offer(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

/**
 * Refusals that say nothing for good: a full pool, a node that lacks the newest blocks, a number that
 * is used in a block that is not final yet.
 */
const PASSING: readonly Reason[] = ['later', 'stale', 'number taken', 'birth unknown'];

function mayPass({ reason }: Refused): boolean {
  return PASSING.includes(reason);
}
