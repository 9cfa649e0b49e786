// Designs: those who made what things are made after get a share.

import { useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import { hash256 } from '../../chain/hashes.ts';
import { BadAddress, accountOf } from '../../chain/address.ts';
import type { DesignView, Earnings } from '../../generated/chain.ts';
import { equal, toHex } from '../../scale/bytes.ts';
import { useCurrency, useMoney } from '../../ui/currency.ts';
import { Act, BadField, Field, Form } from '../../ui/form.tsx';
import { WithAccount } from '../../ui/locked.tsx';
import { shortAddress, shortHash } from '../../ui/names.ts';
import { Facts, Section, Seeing } from '../../ui/parts.tsx';
import { percentWords } from './words.ts';

const MOST_PAYEES = 10;
const MILLIONTHS = 10_000;

/** A payee a line: an address, and a share in percent. */
function payeesOf(text: string): [Uint8Array, number][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > MOST_PAYEES) throw new BadField('payees', 'bad-payees', { most: MOST_PAYEES });
  return lines.map((line) => {
    const [address = '', share = ''] = line.trim().split(/\s+/);
    if (!/^\d{1,3}(\.\d{1,4})?$/.test(share) || Number(share) > 100) {
      throw new BadField('payees', 'bad-payee', { line: line.trim().slice(0, 20) });
    }
    try {
      return [accountOf(address), Math.round(Number(share) * MILLIONTHS)];
    } catch (error) {
      if (error instanceof BadAddress) {
        throw new BadField('payees', 'bad-payee', { line: line.trim().slice(0, 20) });
      }
      throw error;
    }
  });
}

export function Designs() {
  const { session, say } = useApp();
  const act = useAct();
  const [number, setNumber] = useState<number>();
  const made = session.intentions.flatMap(({ is }) =>
    is.state === 'done'
      ? is.events.flatMap((event) =>
          event.event === 'marketplace.DesignRegistered' ? [event.data.design] : [],
        )
      : [],
  );
  return (
    <>
      <h1 tabIndex={-1}>{say('designs')}</h1>
      <p class="lead">{say('designs-what')}</p>
      <WithAccount>
        <Section title={say('design-register')}>
          <Form
            action={say('design-register')}
            onFill={async (filled) => {
              const file = filled.file('file');
              if (!file) throw new BadField('file', 'bad-empty');
              const content = hash256(new Uint8Array(await file.arrayBuffer()));
              await act({
                call: 'marketplace.registerDesign',
                args: { content, payees: payeesOf(filled.text('payees')), parents: [] },
              });
            }}
          >
            <Field
              name="file"
              kind="file"
              label={say('design-file')}
              hint={say('design-file-hint')}
            />
            <Field
              name="payees"
              kind="lines"
              label={say('design-payees')}
              hint={say('design-payees-hint')}
            />
          </Form>
        </Section>
        <Section title={say('design-see')}>
          {made.map((one) => (
            <button key={one} type="button" class="quiet" onClick={() => setNumber(one)}>
              {say('design-number-is', { number: String(one) })}
            </button>
          ))}
          <Form action={say('design-see')} onFill={(filled) => setNumber(filled.integer('design'))}>
            <Field name="design" kind="number" label={say('design-number')} />
          </Form>
          {number !== undefined && <One key={number} number={number} />}
        </Section>
      </WithAccount>
    </>
  );
}

function One({ number }: { number: number }) {
  const { say } = useApp();
  const look = useChain(`design/${number}`, (view) => view.ask('marketplaceApi.design', number));
  return (
    <Seeing of={look}>
      {(design) => (design ? <Body design={design} /> : <p>{say('design-unknown')}</p>)}
    </Seeing>
  );
}

function Body({ design }: { design: DesignView }) {
  const { session, say, words } = useApp();
  const act = useAct();
  const isMine = session.account !== undefined && equal(session.account, design.owner);
  return (
    <>
      <Facts
        of={[
          [say('design-content'), <code>{shortHash(design.content)}</code>],
          [say('design-owner'), <code>{shortAddress(design.owner)}</code>],
          ...design.payees.map(
            ([account, share]) => [shortAddress(account), percentWords(share, words)] as const,
          ),
        ]}
      />
      {design.retired && <p>{say('design-retired')}</p>}
      {design.struck && <p>{say('design-struck')}</p>}
      {design.earnings.map((earnings) => (
        <Earned
          key={toHex(design.content) + JSON.stringify(earnings.currency)}
          design={design.design}
          earnings={earnings}
        />
      ))}
      {isMine && !design.retired && (
        <Act
          danger
          action={say('design-retire')}
          onAct={() => act({ call: 'marketplace.retireDesign', args: { design: design.design } })}
        />
      )}
    </>
  );
}

function Earned({ design, earnings }: { design: number; earnings: Earnings }) {
  const { say } = useApp();
  const act = useAct();
  const money = useMoney(useCurrency(earnings.currency));
  const all = earnings.due.reduce((sum, one) => sum + one, 0n);
  if (all === 0n) return null;
  return (
    <Act
      action={say('royalties-claim', { amount: money.units(all) })}
      onAct={() =>
        act({ call: 'marketplace.claimRoyalties', args: { design, currency: earnings.currency } })
      }
    />
  );
}
