// Those who ask to join a village, to move there, or for another key, and what members do about it.

import { useAct, useApp, useChain } from '../../app/context.ts';
import type { MemberView, RequestView } from '../../generated/chain.ts';
import { equal } from '../../scale/bytes.ts';
import { Act } from '../../ui/form.tsx';
import { useClock } from '../../ui/lines.ts';
import { shortAddress } from '../../ui/names.ts';
import { Section, Seeing } from '../../ui/parts.tsx';
import { ScanFor } from '../../ui/shared.tsx';
import { More } from '../../ui/parts.tsx';
import { dayWords } from '../../words/dates.ts';

/** So many neighbours must vouch. */
export const VOUCHES = 3;

export function Requests({ member }: { member: MemberView }) {
  const { say } = useApp();
  const act = useAct();
  const { community } = member.membership;
  const look = useChain(`requests/${community}`, (view) =>
    view.ask('communitiesApi.requests', community, 0),
  );
  return (
    <Section title={say('requests')}>
      <Seeing of={look}>
        {(requests) =>
          requests.length === 0 ? (
            <p>{say('requests-none')}</p>
          ) : (
            <ul class="cards">
              {requests.map((request) => (
                <li key={request.id}>
                  <One view={request} member={member} />
                </li>
              ))}
            </ul>
          )
        }
      </Seeing>
      <More title={say('vouch-scan')}>
        <ScanFor
          kind="request"
          label={say('vouch-scan')}
          onShared={({ request }) => act({ call: 'communities.vouch', args: { request } })}
        />
      </More>
    </Section>
  );
}

function One({ view, member }: { view: RequestView; member: MemberView }) {
  const { session, say, words } = useApp();
  const act = useAct();
  const clock = useClock();
  const { id, request, validVouches } = view;
  const me = member.membership.member;
  const hasVouched = request.vouches.some((vouch) => vouch.member === me);
  const isMine = session.account !== undefined && equal(session.account, request.account);
  const day = (slot: number) => {
    const time = clock.at(slot);
    return time === undefined ? '–' : dayWords(words, time);
  };
  const now = clock.value?.now ?? 0;
  const kind =
    request.kind.type === 'Join'
      ? say('request-Join')
      : say(`request-${request.kind.type}`, { member: String(request.kind.value) });
  const isRipe = request.stage.type === 'Waiting' && now >= request.stage.value.ripe;
  const isReplacement = request.kind.type === 'Replace';
  // A clerk's part is another one, and nobody vouches for themselves.
  const isOffice = member.isClerk || request.clerk === me;
  const isMe = isMine || (request.kind.type === 'Replace' && request.kind.value === me);
  const mayVouch = request.stage.type === 'Open' && !hasVouched && !isMe && !isOffice;
  const args = { request: id };
  return (
    <>
      <strong>
        {say('request', { number: String(id) })}: {kind}
      </strong>
      <p>
        <code>{shortAddress(request.account)}</code>
      </p>
      <p>
        {say('request-vouches', { vouches: validVouches, needed: VOUCHES })}{' '}
        {request.clerk !== undefined &&
          say(isReplacement ? 'request-clerk-Replace' : 'request-clerk', {
            clerk: String(request.clerk),
          })}{' '}
        {request.stage.type === 'Waiting' &&
          say('request-waiting', { ripe: day(request.stage.value.ripe) })}
        {request.stage.type === 'Appealed' && say('request-appealed')}
        {request.stage.type === 'Open' && say('request-until', { until: day(request.until) })}
      </p>
      {mayVouch && (
        <>
          <p class="hint">{say('vouch-hint')}</p>
          <Act action={say('vouch')} onAct={() => act({ call: 'communities.vouch', args })} />
        </>
      )}
      {hasVouched && request.stage.type !== 'Appealed' && (
        <Act
          quiet
          action={say('vouch-withdraw')}
          onAct={() => act({ call: 'communities.withdrawVouch', args })}
        />
      )}
      {request.stage.type === 'Open' && member.isClerk && request.clerk === undefined && (
        <Act action={say('admit')} onAct={() => act({ call: 'communities.admit', args })} />
      )}
      {request.stage.type === 'Waiting' && !isReplacement && !isMine && (
        <Act
          danger
          action={say('challenge')}
          onAct={() => act({ call: 'communities.challengeAdmission', args })}
        />
      )}
      {isRipe && (
        <Act
          action={say('confirm-request')}
          onAct={() =>
            act(
              isReplacement
                ? { call: 'communities.confirmReplacement', args }
                : { call: 'communities.confirmAdmission', args },
            )
          }
        />
      )}
      {(isMine || request.sponsor === me) && request.stage.type === 'Open' && (
        <Act
          quiet
          action={say('request-withdraw')}
          onAct={() => act({ call: 'communities.withdrawRequest', args })}
        />
      )}
    </>
  );
}
