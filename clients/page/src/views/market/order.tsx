// One order: where it stands, what comes next if nobody does anything, and what one can do.

import { useEffect, useState } from 'preact/hooks';
import { useAct, useApp, useChain } from '../../app/context.ts';
import { linkTo } from '../../app/route.ts';
import type { OrderView, RatingView } from '../../generated/chain.ts';
import { equal } from '../../scale/bytes.ts';
import { useCurrency, useMoney, VAKA } from '../../ui/currency.ts';
import { Act, Field, Form } from '../../ui/form.tsx';
import { useClock } from '../../ui/lines.ts';
import { WithAccount } from '../../ui/locked.tsx';
import { shortAddress } from '../../ui/names.ts';
import { Facts, More, Notice, Section, Seeing } from '../../ui/parts.tsx';
import { Shown } from '../../ui/shared.tsx';
import { timeWords } from '../../words/dates.ts';
import { hashOfText, useTexts } from '../../ui/text.tsx';
import { orderedOf } from './orders.tsx';
import { type Pickup, usePickups } from './pickup.ts';
import { Rate } from './rate.tsx';
import { dateFacts, percentWords, proposalOf, stateWords } from './words.ts';

const WHOLE = 1_000_000;

interface Seen {
  order: OrderView | undefined;
  rating: RatingView | undefined;
  /** What a dispute would cost this account now. */
  cost: bigint | undefined;
}

export function Order({ number }: { number: bigint }) {
  const { session, say } = useApp();
  const { account } = session;
  const look = useChain<Seen>(`order/${number}`, async (view) => {
    const [order, rating, cost] = await Promise.all([
      view.ask('marketplaceApi.order', number),
      view.ask('marketplaceApi.rating', number),
      account && view.ask('marketplaceApi.costOfDispute', account),
    ]);
    return { order, rating, cost };
  });
  return (
    <>
      <h1 tabIndex={-1}>{say('order', { number: String(number) })}</h1>
      <WithAccount>
        <Seeing of={look}>
          {({ order, rating, cost }) => (
            <>
              {order && <Body order={order} cost={cost} />}
              {rating && <Rate rating={rating} />}
              {!order && !rating && <p>{say('order-gone')}</p>}
            </>
          )}
        </Seeing>
      </WithAccount>
    </>
  );
}

function Body({ order, cost }: { order: OrderView; cost: bigint | undefined }) {
  const { session, say, words } = useApp();
  const clock = useClock();
  const money = useMoney(useCurrency(order.currency));
  const { account } = session;
  const isBuyer = account !== undefined && equal(account, order.buyer);
  const isSeller = account !== undefined && equal(account, order.seller);
  const deadline = order.deadline === undefined ? undefined : clock.at(order.deadline, 'open');
  const isDue =
    order.deadline !== undefined && clock.value !== undefined && clock.value.open >= order.deadline;
  return (
    <>
      <p class="lead">{stateWords(order.state, words)}</p>
      {order.default && deadline !== undefined && (
        <p>
          {say('order-default', {
            at: timeWords(words, deadline),
            how: say(`default-${order.default.type}`),
          })}
        </p>
      )}
      {isBuyer && order.byCode && <PickupCode order={order} />}
      <Facts
        of={[
          [
            say('listing-short'),
            <a href={linkTo('market', order.listing)}>
              {say('listing', { number: String(order.listing) })}
            </a>,
          ],
          [say('quantity'), String(orderedOf(order))],
          [say('escrow'), money.units(order.escrow)],
          [say('seller'), <code>{shortAddress(order.seller)}</code>],
          [say('buyer'), <code>{shortAddress(order.buyer)}</code>],
          ...dateFacts(order.dates, words),
        ]}
      />
      {order.recalled && <Notice kind="bad">{say('lot-recalled')}</Notice>}
      {isBuyer && <BuyerActs order={order} cost={cost} />}
      {isSeller && <SellerActs order={order} />}
      {(isBuyer || isSeller) && <Splitting order={order} side={isBuyer ? 'Buyer' : 'Seller'} />}
      {isDue && <SettleDue order={order} />}
      {order.case !== undefined && (
        <p>
          <a href={linkTo('market', 'judge', order.case)}>
            {say('case', { number: String(order.case) })}
          </a>
        </p>
      )}
    </>
  );
}

/** Shown at pickup, also while this phone is offline. */
function PickupCode({ order }: { order: OrderView }) {
  const { say } = useApp();
  const pickups = usePickups();
  const [found, setFound] = useState<readonly Pickup[]>();
  useEffect(() => {
    void pickups.of(order.order, order.listing, order.lot).then(setFound);
  }, [order.order]);
  if (found === undefined) return null;
  return (
    <Section title={say('pickup')}>
      {found.length === 0 && <p>{say('pickup-lost')}</p>}
      {found.length > 1 && <p class="hint">{say('pickup-several')}</p>}
      {found.map(({ hash, secret }) => (
        <Shown
          key={hash}
          shared={{ kind: 'pickup', order: order.order, code: secret }}
          label={say('pickup-show')}
        />
      ))}
    </Section>
  );
}

