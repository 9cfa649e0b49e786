// A person's key: making it, bringing it, keeping its words, and losing it.

import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import { addressOf } from '../../chain/address.ts';
import { devicePasskey, hasPasskeys, NoPasskey } from '../../key/passkey.ts';
import { BadPin } from '../../key/pin.ts';
import { NotOpened } from '../../key/vault.ts';
import { BadWords } from '../../key/words.ts';
import { keepForGood } from '../../store/indexed.ts';
import { VAKA, useMoney } from '../../ui/currency.ts';
import { Act, BadField, Field, type Filled, Form } from '../../ui/form.tsx';
import { useMe } from '../../ui/lines.ts';
import { Unlock, useNoEntry } from '../../ui/locked.tsx';
import { Facts, More, Notice, Section } from '../../ui/parts.tsx';
import { Qr } from '../../ui/qr.tsx';
import { LANGUAGES } from '../../words/languages.ts';

export function KeyView({ part }: { part: string | undefined }) {
  const { session, say } = useApp();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-key')}</h1>
      {session.isForgetful && <Notice kind="bad">{say('storage-none')}</Notice>}
      {session.account ? (
        <Mine account={session.account} />
      ) : (
        <Begin isBringing={part === 'words'} />
      )}
      <Languages />
      <About />
    </>
  );
}

/** A PIN twice, so that a slip of the finger locks nobody out. */
function pinIn(filled: Filled): string {
  const pin = filled.required('pin');
  if (pin !== filled.text('again')) throw new BadField('again', 'pin-differs');
  return pin;
}

function Pins() {
  const { say } = useApp();
  return (
    <>
      <Field
        name="pin"
        kind="password"
        label={say('pin-new')}
        hint={say('pin-hint')}
        autocomplete="new-password"
      />
      <Field name="again" kind="password" label={say('pin-again')} autocomplete="new-password" />
    </>
  );
}

/** What is wrong with a PIN or with words, at its field. */
async function told<T>(make: () => Promise<T>, entry: (error: NotOpened) => BadField): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof BadPin) throw new BadField('pin', `pin-${error.why}`);
    if (error instanceof BadWords) {
      const { problem } = error;
      throw new BadField('words', `words-${problem.why}`, {
        count: 'count' in problem ? problem.count : 0,
        place: 'place' in problem ? problem.place : 0,
        word: 'word' in problem ? problem.word : '',
      });
    }
    if (error instanceof NotOpened) throw entry(error);
    if (error instanceof NoPasskey) throw new BadField('pin', 'pin-no-passkey');
    throw error;
  }
}

function Begin({ isBringing }: { isBringing: boolean }) {
  const { session, say } = useApp();
  const entry = useNoEntry();
  const make = async (pin: string, words?: string) => {
    const key = await told(
      () => session.vault.create(pin, words),
      ({ problem }) => entry(problem),
    );
    await keepForGood();
    if (words === undefined) await session.store.change('key/written', () => false);
    session.open(key);
  };
  return (
    <>
      {!isBringing && (
        <Section title={say('key-make')}>
          <p>{say('key-make-what')}</p>
          <Form action={say('key-make')} onFill={(filled) => make(pinIn(filled))}>
            <Pins />
          </Form>
          <p>
            <a href={linkTo('key', 'words')}>{say('welcome-words')}</a>
          </p>
        </Section>
      )}
      {isBringing && (
        <Section title={say('words-bring')}>
          <Form
            action={say('words-bring')}
            onFill={(filled) => make(pinIn(filled), filled.required('words'))}
          >
            <Field name="words" kind="lines" label={say('words-twelve')} hint={say('words-hint')} />
            <Pins />
          </Form>
          <p>
            <a href={linkTo('key')}>{say('key-make')}</a>
          </p>
        </Section>
      )}
    </>
  );
}

function Mine({ account }: { account: Uint8Array }) {
  const { session, say } = useApp();
  const me = useMe();
  const money = useMoney(VAKA);
  const address = addressOf(account);
  const [isWritten, setWritten] = useState(true);
  useEffect(() => {
    void session.store.get<boolean>('key/written').then((found) => setWritten(found !== false));
  }, [session, account]);
  const written = async () => {
    await session.store.change('key/written', () => true);
    setWritten(true);
  };
  return (
    <>
      {!isWritten && (
        <Notice kind="bad">
          <p>{say('words-unwritten')}</p>
          <Words isOpen onWritten={written} />
        </Notice>
      )}
      <Facts
        of={[
          [say('address'), <code>{address}</code>],
          me.value?.member && [say('member-number'), String(me.value.member.membership.member)],
          me.value && [say('you-have'), money.units(me.value.free)],
        ]}
      />
      {session.key ? (
        <Act quiet action={say('key-lock')} onAct={() => session.lock()} />
      ) : (
        <Section title={say('pin-open')}>
          <Unlock />
        </Section>
      )}
      <More title={say('address-show')}>
        <Qr text={address} label={say('address')} />
      </More>
      {isWritten && <Words onWritten={written} />}
      <ChangePin />
      {hasPasskeys() && <AddPasskey />}
      <Forget />
      <p>
        <a href={linkTo('key', 'lost')}>{say('lost-phone')}</a>
      </p>
    </>
  );
}

