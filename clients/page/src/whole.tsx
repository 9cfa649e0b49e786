// The whole page, in the place of its beginning.

import { render } from 'preact';
import { Session } from './app/session.ts';
import { SocketTransport } from './link/socket.ts';
import { randomId } from './queue/queue.ts';
import { Page } from './page.tsx';
import type { Store } from './store/store.ts';
import type { Words } from './words/words.ts';

/** A node answers beside the page, under this name. */
function nodeAddress(): string {
  const url = new URL('rpc', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}

const TAB = 'vaka-tab';

/** The browser keeps it as long as the tab is open, where it keeps anything. */
function tabName(): string {
  try {
    const name = sessionStorage.getItem(TAB) ?? randomId();
    sessionStorage.setItem(TAB, name);
    return name;
  } catch {
    return randomId();
  }
}

export async function showWhole({
  store,
  isForgetful,
  words,
  root,
}: {
  store: Store;
  isForgetful: boolean;
  words: Words;
  root: HTMLElement;
}): Promise<void> {
  const session = await Session.begin({
    store,
    isForgetful,
    tab: tabName(),
    connect: (onDown) => new SocketTransport(nodeAddress(), onDown),
    hub: new URL('.', document.baseURI).href,
  });
  // Somebody who went to a link of the beginning by keyboard stays there.
  const focused = document.activeElement?.getAttribute('href');
  render(<Page session={session} first={words} />, root);
  if (focused) root.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus();
}
