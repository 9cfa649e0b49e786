// Limits in money. The chain has 64 price levels between two prices; people think in prices.

import type { Tariff } from '../../generated/chain.ts';

const STEPS = 63n;

/** The price of a tick, as the chain computes it. */
export function priceOf({ feedIn, retail, networkCharge }: Tariff, tick: number): bigint {
  const spread = retail - networkCharge - feedIn;
  return feedIn + (spread * BigInt(tick)) / STEPS;
}

/** The lowest tick that pays at least this price, or undefined if none does. */
export function askOf(tariff: Tariff, price: bigint): number | undefined {
  for (let tick = 0; tick <= Number(STEPS); tick += 1) {
    if (priceOf(tariff, tick) >= price) return tick;
  }
  return undefined;
}

/**
 * The highest tick at which a kWh costs at most this much, the network charge included, or undefined if
 * none does.
 */
export function bidOf(tariff: Tariff, price: bigint): number | undefined {
  for (let tick = Number(STEPS); tick >= 0; tick -= 1) {
    if (priceOf(tariff, tick) + tariff.networkCharge <= price) return tick;
  }
  return undefined;
}
