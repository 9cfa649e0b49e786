// Judging disputes: being on the lists, and a case.

import { useEffect, useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import { jurorHash } from '../../chain/hashes.ts';
import type { CaseView } from '../../generated/chain.ts';
import { equal } from '../../scale/bytes.ts';
import { VAKA } from '../../ui/currency.ts';
import { Act, Field, Form } from '../../ui/form.tsx';
import { useMe } from '../../ui/lines.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { shortHash } from '../../ui/names.ts';
import { Facts, More, Section, Seeing } from '../../ui/parts.tsx';
import { useGenesis } from '../../ui/shared.tsx';
import { hashOfText, TextOf, useTexts } from '../../ui/text.tsx';
import { percentWords } from './words.ts';

const WHOLE = 1_000_000;

export function Judge() {
  const { say } = useApp();
  const act = useAct();
  const me = useMe();
  const member = me.value?.member?.membership.member;
  const look = useChain(`judge/${member ?? ''}`, async (view) => {
    const [panel, [cases], juror] = await Promise.all([
      view.ask('disputesApi.panel'),
      view.ask('disputesApi.cases', 0),
      member === undefined ? undefined : view.ask('disputesApi.juror', member),
    ]);
    return { panel, cases, juror };
  });
  const isArbiter = look.value?.panel.find((one) => one.member === member);
  return (
    <>
      <h1 tabIndex={-1}>{say('judge')}</h1>
      <p class="lead">{say('judge-what')}</p>
      <WithAccount>
        <Seeing of={look}>
          {({ cases, juror }) => (
            <>
              {member !== undefined && (
                <Section title={say('jury')}>
                  <p>{juror?.seat === undefined ? say('jury-not') : say('jury-on')}</p>
                  {juror?.seat === undefined ? (
                    <Act
                      action={say('jury-join')}
                      onAct={() => act({ call: 'disputes.joinJury', args: undefined })}
                    />
                  ) : (
                    <Act
                      quiet
                      action={say('jury-leave')}
                      onAct={() => act({ call: 'disputes.leaveJury', args: undefined })}
                    />
                  )}
                </Section>
              )}
              {isArbiter && (
                <Section title={say('panel')}>
                  {isArbiter.since === undefined ? (
                    <Act
                      action={say('panel-join')}
                      onAct={() => act({ call: 'disputes.joinPanel', args: undefined })}
                    />
                  ) : (
                    <Act
                      quiet
                      action={say('panel-leave')}
                      onAct={() => act({ call: 'disputes.leavePanel', args: undefined })}
                    />
                  )}
                </Section>
              )}
              <Section title={say('cases')}>
                {cases.length === 0 && <p>{say('cases-none')}</p>}
                <ul class="links">
                  {cases.map((number) => (
                    <li key={number}>
                      <a href={linkTo('market', 'judge', number)}>
                        {say('case', { number: String(number) })}
                      </a>
                    </li>
                  ))}
                </ul>
              </Section>
            </>
          )}
        </Seeing>
      </WithAccount>
    </>
  );
}

export function Case({ number }: { number: number }) {
  const { say } = useApp();
  const look = useChain(`case/${number}`, (view) => view.ask('disputesApi.case', number));
  return (
    <>
      <h1 tabIndex={-1}>{say('case', { number: String(number) })}</h1>
      <Seeing of={look}>
        {(view) => (view ? <Body number={number} view={view} /> : <p>{say('case-gone')}</p>)}
      </Seeing>
    </>
  );
}

interface Secret {
  share: number;
  salt: Uint8Array;
}

function Body({ number, view }: { number: number; view: CaseView }) {
  const { session, say, words } = useApp();
  const act = useAct();
  const me = useMe();
  const texts = useTexts();
  const genesis = useGenesis();
  const key = `juror/${number}`;
  const [secret, setSecret] = useState<Secret>();
  useEffect(() => {
    void session.store.get<Secret>(key).then(setSecret);
  }, [session, key]);
  const { account } = session;
  const member = me.value?.member?.membership.member;
  const isParty =
    account !== undefined &&
    [view.buyer, view.seller].some((party) => equal(party.account, account));
  const { stage } = view;
  const isArbiter = stage.type === 'Arbiter' && stage.value.member === member;
  const mine = view.votes.find(({ juror }) => juror === member);
  return (
    <>
      <p class="lead">{say(`case-${stage.type}`)}</p>
      {view.ruling && (
        <Facts
          of={[
            [say('ruling'), percentWords(view.ruling.toSeller, words)],
            view.ruling.damages > 0n && [say('damages'), String(view.ruling.damages)],
          ]}
        />
      )}
      <Section title={say('evidence')}>
        {view.evidence.map(({ by, hash }, i) => (
          <More
            key={i}
            title={say('evidence-by', { side: say(`side-${by}`), hash: shortHash(hash) })}
          >
            <TextOf hash={hash} />
          </More>
        ))}
      </Section>
      {view.due && (
        <Act
          action={say('case-advance')}
          onAct={() => act({ call: 'disputes.advance', args: { case: number } })}
        />
      )}
      {isParty && (
        <>
          <Form
            action={say('evidence-send')}
            onFill={async (filled) => {
              const text = filled.required('text');
              await texts.put(text);
              await act({
                call: 'disputes.submitEvidence',
                args: { case: number, hash: hashOfText(text) },
              });
            }}
          >
            <Field name="text" kind="lines" label={say('evidence-text')} />
          </Form>
          {stage.type === 'Arbiter' && (
            <Act
              action={say('recuse')}
              onAct={() => act({ call: 'disputes.recuse', args: { case: number } })}
            />
          )}
        </>
      )}
      {isArbiter && (
        <Form
          action={say('rule')}
          onFill={(filled) =>
            act({
              call: 'disputes.rule',
              args: {
                case: number,
                toSeller: (filled.integer('share', 100) * WHOLE) / 100,
                damages:
                  filled.text('damages') === '' ? 0n : filled.amount('damages', VAKA.decimals),
              },
            })
          }
        >
          <Field name="share" kind="number" label={say('split-share')} />
          <Field name="damages" kind="decimal" label={say('damages-in', { currency: VAKA.name })} />
        </Form>
      )}
      {mine && mine.commitment === undefined && genesis && member !== undefined && (
        <Form
          action={say('juror-commit')}
          onFill={async (filled) => {
            const next: Secret = {
              share: (filled.integer('share', 100) * WHOLE) / 100,
              salt: crypto.getRandomValues(new Uint8Array(32)),
            };
            // Kept first: a vote that nobody can show costs its juror the seat.
            await session.store.change<Secret>(key, () => next);
            setSecret(next);
            const hash = jurorHash(genesis, number, member, next.share, next.salt);
            await act({ call: 'disputes.commitVote', args: { case: number, hash } });
          }}
        >
          <Field name="share" kind="number" label={say('split-share')} />
        </Form>
      )}
      {mine?.commitment && mine.share === undefined && secret && member !== undefined && (
        <Act
          action={say('juror-reveal')}
          onAct={() =>
            act({ call: 'disputes.revealVote', args: { case: number, juror: member, ...secret } })
          }
        />
      )}
    </>
  );
}
