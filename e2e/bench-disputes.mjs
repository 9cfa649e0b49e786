// Measures disputes on one validator: what the draw of a jury costs beside 10, 100 and 1,000 jurors,
// and the bytes that a validator puts into blocks for the seeds by which lots are drawn:
//
//   node bench-disputes.mjs [--json bench-disputes.json] [--jurors 1000]
//
// It fails where a figure is worse than its bound. Needs only the node.

import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { LOT, OFFER, ORDER } from './bench/market.mjs';
import { People } from './bench/people.mjs';
import { least, Probe } from './bench/probe.mjs';
import { run, say } from './bench/rig.mjs';
import { until } from './lib/driver/network.mjs';

const VAKA = 10n ** 12n;
/** As few as can be, and some. */
const FEW = [10, 100];
/** The members who judge a case. */
const JURY = 7;
/** A day so short that a session has five blocks, the fewest that it can have, and is an hour. */
const SLOTS_PER_DAY = 120;
const VILLAGERS = 50;
/** The member who sells. The buyers are the next ones. */
const SELLER = 0;
/** The control: so many remarks in a call cost about as much as a draw. */
const REMARKS = 64;
/** A draw costs less than what every transaction does, so it takes many to tell what it costs. */
const REPEATS = 401;
const bounds = { beaconBytes: 120 };

class Bench extends People {
  constructor(most) {
    super();
    this.stages = [...FEW, most];
    this.results = { jurors: most };
    this.jurors = 0;
  }

  async start(folder) {
    // The parties are of the first community. They are nobody's neighbours.
    this.villages = Math.max(FEW[0], Math.ceil(this.stages.at(-1) / VILLAGERS));
    const members = VILLAGERS * (1 + this.villages);
    await super.start(folder, { members, slotsPerDay: SLOTS_PER_DAY, villagers: VILLAGERS });
    this.alice = this.chain.account('//Alice');
    this.seller = this.members[SELLER].pair;
    this.buyers = this.stages.map((_, i) => this.members[SELLER + 1 + i].pair);
  }

  /** The member who joins the list so late. They come from each community in turn. */
  juror(place) {
    const village = 1 + (place % this.villages);
    return VILLAGERS * village + Math.floor(place / this.villages);
  }

  /** For each draw a delivery that its buyer may dispute. */
  async trade() {
    say('Deliveries');
    const { balances, marketplace, utility } = this.chain.api.tx;
    const wealth = [this.seller, ...this.buyers].map(({ address }) =>
      balances.transferKeepAlive(address, 100n * VAKA),
    );
    await this.chain.send(utility.batchAll(wealth), this.alice);
    await this.chain.send(marketplace.publish({ ...OFFER, instant: true }), this.seller);
    await this.chain.send(marketplace.addLot(0, LOT), this.seller);
    const order = { ...ORDER, listing: 0 };
    const placed = await Promise.all(
      this.buyers.map((buyer) => this.chain.send(marketplace.placeOrders([order]), buyer)),
    );
    this.orders = placed.map((receipt) => this.told(receipt, 'Placed').order);
    const brought = this.orders.map((id) => ({ order: id, quantity: 1, code: null }));
    await this.chain.send(marketplace.deliver(brought), this.seller);
  }

  /** What a call's event tells. */
  told({ events }, name) {
    const found = events.find(({ method }) => method === name);
    assert.ok(found, `no ${name}`);
    return found.data;
  }

  /** Members join the list of jurors, until there are so many. */
  async join(upTo) {
    const { disputes } = this.chain.api.tx;
    const joining = [];
    for (; this.jurors < upTo; this.jurors += 1) {
      joining.push(this.by(this.juror(this.jurors), disputes.joinJury()));
    }
    await this.pass('Jurors', joining);
    const { seats } = await this.chain.api.call.disputesApi.juryList();
    assert.equal(seats.toNumber(), upTo, 'all have joined');
  }

  /** Opens a case when there are so many jurors, and times the draw of its jury. */
  async draw(stage) {
    const jurors = this.stages[stage];
    await this.join(jurors);
    const { call: ask, tx } = this.chain.api;
    const evidence = u8aToHex(blake2AsU8a('A photograph', 256));
    const dispute = tx.marketplace.openDispute(this.orders[stage], evidence);
    const opened = this.told(await this.chain.send(dispute, this.buyers[stage]), 'CaseOpened');
    say(`  a seed for case ${opened.case}`);
    const due = async () => (await ask.disputesApi.case(opened.case)).unwrap().due.isTrue;
    await until('a seed', due, { timeoutMs: 300_000, everyMs: 1_000 });

    // Nothing else is under way. The next case had better open in the same session, which has five
    // blocks: in another one it would wait for longer.
    const hash = await this.roomAfter((await this.chain.head()).number);
    const nonce = await this.nonce(this.alice, hash);
    const advance = tx.disputes.advance(opened.case);
    const alices = (one) => this.extrinsic(this.alice, nonce, one.method.toU8a());
    const remark = tx.system.remark('0x');
    const times = await new Probe(this.send, hash, { repeats: REPEATS, of: least }).time({
      remark: alices(remark),
      remarks: alices(tx.utility.batchAll(Array.from({ length: REMARKS }, () => remark))),
      draw: alices(advance),
    });
    // Most of a remark's time is the RPC's, which does not tell how fast the machine is.
    const beyond = { remarks: times.remarks - times.remark, draw: times.draw - times.remark };
    this.note(beyond, 'jurors', jurors);
    const drawn = this.told(await this.chain.send(advance, this.alice), 'JuryDrawn');
    assert.equal(new Set(drawn.jurors).size, JURY, 'a jury was drawn');
  }

  /** The bytes of a validator in the blocks of each whole session, for its seed. */
  async beacon() {
    const { number: head } = await this.chain.head();
    const sessions = [];
    let bytes = 0;
    for (let number = 1; number <= head; number += 1) {
      const hash = await this.chain.hashOf(number);
      const events = await this.chain.events(hash);
      // A session ends before the transactions of the block that begins the next one.
      const seed = events.find(({ method }) => method === 'SeedDrawn');
      if (seed) {
        const { outputs, validators } = seed.data;
        assert.equal(outputs, validators, 'every validator gave its output');
        sessions.push(bytes / Number(validators));
        bytes = 0;
      }
      const { block } = await this.chain.api.rpc.chain.getBlock(hash);
      const given = block.extrinsics.filter(({ method }) => method.section === 'beacon');
      bytes += given.reduce((sum, extrinsic) => sum + extrinsic.encodedLength, 0);
    }
    const most = Math.max(...sessions);
    assert.ok(most > 0, 'the outputs are in the blocks');
    Object.assign(this.results, {
      beacon_sessions: sessions.length,
      beacon_bytes_of_a_validator: most,
    });
    this.demand(most <= bounds.beaconBytes, 'the beacon takes too much');
  }
}

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, jurors: { type: 'string', default: '1000' } },
  });
  const bench = new Bench(Number(values.jurors));
  await run(bench, values.json, async (folder) => {
    await bench.start(folder);
    await bench.trade();
    for (const stage of bench.stages.keys()) await bench.draw(stage);
    bench.checkFlat('draw', 'remarks', 'jurors');
    await bench.beacon();
  });
}

await main();
