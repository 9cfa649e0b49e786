// Codes that people show each other, and what they say when one is wrong.

import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { BadCode, codeOf, type NoCode, type Shared, sharedOf } from '../share/code.ts';
import { BadField } from './form.tsx';
import { Qr } from './qr.tsx';
import { Scan } from './scan.tsx';

/** The chain's first block, once the page saw the chain. */
export function useGenesis(): Uint8Array | undefined {
  const { session } = useApp();
  const [genesis, setGenesis] = useState<Uint8Array>();
  const { link } = session;
  useEffect(() => {
    void session.genesis().then(setGenesis);
  }, [session, link]);
  return genesis;
}

/** A code to be shown: as a picture, and as a text for those who have no camera. */
export function Shown({ shared, label }: { shared: Shared; label: string }) {
  const { say } = useApp();
  const genesis = useGenesis();
  if (!genesis) return <p role="status">{say('needs-first-look')}</p>;
  const text = codeOf(shared, genesis);
  return (
    <figure>
      <Qr text={text} label={label} />
      <figcaption>
        {label}
        <code>{text}</code>
      </figcaption>
    </figure>
  );
}

const PROBLEMS: Readonly<Record<NoCode, string>> = {
  foreign: 'code-foreign',
  'another network': 'code-another-network',
  damaged: 'code-damaged',
  newer: 'code-newer',
};

/** What a code says. What is wrong with it is said at the field. */
export function sharedIn(text: string, genesis: Uint8Array): Shared {
  try {
    return sharedOf(text, genesis);
  } catch (error) {
    if (error instanceof BadCode) throw new BadField('code', PROBLEMS[error.why]);
    throw error;
  }
}

/** Asks for a code of one kind. */
export function ScanFor<K extends Shared['kind']>({
  kind,
  label,
  onShared,
}: {
  kind: K;
  label: string;
  onShared: (shared: Extract<Shared, { kind: K }>) => void | Promise<void>;
}) {
  const { say } = useApp();
  const genesis = useGenesis();
  if (!genesis) return <p role="status">{say('needs-first-look')}</p>;
  return (
    <Scan
      label={label}
      onText={(text) => {
        const shared = sharedIn(text, genesis);
        if (shared.kind !== kind) throw new BadField('code', 'code-another-kind');
        return onShared(shared as Extract<Shared, { kind: K }>);
      }}
    />
  );
}
