// Where a person's own key stands to what is shown: members, and the chain's time.

import { type Look, useApp, useChain } from '../app/context.ts';
import type { MemberView } from '../generated/chain.ts';
import { toHex } from '../scale/bytes.ts';

/** Slots of governance are six seconds long. */
const SLOT_MS = 6_000;

export interface Me {
  member: MemberView | undefined;
  freeCalls: number;
  /** The free balance, in the smallest unit of VAKA. */
  free: bigint;
}

/** What the chain knows of the account whose key is here. */
export function useMe(): Look<Me> & { account: Uint8Array | undefined } {
  const { session } = useApp();
  const { account } = session;
  const look = useChain(account && `me/${toHex(account)}`, async (view) => {
    const [member, freeCalls, stored] = await Promise.all([
      view.ask('communitiesApi.memberByAccount', account!),
      view.ask('communitiesApi.freeCalls', account!),
      view.read('system.account', account!),
    ]);
    return { member, freeCalls, free: stored.data.free };
  });
  return { ...look, account };
}

export interface Clock {
  now: number;
  open: number;
  day: number;
}

/** The chain's clock, by which deadlines are counted. */
export function useClock(): Look<Clock> & {
  at(slot: number, by?: 'now' | 'open'): number | undefined;
} {
  const look = useChain('clock', async (view) => {
    const [now, open, day] = await Promise.all([
      view.ask('clockApi.now'),
      view.ask('clockApi.open'),
      view.ask('clockApi.slotsPerDay'),
    ]);
    return { now, open, day };
  });
  const { value, seen } = look;
  return {
    ...look,
    /** When that slot comes, in unix milliseconds, if the chain never stands still until then. */
    at: (slot, by = 'now') => value && seen && seen.chainTime + (slot - value[by]) * SLOT_MS,
  };
}
