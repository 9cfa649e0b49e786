// A day of solar trade between the households of two microgrids, on a running `local` network:
//
//   node demo.mjs [--endpoint ws://127.0.0.1:9944] [--json summary.json]
//     [--slots 96] [--first 0] [--slots-per-block 6]
//
// It plays the gateway. It brings signed readings of the committed profiles, prints each slot's
// clearing and every household's bill, and checks all of it against a naive account. Then the
// village that runs the first grid votes a new tariff, a household of it moves away and leaves its
// meter to the next one, and a household of the second grid buys fish with what its meter earned. The
// exit code is 0 only if every check held.

import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Chain } from './lib/driver/chain.mjs';
import { Day } from './lib/driver/day.mjs';
import { toJson } from './lib/driver/decode.mjs';
import { Energy } from './lib/driver/energy.mjs';
import { Gateway } from './lib/driver/gateway.mjs';
import { endingOf, founder, Governance, VILLAGES } from './lib/driver/governance.mjs';
import { earnerOf, Household, treasuryOf } from './lib/driver/household.mjs';
import { lotOf, Market, VAKA } from './lib/driver/market.mjs';
import { handOver, moverOf } from './lib/driver/moving.mjs';
import { loadHouseholds } from './lib/model/households.mjs';
import {
  billTable,
  currencyOf,
  DayTable,
  describeTariff,
  fixed,
  kwh,
} from './lib/model/report.mjs';
import { highest } from './lib/model/tariffs.mjs';

/** What a kilogram of fish costs, in cents. */
const KILOGRAM = 40n;
const GIFT = 2n * VAKA;
const BASELINE =
  'the same tariff without a market: import at retail, export at feed-in, and the standing charge';
const say = (line = '') => process.stdout.write(`${line}\n`);

/** The names and currencies of the households' grids. */
async function describeGrids(chain, energy, households, meta) {
  const numbers = [...new Set(households.map(({ grid }) => grid))].sort((a, b) => a - b);
  return Promise.all(
    numbers.map(async (grid) => {
      const { currency } = await energy.grid(grid);
      const named = meta.grids?.[grid];
      return {
        grid,
        name: named?.name ?? named ?? `grid ${grid}`,
        ...(await currencyOf(chain, currency)),
      };
    }),
  );
}

async function checks(day, energy) {
  const bills = day.bills();
  const audit = await energy.audit(day.lastHash);
  const { sent, accepted, rejected } = day.counts;
  const worse = bills.filter(({ saved }) => saved < 0n);
  const volume = (grid) =>
    day.rows.filter((row) => row.grid === grid).reduce((sum, row) => sum + row.volume, 0n);
  const grids = [...day.replays.keys()];
  return {
    bills,
    audit,
    list: [
      [`every reading accepted (${accepted} of ${sent})`, sent === accepted && rejected === 0],
      [
        `every slot cleared (${day.rows.length} of ${day.slots * grids.length})`,
        day.rows.length === day.slots * grids.length,
      ],
      ['neighbours traded in every grid', grids.every((grid) => volume(grid) > 0n)],
      [
        'clearings, meters and grids equal the naive account, to the millionth',
        day.problems.length === 0,
      ],
      ['nobody pays more than the baseline, to the millionth', worse.length === 0],
      [
        'the money adds up from public state: pool = credits + pots + float',
        audit.every(
          ({ difference, bothCreditAndArrears }) => difference === 0n && !bothCreditAndArrears,
        ),
      ],
      [
        'the energy adds up: what the bank owes is what meters are owed',
        audit.every(({ energyDifference }) => energyDifference === 0n),
      ],
    ],
  };
}

/**
 * The village that runs the first grid lowers its tariff by a tenth: one member opens a petition,
 * others endorse it, all vote, and the chain does it. None of them has a balance.
 */
