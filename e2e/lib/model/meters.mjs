// Meters as a meter maker would build them: an Ed25519 key, two cumulative registers, and a
// signature over each reading. Keys of the demo's meters are derived from their number; the
// runtime's `local` preset uses the same rule.

import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { blake2AsU8a } from '@polkadot/util-crypto';

const DOMAIN = Buffer.from('vaka/reading/1', 'ascii');
export const PAYLOAD_BYTES = DOMAIN.length + 32 + 3 * 4 + 2 * 8;

// The fixed head of a PKCS #8 private key and of an SPKI public key for Ed25519 (RFC 8410).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export function meterSeed(id) {
  return blake2AsU8a(`vaka/demo/meter/${id}`, 256);
}

export function meterKey(seed) {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(SPKI.length);
  return { key, publicKey: new Uint8Array(publicKey) };
}

/**
 * What a meter signs: SCALE(b"vaka/reading/1", genesis_hash, meter, since_slot, slot, import_wh,
 * export_wh), every integer of fixed width and little-endian.
 */
export function readingPayload(genesisHash, { meter, sinceSlot, slot, importWh, exportWh }) {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  let at = DOMAIN.copy(payload, 0);
  at += Buffer.from(genesisHash).copy(payload, at);
  for (const word of [meter, sinceSlot, slot]) at = payload.writeUInt32LE(Number(word), at);
  for (const wh of [importWh, exportWh]) at = payload.writeBigUInt64LE(BigInt(wh), at);
  if (at !== PAYLOAD_BYTES) throw new Error('the genesis hash must have 32 bytes');
  return payload;
}

export function signReading(key, genesisHash, reading) {
  const payload = readingPayload(genesisHash, reading);
  return { ...reading, signature: new Uint8Array(sign(null, payload, key)) };
}

export function verifyReading(publicKey, genesisHash, reading) {
  const key = createPublicKey({
    key: Buffer.concat([SPKI, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, readingPayload(genesisHash, reading), key, reading.signature);
}

/** A meter with its registers. `read` adds what flowed since the last reading, and signs. */
export class Meter {
  constructor({
    id,
    genesisHash,
    seed = meterSeed(id),
    lastSlot = 0,
    importWh = 0n,
    exportWh = 0n,
  }) {
    Object.assign(this, { id, genesisHash, lastSlot, importWh, exportWh });
    Object.assign(this, meterKey(seed));
  }

  read(slot, importedWh = 0, exportedWh = 0) {
    this.importWh += BigInt(importedWh);
    this.exportWh += BigInt(exportedWh);
    const reading = {
      meter: this.id,
      sinceSlot: this.lastSlot,
      slot,
      importWh: this.importWh,
      exportWh: this.exportWh,
    };
    this.lastSlot = slot;
    return signReading(this.key, this.genesisHash, reading);
  }
}
