// Keeps a key in the page's storage, locked. What is locked is what the twelve words stand for, so
// that a person who has the PIN can see the words again. A second lock, a passkey, opens the same.

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat, equal } from '../scale/bytes.ts';
import type { Store } from '../store/store.ts';
import { Key } from './key.ts';
import type { Passkey, PasskeyMark } from './passkey.ts';
import { KEY } from './place.ts';
import { checkPin, newStretch, type Stretch, stretch } from './pin.ts';
import { entropyOf, newEntropy, wordsOf } from './words.ts';

interface Sealed {
  nonce: Uint8Array;
  bytes: Uint8Array;
}

interface LockedKey {
  format: 1;
  account: Uint8Array;
  pin: Sealed & { stretch: Stretch };
  passkey?: Sealed & { mark: PasskeyMark };
}

/** Wrong PINs since the last right one, and when the last was tried. */
interface Tries {
  wrong: number;
  last: number;
}

const TRIES = 'key/tries';

/** After so many wrong PINs each further one has to wait, twice as long each time. */
const FREE_TRIES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 3_600_000;

const DOMAIN = new TextEncoder().encode('vaka key 1');

export type NoEntry =
  | { why: 'no key' }
  | { why: 'there is a key' }
  /** `wait` is in milliseconds: how long until the next try. */
  | { why: 'wrong PIN'; wait: number }
  | { why: 'too soon'; wait: number }
  | { why: 'no passkey' }
  | { why: 'wrong passkey' }
  /** What is stored does not belong to the account that it names. */
  | { why: 'damaged' };

export class NotOpened extends Error {
  override name = 'NotOpened';

  constructor(readonly problem: NoEntry) {
    super(problem.why);
  }
}

function waitAfter(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(wrong - FREE_TRIES, 20));
}

const associated = (account: Uint8Array) => concat(DOMAIN, account);

function seal(secret: Uint8Array, account: Uint8Array, entropy: Uint8Array): Sealed {
  const nonce = crypto.getRandomValues(new Uint8Array(24));
  const bytes = xchacha20poly1305(secret, nonce, associated(account)).encrypt(entropy);
  secret.fill(0);
  return { nonce, bytes };
}

/** What was sealed, or undefined if that is not the secret. */
function unseal(secret: Uint8Array, account: Uint8Array, sealed: Sealed): Uint8Array | undefined {
  try {
    return xchacha20poly1305(secret, sealed.nonce, associated(account)).decrypt(sealed.bytes);
  } catch {
    return undefined;
  } finally {
    secret.fill(0);
  }
}

export class Vault {
  /**
   * @param now unix milliseconds by the device's clock, which may be wrong
   * @param stretching how a new PIN is stretched; tests of what is not the stretching take less
   */
  constructor(
    private readonly store: Store,
    private readonly now: () => number = Date.now,
    private readonly stretching: () => Stretch = newStretch,
  ) {}

  /** The account whose key is here; it needs no PIN. */
  async account(): Promise<Uint8Array | undefined> {
    return (await this.store.get<LockedKey>(KEY))?.account;
  }

  /** Makes a key, and locks it. Without words it makes new ones. */
  async create(pin: string, words?: string): Promise<Key> {
    checkPin(pin);
    const entropy = words === undefined ? newEntropy() : await entropyOf(words);
    const key = await Key.from(entropy);
    const locked = await this.lockByPin(pin, key.account, entropy);
    entropy.fill(0);
    await this.store.change<LockedKey>(KEY, (old) => {
      // A key that is not written down anywhere would be lost.
      if (old) throw new NotOpened({ why: 'there is a key' });
      return { format: 1, account: key.account, pin: locked };
    });
    return key;
  }

  async open(pin: string, onProgress?: (part: number) => void): Promise<Key> {
    return this.withEntropy(pin, async (_, key) => key, onProgress);
  }

  /** The twelve words, for a person who wants to write them down. */
  async words(pin: string): Promise<string> {
    return this.withEntropy(pin, (entropy, key) => {
      key.close();
      return wordsOf(entropy);
    });
  }

  async changePin(pin: string, next: string): Promise<void> {
    checkPin(next);
    await this.withEntropy(pin, async (entropy, key) => {
      key.close();
      const locked = await this.lockByPin(next, key.account, entropy);
      await this.store.change<LockedKey>(KEY, (old) => old && { ...old, pin: locked });
    });
  }

  async addPasskey(pin: string, passkey: Passkey): Promise<void> {
    await this.withEntropy(pin, async (entropy, key) => {
      key.close();
      const { mark, secret } = await passkey.create(key.account);
      const sealed = seal(secret, key.account, entropy);
      await this.store.change<LockedKey>(
        KEY,
        (old) => old && { ...old, passkey: { ...sealed, mark } },
      );
    });
  }

  /** The device judges who the person is, and counts the tries itself. */
  async openByPasskey(passkey: Passkey): Promise<Key> {
    const locked = await this.locked();
    if (!locked.passkey) throw new NotOpened({ why: 'no passkey' });
    const secret = await passkey.secret(locked.passkey.mark);
    const entropy = unseal(secret, locked.account, locked.passkey);
    if (!entropy) throw new NotOpened({ why: 'wrong passkey' });
    const key = await checked(entropy, locked);
    entropy.fill(0);
    return key;
  }

  /** Forgets the key. Only its words bring it back. */
  async forget(): Promise<void> {
    await this.store.change(KEY, () => undefined);
    await this.store.change(TRIES, () => undefined);
  }

  private async lockByPin(
    pin: string,
    account: Uint8Array,
    entropy: Uint8Array,
  ): Promise<LockedKey['pin']> {
    const how = this.stretching();
    return { ...seal(await stretch(pin, how), account, entropy), stretch: how };
  }

  private async locked(): Promise<LockedKey> {
    const locked = await this.store.get<LockedKey>(KEY);
    if (!locked) throw new NotOpened({ why: 'no key' });
    return locked;
  }

  /** Opens by the PIN for as long as `use` takes, which closes the key unless it returns it. */
  private async withEntropy<T>(
    pin: string,
    use: (entropy: Uint8Array, key: Key) => Promise<T>,
    onProgress?: (part: number) => void,
  ): Promise<T> {
    const locked = await this.locked();
    const wrong = await this.countTry();
    const entropy = unseal(
      await stretch(pin, locked.pin.stretch, onProgress),
      locked.account,
      locked.pin,
    );
    if (!entropy) throw new NotOpened({ why: 'wrong PIN', wait: waitAfter(wrong) });
    await this.store.change(TRIES, () => undefined);
    try {
      return await use(entropy, await checked(entropy, locked));
    } finally {
      entropy.fill(0);
    }
  }

  /** Counts a try before it is made: a page that is closed meanwhile has used it up. */
  private async countTry(): Promise<number> {
    const now = this.now();
    let wait = 0;
    const tries = await this.store.change<Tries>(TRIES, (old) => {
      if (!old) return { wrong: 1, last: now };
      // A clock that was set back begins the wait again.
      const last = Math.min(old.last, now);
      wait = waitAfter(old.wrong) - (now - last);
      return wait > 0 ? { ...old, last } : { wrong: old.wrong + 1, last: now };
    });
    if (wait > 0) throw new NotOpened({ why: 'too soon', wait });
    return tries?.wrong ?? 1;
  }
}

async function checked(entropy: Uint8Array, { account }: LockedKey): Promise<Key> {
  const key = await Key.from(entropy);
  if (!equal(key.account, account)) throw new NotOpened({ why: 'damaged' });
  return key;
}
