// Integers as SCALE writes them.

/** A little-endian integer. */
export function littleEndian(value: number | bigint, length: number): Uint8Array {
  let rest = BigInt(value);
  return Uint8Array.from({ length }, () => {
    const byte = Number(rest & 255n);
    rest >>= 8n;
    return byte;
  });
}

export function compact(value: number | bigint): Uint8Array {
  const integer = BigInt(value);
  if (integer < 1n << 6n) return littleEndian(integer << 2n, 1);
  if (integer < 1n << 14n) return littleEndian((integer << 2n) | 1n, 2);
  if (integer < 1n << 30n) return littleEndian((integer << 2n) | 2n, 4);
  let length = 4;
  while (integer >> BigInt(8 * length) > 0n) length += 1;
  const bytes = new Uint8Array(length + 1);
  bytes[0] = ((length - 4) << 2) | 3;
  bytes.set(littleEndian(integer, length), 1);
  return bytes;
}
