// What all views share: what was seen stays with its age, what was decided waits for key and network,
// and another chain gets nothing.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Shelf } from '../src/app/kept.ts';
import { bigIn, linkTo, numberIn, routeOf } from '../src/app/route.ts';
import { Session } from '../src/app/session.ts';
import type { Call } from '../src/generated/chain.ts';
import { newStretch } from '../src/key/pin.ts';
import { Vault } from '../src/key/vault.ts';
import { LinkError, type Transport } from '../src/link/transport.ts';
import { memoryStore, type Store } from '../src/store/store.ts';
import { FakeChain } from './lib/fake-chain.ts';

const PIN = '271828';
const light = () => ({ ...newStretch(), memoryKiB: 256, passes: 1 });
const remark = (text: string): Call => ({
  call: 'system.remark',
  args: { remark: new TextEncoder().encode(text) },
});

describe('a session', () => {
  let store: Store;
  let fake: FakeChain;
  let links: number;
  let isDown: boolean;
  let now: number;

  const link = (): Transport => {
    links += 1;
    return {
      request: async (method, params) => {
        if (isDown) throw new LinkError('late', method);
        return fake.request(method, params);
      },
      close: () => {},
    };
  };
  const begun: Session[] = [];
  const begin = async () => {
    const hub = 'http://127.0.0.1:1/';
    const session = await Session.begin({ store, connect: link, hub, now: () => now });
    begun.push(session);
    return session;
  };

  afterEach(() => {
    // A key that is open would close in ten minutes, and the tests would wait for it.
    for (const session of begun.splice(0)) session.lock();
  });

  beforeEach(async () => {
    store = memoryStore();
    now = 1_800_000_000_000;
    links = 0;
    isDown = false;
    const key = await new Vault(store, () => now, light).create(PIN);
    fake = new FakeChain([key.account]);
    fake.pass(10);
    key.close();
  });

  it('should ask what comes together of one block, on one connection', async () => {
    const session = await begin();
    const [one, two] = await Promise.all([session.look(), session.look()]);
    assert.equal(one, two);
    assert.equal(links, 1);
    fake.pass(1);
    now += 3_001;
    assert.equal((await session.look()).seen.height, 11);
    assert.equal(links, 1);
    assert.equal(session.link, 'live');
  });

  it('should be down without a network, and live again with one', async () => {
    const session = await begin();
    isDown = true;
    await assert.rejects(session.look(), LinkError);
    assert.equal(session.link, 'down');
    isDown = false;
    await session.look();
    assert.equal(session.link, 'live');
  });

  it('should give nothing to another chain than the one of its first visit', async () => {
    await (await begin()).look();
    fake.genesis = new Uint8Array(32).fill(8);
    const session = await begin();
    await assert.rejects(session.look(), { name: 'WrongChain' });
    assert.equal(session.link, 'wrong chain');
    const key = await session.vault.open(PIN);
    await session.act(remark('secret'));
    session.open(key);
    await idle(session);
    assert.equal((session.sendProblem as Error).name, 'WrongChain');
    assert.deepEqual(fake.pool, []);
    assert.equal(session.intentions[0]!.is.state, 'waiting');
  });

  it('should keep what is decided with a closed key, and send it once the key is open', async () => {
    const session = await begin();
    await session.act(remark('first'));
    assert.deepEqual(fake.pool, []);
    fake.after = (method) => {
      if (method === 'author_submitExtrinsic') fake.seal();
    };
    session.open(await session.vault.open(PIN));
    await idle(session);
    assert.equal(session.intentions[0]!.is.state, 'done');
    session.lock();
    assert.equal(session.key, undefined);
  });

  it('should send what is decided while something else is being sent', async () => {
    const session = await begin();
    let isSecond = false;
    fake.after = async (method) => {
      if (method !== 'author_submitExtrinsic') return;
      if (!isSecond) {
        isSecond = true;
        await session.act(remark('second'));
      }
      fake.seal();
    };
    session.open(await session.vault.open(PIN));
    await session.act(remark('first'));
    for (let turns = 0; session.intentions.some(({ is }) => is.state !== 'done'); turns += 1) {
      assert.ok(turns < 2_000, 'it is never sent');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(session.intentions.length, 2);
  });

  it('should lose nothing while there is no network, nor when the page is closed', async () => {
    const session = await begin();
    isDown = true;
    session.open(await session.vault.open(PIN));
    await session.act(remark('queued'));
    await idle(session);
    assert.ok(session.sendProblem instanceof LinkError);
    session.lock();
    const later = await begin();
    assert.equal(later.intentions.length, 1);
    assert.equal(later.intentions[0]!.is.state, 'waiting');
    isDown = false;
    fake.after = (method) => {
      if (method === 'author_submitExtrinsic') fake.seal();
    };
    later.open(await later.vault.open(PIN));
    await idle(later);
    assert.equal(later.intentions[0]!.is.state, 'done');
    later.lock();
  });

  it('should tell a hub nothing of its owner before the key is open', async () => {
    const session = await begin();
    await session.look();
    await assert.rejects(session.askOwn('/meters/{meter}', { path: { meter: 3 } }), {
      name: 'HubError',
      why: 'not signed in',
    });
  });

  it('should forget with the key what was seen with it', async () => {
    const session = await begin();
    const seen = { height: 1, hash: '0x', chainTime: now, heardAt: now };
    await session.shelf.put('me', { value: 1, seen });
    await session.forget();
    assert.equal(session.account, undefined);
    assert.equal(await session.shelf.get('me'), undefined);
    assert.equal((await begin()).account, undefined);
  });

  it('should ask once what several ask at once', async () => {
    const session = await begin();
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return asked;
    };
    assert.deepEqual(await Promise.all([session.once('a', ask), session.once('a', ask)]), [1, 1]);
    assert.equal(await session.once('a', ask), 2);
    const fails = () => session.once('b', () => Promise.reject(new LinkError('late')));
    await assert.rejects(fails(), LinkError);
    assert.equal(await session.once('b', ask), 3);
  });

  /** Until nothing is being sent. */
  async function idle(session: Session): Promise<void> {
    for (let turns = 0; session.isSending; turns += 1) {
      assert.ok(turns < 2_000, 'it sends without end');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
});

describe('what was seen', () => {
  const at = (height: number, heardAt: number) => ({ height, hash: '0x', chainTime: 0, heardAt });

  it('should not be replaced by what is older', async () => {
    const shelf = new Shelf(memoryStore());
    await shelf.put('a', { value: 'new', seen: at(9, 9) });
    await shelf.put('a', { value: 'old', seen: at(8, 8) });
    assert.equal((await shelf.get('a'))?.value, 'new');
    // Another node may be behind, and is asked later all the same.
    await shelf.put('a', { value: 'later', seen: at(8, 10) });
    assert.equal((await shelf.get('a'))?.value, 'later');
  });

  it('should be thrown away beyond a bound, the oldest first', async () => {
    const store = memoryStore();
    const shelf = new Shelf(store);
    for (let i = 0; i < 451; i += 1) await shelf.put(`k${i}`, { value: i, seen: at(i, i) });
    assert.equal((await store.keys('seen/')).length, 400);
    assert.equal(await shelf.get('k50'), undefined);
    assert.equal((await shelf.get('k51'))?.value, 51);
  });
});

describe('a place in the page', () => {
  it('should be what a link says', () => {
    assert.deepEqual(routeOf('').view, 'home');
    assert.deepEqual(routeOf(linkTo('market', 'order', 2n ** 64n - 1n)).path, [
      'order',
      '18446744073709551615',
    ]);
    assert.equal(routeOf('#/market?kind=Food').query.get('kind'), 'Food');
    assert.deepEqual(routeOf('#/%E0%A4%A/x').path, ['x']);
  });

  it('should have numbers of the chain alone', () => {
    assert.equal(numberIn('4294967295'), 4_294_967_295);
    for (const text of [undefined, '', '-1', '4294967296', '1e3', '0x1', '1.0', 'a']) {
      assert.equal(numberIn(text), undefined);
    }
    assert.equal(bigIn('18446744073709551615'), 2n ** 64n - 1n);
    assert.equal(bigIn('18446744073709551616'), undefined);
  });
});
