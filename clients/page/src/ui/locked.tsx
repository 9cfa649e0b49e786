// What needs an open key asks for the PIN first.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { linkTo } from '../app/route.ts';
import type { Key } from '../key/key.ts';
import { devicePasskey, hasPasskeys, NoPasskey } from '../key/passkey.ts';
import { type NoEntry, NotOpened } from '../key/vault.ts';
import { spanWords } from '../words/dates.ts';
import { BadField, Field, Form } from './form.tsx';
import { Notice } from './parts.tsx';

/** Throws what a person can mend as a `BadField` of the field with the PIN. */
export async function opened(open: () => Promise<Key>, tell: (problem: NoEntry) => BadField) {
  try {
    return await open();
  } catch (error) {
    if (error instanceof NotOpened) throw tell(error.problem);
    if (error instanceof NoPasskey) throw tell({ why: 'no passkey' });
    throw error;
  }
}

export function useNoEntry(): (problem: NoEntry) => BadField {
  const { words } = useApp();
  return (problem) => {
    const wait = 'wait' in problem && problem.wait > 0 ? spanWords(words, problem.wait) : undefined;
    const says: Record<NoEntry['why'], string> = {
      'no key': 'pin-no-key',
      'there is a key': 'pin-there-is',
      'wrong PIN': wait ? 'pin-wrong-wait' : 'pin-wrong',
      'too soon': 'pin-soon',
      'no passkey': 'pin-no-passkey',
      'wrong passkey': 'pin-no-passkey',
      damaged: 'pin-damaged',
    };
    return new BadField('pin', says[problem.why], { wait: wait ?? '' });
  };
}

export function Unlock({ action }: { action?: string }) {
  const { session, say } = useApp();
  const tell = useNoEntry();
  const [part, setPart] = useState<number>();
  const open = async (how: () => Promise<Key>) => {
    try {
      session.open(await opened(how, tell));
    } finally {
      setPart(undefined);
    }
  };
  return (
    <>
      <Form
        action={action ?? say('pin-open')}
        onFill={(filled) => open(() => session.vault.open(filled.required('pin'), setPart))}
      >
        <Field name="pin" kind="password" label={say('pin')} autocomplete="current-password" />
        {part !== undefined && (
          <progress value={part} aria-label={say('pin-working')}>
            {say('pin-working')}
          </progress>
        )}
      </Form>
      {hasPasskeys() && (
        <Form
          action={say('pin-passkey')}
          onFill={() => open(() => session.vault.openByPasskey(devicePasskey))}
        />
      )}
    </>
  );
}

function NeedsKey() {
  const { say } = useApp();
  return (
    <Notice>
      <p>{say('needs-key')}</p>
      <p>
        <a class="button" href={linkTo('key')}>
          {say('key-make')}
        </a>
      </p>
    </Notice>
  );
}

/** Its children need an open key. */
export function WithKey({ children }: { children: (key: Key) => ComponentChildren }) {
  const { session, say } = useApp();
  if (!session.account) return <NeedsKey />;
  if (!session.key) {
    return (
      <Notice>
        <p>{say('needs-pin')}</p>
        <Unlock />
      </Notice>
    );
  }
  return <>{children(session.key)}</>;
}

/** Its children decide something: that needs a key, but not an open one, because it can wait. */
export function WithAccount({ children }: { children: ComponentChildren }) {
  const { session } = useApp();
  return session.account ? <>{children}</> : <NeedsKey />;
}