/** Shows the twelve words, and asks for two of them, so that they are surely written down. */
function Words({ isOpen, onWritten }: { isOpen?: boolean; onWritten: () => Promise<void> }) {
  const { session, say } = useApp();
  const entry = useNoEntry();
  const [words, setWords] = useState<string[]>();
  const [isAsking, setAsking] = useState(false);
  const [asked] = useState(() => [
    Math.floor(Math.random() * 6),
    6 + Math.floor(Math.random() * 6),
  ]);
  return (
    <More title={say('words-show')} isOpen={isOpen}>
      {!words && (
        <Form
          action={say('words-show')}
          onFill={async (filled) => {
            const found = await told(
              () => session.vault.words(filled.required('pin')),
              ({ problem }) => entry(problem),
            );
            setWords(found.split(' '));
            setAsking(false);
          }}
        >
          <p>{say('words-show-what')}</p>
          <Field name="pin" kind="password" label={say('pin')} autocomplete="current-password" />
        </Form>
      )}
      {words && !isAsking && (
        <>
          <ol class="words">
            {words.map((word, i) => (
              <li key={i}>{word}</li>
            ))}
          </ol>
          <Act action={say('words-written')} onAct={() => setAsking(true)} />
        </>
      )}
      {words && isAsking && (
        <Form
          action={say('words-check')}
          onFill={async (filled) => {
            asked.forEach((place) => {
              if (filled.required(`word${place}`).toLowerCase() !== words[place]) {
                throw new BadField(`word${place}`, 'words-wrong');
              }
            });
            setWords(undefined);
            await onWritten();
          }}
        >
          {asked.map((place) => (
            <Field
              key={place}
              name={`word${place}`}
              label={say('words-which', { place: place + 1 })}
            />
          ))}
          <button type="button" class="quiet" onClick={() => setAsking(false)}>
            {say('words-look-again')}
          </button>
        </Form>
      )}
    </More>
  );
}

function ChangePin() {
  const { session, say } = useApp();
  const entry = useNoEntry();
  const [isDone, setDone] = useState(false);
  return (
    <More title={say('pin-change')}>
      <Form
        action={say('pin-change')}
        onFill={async (filled) => {
          const next = pinIn(filled);
          await told(
            () => session.vault.changePin(filled.required('old'), next),
            ({ problem }) => new BadField('old', entry(problem).says, entry(problem).values),
          );
          setDone(true);
        }}
      >
        <Field name="old" kind="password" label={say('pin-old')} autocomplete="current-password" />
        <Pins />
      </Form>
      <p role="status">{isDone && say('pin-changed')}</p>
    </More>
  );
}

function AddPasskey() {
  const { session, say } = useApp();
  const entry = useNoEntry();
  const [isDone, setDone] = useState(false);
  return (
    <More title={say('passkey-add')}>
      <p>{say('passkey-what')}</p>
      <Form
        action={say('passkey-add')}
        onFill={async (filled) => {
          await told(
            () => session.vault.addPasskey(filled.required('pin'), devicePasskey),
            ({ problem }) => entry(problem),
          );
          setDone(true);
        }}
      >
        <Field name="pin" kind="password" label={say('pin')} autocomplete="current-password" />
      </Form>
      <p role="status">{isDone && say('passkey-added')}</p>
    </More>
  );
}

function Forget() {
  const { session, say } = useApp();
  return (
    <More title={say('key-forget')}>
      <p>{say('key-forget-what')}</p>
      <Form
        danger
        action={say('key-forget')}
        onFill={async (filled) => {
          if (filled.required('address') !== addressOf(session.account!).slice(-4)) {
            throw new BadField('address', 'key-forget-wrong');
          }
          await session.forget();
        }}
      >
        <Field name="address" label={say('key-forget-ask')} />
      </Form>
    </More>
  );
}

function Languages() {
  const { say, speak, words } = useApp();
  return (
    <Section title={say('language')}>
      <p class="field">
        <label for="language">{say('language')}</label>
        <select
          id="language"
          value={words.language.code}
          onChange={(event) => void speak(event.currentTarget.value)}
        >
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {words.language.unreviewed && <Notice>{say('language-unreviewed')}</Notice>}
    </Section>
  );
}

function About() {
  const { say } = useApp();
  return (
    <More title={say('trust')}>
      <p>{say('trust-what')}</p>
    </More>
  );
}
