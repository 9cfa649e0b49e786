// The people's page begins: with its frame and, for somebody who has no key, with what it is. That needs a
// third of what the whole page does, which a thin link brings meanwhile.

import { render } from 'preact';
import { Frame } from './app/frame.tsx';
import { routeOf } from './app/route.ts';
import { KEY } from './key/place.ts';
import { indexedStore } from './store/indexed.ts';
import { memoryStore, type Store, StoreLost } from './store/store.ts';
import { Welcome } from './views/home/welcome.tsx';
import { ENGLISH, LANGUAGE, languageOf } from './words/languages.ts';
import { type Words, wordsIn } from './words/words.ts';

/** Fetches the scripts of the whole page all at once: by themselves they are found one after the other. */
function fetchWhole(): void {
  const names = document.querySelector<HTMLMetaElement>('meta[name=vaka-whole]')?.content ?? '';
  for (const name of names.split(' ')) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = name;
    document.head.append(link);
  }
}

fetchWhole();
const rest = import('./whole.tsx');

/** The browser's storage, or one for as long as the page is open where it has none. */
async function openStore(): Promise<{ store: Store; isForgetful: boolean }> {
  try {
    return { store: await indexedStore(), isForgetful: false };
  } catch (error) {
    if (!(error instanceof StoreLost)) throw error;
    return { store: memoryStore(), isForgetful: true };
  }
}

/** What can be said before the whole page is here. */
function Beginning({ words, isNew }: { words: Words; isNew: boolean }) {
  const { say } = words;
  const route = routeOf(location.hash);
  const isWelcome = isNew && route.view === 'home';
  return (
    <Frame route={route} say={say} waiting={0}>
      {isWelcome && <h1>{say('view-home')}</h1>}
      {isWelcome ? <Welcome say={say} /> : <p role="status">{say('looking')}</p>}
    </Frame>
  );
}

async function begin(): Promise<void> {
  const { store, isForgetful } = await openStore();
  const chosen = await store.get<string>(LANGUAGE);
  const language = languageOf(chosen) ?? languageOf(navigator.language) ?? ENGLISH;
  // A language that is not on this device needs a network. The page begins without one.
  const words = await wordsIn(language).catch(() => wordsIn(ENGLISH));
  const root = document.getElementById('page');
  if (!root) return;
  document.documentElement.lang = words.language.code;
  root.textContent = '';
  const isNew = (await store.get(KEY)) === undefined;
  render(<Beginning words={words} isNew={isNew} />, root);
  const { showWhole } = await rest;
  await showWhole({ store, isForgetful, words, root });
}

void begin();