async function voteTariff(chain, energy, { grid, one, symbol }) {
  const governance = new Governance(chain);
  const { slotSeconds } = await energy.settings();
  const slot = async () => energy.currentSlot(slotSeconds);
  const before = await energy.tariffSchedule(grid, await slot());
  const cheaper = (band) => ({ ...band, retail: (band.retail * 9n) / 10n });
  const tariff = { ...before, bands: before.bands.map(cheaper) };
  const price = (schedule) => `${fixed(highest(schedule, 'retail'), one, 2)} ${symbol} per kWh`;
  say();
  say(`${VILLAGES[0]} runs its grid itself. A member asks for retail at most at ${price(tariff)}:`);
  const { actAsCommunity } = chain.api.tx.communities;
  const words = {
    opened: ({ id }) => `petition ${id} is open`,
    endorsed: ({ poll }) => `endorsed: it is referendum ${poll}`,
    voted: ({ ayes, nays }) => `votes: ${ayes} ayes, ${nays} nays`,
  };
  const petition = await governance.decide({
    people: governance.villagers(0),
    track: { Village: 0 },
    title: 'A tenth off the retail price',
    call: actAsCommunity(chain.api.tx.energy.setTariff(grid, tariff)),
    onStep: (step, what) => say(`  ${words[step](what)}`),
  });
  const ended = await endingOf(chain, petition);
  const after = await energy.tariffSchedule(grid, (await slot()) + 3);
  say(`  ${ended}: retail was ${price(before)} in the evening, is ${price(after)}`);
  const retail = ({ bands }) => bands.map((band) => band.retail).join();
  return ended === 'Done' && retail(after) === retail(tariff);
}

/**
 * The household of the second grid whose meter earned most buys fish, of a member of Pangai who has no
 * VAKA. Nothing is printed until it is over, because the village votes meanwhile.
 */
async function buyFish(chain, energy, day, { grid, one, symbol }) {
  const lines = [];
  const amount = (value) => `${fixed(value, one, 2)} ${symbol}`;
  const household = new Household({ chain, energy }, earnerOf(day, grid));
  const { name, owner } = household;
  const shop = new Market(chain, Number((await energy.grid(grid)).currency.value));
  const fisher = founder(chain, 2, 0);
  // It is no member, so it pays fees, and a deposit for its order.
  const gift = chain.api.tx.balances.transferKeepAlive(owner.address, GIFT);
  await chain.send(gift, chain.account('//Alice'));
  const people = () =>
    Promise.all([shop.vouchers(owner), shop.vouchers(fisher), treasuryOf(chain, shop.voucher)]);
  const before = await people();
  const { income, fromNeighbours, fromBank } = await household.draw();
  lines.push(
    `${name} draws what its meter earned: ${amount(fromNeighbours)} from neighbours, ` +
      `${amount(fromBank)} for what the bank owed it. It buys fish:`,
  );
  const offered = await shop.offer(fisher, shop.terms({ pricing: { Unit: KILOGRAM } }), lotOf(100));
  const quantity = Number(household.affords(income, KILOGRAM));
  const price = KILOGRAM * BigInt(quantity);
  const bought = await household.order(shop, offered, { quantity, price: KILOGRAM });
  lines.push(`  order ${bought.order}: ${quantity} kg of skipjack, ${amount(price)}`);
  await shop.send(fisher, 'accept', [bought.order]);
  const delivered = await shop.send(fisher, 'deliver', [bought]);
  const [{ payment }] = shop.told(delivered, 'Ended');
  lines.push(`  brought to the jetty, and paid by the code that ${name} shows there`);
  const [left, earned, fee] = (await people()).map((held, n) => held - before[n]);
  lines.push(
    `  ${name} has ${amount(left)} left, the fisher ${amount(earned)}, ` +
      `the market's fee is ${amount(fee)}`,
  );
  const coins = await shop.vaka(fisher);
  const held =
    quantity > 0 &&
    left === income - price &&
    earned === payment.seller &&
    fee === payment.fee &&
    earned + fee === price &&
    coins.free === 0n;
  return { lines, held };
}

/** A household of the first grid moves away. Nothing is printed until it is over, as above. */
async function moveAway(chain, energy, day, { grid, one, symbol }) {
  const drivers = { chain, energy };
  const mover = await moverOf(drivers, day, grid);
  const moved = await handOver(drivers, day, { ...mover, grid });
  const { paid, expected, after, next } = moved;
  const lines = [
    `${mover.name} moves to Auckland, and leaves meter ${mover.id} to the next household:`,
    `  paid out: ${fixed(paid, one, 2)} ${symbol}, which was its credit, less the days until then`,
    `  the meter goes on with its number and key, for ${next.address}`,
  ];
  const held =
    paid === expected &&
    moved.energy === moved.owed &&
    after.owner === next.address &&
    after.positions.length === 0;
  return { lines, held };
}

