// Every call that the page makes, with any parameters, is for @polkadot/api the call that was meant.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { codec, decodeCall } from '../src/chain/codec.ts';
import { calls, shapes } from '../src/generated/chain.ts';
import { toHex } from '../src/scale/bytes.ts';
import { Malformed, Unencodable } from '../src/scale/shape.ts';
import { callsOf } from './lib/arbitrary.ts';
import { ours } from './lib/ours.ts';
import { registryOf, theirs } from './lib/theirs.ts';

describe('calls', () => {
  const registry = registryOf();

  for (const arbitrary of callsOf(shapes, calls)) {
    const name = fc.sample(arbitrary, 1)[0]!.call;
    it(`${name} should be what @polkadot/api decodes`, () => {
      fc.assert(
        fc.property(arbitrary, (value) => {
          const bytes = codec.encodeCall(value);
          const decoded = registry.createType('Call', bytes);
          assert.equal(`${decoded.section}.${decoded.method}`, name);
          assert.equal(decoded.toHex(), toHex(bytes));
          const [section, method] = name.split('.') as [string, string];
          const args = ours(calls[section]![1][method]![1], value.args) ?? {};
          const names = decoded.meta.args.map((argument) => argument.name.toString());
          const found = names.map((_, i) => theirs(decoded.args[i]!));
          assert.deepEqual(Object.values(args), found);
          assert.deepEqual(
            Object.keys(args),
            names.map((one) => one.replace(/_(.)/g, (_, letter) => letter.toUpperCase())),
          );
          assert.deepEqual(decodeCall(bytes), value);
        }),
      );
    });
  }

  it('should be refused when a parameter is none of its type', () => {
    const dest = { type: 'Id', value: new Uint8Array(32) };
    const transfer = (args: unknown) => () =>
      codec.encodeCall({ call: 'balances.transferKeepAlive', args });
    const refused = (path: string) => (error: unknown) =>
      error instanceof Unencodable && error.path === `balances.transferKeepAlive${path}`;
    transfer({ dest, value: 1n })();
    assert.throws(transfer({ dest, value: 1 }), refused('.value'));
    assert.throws(transfer({ dest, value: -1n }), refused('.value'));
    assert.throws(transfer({ dest, value: 2n ** 128n }), refused('.value'));
    assert.throws(transfer({ dest }), refused('.value'));
    assert.throws(transfer({ value: 1n }), refused('.dest'));
    assert.throws(transfer({ dest: { type: 'Nobody' }, value: 1n }), refused('.dest'));
    const short = { type: 'Id', value: new Uint8Array(31) };
    assert.throws(transfer({ dest: short, value: 1n }), refused('.dest.Id'));
    assert.throws(transfer(undefined), refused(''));
    assert.throws(() => codec.encodeCall({ call: 'balances.burn', args: {} }), Unencodable);
    assert.throws(() => codec.encodeCall({ call: 'toString.call', args: {} }), Unencodable);
  });

  it('should be refused, and nothing worse, when bytes are any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          // What is a call is the only spelling of that call.
          assert.equal(toHex(codec.encodeCall(codec.decodeCall(bytes))), toHex(bytes));
        } catch (error) {
          if (!(error instanceof Malformed)) throw error;
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('should be refused when they are nested without end', () => {
    const [pallet, { actAsCommunity }] = calls.communities!;
    const nested = Uint8Array.from(
      Array.from({ length: 100_000 }, () => [pallet, actAsCommunity![0]]).flat(),
    );
    assert.throws(() => decodeCall(nested), Malformed);
  });
});
