// What a person decided and what became of it.

import { useState } from 'preact/hooks';
import { troubleOf, useApp } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type { Intention } from '../../queue/queue.ts';
import { QueueError } from '../../queue/queue.ts';
import { CallWords } from '../../ui/call.tsx';
import { Act } from '../../ui/form.tsx';
import { Unlock } from '../../ui/locked.tsx';
import { Notice, Section, useTrouble } from '../../ui/parts.tsx';
import { timeWords } from '../../words/dates.ts';

const OVER = ['done', 'failed', 'refused', 'unknown'];

const isWaiting = ({ is }: Intention) => !OVER.includes(is.state);

export default function Outbox() {
  const { session, say } = useApp();
  const trouble = useTrouble();
  const { intentions, key, isSending, sendProblem } = session;
  const waiting = intentions.filter(isWaiting);
  const over = intentions.filter((one) => !isWaiting(one)).reverse();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-outbox')}</h1>
      {intentions.length === 0 && <p>{say('outbox-none')}</p>}
      {waiting.length > 0 && (
        <Section title={say('outbox-waiting')}>
          <ul class="cards">
            {waiting.map((one) => (
              <li key={one.id}>
                <One intention={one} />
              </li>
            ))}
          </ul>
          {key ? (
            <Act
              action={isSending ? say('outbox-sending') : say('outbox-send')}
              onAct={() => session.send()}
            />
          ) : (
            <>
              <p>{say('outbox-pin')}</p>
              <Unlock action={say('outbox-sign')} />
            </>
          )}
          {sendProblem !== undefined && (
            <Notice>
              <p role="status">
                {sendProblem instanceof QueueError
                  ? say('outbox-other-page')
                  : trouble(troubleOf(sendProblem))}{' '}
                {say('outbox-kept')}
              </p>
            </Notice>
          )}
        </Section>
      )}
      {over.length > 0 && (
        <Section title={say('outbox-over')}>
          <ul class="cards">
            {over.map((one) => (
              <li key={one.id}>
                <One intention={one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function One({ intention }: { intention: Intention }) {
  const { session, say, words } = useApp();
  const [isGone, setGone] = useState(false);
  const { id, call, is, made, sent } = intention;
  const mayGo = !isWaiting(intention) || sent === undefined;
  if (isGone) return null;
  return (
    <>
      <p class="call">
        <CallWords call={call} />
      </p>
      <p role="status">
        <strong>{say(`state-${is.state}`)}</strong> {is.state === 'failed' && is.failure.text}
        {is.state === 'refused' && say(`reason-${is.reason.replaceAll(' ', '-')}`)}
      </p>
      <p class="hint">{say('outbox-made', { time: timeWords(words, made) })}</p>
      {is.state === 'done' && <Made intention={intention} />}
      {is.state === 'refused' && (
        <Act action={say('outbox-retry')} onAct={() => session.retry(id)} />
      )}
      {mayGo && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setGone(true);
            void session.remove(id);
          }}
        >
          {isWaiting(intention) ? say('outbox-drop') : say('outbox-forget')}
        </button>
      )}
    </>
  );
}

/** Where that is which a call made. */
function Made({ intention: { is } }: { intention: Intention }) {
  const { say } = useApp();
  if (is.state !== 'done') return null;
  return (
    <>
      {is.events.map((event, i) => {
        switch (event.event) {
          case 'petitions.Opened':
            return (
              <p key={i}>
                <a href={linkTo('decide', event.data.petition)}>
                  {say('petition', { number: String(event.data.petition) })}
                </a>
              </p>
            );
          case 'marketplace.Published':
            return (
              <p key={i}>
                <a href={linkTo('market', event.data.listing)}>
                  {say('listing', { number: String(event.data.listing) })}
                </a>
              </p>
            );
          case 'marketplace.Placed':
            return (
              <p key={i}>
                <a href={linkTo('market', 'order', event.data.order)}>
                  {say('order', { number: String(event.data.order) })}
                </a>
              </p>
            );
          case 'communities.Requested':
            return <p key={i}>{say('request', { number: String(event.data.request) })}</p>;
          default:
            return null;
        }
      })}
    </>
  );
}
