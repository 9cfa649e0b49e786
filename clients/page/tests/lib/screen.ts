// A screen without a browser: enough of one to see what views say. How they look the tests of the browser
// see.

import { Window } from 'happy-dom';

const NAMES = [
  'document',
  'location',
  'navigator',
  'HTMLElement',
  'HTMLVideoElement',
  'FormData',
  'File',
  'Node',
  'Event',
] as const;

export interface Screen {
  root: HTMLElement;
  /** Goes where a link would lead. */
  go(hash: string): void;
  close(): Promise<void>;
}

/** Makes the names of a browser global, until the screen is closed. */
export function openScreen(): Screen {
  const window = new Window({ url: 'https://hub.example/' });
  const values: Record<string, unknown> = {
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    scrollTo: () => {},
  };
  for (const name of NAMES) values[name] = window[name];
  const before = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const root = document.createElement('div');
  document.body.append(root);
  return {
    root,
    go: (hash) => {
      location.hash = hash;
      window.dispatchEvent(new window.Event('hashchange'));
    },
    close: async () => {
      await window.happyDOM.close();
      for (const [name, property] of before) {
        if (property) Object.defineProperty(globalThis, name, property);
        else delete (globalThis as Record<string, unknown>)[name];
      }
    },
  };
}
