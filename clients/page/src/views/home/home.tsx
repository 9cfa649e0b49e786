// Home: a household's electricity.

import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { equal } from '../../scale/bytes.ts';
import { useGridCurrency } from '../../ui/grid.ts';
import { useMoney } from '../../ui/currency.ts';
import { Field, Form } from '../../ui/form.tsx';
import { Facts, More, Notice, Section, Seeing, useTrouble } from '../../ui/parts.tsx';
import { decimal } from '../../words/numbers.ts';
import { MeterActs } from './acts.tsx';
import { dayShown } from './day.ts';
import {
  type MeterSeen,
  useHousehold,
  useMeter,
  useMeters,
  usePrices,
  useSights,
} from './meter.ts';
import { Picture } from './picture.tsx';
import { daysLeft, flowsSince, perDay } from './use.ts';
import { Welcome } from './welcome.tsx';

/** Looks again at what the hub tells whenever somebody looks again at the meter. */
function useAgain(asked: number, looks: readonly { again(): void }[]) {
  useEffect(() => {
    if (asked > 0) for (const look of looks) look.again();
  }, [asked]);
}

function Day({
  number,
  seen,
  asked,
}: {
  number: number;
  seen: MeterSeen;
  /** How often somebody wanted to see it anew. */
  asked: number;
}) {
  const { session, say, words } = useApp();
  const { meter, slotSeconds, tariff, schedule } = seen;
  const money = useMoney(useGridCurrency(meter.grid));
  const trouble = useTrouble();
  const { from, to } = dayShown(
    { slotSeconds, offset: schedule?.offset ?? 0, read: meter.slot },
    session.now(),
  );
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
  const household = useHousehold(number, slotSeconds, isMine);
  useAgain(asked, [prices, household]);
  const told = household.value;
  const days = told?.daysLeft ?? lasts;
  const known = told && told.flows.length > 0 ? told.flows : flowsSince(sights, from);
  const flows = known.filter((flow) => flow.to > from && flow.from < to);
  return (
    <>
      <p class="big">
        {money.micro(meter.credit)}
        <small>{days === undefined ? say('credit-left') : say('credit-lasts', { days })}</small>
      </p>
      {meter.arrears > 0n && (
        <Notice kind="bad">
          <p>{say('arrears', { amount: money.micro(meter.arrears) })}</p>
        </Notice>
      )}
      <Picture from={from} to={to} prices={prices.value ?? []} flows={flows} money={money.units} />
      {prices.trouble && <p class="hint">{say('prices-missing')}</p>}
      {household.trouble && !told && <p class="hint">{trouble(household.trouble)}</p>}
      <Facts
        of={[
          told?.savedToday !== undefined && [say('saved-today'), money.micro(told.savedToday)],
          told?.savedMonth !== undefined && [say('saved-month'), money.micro(told.savedMonth)],
          told?.paidMonth !== undefined && [say('paid-month'), money.micro(told.paidMonth)],
          told?.earnedMonth !== undefined && [say('earned-month'), money.micro(told.earnedMonth)],
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
      {told && told.importWh.length > 0 && (
        <More title={say('month')}>
          <Month importWh={told.importWh} exportWh={told.exportWh} />
        </More>
      )}
      {meter.retired && <Notice>{say('meter-retired')}</Notice>}
      <MeterActs number={number} seen={seen} isMine={isMine} money={money} />
    </>
  );
}

/** The days of the month. */
function Month({ importWh, exportWh }: { importWh: number[]; exportWh: number[] }) {
  const { say, words } = useApp();
  const kwh = (wh: number | undefined) =>
    say('kwh', { amount: decimal(wh ?? 0, 3, words.language, 1) });
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('month-day')}</th>
          <th scope="col">{say('picture-bought')}</th>
          <th scope="col">{say('picture-sold')}</th>
        </tr>
      </thead>
      <tbody>
        {importWh.map((wh, i) => (
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            <td>{kwh(wh)}</td>
            <td>{kwh(exportWh[i])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Card({ number, onForget }: { number: number; onForget: () => Promise<void> }) {
  const { say } = useApp();
  const look = useMeter(number);
  const [asked, setAsked] = useState(0);
  const again = () => {
    setAsked(asked + 1);
    look.again();
  };
  return (
    <Section title={say('meter', { number: String(number) })}>
      <Seeing of={{ ...look, again }}>
        {(seen) =>
          seen ? <Day number={number} seen={seen} asked={asked} /> : <p>{say('meter-unknown')}</p>
        }
      </Seeing>
      <button type="button" class="quiet" onClick={() => void onForget()}>
        {say('meter-forget')}
      </button>
    </Section>
  );
}

export function Home() {
  const { session, say } = useApp();
  const { meters, add, remove } = useMeters();
  return (
    <>
      <h1 tabIndex={-1}>{say('view-home')}</h1>
      {!session.account && <Welcome say={say} />}
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
