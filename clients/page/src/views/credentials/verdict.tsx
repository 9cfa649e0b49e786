// What is known of an award that was shown, and what is not. Nothing is left to be guessed: whatever was
// not checked stands there as that.

import type { ComponentChildren } from 'preact';
import { useApp, useChain } from '../../app/context.ts';
import { type Batch, type Envelope, isInBatch } from '../../credentials/envelope.ts';
import { type BatchRecord, isForGood, recordOf, standingBy } from '../../credentials/record.ts';
import type { Award } from '../../credentials/sdjwt.ts';
import { ageOf, type Seen } from '../../link/chain.ts';
import { equal } from '../../scale/bytes.ts';
import { cleanText } from '../../ui/names.ts';
import { Facts, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { spanWords } from '../../words/dates.ts';
import { claimWords } from './held.ts';
import { batchKey } from './issuers.tsx';

export interface Checked {
  award: Award;
  envelope: Envelope | undefined;
  /** A copy that somebody brought. */
  batch: Batch | undefined;
  /** Whether the holder signed it for the one who asks, just now. */
  isBound: boolean;
}

/** What the chain said longer ago is no longer news. */
const NEWS_MS = 86_400_000;

export function Verdict({ checked }: { checked: Checked }) {
  const { say } = useApp();
  const { award, envelope } = checked;
  return (
    <Section title={say('verdict')}>
      <Facts of={claimWords(award).map(({ name, text }) => [name, cleanText(text)])} />
      {envelope ? (
        <ByChain checked={checked} envelope={envelope} />
      ) : (
        <Lists checked={checked} unchecked={[say('verdict-no-envelope')]} />
      )}
    </Section>
  );
}

/** What an award is worth by a record that was seen, and whether that may be another thing by now. */
function worth(record: BatchRecord, seen: Seen, now: number, award: Award, envelope: Envelope) {
  // Neither clock makes what has expired valid again.
  const seconds = Math.max(now, seen.chainTime) / 1000;
  const standing = standingBy(record, envelope, award.issuerKey, seconds);
  const { heard } = ageOf(seen, now);
  return { standing, heard, isOld: heard >= NEWS_MS && !isForGood(standing, record) };
}

function ByChain({ checked, envelope }: { checked: Checked; envelope: Envelope }) {
  const { session, say, words } = useApp();
  const { issuer, sequence } = envelope.place;
  const look = useChain(batchKey(issuer, sequence), (view) => recordOf(view, issuer, sequence));
  const { value: record, seen } = look;
  const found = record && seen && worth(record, seen, session.now(), checked.award, envelope);
  const unchecked = !found
    ? [say('verdict-unknown')]
    : found.isOld
      ? [say('verdict-since', { span: spanWords(words, found.heard) })]
      : [];
  return (
    <>
      <Seeing of={look}>
        {({ batch }) =>
          found && (
            <Notice kind={found.standing !== 'Valid' ? 'bad' : found.isOld ? 'plain' : 'good'}>
              <p role="status">
                <strong>{say(`standing-${found.standing}`)}</strong>
              </p>
              {batch?.title && found.standing !== 'NotInBatch' && (
                <p>{say('verdict-schema', { title: cleanText(batch.title) })}</p>
              )}
            </Notice>
          )
        }
      </Seeing>
      <Lists checked={checked} unchecked={unchecked} />
    </>
  );
}

function Lists({ checked, unchecked }: { checked: Checked; unchecked: string[] }) {
  const { say } = useApp();
  const { award, envelope, batch, isBound } = checked;
  const isOfCopy =
    envelope &&
    batch &&
    isInBatch(envelope, batch) &&
    (batch.keys.length === 0 || batch.keys.some((key) => equal(key, award.issuerKey)));
  return (
    <>
      <List title={say('verdict-checked')}>
        <li>{say('verdict-signed', { issuer: cleanText(award.issuer, 80) })}</li>
        {isBound && <li>{say('verdict-bound')}</li>}
        {batch && <li>{isOfCopy ? say('verdict-in-batch') : say('verdict-not-in-batch')}</li>}
      </List>
      {(!isBound || unchecked.length > 0) && (
        <Notice kind="bad">
          <List title={say('verdict-unchecked')}>
            {!isBound && <li>{say('verdict-not-bound')}</li>}
            {unchecked.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </List>
        </Notice>
      )}
    </>
  );
}

function List({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </>
  );
}
