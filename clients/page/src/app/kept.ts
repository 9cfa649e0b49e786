// What was seen, kept so that it can be read again without a network. Each piece has the block that it
// is of and the time when it was heard, and is shown with its age.

import type { Seen } from '../link/chain.ts';
import type { Store } from '../store/store.ts';

export interface Kept<T> {
  value: T;
  seen: Seen;
}

const PREFIX = 'seen/';

/** So many pieces are kept. Beyond these the oldest ones go. */
const MOST = 400;

/** Pieces are thrown away so many at a time, so that not each one counts all others. */
const SPARE = 50;

export class Shelf {
  constructor(private readonly store: Store) {}

  get<T>(key: string): Promise<Kept<T> | undefined> {
    return this.store.get<Kept<T>>(PREFIX + key);
  }

  /** Keeps a piece, unless a newer one of the same is there: answers may come in any order. */
  async put<T>(key: string, kept: Kept<T>): Promise<void> {
    await this.store.change<Kept<T>>(PREFIX + key, (old) =>
      old && old.seen.height > kept.seen.height && old.seen.heardAt > kept.seen.heardAt
        ? old
        : kept,
    );
    await this.tidy();
  }

  /** Forgets all that was seen: another person uses the device. */
  async clear(): Promise<void> {
    for (const key of await this.store.keys(PREFIX)) {
      await this.store.change(key, () => undefined);
    }
  }

  private async tidy(): Promise<void> {
    const keys = await this.store.keys(PREFIX);
    if (keys.length <= MOST + SPARE) return;
    const aged = await Promise.all(
      keys.map(async (key) => {
        const kept = await this.store.get<Kept<unknown>>(key);
        return { key, heardAt: kept?.seen.heardAt ?? 0 };
      }),
    );
    aged.sort((a, b) => a.heardAt - b.heardAt);
    for (const { key } of aged.slice(0, keys.length - MOST)) {
      await this.store.change(key, () => undefined);
    }
  }
}
