// What a person decided once happens once, whatever breaks meanwhile.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { constants, type Call } from '../src/generated/chain.ts';
import { Key } from '../src/key/key.ts';
import { Chain, StalePage } from '../src/link/chain.ts';
import { LinkError, RpcError } from '../src/link/transport.ts';
import { type Intention, Queue, QueueError } from '../src/queue/queue.ts';
import { fromHex, toHex } from '../src/scale/bytes.ts';
import { Unencodable } from '../src/scale/shape.ts';
import { memoryStore, type Store } from '../src/store/store.ts';
import { FakeChain, late, NO_FUNDS } from './lib/fake-chain.ts';

const remark = (text: string): Call => ({
  call: 'system.remark',
  args: { remark: new TextEncoder().encode(text) },
});
const textOf = (call: Call) =>
  call.call === 'system.remark' ? new TextDecoder().decode(call.args.remark) : call.call;

const key = await Key.from(new Uint8Array(16).fill(1));
const { account } = key;
const FAST = { timeoutMs: 1_000, everyMs: 3 };
const CANNOT_PAY = new RpcError(
  1010,
  'Invalid Transaction',
  'Inability to pay some fees (e.g. account balance too low)',
);

describe('a queue', () => {
  let fake: FakeChain;
  let chain: Chain;
  let store: Store;
  let queue: Queue;
  /** What the chain did, in its order. */
  let done: string[];

  beforeEach(async () => {
    fake = new FakeChain([account]);
    fake.pass(20);
    done = [];
    fake.judge = (call) => {
      done.push(textOf(call));
      return undefined;
    };
    chain = await Chain.connect(fake, undefined);
    store = memoryStore();
    queue = new Queue(store);
  });

  /** Sends while blocks go on. */
  async function send(one = queue): Promise<Intention[]> {
    const timer = setInterval(() => fake.seal(), 4);
    try {
      return await one.send(chain, key, FAST);
    } finally {
      clearInterval(timer);
    }
  }
  const states = async () => (await queue.list()).map(({ is }) => is.state);

  it('should send what was decided offline, in its order', async () => {
    for (const text of ['first', 'second', 'third']) await queue.add(account, remark(text));
    assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting']);
    const seen: string[] = [];
    const timer = setInterval(() => fake.seal(), 4);
    await queue.send(chain, key, {
      ...FAST,
      onChange: ({ call, is }) => seen.push(`${textOf(call)} ${is.state}`),
    });
    clearInterval(timer);
    assert.deepEqual(done, ['first', 'second', 'third']);
    assert.deepEqual(await states(), ['done', 'done', 'done']);
    assert.equal(seen[0], 'first sent');
    assert.equal(seen.at(-1), 'third done');
    await send();
    assert.equal(done.length, 3);
  });

  it('should be there after the page was closed, and go on with the same bytes', async () => {
    await queue.add(account, remark('once'));
    // The answer to the submission is lost, and the page is closed.
    fake.after = (method) => {
      if (method === 'author_submitExtrinsic') throw new LinkError('closed');
    };
    await assert.rejects(queue.send(chain, key, FAST), LinkError);
    fake.after = () => {};
    assert.deepEqual(await states(), ['sent']);
    const [before] = await queue.list();
    fake.seal();
    const later = new Queue(store);
    const [after] = await send(later);
    assert.equal(after?.is.state, 'done');
    assert.equal(after?.id, before?.id);
    assert.deepEqual(done, ['once']);
  });

  it('should sign anew what nobody sent in time', async () => {
    await queue.add(account, remark('late'));
    fake.refuse = () => new RpcError(1016, 'Immediately Dropped', '');
    await queue.send(chain, key, { timeoutMs: 20, everyMs: 3 });
    const [first] = await queue.list();
    assert.equal(first?.is.state, 'sent');
    fake.refuse = () => undefined;
    fake.pass(constants['system.blockHashCount']);
    const [second] = await send();
    assert.equal(second?.is.state, 'done');
    assert.deepEqual(done, ['late']);
  });

  it('should sign anew when another device took the number', async () => {
    await queue.add(account, remark('mine'));
    fake.refuse = () => new RpcError(1016, 'Immediately Dropped', '');
    await queue.send(chain, key, { timeoutMs: 20, everyMs: 3 });
    fake.refuse = () => undefined;
    const other = new Queue(memoryStore());
    await other.add(account, remark('theirs'));
    await send(other);
    assert.deepEqual(done, ['theirs']);
    const [mine] = await send();
    assert.equal(mine?.is.state, 'done');
    assert.deepEqual(done, ['theirs', 'mine']);
  });

  it('should tell why the chain does not do it, and go on with the next', async () => {
    fake.judge = (call) => (textOf(call) === 'dear' ? NO_FUNDS : undefined);
    await queue.add(account, remark('dear'));
    await queue.add(account, remark('cheap'));
    const [dear, cheap] = await send();
    assert.deepEqual(dear?.is.state === 'failed' && dear.is.failure, {
      name: 'Token.FundsUnavailable',
      text: 'There is not enough money.',
    });
    assert.equal(cheap?.is.state, 'done');
  });

  it('should keep what is refused until it is tried again', async () => {
    const { id } = await queue.add(account, remark('pay'));
    await queue.add(account, remark('vote'));
    fake.refuse = (call) => (textOf(call) === 'pay' ? CANNOT_PAY : undefined);
    const [pay, vote] = await send();
    assert.equal(pay?.is.state === 'refused' && pay.is.reason, 'cannot pay');
    assert.equal(vote?.is.state, 'done');
    await send();
    assert.deepEqual(await states(), ['refused', 'done']);
    fake.refuse = () => undefined;
    await queue.retry(id);
    const [again] = await send();
    assert.equal(again?.is.state, 'done');
    assert.deepEqual(done, ['vote', 'pay']);
  });

  it('should sign other bytes for what is tried again, because a pool bans those it refused', async () => {
    const { id } = await queue.add(account, remark('pay'));
    fake.refuse = () => CANNOT_PAY;
    const bytes = new Set<string>();
    let death = 0;
    for (let tries = 0; tries < 4; tries += 1) {
      // Without a new block all else that is signed is the same.
      await queue.send(chain, key, FAST);
      const [one] = await queue.list();
      assert.equal(one?.is.state === 'refused' && one.is.reason, 'cannot pay');
      bytes.add(toHex(one!.sent!.bytes));
      assert.ok(one!.sent!.death >= death, 'the first bytes may still come into a block');
      death = one!.sent!.death;
      await queue.retry(id);
    }
    assert.equal(bytes.size, 4);
    fake.refuse = () => undefined;
    fake.pass(20);
    const [again] = await send();
    assert.equal(again?.is.state, 'done');
    assert.deepEqual(done, ['pay']);
  });

  it('should not do it twice when what was refused is in a block all the same', async () => {
    const { id } = await queue.add(account, remark('pay'));
    fake.refuse = () => CANNOT_PAY;
    const [{ sent } = {} as Intention] = await send();
    // Another node takes the bytes.
    fake.refuse = () => undefined;
    fake.restart();
    await chain.offer(sent!.bytes);
    await queue.retry(id);
    fake.seal();
    const [pay] = await send();
    assert.equal(pay?.is.state, 'done');
    assert.deepEqual(done, ['pay']);
  });

  it('should not do it twice when what was refused waits in a pool all the same', async () => {
    const { id } = await queue.add(account, remark('pay'));
    fake.refuse = () => CANNOT_PAY;
    const [{ sent } = {} as Intention] = await send();
    fake.refuse = () => undefined;
    fake.restart();
    // Its number is counted as used now, and no block has it.
    await chain.offer(sent!.bytes);
    await queue.retry(id);
    const [pay] = await send();
    assert.equal(pay?.is.state, 'done');
    assert.deepEqual(done, ['pay']);
    fake.seal();
    assert.deepEqual(done, ['pay']);
  });

  it('should not do it twice when the old bytes come after new ones were signed', async () => {
    const { id } = await queue.add(account, remark('pay'));
    fake.refuse = () => CANNOT_PAY;
    const [{ sent: old } = {} as Intention] = await send();
    // The era is another one, so the bytes are others, with the same number.
    fake.pass(100);
    await queue.retry(id);
    await send();
    const [{ sent: anew } = {} as Intention] = await queue.list();
    assert.equal(anew!.nonce, old!.nonce);
    assert.notDeepEqual(anew!.bytes, old!.bytes);
    fake.refuse = () => undefined;
    fake.restart();
    await chain.offer(old!.bytes);
    fake.seal();
    await queue.retry(id);
    await send();
    assert.deepEqual(done, ['pay']);
  });

  it('should say that it does not know when no node does', async () => {
    await queue.add(account, remark('long ago'));
    fake.after = (method) => {
      if (method === 'author_submitExtrinsic') throw new LinkError('closed');
    };
    await assert.rejects(queue.send(chain, key, FAST), LinkError);
    fake.after = () => {};
    fake.seal();
    fake.pass(1_000);
    fake.prune();
    await send();
    assert.deepEqual(await states(), ['unknown']);
    await send();
    assert.deepEqual(done, ['long ago']);
  });

  it('should lose nothing when the page is stale', async () => {
    await queue.add(account, remark('after the upgrade'));
    fake.specVersion += 1;
    await assert.rejects(send(), StalePage);
    assert.deepEqual(await states(), ['waiting']);
    fake.specVersion -= 1;
    await send();
    assert.deepEqual(await states(), ['done']);
  });

  it('should refuse a call that the runtime no longer has', async () => {
    const { id } = await queue.add(account, remark('old'));
    await store.change<Intention>(`queue/${id}`, (old) => ({
      ...old!,
      call: { call: 'system.gone', args: {} } as never,
    }));
    const [gone] = await send();
    assert.equal(gone?.is.state === 'refused' && gone.is.reason, 'changed');
    await assert.rejects(queue.add(account, { call: 'system.gone' } as never), Unencodable);
  });

  it('should send nothing of another account', async () => {
    const other = await Key.from(new Uint8Array(16).fill(2));
    await queue.add(other.account, remark('theirs'));
    await send();
    assert.deepEqual(await states(), ['waiting']);
    assert.deepEqual(done, []);
  });

  it('should be sent by one page at a time, and by another when that one was closed', async () => {
    let now = 1_000_000;
    const [one, two] = [new Queue(store, () => now), new Queue(store, () => now)];
    await one.add(account, remark('once'));
    fake.refuse = () => new RpcError(1016, 'Immediately Dropped', '');
    const sending = one.send(chain, key, { timeoutMs: 100, everyMs: 3 });
    await assert.rejects(
      two.send(chain, key, FAST),
      (error) => error instanceof QueueError && error.why === 'another page sends',
    );
    await sending;
    fake.refuse = () => undefined;
    // A page that was closed left its lease.
    await store.change('lease/queue', () => ({ holder: 'nobody', until: now + 60_000 }));
    await assert.rejects(send(two), QueueError);
    now += 60_001;
    await send(two);
    assert.deepEqual(done, ['once']);
    // One that was taken when the clock was a year ahead does not last a year.
    await store.change('lease/queue', () => ({ holder: 'nobody', until: now + 31_536_000_000 }));
    await send(two);
    // A page that was loaded anew does not wait for itself.
    await store.change('lease/queue', () => ({ holder: 'tab', until: now + 60_000 }));
    await assert.rejects(send(two), QueueError);
    await send(new Queue(store, () => now, 'tab'));
  });

  it('should be done once when two pages send at once all the same', async () => {
    await queue.add(account, remark('once'));
    // The second page takes the first one for closed.
    const pages = [new Queue(store, () => 0), new Queue(store, () => 100_000)];
    let signing = 0;
    // Both have asked for the number before either has signed.
    fake.before = async (method) => {
      if (method !== 'system_accountNextIndex') return;
      signing += 1;
      for (let turns = 0; signing < 2 && turns < 100; turns += 1) {
        await new Promise((resolve) => {
          setTimeout(resolve, 2);
        });
      }
      // Bytes of another time, and so of another era.
      if (signing === 2) fake.pass(32);
    };
    const results = await Promise.allSettled(pages.map((page) => send(page)));
    assert.equal(signing, 2);
    const failed = results.filter(({ status }) => status === 'rejected');
    assert.equal(failed.length, 1);
    assert.ok((failed[0] as PromiseRejectedResult).reason instanceof QueueError);
    await send(new Queue(store, () => 1_000_000));
    assert.deepEqual(await states(), ['done']);
    assert.deepEqual(done, ['once']);
  });

  it('should be emptied of what is over or was not sent', async () => {
    const first = await queue.add(account, remark('first'));
    const second = await queue.add(account, remark('second'));
    await queue.remove(first.id);
    await send();
    assert.deepEqual(done, ['second']);
    await assert.rejects(queue.retry(second.id), QueueError);
    await queue.remove(second.id);
    assert.deepEqual(await queue.list(), []);
    await assert.rejects(queue.remove(second.id), QueueError);
    const third = await queue.add(account, remark('third'));
    fake.refuse = () => new RpcError(1016, 'Immediately Dropped', '');
    await queue.send(chain, key, { timeoutMs: 10, everyMs: 3 });
    await assert.rejects(queue.remove(third.id), QueueError);
  });

  it('should be full at some time', async () => {
    for (let i = 0; i < 64; i += 1) await queue.add(account, remark(String(i)));
    await assert.rejects(queue.add(account, remark('more')), QueueError);
    const order = (await queue.list()).map(({ call }) => textOf(call));
    assert.deepEqual(
      order,
      Array.from({ length: 64 }, (_, i) => String(i)),
    );
  });

  it('should do all once, whatever breaks and however often the page is closed', async () => {
    const event = fc.oneof(
      // Between two events the page learns something.
      { weight: 20, arbitrary: fc.constant('nothing') },
      { weight: 3, arbitrary: fc.constantFrom('seal', 'reorganise', 'refuse', 'another node') },
      { weight: 2, arbitrary: fc.constantFrom('final', 'restart', 'lose', 'lose answer', 'close') },
    );
    const counts = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 50, maxLength: 300, size: 'max' }),
        async (script) => {
          const world = new FakeChain([account]);
          world.pass(20);
          const link = await Chain.connect(world, undefined);
          const kept = memoryStore();
          const wanted = ['a', 'b', 'c'];
          for (const text of wanted) await new Queue(kept).add(account, remark(text));
          const signed: Uint8Array[] = [];
          let at = 0;
          const disturb = async (isAnswer: boolean) => {
            const what = script[at];
            at += 1;
            if (what === undefined) return;
            counts.set(what, (counts.get(what) ?? 0) + 1);
            if (what === 'seal') world.seal({ final: false });
            if (what === 'final') world.seal();
            if (what === 'reorganise') world.reorganise();
            if (what === 'restart') world.restart();
            if (what === 'refuse') refusals += 1;
            // Somebody who kept them brings bytes that were signed before.
            if (what === 'another node') for (const bytes of signed) world.bring(bytes);
            if (what === (isAnswer ? 'lose answer' : 'lose')) throw late();
            if (what === 'close') throw new LinkError('closed');
          };
          let refusals = 0;
          world.refuse = () => {
            refusals -= 1;
            return refusals >= 0 ? CANNOT_PAY : undefined;
          };
          world.before = (method, [bytes]) => {
            if (method === 'author_submitExtrinsic') signed.push(fromHex(String(bytes)));
            return disturb(false);
          };
          world.after = () => disturb(true);
          for (let runs = 0; runs < 1_000; runs += 1) {
            const page = new Queue(kept, () => runs * 100_000);
            const blocks = setInterval(() => at >= script.length && world.seal(), 2);
            // A short time lets a run end in the midst; at the end there is time, however busy the machine.
            const timeoutMs = at < script.length ? 60 : 20_000;
            await page.send(link, key, { timeoutMs, everyMs: 1 }).catch((error) => {
              if (!(error instanceof LinkError)) throw error;
            });
            clearInterval(blocks);
            const all = await page.list();
            for (const { id, is } of all) if (is.state === 'refused') await page.retry(id);
            if (all.every(({ is }) => is.state === 'done')) break;
          }
          assert.deepEqual(world.included().flat().map(textOf).sort(), wanted);
          const all = await new Queue(kept).list();
          assert.deepEqual(
            all.map(({ is }) => is.state),
            ['done', 'done', 'done'],
          );
        },
      ),
      // To make a failure smaller would take minutes.
      { numRuns: 60, endOnFailure: true },
    );
    for (const what of ['seal', 'reorganise', 'refuse', 'another node', 'close', 'restart']) {
      assert.ok((counts.get(what) ?? 0) > 5, `${what} happened ${counts.get(what)} times`);
    }
  });
});
