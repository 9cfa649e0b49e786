// The same types as @polkadot/api has them, from the same metadata, and both sides' values in one
// form that can be compared.

import { readFileSync } from 'node:fs';
import { Metadata, TypeRegistry } from '@polkadot/types';
import {
  AbstractArray,
  AbstractInt,
  bool,
  Bytes,
  Compact,
  Enum,
  Null,
  Option,
  Raw,
  Struct,
  Text,
} from '@polkadot/types-codec';
import type { Codec } from '@polkadot/types/types';
import { toHex } from '../../src/scale/bytes.ts';

export const metadataBytes = readFileSync('src/generated/metadata.scale');

export function metadataOf(registry: TypeRegistry): Metadata {
  const metadata = new Metadata(registry, `0x${metadataBytes.toString('hex')}`);
  registry.setMetadata(metadata);
  return metadata;
}

export function registryOf(): TypeRegistry {
  const registry = new TypeRegistry();
  metadataOf(registry);
  return registry;
}

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** What @polkadot/api decoded: integers are bigints, bytes hexadecimal, a variant { Name: value }. */
export function theirs(value: Codec | null): unknown {
  if (value === null || value instanceof Null) return null;
  if (value instanceof Option) return value.isSome ? theirs(value.unwrap()) : null;
  if (value instanceof Compact) return theirs(value.unwrap() as Codec);
  if (value instanceof AbstractInt) return value.toBigInt();
  if (value instanceof bool) return value.isTrue;
  if (value instanceof Bytes) return value.toHex();
  if (value instanceof Text) return value.toString();
  // A call within another one, as it stands on the wire.
  if ('callIndex' in value) return toHex(value.toU8a());
  if (value instanceof Enum) return { [value.type]: theirs(value.inner) };
  if (value instanceof Struct) {
    return Object.fromEntries(
      [...value.entries()].map(([name, one]) => [
        camel(String(name)).replace(/_$/, ''),
        theirs(one),
      ]),
    );
  }
  if (value instanceof AbstractArray) return value.map((one) => theirs(one as Codec));
  if (value instanceof Set) return [...value].map((one) => theirs(one as Codec));
  if (value instanceof Raw) return value.toHex();
  throw new Error(`${value.toRawType()} is not compared yet`);
}
