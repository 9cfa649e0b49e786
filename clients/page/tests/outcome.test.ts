// The page finds its own events among any others of the runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Vec } from '@polkadot/types-codec';
import type { EventRecord } from '@polkadot/types/interfaces';
import fc from 'fast-check';
import { parse } from '../codecs/metadata.mjs';
import { Table } from '../codecs/table.mjs';
import { eventsOf, outcomeOf } from '../src/chain/outcome.ts';
import { explain } from '../src/chain/failure.ts';
import { calls } from '../src/generated/chain.ts';
import { events as known } from '../src/generated/outcome.ts';
import { concat, toHex } from '../src/scale/bytes.ts';
import { Codec } from '../src/scale/codec.ts';
import { compact, littleEndian } from '../src/scale/output.ts';
import { Malformed } from '../src/scale/shape.ts';
import { anyOf } from './lib/arbitrary.ts';
import { metadataBytes, registryOf } from './lib/theirs.ts';

const registry = registryOf();
const metadata = parse(metadataBytes);

// All events of the runtime in full, which the page has not.
const table = new Table(metadata.lookup, metadata.outerEnums.call);
const anyEvent = table.place(metadata.outerEnums.event);
const codec = new Codec(table.shapes, calls);

const anyRecord = fc.record({
  extrinsic: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  event: anyOf(table.shapes, calls, anyEvent).map((event) => codec.encode(anyEvent, event)),
  topics: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 2 }),
});

type RecordOf = { extrinsic: number | undefined; event: Uint8Array; topics: Uint8Array[] };

function blockOf(records: RecordOf[]): Uint8Array {
  return concat(
    compact(records.length),
    ...records.map(({ extrinsic, event, topics }) =>
      concat(
        extrinsic === undefined
          ? Uint8Array.of(1)
          : concat(Uint8Array.of(0), littleEndian(extrinsic, 4)),
        event,
        compact(topics.length),
        ...topics,
      ),
    ),
  );
}

const place = (name: string) => {
  const [key] = Object.entries(known).find(([, [event]]) => event === name)!;
  return Uint8Array.from(key.split('.').map(Number));
};
/** Weight, class and fee: two compact integers and two bytes. */
const INFO = Uint8Array.of(0, 0, 0, 0);
const success = (extrinsic: number): RecordOf => ({
  extrinsic,
  event: concat(place('system.ExtrinsicSuccess'), INFO),
  topics: [],
});
const failure = (extrinsic: number, error: Uint8Array): RecordOf => ({
  extrinsic,
  event: concat(place('system.ExtrinsicFailed'), error, INFO),
  topics: [],
});

describe('events', () => {
  it('should be walked past whatever they are', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 12 }), (records) => {
        const bytes = blockOf(records);
        const decoded = registry.createType<Vec<EventRecord>>('Vec<EventRecord>', bytes);
        assert.equal(decoded.toHex(), toHex(bytes));
        for (let index = 0; index < 4; index += 1) {
          const theirs = decoded
            .filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(index))
            .map(({ event }) => `${event.section}.${event.method}`);
          const wanted = new Set(Object.values(known).map(([name]) => name));
          assert.deepEqual(
            eventsOf(bytes, index).map(({ event }) => event),
            theirs.filter((name) => wanted.has(name)),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('should tell how one transaction ended, and of no other', () => {
    const token = Uint8Array.of(7, 0);
    const bytes = blockOf([success(0), failure(1, token), success(2)]);
    assert.deepEqual(outcomeOf(bytes, 0), { ok: true, events: [] });
    assert.deepEqual(outcomeOf(bytes, 1), {
      ok: false,
      error: { type: 'Token', value: 'FundsUnavailable' },
      events: [],
    });
    assert.equal(outcomeOf(bytes, 2).ok, true);
    assert.throws(() => outcomeOf(bytes, 3), Malformed);
  });

  it('should not be believed when bytes are missing or too many', () => {
    const bytes = blockOf([success(0), success(1)]);
    assert.throws(() => outcomeOf(bytes.slice(0, -1), 0), Malformed);
    assert.throws(() => outcomeOf(concat(bytes, Uint8Array.of(0)), 0), Malformed);
  });
});

describe('a failure', () => {
  it('should have the name and the words of the runtime for each error of each pallet', async () => {
    let errors = 0;
    for (const { index, errors: reference } of metadata.pallets) {
      if (!reference) continue;
      const { def } = metadata.lookup[reference.type]!;
      assert.equal(def.tag, 'variant');
      for (const variant of def.tag === 'variant' ? def.value : []) {
        const value = { index, error: Uint8Array.of(variant.index, 0, 0, 0) };
        const { name, text } = await explain({ type: 'Module', value });
        const theirs = registry.findMetaError({
          index: registry.createType('u8', index),
          error: registry.createType('[u8; 4]', value.error),
        } as never);
        assert.equal(name, `${theirs.section}.${theirs.name}`);
        assert.ok(text.length > 10, `${name}: ${text}`);
        assert.ok(!/[`[\]]/.test(text), `${name}: ${text}`);
        errors += 1;
      }
    }
    assert.ok(errors > 100, `${errors} errors`);
  });

  it('should have words when no pallet is to blame', async () => {
    const { name, text } = await explain({ type: 'Token', value: 'FundsUnavailable' });
    assert.equal(name, 'Token.FundsUnavailable');
    assert.equal(text, 'There is not enough money.');
    const origin = await explain({ type: 'BadOrigin' });
    assert.match(text + origin.text, /may not do that/);
  });

  it('should be told when the pallet or the error is unknown', async () => {
    const value = { index: 250, error: Uint8Array.of(9, 0, 0, 0) };
    assert.equal((await explain({ type: 'Module', value })).name, 'pallet 250.error 9');
  });
});
