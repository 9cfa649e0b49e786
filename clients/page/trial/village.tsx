// The people's page for the browser's tests of how it looks: as it is, but with a village in its everyday
// life behind it in place of a node. So those tests need no chain, and see the same each time.

import { render } from 'preact';
import { Session } from '../src/app/session.ts';
import { newStretch } from '../src/key/pin.ts';
import { Vault } from '../src/key/vault.ts';
import { Page } from '../src/page.tsx';
import { toHex } from '../src/scale/bytes.ts';
import { memoryStore } from '../src/store/store.ts';
import type { Sight } from '../src/views/home/use.ts';
import { languageOf, ENGLISH } from '../src/words/languages.ts';
import { wordsIn } from '../src/words/words.ts';
import { FakeVillage, WHY } from '../tests/lib/fake-village.ts';

const PIN = '271828';
const HOUR = 3_600_000;
const options = new URLSearchParams(location.search);

/** What the device saw of a meter on a day with sun. */
function day(): Sight[] {
  const midnight = new Date().setHours(0, 0, 0, 0);
  let [importWh, exportWh] = [5_000_000n, 1_000_000n];
  return Array.from({ length: 49 }, (_, i) => {
    const hour = (i - 24) % 24;
    const sun = hour > 6 && hour < 18 ? Math.sin(((hour - 6) / 12) * Math.PI) : 0;
    importWh += BigInt(Math.round(300 + (hour > 17 ? 500 : 0)));
    exportWh += BigInt(Math.round(900 * sun));
    return { at: midnight + (i - 24) * HOUR, importWh, exportWh };
  });
}

const store = memoryStore();
const vault = new Vault(store, Date.now, () => ({ ...newStretch(), memoryKiB: 256, passes: 1 }));
const key = await vault.create(PIN);
if (options.has('nobody')) await vault.forget();
const village = new FakeVillage({ account: key.account, isStranger: options.has('newcomer') });
const session = await Session.begin({
  store,
  connect: () => village,
  hub: new URL('.', document.baseURI).href,
});
if (options.has('open') && !options.has('nobody')) session.open(key);
await store.change<number[]>('home/meters', () => (options.has('nobody') ? [] : [3]));
await store.change<Sight[]>('use/3', day);
await store.change<string>(`text/${toHex(village.why)}`, () => WHY);
const words = await wordsIn(languageOf(options.get('language') ?? undefined) ?? ENGLISH);
render(<Page session={session} first={words} />, document.getElementById('page')!);
