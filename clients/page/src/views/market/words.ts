// The market's numbers in words.

import type { Dates, Kind, OrderView, Pricing, State } from '../../generated/chain.ts';
import type { useMoney } from '../../ui/currency.ts';
import { timeWords } from '../../words/dates.ts';
import type { Words } from '../../words/words.ts';

export const KINDS: readonly Kind[] = ['Food', 'Goods', 'MadeToOrder', 'Service'];

type Money = ReturnType<typeof useMoney>;

export function priceWords(pricing: Pricing, { say }: Words, money: Money): string {
  if (pricing.type === 'Unit') return say('price-each', { price: money.units(pricing.value) });
  return pricing.value
    .map(({ price, days }) => say('price-step', { price: money.units(price), days }))
    .join('; ');
}

/** What a unit costs at most, or the first step. */
export function unitPrice(pricing: Pricing): bigint {
  if (pricing.type === 'Unit') return pricing.value;
  return pricing.value.reduce((all, { price }) => all + price, 0n);
}

/** Seconds of the chain as a day and a time. */
export function dateWords(seconds: bigint | undefined, words: Words): string | undefined {
  return seconds === undefined ? undefined : timeWords(words, Number(seconds) * 1000);
}

export function dateFacts(dates: Dates, words: Words) {
  const { say } = words;
  return (['closes', 'due', 'bestBefore'] as const).flatMap((name) => {
    const date = dateWords(dates[name], words);
    return date === undefined ? [] : [[say(`lot-${name}`), date] as const];
  });
}

/** The share of the whole that is so many millionths, in percent. */
export const percentWords = (millionths: number, { say }: Words) =>
  say('percent', { share: String(millionths / 10_000) });

export function stateWords(state: State, words: Words): string {
  const { say } = words;
  if (state.type === 'Ended') {
    const { how } = state.value;
    return 'value' in how
      ? say(`order-how-${how.type}`, { share: percentWords(how.value, words) })
      : say(`order-how-${how.type}`);
  }
  return say(`order-${state.type}`);
}

/** Whether both know that it is agreed: what the other one proposed. */
export function proposalOf({ proposals }: OrderView, side: 'Buyer' | 'Seller'): number | undefined {
  return side === 'Buyer' ? proposals.buyers : proposals.sellers;
}
