// Skills: what one was awarded, and showing a part of it.

import { useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import { bindBytes } from '../../chain/hashes.ts';
import { envelopeOf } from '../../credentials/envelope.ts';
import { didOf } from '../../credentials/did.ts';
import { type Award, digestOfAward, present } from '../../credentials/sdjwt.ts';
import type { Key } from '../../key/key.ts';
import { equal, toHex } from '../../scale/bytes.ts';
import { VAKA } from '../../ui/currency.ts';
import { Act, BadField, Field, Form } from '../../ui/form.tsx';
import { WithKey } from '../../ui/locked.tsx';
import { cleanText } from '../../ui/names.ts';
import { Facts, More, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { LONGEST_QR, Qr } from '../../ui/qr.tsx';
import { Shown } from '../../ui/shared.tsx';
import { awardIn, claimWords, type Held, useHeld } from './held.ts';
import { readAward, readEnvelope } from './read.ts';

export function Credentials() {
  const { session, say } = useApp();
  const { held, put, remove } = useHeld();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-credentials')}</h1>
      <p>
        <a class="button" href={linkTo('credentials', 'check')}>
          {say('award-check')}
        </a>
      </p>
      {session.account && <Bound account={session.account} />}
      <Section title={say('awards')}>
        {held?.length === 0 && <p>{say('awards-none')}</p>}
        {held?.map((one) => (
          <One key={one.id} held={one} onRemove={() => remove(one.id)} />
        ))}
        <More title={say('award-bring')}>
          <Bring onAward={put} />
        </More>
      </Section>
      {session.account && (
        <Section title={say('award-key')}>
          <p>{say('award-key-what')}</p>
          <code>{didOf(session.account)}</code>
        </Section>
      )}
    </>
  );
}

function Bring({
  onAward,
}: {
  onAward: (award: Award, token: string, envelope: string | undefined) => Promise<void>;
}) {
  const { say } = useApp();
  return (
    <Form
      action={say('award-keep')}
      onFill={async (filled) => {
        const file = filled.file('award');
        if (!file) throw new BadField('award', 'bad-empty');
        const token = await file.text();
        const award = readAward(token, 'award');
        const beside = await filled.file('envelope')?.text();
        if (beside !== undefined) {
          const envelope = readEnvelope(beside, 'envelope');
          if (!equal(envelope.opening.sdJwt, digestOfAward(award))) {
            throw new BadField('envelope', 'envelope-other');
          }
        }
        await onAward(award, token, beside);
      }}
    >
      <Field name="award" kind="file" label={say('award-file')} />
      <Field name="envelope" kind="file" label={say('envelope-file')} hint={say('envelope-hint')} />
    </Form>
  );
}

/** What of the award tells a person which one it is. */
export function titleOfAward(award: Award): string {
  const named = award.claims.find(({ name }) => /(^|\/)(name|achievement\/name|title)$/.test(name));
  return cleanText(String(named?.value ?? award.issuer), 60);
}

function One({ held, onRemove }: { held: Held; onRemove: () => Promise<void> }) {
  const { session, say } = useApp();
  const award = awardIn(held);
  const claims = claimWords(award);
  const isOwn = session.account !== undefined && equal(session.account, award.holder);
  return (
    <div class="card">
      <h3>{titleOfAward(award)}</h3>
      <Facts of={claims.map(({ name, text }) => [name, cleanText(text)])} />
      {isOwn ? (
        <>
          <More title={say('award-show')}>
            <WithKey>
              {(key) => <Show award={award} envelope={held.envelope} holder={key} />}
            </WithKey>
          </More>
          {held.envelope && (
            <More title={say('award-bind')}>
              <p>{say('award-bind-what')}</p>
              <WithKey>{(key) => <Bind text={held.envelope!} holder={key} />}</WithKey>
            </More>
          )}
        </>
      ) : (
        <Notice>
          <p>{say('award-other-key')}</p>
        </Notice>
      )}
      <Act danger action={say('award-remove')} onAct={onRemove} />
    </div>
  );
}

/** Where an award stands on the chain, as a code: what its envelope has and the award itself has not. */
function PlaceCode({ text }: { text: string }) {
  const { say } = useApp();
  const { place, opening, proof } = envelopeOf(text);
  const { issuer, sequence, index } = place;
  const { salt, vc } = opening;
  const shared = { kind: 'award', issuer, sequence, index, salt, vc, proof } as const;
  return <Shown shared={shared} label={say('award-place')} />;
}

function Show({
  award,
  envelope,
  holder,
}: {
  award: Award;
  envelope: string | undefined;
  holder: Key;
}) {
  const { session, say } = useApp();
  const [shown, setShown] = useState<string>();
  const hidable = claimWords(award).filter(({ disclosure }) => disclosure !== undefined);
  return (
    <>
      <Form
        action={say('award-sign')}
        onFill={(filled) => {
          const chosen = hidable.filter((_, i) => filled.checked(`claim${i}`));
          const asked = {
            audience: filled.required('audience'),
            nonce: filled.required('nonce'),
          };
          const disclosures = new Set(chosen.map(({ disclosure }) => disclosure!));
          const now = Math.floor(session.now() / 1000);
          setShown(present(award, disclosures, asked, now, holder));
        }}
      >
        <fieldset>
          <legend>{say('award-choose')}</legend>
          {hidable.map(({ name, text }, i) => (
            <p class="field check" key={name}>
              <input id={`claim-${i}`} type="checkbox" name={`claim${i}`} />
              <label for={`claim-${i}`}>
                {name}: {cleanText(text)}
              </label>
            </p>
          ))}
        </fieldset>
        <Field name="audience" label={say('award-audience')} hint={say('award-audience-hint')} />
        <Field name="nonce" label={say('award-nonce')} />
      </Form>
      {shown !== undefined && (
        <figure>
          {shown.length <= LONGEST_QR && <Qr text={shown} label={say('award-shown')} />}
          <figcaption>
            <a
              class="button"
              download="shown.sd-jwt"
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(shown)}`}
            >
              {say('award-download')}
            </a>
          </figcaption>
        </figure>
      )}
      {shown !== undefined && envelope !== undefined && <PlaceCode text={envelope} />}
    </>
  );
}

function Bind({ text, holder }: { text: string; holder: Key }) {
  const { say } = useApp();
  const act = useAct();
  const { place, opening, proof } = envelopeOf(text);
  return (
    <Act
      action={say('award-bind')}
      onAct={() =>
        act({
          call: 'credentials.bind',
          args: {
            issuer: place.issuer,
            sequence: place.sequence,
            index: place.index,
            opening,
            proof,
            signature: holder.sign(bindBytes(place, holder.account)),
          },
        })
      }
    />
  );
}

/** What the chain lets this account do by its awards. */
function Bound({ account }: { account: Uint8Array }) {
  const { say } = useApp();
  const act = useAct();
  const look = useChain(`bindings/${toHex(account)}`, async (view) => {
    const bindings = await view.ask('credentialsApi.bindings', account);
    const schemas = await Promise.all(
      bindings.map(({ schema }) => view.ask('credentialsApi.schema', schema)),
    );
    return bindings.map((binding, i) => ({ binding, title: schemas[i]?.title }));
  });
  return (
    <Section title={say('bindings')}>
      <Seeing of={look}>
        {(all) =>
          all.length === 0 ? (
            <p>{say('bindings-none')}</p>
          ) : (
            <>
              {all.map(({ binding, title }) => (
                <div class="card" key={binding.schema}>
                  <h3>
                    {title ? cleanText(title) : say('schema', { number: String(binding.schema) })}
                  </h3>
                  <p>{say(`standing-${binding.standing.type}`)}</p>
                  <More title={say('practice')}>
                    <Form
                      action={say('stake')}
                      onFill={(filled) =>
                        act({
                          call: 'credentials.stake',
                          args: {
                            purpose: { type: 'Practice', value: binding.schema },
                            amount: filled.amount('amount', VAKA.decimals),
                          },
                        })
                      }
                    >
                      <Field
                        name="amount"
                        kind="decimal"
                        label={say('amount-in', { currency: VAKA.name })}
                        hint={say('stake-hint')}
                      />
                    </Form>
                    {binding.stake > 0n && binding.leaving === undefined && (
                      <Act
                        action={say('unstake')}
                        onAct={() =>
                          act({
                            call: 'credentials.requestUnstake',
                            args: {
                              purpose: { type: 'Practice', value: binding.schema },
                              amount: binding.stake,
                            },
                          })
                        }
                      />
                    )}
                    {binding.leaving && (
                      <Act
                        action={say('unstake-take')}
                        onAct={() =>
                          act({
                            call: 'credentials.withdrawStake',
                            args: { purpose: { type: 'Practice', value: binding.schema } },
                          })
                        }
                      />
                    )}
                    <Act
                      danger
                      action={say('unbind')}
                      onAct={() =>
                        act({ call: 'credentials.unbind', args: { schema: binding.schema } })
                      }
                    />
                  </More>
                </div>
              ))}
            </>
          )
        }
      </Seeing>
    </Section>
  );
}
