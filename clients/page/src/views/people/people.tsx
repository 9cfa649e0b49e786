// People: one's own membership, and those who ask to join.

import { useAct, useApp, useChain } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type { MemberView } from '../../generated/chain.ts';
import { Act } from '../../ui/form.tsx';
import { type Me, useClock, useMe } from '../../ui/lines.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { useVillage } from '../../ui/names.ts';
import { Facts, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { dayWords } from '../../words/dates.ts';
import { Helping } from './helping.tsx';
import { Requests } from './requests.tsx';

/** A member makes so many calls a day without a fee. */
const FREE_CALLS = 20;

/** From so many days before they would be dormant a member is reminded. */
const REMIND_DAYS = 120;

export function People() {
  const { say } = useApp();
  const me = useMe();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-people')}</h1>
      <WithAccount>
        <Seeing of={me}>{(seen) => <Mine me={seen} />}</Seeing>
      </WithAccount>
      <Section title={say('people-more')}>
        <ul class="links">
          <li>
            <a href={linkTo('people', 'bring')}>{say('bring')}</a>
          </li>
          <li>
            <a href={linkTo('key', 'lost')}>{say('lost-phone')}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

function Mine({ me }: { me: Me }) {
  const { say } = useApp();
  const { member } = me;
  if (!member) {
    return (
      <Notice>
        <p>{say('no-member')}</p>
        <p>
          <a class="button" href={linkTo('people', 'join')}>
            {say('join')}
          </a>
        </p>
      </Notice>
    );
  }
  return (
    <>
      <Membership member={member} freeCalls={me.freeCalls} />
      <Requests member={member} />
      <Helping member={member} />
      <Rest />
    </>
  );
}

function Membership({ member, freeCalls }: { member: MemberView; freeCalls: number }) {
  const { say, words } = useApp();
  const act = useAct();
  const clock = useClock();
  const { membership } = member;
  const village = useVillage(membership.community);
  const sleepsAt = clock.at(member.dormantFrom);
  const now = clock.value?.now;
  const left =
    now !== undefined && clock.value ? (member.dormantFrom - now) / clock.value.day : undefined;
  return (
    <Section title={say('membership')}>
      <Facts
        of={[
          [say('member-number'), String(membership.member)],
          [say('village-of'), village],
          [say('free-calls'), say('free-calls-of', { left: freeCalls, all: FREE_CALLS })],
          member.isClerk && [say('office'), say('clerk')],
        ]}
      />
      {membership.suspended && <Notice kind="bad">{say('suspended')}</Notice>}
      {membership.frozen && <Notice kind="bad">{say('frozen')}</Notice>}
      {membership.dormancy && (
        <Notice kind="bad">
          <p>{say('dormant')}</p>
          <Act
            action={say('here')}
            onAct={() => act({ call: 'communities.here', args: undefined })}
          />
        </Notice>
      )}
      {!membership.dormancy && left !== undefined && left < REMIND_DAYS && (
        <Notice>
          <p>
            {say('dormant-soon', {
              at: sleepsAt === undefined ? '–' : dayWords(words, sleepsAt),
            })}
          </p>
          <Act
            action={say('here')}
            onAct={() => act({ call: 'communities.here', args: undefined })}
          />
        </Notice>
      )}
      {member.replacement !== undefined && (
        <Notice kind="bad">
          <p role="alert">{say('replaced-soon')}</p>
          <Act
            danger
            action={say('replaced-object')}
            onAct={() =>
              act({
                call: 'communities.objectToReplacement',
                args: { request: member.replacement! },
              })
            }
          />
        </Notice>
      )}
    </Section>
  );
}

/** What is seldom done. */
function Rest() {
  const { say } = useApp();
  const villages = useChain('villages', async (view) => {
    const { communities } = await view.ask('communitiesApi.nation');
    return communities;
  });
  return (
    <Section title={say('membership-rest')}>
      <ul class="links">
        <li>
          <a href={linkTo('people', 'join')}>{say('move')}</a>
        </li>
        <li>
          <a href={linkTo('people', 'leave')}>{say('leave')}</a>
        </li>
      </ul>
      {villages.value !== undefined && (
        <p class="hint">{say('villages-count', { count: villages.value })}</p>
      )}
    </Section>
  );
}

export function Leave() {
  const { say } = useApp();
  const act = useAct();
  return (
    <>
      <h1 tabIndex={-1}>{say('leave')}</h1>
      <p class="lead">{say('leave-what')}</p>
      <WithAccount>
        <Act
          danger
          action={say('leave-surely')}
          onAct={() => act({ call: 'communities.leave', args: undefined })}
        />
      </WithAccount>
    </>
  );
}
