// One petition: what it asks for, how far it is, and what a member can do about it.

import { useAct, useApp, useChain, useLook } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type {
  Ballot,
  Eligibility,
  MemberView,
  PetitionView,
  PollView,
  Vote,
} from '../../generated/chain.ts';
import { seenOf } from '../../hub/client.ts';
import { ForeignCall } from '../../ui/call.tsx';
import { Act } from '../../ui/form.tsx';
import { type Me, useClock, useMe } from '../../ui/lines.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { cleanText, shortHash, trackWords } from '../../ui/names.ts';
import { Facts, More, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { timeWords } from '../../words/dates.ts';
import { stageWords } from './stage.ts';
import { TextOf } from '../../ui/text.tsx';

const VOTES: readonly Vote[] = ['Aye', 'Nay', 'Abstain'];

interface Shown {
  petition: PetitionView;
  poll: PollView | undefined;
  endorsed: boolean;
  ballot: Ballot | undefined;
  eligible: Eligibility | undefined;
  /** Members whom this one helps, who may be voted for. */
  helps: readonly number[];
}

/** The referendum of a petition, from the vote on. */
function referendumOf({ stage }: PetitionView): number | undefined {
  return 'value' in stage && 'referendum' in stage.value ? stage.value.referendum : undefined;
}

export function Petition({ number }: { number: number }) {
  const { say, session } = useApp();
  const me = useMe();
  const member = me.value?.member?.membership.member;
  const look = useChain<Shown | undefined>(`petition/${number}/${member ?? ''}`, async (view) => {
    const petition = await view.ask('petitionsApi.petition', number);
    if (!petition) return undefined;
    const referendum = referendumOf(petition);
    const isVoting = petition.stage.type === 'Voting' && referendum !== undefined;
    const [poll, endorsed, ballot, eligible, help] = await Promise.all([
      isVoting ? view.ask('votingApi.poll', referendum) : undefined,
      member === undefined ? false : view.ask('petitionsApi.endorsed', number, member),
      isVoting && member !== undefined
        ? view.ask('votingApi.ballot', referendum, member)
        : undefined,
      isVoting && session.account
        ? view.ask('votingApi.eligible', referendum, session.account)
        : undefined,
      member === undefined ? undefined : view.ask('communitiesApi.help', member),
    ]);
    return { petition, poll, endorsed, ballot, eligible, helps: help?.helps ?? [] };
  });
  return (
    <>
      <h1 tabIndex={-1}>
        {look.value
          ? cleanText(look.value.petition.title)
          : say('petition', { number: String(number) })}
      </h1>
      <Seeing of={look}>
        {(shown) =>
          shown ? <Body number={number} shown={shown} me={me.value} /> : <Gone number={number} />
        }
      </Seeing>
      <Course number={number} />
    </>
  );
}

function Body({ number, shown, me }: { number: number; shown: Shown; me: Me | undefined }) {
  const { say, words } = useApp();
  const clock = useClock();
  const { petition, poll } = shown;
  return (
    <>
      <p class="lead">{stageWords(petition, words, (slot) => clock.at(slot))}</p>
      <Section title={say('petition-what')}>
        {petition.call ? (
          <ForeignCall bytes={petition.call.bytes} />
        ) : (
          <p>{say('petition-call-gone', { hash: shortHash(petition.callHash) })}</p>
        )}
        <p class="hint">{say('petition-who', { track: trackWords(petition.track, say) })}</p>
      </Section>
      <Section title={say('petition-why')}>
        <TextOf hash={petition.text} />
      </Section>
      {poll && <Poll poll={poll} shown={shown} member={me?.member} />}
      {!poll && <Endorsing number={number} shown={shown} member={me?.member} />}
      <Receipt number={number} petition={petition} />
    </>
  );
}

function Endorsing({
  number,
  shown,
  member,
}: {
  number: number;
  shown: Shown;
  member: MemberView | undefined;
}) {
  const { say } = useApp();
  const act = useAct();
  const { petition, endorsed, helps } = shown;
  const { type } = petition.stage;
  if (type !== 'Open' && type !== 'Waiting') return null;
  return (
    <Section title={say('endorsements')}>
      <progress
        max={petition.threshold}
        value={petition.endorsements}
        aria-label={say('endorsements')}
      />
      <p>
        {say('endorsements-of', {
          endorsements: petition.endorsements,
          threshold: petition.threshold,
        })}
      </p>
      <WithAccount>
        {!member && <p>{say('only-members')}</p>}
        {member && !endorsed && (
          <Act
            action={say('endorse')}
            onAct={() => act({ call: 'petitions.endorse', args: { petition: number } })}
          />
        )}
        {member && endorsed && (
          <>
            <p>{say('endorsed')}</p>
            {type === 'Open' && (
              <Act
                quiet
                action={say('endorse-withdraw')}
                onAct={() => act({ call: 'petitions.withdraw', args: { petition: number } })}
              />
            )}
          </>
        )}
        {helps.map((helped) => (
          <Act
            key={helped}
            action={say('endorse-for', { member: String(helped) })}
            onAct={() =>
              act({ call: 'petitions.endorseFor', args: { member: helped, petition: number } })
            }
          />
        ))}
        {member && petition.endorsements >= petition.threshold && (
          <Act
            action={say('petition-submit')}
            onAct={() => act({ call: 'petitions.submit', args: { petition: number } })}
          />
        )}
      </WithAccount>
    </Section>
  );
}

function Poll({
  poll,
  shown,
  member,
}: {
  poll: PollView;
  shown: Shown;
  member: MemberView | undefined;
}) {
  const { say } = useApp();
  const act = useAct();
  const referendum = referendumOf(shown.petition)!;
  const { ballot, eligible, helps } = shown;
  const silent = poll.electorate - poll.ayes - poll.nays - poll.abstentions;
  return (
    <Section title={say('poll')}>
      <Facts
        of={[
          [say('vote-Aye'), String(poll.ayes)],
          [say('vote-Nay'), String(poll.nays)],
          [say('vote-Abstain'), String(poll.abstentions)],
          [say('poll-silent'), String(Math.max(0, silent))],
          [say('poll-needed'), String(poll.ayesNeeded)],
        ]}
      />
      <WithAccount>
        {ballot && (
          <Notice kind="good">
            <p>
              {say('poll-mine', { vote: say(`vote-${ballot.vote}`) })}{' '}
              {ballot.by !== undefined && say('poll-by-delegate', { member: String(ballot.by) })}
              {ballot.helper !== undefined &&
                say('poll-by-helper', { member: String(ballot.helper) })}
            </p>
          </Notice>
        )}
        {eligible?.refusal && <p>{say(`refusal-${eligible.refusal}`)}</p>}
        {!member && <p>{say('only-members')}</p>}
        {member && !eligible?.refusal && (
          <div class="choices">
            {VOTES.map((vote) => (
              <Act
                key={vote}
                action={say(`vote-cast-${vote}`)}
                onAct={() => act({ call: 'voting.vote', args: { poll: referendum, vote } })}
              />
            ))}
          </div>
        )}
        {ballot && member && (
          <Act
            quiet
            action={say('vote-retract')}
            onAct={() => act({ call: 'voting.retract', args: { poll: referendum } })}
          />
        )}
        {helps.map((helped) => (
          <More key={helped} title={say('vote-for', { member: String(helped) })}>
            <p>{say('vote-for-what')}</p>
            <div class="choices">
              {VOTES.map((vote) => (
                <Act
                  key={vote}
                  action={say(`vote-cast-${vote}`)}
                  onAct={() =>
                    act({
                      call: 'voting.voteFor',
                      args: { member: helped, poll: referendum, vote },
                    })
                  }
                />
              ))}
            </div>
            <Act
              quiet
              action={say('vote-retract')}
              onAct={() =>
                act({ call: 'voting.retractFor', args: { member: helped, poll: referendum } })
              }
            />
          </More>
        ))}
        <p>
          <a href={linkTo('decide', 'delegates')}>{say('delegates-link')}</a>
        </p>
      </WithAccount>
    </Section>
  );
}

/** What became of it. */
function Receipt({ number, petition }: { number: number; petition: PetitionView }) {
  const { say } = useApp();
  const act = useAct();
  const clock = useClock();
  const { stage, payments, weight } = petition;
  const mayRetry =
    stage.type === 'Failed' &&
    clock.value !== undefined &&
    clock.value.now >= stage.value.retryFrom;
  if (payments.length === 0 && stage.type !== 'Failed') return null;
  return (
    <Section title={say('receipt')}>
      {payments.map(({ payment, state }) => (
        <p key={payment.value}>
          {say('payment', { number: String(payment.value), state: say(`payment-${state.type}`) })}
        </p>
      ))}
      {stage.type === 'Failed' && stage.value.failure.type === 'Call' && (
        <p>
          <code>
            {JSON.stringify(stage.value.failure.value, (_, value) =>
              value instanceof Uint8Array
                ? Array.from(value)
                : typeof value === 'bigint'
                  ? String(value)
                  : value,
            )}
          </code>
        </p>
      )}
      {mayRetry && (
        <WithAccount>
          <Act
            action={say('petition-retry')}
            onAct={() => act({ call: 'petitions.retry', args: { petition: number, weight } })}
          />
        </WithAccount>
      )}
    </Section>
  );
}

/** What the hub remembers of a petition, also when the chain has forgotten it. */
function Course({ number }: { number: number }) {
  const { say, words } = useApp();
  const look = useLook(`course/${number}`, async (session) => {
    const { asOf, result } = await session.hub.ask('/petitions/{petition}', {
      path: { petition: number },
    });
    const value = [...result.course, ...result.vote]
      .map(({ time, kind }) => ({ time, kind }))
      .sort((a, b) => b.time - a.time);
    return { value, seen: seenOf(asOf, session.now()) };
  });
  return (
    <More title={say('course')}>
      <Seeing of={look}>
        {(steps) => (
          <ol class="course">
            {steps.map(({ time, kind }, i) => (
              <li key={i}>
                <time>{timeWords(words, time)}</time>{' '}
                {words.has(`step-${kind}`) ? say(`step-${kind}`) : cleanText(kind, 40)}
              </li>
            ))}
          </ol>
        )}
      </Seeing>
    </More>
  );
}

function Gone({ number }: { number: number }) {
  const { say } = useApp();
  return <p>{say('petition-gone', { number: String(number) })}</p>;
}
