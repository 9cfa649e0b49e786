// The releases that the service worker stores, and which of them it serves.

import { BadRelease, isFile, type Manifest } from '../release/release.ts';

/** Where it is kept which release is in use, and which one waits. These are no addresses of files. */
const STATE = 'vaka-state';
const CURRENT = '/.vaka/current';
const NEXT = '/.vaka/next';
const PREFIX = 'vaka-page-';

export type Kept = Manifest;

const cacheOf = (release: number) => caches.open(`${PREFIX}${release}`);

async function read(at: string): Promise<Kept | undefined> {
  const found = await (await caches.open(STATE)).match(at);
  return found && ((await found.json()) as Kept);
}

async function write(at: string, kept: Kept | undefined): Promise<void> {
  const state = await caches.open(STATE);
  if (kept) await state.put(at, new Response(JSON.stringify(kept)));
  else await state.delete(at);
}

export const current = () => read(CURRENT);
export const next = () => read(NEXT);

/** What is in use and what waits changes in one place at a time. */
async function alone<T>(change: () => Promise<T>): Promise<T> {
  return await navigator.locks.request(STATE, change);
}

type Load = (name: string) => Promise<Response>;

/** Stores files of a release, each after its hash was compared. What is stored already stays. */
async function store(
  { release, files }: Kept,
  names: readonly string[],
  load: Load,
): Promise<void> {
  const cache = await cacheOf(release);
  for (const name of names) {
    const hash = files[name] ?? '';
    if (await cache.match(name)) continue;
    const known = await caches.match(name);
    const bytes = known && new Uint8Array(await known.clone().arrayBuffer());
    if (known && bytes && isFile(bytes, hash)) {
      await cache.put(name, known);
      continue;
    }
    await cache.put(name, await checked(await load(name), hash));
  }
}

/** A response whose body is what the manifest says. */
export async function checked(response: Response, hash: string): Promise<Response> {
  if (!response.ok) throw new BadRelease('changed');
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!isFile(bytes, hash)) throw new BadRelease('changed');
  const headers = new Headers();
  for (const name of ['content-type', 'content-security-policy', 'x-content-type-options']) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(bytes, { headers });
}

/** The files of a release that a device keeps before anybody needs them. */
const stored = ({ files, later }: Kept) =>
  Object.keys(files).filter((name) => !later.includes(name));

/** The newest release that the device has, in use or waiting. */
export async function newest(): Promise<number> {
  return Math.max((await current())?.release ?? 0, (await next())?.release ?? 0);
}

/** Stores a release, which then waits to be used. The first one ever begins with what it cannot do without. */
export async function offer(release: Kept, load: Load): Promise<void> {
  const isFirst = (await current()) === undefined;
  await store(release, isFirst ? release.first : stored(release), load);
  await alone(async () => {
    // Several pages may have looked at once, and somebody may have taken it meanwhile.
    if ((await newest()) < release.release) await write(NEXT, release);
  });
}

/** Stores what of the release in use is not stored yet. */
export async function complete(load: Load): Promise<void> {
  const now = await current();
  if (now) await store(now, stored(now), load);
}

/** From now on the release that waits is served, and the others are forgotten. */
export function take(): Promise<boolean> {
  return alone(async () => {
    const waiting = await next();
    if (!waiting) return false;
    await write(CURRENT, waiting);
    await write(NEXT, undefined);
    for (const name of await caches.keys()) {
      const isOther = name.startsWith(PREFIX) && name !== `${PREFIX}${waiting.release}`;
      if (isOther) await caches.delete(name);
    }
    return true;
  });
}

/** A stored file of the release in use. */
export async function find(name: string): Promise<Response | undefined> {
  const now = await current();
  return now && (await cacheOf(now.release)).match(name);
}

/** Keeps a file that was not stored before, once it is here. */
export async function keep(name: string, response: Response): Promise<void> {
  const now = await current();
  if (now) await (await cacheOf(now.release)).put(name, response);
}
