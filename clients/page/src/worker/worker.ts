// The service worker: it serves the page from the device, and takes another one only if the release
// key signed it. What the hub and the node answer does not go through it: views keep what they saw
// themselves, with its age.

import { fromHex } from '../scale/bytes.ts';
import { type Announced, announcedIn, BadRelease, manifestIn } from '../release/release.ts';
import { checked, complete, current, find, keep, newest, next, offer, take } from './shelf.ts';

declare const RELEASE_KEY: string;
declare const self: ServiceWorkerScope;

/** What of the service worker's world is used here. The types of both worlds do not go together. */
interface ServiceWorkerScope {
  registration: { scope: string };
  clients: { claim(): Promise<void>; matchAll(): Promise<{ postMessage(told: Told): void }[]> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(
    name: 'message',
    listener: (event: Extendable & { data: unknown }) => void,
  ): void;
}
interface Extendable {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

/** What pages hear. */
export interface Told {
  vaka: 'current' | 'newer' | 'taken' | 'unsigned';
}

const KEY = fromHex(RELEASE_KEY);
const INDEX = 'index.html';

const at = (name: string) => new URL(name, self.registration.scope);

/** Files whose names do not change with what is in them. */
const CHANGING = [INDEX, 'release.json', 'sw.js', 'icon.svg', 'vaka.webmanifest'];

/** A file from the server. The page has just loaded most of them, and they need not come twice. */
async function load(name: string): Promise<Response> {
  const cache = CHANGING.includes(name) ? 'no-cache' : 'default';
  return fetch(at(name), { cache, credentials: 'omit' });
}

async function announced(known: number): Promise<Announced> {
  const response = await load('release.json');
  if (!response.ok) throw new BadRelease('form');
  return announcedIn(await response.text(), KEY, known);
}

/** Stores the release that the server has, if it is newer than ours and signed. */
async function fetchNewer(): Promise<boolean> {
  const known = await newest();
  const found = await announced(known);
  if (found.release > known) {
    const response = await load(`manifest-${found.release}.json`);
    if (!response.ok) throw new BadRelease('form');
    await offer(manifestIn(await response.text(), found), load);
  }
  return (await next()) !== undefined;
}

async function tell(told: Told): Promise<void> {
  for (const client of await self.clients.matchAll()) client.postMessage(told);
}

/** Looks for a newer release, and tells the pages what it found. */
async function look(): Promise<void> {
  try {
    await tell({ vaka: (await fetchNewer()) ? 'newer' : 'current' });
  } catch (error) {
    // Without a network nothing is to be said, nor of a server that is behind.
    const isLie =
      error instanceof BadRelease && (error.why === 'unsigned' || error.why === 'changed');
    if (isLie) await tell({ vaka: 'unsigned' });
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      // The first release is taken at once. With another one the person decides when.
      if (!(await current())) {
        await fetchNewer();
        await take();
      }
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  const { data } = event;
  if (data === 'look') event.waitUntil(look());
  // Without a network the rest comes another time.
  if (data === 'complete') event.waitUntil(complete(load).catch(() => {}));
  if (data === 'take') {
    event.waitUntil(take().then((isTaken) => (isTaken ? tell({ vaka: 'taken' }) : undefined)));
  }
});

/** The name of a file of the page, or undefined for whatever else the server answers. */
function nameOf({ url, method, mode }: Request): string | undefined {
  const scope = new URL(self.registration.scope);
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) {
    return undefined;
  }
  const name = pathname.slice(scope.pathname.length);
  if (mode === 'navigate') return name === '' || name === INDEX ? INDEX : undefined;
  // What the hub answers has no names like these, and an announcement must come from the server.
  return /^[\w-]+(\.[\w-]+)+$/.test(name) && name !== 'release.json' ? name : undefined;
}

async function serve(name: string, request: Request): Promise<Response> {
  const found = await find(name);
  if (found) return found;
  const hash = (await current())?.files[name];
  const response = await fetch(request);
  if (hash === undefined) return response;
  // A file that is stored only when it is needed.
  const kept = await checked(response, hash);
  await keep(name, kept.clone());
  return kept;
}

self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name !== undefined) event.respondWith(serve(name, event.request));
});
