// The store in the browser's IndexedDB, which there is without a secure context, too.

import { type Store, StoreLost } from './store.ts';

const VALUES = 'values';

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new StoreLost(request.error?.message ?? 'no storage'));
  });
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(name, 1);
    } catch (error) {
      // A browser that forbids storage does not even begin.
      reject(new StoreLost(String(error)));
      return;
    }
    request.onupgradeneeded = () => request.result.createObjectStore(VALUES);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new StoreLost(request.error?.message ?? 'no storage'));
  });
}

/** Asks the browser not to throw the page's storage away when the device is full. */
export async function keepForGood(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}

export async function indexedStore(name = 'vaka'): Promise<Store> {
  const database = await open(name);
  const begin = (mode: IDBTransactionMode) => {
    try {
      // `strict`: what is written is on the disk, not in a cache, when the transaction is complete.
      return database.transaction(VALUES, mode, { durability: 'strict' });
    } catch (error) {
      throw new StoreLost(String(error));
    }
  };
  return {
    get: (key) => promised(begin('readonly').objectStore(VALUES).get(key)),
    change: <T>(key: string, change: (old: T | undefined) => T | undefined) =>
      new Promise<T | undefined>((resolve, reject) => {
        const transaction = begin('readwrite');
        const values = transaction.objectStore(VALUES);
        let next: T | undefined;
        let thrown: unknown;
        const read = values.get(key);
        read.onsuccess = () => {
          try {
            next = change(read.result as T | undefined);
            if (next === undefined) values.delete(key);
            else values.put(next, key);
          } catch (error) {
            thrown = error;
            transaction.abort();
          }
        };
        transaction.oncomplete = () => resolve(next);
        transaction.onabort = () =>
          reject(thrown ?? new StoreLost(transaction.error?.message ?? 'not stored'));
      }),
    keys: async (prefix) => {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const keys = await promised(begin('readonly').objectStore(VALUES).getAllKeys(range));
      return keys.map(String);
    },
  };
}
