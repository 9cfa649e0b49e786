// The people decide, and the chain does it: petitions become referenda, members without a coin vote,
// and what passes is executed by itself. It waits for blocks most of the time, so it goes on beside
// the other tests.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { plain } from '../lib/decode.mjs';
import { endingOf, founder, Governance, memberOf, VILLAGES } from '../lib/governance.mjs';
import { until } from '../lib/network.mjs';
import { FIRST_TARIFF, VAKA, VOUCHER } from './energy-calls.mjs';

const FIFTH = VILLAGES.length;
const CAP = 10n * VAKA;
const GIFT = 3n * VAKA;
/** Who lets another vote for them, and whom. */
const DELEGATOR = { village: 2, n: 3 };
const DELEGATE = { village: 0, n: 0 };
/** The treasury's account, which nobody has the key of. */
const treasury = (chain) => chain.api.consts.treasury.potAccount.toString();

class Deciding {
  constructor(context) {
    this.context = context;
    this.chain = context.chain;
    this.governance = new Governance(context.chain);
    // Those of Neiafu are left to the README's page, which counts their nonces for itself.
    this.people = [0, 2, 3].flatMap((village) => this.governance.villagers(village));
    this.alice = this.chain.account('//Alice');
    this.flows = {};
  }

  /** Begins something; a test waits for its end. */
  begin(name, flow) {
    this.flows[name] = flow().then(
      (value) => ({ value }),
      (error) => ({ error }),
    );
    return this.result(name);
  }

  async result(name) {
    const { value, error } = await this.flows[name];
    if (error) throw error;
    return value;
  }

  get tx() {
    return this.chain.api.tx;
  }

  async run() {
    await until('the first block', async () => (await this.chain.head()).number > 0);
    const quiet = (flow) => flow.catch(() => {});
    quiet(this.begin('parameters', () => this.parameters()));
    quiet(this.begin('treasury', () => this.treasury()));
    quiet(this.begin('village', () => this.village()));
    quiet(this.begin('readme', () => this.readme()));
    quiet(this.begin('rejected', () => this.rejected()));
    quiet(this.begin('mended', () => this.mended()));
    quiet(this.begin('validator', () => this.validator()));
    quiet(this.begin('upgrade', () => this.upgrade()));
  }

