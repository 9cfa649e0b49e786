// The key in the page's storage: who opens it, and who does not.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { blake2b } from '@noble/hashes/blake2.js';
import { NoPasskey, type Passkey } from '../src/key/passkey.ts';
import { BadPin, checkPin, newStretch, stretch } from '../src/key/pin.ts';
import { type NoEntry, NotOpened, Vault } from '../src/key/vault.ts';
import { BadWords } from '../src/key/words.ts';
import { concat, equal, toHex } from '../src/scale/bytes.ts';
import { memoryStore, type Store } from '../src/store/store.ts';

const PIN = '271828';
const WORDS = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

/** A device whose passkey yields a secret of its own for each salt. */
class FakePasskey implements Passkey {
  constructor(private readonly device: number) {}

  async create(account: Uint8Array) {
    const mark = { id: account.slice(0, 8), salt: new Uint8Array(32).fill(3) };
    return { mark, secret: await this.secret(mark) };
  }

  async secret({ id, salt }: { id: Uint8Array; salt: Uint8Array }) {
    return blake2b(concat(Uint8Array.of(this.device), id, salt), { dkLen: 32 });
  }
}

/** A PIN that is stretched by a hundredth, for what does not depend on it. */
const light = () => ({ ...newStretch(), memoryKiB: 256, passes: 1 });

async function problemOf(opening: Promise<unknown>): Promise<NoEntry> {
  const error = await opening.then(
    () => assert.fail('it opened'),
    (thrown) => thrown,
  );
  assert.ok(error instanceof NotOpened, String(error));
  return error.problem;
}

