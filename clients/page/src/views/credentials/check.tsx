// Checking what somebody shows, by files or by codes. Signatures need no network. What an award is worth
// the chain knows: where there is no network, by what this device keeps of the chain, with its age.

import { useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { BadEnvelope, type Batch, batchOf, type Envelope } from '../../credentials/envelope.ts';
import { type Award, BadAward, checkBinding, digestOfAward } from '../../credentials/sdjwt.ts';
import { equal } from '../../scale/bytes.ts';
import type { Shared } from '../../share/code.ts';
import { BadField, Check as Tick, Field, type Filled, Form } from '../../ui/form.tsx';
import { Scan } from '../../ui/scan.tsx';
import { sharedIn, useGenesis } from '../../ui/shared.tsx';
import { Issuers } from './issuers.tsx';
import { readAward, readEnvelope } from './read.ts';
import { type Checked, Verdict } from './verdict.tsx';

/** What is shown was signed at most so long ago. */
const MAX_AGE = 600;

/** A code of ours begins so; all else that is scanned is an award. */
const OURS = 'vaka:';

type Place = Extract<Shared, { kind: 'award' }>;

/** An envelope by what a code says: the rest is in the award itself. */
function envelopeBy(place: Place, award: Award, genesis: Uint8Array): Envelope {
  const { issuer, sequence, index, salt, vc, proof } = place;
  return {
    place: { genesis, issuer, sequence, index },
    opening: { subject: award.holder, salt, vc, sdJwt: digestOfAward(award) },
    proof,
  };
}

function readBatch(text: string): Batch {
  try {
    return batchOf(text);
  } catch (error) {
    if (error instanceof BadEnvelope) throw new BadField('batch', 'envelope-bad');
    throw error;
  }
}

/** Whether the holder signed just this, for the one who asks. */
function isBoundBy(filled: Filled, award: Award, now: number): boolean {
  if (!filled.checked('bound')) return false;
  const asked = { audience: filled.required('audience'), nonce: filled.required('nonce') };
  try {
    checkBinding(award, asked, Math.floor(now / 1000), MAX_AGE);
  } catch (error) {
    if (!(error instanceof BadAward)) throw error;
    throw new BadField('award', `award-bad-${error.why.replaceAll(' ', '-')}`);
  }
  return true;
}

export function Check() {
  const { session, say } = useApp();
  const genesis = useGenesis();
  const [checked, setChecked] = useState<Checked>();
  const [scanned, setScanned] = useState('');
  const [place, setPlace] = useState<Place>();

  const scan = (text: string) => {
    if (!text.startsWith(OURS)) {
      readAward(text, 'code');
      setScanned(text);
      return;
    }
    if (!genesis) throw new BadField('code', 'needs-first-look');
    const shared = sharedIn(text, genesis);
    if (shared.kind !== 'award') throw new BadField('code', 'code-another-kind');
    setPlace(shared);
  };

  const check = async (filled: Filled) => {
    setChecked(undefined);
    const token = (await filled.file('award')?.text()) ?? scanned;
    if (token === '') throw new BadField('award', 'bad-empty');
    const award = readAward(token, 'award');
    const beside = await filled.file('envelope')?.text();
    const envelope =
      beside !== undefined
        ? readEnvelope(beside, 'envelope')
        : place && genesis && envelopeBy(place, award, genesis);
    const isOther =
      envelope !== undefined &&
      !(
        equal(envelope.opening.sdJwt, digestOfAward(award)) &&
        equal(envelope.opening.subject, award.holder)
      );
    if (isOther) throw new BadField('envelope', 'envelope-other');
    const copy = await filled.file('batch')?.text();
    const batch = copy === undefined ? undefined : readBatch(copy);
    const isBound = isBoundBy(filled, award, session.now());
    setChecked({ award, envelope, batch, isBound });
  };

  return (
    <>
      <h1 tabIndex={-1}>{say('award-check')}</h1>
      <p class="lead">{say('award-check-what')}</p>
      <Scan label={say('award-check-scan')} onText={scan} />
      <Form key={scanned} action={say('award-check-go')} onFill={check}>
        {scanned !== '' && <p role="status">{say('award-scanned')}</p>}
        {place && <p role="status">{say('award-place-scanned')}</p>}
        <Field name="award" kind="file" label={say('award-file')} />
        <Field name="envelope" kind="file" label={say('envelope-file')} />
        <Field name="batch" kind="file" label={say('batch-file')} hint={say('batch-hint')} />
        <Tick name="bound" label={say('award-bound')} />
        <Field name="audience" label={say('award-audience')} />
        <Field name="nonce" label={say('award-nonce')} />
      </Form>
      {checked && <Verdict checked={checked} />}
      <Issuers />
    </>
  );
}
