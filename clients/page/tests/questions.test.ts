// What the page asks, and what it is answered, is what @polkadot/api would ask and understand.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from '../codecs/metadata.mjs';
import { expandMetadata } from '@polkadot/types';
import { compactStripLength } from '@polkadot/util';
import { camel } from '../codecs/names.mjs';
import {
  codec,
  decodeAnswer,
  decodeStored,
  encodeQuestion,
  storageKey,
} from '../src/chain/codec.ts';
import { calls, questions, shapes, storage } from '../src/generated/chain.ts';
import { concat, fromHex, toHex } from '../src/scale/bytes.ts';
import { Malformed } from '../src/scale/shape.ts';
import { anyOf } from './lib/arbitrary.ts';
import { ours } from './lib/ours.ts';
import { metadataBytes, metadataOf, registryOf, theirs } from './lib/theirs.ts';

type Name = keyof typeof questions;
type Item = keyof typeof storage;

interface Api {
  name: string;
  methods: { name: string; inputs: { type: number }[]; output: number }[];
}

const registry = registryOf();
const metadata = parse(metadataBytes);

/** Reads bytes as one type of the metadata: its value, and whether it is written as those bytes. */
function read(type: number, bytes: Uint8Array): unknown {
  const value = registry.createType(registry.createLookupType(type), bytes);
  assert.equal(toHex(value.toU8a()), toHex(bytes));
  return theirs(value);
}

describe('questions', () => {
  const methods = (metadata.apis as Api[]).flatMap((api) =>
    api.methods.map((method) => [`${camel(api.name)}.${camel(method.name)}`, method] as const),
  );
  const byName = new Map(methods);

  for (const name of Object.keys(questions) as Name[]) {
    const [, inputs, output] = questions[name];
    const theirMethod = byName.get(name)!;

    it(`${name} should be asked as @polkadot/api would ask it`, () => {
      fc.assert(
        fc.property(fc.tuple(...inputs.map((place) => anyOf(shapes, calls, place))), (values) => {
          const { data } = encodeQuestion(name, values as never);
          const parts = values.map((value, i) => codec.encode(inputs[i]!, value));
          assert.equal(toHex(data), toHex(concat(...parts)));
          parts.forEach((part, i) => {
            const found = read(theirMethod.inputs[i]!.type, part);
            assert.deepEqual(found, ours(inputs[i]!, values[i]));
          });
        }),
        { numRuns: 30 },
      );
    });

    it(`${name} should be understood as @polkadot/api understands it`, () => {
      fc.assert(
        fc.property(anyOf(shapes, calls, output), (value) => {
          const bytes = codec.encode(output, value);
          assert.deepEqual(read(theirMethod.output, bytes), ours(output, value));
          assert.deepEqual(decodeAnswer(name, bytes), value);
        }),
        { numRuns: 30 },
      );
    });
  }

  it('should be refused when an answer has a byte more or less', () => {
    assert.equal(decodeAnswer('clockApi.now', Uint8Array.of(1, 0, 0, 0)), 1);
    assert.throws(() => decodeAnswer('clockApi.now', Uint8Array.of(1, 0, 0)), Malformed);
    assert.throws(() => decodeAnswer('clockApi.now', Uint8Array.of(1, 0, 0, 0, 0)), Malformed);
  });

  it('should be refused when a list claims more items than there are bytes', () => {
    const bytes = fromHex('0x03ffffffff');
    assert.throws(() => decodeAnswer('validatorsApi.shares', bytes), Malformed);
  });
});

interface StoredItem {
  name: string;
  type:
    | { tag: 'plain'; value: number }
    | { tag: 'map'; value: { hashers: unknown[]; key: number; value: number } };
}

describe('storage', () => {
  const entries = expandMetadata(registry, metadataOf(registry)).query;
  const typesOf = ({ type }: StoredItem): number[] => {
    if (type.tag === 'plain') return [];
    const { hashers, key } = type.value;
    const { def } = metadata.lookup[key]!;
    return hashers.length > 1 && def.tag === 'tuple' ? def.value : [key];
  };

  for (const name of Object.keys(storage) as Item[]) {
    const [, keys, value] = storage[name];
    const [pallet, item] = name.split('.') as [string, string];
    const theirPallet = metadata.pallets.find((one) => camel(one.name) === pallet);
    const theirItem = theirPallet!.storage!.items.find((one) => camel(one.name) === item)!;

    it(`${name} should be where @polkadot/api looks for it`, () => {
      fc.assert(
        fc.property(fc.tuple(...keys.map(([, place]) => anyOf(shapes, calls, place))), (values) => {
          const parts = values.map((one, i) =>
            registry.createType(
              registry.createLookupType(typesOf(theirItem)[i]!),
              codec.encode(keys[i]![1], one),
            ),
          );
          const [, theirKey] = compactStripLength(entries[pallet]![item]!(...parts));
          assert.equal(toHex(storageKey(name, values as never)), toHex(theirKey));
        }),
        { numRuns: 30 },
      );
    });

    it(`${name} should be understood as @polkadot/api understands it`, () => {
      const type =
        theirItem.type.tag === 'plain' ? theirItem.type.value : theirItem.type.value.value;
      fc.assert(
        fc.property(anyOf(shapes, calls, value), (one) => {
          const bytes = codec.encode(value, one);
          assert.deepEqual(read(type, bytes), ours(value, one));
          assert.deepEqual(decodeStored(name, bytes), one);
        }),
        { numRuns: 30 },
      );
    });
  }

  it('should be the value of the chain when nothing is stored', () => {
    const account = decodeStored('system.account', undefined);
    assert.deepEqual([account.nonce, account.data.free], [0, 0n]);
    assert.equal(decodeStored('assets.account', undefined), undefined);
  });
});
