// Brings load to the node, and counts the content of its blocks.

import { Worker } from 'node:worker_threads';
import { isSigned } from './encoding.mjs';

const SIGNER = new URL('./signer.mjs', import.meta.url);
const sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Runs the signer with each of `jobs` in a thread of its own. `onMessage` gets what they post. */
export function signInThreads(jobs, onMessage) {
  return Promise.all(
    jobs.map(
      (workerData) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(SIGNER, { workerData });
          worker.on('message', onMessage);
          worker.on('error', reject);
          worker.on('exit', (code) =>
            code === 0 ? resolve() : reject(new Error(`signer: ${code}`)),
          );
        }),
    ),
  );
}

/** The content of a block, without decoding its transactions. */
export async function blockOf(chain, send, number) {
  const hash = await chain.hashOf(number);
  const at = await chain.at(hash);
  const [{ block }, events, weight, now] = await Promise.all([
    send('chain_getBlock', [hash]),
    chain.events(hash),
    at.query.system.blockWeight(),
    chain.now(hash),
  ]);
  const energy = events.filter(({ section }) => section === 'energy');
  return {
    number,
    hash,
    now,
    transactions: block.extrinsics.filter(isSigned).length,
    bytes: block.extrinsics.reduce((sum, extrinsic) => sum + extrinsic.length / 2 - 1, 0),
    refTime: weight.normal.refTime.toBigInt(),
    proofSize: weight.normal.proofSize.toBigInt(),
    accepted: energy
      .filter(({ method }) => method === 'ReadingsAccepted')
      .reduce((sum, { data }) => sum + Number(data.count), 0),
    rejected: energy.filter(({ method }) => method === 'ReadingRejected').length,
    cleared: energy
      .filter(({ method }) => method === 'SlotCleared')
      .map(({ data }) => ({ grid: Number(data.grid), slot: Number(data.slot) })),
  };
}

/**
 * Keeps `ahead()` transactions of one account waiting in the pool, until `next` has no more or
 * `enough` says stop.
 *
 * @param {() => string | undefined} next     the next transaction
 * @param {() => Promise<number>} included    how many of them blocks hold already
 * @returns how many were submitted
 */
export async function keepPoolFull({ send, next, included, ahead, enough }) {
  let submitted = 0;
  let done = 0;
  for (;;) {
    if (await enough()) return submitted;
    done = await included();
    let more = true;
    while (more && submitted - done < ahead()) {
      const extrinsic = next();
      more = extrinsic !== undefined;
      if (more) {
        await send('author_submitExtrinsic', [extrinsic]);
        submitted += 1;
      }
    }
    if (!more) return submitted;
    await sleep(100);
  }
}

/** Submits all, with `width` calls under way at once. */
export async function submitAll(send, extrinsics, width = 64) {
  let at = 0;
  const lane = async () => {
    while (at < extrinsics.length) {
      const extrinsic = extrinsics[at];
      at += 1;
      await send('author_submitExtrinsic', [extrinsic]);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
