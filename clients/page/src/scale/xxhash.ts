// XXH64 with the seed 0, by which the chain spreads the numbers that it assigns itself over its storage.

const MASK = (1n << 64n) - 1n;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const rotated = (value: bigint, bits: bigint) => ((value << bits) | (value >> (64n - bits))) & MASK;
const times = (a: bigint, b: bigint) => (a * b) & MASK;

function number(bytes: Uint8Array, at: number, length: number): bigint {
  let value = 0n;
  for (let i = length - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(bytes[at + i] ?? 0);
  return value;
}

/** Keys of storage are shorter than this; longer ones have another beginning. */
const BLOCK = 32;

/** The hash of less than 32 bytes, lowest byte first. */
export function xxh64(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= BLOCK) throw new RangeError(`${bytes.length} bytes are too many`);
  let hash = (P5 + BigInt(bytes.length)) & MASK;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const lane = times(rotated(times(number(bytes, at, 8), P2), 31n), P1);
    hash = (times(rotated(hash ^ lane, 27n), P1) + P4) & MASK;
  }
  if (at + 4 <= bytes.length) {
    hash = (times(rotated(hash ^ times(number(bytes, at, 4), P1), 23n), P2) + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at += 1) {
    hash = times(rotated(hash ^ times(number(bytes, at, 1), P5), 11n), P1);
  }
  hash = times(hash ^ (hash >> 33n), P2);
  hash = times(hash ^ (hash >> 29n), P3);
  hash ^= hash >> 32n;
  return Uint8Array.from({ length: 8 }, (_, i) => Number((hash >> BigInt(8 * i)) & 255n));
}
