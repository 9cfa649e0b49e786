// What the demo prints.

const TICK_MINUTES = 15;

export function clock(quarter) {
  const minutes = (quarter * TICK_MINUTES) % 1440;
  const two = (n) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * A fraction with a fixed number of places, rounded half up. It uses integers only, so nothing is
 * lost before.
 */
export function fixed(value, unit, places) {
  const scale = 10n ** BigInt(places);
  const sign = value < 0n ? '-' : '';
  const abs = value < 0n ? -value : value;
  const scaled = (abs * scale * 2n + unit) / (2n * unit);
  const whole = scaled / scale;
  return places === 0
    ? `${sign}${whole}`
    : `${sign}${whole}.${String(scaled % scale).padStart(places, '0')}`;
}

export const kwh = (mwh, places = 2) => fixed(mwh, 1_000_000n, places);

/** What a grid asks and pays, in a line. */
export function describeTariff(tariff, { name, one, symbol }) {
  const price = (value) => fixed(value, one, 2);
  const bands = tariff.bands.map(
    ({ from, feedIn, retail }) =>
      `${clock(Number(from))} ${price(retail)} retail, ${price(feedIn)} feed-in`,
  );
  return (
    `${name} (${symbol} per kWh): from ${bands.join('; from ')}. ` +
    `Neighbours' trade costs ${price(tariff.networkCharge)} more, a day ${price(tariff.standingCharge)}.`
  );
}

/** The currency of a grid: its symbol, and one of it in smallest units. */
export async function currencyOf(chain, currency) {
  const { registry, query } = chain.api;
  if (currency === 'Native') {
    return { symbol: registry.chainTokens[0], one: 10n ** BigInt(registry.chainDecimals[0]) };
  }
  const { symbol, decimals } = await query.assets.metadata(currency.value);
  return {
    symbol: symbol.toUtf8() || `asset ${currency.value}`,
    one: 10n ** decimals.toBigInt(),
  };
}

const right = (text, width) => String(text).padStart(width);
const left = (text, width) => String(text).padEnd(width);

export class DayTable {
  constructor(grids, write = (line) => process.stdout.write(`${line}\n`)) {
    // grids: [{ grid, name, symbol, one }]
    Object.assign(this, { grids, write, waiting: new Map() });
  }

  head() {
    const titles = this.grids.map(({ name, symbol }) => left(` ${name} (${symbol}/kWh, kWh)`, 51));
    const columns = ['price', 'traded', 'operator', 'banked', 'curtailed'];
    this.write(`       |${titles.join('|')}`);
    this.write(
      ` time  |${this.grids.map(() => columns.map((c) => right(c, 10)).join('') + ' ').join('|')}`,
    );
    this.write(`-------+${this.grids.map(() => '-'.repeat(51)).join('+')}`);
  }

  /** Prints a quarter-hour once all grids have cleared it. */
  add(row) {
    const rows = this.waiting.get(row.quarter) ?? new Map();
    rows.set(row.grid, row);
    this.waiting.set(row.quarter, rows);
    if (rows.size < this.grids.length) return;
    this.waiting.delete(row.quarter);
    const cells = this.grids.map(({ grid, one }) => {
      const { price, volume, fromOperator, banked, curtailed } = rows.get(grid);
      const shown = price === null ? '-' : fixed(price, one, 3);
      const energy = [volume, fromOperator, banked, curtailed].map((mwh) => right(kwh(mwh), 10));
      return `${right(shown, 10)}${energy.join('')} `;
    });
    this.write(` ${clock(row.quarter)} |${cells.join('|')}`);
  }
}

export function billTable(bills, grids) {
  const lines = [
    `${left('', 14)}${left('grid', 12)}${[
      'imported',
      'exported',
      'bought',
      'sold',
      'charges',
      'bill',
      'baseline',
      'saved',
    ]
      .map((title) => right(title, 10))
      .join('')}`,
  ];
  for (const bill of bills) {
    const { name, one, symbol } = grids.find(({ grid }) => grid === bill.grid);
    const energy = [bill.importWh * 1000n, bill.exportWh * 1000n, bill.bought, bill.sold];
    const money = [bill.network + bill.standing, bill.bill, bill.baseline, bill.saved];
    lines.push(
      [
        left(bill.name, 14),
        left(name, 12),
        ...energy.map((mwh) => right(kwh(mwh), 10)),
        // Bills are in millionths of the smallest unit.
        ...money.map((micro) => right(fixed(micro, one * 1_000_000n, 3), 10)),
        ` ${symbol}`,
      ].join(''),
    );
  }
  return lines.join('\n');
}
