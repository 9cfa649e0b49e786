// The test vector of docs/meters.md. A meter maker who gets these bytes has it right.

import assert from 'node:assert/strict';
import test from 'node:test';
import {
  Meter,
  meterSeed,
  PAYLOAD_BYTES,
  readingPayload,
  verifyReading,
} from '../../lib/model/meters.mjs';
import { blocks } from '../../lib/pages/page.mjs';

/** By name: the hexadecimal digits, or the number, whatever lines and spaces they are shown in. */
const VECTOR = Object.fromEntries(
  blocks('text', 'meters.md', 'A test vector')[0]
    .split(/\n(?! )/)
    .map((line) => /^(\S+(?: \S+)*) {2,}(.*)$/s.exec(line))
    .map(([, name, value]) => [name, value.replace(/\s+/g, '')]),
);
const number = (name) => Number(VECTOR[name]);
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const genesisHash = new Uint8Array(Buffer.from(VECTOR['genesis hash'], 'hex'));

test('a reading is signed as the test vector says', () => {
  const id = number('meter');
  assert.equal(hex(meterSeed(id)), VECTOR.seed);
  const before = { importWh: 123_000n, exportWh: 0n };
  const meter = new Meter({ id, genesisHash, lastSlot: number('since_slot'), ...before });
  const reading = meter.read(number('slot'), number('import_wh') - 123_000, number('export_wh'));
  const payload = readingPayload(genesisHash, reading);
  assert.equal(payload.length, PAYLOAD_BYTES);
  assert.equal(PAYLOAD_BYTES, 74);
  assert.equal(hex(payload), VECTOR.payload);
  assert.equal(hex(meter.publicKey), VECTOR['public key']);
  assert.equal(hex(reading.signature), VECTOR.signature);
  assert.ok(verifyReading(meter.publicKey, genesisHash, reading));
});

test('a changed reading does not verify', () => {
  const meter = new Meter({ id: 7, genesisHash });
  const reading = meter.read(5, 1, 2);
  assert.ok(!verifyReading(meter.publicKey, genesisHash, { ...reading, exportWh: 3n }));
  const elsewhere = new Uint8Array(32);
  assert.ok(!verifyReading(meter.publicKey, elsewhere, reading));
});

test('registers only grow and slots chain', () => {
  const meter = new Meter({ id: 1, genesisHash });
  const first = meter.read(10, 5, 0);
  const second = meter.read(11, 5, 7);
  assert.deepEqual([first.sinceSlot, first.slot], [0, 10]);
  assert.deepEqual([second.sinceSlot, second.slot], [10, 11]);
  assert.deepEqual([second.importWh, second.exportWh], [10n, 7n]);
});
