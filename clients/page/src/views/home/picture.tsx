// A day as a picture: what flowed, as bars, and what a kWh cost among neighbours, as a line. The same
// stands beneath as a table, for those who do not see it.

import { useApp } from '../../app/context.ts';
import { More } from '../../ui/parts.tsx';
import { decimal } from '../../words/numbers.ts';
import type { Flow } from './use.ts';

export interface PriceAt {
  from: number;
  to: number;
  price: number;
}

const WIDTH = 320;
const HEIGHT = 132;
const TOP = 6;
const BASE = 112;

/** The hours of a day, however long it takes. */
const HOURS = 24;

/** A row of the table has so many. */
const ROW_HOURS = 3;

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

export function Picture({
  from,
  to,
  prices,
  flows,
  money,
}: {
  from: number;
  to: number;
  prices: readonly PriceAt[];
  flows: readonly Flow[];
  money: (amount: bigint) => string;
}) {
  const { say, words } = useApp();
  const x = (at: number) => (WIDTH * (Math.min(Math.max(at, from), to) - from)) / (to - from);
  const hour = (to - from) / HOURS;
  const power = (wh: number, flow: Flow) => wh / ((flow.to - flow.from) / hour);
  const strongest = Math.max(
    1,
    ...flows.flatMap((f) => [power(f.boughtWh, f), power(f.soldWh, f)]),
  );
  const dearest = Math.max(1, ...prices.map(({ price }) => price));
  const y = (part: number) => BASE - (BASE - TOP) * part;
  /** Side by side, so that neither hides the other. */
  const bar = (flow: Flow, wh: number, kind: 'bought' | 'sold') => {
    const half = Math.max(0, (x(flow.to) - x(flow.from) - 0.5) / 2);
    const left = x(flow.from) + (kind === 'sold' ? half : 0);
    const top = y(power(wh, flow) / strongest);
    return wh > 0 && <rect class={kind} x={left} y={top} width={half} height={BASE - top} />;
  };
  const line = prices
    .map(({ from: begin, to: end, price }) => {
      const height = y(price / dearest).toFixed(1);
      return `M${x(begin).toFixed(1)} ${height}H${x(end).toFixed(1)}`;
    })
    .join('');
  const kwh = (wh: number) => say('kwh', { amount: decimal(Math.round(wh), 3, words.language, 2) });
  const sum = (pick: (flow: Flow) => number) => flows.reduce((all, one) => all + pick(one), 0);
  const label = say('picture-label', {
    bought: kwh(sum((flow) => flow.boughtWh)),
    sold: kwh(sum((flow) => flow.soldWh)),
    dearest: prices.length > 0 ? money(BigInt(Math.round(dearest))) : '–',
  });
  const rows = Array.from({ length: HOURS / ROW_HOURS }, (_, i) => {
    const [begin, end] = [from + i * ROW_HOURS * hour, from + (i + 1) * ROW_HOURS * hour];
    const within = prices.filter((one) => one.from >= begin && one.from < end);
    const mean = within.reduce((all, { price }) => all + price, 0) / within.length;
    const share = (flow: Flow, wh: number) => {
      const overlap = Math.min(flow.to, end) - Math.max(flow.from, begin);
      return overlap > 0 ? (wh * overlap) / (flow.to - flow.from) : 0;
    };
    return {
      hour: i * ROW_HOURS,
      price: within.length > 0 ? money(BigInt(Math.round(mean))) : '–',
      bought: flows.reduce((all, one) => all + share(one, one.boughtWh), 0),
      sold: flows.reduce((all, one) => all + share(one, one.soldWh), 0),
    };
  });
  return (
    <figure>
      <svg class="picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <line class="axis" x1="0" x2={WIDTH} y1={BASE} y2={BASE} />
        {[6, 12, 18].map((of) => (
          <text key={of} x={x(from + of * hour)} y={HEIGHT - 4} text-anchor="middle">
            {clock(of)}
          </text>
        ))}
        {flows.map((flow) => (
          <g key={flow.from}>
            {bar(flow, flow.boughtWh, 'bought')}
            {bar(flow, flow.soldWh, 'sold')}
          </g>
        ))}
        <path class="price" d={line} />
      </svg>
      <figcaption>
        <span class="key bought">{say('picture-bought')}</span>{' '}
        <span class="key sold">{say('picture-sold')}</span>{' '}
        <span class="key price">{say('picture-price')}</span>
      </figcaption>
      <More title={say('picture-table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('picture-from')}</th>
              <th scope="col">{say('picture-bought')}</th>
              <th scope="col">{say('picture-sold')}</th>
              <th scope="col">{say('picture-price')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.hour}>
                <th scope="row">{clock(row.hour)}</th>
                <td>{kwh(row.bought)}</td>
                <td>{kwh(row.sold)}</td>
                <td>{row.price}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </More>
    </figure>
  );
}
