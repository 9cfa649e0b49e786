// Home: a household's electricity.

import { useApp } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import { equal } from '../../scale/bytes.ts';
import { useGridCurrency } from '../../ui/grid.ts';
import { useMoney } from '../../ui/currency.ts';
import { Field, Form } from '../../ui/form.tsx';
import { Facts, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { decimal } from '../../words/numbers.ts';
import { MeterActs } from './acts.tsx';
import { type MeterSeen, useMeter, useMeters, usePrices, useSights } from './meter.ts';
import { Picture } from './picture.tsx';
import { daysLeft, flowsSince, perDay } from './use.ts';

const DAY = 86_400_000;

function midnight(now: number): number {
  const time = new Date(now);
  time.setHours(0, 0, 0, 0);
  return time.getTime();
}

function Day({ number, seen }: { number: number; seen: MeterSeen }) {
  const { session, say, words } = useApp();
  const { meter, slotSeconds, tariff, schedule } = seen;
  const money = useMoney(useGridCurrency(meter.grid));
  const from = midnight(session.now());
  const prices = usePrices(meter.grid, slotSeconds, from);
  const sights = useSights(number, seen);
  const use = perDay(sights);
  const lasts =
    use &&
    tariff &&
    daysLeft(Number(meter.credit) / 1e6, use, {
      buy: Number(tariff.retail),
      sell: Number(tariff.feedIn),
      standing: Number(schedule?.standingCharge ?? 0n),
    });
  const isMine = session.account !== undefined && equal(session.account, meter.owner);
  return (
    <>
      <p class="big">
        {money.micro(meter.credit)}
        <small>
          {lasts === undefined ? say('credit-left') : say('credit-lasts', { days: lasts })}
        </small>
      </p>
      {meter.arrears > 0n && (
        <Notice kind="bad">
          <p>{say('arrears', { amount: money.micro(meter.arrears) })}</p>
        </Notice>
      )}
      <Picture
        from={from}
        to={from + DAY}
        prices={prices.value ?? []}
        flows={flowsSince(sights, from)}
        money={money.units}
      />
      {prices.trouble && <p class="hint">{say('prices-missing')}</p>}
      <Facts
        of={[
          [say('bank-owes'), say('kwh', { amount: decimal(meter.owed, 6, words.language, 2) })],
          tariff && [say('price-retail'), money.units(tariff.retail)],
          tariff && [say('price-feed-in'), money.units(tariff.feedIn)],
          schedule &&
            schedule.standingCharge > 0n && [
              say('price-standing'),
              money.units(schedule.standingCharge),
            ],
          use && [
            say('use-per-day'),
            say('kwh', { amount: decimal(Math.round(use.boughtWh), 3, words.language, 1) }),
          ],
        ]}
      />
      {meter.retired && <Notice>{say('meter-retired')}</Notice>}
      <MeterActs number={number} seen={seen} isMine={isMine} money={money} />
    </>
  );
}

function Card({ number, onForget }: { number: number; onForget: () => Promise<void> }) {
  const { say } = useApp();
  const look = useMeter(number);
  return (
    <Section title={say('meter', { number: String(number) })}>
      <Seeing of={look}>
        {(seen) => (seen ? <Day number={number} seen={seen} /> : <p>{say('meter-unknown')}</p>)}
      </Seeing>
      <button type="button" class="quiet" onClick={() => void onForget()}>
        {say('meter-forget')}
      </button>
    </Section>
  );
}

function Welcome() {
  const { say } = useApp();
  return (
    <section aria-label={say('welcome')}>
      <p class="lead">{say('welcome-what')}</p>
      <p>
        <a class="button" href={linkTo('key')}>
          {say('welcome-key')}
        </a>
      </p>
      <p>
        <a href={linkTo('key', 'words')}>{say('welcome-words')}</a>
      </p>
      <p>
        <a href={linkTo('key', 'lost')}>{say('welcome-lost')}</a>
      </p>
      <p class="hint">{say('welcome-look')}</p>
    </section>
  );
}

export function Home() {
  const { session, say } = useApp();
  const { meters, add, remove } = useMeters();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-home')}</h1>
      {!session.account && <Welcome />}
      {meters?.map((number) => (
        <Card key={number} number={number} onForget={() => remove(number)} />
      ))}
      {meters && (
        <Section title={meters.length === 0 ? say('meter-add') : say('meter-add-other')}>
          <Form action={say('meter-show')} onFill={(filled) => add(filled.integer('meter'))}>
            <Field
              name="meter"
              kind="number"
              label={say('meter-number')}
              hint={say('meter-number-hint')}
            />
          </Form>
        </Section>
      )}
    </>
  );
}
