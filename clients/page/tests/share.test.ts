// Codes that people show each other, and codes that are not what they say.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import jsQr from 'jsqr';
import { encode } from 'uqr';
import { Key } from '../src/key/key.ts';
import { toHex } from '../src/scale/bytes.ts';
import { fromBase64, toBase64 } from '../src/share/base64.ts';
import { LONGEST_QR } from '../src/ui/qr.tsx';
import { BadCode, codeOf, consentOf, type Shared, sharedOf } from '../src/share/code.ts';

const GENESIS = new Uint8Array(32).fill(9);
const OTHER = new Uint8Array(32).fill(8);

const why = (text: string, genesis = GENESIS) => {
  try {
    return sharedOf(text, genesis).kind;
  } catch (error) {
    if (error instanceof BadCode) return error.why;
    throw error;
  }
};

/** A code as a screen shows it, with two pixels for each of its squares. */
function pictureOf(text: string): { pixels: Uint8ClampedArray; size: number } {
  const { data, size: squares } = encode(text, { border: 4, ecc: 'L' });
  const size = 2 * squares;
  const pixels = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (data[y >> 1]![x >> 1]) pixels.fill(0, 4 * (y * size + x), 4 * (y * size + x) + 3);
    }
  }
  return { pixels, size };
}

describe('a code', async () => {
  const key = await Key.from(new Uint8Array(16).fill(3));
  const consent = consentOf(key, GENESIS, { type: 'Join', community: 2 }, 5_000);
  const all: Shared[] = [
    { kind: 'consent', to: { type: 'Join', community: 2 }, consent },
    { kind: 'request', request: 4_294_967_295 },
    { kind: 'member', member: 0 },
    { kind: 'pickup', order: 2n ** 64n - 1n, code: new Uint8Array(16).fill(7) },
  ];
  /** An award's place in the largest batch there is. */
  const place: Shared = {
    kind: 'award',
    issuer: 4_294_967_295,
    sequence: 4_294_967_295,
    index: 4_095,
    salt: new Uint8Array(32).fill(1),
    vc: new Uint8Array(32).fill(2),
    proof: Array.from({ length: 12 }, (_, level) => new Uint8Array(32).fill(level)),
  };

  it('should say what was meant', () => {
    for (const shared of [...all, place, { ...place, proof: [] }]) {
      assert.deepEqual(sharedOf(codeOf(shared, GENESIS), GENESIS), shared);
    }
  });

  it('should be small enough for an old camera', () => {
    for (const shared of all) assert.ok(codeOf(shared, GENESIS).length <= 160);
    assert.ok(codeOf(place, GENESIS).length <= 640);
  });

  it('should be read from a picture that is no larger than a screen', () => {
    const longest = Array.from({ length: LONGEST_QR }, (_, i) => 'aZ9.~-_'[(i * i) % 7]).join('');
    for (const text of [...[...all, place].map((shared) => codeOf(shared, GENESIS)), longest]) {
      const { pixels, size } = pictureOf(text);
      assert.ok(size <= 320);
      assert.equal(jsQr(pixels, size, size)?.data, text);
    }
  });

  it('should have no longer path than a batch has', () => {
    const code = codeOf({ ...place, proof: [] } as Shared, GENESIS);
    const bytes = fromBase64(code.slice('vaka:'.length))!;
    bytes[bytes.length - 1] = 13;
    const longer = new Uint8Array([...bytes, ...new Uint8Array(13 * 32)]);
    assert.equal(why(`vaka:${toBase64(longer)}`), 'damaged');
  });

  it('should be told apart if it is another network’s, somebody else’s, or damaged', () => {
    for (const shared of [...all, place]) {
      const code = codeOf(shared, GENESIS);
      assert.equal(why(code, OTHER), 'another network');
      assert.equal(why(code.slice(0, -2)), 'damaged');
      assert.equal(why(`${code}AA`), 'damaged');
    }
    for (const text of [
      '',
      'https://example.org',
      '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
      `vaka:${'A'.repeat(700)}`,
    ]) {
      assert.equal(why(text), 'foreign');
    }
    assert.equal(why('vaka:äöü'), 'damaged');
    assert.equal(why('vaka:'), 'damaged');
    assert.equal(why(`vaka:${toBase64(Uint8Array.of(2, 0, 9, 9, 9, 9))}`), 'newer');
    assert.equal(why(`vaka:${toBase64(Uint8Array.of(1, 9, 9, 9, 9, 9))}`), 'newer');
  });

  it('should not carry a consent that the account did not sign', () => {
    const bytes = fromBase64(codeOf(all[0]!, GENESIS).slice(5))!;
    for (let at = 7; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 1;
      assert.equal(why(`vaka:${toBase64(changed)}`), 'damaged', `byte ${at}`);
    }
    const elsewhere = consentOf(key, OTHER, { type: 'Join', community: 2 }, 5_000);
    const carried: Shared = {
      kind: 'consent',
      to: { type: 'Join', community: 2 },
      consent: elsewhere,
    };
    assert.equal(why(codeOf(carried, GENESIS)), 'damaged');
    const replaced: Shared = { kind: 'consent', to: { type: 'Replace', member: 2 }, consent };
    assert.equal(why(codeOf(replaced, GENESIS)), 'damaged');
  });

  it('should never break the page, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), (bytes) => {
        const head = Uint8Array.of(1, 0, 9, 9, 9, 9);
        why(`vaka:${toBase64(bytes)}`);
        why(`vaka:${toBase64(Uint8Array.from([...head, ...bytes]))}`);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void why(`vaka:${text}`)));
  });
});

describe('base64url', () => {
  it('should be read in its one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 99 }), (bytes) => {
        const text = toBase64(bytes);
        assert.equal(text, Buffer.from(bytes).toString('base64url'));
        assert.equal(toHex(fromBase64(text)!), toHex(bytes));
      }),
    );
    for (const text of ['A', 'AB=', 'A+', 'A/', 'AB\n', 'AC']) {
      if (text === 'AC') {
        assert.equal(fromBase64(text), undefined, 'a last digit with bits to spare');
      } else assert.equal(fromBase64(text), undefined, text);
    }
  });
});
