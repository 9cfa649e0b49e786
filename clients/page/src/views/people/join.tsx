// Joining a village: the newcomer signs that they want it, and shows that to a neighbour, who brings it
// to the chain.

import { useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import type { Shared } from '../../share/code.ts';
import { Act, Choice, Form } from '../../ui/form.tsx';
import { ConsentCode } from '../../ui/consent.tsx';
import { useClock, useMe } from '../../ui/lines.ts';
import { WithAccount, WithKey } from '../../ui/locked.tsx';
import { cleanText, shortAddress } from '../../ui/names.ts';
import { Facts, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { ScanFor, Shown } from '../../ui/shared.tsx';
import { toHex } from '../../scale/bytes.ts';
import { dayWords } from '../../words/dates.ts';
import { VOUCHES } from './requests.tsx';

/** So many villages are looked at for their names. */
const MOST_VILLAGES = 64;

function useVillages() {
  return useChain('village-names', async (view) => {
    const { communities } = await view.ask('communitiesApi.nation');
    const numbers = Array.from({ length: Math.min(communities, MOST_VILLAGES) }, (_, i) => i);
    const all = await Promise.all(numbers.map((one) => view.ask('communitiesApi.community', one)));
    return numbers.flatMap((number) => {
      const found = all[number];
      return found ? [{ number, name: cleanText(found.name, 40) }] : [];
    });
  });
}

export function Join() {
  const { session, say } = useApp();
  const act = useAct();
  const me = useMe();
  const villages = useVillages();
  const [village, setVillage] = useState<number>();
  const { account } = session;
  const mine = useChain(account && `request-of/${toHex(account)}`, (view) =>
    view.ask('communitiesApi.requestOf', account!),
  );
  const isMember = me.value?.member !== undefined;
  return (
    <>
      <h1 tabIndex={-1}>{isMember ? say('move') : say('join')}</h1>
      <p class="lead">{isMember ? say('move-what') : say('join-what', { vouches: VOUCHES })}</p>
      <WithAccount>
        {mine.value && (
          <Notice kind="good">
            <p>
              {say('join-pending', {
                number: String(mine.value.id),
                vouches: mine.value.validVouches,
                needed: VOUCHES,
              })}
            </p>
            <Shown
              shared={{ kind: 'request', request: mine.value.id }}
              label={say('join-show-request')}
            />
          </Notice>
        )}
        <Seeing of={villages}>
          {(all) => (
            <Form
              action={say('join-choose')}
              onFill={(filled) => setVillage(Number(filled.text('village')))}
            >
              <Choice
                name="village"
                label={say('village-which')}
                options={all.map(({ number, name }) => [String(number), name])}
              />
            </Form>
          )}
        </Seeing>
        {village !== undefined && isMember && (
          <Act
            action={say('move-surely', { village: String(village) })}
            onAct={() => act({ call: 'communities.moveCommunity', args: { to: village } })}
          />
        )}
        {village !== undefined && !isMember && (
          <Section title={say('consent')}>
            <p>{say('consent-what')}</p>
            <WithKey>
              {(key) => (
                <ConsentCode
                  key={village}
                  account={key}
                  to={{ type: 'Join', community: village }}
                  label={say('consent-show')}
                />
              )}
            </WithKey>
          </Section>
        )}
      </WithAccount>
    </>
  );
}

/** A member brings somebody's consent to the chain. */
export function Bring() {
  const { say, words } = useApp();
  const act = useAct();
  const clock = useClock();
  const [shared, setShared] = useState<Shared & { kind: 'consent' }>();
  const isOver = shared && clock.value && clock.value.now >= shared.consent.until;
  const until = shared && clock.at(shared.consent.until);
  return (
    <>
      <h1 tabIndex={-1}>{say('bring')}</h1>
      <p class="lead">{say('bring-what')}</p>
      <WithAccount>
        <ScanFor kind="consent" label={say('bring-scan')} onShared={setShared} />
        {shared && (
          <Section title={say('bring-found')}>
            <Facts
              of={[
                [
                  say('bring-wants'),
                  shared.to.type === 'Join'
                    ? say('bring-join', { village: String(shared.to.community) })
                    : say('bring-replace', { member: String(shared.to.member) }),
                ],
                [say('address'), <code>{shortAddress(shared.consent.account)}</code>],
                [say('bring-until'), until === undefined ? '–' : dayWords(words, until)],
              ]}
            />
            {isOver ? (
              <Notice kind="bad">
                <p role="alert">{say('consent-over')}</p>
              </Notice>
            ) : (
              <Act
                action={say('bring-send')}
                onAct={() => {
                  const { to, consent } = shared;
                  return act(
                    to.type === 'Join'
                      ? {
                          call: 'communities.requestMembership',
                          args: { community: to.community, consent },
                        }
                      : {
                          call: 'communities.replaceAccount',
                          args: { member: to.member, consent },
                        },
                  );
                }}
              />
            )}
            {shared.to.type === 'Replace' && <p class="hint">{say('bring-replace-hint')}</p>}
          </Section>
        )}
      </WithAccount>
    </>
  );
}
