// What a meter's grid settles in, and how long its slots are. Neither ever changes.

import { useChain } from '../app/context.ts';
import { type Currency, useCurrency } from './currency.ts';

export function useGridCurrency(grid: number | undefined): Currency | undefined {
  const look = useChain(grid === undefined ? undefined : `grid-currency/${grid}`, async (view) => {
    const found = await view.read('energy.grids', grid!);
    return found?.currency;
  });
  return useCurrency(look.value);
}

/** The grid of a meter, once it was seen. */
export function useGridOf(meter: number | undefined): number | undefined {
  const look = useChain(meter === undefined ? undefined : `grid-of/${meter}`, async (view) => {
    const found = await view.ask('energyApi.meter', meter!);
    return found?.grid;
  });
  return look.value;
}
