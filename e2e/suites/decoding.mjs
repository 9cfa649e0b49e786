// Tests that a client which knows nothing about Vaka decodes everything that our pallets store and
// answer.

import assert from 'node:assert/strict';
import { u8aToHex } from '@polkadot/util';
import { plain } from '../lib/driver/decode.mjs';

/** The items of energy that are empty when no slot is being cleared, and no meter is offered or replaced. */
const MAY_BE_EMPTY = ['due', 'offers', 'claimed', 'nextOperators'];

/**
 * Reads every storage item of a pallet. Each value, encoded again, must be what the chain stores;
 * otherwise it was decoded as something else.
 *
 * @param {(item: string) => boolean} isFilled  whether a map must have entries, as far as one knows
 * @returns the keys of each map, by its name
 */
export async function storageDecodes(chain, pallet, isFilled = () => false) {
  const { hash } = await chain.head();
  const { query } = await chain.at(hash);
  const check = async (name, pairs) => {
    if (pairs.length === 0) return;
    const [{ changes }] = await chain.rpc(
      'state_queryStorageAt',
      pairs.map(([key]) => key.toHex()),
      hash,
    );
    const stored = new Map(changes);
    for (const [key, value] of pairs) {
      plain(value);
      const raw = stored.get(key.toHex());
      if (raw === null) continue;
      const decoded = value.isSome ? value.unwrap() : value;
      assert.equal(u8aToHex(decoded.toU8a()), raw, `${pallet}.${name} is stored otherwise`);
    }
  };
  const keys = {};
  for (const [name, item] of Object.entries(query[pallet])) {
    if (name === 'palletVersion') continue;
    if (item.creator.meta.type.isPlain) {
      const key = chain.api.createType('StorageKey', item.key());
      await check(name, [[key, await item()]]);
      continue;
    }
    const entries = await item.entries();
    await check(name, entries);
    keys[name] = entries.map(([key]) => key.args.map((arg) => arg.toJSON()));
    if (isFilled(name)) assert.notEqual(entries.length, 0, `${pallet}.${name} is empty`);
  }
  return keys;
}

/**
 * Calls every function of a runtime API.
 *
 * @param {object} calls  parameters by function: one that is not listed is an error
 * @param {(name: string) => boolean} hasAnswer  which of them must answer something
 */
export async function runtimeApiDecodes(chain, api, calls, hasAnswer = () => true) {
  const functions = chain.api.call[api];
  assert.deepEqual(Object.keys(functions).sort(), Object.keys(calls).sort());
  for (const [name, parameters] of Object.entries(calls)) {
    const answer = plain(await functions[name](...parameters));
    if (hasAnswer(name)) assert.notEqual(answer, null, `${api}.${name} has no answer`);
  }
}

/**
 * Decodes all of the energy pallet.
 *
 * @param {boolean} options.full  whether there has been a market: nothing is empty then
 */
export async function energyDecodes({ chain, energy }, { full }) {
  const keys = await storageDecodes(
    chain,
    'energy',
    (name) => full && !MAY_BE_EMPTY.includes(name),
  );
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
    tariffSchedule: [0, slot],
    bill: [cleared[0], [line]],
    readingPayload: [0, 0, slot, 1, 2],
  };
  // A book may be cleared between the two questions.
  await runtimeApiDecodes(chain, 'energyApi', calls, (name) => full && name !== 'book');
}
