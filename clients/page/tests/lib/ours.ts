// Our values in the form of `theirs.ts`.

import { codec } from '../../src/chain/codec.ts';
import { shapes } from '../../src/generated/chain.ts';
import { toHex } from '../../src/scale/bytes.ts';
import type { AnyCall } from '../../src/scale/codec.ts';

type Fields = Record<string, unknown>;

export function ours(place: number, value: unknown): unknown {
  const shape = shapes[place]!;
  if (typeof shape === 'string') {
    if (shape === 'unit') return null;
    if (shape === 'bytes') return toHex(value as Uint8Array);
    if (shape === 'call') return toHex(codec.encodeCall(value as AnyCall));
    return typeof value === 'number' ? BigInt(value) : value;
  }
  const list = (item: number) => (value as unknown[]).map((one) => ours(item, one));
  switch (shape[0]) {
    case 'fixed':
      return toHex(value as Uint8Array);
    case 'compact':
      return BigInt(value as number | bigint);
    case 'list':
    case 'set':
      return list(shape[1]);
    case 'array':
      return list(shape[2]);
    case 'option':
      return value === undefined ? null : ours(shape[1], value);
    case 'tuple':
      return (value as unknown[]).map((one, i) => ours(shape[i + 1] as number, one));
    case 'struct': {
      const [, names, ...types] = shape;
      return Object.fromEntries(
        names.split(' ').map((name, i) => [name, ours(types[i]!, (value as Fields)[name])]),
      );
    }
    case 'units':
      return { [value as string]: null };
    case 'enum': {
      const { type, value: data } = value as { type: string; value?: unknown };
      const [, ...variants] = shape;
      const [, , of] = variants.find(([, name]) => name === type)!;
      return { [type]: of === undefined ? null : ours(of, data) };
    }
  }
}
