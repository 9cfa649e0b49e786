// What the page says of a transaction is so, whatever happens between it and the chain.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { encodeCall } from '../src/chain/codec.ts';
import { PERIOD } from '../src/chain/era.ts';
import { signExtrinsic } from '../src/chain/extrinsic.ts';
import type { Call } from '../src/generated/chain.ts';
import { Key } from '../src/key/key.ts';
import { ageOf, Chain, StalePage, WrongChain } from '../src/link/chain.ts';
import { type Fate, fateOf, follow, type Sent } from '../src/link/fate.ts';
import { Refused } from '../src/link/refusal.ts';
import { LinkError, RpcError } from '../src/link/transport.ts';
import { toHex } from '../src/scale/bytes.ts';
import { FakeChain, late, NO_FUNDS } from './lib/fake-chain.ts';

const remark = (text: string): Call => ({
  call: 'system.remark',
  args: { remark: new TextEncoder().encode(text) },
});
const key = await Key.from(new Uint8Array(16).fill(1));
const FAST = { timeoutMs: 2_000, everyMs: 5 };

describe('a transaction', () => {
  let fake: FakeChain;
  let chain: Chain;

  beforeEach(async () => {
    fake = new FakeChain([key.account]);
    fake.pass(20);
    chain = await Chain.connect(fake, undefined);
  });

  async function sign(call: Call = remark('malo')): Promise<Sent> {
    const context = await chain.contextFor(key.account);
    const { bytes } = signExtrinsic(encodeCall(call), key, context);
    const { nonce, era } = context;
    return { account: key.account, nonce, bytes, since: era.current, death: era.death };
  }

  /** Follows it, and seals a block at each look. */
  async function followed(sent: Sent, onFate: (fate: Fate) => void = () => {}): Promise<Fate> {
    const timer = setInterval(() => fake.seal(), 4);
    try {
      return await follow(chain, sent, { ...FAST, onFate });
    } finally {
      clearInterval(timer);
    }
  }

  it('should wait, be included, and be final', async () => {
    const sent = await sign();
    assert.deepEqual(await fateOf(chain, sent), { state: 'waiting' });
    await chain.offer(sent.bytes);
    assert.deepEqual(await fateOf(chain, sent), { state: 'waiting' });
    const height = fake.seal({ final: false });
    const outcome = { ok: true, events: [] };
    assert.deepEqual(await fateOf(chain, sent), { state: 'included', height, outcome });
    fake.seal({ final: false });
    assert.deepEqual(await fateOf(chain, sent), { state: 'included', height, outcome });
    fake.finalise();
    assert.deepEqual(await fateOf(chain, sent), { state: 'final', height, outcome });
    fake.pass(1_000);
    assert.deepEqual(await fateOf(chain, sent), { state: 'final', height, outcome });
  });

  it('should fail with the reason of the chain', async () => {
    fake.judge = () => NO_FUNDS;
    const fate = await followed(await sign());
    assert.equal(fate.state, 'final');
    assert.deepEqual(fate.state === 'final' && fate.outcome, {
      ok: false,
      error: { type: 'Token', value: 'FundsUnavailable' },
      events: [],
    });
  });

  it('should be found among others, with the events of its own', async () => {
    const other = await Key.from(new Uint8Array(16).fill(2));
    fake.put(other.account);
    fake.judge = (_, account) => (account === toHex(other.account) ? NO_FUNDS : undefined);
    const context = await chain.contextFor(other.account);
    await chain.offer(signExtrinsic(encodeCall(remark('io')), other, context).bytes);
    const sent = await sign();
    await chain.offer(sent.bytes);
    fake.seal();
    const fate = await fateOf(chain, sent);
    assert.equal(fate.state === 'final' && fate.outcome.ok, true);
  });

  it('should be waiting again when its block is forgotten, and offered anew', async () => {
    const sent = await sign();
    await chain.offer(sent.bytes);
    fake.seal({ final: false });
    assert.equal((await fateOf(chain, sent)).state, 'included');
    fake.reorganise();
    fake.seal({ final: false });
    assert.equal((await fateOf(chain, sent)).state, 'waiting');
    assert.equal((await followed(sent)).state, 'final');
  });

  it('should be offered again to a node that was restarted', async () => {
    const sent = await sign();
    let restarts = 0;
    fake.after = (method) => {
      if (method === 'author_submitExtrinsic' && restarts < 3) {
        restarts += 1;
        fake.pool = [];
      }
    };
    const timer = setInterval(() => {
      if (restarts === 3) fake.seal();
    }, 4);
    const fate = await follow(chain, sent, FAST);
    clearInterval(timer);
    assert.equal(restarts, 3);
    assert.equal(fate.state, 'final');
  });

  it('should be replaced when another one took its number', async () => {
    const [sent, other] = [await sign(), await sign(remark('nofo'))];
    await chain.offer(other.bytes);
    fake.seal({ final: false });
    // The block may yet be forgotten.
    assert.equal((await fateOf(chain, sent)).state, 'waiting');
    fake.finalise();
    assert.deepEqual(await fateOf(chain, sent), { state: 'replaced' });
    assert.deepEqual(await followed(sent), { state: 'replaced' });
  });

  it('should expire once no block can hold it', async () => {
    const sent = await sign();
    assert.equal(sent.death - sent.since, PERIOD - 1 - (sent.since % 16));
    fake.pass(sent.death - sent.since - 1);
    assert.deepEqual(await fateOf(chain, sent), { state: 'waiting' });
    fake.pass(1);
    assert.deepEqual(await fateOf(chain, sent), { state: 'expired' });
  });

  it('should be taken in the last block of its time', async () => {
    const sent = await sign();
    fake.pass(sent.death - sent.since - 1);
    await chain.offer(sent.bytes);
    assert.equal(fake.seal(), sent.death);
    assert.equal((await fateOf(chain, sent)).state, 'final');
  });

  it('should be found in few questions after weeks', async () => {
    const sent = await sign();
    await chain.offer(sent.bytes);
    fake.pass(300);
    const height = fake.seal();
    fake.pass(60_000);
    fake.requests = [];
    const fate = await fateOf(chain, sent);
    assert.equal(fate.state === 'final' && fate.height, height);
    assert.ok(fake.requests.length < 45, `${fake.requests.length} requests`);
    assert.equal(fake.requests.filter((method) => method === 'chain_getBlock').length, 1);
  });

  it('should be forgotten, and not said to be replaced, when no state tells', async () => {
    const sent = await sign();
    await chain.offer(sent.bytes);
    fake.seal();
    fake.pass(1_000);
    fake.prune();
    assert.deepEqual(await fateOf(chain, sent), { state: 'forgotten' });
  });

  it('should be found when the account went with it', async () => {
    fake.judge = (_, account, accounts) => {
      accounts.set(account, { nonce: 0, exists: false });
      return undefined;
    };
    const sent = await sign({ call: 'communities.leave', args: undefined });
    fake.pass(50);
    await chain.offer(sent.bytes);
    fake.pass(3);
    const height = fake.seal();
    fake.pass(70);
    const fate = await fateOf(chain, sent);
    assert.equal(fate.state === 'final' && fate.height, height);
  });

  it('should wait when the account is not there yet', async () => {
    const newcomer = await Key.from(new Uint8Array(16).fill(3));
    const context = await chain.contextFor(newcomer.account);
    const { bytes } = signExtrinsic(encodeCall(remark('hello')), newcomer, context);
    const { nonce, era } = context;
    const sent = { account: newcomer.account, nonce, bytes, since: era.current, death: era.death };
    fake.pass(30);
    assert.deepEqual(await fateOf(chain, sent), { state: 'waiting' });
    fake.seal();
    fake.put(newcomer.account);
    fake.pass(30);
    assert.deepEqual(await fateOf(chain, sent), { state: 'waiting' });
    await chain.offer(bytes);
    fake.seal();
    fake.pass(30);
    assert.equal((await fateOf(chain, sent)).state, 'final');
  });

  it('should be told as it was when the link breaks for good', async () => {
    const sent = await sign();
    fake.before = () => {
      throw late();
    };
    const fate = await follow(chain, sent, { timeoutMs: 60, everyMs: 5 });
    assert.deepEqual(fate, { state: 'waiting' });
  });

  it('should be final although requests and answers are lost', async () => {
    const sent = await sign();
    let count = 0;
    const lose = () => {
      count += 1;
      if (count % 31 === 0) throw late();
    };
    fake.before = lose;
    fake.after = lose;
    assert.equal((await followed(sent)).state, 'final');
    assert.equal(fake.account(key.account).nonce, 1);
  });

  it('should be refused with the reason of the pool', async () => {
    const reasons = [
      ['Inability to pay some fees (e.g. account balance too low)', 'cannot pay'],
      ['Transaction has a bad signature', 'bad signature'],
      ['Transaction call is not expected', 'not allowed'],
      ['Transaction would exhaust the block limits', 'too large'],
      ['Custom error: 7', 'not allowed'],
      ['something new', 'other'],
    ] as const;
    const sent = await sign();
    for (const [words, reason] of reasons) {
      fake.refuse = () => new RpcError(1010, 'Invalid Transaction', words);
      fake.restart();
      await assert.rejects(
        follow(chain, sent, FAST),
        (error) => error instanceof Refused && error.reason === reason,
      );
    }
    // A full pool is no answer for good.
    let full = 3;
    fake.refuse = () => {
      full -= 1;
      return full > 0 ? new RpcError(1016, 'Immediately Dropped', '') : undefined;
    };
    assert.equal((await followed(sent)).state, 'final');
  });

  it('should not be refused when it is in a block already', async () => {
    const sent = await sign();
    await chain.offer(sent.bytes);
    fake.seal();
    fake.refuse = () =>
      new RpcError(1010, 'Invalid Transaction', 'Transaction has a bad signature');
    assert.equal((await follow(chain, sent, FAST)).state, 'final');
  });
});

