// Those whose awards a person is shown, such as a school: what the chain has of their batches is kept on
// this device, so that any award of theirs can be checked where there is no network.

import { useEffect, useState } from 'preact/hooks';
import { useApp, useLook } from '../../app/context.ts';
import { recordOf } from '../../credentials/record.ts';
import { Field, Form } from '../../ui/form.tsx';
import { More, Notice, Seeing } from '../../ui/parts.tsx';

/** Under this name what the chain has of a batch is kept. */
export const batchKey = (issuer: number, sequence: number) => `batch/${issuer}/${sequence}`;

const KEPT = 'credentials/issuers';
const MOST_ISSUERS = 8;

/** So many of the newest batches of an issuer are kept. */
const MOST_BATCHES = 32;

/** They are fetched anew after a day, or when somebody wants it. */
const LASTS_MS = 86_400_000;

export function Issuers() {
  const { session, say } = useApp();
  const [issuers, setIssuers] = useState<readonly number[]>([]);
  useEffect(() => {
    void session.store.get<number[]>(KEPT).then((all) => setIssuers(all ?? []));
  }, [session]);
  const change = async (next: (old: number[]) => number[]) => {
    const all = await session.store.change<number[]>(KEPT, (old) => next(old ?? []));
    setIssuers(all ?? []);
  };
  const add = (issuer: number) =>
    change((old) => [...new Set([...old, issuer])].slice(-MOST_ISSUERS));
  return (
    <More title={say('issuers')}>
      <p>{say('issuers-what')}</p>
      {issuers.map((issuer) => (
        <Issuer
          key={issuer}
          issuer={issuer}
          onRemove={() => change((old) => old.filter((one) => one !== issuer))}
        />
      ))}
      <Form action={say('issuer-keep')} onFill={(filled) => add(filled.integer('issuer'))}>
        <Field name="issuer" kind="number" label={say('issuer-number')} />
      </Form>
    </More>
  );
}

function Issuer({ issuer, onRemove }: { issuer: number; onRemove: () => Promise<void> }) {
  const { say } = useApp();
  const look = useLook(
    `issuer/${issuer}`,
    async (session) => {
      const view = await session.look();
      const known = await view.ask('credentialsApi.issuer', issuer);
      if (!known) return { value: undefined, seen: view.seen };
      const first = Math.max(0, known.next - MOST_BATCHES);
      // One after the other: a thin link has other things to do, too.
      for (let sequence = first; sequence < known.next; sequence += 1) {
        const value = await recordOf(view, issuer, sequence);
        await session.shelf.put(batchKey(issuer, sequence), { value, seen: view.seen });
      }
      return { value: { first, next: known.next }, seen: view.seen };
    },
    LASTS_MS,
  );
  return (
    <div class="card">
      <h3>{say('issuer', { number: String(issuer) })}</h3>
      <Seeing of={look}>
        {(kept) =>
          kept ? (
            <>
              <p>{say('issuer-batches', { count: kept.next - kept.first })}</p>
              {kept.first > 0 && <Notice>{say('issuer-newest', { first: kept.first })}</Notice>}
            </>
          ) : (
            <p>{say('issuer-unknown')}</p>
          )
        }
      </Seeing>
      <button type="button" class="quiet" onClick={() => void onRemove()}>
        {say('remove')}
      </button>
    </div>
  );
}
