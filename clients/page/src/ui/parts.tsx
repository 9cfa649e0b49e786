// The few pieces that all views are made of.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type Look, type Trouble, useApp } from '../app/context.ts';
import { ageOf, ODD_MS, type Seen } from '../link/chain.ts';
import { spanWords, timeWords } from '../words/dates.ts';

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** What something is, and how much or what of it. */
export function Facts({
  of,
}: {
  of: (readonly [string, ComponentChildren] | undefined | false)[];
}) {
  return (
    <dl>
      {of.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export function Notice({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'bad' | 'good';
  children: ComponentChildren;
}) {
  return <div class={`notice ${kind}`}>{children}</div>;
}

/** Something that is opened when it is wanted. */
export function More({
  title,
  isOpen,
  children,
}: {
  title: string;
  isOpen?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <div class="inside">{children}</div>
    </details>
  );
}

const TROUBLES: Readonly<Record<Trouble, string>> = {
  down: 'trouble-down',
  stale: 'trouble-stale',
  'wrong chain': 'trouble-wrong-chain',
  nonsense: 'trouble-nonsense',
  'not offered': 'trouble-not-offered',
  unknown: 'trouble-unknown',
  'not signed in': 'trouble-not-signed-in',
  'not yours': 'trouble-not-yours',
  busy: 'trouble-busy',
};

export function useTrouble(): (trouble: Trouble) => string {
  const { say } = useApp();
  return (trouble) => say(TROUBLES[trouble]);
}

/** How old what is shown is, and whether that is odd. */
export function Age({ seen }: { seen: Seen }) {
  const { session, say, words } = useApp();
  const { heard, behind } = ageOf(seen, session.now());
  const isOdd = Math.abs(behind) > ODD_MS;
  return (
    <p class="age">
      {heard < 60_000
        ? say('age-now', { block: String(seen.height) })
        : say('age', { span: spanWords(words, heard), block: String(seen.height) })}
      {isOdd && <strong> {say('age-odd', { time: timeWords(words, seen.chainTime) })}</strong>}
    </p>
  );
}

/** What is shown of a look: its value with its age, or why there is none. */
export function Seeing<T>({
  of,
  children,
}: {
  of: Look<T>;
  children: (value: T) => ComponentChildren;
}) {
  const { session, say } = useApp();
  const words = useTrouble();
  const { value, seen, again } = of;
  const isDown = session.link === 'down';
  // Where nobody is to be reached it may still be tried, but nobody needs to wait for that.
  const isLooking = of.isLooking && !isDown;
  const trouble = of.isLooking && isDown ? 'down' : of.trouble;
  // That there is no network stands above the view already.
  const isSaid = trouble === 'down' && isDown && seen !== undefined;
  return (
    <>
      {trouble && !isSaid && (
        <Notice kind={seen ? 'plain' : 'bad'}>
          <p role="status">{words(trouble)}</p>
        </Notice>
      )}
      {seen === undefined && isLooking && <p role="status">{say('looking')}</p>}
      {seen !== undefined && children(value as T)}
      {(seen !== undefined || trouble) && (
        <div class="seen">
          {seen !== undefined && <Age seen={seen} />}
          <button type="button" class="quiet" disabled={isLooking} onClick={again}>
            {isLooking ? say('looking') : say('look-again')}
          </button>
        </div>
      )}
    </>
  );
}

/** In place of what is not here yet: it comes, or nobody is to be reached. */
export function Awaited() {
  const { session, say } = useApp();
  return <p role="status">{say(session.link === 'down' ? 'trouble-down' : 'looking')}</p>;
}
