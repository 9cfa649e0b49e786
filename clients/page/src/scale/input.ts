// Reads SCALE from its beginning to its end. Nothing that is read is believed: each length is
// compared with what is left.

import { Malformed } from './shape.ts';

export class Input {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** A copy of the next bytes, so that no answer keeps a whole block in memory. */
  take(length: number): Uint8Array {
    this.skip(length);
    return this.bytes.slice(this.at - length, this.at);
  }

  skip(length: number): void {
    if (length > this.left) throw new Malformed(`${length} bytes wanted, ${this.left} left`);
    this.at += length;
  }

  /** The next bytes, which stay where they are. */
  peek(length: number): Uint8Array {
    const bytes = this.take(length);
    this.at -= length;
    return bytes;
  }

  byte(): number {
    this.skip(1);
    return this.bytes[this.at - 1] ?? 0;
  }

  /** A little-endian integer of at most four bytes. */
  small(length: number): number {
    let value = 0;
    for (let i = 0; i < length; i += 1) value += this.byte() * 2 ** (8 * i);
    return value;
  }

  big(length: number): bigint {
    let value = 0n;
    for (let i = 0n; i < length; i += 1n) value |= BigInt(this.byte()) << (8n * i);
    return value;
  }

  /** A compact integer. Only its shortest form is one, as for the chain. */
  compact(): bigint {
    const first = this.byte();
    const mode = first & 3;
    if (mode === 3) {
      const length = (first >> 2) + 4;
      const value = this.big(length);
      if (value >> BigInt(8 * (length - 1)) === 0n || value < 1n << 30n) {
        throw new Malformed('a compact integer is longer than it need be');
      }
      return value;
    }
    const rest = [0, 1, 3][mode] ?? 0;
    const value = (BigInt(first) | (this.big(rest) << 8n)) >> 2n;
    if (mode > 0 && value < [0n, 1n << 6n, 1n << 14n][mode]!) {
      throw new Malformed('a compact integer is longer than it need be');
    }
    return value;
  }

  /** The number of items that follow, if so many can follow. */
  count(): number {
    const count = this.compact();
    if (count > BigInt(this.left)) throw new Malformed(`${count} items in ${this.left} bytes`);
    return Number(count);
  }

  end(): void {
    if (this.left > 0) throw new Malformed(`${this.left} bytes more than there should be`);
  }
}
