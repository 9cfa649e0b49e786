// A household that moves away leaves its meter to the next one: it offers it, and they take it once it
// is read up to the present slot. Credit and owed energy are paid out to the one that leaves.

import { plain } from './decode.mjs';
import { MICRO, tokenOf } from './energy.mjs';
import { account } from './governance.mjs';

/** Fees of both, and what an account must keep. */
const GIFT = 2n * 10n ** 12n;
/** Two minutes of slots: in one of them the chain takes the meter over. */
const AHEAD = 60;

const free = async ({ api }, { address }) =>
  (await api.query.system.account(address)).data.free.toBigInt();

/** The household of a grid that exported least on a day, and still owns its meter. */
export async function moverOf({ chain, energy }, day, grid) {
  const bills = day.bills().filter((bill) => bill.grid === grid);
  bills.sort((one, other) => Number(one.exportWh - other.exportWh));
  for (const { id, name } of bills) {
    const owner = account(chain, `vaka/demo/owner/${id}`);
    if ((await energy.meter(id)).owner === owner.address) return { id, name, owner };
  }
  throw new Error('every household of the grid has moved away');
}

/**
 * Hands a meter of a day over. Resolves with what its old owner was paid, in the currency's smallest
 * unit, what the naive account says of that, and the meter's record afterwards.
 */
export async function handOver({ chain, energy }, day, { id, owner, grid }) {
  const next = account(chain, `vaka/demo/newcomer/${id}`);
  const { transferKeepAlive } = chain.api.tx.balances;
  const gifts = [owner, next].map(({ address }) => transferKeepAlive(address, GIFT));
  await chain.send(chain.api.tx.utility.batchAll(gifts), chain.account('//Bob'));
  await chain.send(energy.tx.transferMeter(id, next.address), owner);

  const [before, had] = await Promise.all([energy.meter(id), free(chain, owner)]);
  const meter = day.meters.find((one) => one.id === id);
  const first = Math.max(await energy.currentSlot(day.slotSeconds), meter.lastSlot + 1);
  // The chain refuses those of slots that have not ended in the block that takes them.
  const readings = Array.from({ length: AHEAD }, (_, n) => meter.read(first + n));
  const calls = [energy.tx.submitReadings(readings), energy.tx.acceptMeter(id)];
  await chain.send(chain.api.tx.utility.batchAll(calls), next);

  const [after, has] = await Promise.all([energy.meter(id), free(chain, owner)]);
  const { tariffs } = day.replays.get(grid);
  const standing = tariffs.standing(Number(before.charged), after.lastSlot);
  const tokens = plain(await chain.api.query.assets.account(tokenOf(grid), owner.address));
  return {
    paid: has - had,
    expected: (before.credit - standing) / MICRO,
    energy: tokens?.balance ?? 0n,
    owed: before.owed / 1000n,
    after,
    next,
  };
}
