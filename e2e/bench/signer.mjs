// Worker thread: signs, ahead of the measurement, every reading of some meters for all rounds, or
// transfers, or one call of many members.

import { sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { meterKey, meterSeed, readingPayload } from '../lib/model/meters.mjs';
import { compact, encodeBatch, signExtrinsic } from './encoding.mjs';
import { memberSeed } from './nation.mjs';

/** Even meters sell, odd ones buy, with limits that the genesis gives them. */
const WH_PER_SLOT = 250n;

function signReadings({ columns, rounds, base, genesisHash, callIndex }) {
  const genesis = Buffer.from(genesisHash);
  const index = Buffer.from(callIndex);
  for (const { column, meters } of columns) {
    const keys = meters.map((id) => meterKey(meterSeed(id)).key);
    for (let round = 0; round < rounds; round += 1) {
      const flowed = WH_PER_SLOT * BigInt(round);
      const batch = meters.map((meter, i) => {
        const reading = {
          meter,
          // The first reading synchronises: the genesis baseline is slot 0.
          sinceSlot: round === 0 ? 0 : base + round - 1,
          slot: base + round,
          importWh: meter % 2 === 1 ? flowed : 0n,
          exportWh: meter % 2 === 0 ? flowed : 0n,
        };
        const signature = sign(null, readingPayload(genesis, reading), keys[i]);
        return { ...reading, signature };
      });
      parentPort.postMessage({ column, round, call: encodeBatch(index, batch) });
    }
  }
}

function signTransfers({ senders, count, amount, chain, callIndex }) {
  const extensions = { ...chain, genesisHash: Buffer.from(chain.genesisHash) };
  const keyring = new Keyring({ type: 'sr25519' });
  for (const { uri, nonce, to } of senders) {
    const pair = keyring.addFromUri(uri);
    const call = Buffer.concat([
      Buffer.from(callIndex),
      Buffer.of(0),
      Buffer.from(to),
      compact(amount),
    ]);
    const signed = [];
    for (let i = 0; i < count; i += 1) {
      signed.push(`0x${signExtrinsic(extensions, pair, nonce + i, call).toString('hex')}`);
    }
    parentPort.postMessage({ signed });
  }
}

function signForMembers({ call, from, to, nonce, chain }) {
  const extensions = { ...chain, genesisHash: Buffer.from(chain.genesisHash) };
  const keyring = new Keyring({ type: 'sr25519' });
  const signed = [];
  for (let n = from; n < to; n += 1) {
    const pair = keyring.addFromSeed(memberSeed(n));
    signed.push(`0x${signExtrinsic(extensions, pair, nonce, Buffer.from(call)).toString('hex')}`);
  }
  parentPort.postMessage({ signed });
}

const kinds = { readings: signReadings, transfers: signTransfers, members: signForMembers };
await cryptoWaitReady();
kinds[workerData.kind](workerData);
