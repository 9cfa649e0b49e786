// A second implementation of the auction, to check that of the chain (its rules are in the crate
// `energy-clearing`). It is naive on purpose: it sorts every single bid and ask, and knows no
// totals per tick. All quantities are in mWh, and all prices in the currency's smallest unit per
// kWh, so that a product of the two is in millionths of that unit.

const PPM = 1_000_000n;
export const TICKS = 64;

/** The price of a tick index: F + floor((R - n - F) * i / 63). Buyers pay n on top of it. */
export function priceOf(tariff, tick) {
  if (tick < 0 || tick >= TICKS) throw new RangeError(`tick ${tick} is not in 0..${TICKS - 1}`);
  const { feedIn, retail, networkCharge } = tariff;
  return feedIn + ((retail - networkCharge - feedIn) * BigInt(tick)) / BigInt(TICKS - 1);
}

const min = (a, b) => (a < b ? a : b);
const sum = (entries) => entries.reduce((total, entry) => total + entry.quantity, 0n);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The supply of the sellers who ask at most `price`, and the demand of the buyers who bid at least
 * `price`.
 */
const supplyUpTo = (asks, price) => sum(asks.filter((ask) => ask.price <= price));
const demandFrom = (bids, price) => sum(bids.filter((bid) => bid.price >= price));

/** The first price in the order of `sorted` at which the quantities so far reach `need`. */
function reach(sorted, need) {
  let total = 0n;
  for (const { price, quantity } of sorted) {
    total += quantity;
    if (total >= need) return price;
  }
  throw new Error('need is at most what is traded, so it is always reached');
}

/**
 * Fills `sorted` in its order up to `volume`: entries before the marginal price in full, those at
 * it pro rata and rounded down. Returns per id what is filled, and what is surely left over (the
 * rounded-up share is not).
 */
function fill(sorted, volume) {
  const fills = new Map();
  let left = volume;
  for (let from = 0; from < sorted.length;) {
    const level = sorted.filter((entry) => entry.price === sorted[from].price);
    const offered = sum(level);
    const share = min(left, offered);
    for (const { id, quantity } of level) {
      const exact = quantity * share;
      const down = offered === 0n ? 0n : exact / offered;
      const up = offered === 0n ? 0n : (exact + offered - 1n) / offered;
      fills.set(id, { filled: down, left: quantity - up });
    }
    left -= share;
    from += level.length;
  }
  return fills;
}

/**
 * Clears one book.
 *
 * @param {object} book
 * @param {{k: bigint, trim: bigint}} book.tariff  in ppm; prices of ticks are those of `priceOf`
 * @param {{id: any, price: bigint, quantity: bigint}[]} book.asks   one entry per meter
 * @param {{id: any, price: bigint, quantity: bigint}[]} book.bids   one entry per meter
 * @param {{id: any, quantity: bigint}[]} book.bankOnly  export for the battery bank only
 * @param {bigint} book.room  what the bank can still take
 * @returns price (null if nothing trades), volume, unsold, banked, curtailed, and per meter:
 *   bought, sold and owed
 */
export function clearNaively({ tariff, asks, bids, bankOnly, room }) {
  const offered = sum(asks) + sum(bankOnly);
  const cheapestFirst = asks
    .filter((ask) => ask.quantity > 0n)
    .sort((x, y) => compare(x.price, y.price));
  const dearestFirst = bids
    .filter((bid) => bid.quantity > 0n)
    .sort((x, y) => compare(y.price, x.price));

  // The most that could trade at any one price. Supply and demand step only at prices that somebody
  // named.
  const named = [...cheapestFirst, ...dearestFirst].map((entry) => entry.price);
  const most = named
    .map((p) => min(supplyUpTo(cheapestFirst, p), demandFrom(dearestFirst, p)))
    .reduce((best, v) => (v > best ? v : best), 0n);

  let price = null;
  let volume = 0n;
  if (most > 0n) {
    const need = most - (most * tariff.trim) / PPM;
    const a = reach(cheapestFirst, need);
    const b = reach(dearestFirst, need);
    price = a + ((b - a) * tariff.k) / PPM;
    volume = min(supplyUpTo(cheapestFirst, price), demandFrom(dearestFirst, price));
  }

  const unsold = offered - volume;
  const banked = min(unsold, room > 0n ? room : 0n);
  const owedOf = (left) => (unsold === 0n ? 0n : (left * banked) / unsold);

  const sales = fill(cheapestFirst, volume);
  const purchases = fill(dearestFirst, volume);
  const meters = new Map();
  const entry = (id) => {
    if (!meters.has(id)) meters.set(id, { bought: 0n, sold: 0n, left: 0n, owed: 0n });
    return meters.get(id);
  };
  for (const [id, { filled }] of purchases) entry(id).bought += filled;
  for (const [id, { filled, left }] of sales) {
    entry(id).sold += filled;
    entry(id).left += left;
  }
  for (const { id, quantity } of bankOnly) entry(id).left += quantity;
  for (const meter of meters.values()) meter.owed = owedOf(meter.left);

  return { price, volume, unsold, banked, curtailed: unsold - banked, meters };
}
