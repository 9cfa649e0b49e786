// Any value of a shape.

import fc from 'fast-check';
import type { CallTable, Integer, Shape, Signed } from '../../src/scale/shape.ts';

const BITS: Record<Integer, number> = { u8: 8, u16: 16, u32: 32, u64: 64, u128: 128 };
const SIGNED: Record<Signed, number> = { i8: 8, i16: 16, i32: 32 };

/** Integers, with both ends of the type and of each form of a compact one among them. */
function integers(type: Integer): fc.Arbitrary<number | bigint> {
  const max = 2n ** BigInt(BITS[type]) - 1n;
  const edges = [0n, 63n, 64n, 16_383n, 16_384n, 2n ** 30n - 1n, 2n ** 30n, 2n ** 64n, max].filter(
    (edge) => edge <= max,
  );
  const all = fc.oneof(
    { weight: 3, arbitrary: fc.bigInt({ min: 0n, max }) },
    fc.constantFrom(...edges),
  );
  return BITS[type] > 32 ? all : all.map(Number);
}

/** Integers that may be negative, with both ends of the type and those around zero among them. */
function signed(type: Signed): fc.Arbitrary<number> {
  const half = 2 ** (SIGNED[type] - 1);
  const [min, max] = [-half, half - 1];
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, -1, 0, 1, max));
}

export function anyOf(
  shapes: readonly Shape[],
  calls: CallTable,
  place: number,
  depth = 0,
): fc.Arbitrary<unknown> {
  const shape = shapes[place]!;
  const of = (id: number) => anyOf(shapes, calls, id, depth);
  const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });
  if (typeof shape === 'string') {
    switch (shape) {
      case 'unit':
        return fc.constant(undefined);
      case 'bool':
        return fc.boolean();
      case 'str':
        return fc.string({ unit: 'grapheme' });
      case 'bytes':
        return bytes(0, 80);
      case 'call':
        // Within a call only calls without calls, or it would have no end.
        return fc.oneof(...callsOf(shapes, calls, depth + 1));
      case 'i8':
      case 'i16':
      case 'i32':
        return signed(shape);
      default:
        return integers(shape);
    }
  }
  switch (shape[0]) {
    case 'fixed':
      return bytes(shape[1], shape[1]);
    case 'compact':
      return integers(shape[1]);
    case 'list':
      return fc.array(of(shape[1]), { maxLength: 4 });
    case 'set':
      return fc
        .uniqueArray(of(shape[1]) as fc.Arbitrary<number | bigint>, { maxLength: 4 })
        .map((items) => items.sort((a, b) => (a < b ? -1 : 1)));
    case 'array':
      return fc.array(of(shape[2]), { minLength: shape[1], maxLength: shape[1] });
    case 'option':
      return fc.option(of(shape[1]), { nil: undefined });
    case 'tuple': {
      const [, ...items] = shape;
      return fc.tuple(...items.map(of));
    }
    case 'struct': {
      const [, names, ...fields] = shape;
      return fc.record(
        Object.fromEntries(names.split(' ').map((name, i) => [name, of(fields[i]!)])),
        { noNullPrototype: true },
      );
    }
    case 'units':
      return fc.constantFrom(...shape[1].split(' '));
    case 'enum': {
      const [, ...variants] = shape;
      return fc.oneof(
        ...variants.map(([, type, data]) =>
          data === undefined ? fc.constant({ type }) : of(data).map((value) => ({ type, value })),
        ),
      );
    }
  }
}

/** Whether a call is in a value of that shape. */
function holdsCall(shapes: readonly Shape[], place: number): boolean {
  const shape = shapes[place]!;
  if (typeof shape === 'string') return shape === 'call';
  const within = shape.slice(shape[0] === 'array' ? 2 : 1).flat();
  if (shape[0] === 'fixed' || shape[0] === 'compact' || shape[0] === 'units') return false;
  const places =
    shape[0] === 'enum'
      ? shape.slice(1).map((variant) => (variant as readonly unknown[])[2])
      : within;
  return places.some((one) => typeof one === 'number' && holdsCall(shapes, one));
}

/** Each call with any parameters. */
export function callsOf(
  shapes: readonly Shape[],
  calls: CallTable,
  depth = 0,
): fc.Arbitrary<{ call: string; args: unknown }>[] {
  return Object.entries(calls).flatMap(([section, [, members]]) =>
    Object.entries(members)
      .filter(([, [, parameters]]) => depth === 0 || !holdsCall(shapes, parameters))
      .map(([name, [, parameters]]) =>
        anyOf(shapes, calls, parameters, depth).map((args) => ({
          call: `${section}.${name}`,
          args,
        })),
      ),
  );
}