function SettleDue({ order }: { order: OrderView }) {
  const { say } = useApp();
  const act = useAct();
  return (
    <Act
      action={say('order-settle')}
      onAct={() => act({ call: 'marketplace.settle', args: { orders: [order.order] } })}
    />
  );
}

function BuyerActs({ order, cost }: { order: OrderView; cost: bigint | undefined }) {
  const { say } = useApp();
  const act = useAct();
  const texts = useTexts();
  const vaka = useMoney(VAKA);
  const { type } = order.state;
  const args = { order: order.order };
  return (
    <>
      {type === 'Delivered' && (
        <Act
          action={say('order-confirm')}
          onAct={() => act({ call: 'marketplace.confirm', args })}
        />
      )}
      {(type === 'Placed' || type === 'Accepted') && (
        <Act
          danger
          action={say('order-cancel')}
          onAct={() => act({ call: 'marketplace.cancel', args })}
        />
      )}
      {type === 'StepDue' && (
        <Act action={say('order-fund')} onAct={() => act({ call: 'marketplace.fundStep', args })} />
      )}
      {type === 'Delivered' && (
        <More title={say('dispute')}>
          <p>{say('dispute-what')}</p>
          {cost !== undefined && (
            <p>
              {cost === 0n
                ? say('dispute-free')
                : say('dispute-cost', { amount: vaka.units(cost) })}
            </p>
          )}
          <Form
            danger
            action={say('dispute-open')}
            onFill={async (filled) => {
              const evidence = filled.required('evidence');
              await texts.put(evidence);
              await act({
                call: 'marketplace.openDispute',
                args: { ...args, evidence: hashOfText(evidence) },
              });
            }}
          >
            <Field
              name="evidence"
              kind="lines"
              label={say('dispute-evidence')}
              hint={say('dispute-evidence-hint')}
            />
          </Form>
        </More>
      )}
    </>
  );
}

function SellerActs({ order }: { order: OrderView }) {
  const { say } = useApp();
  const act = useAct();
  const { type } = order.state;
  const orders = [order.order];
  return (
    <>
      {type === 'Placed' && (
        <>
          <Act
            action={say('order-accept')}
            onAct={() => act({ call: 'marketplace.accept', args: { orders } })}
          />
          <Act
            danger
            action={say('order-reject')}
            onAct={() => act({ call: 'marketplace.reject', args: { orders } })}
          />
        </>
      )}
      {type === 'Accepted' && order.startShare > 0 && (
        <Act
          action={say('order-start')}
          onAct={() => act({ call: 'marketplace.start', args: { order: order.order } })}
        />
      )}
      {(type === 'Accepted' || type === 'Started') && (
        <p>
          <a href={linkTo('market', 'orders')}>{say('deliver-go')}</a>
        </p>
      )}
    </>
  );
}

const AGREEABLE = ['Accepted', 'Started', 'Delivered', 'Disputed'];

/** Agreeing on a share, without judges. */
function Splitting({ order, side }: { order: OrderView; side: 'Buyer' | 'Seller' }) {
  const { say, words } = useApp();
  const act = useAct();
  if (!AGREEABLE.includes(order.state.type)) return null;
  const other = proposalOf(order, side === 'Buyer' ? 'Seller' : 'Buyer');
  const own = proposalOf(order, side);
  return (
    <More title={say('split')}>
      <p>{say('split-what')}</p>
      {own !== undefined && <p>{say('split-own', { share: percentWords(own, words) })}</p>}
      {other !== undefined && (
        <>
          <p>{say('split-other', { share: percentWords(other, words) })}</p>
          <Act
            action={say('split-accept', { share: percentWords(other, words) })}
            onAct={() =>
              act({
                call: 'marketplace.acceptSplit',
                args: { order: order.order, toSeller: other },
              })
            }
          />
        </>
      )}
      <Form
        action={say('split-propose')}
        onFill={(filled) =>
          act({
            call: 'marketplace.proposeSplit',
            args: {
              order: order.order,
              toSeller: (filled.integer('share', 100) * WHOLE) / 100,
            },
          })
        }
      >
        <Field name="share" kind="number" label={say('split-share')} />
      </Form>
      {order.state.type === 'Disputed' && (
        <Act
          action={say('appeal')}
          onAct={() => act({ call: 'marketplace.appeal', args: { order: order.order } })}
        />
      )}
    </More>
  );
}
