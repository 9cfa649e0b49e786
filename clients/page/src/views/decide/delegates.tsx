// Letting another member vote in one's place, on one track.

import { useAct, useApp, useChain } from '../../app/context.ts';
import type { DelegationView, Track } from '../../generated/chain.ts';
import { Act, Choice, Field, Form } from '../../ui/form.tsx';
import { useMe } from '../../ui/lines.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { trackWords } from '../../ui/names.ts';
import { Section, Seeing } from '../../ui/parts.tsx';

const NATIONAL: readonly Track[] = (
  ['Constitution', 'Validators', 'Appeals', 'Treasury', 'Parameters'] as const
).map((type) => ({ type }));

export function Delegates() {
  const { say } = useApp();
  const act = useAct();
  const me = useMe();
  const membership = me.value?.member?.membership;
  const tracks: Track[] = membership
    ? [...NATIONAL, { type: 'Village', value: membership.community }]
    : [];
  const look = useChain(membership && `delegates/${membership.member}`, async (view) => {
    const all = await Promise.all(
      tracks.map((track) => view.ask('votingApi.delegation', track, membership!.member)),
    );
    return tracks.map((track, i) => ({ track, delegation: all[i] }));
  });
  return (
    <>
      <h1 tabIndex={-1}>{say('delegates')}</h1>
      <p class="lead">{say('delegates-what')}</p>
      <WithAccount>
        {!membership && <Seeing of={me}>{() => <p>{say('only-members')}</p>}</Seeing>}
        {membership && (
          <>
            <Form
              action={say('delegate')}
              onFill={(filled) =>
                act({
                  call: 'voting.delegate',
                  args: {
                    track: tracks[Number(filled.text('track'))]!,
                    to: filled.integer('to'),
                  },
                })
              }
            >
              <Choice
                name="track"
                label={say('track')}
                options={tracks.map((track, i) => [String(i), trackWords(track, say)])}
              />
              <Field name="to" kind="number" label={say('member-number')} />
            </Form>
            <Seeing of={look}>
              {(all) =>
                all.map(({ track, delegation }) => (
                  <One key={trackWords(track, say)} track={track} delegation={delegation} />
                ))
              }
            </Seeing>
          </>
        )}
      </WithAccount>
    </>
  );
}

function One({ track, delegation }: { track: Track; delegation: DelegationView | undefined }) {
  const { say } = useApp();
  const act = useAct();
  if (!delegation || (delegation.to === undefined && delegation.delegators.length === 0)) {
    return null;
  }
  return (
    <Section title={trackWords(track, say)}>
      {delegation.to !== undefined && (
        <>
          <p>{say('delegated-to', { member: String(delegation.to) })}</p>
          <Act
            quiet
            action={say('undelegate')}
            onAct={() => act({ call: 'voting.undelegate', args: { track } })}
          />
        </>
      )}
      {delegation.delegators.length > 0 && (
        <>
          <p>{say('delegators', { people: delegation.people })}</p>
          {delegation.delegators.map((member) => (
            <Act
              key={member}
              quiet
              action={say('end-delegation', { member: String(member) })}
              onAct={() => act({ call: 'voting.endDelegation', args: { track, member } })}
            />
          ))}
        </>
      )}
    </Section>
  );
}
