// What the page remembers: values by keys. A change reads and writes in one step, so that two open
// pages do not undo each other's.

/** What `change` returns is stored; undefined forgets the key. */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  change<T>(key: string, change: (old: T | undefined) => T | undefined): Promise<T | undefined>;
  /** The keys that begin with a prefix, in their order. */
  keys(prefix: string): Promise<string[]>;
}

/** The browser keeps nothing: its storage is full, forbidden, or was taken away. */
export class StoreLost extends Error {
  override name = 'StoreLost';
}

/** A store for as long as the page is open. */
export function memoryStore(): Store {
  const values = new Map<string, unknown>();
  return {
    get: async <T>(key: string) => structuredClone(values.get(key)) as T | undefined,
    change: async <T>(key: string, change: (old: T | undefined) => T | undefined) => {
      const next = change(structuredClone(values.get(key)) as T | undefined);
      if (next === undefined) values.delete(key);
      else values.set(key, structuredClone(next));
      return next;
    },
    keys: async (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
