// Checking what somebody shows. Signatures need no network. What an award is worth today only the chain
// knows: if it was asked before, its answer is shown with its age, else it is said that nobody knows.

import { useState } from 'preact/hooks';
import { useApp, useChain } from '../../app/context.ts';
import {
  type Batch,
  BadEnvelope,
  batchOf,
  type Envelope,
  isInBatch,
  leafOf,
} from '../../credentials/envelope.ts';
import { type Award, BadAward, checkBinding, digestOfAward } from '../../credentials/sdjwt.ts';
import { equal, toHex } from '../../scale/bytes.ts';
import { BadField, Check as Tick, Field, Form } from '../../ui/form.tsx';
import { cleanText } from '../../ui/names.ts';
import { Facts, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { Scan } from '../../ui/scan.tsx';
import { claimWords } from './held.ts';
import { readAward, readEnvelope } from './credentials.tsx';

/** What is shown was signed at most so long ago. */
const MAX_AGE = 600;

interface Checked {
  award: Award;
  envelope: Envelope | undefined;
  batch: Batch | undefined;
  /** Whether the holder signed it for the one who asks, just now. */
  isBound: boolean;
}

export function Check() {
  const { session, say } = useApp();
  const [checked, setChecked] = useState<Checked>();
  const [scanned, setScanned] = useState('');
  return (
    <>
      <h1 tabIndex={-1}>{say('award-check')}</h1>
      <p class="lead">{say('award-check-what')}</p>
      <Scan
        label={say('award-check-scan')}
        onText={(text) => {
          readAward(text, 'code');
          setScanned(text);
        }}
      />
      <Form
        key={scanned}
        action={say('award-check-go')}
        onFill={async (filled) => {
          setChecked(undefined);
          const file = filled.file('award');
          const token = file ? await file.text() : scanned;
          if (token === '') throw new BadField('award', 'bad-empty');
          const award = readAward(token, 'award');
          const beside = await filled.file('envelope')?.text();
          const envelope = beside === undefined ? undefined : readEnvelope(beside, 'envelope');
          if (envelope && !equal(envelope.opening.sdJwt, digestOfAward(award))) {
            throw new BadField('envelope', 'envelope-other');
          }
          if (envelope && !equal(envelope.opening.subject, award.holder)) {
            throw new BadField('envelope', 'envelope-other');
          }
          const copy = await filled.file('batch')?.text();
          const isBound = filled.checked('bound');
          if (isBound) {
            const asked = {
              audience: filled.required('audience'),
              nonce: filled.required('nonce'),
            };
            try {
              checkBinding(award, asked, Math.floor(session.now() / 1000), MAX_AGE);
            } catch (error) {
              if (!(error instanceof BadAward)) throw error;
              throw new BadField('award', `award-bad-${error.why.replaceAll(' ', '-')}`);
            }
          }
          setChecked({ award, envelope, batch: readBatch(copy), isBound });
        }}
      >
        {scanned !== '' && <p>{say('award-scanned')}</p>}
        <Field name="award" kind="file" label={say('award-file')} />
        <Field name="envelope" kind="file" label={say('envelope-file')} />
        <Field name="batch" kind="file" label={say('batch-file')} hint={say('batch-hint')} />
        <Tick name="bound" label={say('award-bound')} />
        <Field name="audience" label={say('award-audience')} />
        <Field name="nonce" label={say('award-nonce')} />
      </Form>
      {checked && <Verdict checked={checked} />}
    </>
  );
}

function readBatch(text: string | undefined): Batch | undefined {
  if (text === undefined) return undefined;
  try {
    return batchOf(text);
  } catch (error) {
    if (error instanceof BadEnvelope) throw new BadField('batch', 'envelope-bad');
    throw error;
  }
}

function Verdict({ checked: { award, envelope, batch, isBound } }: { checked: Checked }) {
  const { say } = useApp();
  const isOfBatch =
    envelope &&
    batch &&
    isInBatch(envelope, batch) &&
    (batch.keys.length === 0 || batch.keys.some((key) => equal(key, award.issuerKey)));
  return (
    <Section title={say('verdict')}>
      <Facts of={claimWords(award).map(({ name, text }) => [name, cleanText(text)])} />
      <ul>
        <li>{say('verdict-signed', { issuer: cleanText(award.issuer, 80) })}</li>
        <li>{isBound ? say('verdict-bound') : say('verdict-not-bound')}</li>
        {batch && <li>{isOfBatch ? say('verdict-in-batch') : say('verdict-not-in-batch')}</li>}
      </ul>
      {envelope ? (
        <OnChain envelope={envelope} award={award} />
      ) : (
        <Notice kind="bad">
          <p>{say('verdict-no-envelope')}</p>
        </Notice>
      )}
    </Section>
  );
}

function OnChain({ envelope, award }: { envelope: Envelope; award: Award }) {
  const { say } = useApp();
  const { place, proof } = envelope;
  const look = useChain(`standing/${toHex(leafOf(envelope))}`, async (view) => {
    const [verdict, issuer] = await Promise.all([
      view.ask(
        'credentialsApi.verify',
        place.issuer,
        place.sequence,
        place.index,
        leafOf(envelope),
        proof,
      ),
      view.ask('credentialsApi.issuer', place.issuer),
    ]);
    const schema =
      verdict.schema === undefined
        ? undefined
        : await view.ask('credentialsApi.schema', verdict.schema);
    return {
      standing: verdict.standing.type,
      title: schema?.title,
      keys: issuer?.latestKeys.map(({ key }) => key) ?? [],
    };
  });
  return (
    <>
      {!look.value && look.trouble && (
        <Notice kind="bad">
          <p role="alert">{say('verdict-unknown')}</p>
        </Notice>
      )}
      <Seeing of={look}>
        {({ standing, title, keys }) => {
          const isKnown = keys.some((key) => equal(key, award.issuerKey));
          const isGood = standing === 'Valid' && isKnown;
          return (
            <Notice kind={isGood ? 'good' : 'bad'}>
              <p role="status">
                <strong>
                  {isKnown ? say(`standing-${standing}`) : say('verdict-key-unknown')}
                </strong>
              </p>
              {title && <p>{say('verdict-schema', { title: cleanText(title) })}</p>}
            </Notice>
          );
        }}
      </Seeing>
    </>
  );
}
