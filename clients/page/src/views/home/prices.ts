// What neighbours paid each other today. A slot that has cleared never changes, so only those since are asked
// for: a day of them is more bytes than all else of a visit.

import type { PriceAt } from './picture.tsx';

/** So many slots are a day. */
export const MOST_SLOTS = 96;

/** How many of the newest slots to ask for, if those up to the last of `known` are here. */
export function wantedOf(known: readonly PriceAt[], lengthMs: number, now: number): number {
  const last = known.at(-1);
  if (!last) return MOST_SLOTS;
  // One that is known comes, too: it shows that none between was left out.
  const since = Math.ceil((now - last.from) / lengthMs);
  return Math.min(MOST_SLOTS, Math.max(1, since) + 1);
}

/** Whether the newest ones go on where those that are known end. */
export function joins(known: readonly PriceAt[], newest: readonly PriceAt[]): boolean {
  const [last, first] = [known.at(-1), newest[0]];
  return last === undefined || first === undefined || first.from <= last.from;
}

/** All of them since a time, in their order. */
export function joined(
  known: readonly PriceAt[],
  newest: readonly PriceAt[],
  since: number,
): PriceAt[] {
  const begin = newest[0]?.from ?? Infinity;
  const before = known.filter(({ from }) => from < begin);
  return [...before, ...newest].filter(({ to }) => to > since);
}
