// Somebody's signed word, as a code that a neighbour scans.

import { useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { ConsentTo } from '../chain/hashes.ts';
import type { Key } from '../key/key.ts';
import { consentOf, type Shared } from '../share/code.ts';
import { dayWords } from '../words/dates.ts';
import { Act } from './form.tsx';
import { useClock } from './lines.ts';
import { Seeing } from './parts.tsx';
import { Shown, useGenesis } from './shared.tsx';

/** A consent holds for so many days: long enough for a boat, and not for ever. */
const CONSENT_DAYS = 14;

/** Signs a consent, and shows it. */
export function ConsentCode({
  account,
  to,
  label,
}: {
  account: Key;
  to: ConsentTo;
  label: string;
}) {
  const { say, words } = useApp();
  const clock = useClock();
  const genesis = useGenesis();
  const [shared, setShared] = useState<Shared & { kind: 'consent' }>();
  if (shared) {
    const until = clock.at(shared.consent.until);
    return (
      <>
        <Shown shared={shared} label={label} />
        <p class="hint">
          {say('consent-until', { until: until === undefined ? '–' : dayWords(words, until) })}
        </p>
      </>
    );
  }
  if (!genesis || !clock.value) return <Seeing of={clock}>{() => null}</Seeing>;
  const { now, day } = clock.value;
  return (
    <Act
      action={say('consent-sign')}
      onAct={() =>
        setShared({
          kind: 'consent',
          to,
          consent: consentOf(account, genesis, to, now + CONSENT_DAYS * day),
        })
      }
    />
  );
}
