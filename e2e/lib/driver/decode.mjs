// Turns what @polkadot/api decodes from the chain's own metadata into plain JavaScript: integers
// become BigInt (money passes 2^53), options become null or the value, enums without data become
// their name.

import {
  AbstractArray,
  AbstractInt,
  bool,
  Compact,
  Enum,
  Null,
  Option,
  Raw,
  Struct,
  Text,
} from '@polkadot/types-codec';

/** @returns a plain value: bigint, boolean, string, null, array, object with camelCase fields. */
export function plain(codec) {
  if (codec === null || codec === undefined || codec instanceof Null) return null;
  if (codec instanceof Option) return codec.isSome ? plain(codec.unwrap()) : null;
  if (codec instanceof Compact) return plain(codec.unwrap());
  if (codec instanceof AbstractInt) return codec.toBigInt();
  if (codec instanceof bool) return codec.isTrue;
  if (codec instanceof Text) return codec.toString();
  if (codec instanceof Enum) {
    if (codec.inner instanceof Null) return codec.type;
    return { type: codec.type, value: plain(codec.inner) };
  }
  if (codec instanceof Struct) {
    return Object.fromEntries([...codec.entries()].map(([name, value]) => [name, plain(value)]));
  }
  if (codec instanceof AbstractArray) return codec.map(plain);
  // BTreeMap and the like.
  if (codec instanceof Map) return new Map([...codec].map(([k, v]) => [plain(k), plain(v)]));
  if (codec instanceof Set) return new Set([...codec].map(plain));
  // AccountId32 prints as an address, any other bytes as hex.
  if (codec instanceof Raw) return codec.toString();
  return codec.toJSON();
}

/** JSON with integers as decimal strings, for files that people and other programs read. */
export function toJson(value) {
  const convert = (_, v) => {
    if (typeof v === 'bigint') return v.toString();
    if (v instanceof Map) return Object.fromEntries([...v].map(([k, x]) => [String(k), x]));
    return v;
  };
  return `${JSON.stringify(value, convert, 2)}\n`;
}
