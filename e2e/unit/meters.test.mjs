// The signing vector of the docs. A meter maker who gets these bytes has it right.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Meter, PAYLOAD_BYTES, readingPayload, verifyReading } from '../lib/meters.mjs';

const genesisHash = Uint8Array.from({ length: 32 }, (_, i) => i);
const hex = (bytes) => Buffer.from(bytes).toString('hex');

test('a reading is signed as the test vector says', () => {
  const meter = new Meter({ id: 7, genesisHash, lastSlot: 1_990_000, importWh: 123_000n });
  const reading = meter.read(1_990_001, 456, 789);
  const payload = readingPayload(genesisHash, reading);
  assert.equal(payload.length, PAYLOAD_BYTES);
  assert.equal(PAYLOAD_BYTES, 74);
  assert.equal(hex(payload), VECTOR.payload);
  assert.equal(hex(meter.publicKey), VECTOR.publicKey);
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

const VECTOR = {
  seed: '3b049a3352936f9d64788bdbd04279d8bbcebe4fa473fafcd48a0828d756fea0',
  publicKey: 'a4fc668d50761dee80a723165ecd252107e46f9846dd4bece88f47e30c62f7bd',
  payload:
    '76616b612f72656164696e672f31000102030405060708090a0b0c0d0e0f1011' +
    '12131415161718191a1b1c1d1e1f07000000705d1e00715d1e0040e201000000' +
    '00001503000000000000',
  signature:
    '32689847956efb197b9826511c48463826cdab4fa7b23c5d174f56cc1b337450' +
    '9cfbbca127e87f0ff6c9f16b4417a10c31b62454de44462b81eee02d4fd9be08',
};