/** Plays the day. Resolves with whether every check held, and what each slot cleared at. */
export async function demo({
  endpoint = 'ws://127.0.0.1:9944',
  json = null,
  slots = 96,
  first = 0,
  slotsPerBlock = 6,
} = {}) {
  const began = Date.now();
  const chain = await Chain.connect(endpoint);
  try {
    const energy = new Energy(chain);
    const gateway = new Gateway(chain, energy, chain.account('//Alice'));
    const { meta, households } = loadHouseholds();
    const grids = await describeGrids(chain, energy, households, meta);
    say(
      `A day in ${grids.map(({ name }) => name).join(' and ')}: ` +
        `${households.length} meters, ${slots} slots.`,
    );
    say('Slots that have ended may be brought later, so several come with each block.');
    const now = await energy.currentSlot((await energy.settings()).slotSeconds);
    for (const described of grids) {
      const tariff = await energy.tariffSchedule(described.grid, now);
      say(describeTariff(tariff, described));
    }
    say();

    const day = new Day({ chain, energy, gateway, households, first, slots, slotsPerBlock });
    const table = new DayTable(grids);
    table.head();
    day.on('cleared', (row) => table.add(row));
    day.on('problem', (text) => say(`PROBLEM: ${text}`));
    await day.play();

    const { bills, audit, list } = await checks(day, energy);
    const [voted, moved, fish] = await Promise.all([
      voteTariff(chain, energy, grids[0]),
      moveAway(chain, energy, day, grids[0]),
      buyFish(chain, energy, day, grids[1]),
    ]);
    list.push([`${VILLAGES[0]} voted a new tariff, and the chain applied it`, voted]);
    list.push(['a meter has another owner, and the old one their money, to the unit', moved.held]);
    list.push(['energy bought fish: each has what is theirs, to the unit', fish.held]);
    for (const { lines } of [moved, fish]) {
      say();
      for (const line of lines) say(line);
    }
    say();
    say(`Bills, against ${BASELINE}. A claim on the bank counts at feed-in.`);
    say(`Charges, which are in the bills, are those for the network and for the day.`);
    say();
    say(billTable(bills, grids));
    say();
    for (const { grid, name } of grids) {
      const total = (field) =>
        kwh(
          day.rows.filter((row) => row.grid === grid).reduce((sum, row) => sum + row[field], 0n),
          1,
        );
      say(
        `${name}: traded ${total('volume')} kWh, from the operator ${total('fromOperator')}, ` +
          `into the bank ${total('banked')}, out of it ${total('fromBank')}, ` +
          `curtailed ${total('curtailed')}`,
      );
    }
    say();
    for (const [text, held] of list) say(`${held ? 'ok  ' : 'FAIL'}  ${text}`);
    const ok = list.every(([, held]) => held);
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`${ok ? 'Every check held' : 'A CHECK FAILED'}; the day took ${seconds} s.`);
    if (json) {
      writeFileSync(
        json,
        toJson({
          ok,
          seconds,
          baseline: BASELINE,
          checks: list.map(([text, held]) => ({ check: text, held })),
          readings: day.counts,
          problems: day.problems,
          clearings: day.rows,
          bills,
          audit,
        }),
      );
    }
    return { ok, rows: day.rows };
  } finally {
    await chain.disconnect();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string', default: 'ws://127.0.0.1:9944' },
      json: { type: 'string' },
      slots: { type: 'string', default: '96' },
      first: { type: 'string', default: '0' },
      'slots-per-block': { type: 'string', default: '6' },
    },
  });
  const { ok } = await demo({
    endpoint: values.endpoint,
    json: values.json,
    slots: Number(values.slots),
    first: Number(values.first),
    slotsPerBlock: Number(values['slots-per-block']),
  });
  process.exit(ok ? 0 : 1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
