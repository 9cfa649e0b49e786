// How a type looks on the wire. The generator (`codecs/`) makes a table of such shapes from the
// runtime's metadata; a shape names another one by its place in the table.

export type Integer = 'u8' | 'u16' | 'u32' | 'u64' | 'u128';
/** An integer that may be negative, as two's complement. No compact one is. */
export type Signed = 'i8' | 'i16' | 'i32';

/** A variant: its number on the wire, its name, and the shape of its data if it has any. */
export type Variant = readonly [index: number, name: string, data?: number];

export type Shape =
  | Integer
  | Signed
  | 'bool'
  | 'str'
  | 'unit'
  /** Bytes after their number. */
  | 'bytes'
  /** A call, with the indices of its pallet and its own before its parameters. */
  | 'call'
  /** So many bytes. */
  | readonly ['fixed', length: number]
  | readonly ['compact', integer: Integer]
  | readonly ['list', item: number]
  /** A list of integers, each once, in their order. */
  | readonly ['set', item: number]
  | readonly ['array', length: number, item: number]
  | readonly ['option', some: number]
  | readonly ['tuple', ...items: readonly number[]]
  /** Names with spaces between them, and a shape for each. */
  | readonly ['struct', names: string, ...fields: readonly number[]]
  /** An enum without data: names with spaces between them, numbered from 0. */
  | readonly ['units', names: string]
  | readonly ['enum', ...variants: readonly Variant[]];

/** Calls by pallet and name: the pallet's index, and of each call its index and its parameters' shape. */
export type CallTable = Readonly<
  Record<string, readonly [index: number, calls: Readonly<Record<string, CallEntry>>]>
>;
export type CallEntry = readonly [index: number, parameters: number];

/** A value on the wire is none of its shape. Whoever sent it lies, or runs another runtime. */
export class Malformed extends Error {
  override name = 'Malformed';
}

/** A value cannot be sent as what it should be; `path` names the field. */
export class Unencodable extends Error {
  override name = 'Unencodable';

  constructor(
    readonly path: string,
    readonly expected: string,
  ) {
    super(`${path} is not ${expected}`);
  }
}
