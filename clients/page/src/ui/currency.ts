// Money of a currency in words. What a voucher is called and how small its parts are never changes for
// those who hold it, so it is asked once.

import { useApp, useForGood } from '../app/context.ts';
import type { NativeOrWithId } from '../generated/chain.ts';
import { decimal } from '../words/numbers.ts';

export interface Currency {
  name: string;
  decimals: number;
}

export const VAKA: Currency = { name: 'VAKA', decimals: 12 };

/** Energy tokens of grid n have the id 2³¹ + n; one is a Wh. */
const ENERGY = 2 ** 31;

/** No more digits than a person reads. */
const SHOWN = 4;

const MOST_LETTERS = 12;

/** What a voucher's issuer calls it, without what could be taken for something else. */
function nameOf(bytes: Uint8Array, id: number): string {
  const text = new TextDecoder().decode(bytes).replace(/[^\p{L}\p{N}$€£.-]/gu, '');
  // Anybody may issue a voucher, and call it what they like.
  const name = text.slice(0, MOST_LETTERS);
  return name === '' || /vaka/i.test(name) ? `#${id}` : `${name} #${id}`;
}

export function useCurrency(currency: NativeOrWithId | undefined): Currency | undefined {
  const { say } = useApp();
  const id = currency?.type === 'WithId' ? currency.value : undefined;
  const isVoucher = id !== undefined && id < ENERGY;
  const metadata = useForGood(isVoucher ? `voucher/${id}` : undefined, (view) =>
    view.read('assets.metadata', id!),
  );
  if (currency === undefined) return undefined;
  if (id === undefined) return VAKA;
  if (!isVoucher) return { name: say('energy-token', { grid: id - ENERGY }), decimals: 0 };
  return metadata && { name: nameOf(metadata.symbol, id), decimals: metadata.decimals };
}

/** Says amounts of a currency, in its smallest unit, or in millionths of that. */
export function useMoney(currency: Currency | undefined) {
  const { say, words } = useApp();
  const { name, decimals } = currency ?? { name: '', decimals: 0 };
  const written = (amount: bigint, more: number) =>
    say('money', {
      amount: decimal(amount, decimals + more, words.language, decimals > SHOWN ? SHOWN : decimals),
      currency: currency ? name : say('smallest-units'),
    });
  return {
    units: (amount: bigint) => written(amount, 0),
    /** Of amounts in storage, which are in millionths of the smallest unit. */
    micro: (amount: bigint) => written(amount, 6),
    /** As somebody would write it into a field. */
    field: (amount: bigint) => decimal(amount, decimals, { ...words.language, group: '' }),
    /** Without it nobody may be asked for an amount: "12" would mean another one. */
    isKnown: currency !== undefined,
    decimals,
    name,
  };
}