describe('a chain', () => {
  it('should be the one that the page knows', async () => {
    const fake = new FakeChain();
    const { genesis } = await Chain.connect(fake, undefined);
    await Chain.connect(fake, genesis);
    fake.genesis = new Uint8Array(32).fill(8);
    await assert.rejects(Chain.connect(fake, genesis), WrongChain);
  });

  it('should make a page of another version stale before it signs or reads', async () => {
    const fake = new FakeChain([key.account]);
    fake.pass(5);
    const chain = await Chain.connect(fake, undefined);
    assert.equal((await chain.look()).seen.height, 5);
    fake.specVersion += 1;
    await assert.rejects(chain.look(), StalePage);
    await assert.rejects(chain.contextFor(key.account), StalePage);
  });

  it('should say of which block something is, and how old that is', async () => {
    const fake = new FakeChain([key.account]);
    fake.pass(10);
    let now = 75_000;
    const chain = await Chain.connect(fake, undefined, () => now);
    const view = await chain.look('final');
    assert.equal((await view.read('system.account', key.account)).nonce, 0);
    assert.equal(view.seen.chainTime, 60_000);
    now += 5_000;
    assert.deepEqual(ageOf(view.seen, now), { heard: 5_000, behind: 15_000 });
    // A device whose clock was set back a year.
    assert.equal(ageOf(view.seen, 0).heard, 0);
  });

  it('should not be believed when its answers are none', async () => {
    const fake = new FakeChain([key.account]);
    const chain = await Chain.connect(fake, undefined);
    const answers: Record<string, unknown> = {};
    const lying = {
      request: async (method: string, params: readonly unknown[]) =>
        method in answers ? answers[method] : fake.request(method, params),
      close: () => {},
    };
    const misled = () => Chain.connect(lying, chain.genesis);
    const isNonsense = (error: unknown) => error instanceof LinkError && error.why === 'nonsense';
    for (const [method, answer] of [
      ['chain_getFinalizedHead', '0x00'],
      ['chain_getFinalizedHead', 7],
      ['state_getStorageHash', '0x00'],
      ['state_getStorageHash', null],
      ['state_getRuntimeVersion', []],
      ['state_getStorage', { a: 1 }],
      ['system_accountNextIndex', -1],
      ['system_accountNextIndex', 'many'],
      ['chain_getBlockHash', null],
    ] as const) {
      // Anew, because it remembers a runtime that was right.
      const one = await misled();
      answers[method] = answer;
      await assert.rejects(one.contextFor(key.account), isNonsense, `${method}: ${answer}`);
      delete answers[method];
    }
    const last = await misled();
    await last.contextFor(key.account);
    for (const answer of [null, { number: '-1' }]) {
      answers.chain_getHeader = answer;
      await assert.rejects(last.head('final'), isNonsense);
    }
  });

  it('should ask what a runtime is called only where its code is another one', async () => {
    const fake = new FakeChain([key.account]);
    const memory = new Map<string, string>();
    const connect = () =>
      Chain.connect(fake, undefined, () => 0, {
        code: async () => memory.get('code'),
        keep: async (code) => void memory.set('code', code),
      });
    const asked = () => fake.requests.filter((one) => one === 'state_getRuntimeVersion').length;
    await (await connect()).look();
    fake.pass(1);
    // The next visit, too.
    const chain = await connect();
    await chain.look();
    assert.equal(asked(), 1);
    fake.specVersion += 1;
    await assert.rejects(chain.look(), StalePage);
    await assert.rejects(chain.look(), StalePage);
    assert.equal(asked(), 3);
    fake.specVersion -= 1;
    await chain.look();
    assert.equal(asked(), 3);
  });
});
