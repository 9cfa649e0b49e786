// The page around its views. Home comes with it; each other view is fetched when somebody goes there, or
// before, in the background.

import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { AppContext } from './app/context.ts';
import { numberIn, type Route } from './app/route.ts';
import type { Session } from './app/session.ts';
import { Arrival, Shell, useRoute } from './app/shell.tsx';
import { REST_MS, Updates } from './app/update.ts';
import { Notice } from './ui/parts.tsx';
import { Home } from './views/home/home.tsx';
import { TopUpView } from './views/home/topup.tsx';
import { ENGLISH, LANGUAGE, languageOf, type Part, PARTS } from './words/languages.ts';
import { type Words, wordsIn } from './words/words.ts';

type View = ComponentType<Route>;

interface Later {
  parts: readonly Part[];
  load(): Promise<{ default: View }>;
}

const LATER: Readonly<Record<string, Later>> = {
  decide: {
    parts: ['decide', 'calls', 'share'],
    load: () => import('./views/decide/index.tsx'),
  },
  people: { parts: ['people', 'share'], load: () => import('./views/people/index.tsx') },
  market: {
    parts: ['market', 'share'],
    load: () => import('./views/market/index.tsx'),
  },
  credentials: {
    parts: ['credentials', 'share'],
    load: () => import('./views/credentials/index.tsx'),
  },
  network: { parts: ['network'], load: () => import('./views/network/index.tsx') },
  outbox: { parts: ['outbox', 'calls', 'decide'], load: () => import('./views/outbox/index.tsx') },
  key: { parts: ['key', 'people', 'share'], load: () => import('./views/key/index.tsx') },
};

/** A view that is fetched, with its words. */
function Fetched({
  route,
  later,
  words,
  arrival,
}: {
  route: Route;
  later: Later;
  words: Words;
  arrival: ComponentChildren;
}) {
  const [view, setView] = useState<{ is: View }>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    setView(undefined);
    setMissing(false);
    Promise.all([later.load(), words.load(later.parts)]).then(
      ([{ default: is }]) => isCurrent && setView({ is }),
      () => isCurrent && setMissing(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [later, words]);
  if (isMissing) {
    return (
      <Notice kind="bad">
        <p role="alert">{words.say('part-missing')}</p>
      </Notice>
    );
  }
  if (!view) return <p role="status">{words.say('looking')}</p>;
  return (
    <>
      <view.is {...route} />
      {arrival}
    </>
  );
}

function ViewOf({
  route,
  words,
  isFirst,
}: {
  route: Route;
  words: Words;
  isFirst: { current: boolean };
}) {
  const place = [route.view, ...route.path].join('/');
  const arrival = <Arrival place={place} isFirst={isFirst} />;
  const later = Object.hasOwn(LATER, route.view) ? LATER[route.view] : undefined;
  if (later) {
    return <Fetched key={route.view} route={route} later={later} words={words} arrival={arrival} />;
  }
  return (
    <>
      {route.view === 'home' ? (
        <Home />
      ) : route.view === 'topup' ? (
        <TopUpView meter={numberIn(route.path[0])} />
      ) : (
        <p role="alert">{words.say('link-damaged')}</p>
      )}
      {arrival}
    </>
  );
}

export function Page({ session, first }: { session: Session; first: Words }) {
  const route = useRoute();
  const [words, setWords] = useState(first);
  const isFirst = useRef(true);
  const [update, setUpdate] = useState({ isNewer: false, isUnsigned: false });
  const updates = useMemo(() => new Updates(() => setUpdate(updates.state)), []);
  useEffect(() => {
    void updates.begin();
    let before = session.link;
    return session.subscribe(() => {
      const { link } = session;
      if (link === before) return;
      before = link;
      if (link === 'live' || link === 'stale') updates.again(link === 'stale');
    });
  }, [session, updates]);
  useEffect(() => {
    document.documentElement.lang = words.language.code;
  }, [words]);
  useEffect(() => {
    const online = () => session.cameBack();
    const offline = () => session.wentOffline();
    addEventListener('online', online);
    addEventListener('offline', offline);
    if (!navigator.onLine) offline();
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', offline);
    };
  }, [session]);
  useEffect(() => {
    if (words.language === ENGLISH) return;
    // English is stored with the page. Another language is, all of it, once somebody speaks it.
    const timer = setTimeout(() => void words.load(PARTS).catch(() => {}), REST_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const app = useMemo(
    () => ({
      session,
      words,
      say: words.say,
      speak: async (code: string) => {
        const language = languageOf(code) ?? ENGLISH;
        await session.store.change<string>(LANGUAGE, () => language.code);
        setWords(await wordsIn(language));
      },
    }),
    [session, words],
  );
  return (
    <AppContext.Provider value={app}>
      <Shell route={route} isNewer={update.isNewer} onReload={() => updates.take()}>
        {update.isUnsigned && (
          <Notice kind="bad">
            <p role="alert">{words.say('page-unsigned')}</p>
          </Notice>
        )}
        <ViewOf route={route} words={words} isFirst={isFirst} />
      </Shell>
    </AppContext.Provider>
  );
}