  /** A fifth village is founded, a grid registered and its prices capped: one petition, all or nothing. */
  async parameters() {
    const { governance, tx, chain } = this;
    const { people } = this;
    const delegator = founder(chain, DELEGATOR.village, DELEGATOR.n);
    const delegate = memberOf(DELEGATE.village, DELEGATE.n);
    await chain.send(tx.voting.delegate('Parameters', delegate), delegator);
    const founders = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => chain.keyring.addFromUri(`//fifth//${name}`).address,
    );
    const { address } = chain.account('//Bob');
    const call = tx.utility.batchAll([
      tx.communities.foundCommunity("Niuatoputapu", founders, founders.slice(4)),
      tx.energy.registerGrid(address, 'Native', 100_000, FIRST_TARIFF),
      tx.energy.setPriceCap('Native', CAP),
    ]);
    const decided = await governance.decide({
      people: people.filter(({ address }) => address !== delegator.address),
      track: 'Parameters',
      title: 'A fifth village, its grid, and what a kWh may cost',
      call,
    });
    const grids = await this.context.energy.grids();
    const [grid] = [...grids].find(([, { operator }]) => operator === address);
    return { ...decided, grid };
  }

  /** The purse, into which fees go and anybody gives, pays somebody. */
  async treasury() {
    const { governance, tx, chain } = this;
    const to = chain.account('//vaka//builder').address;
    const gift = tx.balances.transferKeepAlive(treasury(chain), 10n * VAKA);
    await chain.send(gift, this.alice);
    const decided = await governance.decide({
      people: this.people.slice(1),
      track: 'Treasury',
      title: 'Pay who built the wharf',
      call: tx.treasury.spendLocal(GIFT, to),
    });
    await until(
      'the payment',
      async () => (await chain.api.query.system.account(to)).data.free.toBigInt() === GIFT,
    );
    return decided;
  }

  /** A village runs its grid by its own vote: nobody else is asked. */
  async village() {
    const { governance, tx, chain } = this;
    const { energy } = this.context;
    const before = await energy.tariff(0, await this.slot());
    const tariff = { ...before, retail: before.retail + VAKA / 100n };
    // Each member has few petitions on the way at a time, so not the same opens all.
    const decided = await governance.decide({
      people: governance.villagers(0).reverse(),
      track: { Village: 0 },
      title: 'A cent more for the evening, towards a second battery',
      call: tx.communities.actAsCommunity(tx.energy.setTariff(0, tariff)),
    });
    const slot = (await this.slot()) + 3;
    return { ...decided, before, tariff, after: await energy.tariff(0, slot) };
  }

  async slot() {
    const { slotSeconds } = await this.context.energy.settings();
    return this.context.energy.currentSlot(slotSeconds);
  }

  /** The README's page, word by word, against this network. */
  async readme() {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, page] = /\n## Propose, vote, execute\n(.*?)\n## /s.exec(readme);
    const [, script] = /\n```js\n(.*?)\n```\n/s.exec(page);
    const { endpoint } = this.context.network.nodes[1];
    // Beside the tests, so that it finds what they import.
    const file = new URL(`../readme-${process.pid}.mjs`, import.meta.url);
    writeFileSync(file, script.replace('ws://127.0.0.1:9944', endpoint));
    try {
      return await promisify(execFile)(process.execPath, [fileURLToPath(file)]);
    } finally {
      rmSync(file);
    }
  }

  /** The people say no. */
  rejected() {
    const { governance, tx, chain } = this;
    return governance.decide({
      people: this.people.slice(2),
      track: 'Treasury',
      title: 'Give it all to one of us',
      call: tx.treasury.spendLocal(VAKA, chain.account('//vaka//greedy').address),
      vote: 'Nay',
    });
  }

  /** A call that cannot be made is shown as failed; once that is mended, anybody tries again. */
  async mended() {
    const { governance, tx, chain } = this;
    const grid = tx.energy.registerGrid(this.alice.address, { WithId: VOUCHER }, 1, FIRST_TARIFF);
    const failed = await governance.decide({
      people: this.people.slice(3),
      track: 'Parameters',
      title: 'A grid that settles in a voucher',
      call: grid,
    });
    const failure = await endingOf(chain, failed);
    const { assets, petitions } = tx;
    await chain.send(assets.create(VOUCHER, this.alice.address, 1), this.alice);
    const retried = await chain.send(petitions.retry(failed.id, failed.weight), this.alice);
    const registered = retried.events.find(({ method }) => method === 'GridRegistered');
    const petition = await governance.petition(failed.id);
    return { failure, ...petition, grid: Number(registered?.data.grid) };
  }

  /** A fifth validator: its keys, its admission by vote, its blocks and finality votes, its removal. */
  async validator() {
    const { governance, tx, chain } = this;
    const owner = chain.account('//vaka//validator');
    const [node] = await Promise.all([
      this.context.network.join('fifth'),
      chain.send(tx.balances.transferKeepAlive(owner.address, 10n * VAKA), this.alice),
    ]);
    // As an operator does.
    const folder = mkdtempSync(join(tmpdir(), 'vaka-suri-'));
    const secret = join(folder, 'suri');
    writeFileSync(secret, '//vaka//validator\n');
    const operate = (...words) =>
      promisify(execFile)(process.execPath, [
        fileURLToPath(new URL('../validator.mjs', import.meta.url)),
        ...words,
        '--endpoint',
        node.endpoint,
      ]).then(({ stdout }) => stdout);
    const [, keys] = /session keys 0x(\w+)/.exec(await operate('keys', '--suri-file', secret));
    rmSync(folder, { recursive: true });
    const grandpa = `0x${keys.slice(64)}`;

    // Of a village of its own: none may have more than a third of the validators.
    await this.result('parameters');
    const decide = (title, call) =>
      governance.decide({ people: this.people, track: 'Validators', title, call });
    const admitted = await decide(
      'A validator on Niuatoputapu',
      tx.validators.addValidator(owner.address, FIFTH),
    );
    const status = async () => {
      const all = plain(await chain.api.call.validatorsApi.validators());
      return all.find(({ account }) => account === owner.address);
    };
    const wait = (what, check) => until(what, check, { timeoutMs: 180_000, everyMs: 1_000 });
    await wait('a block of the fifth validator', async () => (await status())?.lastBlock);
    const authored = await status();
    const voted = await wait('a finality vote of the fifth validator', async () => {
      const { best } = await node.rpc('grandpa_roundState');
      const { prevotes, totalWeight } = best;
      const missing = prevotes.missing.map((key) => this.hexOf(key));
      return totalWeight === FIFTH + 1 && prevotes.currentWeight > 0 && !missing.includes(grandpa);
    });
    const shown = await operate('status');
    const removed = await decide(
      'It was only a visit',
      tx.validators.removeValidator(owner.address),
    );
    const { session } = chain.api.query;
    await wait('its end', async () => (await session.validators()).length === FIFTH);
    return { admitted, authored, voted, removed, shown, address: owner.address };
  }

  /** Every member agrees to another runtime; whoever has its bytes brings them. */
  async upgrade() {
    const { governance, tx, chain } = this;
    const code = readFileSync(process.env.VAKA_NEXT_RUNTIME);
    const hash = blake2AsHex(code, 256);
    const decided = await governance.decide({
      people: this.people,
      track: 'Constitution',
      title: 'The next runtime',
      call: tx.system.authorizeUpgrade(hash),
    });
    return { ...decided, code: `0x${code.toString('hex')}` };
  }

  hexOf(address) {
    return `0x${Buffer.from(this.chain.keyring.decodeAddress(address)).toString('hex')}`;
  }
}

