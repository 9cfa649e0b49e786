// Short words for what the chain has as numbers and variants.

import { useApp, useForGood } from '../app/context.ts';
import { addressOf } from '../chain/address.ts';
import type { Track } from '../generated/chain.ts';
import { toHex } from '../scale/bytes.ts';
import type { Say } from '../words/words.ts';

/** An address by its ends, for where a person knows whose it is. */
export function shortAddress(account: Uint8Array): string {
  const address = addressOf(account);
  return `${address.slice(0, 6)}…${address.slice(-6)}`;
}

export const shortHash = (bytes: Uint8Array) => `${toHex(bytes).slice(0, 10)}…`;

export function trackWords(track: Track, say: Say): string {
  return track.type === 'Village'
    ? say('track-Village', { village: String(track.value) })
    : say(`track-${track.type}`);
}

/**
 * A text that somebody wrote into the chain: without signs that turn or hide what stands beside it, and
 * no longer than a person reads.
 */
export function cleanText(bytes: Uint8Array | string, longest = 200): string {
  const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu, ' ').trim();
  const letters = [...clean];
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : clean;
}

/** A village's name, once it was seen. */
export function useVillage(community: number | undefined): string {
  const { say } = useApp();
  const name = useForGood(
    community === undefined ? undefined : `village/${community}`,
    async (view) => {
      const found = await view.ask('communitiesApi.community', community!);
      return found && cleanText(found.name, 40);
    },
  );
  if (community === undefined) return say('no-village');
  return say('village', { name: name ?? '', number: String(community) });
}
