// What the page says to the chain and asks it, with the types of the runtime that its codecs were
// made from.

import { blake2b } from '@noble/hashes/blake2.js';
import {
  type Call,
  calls,
  type Questions,
  questions,
  shapes,
  storage,
  type Stored,
} from '../generated/chain.ts';
import { concat, fromHex } from '../scale/bytes.ts';
import { Codec } from '../scale/codec.ts';
import { xxh64 } from '../scale/xxhash.ts';

export const codec = new Codec(shapes, calls);

/** The bytes of a call. A parameter that is none is an `Unencodable`, which names it. */
export function encodeCall(call: Call): Uint8Array {
  return codec.encodeCall(call);
}

/** A call that others made, if it is one of those that the page knows; else `Malformed`. */
export function decodeCall(bytes: Uint8Array): Call {
  return codec.decodeCall(bytes) as Call;
}

/** What `state_call` takes: a function of a runtime API, and the bytes of its parameters. */
export function encodeQuestion<K extends keyof Questions>(
  name: K,
  parameters: Questions[K]['parameters'],
): { method: string; data: Uint8Array } {
  const [method, inputs] = questions[name];
  const data = inputs.map((shape, i) => codec.encode(shape, parameters[i], `${name}[${i}]`));
  return { method, data: concat(...data) };
}

export function decodeAnswer<K extends keyof Questions>(
  name: K,
  bytes: Uint8Array,
): Questions[K]['answer'] {
  return codec.decode(questions[name][2], bytes) as Questions[K]['answer'];
}

/** What stands before a key, by the name of how it is hashed (`codecs/runtime.mjs` knows the same). */
const HASHERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  Identity: () => new Uint8Array(),
  Blake2128Concat: (bytes) => blake2b(bytes, { dkLen: 16 }),
  Twox64Concat: xxh64,
};

/** Where a value is stored. */
export function storageKey<K extends keyof Stored>(name: K, key: Stored[K]['key']): Uint8Array {
  const [prefix, keys] = storage[name];
  const parts = keys.map(([hasher, shape], i) => {
    const bytes = codec.encode(shape, key[i], `${name}[${i}]`);
    return concat(HASHERS[hasher]!(bytes), bytes);
  });
  return concat(fromHex(prefix), ...parts);
}

/** A stored value. Where nothing is stored, the chain's value for that, or undefined. */
export function decodeStored<K extends keyof Stored>(
  name: K,
  bytes: Uint8Array | undefined,
): Stored[K]['value'] {
  const [, , shape, fallback] = storage[name];
  const found = bytes ?? (fallback === undefined ? undefined : fromHex(fallback));
  return (found && codec.decode(shape, found)) as Stored[K]['value'];
}
