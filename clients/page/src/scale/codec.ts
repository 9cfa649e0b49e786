// Encodes and decodes by a table of shapes. Integers up to 32 bits are numbers, longer ones
// bigints; bytes are Uint8Array; None is undefined. An enum without any data is its variant's name,
// any other one { type, value }.

import { concat } from './bytes.ts';
import { Input } from './input.ts';
import { compact, littleEndian } from './output.ts';
import {
  type CallTable,
  type Integer,
  Malformed,
  type Shape,
  type Signed,
  Unencodable,
} from './shape.ts';

/** A call with its parameters: what the shape `call` stands for. */
export interface AnyCall {
  call: string;
  args: unknown;
}

const LENGTHS: Readonly<Record<Integer | Signed, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  u128: 16,
  i8: 1,
  i16: 2,
  i32: 4,
};

/** Calls in calls in calls: the chain decodes no more, either. */
const MAX_DEPTH = 16;

const utf8 = new TextEncoder();
const names = (text: string) => (text === '' ? [] : text.split(' '));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export class Codec {
  constructor(
    private readonly shapes: readonly Shape[],
    private readonly calls: CallTable,
  ) {}

  encode(shape: number, value: unknown, path = 'value'): Uint8Array {
    return this.write(this.shape(shape), value, path);
  }

  /** Decodes what is a value of that shape and nothing more. */
  decode(shape: number, bytes: Uint8Array): unknown {
    const input = new Input(bytes);
    const value = this.read(shape, input);
    input.end();
    return value;
  }

  encodeCall({ call, args }: AnyCall): Uint8Array {
    return this.writeCall(call, args, call);
  }

  decodeCall(bytes: Uint8Array): AnyCall {
    const input = new Input(bytes);
    const value = this.readCall(input, 0);
    input.end();
    return value;
  }

  private shape(id: number): Shape {
    const shape = this.shapes[id];
    if (shape === undefined) throw new RangeError(`there is no shape ${id}`);
    return shape;
  }

  private write(shape: Shape, value: unknown, path: string): Uint8Array {
    const refuse = (expected: string): never => {
      throw new Unencodable(path, expected);
    };
    if (typeof shape === 'string') {
      switch (shape) {
        case 'unit':
          return new Uint8Array();
        case 'bool':
          if (typeof value !== 'boolean') return refuse('true or false');
          return Uint8Array.of(value ? 1 : 0);
        case 'str':
          if (typeof value !== 'string') return refuse('text');
          return this.write('bytes', utf8.encode(value), path);
        case 'bytes':
          if (!(value instanceof Uint8Array)) return refuse('bytes');
          return concat(compact(value.length), value);
        case 'call':
          if (!isObject(value) || typeof value.call !== 'string') return refuse('a call');
          return this.writeCall(value.call, value.args, `${path}.${value.call}`);
        default:
          return littleEndian(integer(shape, value, path), LENGTHS[shape]);
      }
    }
    switch (shape[0]) {
      case 'compact':
        return compact(integer(shape[1], value, path));
      case 'fixed':
        if (!(value instanceof Uint8Array) || value.length !== shape[1]) {
          return refuse(`${shape[1]} bytes`);
        }
        return value;
      case 'option':
        if (value === undefined) return Uint8Array.of(0);
        return concat(Uint8Array.of(1), this.encode(shape[1], value, path));
      case 'list':
        if (!Array.isArray(value)) return refuse('a list');
        return concat(
          compact(value.length),
          ...value.map((item, i) => this.encode(shape[1], item, `${path}[${i}]`)),
        );
      case 'set': {
        if (!Array.isArray(value)) return refuse('a list');
        const items = [...new Set(value)].sort((a, b) => (a < b ? -1 : 1));
        return this.write(['list', shape[1]], items, path);
      }
      case 'array':
        if (!Array.isArray(value) || value.length !== shape[1]) return refuse(`${shape[1]} items`);
        return concat(...value.map((item, i) => this.encode(shape[2], item, `${path}[${i}]`)));
      case 'tuple': {
        const [, ...items] = shape;
        if (!Array.isArray(value) || value.length !== items.length) {
          return refuse(`${items.length} items`);
        }
        return concat(...items.map((item, i) => this.encode(item, value[i], `${path}[${i}]`)));
      }
      case 'struct': {
        const [, fields, ...types] = shape;
        if (!isObject(value)) return refuse('an object');
        return concat(
          ...names(fields).map((name, i) => this.encode(types[i]!, value[name], `${path}.${name}`)),
        );
      }
      case 'units': {
        const index = typeof value === 'string' ? names(shape[1]).indexOf(value) : -1;
        return index < 0 ? refuse(`one of ${shape[1]}`) : Uint8Array.of(index);
      }
      case 'enum': {
        const [, ...variants] = shape;
        const variant = isObject(value) && variants.find(([, name]) => name === value.type);
        if (!variant) return refuse(`one of ${variants.map(([, name]) => name).join(' ')}`);
        const [index, name, data] = variant;
        if (data === undefined) return Uint8Array.of(index);
        return concat(Uint8Array.of(index), this.encode(data, value.value, `${path}.${name}`));
      }
    }
  }

  private writeCall(name: string, args: unknown, path: string): Uint8Array {
    const [pallet = '', method = ''] = name.split('.');
    const section = Object.hasOwn(this.calls, pallet) ? this.calls[pallet] : undefined;
    const entry = section && Object.hasOwn(section[1], method) ? section[1][method] : undefined;
    if (!section || !entry) throw new Unencodable(path, 'a call that this page knows');
    return concat(Uint8Array.of(section[0], entry[0]), this.encode(entry[1], args, path));
  }

  /** Reads a value of that shape, and leaves what follows. */
  read(id: number, input: Input, depth = 0): unknown {
    const shape = this.shape(id);
    if (typeof shape === 'string') {
      switch (shape) {
        case 'unit':
          return undefined;
        case 'bool':
          return flag(input);
        case 'str':
          return text(input.take(input.count()));
        case 'bytes':
          return input.take(input.count());
        case 'call':
          return this.readCall(input, depth + 1);
        case 'u64':
        case 'u128':
          return input.big(LENGTHS[shape]);
        case 'i8':
        case 'i16':
        case 'i32':
          return signed(input.small(LENGTHS[shape]), 8 * LENGTHS[shape]);
        default:
          return input.small(LENGTHS[shape]);
      }
    }
    const list = (length: number, item: number) =>
      Array.from({ length }, () => this.read(item, input, depth));
    switch (shape[0]) {
      case 'compact': {
        const value = input.compact();
        const length = LENGTHS[shape[1]];
        if (value >> BigInt(8 * length) > 0n) throw new Malformed(`${value} is no ${shape[1]}`);
        return length > 4 ? value : Number(value);
      }
      case 'fixed':
        return input.take(shape[1]);
      case 'option':
        return flag(input) ? this.read(shape[1], input, depth) : undefined;
      case 'list':
      case 'set':
        return list(input.count(), shape[1]);
      case 'array':
        return list(shape[1], shape[2]);
      case 'tuple': {
        const [, ...items] = shape;
        return items.map((item) => this.read(item, input, depth));
      }
      case 'struct': {
        const [, fields, ...types] = shape;
        return Object.fromEntries(
          names(fields).map((name, i) => [name, this.read(types[i]!, input, depth)]),
        );
      }
      case 'units': {
        const index = input.byte();
        const name = names(shape[1])[index];
        if (name === undefined) throw new Malformed(`there is no variant ${index}`);
        return name;
      }
      case 'enum': {
        const [, ...variants] = shape;
        const index = input.byte();
        const variant = variants.find(([number]) => number === index);
        if (!variant) throw new Malformed(`there is no variant ${index}`);
        const [, type, data] = variant;
        return data === undefined ? { type } : { type, value: this.read(data, input, depth) };
      }
    }
  }

  private readCall(input: Input, depth: number): AnyCall {
    if (depth > MAX_DEPTH) throw new Malformed('calls are nested too deeply');
    const [pallet, index] = [input.byte(), input.byte()];
    for (const [section, [number, calls]] of Object.entries(this.calls)) {
      if (number !== pallet) continue;
      for (const [method, [at, parameters]] of Object.entries(calls)) {
        if (at !== index) continue;
        return { call: `${section}.${method}`, args: this.read(parameters, input, depth) };
      }
    }
    throw new Malformed(`call ${pallet}.${index} is none that this page knows`);
  }
}

/** An integer that fits; those of 64 bits and more are bigints. */
function integer(type: Integer | Signed, value: unknown, path: string): number | bigint {
  const bits = 8 * LENGTHS[type];
  const isOne = bits > 32 ? typeof value === 'bigint' : Number.isInteger(value);
  const lowest = type.startsWith('i') ? -(2n ** BigInt(bits - 1)) : 0n;
  if (!isOne || (BigInt(value as number | bigint) - lowest) >> BigInt(bits) !== 0n) {
    throw new Unencodable(path, `a ${type}`);
  }
  return value as number | bigint;
}

/** What so many bits mean as two's complement. */
function signed(unsigned: number, bits: number): number {
  return unsigned < 2 ** (bits - 1) ? unsigned : unsigned - 2 ** bits;
}

function flag(input: Input): boolean {
  const byte = input.byte();
  if (byte > 1) throw new Malformed(`${byte} is neither true nor false`);
  return byte === 1;
}

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed('a text is not UTF-8');
  }
}
