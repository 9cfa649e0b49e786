// The secrets of orders that are picked up by a code. They never leave the device but on its screen.

import { useApp } from '../../app/context.ts';
import type { Intention } from '../../queue/queue.ts';
import { toHex } from '../../scale/bytes.ts';

export interface Pickup {
  listing: number;
  lot: number;
  /** What the order was placed with. */
  hash: string;
  secret: Uint8Array;
}

const PREFIX = 'pickup/';

export function usePickups() {
  const { session } = useApp();
  const { store } = session;
  return {
    put: (pickup: Pickup) => store.change<Pickup>(PREFIX + pickup.hash, () => pickup),
    /** The secrets that may open an order, the likeliest first. */
    of: async (order: bigint, listing: number, lot: number): Promise<Pickup[]> => {
      const keys = await store.keys(PREFIX);
      const all = await Promise.all(keys.map((key) => store.get<Pickup>(key)));
      const fitting = all.filter(
        (one): one is Pickup => one !== undefined && one.listing === listing && one.lot === lot,
      );
      const hash = hashOf(session.intentions, order);
      return fitting.sort((a, b) => Number(b.hash === hash) - Number(a.hash === hash));
    },
  };
}

/** The hash with which an order was placed, if the queue still knows. */
export function hashOf(intentions: readonly Intention[], order: bigint): string | undefined {
  for (const { call, is } of intentions) {
    if (is.state !== 'done' || call.call !== 'marketplace.placeOrders') continue;
    const placed = is.events.filter((event) => event.event === 'marketplace.Placed');
    const place = placed.findIndex(({ data }) => data.order === order);
    const code = call.args.orders[place]?.code;
    if (code) return toHex(code);
  }
  return undefined;
}
