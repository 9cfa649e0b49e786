// What a meter's grid settles in, and how long its slots are. Neither ever changes.

import { knownForGood, useForGood } from '../app/context.ts';
import type { Session } from '../app/session.ts';
import { type Currency, useCurrency } from './currency.ts';

export function useGridCurrency(grid: number | undefined): Currency | undefined {
  const currency = useForGood(
    grid === undefined ? undefined : `grid-currency/${grid}`,
    async (view) => (await view.read('energy.grids', grid!))?.currency,
  );
  return useCurrency(currency);
}

/** The grid of a meter, once it was seen. */
export function useGridOf(meter: number | undefined): number | undefined {
  return useForGood(
    meter === undefined ? undefined : `grid-of/${meter}`,
    async (view) => (await view.ask('energyApi.meter', meter!))?.grid,
  );
}

/** How many seconds a slot has. Genesis says it. */
export const slotSecondsOf = (session: Session) =>
  knownForGood(session, 'slot-seconds', async (view) => {
    const { slotSeconds } = await view.read('energy.timing');
    return slotSeconds;
  });
