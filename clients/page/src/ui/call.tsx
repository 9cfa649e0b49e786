// A call in words: what is about to be signed, or what the people are asked for.

import { useApp, useChain } from '../app/context.ts';
import { addressOf } from '../chain/address.ts';
import { codec } from '../chain/codec.ts';
import type { Call } from '../generated/chain.ts';
import { toHex } from '../scale/bytes.ts';
import { Malformed } from '../scale/shape.ts';
import type { Say } from '../words/words.ts';
import { type Currency, useCurrency, useMoney, VAKA } from './currency.ts';
import { useGridCurrency, useGridOf } from './grid.ts';
import { cleanText, shortHash, trackWords } from './names.ts';

type Fields = Record<string, unknown>;

/** Fields that are amounts of money, by the call. Others are numbers of things. */
const MONEY: Readonly<Record<string, readonly string[]>> = {
  'balances.transferKeepAlive': ['value'],
  'assets.transferKeepAlive': ['amount'],
  'energy.topUp': ['amount'],
  'energy.withdrawCredit': ['amount'],
  'energy.setPriceCap': ['cap'],
  'credentials.stake': ['amount'],
  'credentials.requestUnstake': ['amount'],
  'disputes.rule': ['damages'],
  'treasury.spendLocal': ['amount'],
  'treasury.spend': ['amount'],
  'energy.fundFloat': ['amount'],
  'energy.withdrawFloat': ['amount'],
};

const fieldsOf = (call: Call) => (call.args ?? {}) as Fields;

const isCall = (value: unknown): value is Call =>
  typeof value === 'object' && value !== null && 'call' in value && 'args' in value;

/** A value without knowing more of it than its type. */
/** Bytes that are a text as such, others as what they are. */
function bytesWords(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /\p{Cc}/u.test(text) ? toHex(bytes) : cleanText(text);
  } catch {
    return toHex(bytes);
  }
}

function plain(value: unknown): string {
  if (value === undefined) return '–';
  if (value instanceof Uint8Array) {
    return value.length === 32 ? shortHash(value) : bytesWords(value);
  }
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object' && value !== null) {
    if ('type' in value) {
      const { type, value: inner } = value as { type: string; value?: unknown };
      return inner === undefined ? type : `${type} ${plain(inner)}`;
    }
    return Object.entries(value)
      .map(([name, one]) => `${name} ${plain(one)}`)
      .join(', ');
  }
  return String(value);
}

/** Accounts, where the field is one; hashes and texts have the same type. */
const ACCOUNTS = new Set([
  'dest',
  'target',
  'to',
  'account',
  'who',
  'by',
  'operator',
  'beneficiary',
]);

function valueOf(name: string, value: unknown, say: Say): string {
  if (name === 'track') return trackWords(value as never, say);
  if (name === 'vote') return say(`vote-${String(value)}`);
  if (typeof value === 'object' && value !== null && 'type' in value) {
    const { type, value: inner } = value as { type: string; value?: unknown };
    if (type === 'Id' && inner instanceof Uint8Array) return addressOf(inner);
  }
  if (value instanceof Uint8Array && value.length === 32) {
    // Whole: another one with the same ends could be made.
    if (ACCOUNTS.has(name)) return addressOf(value);
    if (name === 'codeHash') return toHex(value);
  }
  if (name === 'newMembers') return (value as Uint8Array[]).map(addressOf).join(', ');
  return plain(value);
}

/** What a call's money is in. */
function useCallCurrency(call: Call): Currency | undefined {
  const fields = fieldsOf(call);
  const isOfGrid = call.call.startsWith('energy.');
  const meter = isOfGrid && typeof fields.meter === 'number' ? fields.meter : undefined;
  const gridOfMeter = useGridOf(meter);
  const grid = isOfGrid && typeof fields.grid === 'number' ? fields.grid : gridOfMeter;
  const ofGrid = useGridCurrency(grid);
  const asset = call.call === 'assets.transferKeepAlive' ? call.args.id : undefined;
  const listed = call.call === 'marketplace.placeOrders' ? call.args.orders[0]?.listing : undefined;
  const listing = useChain(listed === undefined ? undefined : `listing/${listed}`, (view) =>
    view.ask('marketplaceApi.listing', listed!),
  );
  const named =
    call.call === 'energy.setPriceCap' || call.call === 'energy.registerGrid'
      ? call.args.currency
      : call.call === 'treasury.spend'
        ? call.args.assetKind
        : call.call === 'marketplace.publish'
          ? call.args.terms.currency
          : asset !== undefined
            ? ({ type: 'WithId', value: asset } as const)
            : listing.value?.terms.currency;
  const other = useCurrency(named);
  if (grid !== undefined || meter !== undefined) return ofGrid;
  return named ? other : VAKA;
}

/** What a call does, in a sentence. */
export function CallWords({ call }: { call: Call }) {
  const { say, words } = useApp();
  const money = useMoney(useCallCurrency(call));
  const fields = fieldsOf(call);
  const message = `call-${call.call.replace('.', '-')}`;
  const inner = Object.values(fields).find(isCall);
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (isCall(value)) continue;
    values[name] =
      MONEY[call.call]?.includes(name) && typeof value === 'bigint'
        ? money.units(value)
        : valueOf(name, value, say);
  }
  if (call.call === 'marketplace.placeOrders') {
    values.orders = call.args.orders
      .map(({ quantity, listing, maxUnitPrice }) =>
        say('call-order', {
          quantity: String(quantity),
          listing: String(listing),
          price: money.units(maxUnitPrice),
        }),
      )
      .join('; ');
  }
  if (call.call === 'marketplace.publish') values.title = cleanText(call.args.terms.title);
  if (call.call === 'energy.setTariff' || call.call === 'energy.registerGrid') {
    const { bands, networkCharge, standingCharge } = call.args.tariff;
    values.tariff = [
      ...bands.map((band) =>
        say('call-band', {
          from: say('quarter-hour', { clock: quarterHour(band.from) }),
          retail: money.units(band.retail),
          feedIn: money.units(band.feedIn),
        }),
      ),
      say('call-charges', {
        network: money.units(networkCharge),
        standing: money.units(standingCharge),
      }),
    ].join('; ');
  }
  return (
    <>
      {words.has(message)
        ? say(message, values)
        : say('call-other', {
            name: call.call,
            fields: Object.entries(values)
              .map(([name, value]) => `${name}: ${value}`)
              .join(', '),
          })}
      {inner && (
        <>
          {' '}
          <CallWords call={inner} />
        </>
      )}
    </>
  );
}

/** The time of the day at which a quarter of an hour begins. */
export function quarterHour(slot: number): string {
  const hour = Math.floor(slot / 4) % 24;
  return `${String(hour).padStart(2, '0')}:${String((slot % 4) * 15).padStart(2, '0')}`;
}

/** A call that others wrote: in words if the page knows it, else as what it is. */
export function ForeignCall({ bytes }: { bytes: Uint8Array }) {
  const { say } = useApp();
  let call: Call;
  try {
    call = codec.decodeCall(bytes) as Call;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return (
      <p>
        {say('call-unknown', { pallet: String(bytes[0]), call: String(bytes[1]) })}{' '}
        <code>{toHex(bytes)}</code>
      </p>
    );
  }
  return (
    <p class="call">
      <CallWords call={call} />
    </p>
  );
}
