// How views reach what they share, and look at the chain and the hub.

import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Call } from '../generated/chain.ts';
import { HubError } from '../hub/client.ts';
import { type Seen, StalePage, type View, WrongChain } from '../link/chain.ts';
import { LinkError, RpcError } from '../link/transport.ts';
import { Malformed } from '../scale/shape.ts';
import type { Say, Words } from '../words/words.ts';
import type { Kept } from './kept.ts';
import { linkTo } from './route.ts';
import type { Session } from './session.ts';

export interface App {
  session: Session;
  words: Words;
  say: Say;
  speak(code: string): Promise<void>;
}

export const AppContext = createContext<App | undefined>(undefined);

/** All that views share. They are drawn anew when something of it changes. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('a view outside the page');
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { session } = app;
  useEffect(() => session.subscribe(() => redraw(undefined)), [session]);
  return app;
}

export type Trouble =
  /** Nobody answered. */
  | 'down'
  /** The page is of another version than the chain. */
  | 'stale'
  | 'wrong chain'
  /** What came is not what was asked for. */
  | 'nonsense'
  /** The hub does not answer this question. */
  | 'not offered'
  /** There is no such thing. */
  | 'unknown'
  /** For this the hub must know who asks, and the key is closed. */
  | 'not signed in'
  | 'not yours'
  | 'busy';

/** What a person is told of an error that the page expects; others are faults, and are thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof LinkError) return error.why === 'nonsense' ? 'nonsense' : 'down';
  if (error instanceof StalePage) return 'stale';
  if (error instanceof WrongChain) return 'wrong chain';
  if (error instanceof RpcError || error instanceof Malformed) return 'nonsense';
  if (error instanceof HubError) return error.why;
  throw error;
}

export interface Look<T> {
  value: T | undefined;
  seen: Seen | undefined;
  isLooking: boolean;
  trouble: Trouble | undefined;
  again(): void;
}

/** Looks younger than this are not repeated by themselves: bytes are dear on a thin link. */
const FRESH_MS = 20_000;

/** What is seen once is never looked for again, whatever the clock says. */
const FOR_GOOD = Infinity;

/**
 * What was seen of something, and, as soon as it comes, what is to be seen now. `key` says what it is,
 * for good: under it the piece is kept. Without a key nothing is asked.
 */
export function useLook<T>(
  key: string | undefined,
  ask: (session: Session) => Promise<Kept<T>>,
  lastsMs = FRESH_MS,
): Look<T> {
  const { session } = useApp();
  const [state, setState] = useState<Omit<Look<T>, 'again'>>(nothing(key !== undefined));
  const latest = useRef({ key, ask });
  latest.current = { key, ask };
  const run = useCallback(
    async (isForced: boolean) => {
      const { key: asked, ask: question } = latest.current;
      if (asked === undefined) return;
      const isCurrent = () => latest.current.key === asked;
      const old = await session.shelf.get<T>(asked);
      if (!isCurrent()) return;
      if (old) setState((now) => ({ ...now, ...old }));
      const age = old && session.now() - old.seen.heardAt;
      const isFresh = age !== undefined && (lastsMs === FOR_GOOD || (age >= 0 && age < lastsMs));
      if (!isForced && isFresh) {
        setState((now) => ({ ...now, isLooking: false }));
        return;
      }
      setState((now) => ({ ...now, isLooking: true, trouble: undefined }));
      try {
        // Many parts of a view may want the same at once.
        const kept = await session.once(asked, async () => {
          const found = await question(session);
          await session.shelf.put(asked, found);
          return found;
        });
        if (isCurrent()) setState({ ...kept, isLooking: false, trouble: undefined });
      } catch (error) {
        const trouble = troubleOf(error);
        if (isCurrent()) setState((now) => ({ ...now, isLooking: false, trouble }));
      }
    },
    [session, lastsMs],
  );
  const { returns } = session;
  const known = useRef(returns);
  useEffect(() => {
    setState(nothing(key !== undefined));
    void run(false);
  }, [key, run]);
  useEffect(() => {
    if (known.current === returns) return;
    known.current = returns;
    void run(false);
  }, [returns, run]);
  const again = useCallback(() => {
    session.lookAgain();
    void run(true);
  }, [session, run]);
  return { ...state, again };
}

const nothing = (isLooking: boolean) => ({
  value: undefined,
  seen: undefined,
  isLooking,
  trouble: undefined,
});

/** A look at the chain: all its questions are asked of one block. */
export function useChain<T>(key: string | undefined, ask: (view: View) => Promise<T>): Look<T> {
  return useLook(key, async (session) => {
    const view = await session.look();
    return { value: await ask(view), seen: view.seen };
  });
}

/** What never changes, for a look that needs it: it is asked once. */
export async function knownForGood<T>(
  session: Session,
  key: string,
  ask: (view: View) => Promise<T>,
): Promise<T> {
  const known = await session.shelf.get<T>(key);
  if (known) return known.value;
  const view = await session.look();
  const value = await ask(view);
  await session.shelf.put(key, { value, seen: view.seen });
  return value;
}

/** What never changes once it is there is asked once. What is not there is asked again. */
export function useForGood<T>(
  key: string | undefined,
  ask: (view: View) => Promise<T | undefined>,
): T | undefined {
  const look = useLook<T>(
    key,
    async (session) => {
      const view = await session.look();
      const value = await ask(view);
      if (value === undefined) throw new HubError('unknown', key ?? '');
      return { value, seen: view.seen };
    },
    FOR_GOOD,
  );
  return look.value;
}

/** Keeps what a person decided, and shows them where it waits. */
export function useAct(): (call: Call) => Promise<void> {
  const { session } = useApp();
  return useCallback(
    async (call) => {
      await session.act(call);
      location.hash = linkTo('outbox');
    },
    [session],
  );
}
