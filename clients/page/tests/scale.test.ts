import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compactFromU8a, compactToU8a } from '@polkadot/util';
import fc from 'fast-check';
import { concat, equal, fromHex, toHex } from '../src/scale/bytes.ts';
import { Input } from '../src/scale/input.ts';
import { compact, littleEndian } from '../src/scale/output.ts';
import { Malformed } from '../src/scale/shape.ts';

describe('integers', () => {
  it('should be compact as @polkadot/util has them', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (value) => {
        const bytes = compact(value);
        assert.deepEqual(bytes, compactToU8a(value));
        assert.equal(new Input(bytes).compact(), value);
        assert.equal(compactFromU8a(bytes)[1].toString(), value.toString());
      }),
    );
  });

  it('should be refused when a shorter form would do', () => {
    for (const long of [
      '0x0100',
      '0xfd00',
      '0x02000000',
      '0xfeff0000',
      '0x03ffffff3f',
      '0x070000004000',
    ]) {
      assert.throws(() => new Input(fromHex(long)).compact(), Malformed, long);
    }
    for (const short of [0n, 63n, 64n, 16_383n, 16_384n, 2n ** 30n - 1n, 2n ** 30n, 2n ** 32n]) {
      assert.equal(new Input(compact(short)).compact(), short);
    }
  });

  it('should be little-endian', () => {
    assert.equal(toHex(littleEndian(0x01020304, 4)), '0x04030201');
    assert.equal(new Input(fromHex('0xffffffff')).small(4), 0xffffffff);
    assert.equal(new Input(fromHex('0xffffffffffffffff')).big(8), 2n ** 64n - 1n);
  });
});

describe('bytes', () => {
  it('should be hexadecimal and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(fromHex(toHex(bytes)), bytes)),
    );
    for (const bad of ['', '00', '0x0', '0xgg', '0x00 ']) {
      assert.throws(() => fromHex(bad), TypeError);
    }
  });

  it('should be joined and compared', () => {
    assert.equal(
      toHex(concat(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))),
      '0x010203',
    );
    assert.ok(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2)));
    assert.ok(!equal(Uint8Array.of(1, 2), Uint8Array.of(1, 3)));
    assert.ok(!equal(Uint8Array.of(1), Uint8Array.of(1, 0)));
  });

  it('should be refused when more is read than is there', () => {
    assert.throws(() => new Input(Uint8Array.of(1)).take(2), Malformed);
    assert.throws(() => new Input(Uint8Array.of()).byte(), Malformed);
    assert.throws(() => new Input(Uint8Array.of(1)).end(), Malformed);
  });
});
