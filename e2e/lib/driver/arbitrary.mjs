// Calls with arbitrary arguments, whatever the runtime has: its metadata says how they are encoded.

import { bnToU8a, compactAddLength, compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

/** Types that hold others are as small as they can be from this depth on. */
const DEEP = 6;
/** How often arguments are drawn until the runtime takes them. */
const TRIES = 100;
const BYTES = { U8: 1, U16: 2, U32: 4, U64: 8, U128: 16, U256: 32 };
/** Shares of a whole, by how many parts that has. More of them are none. */
const WHOLE = { Percent: 100n, Permill: 10n ** 6n, Perbill: 10n ** 9n, Perquintill: 10n ** 18n };

const byte = () => Math.floor(Math.random() * 256);
const bytes = (count) => Uint8Array.from({ length: count }, byte);
const oneOf = (list) => list[Math.floor(Math.random() * list.length)];

/** A number of so many bytes at most, of any length. */
const number = (width) =>
  bytes(Math.floor(Math.random() * (width + 1))).reduce((sum, one) => sum * 256n + BigInt(one), 0n);

class Arbitrary {
  constructor(lookup) {
    this.lookup = lookup;
  }

  /** A value of a type, encoded. */
  value(id, depth = 0) {
    const { def, path } = this.lookup.getSiType(id);
    // A call within a call: a remark of nothing.
    if (path.at(-1)?.toString() === 'RuntimeCall') return Uint8Array.of(0, 0, 0);
    const whole = WHOLE[path.at(-1)?.toString()];
    if (whole) {
      const [{ type: parts }] = def.asComposite.fields;
      const width = BYTES[this.lookup.getSiType(parts).def.asPrimitive.type];
      return bnToU8a(number(width) % (whole + 1n), { bitLength: 8 * width });
    }
    if (def.isComposite) return this.fields(def.asComposite.fields, depth);
    if (def.isVariant) return this.variant(def.asVariant.variants, depth);
    if (def.isTuple) return u8aConcat(...def.asTuple.map((part) => this.value(part, depth + 1)));
    if (def.isCompact) return this.compact(def.asCompact.type);
    if (def.isPrimitive) return this.primitive(def.asPrimitive.type);
    if (def.isArray) {
      const { len, type } = def.asArray;
      const items = Array.from({ length: len.toNumber() }, () => this.value(type, depth + 1));
      return u8aConcat(...items);
    }
    if (def.isSequence) {
      // What the chain bounds, one fits; what is sorted, is.
      if (depth >= DEEP || Math.random() < 0.3) return compactToU8a(0);
      return u8aConcat(compactToU8a(1), this.value(def.asSequence.type, depth + 1));
    }
    if (def.isBitSequence) return compactToU8a(0);
    throw new Error(`a type of no known kind: ${def.type}`);
  }

  fields(fields, depth) {
    return u8aConcat(...fields.map(({ type }) => this.value(type, depth + 1)));
  }

  variant(all, depth) {
    // Some of the other ways to name an account @polkadot/api reads otherwise than the chain: no other test
    // could read the block. The hub's own tests have them.
    const account = all.find(({ name }) => name.toString() === 'Address32');
    const variants = account ? all.filter(({ name }) => name.toString() === 'Id') : [...all];
    const smallest = Math.min(...variants.map(({ fields }) => fields.length));
    const some = depth < DEEP ? variants : variants.filter((one) => one.fields.length === smallest);
    // A type without variants has no values, so no call that can be made has one.
    const { index, fields } = oneOf([...some]);
    return u8aConcat(Uint8Array.of(index.toNumber()), this.fields(fields, depth));
  }

  compact(id) {
    const { def, path } = this.lookup.getSiType(id);
    const whole = WHOLE[path.at(-1)?.toString()];
    if (whole) return compactToU8a(number(8) % (whole + 1n));
    if (def.isPrimitive) return compactToU8a(number(BYTES[def.asPrimitive.type]));
    if (def.isTuple && def.asTuple.length === 0) return new Uint8Array();
    const [{ type }] = def.asComposite.fields;
    return this.compact(type);
  }

  primitive(name) {
    if (name === 'Bool') return Uint8Array.of(byte() & 1);
    if (name === 'Str') return u8aConcat(compactToU8a(2), Uint8Array.of(0x68, 0x69));
    const width = BYTES[name.replace('I', 'U')];
    if (!width) throw new Error(`a primitive of no known kind: ${name}`);
    return bytes(width);
  }
}

/**
 * Each call of a runtime: { name, bytes, bare }, where `bare` says that it has no arguments.
 *
 * @param {(bytes: Uint8Array) => Promise<boolean>} isCall  whether the runtime takes them for a call. Metadata
 * does not tell all: royalties of more than 30%, say, are none.
 */
export async function arbitraryCalls(api, isCall) {
  const { lookup, pallets } = api.runtimeMetadata.asLatest;
  const arbitrary = new Arbitrary(lookup);
  const found = [];
  for (const { name: pallet, index, calls } of pallets) {
    const { variants } = calls.isSome ? lookup.getSiType(calls.unwrap().type).def.asVariant : {};
    for (const call of variants ?? []) {
      const name = `${pallet}.${call.name}`;
      const draw = () => {
        const place = Uint8Array.of(index.toNumber(), call.index.toNumber());
        return u8aConcat(place, arbitrary.fields(call.fields, 0));
      };
      let bytes = draw();
      for (let tries = 1; !(await isCall(bytes)); tries += 1) {
        if (tries === TRIES) throw new Error(`${name}: no arguments that the runtime takes`);
        bytes = draw();
      }
      found.push({ name, bytes, bare: call.fields.length === 0 });
    }
  }
  return found;
}

/**
 * A transaction whose call has these bytes, signed. By itself @polkadot/api decodes a call and encodes it
 * again, and others may come out.
 */
export function signBytes(api, bytes, signer, nonce) {
  const { genesisHash, runtimeVersion, registry } = api;
  const { specVersion, transactionVersion } = runtimeVersion;
  const values = {
    method: u8aToHex(bytes),
    nonce,
    era: '0x00',
    tip: 0,
    blockHash: genesisHash,
    genesisHash,
    specVersion,
    transactionVersion,
  };
  const version = 4;
  const { signature } = registry.createType('ExtrinsicPayload', values, { version }).sign(signer);
  // What stands before the call is the same for any.
  const other = registry.createType('Call', Uint8Array.of(0, 0, 0));
  const signed = registry
    .createType('Extrinsic', other, { version })
    .addSignature(signer.address, signature, values)
    .toU8a(true);
  return compactAddLength(
    u8aConcat(signed.subarray(0, signed.length - other.encodedLength), bytes),
  );
}
