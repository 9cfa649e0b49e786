// What a household does with its meter.

import { useAct, useApp } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type { Limits } from '../../generated/chain.ts';
import type { useMoney } from '../../ui/currency.ts';
import { Act, BadField, Check, Field, Form } from '../../ui/form.tsx';
import { Awaited, More, Notice } from '../../ui/parts.tsx';
import { Qr } from '../../ui/qr.tsx';
import type { MeterSeen } from './meter.ts';
import { askOf, bidOf, priceOf } from './ticks.ts';

interface Props {
  number: number;
  seen: MeterSeen;
  money: ReturnType<typeof useMoney>;
}

export function MeterActs({ number, seen, isMine, money }: Props & { isMine: boolean }) {
  const { session, say } = useApp();
  const act = useAct();
  const { meter } = seen;
  const link = `${location.origin}${location.pathname}${linkTo('topup', number)}`;
  return (
    <>
      {session.account && (
        <More title={say('top-up')}>
          <TopUp number={number} money={money} />
        </More>
      )}
      <More title={say('top-up-link')}>
        <p>{say('top-up-link-what')}</p>
        <p>
          <code>{link}</code>
        </p>
        <Qr text={link} label={say('top-up-link')} />
      </More>
      {isMine && money.isKnown && (
        <>
          <More title={say('limits')}>
            <LimitsForm number={number} seen={seen} money={money} />
          </More>
          <More title={say('energy-owed')}>
            <EnergyForms number={number} seen={seen} money={money} />
          </More>
          <More title={say('meter-other')}>
            <Form
              action={say('withdraw-credit')}
              onFill={(filled) =>
                act({
                  call: 'energy.withdrawCredit',
                  args: { meter: number, amount: filled.amount('amount', money.decimals) },
                })
              }
            >
              <Field
                name="amount"
                kind="decimal"
                label={say('amount-in', { currency: money.name })}
                hint={say('withdraw-credit-hint')}
              />
            </Form>
            {meter.positions.length > 0 && (
              <Act
                action={say('settle-meter')}
                onAct={() => act({ call: 'energy.settle', args: { meters: [number] } })}
              />
            )}
            <Form
              action={say('meter-give')}
              onFill={(filled) =>
                act({
                  call: 'energy.transferMeter',
                  args: { meter: number, to: filled.account('to') },
                })
              }
            >
              <Field name="to" label={say('address')} hint={say('meter-give-hint')} />
            </Form>
          </More>
        </>
      )}
      {!isMine && session.account && (
        <More title={say('meter-take')}>
          <p>{say('meter-take-what')}</p>
          <Act
            action={say('meter-take')}
            onAct={() => act({ call: 'energy.acceptMeter', args: { meter: number } })}
          />
        </More>
      )}
    </>
  );
}

export function TopUp({ number, money }: { number: number; money: Props['money'] }) {
  const { say } = useApp();
  const act = useAct();
  if (!money.isKnown) return <Awaited />;
  return (
    <Form
      action={say('top-up')}
      onFill={(filled) =>
        act({
          call: 'energy.topUp',
          args: { meter: number, amount: filled.amount('amount', money.decimals) },
        })
      }
    >
      <Field name="amount" kind="decimal" label={say('amount-in', { currency: money.name })} />
    </Form>
  );
}

/** The limits that are in force from the next slot on. */
function newest({ meter }: MeterSeen): Limits {
  return meter.next?.limits ?? meter.limits;
}

function LimitsForm({ number, seen, money }: Props) {
  const { say } = useApp();
  const act = useAct();
  const { tariff } = seen;
  if (!tariff) return <p>{say('grid-ended')}</p>;
  if (!money.isKnown) return <Awaited />;
  const { ask, bid, owedFirst } = newest(seen);
  const buying = (tick: number) => priceOf(tariff, tick) + tariff.networkCharge;
  return (
    <Form
      action={say('limits-set')}
      onFill={(filled) => {
        const sells = filled.checked('sells');
        const buys = filled.checked('buys');
        const lowest = sells ? askOf(tariff, filled.amount('lowest', money.decimals)) : undefined;
        const highest = buys ? bidOf(tariff, filled.amount('highest', money.decimals)) : undefined;
        if (sells && lowest === undefined) {
          throw new BadField('lowest', 'limits-too-high', {
            most: money.units(priceOf(tariff, 63)),
          });
        }
        if (buys && highest === undefined) {
          throw new BadField('highest', 'limits-too-low', { least: money.units(buying(0)) });
        }
        return act({
          call: 'energy.setLimits',
          args: {
            meter: number,
            limits: { ask: lowest, bid: highest, owedFirst: filled.checked('owed') },
          },
        });
      }}
    >
      <p class="hint">
        {say('limits-between', {
          least: money.units(tariff.feedIn),
          most: money.units(tariff.retail),
        })}
      </p>
      <Check name="sells" label={say('limits-sells')} value={ask !== undefined} />
      <Field
        name="lowest"
        kind="decimal"
        label={say('limits-lowest', { currency: money.name })}
        value={money.field(priceOf(tariff, ask ?? 0))}
      />
      <Check name="buys" label={say('limits-buys')} value={bid !== undefined} />
      <Field
        name="highest"
        kind="decimal"
        label={say('limits-highest', { currency: money.name })}
        value={money.field(buying(bid ?? 63))}
      />
      <Check name="owed" label={say('limits-owed-first')} value={owedFirst} />
      {seen.schedule && seen.schedule.bands.length > 1 && <p class="hint">{say('limits-bands')}</p>}
    </Form>
  );
}

/** Energy goes in kWh on the screen, in mWh or Wh to the chain. */
function EnergyForms({ number, seen, money }: Props) {
  const { say } = useApp();
  const act = useAct();
  const { tariff } = seen;
  return (
    <>
      <p>{say('energy-owed-what')}</p>
      <Form
        action={say('redeem')}
        onFill={(filled) =>
          act({
            call: 'energy.redeem',
            args: { meter: number, energy: filled.amount('energy', 6) },
          })
        }
      >
        <Field
          name="energy"
          kind="decimal"
          label={say('redeem-kwh')}
          hint={tariff && say('redeem-hint', { price: money.units(tariff.feedIn) })}
        />
      </Form>
      <Form
        action={say('claim-tokens')}
        onFill={(filled) =>
          act({
            call: 'energy.claimTokens',
            args: { meter: number, wh: filled.amount('wh', 3) },
          })
        }
      >
        <Field name="wh" kind="decimal" label={say('claim-kwh')} hint={say('claim-hint')} />
      </Form>
      <Form
        action={say('deposit-tokens')}
        onFill={(filled) =>
          act({
            call: 'energy.depositTokens',
            args: { meter: number, wh: filled.amount('back', 3) },
          })
        }
      >
        <Field name="back" kind="decimal" label={say('deposit-kwh')} />
      </Form>
      <Notice>{say('energy-tokens-what')}</Notice>
    </>
  );
}
