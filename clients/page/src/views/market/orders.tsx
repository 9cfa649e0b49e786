// One's orders, as a buyer and as a seller; what is due; and delivering many at once.

import { useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type { DueView, OrderView } from '../../generated/chain.ts';
import { equal, toHex } from '../../scale/bytes.ts';
import { useCurrency, useMoney } from '../../ui/currency.ts';
import { Act, BadField, Field, Form } from '../../ui/form.tsx';
import { WithAccount } from '../../ui/locked.tsx';
import { More, Section, Seeing } from '../../ui/parts.tsx';
import { ScanFor } from '../../ui/shared.tsx';
import { stateWords } from './words.ts';

const PAGE = 64;
const MOST_PAGES = 4;

/** One's open orders. */
export function useOrders() {
  const { session } = useApp();
  const { account } = session;
  return useChain(account && `orders/${toHex(account)}`, async (view) => {
    const all: OrderView[] = [];
    let after: bigint | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const { items, next } = await view.ask('marketplaceApi.orders', account!, after, PAGE);
      all.push(...items);
      if (next === undefined) break;
      after = next;
    }
    const { items: dues } = await view.ask('marketplaceApi.dues', account!, undefined, PAGE);
    return { orders: all.sort((a, b) => (a.order < b.order ? 1 : -1)), dues };
  });
}

export function Orders() {
  const { session, say, words } = useApp();
  const look = useOrders();
  const { account } = session;
  const isMine = (side: Uint8Array) => account !== undefined && equal(account, side);
  return (
    <>
      <h1 tabIndex={-1}>{say('orders')}</h1>
      <WithAccount>
        <Seeing of={look}>
          {({ orders, dues }) => {
            const groups = [
              [say('orders-bought'), orders.filter(({ buyer }) => isMine(buyer))],
              [say('orders-sold'), orders.filter(({ buyer }) => !isMine(buyer))],
            ] as const;
            return (
              <>
                {orders.length === 0 && <p>{say('orders-none')}</p>}
                {groups.map(
                  ([title, some]) =>
                    some.length > 0 && (
                      <Section key={title} title={title}>
                        <ul class="cards">
                          {some.map((order) => (
                            <li key={String(order.order)}>
                              <a href={linkTo('market', 'order', order.order)}>
                                {say('order', { number: String(order.order) })}
                              </a>
                              <p>{stateWords(order.state, words)}</p>
                            </li>
                          ))}
                        </ul>
                      </Section>
                    ),
                )}
                <Deliver orders={groups[1][1]} />
                {dues.length > 0 && (
                  <Section title={say('dues')}>
                    <p>{say('dues-what')}</p>
                    {dues.map((due, i) => (
                      <Due key={i} due={due} />
                    ))}
                  </Section>
                )}
              </>
            );
          }}
        </Seeing>
      </WithAccount>
    </>
  );
}

function Due({ due: { payee, currency, amount } }: { due: DueView }) {
  const { say } = useApp();
  const act = useAct();
  const money = useMoney(useCurrency(currency));
  return (
    <Act
      action={say('due-claim', { amount: money.units(amount) })}
      onAct={() => act({ call: 'marketplace.claim', args: { payee, currency } })}
    />
  );
}

const AWAITED = ['Accepted', 'Started'];

interface Handed {
  order: bigint;
  quantity: number;
  code: Uint8Array | undefined;
}

/** How much of something was ordered. */
export function orderedOf({ price }: OrderView): number {
  return price.type === 'Units' ? price.value.quantity : 1;
}

/** A seller at the jetty: scans codes, names quantities, and delivers all at once. */
function Deliver({ orders }: { orders: readonly OrderView[] }) {
  const { say } = useApp();
  const act = useAct();
  const [handed, setHanded] = useState<readonly Handed[]>([]);
  const waiting = orders.filter(({ state }) => AWAITED.includes(state.type));
  if (waiting.length === 0) return null;
  const add = (one: Handed) =>
    setHanded((old) => [...old.filter(({ order }) => order !== one.order), one]);
  const find = (order: bigint, field: string) => {
    const found = waiting.find((one) => one.order === order);
    if (!found) throw new BadField(field, 'deliver-not-yours');
    return found;
  };
  return (
    <Section title={say('deliver')}>
      <p>{say('deliver-what')}</p>
      <ScanFor
        kind="pickup"
        label={say('deliver-scan')}
        onShared={({ order, code }) => {
          const found = find(order, 'code');
          add({ order, quantity: orderedOf(found), code });
        }}
      />
      <More title={say('deliver-without')}>
        <Form
          action={say('deliver-add')}
          onFill={(filled) => {
            const order = filled.big('order');
            const found = find(order, 'order');
            if (found.byCode) throw new BadField('order', 'deliver-needs-code');
            const quantity = filled.integer('quantity');
            if (quantity === 0 || quantity > orderedOf(found)) {
              throw new BadField('quantity', 'deliver-too-many', {
                ordered: String(orderedOf(found)),
              });
            }
            add({ order, quantity, code: undefined });
          }}
        >
          <Field name="order" kind="number" label={say('order-number')} />
          <Field name="quantity" kind="number" label={say('quantity')} />
        </Form>
      </More>
      {handed.length > 0 && (
        <>
          <ul aria-live="polite">
            {handed.map(({ order, quantity }) => (
              <li key={String(order)}>
                {say('deliver-line', { order: String(order), quantity: String(quantity) })}{' '}
                <button
                  type="button"
                  class="quiet"
                  onClick={() => setHanded((old) => old.filter((one) => one.order !== order))}
                >
                  {say('remove')}
                </button>
              </li>
            ))}
          </ul>
          <Act
            action={say('deliver-send', { count: handed.length })}
            onAct={() => act({ call: 'marketplace.deliver', args: { deliveries: [...handed] } })}
          />
        </>
      )}
    </Section>
  );
}
