// Helpers: who votes for somebody without a phone.

import { useAct, useApp, useChain } from '../../app/context.ts';
import type { MemberView } from '../../generated/chain.ts';
import { Act, Field, Form } from '../../ui/form.tsx';
import { useClock } from '../../ui/lines.ts';
import { More, Section, Seeing } from '../../ui/parts.tsx';
import { ScanFor, Shown } from '../../ui/shared.tsx';
import { dayWords } from '../../words/dates.ts';

export function Helping({ member }: { member: MemberView }) {
  const { say, words } = useApp();
  const act = useAct();
  const clock = useClock();
  const me = member.membership.member;
  const look = useChain(`help/${me}`, (view) => view.ask('communitiesApi.help', me));
  const name = (helper: number) => act({ call: 'communities.setHelper', args: { helper } });
  return (
    <Section title={say('helper')}>
      <p>{say('helper-what')}</p>
      <Seeing of={look}>
        {(help) => {
          if (!help) return <p>{say('only-members')}</p>;
          const until = help.until === undefined ? undefined : clock.at(help.until);
          return (
            <>
              {help.helper && (
                <>
                  <p>
                    {say(help.helper.accepted ? 'helper-is' : 'helper-asked', {
                      member: String(help.helper.helper),
                      until: until === undefined ? '–' : dayWords(words, until),
                    })}
                  </p>
                  <Act
                    quiet
                    action={say('helper-end')}
                    onAct={() =>
                      act({ call: 'communities.setHelper', args: { helper: undefined } })
                    }
                  />
                </>
              )}
              {help.askedBy.map((asker) => (
                <Act
                  key={asker}
                  action={say('helper-accept', { member: String(asker) })}
                  onAct={() => act({ call: 'communities.acceptHelping', args: { member: asker } })}
                />
              ))}
              {help.helps.map((helped) => (
                <div key={helped}>
                  <p>{say('helper-helps', { member: String(helped) })}</p>
                  <Act
                    quiet
                    action={say('helper-resign', { member: String(helped) })}
                    onAct={() =>
                      act({ call: 'communities.resignHelping', args: { member: helped } })
                    }
                  />
                </div>
              ))}
            </>
          );
        }}
      </Seeing>
      <More title={say('helper-name')}>
        <Form action={say('helper-name')} onFill={(filled) => name(filled.integer('helper'))}>
          <Field name="helper" kind="number" label={say('member-number')} />
        </Form>
        <ScanFor
          kind="member"
          label={say('helper-scan')}
          onShared={({ member: helper }) => name(helper)}
        />
      </More>
      <More title={say('my-code')}>
        <Shown
          shared={{ kind: 'member', member: me }}
          label={say('my-code-what', { member: String(me) })}
        />
      </More>
    </Section>
  );
}
