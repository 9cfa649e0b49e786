// Tops up somebody else's meter: where a link leads that a household sent to a daughter abroad.

import { useApp } from '../../app/context.ts';
import { useMoney } from '../../ui/currency.ts';
import { useGridCurrency, useGridOf } from '../../ui/grid.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { Facts } from '../../ui/parts.tsx';
import { useMe } from '../../ui/lines.ts';
import { TopUp } from './acts.tsx';

export function TopUpView({ meter }: { meter: number | undefined }) {
  const { say } = useApp();
  const money = useMoney(useGridCurrency(useGridOf(meter)));
  const me = useMe();
  return (
    <>
      <h1 tabIndex={-1}>{say('top-up')}</h1>
      {meter === undefined ? (
        <p role="alert">{say('link-damaged')}</p>
      ) : (
        <>
          <p class="lead">{say('top-up-other', { number: String(meter) })}</p>
          {me.value && money.name === 'VAKA' && (
            <Facts of={[[say('you-have'), money.units(me.value.free)]]} />
          )}
          <WithAccount>
            <TopUp number={meter} money={money} />
          </WithAccount>
        </>
      )}
    </>
  );
}
