// The frame around all views: where one can go, and what is to be known above each of them. It needs nothing
// but words, so that it is there before all else.

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Say } from '../words/words.ts';
import { linkTo, type Route } from './route.ts';

const VIEWS = ['home', 'decide', 'people', 'market', 'credentials', 'network'] as const;

/** Outlines of 24 by 24, drawn by hand: a picture says more to those who read little. */
const ICONS: Readonly<Record<(typeof VIEWS)[number], string>> = {
  home: 'M3 11 12 4l9 7M6 9v11h12V9M10 20v-6h4v6',
  decide: 'M4 13h16v7H4zM8 13l3 3 6-9',
  people:
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 3-6 6-6s6 2 6 6M17 11a3 3 0 1 0-2-5M16 14c3 0 6 2 6 6',
  market: 'M4 9h16l-2 11H6zM8 9c0-7 8-7 8 0',
  credentials: 'M12 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM9 13l-2 8 5-3 5 3-2-8',
  network: 'M12 5v6M12 11 5 18M12 11l7 7M12 5h.01M5 18h.01M19 18h.01',
};

export function Frame({
  route,
  say,
  waiting,
  state,
  children,
}: {
  route: Route;
  say: Say;
  /** How much of what was decided is not done yet. */
  waiting: number;
  state?: ComponentChildren;
  children: ComponentChildren;
}) {
  const main = useRef<HTMLElement>(null);
  const place = [route.view, ...route.path].join('/');
  const current = (view: string) => (route.view === view ? ('page' as const) : undefined);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {say('skip')}
      </a>
      <header>
        <a class="brand" href={linkTo('home')}>
          Vaka
        </a>
        <span class="tools">
          <a href={linkTo('outbox')} aria-current={current('outbox')}>
            {waiting > 0 ? say('outbox-count', { count: waiting }) : say('view-outbox')}
          </a>
          <a href={linkTo('key')} aria-current={current('key')}>
            {say('view-key')}
          </a>
        </span>
      </header>
      <nav aria-label={say('navigation')}>
        {VIEWS.map((view) => (
          <a key={view} href={linkTo(view)} aria-current={current(view)}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={ICONS[view]} />
            </svg>
            {say(`view-${view}`)}
          </a>
        ))}
      </nav>
      <div class="state" role="status">
        {state}
      </div>
      <main id="main" ref={main} tabIndex={-1} data-place={place}>
        {children}
      </main>
    </>
  );
}
