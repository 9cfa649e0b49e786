// That a client which knows nothing about Vaka decodes everything that the energy pallet keeps and
// answers.

import assert from 'node:assert/strict';
import { plain } from '../lib/decode.mjs';

/** What is empty when no slot is being gathered, cleared or forgotten just now. */
const MAY_BE_EMPTY = ['due'];

/**
 * Reads every storage item, and calls every runtime API.
 *
 * @param {boolean} options.full  whether there has been a market: nothing is empty then
 */
export async function decodes({ chain, energy }, { full }) {
  const { api } = chain;
  const keys = {};
  for (const [name, item] of Object.entries(api.query.energy)) {
    if (name === 'palletVersion') continue;
    if (item.creator.meta.type.isPlain) {
      plain(await item());
      continue;
    }
    const entries = await item.entries();
    for (const [, value] of entries) plain(value);
    keys[name] = entries.map(([key]) => key.args.map((arg) => arg.toJSON()));
    if (full && !MAY_BE_EMPTY.includes(name)) assert.notEqual(entries.length, 0, `${name} is empty`);
  }

  const slot = await energy.currentSlot((await energy.settings()).slotSeconds);
  const [open = [0, slot]] = keys.books;
  const [cleared = [0, slot]] = keys.cleared;
  const limits = { ask: 1, bid: 2, owedFirst: false };
  const line = { slot: cleared[1], importWh: 1, exportWh: 2, limits };
  const calls = {
    clearing: cleared,
    book: open,
    meter: [0],
    tariff: [0, slot],
    bill: [cleared[0], [line]],
    readingPayload: [0, 0, slot, 1, 2],
  };
  assert.deepEqual(Object.keys(api.call.energyApi).sort(), Object.keys(calls).sort());
  for (const [name, parameters] of Object.entries(calls)) {
    const answer = plain(await api.call.energyApi[name](...parameters));
    // A book may be cleared between the two questions.
    if (full && name !== 'book') assert.notEqual(answer, null, `${name} has no answer`);
  }
}
