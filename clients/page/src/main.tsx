// The people's page.

import { render } from 'preact';
import { Session } from './app/session.ts';
import { Page } from './page.tsx';
import { SocketTransport } from './link/socket.ts';
import { indexedStore } from './store/indexed.ts';
import { memoryStore, type Store, StoreLost } from './store/store.ts';
import { ENGLISH, languageOf } from './words/languages.ts';
import { wordsIn } from './words/words.ts';
import { LANGUAGE } from './app/context.ts';

/** A node answers beside the page, under this name. */
function nodeAddress(): string {
  const url = new URL('rpc', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}

/** The browser's storage, or one for as long as the page is open where it has none. */
async function openStore(): Promise<{ store: Store; isForgetful: boolean }> {
  try {
    return { store: await indexedStore(), isForgetful: false };
  } catch (error) {
    if (!(error instanceof StoreLost)) throw error;
    return { store: memoryStore(), isForgetful: true };
  }
}

async function begin(): Promise<void> {
  const { store, isForgetful } = await openStore();
  const session = await Session.begin({
    store,
    isForgetful,
    connect: (onDown) => new SocketTransport(nodeAddress(), onDown),
    hub: new URL('.', document.baseURI).href,
  });
  const chosen = await store.get<string>(LANGUAGE);
  const language = languageOf(chosen) ?? languageOf(navigator.language) ?? ENGLISH;
  // A language that is not on this device needs a network. The page begins without one.
  const words = await wordsIn(language).catch(() => wordsIn(ENGLISH));
  const root = document.getElementById('page');
  if (!root) return;
  root.textContent = '';
  render(<Page session={session} first={words} />, root);
}

void begin();
