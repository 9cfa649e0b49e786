// Decide: what the people are asked, and how a member answers.

import { useApp, useChain, useLook } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type { PetitionView } from '../../generated/chain.ts';
import { seenOf } from '../../hub/client.ts';
import { useClock, useMe } from '../../ui/lines.ts';
import { cleanText, trackWords } from '../../ui/names.ts';
import { More, Section, Seeing } from '../../ui/parts.tsx';
import { groupOf, stageWords } from './stage.ts';

/** A question brings so many petitions, and so many questions are asked at most. */
const PAGE = 256;
const MOST_PAGES = 8;

export function Decide() {
  const { say } = useApp();
  const look = useChain('petitions', async (view) => {
    const all: PetitionView[] = [];
    for (let from = 0, pages = 0; pages < MOST_PAGES; pages += 1) {
      const some = await view.ask('petitionsApi.petitions', undefined, from);
      all.push(...some);
      const last = some.at(-1);
      if (!last || some.length < PAGE) break;
      from = last.id + 1;
    }
    // The text of a call is not needed in a list.
    return all.map((one) => ({ ...one, call: undefined })).reverse();
  });
  const groups = [
    ['vote', say('decide-vote')],
    ['endorse', say('decide-endorse')],
    ['over', say('decide-over')],
  ] as const;
  return (
    <>
      <h1 tabIndex={-1}>{say('view-decide')}</h1>
      <p>
        <a class="button" href={linkTo('decide', 'open')}>
          {say('petition-open')}
        </a>
      </p>
      <Seeing of={look}>
        {(petitions) =>
          petitions.length === 0 ? (
            <p>{say('decide-none')}</p>
          ) : (
            groups.map(([group, title]) => {
              const some = petitions.filter((one) => groupOf(one) === group);
              return (
                some.length > 0 && (
                  <Section key={group} title={title}>
                    <List petitions={some} />
                  </Section>
                )
              );
            })
          )
        }
      </Seeing>
      <p>
        <a href={linkTo('decide', 'delegates')}>{say('delegates-link')}</a>
      </p>
      <MyVotes />
    </>
  );
}

function List({ petitions }: { petitions: readonly PetitionView[] }) {
  const { say, words } = useApp();
  const clock = useClock();
  return (
    <ul class="cards">
      {petitions.map((petition) => (
        <li key={petition.id}>
          <a href={linkTo('decide', petition.id)}>{cleanText(petition.title)}</a>
          <p class="hint">{trackWords(petition.track, say)}</p>
          <p>{stageWords(petition, words, (slot) => clock.at(slot))}</p>
        </li>
      ))}
    </ul>
  );
}

/** A member's votes, as the hub remembers them; they are public. */
function MyVotes() {
  const { say } = useApp();
  const me = useMe();
  const member = me.value?.member?.membership.member;
  const look = useLook(member === undefined ? undefined : `votes/${member}`, async (session) => {
    const { asOf, result } = await session.hub.ask('/members/{member}/votes', {
      path: { member: member! },
      query: { limit: 50 },
    });
    return { value: result, seen: seenOf(asOf, session.now()) };
  });
  if (member === undefined) return null;
  return (
    <More title={say('my-votes')}>
      <Seeing of={look}>
        {(votes) =>
          votes.length === 0 ? (
            <p>{say('my-votes-none')}</p>
          ) : (
            <ul>
              {votes.map(({ referendum, vote }) => (
                <li key={referendum}>
                  {say('my-vote', {
                    referendum: String(referendum),
                    vote: vote === null ? say('vote-taken-back') : say(`vote-${vote}`),
                  })}
                </li>
              ))}
            </ul>
          )
        }
      </Seeing>
    </More>
  );
}
