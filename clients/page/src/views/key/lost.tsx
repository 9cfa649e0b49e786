// "I lost my phone": a new key takes the place of the old one, by the word of a clerk and of neighbours.

import { useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import { ConsentCode } from '../../ui/consent.tsx';
import { Field, Form } from '../../ui/form.tsx';
import { WithKey } from '../../ui/locked.tsx';
import { Section } from '../../ui/parts.tsx';

export function Lost() {
  const { session, say } = useApp();
  const [member, setMember] = useState<number>();
  return (
    <>
      <h1 tabIndex={-1}>{say('lost-phone')}</h1>
      <p class="lead">{say('lost-words')}</p>
      <p>
        <a class="button" href={linkTo('key', 'words')}>
          {say('welcome-words')}
        </a>
      </p>
      <Section title={say('lost-no-words')}>
        <ol>
          <li>{say('lost-step-key')}</li>
          <li>{say('lost-step-clerk')}</li>
          <li>{say('lost-step-vouch')}</li>
          <li>{say('lost-step-wait')}</li>
        </ol>
        {session.account ? (
          <>
            <Form
              action={say('lost-member')}
              onFill={(filled) => setMember(filled.integer('member'))}
            >
              <Field
                name="member"
                kind="number"
                label={say('member-number-old')}
                hint={say('member-number-old-hint')}
              />
            </Form>
            {member !== undefined && (
              <WithKey>
                {(key) => (
                  <ConsentCode
                    key={member}
                    account={key}
                    to={{ type: 'Replace', member }}
                    label={say('lost-show')}
                  />
                )}
              </WithKey>
            )}
          </>
        ) : (
          <p>
            <a class="button" href={linkTo('key')}>
              {say('key-make')}
            </a>
          </p>
        )}
      </Section>
      <p class="hint">{say('lost-thief')}</p>
    </>
  );
}