describe('a vault', () => {
  let store: Store;
  let now: number;
  let vault: Vault;

  beforeEach(() => {
    store = memoryStore();
    now = 1_800_000_000_000;
    vault = new Vault(store, () => now, light);
  });

  it('should give back the key that it made, also after the page was closed', async () => {
    assert.equal(await vault.account(), undefined);
    const made = await new Vault(store, () => now).create(PIN);
    const { pin } = (await store.get<{ pin: { stretch: object } }>('key/locked'))!;
    const { memoryKiB, passes } = newStretch();
    assert.deepEqual({ ...pin.stretch, salt: undefined }, { memoryKiB, passes, salt: undefined });
    assert.ok(memoryKiB >= 19_456 && passes >= 2, 'less than OWASP recommends');
    const message = Uint8Array.of(1, 2, 3);
    const signature = made.sign(message);
    made.close();
    // A vault opens what another one locked, however that was stretched.
    const later = new Vault(store, () => now);
    assert.deepEqual(await later.account(), made.account);
    const parts: number[] = [];
    const opened = await later.open(PIN, (part) => parts.push(part));
    assert.deepEqual(opened.sign(message), signature);
    assert.equal(parts.at(-1), 1);
  });

  it('should bring a key by its words, and show them again', async () => {
    await vault.create(PIN, WORDS.toUpperCase());
    assert.equal(await vault.words(PIN), WORDS);
    await vault.forget();
    assert.deepEqual(await problemOf(vault.open(PIN)), { why: 'no key' });
    await assert.rejects(vault.create(PIN, WORDS.replace('walk', 'wlak')), BadWords);
    assert.equal(await vault.account(), undefined);
  });

  it('should keep no secret that could be read without the PIN', async () => {
    const key = await vault.create(PIN, WORDS);
    const { seed } = key as unknown as { seed: Uint8Array };
    const all = await Promise.all((await store.keys('')).map((name) => store.get(name)));
    const text = JSON.stringify(all, (_, value) =>
      value instanceof Uint8Array ? toHex(value) : value,
    );
    assert.ok(text.includes(toHex(key.account)));
    const { entropyOf } = await import('../src/key/words.ts');
    for (const secret of [seed, await entropyOf(WORDS)]) {
      assert.ok(!text.includes(toHex(secret).slice(2)));
    }
    assert.ok(!text.includes(PIN));
  });

  it('should not put another key in the place of one that is there', async () => {
    const { account } = await vault.create(PIN);
    assert.deepEqual(await problemOf(vault.create(PIN, WORDS)), { why: 'there is a key' });
    assert.deepEqual(await vault.account(), account);
  });

  it('should refuse PINs that somebody tries first', () => {
    const why = (pin: string) => {
      try {
        checkPin(pin);
      } catch (error) {
        if (error instanceof BadPin) return error.why;
      }
      return 'nothing';
    };
    assert.equal(why('12345'), 'short');
    assert.equal(why('111111'), 'same');
    assert.equal(why('🌺🌺🌺🌺🌺'), 'short');
    assert.equal(why('271828'), 'nothing');
  });

  it('should count wrong PINs, and let each further one wait twice as long', async () => {
    await vault.create(PIN);
    for (let wrong = 1; wrong <= 4; wrong += 1) {
      assert.deepEqual(await problemOf(vault.open('000001')), { why: 'wrong PIN', wait: 0 });
    }
    assert.deepEqual(await problemOf(vault.open('000001')), { why: 'wrong PIN', wait: 30_000 });
    // Not even the right one is tried, and waiting is not counted.
    assert.deepEqual(await problemOf(vault.open(PIN)), { why: 'too soon', wait: 30_000 });
    now += 29_999;
    assert.deepEqual(await problemOf(vault.open(PIN)), { why: 'too soon', wait: 1 });
    now += 1;
    assert.deepEqual(await problemOf(vault.open('000001')), { why: 'wrong PIN', wait: 60_000 });
    now += 60_000;
    await vault.open(PIN);
    assert.deepEqual(await problemOf(vault.open('000001')), { why: 'wrong PIN', wait: 0 });
  });

  it('should count a try before it is made, so that closing the page saves nobody one', async () => {
    await vault.create(PIN);
    // All at once: none knows yet how another one ends.
    const tries = Array.from({ length: 6 }, () => problemOf(vault.open('000001')));
    const all = await Promise.all(tries);
    assert.deepEqual(all.map(({ why }) => why).sort(), [
      'too soon',
      ...Array.from({ length: 5 }, () => 'wrong PIN'),
    ]);
  });

  it('should not wait for ever when the clock was wrong', async () => {
    await vault.create(PIN);
    now += 365 * 86_400_000;
    for (let wrong = 1; wrong <= 5; wrong += 1) await problemOf(vault.open('000001'));
    now -= 365 * 86_400_000;
    assert.deepEqual(await problemOf(vault.open(PIN)), { why: 'too soon', wait: 30_000 });
    now += 30_000;
    await vault.open(PIN);
  });

  it('should take another PIN from a person who has the old one', async () => {
    const { account } = await vault.create(PIN);
    assert.deepEqual(await problemOf(vault.changePin('000001', '314159')), {
      why: 'wrong PIN',
      wait: 0,
    });
    await assert.rejects(vault.changePin(PIN, '1'), BadPin);
    await vault.changePin(PIN, '314159');
    assert.deepEqual((await problemOf(vault.open(PIN))).why, 'wrong PIN');
    assert.deepEqual((await vault.open('314159')).account, account);
  });

  it('should open by a passkey of the same device only', async () => {
    const { account } = await vault.create(PIN);
    const device = new FakePasskey(1);
    assert.deepEqual(await problemOf(vault.openByPasskey(device)), { why: 'no passkey' });
    await vault.addPasskey(PIN, device);
    assert.deepEqual((await vault.openByPasskey(device)).account, account);
    const other = new FakePasskey(2);
    assert.deepEqual(await problemOf(vault.openByPasskey(other)), { why: 'wrong passkey' });
    // Either lock opens without the other.
    await vault.changePin(PIN, '314159');
    assert.deepEqual((await vault.openByPasskey(device)).account, account);
    assert.deepEqual((await vault.open('314159')).account, account);
    const refusing: Passkey = {
      create: async () => {
        throw new NoPasskey('cancelled');
      },
      secret: async () => {
        throw new NoPasskey('cancelled');
      },
    };
    await assert.rejects(vault.openByPasskey(refusing), NoPasskey);
    await assert.rejects(vault.addPasskey('314159', refusing), NoPasskey);
    assert.deepEqual((await vault.open('314159')).account, account);
  });

  it('should notice that what is stored is not what was stored', async () => {
    const { account } = await vault.create(PIN);
    type Locked = {
      account: Uint8Array;
      pin: { bytes: Uint8Array; stretch: { memoryKiB: number } };
    };
    const name = 'key/locked';
    const stored = (await store.get<Locked>(name))!;
    const put = (change: (one: Locked) => void) =>
      store.change<Locked>(name, () => {
        const copy = structuredClone(stored);
        change(copy);
        return copy;
      });
    // Another account: a payment would go there.
    await put((one) => {
      one.account[0]! ^= 1;
    });
    assert.equal((await problemOf(vault.open(PIN))).why, 'wrong PIN');
    await put((one) => {
      one.pin.bytes[0]! ^= 1;
    });
    assert.equal((await problemOf(vault.open(PIN))).why, 'wrong PIN');
    // A stretch that would take for ever.
    await put((one) => {
      one.pin.stretch.memoryKiB = 2 ** 30;
    });
    await assert.rejects(vault.open(PIN), RangeError);
    await put(() => {});
    assert.ok(equal((await vault.open(PIN)).account, account));
  });
});

describe('a stretched PIN', () => {
  it('should be another one with another salt, and the same with the same', async () => {
    const how = newStretch();
    const [once, again, other] = [
      await stretch(PIN, how),
      await stretch(PIN, how),
      await stretch(PIN, newStretch()),
    ];
    assert.deepEqual(once, again);
    assert.notDeepEqual(once, other);
    // A vector of the reference implementation: 256 KiB, 2 passes, one lane.
    const salt = new TextEncoder().encode('somesalt');
    assert.equal(
      toHex(await stretch('password', { memoryKiB: 256, passes: 2, salt })),
      '0x9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
    );
  });
});