/** Begins; the tests below wait for its ends. */
export function beginDeciding(context) {
  context.deciding = new Deciding(context);
  context.deciding.begun = context.deciding.run();
}

export function governance(context) {
  const ending = async (name) => {
    const { deciding, chain } = context;
    const petition = await deciding.result(name);
    return { petition, ended: await endingOf(chain, petition) };
  };

  it('a petition founds a village, registers a grid and caps prices', async () => {
    const { deciding, chain, energy } = context;
    const { petition, ended } = await ending('parameters');
    assert.equal(ended, 'Done');
    const fifth = plain(await chain.api.call.communitiesApi.community(FIFTH));
    assert.equal(fifth.electorate, 5n);
    assert.notEqual(await energy.grid(petition.grid), null);
    assert.equal(plain(await chain.api.query.energy.priceCaps('Native')), CAP);
    // Everybody voted; one of them through somebody else.
    const { governance: people } = deciding;
    const delegated = await people.ballot(petition.poll, memberOf(DELEGATOR.village, DELEGATOR.n));
    assert.equal(delegated.vote, 'Aye');
    assert.equal(delegated.by, BigInt(memberOf(DELEGATE.village, DELEGATE.n)));
    const direct = await people.ballot(petition.poll, memberOf(3, 0));
    assert.deepEqual(direct, { vote: 'Aye', by: null });
  });

  it('who voted had no balance', async () => {
    const { deciding, chain } = context;
    for (const who of deciding.people) {
      const { data } = await chain.api.query.system.account(who.address);
      assert.equal(data.free.toBigInt() + data.reserved.toBigInt(), 0n);
    }
  });

  it('the treasury pays what the people granted', async () => {
    assert.equal((await ending('treasury')).ended, 'Done');
  });

  it('a village decides on its own track what its grid asks', async () => {
    const { petition, ended } = await ending('village');
    assert.equal(ended, 'Done');
    assert.deepEqual(petition.after, petition.tariff);
  });

  it("the README's page on petitions and votes runs as written", async () => {
    const { stdout } = await context.deciding.result('readme');
    assert.match(stdout, /Done/i);
    const { energy } = context;
    const tariff = await energy.tariff(1, await context.deciding.slot());
    assert.deepEqual([tariff.feedIn, tariff.retail], [25n, 80n]);
  });

  it('a call that fails is shown as failed, is mended, and done when anybody retries', async () => {
    const { petition, ended } = await ending('mended');
    assert.equal(petition.failure, 'energy.UnknownCurrency');
    assert.equal(ended, 'Done');
  });

  it('a fifth validator is admitted, authors and finalises, and is removed, by vote', async () => {
    const { admitted, authored, voted, removed, shown, address } =
      await context.deciding.result('validator');
    assert.equal(await endingOf(context.chain, admitted), 'Done');
    assert.equal(authored.community, BigInt(FIFTH));
    assert.ok(voted);
    assert.match(shown, new RegExp(`${address}.*active`));
    assert.equal(await endingOf(context.chain, removed), 'Done');
  });

  it('what the people reject is not done', async () => {
    assert.equal((await ending('rejected')).ended, 'Rejected');
    const greedy = context.chain.account('//vaka//greedy').address;
    const { data } = await context.chain.api.query.system.account(greedy);
    assert.equal(data.free.toBigInt(), 0n);
  });

  // Last, for from then on every transaction is signed for the new runtime.
  it('the people upgrade the runtime, and blocks go on', async () => {
    const { chain, network, deciding } = context;
    const { petition, ended } = await ending('upgrade');
    assert.equal(ended, 'Done');
    const version = async () =>
      Number((await chain.api.rpc.state.getRuntimeVersion()).specVersion);
    const settle = async () => {
      const metadata = await chain.api.rpc.state.getMetadata();
      const energy = metadata.asLatest.pallets.find(({ name }) => name.eq('Energy'));
      const constant = energy.constants.find(({ name }) => name.eq('MaxSettle'));
      return Buffer.from(constant.value.toU8a(true)).readUInt32LE();
    };
    const before = { version: await version(), settle: await settle() };
    const { number } = await chain.send(
      chain.api.tx.system.applyAuthorizedUpgrade(petition.code),
      deciding.alice,
    );
    await until('the next runtime', async () => (await version()) === before.version + 1);
    assert.equal(await settle(), before.settle + 1);
    await network.waitForFinality(number + 2);
  });
}
