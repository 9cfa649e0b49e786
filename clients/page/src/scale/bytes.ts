// Bytes as hex, in a row, and compared.

/** The bytes of "0x" and pairs of hexadecimal digits. Anything else is an error. */
export function fromHex(text: string): Uint8Array {
  if (!/^0x(?:[0-9a-f]{2})*$/i.test(text)) throw new TypeError('not hexadecimal bytes');
  return Uint8Array.from({ length: text.length / 2 - 1 }, (_, i) =>
    parseInt(text.slice(2 + 2 * i, 4 + 2 * i), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  let text = '0x';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two rows of bytes are the same. It takes as long wherever they differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  a.forEach((byte, i) => {
    difference |= byte ^ (b[i] ?? 0);
  });
  return difference === 0;
}
