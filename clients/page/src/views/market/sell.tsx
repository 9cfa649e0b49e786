// Publishing what one sells, and adding what is there this time.

import { useState } from 'preact/hooks';
import { useAct, useApp } from '../../app/context.ts';
import type { Kind, NativeOrWithId, Pricing } from '../../generated/chain.ts';
import { type Currency, useCurrency, useMoney } from '../../ui/currency.ts';
import { BadField, Check, Choice, Field, type Filled, Form } from '../../ui/form.tsx';
import { WithAccount } from '../../ui/locked.tsx';
import { Awaited, More, Section } from '../../ui/parts.tsx';
import { amountOf, BadAmount, integerOf } from '../../words/numbers.ts';
import type { Language } from '../../words/languages.ts';
import { hashOfText, useTexts } from '../../ui/text.tsx';
import { KINDS } from './words.ts';

/** Bounds of the chain. */
const MOST_ACCEPT_DAYS = 14;
const MOST_OVERDUE_DAYS = 60;
const MOST_STEP_DAYS = 180;
const MOST_STEPS = 8;
const WHOLE = 1_000_000;

/** A share in percent, as millionths. */
function shareOf(filled: Filled, field: string): number {
  const share = filled.integer(field, 100);
  return (share * WHOLE) / 100;
}

function daysOf(filled: Filled, field: string, most: number): number {
  const days = filled.integer(field);
  if (days < 1 || days > most) throw new BadField(field, 'bad-days', { most });
  return days;
}

/** A step a line: its price and its days. */
export function stepsOf(text: string, currency: Currency, language: Language): Pricing {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > MOST_STEPS) throw new BadField('steps', 'bad-steps', { most: MOST_STEPS });
  try {
    const steps = lines.map((line) => {
      const [price = '', days = ''] = line.trim().split(/\s+/);
      return {
        price: amountOf(price, currency.decimals, language),
        days: integerOf(days, MOST_STEP_DAYS),
      };
    });
    return { type: 'Steps', value: steps };
  } catch (error) {
    if (error instanceof BadAmount) throw new BadField('steps', 'bad-step');
    throw error;
  }
}

export function Sell() {
  const { say, words } = useApp();
  const act = useAct();
  const texts = useTexts();
  const [voucher, setVoucher] = useState<number>();
  const paid: NativeOrWithId =
    voucher === undefined ? { type: 'Native' } : { type: 'WithId', value: voucher };
  const currency = useCurrency(paid);
  const money = useMoney(currency);
  return (
    <>
      <h1 tabIndex={-1}>{say('sell')}</h1>
      <p class="lead">{say('sell-what')}</p>
      <WithAccount>
        <More title={say('sell-currency')}>
          <Form
            action={say('sell-currency-take')}
            onFill={(filled) =>
              setVoucher(filled.text('voucher') === '' ? undefined : filled.integer('voucher'))
            }
          >
            <Field
              name="voucher"
              kind="number"
              label={say('voucher-number')}
              hint={say('voucher-hint')}
            />
          </Form>
        </More>
        {!currency && <Awaited />}
        {currency && (
          <Form
            key={currency.name}
            action={say('sell-publish')}
            onFill={async (filled) => {
              const title = filled.text('title');
              const details = filled.text('details');
              const schema = filled.text('schema');
              const steps = filled.text('steps');
              const pricing: Pricing =
                steps === ''
                  ? { type: 'Unit', value: filled.amount('price', money.decimals) }
                  : stepsOf(steps, currency, words.language);
              if (details !== '') await texts.put(details);
              await act({
                call: 'marketplace.publish',
                args: {
                  terms: {
                    kind: filled.text('kind') as Kind,
                    currency: paid,
                    pricing,
                    title: new TextEncoder().encode(title),
                    details: details === '' ? undefined : hashOfText(details),
                    acceptDays: daysOf(filled, 'accept', MOST_ACCEPT_DAYS),
                    overdueDays: daysOf(filled, 'overdue', MOST_OVERDUE_DAYS),
                    startShare: shareOf(filled, 'start'),
                    unjudged:
                      filled.text('unjudged') === '' ? undefined : shareOf(filled, 'unjudged'),
                    instant: filled.checked('instant'),
                    requirement:
                      schema === ''
                        ? undefined
                        : { schema: filled.integer('schema'), stake: filled.amount('stake', 12) },
                    design: filled.text('design') === '' ? undefined : filled.integer('design'),
                  },
                },
              });
            }}
          >
            <Choice
              name="kind"
              label={say('market-kind')}
              options={KINDS.map((kind) => [kind, say(`kind-${kind}`)])}
            />
            <Field name="title" label={say('sell-title')} />
            <Field
              name="price"
              kind="decimal"
              label={say('sell-price', { currency: currency.name })}
            />
            <Field
              name="details"
              kind="lines"
              label={say('sell-details')}
              hint={say('sell-details-hint')}
            />
            <Check name="instant" label={say('sell-instant')} />
            <More title={say('sell-more')}>
              <Field name="accept" kind="number" label={say('accept-days')} value="7" />
              <Field name="overdue" kind="number" label={say('overdue-days')} value="14" />
              <Field name="start" kind="number" label={say('start-share-percent')} value="0" />
              <Field name="unjudged" kind="number" label={say('unjudged-percent')} />
              <Field
                name="steps"
                kind="lines"
                label={say('sell-steps')}
                hint={say('sell-steps-hint')}
              />
              <Field name="design" kind="number" label={say('design-number')} />
              <Field
                name="schema"
                kind="number"
                label={say('requirement-schema')}
                hint={say('requirement-hint')}
              />
              <Field name="stake" kind="decimal" label={say('requirement-stake')} />
            </More>
          </Form>
        )}
      </WithAccount>
    </>
  );
}

/** A day and a time that somebody chose, in seconds; the day's end if there is only a day. */
function secondsOf(filled: Filled, field: string): bigint | undefined {
  const text = filled.text(field);
  if (text === '') return undefined;
  const time = new Date(`${text}T23:59:59`).getTime();
  if (Number.isNaN(time)) throw new BadField(field, 'bad-date');
  return BigInt(Math.floor(time / 1000));
}

export function LotForm({ listing }: { listing: number }) {
  const { say } = useApp();
  const act = useAct();
  return (
    <Section title={say('lot-add')}>
      <Form
        action={say('lot-add')}
        onFill={(filled) => {
          const quantity = filled.integer('quantity');
          if (quantity === 0) throw new BadField('quantity', 'bad-zero');
          return act({
            call: 'marketplace.addLot',
            args: {
              listing,
              terms: {
                quantity,
                opens: undefined,
                dates: {
                  closes: secondsOf(filled, 'closes'),
                  due: secondsOf(filled, 'due'),
                  bestBefore: secondsOf(filled, 'best'),
                },
              },
            },
          });
        }}
      >
        <Field name="quantity" kind="number" label={say('quantity')} />
        <Field name="closes" kind="date" label={say('lot-closes')} />
        <Field name="due" kind="date" label={say('lot-due')} />
        <Field name="best" kind="date" label={say('lot-bestBefore')} />
      </Form>
    </Section>
  );
}
