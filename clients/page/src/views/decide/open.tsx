// Opens a petition: a title, a text that explains it, and the call that the chain shall make.

import { useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import { encodeCall } from '../../chain/codec.ts';
import { codec } from '../../chain/codec.ts';
import type { Call, Track } from '../../generated/chain.ts';
import { fromHex, toHex } from '../../scale/bytes.ts';
import { Malformed } from '../../scale/shape.ts';
import { CallWords } from '../../ui/call.tsx';
import { VAKA } from '../../ui/currency.ts';
import { Act, BadField, Choice, Field, type Filled, Form } from '../../ui/form.tsx';
import { useMe } from '../../ui/lines.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { trackWords } from '../../ui/names.ts';
import { More, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { hashOfText, LONGEST_TEXT, useTexts } from '../../ui/text.tsx';

type Kind = 'appoint' | 'dismiss' | 'pay' | 'purse' | 'bytes';

/** A title has so many bytes at most, by the chain's rule for petitions. */
const LONGEST_TITLE = 128;

interface Draft {
  track: Track;
  title: string;
  text: string;
  call: Call;
}

/** What somebody pasted as the bytes of a call. Only one that the page can say in words. */
function pasted(text: string): Call {
  try {
    return codec.decodeCall(fromHex(text.trim())) as Call;
  } catch (error) {
    if (error instanceof Malformed) throw new BadField('bytes', 'bad-call-unknown');
    if (error instanceof TypeError) throw new BadField('bytes', 'bad-hex');
    throw error;
  }
}

function callFrom(kind: Kind, filled: Filled, village: number): { track: Track; call: Call } {
  switch (kind) {
    case 'appoint':
    case 'dismiss': {
      const args = { community: filled.integer('community'), member: filled.integer('member') };
      const call: Call =
        kind === 'appoint'
          ? { call: 'communities.appointClerk', args }
          : { call: 'communities.dismissClerk', args };
      return { track: { type: 'Parameters' }, call };
    }
    case 'pay': {
      const inner: Call = {
        call: 'balances.transferKeepAlive',
        args: {
          dest: { type: 'Id', value: filled.account('to') },
          value: filled.amount('amount', VAKA.decimals),
        },
      };
      return {
        track: { type: 'Village', value: village },
        call: { call: 'communities.actAsCommunity', args: { call: inner } },
      };
    }
    case 'purse': {
      const call: Call = {
        call: 'treasury.spendLocal',
        args: {
          beneficiary: { type: 'Id', value: filled.account('to') },
          amount: filled.amount('amount', VAKA.decimals),
        },
      };
      return { track: { type: 'Treasury' }, call };
    }
    case 'bytes': {
      const call = pasted(filled.required('bytes'));
      const track = filled.required('track');
      return {
        track:
          track === 'Village' ? { type: 'Village', value: village } : ({ type: track } as Track),
        call,
      };
    }
  }
}

const TRACKS = [
  'Constitution',
  'Validators',
  'Appeals',
  'Treasury',
  'Parameters',
  'Village',
] as const;

export function OpenPetition() {
  const { say } = useApp();
  const me = useMe();
  const [kind, setKind] = useState<Kind>('pay');
  const [draft, setDraft] = useState<Draft>();
  const membership = me.value?.member?.membership;
  const village = membership?.community ?? 0;
  const kinds = (['pay', 'purse', 'appoint', 'dismiss', 'bytes'] as const).map(
    (one) => [one, say(`petition-kind-${one}`)] as const,
  );
  return (
    <>
      <h1 tabIndex={-1}>{say('petition-open')}</h1>
      <p class="lead">{say('petition-open-what')}</p>
      <WithAccount>
        {!membership && <Seeing of={me}>{() => <p>{say('only-members')}</p>}</Seeing>}
        {membership && (
          <>
            <p class="field">
              <label for="petition-kind">{say('petition-kind')}</label>
              <select
                id="petition-kind"
                value={kind}
                onChange={(event) => {
                  setKind(event.currentTarget.value as Kind);
                  setDraft(undefined);
                }}
              >
                {kinds.map(([one, words]) => (
                  <option key={one} value={one}>
                    {words}
                  </option>
                ))}
              </select>
            </p>
            <Form
              key={kind}
              action={say('petition-check')}
              onFill={(filled) => {
                const title = filled.required('title');
                const text = filled.required('text');
                const length = (what: string) => new TextEncoder().encode(what).length;
                if (length(title) > LONGEST_TITLE) throw new BadField('title', 'bad-too-long');
                if (length(text) > LONGEST_TEXT) throw new BadField('text', 'text-too-long');
                setDraft({ title, text, ...callFrom(kind, filled, village) });
              }}
            >
              <Field name="title" label={say('petition-title')} />
              <Field
                name="text"
                kind="lines"
                label={say('petition-text')}
                hint={say('petition-text-hint')}
              />
              {(kind === 'appoint' || kind === 'dismiss') && (
                <>
                  <Field
                    name="community"
                    kind="number"
                    label={say('village-number')}
                    value={String(village)}
                  />
                  <Field name="member" kind="number" label={say('member-number')} />
                </>
              )}
              {(kind === 'pay' || kind === 'purse') && (
                <>
                  <Field name="to" label={say('address')} />
                  <Field
                    name="amount"
                    kind="decimal"
                    label={say('amount-in', { currency: VAKA.name })}
                  />
                </>
              )}
              {kind === 'bytes' && (
                <>
                  <Choice
                    name="track"
                    label={say('track')}
                    options={TRACKS.map((type) => [
                      type,
                      trackWords(type === 'Village' ? { type, value: village } : { type }, say),
                    ])}
                  />
                  <Field
                    name="bytes"
                    kind="lines"
                    label={say('petition-bytes')}
                    hint={say('petition-bytes-hint')}
                  />
                </>
              )}
            </Form>
            {draft && <Draft draft={draft} />}
          </>
        )}
      </WithAccount>
    </>
  );
}

/** What will be asked, in the chain's words, before somebody asks it. */
function Draft({ draft }: { draft: Draft }) {
  const { say } = useApp();
  const act = useAct();
  const texts = useTexts();
  const bytes = encodeCall(draft.call);
  const check = useChain(`check/${toHex(bytes).slice(0, 80)}/${draft.track.type}`, (view) =>
    view.ask('petitionsApi.checkCall', draft.track, bytes),
  );
  const verdict = check.value?.verdict;
  return (
    <Section title={say('petition-draft')}>
      <p>
        <strong>{draft.title}</strong>
      </p>
      <p class="call">
        <CallWords call={draft.call} />
      </p>
      <p class="hint">{say('petition-who', { track: trackWords(draft.track, say) })}</p>
      {verdict && verdict !== 'Allowed' && (
        <Notice kind="bad">
          <p role="alert">{say(`verdict-${verdict}`)}</p>
        </Notice>
      )}
      <Act
        action={say('petition-send')}
        onAct={async () => {
          await texts.put(draft.text);
          await act({
            call: 'petitions.open',
            args: {
              track: draft.track,
              title: new TextEncoder().encode(draft.title),
              text: hashOfText(draft.text),
              call: draft.call,
            },
          });
        }}
      />
      <More title={say('petition-keep')}>
        <p>{say('petition-keep-what')}</p>
        <p>
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(draft.text)}`}
            download="petition.txt"
          >
            {say('petition-download')}
          </a>
        </p>
      </More>
    </Section>
  );
}
