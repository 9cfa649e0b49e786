// The people decide, and the chain does it: petitions become referenda, members without a coin
// vote, and what passes is executed by itself. The suite waits for blocks most of the time, so it
// runs beside the other tests.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { blake2AsHex } from '@polkadot/util-crypto';
import { appsProblems } from '../lib/pages/apps.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { prevoters } from '../lib/driver/finality.mjs';
import {
  endingOf,
  FIFTH,
  founder,
  founderSeed,
  foundersOfFifth,
  Governance,
  memberOf,
  PROPOSER,
} from '../lib/driver/governance.mjs';
import { until } from '../lib/driver/network.mjs';
import { operate, renewKeys } from '../lib/driver/operator.mjs';
import { blocks, runScript } from '../lib/pages/page.mjs';
import { runtimeApiDecodes, storageDecodes } from './decoding.mjs';
import { FIRST_TARIFF, VAKA, VOUCHER } from './energy-calls.mjs';

const CAP = 10n * VAKA;
const GIFT = 3n * VAKA;
/** More than the purse ever holds by itself. */
const WHARF = 1_000n * VAKA;
/** A member who delegates, and their delegate. */
const DELEGATOR = { village: 2, n: 3 };
const DELEGATE = { village: 0, n: 0 };
/** A member who has no phone, and their helper. */
const ELDER = { village: 0, n: 1 };
const HELPER = { village: 2, n: 4 };
/**
 * The validator that renews its keys. Its account does nothing else, and the market's tests kill
 * another.
 */
const OPERATOR = 'Charlie';
/** The treasury's account, to which nobody has the key. */
const treasury = (chain) => chain.api.consts.treasury.potAccount.toString();

class Deciding {
  constructor(context) {
    this.context = context;
    this.chain = context.chain;
    this.governance = new Governance(context.chain);
    // Neiafu's founders are left to the page's script, which counts their nonces itself.
    this.people = this.governance.voters(0, 2, 3);
    this.alice = this.chain.account('//Alice');
    this.flows = {};
    this.took = {};
  }

