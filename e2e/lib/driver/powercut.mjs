// An island: four validators behind one substation, whose power is cut, and a follower elsewhere that
// keeps what it was told is final. Whatever happens, nothing that anybody had as final may change, and
// nobody may be accused.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Chain } from './chain.mjs';
import { plain } from './decode.mjs';
import { Disk } from './disk.mjs';
import { prepareNetwork, until } from './network.mjs';

const WITNESS = 'witness';
const MORE_BLOCKS = 3;
const REMARK_BYTES = 60_000;
const REMARKS_A_BLOCK = 12;

export class Island {
  /** Starts it and waits until block `finalized` is final everywhere. */
  static async start({ finalized = 3, ...options } = {}) {
    const island = new Island();
    island.disk = await Disk.make();
    try {
      island.network = await prepareNetwork({
        ...options,
        home: island.disk.path,
        followers: [WITNESS],
      });
      await island.network.start();
      island.witness = island.network.node(WITNESS);
      island.validators = island.network.nodes.filter((node) => node !== island.witness);
      /** By number, the hashes of all that the witness was ever told is final. */
      island.final = new Map();
      await island.network.waitForFinality(finalized, 240_000);
      return island;
    } catch (error) {
      await island.stop();
      throw error;
    }
  }

  async stop() {
    clearInterval(this.loading);
    await this.chain?.disconnect();
    await this.network?.stop();
    await this.disk?.remove();
  }

  /** Takes down what the witness has as final; what it had before must be the same. */
  async witnessed() {
    const last = await this.witness.finalized();
    for (let number = Math.max(0, ...this.final.keys()); number <= last; number += 1) {
      const hash = await this.witness.rpc('chain_getBlockHash', [number]);
      const before = this.final.get(number);
      assert.ok(before === undefined || before === hash, `final block ${number} has changed`);
      this.final.set(number, hash);
    }
    return last;
  }

  /**
   * Cuts the power of all validators at once, lets them find together again without the witness, and
   * then lets it see what they did.
   *
   * @returns {Promise<object>} what was final before, and when they started again
   */
  async cut() {
    const { disk, validators, witness } = this;
    const before = new Map();
    const heard = async (node) => before.set(node.name, await node.finalized());
    await Promise.all(validators.map(heard));
    await disk.cut(validators.map(({ pid }) => pid));
    await Promise.all(validators.map((node) => node.kill()));
    const told = await this.witnessed();
    await disk.restore();
    // As if the cable were broken: what they do now they do by themselves.
    witness.child.kill('SIGSTOP');
    const after = new Map();
    try {
      for (const node of validators) node.restart();
      const seen = async (node) => {
        await node.waitForRpc();
        after.set(node.name, await node.finalized());
      };
      await Promise.all(validators.map(seen));
      await this.finalityOf(validators, told + MORE_BLOCKS);
    } finally {
      witness.child.kill('SIGCONT');
    }
    await this.finalityOf([witness], told + MORE_BLOCKS);
    await this.check();
    for (const [name, had] of before) {
      const has = after.get(name);
      assert.ok(has >= had, `${name} had block ${had} final before the cut, and ${has} after it`);
    }
    return { before: Object.fromEntries(before), after: Object.fromEntries(after), witness: told };
  }

  /** Waits until nodes have block `number` as final. */
  finalityOf(nodes, number, timeoutMs = 180_000) {
    const final = async () => {
      for (const node of nodes) {
        // One that ended says more than one that waits.
        assert.ok(!node.ended, `${node.name} has ended: ${JSON.stringify(node.ended)}`);
        if ((await node.finalized()) < number) return false;
      }
      return true;
    };
    const names = nodes.map(({ name }) => name).join(', ');
    return until(`block ${number} is final on ${names}`, final, { timeoutMs, everyMs: 500 });
  }

  /** Every running node has final what the witness was told is final, and nobody is accused. */
  async check() {
    await this.witnessed();
    for (const node of this.network.nodes.filter(({ child }) => child)) {
      const last = await node.finalized();
      for (const [number, hash] of this.final) {
        if (number > last) continue;
        const has = await node.rpc('chain_getBlockHash', [number]);
        assert.equal(has, hash, `${node.name} finalised another block ${number}`);
      }
      const log = readFileSync(node.logFile, 'utf8');
      const bad = /.*(quivocat|Not signed|Essential task|panicked).*/.exec(log);
      assert.equal(bad, null, `${node.name}: ${bad?.[0]}`);
    }
    const chain = await Chain.connect(this.witness.endpoint);
    try {
      for (const { account, offence } of plain(await chain.api.call.validatorsApi.validators())) {
        assert.equal(offence, null, `${account} is an offender`);
      }
    } finally {
      await chain.disconnect();
    }
  }

  /** From now on blocks are large: a cut interrupts much more. */
  async load() {
    this.chain = await Chain.connect(this.witness.endpoint);
    const { api } = this.chain;
    const sender = this.chain.account('//Eve');
    const remark = api.tx.system.remark(`0x${'5a'.repeat(REMARK_BYTES)}`);
    const included = async () =>
      Number(await this.witness.rpc('system_accountNextIndex', [sender.address]));
    let sent = await included();
    const some = async () => {
      const next = await included();
      // What was lost with the power is sent again.
      if (sent > next + REMARKS_A_BLOCK) sent = next;
      for (let i = 0; i < REMARKS_A_BLOCK / 2; i += 1, sent += 1) {
        const options = { nonce: sent, era: 0, blockHash: api.genesisHash };
        const signed = await remark.signAsync(sender, options);
        await this.witness.rpc('author_submitExtrinsic', [signed.toHex()]);
      }
    };
    // While the power is off nobody takes them.
    this.loading = setInterval(() => some().catch(() => {}), 3_000);
    await until('a large block', async () => {
      const { block } = await this.witness.rpc('chain_getBlock', []);
      return block.extrinsics.length > REMARKS_A_BLOCK / 2;
    });
  }

  /** Waits until a validator has just seen votes of a new round. */
  async vote() {
    const view = async () => (await this.validators[0].rpc('grandpa_roundState')).best;
    const { round } = await view();
    await until(
      'a vote',
      async () => {
        const now = await view();
        return now.round > round && now.prevotes.currentWeight > 0;
      },
      { everyMs: 20 },
    );
  }
}
