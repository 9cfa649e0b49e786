// The text that explains a petition. The chain has its hash alone; the text comes from a hub, from a
// file or from what this device wrote, and is shown only if its hash is the right one.

import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { hash256 } from '../chain/hashes.ts';
import { HubError } from '../hub/client.ts';
import { equal, toHex } from '../scale/bytes.ts';
import { BadField, Field, Form } from './form.tsx';
import { More, Notice } from './parts.tsx';
import { cleanText } from './names.ts';

/** No text is longer, for hubs take no longer ones. */
export const LONGEST_TEXT = 16_384;

const keyOf = (hash: Uint8Array) => `text/${toHex(hash)}`;

export const hashOfText = (text: string) => hash256(new TextEncoder().encode(text));

/** Keeps a text that this device wrote, or was given. */
export function useTexts() {
  const { session } = useApp();
  return {
    get: (hash: Uint8Array) => session.store.get<string>(keyOf(hash)),
    put: (text: string) => session.store.change<string>(keyOf(hashOfText(text)), () => text),
  };
}

export function TextOf({ hash }: { hash: Uint8Array }) {
  const { session, say } = useApp();
  const texts = useTexts();
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState('');
  const name = toHex(hash);
  const take = async (found: string) => {
    if (!equal(hashOfText(found), hash)) return false;
    await texts.put(found);
    setText(found);
    return true;
  };
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      const kept = await texts.get(hash);
      if (!isCurrent) return;
      if (kept !== undefined) {
        setText(kept);
        // A hub takes what the chain names from anybody. So others can read it.
        await session.hub.text(name).catch(async (error) => {
          const isMissing = error instanceof HubError && error.why === 'unknown';
          if (isMissing) await session.hub.giveText(name, kept).catch(() => {});
        });
        return;
      }
      const found = await session.hub.text(name).catch(() => undefined);
      if (!isCurrent || found === undefined) return;
      // A hub that shows another text is wrong, or lies.
      if (!(await take(found))) setProblem(say('text-wrong'));
    };
    setText(undefined);
    setProblem('');
    void find();
    return () => {
      isCurrent = false;
    };
  }, [name]);
  if (text !== undefined) {
    return (
      <div class="text">
        {text.split(/\n{2,}/).map((paragraph, i) => (
          <p key={i}>{cleanText(paragraph, LONGEST_TEXT)}</p>
        ))}
        <p class="hint">{say('text-verified')}</p>
      </div>
    );
  }
  return (
    <>
      {problem && (
        <Notice kind="bad">
          <p role="alert">{problem}</p>
        </Notice>
      )}
      <p>{say('text-missing')}</p>
      <More title={say('text-bring')}>
        <Form
          action={say('text-check')}
          onFill={async (filled) => {
            const file = filled.file('file');
            if (file && file.size > LONGEST_TEXT) throw new BadField('file', 'text-too-long');
            const brought = file ? await file.text() : filled.text('text');
            if (!(await take(brought)) && !(await take(brought.trim()))) {
              throw new BadField(file ? 'file' : 'text', 'text-other');
            }
          }}
        >
          <Field name="file" kind="file" label={say('text-file')} />
          <Field name="text" kind="lines" label={say('text-paste')} />
        </Form>
      </More>
    </>
  );
}
