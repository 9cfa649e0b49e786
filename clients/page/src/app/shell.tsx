// The frame around all views, with what a session knows of itself: what waits, and whether there is a network.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from './context.ts';
import { Frame } from './frame.tsx';
import { type Route, routeOf } from './route.ts';

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    // It may have changed before anybody listened.
    changed();
    return () => removeEventListener('hashchange', changed);
  }, []);
  return routeOf(hash);
}

/** A view is there: it names the page, and somebody who followed a link with a screen reader hears where they are. */
export function Arrival({
  place,
  isFirst,
}: {
  place: string;
  /** Whether nobody followed a link yet: then the focus stays where the browser has it. */
  isFirst: { current: boolean };
}) {
  useEffect(() => {
    const title = document.querySelector<HTMLElement>('main h1');
    if (title) document.title = `${title.textContent} – Vaka`;
    if (!isFirst.current) {
      title?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [place, isFirst]);
  return null;
}

export function Shell({
  route,
  isNewer,
  onReload,
  children,
}: {
  route: Route;
  /** A newer page is here, and waits to be used. */
  isNewer: boolean;
  onReload: () => void;
  children: ComponentChildren;
}) {
  const { session, say } = useApp();
  const waiting = session.intentions.filter(
    ({ is: { state } }) => state === 'waiting' || state === 'sent' || state === 'included',
  ).length;
  return (
    <Frame
      route={route}
      say={say}
      waiting={waiting}
      state={
        <>
          {session.link === 'down' && <p>{say('link-down')}</p>}
          {session.link === 'wrong chain' && <p>{say('trouble-wrong-chain')}</p>}
          {(session.link === 'stale' || isNewer) && (
            <p>
              {isNewer ? say('page-newer') : say('trouble-stale')}{' '}
              <button type="button" onClick={onReload}>
                {isNewer ? say('page-reload') : say('look-again')}
              </button>
            </p>
          )}
        </>
      }
    >
      {children}
    </Frame>
  );
}