  /** Begins something. A test waits for its end. */
  begin(name, flow) {
    const begun = Date.now();
    const ended = (outcome) => {
      this.took[name] = Math.round((Date.now() - begun) / 1000);
      return outcome;
    };
    this.flows[name] = flow().then(
      (value) => ended({ value }),
      (error) => ended({ error }),
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
    quiet(this.begin('granted', () => this.granted()));
    quiet(this.begin('village', () => this.village()));
    quiet(this.begin('page', () => this.page()));
    quiet(this.begin('rejected', () => this.rejected()));
    quiet(this.begin('mended', () => this.mended()));
    quiet(this.begin('operator', () => this.operator()));
    quiet(this.begin('validator', () => this.validator()));
    quiet(this.begin('retired', () => this.retired()));
    quiet(this.begin('upgrade', () => this.upgrade()));
  }

  /** One petition founds a fifth village, registers a grid and caps its prices: all or nothing. */
  async parameters() {
    const { governance, tx, chain } = this;
    const { people } = this;
    const delegator = founder(chain, DELEGATOR.village, DELEGATOR.n);
    const delegate = memberOf(DELEGATE.village, DELEGATE.n);
    // This happens before anybody votes. Meanwhile the petition is opened.
    const delegated = chain.send(tx.voting.delegate('Parameters', delegate), delegator);
    delegated.catch(() => {});
    const founders = foundersOfFifth(chain);
    const clerks = founders.slice(4).map((who) => who.address);
    const { address } = chain.account('//Bob');
    const consents = await governance.foundersConsent('Niuatoputapu', founders, clerks);
    const call = tx.utility.batchAll([
      tx.communities.foundCommunity('Niuatoputapu', consents, clerks),
      tx.energy.setPriceCap('Native', CAP),
      tx.energy.registerGrid(address, 'Native', 100_000, FIRST_TARIFF),
    ]);
    const decided = await governance.decide({
      people: people.filter(({ address }) => address !== delegator.address),
      track: 'Parameters',
      title: 'A fifth village, its grid, and what a kWh may cost',
      call,
      before: delegated,
    });
    const grids = await this.context.energy.grids();
    const [grid] = [...grids].find(([, { operator }]) => operator === address);
    const village = plain(await chain.api.call.communitiesApi.community(FIFTH));
    return { ...decided, grid, village };
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

  /** The people grant more than the purse holds. Somebody collects it once it holds enough. */
  async granted() {
    const { governance, tx, chain } = this;
    const to = chain.account('//vaka//mason').address;
    const decided = await governance.decide({
      people: governance.ledBy(3, 2, this.people),
      track: 'Treasury',
      title: 'A wharf of stone',
      call: tx.treasury.spend('Native', WHARF, to, null),
    });
    const payments = async () => (await governance.petition(decided.id)).payments;
    const [{ payment, state }] = decided.payments;
    const collect = () => chain.send(tx.treasury.payout(payment.value), this.alice);
    const early = await collect().catch((error) => error.cause);
    const [after] = await payments();
    await chain.send(tx.balances.transferKeepAlive(treasury(chain), WHARF), this.alice);
    await collect();
    const paid = await payments();
    const { data } = await chain.api.query.system.account(to);
    return { ...decided, states: [state, after.state], early, paid, got: data.free.toBigInt() };
  }

  /** A village runs its grid by its own vote, and asks nobody else. */
  async village() {
    const { governance, tx } = this;
    const { energy } = this.context;
    const before = await energy.tariffSchedule(0, await this.slot());
    // What is dearer for somebody would hold seven days later.
    const cheaper = (band) => ({ ...band, retail: band.retail - VAKA / 100n });
    const tariff = { ...before, bands: before.bands.map(cheaper) };
    // A member may have only few petitions on the way, so several members open them.
    const decided = await governance.decide({
      people: governance.villagers(0).reverse(),
      track: { Village: 0 },
      title: 'A cent less, since the second battery is paid',
      call: tx.communities.actAsCommunity(tx.energy.setTariff(0, tariff)),
    });
    const slot = (await this.slot()) + 3;
    return { ...decided, before, tariff, after: await energy.tariffSchedule(0, slot) };
  }

  async slot() {
    const { slotSeconds } = await this.context.energy.settings();
    return this.context.energy.currentSlot(slotSeconds);
  }

  /** The script of docs/decide.md, word by word, against this network. */
  page() {
    const [script] = blocks('js', 'decide.md', 'With a program');
    return runScript(script, this.context.network.nodes[1].endpoint);
  }

  /** The people say no. */
  rejected() {
    const { governance, tx, chain } = this;
    const onStep = (step, what) => {
      if (step === 'endorsed') {
        this.begin('assisted', () => this.assisted(what.poll)).catch(() => {});
      }
      // This runs while there are votes.
      if (step === 'voted') this.begin('decoded', () => this.decoded()).catch(() => {});
    };
    return governance.decide({
      onStep,
      people: this.people.slice(2),
      track: 'Treasury',
      title: 'Give it all to one of us',
      call: tx.treasury.spendLocal(VAKA, chain.account('//vaka//greedy').address),
      vote: 'Nay',
    });
  }

  /** A member votes by the helper whom they named. Neither has a balance. */
  async assisted(poll) {
    const { chain, tx } = this;
    const ask = (api, question, ...parameters) =>
      chain.api.call[api][question](...parameters).then(plain);
    const member = memberOf(ELDER.village, ELDER.n);
    const helper = memberOf(HELPER.village, HELPER.n);
    const [elder, hand] = [ELDER, HELPER].map(({ village, n }) => founder(chain, village, n));
    await chain.send(tx.communities.setHelper(helper), elder);
    await chain.send(tx.communities.acceptHelping(member), hand);
    const eligible = await ask('votingApi', 'eligibleFor', poll, hand.address, member);
    const vote = tx.voting.voteFor(member, poll, 'Abstain');
    const asked = (await vote.paymentInfo(hand)).partialFee.toBigInt();
    const { events } = await chain.send(vote, hand);
    return {
      asked,
      eligible,
      voted: events.find(({ method }) => method === 'Voted'),
      fees: events.filter(({ method }) => method === 'TransactionFeePaid'),
      ballot: await ask('votingApi', 'ballot', poll, member),
      help: await ask('communitiesApi', 'help', member),
    };
  }

  /** Decodes everything that governance stores and answers. */
  async decoded() {
    const { chain, governance, tx } = this;
    const petitions = await governance.ask('petitions', 'Treasury', 0);
    const { id, stage } = petitions.find(({ stage: { type } }) => type === 'Voting');
    const poll = Number(stage.value.referendum);
    const member = memberOf(3, 0);
    const who = founder(chain, 3, 0).address;
    const delegator = memberOf(DELEGATOR.village, DELEGATOR.n);
    const call = tx.treasury.spendLocal(VAKA, who).method.toHex();
    const filled = {
      voting: ['ballots', 'delegations'],
      petitions: ['petitions', 'endorsements'],
      validators: ['authorship'],
      guardians: [],
      guardianCouncil: [],
    };
    const keys = {};
    for (const [pallet, items] of Object.entries(filled)) {
      keys[pallet] = await storageDecodes(chain, pallet, (name) => items.includes(name));
    }
    const [endorsement] = keys.petitions.endorsements;
    await runtimeApiDecodes(chain, 'votingApi', {
      ballot: [poll, member],
      poll: [poll],
      eligible: [poll, who],
      eligibleFor: [poll, who, member],
      delegation: ['Parameters', delegator],
      track: [{ Village: 0 }],
      tracks: [0],
    });
    await runtimeApiDecodes(chain, 'petitionsApi', {
      petition: [id],
      petitions: [null, 0],
      petitionOf: [poll],
      contenders: ['Treasury'],
      endorsed: [id, member],
      endorsement,
      endorsementsNeeded: ['Treasury'],
      checkCall: ['Treasury', call],
    });
    await runtimeApiDecodes(chain, 'validatorsApi', { validators: [], shares: [], nextSet: [] });
  }

  /** A call that cannot be made is shown as failed. Once that is mended, anybody tries again. */
  async mended() {
    const { governance, tx, chain } = this;
    const voucher = { WithId: VOUCHER };
    const grid = tx.utility.batchAll([
      tx.energy.setPriceCap(voucher, CAP),
      tx.energy.registerGrid(this.alice.address, voucher, 1, FIRST_TARIFF),
    ]);
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

  /** What `vaka validator status` prints about one validator. */
  async statusOf(node, address) {
    const said = await operate(node, '', 'status');
    return said.split('\n').find((line) => line.startsWith(address));
  }

  async validatorView(address) {
    const all = plain(await this.chain.api.call.validatorsApi.validators());
    return all.find(({ account }) => account === address);
  }

  /** A validator of genesis renews its keys and goes on. It would leave, but four must remain. */
  async operator() {
    const { chain, context } = this;
    const { session, aura } = chain.api.query;
    const node = context.network.node(OPERATOR.toLowerCase());
    const secret = `//${OPERATOR}`;
    const { address } = chain.account(secret);
    const wait = (what, check) => until(what, check, { timeoutMs: 180_000, everyMs: 1_000 });
    const keys = await renewKeys(node, secret);
    const waiting = await this.statusOf(node, address);
    // This comes at once, because a waiting leave is done when the fifth is admitted.
    const left = await operate(node, secret, 'leave');
    await wait('the leave that waits', async () => (await this.validatorView(address)).leaving);
    const stayed = await operate(node, secret, 'stay');
    await wait('its withdrawal', async () => (await this.validatorView(address)).leaving === null);
    await wait(`the new keys of ${OPERATOR} in force`, async () => {
      const n = plain(await session.validators()).indexOf(address);
      return plain(await aura.authorities())[n] === keys.aura;
    });
    const { number } = await chain.head();
    await wait(`a block of ${OPERATOR} by the new keys`, async () => {
      const { lastBlock } = await this.validatorView(address);
      return lastBlock > BigInt(number);
    });
    // Another node is asked, because a node sees its own vote even if nobody else does.
    const [other] = context.network.nodes;
    await wait(`a finality vote of ${OPERATOR} by the new keys`, async () =>
      (await prevoters(chain, other)).includes(keys.grandpa),
    );
    const inForce = await this.statusOf(other, address);
    return { waiting, left, stayed, inForce };
  }

  /** A fifth validator: its keys, its admission by vote, its blocks and finality votes, its removal. */
  async validator() {
    const { governance, tx, chain, context } = this;
    const secret = '//vaka//validator';
    const owner = chain.account(secret);
    const [node, { number }] = await Promise.all([
      context.network.join('fifth'),
      chain.sendFinal(tx.balances.transferKeepAlive(owner.address, 10n * VAKA), this.alice),
    ]);
    // A block of that number is not enough: nodes that are short of time make two of one number.
    const caughtUp = async () => (await node.finalized()) >= number;
    await until('the fifth node has caught up', caughtUp, { timeoutMs: 180_000 });
    const { grandpa } = await renewKeys(node, secret);

    const seed = founderSeed(PROPOSER.village, PROPOSER.n);
    const propose = async (...words) => {
      const all = ['propose', '--account', owner.address, ...words];
      const said = await operate(node, `0x${Buffer.from(seed).toString('hex')}`, ...all);
      const id = Number(/petition (\d+)/.exec(said)[1]);
      // The proposer's node has it in a block already. Ours may still wait for that.
      await until(`petition ${id}`, () => governance.petition(id));
      return { id, poll: await governance.endorse(id, this.people) };
    };
    const vote = async ({ id, poll }) => {
      await governance.vote(poll, this.people);
      return governance.ended(id);
    };
    // It belongs to a village of its own, because none may hold a third of the validators. The
    // village must exist when the petition is carried out, so the vote waits for it.
    const admission = await propose('--community', String(FIFTH));
    await this.result('parameters');
    const admitted = await vote(admission);
    const status = () => this.validatorView(owner.address);
    const wait = (what, check, everyMs = 1_000) =>
      until(what, check, { timeoutMs: 180_000, everyMs });
    await wait('the session of the fifth validator', async () => (await status()).active);
    // This lets the people vote as soon as it has been seen at work.
    const removal = propose('--remove');
    removal.catch(() => {});
    await wait('a block of the fifth validator', async () => (await status()).lastBlock);
    const authored = await status();
    const [other] = context.network.nodes;
    await wait(
      'a finality vote of the fifth validator',
      async () => (await prevoters(chain, other)).includes(grandpa),
      250,
    );
    const shown = await this.statusOf(other, owner.address);
    const { id, poll } = await removal;
    await governance.vote(poll, this.people);
    return { admitted, authored, removal: id, shown, address: owner.address };
  }

  /** The removed validator serves out its planned sessions. Then it is in no set. */
  async retired() {
    const { address, removal } = await this.result('validator');
    const removed = await this.governance.ended(removal);
    // This is read anew each time, because the runtime is upgraded meanwhile, and its types may
    // have other numbers.
    const query = () => this.chain.api.query;
    await until(
      'its end',
      async () => !plain(await query().session.validators()).includes(address),
      { timeoutMs: 180_000, everyMs: 1_000 },
    );
    const { session, validators } = query();
    const [remain, queued, keys, leavers] = await Promise.all([
      session.validators(),
      session.queuedKeys(),
      session.nextKeys(address),
      validators.leavers(),
    ]);
    return {
      removed,
      remain: plain(remain),
      queued: plain(queued).map(([who]) => who),
      keys: plain(keys),
      leavers: plain(leavers),
    };
  }

  /** Every member agrees to another runtime. Somebody who has its bytes brings them. */
  async upgrade() {
    const { governance, tx } = this;
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
}

/** Begins. The tests below wait for its ends. */
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
    assert.equal(petition.village.electorate, 5n);
    assert.notEqual(await energy.grid(petition.grid), null);
    assert.equal(plain(await chain.api.query.energy.priceCaps('Native')), CAP);
    // Everybody voted, one of them through a delegate.
    const { governance: people } = deciding;
    const delegated = await people.ballot(petition.poll, memberOf(DELEGATOR.village, DELEGATOR.n));
    assert.equal(delegated.vote, 'Aye');
    assert.equal(delegated.by, BigInt(memberOf(DELEGATE.village, DELEGATE.n)));
    const direct = await people.ballot(petition.poll, memberOf(3, 0));
    assert.deepEqual(direct, { vote: 'Aye', by: null, helper: null });
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

  it('a receipt shows that a payment beyond the purse is granted, and when it is paid', async () => {
    const { petition, ended } = await ending('granted');
    assert.equal(ended, 'Done');
    assert.deepEqual(
      petition.states.map(({ type }) => type),
      ['Granted', 'Granted'],
    );
    assert.equal(petition.early, 'treasury.PayoutError');
    assert.deepEqual(
      petition.paid.map(({ state }) => state),
      ['Paid'],
    );
    assert.equal(petition.got, WHARF);
  });

  it('a village decides on its own track what its grid asks', async () => {
    const { petition, ended } = await ending('village');
    assert.equal(ended, 'Done');
    assert.deepEqual(petition.after, petition.tariff);
  });

  it('the script of docs/decide.md runs as written', async () => {
    assert.match(await context.deciding.result('page'), /Done/i);
    const { energy } = context;
    const tariff = await energy.tariff(1, await context.deciding.slot());
    assert.deepEqual([tariff.feedIn, tariff.retail], [25n, 80n]);
  });

  it('the steps in Polkadot.js Apps name what the chain has', () => {
    const { steps, problems } = appsProblems(
      context.chain.api,
      'decide.md',
      'With Polkadot.js Apps',
    );
    assert.deepEqual(problems, []);
    assert.ok(steps >= 12, `${steps} steps`);
  });

  it('a call that fails is shown as failed, is mended, and done when anybody retries', async () => {
    const { petition, ended } = await ending('mended');
    assert.equal(petition.failure, 'energy.UnknownCurrency');
    assert.equal(ended, 'Done');
  });

  it('an operator renews the keys of a validator, and cannot leave as long as four are needed', async () => {
    const { waiting, left, stayed, inForce } = await context.deciding.result('operator');
    assert.match(
      waiting,
      /active.* new keys from the (second session after this one|next session)/,
    );
    assert.match(left, /Too few would remain/);
    assert.match(stayed, /You stay/);
    assert.match(inForce, /active.* keys in force/);
  });

  it('a fifth validator is proposed, admitted by vote, authors and finalises', async () => {
    const { admitted, authored, shown, address } = await context.deciding.result('validator');
    assert.equal(await endingOf(context.chain, admitted), 'Done');
    assert.equal(authored.community, BigInt(FIFTH));
    assert.match(shown, new RegExp(`${address}.* active.* keys in force`));
  });

  it('everything that governance keeps and answers decodes without custom types', () =>
    context.deciding.result('rejected').then(() => context.deciding.result('decoded')));

  it('a member votes by a helper without a fee, and the ballot tells by whom', async () => {
    await context.deciding.result('rejected');
    const { asked, eligible, voted, fees, ballot, help } =
      await context.deciding.result('assisted');
    const helper = BigInt(memberOf(HELPER.village, HELPER.n));
    assert.equal(eligible.refusal, null);
    assert.equal(asked, 0n);
    assert.deepEqual(fees, []);
    assert.equal(BigInt(voted.data.helper), helper);
    assert.deepEqual(ballot, { vote: 'Abstain', by: null, helper });
    assert.deepEqual([help.helper.helper, help.helper.accepted], [helper, true]);
  });

  it('what the people reject is not done', async () => {
    assert.equal((await ending('rejected')).ended, 'Rejected');
    const greedy = context.chain.account('//vaka//greedy').address;
    const { data } = await context.chain.api.query.system.account(greedy);
    assert.equal(data.free.toBigInt(), 0n);
  });

  // It comes after all others that send something, because from then on every transaction is signed
  // for the new runtime. Meanwhile the fifth validator's removal is carried out.
  it('the people upgrade the runtime, and blocks go on', async () => {
    const { chain, network, deciding } = context;
    const { petition, ended } = await ending('upgrade');
    assert.equal(ended, 'Done');
    const version = async () => Number((await chain.api.rpc.state.getRuntimeVersion()).specVersion);
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

  it('the fifth validator is removed by vote, and is in no set any more, nor are its keys', async (test) => {
    const { chain, deciding } = context;
    const { removed, remain, queued, keys, leavers } = await deciding.result('retired');
    assert.equal(await endingOf(chain, removed), 'Done');
    const genesis = ['Alice', 'Bob', 'Charlie', 'Dave'].map(
      (name) => chain.account(`//${name}`).address,
    );
    assert.deepEqual(remain, genesis);
    assert.deepEqual(queued, genesis);
    assert.equal(keys, null);
    assert.deepEqual(leavers, []);
    test.diagnostic(`seconds that each took beside the tests: ${JSON.stringify(deciding.took)}`);
  });
}
