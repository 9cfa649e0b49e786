// SCALE by hand, for the few things that the benchmark makes by the hundred thousand. `lib/` uses
// @polkadot/api.

import { blake2AsU8a } from '@polkadot/util-crypto';

export function compact(value) {
  const n = BigInt(value);
  if (n < 0x40n) return Buffer.of(Number(n) << 2);
  if (n < 0x4000n) return bytesOf((n << 2n) | 1n, 2);
  if (n < 0x4000_0000n) return bytesOf((n << 2n) | 2n, 4);
  let length = 4;
  while (n >> BigInt(8 * length) > 0n) length += 1;
  return Buffer.concat([Buffer.of(((length - 4) << 2) | 3), bytesOf(n, length)]);
}

function bytesOf(value, length) {
  const bytes = Buffer.alloc(length);
  for (let i = 0, rest = value; i < length; i += 1, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** A signed reading, as it is in a batch. */
export function encodeReading({ meter, sinceSlot, slot, importWh, exportWh, signature }) {
  const numbers = [meter, sinceSlot, slot, importWh, exportWh].map(compact);
  return Buffer.concat([...numbers, signature]);
}

export function encodeBatch(callIndex, readings) {
  return Buffer.concat([callIndex, compact(readings.length), ...readings.map(encodeReading)]);
}

/**
 * The content of a signed transaction of this chain, by the extensions that its metadata names. It
 * is plain data, so that it can go to a worker thread.
 */
export function extensionsOf(api) {
  return {
    names: [...api.registry.signedExtensions],
    specVersion: api.runtimeVersion.specVersion.toNumber(),
    transactionVersion: api.runtimeVersion.transactionVersion.toNumber(),
    genesisHash: Buffer.from(api.genesisHash.toU8a()),
  };
}

const WORD = (value) => bytesOf(BigInt(value), 4);
const NOTHING = Buffer.alloc(0);

/**
 * What each extension puts into the transaction, and what it adds to the signed bytes. The
 * transaction is immortal, without a tip.
 */
function extensionBytes(chain, nonce) {
  const known = {
    CheckMortality: [Buffer.of(0), chain.genesisHash],
    CheckEra: [Buffer.of(0), chain.genesisHash],
    CheckNonce: [compact(nonce), NOTHING],
    ChargeTransactionPayment: [compact(0), NOTHING],
    CheckMetadataHash: [Buffer.of(0), Buffer.of(0)],
    CheckSpecVersion: [NOTHING, WORD(chain.specVersion)],
    CheckTxVersion: [NOTHING, WORD(chain.transactionVersion)],
    CheckGenesis: [NOTHING, chain.genesisHash],
  };
  const parts = chain.names.map((name) => known[name] ?? [NOTHING, NOTHING]);
  return [
    Buffer.concat(parts.map(([extra]) => extra)),
    Buffer.concat(parts.map(([, added]) => added)),
  ];
}

/** A signed transaction (version 4) of an sr25519 pair of the keyring. */
export function signExtrinsic(chain, pair, nonce, call) {
  const [extra, added] = extensionBytes(chain, nonce);
  const full = Buffer.concat([call, extra, added]);
  const signature = pair.sign(full.length > 256 ? blake2AsU8a(full, 256) : full);
  const body = Buffer.concat([
    Buffer.of(0x84, 0x00),
    pair.publicKey,
    Buffer.of(0x01),
    signature,
    extra,
    call,
  ]);
  return Buffer.concat([compact(body.length), body]);
}

/**
 * Whether a block's extrinsic, as the RPC has it, is a signed transaction. Else it is an inherent of
 * the author: the time, or what a validator gives to the beacon once a session.
 */
export function isSigned(extrinsic) {
  const bytes = Buffer.from(extrinsic.slice(2, 12), 'hex');
  // The length comes first. The lowest bits tell how many bytes it has.
  const version = bytes[1 << (bytes[0] & 0b11)];
  return (version & 0x80) !== 0;
}
